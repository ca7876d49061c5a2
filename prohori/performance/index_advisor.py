"""Missing indexes of SQLite: for each recorded statement that reads a whole table, SQLite is asked which index it would use instead.

Asked on a database with the same schema and statistics and no rows, so that a candidate costs nothing. There is no SQL parser
here: candidates are the columns of the table whose names are in the statement, and the planner decides. Whether an index is worth
it is not decided here, but measured. Not looked for: indexes of several columns, of expressions, partial and covering ones.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from prohori.performance.remedies import Remedy
from prohori.performance.statements import Statement

_SCAN = re.compile(r"SCAN (?:TABLE )?(\S+)")
_WORD = re.compile(r"\w+")


class IndexAdvisor:
    """A `Source` of migrations."""

    def propose(self, statements: Sequence[Statement], database: Path) -> Iterator[Remedy]:
        proposed = set()
        with closing(_without_rows(database)) as connection:
            for statement in statements:
                for remedy in _of_statement(connection, statement):
                    if remedy.name not in proposed:
                        proposed.add(remedy.name)
                        yield remedy


def _of_statement(connection: sqlite3.Connection, statement: Statement) -> Iterator[Remedy]:
    plan = _plan(connection, statement)
    words = {word.lower() for word in _WORD.findall(statement.sql)}
    for table in _scanned(connection, plan, statement.sql):
        for column in _columns(connection, table):
            name = f"{table}_{column}"
            if column.lower() not in words or _exists(connection, name):
                continue
            up = f"CREATE INDEX {_quoted(name)} ON {_quoted(table)} ({_quoted(column)})"
            connection.execute(up)
            used = [step for step in _plan(connection, statement) if name in step and step.startswith("SEARCH")]
            connection.execute(f"DROP INDEX {_quoted(name)}")
            if used:
                where = f" (`{statement.path}:{statement.line}`)" if statement.path else ""
                why = f"a statement{where}, executed {statement.count} times, reads all of `{table}`; with the index: {used[0]}"
                yield Remedy(name=name, why=why, up=up, down=f"DROP INDEX {_quoted(name)}")


def _scanned(connection: sqlite3.Connection, plan: Sequence[str], sql: str) -> list[str]:
    """Tables that are read whole; a plan names them as the statement does, which may be by an alias."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    found = []
    for name in (match[1] for step in plan if (match := _SCAN.match(step)) and "USING" not in step):
        before = {word.lower() for word in re.findall(rf'(\w+)"?\s+(?:AS\s+)?{re.escape(name)}\b', sql, re.IGNORECASE)}
        found += [table for table in tables if table == name or table.lower() in before]
    return found


def _plan(connection: sqlite3.Connection, statement: Statement) -> list[str]:
    """Empty for what cannot be explained: a PRAGMA, a statement of several."""
    try:
        return [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.parameters)]
    except (sqlite3.Error, sqlite3.Warning):
        return []


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")]


def _exists(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?)", (name,)).fetchone() is not None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _without_rows(database: Path) -> sqlite3.Connection:
    """The schema, in memory, with what `ANALYZE` found."""
    empty = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as source:
        rows = source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid").fetchall()
        for (sql,) in rows:
            empty.execute(sql)
        if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
            empty.execute("ANALYZE")
            empty.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", source.execute("SELECT tbl, idx, stat FROM sqlite_stat1"))
            empty.execute("ANALYZE sqlite_master")
    return empty
