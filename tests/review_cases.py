"""Running the review over one piece of code, for the tables of its tests."""

from __future__ import annotations

from datetime import date

from prohori.codebase.review import FileReviewer
from prohori.model import Finding
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository


def findings(path: str, code: str) -> tuple[Finding, ...]:
    return FileReviewer().run(path, code.encode()).findings


def lines(path: str, code: str, rule: str) -> list[int]:
    """The lines on which a rule reports something."""
    return [f.line or 0 for f in findings(path, code) if f.rule == rule]


def reads(repository: Repository) -> RecordedReads:
    return RecordedReads(Snapshot.take(repository.path), today=date(2026, 11, 22), settings={}, memo=None, code_version="1")
