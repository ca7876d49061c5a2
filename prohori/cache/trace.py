"""Reuse: a stored record answers as long as everything its run asked has the same answer now.

A step key has at most eight traces, newest first (`t:<step key>`), each the key of a record (`r:<key>`); the records of one
step under all its keys are kept by what went into them (`a:…`), so that a change of prompt or code can be named too.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from prohori.cache.canonical import canonical, digest
from prohori.cache.key import KeyParts, StepKey
from prohori.cache.record import StepRecord, read_record
from prohori.cache.store import Store
from prohori.model import Json
from prohori.snapshot.questions import Change, differences, first_difference
from prohori.snapshot.tree import Snapshot

TRACES = 8
OF_ONE_RUN = "p:"
"""Before the keys of records without a step key: of steps that may not be cached."""
OF_ONE_RUN_KEPT = timedelta(days=7)
REMEMBERED_KEYS = 64
"""Step keys of one agent and step (its shards, its parameters, its versions) that `explain` can compare with."""
FORGED = (ValueError, TypeError, AttributeError, RecursionError, zlib.error)
"""What comparing answers that somebody wrote into the cache may raise."""


@dataclass(frozen=True)
class Decision:
    """The key under which the step is to be run: that of the stored record where `state` is `hit`."""

    key: str
    state: Literal["hit", "miss", "refresh"]
    why: str
    step_key: StepKey
    ttl_hours: float | None
    record: StepRecord | None = None
    changes: tuple[Change, ...] = ()
    """What differs from the nearest trace; empty where there is none, or only its age is wrong."""


def decide(
    store: Store,
    key: StepKey,
    *,
    step: str,
    snapshot: Snapshot,
    settings: Mapping[str, Json],
    today: date,
    now: datetime,
    ttl_hours: float | None,
    refresh: bool = False,
    surroundings: Json = None,
) -> Decision:
    """`ttl_hours` None sets no limit in time. `surroundings` are the settings that the run may ask for: two processes
    that differ in them never share a fresh key. With `refresh` the run must overwrite what the returned key holds."""
    fresh = digest([key.digest, snapshot.tree, today.isoformat(), surroundings])
    if refresh:
        return Decision(fresh, "refresh", "asked to run again", key, ttl_hours)
    changed: list[StepRecord] = []
    aged = False
    for record in _candidates(store, key, fresh):
        if not _holds(store, record, snapshot, settings, today):
            changed.append(record)
        elif ttl_hours is not None and _age(record, now) >= timedelta(hours=ttl_hours):
            aged = True
        else:
            why = f"nothing it read has changed since {_when(record.created)}"
            return Decision(record.key or fresh, "hit", why, key, ttl_hours, record)
    unused = _unused(store, fresh)
    if aged:
        return Decision(unused, "miss", f"older than its ttl of {ttl_hours:g} h", key, ttl_hours)
    differing = (_differences(record, snapshot, settings, today) for record in changed)
    nearest = min(filter(None, differing), key=len, default=())
    why = _listed([str(change) for change in nearest]) or _why_new(store, key, step)
    return Decision(unused, "miss", why, key, ttl_hours, changes=nearest)


def remember(store: Store, record: StepRecord) -> bool:
    """Writes the record, its place among the traces and what `explain` needs, in one transaction. False if it could not."""
    if record.key is None or record.step_key is None:
        raise ValueError("a record without a key answers nobody: it is not remembered")
    written, of_step, key = f"r:{record.key}", _of_step(record.agent, record.step), f"t:{record.step_key}"

    def change() -> tuple[dict[str, bytes], list[str]]:
        before = [other for other in _traces(store, record.step_key or "") if other != record.key]
        partial = [other for other in before if _is_partial(store, other)] if record.questions.unanalysed else []
        keys = [record.key, *(other for other in before if other not in partial)]
        seen = [other for other in _seen(store, of_step) if other.get("key") != record.step_key]
        newest = {"key": record.step_key, "created": record.created, "parts": _short(record.parts)}
        entries = {
            written: record.to_json(),
            key: canonical(keys[:TRACES]),
            of_step: canonical([newest, *seen][:REMEMBERED_KEYS]),
        }
        return entries, [f"r:{other}" for other in [*keys[TRACES:], *partial]]

    return store.update(change)


def _is_partial(store: Store, key: str) -> bool:
    """Whether it answers nobody, and goes when the next of its kind comes: it would push out those that answer."""
    record = load(store, key)
    return record is not None and bool(record.questions.unanalysed)


def keep_for_run(store: Store, key: str, record: StepRecord) -> bool:
    """Writes a record that answers only the run that made it, when that is continued: in no trace, and gone after a week."""
    return store.put_many({f"{OF_ONE_RUN}{key}": record.to_json()}, expire=OF_ONE_RUN_KEPT.total_seconds())


def load(store: Store, key: str) -> StepRecord | None:
    """The record with this key. One that is damaged or stands under another's key is a counted miss."""
    found = store.get_many((f"r:{key}", f"{OF_ONE_RUN}{key}"))
    for name, stored in found.items():
        record = read_record(stored)
        if record is not None and record.key == (None if name.startswith(OF_ONE_RUN) else key):
            return record
        store.count_fault("record")
    return None


