"""`prohori list`, `report`, `status`: what there is and what there was."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from rich.table import Table

    from prohori.settings import Settings

Flag = Annotated[bool, Parameter(negative="")]


def list_workflows(*, repo: Path | None = None, json: Flag = False) -> int:
    """List the workflows and their steps; apart from them, what a repository defines itself.

    Parameters
    ----------
    repo
        An ERP repository: also list the workflows and agents in its `.prohori/`. Default: `PROHORI_REPO`.
    json
        Print JSON.
    """
    from prohori.settings import expanded, load
    from prohori.workflows import loader

    settings = load()
    workflows = loader.all()
    target = repo or settings.repo
    listing = _repository_listing(expanded(target), settings) if target else None
    if json:
        from json import dumps

        print(dumps({"workflows": [one.model_dump(mode="json") for one in workflows], "repository": listing}, indent=1))  # noqa: T201
        return 0
    from prohori.cli.console import out

    out.print(_table(workflow.model_dump(mode="json") for workflow in workflows))
    if listing:
        _print_repository(listing)
    return 0


def _repository_listing(target: Path, settings: Settings) -> dict[str, Any]:
    """As JSON. What the repository says is listed whether it is trusted or not; what is wrong with it is its `error`."""
    from prohori.agents.registry import load_all
    from prohori.errors import DefinitionError
    from prohori.snapshot.tree import Snapshot
    from prohori.trust.definitions import parsed
    from prohori.trust.standing import repository_of, standing

    snapshot = Snapshot.take(target)
    listing: dict[str, Any] = {"path": repository_of(snapshot), "trust": "", "why": "", "error": "", "workflows": [], "agents": []}
    try:
        found = standing(snapshot, settings)
        listing |= {"trust": found.state if found.files.contents else "", "why": found.why}
        definitions = parsed(found.files, load_all(), settings.repository_limits)
    except DefinitionError as error:
        return listing | {"error": str(error)}
    workflows = [workflow.model_dump(mode="json") for workflow in definitions.workflows.values()]
    return listing | {"workflows": workflows, "agents": [agent.model_dump(mode="json") for agent in definitions.agents]}


def _print_repository(listing: dict[str, Any]) -> None:
    from rich.text import Text

    from prohori.cli.console import out
    from prohori.observe.printable import printable

    if not listing["trust"] and not listing["error"]:
        out.print(f"\n{listing['path']} has no definitions in `.prohori/`.", soft_wrap=True)
        return
    next_ = "" if listing["trust"] == "trusted" else f"; `prohori trust {listing['path']}` shows them and asks"
    colour = "green" if listing["trust"] == "trusted" else "yellow"
    state = f"{listing['trust'] or 'not usable'}{', ' if listing['why'] else ''}{listing['why']}{next_}"
    out.print(Text(printable(f"\nin {listing['path']}/.prohori: ")).append(printable(state), style=colour), soft_wrap=True)
    if listing["error"]:
        out.print(Text(printable(listing["error"]), style="red"), soft_wrap=True)
    if listing["workflows"]:
        out.print(_table(listing["workflows"]))
    for agent in listing["agents"]:
        runs = f"uses {agent['uses']}" if agent["uses"] else "needs a model runner, which is not there yet"
        out.print(printable(" ".join(f"agent {agent['name']} ({runs})  {agent['description']}".split())), soft_wrap=True)


def _table(workflows: Iterable[dict[str, Any]]) -> Table:
    from rich.table import Table

    from prohori.observe.printable import printable

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("workflow", "pattern", "steps", "description"):
        table.add_column(name, overflow="fold")
    for workflow in workflows:
        steps = " → ".join(step["name"] for step in workflow["steps"])
        table.add_row(workflow["name"], workflow["pattern"], steps, printable(" ".join(workflow["description"].split())))
    return table


def report(
    run: str = "last",
    /,
    *,
    format: Literal["md", "json", "sarif", "junit"] = "md",
    lang: Literal["en", "bn"] | None = None,
    json: Flag = False,
) -> int:
    """Print the report of a run.

    Parameters
    ----------
    run
        A run id, the beginning of one, or `last`.
    format
        Markdown, the result as JSON, SARIF 2.1.0, or JUnit XML.
    lang
        Language of the Markdown: English or Bengali. Default: `PROHORI_LANG`, else en.
    json
        The same as --format json.
    """
    from prohori.engine import runs
    from prohori.observe.formats import rendered
    from prohori.settings import load

    settings = load()
    result = runs.load(settings, run)
    print(rendered(result, "json" if json else format, lang or settings.lang))  # noqa: T201
    return 0


def status(*, limit: int = 10, json: Flag = False) -> int:
    """Show the recent runs.

    Parameters
    ----------
    limit
        How many.
    json
        Print JSON, without the steps; first the runs without a result (`pid` is null where the process is gone).
    """
    from prohori.engine import runs
    from prohori.settings import load

    settings = load()
    unfinished = list(runs.unfinished(settings))
    results = list(runs.recent(settings, limit))
    if json:
        lines = [one.model_dump_json() for one in unfinished] + [result.model_dump_json(exclude={"steps"}) for result in results]
        print("[" + ",\n ".join(lines) + "]")  # noqa: T201
        return 0
    from rich.table import Table

    from prohori.cli.console import coloured, out
    from prohori.observe.report import counted

    for one in unfinished:
        out.print(f"{one.workflow} · {one.repository}, started {one.started[:19].replace('T', ' ')}: {one.shown}", soft_wrap=True)
    if not results and not unfinished:
        out.print("No run yet: `prohori run finance-feature --repo PATH`")
        return 0
    if not results:
        return 0
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("run", "started", "workflow", "repository", "outcome", "findings", "seconds", ""):
        table.add_column(name, overflow="fold")
    for result in results:
        table.add_row(
            result.run_id[:8], result.started[:19].replace("T", " "), result.workflow, result.repository.shown,
            coloured(result.outcome.value), counted(result.findings), f"{result.seconds:.2f}",
            "answered from cache" if result.from_cache else "",
        )  # fmt: skip
    out.print(table)
    return 0
