"""`prefect.yaml`, made from the list of deployments, on a real server, and runs of it on real workers."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from prohori import deployments as the_list
from prohori.errors import DefinitionError
from tests.conftest import PROJECT, repository_of_demo
from tests.deployed import deploy, ended, prefect, runs_of, start, surroundings, until, worker


@pytest.fixture(scope="module")
def deployments(served):
    return deploy(served)


@pytest.fixture(scope="module")
def deployment(deployments):
    return deployments["finance-feature-nightly"]


@pytest.fixture(scope="module")
def two_workers(served, deployments, tmp_path_factory):
    folder = tmp_path_factory.mktemp("workers")
    repository = str(repository_of_demo(folder))
    with (
        worker(served, folder / "one.log", "--limit", "1", PROHORI_REPO=repository),
        worker(served, folder / "two.log", "--limit", "1", PROHORI_REPO=repository),
    ):
        until(lambda: len(online(served)) >= 2, "two workers online")
        yield


def online(served):
    return [one for one in served.api("/work_pools/prohori/workers/filter", {}) if one["status"] == "ONLINE"]


def test_prefect_yaml_is_what_the_list_makes():
    assert (PROJECT / "prefect.yaml").read_text(encoding="utf-8") == the_list.as_prefect_yaml(the_list.load()), (
        "run `python -m prohori.deployments > prefect.yaml`"
    )


ENTRY = 'deployments:\n  - name: nightly\n    workflow: finance-feature\n    cron: "30 1 * * *"\n    description: x\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ENTRY.replace("finance-feature", "finance-featur"), 3, "unknown workflow `finance-featur`"),
        (ENTRY.replace("30 1 * * *", "at night"), 4, "`cron` cannot be"),
        (ENTRY + ENTRY.split("\n", 1)[1], 6, "two deployments are named `nightly`"),
        (ENTRY + "    parameters: {repo: /srv}\n", 6, "not parameters of a run"),
        (ENTRY + "    timezone: UTC\n", 6, "`timezone` is not a key"),
    ],
)
def test_what_is_wrong_in_the_list_is_said_with_its_line(tmp_path, text, line, said):
    file = tmp_path / "deployments.yaml"
    file.write_text(text)
    with pytest.raises(DefinitionError) as raised:
        the_list.load(file)
    assert f"{file}:{line}" in str(raised.value)
    assert said in str(raised.value)


@pytest.mark.parametrize("listed", the_list.load(), ids=lambda one: one.name)
def test_a_deployment_is_what_the_list_says_and_never_runs_twice_at_once(deployments, listed):
    deployment = deployments[listed.name]
    (schedule,) = deployment["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == (True, listed.cron, "Asia/Dhaka")
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert deployment["parameters"] == {"request": {"workflow": listed.workflow}}
    assert (deployment["entrypoint"], deployment["description"]) == (listed.entrypoint, listed.description)
    assert set(deployment["tags"]) == {"prohori", *listed.tags}


def test_its_parameters_are_a_typed_form_with_descriptions_and_bounds(deployment):
    form = deployment["parameter_openapi_schema"]["definitions"]["RunRequest"]
    assert form["required"] == ["workflow"]
    assert form["additionalProperties"] is False
    assert all(field["description"] for field in form["properties"].values())
    assert (form["properties"]["workflow"]["minLength"], form["properties"]["workflow"]["maxLength"]) == (1, 4096)
    assert {choice.get("format") for choice in form["properties"]["on"]["anyOf"]} == {"date", None}
    assert [choice.get("enum") for choice in form["properties"]["lang"]["anyOf"]] == [["en", "bn"], None]


def test_its_runs_are_really_scheduled(served, deployment):
    runs = until(lambda: runs_of(served, deployment, type={"any_": ["SCHEDULED"]}), "a scheduled run")
    assert {run["expected_start_time"][11:19] for run in runs} == {"19:30:00"}  # 01:30 in Dhaka, UTC+6


def test_the_pull_step_registers_the_result_storage_however_often_and_many_at_once(served):
    def prepared(_):
        ran = subprocess.run(
            [sys.executable, "-m", "blocks.worker"], env=surroundings(served), cwd=PROJECT, capture_output=True, text=True, timeout=120
        )
        assert ran.returncode == 0, ran.stderr

    with ThreadPoolExecutor(2) as both:
        list(both.map(prepared, range(2)))
    block = served.api("/block_types/slug/prohori-store/block_documents/name/default")
    assert block["data"] == {"directory": str(served.home / "cache")}
    prepared(0)
    assert served.api("/block_types/slug/prohori-store/block_documents/name/default")["updated"] == block["updated"]


def test_two_workers_that_know_nothing_take_the_runs_and_end_them_with_a_report(served, deployments, two_workers):
    block = served.api("/block_types/slug/prohori-store/block_documents/name/default")
    prefect(served, "--no-prompt", "block", "delete", "--id", block["id"])
    runs = {name: start(served, one) for name, one in deployments.items()}
    finished = {name: ended(served, run) for name, run in runs.items()}
    states = {run["name"].split("@")[0]: run["state"]["name"] for run in finished.values()}
    assert states.pop("health-check · demo_erp") in ("Completed", "Degraded"), finished
    assert states == {"finance-feature · demo_erp": "Completed", "bangladesh-compliance · demo_erp": "Degraded"}
    assert served("report", runs["finance-feature-nightly"]).stdout.startswith("# finance-feature: succeeded")
    assert served.api("/block_types/slug/prohori-store/block_documents/name/default")["data"] == {"directory": str(served.home / "cache")}
