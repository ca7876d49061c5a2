"""What a pattern accepts is asked in its own language, in the way it is applied, and never for long."""

from __future__ import annotations

import time
from typing import Any

import pytest

from prohori.codebase.regexes import LONGEST_TEXT, Pattern, Unjudgeable

TWELVE, BENGALI = "123456789012", "১২৩৪৫৬৭৮৯০১২"


def accepts(pattern: str, text: str, *, language: Any = "javascript", mode: Any = "search", flags: str = "") -> bool:
    return Pattern(pattern, flags, language, mode).accepts(text)


@pytest.mark.parametrize(
    ("mode", "accepted"),
    [("search", {"012", "12345", "x12345x"}), ("match", {"012", "12345"}), ("fullmatch", {"012"})],
)
def test_the_way_a_pattern_is_applied_anchors_it(mode: str, accepted: set[str]) -> None:
    texts = {"012", "12345", "x12345x", "12"}
    assert {text for text in texts if accepts(r"\d{3}", text, language="python", mode=mode)} == accepted


@pytest.mark.parametrize(
    ("pattern", "text", "language", "flags", "expected"),
    [
        (r"^\d{12}$", TWELVE, "javascript", "", True),
        (r"^\d{12}$", BENGALI, "javascript", "", False),
        (r"^\d{12}$", BENGALI, "python", "", True),
        (r"^\d{12}$", BENGALI, "python", "a", False),
        (r"^[\d-]{12}$", BENGALI, "python", "", True),
        (r"^(?<tin>\d{12})$", TWELVE, "javascript", "", True),
        (r"^(?P<tin>\d{12})\Z", TWELVE, "python", "", True),
        (r"^\u0031\u{32}3$", "123", "javascript", "u", True),
        (r"^\x31\/2$", "1/2", "javascript", "", True),
        (r"^tin$", "TIN", "javascript", "i", True),
        ("^ \\d{12}  # e-TIN\n$", TWELVE, "python", "x", True),
        (r"^(?=[1-9])\d{12}$", TWELVE, "javascript", "", True),
        (r"^(?!0)\d{12}$", "012345678901", "javascript", "", False),
        (r"^(?!0)\d{12}$", BENGALI, "javascript", "", False),
    ],
)
def test_the_syntax_of_each_language_means_what_it_means_there(pattern: str, text: str, language: str, flags: str, expected: bool) -> None:
    assert accepts(pattern, text, language=language, flags=flags) is expected


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"^(?=a)(a+)+$", "exponential"),
        (r"^(?=a)(?:a*b?)*$", "exponential"),
        (r"^(?!x)(\d+|\w+)*$", "exponential"),
        (r"(a)\1", "back reference"),
        (r"(?=a)a*b*c*d*e*f*", "unbounded"),
        (r"(?=[", "not a pattern"),
        ("a" * 400, "more than 300 characters"),
    ],
)
def test_what_cannot_be_answered_in_bounded_time_is_refused_in_words(pattern: str, why: str) -> None:
    with pytest.raises(Unjudgeable, match=why):
        accepts(pattern, "a" * 30)


def test_a_pattern_that_would_hang_a_backtracking_engine_answers_at_once() -> None:
    started = time.perf_counter()
    assert not accepts(r"^(a+)+$", "a" * 39 + "!")
    assert time.perf_counter() - started < 0.5


def test_a_text_longer_than_any_identifier_is_refused() -> None:
    with pytest.raises(Unjudgeable, match="more than"):
        accepts(r"\d", "1" * (LONGEST_TEXT + 1))
