"""`kill -9` at random instants of both flows, and at every named point: what is repeated, and whether the result is the same.

python benchmarks/crashes.py --instants 30

Needs a running server: `prohori up`. Each trial has a state folder of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from prohori.server import healthy  # noqa: E402
from tests.crashing import IN_FLIGHT, POINTS, Crash, Home, Launcher, crashed, outcome_of, repository, workflows  # noqa: E402

STEP_SECONDS = "0.3"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instants", type=int, default=30, help="of each flow")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--api", default=f"http://127.0.0.1:{os.environ.get('PROHORI_SERVER_PORT', '4269')}/api")
    asked = parser.parse_args()
    wrong = 0
    if not healthy(asked.api):
        sys.exit(f"No Prefect API answers at {asked.api}.\n  next: `prohori up`, with the PROHORI_SERVER_PORT of this command")
    with tempfile.TemporaryDirectory(prefix="prohori-crashes-") as folder:
        trials = Trials(Path(folder), asked.api, asked.seed)
        for pattern in IN_FLIGHT:
            wrong += trials.told(pattern, "random instants", [trials.at_instant(pattern, nth) for nth in range(asked.instants)])
            wrong += trials.told(pattern, "named points", [trials.at_point(pattern, point) for point in POINTS])
        trials.launcher.close()
    return 1 if wrong else 0


class Trials:
    def __init__(self, folder: Path, api: str, seed: int) -> None:
        self.folder, self.seed, self._count = folder, seed, 0
        self.launcher = Launcher(api, folder)
        self.erp, self.definitions = repository(folder), workflows(folder)
        self.calm = {pattern: self._calm(pattern) for pattern in IN_FLIGHT}

    def _home(self) -> Home:
        self._count += 1
        return Home(self.launcher, self.folder / f"state-{self._count}")

    def _calm(self, pattern: str) -> tuple[object, float]:
        home = self._home()
        ran = home.start("run", self.definitions[pattern], "--repo", self.erp, "--json", STEP_SECONDS=STEP_SECONDS)
        began = _begun(home)
        while not home.reported:
            time.sleep(0.002)
        seconds = time.monotonic() - began
        assert ran.wait() == 0, ran.said
        return outcome_of(ran.result), seconds

    def at_instant(self, pattern: str, nth: int) -> tuple[str, Crash]:
        home = self._home()
        ran = home.start("run", self.definitions[pattern], "--repo", self.erp, STEP_SECONDS=STEP_SECONDS)
        began = _begun(home)
        delay = random.Random(f"{self.seed} {pattern} {nth}").uniform(0, self.calm[pattern][1])
        time.sleep(max(0.0, delay - (time.monotonic() - began)))
        ran.kill()
        return f"{delay:.2f} s", crashed(home, ran)

    def at_point(self, pattern: str, point: str) -> tuple[str, Crash]:
        home = self._home()
        return point, crashed(home, home.start("run", self.definitions[pattern], "--repo", self.erp, at=point))

    def told(self, pattern: str, what: str, trials: list[tuple[str, Crash]]) -> int:
        """Prints a line for all of them and one for each fault; how many faults."""
        calm, in_flight = self.calm[pattern][0], IN_FLIGHT[pattern]
        faults = [(name, fault) for name, crash in trials for fault in crash.faults(calm, in_flight)]
        repeated = [sum(times > 1 for times in crash.begun_in_all.values()) for _, crash in trials]
        finished = [len(crash.finished) for _, crash in trials]
        print(
            f"{pattern}, {what}: {len(trials)} kills, {sum(crash.code == -9 for _, crash in trials)} hit a living process, "
            f"finished by then {min(finished)} to {max(finished)} of 5 (median {statistics.median(finished):g}); "
            f"repeated {sum(repeated)} steps in all, at most {max(repeated)} in a run; faults {len(faults)}",
            flush=True,
        )
        for name, fault in faults:
            print(f"  {name}: {fault}")
        return len(faults)


def _begun(home: Home) -> float:
    """When the folder of its run is there."""
    deadline = time.monotonic() + 60
    while not home.run_id:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    return time.monotonic()


if __name__ == "__main__":
    sys.exit(main())
