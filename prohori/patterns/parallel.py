"""Independent steps, `max_parallel` of them running at once: a sliding window, in which the next one starts as soon as any
one has ended or waits for its next attempt. All results are kept: a step that failed never stops the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import TYPE_CHECKING

from prohori.errors import SnapshotChanged, UsageError
from prohori.model import StepOutcome, StepResult
from prohori.patterns.attempt import Pending, Prepare, Submit, attempt, not_run
from prohori.patterns.window import Slot, Window

if TYPE_CHECKING:
    from prohori.engine.request import StepRequest
    from prohori.workflows.definition import Step

Started = tuple["StepRequest", Pending]


def run(steps: Iterable[Step], prepare: Prepare, submit: Submit, *, max_parallel: int) -> Iterator[StepResult]:
    """Yields each step's result as it ends, which is not the order of their definition.

    `SnapshotChanged` and `UsageError` are no results: what runs is waited for, then they are raised. A cancelled step keeps
    those that were not started from starting.
    """
    flight = _Flight(prepare, submit, max_parallel)
    waiting = deque(steps)
    try:
        while waiting or flight.running:
            while waiting and flight.start(waiting[0]):
                waiting.popleft()
            result = flight.next_end()
            if result is None:
                continue
            yield result
            if result.outcome is StepOutcome.cancelled:
                yield from (not_run(step, f"not run: {result.name} was cancelled") for step in waiting)
                waiting.clear()
    except Exception:
        flight.land()
        raise
    finally:
        flight.window.close()


class _Flight:
    """The steps that were started and have not ended."""

    def __init__(self, prepare: Prepare, submit: Submit, slots: int) -> None:
        self._prepare, self._submit = prepare, submit
        self.running = 0
        self._keys: set[str] = set()
        self._events: SimpleQueue[Started | None] = SimpleQueue()
        self.window = Window(slots, on_free=lambda: self._events.put(None))

    def start(self, step: Step) -> bool:
        """Whether there was a slot for it. Of equal steps the second waits for the first, whose answer it gets: in a slot of
        its own it would wait for the first one's lock, while the first may wait for a slot."""
        slot = self.window.try_take()
        if slot is None:
            return False
        request = self._prepare(step, {}, whole=True)
        if request.key in self._keys:
            slot.free(quietly=True)
            return False
        request.slot = slot
        pending = self._submit(request)
        self.running += 1
        self._keys |= {request.key} if request.key else set()
        pending.on_end(lambda: self._ended(slot, (request, pending)))
        return True

    def _ended(self, slot: Slot, started: Started) -> None:
        slot.free()
        self._events.put(started)

    def next_end(self) -> StepResult | None:
        """Waits until a step ended or a slot is free; None for the latter."""
        started = self._events.get()
        if started is None:
            return None
        self.running -= 1
        self._keys.discard(started[0].key or "")
        return attempt(*started, [])

    def land(self) -> None:
        """Starts nothing more and waits for what runs: it works on a snapshot that is about to be given up."""
        self.window.close()
        while self.running:
            try:
                self.next_end()
            except (SnapshotChanged, UsageError):
                continue
