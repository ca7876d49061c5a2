"""Which names speak of a VAT rate, of an amount with or without VAT, of the fiscal year, of a due date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prohori.codebase.subjects import FOREIGN, NEUTRAL
from prohori.codebase.words import listed, words

RATE = listed(
    """
    rate rates percent percentage percentages pct perc bps factor multiplier ratio fraction numerator basis
    """
)
STANDARD = frozenset(["standard", "std", "normal", "general", "regular", "default"])
_VAT = frozenset(["vat", "mushak"])
_NOT_A_RATE = listed(
    """
    ge le gt lt max min maximum minimum limit decimals decimal scale digits precision count version length timeout threshold day days code
    month months interest penalty late fine surcharge discount refund rebate turnover number reg registration form note box
    account bin index step width height label quarter denominator retry retries ttl port size page year due deadline amount total
    credit adjustment tolerance rounding input_credit share weight commission margin markup sd supplementary tds ait income
    advance exchange conversion
    """
)
_COMMON = listed(
    """
    invoice sales sale bill billing line item items supply tax current local output company our app system service services goods
    value added applied applicable effective base bd bangladesh table map by lookup in from as on s15 law nbr act settings env the
    my global calculation calculator calc compute paisa poisha taka bdt tk cents net gross inclusive incl excl
    exclusive including total subtotal with without before after price cost
    due sum split inside included extract receipt round rounded add deduct charge charged work rental rent
    amount product order pos cart checkout purchase firm type category name entry
    rules schedule history points point percentages
    """
)
_INCLUSIVE = listed("inclusive incl gross including included vatinclusive grand")
_NOT_INCLUSIVE = listed("profit salary weight pay wage income margin excl exclusive excluding net ex before without")
_NET = listed("net base excl exclusive excluding taxable without before ex assessable")
_AT_SOURCE = frozenset(["tds", "ait", "withholding", "withheld"])
_FISCAL = frozenset(["fiscal", "financial", "income", "assessment"])


def spoken(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name))


def is_vat(held: frozenset[str]) -> bool:
    return not held.isdisjoint(_VAT) or {"value", "added", "tax"} <= held


def tax_of(held: frozenset[str]) -> str | None:
    """`vds` or `vat`, or None."""
    return "vds" if "vds" in held else "vat" if is_vat(held) else None


def no_rate(held: frozenset[str]) -> bool:
    """Names that speak of another number than the rate, or of another country's VAT."""
    return not held.isdisjoint(_NOT_A_RATE) or not held.isdisjoint(FOREIGN)


def unknown_words(held: frozenset[str]) -> frozenset[str]:
    """The words that are about something the rate is for, beyond saying that it is the VAT rate."""
    return frozenset(w for w in held - RATE - STANDARD - _VAT - {"vds"} - _COMMON - NEUTRAL if not w.isdigit())


def is_inclusive(held: frozenset[str]) -> bool:
    """An amount that holds VAT already: `gross`, `priceInclVat`, `total_with_vat`."""
    if held & _NOT_INCLUSIVE:
        return False
    return not held.isdisjoint(_INCLUSIVE) or (is_vat(held) and {"with"} <= held)


def is_net(held: frozenset[str]) -> bool:
    return not held.isdisjoint(_NET)


def is_supplementary_duty(held: frozenset[str]) -> bool:
    """An amount of supplementary duty (not its rate)."""
    return (not held.isdisjoint({"sd"}) or {"supplementary", "duty"} <= held) and held.isdisjoint(RATE)


def is_fiscal(held: frozenset[str]) -> bool:
    """`fiscalYear`, `financial_year_start`, `fy`; not the calendar or a `tax` year of another law."""
    if held & FOREIGN:
        return False
    return bool(held & {"fy"}) or bool(held & _FISCAL and held & {"year", "years", "quarter", "period", "month", "start", "end", "yr"})


def duty_of(held: frozenset[str]) -> str | None:
    """The rulebook fact of the duty whose due date the names speak of, or None."""
    if held & {"mushak"} and (held & {"91"} or {"9", "1"} <= held):
        return "vat.return-due"
    if held & {"penalty", "interest", "invoice", "payment", "grace"}:
        return None
    day = not held.isdisjoint({"day", "days", "date"})
    due = not held.isdisjoint({"due", "deadline", "deadlines", "filing", "submission", "submit", "payable", "late", "overdue"}) or (
        day and "last" in held
    )
    returned = not held.isdisjoint({"return", "returns"})
    if held & _AT_SOURCE and not is_vat(held):
        deposited = held & {"deposit", "challan", "remit", "remittance"}
        if deposited and (due or day or "within" in held):
            return "tds.deposit-due"
        return "tds.return-due" if returned and (due or day) else None
    if not is_vat(held) or held & {"vds", "certificate", "challan", "deposit"}:
        return None
    named_so = returned or held & {"mushak", "filing", "submission", "period", "due", "deadline", "deadlines"}
    return "vat.return-due" if named_so and (due or (day and returned)) else None


SPECIAL = re.compile(r"gov|autonom|bank|insur|\bnil|special|zero_?return", re.IGNORECASE)
