from enum import Enum

import pendulum


class Form(str, Enum):
    VAT_RETURN = "Mushak-9.1"
    TURNOVER_RETURN = "Mushak-9.2"
    TREASURY = "TR-6"
    HIGH_VALUE = "Mushak-6.10"


def due(period: pendulum.DateTime, form: Form) -> pendulum.DateTime:
    if form is Form.VAT_RETURN:
        return period.add(months=1).set(day=15)
    return period.add(months=3).set(day=20)


def session_expiry(now: pendulum.DateTime) -> pendulum.DateTime:
    return now.add(minutes=15)


def dunning(invoice_date: pendulum.DateTime) -> list[pendulum.DateTime]:
    return [invoice_date.add(days=n) for n in (7, 15, 30)]


def fiscal_quarter(d: pendulum.DateTime) -> int:
    return ((d.month - 7) % 12) // 3 + 1


SCHEMA_VERSION = "9.1"
POSTGRES = (9, 2)
IFRS_PARAGRAPH = "6.10"
