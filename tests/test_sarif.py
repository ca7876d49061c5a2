"""SARIF 2.1.0: valid against its schema for every kind of result, and true to the result."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from prohori.findings.acceptance import Judge
from prohori.findings.suppressions import Suppressions
from prohori.located_yaml import parse
from prohori.model import Acceptance, Coverage, Severity, Skipped, StepOutcome, WorkflowOutcome
from prohori.observe.sarif import as_sarif
from tests.findings import HOSTILE, found, result, step, unseen

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

RESULTS = {
    "nothing found": result(step()),
    "no steps": result(),
    "found": result(step(findings=[found(), found(severity=Severity.info, path=None, line=None)])),
    "hostile": result(step(HOSTILE, findings=[found(rule=HOSTILE, path=HOSTILE.replace("\x00", ""), evidence=HOSTILE, source=HOSTILE)])),
    "failed": result(step(outcome=StepOutcome.failed, reason=HOSTILE), outcome=WorkflowOutcome.failed, reason="review failed"),
    "skipped": result(step(outcome=StepOutcome.skipped), outcome=WorkflowOutcome.degraded, reason="x"),
    "not evaluated": result(unseen()),
    "partly evaluated": result(step(coverage=Coverage(files=1, not_evaluated=(Skipped(subject="b.ts", reason="too large"),)))),
}


def run_of(made):
    return json.loads(as_sarif(made))["runs"][0]


def accepted_by(text, made):
    return Judge(None, Suppressions(parse(text, "s.yaml"), date(2026, 11, 22)), {}, Acceptance(suppressions="s.yaml"))(made)


@pytest.mark.parametrize("made", RESULTS.values(), ids=RESULTS)
def test_every_kind_of_result_is_valid_sarif(made):
    assert [error.message for error in VALID.iter_errors(json.loads(as_sarif(made)))] == []


def test_the_validator_refuses_what_is_not_sarif():
    wrong = json.loads(as_sarif(RESULTS["found"]))
    wrong["runs"][0]["results"][0]["level"] = "critical"
    assert not VALID.is_valid(wrong)


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.critical, "error"), (Severity.major, "error"), (Severity.minor, "warning"), (Severity.info, "note")],
)
def test_the_level_follows_the_severity(severity, level):
    assert run_of(result(step(findings=[found(severity=severity)])))["results"][0]["level"] == level


def test_a_result_points_at_its_rule_and_its_lines_and_carries_our_fingerprint():
    f = found(line=3, end_line=5)
    run = run_of(result(step(findings=[f])))
    (only,) = run["results"]
    assert run["tool"]["driver"]["rules"][only["ruleIndex"]]["id"] == only["ruleId"] == "money.float"
    place = only["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "src/a.ts", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "endLine": 5, "snippet": {"text": "x: number"}}
    assert only["partialFingerprints"] == {"prohori/v1": f.fingerprint}


def test_a_rule_that_was_looked_at_and_found_nothing_is_among_the_rules():
    assert [rule["id"] for rule in run_of(result(step()))["tool"]["driver"]["rules"]] == ["injection.eval", "money.float"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a b.ts", "src/a%20b.ts"),
        ("মূসক.py", "%E0%A6%AE%E0%A7%82%E0%A6%B8%E0%A6%95.py"),
        ("a\\xff.ts", "a%FF.ts"),
        ("a#?%.ts", "a%23%3F%25.ts"),
    ],
)
def test_a_path_becomes_a_uri_of_its_bytes(path, uri):
    (only,) = run_of(result(step(findings=[found(path=path)])))["results"]
    assert only["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_paths_of_an_erp_inside_a_repository_begin_at_the_repositorys_root():
    (only,) = run_of(result(step(findings=[found()]), repository="mono/apps/erp"))["results"]
    assert only["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "apps/erp/src/a.ts"


def test_what_was_masked_stays_masked():
    secret = "password = 'hunter2hunter2'"
    text = as_sarif(result(step(findings=[found(rule="secret.hardcoded", evidence=secret)])))
    assert "hunter2hunter2" not in text
    assert "hu***" in text


def test_text_of_the_repository_makes_no_link():
    text = as_sarif(result(step(findings=[found(source="[click](http://e)")])))
    assert "](" not in text


def test_a_suppressed_result_says_why_and_all_others_say_that_they_are_not():
    text = "suppressions: [{rule: injection.eval, path: '**', reason: generated, expires: 2027-01-01}]"
    run = run_of(accepted_by(text, result(step(findings=[found("injection.eval"), found()]))))
    by_rule = {one["ruleId"]: one["suppressions"] for one in run["results"]}
    assert by_rule["money.float"] == []
    (suppression,) = by_rule["injection.eval"]
    assert (suppression["kind"], suppression["status"], suppression["justification"]) == ("external", "accepted", "generated")
    assert suppression["properties"] == {"by": "suppression", "expires": "2027-01-01"}


def test_a_suppressed_result_is_valid_sarif():
    made = accepted_by(
        "suppressions: [{rule: injection.eval, path: '**', reason: generated}]", result(step(findings=[found("injection.eval")]))
    )
    assert VALID.is_valid(json.loads(as_sarif(made)))


@pytest.mark.parametrize(
    ("name", "successful", "notified"),
    [
        ("found", True, 0), ("failed", False, 1), ("skipped", False, 1), ("not evaluated", True, 1), ("partly evaluated", True, 1),
    ],
)  # fmt: skip
def test_what_was_not_looked_at_is_never_silent(name, successful, notified):
    (invocation,) = run_of(RESULTS[name])["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert len(invocation["toolExecutionNotifications"]) == notified
