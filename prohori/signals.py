"""Ctrl-C and SIGTERM cancel a run: the first one asks it to end, the second one ends the process."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from types import FrameType

from prohori.cancellation import Cancellation

ENDING = (signal.SIGINT, signal.SIGTERM)
EXIT_CODE = 130
LAST_WORDS_SECONDS = 1.0
"""What is registered to run at the end of the process may take so long, where a thread keeps it from ending by itself."""


@contextlib.contextmanager
def cancelling(cancellation: Cancellation) -> Iterator[None]:
    """Within it the signals cancel. After a cancelled run they stay as they are: the next one ends the process.

    Without effect outside the main thread, where no signal can be handled.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: SimpleQueue[bool] = SimpleQueue()
    listener = threading.Thread(target=_listen, args=(heard, cancellation), name="prohori-signals", daemon=True)
    listener.start()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        """Takes no lock: whatever it interrupts may hold one."""
        if handle.heard:  # type: ignore[attr-defined]
            os._exit(EXIT_CODE)
        handle.heard = True  # type: ignore[attr-defined]
        heard.put(True)

    handle.heard = False  # type: ignore[attr-defined]
    before = {number: signal.signal(number, handle) for number in ENDING}
    try:
        yield
    finally:
        heard.put(False)
        if not handle.heard:  # type: ignore[attr-defined]
            for number, handler in before.items():
                signal.signal(number, handler)


def _listen(heard: SimpleQueue[bool], cancellation: Cancellation) -> None:
    if heard.get():
        cancellation.cancel()


def end_without_waiting() -> None:
    """Lets the process end with its main thread, although others work on: Python would wait for them.

    By the hook with which `concurrent.futures` waits for its threads: there is none before it that is public.
    """
    threading._register_atexit(_end)  # type: ignore[attr-defined]


def _end() -> None:
    last = threading.Thread(target=atexit._run_exitfuncs, daemon=True)
    last.start()
    last.join(LAST_WORDS_SECONDS)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(EXIT_CODE)
