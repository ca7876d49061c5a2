"""What a fact of the rulebook can say: one model for each `kind`, strict, with exact numbers written as text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from prohori.definition_errors import Definition
from prohori.model import Severity
from prohori.rulebook.money import format_bdt

NonBlank = Annotated[str, AfterValidator(lambda text: _said(text))]


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("it says nothing")
    return " ".join(text.split())


def _exactly(given: Any) -> Any:
    if not isinstance(given, str) or not _EXACT.fullmatch(given):
        raise ValueError('an exact number is written in quotes (`"7.5"`)')
    return Decimal(given)


_EXACT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,6})?")
Exact = Annotated[Decimal, BeforeValidator(_exactly)]
Percent = Annotated[Exact, Field(le=100)]
Taka = Exact
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


class Rate(Definition):
    """In percent of the base."""

    percent: Percent

    def __str__(self) -> str:
        return f"{self.percent} %"


class Slab(Definition):
    upto: Taka | None
    percent: Percent


class Slabs(Definition):
    """Of an amount up to `upto` the whole is taxed at `percent`; the last slab has no limit."""

    slabs: tuple[Slab, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        limits = [slab.upto for slab in self.slabs]
        if limits[-1] is not None or any(a is None or (b is not None and a >= b) for a, b in pairwise(limits)):
            raise ValueError("the limits of slabs rise, and only the last has none (`upto: null`)")
        return self

    def percent_of(self, amount: Decimal) -> Decimal:
        return next(slab.percent for slab in self.slabs if slab.upto is None or amount <= slab.upto)

    def __str__(self) -> str:
        return ", ".join(f"{s.percent} %" + (f" up to BDT {format_bdt(s.upto)}" if s.upto else "") for s in self.slabs)


class Rates(Definition):
    """A set of rates, none of them for anything in particular."""

    percents: tuple[Percent, ...] = Field(min_length=1)

    def __str__(self) -> str:
        return ", ".join(map(str, self.percents)) + " %"


class Amount(Definition):
    taka: Taka

    def __str__(self) -> str:
        return f"BDT {format_bdt(self.taka)}"


class Number(Definition):
    number: Exact
    unit: NonBlank

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


class Statement(Definition):
    """A rule in words; nothing is computed from it."""

    says: NonBlank

    def __str__(self) -> str:
        return self.says


class Form(Definition):
    """What a Mushak form is."""

    name: NonBlank

    def __str__(self) -> str:
        return self.name


class Required(Definition):
    name: NonBlank
    needed: NonBlank | None = None
    """When, if not always; `no` if never."""


class Fields(Definition):
    """What a document must hold."""

    header: tuple[Required, ...] = Field(min_length=1)
    line: tuple[Required, ...] = ()
    footer: tuple[Required, ...] = ()

    def __str__(self) -> str:
        parts = (("header", self.header), ("line", self.line), ("footer", self.footer))
        return "; ".join(f"{name}: {', '.join(f.name for f in fields)}" for name, fields in parts if fields)


class Notes(Definition):
    """The numbered notes of a return."""

    notes: dict[str, NonBlank] = Field(min_length=1)

    def __str__(self) -> str:
        return "; ".join(f"{number} {meaning}" for number, meaning in self.notes.items())


class PeriodDue(Definition):
    """A return for `months` calendar months, due `days` after their end; or on the day that `extended_to` names."""

    months: Annotated[int, Field(ge=1, le=12)]
    days: Annotated[int, Field(ge=1, le=60)]
    special_days: Annotated[int, Field(ge=1, le=60)] | None = None
    special_for: NonBlank | None = None
    moves: bool = Field(False, description="To the next working day.")
    extended_to: date | None = None
    what: NonBlank

    @property
    def day_numbers(self) -> frozenset[int]:
        return frozenset({self.extended_to.day if self.extended_to else self.days})

    @property
    def special_numbers(self) -> frozenset[int]:
        return frozenset({self.days, self.special_days}) if self.special_days else frozenset()

    def __str__(self) -> str:
        return self.what


class DepositDue(Definition):
    """Of what was deducted in a month `days` after its end; in June sooner."""

    days: int
    june_until: int
    june_days: int
    june_later_days: int
    last_working_day_of_june_days: int
    what: NonBlank

    @property
    def day_numbers(self) -> frozenset[int]:
        return frozenset({self.days, self.june_days, self.june_later_days, self.last_working_day_of_june_days})

    @property
    def special_numbers(self) -> frozenset[int]:
        return frozenset()

    def __str__(self) -> str:
        return self.what


class MonthDue(Definition):
    """On `day` of the `month`th month after a year's end."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=28)]
    what: NonBlank

    def __str__(self) -> str:
        return self.what


class YearDays(Definition):
    """Days of every year, as `MM-DD`."""

    days: tuple[Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")], ...] = Field(min_length=1)

    def __str__(self) -> str:
        return ", ".join(f"{int(text[3:])} {_MONTHS[int(text[:2]) - 1]}" for text in self.days)


class FiscalCalendar(Definition):
    start_month: Annotated[int, Field(ge=1, le=12)]
    start_day: Annotated[int, Field(ge=1, le=28)]
    end_month: Annotated[int, Field(ge=1, le=12)]
    end_day: Annotated[int, Field(ge=1, le=31)]

    @property
    def quarter_starts(self) -> frozenset[int]:
        return frozenset((self.start_month + step - 1) % 12 + 1 for step in (0, 3, 6, 9))

    def first_year(self, day: date) -> int:
        return day.year if (day.month, day.day) >= (self.start_month, self.start_day) else day.year - 1

    def year_of(self, day: date) -> tuple[date, date | None]:
        """Its first day, and the first day after it; None where Python's dates end."""
        first = self.first_year(day)
        after = date(first + 1, self.start_month, self.start_day) if first < date.max.year else None
        return date(first, self.start_month, self.start_day), after

    def label(self, day: date) -> str:
        """`2025-26` for the year that `day` is in."""
        first = self.first_year(day)
        return f"{first}-{(first + 1) % 100:02d}"

    def __str__(self) -> str:
        return f"{self.start_day} {_MONTHS[self.start_month - 1]} to {self.end_day} {_MONTHS[self.end_month - 1]}"


class Example(Definition):
    """Texts with one reason: of those to accept one suffices, of those to reject none may pass."""

    texts: tuple[str, ...] = Field(min_length=1)
    why: NonBlank
    severity: Severity = Severity.major


class IdentifierFormat(Definition):
    name: NonBlank
    canonical: str
    """A regular expression for the whole text."""
    written: NonBlank
    """How it is to be written, for messages."""
    lengths: frozenset[int]
    """Lengths that a correct text may have, as stored or as displayed."""
    void: dict[str, NonBlank] = {}
    """Number of digits to what such a number was."""
    accept: tuple[Example, ...] = ()
    reject: tuple[Example, ...] = ()

    def __str__(self) -> str:
        return self.written


KINDS: dict[str, type[Definition]] = {
    "rate": Rate, "slabs": Slabs, "rates": Rates, "amount": Amount, "number": Number, "statement": Statement, "form": Form,
    "fields": Fields, "notes": Notes, "period-due": PeriodDue, "deposit-due": DepositDue, "month-due": MonthDue,
    "year-days": YearDays, "fiscal-calendar": FiscalCalendar, "identifier": IdentifierFormat,
}  # fmt: skip
