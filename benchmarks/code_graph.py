"""The import graph of a repository: facts cold, the graph, and the reach of 2,000 places, in CPU seconds of one process.

    python benchmarks/code_graph.py REPOSITORY [--below apps/api packages/core] [--runs 5]

Facts cold: every file is parsed, without a memo. Graph and reach are medians; the first run is thrown away. Memory is the
peak of the process, with the snapshot, all facts and the graph.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from prohori.codebase.graph.analyser import GRAPH_GLOBS, GraphFacts, in_graph
from prohori.codebase.graph.facts import FileFacts, dumped, loaded
from prohori.codebase.graph.graph import Graph
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot

PLACES = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--below", nargs="*", default=[""], help="only files below these folders, and manifests")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    reads = RecordedReads(Snapshot.take(asked.repository), today=date(2026, 1, 1), settings={}, memo=None, code_version="benchmark")
    started = time.process_time()
    facts = dict(reads.analyse_all((p for p in reads.glob(*GRAPH_GLOBS) if _chosen(p, tuple(asked.below))), GraphFacts()))
    cold = time.process_time() - started
    scripts = sum(f.language == "typescript" for f in facts.values())
    print(f"{len(facts):,} files, {scripts:,} of TypeScript or JavaScript: facts cold {cold:.2f} s")
    stored = {path: dumped(one) for path, one in facts.items()}
    started = time.process_time()
    facts = {path: loaded(one) for path, one in stored.items()}
    print(f"facts from the memo's bytes ({sum(map(len, stored.values())) / 1e6:.1f} MB): {time.process_time() - started:.2f} s")
    rounds = [_round(facts) for _ in range(asked.runs + 1)][1:]
    builds, answers = zip(*rounds, strict=True)
    print(f"graph: {statistics.median(builds):.2f} s (up to {max(builds):.2f})")
    print(f"reach of {PLACES:,} places: {statistics.median(answers):.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"peak memory {peak:.0f} MiB")


def _chosen(path: str, below: tuple[str, ...]) -> bool:
    return in_graph(path) and (path.startswith(below) or path.endswith(".json"))


def _round(facts: dict[str, FileFacts]) -> tuple[float, float]:
    started = time.process_time()
    graph = Graph(facts)
    built = time.process_time() - started
    everywhere = [(path, symbol.line) for path, one in facts.items() for symbol in one.symbols]
    places = random.Random(1).sample(everywhere, min(PLACES, len(everywhere)))
    started = time.process_time()
    for path, line in places:
        graph.reach(path, line=line)
    return built, time.process_time() - started


if __name__ == "__main__":
    main()
