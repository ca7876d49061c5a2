"""What analysing in processes of their own costs, and what it gains: the agents of `finance-feature` that read code, without Prefect.

    python benchmarks/analysis.py [--repo examples/demo_erp] [--agents code-reviewer] [--sizes 1 2] [-n 3]

`here` is in the process itself, as unit tests do it; numbers are that many analysing processes. Every run has an empty cache;
`one file` runs again with all results but one known to each agent. Where other work shares the machine, compare the processor's seconds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from prohori.agents.registry import load_all
from prohori.cache.memo import StoreMemo
from prohori.cache.store import Store
from prohori.isolation.pool import Pool
from prohori.isolation.process import AnalysingProcess, Limits
from prohori.model import Job
from prohori.snapshot.reads import Memo, RecordedReads
from prohori.snapshot.tree import Snapshot

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
AGENTS = ("business-logic-validator", "context-gathering", "code-reviewer")
ANALYSER = "prohori.codebase.review.FileReviewer"
QUESTIONS = 2000


class AllButOne:
    """A memo that has lost the first page it is asked for."""

    def __init__(self, memo: StoreMemo) -> None:
        self._memo, self._lost = memo, ""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        asked = list(keys)
        self._lost = self._lost or asked[0]
        return self._memo.get_many(key for key in asked if key != self._lost)

    def put(self, key: str, value: bytes) -> None:
        self._memo.put(key, value)


def agents(snapshot: Snapshot, names: Sequence[str], memo: StoreMemo, size: int | None, *, one: bool) -> dict[str, float]:
    """Seconds of the agents, one after another; `size` processes, None: in this one."""
    registry, started, before = load_all(), time.perf_counter(), processor()
    with closing(Pool(size or 1)) as pool:
        for name in names:
            known: Memo = AllButOne(memo) if one else memo
            reads = RecordedReads(
                snapshot, today=date(2026, 11, 22), settings={}, memo=known, code_version="benchmark", pool=pool if size else None
            )
            registry.local(name)(Job(agent=name), reads)
            memo.flush()
    took = time.perf_counter() - started
    ours, theirs = (now - then for now, then in zip(processor(), before, strict=True))
    return {"by the clock": took, "processor, ours": ours, "processor, theirs": theirs}


def processor() -> tuple[float, float]:
    """Seconds of this process, and of those that it started and that ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ours, theirs = (one.ru_utime + one.ru_stime for one in used)
    return ours, theirs


def process() -> dict[str, float]:
    """Milliseconds until one is ready, until its first answer, and of each further question."""
    started = time.perf_counter()
    asked = AnalysingProcess(Limits())
    ready = time.perf_counter() - started
    asked.ask(ANALYSER, "a.ts", b"const a = 1\n")
    first = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(QUESTIONS):
        asked.ask(ANALYSER, "a.ts", b"\xff")
    each = (time.perf_counter() - started) / QUESTIONS
    asked.close()
    return {"process ready": ready * 1000, "first answer": first * 1000, "further answer": each * 1000}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", type=Path, default=DEMO)
    parser.add_argument("-n", type=int, default=3)
    parser.add_argument("--agents", nargs="*", default=AGENTS)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1, 2])
    asked = parser.parse_args()
    found: dict[str, list[float]] = {}
    for _ in range(max(asked.n, 9)):
        for name, value in process().items():
            found.setdefault(f"{name}, ms", []).append(value)
    snapshot = Snapshot.take(asked.repo)
    for _ in range(asked.n):
        for size in (None, *asked.sizes):
            with tempfile.TemporaryDirectory() as folder:
                memo = StoreMemo(Store.open(Path(folder) / "cache"))
                who = f"{size} processes" if size else "here"
                for what, one in (("cold", False), ("one file", True)):
                    for how, seconds in agents(snapshot, asked.agents, memo, size, one=one).items():
                        found.setdefault(f"{what}, {who}, {how}, s", []).append(seconds)
    for name, values in found.items():
        print(f"{name:44} n={len(values)} p50 {statistics.median(values):.3f}  max {max(values):.3f}")


if __name__ == "__main__":
    main()
