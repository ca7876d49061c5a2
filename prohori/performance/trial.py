"""A command target in two states, side by side: as it is with the kept remedies, and with one more.

Each state has a tree and a database of its own, made from the snapshot and a copy; both end with the trial. A remedy with which the
command writes anything else to stdout is refused.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prohori.allowance import Allowance
from prohori.errors import AgentError
from prohori.performance.comparison import Comparison, interleaved
from prohori.performance.measure import command_run, copy_database, materialise, scratch_in
from prohori.performance.remedies import Remedy, Tried, apply
from prohori.performance.samples import nearest_rank
from prohori.performance.statements import Statement, recorded, recording
from prohori.performance.targets import CommandTarget
from prohori.snapshot.protocol import Reads

_INTO_FILE = str(Path(__file__).with_name("recorder") / "into_file.py")
_WHY = {
    "better": "faster beyond noise", "worse": "slower beyond noise", "equal": "no change that matters",
    "undecided": "not faster beyond noise in the samples that there was time for",
}  # fmt: skip


@dataclass(frozen=True)
class Bench:
    """Where the states of one target are made."""

    name: str
    target: CommandTarget
    database: str | None
    """Digest of its content."""
    reads: Reads
    folder: Path

    @contextmanager
    def state(self, remedies: Sequence[Remedy]) -> Iterator[State]:
        with scratch_in(self.folder) as scratch:
            if self.target.database is not None:
                copy_database(Path(self.target.database), scratch / "pristine.sqlite", self.database)
            (scratch / "tree").mkdir()
            materialise(self.reads, self.target.reads, scratch / "tree")
            apply(remedies, scratch / "pristine.sqlite")
            yield State(self.name, self.target, scratch, self.reads.allowance)


@dataclass(frozen=True)
class State:
    name: str
    target: CommandTarget
    scratch: Path
    allowance: Allowance

    @property
    def tree(self) -> Path:
        return self.scratch / "tree"

    @property
    def database(self) -> Path:
        return self.scratch / "pristine.sqlite"

    def record(self) -> tuple[tuple[Statement, ...], bytes]:
        """One run: the statements of the command, and what it wrote to stdout."""
        statements, output = self.scratch / "statements", self.scratch / "output"
        before = (sys.executable, "-I", _INTO_FILE, str(output))
        command_run(self.name, self.target, self.tree, self.scratch, self.allowance, before=before, variables=recording(statements))()
        return recorded(statements, self.tree), output.read_bytes()

    def sample(self) -> float:
        """Milliseconds of one run."""
        return command_run(self.name, self.target, self.tree, self.scratch, self.allowance)().milliseconds


def tried(remedy: Remedy, old: State, new: State, said: bytes, *, decisions: int, seconds: float) -> Tried:
    """`said` is what the command says in the old state."""
    try:
        changed = new.record()[1] != said
    except AgentError as error:
        return Tried(remedy=remedy.name, decision="refused", why=f"the command fails with it: {error.what}")
    if changed:
        return Tried(remedy=remedy.name, decision="refused", why="the command says something else with it")
    old.sample(), new.sample()  # warm-up
    until = time.monotonic() + seconds
    return judged(remedy, interleaved(old.sample, new.sample, decisions=decisions, go_on=lambda: time.monotonic() < until))


def judged(remedy: Remedy, found: Comparison) -> Tried:
    return Tried(
        remedy=remedy.name, decision="kept" if found.standing == "better" else "reverted", why=_WHY[found.standing],
        rounds=len(found.old_ms), before_p95=nearest_rank(found.old_ms, 0.95), after_p95=nearest_rank(found.new_ms, 0.95),
        p50=found.p50, p95=found.p95,
    )  # fmt: skip
