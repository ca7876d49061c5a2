"""A snapshot of 100,000 files against `git --no-optional-locks status --porcelain` on the same tree.

    python benchmarks/snapshot.py [--files 100000] [--runs 10]

Builds the repository in a temporary folder. Warm: one run of each is thrown away, then both alternate, each snapshot in
a process of its own that takes one to warm up and times the second (a process is what `prohori run` is); git's time
includes its start. The stat-dirty clone is a copy whose files have other inodes and time stamps than its index says:
git hashes them all, each time, as long as it may not write the index, and so does the snapshot.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALLOWED_RATIO, ALLOWED_MIB = 1.5, 300
PER_FOLDER = 100
_ONE_SNAPSHOT = """
import json, resource, sys, time
from pathlib import Path
from prohori.snapshot.tree import Snapshot
seconds = []
for _ in range(int(sys.argv[2])):
    snapshot = None
    started = time.perf_counter()
    snapshot = Snapshot.take(Path(sys.argv[1]))
    seconds.append(time.perf_counter() - started)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
print(json.dumps([seconds[-1], peak, len(snapshot.entries), snapshot.dirty]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=10)
    asked = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {_git(Path('/'), '--version').strip()}")
    with tempfile.TemporaryDirectory(prefix="prohori-benchmark-") as folder:
        erp = _build(Path(folder) / "erp", asked.files)
        ratio, peak = _compare("clean", erp, asked.runs, asked.files)
        copy = Path(folder) / "copy"
        shutil.copytree(erp, copy, symlinks=True)
        _compare("stat-dirty copy", copy, max(3, asked.runs // 3), asked.files)
    held = ratio <= ALLOWED_RATIO and peak < ALLOWED_MIB
    print(f"bounds: {ALLOWED_RATIO} x and {ALLOWED_MIB} MiB on the clean tree: {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


def _build(erp: Path, files: int) -> Path:
    for number in range(files):
        folder = erp / f"services/s{number // PER_FOLDER // 50:03d}/m{number // PER_FOLDER % 50:02d}"
        if number % PER_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"file_{number:06d}.ts").write_text(f"export const v{number} = {number};\n")
    _git(erp, "init", "--quiet")
    _git(erp, "add", ".")
    _git(erp, "-c", "user.name=erp", "-c", "user.email=erp@example.org", "commit", "--quiet", "--message", "all")
    time.sleep(1.1)  # an index as young as its files makes git look at their content
    _git(erp, "status")
    return erp


def _compare(name: str, erp: Path, runs: int, files: int) -> tuple[float, float]:
    _status(erp), _snapshot(erp, files)
    measured = [(_status(erp), *_snapshot(erp, files)) for _ in range(runs)]
    git, ours, peak = ([row[column] for row in measured] for column in range(3))
    ratio = statistics.median(ours) / statistics.median(git)
    print(f"{name}, {files} files, n = {runs}")
    for label, values in (("git status --porcelain", git), ("Snapshot.take", ours)):
        ordered = sorted(values)
        print(f"  {label:24} median {statistics.median(values) * 1000:6.0f} ms  min {ordered[0] * 1000:.0f}  max {ordered[-1] * 1000:.0f}")
    print(f"  ratio {ratio:.2f}  peak memory {max(peak):.0f} MiB")
    return ratio, max(peak)


def _status(erp: Path) -> float:
    started = time.perf_counter()
    _git(erp, "--no-optional-locks", "status", "--porcelain")
    return time.perf_counter() - started


def _snapshot(erp: Path, files: int) -> tuple[float, float]:
    ran = subprocess.run([sys.executable, "-c", _ONE_SNAPSHOT, str(erp), "2"], check=True, capture_output=True, text=True)
    seconds, peak, found, dirty = json.loads(ran.stdout)
    if (found, dirty) != (files, 0):
        raise SystemExit(f"the snapshot has {found} files, {dirty} of them dirty; {files} and 0 were expected")
    return seconds, peak


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
