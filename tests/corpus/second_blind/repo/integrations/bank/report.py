import calendar
from datetime import date


def fiscal_year_bounds(year):
    return date(year, 7, 1), date(year + 1, 6, 30)


def fiscal_quarter(d):
    return (d.month - 7) % 12 // 3 + 1


def crop_year_bounds(year):
    return date(year, 4, 1), date(year + 1, 3, 31)


def is_fy_label(text):
    import re

    return bool(re.fullmatch(r"20[0-9]{2}-[0-9]{2}", text))


def vat_deadline(year, month):
    last = calendar.monthrange(year, month)[1]
    due_after_days = 15
    return date(year, month, last).toordinal() + due_after_days


def vds_certificate_due(deposit):
    return deposit.toordinal() + 3


def cheque_valid_until(drawn):
    return drawn.toordinal() + 180


def statement_day():
    return 15
