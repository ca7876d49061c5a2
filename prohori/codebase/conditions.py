"""Conditions on a text as data, and a check as the guards it passes one after the other.

A condition is JSON: `["re", pattern, flags, language, mode]`, `["len", op, n]`, `["lens", [n, ...]]`,
`["and", a, b]`, `["or", a, b]`, `["not", a]`, `["is", true]`, `["?", about]`: unknown, and whether it is
about the text at all. Truth is True, False, or None where it cannot be known.

A guard is `[effect, condition, line]`: `reject` or `accept` when the condition holds, or `return` its value.
"""

from __future__ import annotations

import operator
from typing import Any

from prohori.codebase.regexes import Pattern, Unjudgeable

Condition = list[Any]
Guard = list[Any]
UNRELATED: Condition = ["?", False]
UNKNOWN: Condition = ["?", True]
TRUE: Condition = ["is", True]
_COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def negated(condition: Condition) -> Condition:
    return condition[1] if condition[0] == "not" else ["not", condition]


def all_of(conditions: list[Condition]) -> Condition:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = ["and", joined, condition]
    return joined


def any_of(conditions: list[Condition]) -> Condition:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = ["or", joined, condition]
    return joined


def decisive(condition: Condition) -> bool:
    """Whether anything in it can be evaluated on a text: a pattern or a length."""
    if condition[0] in ("re", "len", "lens"):
        return True
    return any(decisive(part) for part in condition[1:] if isinstance(part, list) and part and isinstance(part[0], str))


def truth(condition: Condition, text: str) -> bool | None:
    """`Unjudgeable` where a pattern cannot be run."""
    match condition[0]:
        case "re":
            return Pattern(*condition[1:]).accepts(text)
        case "len":
            return bool(_COMPARE[condition[1]](len(text), condition[2]))
        case "lens":
            return len(text) in condition[1]
        case "is":
            return bool(condition[1])
        case "not":
            inner = truth(condition[1], text)
            return None if inner is None else not inner
        case "and" | "or":
            return _joined(condition, text)
    return None


def _joined(condition: Condition, text: str) -> bool | None:
    left, right = truth(condition[1], text), truth(condition[2], text)
    deciding = condition[0] == "or"
    if left is deciding or right is deciding:
        return deciding
    return None if left is None or right is None else not deciding


def about(condition: Condition) -> bool:
    """Whether the condition says anything about the text, be it unknown."""
    if condition[0] == "?":
        return bool(condition[1])
    if condition[0] == "is":
        return False
    if condition[0] in ("re", "len", "lens"):
        return True
    return any(about(part) for part in condition[1:])


def accepted(guards: list[Guard], text: str) -> tuple[bool | None, int]:
    """Whether the guards let the text through (None: perhaps), and the line that decided."""
    perhaps = {"accept": False, "reject": False}
    last = guards[0][2]
    for effect, condition, line in guards:
        holds = truth(condition, text)
        if effect == "return":
            effect, holds = ("accept" if holds else "reject"), True if holds is not None else None
            if holds is None:
                return None, line
        if holds:
            other = "reject" if effect == "accept" else "accept"
            return (None if perhaps[other] else effect == "accept"), line if decisive(condition) else last
        if holds is None and about(condition):
            perhaps[effect] = True
        last = line if decisive(condition) else last
    return (None if perhaps["reject"] else True), last


def distinguishes(guards: list[Guard], texts: list[str]) -> bool:
    """Whether any guard tells these texts apart."""
    return any(len({truth(condition, text) for text in texts}) > 1 for _, condition, _ in guards)


def has_pattern(guards: list[Guard]) -> bool:
    """Whether any guard applies a pattern; without one only lengths are checked."""
    return any(_holds_pattern(condition) for _, condition, _ in guards)


def _holds_pattern(condition: Condition) -> bool:
    if condition[0] == "re":
        return not _any_digits(Pattern(*condition[1:]))
    return any(_holds_pattern(part) for part in condition[1:] if isinstance(part, list) and part and isinstance(part[0], str))


def _any_digits(pattern: Pattern) -> bool:
    """Whether the pattern only asks for digits, however many."""
    try:
        return pattern.accepts("1") and pattern.accepts("1890123456789012345678901")
    except Unjudgeable:
        return False


def validates(guards: list[Guard]) -> bool:
    """Whether the guards refuse anything on account of the text's form."""
    for position, (effect, condition, _line) in enumerate(guards):
        if effect in ("reject", "return") and decisive(condition):
            return True
        refuses_rest = any((e == "reject" and c == TRUE) or (e == "return" and c == ["is", False]) for e, c, _ in guards[position + 1 :])
        if effect == "accept" and decisive(condition) and refuses_rest:
            return True
    return False
