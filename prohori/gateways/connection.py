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
from collections.abc import Iterable
from typing import Any

import certifi
import httpcore

from prohori.errors import AgentError, PermanentError, TransientError
from prohori.gateways.probes import Probe, public

HTTP = b"HTTP/"


class NotReachable(TransientError):
    """Nothing answered: a retry may mend it."""


class Untrusted(PermanentError):
    """The TLS handshake failed; `why` says what is wrong with the certificate or the protocol."""


class BadCertificate(Untrusted):
    pass


class NotHttp(PermanentError):
    pass


class Deadline:
    def __init__(self, probe: Probe) -> None:
        self._probe, self._end = probe, time.monotonic() + probe.timeout_seconds

    def left(self, doing: str) -> float:
        """Seconds; raises `NotReachable` where there are none."""
        left = self._end - time.monotonic()
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

    def __init__(self, probe: Probe) -> None:
        self.probe, self.deadline = probe, Deadline(probe)
        self.milliseconds: dict[str, float] = {}
        self.certificate_days: float | None = None
        self.closed_by_peer = False
        """Whether the gateway ended the connection before we did."""
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        started = time.perf_counter()
        addresses = self._addresses(host, port)
        self.milliseconds["dns"] = _since(started)
        started, refused = time.perf_counter(), ""
        for nth, address in enumerate(addresses):
            share = self.deadline.left("connection") / (len(addresses) - nth)  # one address that swallows packets leaves time for the next
            try:
                stream = self._plain.connect_tcp(address, port, timeout=share, socket_options=socket_options)
            except httpcore.ConnectTimeout:
                if nth == len(addresses) - 1:
                    raise self.deadline.over("connection") from None
                continue
            except httpcore.ConnectError as error:
                refused = _reason(error)
                continue
            self.milliseconds["tcp"] = _since(started)
            return WatchedStream(stream, self)
        raise NotReachable(
            "The gateway cannot be connected to", where=self.probe.shown, why=refused, next="is it up, and is the port right?"
        )

    def _addresses(self, host: str, port: int) -> list[str]:
        found = list(dict.fromkeys(_resolved(host.strip("[]"), port, self.deadline, self.probe)))
        forbidden = [address for address in found if not public(ipaddress.ip_address(address.partition("%")[0]))]
        if forbidden and not self.probe.local:
            raise AgentError(
                "The gateway's name leads to a local or private address", where=self.probe.shown, why=f"it resolves to {forbidden[0]}",
                next="correct the name, or set `local: true` if that is meant",
            )  # fmt: skip
        return found


def _resolved(host: str, port: int, deadline: Deadline, probe: Probe) -> list[str]:
    """In a thread that is left behind at the deadline: the resolver has no time limit of its own."""
    answer: list[list[str] | OSError] = []

    def ask() -> None:
        try:
            answer.append([str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answer.append(error if isinstance(error, OSError) else OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left("answer of the name server"))
    if not answer:
        raise deadline.over("answer of the name server")
    if isinstance(answer[0], OSError):
        why = answer[0].strerror or str(answer[0])
        raise NotReachable("The gateway's name does not resolve", where=probe.shown, why=why, next="check the name and the name server")
    return answer[0]


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
