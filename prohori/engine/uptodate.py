"""The short way: every step is in the cache, so there is nothing to run, and Prefect is not imported."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from prohori.cache.record import StepRecord
from prohori.engine.keeping import keep
from prohori.engine.request import StepRequest
from prohori.engine.run import journal_end, journal_step, run_workflow
from prohori.engine.workspace import Workspace
from prohori.model import WorkflowResult
from prohori.observe import journal
from prohori.observe.report import first_line
from prohori.patterns.outcome import state_of
from prohori.prefect_api import ask


class NotCached(Exception):  # not an error: a step has to run
    """Ends the short way at the first step that is no hit."""


class CachedStep:
    """A step that the cache answers."""

    cached = True

    def __init__(self, request: StepRequest) -> None:
        started = time.perf_counter()
        if request.decision is None or request.decision.record is None:
            raise NotCached(request.name)
        self._record, self.seconds = request.decision.record, time.perf_counter() - started

    def wait(self) -> StepRecord:
        return self._record

    def on_end(self, call: Callable[[], None]) -> None:
        call()


def answer_from_cache(workspace: Workspace) -> WorkflowResult | None:
    """The stored result of an up-to-date run, or None if a step has to run."""
    run_id = str(uuid4())
    with journal.bound(run=run_id, workflow=workspace.workflow.name, repository=workspace.repository.name):
        try:
            result = run_workflow(workspace, CachedStep, run_id, on_step=lambda _: None)
        except NotCached:
            return None
        result = result.model_copy(update={"from_cache": True})
        for step in result.steps:
            journal_step(step)
        journal_end(result)
    keep(workspace.settings, result, workspace.request.lang)
    return result


def record_flow_run(workspace: Workspace, result: WorkflowResult) -> bool:
    """Records the run in the Prefect API as a completed flow run named `UpToDate`; False where no API answers.

    Plain HTTP, because importing Prefect would cost more than the whole run.
    """
    try:
        flow = ask("/flows/", {"name": result.pattern})
        ask("/flow_runs/", _flow_run(workspace, result, flow["id"]))
    except (OSError, ValueError, KeyError) as error:
        journal.record(f"not recorded in the Prefect API: {error}", level="DEBUG", component="run", run=result.run_id)
        return False
    return True


def _flow_run(workspace: Workspace, result: WorkflowResult, flow_id: str) -> dict[str, Any]:
    kind, name = state_of(result.outcome, on_degraded=workspace.workflow.on_degraded)
    return {
        "flow_id": flow_id,
        "name": f"{result.workflow} · {result.repository.shown}",
        "parameters": {"request": workspace.request.model_dump(mode="json")},
        "state": {"type": kind, "name": "UpToDate" if name == "Completed" else name, "message": first_line(result)},
        "tags": ["answered-from-cache"],
    }
