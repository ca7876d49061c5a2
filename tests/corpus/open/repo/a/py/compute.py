from decimal import Decimal as D, ROUND_HALF_UP

STD = D("0.15")


class VatCalculator:
    def __init__(self, rate: D = D("0.15")):
        self.rate = rate

    def gross(self, net):
        return (net * D("1.15")).quantize(D("0.01"), ROUND_HALF_UP)

    def reverse(self, gross):
        return gross * 15 / 115

    @staticmethod
    def service_rate(code):
        if code in ("S004", "S037"):
            return D("7.5")
        elif code == "S001":
            return D("10")
        return D("15")


def payable(bill, vds_applicable=True):
    vds = bill * D("0.075") if vds_applicable else 0
    security_deposit = bill * D("0.1")
    return bill - vds - security_deposit


def validate(payload):
    errors = {}
    if not payload["tin"].isdigit() or len(payload["tin"]) != 12:
        errors["tin"] = "must be a 12 digit number"
    if len(payload.get("bin", "")) not in (9, 13):
        errors["bin"] = "invalid"
    if not payload["phone"].startswith(("013", "017", "018")):
        errors["phone"] = "unknown operator"
    if len(payload["zip"]) != 4:
        errors["zip"] = "four digits"
    if len(payload["reference"]) > 12:
        errors["reference"] = "too long"
    return errors


def penalty(vat_due, days_late):
    return vat_due * D("0.02") * days_late / 30


def depreciation(cost):
    return cost * D("0.15")


DEADLINE_DAY = {"mushak_9_1": 15, "tds": 14, "salary": 5}
FISCAL = {"start_month": 7, "end_month": 6}
BILLING = {"start_month": 1}
