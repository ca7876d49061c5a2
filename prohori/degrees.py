"""How severe, and how sure: in a module of its own, because analysing processes need no more of the model."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    critical = "critical"
    major = "major"
    minor = "minor"
    info = "info"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    high = "high"
    medium = "medium"
    low = "low"
