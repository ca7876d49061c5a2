"""Front pages of portals, which `health-check` asks where the operator configured nothing, so that it can be tried out on a laptop.

Each is served on 127.0.0.1 while it is asked: one JSON object with its name and its status. Not modelled: what a portal does,
its latency, its certificate, its faults. What a stand-in answers says that Prohori works, and nothing about the portal; every
report of one is labelled as simulated.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prohori.gateways.probes import Expect, Field_, Probe

NAMES = {"nbr-portal": "nbr-vat"}
"""Each with the portal of the catalogue whose page it stands for."""
_POLL_SECONDS = 0.01


class _FrontPage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        body = json.dumps({"service": self.server.name, "status": "up", "simulated": True}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(("127.0.0.1", 0), _FrontPage)


@contextmanager
def served(name: str) -> Iterator[Probe]:
    """The probe of one of `NAMES`; its front page answers inside the block."""
    with _Server(name) as server:
        thread = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True)
        thread.start()
        fields = {"/service": Field_(equals=name), "/status": Field_(equals="up")}
        expect = Expect(latency_ms=2000, content_type="application/json", fields=fields)
        try:
            yield Probe(url=f"http://127.0.0.1:{server.server_port}/", local=True, expect=expect)
        finally:
            server.shutdown()
            thread.join()
