"""A signal ends a run of a real server cleanly: nothing more starts, the result is stored, no process stays, `resume` goes on."""

import os
import signal

import pytest

from tests.crashing import repository
from tests.test_resume import until


@pytest.fixture
def erp(tmp_path):
    return repository(tmp_path)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("pattern", "number"), [("sequential", signal.SIGINT), ("parallel", signal.SIGTERM)])
def test_a_signal_cancels_the_run_although_a_step_does_not_end(served, home, erp, definitions, pattern, number):
    ran = home.start("run", definitions[pattern], "--repo", erp, "--json", STUBBORN="b")
    until(lambda: home.begun()["b"] and "a" in home.finished())
    ran.kill(number)
    assert ran.wait(seconds=20) == 130  # the step sleeps for a minute
    assert not alive(ran.pid)
    outcomes = {step["name"]: step["outcome"] for step in ran.result["steps"]}
    assert (ran.result["outcome"], outcomes["a"], outcomes["b"]) == ("cancelled", "ok", "cancelled")
    assert {outcomes[name] for name in "de"} <= {"cancelled", "skipped"}
    assert not set("de") & set(home.begun())
    assert served.api(f"/flow_runs/{home.run_id}")["state"]["name"] == "Cancelled"
    assert served.api("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [home.run_id]}}})
    assert home.run("report", "last")[1].output.read_text().startswith(f"# {pattern}-crashing: cancelled")
    assert '"outcome": "cancelled"' in home.journal

    code, ran = home.run("resume", "last", "--json")
    assert (code, ran.result["outcome"]) == (0, "succeeded"), ran.said
    assert home.begun()["a"] == 1
    assert home.begun()["b"] == 2


def test_a_step_that_ends_in_time_is_kept(home, erp, definitions):
    ran = home.start("run", definitions["sequential"], "--repo", erp, "--json", STEP_SECONDS="0.3")
    until(lambda: home.begun()["b"])
    ran.kill(signal.SIGINT)
    assert ran.wait() == 130
    outcomes = {step["name"]: step["outcome"] for step in ran.result["steps"]}
    assert outcomes == {"a": "ok", "b": "ok", "c": "cancelled", "d": "skipped", "e": "skipped"}


def test_a_step_that_waits_for_its_next_attempt_is_woken(home, erp, tmp_path):
    definition = tmp_path / "waiting.json"
    steps = [{"agent": "retried", "name": "a", "description": "a"}]
    definition.write_text(f'{{"name": "waiting", "description": "w", "pattern": "sequential", "steps": {steps}}}'.replace("'", '"'))
    ran = home.start("run", definition, "--repo", erp, "--json")
    until(lambda: "the next one in 60 s" in home.journal if home.begun()["a"] else False)
    ran.kill(signal.SIGINT)
    assert ran.wait(seconds=20) == 130
    (step,) = ran.result["steps"]
    assert (step["outcome"], step["attempts"]) == ("cancelled", 1)


def test_a_step_that_waits_for_another_run_of_it_is_woken(home, erp, definitions):
    first = home.start("run", definitions["sequential"], "--repo", erp, STUBBORN="a")
    until(lambda: home.begun()["a"])
    second = home.start("run", definitions["sequential"], "--repo", erp, "--json")
    until(lambda: "another run computes this step" in home.journal)
    second.kill(signal.SIGINT)
    assert second.wait(seconds=20) == 130
    assert second.result["steps"][0]["outcome"] == "cancelled"
    first.kill()
    first.wait()
    assert home.begun() == {"a": 1}


def test_the_second_signal_ends_the_process_at_once(home, erp, definitions):
    ran = home.start("run", definitions["sequential"], "--repo", erp, "--json", STUBBORN="a")
    until(lambda: home.begun()["a"])
    ran.kill(signal.SIGINT)
    ran.kill(signal.SIGTERM)
    assert ran.wait(seconds=20) == 130
    assert ran.output.read_text() == ""  # no result: it did not come to that
    assert home.run("resume", "last")[0] == 0
