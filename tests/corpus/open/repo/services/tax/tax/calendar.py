from datetime import date, timedelta

FISCAL_YEAR_START_MONTH = 7
FY_START = (7, 1)
FISCAL_YEAR_END = "06-30"
VAT_RETURN_DUE_DAY = 15
TDS_DEPOSIT_DAYS = 14
INVOICE_DUE_DAYS = 30
REMINDER_DAYS = 3
DEPRECIATION_MONTHS = 6
WINTER_MONTH = 7


def fiscal_year(on: date) -> str:
    start = on.year if on.month >= 7 else on.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def fiscal_year_start(year: int) -> date:
    return date(year, 7, 1)


def fiscal_year_end(year):
    return date(year + 1, 6, 30)


def fy_label(year):
    return f"FY{year}-{str(year + 1)[2:]}"


def vat_return_due(year, month):
    following = month % 12 + 1
    return date(year + month // 12, following, 15)


def tds_deposit_deadline(deducted_on):
    return deducted_on + timedelta(days=14)


def is_vat_return_late(filed, period_end):
    return filed.day > 15


def payment_due(invoice_date):
    return invoice_date + timedelta(days=15)


def vds_certificate_due(paid_on):
    return paid_on + timedelta(days=3)


def calendar_quarter(month):
    return (month - 1) // 3 + 1


def age(born, today):
    return today.year - born.year - (today.month < 7)


def token_expiry(now):
    return now + timedelta(days=7)


def archive_vat_returns_after():
    return timedelta(days=20)


DUE = {"vat_return": 15, "tds_deposit": 7, "customer_payment": 30}
HELP = "VAT return is due by the 15th of the next month"
SALARY_DAY = 7
