"""diskcache without what makes a cache folder dangerous: it unpickles nothing, follows no file name, obeys no stored setting.

Keys are text, values are bytes, both inside SQLite: value files are neither written, read nor deleted. What diskcache
does with settings that it finds in the database (pragmas, attributes of its own objects) is answered with ours.
"""

from __future__ import annotations

import functools
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import diskcache
from diskcache.core import DBNAME, DEFAULT_SETTINGS, ENOVAL, METADATA, MODE_RAW, UNKNOWN

LOCK_SECONDS = 5
"""How long a statement waits for another process that writes."""
LARGEST_VALUE = 64 * 2**20
"""Bytes. A larger row is not loaded."""
CHUNK = 500
"""Keys in one statement."""
OURS = DEFAULT_SETTINGS | {
    "eviction_policy": "none",
    "cull_limit": 0,
    "sqlite_mmap_size": 0,  # a truncated file that is mapped is a SIGBUS, not an error
}
PRAGMAS = ("synchronous = NORMAL", "mmap_size = 0", "trusted_schema = OFF")
_ROWS = """SELECT key, raw, mode, filename, expire_time,
    CASE WHEN typeof(value) = 'blob' AND length(value) <= {limit} THEN value END FROM Cache WHERE key IN ({marks})"""
_WITHIN = "key >= ? AND key < ? AND raw = 1"
"""Bounds that are text meet no other type, and only they let SQLite search its index."""

Row = tuple[str, Any, Any, Any, Any, Any]
"""key, raw, mode, filename, expire_time, value; all but the key as somebody may have forged them."""


class Foreign(Exception):
    """Something in the database that this program did not write."""


class GuardedDisk(diskcache.Disk):
    """Text keys and bytes values only; every other way through `Disk` is closed."""

    def __init__(self, directory: str, **_: object) -> None:
        super().__init__(directory)  # type: ignore[no-untyped-call]

    def put(self, key: object) -> tuple[str, bool]:
        if type(key) is not str or not key.isascii():
            raise TypeError(f"a cache key is ASCII text, not {key!r}")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if type(key) is not str or not raw:
            raise Foreign("pickled key")
        return key

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> tuple[int, int, None, memoryview]:
        if type(value) is not bytes or read:
            raise TypeError(f"a cache value is `bytes`, not `{type(value).__name__}`")
        return 0, MODE_RAW, None, memoryview(value)

    def fetch(self, mode: object, filename: object, value: object, read: bool) -> bytes:
        if mode != MODE_RAW or filename is not None or type(value) is not bytes or read:
            raise Foreign("value")
        return value

    def filename(self, key: object = UNKNOWN, value: object = UNKNOWN) -> NoReturn:
        raise Foreign("file name")

    def remove(self, file_path: object) -> None:
        """Nothing: no file belongs to a row, whatever name the row carries."""


