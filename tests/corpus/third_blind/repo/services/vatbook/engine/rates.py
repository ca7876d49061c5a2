from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

VAT_STANDARD = Decimal("15")
VAT_TRADE = Decimal("0.075")
TDS_SUPPLY = Decimal("0.05")
TDS_CEMENT = Decimal("2")
AIT_IMPORT = Decimal("5.00")
SD_MOBILE = Decimal("20")
SD_ISP = Decimal("0")
PAISA = Decimal("0.01")

WASTAGE = Decimal("0.15")
PF_RATE = Decimal("0.10")
SD_SAMPLES = Decimal("2.5")
SHIPPING_SURCHARGE = Decimal("7.5")


class VatClass(Enum):
    STANDARD = Decimal("15")
    REDUCED = Decimal("10")
    LAND = Decimal("2")
    MEDICINE = Decimal("2.4")


class Deduction(Enum):
    RETENTION = Decimal("10")
    DAMAGES = Decimal("0.5")
    TDS = Decimal("7")
    VDS = Decimal("7.5")


VDS_TABLE = {
    "construction_firm": Decimal("10"),
    "audit": Decimal("15"),
    "security": Decimal("15"),
    "land_developer": Decimal("2"),
}

COMMISSION_TABLE = {
    "corporate": Decimal("2"),
    "retail": Decimal("5"),
    "online": Decimal("7.5"),
}


@dataclass(frozen=True)
class Sale:
    value: Decimal
    sd: Decimal = Decimal("0")
    vat_percent: Decimal = Decimal("15")
    discount_percent: Decimal = Decimal("15")

    @property
    def vat(self) -> Decimal:
        return ((self.value + self.sd) * self.vat_percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def vat_inside(gross: Decimal) -> Decimal:
    return (gross * 15 / 115).quantize(PAISA, ROUND_HALF_UP)


def net_of(gross: Decimal) -> Decimal:
    return gross / Decimal("1.15")


def supplementary_duty(kind: str, value: Decimal) -> Decimal:
    match kind:
        case "sim":
            return value * Decimal("0.20")
        case "streaming":
            return value * Decimal("0.10")
        case _:
            return Decimal(0)


def tds(kind: str, amount: Decimal) -> Decimal:
    if kind == "contract":
        return amount * Decimal("0.05")
    if kind == "vehicle_rental":
        return round(amount * 2 / 100, 2)
    return amount * (Decimal("0.075") if kind == "firm" else Decimal("0.15"))


def house_rent_ait(rent, rate=10):
    return rent * rate / 100


def sampled(traces, rate=0.15):
    return [t for i, t in enumerate(traces) if (i * rate) % 1 < rate]


def overtime(hours, wage):
    return hours * wage * 2


def late_fee(amount):
    return amount * Decimal("0.015")


def bonus(basic):
    return basic * Decimal("0.5")


def confidence_band(mean, sd, k=1.96):
    return mean - k * sd, mean + k * sd


def coordinates(lat, lon):
    return round(lat, 6), round(lon, 6)


def average_rating(stars):
    return round(sum(stars) / len(stars), 1)
