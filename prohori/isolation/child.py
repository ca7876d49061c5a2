"""The analysing process: one file in, one result out, until its input ends. Started by `process`, never by hand.

It has no snapshot, no store, no settings and no environment. It limits itself before it reads anything, and dies with whoever
started it: by signal where the system has one (Linux), at the end of its input everywhere, and by its processor time at the latest.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import re
import resource
import signal
import sys
import time
import traceback
from functools import cache
from typing import IO, Any

from prohori.isolation.frames import BODY_AT_MOST, HEADER, head_of, lengths, packed
from prohori.snapshot.guard import held_to_snapshot

TRACEBACK_AT_MOST = 8000  # characters
PR_SET_PDEATHSIG = 1
_NAME = re.compile(r"[a-z_][a-z0-9_.]*\.[A-Za-z_]\w*")


def main(starter: int, package: str, seconds: float, memory: int, result_at_most: int, expected: list[str]) -> None:
    requests, answers = _pipes()
    _die_with(starter)
    _limit(memory)
    _send(answers, {"status": "ready"})
    for name in expected:
        with contextlib.suppress(Exception):  # said when it is asked for
            _analyser(name, package)
    while (header := requests.read(HEADER.size)) and len(header) == HEADER.size:
        head_length, body_length = lengths(header, BODY_AT_MOST)
        head, content = head_of(requests.read(head_length)), requests.read(body_length)
        _allow_processor(seconds)
        status, body = _answer(head["analyser"], package, head["path"], content, result_at_most)
        _send(answers, {"status": status}, body)
        if status == "memory":  # what else failed for want of it is not known
            return


def _answer(name: str, package: str, path: str, content: bytes, result_at_most: int) -> tuple[str, bytes]:
    try:
        analyser = _analyser(name, package)
        with held_to_snapshot():
            result = analyser.dump(analyser.run(path, content))
    except MemoryError:
        return "memory", b""
    except BaseException as error:  # noqa: BLE001  # also SystemExit: it is the end of this file, not of the process
        said = f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))[-TRACEBACK_AT_MOST:]
        return "failed", json.dumps(said).encode()
    return ("done", result) if len(result) <= result_at_most else ("large", b"")


@cache
def _analyser(name: str, package: str) -> Any:
    """Only classes of modules below `package`: never an arbitrary import."""
    module, _, kind = name.rpartition(".")
    if not _NAME.fullmatch(name) or not module.startswith(f"{package}."):
        raise ValueError(f"`{name}` is not an analyser of `{package}`")
    found = getattr(importlib.import_module(module), kind)
    if not isinstance(found, type) or found.__module__ != module:
        raise ValueError(f"`{name}` is not a class of its module")
    return found()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Those that we were started with, moved away: what an analyser prints goes nowhere, what it reads is empty."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, answers


def _send(answers: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    answers.write(packed(head, body))
    answers.flush()


def _die_with(starter: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != starter:  # it died before we asked
            os._exit(1)


def _limit(memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, memory),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every system knows, or allows, each of them
            resource.setrlimit(what, (most, most))


def _allow_processor(seconds: float) -> None:
    """For one file, and up to one second more, because the kernel counts whole ones. Also ends us where our starter is gone."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]), given[1], float(given[2]), int(given[3]), int(given[4]), given[5:])
