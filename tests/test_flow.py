"""finance-feature through a real Prefect server: states, artifacts, logs, cache, exit codes. One server for the file."""

import json
import subprocess
import sys
import time

import pytest
import yaml

from tests.conftest import PROJECT, git, repository_of_demo


def task_states(served, run):
    """Task name to state name; waits for the server to have taken in the events of a run that has ended."""
    for _ in range(100):
        tasks = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        found = {task["name"]: task["state"]["name"] for task in tasks if task.get("state")}
        if len(found) == 4 and not {"Pending", "Running"} & set(found.values()):
            return found
        time.sleep(0.1)
    return found


RUN = ("run", "finance-feature", "--fail-on", "never", "--repo")
STEPS = ("business-logic-validator", "context-gathering", "code-reviewer", "performance-profiler")


@pytest.fixture(scope="module")
def first(served, tmp_path_factory):
    """The demo after its first run, and that run."""
    folder = repository_of_demo(tmp_path_factory.mktemp("first"))
    return folder, served.json(*RUN, folder, "--refresh")


def test_the_first_run_finds_every_seeded_defect_and_no_look_alike(first):
    folder, result = first
    seeded = yaml.safe_load((folder / "DEFECTS.yaml").read_text())
    found = {(f["path"], f["line"], f["rule"]) for step in result["steps"] for f in step["report"]["findings"]}
    expected = {(d["file"], d["line"], d["rule"]) for d in seeded["defects"]}
    assert expected - found == set()
    assert {(f, line, rule) for f, line, rule in found if rule != "perf-threshold"} - expected == set()
    slow = {path for path, _, rule in found if rule == "perf-threshold"}
    assert slow <= {entry["file"] for entry in seeded["performance"]}


def test_the_first_run_ran_every_step_and_succeeded(first):
    _, result = first
    assert [step["name"] for step in result["steps"]] == list(STEPS)
    assert {step["outcome"] for step in result["steps"]} == {"ok"}
    assert result["outcome"] == "succeeded"
    assert result["from_cache"] is False


def test_every_finding_has_a_place_that_exists_and_a_source(first):
    folder, result = first
    for finding in (f for step in result["steps"][:3] for f in step["report"]["findings"]):
        lines = (folder / finding["path"]).read_text().splitlines()
        assert 1 <= finding["line"] <= len(lines)
        assert finding["source"], finding["rule"]


def test_the_second_run_is_up_to_date_without_prefect_and_is_recorded_in_the_api(served, first):
    folder, before = first
    again = served.json(*RUN, folder)
    assert again["from_cache"] is True
    assert [step["cache"]["state"] for step in again["steps"]] == ["hit"] * 4
    assert [step["report"] for step in again["steps"]] == [step["report"] for step in before["steps"]]
    recorded = served.api("/flow_runs/filter", {"flow_runs": {"tags": {"all_": ["answered-from-cache"]}}, "sort": "START_TIME_DESC"})
    assert recorded[0]["state"]["name"] == "UpToDate"
    assert recorded[0]["name"].startswith("finance-feature · demo_erp@")


def test_the_local_server_of_another_state_folder_is_not_used(served, first, tmp_path):
    folder, _ = first
    ran = served("run", "finance-feature", "--repo", folder, PROHORI_HOME=str(tmp_path / "another"))
    assert ran.returncode == 2
    assert "not the Prefect server of this state folder" in ran.stderr


def test_through_prefect_every_step_is_shown_as_cached(served, first):
    folder, _ = first
    result = served.json(*RUN, folder, "--through-prefect")
    assert task_states(served, result["run_id"]) == dict.fromkeys(STEPS, "Cached")
    assert [step["cache"]["state"] for step in result["steps"]] == ["hit"] * 4


