"""Looking into the store: what it holds, one record by the beginning of its key, and clearing it."""

from __future__ import annotations

from pathlib import Path

from prohori.cache.memo import PREFIX as MEMO
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import OF_ONE_RUN, load
from prohori.errors import UsageError
from prohori.model import Fact

RECORD = "r:"


class StoreStatus(Fact):
    directory: Path
    records: int
    memos: int
    of_runs: int
    """Results of steps that may not be cached, kept to continue the run that made them."""
    bytes: int
    faults: dict[str, int]
    """Entries that could not be used, by kind; each was a miss."""


def status(store: Store) -> StoreStatus:
    """Counts keys and reads no entry: a million take a fraction of a second. `statistics.report` looks into them."""
    return StoreStatus(
        directory=store.directory, records=store.count(RECORD), memos=store.count(MEMO), of_runs=store.count(OF_ONE_RUN),
        bytes=store.size(), faults=store.faults,
    )  # fmt: skip


def find(store: Store, beginning: str) -> StepRecord:
    """The record whose key begins so. Raises `UsageError` where none or more than one does."""
    keys = [key.removeprefix(RECORD) for key in store.keys(RECORD + beginning)]
    record = load(store, keys[0]) if len(keys) == 1 else None
    if record is None:
        why = f"{len(keys)} keys begin so" if len(keys) > 1 else "no sound record has that key"
        raise UsageError(f"`{beginning}` names no single record", why=why, next="`prohori cache status --keys` lists them")
    return record


def keys(store: Store) -> list[tuple[str, StepRecord]]:
    """Every sound record, oldest first."""
    found = ((key.removeprefix(RECORD), load(store, key.removeprefix(RECORD))) for key in store.keys(RECORD))
    return sorted(((key, record) for key, record in found if record), key=lambda pair: pair[1].created)


def clear(store: Store) -> int:
    """Removes everything, also what damaged entries left; how many entries went."""
    return store.clear()
