"""A degraded run of a deployment, retried by hand in the Prefect UI: only what failed runs again."""

import json

import pytest

from tests.browser import CHROMIUM, DRIVER, browser
from tests.conftest import repository_of_demo
from tests.deployed import deploy, ended, start, until, worker

RETRY = "(//button[normalize-space(.)='Retry'])"

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its driver: apt-get install chromium chromium-driver")


def tasks(served, run):
    """Each task run's name with its state and its attempts, the oldest first."""
    found = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}, "sort": "EXPECTED_START_TIME_ASC"})
    return [(task["name"], task["state"]["name"]) for task in found]


def test_retry_in_the_ui_runs_again_only_what_failed(served, tmp_path):
    mended = tmp_path / "mended"
    target = {"kind": "command", "command": ["test", "-e", str(mended)], "threshold_ms": 9000}
    given = {"PROHORI_REPO": str(repository_of_demo(tmp_path)), "PROHORI_PROFILE_TARGETS": json.dumps({"mended": target})}
    deployment = deploy(served)["finance-feature-nightly"]
    with worker(served, tmp_path / "worker.log", **given), browser(tmp_path / "profile", width=1240, height=860) as page:
        run = start(served, deployment, refresh=False, parameters={"performance-profiler": {"measure": "now"}})
        assert ended(served, run)["state"]["name"] == "Degraded"
        first = until(lambda: len(found := tasks(served, run)) == 4 and "Running" not in dict(found).values() and found, "all rows")
        assert dict(first)["performance-profiler"] == "Failed"

        mended.touch()
        page.open(f"{served.api_url.removesuffix('/api')}/runs/flow-run/{run}")
        page.wait_for("Degraded")
        page.click(f"{RETRY}[1]")
        page.wait_for("Any task runs without a persisted result")
        page.click(f"{RETRY}[last()]")
        until(lambda: served.api(f"/flow_runs/{run}")["run_count"] == 2, "the run begins again")
        assert ended(served, run)["state"]["name"] == "Completed"
        again = until(
            lambda: len(found := tasks(served, run)) == 8 and "Running" not in {state for _, state in found} and found, "all rows"
        )
        assert sorted(again[4:]) == [
            ("business-logic-validator", "Cached"), ("code-reviewer", "Cached"), ("context-gathering", "Cached"),
            ("performance-profiler", "Completed"),
        ]  # fmt: skip
        page.open(f"{served.api_url.removesuffix('/api')}/runs/flow-run/{run}")
        page.wait_for("Completed")
        page.wait_for("8 Task runs")
