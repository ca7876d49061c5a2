"""Reading the journal while others write it: its files, oldest first; its lines, newest first; its lines as they come.

A line that is torn, or is no object, is passed over. What is read is never copied whole into memory.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from prohori.errors import UsageError

BLOCK = 1 << 16
PAUSE = 0.2
"""Seconds between two looks for new lines."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
Line = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for; what is empty asks for all."""

    level: str = "DEBUG"
    """This one and worse."""
    since: datetime | None = None
    until: datetime | None = None
    """Not included."""
    text: str = ""
    """In the message or in a field, whatever its case."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Equal; of a `run` the beginning."""

    def has(self, line: Line) -> bool:
        level = line.get("level")
        if level in LEVELS and LEVELS.index(level) < LEVELS.index(self.level):
            return False
        if not all(_equal(name, value, line.get(name)) for name, value in self.fields.items()):
            return False
        if self.since or self.until:
            at = instant(line)
            if at is None or (self.since and at < self.since) or (self.until and at >= self.until):
                return False
        return not self.text or self.text.casefold() in json.dumps(line, ensure_ascii=False).casefold()


def _equal(name: str, wanted: str, found: object) -> bool:
    return isinstance(found, str) and (found.startswith(wanted) if name == "run" else found == wanted)


def files(folder: Path) -> list[Path]:
    """Oldest first: `journal-<instant>…` sorts before `journal.jsonl`."""
    return sorted(folder.glob("journal*.jsonl"))


def raw_lines(folder: Path) -> Iterator[bytes]:
    """Oldest first, as they were written."""
    for path in files(folder):
        try:
            with path.open("rb") as file:
                yield from file
        except FileNotFoundError:  # rotated away meanwhile
            continue


def parsed(line: bytes) -> Line:
    """Empty for a line that is none of ours."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):  # cut short by a full disk
        return {}
    return found if isinstance(found, dict) else {}


def instant(line: Line) -> datetime | None:
    try:
        return datetime.fromisoformat(line["timestamp"])
    except (KeyError, TypeError, ValueError):
        return None


def newest(folder: Path, wanted: Wanted) -> Iterator[Line]:
    """Newest first: read from the end, so that the last few of a million cost no more than of a thousand."""
    marks = [value.encode() for value in wanted.fields.values() if value.isascii() and value.isprintable() and not set(value) & set('"\\')]
    for path in reversed(files(folder)):
        for raw in _backwards(path):
            if not all(mark in raw for mark in marks):
                continue
            line = parsed(raw)
            if not line:
                continue
            if wanted.has(line):
                yield line


def _backwards(path: Path) -> Iterator[bytes]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        place, rest = file.seek(0, os.SEEK_END), b""
        while place:
            size = min(BLOCK, place)
            place -= size
            file.seek(place)
            first, *lines = (file.read(size) + rest).split(b"\n")
            yield from (line for line in reversed(lines) if line)
            rest = first
        if rest:
            yield rest


def follow(folder: Path, wanted: Wanted, *, sleep: Callable[[float], None] = time.sleep) -> Iterator[Line]:
    """New lines, for ever: also of the file that comes after a rotation."""
    path, whence = folder / "journal.jsonl", os.SEEK_END
    while True:
        try:
            file = path.open("rb")
        except FileNotFoundError:
            sleep(PAUSE)
        else:
            with file:
                file.seek(0, whence)
                yield from (line for line in map(parsed, _until_replaced(path, file, sleep)) if line and wanted.has(line))
        whence = os.SEEK_SET


def _until_replaced(path: Path, file: IO[bytes], sleep: Callable[[float], None]) -> Iterator[bytes]:
    rest = b""
    while True:
        if piece := file.read(BLOCK):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        elif _replaced(path, file.fileno()):
            return
        else:
            sleep(PAUSE)


def _replaced(path: Path, descriptor: int) -> bool:
    try:
        return not os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False  # until the next line makes a new one, writers may still append to this one


def moment(text: str, zone: ZoneInfo, now: datetime | None = None) -> datetime:
    """`2h` or `3d` ago; or a day or an instant (ISO 8601), of the zone where it names none. Raises `UsageError`."""
    number, unit = text[:-1], text[-1:]
    if unit in _UNITS and number.isdecimal() and len(number) < 8:
        return (now or datetime.now(UTC)) - timedelta(seconds=int(number) * _UNITS[unit])
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no time", next="write 2h, 3d, 2026-07-01 or 2026-07-01T09:30") from None
    return found if found.tzinfo else found.replace(tzinfo=zone)
