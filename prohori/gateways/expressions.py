"""Conditions that an operator writes: `NAME OPERATOR LITERAL`, as `status == 200`, `latency_p95 < 2000`, `/data/ok == true`.

The operators are `==`, `!=`, `<`, `<=`, `>`, `>=`, `in` (a list) and `matches` (RE2, found in a text); the literal is JSON. A name is
one of `NAMES`, or a JSON pointer into the body. Of several samples each must hold; a quantile is of all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import re2

from prohori.gateways.values import MISSING, literal, same
from prohori.model import Condition, Json, Question, Verdict

NAMES: dict[str, tuple[str, Question]] = {
    "status": ("gateway-status", "conforming"), "code": ("gateway-code", "conforming"),
    "content_type": ("gateway-content-type", "conforming"), "body_bytes": ("gateway-body-size", "sane"),
    "latency_p50": ("gateway-latency", "reachable"), "latency_p95": ("gateway-latency", "reachable"),
    "certificate_days": ("gateway-certificate-days", "reachable"), "clock_skew_seconds": ("gateway-clock", "sane"),
    "rows": ("gateway-rows", "sane"), "value": ("gateway-value", "sane"),
}  # fmt: skip
"""Each with the rule of its finding and the question that it answers."""
_UNSEEN = {"certificate_days": "it is not asked over TLS", "code": "no code of the gateway's came", "clock_skew_seconds": "no date came"}
_WRITTEN = re.compile(r"(/\S*|[a-z][a-z0-9_]*)\s*(==|!=|<=|>=|<|>|in\b|matches\b)\s*(.+)", re.DOTALL)
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other, "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other, ">=": lambda one, other: one >= other,
}  # fmt: skip


@dataclass(frozen=True)
class Expression:
    text: str
    name: str
    operator: str
    value: Json

    def holds(self, found: Json) -> bool:
        if self.operator in _ORDER:
            return _number(found) and _ORDER[self.operator](found, self.value)
        if self.operator == "in":
            return any(same(found, one) for one in self.value)
        if self.operator == "matches":
            return isinstance(found, str) and re2.search(self.value, found) is not None  # type: ignore[no-untyped-call]
        return (found is not MISSING and same(found, self.value)) is (self.operator == "==")


def parsed(text: str) -> Expression:
    """Raises `ValueError` in words."""
    parts = _WRITTEN.fullmatch(text.strip())
    if parts is None:
        raise ValueError(f"`{text}` is not a condition: write `status == 200`")
    name, operator, written = parts[1], parts[2], parts[3]
    if not name.startswith("/") and name not in NAMES:
        raise ValueError(f"`{name}` cannot be asked: there are {', '.join(NAMES)}, and JSON pointers")
    try:
        value = json.loads(written, parse_constant=_no_constant)
    except ValueError:
        raise ValueError(f"`{written}` is not JSON: a text has double quotes") from None
    wrong = {
        "in": not isinstance(value, list), "matches": not isinstance(value, str) or not _is_expression(value),
        **{one: not _number(value) for one in _ORDER}, **dict.fromkeys(("==", "!="), isinstance(value, dict | list)),
    }  # fmt: skip
    if wrong[operator]:
        raise ValueError(f"`{written}` cannot stand after `{operator}`")
    return Expression(" ".join(text.split()), name, operator, value)


def judged(expression: Expression, facts: Mapping[str, Sequence[Json]], *, answered: bool) -> Condition:
    """`facts`: each name's value of every sample."""
    rule, question = NAMES.get(expression.name, ("gateway-field", "conforming"))
    given = {"condition": expression.text, "question": question, "rule": rule}
    found = facts.get(expression.name, ())
    if not found:
        why = _UNSEEN.get(expression.name, "it was not observed") if answered else "there was no answer to judge"
        return Condition(verdict=Verdict.not_evaluated, why=why, **given)
    wrong = [value for value in found if not expression.holds(value)]
    value, failed = (wrong or found)[-1], bool(wrong)
    shown = value if isinstance(value, str | int | float | bool) else None
    why = f"its {expression.name} is {'missing' if value is MISSING else literal(value)}, and not {_wanted(expression)}" if failed else ""
    shown = literal(shown).strip("`") if isinstance(shown, str) else shown
    return Condition(verdict=Verdict.failed if failed else Verdict.passed, found=shown, why=why, **given)


def _wanted(expression: Expression) -> str:
    words = expression.text.removeprefix(expression.name).strip()
    return words.removeprefix("==").strip()


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_expression(text: str) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(text, options)  # type: ignore[no-untyped-call]
    except re2.error:
        return False
    return True


def _no_constant(name: str) -> Json:
    raise ValueError(name)
