"""Removing from the store what shall not or cannot answer any more, in batches: each is a short transaction of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from prohori.cache.guarded import GuardedCache, within
from prohori.cache.memo import PREFIX as MEMO
from prohori.cache.store import Store
from prohori.cache.summary import RECORD, Summary, read_page, summaries
from prohori.model import Fact
from prohori.snapshot.names import spelled
from prohori.snapshot.reads import version_mark

TRACES = "t:"


class Selection(Fact):
    """Which records: those that every given field fits."""

    agent: str | None = None
    file: str | None = None
    """Asked for by name; relative to the repository."""
    commit: str | None = None
    """Made when this was checked out; its beginning is enough."""

    def takes(self, record: Summary) -> bool:
        return (
            self.agent in (None, record.agent)
            and (self.file is None or spelled(self.file) in record.questions)
            and (self.commit is None or (record.commit or "").startswith(self.commit))
        )


class Pruned(Fact):
    """How many entries went, or would go."""

    expired: int = 0
    """Older than the ttl with which they were stored; also those that were kept for continuing a run."""
    unreferenced: int = 0
    """Records that no step key leads to, and what is no record."""
    traces: int = 0
    """Lists of records that are all gone."""
    memos: int = 0
    """Results of single files by another version of the code."""


def selected(store: Store, selection: Selection) -> Iterator[tuple[str, Summary]]:
    return ((key, record) for key, record, _ in summaries(store) if selection.takes(record))


def remove(store: Store, keys: list[str]) -> int:
    """Records by their keys. Raises `TransientError` where nothing can be written."""
    names = [RECORD + key for key in keys]
    return store.surely(lambda cache: cache.remove(names))


def prune(store: Store, *, now: datetime, code_version: str, dry_run: bool = False) -> Pruned:
    """Raises `TransientError` where nothing can be written; what went before stays gone."""
    expired = store.count_expired() if dry_run else store.drop_expired()
    unreferenced = 0
    for page in store.pages(RECORD):
        old, lost = _removed(store, page, now, dry_run)
        expired, unreferenced = expired + old, unreferenced + lost
    traces = sum(_removed_traces(store, page, dry_run) for page in store.pages(TRACES))
    memos = _other_memos(store, code_version, dry_run)
    if not dry_run:
        store.fold()
    return Pruned(expired=expired, unreferenced=unreferenced, traces=traces, memos=memos)


def optimize(store: Store, limit: int) -> int:
    """Removes the entries stored longest ago until the files take at most `limit` bytes, as far as that is possible; how many went."""
    gone, target = 0, limit
    for _ in range(4):  # rows and indexes take room beside the values that `trim` counts
        gone += store.trim(target)
        if (size := store.size()) <= limit:
            break
        target = target * limit // (size + size // 50)
    return gone


def _removed(store: Store, page: list[str], now: datetime, dry_run: bool) -> tuple[int, int]:
    """Judged and removed in one transaction: a record that is written again meanwhile stays."""
    old: list[str] = []
    lost: list[str] = []

    def change(cache: GuardedCache) -> int:
        old[:], lost[:] = _judged(store, page, now)
        return cache.remove([*old, *lost])

    if dry_run:
        old, lost = _judged(store, page, now)
    else:
        store.surely(change)
    return len(old), len(lost)


def _judged(store: Store, page: list[str], now: datetime) -> tuple[list[str], list[str]]:
    records = {RECORD + key: record for key, record, _ in read_page(store, page)}
    lists = store.get_many(list({TRACES + record.step_key for record in records.values() if record.step_key}))
    led_to = {name: frozenset(_keys(stored)) for name, stored in lists.items()}
    old = [name for name, record in records.items() if _over(record, now)]
    lost = [name for name in page if name not in records or not _led_to(records[name], led_to)]
    return old, sorted(set(lost).difference(old))


def _over(record: Summary, now: datetime) -> bool:
    """Also for a record of the future: a clock was wrong."""
    age = abs(now - datetime.fromisoformat(record.created))
    return record.ttl_hours is not None and age >= timedelta(hours=record.ttl_hours)


def _led_to(record: Summary, led_to: Mapping[str, frozenset[str]]) -> bool:
    return record.step_key is not None and record.key in led_to.get(TRACES + record.step_key, ())


def _removed_traces(store: Store, page: list[str], dry_run: bool) -> int:
    gone: list[str] = []

    def change(cache: GuardedCache) -> int:
        gone[:] = _empty(store, page)
        return cache.remove(gone)

    if dry_run:
        gone = _empty(store, page)
    else:
        store.surely(change)
    return len(gone)


def _empty(store: Store, page: list[str]) -> list[str]:
    lists = store.get_many(page)
    keys = {name: [RECORD + key for key in _keys(lists.get(name, b""))] for name in page}
    there = store.present(sorted({key for listed in keys.values() for key in listed}))
    return [name for name in page if not there.intersection(keys[name])]


def _keys(stored: bytes) -> list[str]:
    try:
        found = json.loads(stored)
    except (ValueError, RecursionError):
        return []
    return [key for key in found if isinstance(key, str) and key.isascii()] if isinstance(found, list) else []


def _other_memos(store: Store, code_version: str, dry_run: bool) -> int:
    first, end = within(MEMO)
    kept, behind = within(MEMO + version_mark(code_version))
    if dry_run:
        return store.count(MEMO) - store.count(kept)
    return sum(
        store.drop(lambda cache, batch: cache.drop_between(low, high, batch))  # noqa: B023 (called at once)
        for low, high in ((first, kept), (behind, end))
    )
