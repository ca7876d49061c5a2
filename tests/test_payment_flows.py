"""Payment flows on simulators: whole, with each fault, killed and begun again; and never anywhere else."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prohori.agents.payment_flow_tester import run
from prohori.errors import TransientError, UsageError
from prohori.model import Job, Severity, Verdict, WorkflowOutcome
from prohori.simulators import catalogue
from prohori.simulators.control import Control
from prohori.simulators.faults import parse as fault
from prohori.simulators.payment_flows import FLOWS
from prohori.simulators.server import serving
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from prohori.workflows import loader
from tests.conftest import free_port, git, repository_of_demo
from tests.gateways import gateway, says

NAGAD, SSL = "nagad-payment", "sslcommerz-payment"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("erp")
    git(folder, "init", "-q")
    git(folder, "commit", "-qm", "first", "--allow-empty")
    return Snapshot.take(folder)


@pytest.fixture
def flow(snapshot, tmp_path):
    def flow(name, *faults, gateways=None, state=None):
        settings = {"state_dir": str(state or tmp_path / "state")}
        (state or tmp_path / "state").mkdir(mode=0o700, exist_ok=True)
        secrets = {"gateways": gateways or {}}
        reads = RecordedReads(snapshot, today=datetime.now(UTC).date(), settings=settings, memo={}, code_version="1", secrets=secrets)
        return run(Job(agent="payment-flow-tester", parameters={"flow": name, "faults": list(faults)}), reads)

    return flow


def outside(name, *faults):
    """A simulator that outlives a flow."""
    return serving(catalogue.made(name), faults=tuple(map(fault, faults)))


def rules(report):
    return {f.rule for f in report.findings}


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_goes_through_on_a_simulator_of_its_own_and_says_so(name, flow):
    found = flow(name)
    assert (found.verdict, found.simulated, found.findings) == (Verdict.passed, True, ())
    assert "payment-once" in found.coverage.rules
    assert f"{name} (simulated)" in found.artifacts["flow.md"]
    assert "simulated: no money moves" in found.summary


@pytest.mark.parametrize(("name", "fault", "rule", "severity"), [
    ("bkash-payment", "execute:other-amount", "gateway-order", "major"),
    ("bkash-payment", "refund:other-amount", "refund-done", "major"), ("bkash-payment", "refund:code=2072", "refund-done", "major"),
    ("bkash-payment", "create:code=2065", "payment-refused", "major"), ("bkash-payment", "execute:clock-skew=900", "gateway-time", "major"),
    ("bkash-webhook", "execute:unsigned", "payment-webhook", "major"), (NAGAD, "initialize:unsigned", "gateway-signature", "major"),
    (NAGAD, "verify:other-order", "payment-completed", "major"), (NAGAD, "complete:code=X", "payment-refused", "major"),
    (SSL, "customer:unsigned", "payment-ipn", "major"), (SSL, "session:code=1", "payment-refused", "major"),
    (SSL, "validate:other-amount", "payment-completed", "major"), (SSL, "refund:answer-lost", "refund-done", "major"),
    (SSL, "query:malformed", "gateway-json", "major"),
])  # fmt: skip
def test_what_a_gateway_does_wrong_is_a_finding(name, fault, rule, severity, flow):
    found = flow(name, fault)
    assert found.verdict is Verdict.failed
    assert rule in rules(found), rules(found)
    assert next(f for f in found.findings if f.rule == rule).severity.value == severity


def test_money_that_moved_twice_is_critical(flow, monkeypatch):
    entries = Control.entries
    monkeypatch.setattr(Control, "entries", lambda self, order: entries(self, order) * 2)
    found = flow("bkash-payment")
    assert {f.rule for f in found.findings if f.severity is Severity.critical} == {"payment-once", "refund-once"}
    assert "2 charges were made" in found.findings[0].message + found.findings[1].message


def test_a_gateway_that_hangs_up_is_no_failed_payment_and_its_step_is_tried_again(flow):
    with pytest.raises(TransientError) as raised:
        flow(SSL, "not-received")
    assert raised.value.report.simulated


def test_an_undecided_payment_is_an_error_of_the_step_and_goes_on_with_its_order(flow, monkeypatch, tmp_path):
    monkeypatch.setattr("prohori.simulators.shop.WAIT_SECONDS", 0.5)
    with outside("bkash", "query:server-error=502*9", "execute:answer-lost*1") as running:
        given = {"bkash": catalogue.client_settings(running)}
        with pytest.raises(TransientError, match="not decided yet"):
            flow("bkash-payment", gateways=given)
        running.faults.clear()
        found = flow("bkash-payment", gateways=given)
        assert "continued" in found.summary
        assert found.findings == ()
        assert [entry.kind for entry in running.ledger.entries] == ["charge", "refund", "refund"]


@pytest.mark.parametrize("environment", ["live", "sandbox"])
@pytest.mark.parametrize("name", ["bkash", "nagad", "sslcommerz"])
def test_a_real_gateway_is_refused_before_anything_is_sent(name, environment, flow):
    with outside(name) as running:
        given = catalogue.client_settings(running) | {"environment": environment}
        given = given | ({} if environment == "live" else {"origin": None, "local": False})
        with pytest.raises(UsageError, match="is tested on a simulator only") as refused:
            flow(f"{name}-payment", gateways={name: given})
        assert "money" in refused.value.why
        assert running.ledger.entries == ()


def test_what_is_no_simulator_is_refused(flow):
    with outside("bkash") as running, gateway(says(b'{"gateway": "bkash"}')) as url:
        for origin in (url.rstrip("/"), f"http://127.0.0.1:{free_port()}", "http://192.168.0.7", "https://localhost.example"):
            with pytest.raises(UsageError, match="is tested on a simulator only"):
                flow("bkash-payment", gateways={"bkash": catalogue.client_settings(running) | {"origin": origin}})
        nagad = {"origin": running.origin}
        with outside("nagad") as other, pytest.raises(UsageError, match="no simulator of nagad"):
            flow(NAGAD, gateways={"nagad": catalogue.client_settings(other) | nagad})


def test_a_gateway_that_is_not_configured_beside_others_is_not_evaluated(flow):
    with outside("bkash") as running:
        assert flow(NAGAD, gateways={"bkash": catalogue.client_settings(running)}).verdict is Verdict.not_evaluated


def test_an_unknown_flow_is_a_wrong_call(flow):
    with pytest.raises(UsageError, match="bkash-payment"):
        flow("rocket-payment")


def test_a_simulator_that_was_started_again_gets_a_new_order(flow, monkeypatch):
    monkeypatch.setattr("prohori.simulators.shop.WAIT_SECONDS", 0.2)
    port = free_port()
    with serving(catalogue.made("bkash"), port=port, faults=(fault("query:server-error"), fault("execute:answer-lost"))) as running:
        given = {"bkash": catalogue.client_settings(running)}
        with pytest.raises(TransientError):
            flow("bkash-payment", gateways=given)
    with serving(catalogue.made("bkash"), port=port):
        assert "continued" not in flow("bkash-payment", gateways=given).summary


KILLED = """
    import json, sys
    from prohori.agents.payment_flow_tester import run
    from prohori.allowance import Allowance
    from prohori.model import Job

    class Reads:
        allowance = Allowance()
        setting = staticmethod(lambda name: sys.argv[2])
        secret = staticmethod(lambda name: json.loads(sys.argv[3]))

    run(Job(agent="payment-flow-tester", parameters={"flow": sys.argv[1]}), Reads)
