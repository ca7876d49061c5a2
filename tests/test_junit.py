"""JUnit XML: well-formed whatever is in it, and nothing that was not looked at is a passed test."""

from datetime import date
from xml.etree import ElementTree

import pytest

from prohori.findings.acceptance import Judge
from prohori.findings.suppressions import Suppressions
from prohori.located_yaml import parse
from prohori.model import Acceptance, Coverage, Severity, Skipped, StepOutcome, WorkflowOutcome
from prohori.observe.junit import as_junit
from tests.findings import HOSTILE, found, result, step, unseen


def cases_of(made):
    """Name to `passed`, or the tag that says otherwise."""
    root = ElementTree.fromstring(as_junit(made))
    return {case.get("name"): next((e.tag for e in case if e.tag != "system-out"), "passed") for case in root.iter("testcase")}


@pytest.mark.parametrize(
    ("made", "cases"),
    [
        (result(step()), {"injection.eval": "passed", "money.float": "passed"}),
        (result(step(findings=[found(), found(severity=Severity.info)])), {"injection.eval": "passed", "money.float": "failure"}),
        (result(step(findings=[found("other")])), {"injection.eval": "passed", "money.float": "passed", "other": "failure"}),
        (result(step(coverage=Coverage(files=1))), {"review": "passed"}),
        (result(step(outcome=StepOutcome.failed), outcome=WorkflowOutcome.failed), {"review": "error"}),
        (result(step(outcome=StepOutcome.skipped), outcome=WorkflowOutcome.degraded), {"review": "skipped"}),
        (result(unseen()), {"injection.eval": "skipped"}),
        (result(step(coverage=Coverage())), {"review": "skipped"}),
        (
            result(step(coverage=Coverage(files=1, rules=("injection.eval",), not_evaluated=(Skipped(subject="b.ts", reason="large"),)))),
            {"injection.eval": "passed", "b.ts": "skipped"},
        ),
        (
            result(step(outcome=StepOutcome.degraded, reason="without x"), outcome=WorkflowOutcome.degraded),
            {"injection.eval": "passed", "money.float": "passed", "review": "skipped"},
        ),
    ],
)  # fmt: skip
def test_each_rule_is_a_testcase_and_says_how_it_went(made, cases):
    assert cases_of(made) == cases


def test_the_counts_are_those_of_the_testcases():
    root = ElementTree.fromstring(as_junit(result(step(findings=[found()]), unseen("other"), step("third", outcome=StepOutcome.failed))))
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1",
    }  # fmt: skip


def test_a_failure_names_the_worst_severity_and_every_place():
    findings = [found(line=4, severity=Severity.minor), found(line=9, severity=Severity.critical)]
    failure = ElementTree.fromstring(as_junit(result(step(findings=findings)))).find(".//failure")
    assert failure.get("type") == "critical"
    assert failure.get("message") == "2 findings (1 critical, 1 minor)"
    assert [line.split(" ", 2)[:2] for line in failure.text.splitlines()] == [["critical", "src/a.ts:9"], ["minor", "src/a.ts:4"]]


def test_an_accepted_finding_is_no_failure_and_is_not_hidden():
    suppressions = Suppressions(parse("suppressions: [{rule: injection.eval, path: '**', reason: generated}]", "s"), date(2026, 11, 22))
    made = Judge(None, suppressions, {}, Acceptance())(result(step(findings=[found("injection.eval")])))
    assert cases_of(made)["injection.eval"] == "passed"
    assert "accepted, suppression (generated): major src/a.ts:3" in as_junit(made)


def test_hostile_text_leaves_the_document_well_formed():
    f = found(rule=HOSTILE, path=HOSTILE, source=HOSTILE, severity=Severity.critical)
    text = as_junit(result(step(HOSTILE, findings=[f]), step("b", outcome=StepOutcome.failed, reason=HOSTILE), workflow=HOSTILE))
    root = ElementTree.fromstring(text.encode())
    assert not [char for char in "\x00\x1b\x07\ufffe" if char in text]
    assert "<b>]]>&" in root.find(".//failure").text
