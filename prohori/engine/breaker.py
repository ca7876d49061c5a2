"""Runners of which nothing more is started in a run: credentials, quota or budget are gone for every step alike."""

from __future__ import annotations

from prohori.errors import TerminalError
from prohori.model import StoppedRunner


class Breaker:
    """Closed at the beginning of a run; the first `TerminalError` of a runner opens it for that runner, until the run ends."""

    def __init__(self) -> None:
        self._stopped: dict[str, StoppedRunner] = {}

    def hear(self, runner: str, place: str, error: BaseException) -> None:
        """Of every error of a rung, from any thread; only a terminal one stops its runner."""
        if isinstance(error, TerminalError):
            self._stopped.setdefault(runner, StoppedRunner(runner=runner, place=place, reason=str(error)))

    def why(self, runner: str) -> str:
        """Why nothing more of it may start; empty where it may."""
        stopped = self._stopped.get(runner)
        return stopped.shown if stopped else ""

    @property
    def stopped(self) -> tuple[StoppedRunner, ...]:
        return tuple(self._stopped.values())
