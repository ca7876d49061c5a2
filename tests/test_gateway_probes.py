"""Probes of payment gateways by their own clients, over sockets: verdicts, conditions as data, and that nothing but reading is sent."""

import itertools
import json
import time
from decimal import Decimal

import pytest

from prohori.allowance import Allowance
from prohori.errors import SettingsError
from prohori.gateways import asking, read_only
from prohori.gateways.bkash import Bkash
from prohori.gateways.credentials import Gateways
from prohori.gateways.exchange import Call
from prohori.gateways.expressions import judged, parsed
from prohori.gateways.kinds import GatewayProbe, PortalProbe, parse
from prohori.gateways.probes import Probe
from prohori.gateways.read_only import NotASimulator, NotReadOnly, ReadOnly
from prohori.gateways.sslcommerz import VALIDATOR
from prohori.model import Verdict
from prohori.simulators.authority import Authority
from prohori.simulators.faults import KINDS
from tests.conftest import free_port
from tests.gateways import gateway, says
from tests.simulated import CALLBACK, ORDER, simulated

GATEWAYS = ("bkash", "nagad", "sslcommerz")


def probed(one, name, **probe):
    gateways = Gateways.model_validate({name: one.settings})
    seen = asking.gateway(name, GatewayProbe.model_validate({"kind": name, **probe}), gateways, one.state, Allowance())
    return seen.result()


def failed(result):
    return {one.rule for one in result.conditions if one.verdict is Verdict.failed}


@pytest.mark.parametrize("name", GATEWAYS)
def test_a_gateway_as_it_should_be_answers_all_three_questions_and_says_that_it_is_simulated(name, tmp_path):
    with simulated(name, tmp_path) as one:
        found = probed(one, name)
        assert one.running.ledger.entries == ()
    assert (found.state, found.simulated, failed(found)) == ("up", True, set())
    assert [found.verdict(question).value for question in ("reachable", "conforming", "sane")] == ["pass"] * 3
    assert len(found.latency.samples_ms) == 5
    assert found.latency.p50 <= found.latency.p95 == max(found.latency.samples_ms)


def test_five_samples_need_one_token_and_a_thousand_probes_no_third(tmp_path):
    with simulated("bkash", tmp_path) as one:
        for _ in range(20):
            probed(one, "bkash", samples=10)
        assert one.gateway.grants == 1


@pytest.mark.parametrize("name", GATEWAYS)
@pytest.mark.parametrize(("fault", "state", "rule"), [
    ("not-received", "down", "gateway-reachable"), ("answer-lost", "down", "gateway-reachable"),
    ("half-closed", "down", "gateway-reachable"), ("server-error=502", "degraded", "gateway-status"),
    ("throttled=9", "degraded", "gateway-status"), ("truncated", "degraded", "gateway-json"), ("malformed", "degraded", "gateway-json"),
    ("not-http", "degraded", "gateway-http"), ("empty", "degraded", ""), ("clock-skew=900", "degraded", "gateway-clock"),
    ("redirect=https://elsewhere.example/", "degraded", "gateway-redirect"),
])  # fmt: skip
def test_each_fault_has_its_state_and_its_condition(name, fault, state, rule, tmp_path):
    operation = {"bkash": "query", "nagad": "verify", "sslcommerz": "validate"}[name]
    with simulated(name, tmp_path) as one:
        one.running.faults.add(f"{operation}:{fault}")
        found = probed(one, name, samples=4)
    assert found.state == state
    assert (rule in failed(found)) if rule else failed(found)


def test_one_lost_call_of_several_is_degraded_and_not_down(tmp_path):
    with simulated("sslcommerz", tmp_path) as one:
        send, calls = asking.ask, itertools.count()
        heard = []

        def lossy(probe, allowance, call):
            if next(calls) == 2:
                one.running.faults.add("validate:not-received*1")
            heard.append(call)
            return send(probe, allowance, call)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(read_only, "ask", lossy)
            found = probed(one, "sslcommerz", samples=4)
    assert (found.state, len(found.latency.samples_ms), len(heard)) == ("degraded", 3, 4)
    assert "1 of 4 calls had no answer" in next(one.why for one in found.conditions if one.rule == "gateway-reachable")


def test_wrong_credentials_are_a_condition_that_does_not_hold(tmp_path):
    with simulated("bkash", tmp_path, password="wrong") as one:
        found = probed(one, "bkash")
    assert found.state == "degraded"
    assert "gateway-authorised" in failed(found)


def test_a_token_that_may_not_be_asked_for_leaves_the_gateway_unchecked_and_not_down(tmp_path):
    with simulated("bkash", tmp_path) as one:
        probed(one, "bkash", samples=1)
        kept = next(one.state.glob("gateways/bkash-token-*.json"))
        note = json.loads(kept.read_text())
        kept.write_text(json.dumps({"token": None, "asked_at": [note["asked_at"][0]] * 2}))
        found = probed(one, "bkash")
    assert (found.state, found.operations) == ("not checked", ())
    assert "two tokens an hour" in " ".join(one.why for one in found.conditions)


