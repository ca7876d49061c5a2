from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from pydantic import BaseModel, Field


class Month(IntEnum):
    JUNE = 6
    JULY = 7


class CompanySettings(BaseModel):
    fiscal_year_start_month: int = Field(7, ge=1, le=12)
    fiscal_year: str = Field(pattern=r"^\d{4}-\d{2}$")
    payroll_month: str = Field(pattern=r"^\d{4}-\d{2}$")
    vat_return_due_day: int = Field(default=15, ge=1, le=28)
    password_max_age_days: int = Field(default=90)
    money_places: int = 2


@dataclass(frozen=True)
class FiscalYear:
    first: date

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        year = day.year - (day.month < 7)
        return cls(date(year, 7, 1))

    @property
    def last(self) -> date:
        return self.first.replace(year=self.first.year + 1, month=6, day=30)

    def __str__(self) -> str:
        return f"FY {self.first.year}-{self.first.year + 1 - 2000}"

    def quarter(self, day: date) -> int:
        return (day.month + 5) % 12 // 3 + 1


def age_on(born: date, day: date) -> int:
    return day.year - born.year - (day.month < born.month)


def wheat_season(day: date) -> bool:
    return day.month >= 11 or day.month <= 3
