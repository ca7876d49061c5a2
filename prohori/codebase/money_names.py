"""Which names say an amount of money."""

from __future__ import annotations

from prohori.codebase.review_names import stem, words
from prohori.codebase.words import listed

MONEY = listed(
    """
    amount amounts price subtotal tax vat tds vds ait fee fees fare salary wage wages cost balance discount payable payment
    revenue income expense taka bdt refund commission deposit payout surcharge receivable turnover proceeds mrp cogs duty
    """
)
WEAK = listed(
    """
    total net gross due paid charge budget profit bonus rent credit debit value sum limit outstanding share instalment installment
    """
)
_QUALIFIERS = MONEY | listed(
    """
    grand sub invoice order bill sales purchase line taxable payroll cart bank contract tender advance retention loan credit debit
    outstanding work certified
    """
)
COLUMN_ALONE = frozenset(["total", "gross", "net", "paid", "due", "bonus", "profit", "rent", "budget", "outstanding", "payroll"])
WHOLE = frozenset(
    {"paisa", "poisha", "cents", "cent", "minor", "minorunits", "count", "percent", "percentage", "rate", "pct", "bps", "points"}
)
_NOT_MONEY_BEFORE = frozenset(["time", "cpu", "path", "edge", "token", "memory", "disk", "search", "step", "heuristic", "load", "compute"])
_MINOR = frozenset({"paisa", "poisha", "cents", "minor"})
_AFTER = frozenset({"in", "usd", "total", "due", "paid", "unit"})


def is_money(name: str) -> bool:
    """Whether a name says an amount of money that is not counted in whole minor units."""
    all_words = words(name)
    if not all_words or WHOLE & set(all_words):
        return False
    found = list(stem(name))
    if "per" in found:
        found = found[: found.index("per")]
    if all_words[-1] == "value" and _QUALIFIERS & set(found):
        return True
    while len(found) > 1 and found[-1] in _AFTER and found[-1] not in MONEY and (found[-2] in MONEY or found[-2] in WEAK):
        found.pop()
    if not found:
        return False
    head, before = found[-1], set(found[:-1])
    if before & _NOT_MONEY_BEFORE:
        return False
    return head in MONEY or (head in WEAK and bool(before & _QUALIFIERS))


def holds_minor_units(name: str) -> bool:
    """Counted in paisa or cents, so in whole numbers."""
    return bool(_MINOR & set(words(name)))


def is_money_column(name: str) -> bool:
    """A stored property may be called just `total`: what is counted is rarely stored as a float."""
    return is_money(name) or (len(words(name)) == 1 and words(name)[0] in COLUMN_ALONE)
