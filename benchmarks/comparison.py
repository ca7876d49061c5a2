"""How often a loop is wrong about what it tried: `python benchmarks/comparison.py [LOOPS]`.

Each loop makes five comparisons of simulated times, as a run with five iterations does. Without a change: the loops that call at
least one of them better. With the times of one state 15 % shorter: the comparisons that find it. Sampled as on a machine whose
speed drifts by 30 % within a comparison, too.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from prohori.performance.comparison import ERROR_RATE, LOOKS, interleaved

DECISIONS = 5
Noise = Callable[[random.Random], float]
NOISES: dict[str, Noise] = {
    "uniform ±20 %": lambda rng: rng.uniform(0.8, 1.2),
    "normal, σ = 20 %": lambda rng: max(0.05, rng.gauss(1, 0.2)),
    "lognormal, σ = 20 %": lambda rng: rng.lognormvariate(0, 0.2),
    "5 % + every tenth ×3": lambda rng: rng.gauss(1, 0.05) * (3 if rng.random() < 0.1 else 1),
}


def simulated(rng: random.Random, noise: Noise, ratio: float, drift: float) -> tuple[str, int]:
    """How a comparison stands, and after how many rounds."""
    clock = 0

    def sample(milliseconds: float) -> float:
        nonlocal clock
        clock += 1
        return milliseconds * noise(rng) * (1 + drift * clock / (2 * LOOKS[-1]))

    found = interleaved(lambda: sample(100), lambda: sample(100 * ratio), decisions=DECISIONS)
    return found.standing, len(found.old_ms)


def main(loops: int) -> int:
    print(f"{loops} loops of {DECISIONS} comparisons; stated error rate {ERROR_RATE:.0%} of loops")
    print("| noise | drift | false `better` | 15 % found | rounds until found (p50) |\n|---|---|---|---|---|")
    kept = True
    for name, noise in NOISES.items():
        for drift in (0.0, 0.3):
            rng = random.Random(f"{name}{drift}")
            wrong = sum("better" in {simulated(rng, noise, 1.0, drift)[0] for _ in range(DECISIONS)} for _ in range(loops))
            real = [simulated(rng, noise, 0.85, drift) for _ in range(loops)]
            found = sum(standing == "better" for standing, _ in real)
            rounds = sorted(count for _, count in real)[loops // 2]
            print(f"| {name} | {drift:.0%} | {wrong / loops:.1%} of loops | {found / loops:.1%} | {rounds} |", flush=True)
            kept = kept and wrong <= ERROR_RATE * loops and found >= 0.95 * loops
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
