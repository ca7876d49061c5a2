"""How many wrong lines are found that the analyser's authors did not choose: seeded mutations of the demo ERP.

    python benchmarks/mutate_demo.py [--rule bd-vat-rate] [--seed 1] [--mutants 20] [--show-missed] [--show-held-out]

The templates (`mutations/*.txt`) are written from the law and from what the rules are called, not from the analyser.
Each puts one wrong line into the demo, or one right line or look-alike that must not be reported. A wrong line is found
if its rule is reported, newly, in that file within two lines of it; a right one is wrongly reported if any of the rules
is, newly, anywhere in that file. Each is applied alone.

The templates of `mutations/held_out/` are for those who have seen what was missed: their misses are printed only when asked for
by name. Whoever has looked at them while writing the analyser moves them up into `mutations/` and writes new ones.

The interval is Wilson's, 95 %, as if mutants were independent; those of one template are not quite. Exit 1 if a rule's recall < 0.90.
"""

from __future__ import annotations

import argparse
import difflib
import math
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mutations.injection import Mutant, inject
from mutations.templates import Grammar, grammar, rules

from prohori.agents.registry import load_all
from prohori.model import Finding, Job
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo_erp"
AGENTS = ("business-logic-validator", "code-reviewer")
TODAY = date(2026, 11, 22)
NEAR = 2  # lines
LEAST_RECALL = 0.90
LEAST_BENIGN = 12
LEAST_HELD_OUT = 8


class Remembered:
    """Analyses of files that a mutant did not change."""

    def __init__(self) -> None:
        self._results: dict[str, bytes] = {}

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self._results[key] for key in keys if key in self._results}

    def put(self, key: str, value: bytes) -> None:
        self._results[key] = value


