"""The rulebook: what it says on which day, for how long, from which source; a team's overrides; and files that are wrong."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori import rulebook
from prohori.errors import DefinitionError, UsageError
from prohori.model import Confidence, Severity
from prohori.rulebook import NotKnown, Ruling, reading
from prohori.rulebook.book import Unknown
from prohori.rulebook.identifiers import KINDS, matches
from prohori.rulebook.judgement import judge_identifier
from tests.conftest import PROJECT

TODAY = date(2026, 11, 22)
CONSTRUCTION = "vat.service.construction-firm"
FACTS = sorted(reading.book())


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_a_format_agree_with_it(kind: str) -> None:
    rule = rulebook.rulebook().ruling(f"identifier.{kind}", TODAY).value
    assert judge_identifier(rule, lambda text: (matches(rule, text), 1), lengths_only=False) == []
    assert not any(matches(rule, text) for example in rule.reject for text in example.texts)


def test_the_words_of_code_name_a_service_and_the_longest_name_counts() -> None:
    book = rulebook.rulebook()
    named = {
        ("vat", "construction", "firm"): "vat.service.construction-firm",
        ("s004", "00"): "vat.service.construction-firm",
        ("s001", "20"): "vat.service.restaurant",
        ("land", "developer"): "vat.service.land-developer",
        ("ac", "hotel"): "vat.service.ac-hotel",
        ("non", "ac", "hotel"): "vat.service.non-ac-hotel",
        ("land",): None,
        ("hotel",): None,
    }
    assert {words: book.service_of("vat", frozenset(words)) for words in named} == named
    assert book.service_of("vds", frozenset({"s004"})) == "vds.service.construction-firm"


@given(name=st.sampled_from(FACTS), day=st.dates(date(2005, 1, 1), date(2045, 1, 1)))
def test_the_answer_is_the_same_on_all_days_of_its_interval_and_only_there(name: str, day: date) -> None:
    on = rulebook.rulebook().on(name)
    answer = on(day)
    assert (answer.since or day) <= day < (answer.until or date.max)
    for inside in (answer.since or date(1990, 1, 1), (answer.until or date(2060, 1, 1)) - timedelta(days=1)):
        assert on(inside) == answer
    for outside in filter(None, (answer.until, answer.since and answer.since - timedelta(days=1))):
        other = on(outside)
        assert (other.since, other.until) != (answer.since, answer.until)


def test_every_answer_has_a_source_and_low_confidence_never_weighs_more_than_a_warning() -> None:
    book = rulebook.rulebook()
    rulings = [ruling for name in FACTS if isinstance(ruling := book.on(name)(TODAY).value, Ruling)]
    assert len(rulings) > 150
    assert [ruling.fact for ruling in rulings if not ruling.source] == []
    unsure = {ruling.fact for ruling in rulings if ruling.confidence is Confidence.low or not ruling.settled}
    assert {"identifier.passport", "vat.return-due", "tds.rate.rent", "vat.service.trading-stage"} <= unsure
    heavy = {ruling.fact for ruling in rulings if ruling.severity(Severity.critical).rank < Severity.minor.rank}
    assert heavy.isdisjoint(unsure)
    assert {"vat.standard-rate", CONSTRUCTION, "identifier.tin"} <= heavy


def test_what_was_read_in_a_secondary_source_only_says_which_document_to_open() -> None:
    only_quoted = {
        fact.id
        for fact in reading.book().values()
        for entry in fact.entries
        if entry.until is None and entry.level not in ("high", "low") and entry.read_in == ("takabooks",) and not entry.confirm
    }
    assert only_quoted == {"vat.truncated-base"}  # history: nothing to open for the law in force


@pytest.mark.parametrize(
    ("level", "settled", "severity", "confidence"),
    [
        ("high", True, Severity.critical, Confidence.high),
        ("high", False, Severity.minor, Confidence.medium),
        ("medium-high", True, Severity.major, Confidence.medium),
        ("medium-high", False, Severity.minor, Confidence.medium),
        ("medium", True, Severity.minor, Confidence.medium),
        ("medium-low", True, Severity.minor, Confidence.low),
        ("low", True, Severity.minor, Confidence.low),
    ],
)
def test_only_what_is_certain_is_critical(level: reading.Level, settled: bool, severity: Severity, confidence: Confidence) -> None:
    ruling = Ruling("fact", None, "source", level, settled, None, None)
    assert (ruling.severity(Severity.critical), ruling.confidence) == (severity, confidence)
    assert ruling.severity(Severity.info) is Severity.info


@pytest.mark.parametrize(
    ("fact", "day", "why"),
    [
        ("vat.standard-rate", date(2019, 6, 30), "the rulebook knows vat.standard-rate only since 2019-07-01"),
        ("vat.standard-rate", date(2027, 7, 1), "rulebook not reviewed for FY2027-28: vat.standard-rate was reviewed until 2027-06-30"),
        ("tds.rate.contractor", date.max, "rulebook not reviewed for FY9999-00: tds.rate.contractor was reviewed until 2027-06-30"),
        ("tds.rate.supply.general", date(2024, 8, 1), "not known: the rate of FY2024-25 was not read (tds.rate.supply.general)"),
        ("identifier.tin-legacy", date(2014, 1, 1), "identifier.tin-legacy ended on 2013-12-31"),
    ],
)
def test_a_day_without_an_answer_says_why(fact: str, day: date, why: str) -> None:
    with pytest.raises(NotKnown) as raised:
        rulebook.rulebook().ruling(fact, day)
    assert raised.value.why == why


def test_an_unknown_fact_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"did you mean `vat\.standard-rate`\?"):
        rulebook.rulebook().ruling("vat.standrad-rate", TODAY)


GOOD = "{valid_from: 2020-01-01, valid_to: 2020-12-31, confidence: high, source: Act, value: {percent: '5'}}"
OTHER = "{valid_from: 2021-01-01, valid_to: null, confidence: high, source: Act, value: {percent: '6'}}"


@pytest.mark.parametrize(
    ("entries", "line", "said"),
    [
        ([GOOD.replace("high", "sure")], 7, '`confidence` cannot be `"sure"`'),
        ([GOOD.replace("source: Act", "source: ' '")], 7, "it says nothing"),
        ([GOOD.replace("source: Act, ", "")], 7, "`source` is missing"),
        ([GOOD.replace("source", "sauce")], 7, "`sauce` is not a key"),
        ([GOOD.replace("valid_to: 2020-12-31, ", "")], 7, "`valid_to` is missing"),
        ([GOOD.replace("valid_to: 2020", "valid_to: 2019")], 7, "it begins on 2020-01-01"),
        ([GOOD.replace("'5'", "5.0")], 7, "an exact number is written in quotes"),
        ([GOOD.replace("percent", "per_cent")], 7, "`per_cent` is not a key"),
        ([GOOD.replace("'5'", "'500'")], 7, '`percent` cannot be `"500"`'),
        ([GOOD.replace("{percent: '5'}", "null")], 7, "what is not known says why"),
        ([GOOD.replace("source: Act", "source: Act, read_in: [nowhere]")], 7, "unknown source `nowhere`"),
        ([GOOD, OTHER.replace("2021-01-01", "2020-12-31")], 8, "the entry before holds until 2020-12-31, this one begins on 2020-12-31"),
        ([OTHER, GOOD], 8, "the entry before holds for ever"),
        ([GOOD, OTHER.replace("2021-01-01", "2021-01-02")], 8, "nothing holds from 2021-01-01 until this entry begins on 2021-01-02"),
    ],
)
def test_a_wrong_fact_file_is_refused_with_file_and_line(tmp_path: Path, entries: list[str], line: int, said: str) -> None:
    path = tmp_path / "vat.yaml"
    head = "reviewed_until: 2027-06-30\nfacts:\n  - id: vat.some-rate\n    title: A rate\n    kind: rate\n    entries:\n"
    path.write_text(head + "".join(f"      - {entry}\n" for entry in entries))
    with pytest.raises(DefinitionError) as raised:
        reading.read(path)
    assert f"{path}:{line}:" in raised.value.where
    assert said in str(raised.value)


def test_one_id_is_one_fact_and_one_kind_that_exists(tmp_path: Path) -> None:
    fact = f"  - {{id: vat.some-rate, title: A rate, kind: rate, entries: [{GOOD}]}}\n"
    path = tmp_path / "vat.yaml"
    path.write_text("reviewed_until: 2027-06-30\nfacts:\n" + fact + fact)
    with pytest.raises(DefinitionError, match=r"a second fact `vat.some-rate`\n  where: .*vat.yaml:4:"):
        reading.read(path)
    path.write_text("reviewed_until: 2027-06-30\nfacts:\n" + fact.replace("kind: rate", "kind: rat"))
    with pytest.raises(DefinitionError, match="did you mean `rate`"):
        reading.read(path)


def test_slabs_rise_and_the_last_has_no_limit() -> None:
    slabs = "{{slabs: [{{upto: '{}', percent: '3'}}, {{upto: {}, percent: '5'}}]}}"
    for first, last in (("500", "'400'"), ("500", "'600'")):
        text = GOOD.replace("{percent: '5'}", slabs.format(first, last))
        with pytest.raises(DefinitionError, match="the limits of slabs rise"):
            reading._overridden(  # the same reader as of a file
                reading.parse(
                    f"reviewed_until: 2027-06-30\nfacts:\n  - id: tds.rate.contractor\n    entries:\n      - {text[:-1]}, reason: ours}}\n",
                    "o",
                ),
                reading.book(),
            )


OVERRIDES = """\
reviewed_until: 2028-06-30
facts:
  - id: vat.service.construction-firm
    entries:
      - valid_from: 2026-01-01
        valid_to: 2026-12-31
        confidence: high
        reason: contracts signed before 30 June 2025
        source: opinion of our adviser, 3 July 2025
        value: {percent: "7.5"}
  - id: vat.return-due
    entries:
      - valid_from: 2026-01-01
        valid_to: 2026-01-31
        confidence: high
        reason: the NBR extended the date after an outage
        source: NBR notice of February 2026
        value: {months: 1, days: 15, extended_to: 2026-02-22, what: "Mushak-9.1 for January 2026 is due on 22 February"}
  - id: vat.service.drone-survey
    title: Survey by drone
    kind: rate
    code: S099.77
    entries:
      - {valid_from: 2025-07-01, valid_to: null, confidence: medium, reason: ours, source: letter of the VAT circle, value: {percent: "15"}}
