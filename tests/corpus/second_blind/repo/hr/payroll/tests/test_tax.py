import re
from decimal import Decimal


def test_tds():
    contractor_tds = Decimal("0.05")
    assert contractor_tds * 100 == 5


def test_identifiers():
    assert re.fullmatch(r"\d{12}", "123456789012"), "TIN has 12 digits"
    assert re.fullmatch(r"\d{9}-\d{4}", "000123456-0101"), "BIN"
    assert re.fullmatch(r"\d{10}|\d{17}", "1234567890"), "NID"
    assert re.fullmatch(r"01[3-9]\d{8}", "01300000000"), "mobile"


def test_rounding():
    assert Decimal("1.005").quantize(Decimal("0.01"), "ROUND_HALF_UP") == Decimal("1.01")


def test_year():
    fiscal_year_start_month = 7
    tds_due_day = 14
    assert fiscal_year_start_month < tds_due_day
