"""Fills a template: names from the vocabulary in the style of the language, values from the pools, made-up keys."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from mutations.templates import Grammar, Template

_HOLE = re.compile(r"«([@%]?)([\w-]+)(?:\.(\w+))?»")
_STYLES: dict[str, Callable[[list[str]], str]] = {
    "camel": lambda words: words[0] + "".join(word.capitalize() for word in words[1:]),
    "snake": "_".join,
    "UPPER": lambda words: "_".join(words).upper(),
    "Pascal": lambda words: "".join(word.capitalize() for word in words),
    "words": " ".join,
}


def fill(template: Template, grammar: Grammar, kind: str, rng: random.Random) -> tuple[str, set[str]]:
    """The code, and the names in it (to see whether they are taken). One key has one value in one template."""
    chosen: dict[str, str] = {}
    names: set[str] = set()

    def value(hole: re.Match[str]) -> str:
        sigil, key, style = hole.groups()
        if sigil == "%":
            return _MADE_UP[key](rng)
        if sigil + key not in chosen:
            chosen[sigil + key] = rng.choice(grammar.values(key, kind) if sigil else grammar.names(key, kind))
        text = chosen[sigil + key]
        if sigil:
            return text.replace("\\", "\\\\") if style == "escaped" else text
        name = _STYLES[style](text.split())
        if style != "words":
            names.add(name)
        return name

    return _HOLE.sub(value, template.code), names


def _letters(alphabet: str, length: int) -> Callable[[random.Random], str]:
    return lambda rng: "".join(rng.choice(alphabet) for _ in range(length))


_ALNUM = string.ascii_letters + string.digits
_WORDS = ("Jamuna", "Surma", "Kushiyara", "Sundarban", "Rupsha", "Teesta", "Shapla", "Doel", "Hilsa", "Bokul")


def _password(rng: random.Random) -> str:
    mark = rng.choice("#@!$%&*-")
    return f"{rng.choice(_WORDS)}{mark}{rng.choice(_WORDS)[:4]}{rng.randrange(10, 9999)}{rng.choice('xQzVk')}"


def _url_password(rng: random.Random) -> str:
    return f"{rng.choice(_WORDS)}{rng.randrange(100, 9999)}{_letters(_ALNUM, 6)(rng)}"


_MADE_UP: dict[str, Callable[[random.Random], str]] = {
    "token": _letters(_ALNUM, 32),
    "short_token": _letters(_ALNUM, 20),
    "hex": _letters("0123456789abcdef", 40),
    "sha256": _letters("0123456789abcdef", 64),
    "base64": _letters(_ALNUM + "+/", 64),
    "password": _password,
    "url_password": _url_password,
    "aws_id": lambda rng: "AKIA" + _letters(string.ascii_uppercase + "234567", 16)(rng),
    "aws_key": _letters(_ALNUM + "/+", 40),
    "github": lambda rng: "ghp_" + _letters(_ALNUM, 36)(rng),
    "live_key": lambda rng: "sk_live_" + _letters(_ALNUM, 28)(rng),
}
