"""Python imports this when a recorded command starts: it writes down which statements the command gives to SQLite, and from where.

A program of the standard library alone, in the command's process. What does not go through `sqlite3.connect` is not seen.
"""

import atexit
import json
import os
import sqlite3
import sys
from typing import Any

MOST = 20_000  # executions written down
_written = open(os.environ["PROHORI_STATEMENTS"], "a", encoding="utf-8")  # noqa: PTH123, SIM115
atexit.register(_written.close)
_count = 0


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        _note(sql, parameters)
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        _note(sql, ())
        return super().executemany(sql, parameters)


class _Connection(sqlite3.Connection):
    """Its own `execute` makes a plain cursor: whether the one of `sqlite3` asks our `cursor` differs between versions."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        _note(sql, parameters)
        return super().cursor(sqlite3.Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        _note(sql, ())
        return super().cursor(sqlite3.Cursor).executemany(sql, parameters)


def _note(sql: str, parameters: Any) -> None:
    global _count
    _count += 1
    if _count <= MOST:
        caller = sys._getframe(2)
        given = parameters if isinstance(parameters, dict) else list(parameters)
        json.dump([sql, given, caller.f_code.co_filename, caller.f_lineno], _written, default=lambda _: None)
        _written.write("\n")


def _connect(*arguments: Any, **named: Any) -> Any:
    if len(arguments) < 6:
        named.setdefault("factory", _Connection)
    return _original(*arguments, **named)


_original = sqlite3.connect
sqlite3.connect = sqlite3.dbapi2.connect = _connect
