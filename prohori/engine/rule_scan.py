"""The rule registry outside of a run: of a snapshot, with the per-file memo, and the whole answer kept by tree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from prohori.cache.key import code_version
from prohori.cache.memo import StoreMemo
from prohori.cache.store import Store
from prohori.codebase.registry.model import Registry
from prohori.engine.answers import DHAKA, Answers, target_of
from prohori.errors import SnapshotChanged
from prohori.model import Coverage, Job, Report, Skipped, Verdict, report
from prohori.settings import Settings
from prohori.snapshot.tree import Snapshot

if TYPE_CHECKING:
    from prohori.isolation.pool import Pool
    from prohori.snapshot.reads import RecordedReads

TRIES = 3
"""Snapshots, while files change under the scan."""
NAME = "rules"


def scan(repository: str | None, settings: Settings) -> Registry:
    """Of the repository's state of this moment. An unchanged tree is answered without looking into a file."""
    with Scanner(settings) as scanner:
        return scanner.of_work_tree(repository)[1]


@dataclass(frozen=True)
class Audit:
    """What of the rules departs from the law of the day."""

    report: Report
    reach: Mapping[str, tuple[str, str]]
    """Fingerprint to what the place does in the running system, and how that is known."""


class Scanner:
    """Asks of snapshots, with one store and one pool, by the law of one day (today in Dhaka if left out)."""

    def __init__(self, settings: Settings, on: date | None = None) -> None:
        self.on = on or datetime.now(DHAKA).date()
        self._settings, self._answers, self._version = settings, Answers(settings), code_version()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self._memo = StoreMemo(self._opened.enter_context(Store.open(self._settings.folder("cache"))))
        self._opened.callback(self._memo.flush)
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def of_work_tree(self, repository: str | None) -> tuple[Snapshot, Registry]:
        """Begins anew where a file changes meanwhile."""
        target = target_of(repository, self._settings)
        for last in (*[False] * (TRIES - 1), True):
            snapshot = Snapshot.take(target)
            try:
                return snapshot, self.of(snapshot)
            except SnapshotChanged:
                if last:
                    raise
        raise AssertionError

    def of_commit(self, snapshot: Snapshot, commit: str) -> tuple[Snapshot, Registry]:
        """Of the same folder in a commit, read from the object database."""
        from prohori.snapshot.commits import snapshot_of

        old = snapshot_of(snapshot.repository, commit)
        return old, self.of(old)

    def of(self, snapshot: Snapshot) -> Registry:
        overrides = json.dumps(self._answers["rules"], sort_keys=True, default=str)
        parts = json.dumps([self._version, snapshot.tree, self.on.isoformat(), overrides])
        key = f"{self._version[:12]}:rules:{hashlib.sha256(parts.encode()).hexdigest()}"
        if (known := self._memo.get(key)) is not None:
            return Registry.model_validate_json(known)
        self._pool.expect("prohori.codebase.registry.analyser.FileRulesAnalyser", "prohori.codebase.graph.analyser.GraphFacts")
        from prohori.codebase.registry.registry import registry

        reads = self._reads(snapshot)
        found = registry(reads)
        if not reads.unanalysed:  # cut off: tried again next time
            self._memo.put(key, found.model_dump_json().encode())
        return found

    def agreement(self, registry: Registry) -> Report:
        """Its conflicts and missing rules as findings."""
        from prohori.codebase.registry.agreement import CONFLICT, MISSING, findings_of
        from prohori.rulebook.book import rulebook

        found = findings_of(registry, rulebook(self._answers["rules"]), lambda lookup: lookup(self.on).value)
        unread = tuple(Skipped(subject=one.path, reason=one.reason) for one in registry.coverage.unread)
        coverage = Coverage(files=registry.coverage.files, rules=(CONFLICT, MISSING), not_evaluated=unread)
        return report(NAME, f"{len(registry.rules)} rules.", findings=found, coverage=coverage)

    def audit(self, snapshot: Snapshot, registry: Registry) -> Audit:
        """The same code as the steps `checks` and `statements` of `bangladesh-compliance`, over the whole repository."""
        from prohori.agents import business_logic_validator, rule_auditor
        from prohori.codebase.registry.registry import stated
        from prohori.engine.steps import with_unseen

        reads = self._reads(snapshot)
        parts = (
            business_logic_validator.run(Job(agent=business_logic_validator.AGENT), reads),
            rule_auditor.statements(stated(reads), reads),
        )
        coverage = Coverage(
            files=max(part.coverage.files for part in parts),
            rules=tuple(dict.fromkeys(rule for part in parts for rule in part.coverage.rules)),
            not_evaluated=tuple(dict.fromkeys(one for part in parts for one in part.coverage.not_evaluated)),
        )
        whole = report(
            NAME, " ".join(part.summary for part in parts), findings=[f for part in parts for f in part.findings], coverage=coverage
        )
        unanswered = any(part.verdict is Verdict.not_evaluated and not part.coverage.empty for part in parts)
        if unanswered and whole.verdict is Verdict.passed:
            whole = whole.model_copy(update={"verdict": Verdict.not_evaluated})
        places = {(one.path, one.line): (one.reach, one.because) for one in registry.rules}
        unknown = ("unsure", "the registry has no rule at this line")
        return Audit(with_unseen(whole, reads), {f.fingerprint: places.get((f.path or "", f.line or 0), unknown) for f in whole.findings})

    @cached_property
    def _pool(self) -> Pool:
        from prohori.isolation.pool import Pool
        from prohori.isolation.process import Limits

        pool = Pool(self._settings.analysis_processes, Limits(self._settings.analysis_seconds, self._settings.analysis_memory_mb))
        self._opened.callback(pool.close)
        return pool

    def _reads(self, snapshot: Snapshot) -> RecordedReads:
        from prohori.snapshot.reads import RecordedReads

        return RecordedReads(
            snapshot, today=self.on, settings=self._answers, memo=self._memo, code_version=self._version, pool=self._pool
        )  # fmt: skip
