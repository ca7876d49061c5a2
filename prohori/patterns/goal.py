"""What an iterative workflow is after: a metric of its measuring step, and where it should be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

_GOAL = re.compile(r"([a-z0-9][a-z0-9_.-]*) (<=|>=) ([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)")


@dataclass(frozen=True)
class Goal:
    metric: str
    at_most: bool
    """False: at least."""
    limit: float

    @classmethod
    def parse(cls, text: str) -> Goal | None:
        """`invoice-generation.p95 <= 300`, in the metric's unit. None for what is no goal."""
        match = _GOAL.fullmatch(text)
        if match is None or not math.isfinite(limit := float(match[3])):
            return None
        return cls(match[1], match[2] == "<=", limit)

    def limited(self, limit: float | None) -> Goal:
        """The same with another limit; None leaves it."""
        return self if limit is None else replace(self, limit=limit)

    def met(self, value: float) -> bool:
        return value <= self.limit if self.at_most else value >= self.limit

    def best(self, values: list[float]) -> float:
        return min(values) if self.at_most else max(values)

    def __str__(self) -> str:
        return f"{self.metric} {'<=' if self.at_most else '>='} {self.limit:g}"
