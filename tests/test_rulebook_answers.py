"""What the rulebook answers: identifiers, rates, forms, the fiscal year, due dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori import rulebook
from prohori.errors import UsageError
from prohori.rulebook import NotKnown
from prohori.rulebook.calendar import is_working_day

TODAY = date(2026, 11, 22)

ACCEPTED = {
    "tin": ["123456789012", "1234-5678-9012", "1234 5678 9012", "১২৩৪৫৬৭৮৯০১২", "000123456789"],
    "bin": ["0001234560101", "000123456-0101"],
    "nid": ["1234567890", "1234567890123", "19901234567890123"],
    "mobile": ["01300000000", "01700000000", "01900000000", "+8801700000000", "8801700000000"],
    "passport": ["A12345678", "AB1234567"],
}
REJECTED = {
    "tin": ["1234567890", "12345678901", "1234567890123", "12345678901A", "", "123456789012\n", "12-3456789012", "1234-5678 9012"],
    "bin": ["123456789", "12345678901", "123456789012", "000123456-101", "0001234-560101", "000123456-0101\n", "000123456 0101x"],
    "nid": [
        "123456789", "12345678901", "123456789012", "12345678901234", "123456789012345", "1234567890123456", "18901234567890123",
        "1234567890XYZ",
    ],
    "mobile": [
        "01000000000", "01100000000", "01200000000", "1700000000", "0170000000", "017000000000", "+88001700000000", "017-000000001",
    ],
    "passport": ["1234567890", "A1234567", "ABC123456"],
}  # fmt: skip


def check(kind: str, text: str, **given: object) -> rulebook.Checked:
    return getattr(rulebook, f"validate_{kind}")(text, on=TODAY, **given)


@pytest.mark.parametrize("kind", ACCEPTED)
def test_the_current_forms_of_an_identifier_are_valid_and_no_others(kind: str) -> None:
    assert [text for text in (*ACCEPTED[kind], *REJECTED[kind]) if check(kind, text)] == ACCEPTED[kind]
    assert all(check(kind, text).why for text in REJECTED[kind])


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("tin", "1234567890", "10 digits: the TIN of before July 2013, void from 1 January 2014; the holder needs a 12-digit e-TIN"),
        ("tin", "12-3456789012", "spaces or hyphens in the wrong places; a TIN is written NNNNNNNNNNNN or NNNN-NNNN-NNNN"),
        ("bin", "0001234-560101", "spaces or hyphens in the wrong places; a BIN is written NNNNNNNNN-NNNN"),
        ("bin", "123456789", "9 digits: the e-BIN of 2017, void since 30 November 2019"),
        ("nid", "", "it is empty; a NID is written 10 digits (smart card), 13 (first cards) or 17 (birth year and the 13)"),
    ],
)
def test_an_invalid_identifier_says_what_is_wrong_with_it(kind: str, text: str, why: str) -> None:
    assert check(kind, text).why == why


def test_a_valid_identifier_has_one_key_however_it_is_written() -> None:
    assert {check("tin", text).normalised for text in ACCEPTED["tin"][:4]} == {"123456789012"}
    assert {check("bin", text).normalised for text in ACCEPTED["bin"]} == {"0001234560101"}
    assert {check("mobile", text).normalised for text in ("01700000000", "8801700000000", "+8801700000000")} == {"+8801700000000"}


@pytest.mark.parametrize(("year", "valid"), [(1990, True), (1991, False)])
def test_an_nid_of_17_digits_begins_with_the_birth_year(year: int, valid: bool) -> None:
    assert check("nid", "19901234567890123", birth_year=year).valid is valid
    assert check("nid", "1234567890", birth_year=year)


@given(st.text("0123456789 -", max_size=20))
def test_bengali_digits_are_judged_like_ascii_ones(text: str) -> None:
    for kind in ("tin", "bin", "nid", "mobile"):
        ascii_, bengali = check(kind, text), check(kind, rulebook.bengali_digits(text))
        assert (ascii_.valid, ascii_.normalised, ascii_.why) == (bengali.valid, bengali.normalised, bengali.why)


@given(st.text(max_size=30))
def test_whatever_text_comes_is_answered(text: str) -> None:
    for kind in ACCEPTED:
        checked = check(kind, text)
        assert (checked.normalised is not None) is checked.valid is not checked.why


def test_a_format_is_known_only_for_its_days_and_a_passport_with_low_confidence() -> None:
    with pytest.raises(NotKnown, match=r"only since 2013-07-01"):
        rulebook.validate_tin("123456789012", on=date(2013, 6, 30))
    assert check("passport", "A12345678").ruling.confidence.value == "low"
    assert (check("tin", "1").ruling.fact, check("tin", "1").ruling.confidence.value) == ("identifier.tin", "high")


@pytest.mark.parametrize(
    ("service", "day", "percent"),
    [
        ("S004.00", date(2025, 6, 30), "7.5"),
        ("S004.00", date(2025, 7, 1), "10"),
        ("s004", date(2027, 6, 30), "10"),
        ("construction-firm", TODAY, "10"),
        ("vat.service.construction-firm", TODAY, "10"),
        ("restaurant", date(2025, 1, 8), "5"),
        ("S001.20", date(2025, 1, 9), "15"),
        ("S001.20", date(2025, 1, 21), "15"),
        ("S001.20", date(2025, 1, 22), "5"),
        ("ac-hotel", TODAY, "15"),
        ("non-ac-hotel", TODAY, "10"),
        ("land-developer", TODAY, "2"),
        ("building-from-1601-sqft", TODAY, "4.5"),
        ("medicine-trade", date(2025, 1, 21), "3"),
        (None, TODAY, "15"),
    ],
)
def test_vat_on_a_service_is_that_of_the_day(service: str | None, day: date, percent: str) -> None:
    ruling = rulebook.vat_rate(service, on=day)
    assert ruling.value == Decimal(percent)
    assert ruling.source
    assert (ruling.since or day) <= day < (ruling.until or date.max)


def test_a_code_that_stands_for_several_services_is_refused_with_their_names() -> None:
    with pytest.raises(UsageError, match=r"`ac-hotel`, `non-ac-hotel`"):
        rulebook.vat_rate("S001.10", on=TODAY)


def test_a_service_that_is_not_known_is_not_taken_for_standard() -> None:
    with pytest.raises(UsageError, match="S123"):
        rulebook.vat_rate("S123.00", on=TODAY)


def test_semiconductor_design_is_in_the_vds_table_only_since_july_2026() -> None:
    assert rulebook.vds_rate("S083", on=date(2026, 7, 1)).value == 15
    with pytest.raises(NotKnown, match="only since 2026-07-01"):
        rulebook.vds_rate("S083", on=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("item", "day", "percent"),
    [
        ("mobile", date(2025, 1, 8), "20"),
        ("mobile", date(2025, 1, 9), "23"),
        ("mobile", date(2025, 1, 22), "20"),
        ("internet", date(2025, 1, 21), "10"),
        ("internet", TODAY, "0"),
        ("ott", TODAY, "10"),
    ],
)
def test_supplementary_duty_followed_the_ordinance_and_its_rollback(item: str, day: date, percent: str) -> None:
    assert rulebook.sd_rate(item, on=day).value == Decimal(percent)


@pytest.mark.parametrize(
    ("payment", "day", "amount", "percent", "confidence"),
    [
        ("contractor", date(2024, 6, 30), "5000000", "3", "low"),
        ("contractor", date(2024, 6, 30), "5000000.01", "5", "low"),
        ("contractor", date(2024, 6, 30), "20000000.01", "7", "low"),
        ("contractor", date(2024, 7, 1), None, "7", "medium"),
        ("contractor", date(2025, 7, 1), None, "5", "medium"),
        ("contractor", TODAY, "1", "5", "medium"),
        ("supply.cement-iron", TODAY, None, "2", "medium"),
        ("professional.individual", TODAY, None, "15", "medium"),
        ("professional.other", date(2025, 6, 30), None, "10", "medium"),
        ("rent", TODAY, None, "10", "low"),
    ],
)
def test_tds_is_that_of_payment_day_and_amount(payment: str, day: date, amount: str | None, percent: str, confidence: str) -> None:
    ruling = rulebook.tds_rate(payment, on=day, amount=Decimal(amount) if amount else None)
    assert (ruling.value, ruling.confidence.value) == (Decimal(percent), confidence)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2).map(sorted))
def test_a_larger_contract_is_never_in_a_lower_slab(amounts: list[int]) -> None:
    less, more = (rulebook.tds_rate("contractor", on=date(2024, 1, 1), amount=amount).value for amount in amounts)
    assert less <= more


def test_slabs_ask_for_the_amount() -> None:
    with pytest.raises(UsageError, match="give `amount`"):
        rulebook.tds_rate("contractor", on=date(2024, 1, 1))


def test_without_proof_of_return_or_bank_tds_is_half_as_much_again_and_both_are_unsettled() -> None:
    one = rulebook.tds_rate("contractor", on=TODAY, return_proven=False)
    both = rulebook.tds_rate("contractor", on=TODAY, return_proven=False, through_bank=False)
    assert (one.value, one.fact, one.confidence.value) == (Decimal("7.5"), "tds.rate.contractor × tds.uplift", "medium")
    assert (both.value, both.confidence.value) == (Decimal("7.5"), "low")


@pytest.mark.parametrize(("day", "vat", "tds"), [(date(2025, 6, 30), "75000.00", "70000.00"), (date(2025, 7, 1), "100000.00", "50000.00")])
def test_a_construction_bill(day: date, vat: str, tds: str) -> None:
    base = Decimal("1000000.00")
    assert rulebook.vat_on(base, rulebook.vat_rate("S004.00", on=day).value) == Decimal(vat)
    assert rulebook.vat_on(base, rulebook.tds_rate("contractor", on=day).value) == Decimal(tds)


@pytest.mark.parametrize("written", ["6.3", "Mushak-6.3", "mushak 6.3", "মূসক-৬.৩"])
def test_a_mushak_form_is_known_however_it_is_written(written: str) -> None:
    assert rulebook.mushak(written, on=TODAY).value.name == "Tax challan (VAT invoice)"
    assert (rulebook.mushak_label(written), rulebook.mushak_label(written, bengali=True)) == ("Mushak-6.3", "মূসক-৬.৩")


def test_the_return_without_credit_is_new_and_the_challan_has_ten_columns() -> None:
    with pytest.raises(NotKnown):
        rulebook.mushak("9.1.1", on=date(2026, 6, 30))
    assert rulebook.mushak("9.1.1", on=date(2026, 7, 1)).value.name == "Return without credit"
    assert len(rulebook.mushak_fields("6.3", on=TODAY).value.line) == 10
    with pytest.raises(UsageError):
        rulebook.mushak("6.99", on=TODAY)


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (date(2025, 6, 30), "2024-25"),
        (date(2025, 7, 1), "2025-26"),
        (date(2026, 6, 30), "2025-26"),
        (date(2026, 7, 1), "2026-27"),
        (date(2099, 12, 31), "2099-00"),
        (datetime(2025, 6, 30, 17, 59, 59, 999999, tzinfo=UTC), "2024-25"),
        (datetime(2025, 6, 30, 18, tzinfo=UTC), "2025-26"),
        (datetime(2025, 6, 30, 23, 59, tzinfo=timezone(timedelta(hours=6))), "2024-25"),
        (datetime(2025, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), "2024-25"),
        (datetime(2009, 6, 30, 17, 30, tzinfo=UTC), "2009-10"),  # daylight saving: 00:30 in Dhaka
    ],
)
def test_the_fiscal_year_begins_on_the_first_of_july_in_dhaka(moment: date, label: str) -> None:
    assert str(rulebook.fiscal_year(moment)) == label


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="has no time zone"):
        rulebook.fiscal_year(datetime(2025, 6, 30, 23))  # noqa: DTZ001


@given(st.dates(date(1972, 1, 1), date(2200, 1, 1)))
def test_a_day_is_in_its_fiscal_year_and_label_quarter_and_bengali_label_agree(day: date) -> None:
    year = rulebook.fiscal_year(day).value
    assert year.first <= day <= year.last
    assert year.quarter == {7: 1, 8: 1, 9: 1, 10: 2, 11: 2, 12: 2, 1: 3, 2: 3, 3: 3, 4: 4, 5: 4, 6: 4}[day.month]
    for label in (year.label, year.bengali, f"{year.first.year}-{year.last.year}"):
        assert rulebook.fiscal_year_named(label).value.first == year.first
    assert rulebook.fiscal_year(year.last + timedelta(days=1)).value.label == year.assessment_year


@given(st.datetimes(datetime(2010, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_year_changes_six_hours_before_midnight_utc(moment: datetime) -> None:
    in_dhaka = (moment + timedelta(hours=6)).date()
    assert rulebook.fiscal_year(moment).value.first == date(in_dhaka.year - (in_dhaka.month < 7), 7, 1)


@pytest.mark.parametrize("label", ["2025-27", "2025-25", "2025", "25-26", "2025-2025", "2025/26", "2025-6", "9999-00"])
def test_what_is_no_fiscal_year_is_refused(label: str) -> None:
    with pytest.raises(UsageError):
        rulebook.fiscal_year_named(label)


@pytest.mark.parametrize(
    ("period", "special", "due", "moved_from"),
    [
        ("2025-12", False, date(2026, 1, 15), None),
        ("2026-06", False, date(2026, 7, 15), None),
        ("2026-06", True, date(2026, 7, 15), None),
        ("2026-07", False, date(2026, 10, 15), None),
        ("2026-09", False, date(2026, 10, 15), None),
        (date(2026, 8, 20), False, date(2026, 10, 15), None),
        ("2026-08", True, date(2026, 10, 20), None),
        ("2026-10", True, date(2027, 1, 20), None),
        ("2026-11", False, date(2027, 1, 17), date(2027, 1, 15)),  # a Friday
    ],
)
def test_the_vat_return_is_due_by_the_law_of_its_period(period: str | date, special: bool, due: date, moved_from: date | None) -> None:
    answer = rulebook.vat_return_due(period, special=special)
    assert (answer.value.day, answer.value.moved_from) == (due, moved_from)


def test_a_quarterly_return_names_its_months_and_public_holidays_move_it() -> None:
    answer = rulebook.vat_return_due("2026-08", holidays={date(2026, 10, 15), date(2026, 10, 18)}).value
    assert (answer.first, answer.last, answer.day) == (date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 19))


@pytest.mark.parametrize("period", ["2026-13", "2026", "26-07", "0000-01", "2026-7"])
def test_what_is_no_tax_period_is_refused(period: str) -> None:
    with pytest.raises(UsageError, match="2026-07"):
        rulebook.vat_return_due(period)


@given(st.dates(date(2019, 7, 1), date(2027, 6, 30)), st.dates(date(2019, 7, 1), date(2027, 6, 30)))
def test_due_dates_are_working_days_since_2026_and_never_earlier_for_a_later_period(one: date, other: date) -> None:
    earlier, later = (rulebook.vat_return_due(day).value for day in sorted((one, other)))
    assert earlier.day <= later.day
    assert later.first <= max(one, other) <= later.last < later.day
    if later.last >= date(2026, 7, 1):
        assert is_working_day(later.day)


@pytest.mark.parametrize(
    ("deducted", "due"),
    [
        (date(2026, 8, 10), date(2026, 9, 14)),
        (date(2026, 12, 31), date(2027, 1, 14)),
        (date(2027, 5, 31), date(2027, 6, 14)),
        (date(2027, 6, 12), date(2027, 6, 19)),
        (date(2027, 6, 20), date(2027, 6, 27)),
        (date(2027, 6, 21), date(2027, 6, 22)),
        (date(2027, 6, 25), date(2027, 6, 26)),
        (date(2027, 6, 30), date(2027, 6, 30)),
    ],
)
def test_tds_is_deposited_sooner_in_june(deducted: date, due: date) -> None:
    assert rulebook.tds_deposit_due(deducted).value.day == due


@pytest.mark.parametrize(
    ("month", "due"), [("2026-07", "2026-10-25"), ("2026-12", "2027-01-25"), ("2027-03", "2027-04-25"), ("2027-06", "2027-07-25")]
)
def test_the_withholding_return_is_quarterly(month: str, due: str) -> None:
    assert str(rulebook.tds_return_due(month)) == due


def test_other_days_on_which_something_is_due() -> None:
    assert rulebook.vds_deposit_due(date(2026, 11, 22)).value.day == date(2026, 12, 7)
    assert rulebook.vds_certificate_due(date(2026, 10, 15)).value.day == date(2026, 10, 20)  # a Thursday, and three working days
    assert rulebook.company_return_due(date(2026, 6, 30)).value.day == date(2027, 3, 15)
    instalments = rulebook.advance_tax_days(TODAY).value
    assert instalments == (date(2026, 9, 15), date(2026, 12, 15), date(2027, 3, 15), date(2027, 6, 15))
