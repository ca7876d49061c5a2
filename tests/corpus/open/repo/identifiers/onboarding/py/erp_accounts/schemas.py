from marshmallow import Schema, fields, validate
from pydantic import BaseModel, Field, constr, field_validator


class CustomerSchema(Schema):
    tin = fields.Str(validate=validate.Length(equal=12))
    bin = fields.Str(validate=validate.Regexp(r"^\d{13}$"))
    mobile = fields.String(required=True, validate=validate.Length(min=11, max=14))
    memo = fields.Str(validate=validate.Length(max=12))
    payslip_id = fields.Str(validate=validate.Regexp(r"^\d{13}$"))


class Employee(BaseModel):
    nid: constr(min_length=10, max_length=17)
    etin_no: str = Field(..., min_length=12, max_length=12)
    msisdn: str = Field(pattern=r"^8801[3-9][0-9]{8}$")
    device_imei: str = Field(min_length=15, max_length=17)
    job_no: str = Field(pattern=r"^01\d{9}$")

    @field_validator("nid")
    @classmethod
    def nid_digits(cls, v: str) -> str:
        if len(v) not in {10, 13, 17}:
            raise ValueError("NID")
        return v


def voucher_ok(v: str) -> bool:
    return len(v) in {10, 13, 17}


def bin_ok(v: str) -> bool:
    return v[9] == "-" and len(v.split("-")[1]) == 4
