"""`prefect.yaml` deployed to a real server, and a run of it on a real worker."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import PROJECT, repository_of_demo

PREFECT = str(Path(sys.executable).with_name("prefect"))


def prefect(served, *arguments, **environment):
    given = {
        **served.environment,
        "PREFECT_API_URL": served.api_url,
        "PREFECT_HOME": str(served.home / "client"),
        "DO_NOT_TRACK": "1",
    }
    ran = subprocess.run(
        [PREFECT, *arguments], env={**given, **environment}, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def deployments(served):
    prefect(served, "work-pool", "create", "prohori", "--type", "process")
    prefect(served, "--no-prompt", "deploy", "--all")
    return {found["name"]: found for found in served.api("/deployments/filter", {})}


@pytest.fixture(scope="module")
def deployment(deployments):
    return deployments["finance-feature-nightly"]


def test_it_runs_every_night_in_dhaka_and_never_twice_at_once(deployment):
    (schedule,) = deployment["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == (True, "30 1 * * *", "Asia/Dhaka")
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"


def test_health_check_runs_every_ten_minutes_and_never_twice_at_once(deployments):
    deployment = deployments["health-check"]
    (schedule,) = deployment["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == (True, "*/10 * * * *", "Asia/Dhaka")
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert deployment["parameters"] == {"request": {"workflow": "health-check"}}
    assert deployment["entrypoint"] == "flows/parallel.py:parallel"


def test_its_parameters_are_a_typed_form_with_descriptions(deployment):
    form = deployment["parameter_openapi_schema"]["definitions"]["RunRequest"]
    assert form["required"] == ["workflow"]
    assert form["additionalProperties"] is False
    assert all(field["description"] for field in form["properties"].values())
    assert deployment["parameters"] == {"request": {"workflow": "finance-feature"}}


def test_its_runs_are_really_scheduled(served, deployment):
    wanted = {"deployments": {"id": {"any_": [deployment["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    for _ in range(150):
        runs = served.api("/flow_runs/filter", wanted)
        if runs:
            break
        time.sleep(0.2)
    assert runs
    assert {run["expected_start_time"][11:19] for run in runs} == {"19:30:00"}  # 01:30 in Dhaka, UTC+6


def test_a_run_of_it_on_a_worker_ends_with_a_report(served, deployment, tmp_path):
    folder = repository_of_demo(tmp_path)
    run = served.api(f"/deployments/{deployment['id']}/create_flow_run", {})["id"]
    prefect(served, "worker", "start", "--pool", "prohori", "--run-once", PROHORI_REPO=str(folder))
    ended = served.api("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})[0]
    assert (ended["state"]["type"], ended["name"][:27]) == ("COMPLETED", "finance-feature · demo_erp@"), ended["state"]
    assert served("report", run).stdout.startswith("# finance-feature: succeeded")
