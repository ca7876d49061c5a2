"""Taka as Decimal, rounded half-up to the paisa."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

PAISA = Decimal("0.01")


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(PAISA, rounding=ROUND_HALF_UP)


def from_paisa(paisa: int) -> Decimal:
    return Decimal(paisa).scaleb(-2)


def in_taka(amount: Decimal) -> str:
    """`1234567.5` as `12,34,567.50`: groups of two above the thousand, as a Bangladeshi reader expects."""
    sign = "-" if amount < 0 else ""
    whole, _, paisa = f"{rounded(abs(amount)):.2f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = []
    while head:
        head, group = head[:-2], head[-2:]
        groups.insert(0, group)
    return f"{sign}{','.join([*groups, tail])}.{paisa}"
