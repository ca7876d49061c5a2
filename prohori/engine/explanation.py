"""Why each step of a workflow would be a hit or a miss now, without running anything."""

from __future__ import annotations

from collections.abc import Iterator

from prohori.engine.steps import prepare
from prohori.engine.workspace import Workspace
from prohori.model import CacheUse, Fact, Report


class Explanation(Fact):
    step: str
    cache: CacheUse
    changes: tuple[str, ...] = ()
    """A sentence for each answer that is not what it was."""


def explain(workspace: Workspace) -> Iterator[Explanation]:
    """One for each step, by its own agent: whether another answers shows only in a run. What consumes a step that has to run
    cannot be decided before that."""
    reports: dict[str, Report] = {}
    for step in workspace.workflow.steps:
        waits = [name for name in step.consumes if name not in reports]
        if waits:
            why = f"not decided: it consumes {', '.join(waits)}, which has to run first"
            yield Explanation(step=step.name, cache=CacheUse(state="off", why=why))
            continue
        request = prepare(workspace, workspace.ladder(step)[0], {name: reports[name] for name in step.consumes})
        decision = request.decision
        if decision and decision.record:
            reports[step.name] = decision.record.report
        changes = tuple(str(change) for change in decision.changes) if decision else ()
        yield Explanation(step=step.name, cache=request.cache, changes=changes)
