"""One `serve.py` a state folder: a lock that the kernel frees when its process ends, however it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from prohori.cache.lock import KeyLock
from prohori.errors import UsageError
from prohori.settings import Settings

GLANCE_SECONDS = 1.0
"""Whoever only asks holds the lock for a moment."""


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Raises `UsageError` where another process of this state folder serves already."""
    lock = _lock(settings)
    if not lock.acquire(GLANCE_SECONDS):
        raise UsageError(
            "Another `serve.py` serves the deployments already", where=str(settings.home), why="two would take each other's runs",
            next="end that one (Ctrl-C), or set another `PROHORI_HOME`",
        )  # fmt: skip
    try:
        yield
    finally:
        lock.release()


def running(settings: Settings) -> bool:
    return _lock(settings).taken()


def _lock(settings: Settings) -> KeyLock:
    return KeyLock(settings.folder("prefect"), "serve")
