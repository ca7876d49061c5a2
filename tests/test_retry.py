"""A deployment's run on a process worker: Retry repeats what failed, and a cancellation in the UI ends it cleanly."""

import json
import os
import signal
import subprocess
import time

import pytest

from tests.conftest import PROJECT, repository_of_demo
from tests.deployed import PREFECT, prefect, surroundings
from tests.test_resume import until

STEPS = ("business-logic-validator", "context-gathering", "code-reviewer", "performance-profiler")
BROKEN = json.dumps({"broken": {"kind": "command", "command": ["false"], "threshold_ms": 1}})
SOUND = json.dumps({"sound": {"kind": "command", "command": ["true"], "threshold_ms": 60000}})
"""Of no other test, so that nobody's result answers it."""
SLOW = json.dumps({"slow": {"kind": "command", "command": ["sleep", "60"], "threshold_ms": 1}})


@pytest.fixture(scope="module")
def deployment(served):
    prefect(served, "work-pool", "create", "retrying", "--type", "process")
    entrypoint = "flows/sequential.py:sequential"
    asked = json.dumps({"request": {"workflow": "finance-feature"}})
    prefect(served, "--no-prompt", "deploy", entrypoint, "-n", "retrying", "-p", "retrying", "--params", asked)
    return next(found["id"] for found in served.api("/deployments/filter", {}) if found["name"] == "retrying")


@pytest.fixture
def folder(tmp_path):
    return repository_of_demo(tmp_path)


def new_run(served, deployment):
    return served.api(f"/deployments/{deployment}/create_flow_run", {})["id"]


WORKER = [PREFECT, "worker", "start", "--pool", "retrying", "--run-once"]


def work(served, folder, **environment):
    given = {**surroundings(served), "PROHORI_REPO": str(folder), **environment}
    subprocess.run(WORKER, env=given, cwd=PROJECT, capture_output=True, timeout=120, check=True)


def states(served, run, count):
    """Task name to state name, of the nth time that the flow ran."""
    tasks = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    return {task["name"]: task["state"]["name"] for task in tasks if task.get("state") and task["flow_run_run_count"] == count}


def test_retry_repeats_the_step_that_failed_and_no_other_and_leaves_the_run_to_the_worker(served, deployment, folder):
    run = new_run(served, deployment)
    work(served, folder, PROHORI_PROFILE_TARGETS=BROKEN)
    assert served.api(f"/flow_runs/{run}")["state"]["name"] == "Degraded"
    prefect(served, "flow-run", "retry", run)
    refused = served("resume", run)
    assert (refused.returncode, f"Run `{run}` waits for a worker" in refused.stderr) == (2, True)
    work(served, folder, PROHORI_PROFILE_TARGETS=SOUND)
    ended = served.api(f"/flow_runs/{run}")
    assert (ended["state"]["type"], ended["run_count"]) == ("COMPLETED", 2), ended["state"]
    until(lambda: len(states(served, run, 2)) == 4 and not {"Pending", "Running"} & set(states(served, run, 2).values()))
    assert states(served, run, 2) == {**dict.fromkeys(STEPS[:3], "Cached"), STEPS[3]: "Completed"}
    result = json.loads(served("report", run, "--json").stdout)
    assert result["continued"]["kept"] == list(STEPS[:3])


def test_a_cancellation_in_the_ui_ends_in_a_cancelled_result(served, deployment, folder):
    run = new_run(served, deployment)
    given = {**surroundings(served), "PROHORI_REPO": str(folder), "PROHORI_PROFILE_TARGETS": SLOW}
    worker = subprocess.Popen(WORKER, env=given, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: any(line.get("run") == run and line.get("step") == STEPS[2] for line in served.journal()), seconds=90)
        time.sleep(0.5)
        served.api(f"/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}, "force": True})
        worker.wait(timeout=90)
    finally:
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)
    assert served.api(f"/flow_runs/{run}")["state"]["type"] == "CANCELLED"
    result = json.loads(served("report", run, "--json").stdout)
    assert (result["outcome"], [step["outcome"] for step in result["steps"]]) == ("cancelled", ["ok", "ok", "ok", "cancelled"])
