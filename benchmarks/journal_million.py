"""A journal of a million lines, written by 16 processes at once: whether every line is there, and what reading it costs.

python benchmarks/journal_million.py

Side by side with `prohori logs analyze`: a bare DuckDB query of the same files, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROHORI = str(Path(sys.executable).with_name("prohori"))
AGENTS = ("business-logic-validator", "context-gathering", "code-reviewer", "performance-profiler")
BARE = """
import sys, duckdb
query = "SELECT agent, outcome, count(*), quantile_disc(seconds, 0.95) FROM read_json(?, format = 'newline_delimited') GROUP BY ALL"
print(duckdb.connect().execute(query, [sys.argv[1]]).fetchall())
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("-n", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prohori-journal-") as made:
        home = Path(made) / "state"
        (home / "journal").mkdir(mode=0o700, parents=True)
        home.chmod(0o700)
        each = asked.lines // asked.writers
        started = time.perf_counter()
        writers = [multiprocessing.Process(target=write, args=(home, number, each)) for number in range(asked.writers)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        seconds = time.perf_counter() - started
        files = sorted((home / "journal").glob("journal*.jsonl"))
        total, written = sum(path.stat().st_size for path in files) / 1e6, each * asked.writers
        print(f"{written:,} lines by {asked.writers} processes in {seconds:.0f} s, {total:.0f} MB, {len(files)} files", flush=True)
        check(files, asked.writers, each)
        environment = {**os.environ, "PROHORI_HOME": str(home)}
        told("bare DuckDB query", asked.n, [sys.executable, "-c", BARE, str(home / "journal" / "journal*.jsonl")], environment)
        told("prohori logs analyze", asked.n, [PROHORI, "logs", "analyze"], environment)
        told("prohori logs query --limit 20", asked.n, [PROHORI, "logs", "query", "--limit", "20"], environment)
        told("prohori logs query --run …, of the oldest", asked.n, [PROHORI, "logs", "query", "--run", "run-0-0-"], environment)
        told("prohori --version, what starting costs", asked.n, [PROHORI, "--version"], environment)
    return 0


def write(home: Path, number: int, lines: int) -> None:
    from prohori.observe import journal

    journal.open_journal(home / "journal", max_mb=1_000_000)
    for line in range(lines):
        with journal.bound(run=f"run-{number}-{line // 5}-0000-4000", workflow="finance-feature", repository="erp@0123456"):
            journal.record(
                "code-reviewer ok, verdict pass (miss: it never ran before)", component="step", step="code-reviewer",
                agent=AGENTS[line % 4], outcome="ok", cache="miss", verdict="pass", attempts=1, seconds=line % 100 / 10, mark=line,
            )  # fmt: skip


def check(files: list[Path], writers: int, each: int) -> None:
    seen = [bytearray(each) for _ in range(writers)]
    for path in files:
        with path.open("rb") as file:
            for line in file:
                found = json.loads(line)
                seen[int(found["run"].split("-")[1])][found["mark"]] += 1
    assert all(count == 1 for marks in seen for count in marks), "a line is missing or twice there"
    print("every line is whole and there once")


def told(what: str, times: int, command: list[str], environment: dict[str, str]) -> None:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    print(f"{what:42} n={times} p50 {statistics.median(taken):.2f} s  max {max(taken):.2f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
