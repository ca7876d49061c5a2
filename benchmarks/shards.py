"""The agents over a repository as a whole and with `shard: service`: cold, one changed file, nothing changed. Whole processes.

    python benchmarks/shards.py --repo PATH --file services/a/b.ts [-n 5]

Works on a clone of `PATH`, with a state folder and a local server of its own. Each has its own cache (also of single files) and its
own changes, so that neither finds what the other left.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AGENTS = ("business-logic-validator", "context-gathering", "code-reviewer")
PROHORI = str(Path(sys.executable).with_name("prohori"))


class Way:
    """One of the two, with a state folder of its own."""

    def __init__(self, name: str, folder: Path, repository: Path, port: int, **keys: str) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.name, self._repository = name, repository
        self._workflow = folder / f"{name}.json"
        steps = [{"agent": agent, **keys} for agent in AGENTS]
        self._workflow.write_text(json.dumps({"name": name, "description": "A benchmark.", "pattern": "sequential", "steps": steps}))
        self._environment = {**os.environ, "PROHORI_HOME": str(folder / f"{name}-state"), "PROHORI_SERVER_PORT": str(port)}

    def command(self, *arguments: str) -> None:
        subprocess.run([PROHORI, *arguments], env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def run(self, what: str) -> None:
        start = time.perf_counter()
        self.command("run", str(self._workflow), "--repo", str(self._repository), "--fail-on", "never")
        self.seconds.setdefault(what, []).append(time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", type=Path, required=True)
    parser.add_argument("--file", required=True, help="A TypeScript file of the repository that is changed.")
    parser.add_argument("-n", type=int, default=5)
    parser.add_argument("--port", type=int, default=4310)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prohori-shards-") as made:
        folder, repository = Path(made), Path(made) / "erp"
        subprocess.run(["git", "clone", "-q", str(asked.repo), str(repository)], check=True)
        ways = [
            Way("whole", folder, repository, asked.port),
            Way("sharded", folder, repository, asked.port + 1, shard="service"),
        ]
        for way in ways:
            way.command("up")
        try:
            measure(ways, repository / asked.file, asked.n)
        finally:
            for way in ways:
                way.command("down")
    for what in ways[0].seconds:
        for way in ways:
            values = way.seconds[what]
            print(f"{what:16} {way.name:8} n={len(values)} p50 {statistics.median(values):.2f} s  max {max(values):.2f} s")


def measure(ways: list[Way], file: Path, n: int) -> None:
    for way in ways:
        way.run("cold")
    for number in range(n):
        file.write_text(f"{file.read_text()}\n// {number}\n")
        for way in ways[:: 1 if number % 2 else -1]:
            way.run("one changed file")
        for way in ways:
            way.run("nothing changed")


if __name__ == "__main__":
    main()
