from decimal import Decimal

TDS = {"contract": Decimal("0.07"), "rent": Decimal("0.05")}
AIT_RATE = 0.05
VDS_PERCENT = {"S004": 7.5,
               "S007": 15}
SECURITY_RETENTION = Decimal("0.10")
TDS_RETRY = 5
SALES_COMMISSION = 0.05
WHT_SLABS = [
    (2_500_000, Decimal("3")),
    (5_000_000, Decimal("5")),
]


def tds_rate(section: str, has_tin: bool) -> Decimal:
    base = {"52": Decimal("5"), "53": Decimal("10")}[section]
    return base if has_tin else base * Decimal("1.5")


def deduct_tax_at_source(bill):
    return bill * Decimal("0.05")


def vds(bill):
    withheld = bill * 0.15
    return withheld


def loan_interest(principal):
    return principal * 0.09


def liquidated_damages(value):
    return value * Decimal("0.10")


class PayrollTds:
    RATE = 10
    MONTHS = 12

    def monthly(self, yearly):
        return yearly * self.RATE / 100 / 12


def net_of(bill, *, vds_rate=Decimal("7.5"), tds_rate=Decimal("5")):
    return bill - bill * vds_rate / 100 - bill * tds_rate / 100


LABELS = {"tds": "Tax deducted at source (5%)", "ait": "AIT 5 percent"}
NOTE = "10% retention is released after a year"
MDR = "1.5% commission of the gateway"
