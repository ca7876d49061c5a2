"""The deployments on a real server, and real workers of their work pool."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import PROJECT, Command

PREFECT = str(Path(sys.executable).with_name("prefect"))
QUICK = {"PREFECT_WORKER_QUERY_SECONDS": "1", "PREFECT_RUNNER_POLL_FREQUENCY": "1"}


def surroundings(served: Command, **environment: str) -> dict[str, str]:
    """Of a `prefect` command on the server's API."""
    given = {"PREFECT_API_URL": served.api_url, "PREFECT_HOME": str(served.home / "client"), "DO_NOT_TRACK": "1"}
    return {**served.environment, **given, **environment}


def prefect(served: Command, *arguments: object) -> str:
    ran = subprocess.run(
        [PREFECT, *map(str, arguments)],
        env=surroundings(served),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def deploy(served: Command, *arguments: object) -> dict[str, Any]:
    """What `docs/how-to/deploy.md` says, and the deployments by name."""
    prefect(served, "work-pool", "create", "prohori", "--type", "process", "--overwrite")
    prefect(served, "--no-prompt", "deploy", "--all", *arguments)
    return {found["name"]: found for found in served.api("/deployments/filter", {})}


@contextlib.contextmanager
def process(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """In a session of its own; with its children gone after the block."""
    with log.open("wb") as written:
        started = subprocess.Popen(
            command, env=dict(environment), cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=written, stderr=written, start_new_session=True
        )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait(timeout=20)


@contextlib.contextmanager
def worker(served: Command, log: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    with process([PREFECT, "worker", "start", "--pool", "prohori", *arguments], surroundings(served, **QUICK, **environment), log) as one:
        yield one


def until(found: Callable[[], Any], what: str, seconds: float = 90) -> Any:
    """The first true answer."""
    deadline = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.2)
    return answer


def runs_of(served: Command, deployment: Mapping[str, Any], **states: list[str]) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {"deployments": {"id": {"any_": [deployment["id"]]}}, "sort": "START_TIME_ASC"}
    if states:
        wanted["flow_runs"] = {"state": states}
    return served.api("/flow_runs/filter", wanted)


def start(served: Command, deployment: Mapping[str, Any], **request: Any) -> str:
    """The id of a new run; `request` is laid over the deployment's own."""
    given = {"request": {**deployment["parameters"]["request"], **request}}
    return served.api(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": given})["id"]


def ended(served: Command, run: str, seconds: float = 90) -> dict[str, Any]:
    """The flow run, when its state is a last one."""

    def state() -> dict[str, Any] | None:
        found = served.api(f"/flow_runs/{run}")
        return found if found["state"]["type"] in ("COMPLETED", "FAILED", "CANCELLED", "CRASHED") else None

    return until(state, f"the end of run {run}", seconds)
