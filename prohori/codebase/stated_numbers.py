"""Numbers that a file states under a name: constants, tables, defaults, enums, with the days they hold for.

`VAT_RATES = {"construction": [{"rate": 7.5, "until": "2025-06-30"}]}` is 7.5, called VAT_RATES,
construction, rate, to the end of June 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.syntax import CALLS, MONEY_MAKERS, STRINGS, call, named, number_value, operator, percent_text, string_value, unwrapped
from prohori.codebase.words import listed, words

_SINCE = listed("from since start starts effective begin begins after")
_UNTIL = listed("until to end ends expires expiry till last through thru upto before")
_LABELS = listed("service code category type name key kind sector item title")
_NUMBERS = listed("rate percent percentage pct value vat amount rates vds tax")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_FISCAL_LABEL = re.compile(r"(?:FY)?\s?(20\d{2})[-/_](?:20)?(\d{2})", re.IGNORECASE)
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Held:
    """The days a number holds for, half open; `sure` is False where a condition on the date was not understood."""

    since: date | None = None
    until: date | None = None
    sure: bool = True

    def within(self, other: Held) -> Held:
        since = max((d for d in (self.since, other.since) if d), default=None)
        until = min((d for d in (self.until, other.until) if d), default=None)
        return Held(since, until, self.sure and other.sure)


ALWAYS = Held()


@dataclass(frozen=True, slots=True)
class Stated:
    """A number, its names from the outermost to its own key, and the days it holds for."""

    value: Decimal
    names: tuple[str, ...]
    node: SgNode
    held: Held
    as_text: bool = False


def stated(value: SgNode, names: tuple[str, ...], held: Held = ALWAYS, depth: int = 0) -> Iterator[Stated]:
    """Every number in a constant expression, a table, a list of entries, or the branches of a ternary."""
    if depth > _DEPTH:
        return
    value = unwrapped(value)
    kind = value.kind()
    number = number_value(value)
    if number is not None:
        yield Stated(number, names, value, held)
    elif kind in STRINGS:
        text = percent_text(value)
        if text is not None:
            yield Stated(text, names, value, held, as_text=True)
    elif kind in ("object", "dictionary"):
        yield from _table(value, names, held, depth)
    elif kind in ("array", "list", "tuple", "set"):
        yield from _list(named(value), names, held, depth)
    elif kind in ("ternary_expression", "conditional_expression"):
        yield from _branches(value, names, held, depth)
    elif kind in ("binary_expression", "boolean_operator") and operator(value) in ("??", "||", "or"):
        yield from _otherwise(value.field("right"), names, held, depth)
    elif kind in ("arrow_function", "lambda"):
        body = value.field("body")
        if body is not None and body.kind() != "statement_block":
            yield from stated(body, names, held, depth + 1)
    elif kind in CALLS:
        yield from _made(value, names, held, depth)


def _otherwise(value: SgNode | None, names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    """The default that stands where a setting is not given."""
    if value is not None:
        yield from stated(value, names, held, depth + 1)


def _table(value: SgNode, names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    pairs = [
        (string_value(k) or k.text(), v) for p in named(value) if p.kind() == "pair" and (k := p.field("key")) and (v := p.field("value"))
    ]
    since, until, sure = _days(pairs)
    inner = held.within(Held(since, until, sure))
    labels = tuple(text for key, v in pairs if _LABELS.intersection(words(key)) and (text := string_value(v)))
    keyed = [_key_days(key) for key, _ in pairs]
    if sum(day is not None for day in keyed) > 1:
        yield from _succeeding(
            [s for (key, v), day in zip(pairs, keyed, strict=True) for s in stated(v, names, inner.within(day or ALWAYS), depth + 1)]
        )
        return
    for key, node in pairs:
        if _role(key) is None:
            yield from stated(node, (*names, *labels, key), inner, depth + 1)


def _role(key: str) -> str | None:
    held = frozenset(words(key))
    if held & _UNTIL and not held & _NUMBERS:
        return "until"
    return "since" if held & _SINCE and not held & _NUMBERS else None


def _days(pairs: list[tuple[str, SgNode]]) -> tuple[date | None, date | None, bool]:
    since = until = None
    sure = True
    for key, node in pairs:
        role = _role(key)
        day = day_of(node) if role else None
        if role and day is None:
            sure = sure and node.text() in ("null", "None", "undefined", "''", '""')
        elif role == "since":
            since = day
        elif role == "until" and day is not None:
            until = ending(day)
    return since, until, sure


def ending(day: date) -> date:
    """The day after the last: a first of a month is meant as excluded, any other day as the last."""
    return day if day.day == 1 else day + timedelta(days=1)


def _key_days(key: str) -> Held | None:
    """A table keyed by dates or by fiscal years."""
    day = _iso(key)
    if day is not None:
        return Held(day)
    label = _FISCAL_LABEL.fullmatch(key.strip())
    if label and (int(label[1]) + 1) % 100 == int(label[2]):
        return Held(date(int(label[1]), 7, 1), date(int(label[1]) + 1, 7, 1))
    return None


def _list(items: list[SgNode], names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    numbers = [i for i in items if number_value(i) is not None]
    if numbers and any(string_value(i) or day_of(i) or i.text() == "None" for i in items):
        yield from _entry(items, {}, names, held, depth)
        return
    yield from _succeeding([s for item in items for s in stated(item, names, held, depth + 1)])


def _succeeding(found: list[Stated]) -> Iterator[Stated]:
    """Entries that only say since when: each holds until the next of the same name."""
    for entry in found:
        later = [
            o.held.since for o in found if o.names == entry.names and o.held.since and entry.held.since and o.held.since > entry.held.since
        ]
        yield replace(entry, held=entry.held.within(Held(None, min(later)))) if later and entry.held.until is None else entry


def _entry(items: list[SgNode], keywords: dict[str, SgNode], names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    """`("construction", Decimal("7.5"), date(2019, 7, 1), date(2025, 6, 30))`, `Rate("construction", "0.1", until=…)`."""
    labels = tuple(text for i in items if (text := string_value(i)) and percent_text(i) is None and _iso(text) is None)
    labels += tuple(text for key, i in keywords.items() if _LABELS.intersection(words(key)) and (text := string_value(i)))
    days = [day for i in items if (day := day_of(i))]
    since, until, sure = _days(list(keywords.items()))
    if days:
        since, until = days[0], ending(days[1]) if len(days) > 1 else until
    inner = held.within(Held(since, until, sure))
    for item in items:
        if day_of(item) is None and (number_value(item) is not None or percent_text(item) is not None):
            yield from stated(item, (*names, *labels), inner, depth + 1)
    for key, item in keywords.items():
        if (_role(key) is None and not string_value(item)) or percent_text(item) is not None:
            yield from stated(item, (*names, *labels, key), inner, depth + 1)


def _made(value: SgNode, names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    """`Object.freeze({…})`, `new Map([[…]])`, `MappingProxyType({…})`, or an entry made by a call."""
    made = call(value)
    if made is None or day_of(value) is not None or made.name in ("field", "round", "min", "max"):
        return
    if made.name in ("get", "env", "getenv", "config", "decouple_config"):
        given = made.args[1] if len(made.args) > 1 else made.keywords.get("default")
        yield from _otherwise(given, names, held, depth)
        return
    if made.name in ("default", "catch") and len(made.args) == 1:
        yield from stated(made.args[0], names, held, depth + 1)
        return
    if made.name in MONEY_MAKERS and len(made.args) == 1:
        yield from stated(made.args[0], names, held, depth + 1)
        return
    if len(made.args) == 1 and not made.keywords and unwrapped(made.args[0]).kind() in ("object", "dictionary", "array", "list", "tuple"):
        yield from stated(made.args[0], names, held, depth + 1)
    elif made.name[:1].isupper() or made.name in ("dict", "namedtuple", "tuple"):
        yield from _entry(list(made.args), made.keywords, names, held, depth)


def _branches(value: SgNode, names: tuple[str, ...], held: Held, depth: int) -> Iterator[Stated]:
    parts = named(value)
    if len(parts) != 3:
        return
    tested, yes, no = parts if value.kind() == "ternary_expression" else (parts[1], parts[0], parts[2])
    labels, first, second = tested_by(tested)
    yield from stated(yes, (*names, *labels), held.within(first), depth + 1)
    yield from stated(no, names, held.within(second), depth + 1)


def tested_by(condition: SgNode) -> tuple[tuple[str, ...], Held, Held]:
    """What a condition says: the texts it compares with, and the days on which it holds and does not."""
    condition = unwrapped(condition)
    text = condition.text()
    labels = tuple(t for s in [condition, *condition.find_all(kind="string")] if (t := string_value(s)) and _iso(t) is None)
    if not re.search(r"20\d\d|date|Date|year|period|before|after|effective", text):
        return labels, ALWAYS, ALWAYS
    day, op = _compared(condition)
    if day is None or op is None:
        return labels, Held(sure=False), Held(sure=False)
    at = day if op in ("<", ">=") else day + timedelta(days=1)
    before, after = Held(until=at), Held(since=at)
    return labels, *((before, after) if op in ("<", "<=") else (after, before))


def _compared(condition: SgNode) -> tuple[date | None, str | None]:
    if condition.kind() == "binary_expression":
        left, op, right = condition.field("left"), operator(condition), condition.field("right")
    elif condition.kind() == "comparison_operator" and len(named(condition)) == 2:
        left, right = named(condition)
        op = next((c.text() for c in condition.children() if not c.is_named()), "")
    else:
        made = call(condition)
        if made is None or made.name not in ("isBefore", "isAfter") or not made.args:
            return None, None
        return day_of(made.args[-1]), "<" if made.name == "isBefore" else ">"
    if left is None or right is None or op not in ("<", "<=", ">", ">="):
        return None, None
    if (day := day_of(right)) is not None:
        return day, op
    return day_of(left), {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[op]


def day_of(node: SgNode) -> date | None:
    """The day that a literal is: `'2025-07-01'`, `new Date('2025-07-01')`, `date(2025, 7, 1)`, `Date.UTC(2025, 6, 1)`."""
    node = unwrapped(node)
    text = string_value(node)
    if text is not None:
        return _iso(text)
    made = call(node)
    if made is None:
        return None
    if len(made.args) == 1 and made.name in (
        "Date",
        "dayjs",
        "moment",
        "parseISO",
        "fromisoformat",
        "parse",
        "fromISO",
        "toDate",
        "isoparse",
    ):
        return day_of(made.args[0])
    numbers = [number_value(a) for a in made.args[:3]]
    if len(numbers) < 3 or any(n is None for n in numbers) or made.name not in ("date", "datetime", "Date", "UTC", "local"):
        return None
    year, month, day = (int(n) for n in numbers if n is not None)
    return _day(year, month + (made.name in ("Date", "UTC")), day)


def _iso(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
