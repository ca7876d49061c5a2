"""A cache of a million entries: lookup, `status`, `report`, `prune` and `optimize`, each in a process of its own.

    python benchmarks/cache_million.py [--entries 1000000] [--records 20000]

Half of the results of single files are of another code version, half of the steps' results are older than their ttl.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prohori.cache.canonical import canonical
from prohori.cache.key import code_version
from prohori.cache.memo import PREFIX
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.model import Coverage, report
from prohori.snapshot.questions import Questions
from prohori.snapshot.reads import version_mark

PROHORI = str(Path(sys.executable).with_name("prohori"))
BATCH = 20_000


def name(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def memo(number: int) -> tuple[str, bytes]:
    mark = version_mark(code_version() if number % 2 else name(-1))
    return f"{PREFIX}{mark}{name(number)}", b"=" + name(number).encode()


def record(number: int) -> dict[str, bytes]:
    key, step_key = name(number), name(-number - 2)
    created = datetime.now(UTC) - timedelta(hours=100 if number % 2 else 1)
    made = StepRecord(
        agent=f"agent-{number % 8}", step="review", key=key, step_key=step_key, parts={}, tree=key, commit=key[:40],
        created=created.isoformat(timespec="seconds"), seconds=1.5, ttl_hours=72,
        questions=Questions(content={f"src/file{number + place}.ts": name(place)[:40] for place in range(20)}),
        report=report(f"agent-{number % 8}", "nothing found", coverage=Coverage(files=20)),
    )  # fmt: skip
    return {f"r:{key}": made.to_json(), f"t:{step_key}": canonical([key])}


def fill(store: Store, entries: int, records: int) -> None:
    for first in range(0, records, BATCH // 2):
        assert store.put_many({k: v for n in range(first, min(first + BATCH // 2, records)) for k, v in record(n).items()})
    memos = entries - 2 * records
    for first in range(0, memos, BATCH):
        assert store.put_many(dict(memo(n) for n in range(first, min(first + BATCH, memos))))


def lookups(store: Store, entries: int, records: int, n: int = 5000) -> list[float]:
    """Random keys, also of records; every fifth is not there."""
    seconds = []
    for _ in range(n):
        number = random.randrange((entries - 2 * records) * 5 // 4)
        key = f"r:{name(number % records)}" if number % 10 == 0 else memo(number)[0]
        start = time.perf_counter()
        store.get(key)
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)


def command(home: Path, *arguments: str) -> None:
    """Runs it and prints wall time, peak memory and its last line."""
    start = time.perf_counter()
    ran = subprocess.Popen([PROHORI, *arguments], stdout=subprocess.PIPE, text=True, env={**os.environ, "PROHORI_HOME": str(home)})
    told = ran.stdout.read() if ran.stdout else ""
    _, status, used = os.wait4(ran.pid, 0)
    assert status == 0, told
    took = time.perf_counter() - start
    print(f"prohori {' '.join(arguments):32} {took:7.2f} s  peak {used.ru_maxrss / 1024:5.0f} MiB   {told.splitlines()[-1]}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--records", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prohori-million-") as folder:
        home = Path(folder) / "state"
        (home / "cache").mkdir(parents=True, mode=0o700)
        start = time.perf_counter()
        with Store.open(home / "cache") as store:
            fill(store, asked.entries, asked.records)
            print(f"{store.count('')} entries, {store.size() / 1e6:.0f} MB, built in {time.perf_counter() - start:.0f} s", flush=True)
            found = lookups(store, asked.entries, asked.records)
        p50, p99 = statistics.median(found), found[int(0.99 * len(found))]
        print(f"lookup n={len(found)} p50 {p50 * 1000:.3f} ms  p99 {p99 * 1000:.3f} ms  max {found[-1] * 1000:.3f} ms")
        command(home, "cache", "--help")
        for _ in range(3):
            command(home, "cache", "status")
        command(home, "cache", "report")
        command(home, "cache", "invalidate", "--file", "src/file7.ts", "--dry-run")
        command(home, "cache", "prune", "--dry-run")
        command(home, "cache", "prune")
        command(home, "cache", "optimize", "--max-size", "50")
    print(f"this process: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
