"""What every flow does around its pattern: open, run, store, publish, end in the honest state."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from prefect import State, get_run_logger
from prefect.runtime import flow_run

from blocks.locks import StoreLocks
from blocks.result_store import register
from prohori.cache.upkeep import optimize
from prohori.engine.keeping import keep
from prohori.engine.request import RunRequest
from prohori.engine.run import journal_end, journal_step, run_workflow
from prohori.engine.workspace import Workspace, target_of
from prohori.errors import UsageError
from prohori.model import WorkflowResult
from prohori.observe import journal
from prohori.settings import load
from prohori.snapshot.repository import find
from tasks.publish import final_state, publish_report
from tasks.run_step import PrefectSubmit


def run_name() -> str:
    """`finance-feature · demo_erp@3f2a91c`: what, and on what."""
    asked: Any = flow_run.parameters["request"]
    request = asked if isinstance(asked, RunRequest) else RunRequest.model_validate(asked)
    repository = find(target_of(request, load()))
    name = f"{repository.worktree.name}/{repository.prefix}".rstrip("/")
    return f"{Path(request.workflow).stem} · {name}" + (f"@{repository.commit[:7]}" if repository.commit else "")


def perform(request: RunRequest, *, pattern: str) -> State[None]:
    """Runs the workflow and returns the state of its flow run. The result is stored before."""
    settings = load()
    journal.open_journal(settings.folder("journal"), level=settings.journal_level, max_mb=settings.journal_max_mb)
    workspace = Workspace.open(request, settings)
    if workspace.workflow.pattern != pattern:
        raise UsageError(
            f"Workflow `{request.workflow}` is not {pattern}", why=f"its pattern is {workspace.workflow.pattern.value}",
            next=f"run it with flows/{workspace.workflow.pattern.value}.py",
        )  # fmt: skip
    run_id = flow_run.id or "local"
    log = get_run_logger()
    with (
        journal.bound(run=run_id, workflow=workspace.workflow.name, repository=workspace.repository.name),
        journal.tee(lambda level, line: log.log(logging.getLevelName(level), line), only=lambda context: context.get("run") == run_id),
    ):
        result = _run(workspace, run_id)
        journal_end(result)
        keep(settings, result, request.lang)
        publish_report(result, request.lang or settings.lang)
        if workspace.store.size() > (limit := settings.cache_max_mb * 1_000_000):
            optimize(workspace.store, limit)
    return final_state(result, on_degraded=workspace.workflow.on_degraded)


def _run(workspace: Workspace, run_id: str) -> WorkflowResult:
    store = workspace.store
    locks = StoreLocks(store.locks, workspace.settings.lock_timeout_seconds)
    submit = PrefectSubmit(register(store.directory), locks)
    links = {"prefect": flow_run.ui_url} if flow_run.ui_url else {}
    try:
        return run_workflow(workspace, submit, run_id, on_step=journal_step, links=links)
    except BaseException:  # also Ctrl-C and Prefect's cancellation
        workspace.cancellation.cancel()
        locks.cancel()
        raise
