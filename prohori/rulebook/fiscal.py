"""The fiscal year: when it starts, and which one a day is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from prohori.rulebook.book import Ruling, lookup
from prohori.snapshot.protocol import Dated

DHAKA = ZoneInfo("Asia/Dhaka")


@dataclass(frozen=True, slots=True)
class FiscalYear:
    start_month: int
    start_day: int
    end_month: int
    end_day: int

    @property
    def quarter_starts(self) -> frozenset[int]:
        return frozenset((self.start_month + step - 1) % 12 + 1 for step in (0, 3, 6, 9))

    def label(self, day: date) -> str:
        """`2025-26` for the year that `day` is in."""
        first = day.year if (day.month, day.day) >= (self.start_month, self.start_day) else day.year - 1
        return f"{first}-{(first + 1) % 100:02d}"


def fiscal_year() -> Callable[[date], Dated[Ruling[FiscalYear] | None]]:
    return lookup("calendar.fiscal-year", lambda value: FiscalYear(**value))


def dhaka_day(instant: datetime) -> date:
    """The day in Dhaka at an aware instant."""
    return instant.astimezone(DHAKA).date()
