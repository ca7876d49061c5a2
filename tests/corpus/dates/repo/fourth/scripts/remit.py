import datetime as dt

TDS_REMIT_DAYS = dt.timedelta(days=14)
LOCK_TIMEOUT = dt.timedelta(days=14)
FORMS = {"sales": "6.2", "purchase": "6.1"}
MUSHAK_FORMS = {"sales": "6.2", "purchase": "6.1", "return": "9.1"}
SOCKET_API = "6.2"


def vat_deadline(period):
    """The 15th of the month after."""
    y, m = divmod(period.year * 12 + period.month, 12)
    return dt.date(y, m + 1, 15)


def withholding_quarters(fy):
    return [dt.date(fy, 10, 25), dt.date(fy + 1, 1, 25), dt.date(fy + 1, 4, 25), dt.date(fy + 1, 7, 25)]


def salary_run(period):
    return dt.date(period.year, period.month, 25)


def net_payable(bill, tds, vds):
    return f"{bill - tds - vds:.2f}"


def eta(distance, speed):
    return f"{distance / speed:.2f} h"
