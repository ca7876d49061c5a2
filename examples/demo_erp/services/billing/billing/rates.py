"""VAT rates by service code and date, as the NBR tables give them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

STANDARD_VAT_RATE = Decimal("0.15")
TURNOVER_TAX_RATE = Decimal("0.04")
TRADE_STAGE_VAT_PERCENT = Decimal("7.5")
CONTRACTOR_TDS_RATE = Decimal("0.05")

# Construction firm (S004.00), percent: raised by the Finance Ordinance 2025.
CONSTRUCTION_VAT_PERCENT = (
    (date(2019, 7, 1), date(2025, 6, 30), Decimal("7.5")),
    (date(2025, 7, 1), None, Decimal("10")),
)


def construction_vat_percent(on: date) -> Decimal:
    for start, end, percent in CONSTRUCTION_VAT_PERCENT:
        if start <= on and (end is None or on <= end):
            return percent
    raise LookupError(f"no construction VAT rate is recorded for {on}")


@dataclass(frozen=True)
class DatedRate:
    service_code: str
    valid_from: str
    valid_until: str | None
    rate: Decimal

    def holds_on(self, day: str) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class RateTable:
    """The `vat_rate` table of the ledger, read once."""

    def __init__(self, rates: list[DatedRate]) -> None:
        self._rates = rates

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> RateTable:
        rows = connection.execute("SELECT service_code, valid_from, valid_until, basis_points FROM vat_rate")
        return cls([DatedRate(code, start, end, Decimal(points) / 10_000) for code, start, end, points in rows])

    def rate(self, service_code: str, day: str) -> Decimal:
        for dated in self._rates:
            if dated.service_code == service_code and dated.holds_on(day):
                return dated.rate
        raise LookupError(f"no VAT rate for service `{service_code}` on {day}")
