"""One request to a gateway and its answer: nothing followed, nothing sent but the request, never more than the limits.

httpcore and not httpx: it has no redirects, no proxies of the environment, no decoding that could grow a body, and its network
back end is public, which is where the deadline and the addresses are watched.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import httpcore

from prohori.allowance import Allowance
from prohori.gateways.connection import NotHttp, NotReachable, Untrusted, WatchedConnections, trusted
from prohori.gateways.probes import Probe

HEADERS: Mapping[bytes | str, bytes | str] = {
    "Accept": "application/json, text/html;q=0.5, */*;q=0.1",
    "Accept-Encoding": "identity",
    "User-Agent": "prohori-probe",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    """Lower-case names; of equal names the last."""
    body: bytes
    """At most `max_bytes`."""
    cut: bool
    """Whether there was more."""
    milliseconds: dict[str, float] = field(default_factory=dict)
    """`dns`, `tcp`, `tls`, `first_byte` (of the headers), `latency` (all of it)."""
    certificate_days: float | None = None


@dataclass(frozen=True, repr=False)
class Call:
    """What is sent. Its headers and content may hold secrets, so it is never shown."""

    method: str = "GET"
    headers: Mapping[bytes | str, bytes | str] = field(default_factory=lambda: HEADERS)
    content: bytes | None = None


def ask(probe: Probe, allowance: Allowance, call: Call | None = None) -> Answer:
    """Raises `NotReachable`, `Untrusted`, `NotHttp`, or `AgentError` for an address that is not allowed; `Cancelled` or `TimeLimit`
    at the end of the allowance. Without a call, the probe's own request is sent."""
    context = trusted(probe) if probe.parts.scheme == "https" else None  # reading the authorities is none of the gateway's time
    watch = WatchedConnections(probe, allowance)
    with allowance.wakes(watch.hang_up):
        try:
            return _asked(probe, watch, context, call or Call(probe.method))
        except (NotReachable, NotHttp, Untrusted):
            allowance.refuse(probe.shown)  # it was we who hung up
            raise
        finally:
            watch.close()


def connected(probe: Probe, allowance: Allowance) -> tuple[dict[str, float], float | None]:
    """Connects to the probe's host and sends nothing: what each part took, and the certificate's days. Raises as `ask`."""
    parts = probe.parts
    context = trusted(probe) if parts.scheme == "https" else None
    watch = WatchedConnections(probe, allowance)
    with allowance.wakes(watch.hang_up):
        try:
            host = parts.hostname or ""
            stream = watch.connect_tcp(host, parts.port or 0)
            try:
                stream = stream.start_tls(context, host) if context else stream
            finally:
                stream.close()
        except (NotReachable, Untrusted):
            allowance.refuse(probe.shown)  # it was we who hung up
            raise
        finally:
            watch.close()
    return watch.milliseconds, watch.certificate_days


def _asked(probe: Probe, watch: WatchedConnections, context: ssl.SSLContext | None, call: Call) -> Answer:
    started = time.perf_counter()
    try:
        with httpcore.ConnectionPool(ssl_context=context, network_backend=watch, http2=False) as pool:
            return _exchange(pool, probe, watch, call, started)
    except httpcore.TimeoutException:
        raise watch.deadline.over("answer") from None
    except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError) as error:
        if isinstance(error, httpcore.RemoteProtocolError) and not watch.closed_by_peer:
            raise NotHttp("The gateway does not answer in HTTP", where=probe.shown) from None
        next = "is it up?"
        raise NotReachable("The gateway ended the connection in its answer", where=probe.shown, why=_why(error), next=next) from None


def _why(error: Exception) -> str:
    cause = error.__cause__
    return (getattr(cause, "strerror", None) or "").lower() or "closed before the answer was whole"


def _exchange(pool: httpcore.ConnectionPool, probe: Probe, watch: WatchedConnections, call: Call, started: float) -> Answer:
    with pool.stream(call.method, probe.url, headers=call.headers, content=call.content) as answer:
        watch.milliseconds["first_byte"] = (time.perf_counter() - started) * 1000
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        body, cut = _up_to(answer.iter_stream(), probe.expect.max_bytes)
        watch.milliseconds["latency"] = (time.perf_counter() - started) * 1000
    return Answer(answer.status, headers, body, cut, watch.milliseconds, watch.certificate_days)


def _up_to(pieces: Iterator[bytes], limit: int) -> tuple[bytes, bool]:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            return bytes(body[:limit]), True
    return bytes(body), False
