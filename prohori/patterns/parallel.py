"""Independent steps, `max_parallel` of them running at once: a sliding window, in which the next one starts as soon as any
one has ended or waits for its next attempt. All results are kept: a step that failed never stops the others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import TYPE_CHECKING

from prohori.errors import SnapshotChanged, UsageError
from prohori.model import StepOutcome, StepResult
from prohori.patterns.attempt import Pending, Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.window import Slot, Window

if TYPE_CHECKING:
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Rung
    from prohori.engine.request import StepRequest

Started = tuple[Descent, "StepRequest", Pending]


def run(
    ladders: Iterable[Sequence[Rung]], prepare: Prepare, submit: Submit, breaker: Breaker, *, max_parallel: int
) -> Iterator[StepResult]:
    """Yields each step's result as it ends, which is not the order of their definition.

    `SnapshotChanged` and `UsageError` are no results: what runs is waited for, then they are raised. A cancelled step keeps
    those that were not started from starting.
    """
    flight = _Flight([Descent(ladder, breaker) for ladder in ladders], prepare, submit, max_parallel)
    try:
        while flight.underway:
            yield from flight.start()
            result = flight.next_end() if flight.running else None
            if result is None:
                continue
            yield result
            if result.outcome is StepOutcome.cancelled:
                yield from flight.abandon(f"{result.name} was cancelled")
    except Exception:
        flight.land()
        raise
    finally:
        flight.window.close()


class _Flight:
    """The steps that wait to be started, and those that were and have not ended."""

    def __init__(self, descents: Iterable[Descent], prepare: Prepare, submit: Submit, slots: int) -> None:
        self._prepare, self._submit = prepare, submit
        self._waiting = deque(descents)
        self._twins: dict[str, list[Descent]] = defaultdict(list)
        """By the key of a running step: those that it will answer."""
        self._over = ""
        """Why nothing more is started; empty while it is."""
        self.running = 0
        self._keys: set[str] = set()
        self._events: SimpleQueue[Started | None] = SimpleQueue()
        self.window = Window(slots, on_free=lambda: self._events.put(None))

    @property
    def underway(self) -> bool:
        return bool(self.running or self._waiting)

    def start(self) -> Iterator[StepResult]:
        """Starts what there are slots for. Yields the results of those of which nothing may be started."""
        while self._waiting and (slot := self.window.try_take()):
            descent = self._waiting.popleft()
            request = descent.next(self._prepare)
            if request is not None and request.key not in self._keys:
                self._run(descent, request, slot)
                continue
            slot.free(quietly=True)
            if request is not None:
                self._twins[request.key or ""].append(descent)
            elif descent.result is not None:
                yield descent.result

    def _run(self, descent: Descent, request: StepRequest, slot: Slot) -> None:
        """Of equal steps the second waits for the first, whose answer it gets: in a slot of its own it would wait for the
        first one's lock, while the first may wait for a slot."""
        request.slot, slot.hear = slot, descent.hear
        pending = self._submit(request)
        self.running += 1
        self._keys |= {request.key} if request.key else set()
        pending.on_end(lambda: self._ended(slot, (descent, request, pending)))

    def _ended(self, slot: Slot, started: Started) -> None:
        slot.free()
        self._events.put(started)

    def next_end(self) -> StepResult | None:
        """Waits until a rung ended or a slot is free; None where no step is over. A step with a further rung waits behind
        the others: it had its turn."""
        started = self._events.get()
        if started is None:
            return None
        descent, request, pending = started
        self.running -= 1
        self._keys.discard(request.key or "")
        self._waiting.extendleft(reversed(self._twins.pop(request.key or "", [])))
        descent.ended(request, pending)
        if descent.result is None and self._over:
            return descent.abandon(self._over)
        if descent.result is None:
            self._waiting.append(descent)
        return descent.result

    def abandon(self, why: str) -> Iterator[StepResult]:
        """Nothing more is started: the results of those that wait."""
        self._over = why
        waiting = [*self._waiting, *(twin for twins in self._twins.values() for twin in twins)]
        self._waiting.clear()
        self._twins.clear()
        for descent in waiting:
            yield descent.abandon(why)

    def land(self) -> None:
        """Starts nothing more and waits for what runs: it works on a snapshot that is about to be given up."""
        self.window.close()
        while self.running:
            try:
                self.next_end()
            except (SnapshotChanged, UsageError):
                continue
