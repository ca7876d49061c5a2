# ruff: noqa: E501
"""What a gateway of a test does, and in which words a probe says so. Real sockets, real TLS, tiny limits."""

import socket
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from prohori.agents import api_integration_tester
from prohori.agents.registry import load_all
from prohori.allowance import Allowance
from prohori.errors import AgentError, SettingsError, TransientError, UsageError
from prohori.gateways.conditions import at, same
from prohori.gateways.exchange import ask
from prohori.gateways.probes import Probe, parse, public
from prohori.model import Job, Verdict
from prohori.simulators import local_targets
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.conftest import free_port, git
from tests.gateways import Authority, endless, gateway, raw, says, up


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("erp")
    git(folder, "init", "-q")
    git(folder, "commit", "-qm", "first", "--allow-empty")
    return Snapshot.take(folder)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def probed(snapshot):
    """The agent's report on probe `pay`."""

    def probed(*, probes=None, name="pay", **probe):
        given = {"local": True, "timeout_seconds": 2, **probe}
        settings = {"probes": {"pay": given} if probes is None else probes}
        reads = RecordedReads(snapshot, today=datetime.now(UTC).date(), settings=settings, memo={}, code_version="1")
        return api_integration_tester.run(Job(agent="api-integration-tester", parameters={"probe": name}), reads)

    return probed


EXPECT = {"latency_ms": 1500, "content_type": "application/json", "fields": {"/status": {"equals": "up"}}}


LATENCIES = ("latency_p50", "latency_p95")


def test_an_answer_as_it_should_be_passes_with_all_three_questions_answered(probed):
    with gateway(says()) as url:
        report = probed(url=url, expect=EXPECT)
    assert report.verdict is Verdict.passed
    assert report.summary == "pay: reachable; conforming; sane"
    assert (report.simulated, report.coverage.probes, report.findings) == (False, 1, ())
    assert {"reachable", "conforming", "sane", "dns", "tcp", "first_byte", "latency", "clock_skew", "status", "body", *LATENCIES} == set(
        report.metrics
    )
    assert report.measured_at


