"""The second run, nothing changed: wall time of the whole `prohori run` process, beside bare imports.

    python benchmarks/up_to_date.py [--repo examples/demo_erp] [-n 20]

The first run, which is not measured, fills the cache (through Prefect).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
PROHORI = str(Path(sys.executable).with_name("prohori"))
IMPORTS = "import pydantic_settings, diskcache, loguru, yaml, cyclopts, rich.console"


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", type=Path, default=DEMO)
    parser.add_argument("-n", type=int, default=20)
    asked = parser.parse_args()
    run = [PROHORI, "run", "finance-feature", "--repo", str(asked.repo), "--fail-on", "never"]
    subprocess.run(run, stdout=subprocess.DEVNULL, check=True)
    told = subprocess.run([*run, "--json"], capture_output=True, text=True, check=True).stdout
    assert '"from_cache": true' in told, "the second run was not answered from the cache"
    cases = {
        "prohori run, up to date": run,
        "prohori --help": [PROHORI, "--help"],
        "bare imports": [sys.executable, "-c", IMPORTS],
        "import prefect": [sys.executable, "-c", "import prefect.flows"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    measured: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(asked.n):
        for name, command in cases.items():
            measured[name].append(seconds(command))
    for name, values in measured.items():
        print(f"{name:24} n={len(values)} p50 {statistics.median(values):.3f} s  p95 {sorted(values)[int(0.95 * len(values))]:.3f} s")


if __name__ == "__main__":
    main()
