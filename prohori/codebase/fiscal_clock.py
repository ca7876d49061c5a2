"""The fiscal year read from another clock or calendar than Dhaka's: UTC, local time, moved years, calendar quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.source import Source
from prohori.codebase.syntax import (
    call,
    function_of,
    identifiers_in,
    line_of,
    named,
    string_value,
)
from prohori.codebase.tax_names import is_fiscal
from prohori.codebase.words import words

ZERO_BASED = re.compile(r"get(UTC)?Month\(|\.month\(\)|\bgetMonth\(")
_UTC_NOW = re.compile(
    r"new Date\(\)\.toISOString\(\)|utcnow\(\)|\.getUTCMonth\(\)|\bnow\((?:tz=)?(?:\w+\.)*(?:utc|UTC)\)|ZoneInfo\([\"']UTC[\"']\)"
)
_LOCAL_NOW = re.compile(r"\bnew Date\(\)\.get(?!UTC|Time)|datetime\.now\(\)|date\.today\(\)|datetime\.today\(\)")
_DHAKA = re.compile(r"dhaka|bst|\+0?6:?00|hours=6|6\s*\*\s*(60|3600)", re.IGNORECASE)


def fiscal_candidate(source: Source, node: SgNode, name: str, what: str, **says: Any) -> Candidate:
    line = line_of(node)
    return Candidate("fiscal", "fiscal year", name, line, line, evidence_at(source.lines, line), {"what": what, **says})


def clock_rules(source: Source) -> list[Candidate]:
    return [*_clock(source), *_zones(source), *_shifts(source), *_quarters(source), *_calendar_year(source)]


def _clock(source: Source) -> Iterator[Candidate]:
    """The fiscal year taken from a clock that is not Dhaka's."""
    for function in source.functions():
        text = function.text()
        body = function.field("body")
        utc, local = _UTC_NOW.search(text), _LOCAL_NOW.search(text)
        match = utc or local
        if body is None or match is None or _DHAKA.search(text) or not (utc or re.search(r"[mM]onth", text)):
            continue
        at = _line_in(function, text, match.start())
        called = _fiscal_line(source, body, at)
        if called is not None:
            yield Candidate(
                "fiscal", "fiscal year", called, at, at, evidence_at(source.lines, at), {"what": "clock", "utc": utc is not None}
            )


def _fiscal_line(source: Source, body: SgNode, line: int) -> str | None:
    """What on the line, or in the function's own name, speaks of the fiscal year."""
    own = next((n.text for n in source.names(body)[:1] if is_fiscal(frozenset(n.words))), None)
    return own or next((name for name in identifiers_in(source.lines[line - 1]) if is_fiscal(frozenset(words(name)))), None)


_SHIFT = re.compile(r"([\w.()]*[mM]onth(?:\(\))?(?:\s*\+\s*1\b)?)\s*([-+])\s*(\d{1,2})(?:\s*\+\s*12)?\s*\)\s*%\s*12\b")
_MOVED = re.compile(
    r"\.(?P<js>subtract|add)\(\s*(?P<jsn>\d+)\s*,\s*['\"]months?['\"]|\b(?P<fns>subMonths|addMonths)\([^,()]+,\s*(?P<fnsn>\d+)\)"
    r"|(?P<py>[-+])\s*relativedelta\(months=(?P<pyn>\d+)\)|\.(?P<lux>minus|plus)\(\{\s*months?:\s*(?P<luxn>\d+)"
)


