"""Ladders that do not need each other, so many of them running at once: a sliding window, in which the next one starts as soon as
any one has ended or waits for its next attempt."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

from prohori.errors import Cancelled, SnapshotChanged, UsageError
from prohori.model import StepOutcome
from prohori.patterns.attempt import Pending, Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.window import Slot, Window

if TYPE_CHECKING:
    from prohori.engine.request import StepRequest

Started = tuple[Descent, "StepRequest", Pending]


def fly(descents: Iterable[Descent], prepare: Prepare, submit: Submit, *, slots: int) -> Iterator[Descent]:
    """Yields each when it has its result, which is not the order in which they are given.

    `SnapshotChanged` and `UsageError` are no results: what runs is waited for, then they are raised. A cancelled one keeps
    those that were not started from starting.
    """
    flight = _Flight(descents, prepare, submit, slots)
    try:
        while flight.underway:
            yield from flight.start() if not flight.cancelled or flight.running else flight.abandon()
            ended = flight.next_end() if flight.running else None
            if ended is not None:
                yield ended
    except Exception:
        flight.land()
        raise
    finally:
        flight.window.close()


class _Flight:
    """Those that wait to be started, and those that were and have not ended."""

    def __init__(self, descents: Iterable[Descent], prepare: Prepare, submit: Submit, slots: int) -> None:
        self._prepare, self._submit = prepare, submit
        self._waiting = deque(descents)
        self._twins: dict[str, list[Descent]] = defaultdict(list)
        """By the key of a running step: those that it will answer."""
        self.cancelled = ""
        """Whose cancellation keeps the others from being started; empty while there is none."""
        self.running = 0
        self._keys: set[str] = set()
        self._events: SimpleQueue[Started | None] = SimpleQueue()
        self.window = Window(slots, on_free=lambda: self._events.put(None))

    @property
    def underway(self) -> bool:
        return bool(self.running or self._waiting)

    def start(self) -> Iterator[Descent]:
        """Starts what there are slots for. Yields those of which nothing may be started: they are over."""
        while self._waiting and not self.cancelled and (slot := self.window.try_take()):
            descent = self._waiting.popleft()
            request = descent.next(self._prepare)
            if request is not None and request.key not in self._keys:
                self._run(descent, request, slot)
                continue
            slot.free(quietly=True)
            if request is not None:
                self._twins[request.key or ""].append(descent)
            else:
                yield descent

    def _run(self, descent: Descent, request: StepRequest, slot: Slot) -> None:
        """Of equal steps the second waits for the first, whose answer it gets: in a slot of its own it would wait for the
        first one's lock, while the first may wait for a slot."""
        request.slot, slot.hear = slot, partial(self._hear, descent)
        pending = self._submit(request)
        self.running += 1
        self._keys |= {request.key} if request.key else set()
        pending.on_end(lambda: self._ended(slot, (descent, request, pending)))

    def _hear(self, descent: Descent, error: BaseException) -> None:
        """Of what ended an attempt, from its thread."""
        if isinstance(error, Cancelled):
            self.cancelled = descent.first.name
        descent.hear(error)

    def _ended(self, slot: Slot, started: Started) -> None:
        slot.free()
        self._events.put(started)

    def next_end(self) -> Descent | None:
        """Waits until a rung ended or a slot is free; None where nothing is over. What has a further rung waits behind the
        others: it had its turn."""
        started = self._events.get()
        if started is None:
            return None
        descent, request, pending = started
        self.running -= 1
        self._keys.discard(request.key or "")
        self._waiting.extendleft(reversed(self._twins.pop(request.key or "", [])))
        descent.ended(request, pending)
        if descent.result is None:
            self._waiting.append(descent)
            return None
        if descent.result.outcome is StepOutcome.cancelled:
            self.cancelled = descent.first.name
        return descent

    def abandon(self) -> Iterator[Descent]:
        """Those that wait are over, without being started."""
        while self._waiting:
            descent = self._waiting.popleft()
            descent.abandon(f"{self.cancelled} was cancelled")
            yield descent

    def land(self) -> None:
        """Starts nothing more and waits for what runs: it works on a snapshot that is about to be given up."""
        self.window.close()
        while self.running:
            try:
                self.next_end()
            except (SnapshotChanged, UsageError):
                continue
