import os
from decimal import Decimal
from typing import Final

VAT: Final = Decimal("0.15")
TDS_SALARY_MIN: Final = 5000
SUPPLIER_TDS: Final[Decimal] = Decimal("5")
SMS_COST: Final = Decimal("0.15")
vat_rate: float = float(os.getenv("VAT_RATE", "0.15"))
ait_rate = float(os.environ.get("AIT_RATE", 5))
sla = float(os.getenv("SLA", "0.15"))


def with_vat(amount, rate=VAT):
    return amount * (1 + rate)


def without_vat(amount):
    return amount / Decimal("1.15")


def without_tare(amount):
    return amount / Decimal("1.15")


def tds_slab(amount):
    if amount <= 1_000_000:
        return Decimal("3")
    elif amount <= 5_000_000:
        return Decimal("5")
    return Decimal("7")


def courier_slab(kg):
    if kg <= 1:
        return Decimal("60")
    elif kg <= 5:
        return Decimal("5")
    return Decimal("7")


def withhold(bill):
    tax = bill.amount * 5 / 100 if bill.kind == "rent" else bill.amount * 10 / 100
    hold = bill.amount * 5 / 100
    return tax


class Sd:
    TOBACCO = 65
    PERFUME = 20


class Dpi:
    PRINT = 150
    WEB = 20


LINES = [
    {"head": "VAT", "percent": Decimal("15")},
    {"head": "TDS", "percent": Decimal("5")},
    {"head": "Retention", "percent": Decimal("10")},
]
