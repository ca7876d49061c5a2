"""The HTTP side of a simulator: a real server on 127.0.0.1 that keeps a gateway's state, writes its ledger, and does faults on command.

It is the standard library's server, because a fault needs the socket itself. It listens on the loopback address only, refuses a request
that names another host, sends its messages to this machine only, and says in each answer that it is simulated.

Beside the gateway's own paths: `GET /simulator` (what it is and what it does not model), `GET /simulator/openapi.json`,
`GET /simulator/ledger`, `POST /simulator/faults` (a JSON list; an empty one ends them), `POST /simulator/clock` (`{"advance": seconds}`).
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import random
import secrets
import socket
import ssl
import sys
import threading
import time
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from prohori.errors import UsageError
from prohori.gateways.calls import SIMULATED
from prohori.simulators.authority import HOST
from prohori.simulators.faults import Fault, Faults
from prohori.simulators.ledger import Ledger

MOST_BYTES = 1_000_000
IDLE_SECONDS = 60
POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Lower-case names."""
    body: bytes
    faults: Mapping[str, Fault]
    origin: str
    """Where the simulator itself is."""

    @property
    def form(self) -> dict[str, str]:
        """The form in the body and the query, as some clients send the one and some the other."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            return {**self.query, **_multipart(kind, self.body)}
        return {**self.query, **dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))}

    @property
    def json(self) -> dict[str, Any] | None:
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


@dataclass(frozen=True)
class Reply:
    body: Mapping[str, Any] | str
    """A JSON object, or a page."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    document: bool = False
    """A form of somebody else's, in which a field of ours has no place: the header alone says that it is simulated."""


@dataclass(frozen=True)
class Message:
    """What a gateway sends to the merchant on its own."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Simulator(ABC):
    """A gateway's state. `handle` is called by one thread at a time."""

    name: ClassVar[str]
    not_modelled: ClassVar[tuple[str, ...]]

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.ledger, self._clock, self._ahead = Ledger(), clock, 0.0

    def now(self, request: Request | None = None) -> float:
        skew = request.faults.get("clock-skew") if request else None
        return self._clock() + self._ahead + (skew.number if skew else 0)

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    @abstractmethod
    def operation(self, request: Request) -> str:
        """Its name for faults; empty for a path that the gateway does not have."""

    @abstractmethod
    def handle(self, operation: str, request: Request) -> Reply: ...


class Running:
    """A simulator that answers. `origin` is its URL without a path."""

    def __init__(self, gateway: Simulator, server: _Server) -> None:
        self.gateway, self._server = gateway, server

    @property
    def origin(self) -> str:
        return self._server.origin

    @property
    def faults(self) -> Faults:
        return self._server.faults

    @property
    def ledger(self) -> Ledger:
        return self.gateway.ledger

    def settle_late(self) -> None:
        """Does now what `late` faults put off."""
        self._server.do_late()


