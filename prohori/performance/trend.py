"""How a target's median moves over time: a slope that a few bad days do not turn, and how sure it is.

The slope is Theil and Sen's, the median of the slopes between all pairs of points; its interval is Sen's, from the variance of
Kendall's score with ties (P. K. Sen, 1968, J. Am. Stat. Assoc. 63, 1379-1389). A trend is said only where the interval excludes zero.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import NormalDist, median

from prohori.model import Fact
from prohori.performance.history import Measurement
from prohori.performance.samples import CONFIDENCE

FEWEST = 5
"""Measurements; with fewer, no interval of 95 % excludes zero."""
SHORTEST_DAYS = 1.0
"""Minutes say nothing of days."""
MOST = 400
"""The newest of them: the pairs grow with the square."""


class Trend(Fact):
    target: str
    machine: str
    measurements: int
    first: str
    last: str
    """When they were made (ISO 8601, UTC)."""
    ms_per_day: float | None = None
    low: float | None = None
    high: float | None = None
    """The interval of the slope, 95 %; None where there are too few measurements, or all of one day."""

    @property
    def direction(self) -> str:
        if self.low is None or self.high is None:
            return "unknown"
        return "slower" if self.low > 0 else "faster" if self.high < 0 else "no trend"


def trend_of(measurements: Sequence[Measurement]) -> Trend:
    """Of one target on one machine, in order of time."""
    newest = measurements[-MOST:]
    began = datetime.fromisoformat(newest[0].measured_at)
    days = [(datetime.fromisoformat(one.measured_at) - began).total_seconds() / 86400 for one in newest]
    slope, low, high = slope_of(days, [one.p50 for one in newest]) if days[-1] >= SHORTEST_DAYS else (None, None, None)
    return Trend(
        target=newest[-1].target, machine=str(newest[-1].machine), measurements=len(newest), first=newest[0].measured_at,
        last=newest[-1].measured_at, ms_per_day=slope, low=low, high=high,
    )  # fmt: skip


def slope_of(times: Sequence[float], values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """The slope and its interval; all None where nothing can be said."""
    points = list(zip(times, values, strict=True))
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in itertools.combinations(points, 2) if x1 != x2)
    if len(points) < FEWEST or not slopes:
        return None, None, None
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * math.sqrt(_variance(times, values))
    below, above = round((len(slopes) - reach) / 2) - 1, round((len(slopes) + reach) / 2)
    if below < 0 or above >= len(slopes):
        return None, None, None
    return median(slopes), slopes[below], slopes[above]


def _variance(times: Sequence[float], values: Sequence[float]) -> float:
    """Of Kendall's score, less for equal times and equal values."""
    count = len(times)
    ties = sum(n * (n - 1) * (2 * n + 5) for side in (times, values) for n in Counter(side).values() if n > 1)
    return max(0.0, (count * (count - 1) * (2 * count + 5) - ties) / 18)
