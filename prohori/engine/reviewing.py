"""`prohori review`: the code review alone, without a server. The review of a tree is kept like a step's record, and answers as long as
nothing that it read has changed; what the operator accepts and what comments ask for is applied afterwards, on the day of the call.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter

from prohori.agents.code_reviewer import review
from prohori.cache.key import code_version, step_key
from prohori.cache.memo import StoreMemo
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import decide, remember
from prohori.codebase.review import RULES
from prohori.codebase.review_ignores import Ignore, fitting
from prohori.engine.run import SNAPSHOT_TRIES
from prohori.engine.steps import with_unseen
from prohori.engine.workspace import DHAKA, now
from prohori.errors import SnapshotChanged
from prohori.isolation.pool import Pool
from prohori.isolation.process import Limits
from prohori.model import Accepted, CacheUse, Finding, Idle, Report, StepOutcome, StepResult, WorkflowOutcome, WorkflowResult, report
from prohori.settings import Settings
from prohori.snapshot.commits import merge_base, snapshot_of
from prohori.snapshot.guard import held_to_snapshot
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot

NAME = "review"
IGNORES = "ignores.json"
_IGNORES = TypeAdapter(dict[str, tuple[Ignore, ...]])


@dataclass(frozen=True)
class Reviewed:
    """`result` holds the findings that count and those that are accepted, each with its mark; against a merge base only the new."""

    result: WorkflowResult
    base: str = ""
    """The merge base's commit, if there was one to compare with."""
    known: int = 0
    """Findings that the merge base has too."""
    idle: tuple[Idle, ...] = ()
    """Comments that accept nothing."""

    @property
    def report(self) -> Report:
        found = self.result.steps[0].report
        if found is None:
            raise RuntimeError("a review has a report")
        return found


def reviewed(target: Path, settings: Settings, *, against: str = "") -> Reviewed:
    """Of the work tree as it is. `against`: a revision; then only what is new since HEAD left it."""
    started, clock = now(), time.perf_counter()
    with Store.open(settings.folder("cache")) as store, closing(_pool(settings)) as pool:
        snapshot, record, hit = _of_work_tree(target, store, pool)
        before: Report | None = None
        base = merge_base(snapshot.repository, against) if against else ""
        if base:
            old = snapshot_of(snapshot.repository, base)
            before = _recorded(old, store, pool)[0].report
            new = newly(record.report.findings, before.findings, snapshot.entries, old.entries)
    found = new if before else record.report.findings
    marked, idle = _heard(found, _IGNORES.validate_json(record.report.artifacts[IGNORES]), datetime.now(DHAKA).date(), only_new=bool(base))
    made = record.report.model_copy(update={"findings": marked, "artifacts": {}})
    step = StepResult(
        name=NAME, outcome=StepOutcome.ok, agent="code-reviewer", used_agent="code-reviewer", report=made, answered_by=NAME,
        cache=CacheUse(state="hit" if hit else "miss", key=record.key), seconds=round(time.perf_counter() - clock, 3),
    )  # fmt: skip
    result = WorkflowResult(
        run_id=str(uuid4()), workflow=NAME, pattern="sequential", outcome=WorkflowOutcome.succeeded, repository=snapshot.state(),
        on=datetime.now(DHAKA).date().isoformat(), started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3), steps=(step,), from_cache=hit,
    )  # fmt: skip
    return Reviewed(result, base, len(record.report.findings) - len(found), idle)


def _pool(settings: Settings) -> Pool:
    return Pool(settings.analysis_processes, Limits(settings.analysis_seconds, settings.analysis_memory_mb))


def _of_work_tree(target: Path, store: Store, pool: Pool) -> tuple[Snapshot, StepRecord, bool]:
    for last in (*[False] * (SNAPSHOT_TRIES - 1), True):
        snapshot = Snapshot.take(target)
        try:
            return snapshot, *_recorded(snapshot, store, pool)
        except SnapshotChanged:
            if last:
                raise
    raise AssertionError


def _recorded(snapshot: Snapshot, store: Store, pool: Pool) -> tuple[StepRecord, bool]:
    """The review of a tree, and whether it was there already."""
    version, today = code_version(), datetime.now(DHAKA).date()
    key = step_key(agent=NAME, definition="", code=version, runner="local", model="", description="", prompt="", parameters={}, upstream={})
    decision = decide(store, key, step=NAME, snapshot=snapshot, settings={}, today=today, now=now(), ttl_hours=None)
    if decision.record is not None:
        return decision.record, True
    clock = time.perf_counter()
    memo = StoreMemo(store)
    reads = RecordedReads(snapshot, today=today, settings={}, memo=memo, code_version=version, pool=pool)
    try:
        with held_to_snapshot():
            made = review(reads)
    finally:
        memo.flush()
    artifacts = {IGNORES: _IGNORES.dump_json(made.ignores).decode()}
    summary = f"{made.coverage.files} files reviewed."
    whole = with_unseen(report(NAME, summary, findings=made.findings, coverage=made.coverage, artifacts=artifacts), reads)
    record = StepRecord.of(
        report=whole, questions=reads.questions(), step=NAME, decision=decision, tree=snapshot.tree, created=now(),
        seconds=time.perf_counter() - clock, commit=snapshot.commit,
    )  # fmt: skip
    if not reads.unanalysed:
        remember(store, record)
    return record, False


def newly(
    found: Iterable[Finding], before: Iterable[Finding], paths: Mapping[str, str], old_paths: Mapping[str, str]
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


def _heard(
    found: Iterable[Finding], ignores: Mapping[str, tuple[Ignore, ...]], today: date, *, only_new: bool
) -> tuple[tuple[Finding, ...], tuple[Idle, ...]]:
    """The findings with what comments accept of them, and the comments that accept nothing."""
    marked, used = [], set[tuple[str, int]]()
    for f in found:
        one = fitting(ignores.get(f.path or "", ()), f.rule, f.line)
        if one is not None:
            used.add((f.path or "", one.line))
        valid = one is not None and (one.until is None or today <= one.until)
        accepted = Accepted(by="comment", reason=one.reason, expires=one.until and one.until.isoformat()) if one and valid else None
        marked.append(f.model_copy(update={"accepted": accepted}))
    return tuple(marked), tuple(_idle(path, one, today) for path, all_ in ignores.items() for one in all_ if _says(one, (path, one.line) in used, today, only_new))


def _says(one: Ignore, used: bool, today: date, only_new: bool) -> bool:
    """Against a merge base, a comment may speak of a finding that is not new."""
    return bool(one.wrong) or one.rule not in RULES or bool(one.until and one.until < today) or not (used or only_new)


def _idle(path: str, one: Ignore, today: date) -> Idle:
    expired = one.until.isoformat() if one.until and one.until < today and not one.wrong else None
    why = one.wrong or ("" if one.rule in RULES else f"there is no rule `{one.rule}`")
    return Idle(where=f"{path}:{one.line}", subject=why or one.rule, expired=expired)
