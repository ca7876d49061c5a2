"""Each law of outcomes (docs/design.md), and the exit codes."""

import pytest
from pydantic import ValidationError

from prohori.model import (
    CacheUse,
    Cause,
    Coverage,
    Report,
    Severity,
    StepOutcome,
    StepResult,
    Verdict,
    WorkflowOutcome,
    finding,
    report,
)
from prohori.patterns.outcome import conclude, exit_code

LOOKED = Coverage(files=3, rules=("r",))
CRITICAL = finding("bd-vat-rate", Severity.critical, "rate is 14", path="a.ts", line=3, evidence="VAT = 14")


def a_report(*findings, coverage=LOOKED):
    return report("reviewer", "looked", findings=findings, coverage=coverage)


def a_step(name="review", outcome=StepOutcome.ok, *, made=None, reason=""):
    return StepResult(
        name=name, outcome=outcome, agent="reviewer", used_agent="reviewer", reason=reason, report=made, cache=CacheUse(state="miss")
    )


def concluded(*steps, critical=frozenset(), on_verdict_fail="unchanged"):
    outcome, cause, _ = conclude(steps, critical=critical, on_verdict_fail=on_verdict_fail)
    return outcome, cause


def test_a_check_that_found_a_critical_defect_ran_well():
    made = a_report(CRITICAL)
    assert made.verdict is Verdict.failed
    assert concluded(a_step(made=made)) == (WorkflowOutcome.succeeded, Cause.none)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("unchanged", WorkflowOutcome.succeeded), ("degraded", WorkflowOutcome.degraded), ("failed", WorkflowOutcome.failed)],
)
def test_a_workflow_says_what_a_failed_verdict_makes_of_it(rule, expected):
    outcome, cause = concluded(a_step(made=a_report(CRITICAL)), on_verdict_fail=rule)
    assert outcome is expected
    assert cause is (Cause.none if rule == "unchanged" else Cause.verdict)


def test_nothing_looked_at_is_not_evaluated():
    assert a_report(coverage=Coverage()).verdict is Verdict.not_evaluated


def test_nothing_looked_at_can_not_be_called_a_pass():
    with pytest.raises(ValidationError, match="looked at nothing"):
        Report(agent="reviewer", summary="", verdict=Verdict.passed)


@pytest.mark.parametrize("outcome", [StepOutcome.degraded, StepOutcome.skipped, StepOutcome.failed])
def test_a_step_that_is_not_ok_degrades_the_workflow(outcome):
    assert concluded(a_step(made=a_report()), a_step("other", outcome, reason="why")) == (WorkflowOutcome.degraded, Cause.execution)


def test_a_failed_critical_step_fails_the_workflow():
    assert concluded(a_step("vat", StepOutcome.failed), critical=frozenset({"vat"})) == (WorkflowOutcome.failed, Cause.execution)


def test_a_cancelled_step_cancels_the_workflow_whatever_else_failed():
    steps = (a_step("vat", StepOutcome.failed), a_step("review", StepOutcome.cancelled))
    assert concluded(*steps, critical=frozenset({"vat"})) == (WorkflowOutcome.cancelled, Cause.execution)


def test_the_reason_names_the_step_and_its_error():
    _, _, reason = conclude(
        [a_step("vat", StepOutcome.failed, reason="no such table\n  where: x")], critical=frozenset(), on_verdict_fail="unchanged"
    )
    assert reason == "vat failed: no such table"


@pytest.mark.parametrize(
    ("outcome", "findings", "fail_on", "code"),
    [
        (WorkflowOutcome.succeeded, (), "critical", 0),
        (WorkflowOutcome.succeeded, (CRITICAL,), "critical", 5),
        (WorkflowOutcome.succeeded, (CRITICAL,), "never", 0),
        (WorkflowOutcome.degraded, (CRITICAL,), "critical", 3),
        (WorkflowOutcome.goal_not_met, (CRITICAL,), "critical", 4),
        (WorkflowOutcome.failed, (), "critical", 1),
        (WorkflowOutcome.cancelled, (CRITICAL,), "critical", 130),
    ],
)
def test_the_highest_ranking_exit_code_wins(outcome, findings, fail_on, code):
    assert exit_code(outcome, findings, fail_on) == code


def test_findings_below_the_threshold_do_not_fail():
    minor = finding("performance.await-in-loop", Severity.minor, "n+1")
    assert exit_code(WorkflowOutcome.succeeded, (minor,), "major") == 0
    assert exit_code(WorkflowOutcome.succeeded, (minor,), "minor") == 5
