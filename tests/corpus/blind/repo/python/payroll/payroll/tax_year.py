"""Income year helpers. Income year 2025-26 is assessment year 2026-27."""

from datetime import date, timedelta

INCOME_YEAR_START = (7, 1)  # month, day
EID_BONUS_MONTHS = (4, 6)


def income_year(d: date) -> str:
    first = d.year if d.month >= 7 else d.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def probation_over(joined: date, today: date) -> bool:
    return today.month - joined.month >= 6


def tds_due(paid: date) -> date:
    nxt = (paid.replace(day=1) + timedelta(days=32)).replace(day=1)
    return nxt.replace(day=15)


def salary_day(d: date) -> date:
    return d.replace(day=28)


def return_deadline(income_year_end: date) -> date:
    """Individuals: 30 November, 'Tax Day'."""
    return date(income_year_end.year, 11, 30)


def loan_due(start: date, months: int) -> date:
    return start + timedelta(days=30 * months)


# 1 July to 30 June, as everybody knows
HOLIDAYS = {date(2026, 7, 1): "Bank holiday", date(2026, 12, 31): "Bank holiday"}
