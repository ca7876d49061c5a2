import pandas as pd

FISCAL_QUARTER_OF = {7: 1, 8: 1, 9: 1, 10: 2, 11: 2, 12: 2, 1: 3, 2: 3, 3: 3, 4: 4, 5: 4, 6: 4}


def by_fiscal_year(sales):
    return sales.groupby(pd.Grouper(key="date", freq="YE-JUN")).sum()


def monthly(sales):
    return sales.groupby(pd.Grouper(key="date", freq="ME")).sum()


def fiscal_bounds(year):
    """Both days count."""
    return f"{year}-07-01", f"{year + 1}-06-30"


def current_fy(today):
    if today.month in (7, 8, 9, 10, 11, 12):
        return today.year
    return today.year - 1


def income_year_end(today):
    year = today.year + 1 if today.month >= 7 else today.year
    return today.replace(year=year, month=6, day=30)


def tax_holiday_ends(started):
    return started.replace(year=started.year + 5, month=6, day=15)


def hsc_exam(year):
    return f"{year}-06-30"


def half_yearly_review(today):
    return today.month >= 7
