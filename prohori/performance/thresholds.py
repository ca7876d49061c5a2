"""How long something may take, where a target does not say it: milliseconds, above which a p95 weighs minor, major, critical."""

from __future__ import annotations

from prohori.model import Fact, Severity

SECOND = 1000.0
DEFAULTS: dict[str, tuple[float, ...]] = {
    "api": (300, 500, 1 * SECOND),
    "database": (100, 250, 500),
    "page": (2 * SECOND, 3 * SECOND, 5 * SECOND),
    "report": (10 * SECOND, 30 * SECOND, 60 * SECOND),
    "invoice-generation": (300,),
    "bkash": (2 * SECOND,),
    "nagad": (2 * SECOND,),
    "nbr": (3 * SECOND,),
    "rajuk": (5 * SECOND,),
}
"""With one number, above it is major."""
SEVERITIES = {1: (Severity.major,), 3: (Severity.minor, Severity.major, Severity.critical)}


class Threshold(Fact):
    limits_ms: tuple[float, ...]

    @property
    def first(self) -> float:
        return self.limits_ms[0]

    def exceeded(self, milliseconds: float) -> tuple[Severity, float] | None:
        """How much it weighs, and the limit that it is above."""
        above = [*zip(SEVERITIES[len(self.limits_ms)], self.limits_ms, strict=True)]
        return next(((severity, limit) for severity, limit in reversed(above) if milliseconds > limit), None)

    def __str__(self) -> str:
        return " / ".join(f"{limit:g}" for limit in self.limits_ms) + " ms"
