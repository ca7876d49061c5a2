"""TIN, BIN, NID and mobile numbers: the format in force, and examples that a check must pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from prohori.model import Severity
from prohori.rulebook.book import Ruling, lookup
from prohori.snapshot.protocol import Dated

KINDS = ("tin", "bin", "nid", "mobile")


@dataclass(frozen=True, slots=True)
class Example:
    """Texts with one reason: of forms to accept one suffices, of texts to reject none may pass."""

    texts: tuple[str, ...]
    why: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class IdentifierFormat:
    name: str
    canonical: str
    lengths: frozenset[int]
    """Lengths a correct text may have, as stored or as displayed."""
    accept: tuple[Example, ...]
    reject: tuple[Example, ...]

    def valid(self, text: str) -> bool:
        """Whether the text, digits in any script and with spaces or hyphens where they belong, has the format."""
        return re.fullmatch(self.canonical, normalised(text)) is not None


def identifier(kind: str) -> Callable[[date], Dated[Ruling[IdentifierFormat] | None]]:
    return lookup(f"identifier.{kind}", _format)


def normalised(text: str) -> str:
    """NFKC, any script's digits as ASCII, spaces and hyphens between equal groups of four removed."""
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in unicodedata.normalize("NFKC", text))
    return re.sub(r"\A([0-9]{4})[ -]([0-9]{4})[ -]([0-9]{4})\Z", r"\1\2\3", folded)


def _format(value: Mapping[str, Any]) -> IdentifierFormat:
    return IdentifierFormat(
        name=value["name"],
        canonical=value["canonical"],
        lengths=frozenset(value["lengths"]),
        accept=tuple(_example(e, "forms") for e in value["accept"]),
        reject=tuple(_example(e, "texts") for e in value["reject"]),
    )


def _example(raw: Mapping[str, Any], key: str) -> Example:
    return Example(tuple(raw[key]), raw["why"], Severity(raw.get("severity", "major")))
