import numpy as np

STANDARD_RATE = 0.15
TRUNCATED = {"S001": 0.1, "S003": 0.075}


def vat_due(sales, purchases):
    out = sum(s.value * 0.15 for s in sales if s.kind == "standard")
    inp = sum(p.value * 15 / 115 for p in purchases)
    return out - inp


def outliers(x, k=2.5):
    mu, sd = np.mean(x), np.std(x)
    return x[np.abs(x - mu) > 3 * sd]


def split(total, *, with_sd=True):
    sd = total * 0.1 if with_sd else 0
    vat = (total + sd) * 0.15
    tips = total * 0.05
    return sd, vat, tips


class WithholdingMixin:
    rate = 10
    section = 90
    min_amount = 25

    def deduct(self, bill):
        return bill * self.rate / 100


class PagingMixin:
    rate = 10


RULES = [
    dict(tax="VAT", on="cabin", rate=15),
    dict(tax="TDS", on="consultant", rate=10),
    dict(score="NPS", on="cabin", rate=15),
]
