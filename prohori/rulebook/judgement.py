"""Candidates held against the rulebook: what a check accepts that it must not, and refuses that it must accept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prohori.model import Severity
from prohori.rulebook.values import Example, IdentifierFormat

RUNS = ["1234567890123456789012345"[:length] for length in range(5, 26)]
"""Digits of every length an identifier might be thought to have."""
Accepts = Callable[[str], tuple[bool | None, int]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One way in which a check departs from the format, and the line that does."""

    says: str
    severity: Severity
    line: int


def judge_identifier(rule: IdentifierFormat, accepts: Accepts, *, lengths_only: bool, tells_lengths: bool = False) -> list[Wrong]:
    """Empty for a correct check. Only what is certain counts: a check that perhaps accepts is not accused.

    A bound that lets a single character through is for storage: it may only be too short. A check that
    accepts neither a valid text nor digits of any length is no check of this format (a header, a prefix).
    `tells_lengths`: some guard tells digits of different lengths apart, even if nothing passes all of them.
    """
    refused = [wrong for example in rule.accept if (wrong := _refused(rule, example, accepts, lengths_only)) is not None]
    whole = len(refused) < len(rule.accept)
    if accepts("1")[0] is not False and (lengths_only or accepts("")[0] is not False):
        passed = []
    else:
        passed = [wrong for example in rule.reject if (wrong := _passed(rule, example, accepts, lengths_only)) is not None]
    if not whole and not passed and not tells_lengths and not _takes_digits(accepts):
        return []
    if not whole:
        refused = [Wrong(f"refuses every valid {rule.name}", Severity.major, refused[0].line)]
    return [*refused, *passed]


def _refused(rule: IdentifierFormat, example: Example, accepts: Accepts, lengths_only: bool) -> Wrong | None:
    answers = [accepts(text) for text in example.texts if not lengths_only or len(text) in rule.lengths]
    if any(answer is not False for answer, _ in answers):
        return None
    return Wrong(f"refuses valid ones ({example.why})", example.severity, answers[0][1])


def _passed(rule: IdentifierFormat, example: Example, accepts: Accepts, lengths_only: bool) -> Wrong | None:
    for text in example.texts:
        if lengths_only and (not text.isdigit() or len(text) in rule.lengths):
            continue
        answer, line = accepts(text)
        if answer is True:
            return Wrong(f"accepts {example.why}", example.severity, line)
    return None


def _takes_digits(accepts: Accepts) -> bool:
    if any(accepts(run)[0] for run in RUNS):
        return True
    run = RUNS[-1]
    sizes = range(1, 10)
    grouped = [f"{run[:a]}-{run[:b]}" for a in sizes for b in sizes] + [
        f"{run[:a]}-{run[:b]}-{run[:c]}" for a in sizes for b in sizes for c in sizes
    ]
    return any(accepts(text)[0] for text in grouped if len(text) > 6)


def worst(wrongs: Iterable[Wrong]) -> Severity:
    return min((wrong.severity for wrong in wrongs), key=lambda s: s.rank)
