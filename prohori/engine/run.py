"""One workflow run from its workspace to its stored result, whatever submits the steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial

from prohori.engine import steps
from prohori.engine.breaker import Breaker
from prohori.engine.checkpoint import Checkpoint
from prohori.engine.judgement import judge_of
from prohori.engine.merging import Part, merged
from prohori.engine.stopping import stopping
from prohori.engine.workspace import Workspace, now
from prohori.errors import SnapshotChanged
from prohori.model import Cause, StepOutcome, StepResult, WorkflowOutcome, WorkflowResult
from prohori.observe import journal
from prohori.observe.report import MIXED, first_line
from prohori.patterns import parallel, sequential
from prohori.patterns.attempt import Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.iterative import Loop, in_definition
from prohori.patterns.outcome import conclude
from prohori.workflows.definition import Pattern

SNAPSHOT_TRIES = 3
OnStep = Callable[[StepResult], None]


def run_workflow(
    workspace: Workspace,
    submit: Submit,
    run_id: str,
    *,
    on_step: OnStep,
    links: dict[str, str] | None = None,
    checkpoint: Checkpoint | None = None,
) -> WorkflowResult:
    """Runs the pattern to its end; `on_step` hears of each step as it ends. With a `checkpoint` it can be continued.

    A file that changes meanwhile begins it anew on a new snapshot, where the steps that did not read it are hits.
    """
    with closing(workspace.pool):
        return _run(workspace, submit, run_id, on_step, links or {}, checkpoint)


def _run(
    workspace: Workspace, submit: Submit, run_id: str, on_step: OnStep, links: dict[str, str], checkpoint: Checkpoint | None
) -> WorkflowResult:
    started, clock = now(), time.perf_counter()
    judged, breaker = judge_of(workspace), Breaker()
    for last in (*[False] * (SNAPSHOT_TRIES - 1), True):
        loop = _loop(workspace)
        try:
            results = _in_order(workspace, _heard(_arranged(workspace, submit, breaker, checkpoint, loop), on_step))
            break
        except SnapshotChanged as changed:
            journal.record(str(changed), level="WARNING", component="run")
            if last:
                raise
            workspace = workspace.renewed()
            if checkpoint:
                checkpoint.renew(workspace)
    workflow = workspace.workflow
    critical = frozenset(step.name for step in results if in_definition(step.name) in workspace.critical)
    end = conclude(results, critical=critical, on_verdict_fail=workflow.on_verdict_fail)
    outcome, cause, reason = loop.concluded(end) if loop else end
    reason = "; ".join(filter(None, (reason, *(stopped.shown for stopped in breaker.stopped))))
    result = WorkflowResult(
        run_id=run_id, workflow=workflow.name, pattern=workflow.pattern.value, outcome=outcome, cause=cause, reason=reason,
        repository=workspace.repository, on=workspace.today.isoformat(), started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3), steps=results, links=links, stopped_runners=breaker.stopped,
        decisions=loop.decisions if loop else (),
    )  # fmt: skip
    return judged(_told_apart(checkpoint.concluded(result)) if checkpoint else result)


def _told_apart(result: WorkflowResult) -> WorkflowResult:
    """Steps that looked at different states of the repository are no plain success."""
    before = result.continued
    if before is None or not before.mixed or result.outcome not in (WorkflowOutcome.succeeded, WorkflowOutcome.degraded):
        return result
    why = f"{MIXED}: {', '.join(before.mixed)} looked at {before.earlier}"
    cause = Cause.execution if result.cause is Cause.none else result.cause
    reason = "; ".join(filter(None, (why, result.reason)))
    return result.model_copy(update={"outcome": WorkflowOutcome.degraded, "cause": cause, "reason": reason})


def _loop(workspace: Workspace) -> Loop | None:
    workflow, goal = workspace.workflow, workspace.goal
    return Loop(goal, max_iterations=workflow.max_iterations, budget=workflow.budget) if goal else None


def _arranged(
    workspace: Workspace, submit: Submit, breaker: Breaker, checkpoint: Checkpoint | None, loop: Loop | None
) -> Iterator[StepResult]:
    workflow = workspace.workflow
    prepare: Prepare = partial(steps.prepare, workspace, anew=loop is not None)
    run = loop.run if loop else {Pattern.sequential: sequential.run, Pattern.parallel: parallel.run}[workflow.pattern]
    ladders = [workspace.ladders(step) for step in workflow.steps]
    if checkpoint:
        prepare, submit = checkpoint.remembering(prepare), checkpoint.noting(submit)
    return run(ladders, prepare, stopping(workspace.cancellation, submit), breaker, _whole, max_parallel=workflow.max_parallel)


def _whole(descents: Sequence[Descent]) -> StepResult:
    return merged([Part(descent.first.shard.name, descent.result) for descent in descents if descent.result])


def _in_order(workspace: Workspace, results: Iterable[StepResult]) -> tuple[StepResult, ...]:
    """In the order of the definition, however they ended."""
    if workspace.workflow.pattern is Pattern.iterative:
        return tuple(results)  # one after another
    place = {step.name: number for number, step in enumerate(workspace.workflow.steps)}
    return tuple(sorted(results, key=lambda result: place[result.name]))


def _heard(results: Iterable[StepResult], on_step: OnStep) -> Iterator[StepResult]:
    for result in results:
        on_step(result)
        yield result


def journal_step(result: StepResult) -> None:
    cache, report = result.cache, result.report
    verdict = f", verdict {report.judgement}" if report else ""
    answered = f", answered by {result.answered_by}" if result.fallen and result.answered_by else ""
    journal.record(
        f"{result.name} {result.outcome.value}{answered}{verdict} ({cache.state}{': ' if cache.why else ''}{cache.why})",
        level="INFO" if report and result.outcome is not StepOutcome.failed else "ERROR",
        component="step",
        step=result.name,
        agent=result.used_agent or result.agent,
        outcome=result.outcome.value,
        cache=cache.state,
        record=_shown(cache.key),
        verdict=report.verdict.value if report else None,
        simulated=(report.simulated or None) if report else None,
        attempts=result.attempts,
        seconds=round(result.seconds, 3),
        findings=len(report.findings) if report else None,
        answered_by=(result.answered_by or None) if result.fallen else None,
        shards=[
            {"shard": shard.name, "outcome": shard.outcome.value, "cache": shard.cache.state, "record": _shown(shard.cache.key)}
            for shard in result.shards
        ]
        or None,
        fallen=[{"rung": rung.place, "error": rung.error} for rung in result.fallen] or None,
        error=result.reason or None,
    )


def _shown(key: str | None) -> str | None:
    return key[: journal.KEY_SHOWN] if key else None


def journal_end(result: WorkflowResult) -> None:
    journal.record(
        f"{result.workflow} {first_line(result)}",
        component="run",
        outcome=result.outcome.value,
        seconds=result.seconds,
        findings=len(result.findings),
        accepted=sum(f.accepted is not None for f in result.findings) if result.acceptance else None,
        stopped_runners=[stopped.runner for stopped in result.stopped_runners] or None,
        from_cache=result.from_cache,
    )
