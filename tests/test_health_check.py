"""health-check: in this process with real agents and real servers, and through a real Prefect server."""

import json
import socket
import time
from contextlib import ExitStack

import pytest

from prohori.agents.registry import load_all
from prohori.engine.run import run_workflow
from prohori.model import WorkflowOutcome
from prohori.observe.junit import as_junit
from prohori.observe.report import as_markdown, first_line
from prohori.observe.sarif import as_sarif
from prohori.workflows import loader
from tests.conftest import repository_of_demo
from tests.gateways import Authority, endless, gateway, says
from tests.inline import Threads, workspace
from tests.repositories import Repository

STEPS = ("bkash", "nagad", "nbr-portal", "database")


@pytest.fixture
def erp(tmp_path):
    return Repository.create(tmp_path / "erp", {"README.md": "# erp"}).path


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Name to a probe of a gateway that has the fault, all served meanwhile."""
    authority = Authority(tmp_path_factory.mktemp("authority"))
    with ExitStack() as stack:
        serve = lambda *behaviour: {"url": stack.enter_context(gateway(*behaviour))}  # noqa: E731
        closed = stack.enter_context(socket.socket())  # bound, so that nobody else gets the port, and never listening
        closed.bind(("127.0.0.1", 0))
        probes = {
            "dead": {"url": f"http://127.0.0.1:{closed.getsockname()[1]}/"},
            "slow": {**serve(says(after=5)), "timeout_seconds": 1},
            "wrong-status": serve(says(status="500 Oops")),
            "bad-certificate": {**serve(says(), authority.server(days=-1)), "ca_file": str(authority.file)},
            "redirect": serve(says(status="302 Found", location="https://evil.example/")),
            "huge": {**serve(endless), "expect": {"max_bytes": 100_000}},
            "healthy": serve(says()),
        }
        yield {name: {"local": True, "timeout_seconds": 15, **probe} for name, probe in probes.items()}


SAID = {
    "dead": "connection refused",
    "slow": "no answer within 1 s",
    "wrong-status": "its status is 500, not 200",
    "bad-certificate": "its certificate is not valid: certificate has expired",
    "redirect": "it redirects to `evil.example` (status 302), which is not followed",
    "huge": "its body is larger than 100000 bytes",
}


def probing(erp, tmp_path, probes, **keys):
    definition = loader.find("health-check")
    steps = [{"agent": "api-integration-tester", "name": name, "parameters": {"probe": name}} for name in probes]
    given = {"pattern": "parallel", "on_verdict_fail": definition.on_verdict_fail, **keys}
    asked = workspace(erp, tmp_path / "state", load_all(), steps, keys=given, settings_={"probes": probes})
    return run_workflow(asked, Threads(), "run-1", on_step=lambda _: None)


def told(step):
    return f"{step.reason} {step.report.summary if step.report else ''}"


def test_each_fault_has_words_of_its_own_and_the_run_is_degraded(erp, tmp_path, faulty):
    result = probing(erp, tmp_path, faulty)
    assert result.outcome is WorkflowOutcome.degraded
    steps = {step.name: step for step in result.steps}
    for name in SAID:
        assert [fault for fault in SAID if SAID[fault] in told(steps[name])] == [name]
    assert (steps["healthy"].outcome.value, steps["healthy"].report.verdict.value) == ("ok", "pass")
    assert (steps["dead"].attempts, steps["slow"].attempts, steps["huge"].attempts) == (3, 3, 1)
    assert "evil.example/" not in result.model_dump_json()
    assert {one.name: one.state for one in result.probes} == {
        "dead": "down", "slow": "down", "wrong-status": "degraded", "bad-certificate": "down", "redirect": "degraded", "huge": "degraded",
        "healthy": "up",
    }  # fmt: skip


@pytest.mark.parametrize("fault", ["wrong-status", "bad-certificate", "redirect", "huge"])
def test_a_gateway_that_is_not_as_it_should_be_degrades_by_its_verdict(erp, tmp_path, faulty, fault):
    result = probing(erp, tmp_path, {fault: faulty[fault]})
    assert (result.outcome, result.cause.value) == (WorkflowOutcome.degraded, "verdict")
    assert first_line(result).startswith(f"degraded: checks failed: {fault}; 1 finding (1 major)")


def test_a_dead_host_with_retries_does_not_delay_the_others(erp, tmp_path, faulty):
    ended = {}
    probes = {"dead": faulty["dead"], **{f"healthy-{n}": faulty["healthy"] for n in range(4)}}
    steps = [{"agent": "api-integration-tester", "name": name, "parameters": {"probe": name}} for name in probes]
    keys = {"pattern": "parallel", "max_parallel": 1}
    asked = workspace(erp, tmp_path / "state", load_all(), steps, keys=keys, settings_={"probes": probes})
    started = time.perf_counter()
    run_workflow(asked, Threads(), "run-1", on_step=lambda step: ended.setdefault(step.name, time.perf_counter() - started))
    assert max(took for name, took in ended.items() if name != "dead") < 1.0  # its second attempt comes after 1 s
    assert ended["dead"] > 3.0


def test_the_definition_is_four_independent_checks():
    definition = loader.find("health-check")
    assert [step.name for step in definition.steps] == list(STEPS)
    assert (definition.pattern.value, definition.max_parallel, definition.on_verdict_fail) == ("parallel", 4, "degraded")


RUN = ("run", "health-check", "--repo")


@pytest.fixture(scope="module")
def demo_folder(served, tmp_path_factory):
    return repository_of_demo(tmp_path_factory.mktemp("health"))


@pytest.fixture(scope="module")
def simulated(served, demo_folder):
    return served.json(*RUN, demo_folder)


def test_without_probes_stand_ins_answer_and_every_surface_says_simulated(served, demo_folder, simulated):
    assert [step["name"] for step in simulated["steps"]] == list(STEPS)
    assert [step["report"]["simulated"] for step in simulated["steps"]] == [True, True, True, False]
    flow_run = served.api(f"/flow_runs/{simulated['run_id']}")
    assert "simulated: bkash, nagad, nbr-portal" in flow_run["state"]["message"]
    assert flow_run["name"].startswith("health-check · demo_erp@")
    shown = served(*RUN, demo_folder).stdout
    assert shown.count("(simulated)") == 3
    assert "simulated: bkash, nagad, nbr-portal" in shown
    report = served("report", simulated["run_id"]).stdout
    assert report.count("| pass (simulated) |") == 3
    lines = [line for line in served.journal() if line.get("run") == simulated["run_id"] and line["component"] == "step"]
    assert {line["step"]: line.get("simulated") for line in lines} == {**dict.fromkeys(STEPS[:3], True), "database": None}
    artifacts = served.api("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [simulated["run_id"]]}}})
    assert any("simulated: bkash" in str(artifact["data"]) for artifact in artifacts)


def test_the_database_is_measured_now_and_nothing_comes_from_the_cache(simulated):
    database = simulated["steps"][3]
    assert database["report"]["coverage"]["probes"] > 0
    assert {step["cache"]["state"] for step in simulated["steps"]} == {"off"}


def test_a_gateway_with_a_fault_is_exit_3_and_a_failed_state_named_degraded(served, demo_folder, faulty):
    probes = {"bkash": faulty["dead"], "nagad": faulty["redirect"], "nbr-portal": faulty["healthy"]}
    started = time.perf_counter()
    ran = served(*RUN, demo_folder, "--json", PROHORI_PROBES=json.dumps(probes), PROHORI_PROFILE_TARGETS="")
    took = time.perf_counter() - started
    assert ran.returncode == 3, ran.stderr
    result = json.loads(ran.stdout)
    assert result["outcome"] == "degraded"
    steps = {step["name"]: step for step in result["steps"]}
    assert [steps[name]["outcome"] for name in STEPS] == ["failed", "ok", "ok", "ok"]
    assert (steps["bkash"]["attempts"], steps["nagad"]["attempts"]) == (3, 1)
    (dead,) = steps["bkash"]["report"]["probes"]
    assert (dead["name"], dead["answered"], [one["rule"] for one in dead["conditions"] if one["verdict"] == "fail"]) == (
        "bkash", False, ["gateway-reachable"],
    )  # fmt: skip
    assert steps["bkash"]["seconds"] > 3 > max(steps[name]["seconds"] for name in STEPS[1:])
    assert took < 60
    state = served.api(f"/flow_runs/{result['run_id']}")["state"]
    assert (state["type"], state["name"]) == ("FAILED", "Degraded")
    assert "connection refused" in served("report", result["run_id"]).stdout


def test_retries_are_retries_of_the_task_and_waiting_ones_hold_no_slot_of_the_window(served, demo_folder, faulty, tmp_path):
    probes = dict.fromkeys(("d1", "d2"), faulty["dead"]) | {f"h{n}": faulty["healthy"] for n in range(4)}
    steps = [{"agent": "api-integration-tester", "name": name, "parameters": {"probe": name}} for name in probes]
    workflow = {"name": "many", "description": "A workflow of a test.", "pattern": "parallel", "max_parallel": 1, "steps": steps}
    (tmp_path / "many.json").write_text(json.dumps(workflow))
    result = served.json("run", tmp_path / "many.json", "--repo", demo_folder, PROHORI_PROBES=json.dumps(probes))
    at = {
        line["step"]: line["timestamp"] for line in served.journal() if line.get("run") == result["run_id"] and line["component"] == "step"
    }
    assert max(at[f"h{n}"] for n in range(4)) < min(at["d1"], at["d2"])
    assert [step["name"] for step in result["steps"]] == list(probes)
    assert result["seconds"] < 8  # one dead host alone takes 3 s; six in turns of a thread each would take more
    runs = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [result["run_id"]]}}})
    for _ in range(50):
        if all(run["run_count"] == 3 for run in runs if run["name"].startswith("d")):
            break
        time.sleep(0.1)
        runs = served.api("/task_runs/filter", {"flow_runs": {"id": {"any_": [result["run_id"]]}}})
    assert {run["name"]: run["run_count"] for run in runs} == {name: 3 if name.startswith("d") else 1 for name in probes}


def test_the_report_of_a_simulated_run_says_so_in_its_first_lines(erp, tmp_path):
    steps = [{"agent": "api-integration-tester", "name": "bkash", "parameters": {"probe": "bkash"}}]
    asked = workspace(erp, tmp_path / "state", load_all(), steps, keys={"pattern": "parallel"})
    result = run_workflow(asked, Threads(), "run-1", on_step=lambda _: None)
    assert "simulated: bkash" in as_markdown(result).splitlines()[2]


def test_the_files_for_ci_systems_say_simulated_too(erp, tmp_path):
    steps = [{"agent": "api-integration-tester", "name": "bkash", "parameters": {"probe": "bkash"}}]
    asked = workspace(erp, tmp_path / "state", load_all(), steps, keys={"pattern": "parallel"})
    result = run_workflow(asked, Threads(), "run-1", on_step=lambda _: None)
    junit, sarif = as_junit(result), as_sarif(result)
    assert "gateway-status (simulated)" in junit
    assert 'name="gateway-status"' not in junit
    assert "bkash is simulated" in sarif
    assert "কৃত্রিম উত্তর: bkash" in first_line(result, "bn")