def test_conditions_are_data_each_with_a_verdict(tmp_path):
    conditions = ["status == 200", 'code == "0000"', "latency_p95 < 0.001", "certificate_days > 14", '/statusMessage matches "^Pay$"']
    with simulated("bkash", tmp_path) as one:
        found = probed(one, "bkash", conditions=conditions)
    said = {one.condition: one for one in found.conditions if one.condition in conditions}
    assert [said[text].verdict.value for text in conditions] == ["pass", "fail", "fail", "not_evaluated", "fail"]
    assert said['code == "0000"'].found == "2002"
    assert said["certificate_days > 14"].why == "it is not asked over TLS"


def test_a_payment_that_exists_answers_with_the_code_of_success(tmp_path):
    with simulated("bkash", tmp_path) as one:
        created = one.client.create(ORDER, CALLBACK, payer="c")
        found = probed(one, "bkash", reference=created.payment_id, conditions=['code == "0000"'])
    assert found.state == "up"


@pytest.mark.parametrize("name", GATEWAYS)
def test_a_certificate_that_ends_soon_or_has_ended_is_told(name, tmp_path):
    authority = Authority(tmp_path)
    with simulated(name, tmp_path / "a", tls=authority.server(), ca_file=authority.file) as one:
        assert {**{c.condition: c.verdict for c in probed(one, name).conditions}}["certificate_days > 14"] is Verdict.passed
        assert "gateway-certificate-days" in failed(probed(one, name, conditions=["certificate_days > 4000"]))
    with simulated(name, tmp_path / "b", tls=authority.server(expired=True), ca_file=authority.file) as one:
        found = probed(one, name)
    assert (found.state, failed(found)) == ("down", {"gateway-certificate"})


def test_a_gateway_that_is_not_set_is_a_wrong_call():
    with pytest.raises(SettingsError, match=r"gateways\.nagad"):
        asking.gateway("n", GatewayProbe(kind="nagad"), Gateways(), None, Allowance())


def calls(client):
    yield "create", lambda: client.create(ORDER, CALLBACK, payer="c")
    yield "execute", lambda: client._ask("execute", {"paymentID": "TR1"}, object)
    yield "refund", lambda: client.refund("TR1", "X", Decimal(1), sku="a", reason="b")
    yield "search", lambda: client.search("X")
    yield "agreement", lambda: client.cancel_agreement("A")


def test_a_probes_client_can_send_nothing_but_what_is_on_the_list(tmp_path):
    with simulated("bkash", tmp_path) as one:
        endpoint, heard = one.settings.endpoint("bkash"), []
        operations = asking._operations(GatewayProbe(kind="bkash"), one.settings.version)
        send = ReadOnly(endpoint, operations, lambda operation, answer: heard.append(operation))
        client = Bkash(one.settings, tmp_path, send=send)
        for name, call in calls(client):
            with pytest.raises(NotReadOnly, match="does not send POST"):
                call()
            assert set(heard) == {"grant"}, name
        assert one.running.ledger.entries == ()


@pytest.mark.parametrize(("method", "url"), [
    ("POST", VALIDATOR), ("GET", "/validator/api/merchantTransIDvalidationAPI.php?refund_amount=5"), ("GET", VALIDATOR + "/x"),
    ("GET", VALIDATOR + "/../merchantTransIDvalidationAPI.php"), ("GET", "/"),
])  # fmt: skip
def test_neither_another_method_nor_another_path_is_sent(method, url, tmp_path):
    with simulated("sslcommerz", tmp_path) as one:
        endpoint = one.settings.endpoint("sslcommerz")
        send = ReadOnly(endpoint, asking._operations(GatewayProbe(kind="sslcommerz"), ""), lambda *_: None)
        with pytest.raises(NotReadOnly):
            send(Probe(url=endpoint.origin + url, local=True), Allowance(), Call(method))


def test_another_host_is_not_asked(tmp_path):
    with simulated("sslcommerz", tmp_path) as one:
        endpoint = one.settings.endpoint("sslcommerz")
        send = ReadOnly(endpoint, {("GET", "/*"): "any"}, lambda *_: None)
        for url in (
            "https://elsewhere.example/x",
            endpoint.origin.replace("127.0.0.1:", "127.0.0.1.example:") + "/x",
            endpoint.origin.replace("://", "://x.") + "/x",
        ):
            with pytest.raises(NotReadOnly):
                send(Probe(url=url), Allowance(), Call())


def test_what_answers_at_a_private_address_must_be_a_simulator(tmp_path):
    with simulated("sslcommerz", tmp_path) as one, gateway(says(b'{"status": "INVALID_TRANSACTION"}')) as url:
        other = one.settings.model_copy(update={"origin": url.rstrip("/")})
        with pytest.raises(NotASimulator):
            asking.gateway("s", GatewayProbe(kind="sslcommerz"), Gateways(sslcommerz=other), tmp_path, Allowance())


def test_a_private_address_is_refused_where_the_operator_did_not_say_local(tmp_path):
    with simulated("sslcommerz", tmp_path) as one:
        public = one.settings.model_copy(update={"local": False})
        with pytest.raises(ValueError, match="local or private"):
            asking.gateway("s", GatewayProbe(kind="sslcommerz"), Gateways(sslcommerz=public), tmp_path, Allowance())


