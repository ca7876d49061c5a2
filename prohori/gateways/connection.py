"""One connection to a gateway, watched: where its name leads, how long each part took, its certificate, and one deadline over all.

httpcore's own back end waits anew for each read, so that a host that sends a byte a second would never end; it connects to
whatever a name resolves to; and it says only `ConnectError`.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

import certifi
import httpcore

from prohori.allowance import Allowance
from prohori.errors import AgentError, PermanentError, TransientError
from prohori.gateways.probes import Probe, public

HTTP = b"HTTP/"
CONNECT_GRACE = 0.05
"""Seconds: a connection that is being made ends by its own time limit, which says more than ours."""
T = TypeVar("T")


class NotReachable(TransientError):
    """Nothing answered: a retry may mend it."""


class Untrusted(PermanentError):
    """The TLS handshake failed; `why` says what is wrong with the certificate or the protocol."""


class BadCertificate(Untrusted):
    pass


class NotHttp(PermanentError):
    pass


class Deadline:
    def __init__(self, probe: Probe, allowance: Allowance) -> None:
        self._probe, self._allowance, self._end = probe, allowance, time.monotonic() + probe.timeout_seconds

    def left(self, doing: str) -> float:
        """Seconds; raises `NotReachable` where there are none, `Cancelled` or `TimeLimit` where the allowance is over."""
        self._allowance.refuse(self._probe.shown)
        left = self._allowance.left(self._end - time.monotonic())
        if left <= 0:
            raise self.over(doing)
        return left

    def over(self, doing: str) -> NotReachable:
        why = f"no {doing} within {self._probe.timeout_seconds:g} s"
        return NotReachable(
            "The gateway is too slow", where=self._probe.shown, why=why, next="ask its operator, or raise `timeout_seconds`"
        )


class WatchedConnections(httpcore.NetworkBackend):
    """Opens the one connection of a probe. `milliseconds` and `certificate_days` are filled in as it goes."""

    def __init__(self, probe: Probe, allowance: Allowance) -> None:
        self.probe, self.deadline, self._allowance = probe, Deadline(probe, allowance), allowance
        self.milliseconds: dict[str, float] = {}
        self.certificate_days: float | None = None
        self.closed_by_peer = False
        """Whether the gateway ended the connection before we did."""
        self._plain = httpcore.SyncBackend()
        self._line: socket.socket | None = None
        """The connection by a number of its own, which TLS does not take over: to hang up while somebody waits at the other."""

    def hang_up(self) -> None:
        """From another thread: whoever reads or writes is told that the connection ended."""
        if self._line is not None:
            self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses, self.milliseconds["dns"] = self._addresses(host, port)
        refused = ""
        for nth, address in enumerate(addresses):
            share = self.deadline.left("connection") / (len(addresses) - nth)  # one address that swallows packets leaves time for the next
            connect = partial(self._plain.connect_tcp, address, port, timeout=share, socket_options=socket_options)
            try:
                stream, self.milliseconds["tcp"] = self._awaited(connect, share, "connection")
            except httpcore.ConnectTimeout:
                if nth == len(addresses) - 1:
                    raise self.deadline.over("connection") from None
                continue
            except httpcore.ConnectError as error:
                refused = _reason(error)
                continue
            self._line = stream.get_extra_info("socket").dup()
            return WatchedStream(stream, self)
        raise NotReachable(
            "The gateway cannot be connected to", where=self.probe.shown, why=refused, next="is it up, and is the port right?"
        )

    def _addresses(self, host: str, port: int) -> tuple[list[str], float]:
        resolve, doing = partial(_resolved, host.strip("[]"), port), "answer of the name server"
        try:
            found, took = self._awaited(resolve, self.deadline.left(doing), doing)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or str(error)
            next = "check the name and the name server"
            raise NotReachable("The gateway's name does not resolve", where=self.probe.shown, why=why, next=next) from None
        forbidden = [address for address in found if not public(ipaddress.ip_address(address.partition("%")[0]))]
        if forbidden and not self.probe.local:
            raise AgentError(
                "The gateway's name leads to a local or private address", where=self.probe.shown, why=f"it resolves to {forbidden[0]}",
                next="correct the name, or set `local: true` if that is meant",
            )  # fmt: skip
        return found, took

    def _awaited(self, call: Callable[[], T], seconds: float, doing: str) -> tuple[T, float]:
        """What it returns, and its milliseconds. In a thread that is left behind at the deadline or a cancellation: the resolver has no
        time limit of its own, and nobody can hang up on a connection that is only being made."""
        over, answers = threading.Event(), list[tuple[T, float] | Exception]()

        def work() -> None:
            started = time.perf_counter()
            try:
                answers.append((call(), _since(started)))
            except Exception as error:  # noqa: BLE001  # raised again by whoever waits
                answers.append(error)
            over.set()

        threading.Thread(target=work, daemon=True).start()
        with self._allowance.wakes(over.set):
            over.wait(seconds + CONNECT_GRACE)
        self._allowance.refuse(self.probe.shown)
        if not answers:
            raise self.deadline.over(doing)
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]


def _resolved(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class WatchedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, watch: WatchedConnections) -> None:
        self._stream, self._watch, self._answering = stream, watch, False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        read = self._stream.read(max_bytes, self._watch.deadline.left("answer"))
        self._watch.closed_by_peer |= not read
        if read and not self._answering and not read.startswith(HTTP[: len(read)]):
            raise NotHttp("The gateway does not answer in HTTP", where=self._watch.probe.shown)  # httpcore would wait for more of it
        self._answering = self._answering or bool(read)
        return read

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._watch.deadline.left("answer"))

    def close(self) -> None:
        self._stream.close()
        self._watch.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        watch, started = self._watch, time.perf_counter()
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, watch.deadline.left("TLS handshake"))
        except httpcore.ConnectTimeout:
            raise watch.deadline.over("TLS handshake") from None
        except httpcore.ConnectError as error:
            raise _handshake(error, watch.probe) from None
        watch.milliseconds["tls"] = _since(started)
        watch.certificate_days = _days_left(secured.get_extra_info("ssl_object"))
        return WatchedStream(secured, watch)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def trusted(probe: Probe) -> ssl.SSLContext:
    """The operator's authority, or the public ones and this machine's. Raises `AgentError` for a file that has none."""
    if probe.ca_file is None:
        context = ssl.create_default_context(cafile=certifi.where())
        context.load_default_certs()
        return context
    try:
        return ssl.create_default_context(cafile=probe.ca_file)
    except OSError as error:
        why = error.strerror or str(error)
        raise AgentError("The probe's `ca_file` cannot be used", where=probe.ca_file, why=why, next="give a PEM file") from None


def _handshake(error: httpcore.ConnectError, probe: Probe) -> Exception:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return BadCertificate("The gateway's certificate is not valid", where=probe.shown, why=cause.verify_message)
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Untrusted(
            "The gateway does not speak TLS as it should", where=probe.shown, why=(cause.reason or "").replace("_", " ").lower()
        )
    next = "is it up, and does it speak TLS there?"
    return NotReachable("The gateway ended the connection in the TLS handshake", where=probe.shown, why=_reason(error), next=next)


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    return (getattr(cause, "strerror", None) or str(cause)).lower()


def _days_left(secured: Any) -> float | None:
    certificate = secured.getpeercert() if secured is not None else None
    return (ssl.cert_time_to_seconds(certificate["notAfter"]) - time.time()) / 86400 if certificate else None


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
