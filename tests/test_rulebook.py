"""The rulebook: what it says on which day, for how long, from which source, and that its files are sound."""

from __future__ import annotations

import datetime
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from prohori.errors import DefinitionError
from prohori.model import Confidence, Severity
from prohori.rulebook import book, fiscal, identifiers, vat
from prohori.rulebook.book import Ruling
from prohori.rulebook.judgement import judge_identifier

TODAY = date(2026, 11, 22)

TIN = (
    ["123456789012", "1234-5678-9012", "১২৩৪৫৬৭৮৯০১২"],
    ["1234567890", "12345678901", "1234567890123", "12345678901A", "", "123456789012\n"],
)
BIN = (
    ["0001234560101", "000123456-0101"],
    ["123456789", "12345678901", "123456789012", "000123456-101", "0001234-560101", "000123456-0101\n"],
)
NID = (
    ["1234567890", "1234567890123", "19901234567890123"],
    ["123456789", "12345678901", "123456789012", "12345678901234", "1990123456789012", "18901234567890123", "1234567890XYZ"],
)
MOBILE = (
    ["01300000000", "01700000000", "01900000000", "+8801700000000", "8801700000000"],
    ["01000000000", "01100000000", "01200000000", "1700000000", "0170000000", "017000000000", "+88001700000000"],
)


def ruled(kind: str) -> identifiers.IdentifierFormat:
    ruling = identifiers.identifier(kind)(TODAY).value
    assert ruling is not None
    return ruling.value


@pytest.mark.parametrize(("kind", "valid", "invalid"), [("tin", *TIN), ("bin", *BIN), ("nid", *NID), ("mobile", *MOBILE)])
def test_each_format_accepts_the_current_forms_and_no_other(kind: str, valid: list[str], invalid: list[str]) -> None:
    rule = ruled(kind)
    assert [text for text in (*valid, *invalid) if rule.valid(text)] == valid


@pytest.mark.parametrize("kind", identifiers.KINDS)
def test_the_examples_of_a_format_agree_with_it(kind: str) -> None:
    rule = ruled(kind)
    assert judge_identifier(rule, lambda text: (rule.valid(text), 1), lengths_only=False) == []
    assert not any(rule.valid(text) for example in rule.reject for text in example.texts)


@pytest.mark.parametrize(
    ("day", "percent", "since", "until"),
    [
        (date(2025, 6, 30), "7.5", date(2019, 7, 1), date(2025, 7, 1)),
        (date(2025, 7, 1), "10", date(2025, 7, 1), date(2027, 7, 1)),
        (date(2027, 6, 30), "10", date(2025, 7, 1), date(2027, 7, 1)),
    ],
)
def test_the_rate_of_construction_firms_changes_on_the_first_of_july_2025(day: date, percent: str, since: date, until: date) -> None:
    answer = vat.service_rate("vat.service.construction-firm")(day)
    assert answer.value is not None
    assert (answer.value.value, answer.since, answer.until, answer.fact) == (
        Decimal(percent),
        since,
        until,
        "vat.service.construction-firm",
    )


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [(date(2019, 6, 30), None, date(2019, 7, 1)), (date(2027, 7, 1), date(2027, 7, 1), None), (date.max, date(2027, 7, 1), None)],
)
def test_before_the_first_entry_and_beyond_the_review_nothing_is_known(day: date, since: date | None, until: date | None) -> None:
    answer = vat.standard_rate()(day)
    assert (answer.value, answer.since, answer.until) == (None, since, until)


def test_the_answers_of_a_fact_cover_all_days_without_gap_or_overlap() -> None:
    day, lookup = date.min, vat.due("vat.return-due")
    for _ in range(10):
        answer = lookup(day)
        assert (answer.since or date.min) == day
        if answer.until is None:
            return
        day = answer.until
    pytest.fail("the answers do not end")


def test_the_return_is_due_on_the_fifteenth_and_from_july_2026_some_have_until_the_twentieth() -> None:
    before, after = (vat.due("vat.return-due")(day).value for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert before is not None and after is not None
    assert (before.value.days, before.value.special, before.confidence) == ({15}, frozenset(), Confidence.high)
    assert (after.value.days, after.value.special, after.confidence) == ({15}, {15, 20}, Confidence.medium)


@pytest.mark.parametrize(
    ("level", "settled", "severity", "confidence"),
    [
        ("high", True, Severity.critical, Confidence.high),
        ("medium-high", True, Severity.major, Confidence.medium),
        ("medium-high", False, Severity.minor, Confidence.medium),
        ("medium", True, Severity.minor, Confidence.medium),
        ("low", False, Severity.minor, Confidence.low),
    ],
)
def test_only_what_is_certain_is_critical(level: str, settled: bool, severity: Severity, confidence: Confidence) -> None:
    ruling = Ruling("fact", None, "source", level, settled, None)
    assert (ruling.severity(Severity.critical), ruling.confidence) == (severity, confidence)
    assert ruling.severity(Severity.info) is Severity.info


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ({"vat", "construction", "firm"}, "vat.service.construction-firm"),
        ({"s004", "00"}, "vat.service.construction-firm"),
        ({"s001", "20"}, "vat.service.restaurant"),
        ({"land", "developer"}, "vat.service.land-developer"),
        ({"land"}, None),
        ({"medicine"}, None),
    ],
)
def test_a_service_is_known_by_its_names_and_code(words: set[str], fact: str | None) -> None:
    assert vat.service_of("vat", frozenset(words)) == fact


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 6, 30), "2024-25"),
        (date(2025, 7, 1), "2025-26"),
        (date(2026, 6, 30), "2025-26"),
        (date(2026, 7, 1), "2026-27"),
        (date(2099, 12, 31), "2099-00"),
    ],
)
def test_the_fiscal_year_starts_on_the_first_of_july(day: date, label: str) -> None:
    ruling = fiscal.fiscal_year()(TODAY).value
    assert ruling is not None
    assert ruling.value.label(day) == label


def test_an_evening_in_utc_is_already_the_next_day_in_dhaka() -> None:
    assert fiscal.dhaka_day(datetime.datetime(2025, 6, 30, 18, tzinfo=datetime.UTC)) == date(2025, 7, 1)


def test_every_fact_names_a_source_and_is_reviewed_for_this_fiscal_year() -> None:
    names = [fact.name for path in sorted(book.FACTS.glob("*.yaml")) for fact in book.read(path)]
    assert len(names) == len(set(names)) > 15
    assert {book.reviewed_until(name) for name in names} == {date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ("[{valid_from: 2020-01-01, valid_to: null, confidence: sure, source: Act, value: {}}]", "confidence `sure`"),
        ("[{valid_from: 2020-01-01, valid_to: null, confidence: high, source: '', value: {}}]", "no source"),
        (
            "[{valid_from: 2020-01-01, valid_to: 2021-01-01, confidence: high, source: Act, value: {}},"
            " {valid_from: 2021-01-01, valid_to: null, confidence: high, source: Act, value: {}}]",
            "overlap",
        ),
    ],
)
def test_a_fact_file_that_is_wrong_is_refused_with_its_place_and_the_reason(tmp_path: Path, entries: str, why: str) -> None:
    path = tmp_path / "vat.yaml"
    path.write_text(f"reviewed_until: 2027-06-30\nfacts:\n  - id: vat.some-rate\n    entries: {entries}\n")
    with pytest.raises(DefinitionError) as raised:
        book.read(path)
    assert "vat.some-rate" in str(raised.value)
    assert str(path) in str(raised.value)
    assert why in str(raised.value)
