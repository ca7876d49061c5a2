"""How many steps run at once. A step has a slot while its body runs: not before, and not while it waits for its next attempt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from prohori.errors import Cancelled


class Window:
    """`slots` at once. `on_free` is called, from any thread, when there may be a slot again."""

    def __init__(self, slots: int, *, on_free: Callable[[], None]) -> None:
        self._free, self._on_free, self._closed = slots, on_free, False
        self._changed = threading.Condition()

    def try_take(self) -> Slot | None:
        """A taken slot, or None where all are."""
        with self._changed:
            if self._free == 0:
                return None
            self._free -= 1
        return Slot(self)

    def take(self) -> None:
        """Waits for a slot. Raises `Cancelled` where the window was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._free > 0)
            if self._closed:
                raise Cancelled("The run ended before the step could be tried again")
            self._free -= 1

    def give_back(self, *, quietly: bool = False) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify()
        if not quietly:
            self._on_free()

    def close(self) -> None:
        """No further attempt begins; what runs is not disturbed."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class Slot:
    """One step's right to run. Entered for each attempt; the first finds it taken."""

    def __init__(self, window: Window) -> None:
        self._window, self._held = window, True
        self._guard = threading.Lock()
        self.hear: Callable[[BaseException], None] = lambda _: None
        """Told what ended an attempt before the slot is free: the next step may not start before it is known."""

    def __enter__(self) -> None:
        if not self._held:
            self._window.take()
            self._held = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            self.hear(error)
        self.free()

    def free(self, *, quietly: bool = False) -> None:
        """Gives it back, once: also for a step whose body never ran, because the cache answered."""
        with self._guard:
            held, self._held = self._held, False
        if held:
            self._window.give_back(quietly=quietly)
