"""Days by which a VAT return or a TDS deposit is due, as a file states them: constants and date arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.names import Name
from prohori.codebase.rates import said_on_the_way
from prohori.codebase.source import Source
from prohori.codebase.stated_numbers import ALWAYS, Held, stated
from prohori.codebase.syntax import Call, ancestors, call, function_of, line_of, named, number_value, operator, string_value, unwrapped
from prohori.codebase.tax_names import SPECIAL, duty_of, spoken
from prohori.codebase.words import listed, words

_DAY_WORDS = frozenset({"day", "days", "date", "due", "deadline", "deadlines", "dom"})
_NOT_DAYS = listed(
    """
    hour hours minute minutes month months year years count ttl retry retries size rate amount version weekday
    """
)
_OF_MONTH = frozenset({"day", "of", "month"})
_SETTERS = frozenset({"setDate", "setUTCDate", "date"})
_ADDERS = frozenset({"addDays", "plusDays", "add_days"})
_REMINDS = listed("reminder remind reminders warning warn notify notice notification alert")
_MOST = 31


def due_days(source: Source) -> list[Candidate]:
    found = [
        *_constants(source),
        *_returned(source),
        *_used_constants(source),
        *_computed(source),
        *_compared(source),
        *_seconds(source),
        *_texts(source),
    ]
    return list({c.line: c for c in reversed(found)}.values())


def _candidate(source: Source, node: SgNode, duty: str, name: str, days: int, held: Held = ALWAYS) -> Candidate:
    line = line_of(node)
    says = {
        "days": days,
        "special": _special(node, name),
        "since": held.since and held.since.isoformat(),
        "until": held.until and held.until.isoformat(),
        "sure": held.sure,
        "reminder": not _REMINDS.isdisjoint(words(name.rsplit(" ", 1)[-1])),
    }
    return Candidate("due", duty, name, line, line, evidence_at(source.lines, line), says)


def _special(node: SgNode, name: str) -> bool:
    """Whether the names or conditions around speak of those who have longer: government, banks, insurers, nil returns."""
    if SPECIAL.search(name):
        return True
    for at in ancestors(node):
        if at.kind() in ("if_statement", "ternary_expression", "conditional_expression", "elif_clause", "else_clause", "switch_case"):
            tested = at.field("condition") or at.field("value")
            if SPECIAL.search((tested or at).text()):
                return True
        if at.kind() in ("variable_declarator", "assignment", "pair", "function_definition", "function_declaration", "method_definition"):
            label = at.field("name") or at.field("left") or at.field("key")
            if label is not None and SPECIAL.search(label.text()):
                return True
    return False


def _constants(source: Source) -> Iterator[Candidate]:
    for binding in source.bindings():
        name = (
            binding.field("name") or binding.field("left") or binding.field("key") or binding.field("pattern") or binding.field("property")
        )
        value = binding.field("value") or binding.field("right")
        if name is None or value is None or name.kind() in ("object_pattern", "subscript"):
            continue
        text = (string_value(name) or name.text()).rsplit(".", 1)[-1]
        own = frozenset(words(text))
        if (own - _OF_MONTH if own >= _OF_MONTH else own) & _NOT_DAYS or not own & (
            _DAY_WORDS | {"rules", "dates", "deadlines", "vat", "tds"}
        ):
            continue
        outer = [n.text for n in source.names(value) if n.level in ("binding", "class", "function")]
        above = tuple(reversed(outer[1:3]))
        for entry in stated(value, (*above, text)):
            held = spoken(entry.names)
            duty = duty_of(held)
            plausible = entry.value == int(entry.value) and 0 < entry.value <= _MOST
            inner = spoken(entry.names[len(above) :])
            inner = inner - _OF_MONTH | {"day"} if inner >= _OF_MONTH else inner
            if duty and plausible and held & _DAY_WORDS and not inner & _NOT_DAYS:
                yield _candidate(source, entry.node, duty, " ".join(dict.fromkeys(entry.names)), int(entry.value), entry.held)


def _returned(source: Source) -> Iterator[Candidate]:
    """`dueDay(kind) { if (kind === 'vat-return') return 15; }`."""
    for statement in source.all("return_statement"):
        inside = named(statement)
        function = function_of(statement)
        name = next((n for n in source.names(statement) if n.level == "function"), None)
        if not inside or function is None or name is None or not {"day", "days", "date"} & set(name.words):
            continue
        labels, held = said_on_the_way(statement, function)
        for entry in stated(inside[0], (name.text, *labels), held):
            duty = duty_of(spoken(entry.names))
            if duty is not None and entry.value == int(entry.value) and 0 < entry.value <= _MOST:
                yield _candidate(source, entry.node, duty, name.text, int(entry.value), entry.held)


def _used_constants(source: Source) -> Iterator[Candidate]:
    """`LAST_DAY_FOR_A_COMPANY = 15`, which only the function that uses it shows to be about a return."""
    days = {name: value for name, value in source.numbers().items() if {"day", "days"} & set(words(name)) and 0 < value <= _MOST}
    for function in source.functions() if days else ():
        text = function.text()
        body = function.field("body")
        for name, value in days.items():
            if body is None or not re.search(rf"\b{name}\b", text) or duty_of(frozenset(words(name))):
                continue
            duty = _duty(source.names(body)[:1])
            held = next((b for b in source.bindings() if (n := b.field("name") or b.field("left")) and n.text() == name), None)
            if duty is not None and held is not None and not frozenset(words(name)) & _NOT_DAYS:
                yield _candidate(source, held, duty[0], name, int(value))


def _compared(source: Source) -> Iterator[Candidate]:
    """`isVatReturnLate(d) { return d.getDate() > 20; }`: the last day that is not late."""
    for node in source.all("comparison_operator" if source.syntax == "python" else "binary_expression"):
        operands = named(node)
        op = operator(node) or next((c.text() for c in node.children() if not c.is_named()), "")
        value = number_value(operands[1]) if len(operands) == 2 and op in ("<", "<=", ">", ">=") else None
        if value is None or not re.search(r"\.get(?:UTC)?Date\(\)$|\.day$|\.date\(\)$", operands[0].text()):
            continue
        duty = _duty(source.names(node))
        last = int(value) - (op in ("<", ">="))
        if duty is not None and 0 < last <= _MOST:
            yield _candidate(source, node, duty[0], duty[1], last)


def _seconds(source: Source) -> Iterator[Candidate]:
    """`end.getTime() + 20 * 86_400_000`, `20 * ONE_DAY` in a function called after the duty."""
    for node in source.all("binary_operator" if source.syntax == "python" else "binary_expression"):
        left, right = node.field("left"), node.field("right")
        if left is None or right is None or operator(node) != "*":
            continue
        whole, first = number_value(node), number_value(left)
        days = whole / (86_400_000 if whole % 86_400_000 == 0 else 86_400) if whole else None
        if days is None and first is not None and right.kind() == "identifier" and "day" in words(right.text()):
            days = first
        duty = _duty(source.names(node)) if days is not None and days == int(days) and 0 < days <= _MOST else None
        if days is not None and duty is not None:
            yield _candidate(source, node, duty[0], duty[1], int(days))


def _texts(source: Source) -> Iterator[Candidate]:
    """`${year}-${month}-15` in a function called after the duty."""
    for node in source.all("string", *(() if source.syntax == "python" else ("template_string",))):
        text = node.text()
        match = re.search(r"(?:\}|%m|MM)-(\d\d)(?:T|[\"'`]|$)", text)
        duty = _duty(source.names(node)) if match and re.search(r"-(?:\$?\{[^}]*\}|%m|MM)-", text) else None
        if match and duty is not None and 0 < int(match[1]) <= _MOST:
            yield _candidate(source, node, duty[0], duty[1], int(match[1]))


def _computed(source: Source) -> Iterator[Candidate]:
    kinds = ("call",) if source.syntax == "python" else ("call_expression", "new_expression")
    for node in source.all(*kinds):
        made = call(node)
        days = _days(source, made) if made is not None else None
        if days is None or days != int(days) or not 0 < days <= _MOST:
            continue
        names = source.names(node)
        duty = _duty(names)
        if duty is not None and not _is_sum_of_dates(node):
            yield _candidate(source, node, duty[0], duty[1], int(days))


def _duty(names: list[Name]) -> tuple[str, str] | None:
    held: list[str] = []
    for name in names:
        if name.level == "file":
            return None
        held.append(name.text)
        duty = duty_of(spoken(held))
        if duty is not None:
            return duty, name.text
    return None


def _days(source: Source, made: Call) -> Decimal | None:
    """The day of the month, or the days added, that a call states."""
    args = [number_value(a) for a in made.args]
    if source.syntax == "python":
        if made.name in ("date", "datetime") and len(args) >= 3 and args[0] is None:
            return args[2]
        if made.keywords:
            key = next((k for k in ("day", "days") if k in made.keywords), None)
            if key is not None:
                return number_value(made.keywords[key])
            weeks = number_value(made.keywords.get("weeks"))
            return weeks * 7 if weeks is not None else None
        return None
    if made.name in ("Date", "UTC") and len(args) >= 3 and args[0] is None:
        return args[2]
    if made.name in _SETTERS and len(args) == 1 and made.receiver is not None:
        return args[0] if args[0] is not None else _added(made.args[0])
    if made.name in ("setMonth", "setUTCMonth") and len(args) == 2:
        return args[1] if args[1] != 1 else None
    if made.name in ("setDate", "setDay") and len(args) == 2:
        return args[1]
    if made.name in _ADDERS and args:
        return args[-1]
    if made.name in ("addWeeks", "plusWeeks") and args and args[-1] is not None:
        return args[-1] * 7
    if made.name == "add" and len(args) == 2:
        unit = string_value(made.args[1]) or ""
        return args[0] * (7 if unit.startswith("w") else 1) if args[0] is not None and re.match(r"d(ays?)?$|w(eeks?)?$", unit) else None
    if made.name in ("plus", "add", "set") and made.args and made.args[-1].kind() == "object":
        return next(
            (number_value(p.field("value")) for p in named(made.args[-1]) if (k := p.field("key")) and k.text() in ("day", "days")), None
        )
    return None


def _added(node: SgNode) -> Decimal | None:
    """21 in `due.setDate(due.getDate() + 21)`."""
    node = unwrapped(node)
    left, right = node.field("left"), node.field("right")
    if left is None or right is None or operator(node) != "+" or ("getDate" not in left.text() and "getUTCDate" not in left.text()):
        return None
    return number_value(right)


def _is_sum_of_dates(node: SgNode) -> bool:
    """`date(y, m, 1) + timedelta(days=14)`: the first of the month is the start of a sum, not a due day."""
    above = node.parent()
    function = function_of(node)
    made = call(node)
    first = (
        made is not None and made.name in ("date", "datetime", "Date", "UTC") and re.search(r",\s*(?:day=)?1\)$", node.text()) is not None
    )
    return bool(first and (above is None or function is not None)) or "timedelta(days=1)" in node.text()
