"""The dated rulebook: facts with the days they hold, their source, and how sure they are.

A lookup returns a function of the day, for `reads.dated`, so that the trace keeps the interval of the
answer. Beyond `reviewed_until`, in a gap, or before the first entry the answer is None: not known.
Facts are the YAML files in `facts/`; a file that breaks the shape is a `DefinitionError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from prohori.errors import DefinitionError
from prohori.model import Confidence, Severity
from prohori.snapshot.protocol import Dated

T = TypeVar("T")
FACTS = Path(__file__).parent / "facts"
LEVELS = ("high", "medium-high", "medium", "low")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ruling(Generic[T]):
    """What a fact says on a day. `settled` is False where it rests on one secondary source."""

    fact: str
    value: T
    source: str
    level: str
    settled: bool
    since: date | None

    @property
    def confidence(self) -> Confidence:
        if self.level == "high" and self.settled:
            return Confidence.high
        return Confidence.low if self.level == "low" else Confidence.medium

    def severity(self, full: Severity) -> Severity:
        """`full` for what is certain; never critical below `high`; a warning when unsettled or medium."""
        if self.level == "high" and self.settled:
            return full
        if self.level == "medium-high" and self.settled:
            return max(full, Severity.major, key=lambda s: s.rank)
        return max(full, Severity.minor, key=lambda s: s.rank)


@dataclass(frozen=True, slots=True)
class _Entry:
    first: date | None
    end: date | None
    """The first day it no longer holds."""
    value: Mapping[str, Any]
    source: str
    level: str
    settled: bool


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    aliases: tuple[frozenset[str], ...]
    entries: tuple[_Entry, ...]
    reviewed_end: date


def lookup(name: str, parse: Callable[[Mapping[str, Any]], T]) -> Callable[[date], Dated[Ruling[T] | None]]:
    """The fact on a day, as `parse` reads its value. `KeyError` for a fact the rulebook does not have."""
    fact = _facts()[name]

    def on(day: date) -> Dated[Ruling[T] | None]:
        since: date | None = None
        for entry in fact.entries:
            if entry.first is not None and day < entry.first:
                return Dated(None, since, entry.first, name)
            if entry.end is None or day < entry.end:
                return _within(fact, entry, parse, day)
            since = entry.end
        return Dated(None, since, None, name)

    return on


def _within(fact: _Fact, entry: _Entry, parse: Callable[[Mapping[str, Any]], T], day: date) -> Dated[Ruling[T] | None]:
    if day >= fact.reviewed_end:
        return Dated(None, max(fact.reviewed_end, entry.first or date.min), entry.end, fact.name)
    ruling = Ruling(fact.name, parse(entry.value), entry.source, entry.level, entry.settled, entry.first)
    return Dated(ruling, entry.first, min(entry.end or date.max, fact.reviewed_end), fact.name)


def known(prefix: str) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Fact names that start with `prefix`, each with the word sets it goes by in code."""
    return {name: fact.aliases for name, fact in _facts().items() if name.startswith(prefix)}


def reviewed_until(name: str) -> date:
    """The last day for which the fact was held against its sources."""
    return _facts()[name].reviewed_end - _DAY


@cache
def _facts() -> Mapping[str, _Fact]:
    facts: dict[str, _Fact] = {}
    for path in sorted(FACTS.glob("*.yaml")):
        for fact in read(path):
            if fact.name in facts:
                raise _wrong(path, fact.name, "two facts have this name")
            facts[fact.name] = fact
    return facts


def read(path: Path) -> list[_Fact]:
    """The facts of one file, checked: known confidence, a source, entries in order and apart."""
    document = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader, in C where there is one
    return [_fact(path, raw, document["reviewed_until"]) for raw in document["facts"]]


def _fact(path: Path, raw: Mapping[str, Any], reviewed_until: date) -> _Fact:
    entries = tuple(_entry(path, raw["id"], entry) for entry in raw["entries"])
    for earlier, later in pairwise(entries):
        if earlier.end is None or later.first is None or earlier.end > later.first:
            raise _wrong(path, raw["id"], "its entries overlap or are out of order")
    aliases = tuple(frozenset(words) for words in raw.get("aliases", ()))
    return _Fact(raw["id"], aliases, entries, reviewed_until + _DAY)


def _entry(path: Path, name: str, raw: Mapping[str, Any]) -> _Entry:
    if raw["confidence"] not in LEVELS:
        raise _wrong(path, name, f"its confidence `{raw['confidence']}` is none of {', '.join(LEVELS)}")
    if not raw.get("source"):
        raise _wrong(path, name, "it has no source")
    last = raw["valid_to"]
    return _Entry(
        raw["valid_from"], last + _DAY if last else None, raw["value"], raw["source"], raw["confidence"], not raw.get("confirm", False)
    )


def _wrong(path: Path, name: str, why: str) -> DefinitionError:
    return DefinitionError(f"The rulebook fact `{name}` is wrong.", where=str(path), why=why, next="Mend the fact file.")
