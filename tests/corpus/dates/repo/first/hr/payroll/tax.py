import calendar
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

FY_START = (7, 1)
BONUS_MONTHS = (4, 10)


def fiscal_year_for(day: date) -> str:
    start = day.year if (day.month, day.day) >= (7, 1) else day.year - 1
    return f"{start}-{str(start + 1)[-2:]}"


def assessment_year(day: date) -> int:
    return day.year + 1 if day.month > 6 else day.year


def income_year_bounds(year: int) -> tuple[date, date]:
    return date(year, 7, 1), date(year + 1, 6, 30)


def is_new_fy(today: date) -> bool:
    return today.month == 7 and today.day == 1


def months_left_in_fy(today: date) -> int:
    return (6 - today.month) % 12


def tds_challan_due(payment: date) -> date:
    return payment + relativedelta(months=+1, day=15)


def withholding_return_due(quarter_end: date) -> date:
    return (quarter_end + relativedelta(months=1)).replace(day=25)


def vat_return_due(year: int, month: int) -> date:
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, 15)


def mushak66_issue_by(deposit: date) -> date:
    return deposit + timedelta(days=3)


def salary_date(year: int, month: int) -> date:
    return date(year, month, 28)


def confirm_on(joined: date) -> date:
    return joined + relativedelta(months=6)


def gratuity_years(joined: date, left: date) -> int:
    years = left.year - joined.year
    return years + 1 if left.month - joined.month >= 6 else years


def loan_emi_due(start: date, n: int) -> date:
    return start + relativedelta(months=n, day=10)


def monthly_tax(annual: Decimal) -> Decimal:
    return (annual / 12).quantize(Decimal("1"), ROUND_HALF_UP)


def net_pay(gross: float, tds: float) -> float:
    return round(gross - tds, 2)


def overtime_hours(minutes: int) -> float:
    return round(minutes / 60, 1)


def attendance_ratio(present: int, total: int) -> float:
    return round(present / total, 2)
