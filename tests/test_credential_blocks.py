"""Credentials in Prefect blocks reach the clients, and nothing else that Prefect or Prohori keeps."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack

import pytest

from prohori.simulators import catalogue
from prohori.simulators.server import serving
from tests.conftest import repository_of_demo
from tests.test_gateway_secrets import canaries, everything_left

assert canaries

REGISTERED = """
    import json, sys
    from blocks.credentials import KINDS, register
    register()
    register()
    given = json.loads(sys.stdin.read())
    for kind in KINDS:
        if kind.gateway in given:
            own = {name: given[kind.gateway].pop(name) for name in kind.model_fields if name in given[kind.gateway]}
            kind(**own, settings=given[kind.gateway]).save("prohori", overwrite=True, _sync=True)
"""


@pytest.fixture
def blocks(served):
    """Saves blocks of these settings, and removes them in the end."""

    def save(given):
        environment = {**os.environ, **served.environment, "PREFECT_API_URL": served.api_url, "PREFECT_HOME": str(served.home / "prefect")}
        code = "\n".join(line[4:] for line in REGISTERED.splitlines())
        subprocess.run([sys.executable, "-c", code], input=json.dumps(given), env=environment, text=True, check=True, timeout=120)

    yield save
    for document in served.api("/block_documents/filter", {}):
        if document["block_type"]["slug"].endswith("-credentials"):
            served.api(f"/block_documents/{document['id']}", method="DELETE")


def test_a_run_takes_what_the_setting_does_not_have_from_the_blocks_and_leaves_no_secret(served, blocks, tmp_path, canaries):
    repository = repository_of_demo(tmp_path)
    with ExitStack() as stack:
        started = {name: stack.enter_context(serving(catalogue.made(name))) for name in catalogue.NAMES}
        given = {name: catalogue.client_settings(running) for name, running in started.items()}
        blocks({name: dict(given[name]) for name in ("bkash", "sslcommerz")})
        of_the_setting = json.dumps({"nagad": given["nagad"]})
        result = served.json("run", "health-check", "--repo", repository, PROHORI_GATEWAYS=of_the_setting, PROHORI_PROFILE_TARGETS="")
        asked = {step["name"]: step["report"] for step in result["steps"]}
    assert {name: asked[name]["probes"][0]["target"] for name in ("bkash", "nagad")} == {
        "bkash": started["bkash"].origin, "nagad": given["nagad"]["origin"],
    }  # fmt: skip
    assert [asked[name]["verdict"] for name in ("bkash", "nagad", "nbr-portal")] == ["pass", "pass", "not_evaluated"]
    assert started["bkash"].gateway.grants == 1
    left = dict(everything_left(served, result["run_id"]))
    assert [name for name, text in left.items() if "canary" in text.lower()] == []


def test_a_block_that_cannot_be_used_is_named_and_not_shown(served, blocks, tmp_path):
    repository = repository_of_demo(tmp_path)
    blocks({"sslcommerz": {"store_id": "store", "store_password": "canary-of-a-block", "environment": "canary-somewhere"}})
    ran = served("run", "health-check", "--repo", repository)
    assert ran.returncode != 0
    assert "sslcommerz-credentials/prohori" in ran.stdout + ran.stderr
    assert "canary" not in ran.stdout + ran.stderr
