from pydantic import BaseModel, Field, constr, validator


class DealerIn(BaseModel):
    tin: constr(regex=r"^\d{12}$")
    vat_registration_number: str = Field(regex=r"^\d{9}-\d{4}$")
    nid: str = Field(min_length=10, max_length=17, description="NID")
    mobile: constr(strip_whitespace=True, regex=r"^(?:\+8801|01)[3-9]\d{8}$")
    lot: constr(regex=r"^\d{12}$")
    weight: str = Field(max_length=13)
    note: str = Field(min_length=10, max_length=17, description="note")

    @validator("tin", "lot")
    def strip(cls, v):
        return v.strip()[:12]

    @validator("nid")
    def nid_len(cls, v):
        if len(v) == 10 or len(v) == 17:
            return v
        raise ValueError("nid")
