"""The dated rulebook: what a fact says on a day, from which source, how sure that is, and for how long it holds.

Days before the first entry, days of which an entry says that nothing is known, and days beyond `reviewed_until` have no answer:
`NotKnown`, which is never a pass. A team's overrides stand above the book.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

from prohori.definition_errors import listed, nearest
from prohori.errors import PermanentError, UsageError
from prohori.model import Confidence, Json, Severity
from prohori.rulebook import reading
from prohori.rulebook.reading import LEVELS, Entry, Fact, Level
from prohori.rulebook.values import FiscalCalendar
from prohori.snapshot.protocol import Dated

T = TypeVar("T")
U = TypeVar("U")
DHAKA = ZoneInfo("Asia/Dhaka")
_DAY = timedelta(days=1)


class NotKnown(PermanentError):
    """The rulebook has no answer for the day; `why` says whether it was not reviewed, begins later, or does not know."""


@dataclass(frozen=True, slots=True)
class Ruling(Generic[T]):
    """What a fact says on the days in `[since, until)`; None is unbounded."""

    fact: str
    value: T
    source: str
    level: Level
    settled: bool
    """False where it is to be confirmed in a document that was not opened."""
    since: date | None
    until: date | None
    note: str = ""
    override: str = ""
    """The reason of the team's override that answered, empty for the book."""

    def __str__(self) -> str:
        return str(self.value)

    @property
    def confidence(self) -> Confidence:
        if self.level == "high" and self.settled:
            return Confidence.high
        return Confidence.low if self.level in ("medium-low", "low") else Confidence.medium

    @property
    def cited(self) -> str:
        """The source, and that it is an override's where it is."""
        return f"override of the team ({self.override}); {self.source}" if self.override else self.source

    def severity(self, full: Severity) -> Severity:
        """`full` for what is certain; never critical below `high`; a warning when unsettled or medium."""
        if self.level == "high" and self.settled:
            return full
        if self.level == "medium-high" and self.settled:
            return max(full, Severity.major, key=lambda s: s.rank)
        return max(full, Severity.minor, key=lambda s: s.rank)

    def saying(self, value: U) -> Ruling[U]:
        """The same ruling, about a value that was derived from it."""
        return replace(self, value=value)  # type: ignore[arg-type,return-value]  # mypy has no `replace` that changes T

    def unsettled(self) -> Ruling[T]:
        return replace(self, settled=False, level="low")

    def joined(self, other: Ruling[Any]) -> Ruling[T]:
        """This value where it rests on another ruling too: as sure as the less sure, on the days of both."""
        return replace(
            self, fact=f"{self.fact} × {other.fact}", source=f"{self.source}; {other.source}",
            level=max(self.level, other.level, key=LEVELS.index), settled=self.settled and other.settled,
            since=max(filter(None, (self.since, other.since)), default=None),
            until=min(filter(None, (self.until, other.until)), default=None),
            note="; ".join(filter(None, (self.note, other.note))), override="; ".join(filter(None, (self.override, other.override))),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unknown:
    """In the place of a ruling: why there is none."""

    why: str


@dataclass(frozen=True)
class Rulebook:
    """The facts, perhaps with a team's overrides above them. Make it with `rulebook()`."""

    facts: Mapping[str, Fact] = field(repr=False)

    def on(self, name: str) -> Callable[[date], Dated[Ruling[Any] | Unknown]]:
        """The fact as a function of the day, for `Reads.dated`. `UsageError` for a fact that is not in the rulebook."""
        fact = self.fact(name)

        def answer(day: date) -> Dated[Ruling[Any] | Unknown]:
            entry = fact.entry_on(day)
            since, until = fact.bounds(day)
            if entry is None and fact.lapsed(day):
                return _not_reviewed(fact, day, since, until)
            if entry is None or entry.value is None:
                return Dated(Unknown(_why(fact, entry, day)), since, until, name)
            ruling = Ruling(name, entry.value, entry.source, entry.level, not entry.confirm, since, until, entry.note, entry.reason)
            return Dated(ruling, since, until, name)

        return answer

    def ruling(self, name: str, day: date) -> Ruling[Any]:
        """What the fact says on the day. Raises `NotKnown`."""
        answer = self.on(name)(day).value
        if isinstance(answer, Unknown):
            raise NotKnown(f"`{name}` has no answer for {day}", why=answer.why, next="`prohori rules due` lists what is to be reviewed")
        return answer

    def fact(self, name: str) -> Fact:
        if name not in self.facts:
            next_ = nearest(name, self.facts) or "`prohori rules list` shows all"
            raise UsageError(f"the rulebook has no fact `{name}`", next=next_)
        return self.facts[name]

    def named(self, family: str, name: str) -> str:
        """The fact below `family` (`vat.service.`) that goes by a short name (`construction-firm`), a code (`S004.00`, `S004`) or its id.

        Raises `UsageError` where none does, or where a code stands for several.
        """
        known = {fact_id.removeprefix(family): fact for fact_id, fact in self.facts.items() if fact_id.startswith(family)}
        short = name.strip().removeprefix(family)
        if short in known:
            return family + short
        wanted = short.upper()
        found = [one for one, fact in known.items() if fact.code and fact.code.removesuffix(".00") == wanted.removesuffix(".00")]
        if len(found) == 1:
            return family + found[0]
        if found:
            raise UsageError(f"`{name}` stands for several services", why=f"{listed(found)}", next="give one of these names")
        raise UsageError(
            f"the rulebook has no `{name}` in `{family}…`",
            next=nearest(short, known) or f"`prohori rules list {family}` shows those it has",
        )

    def service_of(self, tax: str, words: frozenset[str]) -> str | None:
        """The fact of the service that these words of code name for `vat` or `vds`, or None."""
        return next((fact for alias, fact in self._services.get(tax, ()) if alias <= words), None)

    @cached_property
    def _services(self) -> dict[str, list[tuple[frozenset[str], str]]]:
        """The longest set of words first."""
        by_tax: dict[str, list[tuple[frozenset[str], str]]] = {}
        for name, fact in self.facts.items():
            tax, _, rest = name.partition(".")
            if rest.startswith("service."):
                by_tax.setdefault(tax, []).extend((alias, name) for alias in fact.aliases)
        return {tax: sorted(pairs, key=lambda pair: (-len(pair[0]), pair[1])) for tax, pairs in by_tax.items()}


def rulebook(overrides: Json | Path | None = None) -> Rulebook:
    """The rulebook, with a team's overrides above it: a file, or what `reading.read_overrides` made of one.

    `PROHORI_RULES` is not looked at here: an answer depends on the arguments alone. Raises `DefinitionError` for a wrong file.
    """
    if overrides is None:
        return _book()
    content = reading.read_overrides(Path(overrides)) if isinstance(overrides, str | os.PathLike) else overrides
    return Rulebook(reading.overridden(reading.book(), content))


@cache
def _book() -> Rulebook:
    return Rulebook(reading.book())


def today() -> date:
    """In Dhaka."""
    return datetime.now(DHAKA).date()


def _not_reviewed(fact: Fact, day: date, since: date | None, until: date | None) -> Dated[Ruling[Any] | Unknown]:
    """The reason names the fiscal year, so it holds within that year."""
    calendar = cast(FiscalCalendar, reading.book()["calendar.fiscal-year"].entries[0].value)
    first, after = calendar.year_of(day)
    end = fact.last_reviewed
    why = f"rulebook not reviewed for FY{calendar.label(day)}: {fact.id} was reviewed until {end}"
    return Dated(Unknown(why), max(since or first, first), min(until or after, after) if after else until, fact.id)


def _why(fact: Fact, entry: Entry | None, day: date) -> str:
    if entry is not None:
        return f"not known: {entry.note} ({fact.id})"
    first, last = fact.span
    if first is not None and day < first:
        return f"the rulebook knows {fact.id} only since {first}"
    return f"{fact.id} ended on {last - _DAY}" if last else f"{fact.id} has no entry for {day}"
