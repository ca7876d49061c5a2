from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, constr, field_validator

Tin = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Bin = Annotated[str, Field(min_length=13, max_length=14)]
Nid = constr(regex=r"^(\d{10}|\d{13}|\d{17})$")
Mobile = Annotated[str, Field(pattern=r"^\+8801[3-9]\d{8}$")]
AccountNo = Annotated[str, Field(min_length=12, max_length=17)]
Routing = Annotated[str, Field(pattern=r"^\d{9}$")]
CibCode = Annotated[str, Field(pattern=r"^[A-Z]\d{11}$")]


class Applicant(BaseModel):
    name: str
    etin: str = Field(..., min_length=12, max_length=12, description="e-TIN")
    nid: Nid
    mobile: Mobile
    spouse_nid: str | None = Field(None, max_length=17)
    reference_mobile: str = Field(pattern=r"^01[3-9]\d{8}$")
    trade_bin: str | None = Field(default=None, pattern=r"^[0-9]{9}-[0-9]{4}$")
    account: AccountNo
    cheque_no: str = Field(pattern=r"^\d{10}$")
    imei: str | None = Field(None, pattern=r"^\d{15}$")
    plate: str | None = Field(None, max_length=17)
    tenure_months: Literal[12, 24, 36] = 12

    @field_validator("nid")
    @classmethod
    def _nid(cls, v: str) -> str:
        if len(v) == 17 and v[:2] not in ("19", "20"):
            raise ValueError("a NID of 17 digits begins with the year of birth")
        return v

    @field_validator("trade_bin")
    @classmethod
    def _bin(cls, v: str | None) -> str | None:
        if v is not None and len(v.replace("-", "")) != 13:
            raise ValueError("BIN")
        return v


class Guarantor(BaseModel):
    tin: Tin
    national_id: str = Field(min_length=10, max_length=13)
    phone: str = Field(pattern=r"^0\d{9,10}$", description="a landline will do")
    swift: str = Field(min_length=8, max_length=11)


def score(applicant: Applicant, bins: int = 13) -> list[int]:
    """A histogram of thirteen bins over the last 17 months."""
    counts = [0] * bins
    for month in range(17):
        counts[month * bins // 17] += 1
    return counts


def needs_tin(amount: int) -> bool:
    return amount > 12 * 100_000


def nid_age_limit(age: int) -> bool:
    return 18 <= age <= 70


SMS_SENDER = "8809612"
HELPLINE = "09612-000000"
