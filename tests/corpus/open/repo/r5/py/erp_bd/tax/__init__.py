VAT_PCT, SD_PCT, AIT_PCT = 15, 20, 5
ROWS, COLS = 15, 5

TDS_SECTIONS = {
    "89": ("Supply of goods", 5),
    "90": ("Services", 10),
    "109": ("Rent", 5),
}

FORM_SECTIONS = {
    "a": ("Identity", 5),
    "b": ("Address", 10),
}


def sd_on(price, item):
    rates = {"cigarette": 0.67, "perfume": 0.2}
    return price * rates.get(item, 0)


def fee_on(price, item):
    rates = {"courier": 0.05, "cod": 0.015}
    return price * rates.get(item, 0)


def price_incl(net):
    return net + (net * 15 / 100)  # + VAT


def price_rush(net):
    return net + (net * 15 / 100)  # rush order