def _shifts(source: Source) -> Iterator[Candidate]:
    """The year moved: `(month + 5) % 12`, `d.subtract(6, 'month').year()`."""
    for function in source.functions():
        text = function.text()
        body = function.field("body")
        name = next(iter(source.names(body)), None) if body is not None else None
        if body is None or name is None or not is_fiscal(frozenset(name.words)) or {"next", "previous", "end", "start"} & set(name.words):
            continue
        for match in _SHIFT.finditer(text):
            base = 0 if ZERO_BASED.search(match[1]) and not re.search(r"\+\s*1$", match[1]) else 1
            by = int(match[3]) if match[2] == "+" else -int(match[3])
            at = _line_in(function, text, match.start())
            yield _moved(source, at, name.text, (-by - base) % 12 + 1, "quarter" in name.words)
        for match in _MOVED.finditer(text) if re.search(r"year\b|FullYear", text[text.find("(") :]) else ():
            groups = match.groupdict()
            back = {groups["js"], groups["fns"], groups["py"], groups["lux"]} & {"subtract", "subMonths", "-", "minus"}
            by = int(next(n for n in (groups["jsn"], groups["fnsn"], groups["pyn"], groups["luxn"]) if n))
            if 0 < by < 12 and "quarter" not in name.words:
                yield _moved(source, _line_in(function, text, match.start()), name.text, by + 1 if back else 13 - by, False)


def _moved(source: Source, line: int, name: str, month: int, quarter: bool) -> Candidate:
    says = {"what": "boundary", "month": month, "quarter": quarter}
    return Candidate("fiscal", "fiscal year", name, line, line, evidence_at(source.lines, line), says)


def _zones(source: Source) -> Iterator[Candidate]:
    """A time zone other than Dhaka's in fiscal-year code: `timeZone: 'UTC'`, `ZoneInfo("UTC")`."""
    for node in source.all("string"):
        zone = string_value(node)
        above = node.parent()
        if zone is None or above is None or not re.fullmatch(r"UTC|GMT|[A-Z][a-z]+/[A-Z]\w+", zone) or zone == "Asia/Dhaka":
            continue
        names = source.names(node)
        key = above.field("key")
        outer = above.parent()
        made = call(outer) if outer is not None else None
        named_zone = (key is not None and "zone" in words(key.text())) or (made is not None and made.name in ("ZoneInfo", "timezone", "tz"))
        called = next((n.text for n in names if is_fiscal(frozenset(n.words))), None) if named_zone else None
        if called is not None and not re.search(r"\bFOREIGN\b|supplier|lessor", " ".join(n.text for n in names), re.IGNORECASE):
            yield fiscal_candidate(source, node, called, "clock", utc=True)


def _quarters(source: Source) -> Iterator[Candidate]:
    """Quarters of the calendar year, counted from January, in a function called after the fiscal quarter."""
    for function in source.functions():
        text = function.text()
        body = function.field("body")
        match = re.search(r"(?:[mM]onth\b(?:\(\))?\s*(?:-\s*1\s*)?\)?|get(?:UTC)?Month\(\)\s*\)?)\s*//?\s*3\b", text)
        if body is None or match is None or re.search(r"\b(?:[679]|12)\b|[jJ]uly?\b", text):
            continue
        name = next(iter(source.names(body)), None)
        if name is not None and is_fiscal(frozenset(name.words)) and "quarter" in name.words:
            at = _line_in(function, text, match.start())
            yield Candidate("fiscal", "fiscal year", name.text, at, at, evidence_at(source.lines, at), {"what": "calendar-quarter"})


def _line_in(function: SgNode, text: str, offset: int) -> int:
    return line_of(function) + text.count("\n", 0, offset)


def _calendar_year(source: Source) -> Iterator[Candidate]:
    """A function called after the fiscal year that returns the calendar year of a date."""
    for statement in source.all("return_statement"):
        inside = named(statement)
        function = function_of(statement)
        if not inside or function is None or not re.search(r"\.year\b|getFullYear\(\)|getUTCFullYear\(\)", inside[0].text()):
            continue
        text = function.text()
        called = next((n.text for n in source.names(statement)[:1] if _is_year_of(frozenset(n.words))), None)
        whole = re.search(r"[mM]onth|[jJ]uly?\b|quarter|-0[67]-|fiscal\w*\(|start|\bif\b|\?|<|>", text[text.find("(") :]) is None
        if called is not None and whole:
            yield fiscal_candidate(source, statement, called, "calendar")


def _is_year_of(held: frozenset[str]) -> bool:
    return (
        is_fiscal(held)
        and bool(held & {"year", "fy"})
        and not held & {"start", "end", "next", "previous", "is", "has", "years", "range", "format", "parse"}
    )
