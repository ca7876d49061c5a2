"""What a probe found, as data: conditions with a verdict each, three questions, and a state that is never better than they are."""

from datetime import UTC, datetime

import pytest

from prohori.agents.api_integration_tester import run
from prohori.errors import TransientError
from prohori.gateways.results import latency_of
from prohori.model import Condition, Job, ProbeResult, Verdict
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.conftest import free_port, git
from tests.gateways import gateway, says

PASSED, FAILED, UNSEEN = Verdict.passed, Verdict.failed, Verdict.not_evaluated


def result(*conditions, answered=True):
    made = tuple(Condition(condition="x", question=question, verdict=verdict, rule="r") for question, verdict in conditions)
    return ProbeResult(name="pay", kind="http", at="2026-09-18T10:00:00+06:00", answered=answered, conditions=made)


@pytest.mark.parametrize(("conditions", "answered", "state"), [
    ([("reachable", PASSED), ("conforming", PASSED), ("sane", PASSED)], True, "up"),
    ([("reachable", PASSED), ("sane", UNSEEN)], True, "up"),
    ([("reachable", FAILED), ("conforming", PASSED)], True, "degraded"),
    ([("reachable", PASSED), ("conforming", FAILED)], True, "degraded"),
    ([("reachable", FAILED)], False, "down"),
    ([], None, "not checked"),
], ids=["as it should be", "one not judged", "late", "wrong", "no answer", "nothing to ask"])  # fmt: skip
def test_a_state_follows_from_the_conditions(conditions, answered, state):
    assert result(*conditions, answered=answered).state == state


def test_a_question_fails_by_one_condition_and_passes_only_if_one_was_judged():
    found = result(("reachable", PASSED), ("conforming", PASSED), ("conforming", FAILED), ("sane", UNSEEN))
    assert [found.verdict(question) for question in ("reachable", "conforming", "sane")] == [PASSED, FAILED, UNSEEN]


def test_quantiles_are_values_that_were_measured():
    found = latency_of([30.0, 10.0, 20.0, 40.0])
    assert (found.samples_ms, found.p50, found.p95) == ((30.0, 10.0, 20.0, 40.0), 20.0, 40.0)
    assert latency_of([]) is None


@pytest.fixture
def probing(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "first", "--allow-empty")

    def probing(**probe):
        settings = {"probes": {"pay": {"local": True, **probe}}}
        reads = RecordedReads(Snapshot.take(tmp_path), today=datetime.now(UTC).date(), settings=settings, memo={}, code_version="1")
        return run(Job(agent="api-integration-tester", parameters={"probe": "pay"}), reads)

    return probing


def test_conditions_read_as_the_operator_means_them(probing):
    expect = {"latency_ms": 9000, "status": [200, 403], "fields": {"/status": {"equals": "up"}, "/v": {"matches": "^v"}}}
    with gateway(says(b'{"status": "down", "v": "v2"}')) as url:
        (found,) = probing(url=f"{url}?key=hidden", expect=expect).probes
    said = {one.condition: (one.question, one.verdict.value) for one in found.conditions}
    assert said["latency <= 9000"] == ("reachable", "pass")
    assert said["status in [200, 403]"] == ("conforming", "pass")
    assert said['/status == "up" and /v matches "^v"'] == ("conforming", "fail")
    assert found.latency.samples_ms == (found.latency.p95,)
    assert "hidden" not in found.model_dump_json()


def test_a_gateway_without_an_answer_leaves_its_result_with_the_error(probing):
    with pytest.raises(TransientError) as raised:
        probing(url=f"http://127.0.0.1:{free_port()}/")
    (found,) = raised.value.report.probes
    assert (found.state, found.latency) == ("down", None)
    assert raised.value.report.verdict is FAILED
    assert [f.rule for f in raised.value.report.findings] == ["gateway-reachable"]