FAULTS = {
    "wrong status": (says(status="503 Busy"), {}, "gateway-status", "not conforming (its status is 503, not 200)"),
    "redirect": (says(status="302 Found", location="https://evil.example/x?token=abc"), {}, "gateway-redirect", "to `evil.example` (status 302)"),
    "redirect to itself": (says(status="301 Moved", location="/other"), {}, "gateway-redirect", "to another path of the same host"),
    "huge body": (endless, {"max_bytes": 100_000}, "gateway-body-size", "not sane (its body is larger than 100000 bytes"),
    "huge declared body": (says(b"x" * 200, content_length="999999999"), {"max_bytes": 100}, "gateway-body-size", "larger than 100 bytes"),
    "malformed JSON": (says(b'{"status": "up"'), EXPECT, "gateway-json", "not conforming (its body is not JSON)"),
    "no JSON, but Python's": (says(b'{"status": NaN}'), EXPECT, "gateway-json", "its body is not JSON"),
    "JSON without a bottom": (says(b"[" * 200_000), EXPECT, "gateway-json", "its body is not JSON"),
    "missing field": (says(b"{}"), EXPECT, "gateway-field", "its field `/status` is missing"),
    "wrong field": (says(b'{"status": "down"}'), EXPECT, "gateway-field", "its field `/status` is `down`, not `up`"),
    "wrong kind of field": (says(b'{"status": true}'), {"fields": {"/status": {"equals": 1}}}, "gateway-field", "is true, not 1"),
    "no match": (says(up(version="v1")), {"fields": {"/version": {"matches": r"^v[2-9]"}}}, "gateway-field", "does not match `^v[2-9]`"),
    "wrong type": (says(content_type="text/html"), EXPECT, "gateway-content-type", "its content type is `text/html`, not application/json"),
    "late": (says(after=0.2), {"latency_ms": 50}, "gateway-latency", "not reachable (it answered late: "),
    "clock behind": (says(date=-900), {}, "gateway-clock", "not sane (its clock is 90"),
    "clock ahead": (says(date=900), {}, "gateway-clock", "s ahead of ours"),
    "not HTTP": (raw(b"220 mail.example ESMTP\r\n", pause=9), {}, "gateway-http", "what it answers is not HTTP"),
    "broken HTTP": (raw(b"HTTP/1.1 two hundred\r\n\r\n", pause=1), {}, "gateway-http", "what it answers is not HTTP"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_wrong_with_an_answer_is_a_finding_in_words_of_its_own(probed, case):
    behaviour, expect, rule, said = FAULTS[case]
    with gateway(behaviour) as url:
        report = probed(url=url, expect=expect)
    assert [found.rule for found in report.findings] == [rule]
    assert report.verdict is Verdict.failed
    assert said in report.summary
    assert "token=abc" not in report.model_dump_json()


SILENT = {
    "slow": (says(after=5), "too slow", "no answer within 0.4 s"),
    "a byte at a time": (raw(*[bytes([c]) for c in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 500], pause=0.05), "too slow", "within 0.4 s"),
    "hangs up": (raw(), "ended the connection in its answer", "closed"),
    "hangs up in the middle": (says(b"{", content_length="100"), "ended the connection in its answer", "closed"),
}


@pytest.mark.parametrize("case", SILENT)
def test_a_gateway_that_gives_no_answer_is_an_error_that_is_retried(probed, case):
    behaviour, what, why = SILENT[case]
    started = time.perf_counter()
    with gateway(behaviour) as url, pytest.raises(TransientError) as caught:
        probed(url=url, timeout_seconds=0.4)
    assert what in caught.value.what
    assert why in caught.value.why
    assert time.perf_counter() - started < 1.5


def test_a_dead_host(probed):
    with pytest.raises(TransientError, match=r"cannot be connected to(?s:.*)connection refused"):
        probed(url=f"http://127.0.0.1:{free_port()}/")


def test_a_name_that_does_not_resolve(probed):
    with pytest.raises(TransientError, match="name does not resolve"):
        probed(url=f"http://{'a' * 64}.test/")


@pytest.mark.parametrize(("behaviour", "said"), [(raw(), "ended the connection in the TLS handshake"), (raw(pause=5), "too slow")])
def test_a_tls_server_that_says_nothing(probed, behaviour, said):
    with gateway(behaviour, at_once=True) as url, pytest.raises(TransientError, match=said):
        probed(url=url.replace("http:", "https:"), timeout_seconds=0.4)


@contextmanager
def secured(authority, **server):
    with gateway(says(), authority.server(**server)) as url:
        yield {"url": url, "ca_file": str(authority.file)}


def test_a_valid_certificate_is_measured_in_days(probed, authority):
    with secured(authority, days=90) as probe:
        report = probed(**probe, expect={"certificate_days": 30})
    assert report.verdict is Verdict.passed
    assert 89 < report.metrics["certificate"].value < 90.1
    assert "tls" in report.metrics


def test_a_certificate_that_ends_soon(probed, authority):
    with secured(authority, days=10.5) as probe:
        report = probed(**probe, expect={"certificate_days": 30})
    assert "its certificate ends in 10.5 days, fewer than 30" in report.summary


@pytest.mark.parametrize(
    ("server", "trusted", "said"),
    [
        ({"days": -1}, True, "certificate has expired"),
        ({"host": "other.example"}, True, "mismatch"),
        ({}, False, "unable to get local issuer certificate"),
    ],
)
def test_a_bad_certificate(probed, authority, server, trusted, said):
    with secured(authority, **server) as probe:
        report = probed(**(probe if trusted else {"url": probe["url"]}))
    assert [found.rule for found in report.findings] == ["gateway-certificate"]
    assert "not reachable (its certificate is not valid: " in report.summary
    assert said in report.summary
    assert "conforming: not judged; sane: not judged" in report.summary


def test_plain_http_where_tls_is_expected(probed):
    with gateway(raw(b"HTTP/1.1 400 Bad Request\r\n\r\n", pause=0.2), at_once=True) as url:
        report = probed(url=url.replace("http:", "https:"))
    assert [found.rule for found in report.findings] == ["gateway-tls"]
    assert "its TLS handshake fails: wrong version number" in report.summary


def test_no_redirect_is_followed(probed):
    asked = []
    with (
        gateway(lambda connection: (asked.append(1), says()(connection))) as target,
        gateway(says(status="302 Found", location=target)) as url,
    ):
        probed(url=url)
    assert asked == []


def test_a_proxy_of_the_environment_is_not_asked(probed, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with gateway(says()) as url:
        assert probed(url=url).verdict is Verdict.passed


def test_a_body_is_not_read_beyond_its_limit(probed):
    with gateway(endless) as url:
        answer = ask(Probe(url=url, local=True, expect={"max_bytes": 70_000}), Allowance())
    assert (len(answer.body), answer.cut) == (70_000, True)


def test_what_could_not_be_judged_is_listed(probed):
    with gateway(raw(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n{")) as url:
        report = probed(url=url, expect=EXPECT | {"content_type": None})
    assert [skipped.subject for skipped in report.coverage.not_evaluated] == ["pay: gateway-clock", "pay: gateway-field"]


def test_text_of_a_gateway_is_masked_and_cannot_drive_a_terminal(probed):
    body = b'{"status": "\\u001b]0;x\\u0007 01712345678 Bearer abcdefghijklmnop"}'
    with gateway(says(body)) as url:
        stored = probed(url=url, expect=EXPECT).model_dump_json()
    assert "\\u001b" not in stored
    assert "01712345678" not in stored
    assert "abcdefghijklmnop" not in stored


def test_a_query_is_sent_and_never_shown(probed):
    with gateway(says(status="500 No")) as url:
        report = probed(url=f"{url}health?key=s3cr3t-value")
    assert "health" in report.model_dump_json()
    assert "s3cr3t" not in report.model_dump_json()


def test_a_name_that_leads_to_this_machine_is_refused_when_it_resolves(probed, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.7", 80))])
    with pytest.raises(AgentError, match=r"local or private address(?s:.*)10\.0\.0\.7"):
        probed(url="http://pay.example/", local=False)


def test_an_address_that_swallows_packets_leaves_time_for_the_next(probed, monkeypatch):
    with gateway(says()) as url, socket.create_server(("127.0.0.2", int(url.split(":")[2].strip("/"))), backlog=0) as full:
        port = full.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.2", port))
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (host, port)) for host in ("127.0.0.2", "127.0.0.1")])
        report = probed(url=f"http://pay.example:{port}/", timeout_seconds=1)
        for filler in fillers:
            filler.close()
    assert report.verdict is Verdict.passed
    assert report.metrics["tcp"].value > 400


WRONG = {
    "a credential": ({"url": "https://user:hunter2@pay.example/"}, "it has credentials"),
    "a user": ({"url": "https://user@pay.example/"}, "it has credentials"),
    "another scheme": ({"url": "file:///etc/passwd"}, "not an http or https URL"),
    "no host": ({"url": "https:///x"}, "not an http or https URL"),
    "a space": ({"url": "https://pay.example/a b"}, "must encode"),
    "a line end": ({"url": "https://pay.example/a\r\nx: y"}, "must encode"),
    "loopback": ({"url": "http://127.0.0.1/"}, "local or private"),
    "loopback in IPv6": ({"url": "http://[::1]/"}, "local or private"),
    "loopback wrapped": ({"url": "http://[::ffff:127.0.0.1]/"}, "local or private"),
    "metadata service": ({"url": "http://169.254.169.254/"}, "local or private"),
    "localhost": ({"url": "http://localhost:8080/"}, "local or private"),
    "redirects": ({"url": "https://pay.example/", "allow_redirects": True}, "False"),
    "a method that writes": ({"url": "https://pay.example/", "method": "POST"}, "GET"),
    "an expression that is none": ({"url": "https://pay.example/", "expect": {"fields": {"/a": {"matches": "("}}}}, "RE2"),
    "both or neither": ({"url": "https://pay.example/", "expect": {"fields": {"/a": {}}}}, "one of them"),
    "fields of no body": ({"url": "https://pay.example/", "method": "HEAD", "expect": EXPECT}, "no body"),
    "a certificate of plain http": ({"url": "http://pay.example/", "expect": {"certificate_days": 3}}, "no certificate"),
    "an unknown key": ({"url": "https://pay.example/", "headers": {}}, "not permitted"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_probe_is_an_error_that_names_it_and_shows_no_url(case):
    probe, said = WRONG[case]
    with pytest.raises(SettingsError) as caught:
        parse({"pay": probe})
    assert "probes.pay" in caught.value.where
    assert said in caught.value.why
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "fe80::1", "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::"])  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet(address):
    import ipaddress

    assert not public(ipaddress.ip_address(address))


def test_a_pointer_leads_where_rfc_6901_says():
    body = {"a/b": {"~": [10, {"": 3}]}, "0": 1}
    assert at(body, "/a~1b/~0/1/") == 3
    assert at(body, "/0") == 1
    assert at(body, "") is body
    assert [at(body, wrong) for wrong in ("/a~1b/~0/01", "/a~1b/~0/2", "/a~1b/~0/-1", "/x")] == [at({}, "/x")] * 4


def test_equal_means_equal_as_json():
    assert same(1, 1.0)
    assert not same(1, True)
    assert not same(None, False)
    assert not same("1", 1)


@pytest.mark.parametrize("name", local_targets.NAMES)
def test_without_any_probe_a_local_stand_in_is_asked_and_says_so_everywhere(probed, name):
    report = probed(probes={}, name=name)
    assert (report.verdict, report.simulated) == (Verdict.passed, True)
    assert report.judgement == "pass (simulated)"
    assert "simulated" in report.summary


def test_where_other_probes_are_configured_nothing_is_simulated(probed):
    report = probed(name="bkash", url="https://pay.example/")
    assert (report.verdict, report.simulated) == (Verdict.not_evaluated, False)
    assert "`bkash` is not configured (`pay`" in report.summary


def test_a_name_nobody_knows_was_not_evaluated(probed):
    assert probed(probes={}, name="rocket").verdict is Verdict.not_evaluated


def test_the_parameter_is_needed(snapshot):
    reads = RecordedReads(snapshot, today=datetime.now(UTC).date(), settings={"probes": {}}, memo={}, code_version="1")
    with pytest.raises(UsageError, match="parameter `probe`"):
        api_integration_tester.run(Job(agent="api-integration-tester"), reads)


def test_a_probe_is_tried_three_times_and_never_cached():
    definition = load_all().get("api-integration-tester")
    assert (definition.retries.attempts, definition.retries.delay_seconds, definition.ttl) == (3, (1, 2), "off")
    assert definition.effects == ("network",)
