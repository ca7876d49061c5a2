"""Fact files: YAML read into facts, every mistake a `DefinitionError` with its file and line.

`valid_from` and `valid_to` of the files are both days on which the entry holds, as gazettes speak; null is unbounded. In code
an interval is `since` and `until`, half open, as in `Dated`. Here is the only place where one becomes the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from prohori.definition_errors import Definition, listed, nearest, validate
from prohori.errors import DefinitionError
from prohori.located_yaml import Loc, Located, parse, read_text
from prohori.model import Json
from prohori.rulebook.values import KINDS, NonBlank

FACTS = Path(__file__).parent / "facts"
SOURCES = Path(__file__).parent / "sources.yaml"
_DAY = timedelta(days=1)

Level = Literal["high", "medium-high", "medium", "medium-low", "low"]
LEVELS: tuple[Level, ...] = ("high", "medium-high", "medium", "medium-low", "low")
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Code = Annotated[str, Field(pattern=r"^S[0-9]{3}(\.[0-9]{2})?$")]
NEW_FAMILIES = ("vat.service.", "vds.service.", "tds.rate.", "sd.rate.")
"""Where a team may add facts of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What holds on the days in `[since, until)`; None is unbounded. A `value` of None: it is known that it is not known."""

    since: date | None
    until: date | None
    value: Definition | None
    source: str
    level: Level
    read_in: tuple[str, ...] = ()
    """Names in `sources.yaml`: where the source was read, if not there."""
    confirm: str = ""
    """The document to open before this may weigh more than a warning."""
    note: str = ""
    reason: str = ""
    """Of an override."""

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its entries in order. `overrides` stand above the entries, and may leave days to them."""

    id: str
    title: str
    kind: str
    code: str
    aliases: tuple[frozenset[str], ...]
    """Sets of words by which code names it."""
    entries: tuple[Entry, ...]
    reviewed_end: date | None
    """The first day that was not looked at; None for what does not lapse."""
    overrides: tuple[Entry, ...] = ()
    overrides_end: date | None = None

    def entry_on(self, day: date) -> Entry | None:
        """None where nothing holds, or nobody looked."""
        for entries, end in ((self.overrides, self.overrides_end), (self.entries, self.reviewed_end)):
            if end is None or day < end:
                found = next((entry for entry in entries if entry.holds(day)), None)
                if found is not None:
                    return found
        return None

    @property
    def span(self) -> tuple[date | None, date | None]:
        """First day, and first day after the last, of what is written down."""
        entries = self.entries or self.overrides
        return entries[0].since, entries[-1].until

    @property
    def last_reviewed(self) -> date | None:
        """None for what does not lapse."""
        end = self.reviewed_end if self.entries else self.overrides_end
        return end - _DAY if end else None

    def lapsed(self, day: date) -> bool:
        """Whether it would hold on the day, if somebody had looked."""
        first, last = self.span
        reviewed = self.last_reviewed
        return reviewed is not None and day > reviewed and (first is None or first <= day) and (last is None or last > reviewed)

    def bounds(self, day: date) -> tuple[date | None, date | None]:
        """The longest `[since, until)` around the day in which nothing of the fact begins or ends."""
        edges = {edge for entry in (*self.entries, *self.overrides) for edge in (entry.since, entry.until) if edge}
        edges |= {end for end in (self.reviewed_end, self.overrides_end if self.overrides else None) if end}
        return max((edge for edge in edges if edge <= day), default=None), min((edge for edge in edges if edge > day), default=None)


class _Entry(Definition):
    valid_from: date | None
    valid_to: date | None
    confidence: Level
    source: NonBlank
    note: NonBlank | None = None
    value: dict[str, Any] | None = Field(description="None: not known, as `note` says.")


class _BookEntry(_Entry):
    read_in: tuple[str, ...] = ()
    confirm: NonBlank | None = None


class _OverrideEntry(_Entry):
    reason: NonBlank


class _BookFact(Definition):
    id: Id
    title: NonBlank
    kind: str
    code: Code | None = None
    aliases: tuple[tuple[str, ...], ...] = ()
    entries: tuple[_BookEntry, ...] = Field(min_length=1)