def page(url, **more):
    return PortalProbe(kind="portal", portal="nbr-vat", at=Probe(url=url, local=True, timeout_seconds=2, **more))


def test_a_portal_without_a_page_is_not_checked_and_says_how_it_can_be_had():
    found = asking.portal("nid", PortalProbe(kind="portal", portal="nid"), Allowance()).result()
    assert (found.state, found.access, found.answered) == ("not checked", "by agreement", None)


def test_a_portal_that_does_not_answer_is_lost_so_that_it_is_tried_again():
    seen = asking.portal("vat", page(f"http://127.0.0.1:{free_port()}/"), Allowance())
    assert (seen.result().state, len(seen.lost)) == ("down", 1)
    assert "connection refused" in seen.result().conditions[0].why


def test_a_portals_page_is_judged_by_its_conditions_too():
    with gateway(says(b"{}")) as url:
        found = asking.portal(
            "vat", page(url).model_copy(update={"conditions": ("status == 200", "latency_p95 < 0.0001")}), Allowance()
        ).result()
    assert (found.state, failed(found), found.access) == ("degraded", {"gateway-latency"}, "manual")


@pytest.mark.parametrize(("text", "facts", "expected"), [
    ("status == 200", {"status": [200, 200]}, "pass"), ("status == 200", {"status": [200, 500]}, "fail"),
    ("status in [200, 403]", {"status": [403]}, "pass"), ("rows >= 1", {"rows": [0]}, "fail"),
    ("value == true", {"value": [1]}, "fail"), ("value != null", {"value": [None]}, "fail"),
    ('/a matches "^v"', {"/a": ["v2"]}, "pass"), ('/a matches "^v"', {"/a": [2]}, "fail"),
    ("value < 3", {"value": ["2"]}, "fail"), ("value < 3", {"value": [True]}, "fail"), ("status == 200", {}, "not_evaluated"),
])  # fmt: skip
def test_a_condition_holds_for_every_sample_or_not(text, facts, expected):
    assert judged(parsed(text), facts, answered=True).verdict.value == expected


@pytest.mark.parametrize("text", [
    "", "status", "status = 200", "status == ", "status == up", "price == 1", "status < \"a\"", "status in 200", 'code matches "("',
    "status == NaN", "__class__ == 1", "status == 200; exit()", "code == [1]",
])  # fmt: skip
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(ValueError, match="`"):
        parsed(text)
    with pytest.raises(SettingsError, match=r"probes\.pay\.conditions\.0"):
        parse({"pay": {"url": "https://pay.example/", "conditions": [text]}})


def test_an_unknown_kind_is_refused_with_the_kinds():
    with pytest.raises(SettingsError) as refused:
        parse({"pay": {"kind": "ftp"}})
    assert "`kind` is one of http" in str(refused.value)


@pytest.mark.parametrize("kind", [one for one in KINDS if one not in ("expired-certificate", "trickle", "latency", "jitter")])
def test_every_fault_of_the_simulators_leaves_a_result_and_no_traceback(kind, tmp_path):
    values = {"server-error": "=400", "code": "=400", "redirect": "=/x"}
    with simulated("nagad", tmp_path, kind + values.get(kind, "")) as one:
        assert probed(one, "nagad", samples=2).answered is not None


def several(tmp_path, configured, **parameters):
    from prohori.agents.api_integration_tester import run
    from prohori.model import Job

    class Given:
        allowance = Allowance()
        setting = staticmethod(lambda name: {"probes": configured, "state_dir": str(tmp_path)}[name])
        secret = staticmethod(lambda name: {})

    return run(Job(agent="api-integration-tester", parameters=parameters), Given())


def test_several_probes_in_one_step_are_asked_at_once_and_told_apart(tmp_path):
    with gateway(says(after=0.5)) as slow:
        probes = {f"pay-{nth}": {"url": slow, "local": True, "timeout_seconds": 10} for nth in range(8)}
        probes["dead"] = {"url": f"http://127.0.0.1:{free_port()}/", "local": True}
        started = time.monotonic()
        found = several(tmp_path, probes, probes="*", in_flight=9)
        assert time.monotonic() - started < 3.5  # one after another they take four seconds
    assert [one.name for one in found.probes] == list(probes)
    assert {one.name for one in found.probes if one.state == "up"} == set(probes) - {"dead"}
    assert [f.rule for f in found.findings] == ["gateway-reachable"]
    assert found.coverage.probes == 9
    assert found.metrics["pay-3.latency_p95"].value > 450


def test_a_probe_that_is_not_configured_among_several_is_not_evaluated_and_passes_nothing(tmp_path):
    with gateway(says()) as url:
        found = several(tmp_path, {"pay": {"url": url, "local": True}}, probes=["pay", "rocket"])
    assert [skipped.subject for skipped in found.coverage.not_evaluated] == ["rocket"]
    assert several(tmp_path, {}, probes=["rocket"]).verdict is Verdict.not_evaluated
