"""Where a file says when the fiscal year starts or ends: month comparisons, dates built, constants, and the clock read.

Months are 1 to 12 in what is found, whatever the language counts from. Only code whose names speak of the
fiscal year counts; calendar-year code does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate
from prohori.codebase.fiscal_clock import ZERO_BASED, clock_rules, fiscal_candidate
from prohori.codebase.names import Name
from prohori.codebase.source import Source
from prohori.codebase.syntax import (
    NUMBERS,
    ancestors,
    call,
    function_of,
    line_of,
    named,
    number_value,
    operator,
    string_value,
    unwrapped,
)
from prohori.codebase.tax_names import is_fiscal, spoken
from prohori.codebase.words import words

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MONTH = re.compile(r"month", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(?:--)?(\d{1,2})[-/](\d{1,2})")
_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def fiscal_rules(source: Source) -> list[Candidate]:
    found = [
        *_comparisons(source),
        *_built(source),
        *_written(source),
        *_constants(source),
        *_halves(source),
        *clock_rules(source),
    ]
    return list({(c.line, c.says["what"]): c for c in reversed(found)}.values())


def _fiscal_name(names: list[Name]) -> tuple[str, frozenset[str]] | None:
    """The name that speaks of the fiscal year, and all words up to it. A nearer function about something else ends the search."""
    held: list[str] = []
    for name in names:
        held.append(name.text)
        if is_fiscal(frozenset(name.words)):
            return name.text, spoken(held)
        if name.level == "function" and frozenset(name.words) & {"calendar", "age", "birthday", "depreciation", "holiday"}:
            return None
    return None


# --- comparisons ----------------------------------------------------------------------------------------


def _comparisons(source: Source) -> Iterator[Candidate]:
    for node in source.all("comparison_operator" if source.syntax == "python" else "binary_expression"):
        pair = _month_and_number(source, node)
        if pair is None:
            continue
        month, op, number, by_name = pair
        called = (by_name, spoken([by_name])) if by_name else _fiscal_name(source.names(node)) or _said_of_function(source, node)
        first = _first_month(_base_of(source, month), op, number)
        if called is None or first is None:
            continue
        quarter = "quarter" in called[1] or re.search(r"quarter|\bq[1-4]\b", (function_of(node) or node).text(), re.IGNORECASE) is not None
        yield fiscal_candidate(source, node, called[0], "boundary", month=first, quarter=quarter)


def _said_of_function(source: Source, node: SgNode) -> tuple[str, frozenset[str]] | None:
    """The function whose comment speaks of the fiscal year, where the comparison chooses between two years."""
    function = function_of(node)
    chosen = next((a for a in ancestors(node) if a.kind() in ("ternary_expression", "conditional_expression", "if_statement")), None)
    if function is None or chosen is None or not re.search(r"[yY]ear(?:\(\))?\s*[-+]\s*1\b", chosen.text()):
        return None
    first = line_of(function)
    near = source.lines[max(0, first - 4) : first + 3]
    said = " ".join(text for text in near if re.match(r"\s*(//|/?\*|#|\"\"\"|''')", text))
    name = next((n.text for n in source.names(node) if n.level == "function"), "")
    return (name, spoken([name, said])) if is_fiscal(spoken([said])) else None


def _halves(source: Source) -> Iterator[Candidate]:
    """`month in (4, 5, …, 12)`, `[1, 2, 3].includes(month)`: the first month of the half that ends or begins the year."""
    for node in source.all("comparison_operator" if source.syntax == "python" else "call_expression"):
        months = _listed_months(node)
        called = _fiscal_name(source.names(node)) if months else None
        if not months or called is None or "quarter" in called[1] or months != list(range(months[0], months[-1] + 1)):
            continue
        if 12 in months and months[0] > 1:
            yield fiscal_candidate(source, node, called[0], "boundary", month=months[0], quarter=False)
        elif months[0] == 1 and len(months) > 1 and months[-1] < 12:
            yield fiscal_candidate(source, node, called[0], "boundary", month=months[-1] + 1, quarter=False)


def _listed_months(node: SgNode) -> list[int]:
    """The months (from 1) that a membership test names, sorted."""
    made = call(node)
    if made is not None:
        item, held = (made.args[0], made.receiver) if made.name in ("includes", "has") and len(made.args) == 1 else (None, None)
        step = 0 if item is None or not ZERO_BASED.search(item.text()) or "+ 1" in item.text() else 1
    else:
        operands = named(node)
        member = len(operands) == 2 and any(c.text() == "in" for c in node.children())
        item, held, step = (operands[0], operands[1], 0) if member else (None, None, 0)
    if item is None or held is None or not _MONTH.search(item.text()):
        return []
    spread = call(held)
    if spread is not None and spread.name == "range" and len(spread.args) == 2:
        first, end = (number_value(a) for a in spread.args)
        return list(range(int(first), int(end))) if first is not None and end is not None and 1 <= first < end <= 13 else []
    numbers = [number_value(n) for n in named(held)]
    months = sorted(int(n) + step for n in numbers if n is not None)
    return months if numbers and len(months) == len(numbers) and months[0] >= 1 and months[-1] <= 12 else []


def _month_and_number(source: Source, node: SgNode) -> tuple[SgNode, str, int, str] | None:
    """The month, the operator, the number from 0 to 12, and the name of the constant that holds it."""
    if node.kind() == "binary_expression":
        left, op, right = node.field("left"), operator(node), node.field("right")
    else:
        operands = named(node)
        if len(operands) != 2:
            return None
        left, right = operands
        op = next((c.text() for c in node.children() if not c.is_named()), "")
    if left is None or right is None or op not in ("<", "<=", ">", ">="):
        return None
    left, right = unwrapped(left), unwrapped(right)
    if left.kind() in NUMBERS:
        left, right, op = right, left, _FLIPPED[op]
    value, by_name = number_value(right), ""
    if value is None and re.fullmatch(r"0?[1-9]|1[0-2]", string_value(right) or ""):
        value = Decimal(string_value(right) or 0)
    if value is None and {"start", "month"} <= set(words(right.text())) and is_fiscal(frozenset(words(right.text()))):
        by_name = right.text().rsplit(".", 1)[-1]
        value = source.numbers().get(by_name, Decimal(6 + _base_of(source, left)))
    if value is None or value != int(value) or not 0 <= value <= 12 or not (by_name or _MONTH.search(left.text())):
        return None
    return left, op, int(value), by_name


def _base_of(source: Source, month: SgNode, depth: int = 0) -> int:
    """What January is in this expression: 0 or 1."""
    text = month.text()
    if source.syntax == "python":
        return 1
    if re.search(r"\+\s*1\b", text):
        return 1
    if ZERO_BASED.search(text):
        return 0
    if month.kind() == "identifier" and depth < 2:
        function = function_of(month)
        scope = function.text() if function is not None else "\n".join(source.lines)
        defined = re.search(rf"\b{re.escape(text)}\s*(?::\s*\w+)?\s*=(?!=)\s*([^;\n]+)", scope)
        if defined:
            return 0 if ZERO_BASED.search(defined[1]) and not re.search(r"\+\s*1\b", defined[1]) else 1
        taken = re.search(rf"\[[^\]]*\b{re.escape(text)}\b[^\]]*\]\s*=\s*[^;\n]*getMonth\(\)(\s*\+\s*1)?", scope)
        if taken:
            return 1 if taken[1] else 0
    return 1


def _first_month(base: int, op: str, number: int) -> int | None:
    first = number + (1 if op in (">", "<=") else 0) + (1 - base)
    return first if 1 < first <= 12 else None


# --- dates built ----------------------------------------------------------------------------------------


def _built(source: Source) -> Iterator[Candidate]:
    """`new Date(year, 6, 1)`, `date(year, 7, 1)`, `f"{year}-07-01"` in fiscal-year code."""
    kinds = ("call",) if source.syntax == "python" else ("new_expression", "call_expression")
    for node in source.all(*kinds):
        made = call(node)
        if made is None:
            continue
        day = _day_made(source, made.name, [number_value(a) for a in made.args], made.keywords)
        if day is None:
            continue
        called = _fiscal_name(source.names(node))
        if called is not None:
            yield fiscal_candidate(source, node, called[0], "date", month=day[0], day=day[1], quarter="quarter" in called[1])
    for node in source.all("string" if source.syntax == "python" else "template_string"):
        match = re.search(r"(?:\}|%Y|YYYY|yyyy)-(\d\d)-(\d\d)(?:[T\"'`]|$)", node.text())
        called = _fiscal_name(source.names(node)) if match else None
        if match and called is not None:
            yield fiscal_candidate(source, node, called[0], "date", month=int(match[1]), day=int(match[2]), quarter="quarter" in called[1])


def _written(source: Source) -> Iterator[Candidate]:
    """`01/01/${year}`: the day and the month, in either order, before the year."""
    for node in source.all("string" if source.syntax == "python" else "template_string"):
        match = re.match(r"f?[\"'`](\d\d)[/-](\d\d)[/-]\$?\{", node.text())
        called = _fiscal_name(source.names(node)) if match else None
        if match and called is not None:
            yield fiscal_candidate(
                source, node, called[0], "month-day", days=_either_way(match), ends=bool(called[1] & {"end", "ends", "closing"})
            )


def _either_way(match: re.Match[str]) -> list[list[int]]:
    first, second = int(match[1]), int(match[2])
    return [[a, b] for a, b in ((first, second), (second, first)) if 1 <= a <= 12 and 1 <= b <= 31]


def _day_made(source: Source, name: str, args: list[Any], keywords: dict[str, SgNode]) -> tuple[int, int] | None:
    if source.syntax == "python":
        if name in ("date", "datetime") and len(args) >= 3 and args[0] is None and args[1] is not None and args[2] is not None:
            return _valid(int(args[1]), int(args[2]))
        if name in ("replace", "date", "datetime") and {"month", "day"} <= keywords.keys():
            given = number_value(keywords["month"]), number_value(keywords["day"])
            return _valid(int(given[0]), int(given[1])) if given[0] is not None and given[1] is not None else None
        return None
    if name in ("Date", "UTC") and len(args) >= 3 and args[0] is None and args[1] is not None and args[2] is not None:
        month, day = int(args[1]) + 1, int(args[2])
        return _valid((month - 2) % 12 + 1, 30) if day == 0 and month in (7,) else _valid(month, day if day else 31)
    return None


def _valid(month: int, day: int) -> tuple[int, int] | None:
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


# --- constants ------------------------------------------------------------------------------------------


def _constants(source: Source) -> Iterator[Candidate]:
    """`FISCAL_YEAR_START_MONTH = 7`, `fiscalYearStart: '07-01'`, `{ fiscalYear: { startMonth: 7 } }`."""
    for binding in source.bindings():
        name = (
            binding.field("name") or binding.field("left") or binding.field("key") or binding.field("pattern") or binding.field("property")
        )
        value = binding.field("value") or binding.field("right")
        if name is None or value is None:
            continue
        text = (string_value(name) or name.text()).rsplit(".", 1)[-1]
        own = frozenset(words(text))
        if not own & {"month", "start", "end", "starts", "begins", "first", "begin", "closing", "opening", "ends"}:
            continue
        called = text if is_fiscal(own) else _outer_fiscal(source, value)
        if called is None:
            continue
        held = own | frozenset(words(called))
        yield from _constant(source, binding, called if called != text else text, held, unwrapped(value), text)


def _outer_fiscal(source: Source, value: SgNode) -> str | None:
    outer = [n for n in source.names(value) if n.level in ("binding", "class", "file")][1:]
    return next((n.text for n in outer if is_fiscal(frozenset(n.words)) and n.level != "file"), None)


def _constant(source: Source, binding: SgNode, called: str, held: frozenset[str], value: SgNode, name: str) -> Iterator[Candidate]:
    ends = bool(held & {"end", "ends", "closing", "last"}) and not held & {"start", "starts", "begins", "begin", "opening"}
    number = number_value(value)
    if number is not None and held & {"month"} and number == int(number) and 0 <= number <= 12 and not held & {"count", "length", "offset"}:
        months = _meanings(source, name, int(number))
        yield fiscal_candidate(source, binding, called, "constant", months=months, ends=ends)
        return
    text = string_value(value)
    if text is None:
        return
    match = _MONTH_DAY.fullmatch(text)
    if match:
        yield fiscal_candidate(source, binding, called, "month-day", days=_either_way(match), ends=ends)
    elif text.lower() in _MONTH_NAMES or text.lower() in [m[:3] for m in _MONTH_NAMES]:
        month = next(i for i, m in enumerate(_MONTH_NAMES, 1) if m.startswith(text.lower()[:3]))
        yield fiscal_candidate(source, binding, called, "constant", months=[month], ends=ends)


def _meanings(source: Source, name: str, number: int) -> list[int]:
    """The months a constant may mean: in JavaScript both counts, unless its use shows which."""
    if source.syntax == "python":
        return [number]
    text = "\n".join(line for line in source.lines if name in line)
    spelled = re.escape(name)
    if re.search(
        rf"new Date\([^)]*,\s*[\w.]*{spelled}\b(?!\s*-)|UTC\([^)]*,\s*[\w.]*{spelled}\b(?!\s*-)|getMonth\(\)\s*[<>=!]+\s*[\w.]*{spelled}\b",
        text,
    ):
        return [number + 1]
    if number == 0:
        return [1]
    defined = next((at for at, line in enumerate(source.lines) if re.search(rf"\b{spelled}\b\s*[:=]", line)), 0)
    near = " ".join(source.lines[max(0, defined - 3) : defined + 1])
    if "index" in words(name) or re.search(r"zero|0-based|(?:is|from) 0\b", near):
        return [number + 1]
    one_based = re.search(rf"\+\s*1\)?\s*[<>=!]+\s*[\w.]*{spelled}\b|{spelled}\s*-\s*1\b", text)
    return [number] if one_based or number in (7, 12) else [number, number + 1]
