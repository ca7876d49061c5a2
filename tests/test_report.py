"""The report for people: hostile text in it stays text."""

import re

import pytest

from prohori.model import (
    CacheUse,
    Cause,
    Coverage,
    RepositoryState,
    Severity,
    StepOutcome,
    StepResult,
    WorkflowOutcome,
    WorkflowResult,
    finding,
    report,
)
from prohori.observe.report import as_markdown, first_line
from prohori.patterns.outcome import state_of

HOSTILE = "x`<img src=x onerror=alert(1)>`![a](http://e)\x1b]0;t\x07"


def result(outcome=WorkflowOutcome.succeeded, **changes):
    found = [finding("r", Severity.major, HOSTILE, path=f"{HOSTILE}.ts", line=2, evidence=HOSTILE)]
    made = report("reviewer", HOSTILE, findings=found, coverage=Coverage(files=1))
    step = StepResult(
        name="review", outcome=StepOutcome.ok, agent="reviewer", used_agent="reviewer", report=made, cache=CacheUse(state="miss")
    )
    given = {
        "run_id": "r", "workflow": "w", "pattern": "sequential", "outcome": outcome,
        "repository": RepositoryState(name=HOSTILE, path="/", commit=None, tree="t"),
        "on": "2026-11-22", "started": "2026-11-22T00:00:00+00:00", "seconds": 1.0, "steps": (step,), **changes,
    }  # fmt: skip
    return WorkflowResult(**given)


def outside_code(markdown):
    """The text with its code spans removed, as CommonMark finds them: a run of backticks up to the next run of that length."""

    return re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", markdown, flags=re.DOTALL)


def test_nothing_of_the_repository_becomes_markup_or_drives_a_terminal():
    markdown = as_markdown(result())
    rest = outside_code(markdown)
    assert "<img" not in rest
    assert "![a]" not in rest.replace("\\!", "").replace("\\[", "")
    assert "\x1b" not in markdown
    assert "\x07" not in markdown


def test_the_first_line_says_why_it_is_no_success():
    degraded = result(WorkflowOutcome.degraded, cause=Cause.execution, reason="review failed: no reason")
    assert first_line(degraded).startswith("degraded: review failed")
    assert as_markdown(degraded).startswith("# w: degraded (cause: execution)")


@pytest.mark.parametrize(
    ("outcome", "on_degraded", "state"),
    [
        (WorkflowOutcome.succeeded, "fail", ("COMPLETED", "Completed")),
        (WorkflowOutcome.degraded, "fail", ("FAILED", "Degraded")),
        (WorkflowOutcome.degraded, "warn", ("COMPLETED", "Degraded")),
        (WorkflowOutcome.goal_not_met, "fail", ("FAILED", "GoalNotMet")),
        (WorkflowOutcome.failed, "warn", ("FAILED", "Failed")),
        (WorkflowOutcome.cancelled, "fail", ("CANCELLED", "Cancelled")),
    ],
)
def test_the_state_in_prefect_is_as_honest_as_the_outcome(outcome, on_degraded, state):
    assert state_of(outcome, on_degraded=on_degraded) == state
