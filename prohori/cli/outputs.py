"""The files that `prohori run` writes because it was asked to by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prohori.errors import PermanentError
from prohori.model import WorkflowOutcome, WorkflowResult
from prohori.observe.formats import Format, check_writable, rendered, write_whole
from prohori.settings import expanded

if TYPE_CHECKING:
    from prohori.engine.workspace import Workspace


@dataclass(frozen=True)
class Outputs:
    reports: tuple[tuple[Path, Format], ...] = ()
    baseline: Path | None = None

    @classmethod
    def checked(cls, *, sarif: Path | None, junit: Path | None, baseline: Path | None) -> Outputs:
        """Raises `UsageError` for a path that cannot be written, before the run."""
        asked: tuple[tuple[Path | None, Format], ...] = ((sarif, "sarif"), (junit, "junit"))
        reports = tuple((check_writable(expanded(path), f"--{form}"), form) for path, form in asked if path)
        return cls(reports, check_writable(expanded(baseline), "--write-baseline") if baseline else None)

    def write(self, result: WorkflowResult, workspace: Workspace) -> None:
        """Raises `PermanentError` where the disk does not take it; the run's own report is stored by then."""
        self.write_reports(result)
        if self.baseline:
            _write_baseline(self.baseline, result, workspace)

    def write_reports(self, result: WorkflowResult) -> None:
        for path, form in self.reports:
            write_report(path, rendered(result, form))


def write_report(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        why, next_ = error.strerror or str(error), "`prohori report --format` prints the run's report"
        raise PermanentError(f"`{path.name}` could not be written", where=str(path), why=why, next=next_) from None


def _write_baseline(path: Path, result: WorkflowResult, workspace: Workspace) -> None:
    """Says on stderr what was written, and what the baseline does not speak of because it was not looked at."""
    from prohori.cli.console import err
    from prohori.findings import baseline

    if result.outcome in (WorkflowOutcome.failed, WorkflowOutcome.cancelled):
        err.print(f"baseline: not written, the run {result.outcome.value}", soft_wrap=True)
        return
    request = workspace.request
    used = expanded(request.baseline) if request.baseline else workspace.settings.baseline
    scopes = baseline.scopes_of(workspace.workflow, request.parameters)
    written = baseline.baseline_of(result, scopes, baseline.read(used) if used else None)
    write_report(path, baseline.as_json(written))
    err.print(f"baseline: {len(written.findings)} findings written to {path}", soft_wrap=True)
    unseen = [step.name for step in result.steps if step.report is None]
    if unseen:
        err.print(f"baseline: without those of {', '.join(unseen)}, which did not run to an end", soft_wrap=True)
