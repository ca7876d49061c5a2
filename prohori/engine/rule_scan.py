"""A scan of the rule registry outside of a run: one snapshot, the per-file memo, and the whole answer kept by tree."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from prohori.cache.key import code_version
from prohori.cache.memo import StoreMemo
from prohori.cache.store import Store
from prohori.codebase.registry.model import Registry
from prohori.engine.answers import DHAKA, Answers, target_of
from prohori.settings import Settings
from prohori.snapshot.tree import Snapshot


def scan(repository: str | None, settings: Settings) -> Registry:
    """Of the repository's state of this moment. An unchanged tree is answered without looking into a file."""
    snapshot = Snapshot.take(target_of(repository, settings))
    memo, answers, today = StoreMemo(Store.open(settings.folder("cache"))), Answers(settings), datetime.now(DHAKA).date()
    version = code_version()
    key = _key(version, snapshot.tree, today.isoformat(), json.dumps(answers["rules"], sort_keys=True, default=str))
    if (known := memo.get(key)) is not None:
        return Registry.model_validate_json(known)
    from prohori.isolation.pool import Pool
    from prohori.isolation.process import Limits

    pool = Pool(settings.analysis_processes, Limits(settings.analysis_seconds, settings.analysis_memory_mb))
    pool.expect("prohori.codebase.registry.analyser.FileRulesAnalyser", "prohori.codebase.graph.analyser.GraphFacts")
    try:
        from prohori.codebase.registry.registry import registry
        from prohori.snapshot.reads import RecordedReads

        reads = RecordedReads(snapshot, today=today, settings=answers, memo=memo, code_version=version, pool=pool)
        found = registry(reads)
        if not reads.unanalysed:  # cut off: tried again next time
            memo.put(key, found.model_dump_json().encode())
    finally:
        pool.close()
        memo.flush()
    return found


def _key(version: str, *parts: str) -> str:
    return f"{version[:12]}:rules:{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}"
