"""Results of runs, made for the tests of what is done with them."""

from __future__ import annotations

from prohori.model import (
    CacheUse,
    Coverage,
    RepositoryState,
    Severity,
    StepOutcome,
    StepResult,
    Verdict,
    WorkflowOutcome,
    WorkflowResult,
    finding,
    report,
)

HOSTILE = "x`<b>]]>&\"'\x00\x1b]0;t\x07\ufffe [a](http://e) {0}"


def found(rule="money.float", path="src/a.ts", severity=Severity.major, evidence="x: number", **given):
    return finding(rule, severity, f"{rule} is wrong", path=path, line=given.pop("line", 3), evidence=evidence, **given)


def step(name="review", findings=(), outcome=StepOutcome.ok, reason="", coverage=None, **given):
    coverage = coverage or Coverage(files=2, rules=("injection.eval", "money.float"))
    made = (
        None
        if outcome in (StepOutcome.failed, StepOutcome.skipped)
        else report(name, f"{name} looked", findings=findings, coverage=coverage)
    )
    given = {"agent": name, "used_agent": name, "cache": CacheUse(state="miss"), **given}
    return StepResult(name=name, outcome=outcome, reason=reason, report=made, **given)


def unseen(name="review"):
    made = step(name, coverage=Coverage(rules=("injection.eval",)))
    assert made.report.verdict is Verdict.not_evaluated
    return made


def result(*steps, **given):
    outcome = given.pop("outcome", WorkflowOutcome.succeeded)
    repository = RepositoryState(name=given.pop("repository", "erp"), path="/erp", commit="3f2a91c04b7d55e0", tree="t")
    given = {"run_id": "r-1", "workflow": "checks", "pattern": "sequential", **given}
    return WorkflowResult(
        **given, outcome=outcome, repository=repository, on="2026-11-22", started="2026-11-22T04:00:00+00:00", seconds=1.5, steps=steps
    )
