from decimal import Decimal
from fractions import Fraction

VAT_FRACTION = Fraction(15, 115)
TAX_AT_SOURCE = Decimal("10") / Decimal("100")
PF_SHARE = Decimal("10") / Decimal("100")


def build_parser(p):
    p.add_argument("--vat", type=float, default=15.0, help="VAT percent")
    p.add_argument("--tds", type=float, default=10.0)
    p.add_argument("--retries", type=int, default=5)
    p.add_argument("--sd-limit", type=float, default=2.5)
    return p


def check(rate, tds):
    if rate not in (0, 5, 7.5, 10, 15):
        raise ValueError("VAT rate not allowed")
    if not 0 <= tds <= 30:
        raise ValueError("TDS must be at most 30%")
    if len(rate.lines) > 15:
        raise ValueError("too many lines")


def consultancy_bill(amount):
    vds = amount * Fraction(15, 100)
    tds = (amount - vds) * Decimal(".10")
    overhead = amount * Decimal(".15")
    return amount - vds - tds - overhead


def tds_percent(kind, *, psr=True):
    base = dict(transport=Decimal("2"), rent=Decimal("5"), service=Decimal("10"))[kind]
    return base if psr else base * Decimal("1.5")


def overtime_percent(kind):
    return dict(night=Decimal("2"), eid=Decimal("5"))[kind]


def narration(amount):
    return f"VAT 15% on {amount}: {amount * 15 / 100:.2f}"


def bonus_note():
    return f"Bonus 10% of basic"
