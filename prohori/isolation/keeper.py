"""Runs one command in a process group of its own and says how it ended. The group ends with the command, or with whoever started us:
the end of our input kills it, so that not even a killed starter leaves anything behind.

A program of the standard library alone, started by `commands`: a small quiet process also measures better than a busy one.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time


def main(argv: list[str]) -> None:
    started = time.perf_counter()
    try:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    except (OSError, ValueError) as error:
        _say({"error": str(error)})
        return
    threading.Thread(target=_end_with_starter, args=(process.pid,), daemon=True).start()
    _say({"started": process.pid})
    _wait(process)
    elapsed = time.perf_counter() - started
    _kill(process.pid)
    _say({"status": process.wait(), "milliseconds": elapsed * 1000, **_used()})


def _used() -> dict[str, float]:
    """By the command and all that it waited for: seconds of processor, and the largest of them in MiB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"processor_ms": (used.ru_utime + used.ru_stime) * 1000, "peak_mib": used.ru_maxrss / unit}


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Where the system can, without giving its number away before its group is killed."""
    if sys.platform == "linux":
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()


def _end_with_starter(group: int) -> None:
    while os.read(0, 1):
        pass
    _kill(group)
    os._exit(1)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
