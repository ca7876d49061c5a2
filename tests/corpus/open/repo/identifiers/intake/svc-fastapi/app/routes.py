from typing import Annotated

import attrs
from fastapi import APIRouter, Path, Query
from sqlmodel import Field, SQLModel
from cerberus import Validator

router = APIRouter()


@router.get("/taxpayers/{tin}")
def taxpayer(tin: Annotated[str, Path(pattern=r"^\d{12}$")]):
    return tin


@router.get("/search")
def search(
    nid: str = Query(None, min_length=10, max_length=17),
    mobile: str = Query(None, regex=r"^01[3-9]\d{8}$"),
    q: str = Query(None, min_length=10, max_length=17),
    limit: int = Query(12, le=17),
):
    return nid, mobile, q, limit


class Business(SQLModel, table=True):
    bin: str = Field(max_length=13, index=True)
    tin: str = Field(sa_column_kwargs={"unique": True}, max_length=12)
    licence_no: str = Field(max_length=13)


@attrs.define
class Owner:
    nid: str = attrs.field(validator=attrs.validators.matches_re(r"\d{10}|\d{13}|\d{17}"))
    phone: str = attrs.field(validator=attrs.validators.max_len(11))
    imei: str = attrs.field(validator=attrs.validators.max_len(17))


schema = Validator(
    {
        "tin": {"type": "string", "minlength": 12, "maxlength": 12},
        "bin": {"type": "string", "regex": r"^\d{13}$"},
        "swift": {"type": "string", "minlength": 8, "maxlength": 11},
        "po": {"type": "string", "regex": r"^\d{12}$"},
    }
)
