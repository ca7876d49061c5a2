from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

from pydantic import BaseModel, Field, constr, field_validator

Bin = Annotated[str, Field(pattern=r"^[0-9]{9}-[0-9]{4}$")]
Etin = constr(regex=r"^[0-9]{12}$")
Gtin = constr(regex=r"^[0-9]{13}$")
Iban = constr(max_length=34)


class Form(str, Enum):
    challan = "Mushak-6.3"
    transfer = "Mushak-6.5"
    turnover = "Mushak-6.9"


class Party(BaseModel):
    name: str = Field(max_length=120)
    bin: Bin
    tin: str | None = Field(None, min_length=12, max_length=12)
    nid: str | None = Field(None, pattern=r"^(\d{10}|\d{13}|\d{17})$")
    msisdn: str = Field(..., pattern=r"^8801[3-9]\d{8}$")
    po_box: str | None = Field(None, max_length=10)
    call_sign: str | None = Field(None, pattern=r"^\d{11}$")

    @field_validator("name")
    @classmethod
    def short(cls, v: str) -> str:
        return v[:120]


class Line(BaseModel):
    description: str
    quantity: Decimal
    unit_price: Decimal
    vat_rate: Literal["0", "5", "7.5", "10", "15"]
    discount: Decimal = Field(Decimal("0"), le=15)


class Challan(BaseModel):
    form: Form
    seller: Party
    buyer: Party
    lines: list[Line]
    customs_item: str | None = Field(None, pattern=r"^\d{12}$")
