"""A rule as the registry knows it: where the code states it, what it says, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prohori.codebase.registry.context import Context

KINDS = (
    "tin", "bin", "nid", "mobile", "vat_rate", "withholding", "supplementary_duty", "fiscal_year", "due_date",
    "mushak", "rounding", "other",
)  # fmt: skip
LONGEST_TEXT = 160  # characters


@dataclass(frozen=True, slots=True)
class Rule:
    """`value` as stated and normalised (12, 9-4, 15, 07-01). `role`: how it is stated (length, pattern, rate, row, message, …).

    `about`: what the value is for, so that rules of one subject can be compared (`S004`, `vat.return`); empty for the general rule.
    `pattern`: text, flags, syntax and mode of a regular expression (`regexes.Pattern`). `dated`: it may be of
    other days: a date stands beside a rate, or the line of an identifier says `old`.
    """

    kind: str
    line: int
    end_line: int
    value: str
    role: str
    text: str = ""
    about: str = ""
    confidence: str = "high"
    pattern: tuple[str, str, str, str] | None = None
    dated: bool = False


def rule(context: Context, kind: str, value: str, *, role: str, text: str = "", about: str = "", confidence: str = "high",
         pattern: tuple[str, str, str, str] | None = None) -> Rule:  # fmt: skip
    if context.node is not None and not text:
        text = context.node.text()
    return Rule(kind, context.line, context.end_line, value, role, " ".join(text.split())[:LONGEST_TEXT], about, confidence, pattern)


def as_json(found: Rule) -> list[Any]:
    return [
        found.kind, found.line, found.end_line, found.value, found.role, found.text, found.about, found.confidence,
        list(found.pattern) if found.pattern else None, found.dated,
    ]  # fmt: skip


def from_json(stored: list[Any]) -> Rule:
    kind, line, end_line, value, role, text, about, confidence, pattern, dated = stored
    return Rule(kind, line, end_line, value, role, text, about, confidence, tuple(pattern) if pattern else None, dated)
