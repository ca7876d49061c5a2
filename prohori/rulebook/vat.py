"""VAT rates by service, the VAT base, and when returns and deposits are due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from prohori.rulebook.book import Ruling, known, lookup
from prohori.snapshot.protocol import Dated

Rate = Callable[[date], Dated[Ruling[Decimal] | None]]


@dataclass(frozen=True, slots=True)
class Due:
    """Days after the end of the period (or in the next month); `special` for who has longer."""

    days: frozenset[int]
    special: frozenset[int]
    what: str


def standard_rate() -> Rate:
    """In percent."""
    return lookup("vat.standard-rate", _percent)


def service_rate(fact: str) -> Rate:
    """In percent, for a fact that `service_of` named."""
    return lookup(fact, _percent)


def rates_in_use() -> Callable[[date], Dated[Ruling[frozenset[Decimal]] | None]]:
    return lookup("vat.rates-in-use", lambda value: frozenset(Decimal(p) for p in value["percents"]))


def base() -> Callable[[date], Dated[Ruling[str] | None]]:
    return lookup("vat.base", lambda value: f"exclusive {value['exclusive']}, inclusive {value['inclusive']}")


def due(duty: str) -> Callable[[date], Dated[Ruling[Due] | None]]:
    """`vat.return-due`, `tds.deposit-due` or `tds.return-due`."""
    return lookup(duty, lambda value: Due(frozenset(value["days"]), frozenset(value["special_days"]), value["what"]))


def service_of(tax: str, words: frozenset[str]) -> str | None:
    """The fact of the service that these words name for `vat` or `vds`, or None."""
    return next((fact for alias, fact in _services(tax) if alias <= words), None)


@cache
def _services(tax: str) -> tuple[tuple[frozenset[str], str], ...]:
    named = known(f"{tax}.service.").items()
    return tuple(sorted(((alias, fact) for fact, aliases in named for alias in aliases), key=lambda pair: (-len(pair[0]), pair[1])))


def _percent(value: Mapping[str, Any]) -> Decimal:
    return Decimal(value["percent"])
