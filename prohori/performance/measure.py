"""One execution, timed: a command in a copy of the repository's files, or a SELECT on a copy of a database.

Nothing of the operator's is written: files are materialised from the snapshot, databases are copied. Copies are
in the page cache when they are measured, so the numbers are warm ones. What is not modelled: cold caches, other
load, the network.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import quote

from prohori.allowance import Allowance
from prohori.errors import AgentError, SnapshotChanged, SnapshotViolation, TimeLimit, TransientError
from prohori.isolation.commands import CannotStart, Ended, timed
from prohori.observe.redaction import mask
from prohori.performance.history import WAL
from prohori.performance.samples import Limits, collect
from prohori.performance.targets import CommandTarget, SqlTarget
from prohori.snapshot.protocol import Reads

SCRATCH = "measure-"
STDERR_TAIL = 2000  # characters
PROGRESS_STEPS = 10_000  # SQLite instructions between two looks at the clock
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


@dataclass(frozen=True, slots=True)
class Samples:
    milliseconds: tuple[float, ...]
    rows: int | None = None
    plan: str = ""
    processor_ms: tuple[float, ...] = ()
    """Of a command, a number a sample."""
    peak_mib: float | None = None
    failed: int = 0
    """Requests whose answer was not the expected one; they are among the samples."""


@contextlib.contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """A new folder for copies, gone after the block. What processes that were killed left is removed, too."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f"{SCRATCH}*"):
        number = left.name.removeprefix(SCRATCH).partition("-")[0]
        if number.isdigit() and not _lives(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-", dir=folder, ignore_cleanup_errors=True) as made:
        yield Path(made)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def materialise(reads: Reads, globs: tuple[str, ...], into: Path) -> tuple[str, ...]:
    """The snapshot's files that match, written below `into`, dirty bytes included; their paths.

    A link becomes the file it points at. The snapshot does not tell modes: scripts (`#!`) are executable.
    """
    paths = reads.glob(*globs)
    for path in paths:
        if ".." in Path(path).parts or Path(path).is_absolute():
            raise SnapshotViolation(f"`{path}` leaves the snapshot", where=path, next="rename the file")
        content = reads.content(path)
        file = into / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o700 if content.startswith(b"#!") else 0o600)
    return paths


def copy_database(source: Path, target: Path, expected: str | None) -> None:
    """A byte copy, with the write-ahead log, that has the digest of the facts, or an error."""
    if expected is None or not source.is_file():
        raise AgentError(
            "the database to measure on does not exist", where=str(source), next="generate it, or correct the target's `database`"
        )
    journal = source.with_name(source.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        raise TransientError("the database is being written", where=str(source), why=f"`{journal.name}` is there", next="try again later")
    digest = hashlib.sha256()
    for suffix in ("", WAL):
        part = source.with_name(source.name + suffix)
        if suffix and not part.exists():
            continue
        with part.open("rb") as stream, target.with_name(target.name + suffix).open("wb") as copy:
            while block := stream.read(1 << 18):
                digest.update(block)
                copy.write(block)
    if digest.hexdigest() != expected:
        raise SnapshotChanged("the database changed since the run began", where=str(source), next="run again")


def command_samples(name: str, target: CommandTarget, tree: Path, scratch: Path, limits: Limits, allowance: Allowance) -> Samples:
    """`tree` has the files; `scratch` holds the pristine database (`pristine.sqlite`), if the target has one."""
    run, ends = command_run(name, target, tree, scratch, allowance), list[Ended]()

    def once() -> float:
        ends.append(run())
        return ends[-1].milliseconds

    milliseconds = collect(once, limits)
    sampled = ends[-len(milliseconds) :]
    return Samples(milliseconds, processor_ms=tuple(end.processor_ms for end in sampled), peak_mib=max(end.peak_mib for end in sampled))


def command_run(
    name: str,
    target: CommandTarget,
    tree: Path,
    scratch: Path,
    allowance: Allowance,
    *,
    before: tuple[str, ...] = (),
    variables: Mapping[str, str] | None = None,
) -> Callable[[], Ended]:
    """Executes the command once, on a fresh copy of the database. `before` are words before the command's, `variables` are beyond
    `environment`."""
    folder = tree / target.folder
    if not folder.is_dir():
        raise AgentError(
            f"the folder of target `{name}` does not exist",
            where=target.folder,
            why="no file that `reads` matches is in it",
            next="correct `folder` or `reads`",
        )
    database = scratch / "database.sqlite"
    words = {"{database}": str(database), "{python}": sys.executable}
    argv = [*before, *(_filled(argument, words) for argument in target.command)]
    given = {**environment(scratch), **(variables or {})}

    def once() -> Ended:
        allowance.refuse(f"target `{name}`")
        if target.database is not None:
            for leftover in scratch.glob("database.sqlite*"):
                leftover.unlink()
            for part in scratch.glob("pristine.sqlite*"):
                shutil.copyfile(part, scratch / part.name.replace("pristine", "database", 1))
        return run_command(name, argv, folder, scratch, target.timeout_seconds, allowance, given)

    return once


def run_command(
    name: str, argv: list[str], folder: Path, scratch: Path, timeout: float, allowance: Allowance, variables: Mapping[str, str]
) -> Ended:
    """From start to exit. The whole process group is killed at the end, however it came."""
    where = f"target `{name}`"
    with (scratch / "stderr").open("w+b") as stderr:
        try:
            ended = timed(argv, folder=folder, variables=variables, stderr=stderr, seconds=timeout, allowance=allowance)
        except CannotStart as error:
            next_ = "correct `command`: it is found on PATH"
            raise AgentError(f"the command of target `{name}` cannot be started", where=argv[0], why=str(error), next=next_) from None
        if ended is None:
            next_ = "raise `timeout_seconds`, or make it faster"
            raise TimeLimit(f"target `{name}` took more than {timeout:g} s", where=where, why=_tail(stderr), next=next_)
        if ended.status != 0:
            how = f"was killed by signal {-ended.status}" if ended.status < 0 else f"ended with status {ended.status}"
            next_ = "run it by hand in the folder"
            raise AgentError(f"the command of target `{name}` {how}", where=where, why=_tail(stderr), next=next_)
    return ended


def environment(scratch: Path) -> Mapping[str, str]:
    """All that the command sees of ours. Bytecode goes to the scratch folder, where the warm-up leaves it warm."""
    home = scratch / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": str(home), "TMPDIR": str(home),
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"), "PYTHONHASHSEED": "0",
    }  # fmt: skip


