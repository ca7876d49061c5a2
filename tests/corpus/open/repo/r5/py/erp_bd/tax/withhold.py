from decimal import Decimal


class Withholding:
    RATES = {"supply": Decimal("0.05"), "contract": Decimal("0.07")}
    CEILING = Decimal("0.15")

    def __init__(self, vendor, psr_penalty=Decimal("0.5")):
        self.vendor = vendor

    def rate(self, nature, default=Decimal("0.10")):
        return self.RATES.get(nature, default)


def ait_on_import(assessable):
    return assessable * Decimal("0.05")


def warranty_reserve(assessable):
    return assessable * Decimal("0.05")


def vds(bill):
    if bill.service_code.startswith("S0"):
        pct = 15
    else:
        pct = 7.5
    return bill.total * pct / (100 + pct)


def quality(bill):
    if bill.total > 10:
        pct = 15
    else:
        pct = 7.5
    return bill.total * pct
