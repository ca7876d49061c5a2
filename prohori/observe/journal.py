"""The journal: JSON Lines of what happened, with bound context. One line is one `write`, so that processes can share the file.

`record(event, **facts)` writes a line; `bound(**context)` adds context to all lines inside it (also in threads started by the
run, because loguru's context travels with `contextvars`). `tee(sink)` also hands each line of this process to another place
(the Prefect run's log), once, and never lines that came from there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loguru import logger

from prohori.observe.redaction import mask

if TYPE_CHECKING:
    from loguru import Message

KEPT_FILES = 10
KEY_SHOWN = 16
"""Characters of a record's key in a line."""

logger.remove()


def open_journal(folder: Path, *, level: str = "INFO", max_mb: int = 20) -> Path:
    """Starts writing to `folder/journal.jsonl`; a second call for the same folder changes nothing."""
    path = folder / "journal.jsonl"
    if path not in _open:
        _open[path] = logger.add(_Appender(path, max_mb * 1_000_000), level=level, format="{message}", catch=True)
    return path


_open: dict[Path, int] = {}


class _Appender:
    """Appends whole lines with one `write` each and rotates by renaming; a disk that is full loses lines, not the run."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path, self.limit = path, limit
        self._lost = False

    def __call__(self, message: Message) -> None:
        try:
            self._append(as_line(message.record))
        except OSError as error:
            if not self._lost:  # once: there will be more, and no place to write them
                print(f"prohori: the journal cannot be written: {self.path}: {error.strerror}", file=sys.stderr)  # noqa: T201
            self._lost = True

    def _append(self, line: bytes) -> None:
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(descriptor, line)
            full = os.fstat(descriptor).st_size > self.limit
        finally:
            os.close(descriptor)
        if full:
            self._rotate()

    def _rotate(self) -> None:
        """The renamed file keeps taking the lines of writers that opened it before; nothing is copied."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        try:
            if self.path.stat().st_size <= self.limit:
                return  # another process was faster
            self.path.rename(self.path.with_name(f"journal-{stamp}-{os.getpid()}.jsonl"))
        except FileNotFoundError:
            return
        for old in sorted(self.path.parent.glob("journal-*.jsonl"))[:-KEPT_FILES]:
            old.unlink(missing_ok=True)


def as_line(entry: Any) -> bytes:
    """One JSON line: timestamp, level, component, message, and the bound context; secrets masked."""
    context = dict(entry["extra"])
    line = {
        "timestamp": entry["time"].astimezone(UTC).isoformat(timespec="milliseconds"),
        "level": entry["level"].name,
        "component": context.pop("component", entry["name"]),
        "message": entry["message"],
        **context,
    }
    masked = {name: mask(value) if isinstance(value, str) else value for name, value in line.items()}
    return (json.dumps(masked, ensure_ascii=False, default=str) + "\n").encode("utf-8", "backslashreplace")


def record(message: str, *, level: str = "INFO", component: str, **facts: Any) -> None:
    """Writes one line. `facts` are fields of their own; `None` is left out."""
    logger.bind(component=component, **{name: value for name, value in facts.items() if value is not None}).log(level, "{}", message)


def bound(**context: Any) -> AbstractContextManager[None]:
    return logger.contextualize(**context)


@contextmanager
def tee(sink: Callable[[str, str], None], *, only: Callable[[dict[str, Any]], bool], level: str = "INFO") -> Iterator[None]:
    """Inside, `sink(level, message)` is also called for the lines whose bound context passes `only`."""
    added = logger.add(
        lambda message: sink(message.record["level"].name, mask(message.record["message"])),
        level=level, format="{message}", catch=True, filter=lambda entry: only(dict(entry["extra"])),
    )  # fmt: skip
    try:
        yield
    finally:
        logger.remove(added)
