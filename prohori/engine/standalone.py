"""What a command that needs no server looked at, as the result of one step: so that every form of a report can be made of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4

from prohori.model import CacheUse, Report, StepOutcome, StepResult, WorkflowOutcome, WorkflowResult
from prohori.snapshot.tree import Snapshot


@dataclass(frozen=True)
class Clock:
    """When it began."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    counter: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.counter, 3)


def result_of(
    name: str, agent: str, made: Report, snapshot: Snapshot, on: date, clock: Clock, *, hit: bool = False, key: str | None = None
) -> WorkflowResult:
    """`hit`: whether it was all there before."""
    step = StepResult(
        name=name, outcome=StepOutcome.ok, agent=agent, used_agent=agent, answered_by=name, report=made,
        cache=CacheUse(state="hit" if hit else "miss", key=key), seconds=clock.seconds,
    )  # fmt: skip
    return WorkflowResult(
        run_id=str(uuid4()), workflow=name, pattern="sequential", outcome=WorkflowOutcome.succeeded, repository=snapshot.state(),
        on=on.isoformat(), started=clock.started.isoformat(timespec="seconds"), seconds=clock.seconds, steps=(step,), from_cache=hit,
    )  # fmt: skip
