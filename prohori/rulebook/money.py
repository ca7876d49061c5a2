"""Taka: exact amounts, lakh and crore grouping, Bengali digits, and VAT on a value or inside a price.

Amounts are `Decimal` or `int`. A `float` is refused: 0.1 + 0.2 is not 0.3. No law on rounding was found; filed returns show paisa
that half-up to two places reproduces (`amount.rounding`), away from zero for negative amounts.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from prohori.errors import UsageError

LAKH = 100_000
CRORE = 10_000_000
CURRENCY = "BDT"
NUMERIC_CODE = "050"
"""ISO 4217; as text, because of its zero."""
SYMBOL = "৳"
Digits = Literal["en", "bn"]

_ASCII, _BENGALI = "0123456789", "০১২৩৪৫৬৭৮৯"
_TO_BENGALI, _TO_ASCII = str.maketrans(_ASCII, _BENGALI), str.maketrans(_BENGALI, _ASCII)
_DIGITS = 40
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
"""Wide enough that only the last rounding rounds."""
_PAISA = Decimal("0.01")
_WRITTEN = re.compile(
    r"(-?)(?:(?:BDT|৳)[ \u00a0]?)?(-?)([0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}|[0-9]{1,3}|[0-9]+)((?:\.[0-9]+)?)(?:[ \u00a0]?৳)?"
)


def exact(amount: Decimal | int) -> Decimal:
    """The amount as it is. Raises `UsageError` for a float, a bool, text, infinity and NaN."""
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        kind = type(amount).__name__
        why = "a float cannot hold most amounts exactly" if isinstance(amount, float) else "an amount is a Decimal or a whole number"
        raise UsageError(f"`{amount}` is a {kind}, not an amount", why=why, next=f'give `Decimal("{amount}")`, made from the text')
    value = Decimal(amount)
    if not value.is_finite() or value.adjusted() > _DIGITS:
        raise UsageError(f"`{value:.6g}` is not an amount", why="it is not finite" if not value.is_finite() else "it is too large")
    return value


def rounded(amount: Decimal | int) -> Decimal:
    """To paisa, half up."""
    return _WIDE.quantize(exact(amount), _PAISA)


def format_bdt(amount: Decimal | int, *, digits: Digits = "en", symbol: bool = False) -> str:
    """`12345678.9` as `1,23,45,678.90`, or `১,২৩,৪৫,৬৭৮.৯০`; with the symbol, `৳1,23,45,678.90`."""
    value = rounded(amount)
    whole, paisa = f"{value.copy_abs():f}".split(".")
    groups = [whole[-3:]]
    rest = whole[:-3]
    while rest:
        groups.append(rest[-2:])
        rest = rest[:-2]
    text = f"{'-' if value < 0 else ''}{SYMBOL if symbol else ''}{','.join(reversed(groups))}.{paisa}"
    return bengali_digits(text) if digits == "bn" else text


def parse_bdt(text: str) -> Decimal:
    """The amount that `format_bdt` wrote, or plain digits; Bengali digits, `৳` and `BDT` are understood.

    Raises `UsageError` for another grouping (`1,234,567.00`), because such a text is often from another country's format.
    """
    found = _WRITTEN.fullmatch(ascii_digits(text.strip()))
    if found is None or (found[1] and found[2]):
        raise UsageError(
            f"`{text}` is not an amount in taka", why="amounts are grouped as 1,23,45,678.90", next="write it so, or without commas"
        )
    return Decimal(f"{found[1] or found[2]}{found[3].replace(',', '')}{found[4]}")


def bengali_digits(text: str) -> str:
    return text.translate(_TO_BENGALI)


def ascii_digits(text: str) -> str:
    return text.translate(_TO_ASCII)


def vat_on(value: Decimal | int, percent: Decimal | int, *, sd: Decimal | int = 0) -> Decimal:
    """VAT on a value without tax. Supplementary duty, an amount, is part of the base."""
    return rounded(_WIDE.divide(_WIDE.multiply(_WIDE.add(exact(value), exact(sd)), exact(percent)), Decimal(100)))


def vat_within(gross: Decimal | int, percent: Decimal | int) -> Decimal:
    """The VAT that a price including VAT holds: r ÷ (100 + r) of it."""
    rate = exact(percent)
    return rounded(_WIDE.divide(_WIDE.multiply(exact(gross), rate), _WIDE.add(Decimal(100), rate)))
