import os
from typing import Annotated

from marshmallow import Schema, fields, validate
from pydantic import BaseModel, StringConstraints, validator
from wtforms import StringField
from wtforms.validators import Length, Regexp

VAT_RATE = float(os.environ.get("VAT_RATE", "0.15"))
TDS_RATE = os.getenv("TDS_RATE", 5)
WORKERS = int(os.environ.get("WORKERS", "15"))
Tin = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]
Voucher = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]


class VendorSchema(Schema):
    tin = fields.Str(validate=validate.Length(equal=12))
    bin = fields.String(validate=validate.Regexp(r"^\d{9}-\d{4}$"))
    nid = fields.Str(validate=validate.Length(min=10, max=17))
    msisdn = fields.Str(validate=validate.Regexp(r"^8801[3-9]\d{8}$"))
    token = fields.Str(validate=validate.Length(equal=12))


class VendorForm(FlaskForm):
    tin = StringField("TIN", validators=[Length(min=12, max=12)])
    mobile = StringField("Mobile", validators=[Regexp(r"^01\d{9}$")])
    city = StringField("City", validators=[Length(max=13)])


class Party(BaseModel):
    tin: str
    nid: str

    @validator("tin")
    def check_tin(cls, v):
        assert len(v) == 12, "12 digits"
        return v

    @validator("nid")
    def check_nid(cls, v):
        if len(v) not in {10, 13, 17}:
            raise ValueError("bad")
        return v


def vat_of(amount, service=None):
    rates = {"S004": 7.5, "S024": 15}
    return amount * rates.get(service, 15) / 100


def apply_tds(bill, *, rate=0.05):
    return bill - bill * rate


def supplementary(value, sd_rate=Decimal("0.2")):
    return value * sd_rate
