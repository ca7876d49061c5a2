"""Four probes of a server that answers after a second against four tasks that sleep a second, interleaved, on one running server.

    python benchmarks/parallel_probes.py [--repo examples/demo_erp] [-n 5]

Uses the API that `PREFECT_API_URL` names, else the local server of `prohori up`. Both are flows of this process on the same kind
of thread pool; each is called once before it is measured. "steps" is from the first step's start to the last one's end, "flow"
the whole call, in which ours also takes a snapshot and writes its report.
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.parallel import THREADS, parallel
from prohori import server
from prohori.engine import runs
from prohori.engine.request import RunRequest
from prohori.settings import load

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
PROBES = ("one", "two", "three", "four")
SECOND = 1.0
AT_MOST = 1.2
assert prefect_environment


class AfterASecond(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        time.sleep(SECOND)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"up")

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@task(cache_policy=NO_CACHE, persist_result=False)
def sleep() -> None:
    time.sleep(SECOND)


@flow(name="four-sleeps", task_runner=ThreadPoolTaskRunner(max_workers=THREADS))
def four_sleeps() -> float:
    started = time.perf_counter()
    futures = [sleep.submit() for _ in PROBES]
    for future in futures:
        future.wait()
    return time.perf_counter() - started


def workflow(folder: Path) -> Path:
    path = folder / "four-probes.json"
    steps = [{"agent": "api-integration-tester", "name": name, "parameters": {"probe": name}} for name in PROBES]
    path.write_text(json.dumps({"name": path.stem, "description": "Four probes.", "pattern": "parallel", "steps": steps}))
    return path


def timed(call: Callable[[], float]) -> tuple[float, float]:
    """What the call says its steps took, and what it took as a whole."""
    start = time.perf_counter()
    steps = call()
    return steps, time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", type=Path, default=DEMO)
    parser.add_argument("-n", type=int, default=5)
    asked = parser.parse_args()
    with ThreadingHTTPServer(("127.0.0.1", 0), AfterASecond) as slow, tempfile.TemporaryDirectory() as folder:
        threading.Thread(target=slow.serve_forever, daemon=True).start()
        probe = {"url": f"http://127.0.0.1:{slow.server_port}/", "local": True}
        os.environ["PROHORI_PROBES"] = json.dumps(dict.fromkeys(PROBES, probe))
        with server.available(load()):
            pass
        request = RunRequest(workflow=str(workflow(Path(folder))), repository=str(asked.repo))
        four, sleeps = measured(request, asked.n)
        slow.shutdown()
    return told(four, sleeps)


Times = list[tuple[float, float]]


def measured(request: RunRequest, count: int) -> tuple[Times, Times]:
    def probes() -> float:
        state = parallel(request, return_state=True)
        result = runs.load(load(), str(state.state_details.flow_run_id))
        assert [step.report.verdict.value for step in result.steps if step.report] == ["pass"] * len(PROBES), result
        return result.seconds

    timed(probes), timed(four_sleeps)
    four, sleeps = [], []
    for _ in range(count):
        four.append(timed(probes))
        sleeps.append(timed(four_sleeps))
    return four, sleeps


def told(four: Times, sleeps: Times) -> int:
    held = True
    for nth, what in enumerate(("steps", "flow")):
        ours, bare = ([times[nth] for times in both] for both in (four, sleeps))
        for name, seconds in (("four probes", ours), ("four sleeps", bare)):
            print(f"{what:5} {name:11} n={len(seconds)} p50 {statistics.median(seconds):.3f} s  max {max(seconds):.3f} s")
        ratio = statistics.median(ours) / statistics.median(bare)
        held &= ratio <= AT_MOST
        print(f"{what:5} ratio {ratio:.2f} (at most {AT_MOST})")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
