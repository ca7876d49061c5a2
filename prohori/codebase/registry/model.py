"""What a scan of the registry says: frozen, and as JSON the stable contract of `prohori rules scan --json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prohori.model import Confidence, Fact, Severity

VERSION = "1.1"
"""Of the JSON: the first number changes when a field is removed or means something else, the second when one is added."""


class Scope(Fact):
    service: str
    """The folder of the nearest manifest (`package.json`, `pyproject.toml`, …), empty for the repository itself."""
    module: str
    """The folders below it."""


class Judgement(Fact):
    """What an identifier's check lets through that it must not, and refuses that it must accept, in the rulebook's words."""

    accepts: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return not self.accepts and not self.refuses


class Found(Fact):
    """One rule at one place. Lines are 1-based."""

    kind: str
    path: str
    line: int
    end_line: int
    value: str
    role: str
    """How it is stated: length, column, pattern, prefix, mask, format, rate, row, setting, value, arithmetic, check,
    month, day, form, call, constant, text, message, annotation, due, fiscal, enum, numbering."""
    about: str
    """What the value is for (`S004`, `vat.return`); empty for the general rule."""
    reach: Literal["wired", "db", "uncalled", "dead", "inert", "unsure"]
    because: str
    scope: Scope
    confidence: Confidence
    evidence: str
    judgement: Judgement | None = None
    """Of patterns that could be run; None otherwise."""

    @property
    def is_live(self) -> bool:
        """Whether it may decide something when the system runs."""
        return self.reach in ("wired", "db", "unsure")


class Side(Fact):
    path: str
    line: int
    value: str
    reach: str


class Conflict(Fact):
    """Rules about one thing that disagree. `kind` is the rules'."""

    kind: str
    about: str = ""
    """What they are about (`S004`, `vat.return`); empty where it is the kind as a whole."""
    what: Literal["value", "unit", "zero-rate", "spelling", "storage", "case", "format"]
    title: str
    severity: Severity
    sides: tuple[Side, ...]


class Missing(Fact):
    """A stored identifier that no live check looks at."""

    kind: str
    title: str
    path: str
    line: int


class Unread(Fact):
    path: str
    reason: str


class Coverage(Fact):
    files: int
    """Looked at; a file that says nothing about tax or identifiers counts too."""
    unread: tuple[Unread, ...]
    rules: dict[str, int]


class Registry(Fact):
    version: str = Field(default=VERSION)
    rules: tuple[Found, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]
    coverage: Coverage
