from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

MONEY_DECIMALS = 2


def round_taka(amount):
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def vat_rounded(vat):
    return round(vat, 2)


def whole_taka(total):
    return int(total.quantize(Decimal("1"), ROUND_HALF_EVEN))


def average_rating(scores):
    return round(sum(scores) / len(scores), 2)


def weight_kg(grams):
    return round(grams / 1000, 3)


def pages(total, page_size):
    return -(-total // page_size)


def progress(done, total):
    return round(done / total * 100)


def tax_amount(base, rate):
    return round(base * rate / 100)
