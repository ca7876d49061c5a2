"""Our end of one analysing process: it is asked about one file after the other, and killed when one of them is too much for it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from prohori.errors import AgentError, NotAnalysed
from prohori.isolation.frames import BODY_AT_MOST, frame_in, packed
from prohori.observe.redaction import mask

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
"""A machine that swaps starts Python in seconds; one that needs more than this will not analyse anything."""
RESULT_AT_MOST = 1 << 24
"""Bytes, of one file; a real one is some kilobytes."""
LONGEST_REASON = 300  # characters
PATIENCE = 4
"""An analyser does not wait for anything; where the clock runs this much faster than its processor, it does all the same."""
PIECE = 1 << 16  # bytes written or read at once


@dataclass(frozen=True)
class Limits:
    """Of the analysis of one file."""

    seconds: float = 20.0
    """Of the processor, so that a busy machine cuts nothing off; of the clock, `PATIENCE` times as many. The slowest of the largest
    files of a real repository took 0.7."""
    memory_mb: int = 1024
    """Address space of the process. Its libraries take about 100 MB of it."""
    package: str = "prohori.codebase"
    """Where analysers may come from."""


class AnalysingProcess:
    """Dies with the thread that makes it (Linux), so that thread must live as long as it is needed."""

    def __init__(self, limits: Limits, expected: tuple[str, ...] = ()) -> None:
        """`expected`: analysers to be imported before anything is asked. Raises `AgentError` where it does not start."""
        self._limits = limits
        self._reaping = threading.RLock()  # a signal's handler may kill what its thread is asking about
        self._process = _started(limits, expected)
        self._requests, self._answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        os.set_blocking(self._requests.fileno(), False)
        try:
            ready, _ = self._received(START_SECONDS)
            if ready.get("status") != "ready":
                raise AgentError("An analysing process began with something else than `ready`")
        except (OSError, EOFError, AgentError) as error:
            status = self.kill()
            why = str(error) or f"{type(error).__name__}, exit status {status}"
            raise AgentError("The analysing process cannot be started", where=sys.executable, why=why, next="`prohori doctor`") from None

    @property
    def alive(self) -> bool:
        with self._reaping:
            return self._process.poll() is None

    def ask(self, analyser: str, path: str, content: bytes) -> bytes:
        """The dumped result. Raises `NotAnalysed` with the reason; the process may then be dead."""
        seconds = PATIENCE * self._limits.seconds
        if len(content) > BODY_AT_MOST:
            raise NotAnalysed(f"larger than {BODY_AT_MOST >> 20} MB")
        try:
            until = time.monotonic() + seconds
            self._send(packed({"analyser": analyser, "path": path}, content), seconds)
            head, body = self._received(until - time.monotonic())
        except TimeoutError:
            self.kill()
            raise NotAnalysed(f"its analysis took more than {seconds:g} s") from None
        except (EOFError, OSError):
            raise NotAnalysed(f"its analysis {self._end()}") from None
        except AgentError as error:
            self.kill()
            raise NotAnalysed(f"its analysis answered garbage: {error.why}") from None
        return self._judged(head.get("status"), body)

    def kill(self) -> int:
        """From any thread. Its exit status."""
        with self._reaping:  # no signal to a number that is somebody else's by now
            if self._process.returncode is None:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            return self._process.wait()

    def close(self) -> None:
        self.kill()
        self._requests.close()
        self._answers.close()

    def _judged(self, status: Any, body: bytes) -> bytes:
        if status == "done":
            return body
        if status == "memory":
            self.kill()
            raise NotAnalysed(f"its analysis took more than {self._limits.memory_mb} MB of memory")
        if status == "large":
            raise NotAnalysed(f"the result of its analysis is larger than {RESULT_AT_MOST >> 20} MB")
        if status == "failed":
            raise _failed(body)
        self.kill()
        raise NotAnalysed("its analysis answered garbage: its status is unknown")

    def _end(self) -> str:
        """How a process ended that did not answer; killed where it only closed its pipe."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        status = self.kill()
        if status >= 0:
            return f"ended its process with status {status}"
        if status == -signal.SIGXCPU:
            return f"took more than {self._limits.seconds:g} s of the processor"
        return f"crashed ({signal.Signals(-status).name})"

    def _send(self, frame: bytes, seconds: float) -> None:
        pipe, until, rest = self._requests.fileno(), time.monotonic() + seconds, memoryview(frame)
        while rest:
            _wait(pipe, select.POLLOUT, until)
            rest = rest[os.write(pipe, rest[:PIECE]) :]

    def _received(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        pipe, until, received = self._answers.fileno(), time.monotonic() + seconds, bytearray()
        while (frame := frame_in(received, RESULT_AT_MOST)) is None:
            _wait(pipe, select.POLLIN, until)
            piece = os.read(pipe, PIECE)
            if not piece:
                raise EOFError
            received += piece
        return frame


def _started(limits: Limits, expected: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """`-S` and a path of our own: nothing of the flow's folders or its environment is imported there."""
    import sysconfig  # slow to import, and not needed where nothing is analysed

    folders = dict.fromkeys([str(PROJECT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    settings = [os.getpid(), limits.package, limits.seconds, limits.memory_mb << 20, RESULT_AT_MOST, *expected]
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-S", "-m", "prohori.isolation.child", *map(str, settings)],
            env={"PYTHONPATH": os.pathsep.join(folders), "LANG": "C.UTF-8", "PYDANTIC_DISABLE_PLUGINS": "__all__"},
            cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, bufsize=0,
        )  # fmt: skip
    except OSError as error:
        raise AgentError(
            "The analysing process cannot be started", where=sys.executable, why=str(error), next="are there too many processes?"
        ) from None


def _wait(pipe: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError


def _failed(body: bytes) -> NotAnalysed:
    """With the analyser's own error, masked, and its traceback."""
    try:
        said, trace = map(str, json.loads(body))
    except (ValueError, TypeError, RecursionError):
        said, trace = "in a way that it could not say", ""
    return NotAnalysed(f"its analysis failed: {mask(said)[:LONGEST_REASON]}", why=mask(trace))
