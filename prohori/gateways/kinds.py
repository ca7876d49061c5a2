"""What the operator lets `api-integration-tester` probe: the setting `probes`, name to a probe of one of these kinds.

Probes come from the operator's settings and never from the ERP repository: they name hosts.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, TypeAdapter, ValidationError

from prohori.errors import SettingsError
from prohori.gateways.portals import PORTALS
from prohori.gateways.probes import Probe, Sampled
from prohori.model import Json

SETTING = "probes"


def _portal(name: str) -> str:
    if name not in PORTALS:
        raise ValueError(f"the portals are {', '.join(PORTALS)}")
    return name


class GatewayProbe(Sampled):
    """Asks a payment gateway of the setting `gateways` by its own client, for something that does not exist: nothing is changed there."""

    kind: Literal["bkash", "nagad", "sslcommerz"]
    samples: Annotated[int, Field(ge=1, le=100)] = 5
    reference: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,60}$")] = "PROHORIPROBE"
    """The payment whose state is asked for: one that exists answers with the gateway's code of success."""


class PortalProbe(Sampled):
    """Looks at a government portal's front page."""

    kind: Literal["portal"]
    portal: Annotated[str, AfterValidator(_portal)]
    at: Probe | None = None
    """Another page, or its conditions."""


AnyProbe = Probe | GatewayProbe | PortalProbe
_KINDS: dict[str, str] = {"http": "http", "portal": "portal", **dict.fromkeys(("bkash", "nagad", "sslcommerz"), "gateway")}


def _kind(given: Any) -> str:
    kind = given.get("kind", "http") if isinstance(given, dict) else getattr(given, "kind", "http")
    return _KINDS.get(kind, "") if isinstance(kind, str) else ""


Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
Tagged = Annotated[
    Annotated[Probe, Tag("http")] | Annotated[GatewayProbe, Tag("gateway")] | Annotated[PortalProbe, Tag("portal")],
    Discriminator(_kind, custom_error_type="kind", custom_error_message=f"`kind` is one of {', '.join(_KINDS)}"),
]
_PROBES: TypeAdapter[dict[str, AnyProbe]] = TypeAdapter(dict[Name, Tagged])


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
