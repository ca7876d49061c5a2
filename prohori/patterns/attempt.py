"""What the patterns share: how a step is prepared and submitted, and how its end is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from prohori.errors import Cancelled, ProhoriError, SnapshotChanged, UsageError
from prohori.model import CacheUse, Report, StepOutcome, StepResult

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.engine.request import StepRequest
    from prohori.workflows.definition import Step


class Pending(Protocol):
    """A step that was submitted."""

    def wait(self) -> StepRecord:
        """Its record, or raises the `ProhoriError` that ended it."""
        ...

    def on_end(self, call: Callable[[], None]) -> None:
        """Calls once, when `wait` would not block any more: from any thread, and at once if that is now."""
        ...

    @property
    def seconds(self) -> float: ...

    @property
    def cached(self) -> bool:
        """Whether the stored record answered, and no body ran."""
        ...


class Submit(Protocol):
    def __call__(self, request: StepRequest) -> Pending: ...


class Prepare(Protocol):
    """Decides the key of a step from the reports it consumes. `whole` is false where one of them is missing."""

    def __call__(self, step: Step, upstream: Mapping[str, Report], *, whole: bool) -> StepRequest: ...


def attempt(request: StepRequest, pending: Pending, missing: list[str]) -> StepResult:
    """Waits for a submitted step and reads its end. An incomplete input makes the result `degraded`.

    `SnapshotChanged` and `UsageError` are raised: begin anew; or the call itself is wrong, and no step can be right.
    """
    try:
        record = pending.wait()
    except (SnapshotChanged, UsageError):
        raise
    except ProhoriError as error:
        outcome = StepOutcome.cancelled if isinstance(error, Cancelled) else StepOutcome.failed
        return StepResult(
            name=request.name, outcome=outcome, agent=request.job.agent, used_agent=request.job.agent, reason=str(error),
            attempts=request.attempts, cache=request.cache, seconds=pending.seconds,
        )  # fmt: skip
    return StepResult(
        name=request.name, outcome=StepOutcome.degraded if missing else StepOutcome.ok, agent=request.job.agent,
        used_agent=record.report.agent, reason=f"without the report of {', '.join(missing)}" if missing else "",
        attempts=request.attempts, report=record.report, cache=_as_it_went(request.cache, pending), seconds=pending.seconds,
    )  # fmt: skip


def _as_it_went(decided: CacheUse, pending: Pending) -> CacheUse:
    if pending.cached and decided.state == "miss":
        return CacheUse(state="hit", why="computed by another run meanwhile", key=decided.key)
    if not pending.cached and decided.state == "hit":
        return CacheUse(state="miss", why="the stored record could not be read any more", key=decided.key)
    return decided


def not_run(step: Step, reason: str) -> StepResult:
    return StepResult(
        name=step.name, outcome=StepOutcome.skipped, agent=step.agent, used_agent="", reason=reason, attempts=0,
        cache=CacheUse(state="off", why="not run"),
    )  # fmt: skip
