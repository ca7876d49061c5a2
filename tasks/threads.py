"""Prefect's thread pool, which a cancelled run may leave while a step still works in it."""

from __future__ import annotations

from typing import Any

from prefect.task_runners import ThreadPoolTaskRunner

from prohori.signals import end_without_waiting


class StepThreads(ThreadPoolTaskRunner[Any]):
    """Waits for its threads at the end of the flow, as Prefect's does, unless it was told that some of them do not end."""

    left = False

    def leave(self) -> None:
        """Threads still work for a run that is over: neither the flow nor the process waits for them."""
        self.left = True

    def cancel_all(self) -> None:
        if not self.left or self._executor is None:
            super().cancel_all()
            return
        for event in self._cancel_events.values():
            event.set()
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None
        end_without_waiting()
