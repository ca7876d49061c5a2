"""Steps one after another; each may consume earlier reports. A failed critical step stops the rest; others degrade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prohori.model import Report, StepOutcome, StepResult
from prohori.patterns.attempt import Merge, Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.flight import fly

if TYPE_CHECKING:
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Ladders


def run(
    steps: Sequence[Ladders], prepare: Prepare, submit: Submit, breaker: Breaker, merge: Merge, *, max_parallel: int
) -> Iterator[StepResult]:
    """Yields each step's result as it ends. The shards of a step run at the same time, `max_parallel` of them. Raises what `fly`
    raises."""
    reports: dict[str, Report] = {}
    stopped = ""
    for ladders in steps:
        first = ladders[0][0]
        upstream = {name: reports[name] for name in first.step.consumes if name in reports}
        missing = [name for name in first.step.consumes if name not in reports]
        descents = [Descent(ladder, breaker, upstream, missing) for ladder in ladders]
        for descent in descents if stopped else ():
            descent.abandon(stopped)
        for _ in () if stopped else fly(descents, prepare, submit, slots=max_parallel):
            pass
        result = merge(descents)
        if result.report and result.outcome is not StepOutcome.failed:
            reports[result.name] = result.report
        if result.outcome is StepOutcome.cancelled:
            stopped = f"{result.name} was cancelled"
        elif result.outcome is StepOutcome.failed and first.criticality == "critical":
            stopped = f"critical step {result.name} failed"
        yield result
