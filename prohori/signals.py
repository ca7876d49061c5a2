"""Ctrl-C and SIGTERM cancel a run: the first one asks it to end, the second one ends the process."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator

from prohori.cancellation import Cancellation

ENDING = (signal.SIGINT, signal.SIGTERM)
EXIT_CODE = 130
LAST_WORDS_SECONDS = 1.0
"""What is registered to run at the end of the process may take so long, where a thread keeps it from ending by itself."""


@contextlib.contextmanager
def cancelling(cancellation: Cancellation) -> Iterator[None]:
    """Within it the signals cancel. After a cancelled run they stay as they are: the next one ends the process.

    Without effect outside the main thread, where no signal can be handled. Heard by a thread of its own, through the descriptor
    that the system's handler writes to: Python's waits for the main thread, which may be waiting itself, and is not woken where
    another thread was given the signal.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    listener = threading.Thread(target=_listen, args=(ear, cancellation), name="prohori-signals", daemon=True)
    listener.start()
    told_before = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, lambda _signal, _frame: None) for number in ENDING}
    try:
        yield
    finally:
        if cancellation.is_set:
            _kept.append(mouth)
        else:
            signal.set_wakeup_fd(told_before)
            for number, handler in before.items():
                signal.signal(number, handler)
            mouth.close()
            listener.join()


_kept: list[socket.socket] = []
"""Open as long as the process lives."""


def _listen(ear: socket.socket, cancellation: Cancellation) -> None:
    """Until the other end is closed."""
    with ear:
        while heard := ear.recv(1):
            if heard[0] not in ENDING:
                continue
            if cancellation.is_set:
                os._exit(EXIT_CODE)
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
