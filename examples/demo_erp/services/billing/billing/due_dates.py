"""What is due when. Dates are not moved for holidays here; the reminder desk does that."""

from __future__ import annotations

from datetime import date, timedelta

VAT_RETURN_DAY = 15
GOVERNMENT_VAT_RETURN_DAY = 20
QUARTERLY_RETURNS_FROM = date(2026, 7, 1)
TDS_DEPOSIT_DAYS = 21
WITHHOLDING_RETURN_DAY = 25  # 25 October, January, April, July
CLIENT_PAYMENT_DAY = 20


def month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def end_of_filing_period(tax_period: date) -> date:
    """The first day after the period one Mushak-9.1 covers: a month, from July 2026 a quarter."""
    following = month_after(tax_period)
    if tax_period < QUARTERLY_RETURNS_FROM:
        return following
    while following.month not in (1, 4, 7, 10):
        following = month_after(following)
    return following


def vat_return_due(tax_period: date, *, government: bool = False) -> date:
    return end_of_filing_period(tax_period).replace(day=GOVERNMENT_VAT_RETURN_DAY if government else VAT_RETURN_DAY)


def mushak_91_reminder(tax_period: date) -> date:
    """The filing day of Mushak-9.1 that the reminder to our branches names."""
    following = end_of_filing_period(tax_period)
    return date(following.year, following.month, 20)


def tds_deposit_due(deducted_on: date) -> date:
    """The last day to deposit by A-Challan what was withheld in a month from July to May."""
    return month_after(deducted_on) - timedelta(days=1) + timedelta(days=TDS_DEPOSIT_DAYS)


def client_payment_due(issued_on: date) -> date:
    """Our clients' cashiers pay on one day of the next month."""
    return month_after(issued_on).replace(day=CLIENT_PAYMENT_DAY)
