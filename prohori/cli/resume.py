"""`prohori resume`: a run goes on where its process ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from prohori.cli.run import FailOn

if TYPE_CHECKING:
    from prohori.model import WorkflowResult
    from prohori.settings import Settings


def resume(
    run: str = "last",
    /,
    *,
    fail_on: FailOn | None = None,
    sarif: Path | None = None,
    junit: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Go on with a run that was killed or cancelled, or repeat what failed of one.

    Steps that have finished are not repeated. Exit codes as of `prohori run`.

    Parameters
    ----------
    run
        A run id, the beginning of one, or `last`; `prohori status` lists the unfinished ones.
    fail_on
        Exit 5 for findings at or above this severity. Default: `PROHORI_FAIL_ON`, else critical.
    sarif
        Also write SARIF 2.1.0 to this file.
    junit
        Also write JUnit XML to this file.
    json
        Print the result as JSON.
    """
    from prohori.cli.console import err
    from prohori.cli.outputs import Outputs
    from prohori.cli.run import refuse_unstored, shown
    from prohori.engine import runs
    from prohori.patterns.outcome import exit_code
    from prohori.settings import load

    settings = load()
    folder = runs.find(settings, run)
    outputs = Outputs.checked(sarif=sarif, junit=junit, baseline=None)
    result = _resumed(folder, settings, quiet=json)
    threshold = fail_on or settings.fail_on
    if result is None:
        result = runs.load(settings, folder.name)
        err.print(f"Run `{folder.name}` has finished: nothing is left to do.", soft_wrap=True)
    shown(result, settings, as_json=json, fail_on=threshold)
    outputs.write_reports(result)
    refuse_unstored(result, settings)
    return exit_code(result.outcome, result.findings, threshold)


def _resumed(folder: Path, settings: Settings, *, quiet: bool) -> WorkflowResult | None:
    """None for a run that has nothing left to do. Raises `UsageError` for one that cannot go on."""
    from prohori.cli.run import ended, in_prefect
    from prohori.engine import keeping, runs
    from prohori.engine.checkpoint import claimed
    from prohori.errors import UsageError
    from prohori.model import WorkflowOutcome
    from prohori.observe import journal

    journal.open_journal(settings.folder("journal"), level=settings.journal_level, max_mb=settings.journal_max_mb)
    report = folder / "report.json"
    with claimed(folder) as checkpoint:
        before = report.stat().st_mtime_ns if report.exists() else None
        well = before is not None and runs.load(settings, folder.name).outcome is WorkflowOutcome.succeeded
        if before is not None and checkpoint.earlier is None:
            if well:
                return None
            why = "it was answered from the cache" if not checkpoint.unread else checkpoint.unread
            raise UsageError(f"Run `{folder.name}` cannot go on", where=str(folder), why=why, next="run the workflow again")
        state = in_prefect(settings, "tasks.resume", "resume", folder.name, retry_succeeded=not well, quiet=quiet)
    if state is None:
        return None
    if unstored := keeping.unstored(folder.name):
        return unstored.result
    if not report.exists() or report.stat().st_mtime_ns == before:
        ended(state.result)  # raises what ended the flow before it had a result
    return runs.load(settings, folder.name)
