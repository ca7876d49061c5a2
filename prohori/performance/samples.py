"""How many samples are enough, and what is said about them.

The interval of the median is the order-statistic one (distribution-free, at least 95 %), which needs six samples.
Quantiles are nearest-rank: values that were measured. With fewer than 20 samples the p95 is therefore the largest.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from pydantic import Field

from prohori.model import Fact

CONFIDENCE = 0.95
TIGHT = 0.05  # half the interval of the median, as a share of the median
ENOUGH_FOR_P95 = 20


class Limits(Fact):
    warm_up: int = 1
    min_samples: int = 3
    """Taken even when the time is over."""
    max_samples: int = Field(default=20, ge=3, le=100_000)
    max_seconds: float = Field(default=10.0, gt=0)
    """After which no further sample is started."""


def collect(execute: Callable[[], float], limits: Limits) -> tuple[float, ...]:
    """Milliseconds of each sample, in order. `execute` does one and returns its milliseconds."""
    for _ in range(limits.warm_up):
        execute()
    started = time.perf_counter()
    samples: list[float] = []
    while len(samples) < limits.max_samples:
        samples.append(execute())
        over = time.perf_counter() - started >= limits.max_seconds
        if len(samples) >= limits.min_samples and (over or is_tight(samples)):
            break
    return tuple(samples)


def is_tight(samples: Sequence[float]) -> bool:
    """Whether the median is known to within ±5 %."""
    interval = median_interval(samples)
    return interval is not None and (interval[1] - interval[0]) / 2 <= TIGHT * _interpolated(samples, 0.5)


def median_interval(samples: Sequence[float]) -> tuple[float, float] | None:
    """The narrowest symmetric pair of order statistics that covers the median with 95 %; None below six samples."""
    count, outside, rank = len(samples), 0.0, 0
    while rank < count // 2:
        outside += math.comb(count, rank) / 2**count
        if 1 - 2 * outside < CONFIDENCE:
            break
        rank += 1
    ordered = sorted(samples)
    return (ordered[rank - 1], ordered[count - rank]) if rank else None


def nearest_rank(samples: Sequence[float], share: float) -> float:
    return sorted(samples)[math.ceil(share * len(samples)) - 1]


def interquartile_range(samples: Sequence[float]) -> float:
    """The spread; 0 for one sample, which the sample count then says."""
    return _interpolated(samples, 0.75) - _interpolated(samples, 0.25)


def _interpolated(samples: Sequence[float], share: float) -> float:
    """Linear between the neighbours. Written out because `statistics` takes 10 ms to import."""
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def p95_method(count: int) -> str:
    return "nearest rank" if count >= ENOUGH_FOR_P95 else f"the largest of {count} samples"


def shown(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds >= 100 else f"{milliseconds:.3g} ms"