class _OverriddenFact(Definition):
    id: Id
    title: NonBlank | None = None
    kind: str | None = None
    code: Code | None = None
    aliases: tuple[tuple[str, ...], ...] = ()
    entries: tuple[_OverrideEntry, ...] = Field(min_length=1)


class _BookFile(Definition):
    reviewed_until: date | None
    facts: tuple[_BookFact, ...] = Field(min_length=1)


class _OverridesFile(Definition):
    reviewed_until: date
    facts: tuple[_OverriddenFact, ...] = Field(min_length=1)


class _Sources(Definition):
    sources: dict[str, NonBlank]


@cache
def sources() -> dict[str, str]:
    """Where facts were read: name to citation."""
    return validate(_Sources, parse(read_text(SOURCES), str(SOURCES)), "list of sources").sources


@cache
def book() -> dict[str, Fact]:
    """The facts of the rulebook, by id. Read once a process."""
    facts: dict[str, Fact] = {}
    for path in sorted(FACTS.glob("*.yaml")):
        facts |= read(path, facts)
    return facts


def read(path: Path, before: dict[str, Fact] | None = None) -> dict[str, Fact]:
    """The facts of one file. `before` are those of other files, whose ids are taken."""
    located = parse(read_text(path), str(path))
    written = validate(_BookFile, located, "rulebook file")
    facts: dict[str, Fact] = {}
    for number, one in enumerate(written.facts):
        loc: Loc = ("facts", number)
        if one.id in facts or one.id in (before or {}):
            raise located.error((*loc, "id"), f"a second fact `{one.id}`", why="an id is given once", next="rename or join them")
        entries = _entries(located, loc, one.id, one.kind, one.entries)
        _refuse_gaps(located, loc, one.id, entries)
        for nth, entry in enumerate(one.entries):
            _check_sources(located, (*loc, "entries", nth), entry)
        facts[one.id] = Fact(
            one.id, one.title, one.kind, one.code or "", tuple(map(frozenset, one.aliases)), entries, _end(written.reviewed_until)
        )  # fmt: skip
    return facts


def read_overrides(path: Path) -> Json:
    """The content of a team's overrides file, checked; plain JSON for `overridden`. Comments and layout are not in it."""
    if not path.is_file():
        why = "it is a folder" if path.exists() else "there is no such file"
        raise DefinitionError(
            "The overrides of the rulebook cannot be read", where=str(path), why=why, next="correct `PROHORI_RULES`, or unset it"
        )
    located = parse(read_text(path), str(path))
    _overridden(located, book())
    return located.value


def overridden(facts: dict[str, Fact], content: Json) -> dict[str, Fact]:
    """The facts with a team's overrides above them. `content` is what `read_overrides` returned."""
    return _overridden(Located("PROHORI_RULES", content, {(): (1, 1)}), facts)


def _overridden(located: Located, facts: dict[str, Fact]) -> dict[str, Fact]:
    written = validate(_OverridesFile, located, "overrides file")
    seen: set[str] = set()
    above = dict(facts)
    for number, one in enumerate(written.facts):
        loc: Loc = ("facts", number)
        if one.id in seen:
            raise located.error(
                (*loc, "id"), f"`{one.id}` is overridden twice", why="a fact stands once in a file", next="join the entries"
            )
        seen.add(one.id)
        fact = _known(located, loc, one, facts) if one.id in facts else _new(located, loc, one, facts)
        entries = _entries(located, loc, one.id, fact.kind, one.entries)
        above[one.id] = Fact(
            fact.id, fact.title, fact.kind, fact.code, fact.aliases, fact.entries, fact.reviewed_end, entries, _end(written.reviewed_until)
        )  # fmt: skip
    return above


def _known(located: Located, loc: Loc, one: _OverriddenFact, facts: dict[str, Fact]) -> Fact:
    if given := [key for key in ("title", "kind", "code", "aliases") if (*loc, key) in located.values or getattr(one, key)]:
        why = "the rulebook has this fact already"
        raise located.error((*loc, given[0]), f"`{given[0]}` cannot be overridden", why=why, next=f"remove `{given[0]}`")
    return facts[one.id]


