"""The fiscal year as texts state it: a month and day, the form of its label, a yearly job, a period of a library."""

from __future__ import annotations

import re

from prohori.codebase.regexes import Language
from prohori.codebase.registry.context import Context
from prohori.codebase.registry.fiscal_names import OTHER_YEARS, fiscal_of, names_fiscal_year, of_the_books, own_names
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.patterns import accepts, delimited
from prohori.codebase.words import words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?(" + "|".join(f"{m}|{m[:3]}" for m in MONTHS) + r")(?:[ -](\d{1,2}))?", re.IGNORECASE
)
LABELS = ("2025-26", "2025-2026", "FY2025-26", "FY2025-2026", "FY25-26", "FY 2025-26", "2025/26", "FY-2025-26", "FY26", "FY2026", "25-26")
_YEARLY = re.compile(
    r"[jJ]u[nl]|JU[NL]|FY|[0-3]\d[-/][0-3]\d|\{[24]\}|[}d)]\s?[-/–]|[Yy][-/–][Yy]|জু|[jJ]an|[aA]pr|[oO]ct|[mM]ar|[dD]ec|[sS]ep|[fF]iscal"
    r"|\* *$|\d \*"
)
_CRON = re.compile(r"(?:[\d*/,?-]+\s+){0,1}[\d*/,-]+\s+[\d*/,-]+\s+(\d{1,2}|L)\s+(\d{1,2}|JUL|JUN)\s+[*?](?:\s+\*)?", re.IGNORECASE)
_FREQUENCY = re.compile(r"B?[AYQ][ES]?-(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)")


def fiscal_text(literal: Literal, text: str) -> str:
    short = text.strip()
    if len(short) > 120 or not _YEARLY.search(short):
        return ""
    if match := _FREQUENCY.fullmatch(short):
        own = match[1] in ("JUN", "JUL") and not own_names(literal.context) & OTHER_YEARS
        return match[1] if (own or fiscal_of(literal.context)) and not abroad(literal.context) else ""
    if (match := _CRON.fullmatch(short)) is not None:
        return _yearly_job(literal, match)
    if _of_fiscal_document(literal, short):
        return short
    match = re.search(r"[}dYy%]-(07-01|06-30)(?:$|[T ])", short)
    if match and len(short) < 60 and of_the_books(literal):
        return match[1]
    if not fiscal_of(literal.context) and not re.search(r"[Ff]iscal [Yy]ear|অর্থবছর|অর্থ বছর|\bFY", short):
        return ""
    return "" if abroad(literal.context) or _of_other_document(literal) else _stated(literal, short)


def _yearly_job(literal: Literal, match: re.Match[str]) -> str:
    """`0 0 1 7 *` of a job whose names open or close a year."""
    month = {"jul": 7, "jun": 6}.get(match[2].lower()) or int(match[2])
    above = literal.node.parent()
    beside = (
        frozenset(words(above.text()[:200]))
        if above is not None and above.kind() in ("pair", "array_element_initializer", "block_mapping_pair")
        else frozenset()
    )
    held = own_names(literal.context) | literal.context.words("label", "argument", "element", "callee") | beside
    about = (
        fiscal_of(literal.context)
        or names_fiscal_year(beside)
        or ({"year"} <= held and held & {"open", "opens", "new", "close", "closing", "rollover", "begin", "start", "end"})
    )
    return str(month) if about and not held & OTHER_YEARS - {"session", "term"} and not abroad(literal.context) and month > 1 else ""


def _of_fiscal_document(literal: Literal, text: str) -> bool:
    """ERPNext's `Fiscal Year`: `year_start_date` beside the document's type."""
    bound = literal.context.bound if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    if bound is None or not {"year", "date"} <= bound.words:
        return False
    at = literal.node.parent()
    for _ in range(3):
        if at is not None and re.search(r"[\"']Fiscal Year[\"']", at.text()[:600]):
            return True
        at = at.parent() if at is not None else None
    return False


def _of_other_document(literal: Literal) -> bool:
    """Of a record whose own type is another than the fiscal year (`"doctype": "Leave Period"` in a file of fixtures)."""
    at = literal.node.parent()
    for _ in range(3):
        if at is None:
            return False
        if (match := re.search(r"[\"'](?:doctype|model)[\"']\s*:\s*[\"']([\w .]+)[\"']", at.text()[:600])) is not None:
            return re.search(r"[fF]iscal|[fF]inancial|[cC]ompany|[sS]etting", match[1]) is None
        at = at.parent()
    return False


def _stated(literal: Literal, short: str) -> str:
    if (match := re.search(r"(?:^|[}dYy]|--|\s|\d{4})-?(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?:$|[T \"'])", short)) and len(short) < 60:
        return f"{match[1]}-{match[2]}" if match[2] in ("01", "30", "31", "28") else ""
    if re.fullmatch(r"(0[1-9]|[12]\d|3[01])[-/](0[1-9]|[12]\d|3[01])(?:[-/].{0,40})?", short):
        return short
    if (match := _MONTH_NAME.fullmatch(short)) is not None:
        return short if not context_says(literal.context, {"label", "labels", "names", "name"}) or match[1] or match[3] else ""
    if len(short) > 12 and re.search(
        r"\b(?:1 )?(?:July|Jul)\b.{0,12}\b(?:30 )?(?:June|Jun)\b|\b1(?:st)? (?:of )?(?:July|January|April)\b|জুলাই", short
    ):
        return short
    if literal.pattern or re.search(r"\\d\{[24]\}|\[0-9\]\{[24]\}|\\d\\d", short):
        pattern = delimited(short) if literal.grammar == "php" else short
        return short if accepts_label(pattern, literal.flags, literal.syntax) else ""
    if re.match(r"(?:\^|\\b)?\(?(?:\?:)?FY", short) or re.fullmatch(r"FY[ \-$%{].*", short):
        return short
    if (
        re.search(r"[}d)]\s?[-/–]\s?[$%]?[{s0%]", short)
        and re.search(r"\}|%", short)
        and "://" not in short
        and context_says(literal.context, {"label", "format", "name", "code", "year", "fy", "to", "string"})
    ):
        return short if not re.search(r"\d\d", short) and " " not in short.strip() else ""
    return short if re.fullmatch(r"[Yy]{2,4}\s?[-/–]\s?[Yy]{2,4}", short) else ""


def accepts_label(pattern: str, flags: str = "", syntax: Language = "javascript") -> bool:
    """Whether a pattern lets `2025-26` through, or another way to write a fiscal year, and no day."""
    return any(accepts(pattern, flags, syntax, one) for one in LABELS) and not accepts(pattern, flags, syntax, "2025-07-01", "fullmatch")


def context_says(context: Context, held: set[str]) -> bool:
    return bool(context.words("function", "binding", "key", "callee") & held)
