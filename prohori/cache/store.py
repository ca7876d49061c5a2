"""The cache on disk: text keys to bytes, in one SQLite database, guarded against what others put there.

Every value carries the sha256 of its key and itself. An entry that is torn, forged or not ours is a miss that is counted in
`faults`; a damaged database is moved aside and a new one begun. A failing write is counted in `failed_writes` and returns
False: a cache that cannot be written costs time, never the run. The digest is no signature: somebody who can write in the
folder as this user can write any answer into it, but no code.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import sqlite3
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

import diskcache

from prohori.cache.directory import private_directory
from prohori.cache.guarded import LARGEST_VALUE, Foreign, GuardedCache, Row
from prohori.cache.lock import KeyLock, sweep
from prohori.errors import SettingsError, TransientError

T = TypeVar("T")
Entries = Mapping[str, bytes]

DATABASE = "cache.db"
FAULTS = "f:faults"
BATCHES_A_LOG = 25
"""Transactions of a large removal before the log is emptied."""
_DIGEST = hashlib.sha256().digest_size
_UNUSABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
    | {sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_INTERRUPT}
)
"""SQLite's answers that say nothing about the content of the database."""
_DAMAGE = (sqlite3.DatabaseError, Foreign, TypeError, ValueError, AttributeError)


@dataclass
class Stats:
    """What this process did with the store."""

    hits: int = 0
    misses: int = 0
    stored: int = 0
    failed_writes: Counter[str] = field(default_factory=Counter)
    """Why to how many."""


