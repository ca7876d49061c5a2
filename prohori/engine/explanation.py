"""Why each step of a workflow would be a hit or a miss now, without running anything."""

from __future__ import annotations

from collections.abc import Iterator

from prohori.engine.merging import Part, merged
from prohori.engine.request import StepRequest
from prohori.engine.steps import prepare
from prohori.engine.workspace import Workspace
from prohori.model import CacheUse, Fact, Report, StepOutcome, StepResult


class ShardExplanation(Fact):
    shard: str
    cache: CacheUse
    changes: tuple[str, ...] = ()


class Explanation(Fact):
    step: str
    cache: CacheUse
    changes: tuple[str, ...] = ()
    """A sentence for each answer that is not what it was."""
    shards: tuple[ShardExplanation, ...] = ()
    """Of a step that is looked at in parts."""


def explain(workspace: Workspace) -> Iterator[Explanation]:
    """One for each step, by its own agent: whether another answers shows only in a run. What consumes a step that has to run
    cannot be decided before that."""
    reports: dict[str, Report] = {}
    for step in workspace.workflow.steps:
        if workspace.goal:
            yield Explanation(step=step.name, cache=CacheUse(state="off", why="an iterative workflow measures anew in each iteration"))
            continue
        waits = [name for name in step.consumes if name not in reports]
        if waits:
            why = f"not decided: it consumes {', '.join(waits)}, which has to run first"
            yield Explanation(step=step.name, cache=CacheUse(state="off", why=why))
            continue
        upstream = {name: reports[name] for name in step.consumes}
        requests = {ladder[0].shard.name: prepare(workspace, ladder[0], upstream) for ladder in workspace.ladders(step)}
        whole = merged([Part(shard, _foreseen(request)) for shard, request in requests.items()])
        if whole.report and whole.outcome is StepOutcome.ok:
            reports[step.name] = whole.report
        told = {shard: tuple(map(str, request.decision.changes if request.decision else ())) for shard, request in requests.items()}
        shards = tuple(ShardExplanation(shard=name, cache=requests[name].cache, changes=told[name]) for name in told if name)
        yield Explanation(step=step.name, cache=whole.cache, changes=told.get("", ()), shards=shards)


def _foreseen(request: StepRequest) -> StepResult:
    """What the cache would make of it: a result with its stored report, or none."""
    record = request.decision.record if request.decision and request.cache.state == "hit" else None
    return StepResult(
        name=request.name, outcome=StepOutcome.ok if record else StepOutcome.skipped, agent=request.job.agent, used_agent="",
        report=record.report if record else None, cache=request.cache,
    )  # fmt: skip
