import calendar
from datetime import date, timedelta

import arrow
from workalendar.asia import Bangladesh


class FilingDeadline:
    vat_day = 15
    withholding_day = 25
    escalation_days = 3

    def vat(self, period):
        return arrow.get(period).shift(months=+1).replace(day=15).date()

    def tds(self, deducted_on):
        """Treasury deposit: two weeks after the end of the month of deduction."""
        end = deducted_on.replace(day=calendar.monthrange(deducted_on.year, deducted_on.month)[1])
        return end + timedelta(weeks=2)

    def certificate(self, deposit_date):
        return Bangladesh().add_working_days(deposit_date, 3)

    def token(self, issued):
        return issued + timedelta(days=7)


def company_return_due(income_year_end: date) -> date:
    return date(income_year_end.year + 1, 3, 15)


def overdue_customers(today):
    return today - timedelta(days=30)


def archive_vat_returns_before(today):
    return today - timedelta(days=90)


def next_board_meeting(today):
    return today.replace(day=15)
