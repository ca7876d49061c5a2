"""One holder at a time for a key, across processes and threads; the kernel frees the lock when its holder dies.

A file a key, so two keys can never wait for each other by chance. The holder deletes the file before it lets go, so only
killed processes leave files behind; whoever gets the lock checks that its file still has the name, else tries again.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Self

from prohori.errors import SettingsError, TransientError

FIRST_PAUSE, LONGEST_PAUSE = 0.002, 0.05
"""Seconds between two tries."""


Pausing = Callable[[float, float], bool]


def _sleep(seconds: float, _waited: float) -> bool:
    time.sleep(seconds)
    return True


class KeyLock:
    """A lock that is taken at most once by one object; two objects with one key exclude each other, even in one thread."""

    def __init__(self, directory: Path, key: str, *, timeout: float | None = None) -> None:
        """`timeout` (seconds, None for no limit) is for the use as a context manager."""
        self.key, self.timeout = key, timeout
        self._path = directory / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.lock"
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def acquire(self, timeout: float | None = None, *, pausing: Pausing = _sleep) -> bool:
        """Whether the lock was taken within `timeout` seconds (0: at once; None: however long it takes).

        `pausing` waits between two tries, is told how long it has waited in all, and gives up by answering False."""
        if self.held:
            raise RuntimeError(f"lock `{self.key}` is already held by this object")
        started, pause = time.monotonic(), FIRST_PAUSE
        while not self._try():
            waited = time.monotonic() - started
            if (timeout is not None and waited + pause > timeout) or not pausing(pause, waited):
                return False
            pause = min(pause * 2, LONGEST_PAUSE)
        _held.add(self)
        return True

    def _try(self) -> bool:
        descriptor = _opened(self._path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        if not _has_name(descriptor, self._path):  # deleted by the holder before us
            os.close(descriptor)
            return self._try()
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            raise RuntimeError(f"lock `{self.key}` is not held by this object")
        _held.discard(self)
        with contextlib.suppress(OSError):
            if _has_name(descriptor, self._path):
                self._path.unlink()
        os.close(descriptor)

    def taken(self) -> bool:
        """Whether somebody holds the key now: this object, another one, another process."""
        if self.held:
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def __enter__(self) -> Self:
        if not self.acquire(self.timeout):
            raise TransientError(
                f"Another process still holds `{self.key}`",
                where=str(self._path),
                why=f"waited {self.timeout} s",
                next="try again when it has ended",
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _forget(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def sweep(directory: Path) -> int:
    """Deletes the lock files that killed processes left, and counts them."""
    swept = 0
    for path in directory.glob("*.lock"):
        lock = KeyLock(directory, path.name)
        lock._path = path
        if lock.acquire(0):
            lock.release()
            swept += 1
    return swept


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        return os.open(path, flags, 0o600)
    except OSError as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: OSError) -> SettingsError:
    return SettingsError("A lock file cannot be made", where=str(path), why=error.strerror or str(error), next="make the folder writable")


def _has_name(descriptor: int, path: Path) -> bool:
    try:
        named = path.lstat()
    except OSError:
        return False
    ours = os.fstat(descriptor)
    return (named.st_ino, named.st_dev) == (ours.st_ino, ours.st_dev)


_held: weakref.WeakSet[KeyLock] = weakref.WeakSet()


def _forget_in_child() -> None:
    """A forked child shares the descriptors: it would keep the lock of a parent that died."""
    for lock in list(_held):
        lock._forget()
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)
