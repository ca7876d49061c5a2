"""One run's cancellation: set once, heard by everything that waits or works for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from prohori.errors import Cancelled


class Cancellation:
    """Thread-safe. What blocks registers how it is woken: a child process to kill, a socket to close, a lock to give up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = threading.Event()
        self._calls: dict[object, Callable[[], None]] = {}

    def cancel(self) -> None:
        """Wakes everything that is registered, once; what registers later is woken at once."""
        with self._lock:
            if self._set.is_set():
                return
            self._set.set()
            calls = list(self._calls.values())
        for call in calls:
            with contextlib.suppress(OSError):  # the process or socket is gone already
                call()

    @property
    def is_set(self) -> bool:
        return self._set.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleeps so long, or until cancelled: True for the latter."""
        return self._set.wait(seconds)

    def refuse(self) -> None:
        """Raises `Cancelled` once it is set."""
        if self._set.is_set():
            raise Cancelled("The run was cancelled")

    @contextlib.contextmanager
    def wakes(self, call: Callable[[], None]) -> Iterator[None]:
        """`call` runs, from any thread, if the run is cancelled within the block; at once where it already was."""
        token = object()
        with self._lock:
            late = self._set.is_set()
            if not late:
                self._calls[token] = call
        if late:
            call()
        try:
            yield
        finally:
            with self._lock:
                self._calls.pop(token, None)
