"""A government portal is asked for its front page and for nothing else; that it has no API is never called an outage."""

import pytest

from prohori.allowance import Allowance
from prohori.gateways.portals import PORTALS, look
from prohori.gateways.probes import Expect, Probe
from prohori.simulators.authority import Authority
from tests.conftest import free_port
from tests.gateways import gateway, raw, says
from tests.simulated import verdicts

VAT = PORTALS["nbr-vat"]


def probe(url, **more):
    return Probe(url=url, local=True, timeout_seconds=2, expect=Expect(status=tuple(range(200, 404)), latency_ms=2000), **more)


@pytest.mark.parametrize(("behaviour", "expected", "said"), [
    (says(b"<h1>VAT</h1>", content_type="text/html"), ("yes", "yes", "yes"), "its front page answers; "),
    (says(status="302 Found", location="https://portal.example/login"), ("yes", "yes", "yes"), "its front page answers; "),
    (says(status="403 Forbidden"), ("yes", "yes", "yes"), "its front page answers; "),
    (says(status="503 Service Unavailable"), ("yes", "no", "yes"), "answers, but its status is 503"),
    (raw(b""), ("no", "-", "-"), "cannot be reached"), (raw(b"+OK\r\n"), ("no", "-", "-"), "cannot be reached"),
    (says(date=-3600), ("yes", "yes", "no"), "its clock is 36"),
], ids=["page", "log-in", "forbidden", "broken", "hangs up", "no HTTP", "clock"])  # fmt: skip
def test_a_front_page_is_judged_and_its_function_is_manual_whatever_comes(behaviour, expected, said):
    with gateway(behaviour) as url:
        found, judged = look(VAT, Allowance(), at=probe(url))
    assert verdicts(judged) == expected
    assert said in found.said
    assert found.said.endswith("cannot be asked by a machine without a contract: manual")


def test_a_portal_that_cannot_be_reached_is_said_to_be_that_and_not_to_lack_an_api():
    found, _ = look(VAT, Allowance(), at=probe(f"http://127.0.0.1:{free_port()}/"))
    assert found.reachable is False
    assert "its front page cannot be reached (the gateway cannot be connected to; connection refused)" in found.said


@pytest.mark.parametrize(("expired", "expected"), [(False, True), (True, False)])
def test_a_portal_over_tls_has_its_certificate_looked_at(tmp_path, expired, expected):
    authority = Authority(tmp_path)
    with gateway(says(b"", content_type="text/html"), authority.server(expired=expired)) as url:
        found, _ = look(VAT, Allowance(), at=probe(url, ca_file=str(authority.file)))
    assert found.reachable is expected
    assert (found.certificate_days is not None) is expected


@pytest.mark.parametrize("name", [name for name, portal in PORTALS.items() if portal.url is None])
def test_what_has_no_documented_front_page_is_not_evaluated_and_never_down(name):
    found, judged = look(PORTALS[name], Allowance())
    assert (found.reachable, judged.faults, judged.judged) == (None, [], {})
    assert judged.unjudged == {"gateway-reachable": "no front page is documented, and none is configured"}
    assert "down" not in found.said


def test_nbr_rajuk_and_nid_are_there_and_none_claims_an_api():
    assert {name.split("-")[0] for name in PORTALS} == {"nbr", "rajuk", "nid"}
    assert {portal.access for portal in PORTALS.values()} == {"manual", "by agreement", "none found"}
    assert all(portal.url is None or portal.url.startswith("https://") for portal in PORTALS.values())
