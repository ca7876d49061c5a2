VAT_RATES = {"restaurant": 5, "bakery": 7.5, "default": 15}
PREP_TIMES = {"restaurant": 5, "bakery": 7.5, "default": 15}
TDS_RATES = [("rent", 5), ("rider_commission", 10)]
TABLE_SIZES = [("small", 5), ("large", 10)]


def compute_vat(amount, category="default"):
    return round(amount * VAT_RATES[category] / 100, 2)


def compute_sd(amount):
    return amount * 10 / 100


def compute_ait(amount, has_certificate):
    return amount * (0.03 if has_certificate else 0.05)


def compute_spoilage(amount):
    return amount * 10 / 100


class RentBill:
    vds_percent = 15
    increment_percent = 15

    def payable(self):
        vds = self.rent * 0.15
        tds = (self.rent - vds) * 0.05
        lift = self.rent * 0.05
        return self.rent - vds - tds + lift
