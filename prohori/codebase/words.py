"""Identifiers as words: `buyerBIN`, `buyer_bin` and `BUYER-BIN` are all buyer, bin."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\b[A-Za-z][0-9]+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=50_000)
def words(identifier: str) -> tuple[str, ...]:
    """Lower-case words of one identifier or short text, in order; a letter and digits stay together (`S004`)."""
    return tuple(w.lower() for w in _WORD.findall(identifier))


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set: how the vocabularies are written down."""
    return frozenset(text.split())
