"""`prohori resume` through a real server: what goes on, what begins anew, what is refused, and that each is said."""

import json
import time

import pytest

from tests.conftest import git
from tests.crashing import Home, repository, workflows

BODY_OF_THE_SECOND = "before a step's body"


@pytest.fixture
def erp(tmp_path):
    return repository(tmp_path)


@pytest.fixture
def run(erp, definitions):
    return ("run", definitions["sequential"], "--repo", erp)


@pytest.fixture(scope="module")
def killed(launcher, tmp_path_factory):
    """A run that was killed while its third step worked: the home, and the repository. Tests take copies of the first."""
    folder = tmp_path_factory.mktemp("killed")
    home = Home(launcher, folder / "state")
    ran = home.start("run", workflows(folder)["sequential"], "--repo", repository(folder), STEP_SECONDS="0.5")
    until(lambda: home.begun()["c"])
    ran.kill()
    ran.wait()
    return home


@pytest.fixture
def left(killed, tmp_path):
    return killed.copy(tmp_path / "left")


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def manifest(home):
    return home.folder / "runs" / home.run_id / "checkpoint" / "manifest.json"


def test_a_failed_step_is_repeated_alone(home, run):
    code, ran = home.run(*run, "--json", FAILING="d")
    assert (code, ran.result["outcome"]) == (3, "degraded")
    code, ran = home.run("resume", "last", "--json")
    assert (code, ran.result["outcome"]) == (0, "succeeded"), ran.said
    assert home.begun() == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 1}
    assert ran.result["continued"]["kept"] == ["a", "b", "c", "e"]
    why = {step["name"]: step["cache"]["why"] for step in ran.result["steps"]}
    assert why["b"] == "finished before the run was retried"


def test_what_was_made_without_a_report_that_is_there_now_is_made_again(home, run):
    home.run(*run, FAILING="a")
    code, ran = home.run("resume", "last", "--json")
    assert (code, ran.result["outcome"]) == (0, "succeeded"), ran.said
    assert home.begun() == {"a": 2, "b": 1, "c": 2, "d": 2, "e": 1}


def test_steps_that_may_not_be_cached_are_kept_for_their_run_alone(home, run):
    home.run(*run)
    store = json.loads(home.run("cache", "status", "--json")[1].output.read_text())
    assert (store["records"], store["of_runs"]) == (2, 3)
    home.run(*run)
    assert home.begun() == {"a": 1, "b": 2, "c": 2, "d": 1, "e": 2}


def test_prefect_shows_finished_steps_as_cached_and_the_one_in_flight_as_crashed(served, home, run):
    home.run(*run, at=BODY_OF_THE_SECOND)
    assert home.run("resume", home.run_id)[0] == 0
    flow_run = served.api(f"/flow_runs/{home.run_id}")
    assert (flow_run["state"]["type"], flow_run["run_count"]) == ("COMPLETED", 2)

    def states():
        tasks = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [home.run_id]}}})
        return {(task["flow_run_run_count"], task["name"]): task["state"]["name"] for task in tasks if task.get("state")}

    until(lambda: [state for (count, _), state in states().items() if count == 2].count("Completed") == 4)
    second = {name: state for (count, name), state in states().items() if count == 2}
    assert second == {"a": "Cached", **dict.fromkeys("bcde", "Completed")}
    assert states().get((1, "b"), "Crashed") == "Crashed"  # its last events may have died with the process


def test_a_run_whose_process_lives_is_not_resumed_and_not_disturbed(home, run):
    ran = home.start(*run, STUBBORN="b")
    until(lambda: home.begun()["b"])
    code, refused = home.run("resume", "last")
    assert code == 2
    assert f"Run `{home.run_id}` still runs" in refused.said
    assert f"process {ran.pid} on" in refused.said
    assert f"wait for it, or end it with `kill {ran.pid}`" in refused.said
    assert f"runs (process {ran.pid})" in home.run("status")[1].output.read_text()
    assert home.begun() == {"a": 1, "b": 1}
    ran.kill()
    ran.wait()
    assert f"unfinished: `prohori resume {home.run_id}`" in home.run("status")[1].output.read_text()
    (entry,) = json.loads(home.run("status", "--json")[1].output.read_text())
    assert (entry["run_id"], entry["pid"]) == (home.run_id, None)
    code, ran = home.run("report", home.run_id)
    assert (code, "has no result yet" in ran.said) == (2, True)


