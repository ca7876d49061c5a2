"""What the makers of identifier candidates share: whose numbers a check is about, and how a candidate is made."""

from __future__ import annotations

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.conditions import Guard
from prohori.codebase.names import Name
from prohori.codebase.source import Source
from prohori.codebase.subjects import HOME, Identifier, shows_bangladesh
from prohori.codebase.words import listed, words

_MOBILE = frozenset({"mobile", "msisdn"})
RECOGNISES = listed("legacy void old obsolete former previous expired invalid outdated historic smart laminated deprecated")


def recognises(names: list[Name]) -> bool:
    """`LEGACY_TIN`, `isVoidBin`: tells void numbers apart on purpose."""
    return any(not RECOGNISES.isdisjoint(n.words) for n in names if n.level in ("binding", "function"))


def is_home(source: Source, pattern: str, names: list[Name]) -> bool:
    return shows_bangladesh(pattern, (n.text for n in names)) or home_file(source)


def home_file(source: Source) -> bool:
    """The file says `880`, or its path says Bangladesh."""
    return not HOME.isdisjoint(words(source.path)) or any("+880" in line or "01XXXXXXXXX" in line for line in source.lines)


def identifier_candidate(source: Source, kind: Identifier, name: str, line: int, guards: list[Guard], home: bool = True) -> Candidate:
    """`home` is False for a phone check that nothing nearby shows to be about Bangladeshi numbers."""
    return Candidate(
        "identifier",
        kind,
        name,
        line,
        line,
        evidence_at(source.lines, line),
        {"guards": guards, "home": home, "mobile": not _MOBILE.isdisjoint(words(name))},
    )
