"""Steps one after another; each may consume earlier reports. A failed critical step stops the rest; others degrade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prohori.model import Report, StepOutcome, StepResult
from prohori.patterns.attempt import Prepare, Submit, attempt, not_run

if TYPE_CHECKING:
    from prohori.workflows.definition import Step


def run(steps: Iterable[Step], prepare: Prepare, submit: Submit) -> Iterator[StepResult]:
    """Yields each step's result as it ends. `SnapshotChanged` and `UsageError` are no results: they end the run,
    the first to be begun on a new snapshot."""
    reports: dict[str, Report] = {}
    stopped = ""
    for step in steps:
        if stopped:
            yield not_run(step, f"not run: {stopped}")
            continue
        missing = [name for name in step.consumes if name not in reports]
        request = prepare(step, {name: reports[name] for name in step.consumes if name in reports}, whole=not missing)
        result = attempt(request, submit(request), missing)
        if result.report:
            reports[step.name] = result.report
        if result.outcome is StepOutcome.cancelled:
            stopped = f"{step.name} was cancelled"
        elif result.outcome is StepOutcome.failed and request.criticality == "critical":
            stopped = f"critical step {step.name} failed"
        yield result
