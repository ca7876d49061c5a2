"""What is found in one file: places that state a rule of the tax law or of an identifier, not yet judged."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field
from typing import Any

from prohori.observe.redaction import excerpt

LONGEST_EVIDENCE = 200  # characters
READ_IN_PART = "syntax error"
"""How the reason begins where the rest of the file was read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One stated rule: its family (`identifier`, `rate`, `base`, `fiscal`, `due`), what it is about, and what it says."""

    family: str
    about: str
    name: str
    line: int
    end_line: int
    evidence: str
    says: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    """The candidates of one file, and what in it could not be read."""

    candidates: tuple[Candidate, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def was_read(self) -> bool:
        """Also where a part of the syntax was not understood."""
        return all(reason.startswith(READ_IN_PART) for reason in self.unread)


def evidence_at(lines: list[str], first: int, last: int | None = None) -> str:
    text = " ".join(line.strip() for line in lines[first - 1 : (last or first)])
    return excerpt(text, LONGEST_EVIDENCE, ending="…")


def dumped(extraction: Extraction) -> bytes:
    return json.dumps([[astuple(c) for c in extraction.candidates], extraction.unread], ensure_ascii=True).encode()


def loaded(stored: bytes) -> Extraction:
    candidates, unread = json.loads(stored)
    return Extraction(tuple(Candidate(*c) for c in candidates), tuple(unread))
