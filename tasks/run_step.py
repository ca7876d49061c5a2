"""The Prefect edge of a step: a thin task, and the `submit` that the patterns call."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from prefect import Task, task
from prefect.client.schemas.objects import TaskRun
from prefect.futures import PrefectFuture
from prefect.states import State
from prefect.transactions import IsolationLevel

from blocks.locks import StoreLocks
from blocks.policy import DecidedKey
from blocks.result_store import ResultStore
from blocks.serializer import RecordSerializer
from prohori.cache.record import StepRecord
from prohori.engine import steps
from prohori.engine.request import StepRequest
from prohori.errors import Cancelled, PermanentError, ProhoriError, SnapshotChanged, TransientError
from prohori.observe import journal


@task(name="step", result_serializer=RecordSerializer(), cache_policy=DecidedKey())
def run_step(request: StepRequest) -> StepRecord:
    """Runs one agent. Only an `ok` record is returned, everything else is raised: what is returned is cached."""
    request.attempts += 1
    with journal.bound(step=request.name, agent=request.job.agent, attempt=request.attempts):
        return steps.execute(request)


def worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """By the error's class alone; a changed snapshot begins the whole run anew instead."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, TransientError) and not isinstance(error, SnapshotChanged)


class PrefectStep:
    """A submitted step, as the patterns see it."""

    def __init__(self, request: StepRequest, future: PrefectFuture[StepRecord]) -> None:
        self._request, self._future, self._started = request, future, time.perf_counter()
        self.seconds = 0.0
        future.add_done_callback(lambda _: self._stop_clock())

    def _stop_clock(self) -> None:
        self.seconds = time.perf_counter() - self._started

    def on_end(self, call: Callable[[], None]) -> None:
        self._future.add_done_callback(lambda _: call())

    def wait(self) -> StepRecord:
        self._future.wait()
        state = self._future.state
        if state.is_cancelled() or state.is_cancelling():
            raise Cancelled(f"Step `{self._request.place}` was cancelled")
        try:
            return state.result()
        except ProhoriError:
            raise
        except Exception as error:  # what Prefect itself raises: a crash, a lost result
            raise PermanentError(
                f"Step `{self._request.place}` ended without a record",
                why=f"{type(error).__name__}: {error}",
                next="see its task run in the Prefect UI",
            ) from error

    @property
    def cached(self) -> bool:
        return self._future.state.name == "Cached"


class PrefectSubmit:
    """Starts steps as Prefect tasks, each with its decided key, its agent's retries, and its name in the dashboard."""

    def __init__(self, storage: ResultStore, locks: StoreLocks) -> None:
        self._storage = storage
        self._policy = DecidedKey().configure(isolation_level=IsolationLevel.SERIALIZABLE, lock_manager=locks)

    def __call__(self, request: StepRequest) -> PrefectStep:
        retries = request.definition.retries
        waits = [*retries.delay_seconds, *retries.delay_seconds[-1:] * retries.attempts][: retries.attempts - 1]
        step = run_step.with_options(
            name=request.place,
            task_run_name=request.place,
            retries=retries.attempts - 1,
            retry_delay_seconds=waits or 0,
            retry_condition_fn=worth_retrying,
            cache_policy=self._policy,
            result_storage=self._storage,
            persist_result=request.key is not None,
            refresh_cache=request.cache.state == "refresh",
        )
        return PrefectStep(request, step.submit(request))
