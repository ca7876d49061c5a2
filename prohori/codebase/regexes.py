"""What a regular expression accepts, asked without risk: RE2 runs it in linear time.

JavaScript and Python patterns are translated to RE2's syntax (Python's `\\d` is any script's digits).
What RE2 cannot do (look-around, back references) runs on Python's engine only where a bounded answer is
certain: short texts and no quantifier over a group that holds one. All else raises `Unjudgeable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import re2

Language = Literal["javascript", "python"]
Mode = Literal["search", "match", "fullmatch"]
LONGEST_PATTERN = 300  # characters
LONGEST_TEXT = 40  # characters
MOST_REPEATS = 4  # unbounded quantifiers in one pattern that Python's engine may run


class Unjudgeable(Exception):
    """This pattern cannot be run safely; the text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, its flags as letters (`imsx`, Python's `a`), whose syntax it is, and how it is applied."""

    text: str
    flags: str
    language: Language
    mode: Mode

    def accepts(self, text: str) -> bool:
        """Whether a check with this pattern lets the text through. `Unjudgeable` if that cannot be asked safely."""
        if len(text) > LONGEST_TEXT:
            raise Unjudgeable(f"a text of more than {LONGEST_TEXT} characters")
        return _acceptor(self)(text)


@lru_cache(maxsize=4096)
def _acceptor(pattern: Pattern) -> Callable[[str], bool]:
    if len(pattern.text) > LONGEST_PATTERN:
        raise Unjudgeable(f"a pattern of more than {LONGEST_PATTERN} characters")
    options = re2.Options()
    options.log_errors = False
    prefix = "".join(f for f in pattern.flags if f in "ims")
    body = _anchored(_for_re2(pattern), pattern.mode)
    try:
        compiled = re2.compile(f"(?{prefix}){body}" if prefix else body, options)  # type: ignore[no-untyped-call]
    except re2.error:
        return _with_python(pattern)
    return lambda text: compiled.search(text) is not None


def _anchored(body: str, mode: Mode) -> str:
    return {"search": f"(?:{body})", "match": rf"\A(?:{body})", "fullmatch": rf"\A(?:{body})\z"}[mode]


_TOKEN = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|.)|\(\?<(?![=!])", re.DOTALL)


def _for_re2(pattern: Pattern) -> str:
    text = re.sub(r"\\.|\[[^\]]*\]|\s+|#[^\n]*", _verbose, pattern.text) if "x" in pattern.flags else pattern.text
    unicode_digits = pattern.language == "python" and "a" not in pattern.flags

    def translated(match: re.Match[str]) -> str:
        escaped = match[1]
        if escaped is None:
            return "(?P<"
        if escaped[0] == "u" and len(escaped) > 1:
            return "\\x{" + escaped[1:].strip("{}") + "}"
        if unicode_digits and escaped in "dD":
            return r"\p{Nd}" if escaped == "d" else r"\P{Nd}"
        if escaped == "Z" and pattern.language == "python":
            return r"\z"
        return match[0]

    return _TOKEN.sub(translated, text)


def _verbose(match: re.Match[str]) -> str:
    return match[0] if match[0][0] in "\\[" else ""


def _with_python(pattern: Pattern) -> Callable[[str], bool]:
    _refuse_slow(pattern.text)
    flags = re.ASCII if pattern.language == "javascript" or "a" in pattern.flags else re.NOFLAG
    for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL), ("x", re.VERBOSE)):
        flags |= flag if letter in pattern.flags else re.NOFLAG
    try:
        compiled = re.compile(_for_python(pattern), flags)
    except (re.error, OverflowError, RecursionError) as wrong:
        raise Unjudgeable(f"not a pattern that can be run: {wrong}") from None
    return lambda text: getattr(compiled, pattern.mode)(text) is not None


def _for_python(pattern: Pattern) -> str:
    if pattern.language == "python":
        return pattern.text
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", pattern.text)
    text = re.sub(r"\(\?<(?![=!])", "(?P<", text)
    return re.sub(r"\\.|(?<!\[)\$", lambda m: r"\Z" if m[0] == "$" and "m" not in pattern.flags else m[0], text)


def _refuse_slow(text: str) -> None:
    """Back references, a quantifier over a group that repeats, or many unbounded quantifiers: not run."""
    if re.search(r"\\[1-9]|\(\?P=|\\k<", text):
        raise Unjudgeable("it has a back reference")
    repeats, groups = 0, [False]
    bare = re.sub(r"\\.", "e", re.sub(r"\[(?:\\.|[^\]\\])*\]", "c", text))
    for token in re.finditer(r"\((?:\?(?:P?<?[=!]|:|P?<\w+>))?|\)(?P<outer>[*+]|\{\d+,?\d*\})?|(?P<inner>[*+?]|\{\d*,\d*\})|\|", bare):
        if token[0].startswith("("):
            groups.append(False)
        elif token[0].startswith(")"):
            inside = groups.pop() if len(groups) > 1 else False
            if inside and token["outer"]:
                raise Unjudgeable("a quantifier over a group that holds one could take exponential time")
            groups[-1] |= inside or token["outer"] is not None
            repeats += token["outer"] is not None
        else:
            groups[-1] = True
            repeats += token["inner"] not in (None, "?")
    if repeats > MOST_REPEATS:
        raise Unjudgeable(f"more than {MOST_REPEATS} unbounded quantifiers")
