"""Schedules of faults, kills and restarts of a merchant's program against a simulated bKash, over sockets.

    python benchmarks/gateway_schedules.py [-n 1000] [--seed 1]

Each schedule has up to 13 steps, each with up to two faults and perhaps a kill, and an end without faults. It stops at the first
order that is charged twice, paid back twice, called failed although it was paid, or does not come to its end.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import gateway_schedules
from tests.gateway_schedules import SCHEDULES, Step


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    took: list[float] = []
    counted: Counter[str] = Counter()

    @seed(given_.seed)
    @settings(max_examples=given_.n, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(SCHEDULES)
    def schedules(schedule: list[Step]) -> None:
        started = time.perf_counter()
        world = gateway_schedules.run(schedule)
        took.append(time.perf_counter() - started)
        counted["steps"] += len(schedule)
        counted["faults"] += sum(len(step.faults) for step in schedule)
        counted["kills"] += world.kills
        counted["charged"] += world.one.running.ledger.charges(gateway_schedules.ORDER.invoice)
        counted["paid back"] += sum(world.paid_back(name) for name in gateway_schedules.REFUNDS)

    schedules()
    took.sort()
    print(f"{len(took)} schedules, seed {given_.seed}: {dict(counted)}")
    print(
        f"a schedule: p50 {statistics.median(took) * 1000:.0f} ms, p95 {took[int(len(took) * 0.95)] * 1000:.0f} ms; all {sum(took):.0f} s"
    )


if __name__ == "__main__":
    main()