"""


@pytest.mark.parametrize(("name", "operation"), [
    ("bkash-payment", "create"), ("bkash-payment", "execute"), ("bkash-payment", "refund"), ("bkash-lost-execute", "query"),
    (NAGAD, "initialize"), (NAGAD, "customer"), (NAGAD, "verify"), (SSL, "session"), (SSL, "customer"), (SSL, "validate"), (SSL, "refund"),
])  # fmt: skip
def test_a_flow_that_is_killed_goes_on_without_a_second_charge(name, operation, flow, tmp_path):
    """Killed while the gateway works on the operation, which it carries out all the same."""
    state = tmp_path / "killed"
    state.mkdir(mode=0o700)
    with outside(FLOWS[name][0], f"{operation}:latency=1500*1") as running:
        given = {FLOWS[name][0]: catalogue.client_settings(running)}
        child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(KILLED), name, str(state), json.dumps(given)])
        until = time.monotonic() + 60
        while running.faults._left and any(one.kind == "latency" and one.operation == operation for one, _ in running.faults._left):
            assert time.monotonic() < until and child.poll() is None
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        time.sleep(2)
        found = flow(name, gateways=given, state=state)
        charges = [entry for entry in running.ledger.entries if entry.kind == "charge"]
        refunds = [entry for entry in running.ledger.entries if entry.kind == "refund"]
    assert "continued" in found.summary
    assert [entry.moved for entry in charges] == [True]
    assert all(entry.moved for entry in refunds)
    assert len({entry.name for entry in refunds}) == len(refunds)
    lost_refund = (name, operation) == (SSL, "refund")  # nothing can be asked there: a person looks
    assert rules(found) == ({"refund-done", "refund-once"} if lost_refund and not refunds else {"refund-done"} if lost_refund else set())


def test_the_workflow_has_each_flow_as_a_step():
    definition = loader.find("payment-gateway-test")
    assert [step.parameters["flow"] for step in definition.steps] == list(FLOWS)
    assert (definition.pattern.value, definition.on_verdict_fail) == ("parallel", "degraded")


def test_the_workflow_runs_in_prefect_and_each_surface_says_simulated(served, tmp_path_factory):
    folder = repository_of_demo(tmp_path_factory.mktemp("payments"))
    result = served.json("run", "payment-gateway-test", "--repo", folder)
    found = [(step["name"], step["outcome"], step["reason"], step["report"]) for step in result["steps"]]
    assert result["outcome"] == WorkflowOutcome.succeeded.value, found
    assert all(step["report"]["simulated"] for step in result["steps"])
    assert "simulated: bkash-payment" in served.api(f"/flow_runs/{result['run_id']}")["state"]["message"]
    assert served("report", result["run_id"]).stdout.count("| pass (simulated) |") == len(FLOWS)
    lines = [line for line in served.journal() if line.get("run") == result["run_id"] and line["component"] == "step"]
    assert {line["simulated"] for line in lines} == {True}


def test_with_a_real_gateway_configured_the_command_refuses_and_says_what_to_do(served, tmp_path_factory):
    folder = repository_of_demo(tmp_path_factory.mktemp("payments"))
    given = {"sslcommerz": {"store_id": "store", "store_password": "canary-of-a-shop", "environment": "live"}}
    ran = served("run", "payment-gateway-test", "--repo", folder, PROHORI_GATEWAYS=json.dumps(given))
    said = ran.stdout + ran.stderr
    assert ran.returncode not in (0, 5)
    assert "tested on a simulator only" in said
    assert "prohori simulators up" in said
    assert "canary-of-a-shop" not in said + "".join(path.read_text(errors="ignore") for path in Path(served.home).rglob("*.jsonl"))
