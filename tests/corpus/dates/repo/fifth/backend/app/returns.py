from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

GRACE = {"vat": 0, "tds": 0}


def mushak_9_1_due(period: date) -> date:
    first = period.replace(day=1) + relativedelta(months=1)
    return first + timedelta(days=14)


def deposit_due(deducted: date, kind: str) -> date:
    if kind == "tds":
        return (deducted + relativedelta(months=1)).replace(day=14)
    return deducted + timedelta(days=15)


def is_late(filed: date, due: date) -> bool:
    return (filed - due).days > 0


def security_deposit_due(lease_end: date) -> date:
    return lease_end + timedelta(days=30)


def fetch_filed_returns(since_days: int = 30):
    return []


def vat_refund_expected(filed: date) -> date:
    return filed + timedelta(days=30)
