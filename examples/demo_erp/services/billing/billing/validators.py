"""The intake form of customers and guarantors."""

from __future__ import annotations

import re

from pydantic import BaseModel, Field, field_validator

ETIN = re.compile(r"[0-9]{12}")
MOBILE = re.compile(r"(?:\+?880|0)1[3-9][0-9]{8}")
NID = re.compile(r"[0-9]{10}|[0-9]{13}|(?:19|20)[0-9]{15}")
BIN_ON_CHALLAN = re.compile(r"^[0-9]{9}-[0-9]{3}$")
PURCHASE_ORDER = re.compile(r"PO-[0-9]{10}")
WAREHOUSE_BIN = re.compile(r"[A-F][0-9]{2}-[0-9]{2}")
NODE_ID = re.compile(r"[0-9]{11}")
HOTLINE = re.compile(r"16[0-9]{3}")


class CustomerIntake(BaseModel):
    name: str = Field(min_length=2, max_length=120)
    tin: str = Field(pattern=r"^[0-9]{10,12}$")
    bin: str = Field(pattern=r"^[0-9]{9}-?[0-9]{4}$")
    mobile: str = Field(pattern=r"^(\+88)?01[1-9][0-9]{8}$")
    bank_account: str = Field(pattern=r"^[0-9]{13}$")
    delivery_bin: str | None = Field(default=None, description="the shelf that the order is picked from")


class GuarantorIntake(BaseModel):
    name: str
    nid: str
    mobile: str

    @field_validator("nid")
    @classmethod
    def nid_is_plausible(cls, nid: str) -> str:
        if not re.fullmatch(r"[0-9]{10,17}", nid):
            raise ValueError("NID: 10 to 17 digits")
        return nid

    @field_validator("mobile")
    @classmethod
    def mobile_is_bangladeshi(cls, mobile: str) -> str:
        if not MOBILE.fullmatch(mobile):
            raise ValueError("mobile: +8801XXXXXXXXX or 01XXXXXXXXX")
        return mobile


def is_tin(text: str) -> bool:
    return ETIN.fullmatch(re.sub(r"[ -]", "", text)) is not None


def is_supplier_tin(tin: str) -> bool:
    return re.match(r"\d{12}", tin) is not None


def is_importer_tin(tin: str) -> bool:
    """As on the import registration certificate."""
    return tin.isdigit() and len(tin) == 10


def is_bin(bin_number: str) -> bool:
    digits = bin_number.replace("-", "")
    return digits.isdecimal() and len(digits) in (9, 13)


def is_challan_bin(text: str) -> bool:
    return BIN_ON_CHALLAN.match(text) is not None


def is_nid(text: str) -> bool:
    return NID.fullmatch(text) is not None


def is_purchase_order(text: str) -> bool:
    return PURCHASE_ORDER.fullmatch(text) is not None


def is_shelf(text: str) -> bool:
    return WAREHOUSE_BIN.fullmatch(text) is not None


def is_meter_node_id(node_id: str) -> bool:
    """The electricity meters on our sites report under eleven digits."""
    return NODE_ID.fullmatch(node_id) is not None


def is_mobile_operator_hotline(text: str) -> bool:
    return HOTLINE.fullmatch(text) is not None
