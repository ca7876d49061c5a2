"""`prohori review`: the code review alone, without a server. The review of a tree is kept like a step's record, and answers as long as
nothing that it read has changed; what the operator accepts and what comments ask for is applied afterwards, on the day of the call.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from prohori.cache.key import code_version, step_key
from prohori.cache.memo import StoreMemo
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import decide, remember
from prohori.codebase.folders import not_ours
from prohori.codebase.review_facts import Ignore, fitting
from prohori.engine.standalone import Clock, result_of
from prohori.errors import SnapshotChanged
from prohori.isolation.pool import Pool
from prohori.isolation.process import Limits
from prohori.model import (
    Acceptance,
    Accepted,
    Fact,
    Finding,
    Idle,
    Report,
    WorkflowResult,
    report,
)
from prohori.settings import Settings
from prohori.snapshot.commits import merge_base, snapshot_of
from prohori.snapshot.guard import held_to_snapshot
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot

if TYPE_CHECKING:
    from prohori.codebase.graph.graph import Graph
    from prohori.findings.baseline import Baseline
    from prohori.findings.suppressions import Suppressions

DHAKA = ZoneInfo("Asia/Dhaka")
TRIES = 3
"""Snapshots, while files change under the review."""
NAME, AGENT = "review", "code-reviewer"
UNREAD = (".php", ".vue", ".svelte", ".java", ".kt", ".cs", ".go", ".rb", ".rs", ".sql", ".html", ".sh", ".dart", ".swift", ".scala", ".pl")
"""Suffixes of code that may hold what the rules are about, in languages that are not read."""
IGNORES, REACH = "ignores.json", "reach.json"
_IGNORES = TypeAdapter(dict[str, tuple[Ignore, ...]])


class Reached(Fact):
    """What the place of a finding does in the running system, and how that is known."""

    reach: Literal["wired", "db", "uncalled", "dead", "inert", "unsure"]
    because: str


_REACH = TypeAdapter(dict[str, Reached])


@dataclass(frozen=True)
class Reviewed:
    """`result` holds the findings that count and those that are accepted, each with its mark; against a merge base only the new."""

    result: WorkflowResult
    base: str = ""
    """The merge base's commit, if there was one to compare with."""
    known: int = 0
    """Findings that the merge base has too."""
    reach: Mapping[str, Reached] = field(default_factory=dict)
    """By fingerprint."""
    other_files: Mapping[str, int] = field(default_factory=dict)
    """Files of code in languages that are not read, by suffix."""

    @property
    def report(self) -> Report:
        return _report_of(self.result)


def reviewed(
    target: Path, settings: Settings, *, against: str | None = None, known: Baseline | None = None, accepted: Suppressions | None = None
) -> Reviewed:
    """Of the work tree as it is. `against`: a revision; then only what is new since HEAD left it."""
    clock = Clock()
    with Store.open(settings.folder("cache")) as store, closing(_pool(settings)) as pool:
        snapshot, record, hit = _of_work_tree(target, store, pool)
        found, base = record.report.findings, merge_base(snapshot.repository, against) if against is not None else ""
        if base:
            old = snapshot_of(snapshot.repository, base)
            before, old_hit = _recorded(old, store, pool)
            found, hit = newly(found, tuple(_counting(before, record)), snapshot.entries, old.entries), hit and old_hit
    made = record.report.model_copy(update={"findings": found, "artifacts": {}})
    result = result_of(NAME, AGENT, made, snapshot, today(), clock, hit=hit, key=record.key)
    if known or accepted:
        from prohori.findings.acceptance import Judge

        result = Judge(known, accepted, {}, Acceptance())(result)
    result = _heard(result, _asked(record), today(), only_new=bool(base))
    reach = _REACH.validate_json(record.report.artifacts.get(REACH, "{}"))
    return Reviewed(result, base, len(record.report.findings) - len(found), reach, unread_languages(snapshot.files))


def today() -> date:
    """In Dhaka: the day on which an acceptance holds or has expired."""
    return datetime.now(DHAKA).date()


def _pool(settings: Settings) -> Pool:
    return Pool(settings.analysis_processes, Limits(settings.analysis_seconds, settings.analysis_memory_mb))


def _of_work_tree(target: Path, store: Store, pool: Pool) -> tuple[Snapshot, StepRecord, bool]:
    for last in (*[False] * (TRIES - 1), True):
        snapshot = Snapshot.take(target)
        try:
            return snapshot, *_recorded(snapshot, store, pool)
        except SnapshotChanged:
            if last:
                raise
    raise AssertionError


