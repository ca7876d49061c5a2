"""Conflicts and missing rules as findings: where they stand, what the law says of their subject, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from prohori.codebase.registry.model import Conflict, Missing, Registry, Side
from prohori.codebase.words import words
from prohori.model import Confidence, Finding, Severity, finding
from prohori.rulebook.book import Rulebook, Ruling, Unknown
from prohori.rulebook.rates import STANDARD
from prohori.snapshot.protocol import Dated

Ask = Callable[[Callable[[date], Dated[Ruling[object] | Unknown]]], Ruling[object] | Unknown]

CONFLICT, MISSING = "bd-rule-conflict", "bd-rule-missing"
_FACTS = {
    **{kind: f"identifier.{kind}" for kind in ("tin", "bin", "nid", "mobile")}, "vat_rate": STANDARD, "withholding": "tds.base",
    "supplementary_duty": "vat.base", "fiscal_year": "calendar.fiscal-year", "due_date": "vat.return-due", "mushak": "vat.law",
    "rounding": "amount.rounding", "other": "mushak.fields.6-3",
}  # fmt: skip
"""What the rulebook says of a kind of rules, where it says nothing of the very subject."""
_DUE = {"tds": "tds.deposit-due", "vds": "vat.return-due", "withholding": "tds.return-due"}
_NAMED_SIDES = 6
_SURE = {"wired": 0, "db": 0, "unsure": 1}


def findings_of(registry: Registry, book: Rulebook, ask: Ask) -> Iterator[Finding]:
    """`ask` answers a dated fact: `Reads.dated`, so that a trace keeps its days."""
    for conflict in registry.conflicts:
        yield _conflict(conflict, _ruling(ask, book, _fact(conflict, book)))
    for gap in registry.missing:
        yield _missing(gap, _ruling(ask, book, _FACTS[gap.kind]))


def _conflict(conflict: Conflict, ruling: Ruling[object] | None) -> Finding:
    """At the side that most surely decides something; its evidence has no lines, so that a moved side is no new finding."""
    at = min(conflict.sides, key=lambda side: _SURE.get(side.reach, len(_SURE)))
    says = "; ".join(_shown(side) for side in conflict.sides[:_NAMED_SIDES])
    more = f"; and {len(conflict.sides) - _NAMED_SIDES} more" if len(conflict.sides) > _NAMED_SIDES else ""
    law = f" The rulebook: {ruling}." if ruling is not None and conflict.what in ("value", "storage") else ""
    return _finding(CONFLICT, conflict.severity, f"{conflict.title}: {says}{more}.{law}", at.path, at.line, conflict.title, ruling)


def _shown(side: Side) -> str:
    return f"{side.value} at {side.path}:{side.line} ({side.reach})"


def _missing(gap: Missing, ruling: Ruling[object] | None) -> Finding:
    law = f" It is to be {ruling}." if ruling is not None else ""
    return _finding(MISSING, Severity.minor, f"{gap.title}.{law}", gap.path, gap.line, gap.title, ruling)


def _finding(rule: str, full: Severity, message: str, path: str, line: int, evidence: str, ruling: Ruling[object] | None) -> Finding:
    """Where no law is known for the day, it is a disagreement all the same, and warns."""
    severity = ruling.severity(full) if ruling else max(full, Severity.minor, key=lambda s: s.rank)
    confidence = ruling.confidence if ruling else Confidence.medium
    source = ruling.cited if ruling else ""
    return finding(rule, severity, message, path=path, line=line, evidence=evidence, source=source, confidence=confidence)


def _fact(conflict: Conflict, book: Rulebook) -> str:
    about = conflict.about
    if conflict.kind == "due_date":
        return _DUE.get(about.partition(".")[0], _FACTS["due_date"])
    tax = {"vat_rate": "vat", "withholding": "vds"}.get(conflict.kind)
    return (book.service_of(tax, frozenset(words(about))) if tax and about else None) or _FACTS.get(conflict.kind, "")


def _ruling(ask: Ask, book: Rulebook, fact: str) -> Ruling[object] | None:
    answer = ask(book.on(fact)) if fact else None
    return None if isinstance(answer, Unknown) else answer
