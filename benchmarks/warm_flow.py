"""The cached finance-feature against the same flow with empty task bodies and caching off, interleaved, on one running server.

    python benchmarks/warm_flow.py [--repo examples/demo_erp] [-n 20]

Uses the API that `PREFECT_API_URL` names, else the local server of `prohori up`. Both flows run in this process, so that
neither pays for imports; each is called twice before it is measured.
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.sequential import sequential
from prohori import server
from prohori.engine.request import RunRequest
from prohori.settings import load

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
assert prefect_environment


@task(cache_policy=NO_CACHE, persist_result=False)
def nothing() -> None:
    """An empty body."""


@flow(name="floor", task_runner=ThreadPoolTaskRunner(max_workers=1))
def floor() -> None:
    for _ in range(4):
        nothing.submit().wait()


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", type=Path, default=DEMO)
    parser.add_argument("-n", type=int, default=20)
    asked = parser.parse_args()
    with server.available(load()):
        pass
    request = RunRequest(workflow="finance-feature", repository=str(asked.repo))

    def cached() -> None:
        sequential(request, return_state=True)

    for call in (cached, floor, cached, floor):
        call()
    ours, bare = [], []
    for _ in range(asked.n):
        ours.append(timed(cached))
        bare.append(timed(floor))
    for name, seconds in (("finance-feature, cached", ours), ("empty bodies, no cache", bare)):
        p50, p95 = statistics.median(seconds), sorted(seconds)[int(0.95 * len(seconds))]
        print(f"{name:24} n={len(seconds)} p50 {p50:.3f} s  p95 {p95:.3f} s  min {min(seconds):.3f} s")
    a, b = statistics.median(ours), statistics.median(bare)
    print(f"ratio {a / b:.2f} (at most 1.5), difference {a - b:.3f} s (at most 0.4)")
    return 0 if a <= 1.5 * b and a - b <= 0.4 else 1


if __name__ == "__main__":
    raise SystemExit(main())
