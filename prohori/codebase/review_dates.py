"""Days of tax and of accounts taken from the clock of the server's zone, or of UTC, where the law's day is Dhaka's.

Between midnight and six in the morning in Dhaka it is still yesterday in UTC: at the end of a period that is another month.
The fiscal year itself is the concern of `bd-fiscal-year`, and is not said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_names import words
from prohori.codebase.review_source import PYTHON_FUNCTIONS, SCRIPT_FUNCTIONS, Hit, Source, enclosing, listed, start_of
from prohori.codebase.tax_names import is_fiscal
from prohori.model import Confidence

RULE = "fiscal.naive-date"
_TAX = listed("vat tax tds vds ait mushak mushok challan nbr withholding excise levy musak taxes vats")
_ACCOUNTS = listed("invoice invoices payroll salary posting ledger fiscal accounting depreciation accrual billing bill")
_DAY = listed(
    "due deadline overdue period month filing return date day today submission issued closing close year quarter on from until late"
)
_NOT = listed(
    """
    created updated deleted modified logged started finished expires expiry expired cache token timestamp seen login password session
    log file filename backup
    """
)
_SCRIPT_CLOCK = re.compile(
    r"\bnew Date\(\)\s*\.\s*(?:get(?:Month|FullYear|Date|Day)\(\)"
    r"|toISOString\(\)\s*\.\s*(?:(?:slice|substring)\(0,\s*(?:7|10)\)|split\(['\"]T['\"]\)))"
)
_SCRIPT_NOW = re.compile(r"\b(?:const|let|var)\s+(\w+)\s*(?::\s*Date\s*)?=\s*new Date\(\)\s*;?")
_SCRIPT_PART = (
    r"(?<![\w.]){name}\.(?:get(?:Month|FullYear|Date)\(\)|toISOString\(\)\s*\.\s*(?:slice\(0,\s*(?:7|10)\)|split\(['\"]T['\"]\)))"
)
_PYTHON_CLOCK = re.compile(r"(?<![\w.])(?:datetime\.|dt\.|_dt\.)?(?:datetime\.(?:now\(\)|today\(\)|utcnow\(\))|date\.today\(\))")
_ZONED = re.compile(
    r"dhaka|\bbst\b|\+06|timezone|time_zone|timeZone|tzinfo|zoneinfo|\butc\w*\(|moment\.tz|localtime|startOf\(", re.IGNORECASE
)


def date_hits(source: Source) -> list[Hit]:
    if ("Date()" not in source.text) if not source.python else not _PYTHON_CLOCK.search(source.text):
        return []
    hits: dict[int, Hit] = {}
    for function in source.all(*(PYTHON_FUNCTIONS if source.python else SCRIPT_FUNCTIONS)):
        about = _about(function)
        if about is None or _ZONED.search(function.text()):
            continue
        for at in _clocks(source, function):
            line = source.text.count("\n", 0, at) + 1
            message = (
                f"{about} is decided by the day of the server's zone; take today in Asia/Dhaka, or be given the date: "
                "from midnight to 06:00 in Dhaka a server in UTC has yesterday"
            )
            hits.setdefault(line, Hit(RULE, line, message, source.lines[line - 1].strip()[:300], Confidence.medium))
    return [hits[line] for line in sorted(hits)]


def _about(function: SgNode) -> str | None:
    """What of tax or accounts the function decides by a day, by its name or that of what it is assigned to."""
    name = function.field("name")
    holder = function.parent()
    if name is None and holder is not None and holder.kind() in ("variable_declarator", "pair", "public_field_definition"):
        name = holder.field("name") or holder.field("key")
    if name is None:
        return None
    cls = enclosing(function, frozenset({"class_declaration", "class_definition"}))
    owner = cls.field("name") if cls is not None else None
    own = frozenset(words(name.text()))
    all_ = own | frozenset(words(owner.text() if owner is not None else ""))
    if is_fiscal(own) or own & _NOT or not own & _DAY:
        return None
    return f"`{name.text()}`" if own & (_TAX | _ACCOUNTS) or all_ & _TAX else None


def _clocks(source: Source, function: SgNode) -> Iterator[int]:
    """Where in the file the function reads the clock as a day."""
    text, begin = function.text(), start_of(function)
    if source.python:
        yield from (begin + found.start() for found in _PYTHON_CLOCK.finditer(text))
        return
    yield from (begin + found.start() for found in _SCRIPT_CLOCK.finditer(text))
    for now in _SCRIPT_NOW.finditer(text):
        if re.search(_SCRIPT_PART.format(name=re.escape(now[1])), text):
            yield begin + now.start()
