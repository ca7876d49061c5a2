"""The way down one ladder, of a step or of a shard of it: which rung is next, and what becomes of it when one answers or none is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from prohori.errors import Cancelled, ProhoriError, SnapshotChanged, UsageError
from prohori.model import CacheUse, Fallen, Report, StepOutcome, StepResult
from prohori.patterns.attempt import Pending, Prepare

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Rung
    from prohori.engine.request import StepRequest

MAY_BE_SKIPPED = ("medium", "low")


class Descent:
    """Every error that ends a rung after its retries leads to the next one, but three: `SnapshotChanged` (begin anew) and
    `UsageError` (the call is wrong, and no rung can be right) are raised; after `Cancelled` nothing more is tried."""

    def __init__(self, ladder: Sequence[Rung], breaker: Breaker, upstream: Mapping[str, Report] | None = None, missing: Sequence[str] = ()):
        self._ladder, self._breaker, self._upstream, self._missing = ladder, breaker, upstream or {}, missing
        self._fallen: list[Fallen] = []
        self._cache = CacheUse(state="off", why="not run")
        self._found: Report | None = None
        self.result: StepResult | None = None
        """Once it is over."""

    @property
    def first(self) -> Rung:
        return self._ladder[0]

    @property
    def _rung(self) -> Rung:
        return self._ladder[len(self._fallen)]

    def next(self, prepare: Prepare) -> StepRequest | None:
        """The highest rung that was not tried, ready to be submitted; None where none is left, and the step is over.

        What the cache answers starts nothing, so it is taken also of a runner that was stopped.
        """
        while len(self._fallen) < len(self._ladder):
            request = prepare(self._rung, self._upstream, whole=not self._missing)
            if not self._fallen:
                self._cache = request.cache
            stopped = self._breaker.why(self._rung.agent.runner)
            if not stopped or request.cache.state == "hit":
                return request
            self._fell("RunnerStopped", stopped, started=False)
        outcome = StepOutcome.skipped if self.first.criticality in MAY_BE_SKIPPED else StepOutcome.failed
        self.result = self._without_report(outcome, self._why_nobody()).model_copy(update={"report": self._found})
        return None

    def ended(self, request: StepRequest, pending: Pending) -> None:
        """Waits for the rung that was submitted, and reads its end: the step is over, or `next` is to be asked."""
        try:
            record = pending.wait()
        except (SnapshotChanged, UsageError):
            raise
        except Cancelled as cancelled:
            self.result = self._without_report(StepOutcome.cancelled, str(cancelled), request.attempts, pending.seconds)
        except ProhoriError as error:
            self.hear(error)
            self._found = error.report or self._found
            self._fell(type(error).__name__, str(error), attempts=request.attempts, seconds=pending.seconds)
        else:
            self.result = self._answered(request, pending, record)

    def hear(self, error: BaseException) -> None:
        """Of an error of the rung that runs, from any thread: one that is terminal stops its runner."""
        self._breaker.hear(self._rung.agent.runner, self._rung.place, error)

    def abandon(self, why: str) -> None:
        """Nothing more of it is tried."""
        tried = f" ({self._why_nobody()})" if self._fallen else ""
        self.result = self._without_report(StepOutcome.skipped, f"not run: {why}{tried}")

    def _fell(self, error: str, reason: str, *, started: bool = True, attempts: int = 0, seconds: float = 0.0) -> None:
        rung = self._rung
        self._fallen.append(Fallen(
            place=rung.place, agent=rung.agent.name, degraded=rung.degraded, started=started, error=error, reason=reason,
            attempts=attempts, seconds=seconds,
        ))  # fmt: skip

    def _answered(self, request: StepRequest, pending: Pending, record: StepRecord) -> StepResult:
        reasons = [self._who_answered()] if self._fallen else []
        reasons += [f"without the report of {', '.join(self._missing)}"] if self._missing else []
        return StepResult(
            name=self.first.name, outcome=StepOutcome.degraded if reasons else StepOutcome.ok, agent=self.first.agent.name,
            used_agent=record.report.agent, reason="; ".join(reasons), attempts=self._attempts + request.attempts, report=record.report,
            cache=_as_it_went(request.cache, pending), seconds=self._seconds + pending.seconds, answered_by=self._rung.place,
            fallen=tuple(self._fallen),
        )  # fmt: skip

    def _without_report(self, outcome: StepOutcome, reason: str, attempts: int = 0, seconds: float = 0.0) -> StepResult:
        return StepResult(
            name=self.first.name, outcome=outcome, agent=self.first.agent.name, used_agent="", reason=reason,
            attempts=self._attempts + attempts, cache=self._cache, seconds=self._seconds + seconds, fallen=tuple(self._fallen),
        )  # fmt: skip

    def _who_answered(self) -> str:
        rung, own = self._rung, self._rung.agent is self.first.agent
        who = f"{rung.agent.name} answered{' in its degraded mode' if rung.degraded else ''}"
        who += "" if own else f" in the place of {self.first.agent.name}"
        who += f", without {', '.join(rung.without)}" if rung.without else ""
        return f"{who} ({self._why_nobody()})"

    def _why_nobody(self) -> str:
        """A lone error whole, several in a line each shortened to what happened."""
        if len(self._ladder) == 1 and self._fallen:
            return self._fallen[0].reason
        return "; ".join(fallen.shown for fallen in self._fallen)

    @property
    def _attempts(self) -> int:
        return sum(fallen.attempts for fallen in self._fallen)

    @property
    def _seconds(self) -> float:
        return sum(fallen.seconds for fallen in self._fallen)


def _as_it_went(decided: CacheUse, pending: Pending) -> CacheUse:
    if pending.cached and decided.state == "miss":
        return CacheUse(state="hit", why="computed by another run meanwhile", key=decided.key)
    if not pending.cached and decided.state == "hit":
        return CacheUse(state="miss", why="the stored record could not be read any more", key=decided.key)
    return decided
