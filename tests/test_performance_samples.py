"""How many samples are taken, and what is said about them."""

from __future__ import annotations

import random
import statistics
from itertools import count

import pytest

from prohori.performance.samples import Limits, collect, interquartile_range, is_tight, median_interval, nearest_rank, p95_method


def measured(values: list[float], limits: Limits) -> tuple[tuple[float, ...], int]:
    """The samples kept, and how many executions there were in all."""
    asked = count()
    return collect(lambda: values[next(asked) % len(values)], limits), next(asked)


def test_the_warm_up_is_not_a_sample() -> None:
    kept, executions = measured([900.0] + [10.0] * 30, Limits(warm_up=1))
    assert set(kept) == {10.0}
    assert executions == len(kept) + 1


def test_equal_samples_are_enough_at_six_because_fewer_give_no_interval() -> None:
    assert len(measured([10.0], Limits())[0]) == 6


def test_noisy_samples_go_on_to_the_limit() -> None:
    assert len(measured([10.0, 20.0, 40.0], Limits(max_samples=17))[0]) == 17


def test_time_over_ends_it_but_never_before_the_smallest_count() -> None:
    assert len(measured([10.0, 20.0], Limits(max_seconds=1e-9))[0]) == 3


@pytest.mark.parametrize(("size", "ranks"), [(5, None), (6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (20, (6, 15)), (30, (10, 21))])
def test_the_interval_of_the_median_has_the_tabulated_ranks(size: int, ranks: tuple[int, int] | None) -> None:
    """Ranks of the distribution-free 95 % interval, as printed in tables of the sign test."""
    samples = [float(value) for value in range(1, size + 1)]
    random.Random(7).shuffle(samples)
    assert median_interval(samples) == ranks


def test_the_interval_covers_the_median_of_a_skewed_distribution_as_often_as_it_says() -> None:
    rng = random.Random(1)
    truth = statistics.NormalDist().inv_cdf(0.5)  # the logarithm of the median of a log-normal one
    covered = 0
    for _ in range(2000):
        low, high = median_interval([rng.lognormvariate(truth, 1.0) for _ in range(12)]) or (0.0, 0.0)
        covered += low <= 1.0 <= high
    assert covered / 2000 >= 0.95


def test_tight_means_within_five_per_cent() -> None:
    assert is_tight([100, 101, 102, 103, 104, 105])
    assert not is_tight([100, 103, 106, 109, 112, 115])
    assert not is_tight([100, 100, 100])


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1.0, 20), (0.01, 1)])
def test_quantiles_are_values_that_were_measured(share: float, value: float) -> None:
    assert nearest_rank([float(n) for n in range(20, 0, -1)], share) == value


def test_with_fewer_than_twenty_samples_the_p95_is_the_largest_and_is_called_so() -> None:
    assert nearest_rank([1.0] * 18 + [50.0], 0.95) == 50.0
    assert p95_method(19) == "the largest of 19 samples"
    assert p95_method(20) == "nearest rank"


@pytest.mark.parametrize("size", [2, 3, 7, 20])
def test_the_spread_is_the_interquartile_range(size: int) -> None:
    samples = [random.Random(size).random() for _ in range(size)]
    low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
    assert interquartile_range(samples) == pytest.approx(high - low)


def test_one_sample_has_no_spread() -> None:
    assert interquartile_range([3.0]) == 0.0
