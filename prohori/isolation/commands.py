"""A command of the operator's, timed: it ends with its time limit, with the step's, with the run's cancellation, and with us."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from prohori.allowance import Allowance

KEEPER = str(Path(__file__).with_name("keeper.py"))
START_SECONDS = 60
END_SECONDS = 5
"""For the keeper to kill its group; it only has to be scheduled."""


class CannotStart(Exception):
    """The command was not found, or may not be executed."""


@dataclass(frozen=True, slots=True)
class Ended:
    status: int
    """Of the command; negative: killed by this signal."""
    milliseconds: float
    processor_ms: float
    """Of the command and what it waited for."""
    peak_mib: float
    """Of the largest of these processes."""


def timed(
    argv: list[str], *, folder: Path, variables: Mapping[str, str], stderr: IO[bytes], seconds: float, allowance: Allowance
) -> Ended | None:
    """How it ended, its whole process group with it; None where it took more than `seconds`.

    Raises `CannotStart`, and `TimeLimit` or `Cancelled` where the allowance ends first.
    """
    keeper = subprocess.Popen(
        [sys.executable, "-I", "-S", KEEPER, *argv], cwd=folder, env=dict(variables), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=stderr, start_new_session=True, bufsize=0,
    )  # fmt: skip
    life, answers = cast(IO[bytes], keeper.stdin), _Lines(cast(IO[bytes], keeper.stdout))
    try:
        with allowance.wakes(life.close):
            said = answers.next(allowance.left(START_SECONDS))
            if said and "error" in said:
                raise CannotStart(said["error"])
            said = answers.next(allowance.left(seconds)) if said else None
    finally:
        life.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            keeper.wait(END_SECONDS)
        keeper.kill()
        keeper.wait()
        answers.close()
    if said is None:
        allowance.refuse(argv[0])
        return None
    return Ended(said["status"], said["milliseconds"], said["processor_ms"], said["peak_mib"])


class _Lines:
    """What the keeper says, a JSON object a line."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._received = pipe, b""

    def next(self, seconds: float) -> dict[str, Any] | None:
        """None at the end of the time or of the keeper."""
        until, poll = time.monotonic() + seconds, select.poll()
        poll.register(self._pipe, select.POLLIN)
        while b"\n" not in self._received:
            if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
                return None
            if not (piece := os.read(self._pipe.fileno(), 4096)):
                return None
            self._received += piece
        line, _, self._received = self._received.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        return said

    def close(self) -> None:
        self._pipe.close()
