"""What every flow does around its pattern: open, run, store, publish, end in the honest state."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from prefect import State, get_run_logger
from prefect.context import FlowRunContext
from prefect.exceptions import Abort
from prefect.runtime import flow_run

from blocks.credentials import with_blocks
from blocks.locks import StoreLocks
from blocks.result_store import register
from prohori.cache.upkeep import optimize
from prohori.cancellation import Cancellation
from prohori.engine import runs
from prohori.engine.answers import target_of
from prohori.engine.checkpoint import Checkpoint, StillRuns, claimed
from prohori.engine.keeping import keep
from prohori.engine.notes import read_manifest
from prohori.engine.request import RunRequest
from prohori.engine.run import journal_end, journal_step, run_workflow
from prohori.engine.workspace import Workspace
from prohori.errors import UsageError
from prohori.model import WorkflowOutcome, WorkflowResult
from prohori.observe import journal
from prohori.settings import Settings, load
from prohori.signals import cancelling
from prohori.snapshot.repository import find
from tasks.health import publish_health
from tasks.publish import final_state, publish_report
from tasks.run_step import PrefectSubmit
from tasks.threads import StepThreads


def run_name() -> str:
    """`finance-feature · demo_erp@3f2a91c`: what, and on what."""
    asked: Any = flow_run.parameters["request"]
    request = asked if isinstance(asked, RunRequest) else RunRequest.model_validate(asked)
    settings = load()
    earlier, _ = read_manifest(runs.folder_of(settings, str(flow_run.id)))
    repository = find(target_of((earlier.request if earlier else request).repository, settings))
    name = f"{repository.worktree.name}/{repository.prefix}".rstrip("/")
    return f"{Path(request.workflow).stem} · {name}" + (f"@{repository.commit[:7]}" if repository.commit else "")


def perform(request: RunRequest, *, pattern: str) -> State[None]:
    """Runs the workflow and returns the state of its flow run. The result is stored before.

    A flow run that was begun before is continued: whoever begins it, by `prohori resume`, Retry in the UI or a restart.
    """
    settings, cancellation = load(), Cancellation()
    journal.open_journal(settings.folder("journal"), level=settings.journal_level, max_mb=settings.journal_max_mb)
    try:
        with cancelling(cancellation), claimed(runs.folder_of(settings, str(flow_run.id))) as checkpoint:
            return _perform(request, settings, cancellation, checkpoint, pattern=pattern)
    except StillRuns as error:  # no end of the flow run: another process is at it
        journal.record(str(error), level="WARNING", component="run", run=str(flow_run.id))
        raise Abort(error.what) from error


def _perform(request: RunRequest, settings: Settings, cancellation: Cancellation, checkpoint: Checkpoint, *, pattern: str) -> State[None]:
    if checkpoint.earlier:
        request = checkpoint.earlier.request
    workspace = Workspace.open(request, settings, cancellation=cancellation)
    if workspace.workflow.pattern != pattern:
        raise UsageError(
            f"Workflow `{request.workflow}` is not {pattern}", why=f"its pattern is {workspace.workflow.pattern.value}",
            next=f"run it with flows/{workspace.workflow.pattern.value}.py",
        )  # fmt: skip
    if workspace.uses_network:
        workspace.settings = with_blocks(workspace.settings)
    run_id = str(flow_run.id)
    log = get_run_logger()
    with (
        journal.bound(run=run_id, workflow=workspace.workflow.name, repository=workspace.repository.name),
        journal.tee(lambda level, line: log.log(logging.getLevelName(level), line), only=lambda context: context.get("run") == run_id),
    ):
        checkpoint.begin(workspace)
        runs.forget(settings, run_id)
        result = _run(workspace, run_id, checkpoint)
        journal_end(result)
        keep(settings, result, request.lang)
        publish_report(result, request.lang or settings.lang)
        publish_health(settings, result)
        limit = settings.cache_max_mb * 1_000_000
        if result.outcome is not WorkflowOutcome.cancelled and workspace.store.size() > limit:
            optimize(workspace.store, limit)
    return final_state(result, on_degraded=workspace.workflow.on_degraded)


def _run(workspace: Workspace, run_id: str, checkpoint: Checkpoint) -> WorkflowResult:
    store, cancellation = workspace.store, workspace.cancellation
    locks = StoreLocks(store.locks, workspace.settings.lock_timeout_seconds)
    submit = PrefectSubmit(register(store.directory), locks)
    links = {"prefect": flow_run.ui_url} if flow_run.ui_url else {}
    threads: StepThreads = FlowRunContext.get().task_runner
    with cancellation.wakes(locks.cancel), cancellation.wakes(lambda: submit.leave_soon(threads.leave)):
        try:
            return run_workflow(workspace, submit, run_id, on_step=journal_step, links=links, checkpoint=checkpoint)
        except BaseException:  # what still waits or works for it would keep the process alive
            cancellation.cancel()
            raise
