"""Calls to a gateway's API: bounded in time and size, cancellable, judged, and told apart by what is known of their effect.

A request is made with httpx and sent by `exchange.ask`, so that it has the watched connection of a probe: one deadline over all of
it, no redirect, no proxy of the environment, no private address unless the operator says so. httpx's own client is not used: it
writes whole URLs into the log, and SSLCommerz wants a password in one.

ProhoriError
├── TransientError
│   ├── NotReachable    no answer: whether it was carried out is not known
│   ├── Unavailable     an answer of a gateway that does not work (5xx): not known either
│   └── Throttled       429, or our own limit: `retry_after` seconds
└── PermanentError
    ├── Untrusted       TLS failed: nothing was sent
    ├── NotConforming   an answer that is not the protocol's: not known
    └── Refused         the gateway's own no, with its `code`
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, NoReturn, Protocol, TypeVar
from urllib.parse import quote, quote_plus

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from prohori.allowance import Allowance
from prohori.errors import PermanentError, TransientError
from prohori.gateways.conditions import Judgement, judge
from prohori.gateways.connection import BadCertificate, NotHttp, NotReachable, Untrusted
from prohori.gateways.exchange import Answer, Call, ask
from prohori.gateways.probes import Expect, Probe
from prohori.gateways.values import quoted
from prohori.model import Fact

SIMULATED = "prohori-simulated"
"""Header of every answer of a simulator."""


SHORTEST_SECRET = 4


class Unavailable(TransientError):
    pass


class Throttled(TransientError):
    retry_after: float | None = None


class NotConforming(PermanentError):
    pass


class Refused(PermanentError):
    code = ""


UNANSWERED = (NotReachable, NotHttp, Untrusted, Unavailable, Throttled, NotConforming)
"""After any of them nobody knows what the gateway did, or it surely did nothing; it never says that a payment failed."""


class Received(BaseModel):
    """A part of an answer that we use; what else is in it does not matter."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, coerce_numbers_to_str=True)

    simulated: bool = False


class Endpoint(Fact):
    """Where an API is, and how long one call to it may take."""

    origin: Annotated[str, Field(pattern=r"^https?://[^/?#@\s]+(/[^?#\s]*[^/?#\s])?$")]
    local: bool = False
    """Whether the host may have a private or loopback address, as a simulator has."""
    ca_file: str | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 30
    latency_ms: Annotated[float, Field(gt=0)] = 2000
    certificate_days: Annotated[float, Field(ge=0)] = 14

    def probe(self, url: str, content_type: str | None) -> Probe:
        days = self.certificate_days if url.startswith("https:") else None
        expect = Expect(latency_ms=self.latency_ms, certificate_days=days, content_type=content_type)
        return Probe(url=url, timeout_seconds=self.timeout_seconds, local=self.local, ca_file=self.ca_file, expect=expect)


class Send(Protocol):
    """Takes the place of the network in tests of what happens before and after it."""

    def __call__(self, probe: Probe, allowance: Allowance, call: Call, /) -> Answer: ...


@dataclass(frozen=True, repr=False)
class Reply:
    status: int
    body: dict[str, Any]
    """JSON numbers with a point are `Decimal`."""
    simulated: bool


R = TypeVar("R", bound=Received)


