from pydantic import BaseModel, Field, confloat


class Settings(BaseModel):
    vat_rate: confloat(ge=0, le=15) = 15
    vds_rate: float = Field(7.5, ge=0, le=15)
    ait: float = Field(default=5.0, description="AIT percent on supply")
    page: int = Field(15, le=100)
    sd: dict[str, float] = Field(default_factory=lambda: {"beverage": 30, "tobacco": 65})
    sd_threshold: float = 2.5
    backoff: float = 1.5
    commission: float = Field(5.0, description="Agent commission percent")


def quote(net: float, vat_pct: float = 15, markup_pct: float = 15):
    return net * (1 + vat_pct / 100) * (1 + markup_pct / 100)


PERCENT_OF = {"vat": 15, "tds": 5, "discount": 10}
