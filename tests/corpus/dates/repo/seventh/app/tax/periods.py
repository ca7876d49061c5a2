from datetime import date, timedelta

FISCAL_YEAR_START = date(2000, 7, 1)
LAUNCHED = date(2019, 7, 1)
VAT_DUE, TDS_DUE = 15, 14
WIDTH, HEIGHT = 15, 14


class FinancialYear:
    START_MONTH = 7

    @classmethod
    def label(cls, d):
        y = d.year if d.month >= cls.START_MONTH else d.year - 1
        return "{}-{}".format(y, y + 1)


def tax_period_due(period):
    """VAT return of the period."""
    return (period + timedelta(days=31)).replace(day=15)


def bill_due(issued):
    """VAT invoice of the customer."""
    return issued + timedelta(days=30)


def income_year_of(d):
    if d.month < 7:
        return d.year - 1
    return d.year


def school_year_of(d):
    if d.month < 7:
        return d.year - 1
    return d.year


def fy_months_left(d):
    return 12 - (d.month - 7) % 12


def gestation(d):
    return (d.month + 9) % 12
