"""Running the review over one piece of code, for the tables of its tests."""

from __future__ import annotations

from prohori.codebase.review import FileReviewer
from prohori.model import Finding


def findings(path: str, code: str) -> tuple[Finding, ...]:
    return FileReviewer().run(path, code.encode()).findings


def lines(path: str, code: str, rule: str) -> list[int]:
    """The lines on which a rule reports something."""
    return [f.line or 0 for f in findings(path, code) if f.rule == rule]
