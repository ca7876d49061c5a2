"""What a loop costs an iteration besides measuring and Prefect: `python benchmarks/loop_overhead.py`.

Fifty iterations of two agents that do nothing, over the demo, with records and checkpoint on disk and no Prefect.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from prohori.engine.checkpoint import claimed
from prohori.engine.run import run_workflow
from prohori.model import Coverage, Job, Metric, Report, report
from prohori.snapshot.protocol import Reads
from tests.inline import Agents, Inline, agent, workspace

DEMO = Path(__file__).parent.parent / "examples" / "demo_erp"
ITERATIONS = 50
LIMIT = 0.3  # seconds an iteration
STEPS: list[dict[str, object]] = [{"agent": "meter", "consumes": ["changer"]}, {"agent": "changer", "consumes": ["meter", "changer"]}]


def nothing(job: Job, reads: Reads) -> Report:
    return report(job.agent, "nothing", metrics={"x": Metric(value=1, unit="ms")}, coverage=Coverage(probes=1))


def main() -> int:
    keys = {"pattern": "iterative", "goal": "x <= 0", "max_iterations": ITERATIONS}
    ends: list[float] = []
    with tempfile.TemporaryDirectory() as state:
        made = workspace(DEMO, Path(state), Agents({**agent("meter", nothing), **agent("changer", nothing)}), STEPS, keys=keys)
        with claimed(Path(state) / "runs" / "benchmark") as checkpoint:
            checkpoint.begin(made)
            run_workflow(made, Inline, "benchmark", on_step=lambda _: ends.append(time.perf_counter()), checkpoint=checkpoint)
    each = sorted(ends[n + 2] - ends[n] for n in range(0, len(ends) - 2, 2))
    p50, p95 = each[len(each) // 2], each[int(0.95 * len(each))]
    print(f"{len(each)} iterations of two steps: p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms")
    return 0 if p95 <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
