"""Steps one after another; each may consume earlier reports. A failed critical step stops the rest; others degrade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from prohori.model import Report, StepOutcome, StepResult
from prohori.patterns.attempt import Prepare, Submit
from prohori.patterns.descent import Descent

if TYPE_CHECKING:
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Rung


def run(ladders: Iterable[Sequence[Rung]], prepare: Prepare, submit: Submit, breaker: Breaker) -> Iterator[StepResult]:
    """Yields each step's result as it ends. `SnapshotChanged` and `UsageError` are no results: they end the run,
    the first to be begun on a new snapshot."""
    reports: dict[str, Report] = {}
    stopped = ""
    for ladder in ladders:
        consumes = ladder[0].step.consumes
        upstream = {name: reports[name] for name in consumes if name in reports}
        descent = Descent(ladder, breaker, upstream, missing=[name for name in consumes if name not in reports])
        if stopped:
            yield descent.abandon(stopped)
            continue
        result = _result(descent, prepare, submit)
        if result.report:
            reports[result.name] = result.report
        if result.outcome is StepOutcome.cancelled:
            stopped = f"{result.name} was cancelled"
        elif result.outcome is StepOutcome.failed and ladder[0].criticality == "critical":
            stopped = f"critical step {result.name} failed"
        yield result


def _result(descent: Descent, prepare: Prepare, submit: Submit) -> StepResult:
    while descent.result is None:
        request = descent.next(prepare)
        if request is not None:
            descent.ended(request, submit(request))
    return descent.result
