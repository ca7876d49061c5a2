"""Prefect's locks on ours: one holder a key across threads and processes, freed by the kernel when its process dies."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from prefect.locking.protocol import LockManager

from prohori.cache.lock import KeyLock
from prohori.errors import Cancelled, TimeLimit
from prohori.observe import journal

WAIT_SECONDS = 3600
"""How long a task waits for another that computes the same step, before it fails."""


SAY_AFTER_SECONDS = 1.0


class StoreLocks(LockManager):
    """`directory` may be a function, asked when the first lock is taken. A lock is never taken from a living holder:
    `hold_timeout` is ignored."""

    def __init__(self, directory: Path | Callable[[], Path], wait_seconds: float = WAIT_SECONDS) -> None:
        self._directory, self._wait = directory, wait_seconds
        self._cancelled = threading.Event()
        self._held: dict[str, tuple[str, KeyLock]] = {}
        self._guard = threading.Lock()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """`CachePolicy.configure` copies: the copy must know who holds what."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._directory, self._wait)

    def cancel(self) -> None:
        """Ends the waiting of every thread: a thread that waits for a lock would keep the process alive."""
        self._cancelled.set()

    def _pause(self, seconds: float, waited: float) -> bool:
        if waited < SAY_AFTER_SECONDS <= waited + seconds:
            journal.record("another run computes this step: waiting for it", component="step")
        return not self._cancelled.wait(seconds)

    def _lock(self, key: str) -> KeyLock:
        return KeyLock(self._directory() if callable(self._directory) else self._directory, key)

    def acquire_lock(self, key: str, holder: str, acquire_timeout: float | None = None, hold_timeout: float | None = None) -> bool:
        """Without `acquire_timeout` (as Prefect calls it, which ignores the answer) it raises `TimeLimit` in the end."""
        if self.is_lock_holder(key, holder):
            return True
        lock = self._lock(key)
        if not lock.acquire(self._wait if acquire_timeout is None else acquire_timeout, pausing=self._pause):
            if acquire_timeout is not None:
                return False
            if self._cancelled.is_set():
                raise Cancelled("Cancelled while another run computed this step", where=f"key {key}")
            raise TimeLimit(
                "Another run still computes this step", where=f"key {key}", why=f"waited {self._wait:g} s",
                next="wait for it or end it, then run again",
            )  # fmt: skip
        with self._guard:
            self._held[key] = (holder, lock)
        return True

    async def aacquire_lock(self, key: str, holder: str, acquire_timeout: float | None = None, hold_timeout: float | None = None) -> bool:
        return await asyncio.to_thread(self.acquire_lock, key, holder, acquire_timeout, hold_timeout)

    def release_lock(self, key: str, holder: str) -> None:
        """Raises `ValueError` where this holder does not hold it."""
        with self._guard:
            if self._held.get(key, ("", None))[0] != holder:
                raise ValueError(f"`{holder}` holds no lock for `{key}`")
            _, lock = self._held.pop(key)
        lock.release()

    def is_locked(self, key: str) -> bool:
        return self._lock(key).taken()

    def is_lock_holder(self, key: str, holder: str) -> bool:
        held = self._held.get(key)
        return held is not None and held[0] == holder and held[1].held

    def wait_for_lock(self, key: str, timeout: float | None = None) -> bool:
        lock = self._lock(key)
        if not lock.acquire(timeout):
            return False
        lock.release()
        return True

    async def await_for_lock(self, key: str, timeout: float | None = None) -> bool:
        return await asyncio.to_thread(self.wait_for_lock, key, timeout)
