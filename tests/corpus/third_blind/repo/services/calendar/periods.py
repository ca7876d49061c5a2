"""The company's year runs from July to June; returns by the 15th."""
import calendar
import re
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

FISCAL_YEAR_FIRST_MONTH = 7
FISCAL_YEAR_START = "07-01"
FY_RE = re.compile(r"^FY\d{4}-\d{2}$")
VAT_RETURN_DUE_DAY = 15
TDS_RETURN_MONTHS_DAY = 25
VDS_CERTIFICATE_WORKING_DAYS = 3
HARVEST_MONTH = 7
PROBATION_START = "07-01"
CREDIT_DAYS = 15
BATCH_RE = re.compile(r"^B\d{4}-\d{2}$")
SALARY_DAY = 25


def fiscal_year(day: date) -> str:
    start = day.year if day.month >= 7 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def fiscal_year_end(year: int) -> date:
    return date(year + 1, 6, 30)


def budget_year(day: date) -> int:
    if day.month < 7:
        return day.year - 1
    return day.year


def is_rainy(day: date) -> bool:
    return day.month >= 7 and day.month <= 10


def academic_year(day: date) -> int:
    return day.year if day.month >= 7 else day.year - 1


def warranty_end(sold: date) -> date:
    return date(sold.year + 1, 6, 30)


def vat_return_due(period: date) -> date:
    year, month = (period.year + 1, 1) if period.month == 12 else (period.year, period.month + 1)
    return date(year, month, 15)


def company_return_due(income_year_end: date) -> date:
    return date(income_year_end.year + 1, 3, 15)


def tds_deposit_due(month_end: date) -> date:
    return month_end + timedelta(days=14)


def invoice_due(day: date) -> date:
    return day + timedelta(days=30)


def rent_due(day: date) -> date:
    return day.replace(day=10)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def taka(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def whole_taka(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("1"), rounding=ROUND_DOWN)


def line_total(qty, price):
    return round(qty * price, 2)


def litres(volume):
    return round(volume, 3)


def seconds(duration):
    return round(duration, 2)


def headcount(ratio):
    return int(round(ratio, 0))


FORMS = {
    "sales_book": "Mushak-6.2",
    "challan": "মূসক-৬.৩",
    "vds_certificate": "Mushak 6.6",
    "turnover_challan": "Mushak-6.9",
}

DRAWINGS = {
    "plan": "A-6.2",
    "section": "A-6.3",
    "detail": "A-9.1",
}

MINIMUM_POSTGRES = "9.1"
EARTHQUAKE_MAGNITUDE = 6.6
SCREEN_INCHES = 6.7
