"""Whether one state is faster than another beyond noise: both are measured in turn, so that drift meets both alike.

The interval of a ratio is that of the bootstrap, computed and not drawn: the k-th smallest of `n` draws with replacement is at
most the i-th sample with the probability that a binomial of `n` and `i/n` is at least k. So it needs no seed.

The medians decide; a p95 that is worse beyond noise forbids `better`. A change of the tail alone is therefore not seen.
A decision is looked for after 6, 16, 40 and 120 rounds. The error rate is that of all decisions of a loop together, shared among
them and their looks (Bonferroni). Samples are taken to be independent; `benchmarks/comparison.py` counts the errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from prohori.model import Fact
from prohori.performance.samples import nearest_rank

ERROR_RATE = 0.05
"""Of loops in which nothing changes anything: those that call at least one change better. The same for worse."""
MIN_EFFECT = 0.05
"""A smaller change of the median is no change: nobody would keep an index or a patch for it."""
LOOKS = (6, 16, 40, 120)
"""Rounds after which a decision is looked for."""
_NEGLIGIBLE = 1e-7

Standing = Literal["better", "worse", "equal", "undecided"]


class Ratio(Fact):
    """New to old, below 1 is faster."""

    value: float
    low: float
    high: float

    @property
    def shown(self) -> str:
        """`−78 % (−80 % to −75 %)`"""
        value, low, high = (f"{100 * (ratio - 1):+.0f} %".replace("-", "−") for ratio in (self.value, self.low, self.high))
        return f"{value} ({low} to {high})"


class Comparison(Fact):
    standing: Standing
    """`equal`: a change that matters is ruled out; `undecided`: the samples do not say."""
    p50: Ratio
    p95: Ratio
    old_ms: tuple[float, ...]
    new_ms: tuple[float, ...]
    tail: float
    """Probability outside each end of the intervals."""


def tail_of(decisions: int) -> float:
    """For each look of each decision, so that `decisions` of them together keep `ERROR_RATE`."""
    return ERROR_RATE / decisions / len(LOOKS)


def interleaved(
    old: Callable[[], float], new: Callable[[], float], *, decisions: int, go_on: Callable[[], bool] = lambda: True
) -> Comparison:
    """Rounds of one sample each (milliseconds), who is first alternating, until it is decided, the rounds are over or `go_on` is
    False. `decisions` is how many such comparisons there may be in the loop. The first look is always reached."""
    old_ms: list[float] = []
    new_ms: list[float] = []
    for rounds in range(1, LOOKS[-1] + 1):
        if rounds % 2:
            old_ms.append(old())
            new_ms.append(new())
        else:
            new_ms.append(new())
            old_ms.append(old())
        over = rounds == LOOKS[-1] or (rounds >= LOOKS[0] and not go_on())
        if over or rounds in LOOKS:
            found = compare(old_ms, new_ms, tail=tail_of(decisions))
            if over or found.standing != "undecided":
                break
    return found


def compare(old_ms: Sequence[float], new_ms: Sequence[float], *, tail: float) -> Comparison:
    """Two sets that were measured in turn. `tail` is the probability outside each end of the intervals."""
    p50, p95 = (_ratio(old_ms, new_ms, share, tail) for share in (0.50, 0.95))
    return Comparison(standing=_standing(p50, p95), p50=p50, p95=p95, old_ms=tuple(old_ms), new_ms=tuple(new_ms), tail=tail)


def _standing(p50: Ratio, p95: Ratio) -> Standing:
    if p50.high < 1 and p50.value <= 1 - MIN_EFFECT:
        return "undecided" if p95.low > 1 else "better"
    if p50.low > 1 and p50.value >= 1 + MIN_EFFECT:
        return "worse"
    return "equal" if p50.low > 1 - MIN_EFFECT and p50.high < 1 + MIN_EFFECT else "undecided"


def _ratio(old_ms: Sequence[float], new_ms: Sequence[float], share: float, tail: float) -> Ratio:
    olds, news = _resampled(old_ms, share), _resampled(new_ms, share)
    likely = sorted((new / old, new_weight * old_weight) for new, new_weight in news for old, old_weight in olds)
    value = nearest_rank(new_ms, share) / nearest_rank(old_ms, share)
    return Ratio(value=value, low=_beyond(likely, tail), high=_beyond(likely[::-1], tail))


def _beyond(likely: Sequence[tuple[float, float]], tail: float) -> float:
    """The first value beyond which there is more than `tail`."""
    passed = 0.0
    for value, weight in likely:
        passed += weight
        if passed > tail:
            return value
    return likely[-1][0]


def _resampled(samples: Sequence[float], share: float) -> list[tuple[float, float]]:
    """The values that the quantile of a resample takes, with their probabilities."""
    weights = _weights(len(samples), math.ceil(share * len(samples)))
    return [(value, weight) for value, weight in zip(sorted(samples), weights, strict=True) if weight > _NEGLIGIBLE]


@lru_cache
def _weights(count: int, rank: int) -> tuple[float, ...]:
    at_most = [_at_least(rank, count, place / count) for place in range(count + 1)]
    return tuple(above - below for below, above in pairwise(at_most))


def _at_least(successes: int, trials: int, chance: float) -> float:
    return math.fsum(math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(successes, trials + 1))
