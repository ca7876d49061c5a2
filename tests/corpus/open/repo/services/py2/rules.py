from decimal import ROUND_DOWN, Decimal, getcontext
import datetime as dt

getcontext().rounding = ROUND_DOWN
TIN_FORMAT = "9999-9999-9999"
VAT = {"rate": 15, "code": "V1", "lines": 10}
TAX_RULES = [
    {"kind": "VAT", "rate": Decimal("0.15")},
    {"kind": "AIT", "rate": Decimal("0.05")},
    {"kind": "SD", "rate": Decimal("0.10")},
    {"kind": "LATE_FEE", "rate": Decimal("0.10")},
]
WITHHOLDING = dict(rent=5, supply=3, security=10)
RETENTION = dict(civil=10, steel=5)
LIMITS = {"vat_lines": 15, "tds_lines": 10}


class Settings:
    vat_percentage: Decimal = Decimal("15.00")
    ait: float = 0.05
    nid_max_length: int = 17
    mobile_digits = 11
    retry_vat_portal: int = 5
    fiscal_year_first_month: int = 7
    vat_return_last_day: int = 15
    ledger_scale: int = 15


def vat_component(gross, pct=Decimal("15")):
    return gross * pct / (100 + pct)


def apply(line):
    if line.kind == "service":
        line.vat = line.net * Decimal("0.15")
    line.tds = line.net * Decimal("0.05")
    line.fee = line.net * Decimal("0.05")
    line.sd = line.net * Decimal("0.20")
    line.markup = line.net * Decimal("0.15")
    return line


def fy_of(d: dt.date) -> str:
    first = d.year if d.month > 6 else d.year - 1
    return f"{first}-{first + 1}"


def vat_return_deadline(period):
    nxt = period.replace(day=1) + dt.timedelta(days=32)
    return nxt.replace(day=15)


def challan_deposit_due(tds_month_end):
    return tds_month_end + dt.timedelta(days=14)


def tax_holiday_ends(start):
    return start + dt.timedelta(days=30)


def clean(nid: str) -> str:
    n = nid.strip()
    if len(n) == 13:
        n = "19" + n
    return n if len(n) in (10, 17) else ""


def bank_account_ok(acc):
    return len(acc) == 13


def swift_ok(code):
    return len(code) in (8, 11)
