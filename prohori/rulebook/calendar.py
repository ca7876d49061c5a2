"""The fiscal year in Asia/Dhaka, and the days on which returns and deposits are due."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from prohori.errors import UsageError
from prohori.rulebook.book import DHAKA, Rulebook, Ruling, rulebook
from prohori.rulebook.money import ascii_digits, bengali_digits
from prohori.rulebook.values import DepositDue, FiscalCalendar, PeriodDue

_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_LABEL = re.compile(r"([0-9]{4})-([0-9]{2}|[0-9]{4})")


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """`2025-26`, as text. An income year is assessed in the year after it."""

    first: date
    last: date
    quarter: int
    """Of the moment that was asked for, 1 to 4; July begins the first."""

    @property
    def label(self) -> str:
        return f"{self.first.year}-{self.last.year % 100:02d}"

    @property
    def bengali(self) -> str:
        return bengali_digits(self.label)

    @property
    def assessment_year(self) -> str:
        return f"{self.last.year}-{(self.last.year + 1) % 100:02d}"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class DueDate:
    day: date
    first: date
    """First day of what the return or deposit is for."""
    last: date
    moved_from: date | None = None
    """The day by the calendar, where it fell on no working day."""

    def __str__(self) -> str:
        return self.day.isoformat()


def dhaka_day(moment: date | datetime) -> date:
    """The day in Dhaka at a moment. A datetime without a time zone is refused: at 30 June and 1 July it would be a guess."""
    if not isinstance(moment, datetime):
        return moment
    if moment.utcoffset() is None:
        raise UsageError(
            f"`{moment.isoformat()}` has no time zone", why="which day it is in Dhaka cannot be said",
            next="give an aware datetime, or a date of Dhaka",
        )  # fmt: skip
    return moment.astimezone(DHAKA).date()


def fiscal_year(moment: date | datetime, *, book: Rulebook | None = None) -> Ruling[FiscalYear]:
    """The year that a date, or the day in Dhaka at an aware datetime, is in."""
    day = dhaka_day(moment)
    ruling: Ruling[FiscalCalendar] = (book or rulebook()).ruling("calendar.fiscal-year", day)
    start, after = ruling.value.year_of(day)
    end = after - _DAY if after else date.max
    return ruling.saying(FiscalYear(start, end, (day.month - start.month) % 12 // 3 + 1))


def fiscal_year_named(label: str, *, book: Rulebook | None = None) -> Ruling[FiscalYear]:
    """Of `2025-26`, `2025-2026` or `২০২৫-২০২৬`. Raises `UsageError` where the second is not the year after the first."""
    found = _LABEL.fullmatch(ascii_digits(label.strip()))
    first = int(found[1]) if found else 0
    if not found or not 1 <= first < 9999 or int(found[2]) not in ((first + 1) % 100 if len(found[2]) == 2 else first + 1,):
        raise UsageError(f"`{label}` is no fiscal year", why="the second year is the one after the first", next="write it as `2025-26`")
    return fiscal_year(date(first, 7, 1), book=book)


def vat_return_due(
    period: str | date, *, special: bool = False, holidays: Collection[date] = (), book: Rulebook | None = None
) -> Ruling[DueDate]:
    """When the Mushak-9.1 for a tax period is due. `period`: `2026-07`, or a day in it; the law is that of its last day.

    `special`: government, autonomous bodies, banks, insurers and nil filers. `holidays`: public holidays beside Fridays and Saturdays,
    of which the rulebook has no list. Extensions that the NBR grants belong into the overrides (`extended_to`).
    """
    return _return_due("vat.return-due", period, special=special, holidays=holidays, book=book)


def tds_return_due(period: str | date, *, book: Rulebook | None = None) -> Ruling[DueDate]:
    """When the withholding return for the quarter that holds the month `period` is due."""
    return _return_due("tds.return-due", period, special=False, holidays=(), book=book)


def tds_deposit_due(deducted: date, *, holidays: Collection[date] = (), book: Rulebook | None = None) -> Ruling[DueDate]:
    """When tax deducted on a day is to be deposited. The law is that of the day; whether a holiday moves the date was not found."""
    ruling: Ruling[DepositDue] = (book or rulebook()).ruling("tds.deposit-due", deducted)
    rule = ruling.value
    if deducted.month != 6:
        due = _month_end(deducted) + rule.days * _DAY
    elif deducted.day <= rule.june_until:
        due = deducted + rule.june_days * _DAY
    elif deducted == _last_working_day(_month_end(deducted), holidays):
        due = deducted + rule.last_working_day_of_june_days * _DAY
    else:
        due = deducted + rule.june_later_days * _DAY
    return ruling.saying(DueDate(due, deducted, deducted))


def vds_deposit_due(paid: date, *, book: Rulebook | None = None) -> Ruling[DueDate]:
    """Of a withholder that is not registered for VAT; a registered one adjusts its return instead."""
    ruling = (book or rulebook()).ruling("vds.deposit-days", paid)
    return ruling.saying(DueDate(paid + int(ruling.value.number) * _DAY, paid, paid))


def vds_certificate_due(filed: date, *, holidays: Collection[date] = (), book: Rulebook | None = None) -> Ruling[DueDate]:
    """Mushak-6.6, counted in working days from the return (or deposit) of `filed`."""
    ruling = (book or rulebook()).ruling("vds.certificate-days", filed)
    day, left = filed, int(ruling.value.number)
    while left:
        day += _DAY
        left -= is_working_day(day, holidays)
    return ruling.saying(DueDate(day, filed, filed))


def company_return_due(year_end: date, *, book: Rulebook | None = None) -> Ruling[DueDate]:
    """Of a company whose income year ends on `year_end`."""
    ruling = (book or rulebook()).ruling("income-tax.company-return-due", year_end)
    rule = ruling.value
    month = _months_after(year_end, rule.month)
    return ruling.saying(DueDate(month.replace(day=rule.day), _months_after(year_end, -11), year_end))


def advance_tax_days(day: date, *, book: Rulebook | None = None) -> Ruling[tuple[date, ...]]:
    """The instalments of the fiscal year that the day is in, in order."""
    whole = book or rulebook()
    ruling = whole.ruling("income-tax.advance-instalments", day)
    year = fiscal_year(day, book=whole).value
    days = (date.fromisoformat(f"{first}-{text}") for text in ruling.value.days for first in (year.first.year, year.last.year))
    return ruling.saying(tuple(sorted(one for one in days if year.first <= one <= year.last)))


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() not in (_FRIDAY, _SATURDAY) and day not in holidays


def _return_due(name: str, period: str | date, *, special: bool, holidays: Collection[date], book: Rulebook | None) -> Ruling[DueDate]:
    month = _month(period)
    ruling: Ruling[PeriodDue] = (book or rulebook()).ruling(name, _month_end(month))
    rule = ruling.value
    first = _months_after(month, -((month.month - 7) % 12 % rule.months))
    last = _month_end(_months_after(first, rule.months - 1))
    if rule.extended_to is not None:
        return ruling.saying(DueDate(rule.extended_to, first, last))
    by_calendar = last + (rule.special_days if special and rule.special_days else rule.days) * _DAY
    due = by_calendar
    while rule.moves and not is_working_day(due, holidays):
        due += _DAY
    return ruling.saying(DueDate(due, first, last, by_calendar if due != by_calendar else None))


def _month(period: str | date) -> date:
    """Its first day."""
    if isinstance(period, date):
        return dhaka_day(period).replace(day=1)
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", period)
    if not found or found[1] == "0000":
        raise UsageError(f"`{period}` is no tax period", why="a period is a calendar month", next="write it as `2026-07`, or give a date")
    return date(int(found[1]), int(found[2]), 1)


def _months_after(day: date, months: int) -> date:
    """The first day of that month."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _month_end(day: date) -> date:
    return _months_after(day, 1) - _DAY


def _last_working_day(day: date, holidays: Collection[date]) -> date:
    while not is_working_day(day, holidays):
        day -= _DAY
    return day