class Store:
    """Safe to use from threads and after a fork. Open it with `Store.open`."""

    def __init__(self, directory: Path, cache: GuardedCache) -> None:
        self.directory, self.stats = directory, Stats()
        self._cache = cache
        self._unsaved: Counter[str] = Counter()
        self._repairing = threading.Lock()

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Raises `SettingsError` where the folder is not private, on a network file system, or cannot be written."""
        directory = private_directory(directory)
        try:
            cache, aside = _opened(directory)
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(
                "The cache cannot be opened", where=str(directory / DATABASE), why=str(error),
                next="free some disk space, make the folder writable, or set `PROHORI_HOME`",
            ) from None  # fmt: skip
        store = cls(directory, cache)
        weakref.finalize(store, _save_faults, directory, store._unsaved, os.getpid())
        if aside:
            store._tell(aside)
        return store

    @property
    def locks(self) -> Path:
        """Where the lock files of this store lie."""
        return self.directory / "locks"

    @property
    def faults(self) -> Counter[str]:
        """Kind of damage to how often it was met, by all processes since the database was begun."""
        return self._saved_faults() + self._unsaved

    def count_fault(self, kind: str) -> None:
        """For an entry that is sound as bytes, but not what its reader expects."""
        self._unsaved[kind] += 1

    def get(self, key: str) -> bytes | None:
        return self.get_many((key,)).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The entries that are there and sound; one statement for every few hundred keys."""
        if not all(map(str.isascii, keys)):
            raise ValueError("a cache key is ASCII text")
        now = time.time()
        rows = self._read(lambda cache: list(cache.rows(keys)))
        found = {row[0]: value for row in rows if (value := self._value(row, now)) is not None}
        self.stats.hits += len(found)
        self.stats.misses += len(keys) - len(found)
        return found

    def _value(self, row: Row, now: float) -> bytes | None:
        key, raw, mode, filename, expires, value = row
        fault = _fault(raw, mode, filename, value)
        if fault is None and value[:_DIGEST] != _digest(key, value[_DIGEST:]):
            fault = "digest"
        if fault is not None:
            self._unsaved[fault] += 1
            return None
        if expires is not None and (not isinstance(expires, (int, float)) or expires <= now):
            return None
        return bytes(value[_DIGEST:])

    def put_many(self, entries: Entries, *, expire: float | None = None, remove: Iterable[str] = ()) -> bool:
        """All or nothing, in one transaction. `expire` in seconds. False if it could not be written."""
        gone = tuple(remove)
        return self.update(lambda: (entries, gone), expire=expire)

    def update(self, change: Callable[[], tuple[Entries, Sequence[str]]], *, expire: float | None = None) -> bool:
        """Writes the entries and removes the keys that `change` returns; what it reads, nobody writes meanwhile."""

        def write(cache: GuardedCache) -> int:
            entries, gone = change()
            cache.remove(gone)
            for key, value in entries.items():
                _set(cache, key, value, expire)
            return len(entries)

        stored = self._write(write)
        self.stats.stored += stored or 0
        return stored is not None

    def delete(self, keys: Iterable[str]) -> int:
        """How many entries are gone."""
        gone = tuple(keys)
        return self._write(lambda cache: cache.remove(gone)) or 0

    def keys(self, prefix: str = "") -> list[str]:
        """The keys, sorted, without checking their entries."""
        return [key for key in self._read(lambda cache: cache.names(prefix)) if key != FAULTS]

    def count(self, prefix: str) -> int:
        """How many keys begin so; a million in a fraction of a second."""
        return sum(self._read(lambda cache: [cache.count_of(prefix)]))

    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that are there, sound or not."""
        return set(self._read(lambda cache: list(cache.present(keys))))

    def volume(self, prefix: str) -> int:
        """Bytes of the values whose keys begin so."""
        return sum(self._read(lambda cache: [cache.bytes_of(prefix)]))

    def pages(self, prefix: str, *, keys: int = 500, size: int = 8_000_000) -> Iterator[list[str]]:
        """All keys with the prefix, in order, some at a time: so few that their values have about `size` bytes together."""
        after = b""
        while rows := self._read(lambda cache: cache.page(prefix, after, keys)):  # noqa: B023 (called at once)
            taken: list[bytes] = []
            total = 0
            for key, length in rows:
                total += length or 0
                if taken and total > size:
                    break
                taken.append(key)
            after = taken[-1]
            yield [key.decode() for key in taken if key.isascii()]

    def drop(self, change: Callable[[GuardedCache, int], int], *, batch: int = 2000) -> int:
        """Repeats a deletion of at most so many rows until nothing is left of it, each time in a transaction of its own.

        `TransientError` where the database cannot be written.
        """
        gone = 0
        for number in itertools.count(1):
            some = self.surely(lambda cache: change(cache, batch))
            gone += some
            if number % BATCHES_A_LOG == 0:
                self.fold()
            if not some:
                break
        return gone

    def fold(self) -> None:
        """Empties the write-ahead log, which a large removal lets grow beyond the database."""
        self._read(lambda cache: cache.fold_log())

    def surely(self, change: Callable[[GuardedCache], int]) -> int:
        """What `change` returns, or `TransientError` where it could not be written."""
        before = self.stats.failed_writes.copy()
        changed = self._write(change)
        if changed is None:
            raise TransientError(
                "The cache could not be changed", where=str(self.directory / DATABASE),
                why=", ".join(self.stats.failed_writes - before), next="try again when no other process writes to it",
            )  # fmt: skip
        return changed

    def count_expired(self) -> int:
        return sum(self._read(lambda cache: [cache.count_expired(time.time())]))

    def drop_expired(self) -> int:
        """Removes the entries whose own time is over."""
        now = time.time()
        return self.drop(lambda cache, batch: cache.drop_expired(now, batch))

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in _files(self.directory) if file.exists())

    def trim(self, limit: int) -> int:
        """Removes the entries stored longest ago until the rest takes at most `limit` bytes; how many went."""
        gone = sum(self._older(newest) for newest in self._read(lambda cache: cache.newest_to_go(limit)))
        self._read(lambda cache: cache.fold_log())
        return gone

    def _older(self, newest: tuple[float, int]) -> int:
        """Removes what was stored up to `newest`, some rows in one transaction, so that others can write between."""
        gone, after = 0, -(2**63)
        while ends := self._read(lambda cache: cache.stretch(after, 5000)):  # noqa: B023 (called at once)
            some = self._write(lambda cache: cache.drop_older(newest, after, ends[0]))  # noqa: B023
            if some is None:
                break
            gone, after = gone + some, ends[0]
        return gone

    def sweep(self) -> int:
        """Removes rows that are not ours, each counted as a fault, and the lock files of killed processes."""
        swept = self._write(lambda cache: cache.sweep()) or 0
        if swept:
            self._unsaved["foreign row"] += swept
        sweep(self.locks)
        return swept

    def clear(self) -> int:
        """Removes everything: entries, rows that are not ours, the counts of faults, lock files of killed processes.

        How many entries went; `TransientError` if none could be removed.
        """
        before = self.stats.failed_writes.copy()
        gone = self._emptied()
        if gone is None:  # a database that showed itself damaged is a new one now
            gone = self._emptied()
        if gone is None:
            raise TransientError(
                "The cache could not be cleared", where=str(self.directory / DATABASE),
                why=", ".join(self.stats.failed_writes - before), next="try again when no other process writes to it",
            )  # fmt: skip
        self._read(lambda cache: cache.fold_log())
        sweep(self.locks)
        return gone

    def _emptied(self) -> int | None:
        self._unsaved.clear()
        return self._write(lambda cache: cache.clear_all(FAULTS))

    def close(self) -> None:
        """Saves the faults and closes this thread's connection. The store can be used again after it."""
        if self._unsaved:
            self._write(lambda _: 0)
        self._cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, ask: Callable[[GuardedCache], list[T]]) -> list[T]:
        cache = self._cache
        try:
            return ask(cache)
        except sqlite3.DatabaseError as error:
            if _damaged(error):
                self._repair(cache)
            else:
                self._unsaved["unreadable"] += 1
            return []

    def _write(self, change: Callable[[GuardedCache], int]) -> int | None:
        cache, unsaved = self._cache, Counter(self._unsaved)
        try:
            with cache.transact():
                changed = change(cache)
                if unsaved:
                    _set(cache, FAULTS, json.dumps(self._saved_faults() + unsaved, sort_keys=True).encode(), None)
        except (sqlite3.Error, diskcache.Timeout) as error:
            self.stats.failed_writes[_reason(error)] += 1
            if isinstance(error, sqlite3.DatabaseError) and _damaged(error):
                self._repair(cache)
            return None
        self._unsaved -= unsaved
        return changed

    def _saved_faults(self) -> Counter[str]:
        rows = self._read(lambda cache: list(cache.rows((FAULTS,))))
        saved = next((value for row in rows if (value := self._value(row, 0)) is not None), b"{}")
        try:
            return Counter({str(kind): int(count) for kind, count in json.loads(saved).items()})
        except (ValueError, TypeError, AttributeError):
            return Counter({"value": 1})

    def _repair(self, broken: GuardedCache) -> None:
        """Opens the database again, a new one if it is damaged. Other threads and processes may be at the same."""
        with self._repairing:
            if self._cache is not broken:
                return
            broken.close()
            try:
                self._cache, aside = _opened(self.directory, suspicious=True)
            except (sqlite3.Error, OSError) as error:
                self._unsaved["unreadable"] += 1
                self.stats.failed_writes[_reason(error)] += 1
                return
        if aside:
            self._tell(aside)

    def _tell(self, aside: Path) -> None:
        from prohori.observe.journal import record  # only a damaged cache pays for it

        self._unsaved["corrupt database"] += 1
        record("The cache was damaged: it was moved aside and begun anew", level="WARNING", component="cache", moved_to=str(aside))


