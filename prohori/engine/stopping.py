"""A cancelled run starts nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prohori.cancellation import Cancellation
from prohori.errors import Cancelled

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.engine.request import StepRequest
    from prohori.patterns.attempt import Pending, Submit


def stopping(cancellation: Cancellation, submit: Submit) -> Submit:
    """Submits as long as the run is not cancelled; then every step is one that was cancelled before it began."""

    def submitted(request: StepRequest) -> Pending:
        return _NotStarted() if cancellation.is_set else submit(request)

    return submitted


class _NotStarted:
    seconds, cached = 0.0, False

    def wait(self) -> StepRecord:
        raise Cancelled("The run was cancelled before the step began")

    def on_end(self, call: Callable[[], None]) -> None:
        call()