def _recorded(snapshot: Snapshot, store: Store, pool: Pool) -> tuple[StepRecord, bool]:
    """The review of a tree, and whether it was there already."""
    version = code_version()
    key = step_key(agent=NAME, definition="", code=version, runner="local", model="", description="", prompt="", parameters={}, upstream={})
    decision = decide(store, key, step=NAME, snapshot=snapshot, settings={}, today=today(), now=datetime.now(UTC), ttl_hours=None)
    if decision.record is not None:
        return decision.record, True
    clock = time.perf_counter()
    pool.expect("prohori.codebase.review.FileReviewer", "prohori.codebase.graph.analyser.GraphFacts")
    from prohori.agents.code_reviewer import review
    from prohori.codebase.graph.analyser import GRAPH_GLOBS, GraphFacts
    from prohori.codebase.graph.graph import build
    from prohori.codebase.review import FileReviewer
    from prohori.engine.steps import with_unseen

    memo = StoreMemo(store)
    reads = RecordedReads(
        snapshot, today=today(), settings={}, memo=memo, code_version=version, pool=pool, beside={FileReviewer.name: GraphFacts()}
    )  # fmt: skip
    try:
        with held_to_snapshot():
            made = review(reads)
            summary = f"{made.coverage.files} files reviewed."
            whole = with_unseen(report(NAME, summary, findings=made.findings, coverage=made.coverage), reads)
            graph = build(reads, reads.glob(*GRAPH_GLOBS)) if whole.findings else None
            reach = {f.fingerprint: _reach(graph, f) for f in whole.findings} if graph else {}
    finally:
        memo.flush()
    kept = {IGNORES: _IGNORES.dump_json(made.ignores).decode(), REACH: _REACH.dump_json(reach).decode()}
    whole = whole.model_copy(update={"artifacts": kept})
    record = StepRecord.of(
        report=whole, questions=reads.questions(), step=NAME, decision=decision, tree=snapshot.tree, created=datetime.now(UTC),
        seconds=time.perf_counter() - clock, commit=snapshot.commit,
    )  # fmt: skip
    if not reads.unanalysed:
        remember(store, record)
    return record, False


def _reach(graph: Graph, f: Finding) -> Reached:
    """As the registry of rules says it: a place of which it is not sure that it is dead is unsure."""
    found = graph.reach(f.path or "", line=f.line)
    return Reached(reach=found.kind.value if found.sure or found.kind.value != "dead" else "unsure", because=found.because)


def _asked(record: StepRecord) -> dict[str, tuple[Ignore, ...]]:
    return _IGNORES.validate_json(record.report.artifacts.get(IGNORES, "{}"))


def _counting(before: StepRecord, record: StepRecord) -> Iterator[Finding]:
    """What the merge base has, without what a comment accepted there and none accepts any more: that is new."""
    then, now = _asked(before), _asked(record)
    still = {f.fingerprint for f in record.report.findings if _by_comment(now, f)}
    for f in before.report.findings:
        if f.fingerprint in still or not _by_comment(then, f):
            yield f


def _by_comment(asked: Mapping[str, tuple[Ignore, ...]], f: Finding) -> bool:
    one = fitting(asked.get(f.path or "", ()), f.rule, f.line)
    return one is not None and (one.until is None or today() <= one.until)


def newly(
    found: Iterable[Finding], before: Collection[Finding], paths: Mapping[str, str], old_paths: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Findings that the older tree has not: by fingerprint, and in a file that was renamed by rule and evidence."""
    known = {f.fingerprint for f in before}
    moved = Counter(_without_path(f) for f in before if f.path not in paths)
    new = []
    for f in found:
        if f.fingerprint in known:
            continue
        if f.path not in old_paths and moved[_without_path(f)]:
            moved[_without_path(f)] -= 1
            continue
        new.append(f)
    return tuple(new)


def _without_path(f: Finding) -> tuple[str, str]:
    return f.rule, " ".join(f.evidence.split())


def _heard(result: WorkflowResult, ignores: Mapping[str, tuple[Ignore, ...]], on: date, *, only_new: bool) -> WorkflowResult:
    """The result with what comments accept of its findings, and the comments that accept nothing. The operator's files go before."""
    used = set[tuple[str, int]]()

    def marked(f: Finding) -> Finding:
        one = fitting(ignores.get(f.path or "", ()), f.rule, f.line)
        if one is not None:
            used.add((f.path or "", one.line))
        if f.accepted or one is None or (one.until and one.until < on):
            return f
        accepted = Accepted(by="comment", reason=one.reason, expires=one.until.isoformat() if one.until else None)
        return f.model_copy(update={"accepted": accepted})

    step, made = result.steps[0], _report_of(result)
    rules = made.coverage.rules
    heard = step.model_copy(update={"report": made.model_copy(update={"findings": tuple(map(marked, made.findings))})})
    comments = tuple(
        idle
        for path, asked in ignores.items()
        for one in asked
        if (idle := _idle(path, one, on, rules, used=only_new or (path, one.line) in used))
    )
    files = result.acceptance.idle if result.acceptance else ()
    return result.model_copy(update={"steps": (heard,), "acceptance": Acceptance(idle=(*files, *comments))})


def _report_of(result: WorkflowResult) -> Report:
    made = result.steps[0].report
    if made is None:
        raise RuntimeError("a review has a report")
    return made


def _idle(path: str, one: Ignore, on: date, rules: Collection[str], *, used: bool) -> Idle | None:
    """Against a merge base, a comment may speak of a finding that is not new: it counts as used."""
    expired = one.until.isoformat() if one.until and one.until < on else None
    wrong = one.wrong or ("" if one.rule in rules else f"there is no rule `{one.rule}`")
    if used and not expired and not wrong:
        return None
    return Idle(where=f"{path}:{one.line}", subject=wrong or one.rule, expired=None if wrong else expired)


def unread_languages(files: Iterable[str]) -> dict[str, int]:
    """Code that the review cannot read, by suffix: how many files, without vendored ones."""
    counts = Counter(path[path.rfind(".") :].lower() for path in files if path.endswith(UNREAD) and not_ours(path) is None)
    return dict(sorted(counts.items()))
