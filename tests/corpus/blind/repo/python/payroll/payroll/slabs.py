from decimal import Decimal

CONTRACTOR_TDS = {
    "upto_50_lakh": Decimal("3"),
    "upto_2_crore": Decimal("5"),
    "above": Decimal("7"),
}
OVERTIME_MULTIPLIERS = {
    "weekday": Decimal("2"),
    "holiday": Decimal("3"),
}


def withhold(nature: str, amount: Decimal) -> Decimal:
    match nature:
        case "rent":
            return amount * Decimal("0.10")
        case "transport" | "carrying":
            return amount * Decimal("0.02")
        case "advertising":
            return amount * 5 / 100
        case _:
            return Decimal(0)


def bonus(kind: str, basic: Decimal) -> Decimal:
    match kind:
        case "festival":
            return basic * Decimal("0.50")
        case "performance":
            return basic * Decimal("0.10")
        case _:
            return Decimal(0)


def gratuity(basic: Decimal, years: int) -> Decimal:
    return basic * years if years >= 10 else basic * years / 2
