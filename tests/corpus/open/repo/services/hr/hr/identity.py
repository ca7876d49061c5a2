"""Employees' papers. An NID has 10, 13 or 17 digits."""
import re
from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, Field, constr, field_validator

TIN_REGEX = re.compile(r"^\d{12}$")
NID_LENGTHS = {10, 13, 17}
MOBILE_RE = r"^(?:\+?880|0)1[3-9]\d{8}$"
ACCOUNT_RE = re.compile(r"^\d{13}$")
ROUTING_RE = r"^\d{9}$"
# BIN_RE = r"^\d{11}$"
BIN_DIGITS = 13


class Employee(BaseModel):
    name: str = Field(max_length=80)
    tin: str = Field(pattern=r"^\d{12}$")
    nid: constr(min_length=10, max_length=17)
    mobile: str = Field(min_length=11, max_length=11)
    bin_no: str | None = Field(default=None, pattern="^[0-9]{9}-[0-9]{4}$")
    employee_code: str = Field(min_length=10, max_length=10)
    card: str = Field(pattern=r"^\d{16}$")

    @field_validator("nid")
    @classmethod
    def nid_has_known_length(cls, value: str) -> str:
        if len(value) not in (10, 13, 17):
            raise ValueError("NID must have 10, 13 or 17 digits")
        return value


def is_valid_bin(value: str) -> bool:
    digits = value.replace("-", "")
    return digits.isdigit() and len(digits) == 13


def is_valid_mobile(number: str) -> bool:
    return bool(re.fullmatch(r"01[3-9]\d{8}", number))


def check_tin(tin):
    if not tin or len(tin) != 10:
        raise ValueError("invalid TIN")


def nid_type(nid):
    match len(nid):
        case 10:
            return "smart"
        case 13 | 17:
            return "old"


def serial_ok(serial):
    return len(serial) == 12


def is_msisdn(value):
    return value.startswith("8801") and len(value) == 13


def format_tin(tin):
    return f"{tin[:4]}-{tin[4:8]}-{tin[8:]}"


PLACEHOLDER = "01XXXXXXXXX"
ERRORS = {
    "tin": "TIN must be exactly 12 digits",
    "bin": "BIN must be 13 digits (9-4)",
    "mobile": "Mobile number must be 11 digits",
    "nid": "এনআইডি ১০, ১৩ বা ১৭ সংখ্যার হতে হবে",
    "password": "Password needs 12 characters",
    "account": "Account number must be 13 digits",
    "otp": "OTP must be 6 digits",
}
