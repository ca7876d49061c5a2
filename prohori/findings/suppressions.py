"""Suppressions: findings that the operator accepts, each with a reason and perhaps a last day.

suppressions:
  - fingerprint: 3f2a91c04b7d55e0
    reason: the sandbox's published test key
  - rule: money.float
    path: services/legacy/**
    reason: replaced by the new ledger
    expires: 2027-06-30
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from prohori.definition_errors import Definition, validate
from prohori.located_yaml import Located, parse, read_text
from prohori.model import Accepted, Finding, Idle
from prohori.snapshot.globs import matcher


class Suppression(Definition):
    """Either one finding by its fingerprint, or all of a rule below a path."""

    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{16}(-[0-9]+)?$", description="Of one finding.")] | None = None
    rule: str | None = Field(None, min_length=1, description="With `path`: all findings of this rule there.")
    path: str | None = Field(None, min_length=1, description="A glob over the paths of the ERP.")
    reason: str = Field(description="Why it is accepted; said wherever the finding is shown.")
    expires: date | None = Field(None, description="The last day on which it holds, in Asia/Dhaka. Never, if left out.")

    @field_validator("fingerprint", mode="before")
    @classmethod
    def _text(cls, given: Any) -> Any:
        if isinstance(given, int | float) and not isinstance(given, bool):
            raise ValueError("YAML reads it as a number: write it in quotes")
        return given

    @field_validator("path")
    @classmethod
    def _matchable(cls, given: str | None) -> str | None:
        if given:
            matcher((given,))
        return given

    @field_validator("reason")
    @classmethod
    def _said(cls, given: str) -> str:
        if not given.strip():
            raise ValueError("a suppression says why")
        return " ".join(given.split())

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_rule = bool(self.rule and self.path)
        if (self.fingerprint is None) != by_rule or (self.fingerprint and (self.rule or self.path)):
            raise ValueError("a suppression names either a `fingerprint`, or a `rule` and a `path`")
        return self

    def fits(self, f: Finding) -> bool:
        if self.fingerprint:
            return f.fingerprint == self.fingerprint
        return f.rule == self.rule and f.path is not None and bool(matcher((self.path or "",))(f.path))

    @property
    def subject(self) -> str:
        return self.fingerprint or f"{self.rule} in {self.path}"


class _File(Definition):
    suppressions: tuple[Suppression, ...] = Field(description="What is accepted.")


class Suppressions:
    """The suppressions of a file on a day. An expired one accepts nothing, and is said."""

    def __init__(self, located: Located, today: date) -> None:
        self._all = validate(_File, located, "suppressions file").suppressions
        self._where = [located.where(("suppressions", number)) for number in range(len(self._all))]
        self._expired = [bool(one.expires and one.expires < today) for one in self._all]
        self._used: set[int] = set()

    def accepted(self, f: Finding) -> Accepted | None:
        """By the first that fits; the others that fit are not idle for that."""
        fitting = [number for number, one in enumerate(self._all) if not self._expired[number] and one.fits(f)]
        self._used.update(fitting)
        if not fitting:
            return None
        first = self._all[fitting[0]]
        return Accepted(by="suppression", reason=first.reason, expires=first.expires.isoformat() if first.expires else None)

    def idle(self) -> tuple[Idle, ...]:
        """What accepted nothing of all that `accepted` was asked."""
        return tuple(
            Idle(where=self._where[number], subject=one.subject, expired=str(one.expires) if self._expired[number] else None)
            for number, one in enumerate(self._all)
            if number not in self._used
        )


def read(path: Path, today: date) -> Suppressions:
    """Raises `DefinitionError` with file and line."""
    return Suppressions(parse(read_text(path), str(path)), today)
