"""Every check of a gateway, in `PROHORI_HOME/health.sqlite`. Processes share it: each addition is one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from prohori.errors import UsageError
from prohori.gateways.health import DAY, Check, State, Subject
from prohori.model import Fact, ProbeResult, Verdict
from prohori.observe.redaction import mask

KEPT = 400 * DAY
"""Checks older than this are forgotten."""
_BUSY_SECONDS = 20
_LONGEST_WHY = 300
_SCHEMA = """
create table if not exists checks (
    gateway text not null, simulated integer not null, at real not null, run text not null, state text not null, why text not null,
    primary key (gateway, simulated, at, run)
) without rowid
"""


class Change(Fact):
    """A gateway's state, where a check found another one than the check before."""

    subject: Subject
    before: State | None
    """None: it was never checked before."""
    after: State
    at: float
    why: str
    last_good: float | None


class HealthBook:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "health.sqlite"

    def add(self, run: str, results: Iterable[ProbeResult]) -> tuple[Change, ...]:
        """What was not asked is left out. The same result of the same run counts once, so a run may be told again.

        Raises `sqlite3.Error`, `OSError`.
        """
        changes: list[Change] = []
        with self._connected() as connection, connection:
            connection.execute("begin immediate")
            connection.execute(_SCHEMA)
            for result in results:
                if result.state == "not checked":
                    continue
                subject = Subject(gateway=result.name, simulated=result.simulated)
                check = Check(state=result.state, at=datetime.fromisoformat(result.at).timestamp(), why=_why(result))
                changes += self._added(connection, run, subject, check)
            connection.execute("delete from checks where at < ?", (time.time() - KEPT,))
        return tuple(changes)

    def _added(self, connection: sqlite3.Connection, run: str, subject: Subject, check: Check) -> Iterator[Change]:
        """A check that comes after a later one is kept, and changes nothing."""
        key = (subject.gateway, subject.simulated)
        row = (*key, check.at, run, check.state, check.why)
        if connection.execute("insert or ignore into checks values (?, ?, ?, ?, ?, ?)", row).rowcount == 0:
            return
        of_it, at = "from checks where gateway = ? and simulated = ? and", (*key, check.at, run)
        if connection.execute(f"select 1 {of_it} (at, run) > (?, ?) limit 1", at).fetchone():
            return
        before = connection.execute(f"select state {of_it} (at, run) < (?, ?) order by at desc, run desc limit 1", at).fetchone()
        if check.state == (before[0] if before else "up"):
            return
        [last_good] = connection.execute(f"select max(at) {of_it} state = 'up' and at < ?", (*key, check.at)).fetchone()
        was = before[0] if before else None
        yield Change(subject=subject, before=was, after=check.state, at=check.at, why=check.why, last_good=last_good)

    def checks(self) -> dict[Subject, tuple[Check, ...]]:
        """All that is kept, the oldest first. Raises `UsageError` where the file cannot be read."""
        if not self.path.exists():
            return {}
        found: dict[Subject, list[Check]] = {}
        try:
            with self._connected() as connection:
                rows = connection.execute("select gateway, simulated, state, at, why from checks order by gateway, simulated, at, run")
                for gateway, simulated, state, at, why in rows:
                    found.setdefault(Subject(gateway=gateway, simulated=bool(simulated)), []).append(Check(state=state, at=at, why=why))
        except (sqlite3.Error, ValueError) as error:
            if "no such table" in str(error):  # made, and nothing written yet
                return {}
            why = str(error).splitlines()[0]
            raise UsageError(
                "The checks of gateways cannot be read", where=str(self.path), why=why, next="move the file away; a new one is begun"
            ) from None
        return {subject: tuple(checks) for subject, checks in found.items()}

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            self.path.chmod(0o600)
            yield connection


def _why(result: ProbeResult) -> str:
    failed = [one.why or one.condition for one in result.conditions if one.verdict is Verdict.failed]
    return mask("; ".join(failed))[:_LONGEST_WHY]
