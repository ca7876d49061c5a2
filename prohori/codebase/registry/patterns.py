"""What a regular expression of an identifier lets through: lengths of plain digits, and mobile numbers of Bangladesh."""

from __future__ import annotations

import re
from functools import lru_cache

from prohori.codebase.regexes import Language, Mode, Pattern, Unjudgeable
from prohori.codebase.registry.literals import Literal
from prohori.codebase.subjects import Identifier

RUNS = {length: ("9" + "1890123456789012345678901234")[:length] for length in range(4, 27)}
RUNS[17] = "19901234567890123"  # an NID of 17 digits begins with the year of birth
_BIN = re.compile(r"(?:\\d|\[0-9\])\{9\}\)?\(?-\??\(?(?:\\d|\[0-9\])\{4\}")
_HOME = tuple(
    form
    for operator in ("17", "13", "19")
    for form in (
        f"0{operator}12345678",
        f"+880{operator}12345678",
        f"880{operator}12345678",
        f"{operator}12345678",
        f"0{operator}12-345678",
        f"+880 {operator}12-345678",
        f"+880-{operator}12345678",
        f"0{operator} 12345678",
        f"00880{operator}12345678",
        f"+88 0{operator}12345678",
        f"+88-0{operator}12345678",
        f"0{operator}-12345678",
        f"0{operator}12 345678",
    )
)
_ELSEWHERE = (
    "5512345678", "05512345678", "55123456789", "0212345678", "02123456789", "+14155552671", "14155552671", "+919830012345", "919830012345",
    "9830012345", "+60123456789", "0123456789", "+447700900123", "07700900123", "+971501234567", "0501234567", "02-12345678", "02-9123456",
    "031-723456", "0721-712345", "041-72345", "+6591234567", "8801234567",
)  # fmt: skip
_ANY = (*("5" * n for n in range(7, 18)), "555-55555555", "5555-555555", "555555-5555")
_UNGIVEN = ("01012345678", "01112345678", "01212345678")
"""Prefixes that no operator has."""


@lru_cache(maxsize=4096)
def accepted_lengths(text: str, flags: str, syntax: Language, mode: Mode = "search") -> tuple[int, ...]:
    """The lengths of plain digits that the pattern lets through; empty where it cannot be asked."""
    try:
        pattern = _pattern(text, flags, syntax, mode)
        return tuple(length for length, run in RUNS.items() if pattern.accepts(run))
    except Unjudgeable:
        return ()


def accepts(text: str, flags: str, syntax: Language, example: str, mode: Mode = "search") -> bool | None:
    """Whether the pattern lets the example through; None where that cannot be asked safely."""
    try:
        return _pattern(text, flags, syntax, mode).accepts(example)
    except Unjudgeable:
        return None


def _pattern(text: str, flags: str, syntax: Language, mode: Mode) -> Pattern:
    return Pattern(text, "".join(f for f in flags if f in "imsxa"), syntax, mode)


@lru_cache(maxsize=4096)
def takes_mobiles(text: str, flags: str, syntax: Language) -> bool | None:
    """Whether mobile numbers of Bangladesh pass and numbers of elsewhere do not; None where the pattern cannot be asked."""
    taken = [accepts(text, flags, syntax, one, "fullmatch") or accepts(text, flags, syntax, one) for one in _HOME]
    if None in taken:
        return None
    return any(taken) and not any(accepts(text, flags, syntax, one) for one in (*_ANY, *_ELSEWHERE))


@lru_cache(maxsize=4096)
def knows_operators(text: str, flags: str, syntax: Language) -> bool:
    """Whether it tells given prefixes (013 to 019) from others: nothing but a mobile number is written so."""
    return takes_mobiles(text, flags, syntax) is True and sum(accepts(text, flags, syntax, one) is True for one in _UNGIVEN) < len(_UNGIVEN)


def said(kind: Identifier, text: str, lengths: tuple[int, ...]) -> str:
    """The value of a rule with this pattern."""
    if kind == "mobile":
        return text
    if kind == "bin" and _BIN.search(text):
        return "9-4"
    return "|".join(map(str, lengths)) if lengths and len(lengths) < 9 else text


def is_bin_form(text: str) -> bool:
    return _BIN.search(text) is not None


def mode_of(literal: Literal) -> Mode:
    """How much of a text the pattern must match where it is applied: Java, attributes of C# and HTML, and `fullmatch` ask for all of it."""
    callee = next(literal.context.of("callee"), None)
    called = callee.names[0] if callee is not None and callee.names else ""
    if called in ("fullmatch", "RegularExpression", "matches_re"):
        return "fullmatch"
    if literal.grammar == "php" and called == "where":  # Laravel's routes
        return "fullmatch"
    if literal.grammar == "java" and called in ("Pattern", "matches"):
        return "fullmatch"
    named = literal.context.bound
    if literal.grammar in ("html", "tsx") and not literal.pattern and named is not None and named.text == "pattern":
        return "fullmatch"
    if literal.grammar in ("typescript", "javascript") and not literal.pattern and called == "pattern":
        return "fullmatch"  # Angular
    return "match" if literal.grammar == "python" and called in ("match", "Regexp") else "search"


def delimited(text: str) -> str:
    """`/^\\d{12}$/u` without its delimiters."""
    match = re.fullmatch(r"([/~#!@])(.*)\1[a-zA-Z]*", text.strip(), re.DOTALL)
    return match[2] if match else text
