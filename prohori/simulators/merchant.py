"""The merchant's side on this machine: an address to which simulators send their messages."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prohori.simulators.authority import HOST
from prohori.simulators.server import MOST_BYTES, POLL_SECONDS

Heard = tuple[Mapping[str, str], bytes]
"""Headers and body of a message."""


class Inbox:
    def __init__(self, url: str, messages: queue.SimpleQueue[Heard]) -> None:
        self.url, self._messages = url, messages

    def next(self, seconds: float) -> Heard | None:
        """The next message, or None where none came within so many seconds."""
        try:
            return self._messages.get(timeout=seconds)
        except queue.Empty:
            return None


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else 0
        if size <= MOST_BYTES:
            self.server.messages.put((dict(self.headers.items()), self.rfile.read(size)))
        self.send_response(200 if size <= MOST_BYTES else 413)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.messages: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        super().__init__((HOST, 0), _Handler)


@contextmanager
def listening() -> Iterator[Inbox]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
        thread.start()
        try:
            yield Inbox(f"http://{HOST}:{server.server_port}/", server.messages)
        finally:
            server.shutdown()
            thread.join()