def _save_faults(directory: Path, unsaved: Counter[str], opened_by: int) -> None:
    """Those of a store that is gone without `close`, or that a process leaves behind at its end. A forked child keeps out of it."""
    if not unsaved or os.getpid() != opened_by or not (directory / DATABASE).is_file():
        return
    with contextlib.suppress(sqlite3.Error, diskcache.Timeout, OSError):
        cache = _sound(directory, thorough=False)
        if cache is not None:
            last = Store(directory, cache)
            last._unsaved = unsaved
            last.close()


def _opened(directory: Path, *, suspicious: bool = False) -> tuple[GuardedCache, Path | None]:
    """The database, and where the damaged one was moved, if it was. `suspicious` looks at every page."""
    if not suspicious and (cache := _sound(directory, thorough=False)) is not None:
        return cache, None
    with KeyLock(directory / "locks", "repair", timeout=60):
        if (cache := _sound(directory, thorough=True)) is not None:
            return cache, None
        aside = _move_aside(directory)
        return GuardedCache(str(directory)), aside


def _sound(directory: Path, *, thorough: bool) -> GuardedCache | None:
    if any(file.is_symlink() for file in _files(directory)):
        return None
    try:
        cache = GuardedCache(str(directory))
        if not thorough or cache.sound():
            return cache
        cache.close()
    except _DAMAGE as error:
        if isinstance(error, sqlite3.DatabaseError) and not _damaged(error):
            raise
    return None


def _files(directory: Path) -> list[Path]:
    """The log first: a log that is left behind would be played into the next database."""
    return [directory / f"{DATABASE}{suffix}" for suffix in ("-wal", "-shm", "")]


def _move_aside(directory: Path) -> Path:
    number = 1
    while (directory / f"{DATABASE}.corrupt-{number}").exists():
        number += 1
    for file in _files(directory):
        if file.exists() or file.is_symlink():
            file.rename(file.with_name(f"{file.name}.corrupt-{number}"))
    return directory / f"{DATABASE}.corrupt-{number}"


def _set(cache: GuardedCache, key: str, value: bytes, expire: float | None) -> None:
    if len(value) > LARGEST_VALUE - _DIGEST:
        raise sqlite3.DataError("entry too large")
    cache.set(key, _digest(key, value) + value, expire=expire)


def _digest(key: str, value: bytes) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass") + b"\0" + value).digest()


def _fault(raw: object, mode: object, filename: object, value: object) -> str | None:
    if raw != 1:
        return "pickled key"
    if filename is not None:
        return "file name"
    if mode != 1:
        return "pickled value"
    return None if type(value) is bytes else "value"


def _damaged(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF not in _UNUSABLE


def _reason(error: Exception) -> str:
    return "locked by another process" if isinstance(error, diskcache.Timeout) else str(error)