"""


@pytest.fixture
def ours(tmp_path: Path) -> rulebook.Rulebook:
    path = tmp_path / "rules.yaml"
    path.write_text(OVERRIDES)
    return rulebook.rulebook(path)


@pytest.mark.parametrize(
    ("day", "percent", "override", "since", "until"),
    [
        (date(2025, 6, 30), "7.5", "", date(2019, 7, 1), date(2025, 7, 1)),
        (date(2025, 12, 31), "10", "", date(2025, 7, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), "7.5", "contracts signed before 30 June 2025", date(2026, 1, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), "7.5", "contracts signed before 30 June 2025", date(2026, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), "10", "", date(2027, 1, 1), date(2027, 7, 1)),
    ],
)
def test_an_override_stands_above_the_book_on_its_days_and_says_so(
    ours: rulebook.Rulebook, day: date, percent: str, override: str, since: date, until: date
) -> None:
    ruling = rulebook.vat_rate("S004.00", on=day, book=ours)
    assert (ruling.value, ruling.override, ruling.since, ruling.until) == (Decimal(percent), override, since, until)
    assert ruling.cited.startswith("override of the team (contracts") is bool(override)


def test_an_override_extends_a_due_date_and_adds_a_service(ours: rulebook.Rulebook) -> None:
    extended = rulebook.vat_return_due("2026-01", book=ours)
    assert (extended.value.day, extended.override) == (date(2026, 2, 22), "the NBR extended the date after an outage")
    assert rulebook.vat_return_due("2026-02", book=ours).value.day == date(2026, 3, 15)
    assert rulebook.vat_rate("S099.77", on=date(2028, 6, 30), book=ours).value == 15
    with pytest.raises(NotKnown) as raised:
        rulebook.vat_rate("S099.77", on=date(2028, 7, 1), book=ours)
    assert raised.value.why == "rulebook not reviewed for FY2028-29: vat.service.drone-survey was reviewed until 2028-06-30"


def test_the_overrides_of_the_how_to_are_valid(tmp_path: Path) -> None:
    text = (PROJECT / "docs/how-to/override-rules.md").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(text.split("```yaml\n")[1].split("```")[0])
    book = rulebook.rulebook(tmp_path / "rules.yaml")
    assert rulebook.vat_rate("S004", on=TODAY, book=book).value == Decimal("7.5")
    assert book.service_of("vat", frozenset({"drone", "survey"})) == "vat.service.drone-survey"


@given(day=st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_with_overrides_too_the_answers_cover_every_day_once(day: date) -> None:
    book = rulebook.Rulebook(reading._overridden(reading.parse(OVERRIDES, "rules.yaml"), reading.book()))
    answer = book.on(CONSTRUCTION)(day)
    assert (answer.since or day) <= day < (answer.until or date.max)
    assert answer.until is None or book.on(CONSTRUCTION)(answer.until).since == answer.until


def test_the_book_itself_is_untouched_by_overrides(ours: rulebook.Rulebook) -> None:
    assert rulebook.vat_rate("S004.00", on=TODAY).value == 10
    assert isinstance(rulebook.rulebook().on("vat.standard-rate")(date(2027, 7, 1)).value, Unknown)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("        reason: contracts signed before 30 June 2025\n", ""), 5, "`reason` is missing"),
        (("        source: opinion of our adviser, 3 July 2025\n", ""), 5, "`source` is missing"),
        (("construction-firm", "construction-frim"), 3, "did you mean `vat.service.construction-firm`?"),
        (('percent: "7.5"', 'percentage: "7.5"'), 10, "`percentage` is not a key"),
        (
            ("  - id: vat.service.construction-firm\n", "  - id: vat.service.construction-firm\n    title: Ours\n"),
            4,
            "cannot be overridden",
        ),
        (("vat.service.drone-survey", "identifier.drone"), 19, "new facts are rates"),
        (("vat.return-due", "vat.service.construction-firm"), 11, "is overridden twice"),
        (("reviewed_until: 2028-06-30\n", ""), 1, "`reviewed_until` is missing"),
    ],
)
def test_a_wrong_overrides_file_is_refused_with_file_and_line(tmp_path: Path, change: tuple[str, str], line: int, said: str) -> None:
    path = tmp_path / "rules.yaml"
    assert change[0] in OVERRIDES
    path.write_text(OVERRIDES.replace(*change, 1))
    with pytest.raises(DefinitionError) as raised:
        rulebook.rulebook(path)
    assert raised.value.where.startswith(f"{path}:{line}:")
    assert said in str(raised.value)
