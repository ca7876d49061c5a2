"""The fiscal year of Bangladesh, 1 July to 30 June, on the calendar of Dhaka."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DHAKA = ZoneInfo("Asia/Dhaka")
FISCAL_YEAR_START_MONTH = 7
# Tools from Pune Machine Works are capitalised by the maker's own year.
INDIAN_SUPPLIER_YEAR_START_MONTH = 4


def today() -> date:
    return datetime.now(DHAKA).date()


def fiscal_year(day: date) -> str:
    """`2026-27` for every day from 1 July 2026 to 30 June 2027."""
    opening = day.year if day.month >= FISCAL_YEAR_START_MONTH else day.year - 1
    return f"{opening}-{(opening + 1) % 100:02d}"


def budget_year_start(day: date) -> date:
    """The first day of the fiscal year that the site budgets are compared with."""
    return date(day.year if day.month > 7 else day.year - 1, 7, 1)


def fiscal_year_of_ledger_close() -> str:
    """The fiscal year that the nightly close books into."""
    return fiscal_year(datetime.now(UTC).date())


def supplier_year(day: date) -> int:
    return day.year if day.month >= INDIAN_SUPPLIER_YEAR_START_MONTH else day.year - 1


def half_of_calendar_year(day: date) -> str:
    """For the newsletter, which counts January to June as the first half."""
    return "H1" if day.month <= 6 else "H2"