def test_of_two_resumes_at_once_one_is_refused(left):
    both = [left.start("resume", left.run_id, STEP_SECONDS="0.5") for _ in range(2)]
    assert sorted(ran.wait() for ran in both) == [0, 2]
    assert any("still runs" in ran.said for ran in both)
    assert left.begun() == {"a": 1, "b": 1, "c": 2, "d": 1, "e": 1}


def test_what_cannot_be_resumed_is_said(home, run):
    code, ran = home.run("resume", "last")
    assert (code, "there is none yet" in ran.said) == (2, True)
    assert home.run(*run)[0] == 0
    code, ran = home.run("resume", "beef")
    assert (code, "no run has that id" in ran.said) == (2, True)
    code, ran = home.run("resume", "last")
    assert (code, "has finished: nothing is left to do" in ran.said) == (0, True)
    assert set(home.begun().values()) == {1}


def test_a_run_that_the_api_does_not_know_is_said_with_what_to_do(left):
    folder = left.folder / "runs" / left.run_id
    folder.rename(folder.with_name("00000000-0000-4000-8000-000000000000"))
    code, ran = left.run("resume", "last")
    assert code == 2
    assert "The Prefect API does not know run `00000000" in ran.said
    assert "next: run the workflow again" in ran.said


def test_on_a_tree_that_changed_meanwhile_the_run_is_a_mixed_snapshot_and_says_so_everywhere(served, erp, home, run):
    ran = home.start(*run, STEP_SECONDS="0.5")
    until(lambda: home.begun()["c"])
    ran.kill()
    ran.wait()
    before = json.loads(manifest(home).read_text())["snapshots"][0]["commit"][:7]
    (erp / "billing.ts").write_text("// another\n")
    git(erp, "commit", "-qam", "second")

    code, ran = home.run("resume", "last")
    shown = ran.output.read_text()
    assert code == 3
    assert home.begun() == {"a": 1, "b": 1, "c": 2, "d": 1, "e": 1}
    said = f"mixed snapshot: b looked at erp@{before}"
    assert f"degraded ({said})" in shown
    result = json.loads(home.run("report", "last", "--json")[1].output.read_text())
    assert (result["outcome"], result["cause"], result["reason"]) == ("degraded", "execution", said)
    assert result["continued"]["mixed"] == ["b"]
    sarif = json.loads((home.folder / "runs" / home.run_id / "report.sarif").read_text())
    assert sarif["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert result["repository"]["commit"][:7] != before
    assert f"degraded: {said}" in home.run("report", "last")[1].output.read_text()
    assert f"মিশ্র স্ন্যাপশট: b দেখেছে erp@{before}" in home.run("report", "last", "--lang", "bn")[1].output.read_text()
    state = served.api(f"/flow_runs/{home.run_id}")["state"]
    assert (state["type"], state["name"]) == ("FAILED", "Degraded")
    assert state["message"].startswith(f"degraded: {said}")
    assert said in home.journal

    why = {step["name"]: step["cache"] for step in result["steps"]}
    assert why["d"] == {"state": "off", "why": "mixed snapshot: kept for this run alone", "key": None}
    again = json.loads(home.run(*run, "--json")[1].output.read_text())
    assert {step["name"]: step["cache"]["state"] for step in again["steps"]}["d"] == "miss"


def test_a_change_that_finished_steps_did_not_read_mixes_nothing(erp, home, run):
    home.run(*run, at=BODY_OF_THE_SECOND)
    (erp / "billing.ts").write_text("// another\n")
    code, ran = home.run("resume", "last", "--json")
    assert (code, ran.result["outcome"], ran.result["continued"]["mixed"]) == (0, "succeeded", [])
    assert ran.result["continued"]["kept"] == ["a"]
    assert ran.result["repository"]["dirty"] == 1
    assert set(home.begun().values()) == {1}


def test_a_run_whose_steps_had_all_finished_speaks_of_the_snapshot_that_they_saw(erp, home, run):
    home.run(*run, at="before the report")
    (erp / "billing.ts").write_text("// another\n")
    (erp / "tax.ts").write_text("// another\n")
    code, ran = home.run("resume", "last", "--json")
    assert (code, ran.result["outcome"], ran.result["continued"]["mixed"]) == (0, "succeeded", [])
    assert ran.result["repository"]["dirty"] == 0
    assert set(home.begun().values()) == {1}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code_version": "0" * 64}, "Prohori's code has changed since"),
        ({"workflow": "0" * 64}, "the definition of workflow `sequential-crashing` has changed since"),
        ({"times": "x"}, "its manifest cannot be read"),
    ],
)
def test_where_nothing_of_before_can_count_the_run_begins_anew_and_says_why(left, change, why):
    written = json.loads(manifest(left).read_text())
    manifest(left).write_text(json.dumps({**written, **change}))
    code, ran = left.run("resume", "last", "--json")
    assert code == 0
    (note,) = ran.result["continued"]["notes"]
    assert note.startswith(f"nothing of before counts: {why}")
    assert left.begun()["b"] == 2


