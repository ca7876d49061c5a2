from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

CONTRACTOR_TDS = Decimal("0.05")
CONSULTANT_TDS_PERCENT = 15
AIT_RATE = Decimal("0.01")
DRINKING_WATER_TDS_PPM = 1000
PF_RATE = Decimal("0.10")
GRATUITY_RATE = Decimal("0.0833")
FESTIVAL_BONUS = Decimal("0.50")
ATTRITION_TARGET = 0.15
OVERTIME_FACTOR = 1.5

TDS_TABLE = [
    ("meeting_fee", Decimal("20")),
    ("vehicle_rent", Decimal("2")),
    ("garage", Decimal("5")),
    ("internet", Decimal("5")),
]

ALLOWANCE_TABLE = [
    ("house_rent", Decimal("50")),
    ("medical", Decimal("10")),
    ("conveyance", Decimal("5")),
]


def taka(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def whole_taka(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("1"), ROUND_HALF_EVEN)


def tax_of_bill(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(".01"), ROUND_DOWN)


def hours(seconds: int) -> float:
    return round(seconds / 3600, 2)


def average_age(ages: list[int]) -> float:
    return round(sum(ages) / len(ages), 1)


def rent_after_tax(rent: Decimal) -> Decimal:
    tds = rent * 10 / 100
    return rent - tds


def security_bill(gross: Decimal, commission: Decimal) -> Decimal:
    """TDS on manpower: 10 % of the commission, 1 % of the bill."""
    tds = max(commission * Decimal("0.10"), gross * Decimal("0.01"))
    return gross - tds


def provident(basic: Decimal) -> Decimal:
    return basic * Decimal("0.10")


def tds_deposit_due(paid_on: date) -> date:
    month_end = (paid_on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return month_end + timedelta(days=14)


def withholding_return_due(quarter: int, year: int) -> date:
    return date(year, {1: 10, 2: 1, 3: 4, 4: 7}[quarter], 25)


def loan_instalment_due(start: date) -> date:
    return start + timedelta(days=14)


def income_year(on: date) -> str:
    first = on.year if on.month >= 7 else on.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def appraisal_cycle(on: date) -> int:
    return 1 if on.month < 7 else 2
