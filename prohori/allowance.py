"""What one step may still use: its time, and its run not being cancelled. Acts also in the middle of a wait or a computation."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from prohori.cancellation import Cancellation
from prohori.errors import TimeLimit


class Allowance:
    """Counts from when it is made. Without `seconds` it has no end; without a cancellation nobody cancels it."""

    def __init__(self, cancellation: Cancellation | None = None, seconds: float | None = None) -> None:
        self._cancellation, self._seconds = cancellation or Cancellation(), seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self, at_most: float) -> float:
        """Seconds until its end, at least 0."""
        return at_most if self._end is None else max(0.0, min(at_most, self._end - time.monotonic()))

    @property
    def is_over(self) -> bool:
        return self._cancellation.is_set or (self._end is not None and time.monotonic() > self._end)

    def refuse(self, subject: str) -> None:
        """Raises `Cancelled` or `TimeLimit` once it is over. `subject`: what was being done."""
        self._cancellation.refuse()
        if self.is_over:
            raise TimeLimit(
                f"The time limit of {self._seconds:g} s is over", where=subject, next="raise `timeout`, or give it less to read"
            )

    def wakes(self, call: Callable[[], None]) -> AbstractContextManager[None]:
        """`call` runs, from any thread, if the run is cancelled within the block. The end of the time wakes nobody: wait for `left`."""
        return self._cancellation.wakes(call)