def _holds(store: Store, record: StepRecord, snapshot: Snapshot, settings: Mapping[str, Json], today: date) -> bool:
    try:
        return first_difference(record.questions, snapshot, settings, today) is None
    except FORGED:
        store.count_fault("trace")
        return False


def _differences(record: StepRecord, snapshot: Snapshot, settings: Mapping[str, Json], today: date) -> tuple[Change, ...]:
    try:
        return tuple(differences(record.questions, snapshot, settings, today))
    except FORGED:
        return ()


def _candidates(store: Store, key: StepKey, fresh: str) -> Iterator[StepRecord]:
    """Newest first, read one by one: the first is nearly always the one that answers."""
    for name in dict.fromkeys([*_traces(store, key.digest), fresh]):
        record = load(store, name)
        if record is not None and record.step_key == key.digest:
            yield record


def _unused(store: Store, fresh: str) -> str:
    """A key under which no record stands: one that does was just found not to answer, and Prefect would take it."""
    while (record := load(store, fresh)) is not None:
        fresh = digest([fresh, record.created])
    return fresh


def _why_new(store: Store, key: StepKey, step: str) -> str:
    seen = _seen(store, _of_step(key.agent, step))
    if not seen:
        return "it never ran before"
    now = _short(key.parts)
    different = [sorted(name for name in now.keys() | parts.keys() if now.get(name) != parts.get(name)) for parts in map(_parts, seen)]
    nearest = min(range(len(seen)), key=lambda place: len(different[place]))
    if not different[nearest]:
        return f"its record of {_when(str(seen[nearest].get('created')))} is not in the cache any more"
    return f"changed since {_when(str(seen[nearest].get('created')))}: {_listed(different[nearest])}"


def _listed(names: Sequence[str], shown: int = 3) -> str:
    more = f", and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def _age(record: StepRecord, now: datetime) -> timedelta:
    """Also grows for a record of the future: a clock was wrong."""
    return abs(now - datetime.fromisoformat(record.created))


def _when(created: str) -> str:
    return created[:16].replace("T", " ") + " UTC"


def _of_step(agent: str, step: str) -> str:
    return f"a:{digest([agent, step])[:32]}"


def _traces(store: Store, step_key: str) -> list[str]:
    return [key for key in _list(store, f"t:{step_key}") if isinstance(key, str) and key.isascii()]


def _seen(store: Store, of_step: str) -> list[dict[str, Json]]:
    return [entry for entry in _list(store, of_step) if isinstance(entry, dict)]


def _list(store: Store, key: str) -> list[Json]:
    try:
        found = json.loads(store.get(key) or b"[]")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        store.count_fault("index")
        return []
    return found


def _parts(entry: Mapping[str, Json]) -> dict[str, str]:
    parts = entry.get("parts")
    return parts if isinstance(parts, dict) else {}


def _short(parts: KeyParts) -> dict[str, str]:
    return {name: value[:12] for name, value in parts.items()}