@contextmanager
def serving(gateway: Simulator, *, port: int = 0, tls: ssl.SSLContext | None = None, faults: tuple[Fault, ...] = ()) -> Iterator[Running]:
    """Answers inside the block, on a port of its own where none is given. Raises `UsageError` for a port that is taken."""
    try:
        server = _Server(gateway, port, tls, Faults(*faults))
    except OSError as error:
        raise UsageError(
            f"The simulator of {gateway.name} cannot listen on port {port}", why=error.strerror or "", next="name another"
        ) from None
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
        thread.start()
        try:
            yield Running(gateway, server)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, gateway: Simulator, port: int, tls: ssl.SSLContext | None, faults: Faults) -> None:
        self.gateway, self.tls, self.faults, self.lock = gateway, tls, faults, threading.RLock()
        self._late: list[Callable[[], object]] = []
        self.instance = secrets.token_hex(8)  # one that was started again knows nothing of before
        super().__init__((HOST, port), _Handler)
        self.origin = f"{'https' if tls else 'http'}://{HOST}:{self.server_port}"

    def finish_request(self, request: Any, client_address: Any) -> None:
        request.settimeout(IDLE_SECONDS)
        if self.tls is not None:
            try:
                request = self.tls.wrap_socket(request, server_side=True)
            except OSError:
                return
        super().finish_request(request, client_address)
        with contextlib.suppress(OSError):
            request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news; a mistake of ours is."""
        if not isinstance(sys.exception(), OSError):
            traceback.print_exc()

    def put_off(self, work: Callable[[], object]) -> None:
        with self.lock:
            self._late.append(work)

    def do_late(self) -> None:
        with self.lock:
            late, self._late = self._late, []
            for work in late:
                work()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    faults: Mapping[str, Fault]

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr: a query may hold a password."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        skew = self.faults.get("clock-skew") if hasattr(self, "faults") else None
        return formatdate(time.time() + (skew.number if skew else 0), usegmt=True)

    def _answer(self) -> None:
        self.close_connection = True
        self.faults = {}
        request = self._read()
        if request is None:
            return
        if urlsplit(request.path).path.rstrip("/").startswith("/simulator"):
            self._send(_control(self.server, request))
            return
        gateway = self.server.gateway
        operation = gateway.operation(request)
        self.faults = self.server.faults.take(operation)
        request = Request(**{**vars(request), "faults": self.faults})
        self._respond(operation, request)
        if "late" not in self.faults:
            self.server.do_late()

    def _respond(self, operation: str, request: Request) -> None:
        faults = self.faults
        time.sleep(_delay(faults) / 1000)
        if "not-received" in faults:
            return
        if "late" in faults:
            self.server.put_off(lambda: self.server.gateway.handle(operation, request))
            return
        if refusal := _refusal(faults):
            self._send(refusal)
            return
        with self.server.lock:
            reply = self.server.gateway.handle(operation, request)
        for message in reply.messages:
            for _ in range(2 if "duplicate-callback" in faults else 1):
                threading.Thread(target=_deliver, args=(message,), daemon=True).start()
        if "answer-lost" not in faults:
            self._send(reply)

    def _read(self) -> Request | None:
        host = self.headers.get("Host", "")
        if not _loopback(host):
            self._send(Reply({"message": "a simulator answers for no other host"}, 421))
            return None
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit() or int(length) > MOST_BYTES:
            self._send(Reply({"message": "a body needs a length, of at most a megabyte"}, 413))
            return None
        body = self.rfile.read(int(length))
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return Request(self.command, parts.path, query, headers, body, {}, self.server.origin)

    def _send(self, reply: Reply) -> None:
        page = isinstance(reply.body, str)
        said = {} if reply.document else {"simulated": True}
        text = reply.body if isinstance(reply.body, str) else json.dumps({**reply.body, **said}, ensure_ascii=False, default=str)
        content_type = "text/html; charset=utf-8" if page or "wrong-type" in self.faults else "application/json"
        if "empty" in self.faults:
            text = "{}"
        if "truncated" in self.faults:
            text = text[: len(text) // 2]
        if "malformed" in self.faults:
            text = "<<< " + text
        body = text.encode()
        if "not-http" in self.faults:
            self.wfile.write(b"+OK simulated, and not HTTP\r\n")
            return
        with contextlib.suppress(OSError):
            self.send_response(reply.status)
            for name, value in {"Content-Type": content_type, **reply.headers, "Content-Length": str(len(body)), SIMULATED: "true"}.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self._write(body)

    def _write(self, body: bytes) -> None:
        if "half-closed" in self.faults:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                self.connection.recv(1)  # our ear stays open until the client hangs up
            return
        trickle = self.faults.get("trickle")
        if trickle is None:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(trickle.number / 1000)


def _delay(faults: Mapping[str, Fault]) -> float:
    """Milliseconds."""
    fixed = faults["latency"].number if "latency" in faults else 0.0
    return fixed + (random.uniform(0, faults["jitter"].number) if "jitter" in faults else 0.0)  # noqa: S311  # no secret


def _refusal(faults: Mapping[str, Fault]) -> Reply | None:
    if "throttled" in faults:
        return Reply({"message": "Too Many Requests"}, 429, {"Retry-After": f"{faults['throttled'].number:.0f}"})
    if "server-error" in faults:
        return Reply({"message": "Internal server error"}, int(faults["server-error"].number))
    if "redirect" in faults:
        return Reply({"message": "Moved"}, 302, {"Location": faults["redirect"].value})
    return None


def _control(server: _Server, request: Request) -> Reply:
    what = request.path.rstrip("/").removeprefix("/simulator")
    if what == "":
        return Reply({"gateway": server.gateway.name, "instance": server.instance, "not_modelled": server.gateway.not_modelled})
    if what == "/openapi.json":
        from prohori.simulators.openapi import description

        return Reply(description(server.gateway, server.origin), document=True)
    if what == "/ledger":
        return Reply({"entries": [entry.model_dump(mode="json") for entry in server.gateway.ledger.entries]})
    try:
        given = json.loads(request.body)
        if what == "/faults" and request.method == "POST" and isinstance(given, list):
            parsed = Faults()
            parsed.add(*map(str, given))
            if not given:
                server.faults.clear()
            server.faults.add(*map(str, given))
            return Reply({"faults": [str(one) for one in given]})
        if what == "/clock" and request.method == "POST":
            server.gateway.advance(float(given["advance"]))
            return Reply({"now": server.gateway.now()})
    except (ValueError, TypeError, KeyError, UsageError) as error:
        return Reply({"message": str(error)}, 400)
    return Reply({"message": "there is /simulator, /simulator/openapi.json, /simulator/ledger, /simulator/faults, /simulator/clock"}, 404)


def _loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def refuse_foreign(url: str) -> str:
    """The URL, if it leads to this machine. Raises `UsageError`: a simulator sends nothing to real hosts."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not _loopback(parts.netloc):
        raise UsageError("A simulator sends messages to this machine only", where=url, next="give an http URL on 127.0.0.1")
    return url


def _deliver(message: Message) -> None:
    parts = urlsplit(refuse_foreign(message.url))
    connection = http.client.HTTPConnection(parts.hostname or HOST, parts.port or 80, timeout=5)
    with contextlib.suppress(OSError, http.client.HTTPException):  # nobody listens: gateways do not complain either
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request("POST", target, message.body, {**message.headers, SIMULATED: "true"})
        connection.getresponse().read(1000)
    connection.close()


def _multipart(kind: str, body: bytes) -> dict[str, str]:
    from email import message_from_bytes

    parsed = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    found = {}
    for part in parsed.walk():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            found[name] = payload.decode("utf-8", "replace")
    return found


def page(title: str, *lines: str) -> str:
    """A page for the customer. `lines` are HTML of ours."""
    shown = "\n".join(f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><title>{title} (simulated)</title><h1>{title}</h1><p><b>Simulated: no money moves here.</b></p>\n{shown}\n"
