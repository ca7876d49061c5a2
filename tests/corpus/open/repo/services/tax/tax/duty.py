from decimal import Decimal

SD_RATE = Decimal("0.20")
SUPPLEMENTARY_DUTY = {
    "2402": 65,
    "beverage": 25,
    "cosmetics": Decimal("20"),
}
SD_CARD_SLOTS = 2
SD_THRESHOLD = 3
sd_rate_default = 10


def supplementary_duty(value):
    return value * Decimal("0.45")


def duty(value, sd_percent=30):
    return value * sd_percent / 100


def with_sd(value):
    sd = value * 20 / 100
    return value + sd


def outlier(x, mean, sd):
    return abs(x - mean) > 3 * sd


def customs_duty(value):
    return value * Decimal("0.25")


def regulatory_duty(value):
    rd = value * 0.03
    return rd


def sd_for(code):
    if code.startswith("2203"):
        return Decimal("250") / 100
    return Decimal("0.10")


NOTICE = "SD 20% applies to this item"
stats = {"sd": 0.15, "mean": 0.5}
