"""Schedules on a real server and a real worker, with nobody present; and a worker or a server that is killed."""

import itertools

import pytest
import yaml

from prohori.deployments import Deployment, as_prefect_yaml
from tests.conftest import repository_of_demo
from tests.deployed import deploy, runs_of, until, worker

SLOW = '{"slow": {"kind": "command", "command": ["sleep", "2"], "threshold_ms": 9000}}'
EVERY_SECONDS = 4
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
    yield deploy(served, "--prefect-file", file)["often"]
    served.api(
        f"/deployments/{next(one['id'] for one in served.api('/deployments/filter', {}) if one['name'] == 'often')}", method="DELETE"
    )


def test_a_schedule_fires_on_a_worker_and_runs_that_would_overlap_are_cancelled(served, often, tmp_path):
    repository = str(repository_of_demo(tmp_path))
    with worker(served, tmp_path / "worker.log", PROHORI_REPO=repository, PROHORI_PROFILE_TARGETS=SLOW):

        def runs(state):
            return runs_of(served, often, type={"any_": [state]})

        until(lambda: len(runs("COMPLETED")) >= 2 and runs("CANCELLED"), "two scheduled runs and a cancelled one", 150)
        done = [run for run in runs_of(served, often) if run["start_time"] and run["end_time"] and run["state"]["type"] != "CANCELLED"]
    assert all(run["auto_scheduled"] and "auto-scheduled" in run["tags"] for run in done)
    assert all(first["end_time"] <= second["start_time"] for first, second in itertools.pairwise(done)), done
