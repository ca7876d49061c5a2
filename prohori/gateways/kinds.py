"""What the operator lets `api-integration-tester` probe: name to a probe of one of these kinds, in the setting `probes`, or as YAML files.

Probes come from the operator's settings and never from the ERP repository: they name hosts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, TypeAdapter, ValidationError, model_validator

from prohori import located_yaml
from prohori.errors import SettingsError
from prohori.gateways.portals import PORTALS
from prohori.gateways.probes import Probe, Sampled
from prohori.located_yaml import Located
from prohori.model import Json

SETTING = "probes"


def _portal(name: str) -> str:
    if name not in PORTALS:
        raise ValueError(f"the portals are {', '.join(PORTALS)}")
    return name


_TEXTS = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_BRACES = re.compile(r"\{[^{}]*\}")


def _only_a_query(text: str) -> str:
    outside = _TEXTS.sub(" ", text)
    while (less := _BRACES.sub(" ", outside)) != outside:
        outside = less
    if re.search(r"[{}]", outside):
        raise ValueError("its braces do not match")
    if re.search(r"\b(mutation|subscription)\b", outside):
        raise ValueError("a probe sends queries only")
    return text


class GatewayProbe(Sampled):
    """Asks a payment gateway of the setting `gateways` by its own client, for something that does not exist: nothing is changed there."""

    kind: Literal["bkash", "nagad", "sslcommerz"]
    samples: Annotated[int, Field(ge=1, le=100)] = 5
    reference: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,60}$")] = "PROHORIPROBE"
    """The payment whose state is asked for: one that exists answers with the gateway's code of success."""


class GraphqlProbe(Probe):
    """Sends one query, by POST. Its `expect` and pointers are of the whole answer: `/data/me/name`."""

    kind: Literal["graphql"]  # type: ignore[assignment]
    query: Annotated[str, AfterValidator(_only_a_query), Field(min_length=1, max_length=20_000)]
    variables: dict[str, Json] = {}


class TcpProbe(Sampled):
    """Makes a connection, and a TLS handshake where that is asked for. Sends nothing."""

    kind: Literal["tcp"]
    host: Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,253}$|^[0-9A-Fa-f:]{2,45}$")]
    port: Annotated[int, Field(ge=1, le=65535)]
    tls: bool = False
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0
    local: bool = False
    ca_file: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> TcpProbe:
        self.connection  # noqa: B018  # refuses what a request to it would
        return self

    @property
    def connection(self) -> Probe:
        host = f"[{self.host}]" if ":" in self.host else self.host
        url = f"{'https' if self.tls else 'http'}://{host}:{self.port}/"
        return Probe(url=url, timeout_seconds=self.timeout_seconds, local=self.local, ca_file=self.ca_file)


class SqlProbe(Sampled):
    """Runs one SELECT on a SQLite database, which is opened for reading alone. `rows` is how many came, `value` the first of the first."""

    kind: Literal["sql"]
    database: Annotated[str, Field(pattern=r"^/")]
    statement: Annotated[str, Field(min_length=1, max_length=20_000)]
    parameters: dict[str, str | int | float | None] = {}
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0


class PortalProbe(Sampled):
    """Looks at a government portal's front page."""

    kind: Literal["portal"]
    portal: Annotated[str, AfterValidator(_portal)]
    at: Probe | None = None
    """Another page, or its conditions."""


AnyProbe = Probe | GraphqlProbe | TcpProbe | SqlProbe | GatewayProbe | PortalProbe
_KINDS: dict[str, str] = {
    **{kind: kind for kind in ("http", "graphql", "tcp", "sql", "portal")}, **dict.fromkeys(("bkash", "nagad", "sslcommerz"), "gateway"),
}  # fmt: skip


def _kind(given: Any) -> str:
    kind = given.get("kind", "http") if isinstance(given, dict) else getattr(given, "kind", "http")
    return _KINDS.get(kind, "") if isinstance(kind, str) else ""


Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
Tagged = Annotated[
    Annotated[Probe, Tag("http")]
    | Annotated[GraphqlProbe, Tag("graphql")]
    | Annotated[TcpProbe, Tag("tcp")]
    | Annotated[SqlProbe, Tag("sql")]
    | Annotated[GatewayProbe, Tag("gateway")]
    | Annotated[PortalProbe, Tag("portal")],
    Discriminator(_kind, custom_error_type="kind", custom_error_message=f"`kind` is one of {', '.join(_KINDS)}"),
]
_PROBES: TypeAdapter[dict[str, AnyProbe]] = TypeAdapter(dict[Name, Tagged])


def of_files(folder: Path) -> dict[str, Json]:
    """Each file `name.yaml` as the setting `probes` would have it. Raises `DefinitionError` that points at the line."""
    found: dict[str, Json] = {}
    for path in sorted(folder.glob("*.yaml")):
        located = located_yaml.parse(located_yaml.read_text(path), str(path))
        of_file(path.stem, located)
        found[path.stem] = located.value
    return found


def of_file(name: str, located: Located) -> AnyProbe:
    """Raises `DefinitionError` that points at the line."""
    try:
        return _PROBES.validate_python({name: located.value})[name]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = tuple(part for part in first["loc"][2:] if part != "[key]")
        why = first["msg"].removeprefix("Value error, ")
        subject = f"`{place[-1]}`" if place else f"`{name}`"
        raise located.error(place, f"{subject} of a probe is wrong", why=why, next="docs/how-to/probe.md lists the keys") from None


def parse(setting: Json) -> dict[str, AnyProbe]:
    """The probes by name; `SettingsError` names the probe and the key that is wrong, and never a URL."""
    try:
        return _PROBES.validate_python(setting or {})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = [str(part) for part in first["loc"] if part != "[key]"]
        where = ".".join((SETTING, *place[:1], *place[2:]))  # without the union's tag
        why = first["msg"].removeprefix("Value error, ")
        raise SettingsError("a probe is wrong", where=f"`{where}`", why=why, next="docs/how-to/probe.md lists the keys") from None
