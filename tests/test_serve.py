"""`python deployments/serve.py` on a real server: one machine, no work pool."""

import contextlib
import json
import signal
import subprocess
import sys
from urllib.error import HTTPError

import pytest

from prohori import deployments
from tests.conftest import PROJECT, repository_of_demo
from tests.deployed import QUICK, deploy, ended, process, start, surroundings, until

SERVE = [sys.executable, str(PROJECT / "deployments" / "serve.py")]
LISTED = {one.name: one for one in deployments.load()}


@pytest.fixture
def environment(served, tmp_path):
    """On the local server that the state folder names, as somebody who set nothing up."""
    given = surroundings(served, **QUICK, PROHORI_REPO=str(repository_of_demo(tmp_path)))
    return {name: value for name, value in given.items() if name not in ("PREFECT_API_URL", "PREFECT_HOME")}


def served_by(served):
    return {one["name"]: one for one in served.api("/deployments/filter", {}) if one["name"] in LISTED and not one["work_pool_name"]}


def delete_all(served):
    """With the work pool: a worker that has just ended counts as online there for a while."""
    with contextlib.suppress(HTTPError):
        served.api("/work_pools/prohori", method="DELETE")
    for one in served.api("/deployments/filter", {}):
        served.api(f"/deployments/{one['id']}", method="DELETE")


def test_it_serves_the_whole_list_and_leaves_its_schedules_active_when_it_ends(served, environment, tmp_path):
    delete_all(served)
    with process(SERVE, environment, tmp_path / "serve.log") as serving:
        found = until(lambda: len(ready := served_by(served)) == len(LISTED) and ready, "all deployments served")
        assert {(name, one["entrypoint"], one["schedules"][0]["schedule"]["cron"]) for name, one in found.items()} == {
            (name, one.entrypoint, one.cron) for name, one in LISTED.items()
        }
        assert {one["concurrency_options"]["collision_strategy"] for one in found.values()} == {"CANCEL_NEW"}
        doctor = json.loads(served("doctor", "--json").stdout)
        assert {check["state"] for check in doctor if check["what"].startswith("deployment ")} == {"ok"}
        second = subprocess.run(SERVE, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert (second.returncode, "Another `serve.py` serves" in second.stderr) == (2, True)
        finished = ended(served, start(served, found["finance-feature-nightly"]))
        assert finished["state"]["name"] == "Completed", finished["state"]
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=30) == 0
    assert "Traceback" not in (tmp_path / "serve.log").read_text()
    assert [one["schedules"][0]["active"] and not one["paused"] for one in served_by(served).values()] == [True] * len(LISTED)


def test_it_refuses_to_compete_with_a_work_pool_for_the_same_deployments(served, environment):
    deploy(served)
    ran = subprocess.run(SERVE, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert "A work pool has these deployments already" in ran.stderr
    assert "prefect deployment delete parallel/bangladesh-compliance-nightly" in ran.stderr
