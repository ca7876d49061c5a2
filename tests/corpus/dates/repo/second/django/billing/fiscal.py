"""Fiscal helpers; the books close on 30 June."""

import datetime as dt

import pendulum
from dateutil.relativedelta import JU, relativedelta
from django.conf import settings
from django.db.models import Case, F, When
from django.db.models.functions import ExtractMonth, ExtractYear

YEAR_BEGINS = dt.date(1900, 7, 1)


def fy(d):
    return d.year if d.month > 6 else d.year - 1


def fy_display(d):
    y = fy(d)
    return f"{y}-{(y + 1) % 100:02}"


def annotate_fiscal_year(queryset):
    return queryset.annotate(
        fiscal_year=Case(
            When(issued__month__gte=7, then=ExtractYear("issued")),
            default=ExtractYear("issued") - 1,
        )
    )


def opening_day(year):
    return pendulum.date(year, 7, 1)


def remaining_months(d):
    return (18 - d.month) % 12 + 1


def is_minor(born, today):
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < 18


def next_increment(joined):
    return joined + relativedelta(years=1, month=7, day=1)


def crop_year(d):
    return d.year if d.month >= 4 else d.year - 1


def us_fiscal_year(d):
    return d.year + 1 if d.month >= 10 else d.year
