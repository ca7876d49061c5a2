"""Measurements that were made, appended to `performance/history.jsonl` under the state directory.

A measurement is found again under its key: what was measured (the target without its threshold), the files' and
the database's content, and the machine. The file is only appended to; a torn line is skipped.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from prohori.model import Fact, Json
from prohori.performance.machine import Machine, this_machine
from prohori.performance.samples import interquartile_range, nearest_rank

FACTS = "profile_facts"
WAL = "-wal"


class Measurement(Fact):
    """One target measured once: every sample, and where and when."""

    target: str
    key: str
    measured_at: str
    """ISO 8601, UTC, when the last sample ended."""
    samples_ms: tuple[float, ...]
    machine: Machine
    rows: int | None = None
    plan: str = ""
    """SQLite's `EXPLAIN QUERY PLAN`."""
    processor_ms: tuple[float, ...] = ()
    """Of a command, a number a sample."""
    peak_mib: float | None = None
    failed: int = 0
    """Requests with another answer than the expected one; they are among the samples."""
    commit: str = ""
    tree: str = ""
    """Of the snapshot, where it was measured by `prohori perf`; the key holds the content in any case."""

    @property
    def p50(self) -> float:
        return nearest_rank(self.samples_ms, 0.50)

    @property
    def p95(self) -> float:
        return nearest_rank(self.samples_ms, 0.95)

    @property
    def p99(self) -> float:
        return nearest_rank(self.samples_ms, 0.99)

    @property
    def failed_share(self) -> float:
        return self.failed / len(self.samples_ms)

    @property
    def per_second(self) -> float:
        """One after another."""
        return 1000 * len(self.samples_ms) / sum(self.samples_ms)

    @property
    def spread(self) -> float:
        """Interquartile range, ms."""
        return interquartile_range(self.samples_ms)


def key_of(measured: Json, content: Mapping[str, str], database: str | None, machine: str) -> str:
    """`content` is path to sha256; `machine` and `database` come from the facts."""
    canonical = json.dumps([1, measured, dict(content), database, machine], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogateescape")).hexdigest()


def target_facts(targets: Mapping[str, Mapping[str, Any]]) -> dict[str, Json]:
    """What a measurement depends on outside the repository: this machine, and each target's database content.

    Recorded as the setting `profile_facts`, so that another database or machine is a miss with a name. The
    databases are read in full at each call: a time stamp proves nothing. That costs about a second per gigabyte;
    measure on a smaller copy if that is too slow. A missing database is None.
    """
    if not targets:
        return {}
    paths = {name: target.get("database") for name, target in sorted(targets.items())}
    known: dict[str, str | None] = {}
    for path in paths.values():
        if isinstance(path, str) and path not in known:
            known[path] = database_digest(Path(path))
    return {"machine": str(this_machine()), "databases": {name: known.get(path) for name, path in paths.items() if isinstance(path, str)}}


def database_digest(database: Path) -> str | None:
    """sha256 of a SQLite file and its write-ahead log; None if there is no such file."""
    digest = hashlib.sha256()
    try:
        for block in database_blocks(database):
            digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def database_blocks(database: Path, size: int = 1 << 18) -> Iterator[bytes]:
    """The bytes that the digest is of: the file's, then the log's."""
    for path in (database, database.with_name(database.name + WAL)):
        if path is not database and not path.exists():
            continue
        with path.open("rb", buffering=0) as stream:
            while block := stream.read(size):
                yield block


class History:
    def __init__(self, folder: Path) -> None:
        self._file = folder / "history.jsonl"

    def newest(self, key: str) -> Measurement | None:
        """The last one that was stored under the key."""
        found: Measurement | None = None
        for line in self._lines():
            if key.encode() not in line:
                continue
            try:
                measurement = Measurement.model_validate_json(line)
            except ValidationError:
                continue  # torn or foreign
            if measurement.key == key and measurement.samples_ms:
                found = measurement
        return found

    def all(self, *targets: str) -> list[Measurement]:
        """In the order in which they were stored, of these targets or of all; what cannot be read is passed over."""
        found = []
        for line in self._lines():
            try:
                measurement = Measurement.model_validate_json(line)
            except ValidationError:
                continue
            if measurement.samples_ms and (not targets or measurement.target in targets):
                found.append(measurement)
        return found

    def append(self, measurement: Measurement) -> None:
        """One write under a lock; a torn line before it stays torn and harms nothing."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            end = os.lseek(descriptor, 0, os.SEEK_END)
            torn = end > 0 and os.pread(descriptor, 1, end - 1) != b"\n"
            os.write(descriptor, b"\n" * torn + measurement.model_dump_json().encode() + b"\n")
        finally:
            os.close(descriptor)

    def _lines(self) -> Iterator[bytes]:
        try:
            with self._file.open("rb") as stream:
                yield from stream
        except FileNotFoundError:
            return


def by_machine(measurements: Iterable[Measurement]) -> dict[tuple[str, str], list[Measurement]]:
    """Target and machine → in order of time."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for one in sorted(measurements, key=lambda one: one.measured_at):
        found.setdefault((one.target, str(one.machine)), []).append(one)
    return found


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def elapsed(measured_at: str, at: datetime | None = None) -> tuple[str, int]:
    """Unit (`now`, `minutes`, `hours`, `days`) and number of the time since a measurement, for whoever shows it."""
    minutes = int(((at or datetime.now(UTC)) - datetime.fromisoformat(measured_at)).total_seconds() // 60)
    if minutes < 1:
        return "now", 0
    if minutes < 60:
        return "minutes", minutes
    return ("hours", minutes // 60) if minutes < 48 * 60 else ("days", minutes // 1440)
