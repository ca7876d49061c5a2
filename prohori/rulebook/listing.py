"""The rulebook as lines to show: what holds on a day, what a fact said when, and what is to be confirmed in which document.

Days are those of the fact files: `valid_from` and `valid_to` both hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from prohori.definition_errors import nearest
from prohori.errors import UsageError
from prohori.model import Fact as Shown
from prohori.model import Json
from prohori.rulebook.book import Rulebook, Unknown
from prohori.rulebook.forms import fact_of_form, mushak_label
from prohori.rulebook.reading import Entry, Fact, sources

_DAY = timedelta(days=1)


class Line(Shown):
    """A fact on a day."""

    fact: str
    title: str
    bengali: str = ""
    code: str = ""
    kind: str
    value: Json = None
    """As in the fact file; None where it is not known."""
    shown: str
    """The value, or why there is none."""
    valid_from: date | None
    valid_to: date | None
    confidence: str = ""
    source: str = ""
    confirm: bool = False
    note: str = ""
    override: str = ""


class Said(Shown):
    """One entry of a fact."""

    valid_from: date | None
    valid_to: date | None
    value: Json
    shown: str
    confidence: str
    source: str
    read_in: tuple[str, ...]
    """Citations."""
    confirm: str
    note: str
    override: str
    """The reason, for an entry of the team's overrides."""
    in_force: bool


class History(Shown):
    fact: str
    title: str
    bengali: str
    code: str
    kind: str
    reviewed_until: date | None
    entries: tuple[Said, ...]
    """The team's overrides first: they stand above the others."""


class Due(Shown):
    """A fact to confirm, or to review for a new year."""

    fact: str
    why: Literal["confirm", "not reviewed"]
    open: str
    """The document."""
    shown: str
    confidence: str
    reviewed_until: date | None


def lines(book: Rulebook, day: date, prefix: str = "") -> list[Line]:
    """Every fact whose id begins so."""
    found = [_line(book, fact, day) for name, fact in sorted(book.facts.items()) if name.startswith(prefix)]
    if not found:
        raise UsageError(f"no fact begins with `{prefix}`", next=nearest(prefix, book.facts) or "`prohori rules list` shows all")
    return found


def histories(book: Rulebook, name: str, day: date) -> list[History]:
    """Of the facts that go by an id, a code (`S004`), a form (`6.3`) or a part of an id. Raises `UsageError` where none does."""
    wanted = name.strip()
    found = [book.facts[wanted]] if wanted in book.facts else _by_code(book, wanted) or _by_part(book, wanted)
    if not found:
        known = [*book.facts, *(part for fact in book.facts for part in fact.split("."))]
        raise UsageError(f"the rulebook has nothing on `{name}`", next=nearest(wanted.lower(), known) or "`prohori rules list` shows all")
    return [_history(fact, day) for fact in found]


def due(book: Rulebook, day: date) -> Iterator[Due]:
    """What is to be confirmed of the day or later, and what nobody reviewed for the day; by document."""
    found = [one for fact in book.facts.values() for one in _due(fact, day)]
    return iter(sorted(found, key=lambda one: (one.why, one.open, one.fact)))


def _by_code(book: Rulebook, wanted: str) -> list[Fact]:
    code = wanted.upper().removesuffix(".00")
    form = fact_of_form(wanted)
    return [
        fact
        for name, fact in sorted(book.facts.items())
        if (fact.code and code in (fact.code.removesuffix(".00"), fact.code.split(".")[0]))
        or (form and name.startswith("mushak.") and name.endswith(f".{form}"))
    ]


def _by_part(book: Rulebook, wanted: str) -> list[Fact]:
    part = wanted.lower()
    return [fact for name, fact in sorted(book.facts.items()) if len(part) > 1 and part in name]


def _line(book: Rulebook, fact: Fact, day: date) -> Line:
    answer = book.on(fact.id)(day)
    ruling = answer.value
    named = {"fact": fact.id, "title": fact.title, "bengali": bengali_name(fact), "code": fact.code, "kind": fact.kind}
    days = {"valid_from": answer.since, "valid_to": _last(answer.until)}
    if isinstance(ruling, Unknown):
        return Line(**named, **days, shown=ruling.why)
    return Line(
        **named, **days, value=ruling.value.model_dump(mode="json"), shown=str(ruling.value), confidence=ruling.level, source=ruling.source,
        confirm=not ruling.settled, note=ruling.note, override=ruling.override,
    )  # fmt: skip


def _history(fact: Fact, day: date) -> History:
    entries = (*fact.overrides, *fact.entries)
    in_force = fact.entry_on(day)
    return History(
        fact=fact.id, title=fact.title, bengali=bengali_name(fact), code=fact.code, kind=fact.kind,
        reviewed_until=fact.last_reviewed, entries=tuple(_said(entry, entry is in_force) for entry in entries),
    )  # fmt: skip


def _said(entry: Entry, in_force: bool) -> Said:
    return Said(
        valid_from=entry.since, valid_to=_last(entry.until), value=entry.value.model_dump(mode="json") if entry.value else None,
        shown=str(entry.value) if entry.value else "not known", confidence=entry.level, source=entry.source,
        read_in=tuple(sources()[name] for name in entry.read_in), confirm=entry.confirm, note=entry.note, override=entry.reason,
        in_force=in_force,
    )  # fmt: skip


def _due(fact: Fact, day: date) -> Iterator[Due]:
    held = fact.entry_on(day)
    reviewed = fact.last_reviewed
    if held is None and fact.lapsed(day):
        last = (fact.entries or fact.overrides)[-1]
        yield Due(
            fact=fact.id, why="not reviewed", open=last.confirm or last.source, shown=str(last.value or "not known"),
            confidence=last.level, reviewed_until=reviewed,
        )  # fmt: skip
        return
    for entry in fact.entries:
        if entry.confirm and (entry.until is None or entry.until > day):
            shown = str(entry.value) if entry.value else "not known"
            yield Due(fact=fact.id, why="confirm", open=entry.confirm, shown=shown, confidence=entry.level, reviewed_until=reviewed)


def bengali_name(fact: Fact) -> str:
    """Of Mushak forms: the sources have no others."""
    form = fact.id.removeprefix("mushak.form.")
    return mushak_label(form.replace("-", "."), bengali=True) if form != fact.id else ""


def days(entry: Entry | Said | Line) -> str:
    """`2025-07-01 to 2026-06-30`, both included."""
    first, last = (entry.since, _last(entry.until)) if isinstance(entry, Entry) else (entry.valid_from, entry.valid_to)
    return f"{first or '…'} to {last or '…'}"


def _last(end: date | None) -> date | None:
    return end - _DAY if end else None
