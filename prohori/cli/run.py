"""`prohori run`: answered from the cache where nothing that was read has changed, else through Prefect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from prohori.engine.workspace import Workspace
    from prohori.model import WorkflowResult
    from prohori.settings import Settings

GOAL = "goal="
FailOn = Literal["critical", "major", "minor", "info", "never"]


def run(
    workflow: str,
    /,
    *,
    repo: Path | None = None,
    on: date | None = None,
    fail_on: FailOn | None = None,
    set: Annotated[tuple[str, ...], Parameter(name="--set", negative="")] = (),
    refresh: Annotated[bool, Parameter(negative="")] = False,
    through_prefect: Annotated[bool, Parameter(negative="")] = False,
    record: bool = True,
    baseline: Path | None = None,
    write_baseline: Path | None = None,
    suppressions: Path | None = None,
    lang: Literal["en", "bn"] | None = None,
    sarif: Path | None = None,
    junit: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run a workflow over an ERP repository.

    Exit codes: 0 succeeded, 1 failed, 2 wrong call, 3 degraded, 4 goal not met, 5 findings at or above --fail-on, 130 cancelled.

    Parameters
    ----------
    workflow
        A name that `prohori list` shows, or the path of a definition file.
    repo
        The ERP: a git repository, or a folder inside one. Default: `PROHORI_REPO`, else the current folder.
    on
        Apply the rules of this date (YYYY-MM-DD). Default: today in Asia/Dhaka.
    fail_on
        Exit 5 for findings at or above this severity. Default: `PROHORI_FAIL_ON`, else critical.
    set
        STEP.PARAMETER=VALUE replaces a parameter of a step; VALUE is JSON or text. `goal=NUMBER` replaces the limit of an iterative
        workflow's goal. Can be given more than once.
    refresh
        Run every step again and replace what the cache holds.
    through_prefect
        Go through Prefect even if every step is in the cache.
    record
        Where the API is running, record a run that was answered from the cache as a flow run too.
    baseline
        The findings in this file are known: they do not count for exit 5. Default: `PROHORI_BASELINE`.
    write_baseline
        Write the findings of this run to a file for --baseline. Those that a suppression accepts are left out.
    suppressions
        YAML file of accepted findings, each with a reason. Default: `PROHORI_SUPPRESSIONS`.
    lang
        Language of report.md: English or Bengali. Default: `PROHORI_LANG`, else en.
    sarif
        Also write SARIF 2.1.0 to this file.
    junit
        Also write JUnit XML to this file.
    json
        Print the result as JSON.
    """
    from prohori.cli.outputs import Outputs
    from prohori.engine.request import RunRequest
    from prohori.engine.uptodate import answer_from_cache
    from prohori.engine.workspace import Workspace
    from prohori.observe import journal
    from prohori.patterns.outcome import exit_code
    from prohori.settings import expanded, load

    settings = load()
    target = expanded(repo or settings.repo or "")
    assigned = _parameters(tuple(one for one in set if not one.startswith(GOAL)))
    request = RunRequest(
        workflow=workflow, repository=str(target), on=on, refresh=refresh, parameters=assigned, goal=_goal(set), lang=lang,
        baseline=str(expanded(baseline)) if baseline else "", suppressions=str(expanded(suppressions)) if suppressions else "",
    )  # fmt: skip
    outputs = Outputs.checked(sarif=sarif, junit=junit, baseline=write_baseline)
    journal.open_journal(settings.folder("journal"), level=settings.journal_level, max_mb=settings.journal_max_mb)
    workspace = Workspace.open(request, settings)
    result = None if refresh or through_prefect else answer_from_cache(workspace)
    result = result or _through_prefect(workspace, quiet=json)
    threshold = fail_on or settings.fail_on
    shown(result, settings, as_json=json, fail_on=threshold, lang=lang)
    outputs.write(result, workspace)
    if result.from_cache and record:
        _record_in_api(workspace, result)
    refuse_unstored(result, settings)
    return exit_code(result.outcome, result.findings, threshold)


