"""`prohori list`, `report`, `status`: what there is and what there was."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative="")]


def list_workflows(*, json: Flag = False) -> int:
    """List the workflows and their steps.

    Parameters
    ----------
    json
        Print JSON.
    """
    from prohori.workflows import loader

    workflows = loader.all()
    if json:
        print("[" + ",\n ".join(workflow.model_dump_json() for workflow in workflows) + "]")  # noqa: T201
        return 0
    from rich.table import Table

    from prohori.cli.console import out

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("workflow", "pattern", "steps", "description"):
        table.add_column(name, overflow="fold")
    for workflow in workflows:
        table.add_row(workflow.name, workflow.pattern.value, " → ".join(step.name for step in workflow.steps), workflow.description)
    out.print(table)
    return 0


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
        Print JSON, without the steps.
    """
    from prohori.engine import runs
    from prohori.settings import load

    results = list(runs.recent(load(), limit))
    if json:
        print("[" + ",\n ".join(result.model_dump_json(exclude={"steps"}) for result in results) + "]")  # noqa: T201
        return 0
    from rich.table import Table

    from prohori.cli.console import coloured, out
    from prohori.observe.report import counted

    if not results:
        out.print("No run yet: `prohori run finance-feature --repo PATH`")
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