class Api:
    """One gateway as one client sees it. `judgement` is of all its calls so far."""

    def __init__(
        self, name: str, endpoint: Endpoint, *, secrets: tuple[SecretStr, ...], allowance: Allowance | None = None, send: Send = ask,
        content_type: str | None = "application/json",
    ) -> None:  # fmt: skip
        """`content_type`: what it documents for its answers; None where it documents none."""
        self.name, self.endpoint, self.judgement = name, endpoint, Judgement()
        self._secrets, self._allowance, self._send, self._content_type = list(secrets), allowance or Allowance(), send, content_type

    def __repr__(self) -> str:
        return f"<{self.name} at {self.endpoint.origin}>"

    def hide(self, secret: SecretStr) -> None:
        """From here on, this too is masked in what the gateway says."""
        if secret not in self._secrets:
            self._secrets.append(secret)

    def said(self, text: object) -> str:
        """Text of the gateway, for a message: none of our secrets, short, printable."""
        shown = str(text)
        for secret in self._secrets:
            for form in _forms(secret.get_secret_value()):
                shown = shown.replace(form, "***")
        return quoted(shown)

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        statuses: tuple[int, ...] = (200,),
        own_errors: Callable[[dict[str, Any]], bool] = lambda body: False,
    ) -> Reply:
        """The JSON object it answers. `statuses`: those that the caller judges itself. `own_errors`: whether a body is the gateway's own
        no, which then comes as a reply whatever its HTTP status. Raises what `UNANSWERED` lists."""
        given = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "prohori", **(headers or {})}
        url = self.endpoint.origin + path
        request = httpx.Request(method, url, headers=given, json=json, data=dict(form) if form else None, params=query)
        probe = self.endpoint.probe(str(request.url), self._content_type)
        answer = self._answer(probe, request)
        body = self._object(probe, answer)
        own = body is not None and own_errors(body)
        self._judge(probe, answer, ok=answer.status in statuses or own)
        if answer.status not in statuses and not own:
            self._raise_status(probe, answer, (body or {}).get("message", ""))
        if body is None:
            raise NotConforming(
                f"{self.name} does not answer with a JSON object", where=probe.shown, next="ask again; nothing is known yet"
            )
        return Reply(answer.status, body, answer.headers.get(SIMULATED) == "true" or body.get("simulated") is True)

    def _answer(self, probe: Probe, request: httpx.Request) -> Answer:
        sent: dict[bytes | str, bytes | str] = {name: value for name, value in request.headers.items() if name != "host"}
        call = Call(request.method, {**sent}, request.read() or None)
        try:
            return self._send(probe, self._allowance, call)
        except BadCertificate as error:
            self.judgement.ask("gateway-certificate", "reachable", f"its certificate is not valid: {error.why}")
            raise
        except Untrusted as error:
            self.judgement.ask("gateway-tls", "reachable", f"its TLS handshake fails: {error.why}")
            raise
        except NotHttp:
            self.judgement.ask("gateway-http", "conforming", "what it answers is not HTTP")
            raise
        except NotReachable as error:
            self.judgement.ask("gateway-reachable", "reachable", f"{error.what[0].lower()}{error.what[1:]}: {error.why}")
            raise

    def _judge(self, probe: Probe, answer: Answer, *, ok: bool) -> None:
        accepted = probe.expect.model_copy(update={"status": (answer.status,)} if ok else {})
        found = judge(probe.model_copy(update={"expect": accepted}), answer)
        self.judgement.faults += found.faults
        self.judgement.judged |= found.judged
        self.judgement.unjudged |= found.unjudged
        self.judgement.clock_skew_seconds = found.clock_skew_seconds

    def _object(self, probe: Probe, answer: Answer) -> dict[str, Any] | None:
        try:
            body = json.loads(answer.body, parse_float=Decimal, parse_constant=_no_constant) if not answer.cut else None
        except (ValueError, RecursionError):
            body = None
        whole = isinstance(body, dict)
        if answer.status < 300 or whole:
            self.judgement.ask("gateway-json", "conforming", "" if whole else "its body is not a JSON object")
        return body if isinstance(body, dict) else None

    def _raise_status(self, probe: Probe, answer: Answer, message: object) -> NoReturn:
        if answer.status == 429:
            text = answer.headers.get("retry-after", "")
            throttled = Throttled(
                f"{self.name} asks for fewer calls", where=probe.shown, why="status 429",
                next=f"ask again after {text} s" if text.isascii() and text.isdigit() else "ask again later",
            )  # fmt: skip
            throttled.retry_after = float(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
            raise throttled
        if answer.status >= 500:
            raise Unavailable(
                f"{self.name} does not work at the moment", where=probe.shown, why=f"status {answer.status}", next="ask again"
            )
        why = f"status {answer.status}{f': {self.said(message)}' if message else ''}"
        raise NotConforming(f"{self.name} answers with an unexpected status", where=probe.shown, why=why, next="is the route right?")

    def typed(self, reply: Reply, kind: type[R], *, where: str) -> R:
        """The reply as its fields. Raises `NotConforming` that names the field, never what stands in it."""
        try:
            present = {name: value for name, value in reply.body.items() if value is not None}
            found = kind.model_validate({**present, "simulated": reply.simulated})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(map(str, first["loc"]))
            what = "is missing" if first["type"] == "missing" else "is not as the protocol has it"
            self.judgement.ask("gateway-field", "conforming", f"in its answer to `{where}` the field `{place}` {what}")
            raise NotConforming(f"{self.name}'s answer is not the protocol's", where=where, why=f"`{place}` {what}") from None
        self.judgement.ask("gateway-field", "conforming", "")
        return found

    def refused(self, where: str, code: str, message: object, *, next: str) -> Refused:
        shown = self.said(code).strip("`")
        error = Refused(f"{self.name} refuses: {shown} {self.said(message)}", where=where, next=next)
        error.code = shown
        return error


def _forms(secret: str) -> list[str]:
    """As it is, and as a form or JSON would write it. What is shorter than a password may be is a word of the text."""
    return [secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]] if len(secret) >= SHORTEST_SECRET else []


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
