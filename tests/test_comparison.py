"""What is called better, and how often that is wrong. Times are simulated: nothing here depends on the machine."""

from __future__ import annotations

import itertools
import random

import pytest

from benchmarks.comparison import NOISES, simulated
from prohori.performance.comparison import LOOKS, MIN_EFFECT, compare, interleaved, tail_of

TAIL = tail_of(5)


def around(rng: random.Random, middle: float, spread: float, count: int) -> list[float]:
    return [middle * rng.uniform(1 - spread, 1 + spread) for _ in range(count)]


def test_the_error_rate_is_shared_among_decisions_and_looks():
    assert tail_of(5) * 5 * len(LOOKS) == pytest.approx(0.05)


def test_an_interval_has_its_ratio_inside_and_is_the_same_each_time():
    rng = random.Random(1)
    old, new = around(rng, 100, 0.2, 40), around(rng, 50, 0.2, 40)
    found = compare(old, new, tail=TAIL)
    assert found == compare(old, new, tail=TAIL)
    assert found.p50.low < found.p50.value < found.p50.high < 0.7
    assert found.standing == "better"


def test_the_interval_is_that_of_the_bootstrap():
    rng = random.Random(2)
    old, new = around(rng, 100, 0.2, 16), around(rng, 90, 0.2, 16)
    drawn = sorted(sorted(rng.choices(new, k=16))[7] / sorted(rng.choices(old, k=16))[7] for _ in range(20_000))
    found = compare(old, new, tail=0.05)
    assert found.p50.low == pytest.approx(drawn[1000], rel=0.02)
    assert found.p50.high == pytest.approx(drawn[-1000], rel=0.02)


def test_six_rounds_see_a_tenth_and_do_not_see_a_twentieth_in_noise():
    rng = random.Random(3)
    old = around(rng, 100, 0.2, 6)
    assert compare(old, around(rng, 10, 0.2, 6), tail=TAIL).standing == "better"
    assert compare(old, around(rng, 95, 0.2, 6), tail=TAIL).standing == "undecided"


def test_an_effect_that_is_certain_and_small_is_no_change():
    rng = random.Random(4)
    new = 100 * (1 - 0.6 * MIN_EFFECT)
    found = compare(around(rng, 100, 0.005, 40), around(rng, new, 0.005, 40), tail=TAIL)
    assert found.p50.high < 1
    assert found.standing == "equal"


def test_what_is_slower_is_called_worse():
    rng = random.Random(5)
    assert compare(around(rng, 100, 0.05, 16), around(rng, 140, 0.05, 16), tail=TAIL).standing == "worse"


def test_a_faster_median_with_a_slower_tail_is_not_better():
    rng = random.Random(6)
    old = around(rng, 100, 0.05, 120)
    new = [time * (20 if nth % 5 == 0 else 0.8) for nth, time in enumerate(around(rng, 100, 0.05, 120))]
    found = compare(old, new, tail=TAIL)
    assert found.p50.high < 1 < found.p95.low
    assert found.standing == "undecided"


def test_the_two_states_are_measured_in_turn_and_each_is_first_as_often():
    order: list[str] = []

    def sample(name: str) -> float:
        order.append(name)
        return 100.0

    interleaved(lambda: sample("old"), lambda: sample("new"), decisions=5)
    assert order == ["old", "new", "new", "old"] * (LOOKS[0] // 2)


def test_a_machine_that_becomes_slower_makes_nothing_better_or_worse():
    clock = itertools.count()
    found = interleaved(lambda: 100 + next(clock), lambda: 100 + next(clock), decisions=5)
    assert found.standing in ("equal", "undecided")


def test_when_the_time_is_over_the_samples_that_there_are_decide():
    rng = random.Random(7)
    found = interleaved(lambda: rng.uniform(80, 120), lambda: rng.uniform(78, 118), decisions=5, go_on=lambda: False)
    assert (len(found.old_ms), found.standing) == (LOOKS[0], "undecided")


def test_loops_without_a_change_rarely_call_one_better():
    rng = random.Random(8)
    noise = NOISES["lognormal, σ = 20 %"]
    wrong = sum("better" in {simulated(rng, noise, 1.0, 0.0)[0] for _ in range(5)} for _ in range(40))
    assert wrong <= 6, "of 40 loops at an error rate of 5 %, more than 6 come once in 100 times"


def test_a_change_of_15_percent_is_found_in_noise_of_20():
    rng = random.Random(9)
    assert sum(simulated(rng, NOISES["uniform ±20 %"], 0.85, 0.0)[0] == "better" for _ in range(60)) >= 57
