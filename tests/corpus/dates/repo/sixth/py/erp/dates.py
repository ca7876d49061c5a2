from calendar import monthrange
from datetime import date, datetime, timedelta

from django.utils import timezone


def get_fy(dt=None):
    dt = dt or timezone.localdate()
    if dt < date(dt.year, 7, 1):
        return dt.year - 1
    return dt.year


def fy_quarter(dt):
    return {7: 1, 8: 1, 9: 1, 10: 2, 11: 2, 12: 2, 1: 3, 2: 3, 3: 3}.get(dt.month, 4)


def fy_range(fy):
    start = datetime(int(fy[:4]), 7, 1)
    return start, start.replace(year=start.year + 1) - timedelta(days=1)


def vat_due(period_end):
    return period_end + timedelta(15)


def tds_treasury_deadline(month_end):
    return month_end + timedelta(days=14)


def tds_due_this_month(today):
    return today.replace(day=14)


def emi_due(today):
    return today.replace(day=14)


def stale_returns(today):
    return today - timedelta(days=45)


def birthday_month(d):
    return d.month == 7


def semester(d):
    return 1 if d.month <= 6 else 2


def fy_archive_age(fy):
    return timezone.now().year - int(fy[:4]) > 7
