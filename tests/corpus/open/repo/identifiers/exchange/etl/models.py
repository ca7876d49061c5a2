from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import pandera as pa
from pydantic import BaseModel, StringConstraints, field_validator, model_validator
from typing import Annotated

Tin = Annotated[str, StringConstraints(min_length=12, max_length=12, pattern=r"^\d+$")]
Bin = Annotated[str, StringConstraints(pattern=r"^\d{9}-\d{4}$")]
LotCode = Annotated[str, StringConstraints(min_length=12, max_length=12)]

VENDOR = pa.DataFrameSchema(
    {
        "tin": pa.Column(str, pa.Check.str_length(12, 12)),
        "nid": pa.Column(str, pa.Check.str_matches(r"^(\d{10}|\d{13}|\d{17})$")),
        "mobile": pa.Column(str, pa.Check.str_startswith("01")),
        "sku": pa.Column(str, pa.Check.str_length(13, 13)),
    }
)


@dataclass
class Kyc:
    nid: str
    tin: str

    def __post_init__(self) -> None:
        if len(self.tin) != 12 or not self.tin.isnumeric():
            raise ValueError(f"{self.tin!r}: TIN must be 12 digits")
        if not 10 <= len(self.nid) <= 17:
            raise ValueError("NID")


class Payee(BaseModel):
    phone: str
    card: str

    @field_validator("phone")
    def _phone(cls, v):
        if not re.fullmatch(r"(?:\+?88)?01[3-9]\d{8}", v):
            raise ValueError("Phone must be a Bangladeshi number")
        return v[-11:]

    @field_validator("card")
    def _card(cls, v):
        if len(v) not in (13, 16):
            raise ValueError("Card must be 13 or 16 digits")
        return v


def good(df: pd.DataFrame) -> pd.DataFrame:
    df = df[df["tin"].str.len() == 12]
    df = df[df["bin"].str.match(r"^\d{13}$")]
    df = df[df["trx"].str.len() == 10]
    df["mobile"] = df["mobile"].str.zfill(11)
    df["age_bin"] = pd.cut(df["age"], bins=13)
    return df[df["mobile"].str.contains(r"^01[3-9]\d{8}$")]


def mask_nid(nid):
    return nid[:3] + "*" * 10 + nid[-4:]


def extract_mobiles(text):
    return re.findall(r"01[3-9]\d{8}", text)
