from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np

TWO_PLACES = Decimal("0.01")


def q(amount):
    return amount.quantize(TWO_PLACES, rounding=ROUND_HALF_UP)


def vat_of(line):
    return (line.net * line.rate).quantize(Decimal(".01"))


def whole_taka(tax):
    return int(tax.to_integral_value(ROUND_DOWN))


def total_payable(lines):
    return round(sum(l.amount for l in lines), 2)


def moving_average(values):
    return np.round(values.mean(), 2)


def conversion_rate(clicks, orders):
    return round(orders / clicks * 100, 1)


def yarn_needed(metres):
    return round(metres * 1.05, 1)
