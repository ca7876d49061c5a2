from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints, field_validator

Etin = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
PayslipNo = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]

_MOBILE = re.compile(r"(?:\+?88)?01[3-9]\d{8}")
_EXTENSION = re.compile(r"\d{3,4}")


class EmployeeIn(BaseModel):
    name: str = Field(max_length=80)
    nid: str = Field(pattern=r"^(\d{10}|\d{17})$", description="smart card or 17 digit NID")
    etin: Etin | None = None
    mobile: str
    birth_reg: str | None = Field(default=None, pattern=r"^\d{17}$")
    bank_account: str = Field(min_length=13, max_length=17)
    mfs_wallet: str | None = Field(default=None, min_length=11, max_length=12)
    joined: date

    @field_validator("mobile")
    @classmethod
    def _bd_mobile(cls, v: str) -> str:
        if not _MOBILE.fullmatch(v):
            raise ValueError("mobile must look like 01XXXXXXXXX")
        return v


class SalaryLine(BaseModel):
    basic: Decimal
    house_rent: Decimal

    def tax(self) -> Decimal:
        return (self.basic * Decimal("0.05")).quantize(Decimal("1"), rounding=ROUND_HALF_UP)

    def provident_fund(self) -> Decimal:
        return self.basic * Decimal("0.10")

    def hours(self, minutes: int) -> float:
        return round(minutes / 60, 2)
