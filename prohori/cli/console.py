"""What the command prints: progress on stderr, results on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from prohori.model import Finding, Report, StepResult, WorkflowOutcome, WorkflowResult
from prohori.observe import journal
from prohori.observe.printable import printable
from prohori.observe.report import counted

SHOWN_FINDINGS = 40
COLOURS = {
    "critical": "bold red", "major": "red", "minor": "yellow", "info": "dim", "succeeded": "bold green", "ok": "green",
    "degraded": "bold yellow", "skipped": "yellow", "failed": "bold red", "goal_not_met": "bold yellow", "cancelled": "yellow",
    "pass": "green", "fail": "red", "not_evaluated": "yellow", "hit": "green", "miss": "cyan",
}  # fmt: skip

out = Console(highlight=False, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, markup=False, emoji=False)


def coloured(word: str) -> Text:
    return Text(word, style=COLOURS.get(word, ""))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Prints each line that steps write to the journal, as it comes. Yields a function for lines of one's own."""

    def say(line: str) -> None:
        if not quiet:
            err.print(Text(f"· {printable(line)}", style="dim"))

    with journal.tee(lambda _level, line: say(line), only=lambda context: context.get("component") in ("step", "agent")):
        yield say


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """`prohori run … | head`: the output ends early, the exit code does not change."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich makes the second of the first
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_result(result: WorkflowResult, folder: Path, *, as_json: bool, fail_on: str) -> None:
    if as_json:
        print(result.model_dump_json(indent=1))  # noqa: T201
        return
    print_findings(result.findings)
    out.print(_steps(result))
    for step in result.steps:
        if step.reason or step.cache.state != "hit":
            out.print(Text(f"{step.name}: {printable(step.reason or step.cache.why)}", style="dim"))
    for note in result.repository.notes:
        out.print(Text(f"note: {printable(note)}", style="yellow"))
    for line in (*_continued(result), *_acceptance(result)):
        out.print(line, soft_wrap=True)
    out.print(_headline(result))
    if fail_on == "never" and any(not f.accepted for f in result.findings):
        out.print(Text("Findings do not fail this run: --fail-on never.", style="dim"))
    if (folder / "report.md").exists():
        out.print(Text(f"report: {folder / 'report.md'}", style="dim"), soft_wrap=True)


def print_findings(findings: Iterable[Finding]) -> None:
    """Those that count, the worst first; not more than a screen or two."""
    worst_first = sorted((f for f in findings if not f.accepted), key=lambda f: f.severity.rank)
    for f in worst_first[:SHOWN_FINDINGS]:
        out.print(_finding(f))
    if len(worst_first) > SHOWN_FINDINGS:
        out.print(Text(f"and {len(worst_first) - SHOWN_FINDINGS} more in the report\n", style="dim"))


def _headline(result: WorkflowResult) -> Text:
    """`up to date`, or the outcome; always with what was found."""
    line = Text(printable(f"{result.workflow} · {result.repository.shown}: "))
    if result.from_cache and result.outcome is WorkflowOutcome.succeeded:
        line.append("up to date", style="bold green").append(" (answered from the cache)")
    else:
        line.append_text(coloured(result.outcome.value)).append(printable(f" ({result.reason})") if result.reason else "")
    if result.simulated:
        line.append(f", simulated: {', '.join(result.simulated)}", style="yellow")
    return line.append(f", {counted(result.findings)}, {result.seconds:.2f} s")


def _continued(result: WorkflowResult) -> Iterator[Text]:
    """What of an earlier attempt counts in this one."""
    if result.continued is None:
        return
    for note in result.continued.notes:
        yield Text(printable(f"note: {note}"), style="yellow")
    if result.continued.kept:
        yield Text(f"finished before, not repeated: {', '.join(result.continued.kept)}", style="dim")


def _acceptance(result: WorkflowResult) -> Iterator[Text]:
    """What the baseline and the suppressions did, and what of them should be looked at."""
    acceptance = result.acceptance
    if acceptance is None:
        return
    accepted = sum(f.accepted is not None for f in result.findings)
    if accepted:
        yield Text(f"{accepted} accepted finding{'s are' if accepted > 1 else ' is'} in the report and not counted", style="dim")
    for one in acceptance.fixed[:SHOWN_FINDINGS]:
        yield Text(f"fixed: {printable(one.path or '-')} {printable(one.rule)} ({printable(one.fingerprint)})", style="green")
    undecided = len(acceptance.gone) - len(acceptance.fixed)
    if undecided:
        yield Text(f"{undecided} of the baseline could not be decided: nobody looked there (report.md says why)", style="yellow")
    for idle in acceptance.idle:
        why = f"expired, its last day was {idle.expired}" if idle.expired else "matches no finding"
        yield Text(printable(f"suppression {idle.where} ({idle.subject}): {why}"), style="yellow")


def _finding(f: Finding) -> Text:
    """`severity place rule`, then what is wrong, then the law or standard."""
    place = f"{f.path or '-'}:{f.line}" if f.line else f.path or "-"
    text = Text().append_text(coloured(f.severity.value)).append(f" {printable(place)}", style="bold").append(f" {f.rule}\n", style="cyan")
    text.append(f"  {printable(' '.join(f.message.split()))}\n")
    return text.append(f"  {printable(f.source)}\n", style="dim") if f.source else text


def _steps(result: WorkflowResult) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    fell = any(step.fallen for step in result.steps)
    for name in ("step", "outcome", *(["answered by"] if fell else []), "verdict", "findings", "cache", "seconds"):
        table.add_column(name, justify="right" if name in ("findings", "seconds") else "left", no_wrap=True)
    for step in result.steps:
        table.add_row(*_step_row(step, fell=fell))
    return table


def _verdict(report: Report | None) -> Text:
    return Text(report.judgement, style=COLOURS.get(report.verdict.value, "")) if report else Text("-")


def _cache(step: StepResult) -> Text:
    """`hit`, or `miss 9/10` where so many of the shards are hits."""
    part = step.shards and step.cache.state != "hit"
    return coloured(step.cache.state).append(f" {step.shard_hits}/{len(step.shards)}" if part else "", style="dim")


def _step_row(step: StepResult, *, fell: bool) -> list[Text]:
    """`fell`: whether any step needed another rung than its first, so that all say who answered."""
    report = step.report
    answered = [Text(step.answered_by or "-", style="yellow" if step.fallen else "dim")] if fell else []
    return [
        Text(step.name), coloured(step.outcome.value), *answered, _verdict(report),
        Text(str(len(report.findings)) if report else "-"), _cache(step), Text(f"{step.seconds:.2f}"),
    ]  # fmt: skip
