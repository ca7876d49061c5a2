"""What may make a target faster: proposed, tried on copies, kept or reverted. The operator's database and tree are never changed.

A remedy is data. Kept ones go from iteration to iteration in a report, and are applied anew to a fresh copy each time; so a
process that dies leaves none half applied, and reverting one is not applying it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, Protocol

from prohori.errors import AgentError
from prohori.model import Consumed, Fact
from prohori.performance.comparison import Ratio
from prohori.performance.statements import Statement

ARTIFACT = "remedies.json"


class Remedy(Fact):
    """A migration and its way back."""

    name: str
    """Unique among the remedies of a target, and the same each time it is proposed."""
    why: str
    up: str
    down: str
    """One SQL statement each."""

    @property
    def artifacts(self) -> dict[str, str]:
        """What the operator may apply, after reading it."""
        return {f"{self.name}.up.sql": f"-- {self.why}\n{self.up};\n", f"{self.name}.down.sql": f"{self.down};\n"}


class Tried(Fact):
    """One remedy and what came of it."""

    remedy: str
    decision: Literal["kept", "reverted", "refused"]
    why: str
    rounds: int = 0
    before_p95: float | None = None
    after_p95: float | None = None
    """Both in ms, measured in turn."""
    p50: Ratio | None = None
    p95: Ratio | None = None


class Remedies(Fact):
    """What is remembered from one iteration to the next."""

    kept: tuple[Remedy, ...] = ()
    tried: tuple[Tried, ...] = ()

    @classmethod
    def of(cls, upstream: Mapping[str, Consumed]) -> Remedies:
        """Of the consumed report that has some; none in the first iteration."""
        for consumed in upstream.values():
            if ARTIFACT in consumed.artifacts:
                return cls.model_validate_json(consumed.artifacts[ARTIFACT])
        return cls()

    def after(self, remedy: Remedy, tried: Tried) -> Remedies:
        kept = (*self.kept, remedy) if tried.decision == "kept" else self.kept
        return Remedies(kept=kept, tried=(*self.tried, tried))


class Source(Protocol):
    """Where remedies come from. `database` is a copy with the kept ones applied, and is not to be changed."""

    def propose(self, statements: Sequence[Statement], database: Path) -> Iterable[Remedy]:
        """The most promising first."""
        ...


def apply(remedies: Iterable[Remedy], database: Path) -> None:
    """To a copy. Raises `AgentError` where one does not fit."""
    for remedy in remedies:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            try:
                connection.execute(remedy.up)
            except sqlite3.Error as error:
                raise AgentError(f"the migration `{remedy.name}` cannot be applied", why=str(error), next="see its SQL") from None
