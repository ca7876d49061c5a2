"""Schedules on a real server and a real worker, with nobody present; and a worker or a server that is killed."""

import contextlib
import itertools
import json
import os
import signal
from pathlib import Path

import pytest
import yaml

from prohori.deployments import Deployment, as_prefect_yaml
from tests.conftest import repository_of_demo
from tests.deployed import deploy, ended, runs_of, start, until, worker

SLOW = '{"slow": {"kind": "command", "command": ["sleep", "2"], "threshold_ms": 9000}}'
EVERY_SECONDS = 4
BEFORE_THE_SLOW_ONE = ["business-logic-validator", "context-gathering", "code-reviewer"]
MEASURE_NOW = {"performance-profiler": {"measure": "now"}}


@pytest.fixture
def often(served, tmp_path):
    """A deployment like those of the list, with two schedules that fire faster than a run ends."""
    listed = Deployment(
        name="often", workflow="finance-feature", cron="0 0 * * *", description="Of a test.", parameters={"parameters": MEASURE_NOW}
    )
    written = yaml.safe_load(as_prefect_yaml((listed,)))
    written["deployments"][0]["schedules"] = [{"interval": EVERY_SECONDS, "slug": slug} for slug in ("one", "two")]
    file = tmp_path / "prefect.yaml"
    file.write_text(yaml.safe_dump(written))
    deployment = deploy(served, "--prefect-file", file)["often"]
    yield deployment
    served.api(f"/deployments/{deployment['id']}", method="DELETE")


def test_a_schedule_fires_on_a_worker_and_runs_that_would_overlap_are_cancelled(served, often, tmp_path):
    repository = str(repository_of_demo(tmp_path))
    with worker(served, tmp_path / "worker.log", PROHORI_REPO=repository, PROHORI_PROFILE_TARGETS=SLOW):

        def runs(state):
            return runs_of(served, often, type={"any_": [state]})

        until(lambda: len(runs("COMPLETED")) >= 2 and runs("CANCELLED"), "two scheduled runs and a cancelled one", 150)
        done = [run for run in runs_of(served, often) if run["start_time"] and run["end_time"] and run["state"]["type"] != "CANCELLED"]
    assert all(run["auto_scheduled"] and "auto-scheduled" in run["tags"] for run in done)
    assert all(first["end_time"] <= second["start_time"] for first, second in itertools.pairwise(done)), done


@pytest.fixture(scope="module")
def nightly(served):
    return deploy(served)["finance-feature-nightly"]


def measuring(served, run):
    """When the slow step runs."""
    wanted = {"flow_runs": {"id": {"any_": [run]}}, "task_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
    until(lambda: "performance-profiler" in [task["name"] for task in served.api("/task_runs/filter", wanted)], "the slow step runs")


def process_of(run):
    """Of the flow run: the pid, which leads a group of its own."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"PREFECT__FLOW_RUN_ID={run}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                return int(folder.name)
    raise AssertionError(f"no process of run {run}")


def kept_by_resume(served, run):
    """The steps of a crashed run that `prohori resume` did not repeat. Nothing of the worker's settings is given but the target."""
    assert ended(served, run)["state"]["name"] == "Crashed"
    resumed = served("resume", run, "--fail-on", "never", PROHORI_PROFILE_TARGETS=SLOW)
    assert resumed.returncode == 0, resumed.stderr
    again = served.api(f"/flow_runs/{run}")
    assert (again["state"]["type"], again["run_count"]) == ("COMPLETED", 2), again["state"]
    result = json.loads(served("report", run, "--json").stdout)
    assert [step["outcome"] for step in result["steps"]] == ["ok"] * 4
    return result["continued"]["kept"]


def test_a_run_whose_worker_or_own_process_is_killed_is_crashed_and_can_be_resumed(served, nightly, tmp_path):
    given = {"PROHORI_REPO": str(repository_of_demo(tmp_path)), "PROHORI_PROFILE_TARGETS": SLOW}
    with worker(served, tmp_path / "first.log", **given) as first:
        run = start(served, nightly, parameters=MEASURE_NOW)
        measuring(served, run)
        first.kill()
        first.wait(timeout=20)
        assert kept_by_resume(served, run)[:3] == BEFORE_THE_SLOW_ONE  # it worked on until its log had no reader any more
    with worker(served, tmp_path / "second.log", **given):
        run = start(served, nightly, parameters=MEASURE_NOW)
        measuring(served, run)
        os.kill(process_of(run), signal.SIGKILL)
        assert kept_by_resume(served, run) == BEFORE_THE_SLOW_ONE
