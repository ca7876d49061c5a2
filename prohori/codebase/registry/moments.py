"""Which part of a date a number is, by the code around it and not by its names: the month of a constructor, a day that is set,
days that are added, a month that is compared. One reading for the date libraries of all grammars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ast_grep_py import SgNode

from prohori.codebase.registry.context import Tree, function_of_any
from prohori.codebase.words import listed, words

Kind = Literal["month", "day", "days", "shift", "turn"]
_THROUGH = listed("parenthesized_expression unary_expression unary_operator as_expression prefix_unary_expression cast_expression")
_NAMED = listed("pair keyword_argument element_value_pair array_element_initializer argument assignment_expression")
_ARGUMENTS = frozenset({"arguments", "argument_list"})
_COMPARISONS = frozenset({"binary_expression", "comparison_operator", "boolean_operator"})
_ARITHMETIC = frozenset({"binary_expression", "binary_operator"})
_ROWS = frozenset({"tuple", "array", "list", "expression_list", "tuple_expression", "array_creation_expression"})
_YEAR_FIRST = listed(
    """
    date utc datetime localdate dateonly datetimeoffset create createfromdate createsafe local plaindate plaindatetime zoneddatetime
    offsetdatetime localdatetime gregoriancalendar timestamp naivedate setdate setfulldate make_date datefromparts moment dayjs set
    """
)
_ZERO_BASED = re.compile(
    r"get(?:UTC)?Month\(\)|\.month\(\)|\bmonth\(\s*\w+\s*\)|getMonth\(\w+\)|\.get\(['\"]month['\"]\)|Calendar\.MONTH|monthIndex"
)
_MONTH = re.compile(
    r"[mM]onth|\bMONTH\b|\b(?:date|format|strftime)\([^)]*['\"]%?[nm]['\"]|['\"](?:M|MM|%m|%-m)['\"]|\bmash\b|\bmon\b|\bmo\b|\bmm\b"
)
_DAY = re.compile(
    r"get(?:UTC)?Date\(\)|\.date\(\)|\.(?:d|D)ay\b|->day\b|[dD]ay_?[oO]f_?[mM]onth|DAY_OF_MONTH|getDate\(\w+\)|\bday\b|\bdom\b"
    r"|['\"](?:j|d|%d|DD)['\"]"
)
_BETWEEN = re.compile(
    r"DAYS\s*\.\s*between|differenceIn(?:Calendar|Business)?Days|\)\.days\b|TotalDays|diffInDays|\.diff\([^()]*['\"]days?['\"]"
    r"|date_?diff\(|days_?between|\)\.Days\b|->days\b|toDays\("
)
_SHORT = re.compile(r"\$?(m|mo|mon|mm|month)")
_MONTH_KEYS = frozenset({"month", "monthindex", "mash", "mas", "monthvalue"})
_DAY_KEYS = frozenset({"day", "date", "dom", "din"})


@dataclass(frozen=True)
class Part:
    """`at`: the call, comparison or pair; `base`: the number of January; `op`: the comparison, turned so that the month is on its left.

    `turn` is the month at which `(month + n) % 12` begins anew, `shift` a number of months by which a date is moved.
    """

    kind: Kind
    at: SgNode
    base: int = 1
    op: str = ""
    fixed: bool = False
    """The date has a literal year: one day, no rule for every year."""
    day: int = 0
    """The day beside a month, where it is a number."""
    month: int = 0
    """The month beside a day, from 1."""
    scale: int = 1


def part_of(node: SgNode, tree: Tree) -> Part | None:
    below, at = node, node.parent()
    for _ in range(6):
        if at is None:
            return None
        kind = at.kind()
        if kind in _ROWS:
            return _of_row(node, at, tree)
        if kind in _NAMED and len(tree.parts(at)) > 1:
            return _of_name(node, at, tree)
        if kind in _ARGUMENTS:
            return _of_call(node, below, at, tree)
        if kind in _COMPARISONS and (found := _compared(node, at, tree)) is not None:
            return found
        if kind in _ARITHMETIC:
            return _turned(node, at, tree) or _multiplied(node, at, tree) or _added(node, at, tree)
        if kind not in _THROUGH and kind != "argument" and not _chosen(at, below, tree):
            return None
        below, at = at, at.parent()
    return None


def _chosen(at: SgNode, below: SgNode, tree: Tree) -> bool:
    """`quarterly ? 20 : 15`: one of two that are given to the same."""
    if at.kind() not in ("ternary_expression", "conditional_expression"):
        return False
    condition = tree.parts(at)[1 if tree.grammar == "python" else 0]
    return condition.range().start.index != below.range().start.index


def months_first(part: Part, value: int) -> int:
    """The month, from 1, with which the later half begins: 7 of `month > 6`, `month >= 7` and `getMonth() < 6`."""
    if part.kind == "turn":
        return value
    return value + (1 - part.base) + (1 if part.op in (">", "<=") else 0)


def _numeral(node: SgNode | None) -> int | None:
    text = node.text().strip() if node is not None else ""
    return int(text) if re.fullmatch(r"\d{1,4}", text) else None


def _of_row(node: SgNode, row: SgNode, tree: Tree) -> Part | None:
    """`(d.month, d.day) >= (7, 1)` and `moment([year, 6, 1])`."""
    items = [c for c in tree.parts(row) if c.kind() != "comment"]
    place = next((at for at, c in enumerate(items) if c.range().start.index == node.range().start.index), -1)
    above = row.parent()
    if above is None or place < 0:
        return None
    if above.kind() in _COMPARISONS and len(items) == 2:
        other = next((c for c in tree.parts(above) if c.range().start.index != row.range().start.index), None)
        text = other.text() if other is not None else ""
        if _MONTH.search(text) and _DAY.search(text):
            if place == 1:
                return None
            return Part("month", above, op=_operator(above, row, tree), day=_numeral(items[1]) or 0)
    if above.kind() in _ARGUMENTS and len(items) >= 2 and re.search(r"(?:moment|dayjs|utc|Date)\s*$", _callee(above)):
        if place == 1:
            return Part("month", row, 0, fixed=_numeral(items[0]) is not None, day=_numeral(items[2]) or 0 if len(items) > 2 else 1)
        if place == 2:
            return Part("day", row, fixed=_numeral(items[0]) is not None, month=(_numeral(items[1]) or -1) + 1)
    return None


def _of_name(node: SgNode, pair: SgNode, tree: Tree) -> Part | None:
    parts = tree.parts(pair)
    if parts[0].range().start.index == node.range().start.index:
        return None
    key = parts[0].text().strip("'\"$ ").rsplit(".", 1)[-1].rsplit(">", 1)[-1].lower()
    if key in _MONTH_KEYS:
        return Part("month", pair, day=_beside(pair, "day"), fixed=_beside(pair, "year") > 1900)
    if key in _DAY_KEYS:
        return Part("day", pair, month=_beside(pair, "month"), fixed=_beside(pair, "year") > 1900)
    if key in ("days", "weeks", "businessdays", "weekdays"):
        return Part("days", pair, scale=7 if key == "weeks" else 1)
    return Part("shift", pair) if key == "months" else None


def _beside(pair: SgNode, wanted: str) -> int:
    above = pair.parent()
    match = re.search(rf"\b{wanted}['\"]?\s*(?::|=>|=)\s*(\d{{1,4}})\b", above.text()[:300]) if above is not None else None
    return int(match[1]) if match else 0


def _callee(arguments: SgNode) -> str:
    """What is called, from the beginning of the chain."""
    call = arguments.parent()
    if call is None:
        return ""
    if call.kind() == "implicit_object_creation_expression":
        return _declared_type(call)
    length = arguments.range().start.index - call.range().start.index
    return call.text().encode()[:length].decode("utf-8", "ignore").rstrip()


def _declared_type(created: SgNode) -> str:
    """The date's type that C#'s `new(y, 7, 1)` makes: of what it is given to, or of what returns it."""
    at = created.parent()
    while at is not None and at.kind() not in (
        "method_declaration",
        "local_function_statement",
        "property_declaration",
        "variable_declaration",
    ):
        at = at.parent()
    match = re.search(r"\bDate(?:Only|Time(?:Offset)?)\b", re.split(r"[=(]", at.text()[:200])[0]) if at is not None else None
    return match[0] if match else ""


def _of_call(node: SgNode, below: SgNode, arguments: SgNode, tree: Tree) -> Part | None:
    given = tree.parts(arguments)
    place = next((at for at, c in enumerate(given) if c.range().start.index == below.range().start.index), -1)
    callee = _callee(arguments)
    match = re.search(r"(\w+)\s*(?:<[^<>]*>)?\s*$", callee)
    call = arguments.parent()
    if match is None or call is None or place < 0 or len(given) > 8:
        return None
    name, plain = match[1].lower(), re.search(r"[.>:]\s*\w+\s*$", callee) is None
    texts = [c.text() for c in given]
    if name in _YEAR_FIRST and len(given) >= 2 and (name != "set" or len(given) >= 3):
        return _of_constructor(call, callee, place, given, tree)
    if name == "of":
        return _of_java(call, callee, place, given)
    if name == "mktime" and place in (3, 4):
        return Part("month", call, day=_numeral(given[4]) or 0 if len(given) > 4 else 0) if place == 3 else Part("day", call)
    if name in ("add", "roll", "set") and place == 1 and len(given) == 2 and re.search(r"\b(?:DAY_OF|DATE$|MONTH$|WEEK_OF)", texts[0]):
        kind: Kind = "shift" if texts[0].endswith("MONTH") and "DAY" not in texts[0] else "days"
        return Part(kind if name != "set" else "month" if kind == "shift" else "day", call, 0 if name == "set" else 1)
    last = place == len(given) - 1
    if name in ("setmonth", "setutcmonth", "withmonth", "month", "startofmonth"):
        zero = 0 if name.startswith("set") or (name == "month" and tree.grammar != "php") else 1
        if plain and name == "setmonth":
            return Part("month", call, 0) if place == 1 else None
        return Part("month", call, zero) if place == 0 else Part("day", call) if place == 1 else None
    if name in ("set", "get") and place == 1 and len(given) == 2:
        unit = texts[0].strip("'\"").rsplit(".", 1)[-1].lower()
        return (
            Part("month", call, 0)
            if unit in ("month", "m", "months")
            else Part("day", call)
            if unit in ("date", "day_of_month", "d")
            else None
        )
    if name in ("setdate", "setutcdate", "date", "day", "setday", "withdayofmonth", "atday", "dayofmonth", "setdayofmonth", "day_of_month"):
        return Part("day", call) if last and (place == (1 if plain else 0)) else None
    return _moved(call, name, place, texts)


def _of_constructor(call: SgNode, callee: str, place: int, given: tuple[SgNode, ...], tree: Tree) -> Part | None:
    zero = tree.grammar in ("typescript", "tsx", "javascript") and not re.search(r"local|Plain|fromObject|DateTime", callee)
    base = 0 if zero or re.search(r"[cC]alendar\b|\.set$", callee) else 1
    if call.kind() == "new_expression" and "Date" not in callee:
        return None
    if re.search(r"(^|\W)setDate$", callee) and len(given) != 3:
        return Part("day", call) if place == len(given) - 1 else None
    fixed = (_numeral(given[0]) or 0) > 1900
    if place == 1:
        return Part("month", call, base, fixed=fixed, day=_numeral(given[2]) or 0 if len(given) > 2 else 1)
    if place == 2:
        month = _numeral(given[1])
        return Part("day", call, fixed=fixed, month=month + 1 - base if month is not None else 0)
    return None


def _of_java(call: SgNode, callee: str, place: int, given: tuple[SgNode, ...]) -> Part | None:
    of_year = re.search(r"(LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime|YearMonth)\s*\.\s*of$", callee) is not None
    if of_year and place == 1:
        return Part("month", call, fixed=_numeral(given[0]) is not None, day=_numeral(given[2]) or 0 if len(given) > 2 else 1)
    if of_year and place == 2:
        named = re.search(r"JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC", given[1].text())
        month = _numeral(given[1]) or ("JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".index(named[0]) // 3 + 1 if named else 0)
        return Part("day", call, fixed=_numeral(given[0]) is not None, month=month)
    if re.search(r"MonthDay\s*\.\s*of$", callee):
        return Part("month", call, day=_numeral(given[1]) or 0 if len(given) > 1 else 0) if place == 0 else None
    return Part("month", call) if re.search(r"\bMonth\s*\.\s*of$", callee) else None


def _moved(call: SgNode, name: str, place: int, texts: list[str]) -> Part | None:
    held = frozenset(words(name)) | frozenset(re.findall(r"days?|weeks?|months?", name))
    moves = re.match(r"add|plus|sub|minus|from|of|time_?delta|next|in|business|work", name) is not None
    unit = texts[1].strip("'\"").rsplit(".", 1)[-1].lower() if len(texts) == 2 and place == 0 else ""
    if name in ("add", "subtract", "plus", "minus", "sub") and unit:
        if unit in ("day", "days", "d"):
            return Part("days", call)
        if unit in ("week", "weeks", "w"):
            return Part("days", call, scale=7)
        return Part("shift", call) if unit in ("month", "months", "m") else None
    if name == "timedelta":
        return Part("days", call) if place == 0 else None
    if not moves or place > 1:
        return None
    if held & {"day", "days", "week", "weeks"}:
        return Part("days", call, scale=7 if held & {"week", "weeks"} else 1)
    return Part("shift", call) if held & {"month", "months"} else None


def _operator(node: SgNode, side: SgNode, tree: Tree) -> str:
    """The comparison, as if `side` stood on the right."""
    op = next((c.text() for c in node.children() if re.fullmatch(r"[<>]=?|===?|in", c.text())), "")
    first = tree.parts(node)[0].range().start.index == side.range().start.index
    return {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op) if first else op


def _compared(node: SgNode, at: SgNode, tree: Tree) -> Part | None:
    parts = tree.parts(at)
    if len(parts) != 2 or not any(re.fullmatch(r"[<>]=?|===?|in", c.text()) for c in at.children() if not c.is_named()):
        return None
    other = next((c for c in parts if not (c.range().start.index <= node.range().start.index < c.range().end.index)), None)
    side = next((c for c in parts if c is not other), None)
    if other is None or side is None:
        return None
    text, op = other.text()[:200], _operator(at, side, tree)
    if re.search(r"getDayOfMonth\(\)$", text):
        return Part("day", at, op=op)
    if _BETWEEN.search(text):
        return Part("days", at, op=op)
    defined = _definition(other, text) if _SHORT.fullmatch(text) else ""
    if re.search(r"[mM]onths|years?\s*-\s*|/\s*3|%", text) or (re.search(r"-", text) and "->" not in text):
        return None
    if (_SHORT.fullmatch(text) and not defined) or _MONTH.search(text) or (defined and _MONTH.search(defined)):
        said = defined if defined and _MONTH.search(defined) else text
        zero = _ZERO_BASED.search(said) is not None and tree.grammar not in ("python", "php", "csharp")
        if zero and (re.search(r"\+\s*1\b", said) or (tree.grammar == "java" and "Calendar" not in said)):
            zero = False
        return Part("month", at, 0 if zero else 1, op)
    return Part("day", at, op=op) if _DAY.search(text) else None


def _definition(name: SgNode, text: str) -> str:
    """What a short name was given in its function."""
    function = function_of_any(name)
    bare = re.escape(text.lstrip("$"))
    if function is None:
        return ""
    match = re.search(rf"\b{bare}\s*(?::\s*\w+)?\s*=(?!=)\s*([^;\n]{{1,120}})", function.text()[:3000])
    return match[1] if match else ""


def _turned(node: SgNode, at: SgNode, tree: Tree) -> Part | None:
    """`(month + 5) % 12`, `(month - 7 + 12) % 12`, `(6 - month) % 12`."""
    value = _numeral(node)
    around = at
    for _ in range(4):  # up to the whole calculation
        above = around.parent()
        if above is None or (above.kind() not in _ARITHMETIC and above.kind() not in _THROUGH):
            break
        around = above
    above = around.parent()
    while above is not None and above.kind() in _ARGUMENTS | {"argument"}:
        around, above = above, above.parent()
    if around.kind() in _ARGUMENTS and above is not None and re.search(r"[mM]od$|MOD$", _callee(around)):
        around = above
    text = re.sub(r"\s+", "", around.text()[:200])
    if (
        value is None
        or not 3 <= value <= 11
        or not re.search(r"\)%12\b|[mM]od\(.*,12\)", text)
        or not re.search(rf"{_MONTH.pattern}|\(\$?(?:m|mo|mon|mm)[-+]\d", text)
    ):
        return None
    if re.search(rf"[-+]{value}(?:[-+]12)?[),]|\({value}[-+]", text) is None:
        return None
    base = 0 if _ZERO_BASED.search(text) and not re.search(r"get(?:UTC)?Month\(\)\+1\b", text) and tree.grammar != "python" else 1
    taken = re.search(rf"-{value}\b", text) is not None
    first = value + 1 - base if taken else (12 - value) + 1 - base
    return Part("turn", around, base, month=(first - 1) % 12 + 1)


def _multiplied(node: SgNode, at: SgNode, tree: Tree) -> Part | None:
    """`15 * 24 * 60 * 60 * 1000`, `15 * DAY_MS`."""
    text = at.text()[:120]
    return (
        Part("days", at)
        if re.search(r"\*\s*(?:86_?400|24\s*\*|ONE_DAY|\w*DAY\w*|\w*Day\w*|864e5|8\.64e7|MS_PER_DAY|864_?00_?000)", text)
        and "%" not in text
        else None
    )


def _added(node: SgNode, at: SgNode, tree: Tree) -> Part | None:
    """`d.getDate() + 3`: days added, where the whole is given to a setter of the day."""
    parts = tree.parts(at)
    if len(parts) != 2 or re.search(r"[\w)]\s*[-+]\s*\d", at.text()) is None:
        return None
    above = at.parent()
    if above is not None and above.kind() in _ARGUMENTS and re.search(r"get(?:UTC)?Month\(\)$|\.month(?:\(\))?$|\.Month$", parts[0].text()):
        return Part("shift", at)
    return (
        Part("days", at)
        if re.search(r"get(?:UTC)?Date\(\)$|\.day$|\.Day$|toordinal\(\)$|[eE]pochDay\([^()]*\)$|\.DayNumber$", parts[0].text())
        else None
    )
