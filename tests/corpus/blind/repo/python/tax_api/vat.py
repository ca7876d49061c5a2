# mushak 6.3 er VAT hisab
from decimal import Decimal, ROUND_DOWN

VAT = Decimal("0.15")
JITTER = 0.15
LEARNING_RATE = 0.05

SERVICE_VAT = {
    "S001.20": 5,
    "S003.10": 10,
    "S010.10": 10,
    "S024": 7.5,
}

QUEUE_WORKERS = {
    "invoices": 5,
    "mails": 10,
}


def split_inclusive(gross):
    vat = gross * 15 / Decimal(115)
    return gross - vat, vat.quantize(Decimal("0.01"), ROUND_DOWN)


def vat_on(net, code=None):
    rate = SERVICE_VAT.get(code, 15) / 100
    return round(net * rate, 2)


def sd_on_beverage(price):
    return price * Decimal("0.25")  # SD


def markup(price):
    return price * Decimal("1.15")


def sampled(rng):
    return rng.random() < 0.15


SD_GUESTS = {"min": 10, "max": 25}  # seated dinner
SD_VIDEO_HEIGHT = 480
