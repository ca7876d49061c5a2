"""The fiscal year and the days by which returns are due, in a line of SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.registry.context import Context
from prohori.codebase.registry.dates import duty, is_duty
from prohori.codebase.registry.fiscal_names import OTHER_YEARS, fiscal_of, names_fiscal_year
from prohori.codebase.registry.fiscal_texts import accepts_label
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.words import words

_MONTH = (
    r"(?:EXTRACT\s*\(\s*MONTH[^)]*\)|\bMONTH\s*\([^)]*\)|DATE_?PART\s*\(\s*'?(?:month|mm)'?\s*,[^)]*\)"
    r"|(?:TO_CHAR|DATE_FORMAT|strftime)\s*\([^)]*'(?:MM|%m|%c)'[^)]*\))"
)
_COMPARED = re.compile(
    rf"{_MONTH}(?:::\w+)?\s*(?P<op>>=|<=|<(?!>)|>|=)\s*'?(?P<n>\d{{1,2}})|'?(?P<m>\d{{1,2}})'?\s*(?P<po><=|>=|<|>)\s*{_MONTH}",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r"(?:make_date|DATEFROMPARTS|make_timestamp)\s*\(\s*[^,]+,\s*(\d{1,2})\s*,\s*(\d{1,2})|-(0[1-9]|1[0-2])-(01|28|30|31)\b", re.IGNORECASE
)
_SHIFTED = re.compile(
    r"INTERVAL\s+'?(\d{1,2})'?\s*months?|DATEADD\s*\(\s*(?:month|mm)\s*,\s*-?(\d{1,2})|ADD_MONTHS\s*\([^,]+,\s*-?(\d{1,2})", re.IGNORECASE
)
_DEFAULT = re.compile(r"(\w*month\w*)[\"`\]]?\s+(?:SMALLINT|INT\w*|TINYINT|NUMERIC\S*)\b.*?DEFAULT\s+\(*(\d{1,2})", re.IGNORECASE)
_LABEL = re.compile(
    r"[\"`\[]?(\w+)[\"`\]]?\s+(?:N?VAR)?CHAR(?:ACTER)?2?(?:\s+VARYING)?\s*\(\s*(\d+)\s*\)|(?:~|SIMILAR TO|REGEXP|RLIKE)\s*'([^']+)'",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"INTERVAL\s+'(?:\d+\s+months?\s+)?(\d{1,2})\s*(?:days?|weeks?)'|INTERVAL\s+'?(\d{1,2})'?\s+(?:DAY|WEEK)\b"
    r"|DATEADD\s*\(\s*(?:day|dd|d|week)\s*,\s*(\d{1,2})|(?:make_date|DATEFROMPARTS)\s*\(.*?,.*?,\s*(\d{1,2})\s*\)"
    r"|(?:LAST_DAY|EOMONTH)\s*\([^)]*\)\s*\+\s*(\d{1,2})|::date\s*\+\s*(\d{1,2})\b|'-?(?:%m-)?-?(\d\d)'\s*(?:\)|::|AS)"
    r"|(?:EXTRACT\s*\(\s*DAY[^)]*\)|\bDAY\s*\([^)]*\))\s*(?:>|>=|<=|<)\s*(\d{1,2})",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"\b(\w*(?:day|days|deadline|due_dom|dom)\w*)[\"`\]]?\s*(?:=|:=|\w+\s+(?:NOT NULL\s+)?DEFAULT)\s*\(*(\d{1,2})\b", re.IGNORECASE
)


DATED = re.compile(r"month|day|date|char|interval|week|deadline|dom\b|'MM'|%m|-\d\d'|~|regexp|rlike", re.IGNORECASE)
"""What a line has that could state a day, a month or the label of a year."""


def sql_dates(line: str, near: Context, keyed: dict[str, Context]) -> Iterator[Rule]:
    """`near`: the line among its names and its table's; `keyed`: the same with the alias or column first, by that name."""
    held = next((c for name, c in keyed.items() if names_fiscal_year(frozenset(words(name)))), near)
    if _of_the_year(held) and (label := _label(line)):
        yield rule(held, "fiscal_year", label, role="length", text=line)
    elif month := _month(line, held):
        yield rule(held, "fiscal_year", month, role="month", text=line)
    day = _DAYS.search(line) or _NAMED_DAY.search(line)
    said = next(g for g in reversed(day.groups()) if g) if day else ""
    if said and 2 <= int(said) <= 60 and is_duty(near) and not _of_a_start(near):
        yield rule(near, "due_date", said.lstrip("0"), role="day", text=line, about=duty(near))


def _of_a_start(near: Context) -> bool:
    return bool(near.words("class") & {"start", "period", "begin"})


def _month(line: str, held: Context) -> str:
    if held.words("key", "class") & OTHER_YEARS - {"session"} or abroad(held):
        return ""
    named = _of_the_year(held)
    if match := _COMPARED.search(line):
        op = match["op"] or {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}[match["po"]]
        first = int(match["n"] or match["m"]) + (1 if op in (">", "<=") else 0)
        chooses = re.search(r"YEAR[^,]*[-+]\s*1\b|1\s*[-+]\s*[^,]*YEAR", line, re.IGNORECASE)
        return str(first) if 2 <= first <= 12 and (named or (chooses and first == 7)) else ""
    if not named:
        return ""
    if match := _BUILT.search(line):
        day = match[2] or match[4]
        return str(int(match[1] or match[3])) if int(day) in (1, 28, 30, 31) else ""
    if (match := _SHIFTED.search(line)) and re.search(r"\bYEAR\b|'Y+|%Y", line, re.IGNORECASE):
        months = int(next(g for g in match.groups() if g))
        return str(13 - months if not re.search(r"-\s*INTERVAL|,\s*-\d", line) else months + 1) if 3 <= months <= 9 else ""
    if (match := _DEFAULT.search(line)) and 1 <= int(match[2]) <= 12:
        return match[2]
    return ""


def _label(line: str) -> str:
    """The length or the pattern of a column that holds `2025-26`."""
    for match in _LABEL.finditer(line):
        column = frozenset(words(match[1] or ""))
        if names_fiscal_year(column) and "id" not in column and match[2] in ("5", "7", "8", "9", "11"):
            return match[2]
        if match[3] and accepts_label(match[3]):
            return match[3]
    return ""


def _of_the_year(held: Context) -> bool:
    """Whether the table, function or alias itself speaks of the year, and not the file's name only."""
    near = held.words("key", "class", "operand", "label")
    return fiscal_of(held) and (names_fiscal_year(near) or "fiscal" in near or not held.words("class"))
