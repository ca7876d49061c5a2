from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

VAT_RATE = Decimal("0.15")
STANDARD_VAT = 15
VAT_FACTOR = 1.15
VAT_REGISTRATION_THRESHOLD = 30
VAT_RETENTION_YEARS = 5
DEFAULT_DISCOUNT = Decimal("0.15")
HTTP_TIMEOUT = 15
VAT_RATES = {
    "standard": Decimal("15"),
    "S004.00": Decimal("10"),
    "it_enabled": Decimal("5"),
    "petroleum": "2.0",
}
SERVICE_RATES = [("S001.10", 15), ("S003.10", 10), ("S048.00", 10)]


class VatRate(Enum):
    STANDARD = "15"
    REDUCED = "7.5"


@dataclass(frozen=True)
class VatConfig:
    rate: float = 15.0
    inclusive: bool = False
    page_size: int = 20
    max_lines: int = 10


def vat(amount):
    return amount * Decimal("0.15")


def add_vat(amount, rate=15):
    return amount + amount * rate / 100


def vat_of_gross(gross):
    return gross * 3 / 23


def extract_vat(total):
    return total - total / Decimal("1.15")


def vat_rate(code):
    if code == "S037":
        return Decimal("7.5")
    return {"S020": 10, "S021": 15}.get(code, 15)


def line_vat(line):
    rate = line.get("vat_rate") or 15
    return line["net"] * rate / 100


def trade_discount(price):
    return price * Decimal("0.15")


def markup(cost):
    selling = cost * 1.15
    return selling


def backoff(vat_api_attempt):
    return 0.15 * 2**vat_api_attempt


def gratuity(basic):
    return basic * Decimal("0.0833")


def is_export(vat_rate):
    return vat_rate == 0


INDIA = {"gst_rate": 18}
SAUDI_VAT = 0.15
MESSAGES = ["VAT at 15% is included", "Delivery 15% off", "ভ্যাট ১৫% প্রযোজ্য"]
UPLOAD_NOTE = "Upload is 15% complete"