def _new(located: Located, loc: Loc, one: _OverriddenFact, facts: dict[str, Fact]) -> Fact:
    if one.title is None or one.kind is None:
        next_ = (
            nearest(one.id, facts)
            or f"to add a fact of your own (one of {listed(f'{family}…' for family in NEW_FAMILIES)}), give `title` and `kind`"
        )
        raise located.error((*loc, "id"), f"the rulebook has no fact `{one.id}`", why="nothing is there to override", next=next_)
    if one.kind != "rate" or not one.id.startswith(NEW_FAMILIES):
        why = f"new facts are rates: {listed(f'{family}…' for family in NEW_FAMILIES)}"
        raise located.error((*loc, "id"), f"`{one.id}` cannot be added", why=why, next="override a fact of the rulebook instead")
    return Fact(one.id, one.title, one.kind, one.code or "", tuple(map(frozenset, one.aliases)), (), _end(None))


def _entries(located: Located, loc: Loc, name: str, kind: str, written: tuple[_Entry, ...]) -> tuple[Entry, ...]:
    if kind not in KINDS:
        raise located.error((*loc, "kind"), f"unknown kind `{kind}`", why=f"the kinds are {listed(KINDS)}", next=nearest(kind, KINDS))
    entries = tuple(_entry(located, (*loc, "entries", nth), kind, one) for nth, one in enumerate(written))
    for nth, (earlier, later) in enumerate(pairwise(entries), 1):
        if earlier.until is None or later.since is None or later.since < earlier.until:
            ends = f"until {earlier.until - _DAY}" if earlier.until else "for ever"
            starts = f"on {later.since}" if later.since else "before all days"
            why = f"the entry before holds {ends}, this one begins {starts}"
            raise located.error((*loc, "entries", nth), f"entries of `{name}` overlap or are out of order", why=why, next="mend the dates")
    return entries


def _refuse_gaps(located: Located, loc: Loc, name: str, entries: tuple[Entry, ...]) -> None:
    for nth, (earlier, later) in enumerate(pairwise(entries), 1):
        if earlier.until != later.since:
            why = f"nothing holds from {earlier.until} until this entry begins on {later.since}"
            next_ = "mend the dates; for days of which nothing is known, write an entry with `value: null` and a `note`"
            raise located.error((*loc, "entries", nth), f"`{name}` has a gap", why=why, next=next_)


def _entry(located: Located, loc: Loc, kind: str, written: _Entry) -> Entry:
    if written.valid_from and written.valid_to and written.valid_to < written.valid_from:
        why = f"it begins on {written.valid_from}; `valid_to` is the last day on which it holds"
        raise located.error((*loc, "valid_to"), f"`valid_to` cannot be {written.valid_to}", why=why, next="mend the dates")
    if written.value is None and not written.note:
        raise located.error((*loc, "value"), "`value` is empty", why="what is not known says why", next="give a `value`, or a `note`")
    book_entry = written if isinstance(written, _BookEntry) else None
    return Entry(
        since=written.valid_from, until=_end(written.valid_to),
        value=None if written.value is None else _value(located, (*loc, "value"), kind, written.value),
        source=written.source, level=written.confidence, note=written.note or "",
        read_in=book_entry.read_in if book_entry else (), confirm=(book_entry.confirm or "") if book_entry else "",
        reason=written.reason if isinstance(written, _OverrideEntry) else "",
    )  # fmt: skip


def _value(located: Located, loc: Loc, kind: str, value: Json) -> Definition:
    try:
        return KINDS[kind].model_validate_json(json.dumps(value), strict=True)
    except ValidationError:
        pass
    cut = len(loc)
    below = {key[cut:]: at for key, at in located.values.items() if key[:cut] == loc} or {(): located.position(loc)}
    keys = {key[cut:]: at for key, at in located.keys.items() if key[:cut] == loc}
    return validate(KINDS[kind], Located(located.file, value, below, keys), f"value of the kind `{kind}`")


def _check_sources(located: Located, loc: Loc, entry: _BookEntry) -> None:
    for nth, name in enumerate(entry.read_in):
        if name not in sources():
            next_ = nearest(name, sources()) or f"add it to `{SOURCES.name}`"
            raise located.error((*loc, "read_in", nth), f"unknown source `{name}`", why=f"`{SOURCES.name}` does not have it", next=next_)


def _end(last: date | None) -> date | None:
    return last + _DAY if last else None
