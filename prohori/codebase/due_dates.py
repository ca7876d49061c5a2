"""Days by which a VAT return or a TDS deposit is due, as a file states them: constants and date arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.names import Name
from prohori.codebase.source import Source
from prohori.codebase.stated_numbers import ALWAYS, Held, stated
from prohori.codebase.syntax import Call, ancestors, call, function_of, line_of, named, number_value, string_value
from prohori.codebase.tax_names import SPECIAL, duty_of, spoken
from prohori.codebase.words import listed, words

_DAY_WORDS = frozenset({"day", "days", "date", "due", "deadline", "dom"})
_NOT_DAYS = listed(
    """
    hour hours minute minutes month months year years count ttl retry retries size rate amount version weekday
    """
)
_SETTERS = frozenset({"setDate", "setUTCDate", "date"})
_ADDERS = frozenset({"addDays", "plusDays", "add_days"})
_REMINDS = listed("reminder remind reminders warning warn notify notice notification alert")
_MOST = 31


def due_days(source: Source) -> list[Candidate]:
    found = [*_constants(source), *_computed(source)]
    return list({c.line: c for c in reversed(found)}.values())


def _candidate(source: Source, node: SgNode, duty: str, name: str, days: int, held: Held = ALWAYS) -> Candidate:
    line = line_of(node)
    says = {
        "days": days,
        "special": _special(node, name),
        "since": held.since and held.since.isoformat(),
        "until": held.until and held.until.isoformat(),
        "sure": held.sure,
        "reminder": not _REMINDS.isdisjoint(words(name)),
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
        if own & _NOT_DAYS or not own & (_DAY_WORDS | {"rules", "dates", "deadlines", "vat", "tds"}):
            continue
        outer = [n.text for n in source.names(value) if n.level in ("binding", "class", "function")]
        for entry in stated(value, (*reversed(outer[1:3]), text)):
            held = spoken(entry.names)
            duty = duty_of(held)
            plausible = entry.value == int(entry.value) and 0 < entry.value <= _MOST and not entry.as_text
            inner = frozenset(w for n in entry.names[-2:] for w in words(n))
            if duty and plausible and inner & _DAY_WORDS and not inner & _NOT_DAYS:
                yield _candidate(source, entry.node, duty, " ".join(dict.fromkeys(entry.names)), int(entry.value), entry.held)


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
        if made.name in ("relativedelta", "timedelta", "replace", "date", "datetime"):
            key = next((k for k in ("day", "days") if k in made.keywords), None)
            if key is not None:
                return number_value(made.keywords[key])
            weeks = number_value(made.keywords.get("weeks"))
            return weeks * 7 if weeks is not None else None
        return None
    if made.name in ("Date", "UTC") and len(args) >= 3 and args[0] is None:
        return args[2]
    if made.name in _SETTERS and len(args) == 1 and made.receiver is not None:
        return args[0]
    if made.name in _ADDERS and args:
        return args[-1]
    if made.name == "add" and len(args) == 2:
        unit = string_value(made.args[1]) or ""
        return args[0] * (7 if unit.startswith("w") else 1) if args[0] is not None and re.match(r"d(ays?)?$|w(eeks?)?$", unit) else None
    if made.name in ("plus", "add", "set") and made.args and made.args[-1].kind() == "object":
        return next(
            (number_value(p.field("value")) for p in named(made.args[-1]) if (k := p.field("key")) and k.text() in ("day", "days")), None
        )
    return None


def _is_sum_of_dates(node: SgNode) -> bool:
    """`date(y, m, 1) + timedelta(days=14)`: the first of the month is the start of a sum, not a due day."""
    above = node.parent()
    function = function_of(node)
    made = call(node)
    first = (
        made is not None and made.name in ("date", "datetime", "Date", "UTC") and re.search(r",\s*(?:day=)?1\)$", node.text()) is not None
    )
    return bool(first and (above is None or function is not None)) or "timedelta(days=1)" in node.text()