class GuardedCache(diskcache.Cache):
    """Raises `Foreign`, `TypeError` or `sqlite3.DatabaseError` on a database that is not ours or is damaged."""

    def __init__(self, directory: str) -> None:
        try:
            super().__init__(directory, timeout=LOCK_SECONDS, disk=GuardedDisk, **OURS)  # type: ignore[no-untyped-call]
            list(self.rows(("",)))  # a table of other columns shows itself here
        except BaseException:
            self.close()
            raise

    def reset(self, key: object, value: object = ENOVAL, update: bool = True) -> object:
        if key in OURS:
            value = OURS[key]
        elif key not in METADATA:
            raise Foreign("setting")
        return super().reset(key, value, update)  # type: ignore[no-untyped-call]

    @property
    def _con(self) -> sqlite3.Connection:
        """This thread's connection. diskcache would apply whatever pragmas the database names."""
        if getattr(self._local, "pid", None) != os.getpid():
            self.close()
            self._local.pid = os.getpid()
        connection: sqlite3.Connection | None = getattr(self._local, "con", None)
        if connection is None:
            connection = sqlite3.connect(Path(self.directory, DBNAME), timeout=self._timeout, isolation_level=None)
            self._local.con = connection
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        return connection

    @property
    def _sql_retry(self) -> Callable[..., sqlite3.Cursor]:
        """diskcache waits a minute here, at every opening."""

        def execute(statement: str, *parameters: object) -> sqlite3.Cursor:
            deadline = time.monotonic() + LOCK_SECONDS
            while True:
                try:
                    return self._sql(statement, *parameters)  # type: ignore[no-any-return]
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    time.sleep(0.002)

        return execute

    def rows(self, keys: Sequence[str]) -> Iterator[Row]:
        """Every row with one of these keys: two where somebody added one that diskcache would unpickle."""
        for chunk in _chunks(keys):
            yield from self._sql(_select(len(chunk)), chunk)

    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that are there, without reading their rows."""
        statement = "SELECT key FROM Cache WHERE raw = 1 AND key IN ({})"
        return {key for chunk in _chunks(keys) for (key,) in self._sql(statement.format(_marks(chunk)), chunk)}

    def remove(self, keys: Sequence[str]) -> int:
        """Rows deleted. To be called in a transaction."""
        statement = "DELETE FROM Cache WHERE key IN ({})"
        return sum(self._sql(statement.format(_marks(chunk)), chunk).rowcount for chunk in _chunks(keys))

    def clear_all(self, but: str) -> int:
        """Deletes every row, whoever wrote it, and counts those with another key than `but`. In a transaction."""
        gone = int(self._sql("DELETE FROM Cache WHERE key IS NOT ?", (but,)).rowcount)
        self._sql("DELETE FROM Cache")
        return gone

    def names(self, prefix: str) -> list[str]:
        found = self._sql(f"SELECT CAST(key AS BLOB) FROM Cache WHERE {_WITHIN}", within(prefix))  # noqa: S608 (a constant)
        return sorted(key.decode("utf-8", "replace") for (key,) in found)

    def count_of(self, prefix: str) -> int:
        """From the index alone."""
        return int(next(self._sql(f"SELECT COUNT(*) FROM Cache WHERE {_WITHIN}", within(prefix)))[0])  # noqa: S608 (a constant)

    def bytes_of(self, prefix: str) -> int:
        """Bytes of the values. Visits every row."""
        return int(next(self._sql(f"SELECT TOTAL(length(value)) FROM Cache WHERE {_WITHIN}", within(prefix)))[0])  # noqa: S608 (a constant)

    def page(self, prefix: str, after: bytes, count: int) -> list[tuple[bytes, int]]:
        """The next keys behind `after`, in order, each with the length of its value."""
        return list(self._sql(
            f"SELECT CAST(key AS BLOB), length(value) FROM Cache WHERE {_WITHIN} AND key > CAST(? AS TEXT) ORDER BY key LIMIT ?",  # noqa: S608
            (*within(prefix), after, count),
        ))  # fmt: skip

    def drop_between(self, low: str, high: str, count: int) -> int:
        """Deletes at most so many rows with a key from `low` to before `high`. In a transaction."""
        some = f"SELECT rowid FROM Cache WHERE {_WITHIN} LIMIT ?"  # noqa: S608 (a constant)
        return int(self._sql(f"DELETE FROM Cache WHERE rowid IN ({some})", (low, high, count)).rowcount)  # noqa: S608 (a constant)

    def drop_expired(self, now: float, count: int) -> int:
        """Deletes at most so many rows whose time is over. In a transaction."""
        some = "SELECT rowid FROM Cache WHERE expire_time <= ? LIMIT ?"
        return int(self._sql(f"DELETE FROM Cache WHERE rowid IN ({some})", (now, count)).rowcount)  # noqa: S608 (a constant)

    def count_expired(self, now: float) -> int:
        return int(next(self._sql("SELECT COUNT(*) FROM Cache WHERE expire_time <= ?", (now,)))[0])

    def sweep(self) -> int:
        """Deletes the rows that diskcache would unpickle or that name a file, and counts them. In a transaction."""
        foreign = (
            "typeof(key) <> 'text' OR typeof(raw) <> 'integer' OR raw <> 1 OR mode <> 1 OR filename IS NOT NULL OR typeof(value) <> 'blob'"
        )
        return int(self._sql(f"DELETE FROM Cache WHERE {foreign}").rowcount)  # noqa: S608 (a constant)

    def newest_to_go(self, limit: int) -> list[tuple[float, int]]:
        """Store time and row of the last entry that does not fit when the newest values take at most `limit` bytes; or nothing."""
        kept = "SELECT store_time, rowid, SUM(length(value)) OVER (ORDER BY store_time DESC, rowid DESC) AS total FROM Cache"
        return list(self._sql(
            f"SELECT store_time, rowid FROM ({kept}) WHERE total > ? ORDER BY store_time DESC, rowid DESC LIMIT 1", (limit,)  # noqa: S608
        ))  # fmt: skip

    def stretch(self, after: int, count: int) -> list[int]:
        """The last of the next rows behind `after`; empty where there are none."""
        rows = "SELECT rowid FROM Cache WHERE rowid > ? ORDER BY rowid LIMIT ?"
        return [last for (last,) in self._sql(f"SELECT MAX(rowid) FROM ({rows})", (after, count)) if last is not None]  # noqa: S608

    def drop_older(self, newest: tuple[float, int], after: int, last: int) -> int:
        """Deletes what was stored up to `newest` in the rows behind `after` up to `last`. In a transaction."""
        older = "store_time IS NULL OR (store_time, rowid) <= (?, ?)"
        return int(self._sql(f"DELETE FROM Cache WHERE rowid > ? AND rowid <= ? AND ({older})", (after, last, *newest)).rowcount)  # noqa: S608

    def fold_log(self) -> list[Any]:
        """Moves the write-ahead log into the database and empties it, if no reader is in the way."""
        return list(self._sql("PRAGMA wal_checkpoint(TRUNCATE)"))

    def sound(self) -> bool:
        return list(self._sql("PRAGMA quick_check(1)")) == [("ok",)]


def within(prefix: str) -> tuple[str, str]:
    """From the first key with this prefix to before the first behind them."""
    return (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)) if prefix else ("", "\U0010ffff")


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


@functools.cache
def _select(keys: int) -> str:
    return _ROWS.format(limit=LARGEST_VALUE, marks=",".join("?" * keys))


def _marks(keys: Sequence[str]) -> str:
    return ",".join("?" * len(keys))