@dataclass
class Ground:
    """A copy of the demo in a git repository of its own, and what the agents say about it unchanged."""

    root: Path

    def __post_init__(self) -> None:
        shutil.copytree(DEMO, self.root, ignore=shutil.ignore_patterns("node_modules", "__pycache__", "*.sqlite"))
        git = ["git", "-C", str(self.root), "-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost"]
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "the demo"]):
            subprocess.run([*git, *command], check=True)
        self.files = {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.root.rglob("*"))
            if path.suffix in (".ts", ".py")
        }
        registry = load_all()
        self._agents = [(name, registry.local(name)) for name in AGENTS]
        self._memo = Remembered()
        self.before = self._findings()

    def after(self, path: str, text: str) -> dict[str, list[Finding]]:
        """What is reported in each file with this one changed; it is put back."""
        file = self.root / path
        file.write_text(text, encoding="utf-8")
        try:
            return self._findings()
        finally:
            file.write_text(self.files[path], encoding="utf-8")

    def _findings(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        snapshot = Snapshot.take(self.root)
        for name, run in self._agents:
            reads = RecordedReads(snapshot, today=TODAY, settings={}, memo=self._memo, code_version="benchmark")
            for one in run(Job(agent=name), reads).findings:
                found.setdefault(one.path or "", []).append(one)
        return found


def mutants_of(one: Grammar, files: Mapping[str, str], seed: int, wanted: int) -> list[Mutant]:
    """Every template at least once in each of its kinds; then at random, until there are enough of both."""
    rng = random.Random(f"{one.rule} {seed} {one.held_out}")
    pairs = [(template, kind) for template in one.templates for kind in one.kinds(template)]
    made: dict[tuple[str, str], Mutant] = {}
    for choices, enough in (
        ([pair for pair in pairs if pair[1] == "wrong"], wanted),
        ([pair for pair in pairs if pair[1] != "wrong"], 0 if one.held_out else LEAST_BENIGN),
    ):
        queue, start = rng.sample(choices, len(choices)), len(made)
        for _ in range(len(choices) + 20 * enough):
            if not queue and len(made) - start >= enough:
                break
            template, kind = queue.pop() if queue else rng.choice(choices)
            mutant = inject(template, one, kind, files, rng)
            made.setdefault((mutant.path, mutant.after), mutant)
    return list(made.values())


def new_findings(mutant: Mutant, before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """What is reported after and was not before, once lines that only moved are followed."""
    matcher = difflib.SequenceMatcher(None, mutant.before.splitlines(), mutant.after.splitlines(), autojunk=False)
    moved = {a + offset + 1: b + offset + 1 for a, b, size in matcher.get_matching_blocks() for offset in range(size)}
    known = Counter((one.rule, moved.get(one.line or 0)) for one in before)
    fresh = []
    for one in after:
        if known[one.rule, one.line]:
            known[one.rule, one.line] -= 1
        else:
            fresh.append(one)
    return fresh


def is_found(mutant: Mutant, fresh: Iterable[Finding]) -> bool:
    return any(one.rule == mutant.rule and abs((one.line or 0) - line) <= NEAR for one in fresh for line in mutant.lines)


@dataclass
class Tally:
    wrong: int = 0
    found: int = 0
    held_out: int = 0
    held_out_found: int = 0
    benign: int = 0
    reported: int = 0

    def interval(self) -> tuple[float, float]:
        """Wilson's, 95 %."""
        n, p, z = self.wrong, self.found / self.wrong, 1.96
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def show(mutant: Mutant, fresh: Iterable[Finding], verdict: str) -> None:
    print(f"\n{verdict}: {mutant.rule} · {mutant.template} ({mutant.kind}) · {mutant.path}:{','.join(map(str, mutant.lines))}")
    changed = difflib.unified_diff(mutant.before.splitlines(), mutant.after.splitlines(), lineterm="", n=0)
    for line in list(changed)[2:]:
        if line[0] in "+-" and line[1:].strip():
            print(f"    {line}")
    for one in fresh:
        print(f"    reported: {one.rule} line {one.line}: {one.message}")


def judge(ground: Ground, mutants: list[Mutant], shown: frozenset[bool]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    known = set(rules())
    for mutant in mutants:
        tally = tallies.setdefault(mutant.rule, Tally())
        after = ground.after(mutant.path, mutant.after)
        fresh = new_findings(mutant, ground.before.get(mutant.path, ()), after.get(mutant.path, ()))
        if mutant.must_be_found:
            found = is_found(mutant, fresh)
            tally.wrong, tally.found = tally.wrong + 1, tally.found + found
            tally.held_out, tally.held_out_found = tally.held_out + mutant.held_out, tally.held_out_found + (mutant.held_out and found)
            if mutant.held_out in shown and not found:
                show(mutant, fresh, "MISSED")
        else:
            reported = any(one.rule in known for one in fresh)
            tally.benign, tally.reported = tally.benign + 1, tally.reported + reported
            if mutant.held_out in shown and reported:
                show(mutant, fresh, "WRONGLY REPORTED")
    return tallies


def print_table(tallies: Mapping[str, Tally]) -> None:
    print(f"\n{'rule':20}{'mutants':>8}{'found':>7}{'recall':>8}  {'95 % interval':14}{'held out':>9}{'benign':>8}{'wrongly reported':>18}")
    for rule, tally in sorted(tallies.items()):
        low, high = tally.interval()
        held_out = f"{tally.held_out_found}/{tally.held_out}"
        recall = f"{tally.found / tally.wrong:.2f}"
        print(
            f"{rule:20}{tally.wrong:8}{tally.found:7}{recall:>8}  {low:.2f} to {high:.2f}  {held_out:>9}{tally.benign:8}{tally.reported:18}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rule", choices=rules(), action="append", help="only this rule (may be repeated)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", type=int, default=20, help="at least so many a rule (default: 20)")
    parser.add_argument("--show-missed", action="store_true", help="print the lines that were missed or wrongly reported")
    parser.add_argument("--show-held-out", action="store_true", help="the same for the templates held out")
    asked = parser.parse_args()
    shown = frozenset([False] * asked.show_missed + [True] * asked.show_held_out)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder) / "demo_erp")
        mutants = []
        for rule in asked.rule or rules():
            mutants += mutants_of(grammar(rule), ground.files, asked.seed, asked.mutants)
            mutants += mutants_of(grammar(rule, held_out=True), ground.files, asked.seed, LEAST_HELD_OUT)
        tallies = judge(ground, mutants, shown)
    print_table(tallies)
    print(f"seed {asked.seed}, {len(mutants)} mutants, {time.perf_counter() - started:.0f} s")
    short = [rule for rule, tally in tallies.items() if tally.found < LEAST_RECALL * tally.wrong]
    if short:
        print(f"recall below {LEAST_RECALL:.2f}: {', '.join(short)}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
