"""Many probes at once: 64 of 200 ms in one step, 32 gateways as Prefect tasks against tasks that sleep, and 10,000 one after another.

    python benchmarks/many_probes.py [--only step|tasks|many] [-n 5]

The gateways are one server in another process, which answers after 200 ms (at once for the 10,000). `step`: the agent's own code, 32 in
flight, against the two rounds of 200 ms that are ideal. `tasks`: 32 steps of a parallel workflow, from the first step's start to
the last one's end, interleaved with 32 tasks that sleep as long as one of those probes takes alone. `many`: 10,000 probes of kind
`http` and 1,000 of bKash's simulator with one token; memory (resident, at the peak) and descriptors before and after.
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from prohori.agents import api_integration_tester
from prohori.allowance import Allowance
from prohori.engine import runs
from prohori.engine.request import RunRequest
from prohori.gateways import asking
from prohori.gateways.credentials import parse
from prohori.gateways.kinds import GatewayProbe
from prohori.gateways.probes import Probe
from prohori.model import Job
from prohori.settings import load
from prohori.simulators import catalogue
from prohori.simulators.server import serving

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
SECONDS, COUNT, IN_FLIGHT, GATEWAYS, MANY, OF_BKASH = 0.2, 64, 32, 32, 10_000, 1_000
IDEAL = SECONDS * COUNT / IN_FLIGHT
assert prefect_environment


async def _serve(ports: multiprocessing.Queue[int], seconds: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(seconds)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nup")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=256)
    ports.put(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _served(ports: multiprocessing.Queue[int], seconds: float) -> None:
    asyncio.run(_serve(ports, seconds))


@contextmanager
def gateway(seconds: float) -> Iterator[dict[str, object]]:
    context = multiprocessing.get_context("spawn")
    ports = context.Queue()
    process = context.Process(target=_served, args=(ports, seconds), daemon=True)
    process.start()
    try:
        yield {"url": f"http://127.0.0.1:{ports.get(timeout=60)}/", "local": True, "timeout_seconds": 20}
    finally:
        process.terminate()
        process.join()


class Given:
    """What the agent asks of a run."""

    allowance = Allowance()

    def __init__(self, probes: dict[str, object]) -> None:
        self._probes = probes

    def setting(self, name: str) -> object:
        return {"probes": self._probes, "state_dir": "/nowhere"}[name]

    def secret(self, _name: str) -> object:
        return {}


def step(count: int) -> bool:
    took = []
    with gateway(SECONDS) as probe:
        reads = Given({f"gateway-{nth}": probe for nth in range(COUNT)})
        job = Job(agent="api-integration-tester", parameters={"probes": "*", "in_flight": IN_FLIGHT})
        for _ in range(count + 1):
            started = time.perf_counter()
            made = api_integration_tester.run(job, reads)  # type: ignore[arg-type]
            took.append(time.perf_counter() - started)
            assert made.verdict.value == "pass", made.summary
            assert len(made.probes) == COUNT
    ratio = statistics.median(took[1:]) / IDEAL
    told("64 probes in one step", took[1:])
    print(f"ideal {IDEAL:.1f} s, ratio {ratio:.2f} (at most 1.3)")
    return ratio <= 1.3


def tasks(count: int) -> bool:
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    from flows.parallel import parallel
    from prohori import server
    from tasks.threads import StepThreads

    names = [f"gateway-{nth}" for nth in range(GATEWAYS)]

    @task(cache_policy=NO_CACHE, persist_result=False)
    def sleep() -> None:
        time.sleep(SECONDS)

    @flow(name="sleeps", task_runner=StepThreads(max_workers=64))
    def sleeps() -> float:
        started = time.perf_counter()
        for future in [sleep.submit() for _ in names]:
            future.wait()
        return time.perf_counter() - started

    ours, bare = [], []
    with server.available(load()):
        pass
    with gateway(SECONDS) as probe, tempfile.TemporaryDirectory() as folder:
        os.environ["PROHORI_PROBES"] = json.dumps(dict.fromkeys(names, probe))
        path = Path(folder) / "gateways.json"
        steps = [{"agent": "api-integration-tester", "name": name, "parameters": {"probe": name}} for name in names]
        definition = {"name": path.stem, "description": "x", "pattern": "parallel", "max_parallel": GATEWAYS, "steps": steps}
        path.write_text(json.dumps(definition))
        for _ in range(count + 1):
            state = parallel(RunRequest(workflow=str(path), repository=str(DEMO)), return_state=True)
            result = runs.load(load(), str(state.state_details.flow_run_id))
            assert all(one.state == "up" for one in result.probes) and len(result.probes) == GATEWAYS, result.reason
            ours.append(result.seconds)
            bare.append(sleeps())
    ratio = statistics.median(ours[1:]) / statistics.median(bare[1:])
    told("32 gateways as tasks", ours[1:])
    told("32 tasks that sleep", bare[1:])
    print(f"ratio {ratio:.2f} (at most 1.2)")
    return ratio <= 1.2


def many(_count: int) -> bool:
    with gateway(0) as given:
        probe = Probe.model_validate({**given, "samples": 100})
        asking.http("warm", probe, Allowance())
        before, memory, started = descriptors(), resident(), time.perf_counter()
        for _ in range(MANY // 100):
            assert asking.http("many", probe, Allowance()).result().state == "up"
        seconds = time.perf_counter() - started
        gc.collect()
        http = (descriptors() - before, resident() - memory)
    with tempfile.TemporaryDirectory() as folder, serving(catalogue.made("bkash")) as running:
        gateways = parse({"bkash": catalogue.client_settings(running)})
        bkash = GatewayProbe(kind="bkash", samples=100)
        before = descriptors()
        for _ in range(OF_BKASH // 100):
            assert asking.gateway("bkash", bkash, gateways, Path(folder), Allowance()).result().state == "up"
        time.sleep(0.5)
        gc.collect()
        left, tokens = descriptors() - before, running.gateway.grants  # type: ignore[attr-defined]
    print(f"{MANY} probes in {seconds:.1f} s ({MANY / seconds:.0f}/s): {http[0]:+d} descriptors, {http[1]:+.1f} MB at the peak")
    print(f"{OF_BKASH} of bKash: {left:+d} descriptors, {tokens} token")
    return http[0] <= 0 and left <= 0 and http[1] < 20 and tokens == 1


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(what: str, seconds: list[float]) -> None:
    load_ = os.getloadavg()[0]
    at = f"{datetime.now(UTC):%Y-%m-%d}, load {load_:.1f}"
    print(f"{what}: n={len(seconds)} p50 {statistics.median(seconds):.3f} s, max {max(seconds):.3f} s ({at})")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("step", "tasks", "many"))
    parser.add_argument("-n", type=int, default=5)
    asked = parser.parse_args()
    held = [measure(asked.n) for measure in (step, tasks, many) if asked.only in (None, measure.__name__)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
