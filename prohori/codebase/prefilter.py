"""Whether a whole file holds something, before its tree is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import re2

_TOKEN = re.compile(
    r"(?P<lookaround>\(\?<?[=!](?:\[[^\]]*\]|\\.|[^()\[\\])*\))|(?P<none>\[\^(?:\\.|[^\]\\])*\])|(?P<one>\[(?:\\.|[^\]\\])*\])"
    r"|(?P<boundary>\\[bB])|(?P<escaped>\\.)|(?P<end>\$)",
    re.DOTALL,
)
_WIDER = {r"\s": r"\s\x0b\x1c-\x1f\x{85}\pZ", r"\w": r"\w\x{80}-\x{10ffff}", r"\d": r"\d\p{Nd}"}
"""What `re` knows of other scripts than ASCII."""


def prefilter(*given: str | re.Pattern[str]) -> Callable[[str], bool]:
    """Whether one of the patterns is found in a text, at a fraction of their time where none is: RE2 reads the text once, whatever the
    alternatives, for the same patterns without what it does not know (lookarounds, boundaries and letters of other scripts)."""
    patterns = [re.compile(one) for one in given]
    options = re2.Options()
    options.log_errors = False
    compiled: Any = re2.compile("|".join(map(_widened, patterns)), options)  # type: ignore[no-untyped-call]
    return lambda text: compiled.search(text) is not None and any(pattern.search(text) for pattern in patterns)


def _widened(pattern: re.Pattern[str]) -> str:
    flags = "".join(letter for letter, flag in (("i", re.IGNORECASE), ("s", re.DOTALL), ("m", re.MULTILINE)) if pattern.flags & flag)
    return f"(?{flags}:{_TOKEN.sub(_of_token, pattern.pattern)})"


def _of_token(match: re.Match[str]) -> str:
    text = match[0]
    if match["lookaround"] or match["boundary"]:
        return ""
    if match["one"]:
        return re.sub(r"\\.", lambda m: _WIDER.get(m[0], m[0]), text)
    if match["none"] and re.search(r"\\[WSD]", text):
        return r"[\s\S]"
    if match["end"]:
        return r"\n?$"
    return f"[{_WIDER[text]}]" if text in _WIDER else text
