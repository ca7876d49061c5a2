"""`prohori cache`: what is stored, and why a step would be a hit or a miss."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative="")]


def status(*, keys: Flag = False, json: Flag = False) -> int:
    """Show what the cache holds, and what of it could not be used.

    Parameters
    ----------
    keys
        List the stored results with their keys.
    json
        Print JSON.
    """
    from prohori.cache import inspection
    from prohori.cache.store import Store
    from prohori.settings import load

    store = Store.open(load().folder("cache"))
    state = inspection.status(store)
    if json:
        print(state.model_dump_json(indent=1))  # noqa: T201
        return 0
    from prohori.cli.console import out

    out.print(f"{state.records} results of steps, {state.memos} of single files, {state.bytes / 1e6:.1f} MB", soft_wrap=True)
    out.print(f"in {state.directory}", soft_wrap=True)
    if state.of_runs:
        out.print(f"{state.of_runs} results of steps that are not cached, kept for `prohori resume`")
    for kind, count in sorted(state.faults.items()):
        out.print(f"counted as misses: {count} × {kind}")
    for key, record in inspection.keys(store) if keys else ():
        out.print(f"{key[:16]}  {record.created[:16]}  {record.step}  {record.seconds:.2f} s", soft_wrap=True)
    return 0


def explain(
    workflow: str = "finance-feature", step: str | None = None, /, *, repo: Path | None = None, on: date | None = None, json: Flag = False
) -> int:
    """Say why each step would be answered from the cache or run, without running it.

    Parameters
    ----------
    workflow
        The workflow.
    step
        Only this step.
    repo
        The ERP. Default: `PROHORI_REPO`, else the current folder.
    on
        As if it were this date.
    json
        Print JSON.
    """
    from prohori.engine.explanation import explain as explained
    from prohori.engine.request import RunRequest
    from prohori.engine.workspace import Workspace
    from prohori.errors import UsageError
    from prohori.settings import expanded, load

    settings = load()
    target = expanded(repo or settings.repo or "")
    workspace = Workspace.open(RunRequest(workflow=workflow, repository=str(target), on=on), settings)
    names = [known.name for known in workspace.workflow.steps]
    if step and step not in names:
        raise UsageError(f"Workflow `{workflow}` has no step `{step}`", next=f"steps: {', '.join(names)}")
    answers = [one for one in explained(workspace) if step in (None, one.step)]
    if json:
        print("[" + ",\n ".join(one.model_dump_json() for one in answers) + "]")  # noqa: T201
        return 0
    from rich.text import Text

    from prohori.cli.console import coloured, out
    from prohori.observe.printable import printable

    for one in answers:
        out.print(Text(f"{one.step}: ").append_text(coloured(one.cache.state)).append(f"  {printable(one.cache.why)}"))
        for change in one.changes:
            out.print(Text(f"  {printable(change)}"), soft_wrap=True)
        for shard in one.shards:
            out.print(
                Text(f"  {printable(shard.shard)}: ").append_text(coloured(shard.cache.state)).append(f"  {printable(shard.cache.why)}")
            )
            for change in shard.changes:
                out.print(Text(f"    {printable(change)}"), soft_wrap=True)
    return 0


def inspect(key: str, /) -> int:
    """Print a stored result with what was read for it, as JSON.

    Parameters
    ----------
    key
        The key of a record, or its beginning; `prohori cache status --keys` lists them.
    """
    from prohori.cache.inspection import find
    from prohori.cache.store import Store
    from prohori.settings import load

    print(find(Store.open(load().folder("cache")), key).model_dump_json(indent=1))  # noqa: T201
    return 0


def clear(*, yes: Flag = False) -> int:
    """Remove everything from the cache. Reports of past runs stay.

    Parameters
    ----------
    yes
        Do not ask.
    """
    import sys

    from prohori.cache import inspection
    from prohori.cache.store import Store
    from prohori.errors import UsageError
    from prohori.settings import load

    store = Store.open(load().folder("cache"))
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("Clearing the cache needs a yes", next="`prohori cache clear --yes`")
        if input(f"Remove everything from {store.directory}? [y/N] ").strip().lower() not in ("y", "yes"):
            print("Nothing was removed.")  # noqa: T201
            return 0
    print(f"{inspection.clear(store)} entries removed.")  # noqa: T201
    return 0