def sql_samples(name: str, target: SqlTarget, statement: str, database: Path, limits: Limits, allowance: Allowance) -> Samples:
    """The statement's samples, how many rows it returns, and SQLite's plan for it."""
    rows = 0
    with read_only(database) as connection, allowance.wakes(partial(interrupt, connection)):

        def once() -> float:
            nonlocal rows
            connection.set_progress_handler(over(target.timeout_seconds, allowance), PROGRESS_STEPS)
            started = time.perf_counter()
            rows = sum(map(len, _batches(connection, statement, target, name, allowance)))
            return (time.perf_counter() - started) * 1000

        explained = _batches(connection, f"EXPLAIN QUERY PLAN {statement}", target, name, allowance)
        plan = "\n".join(str(row[3]) for batch in explained for row in batch)
        milliseconds = collect(once, limits)
    return Samples(milliseconds, rows, plan)


def _batches(
    connection: sqlite3.Connection, statement: str, target: SqlTarget, name: str, allowance: Allowance
) -> Iterator[list[tuple[object, ...]]]:
    """The rows, a thousand at a time: all are fetched, none is kept."""
    where = target.statement_path or f"target `{name}`"
    allowance.refuse(where)
    try:
        cursor = connection.execute(statement, target.parameters)
        while rows := cursor.fetchmany(1000):
            yield rows
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            allowance.refuse(where)
            raise TimeLimit(
                f"target `{name}` took more than {target.timeout_seconds:g} s", where=where, next="raise `timeout_seconds`, or add an index"
            ) from None
        raise _sql_error(name, where, error) from None
    except (sqlite3.Error, sqlite3.Warning) as error:  # two statements are a `Warning` before Python 3.12
        raise _sql_error(name, where, error) from None


def _sql_error(name: str, where: str, error: Exception) -> AgentError:
    refused = "not authorized" in str(error) or "one statement" in str(error)
    why = f"only one SELECT (or WITH … SELECT) is allowed: {error}" if refused else str(error)
    return AgentError(
        f"the statement of target `{name}` cannot be measured",
        where=where,
        why=why,
        next="correct the statement, its parameters or the database",
    )


@contextlib.contextmanager
def read_only(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.set_authorizer(_only_reading)
        yield connection
    finally:
        connection.close()


def _only_reading(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    allowed = action in _READING and second != "load_extension"
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def over(seconds: float, allowance: Allowance) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until or allowance.is_over


def interrupt(connection: sqlite3.Connection) -> None:
    """Also where SQLite sorts, and asks no progress handler."""
    with contextlib.suppress(sqlite3.ProgrammingError):  # closed meanwhile
        connection.interrupt()


def _filled(argument: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        argument = argument.replace(word, value)
    return argument


def _tail(stderr: IO[bytes]) -> str:
    """What the command said last, masked."""
    size = stderr.seek(0, os.SEEK_END)
    stderr.seek(max(0, size - 4 * STDERR_TAIL))
    text = stderr.read().decode("utf-8", "replace")[-STDERR_TAIL:].strip()
    return mask(text) or "it wrote nothing to stderr"
