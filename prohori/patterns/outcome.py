"""The laws of outcomes: how the ends of steps become the end of a workflow, and that an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from prohori.model import Cause, Finding, Severity, StepOutcome, StepResult, Verdict, WorkflowOutcome

EXIT = {
    WorkflowOutcome.cancelled: 130,
    WorkflowOutcome.failed: 1,
    WorkflowOutcome.goal_not_met: 4,
    WorkflowOutcome.degraded: 3,
    WorkflowOutcome.succeeded: 0,
}
FINDINGS_EXIT = 5

State = tuple[Literal["COMPLETED", "FAILED", "CANCELLED"], str]


def state_of(outcome: WorkflowOutcome, *, on_degraded: str) -> State:
    """Type and name of the Prefect state: nothing but `succeeded` is a plain success."""
    if outcome is WorkflowOutcome.succeeded:
        return "COMPLETED", "Completed"
    if outcome is WorkflowOutcome.cancelled:
        return "CANCELLED", "Cancelled"
    if outcome is WorkflowOutcome.degraded:
        return ("COMPLETED" if on_degraded == "warn" else "FAILED"), "Degraded"
    return "FAILED", "GoalNotMet" if outcome is WorkflowOutcome.goal_not_met else "Failed"


End = tuple[WorkflowOutcome, Cause, str]


def conclude(steps: Sequence[StepResult], *, critical: frozenset[str], on_verdict_fail: str) -> End:
    """Outcome, cause and reason. `critical` names the steps without which there is no result."""
    cancelled = [s for s in steps if s.outcome is StepOutcome.cancelled]
    if cancelled:
        return WorkflowOutcome.cancelled, Cause.execution, _because(cancelled)
    fatal = [s for s in steps if s.outcome is StepOutcome.failed and s.name in critical]
    if fatal:
        return WorkflowOutcome.failed, Cause.execution, _because(fatal)
    lame = [s for s in steps if s.outcome is not StepOutcome.ok]
    verdict = [s for s in steps if s.report and s.report.verdict is Verdict.failed] if on_verdict_fail in ("degraded", "failed") else []
    if verdict and on_verdict_fail == "failed":
        return WorkflowOutcome.failed, Cause.verdict, _failed_checks(verdict)
    if lame:
        return WorkflowOutcome.degraded, Cause.execution, _because(lame)
    if verdict:
        return WorkflowOutcome.degraded, Cause.verdict, _failed_checks(verdict)
    return WorkflowOutcome.succeeded, Cause.none, ""


def _because(steps: Sequence[StepResult]) -> str:
    return "; ".join(f"{s.name} {s.outcome.value}: {s.reason.splitlines()[0] if s.reason else 'no reason given'}" for s in steps)


def _failed_checks(steps: Sequence[StepResult]) -> str:
    return "checks failed: " + ", ".join(s.name for s in steps)


def exit_code(outcome: WorkflowOutcome, findings: Sequence[Finding], fail_on: str) -> int:
    """The highest-ranking reason wins: cancelled 130, failed 1, goal not met 4, degraded 3, findings that are not accepted 5, else 0."""
    code = EXIT[outcome]
    if code == 0 and fail_on != "never" and any(f.severity.rank <= Severity(fail_on).rank for f in findings if not f.accepted):
        return FINDINGS_EXIT
    return code
