"""One read-only request and its conditions: what a probe of kind `http` is, and what every call to a gateway is sent by."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

import re2
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from prohori.gateways.expressions import parsed
from prohori.model import Fact, Json

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def public(address: Address) -> bool:
    """Whether an address is of the open internet, also where IPv6 only wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return public(wrapped)
    return address.is_global and not address.is_multicast


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("it is not a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError("it is not an http or https URL with a host")
    return parts


def _proper_url(url: str) -> str:
    parts = _split(url)
    if "@" in parts.netloc:
        raise ValueError("it has credentials; a probe sends none")
    if parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("it has a fragment, a space or characters that a URL must encode")
    return url


def _pointer(text: str) -> str:
    if text and not text.startswith("/"):
        raise ValueError("a JSON pointer is empty or begins with `/`")
    return text


def _expression(text: str) -> str:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(text, options)  # type: ignore[no-untyped-call]
    except re2.error:
        raise ValueError("it is not a regular expression of RE2") from None
    return text


def _condition(text: str) -> str:
    return parsed(text).text


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("the path must be absolute")
    return path


def _listed(value: Json) -> Json:
    return (value,) if isinstance(value, int) else value


Pointer = Annotated[str, AfterValidator(_pointer)]
Status = Annotated[int, Field(ge=100, le=599)]


class Sampled(Fact):
    """What every kind of probe has."""

    conditions: Annotated[tuple[Annotated[str, AfterValidator(_condition)], ...], Field(max_length=50)] = ()
    """Each `NAME OPERATOR LITERAL`, with a verdict of its own."""
    samples: Annotated[int, Field(ge=1, le=100)] = 1
    """How often it is asked, one after another."""


class Field_(Fact):
    """What one field of the JSON body must be: exactly one of the two."""

    equals: str | int | float | bool | None = None
    """This value, of this type: `1` is not `true`."""
    matches: Annotated[str, AfterValidator(_expression)] | None = None
    """A text in which this expression (RE2) is found."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Field_:
        if len(self.model_fields_set) != 1:
            raise ValueError("a field has `equals` or `matches`, one of them")
        return self


class Expect(Fact):
    """What the answer must be. What is left out is not judged."""

    status: Annotated[tuple[Status, ...], BeforeValidator(_listed), Field(min_length=1)] = (200,)
    latency_ms: Annotated[float, Field(gt=0)] | None = None
    """From the first question to the name server to the last byte of the body."""
    certificate_days: Annotated[float, Field(ge=0)] | None = None
    """The certificate must be valid for at least this long."""
    content_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")] | None = None
    fields: dict[Pointer, Field_] = {}
    """JSON pointer (`/services/0/status`) to what stands there; the body must be JSON then."""
    max_bytes: Annotated[int, Field(ge=0, le=10_000_000)] = 1_000_000
    """Not one byte more is kept."""


class Probe(Sampled):
    """One request. Redirects are never followed: where one leads is not what the operator named."""

    kind: Literal["http"] = "http"
    url: Annotated[str, AfterValidator(_proper_url)]
    method: Literal["GET", "HEAD"] = "GET"
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0
    """For all of it: name, connection, handshake, answer, body."""
    expect: Expect = Expect()
    allow_redirects: Literal[False] = False
    local: bool = False
    """Whether its host may have a private, loopback or link-local address."""
    ca_file: Annotated[str, AfterValidator(_absolute)] | None = None
    """Certificate authorities (PEM) that are trusted instead of the public ones."""

    @model_validator(mode="after")
    def _possible(self) -> Probe:
        if self.method == "HEAD" and (self.expect.fields or self.expect.content_type):
            raise ValueError("a HEAD request has no body whose fields or type could be judged")
        if self.parts.scheme == "http" and (self.expect.certificate_days is not None or self.ca_file):
            raise ValueError("plain http has no certificate")
        if not self.local and _named_local(self.parts.hostname or ""):
            raise ValueError("its host is local or private; set `local: true` if that is meant")
        return self

    @property
    def parts(self) -> SplitResult:
        return _split(self.url)

    @property
    def shown(self) -> str:
        """The URL for reports: a query may hold a key."""
        return self.parts._replace(query="", fragment="").geturl()


def _named_local(host: str) -> bool:
    try:
        return not public(ipaddress.ip_address(host))
    except ValueError:
        return host.rstrip(".").lower().rpartition(".")[2] == "localhost"