def test_a_run_is_named_after_what_it_does_and_leaves_its_report_as_artifacts(served, first):
    _, result = first
    run = served.api(f"/flow_runs/{result['run_id']}")
    assert run["name"].startswith("finance-feature · demo_erp@")
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "Completed")
    assert run["state"]["message"].startswith("succeeded; ")
    artifacts = served.api("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [result["run_id"]]}}})
    assert {artifact["key"] for artifact in artifacts} == {"finance-feature-report", "finance-feature-findings"}


def test_the_journal_and_the_log_of_the_run_have_each_step_once(served, first):
    _, result = first
    lines = [line for line in served.journal() if line.get("run") == result["run_id"] and line["component"] == "step"]
    assert [line["step"] for line in lines] == list(STEPS)
    for _ in range(100):
        logs = served.api("/logs/filter", {"logs": {"flow_run_id": {"any_": [result["run_id"]]}}})
        shown = [log["message"] for log in logs if " (refresh: " in log["message"]]
        if len(shown) >= 4:
            break
        time.sleep(0.1)
    assert sorted(shown) == sorted(line["message"] for line in lines)


def test_an_unrelated_commit_leaves_every_step_a_hit(served, first):
    folder, _ = first
    (folder / "NOTES.txt").write_text("nothing that an agent reads")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "notes")
    assert served.json(*RUN, folder)["from_cache"] is True


def test_one_byte_in_a_file_that_one_step_reads_runs_exactly_that_step_and_explain_names_it(served, first):
    folder, _ = first
    statement = folder / "database" / "invoice_lines.sql"
    before = statement.read_bytes()
    statement.write_bytes(before + b"\n")
    try:
        told = {one["step"]: one for one in served.json("cache", "explain", "finance-feature", "--repo", folder)}
        assert {name: one["cache"]["state"] for name, one in told.items()} == {**dict.fromkeys(STEPS[:3], "hit"), STEPS[3]: "miss"}
        assert any("database/invoice_lines.sql" in change for change in told[STEPS[3]]["changes"])
        result = served.json(*RUN, folder)
        assert {step["name"]: step["cache"]["state"] for step in result["steps"]} == {**dict.fromkeys(STEPS[:3], "hit"), STEPS[3]: "miss"}
    finally:
        statement.write_bytes(before)


def test_beyond_the_first_of_july_the_rate_checks_run_again_and_explain_says_why(served, first):
    folder, _ = first
    told = {one["step"]: one for one in served.json("cache", "explain", "finance-feature", "--repo", folder, "--on", "2027-07-01")}
    assert told[STEPS[0]]["cache"]["state"] == "miss"
    assert any("2027-07-01" in change or "rulebook" in change for change in told[STEPS[0]]["changes"]), told[STEPS[0]]
    assert {name: one["cache"]["state"] for name, one in told.items() if name != STEPS[0]} == dict.fromkeys(STEPS[1:], "hit")


BROKEN = {"broken": {"kind": "command", "command": ["false"], "threshold_ms": 1}}


def test_a_degraded_run_is_no_success_anywhere(served, first):
    folder, _ = first
    ran = served(*RUN, folder, PROHORI_PROFILE_TARGETS=json.dumps(BROKEN))
    assert ran.returncode == 3
    assert "degraded" in ran.stdout
    assert "performance-profiler" in ran.stdout
    (run, *_) = served.api("/flow_runs/filter", {"sort": "START_TIME_DESC", "flow_runs": {"tags": {"is_null_": True}}})
    assert (run["state"]["type"], run["state"]["name"]) == ("FAILED", "Degraded")
    report = served("report", run["id"])
    assert report.stdout.startswith("# finance-feature: degraded (cause: execution)")


def test_findings_at_the_threshold_are_exit_5(served, first):
    folder, _ = first
    assert served("run", "finance-feature", "--repo", folder).returncode == 5
    assert served("run", "finance-feature", "--repo", folder, "--fail-on", "never").returncode == 0


def test_the_flow_file_does_the_same_as_the_command(served, first, tmp_path):
    folder, _ = first
    flow = [
        sys.executable,
        str(PROJECT / "flows" / "sequential.py"),
        "finance-feature",
        "--repo",
        str(folder),
        "--fail-on",
        "never",
        "--json",
    ]
    ran = subprocess.run(flow, env=dict(served.environment), cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["from_cache"] is True


def test_status_and_report_show_the_last_run(served, first):
    folder, _ = first
    result = served.json(*RUN, folder)
    assert result["run_id"][:8] in served("status").stdout
    assert served("report").stdout == (served.home / "runs" / result["run_id"] / "report.md").read_text() + "\n"
