"""Amounts in taka: exact, grouped in lakh and crore, in both scripts."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori import rulebook
from prohori.errors import UsageError

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=2)


@pytest.mark.parametrize(
    ("amount", "en", "bn"),
    [
        (Decimal("12345678.90"), "1,23,45,678.90", "১,২৩,৪৫,৬৭৮.৯০"),
        (100000, "1,00,000.00", "১,০০,০০০.০০"),
        (Decimal("999.5"), "999.50", "৯৯৯.৫০"),
        (Decimal("-1234567.895"), "-12,34,567.90", "-১২,৩৪,৫৬৭.৯০"),
        (Decimal("0.004"), "0.00", "০.০০"),
        (Decimal("-0.004"), "0.00", "০.০০"),
        (rulebook.LAKH, "1,00,000.00", "১,০০,০০০.০০"),
        (rulebook.CRORE, "1,00,00,000.00", "১,০০,০০,০০০.০০"),
    ],
)
def test_an_amount_is_written_in_lakh_and_crore(amount: Decimal | int, en: str, bn: str) -> None:
    assert rulebook.format_bdt(amount) == en
    assert rulebook.format_bdt(amount, digits="bn") == bn


def test_the_symbol_stands_after_the_sign() -> None:
    assert rulebook.format_bdt(-100000, symbol=True) == "-৳1,00,000.00"


@given(AMOUNTS)
def test_the_grouping_is_that_of_a_regular_expression_from_the_right(amount: Decimal) -> None:
    whole, paisa = f"{amount.copy_abs():.2f}".split(".")
    grouped = re.sub(r"(?<=[0-9])(?=(?:[0-9]{2})*[0-9]{3}$)", ",", whole)
    assert rulebook.format_bdt(amount) == f"{'-' if amount < 0 else ''}{grouped}.{paisa}"


@given(AMOUNTS, st.sampled_from(["en", "bn"]), st.booleans())
def test_what_was_written_is_read_back(amount: Decimal, digits: str, symbol: bool) -> None:
    assert rulebook.parse_bdt(rulebook.format_bdt(amount, digits=digits, symbol=symbol)) == amount


@given(st.text())
def test_digits_go_to_bengali_and_back_and_the_rest_stays(text: str) -> None:
    plain = rulebook.ascii_digits(text)
    assert rulebook.ascii_digits(rulebook.bengali_digits(plain)) == plain
    assert [c for c in rulebook.bengali_digits(plain) if not "০" <= c <= "৯"] == [c for c in plain if c not in "0123456789"]


@pytest.mark.parametrize(
    "text", ["1,234,567.00", "12,34,56", "1,2345.00", ",100", "1,00,000,00", "", "৳", "1.2.3", "--5", "-৳-5", "1e5", "NaN"]
)
def test_an_amount_that_is_grouped_otherwise_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not an amount in taka"):
        rulebook.parse_bdt(text)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0.1, 'give `Decimal("0.1")`'),
        (True, "is a bool"),
        ("1", "is a str"),
        (Decimal("NaN"), "not finite"),
        (Decimal("Infinity"), "not finite"),
    ],
)
def test_what_is_no_exact_amount_is_refused_everywhere(amount: object, said: str) -> None:
    calls = (
        rulebook.format_bdt, rulebook.rounded, lambda a: rulebook.vat_on(a, 15), lambda a: rulebook.vat_on(1, a),
        lambda a: rulebook.vat_on(1, 15, sd=a), lambda a: rulebook.vat_within(a, 15),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(UsageError) as raised:
            call(amount)
        assert said in str(raised.value)


@pytest.mark.parametrize(
    ("base", "percent", "vat"),
    [("159270.30", "15", "23890.55"), ("3717678.34", "15", "557651.75"), ("100", "7.5", "7.50"), ("0.1", "5", "0.01")],
)
def test_vat_on_a_value_is_rounded_half_up(base: str, percent: str, vat: str) -> None:
    assert rulebook.vat_on(Decimal(base), Decimal(percent)) == Decimal(vat)


@pytest.mark.parametrize(
    ("gross", "percent", "vat"), [("115.00", "15", "15.00"), ("25000.00", "15", "3260.87"), ("110.00", "10", "10.00"), ("5", "0", "0.00")]
)
def test_vat_inside_a_price(gross: str, percent: str, vat: str) -> None:
    assert rulebook.vat_within(Decimal(gross), Decimal(percent)) == Decimal(vat)


def test_supplementary_duty_is_in_the_base() -> None:
    assert rulebook.vat_on(1000, 15, sd=200) == Decimal("180.00")


@given(st.integers(0, 10**15), st.sampled_from(["1.5", "2", "2.4", "4.5", "5", "7.5", "10", "15"]))
def test_vat_taken_out_of_a_price_is_what_was_put_into_it(paisa: int, percent: str) -> None:
    value = Decimal(paisa) / 100
    vat = rulebook.vat_on(value, Decimal(percent))
    assert abs(rulebook.vat_within(value + vat, Decimal(percent)) - vat) <= Decimal("0.01")


@given(st.integers(-(10**12), 10**12))
def test_rounding_is_half_up_away_from_zero(thousandths: int) -> None:
    amount = Decimal(thousandths) / 1000
    assert rulebook.rounded(amount) == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
