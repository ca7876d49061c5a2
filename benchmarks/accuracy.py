"""Precision and recall of `prohori rules scan` on the labelled halves of `tests/corpus`, each with Wilson's interval of 95 %.

    python benchmarks/accuracy.py [--half NAME] [--details]

A half is scored as it stands: its repository is copied, committed, and scanned by the command.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
sys.path.insert(0, str(CORPUS))

import score  # noqa: E402

HALVES = ("open", "blind", "second_blind", "third_blind", "dates")
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.95


def scanned(half: Path, folder: Path) -> dict[str, object]:
    """The registry of the half's repository, in a state of its own."""
    repository = folder / "repository"
    shutil.copytree(half / "repo", repository)
    environment = {**os.environ, "PROHORI_HOME": str(folder / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-qm", "corpus"]):
        subprocess.run(["git", "-C", repository, *command], check=True, env=environment, timeout=120)
    command = [sys.executable, "-m", "prohori.cli.main", "rules", "scan", "--repo", str(repository), "--json"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=600)
    return dict(json.loads(said.stdout))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--half", choices=HALVES, action="append")
    asked.add_argument("--details", action="store_true")
    arguments = asked.parse_args()
    low = False
    for name in arguments.half or HALVES:
        half = CORPUS / name
        if not (half / "labels.yaml").is_file():
            print(f"{name}: not here")
            continue
        with tempfile.TemporaryDirectory() as folder:
            result = score.score(scanned(half, Path(folder)), score.load(half / "labels.yaml"))
        print(f"{name}\n{score.table(result)}\n")
        if arguments.details:
            print(*(f"missed  {one.path}:{one.line} {one.kind} {one.value}" for one in result.missed), sep="\n")
            print(*(f"false   {one.path}:{one.line} {one.kind} {one.value}" for one in result.false), sep="\n")
        rows = result.by_kind.values()
        low |= any((row.precision.value or 0) < LEAST_PRECISION or (row.recall.value or 0) < LEAST_RECALL for row in rows)
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
