"""Tries one remedy for a slow command target on copies, and keeps it only if it is faster beyond noise.

What was tried and kept comes from its own report of the iteration before, and goes on in this one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.errors import UsageError
from prohori.model import Confidence, Coverage, Fact, Finding, Job, Metric, Report, Severity, finding, report
from prohori.performance.history import now
from prohori.performance.index_advisor import IndexAdvisor
from prohori.performance.remedies import ARTIFACT, Remedies, Remedy, Source, Tried
from prohori.performance.statements import Statement
from prohori.performance.targets import SETTING, CommandTarget, chosen, parse
from prohori.performance.trial import Bench, State, tried
from prohori.performance.workplace import FOLDER, facts_of
from prohori.snapshot.protocol import Reads

AGENT = "performance-advisor"
N_PLUS_ONE = "perf-n-plus-one"
REPEATED = 20
"""Executions of one statement from one line in one run: below that, a loop costs little."""
SOURCES: tuple[Source, ...] = (IndexAdvisor(),)


class Parameters(Fact):
    target: str
    max_seconds: float = Field(default=120.0, gt=0, le=3600)
    decisions: int = Field(default=5, ge=1, le=50)


def run(job: Job, reads: Reads) -> Report:
    parameters = parameters_of(job, Parameters, next="name a `target`")
    bench, before = _bench(reads, parameters.target), Remedies.of(job.upstream)
    with bench.state(before.kept) as old:
        statements, said = old.record()
        proposed = _untried(before, old, statements)
        if not proposed:
            why = f"{len(statements)} statements were recorded" if statements else "no statement was recorded: only Python's `sqlite3` is"
            return _report(before, 0, f"No remedy is left to try; {why}.", statements)
        remedy = proposed[0]
        with bench.state((*before.kept, remedy)) as new:
            end = tried(remedy, old, new, said, decisions=parameters.decisions, seconds=parameters.max_seconds)
            after = before.after(remedy, end)
            left = len(_untried(after, new if end.decision == "kept" else old, statements))
    return _report(after, left, f"`{remedy.name}` {_shown(end)}.", statements)


def _bench(reads: Reads, name: str) -> Bench:
    target = chosen(parse(reads.setting(SETTING)), name).get(name)
    if not isinstance(target, CommandTarget):
        raise UsageError(f"`{name}` is no command target", where=f"`{SETTING}`", next="configure one, or name another `target`")
    folder = Path(str(reads.setting("state_dir"))) / FOLDER
    return Bench(name, target, facts_of(reads)["databases"].get(name), reads, folder)


def _untried(remedies: Remedies, state: State, statements: Sequence[Statement]) -> Sequence[Remedy]:
    if state.target.database is None:
        return ()
    known = {one.remedy for one in remedies.tried}
    return [remedy for source in SOURCES for remedy in source.propose(statements, state.database) if remedy.name not in known]


def _report(remedies: Remedies, left: int, summary: str, statements: Sequence[Statement]) -> Report:
    kept = {name: text for remedy in remedies.kept for name, text in remedy.artifacts.items()}
    return report(
        AGENT, summary, findings=map(_finding, filter(_repeated, statements)), measured_at=now(),
        metrics={"remedies_left": Metric(value=left, unit="remedies")}, coverage=Coverage(rules=(N_PLUS_ONE,), probes=1),
        artifacts={ARTIFACT: remedies.model_dump_json(indent=1), "effects.md": _table(remedies.tried), **kept},
    )  # fmt: skip


def _repeated(statement: Statement) -> bool:
    return statement.count >= REPEATED and bool(statement.path)


def _finding(statement: Statement) -> Finding:
    message = f"this statement is executed {statement.count} times in one run: one for all rows (`IN`, a join) would do"
    return finding(
        N_PLUS_ONE, Severity.minor, message, path=statement.path, line=statement.line, evidence=statement.sql,
        confidence=Confidence.medium,
    )  # fmt: skip


def _table(tried: Sequence[Tried]) -> str:
    rows = ["| remedy | decision | p95 before | p95 after | median | p95 | rounds | why |", "|---|---|--:|--:|---|---|--:|---|"]
    for one in tried:
        before, after = (f"{value:.4g} ms" if value else "" for value in (one.before_p95, one.after_p95))
        p50, p95 = (ratio.shown if ratio else "" for ratio in (one.p50, one.p95))
        rows.append(f"| `{one.remedy}` | {one.decision} | {before} | {after} | {p50} | {p95} | {one.rounds or ''} | {one.why} |")
    return "\n".join(rows) + "\n"


def _shown(end: Tried) -> str:
    if end.p50 is None:
        return f"was {end.decision}: {end.why}"
    times = f"p95 {end.before_p95:.4g} ms → {end.after_p95:.4g} ms"
    return f"was {end.decision}: {end.why}, median {end.p50.shown}, {times}, {end.rounds} rounds"
