"""The Prefect edge of a step: a thin task, and the `submit` that the patterns call."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
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

GRACE_SECONDS = 0.5
"""How long a cancelled run waits for steps in flight, which have been told to end, before it leaves them."""


@task(name="step", result_serializer=RecordSerializer(), cache_policy=DecidedKey())
def run_step(request: StepRequest) -> StepRecord:
    """Runs one agent. Only an `ok` record is returned, everything else is raised: what is returned is cached."""
    request.workspace.cancellation.refuse()
    request.attempts += 1
    with journal.bound(step=request.name, agent=request.job.agent, attempt=request.attempts):
        return steps.execute(request)


def retrying(request: StepRequest) -> Callable[[Task[..., Any], TaskRun, State[Any]], bool]:
    """Whether the step is tried again, by the error's class alone; a changed snapshot begins the whole run anew instead.

    The delay passes here and not in Prefect, whose sleep nothing can end: a cancelled run would wait for it.
    """
    retries = request.definition.retries

    def worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
        error = state.result(raise_on_failure=False)
        if not isinstance(error, TransientError) or isinstance(error, SnapshotChanged):
            return False
        done, delays = request.attempts, retries.delay_seconds
        delay = delays[min(done, len(delays)) - 1] if delays else 0.0
        with journal.bound(step=request.name, agent=request.job.agent):
            journal.record(
                f"{request.place}: attempt {done} of {retries.attempts} failed, the next one in {delay:g} s: {error.what}",
                level="WARNING", component="step",
            )  # fmt: skip
        return not request.workspace.cancellation.wait(delay)

    return worth_retrying


class PrefectStep:
    """A submitted step, as the patterns see it."""

    def __init__(self, request: StepRequest, future: PrefectFuture[StepRecord]) -> None:
        self._request, self._future, self._started = request, future, time.perf_counter()
        self.seconds = 0.0
        self._over: Future[bool] = Future()
        """Whether Prefect ended it; False where it was left."""
        future.add_done_callback(lambda _: self._end(ended=True))

    def _end(self, *, ended: bool) -> None:
        with contextlib.suppress(InvalidStateError):  # the other one was first
            self.seconds = self.seconds or time.perf_counter() - self._started
            self._over.set_result(ended)

    @property
    def ended(self) -> bool:
        return self._over.done()

    def leave(self) -> None:
        """Waits for it no longer, whatever its thread does."""
        self._end(ended=False)

    def on_end(self, call: Callable[[], None]) -> None:
        self._over.add_done_callback(lambda _: call())

    def wait(self) -> StepRecord:
        if not self._over.result():
            raise Cancelled(f"Step `{self._request.place}` was cancelled", why="the run was, while the step worked")
        self._future.wait()
        state = self._future.state
        if state.is_cancelled() or state.is_cancelling():
            raise Cancelled(f"Step `{self._request.place}` was cancelled")
        try:
            return state.result()
        except ProhoriError:
            self._refuse_if_cancelled()
            raise
        except Exception as error:  # what Prefect itself raises: a crash, a lost result
            self._refuse_if_cancelled()
            raise PermanentError(
                f"Step `{self._request.place}` ended without a record",
                why=f"{type(error).__name__}: {error}",
                next="see its task run in the Prefect UI",
            ) from error

    def _refuse_if_cancelled(self) -> None:
        """Whatever ends a step after the run was cancelled ends it because of that: its process was killed, its socket closed."""
        self._request.workspace.cancellation.refuse()

    @property
    def cached(self) -> bool:
        return self._over.done() and self._over.result() and self._future.state.name == "Cached"


class PrefectSubmit:
    """Starts steps as Prefect tasks, each with its decided key, its agent's retries, and its name in the dashboard."""

    def __init__(self, storage: ResultStore, locks: StoreLocks) -> None:
        self._storage = storage
        self._policy = DecidedKey().configure(isolation_level=IsolationLevel.SERIALIZABLE, lock_manager=locks)
        self._started: list[PrefectStep] = []

    def __call__(self, request: StepRequest) -> PrefectStep:
        step = run_step.with_options(
            name=request.place,
            task_run_name=request.place,
            retries=request.definition.retries.attempts - 1,
            retry_condition_fn=retrying(request),
            cache_policy=self._policy,
            result_storage=self._storage,
            persist_result=request.key is not None,
            refresh_cache=request.cache.state == "refresh",
        )
        self._started.append(PrefectStep(request, step.submit(request)))
        return self._started[-1]

    def leave_soon(self, on_left: Callable[[], None]) -> None:
        """Waits for what is in flight `GRACE_SECONDS` longer; then leaves it, after `on_left` was called."""

        def leave() -> None:
            if any(not step.ended for step in self._started):
                on_left()
            for step in self._started:
                step.leave()

        timer = threading.Timer(GRACE_SECONDS, leave)
        timer.daemon = True
        timer.start()
