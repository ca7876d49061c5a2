"""A flow run whose process is gone, or that has ended, goes on in this process under the same id."""

from __future__ import annotations

import importlib
from typing import Any

from prefect import State
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, TaskRunFilter, TaskRunFilterState, TaskRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.flow_engine import run_flow
from prefect.states import Crashed, Pending

from prohori.errors import UsageError

LOST = "its process is gone"
IN_FLIGHT = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def resume(run_id: str, *, retry_succeeded: bool) -> State[Any] | None:
    """The final state; None for a run that has ended well, unless that is to be retried. The caller holds the run's checkpoint.

    A deployment's run goes on here too: it is never made `Scheduled`, so no worker takes it. Raises `UsageError`.
    """
    with get_client(sync_client=True) as client:
        flow_run = _flow_run(client, run_id)
        state = flow_run.state
        if state is not None and state.is_completed() and not retry_succeeded:
            return None
        if state is not None and (state.is_scheduled() or (state.is_pending() and flow_run.deployment_id)):
            raise UsageError(
                f"Run `{run_id}` waits for a worker", where=f"its state is {state.name}", why="it would run twice",
                next="start a worker, or cancel the run in the Prefect UI",
            )  # fmt: skip
        if state is None or not state.is_final():
            client.set_flow_run_state(flow_run.id, Crashed(message=LOST), force=True)
        _end_lost_tasks(client, flow_run)
        client.set_flow_run_state(flow_run.id, Pending(message="`prohori resume`"), force=True)
        flow_run = client.read_flow_run(flow_run.id)
        pattern = client.read_flow(flow_run.flow_id).name
    return run_flow(getattr(importlib.import_module(f"flows.{pattern}"), pattern), flow_run=flow_run, return_type="state")  # type: ignore[return-value]


def _flow_run(client: SyncPrefectClient, run_id: str) -> FlowRun:
    try:
        return client.read_flow_run(run_id)  # type: ignore[arg-type]
    except (ObjectNotFound, ValueError):
        why = "it was removed there, or ran on another server"
        raise UsageError(
            f"The Prefect API does not know run `{run_id}`", where=str(client.api_url), why=why,
            next="run the workflow again: what has finished and may be cached is answered from the cache",
        ) from None  # fmt: skip


def _end_lost_tasks(client: SyncPrefectClient, flow_run: FlowRun) -> None:
    """The steps that were in flight would be shown as running for ever."""
    unended = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=IN_FLIGHT)))
    mine = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id]))
    for task_run in client.read_task_runs(flow_run_filter=mine, task_run_filter=unended):
        client.set_task_run_state(task_run.id, Crashed(message=LOST), force=True)
