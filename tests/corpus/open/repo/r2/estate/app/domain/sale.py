from dataclasses import dataclass
from enum import Enum


class FlatVat(float, Enum):
    UP_TO_1600 = 0.02
    ABOVE_1600 = 0.045
    RE_REGISTRATION = 0.02


class BookingShare(float, Enum):
    DOWN_PAYMENT = 0.15
    INSTALMENT = 0.045


@dataclass(frozen=True)
class Quote:
    price: float
    sqft: int
    parking: float = 0
    vat_rate: float = 0.045
    broker: float = 0.02
    delay_penalty_rate: float = 0.015

    @property
    def vat(self) -> float:
        return self.price * (0.02 if self.sqft <= 1600 else 0.045)

    @property
    def booking(self) -> float:
        return self.price * (0.2 if self.sqft <= 1600 else 0.3)

    @property
    def gain_tax(self):
        return self.price * 0.04

    def tds_land(self, katha):
        """Tax at source of the developer (section 125)."""
        return max(katha * 30_000, self.price * 0.05)


def utility_share(units):
    return {"lift": 0.3, "generator": 0.15, "security": 0.05}.get(units, 0.1)


VAT_BY_SQFT = [(1600, 2.0), (float("inf"), 4.5)]
RENT_STEP = [(12, 5.0), (24, 10.0)]
