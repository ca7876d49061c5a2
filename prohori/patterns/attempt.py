"""What the patterns are given: how a rung of a step is prepared and submitted, and what a submitted one answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.engine.fallback import Rung
    from prohori.engine.request import StepRequest
    from prohori.model import Report, StepResult
    from prohori.patterns.descent import Descent


class Pending(Protocol):
    """A rung that was submitted."""

    def wait(self) -> StepRecord:
        """Its record, or raises the `ProhoriError` that ended it."""
        ...

    def on_end(self, call: Callable[[], None]) -> None:
        """Calls once, when `wait` would not block any more: from any thread, and at once if that is now."""
        ...

    @property
    def seconds(self) -> float: ...

    @property
    def cached(self) -> bool:
        """Whether the stored record answered, and no body ran."""
        ...


class Submit(Protocol):
    def __call__(self, request: StepRequest) -> Pending: ...


class Merge(Protocol):
    """The one result of a step whose ladders, one or one a shard, are over."""

    def __call__(self, descents: Sequence[Descent]) -> StepResult: ...


class Prepare(Protocol):
    """Decides the key of a rung from the reports that its step consumes. `whole` is false where one of them is missing."""

    def __call__(self, rung: Rung, upstream: Mapping[str, Report], *, whole: bool) -> StepRequest: ...