def test_a_damaged_note_costs_its_step_and_is_said(left):
    notes = manifest(left).with_name("notes.jsonl")
    notes.write_text(notes.read_text().replace('"place":"b"', '"place":b'))
    code, ran = left.run("resume", "last", "--json")
    assert code == 0
    assert ran.result["continued"]["notes"] == ["1 of the notes of its checkpoint cannot be read: their steps may run again"]
    assert left.begun() == {"a": 1, "b": 2, "c": 2, "d": 1, "e": 1}


def test_of_a_refreshing_run_only_what_it_made_itself_has_finished(home, run):
    home.run(*run)
    time.sleep(1.1)  # a record says its second
    home.run(*run, "--refresh", at="before a note is written")
    refreshing = max((home.folder / "runs").iterdir(), key=lambda folder: folder.stat().st_mtime_ns)
    assert home.run("resume", refreshing.name)[0] == 0
    assert home.begun() == dict.fromkeys("abcde", 2)


def test_a_rung_that_failed_before_another_answered_is_not_tried_again_when_resumed(home, erp, tmp_path):
    definition = tmp_path / "falling.json"
    steps = [
        {"agent": "uncached", "name": "a", "description": "a", "fallback": "toucher"},
        {"agent": "toucher", "name": "b", "description": "b"},
    ]
    definition.write_text(json.dumps({"name": "falling", "description": "Of a test.", "pattern": "sequential", "steps": steps}))
    ran = home.start("run", definition, "--repo", erp, FAILING_AGENT="uncached", STEP_SECONDS="0.5")
    until(lambda: home.begun()["b"])
    ran.kill()
    ran.wait()
    code, ran = home.run("resume", "last", "--json")
    (first, second) = ran.result["steps"]
    assert (code, first["outcome"], first["answered_by"], second["outcome"]) == (3, "degraded", "a (toucher)", "ok")
    assert [(rung["place"], rung["error"], rung["attempts"]) for rung in first["fallen"]] == [("a", "AgentError", 1)]
    assert home.begun() == {"a": 2, "b": 2}

    code, ran = home.run("resume", "last", "--json")  # the run has ended: what failed is tried again
    assert (code, ran.result["outcome"]) == (0, "succeeded")
    assert home.begun() == {"a": 3, "b": 2}
