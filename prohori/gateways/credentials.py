"""What the operator sets to reach each gateway (the setting `gateways`): where it is, and the merchant's credentials.

Credentials are `SecretStr` from here on, and each is read in one place of one client. The origins are the vendors' own; another one
(a simulator's) takes `local` where it is on this machine.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, TypeAdapter, ValidationError

from prohori.errors import SettingsError
from prohori.gateways.calls import Endpoint
from prohori.model import Fact

SETTING = "gateways"
Environment = Literal["sandbox", "live"]
Secret = Annotated[SecretStr, Field(min_length=1)]
ORIGINS: dict[str, dict[Environment, str]] = {
    "bkash": {"sandbox": "https://tokenized.sandbox.bka.sh", "live": "https://tokenized.pay.bka.sh"},
    "nagad": {
        "sandbox": "http://sandbox.mynagad.com:10080/remote-payment-gateway-1.0/api/dfs",
        "live": "https://api.mynagad.com/api/dfs",
    },
    "sslcommerz": {"sandbox": "https://sandbox.sslcommerz.com", "live": "https://securepay.sslcommerz.com"},
}
"""The live Nagad has no `remote-payment-gateway` in its path."""


class _Gateway(Fact):
    environment: Environment = "sandbox"
    origin: str | None = None
    """In the place of the vendor's: a simulator's, or another address that the vendor gave."""
    local: bool = False
    ca_file: str | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 30
    latency_ms: Annotated[float, Field(gt=0)] = 2000

    def endpoint(self, name: str) -> Endpoint:
        origin = self.origin or ORIGINS[name][self.environment]
        return Endpoint(
            origin=origin.rstrip("/"), local=self.local, ca_file=self.ca_file,
            timeout_seconds=self.timeout_seconds, latency_ms=self.latency_ms,
        )  # fmt: skip


class BkashSettings(_Gateway):
    """Tokenized Checkout. bKash itself answers within 30 s or not at all, so a shorter time limit only makes more questions."""

    username: Secret
    password: Secret
    app_key: Secret
    app_secret: Secret
    version: Literal["v1.2.0-beta", "v2"] = "v1.2.0-beta"
    refund_version: Literal["v1.2.0-beta", "v2"] = "v2"
    """The older refund asks for its state below the route that pays back; the newer one has a route of its own for that."""
    webhook_topic: str = ""
    """ARN of the SNS topic that bKash gave. Anybody with an AWS account can have SNS sign a message: it is the topic that says whose."""
    webhook_certificates: str | None = None
    """Origin of a simulator on this machine, whose signing certificate is taken beside Amazon's."""


class NagadSettings(_Gateway):
    merchant_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,40}$")]
    merchant_private_key: Secret
    """PEM, or the bare base64 in which Nagad's portal hands it out (PKCS#8 or PKCS#1)."""
    gateway_public_key: Secret
    merchant_number: str | None = None
    client_ip: str = "127.0.0.1"
    """The server's public IPv4 address, `X-KM-IP-V4`."""
    client_type: Literal["PC_WEB", "MOBILE_WEB", "MOBILE_APP"] = "PC_WEB"


class SslcommerzSettings(_Gateway):
    store_id: Annotated[str, Field(min_length=1)]
    store_password: Secret


class Gateways(Fact):
    bkash: BkashSettings | None = None
    nagad: NagadSettings | None = None
    sslcommerz: SslcommerzSettings | None = None


_GATEWAYS: TypeAdapter[Gateways] = TypeAdapter(Gateways)


def parse(setting: Any) -> Gateways:
    """Raises `SettingsError` that names the key that is wrong, and nothing that stands there."""
    try:
        return _GATEWAYS.validate_python(setting or {})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join((SETTING, *map(str, first["loc"])))
        why = first["msg"] if first["type"] in ("missing", "extra_forbidden") else "it has not the form that it needs"
        raise SettingsError("A gateway's settings are wrong", where=f"`{where}`", why=why, next="see docs/how-to/gateways.md") from None
