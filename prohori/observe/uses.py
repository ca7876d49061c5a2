"""How often each stored record answered a step, from the journal: a cached run writes its line there anyway, and no row anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prohori.observe.reading import parsed, raw_lines

_MARKS = (b'"component": "step"', b'"record": "')


@dataclass
class Uses:
    by_record: Counter[str] = field(default_factory=Counter)
    """By the beginning of its key (`journal.KEY_SHOWN` characters)."""
    since: str | None = None
    """The oldest line that is still there."""


def uses(folder: Path) -> Uses:
    """Streams through the journal's files. A record that was made again begins at zero."""
    found = Uses()
    for line in raw_lines(folder):
        if found.since is None:
            found.since = str(parsed(line).get("timestamp") or "") or None
        if not all(mark in line for mark in _MARKS):
            continue
        step = parsed(line)
        if step.get("component") != "step":
            continue
        for key, state in _records(step):
            if state == "hit":
                found.by_record[key] += 1
            else:
                found.by_record.pop(key, None)
    return found


def _records(step: dict[str, object]) -> Iterator[tuple[str, object]]:
    """The key and the state of the step's record, or of those of its shards."""
    shards = step.get("shards")
    for one in (step, *(shards if isinstance(shards, list) else ())):
        if isinstance(one, dict) and isinstance(one.get("record"), str):
            yield str(one["record"]), one.get("cache")