def shown(result: WorkflowResult, settings: Settings, *, as_json: bool, fail_on: str, lang: Literal["en", "bn"] | None = None) -> None:
    """On stdout; in full where the disk did not take the report: then this is its only copy."""
    from prohori.cli.console import print_result, reader_may_leave
    from prohori.engine import keeping
    from prohori.observe.formats import rendered

    with reader_may_leave():
        print_result(result, settings.home / "runs" / result.run_id, as_json=as_json, fail_on=fail_on)
        if keeping.unstored(result.run_id) and not as_json:
            print(rendered(result, "md", lang or settings.lang))  # noqa: T201


def refuse_unstored(result: WorkflowResult, settings: Settings) -> None:
    """Raises `PermanentError` where the disk did not take the report."""
    from prohori.engine import keeping
    from prohori.errors import PermanentError

    if unstored := keeping.unstored(result.run_id):
        raise PermanentError(
            "The report could not be stored", where=str(settings.home / "runs"), why=unstored.why,
            next="it stands above in full; `prohori doctor` looks at the disk",
        )  # fmt: skip


def _goal(assignments: tuple[str, ...]) -> float | None:
    import math

    from prohori.errors import UsageError

    limit = None
    for text in (one.removeprefix(GOAL) for one in assignments if one.startswith(GOAL)):
        try:
            limit = float(text)
        except ValueError:
            limit = math.nan
        if not math.isfinite(limit):
            raise UsageError(f"`--set goal={text}` is no goal", why="it is a number", next="write `--set goal=NUMBER`")
    return limit


def _parameters(assignments: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    from json import loads

    from prohori.errors import UsageError

    parameters: dict[str, dict[str, Any]] = {}
    for assignment in assignments:
        name, found, text = assignment.partition("=")
        step, dot, parameter = name.partition(".")
        if not (found and dot and step and parameter):
            raise UsageError(f"`--set {assignment}` is not an assignment", next="write `--set STEP.PARAMETER=VALUE`")
        try:
            value = loads(text)
        except ValueError:
            value = text
        parameters.setdefault(step, {})[parameter] = value
    return parameters


def _record_in_api(workspace: Workspace, result: WorkflowResult) -> None:
    from prohori.engine.uptodate import record_flow_run
    from prohori.prefect_environment import set_environment
    from prohori.server import trusted

    set_environment(workspace.settings)
    if trusted(workspace.settings):
        record_flow_run(workspace, result)


def _through_prefect(workspace: Workspace, *, quiet: bool) -> WorkflowResult:
    from prohori.engine import keeping, runs

    settings, pattern = workspace.settings, workspace.workflow.pattern.value
    state = in_prefect(settings, f"flows.{pattern}", pattern, workspace.request, quiet=quiet, return_state=True)
    run_id = str(state.state_details.flow_run_id)
    if unstored := keeping.unstored(run_id):
        return unstored.result
    if not (runs.folder_of(settings, run_id) / "report.json").exists():
        ended(state.result)  # raises what ended the flow before it had a result
    return runs.load(settings, run_id)


def in_prefect(settings: Settings, module: str, function: str, /, *arguments: Any, quiet: bool, **named: Any) -> Any:
    """Calls what needs Prefect, which is imported while a local server starts, if none runs."""
    import importlib
    import os
    import signal

    from prohori import prefect_environment, server
    from prohori.cli.console import progress

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the run has its own
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")  # the journal's lines are shown instead
    prefect_environment.set_environment(settings)
    with progress(quiet=quiet) as say:
        with server.available(settings) as starting:
            if starting:
                say(f"starting the local Prefect server on port {settings.server_port} (once; `prohori down` stops it)")
            call = getattr(importlib.import_module(module), function)
        return ended(call, *arguments, **named)


def ended(call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What Prefect returns. An error of Prefect itself becomes a `ServerError` that names the API."""
    import os

    from prohori.errors import ProhoriError
    from prohori.server import ServerError

    try:
        return call(*arguments, **named)
    except ProhoriError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
        next = "`prohori doctor`; the run's page in the Prefect UI says more"
        raise ServerError("Prefect could not run the flow", where=os.environ["PREFECT_API_URL"], why=why, next=next) from error
