"""A pattern judged by what it accepts of the rulebook's examples, however it is written."""

from __future__ import annotations

from typing import cast

from prohori.codebase.regexes import Language, Mode
from prohori.codebase.registry.model import Judgement
from prohori.codebase.registry.patterns import accepts
from prohori.codebase.registry.rules import Rule
from prohori.rulebook.values import IdentifierFormat


def judged(one: Rule, rule: IdentifierFormat | None) -> Judgement | None:
    """None for what is no pattern, for one that cannot be run safely, and where the rulebook has no format for the day."""
    if one.pattern is None or rule is None:
        return None
    text, flags, syntax, mode = one.pattern

    def passes(example: str) -> bool | None:
        return accepts(text, flags, cast(Language, syntax), example, cast(Mode, mode))

    if passes("1") is None:
        return None
    return Judgement(
        accepts=tuple(dict.fromkeys(e.why for e in rule.reject if any(passes(t) for t in e.texts))),
        refuses=tuple(dict.fromkeys(e.why for e in rule.accept if not any(passes(t) for t in e.texts))),
    )
