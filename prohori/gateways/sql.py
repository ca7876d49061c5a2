"""A probe of a SQLite database: one SELECT, on a connection that can only read."""

from __future__ import annotations

import sqlite3
import time
from functools import partial
from pathlib import Path

from prohori.allowance import Allowance
from prohori.errors import SettingsError
from prohori.gateways.connection import NotReachable
from prohori.gateways.kinds import SETTING, SqlProbe
from prohori.gateways.observation import Observation
from prohori.performance.measure import PROGRESS_STEPS, interrupt, over, read_only

BATCH = 1000


def sql(name: str, probe: SqlProbe, allowance: Allowance) -> Observation:
    """Raises `SettingsError` for a statement that would do more than read."""
    seen = Observation(name, probe, "sql", probe.database)
    for _ in range(probe.samples):
        allowance.refuse(f"probe `{name}`")
        try:
            started = time.perf_counter()
            rows, value = _answer(probe, allowance)
        except sqlite3.Error as error:
            allowance.refuse(f"probe `{name}`")
            if "not authorized" in str(error) or "one statement" in str(error):
                where, why = f"`{SETTING}.{name}.statement`", "it is not one SELECT (or WITH … SELECT)"
                raise SettingsError("A probe only reads", where=where, why=why, next="correct the statement") from None
            if _unreached(error):
                seen.lose(NotReachable("The database cannot be read", where=probe.database, why=str(error), next="is it there?"))
                break
            seen.answered = True
            seen.judgement.ask("gateway-sql", "conforming", f"it does not answer the statement: {error}")
            break
        seen.answered = True
        seen.operations["select"] = None
        seen.samples_ms.append((time.perf_counter() - started) * 1000)
        seen.facts["rows"].append(rows)
        seen.facts["value"].append(value)
        seen.judgement.ask("gateway-reachable", "reachable", "")
        seen.judgement.ask("gateway-sql", "conforming", "")
    return seen


def _answer(probe: SqlProbe, allowance: Allowance) -> tuple[int, object]:
    """How many rows, and the first value; none is kept."""
    with read_only(Path(probe.database)) as connection, allowance.wakes(partial(interrupt, connection)):
        connection.set_progress_handler(over(probe.timeout_seconds, allowance), PROGRESS_STEPS)
        cursor = connection.execute(probe.statement, probe.parameters)
        rows, value = 0, None
        while batch := cursor.fetchmany(BATCH):
            value = value if rows else batch[0][0]
            rows += len(batch)
    return rows, value if isinstance(value, str | int | float) else None


def _unreached(error: sqlite3.Error) -> bool:
    """Not opened, locked, or not in time."""
    codes = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR)
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in codes
