"""The simulators by name, and a merchant's account made for each."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr

from prohori.gateways.credentials import BkashSettings, SslcommerzSettings
from prohori.simulators.bkash import TOPIC, Bkash
from prohori.simulators.nagad import Nagad
from prohori.simulators.server import Running, Simulator
from prohori.simulators.sslcommerz import Sslcommerz

KINDS: dict[str, type[Simulator]] = {"bkash": Bkash, "nagad": Nagad, "sslcommerz": Sslcommerz}
NAMES = tuple(KINDS)
BKASH = {
    "username": "simulated-merchant", "password": "simulated-password", "app_key": "simulated-app-key",
    "app_secret": "simulated-app-secret", "webhook_topic": TOPIC,
}  # fmt: skip
SSLCOMMERZ = {"store_id": "simulated-store", "store_password": "simulated-store-password"}


def made(name: str, *, webhook: str | None = None) -> Simulator:
    if name == "bkash":
        return Bkash(BkashSettings.model_validate(BKASH), webhook=webhook)
    return Nagad.with_keys() if name == "nagad" else Sslcommerz(SslcommerzSettings.model_validate(SSLCOMMERZ))


def client_settings(running: Running, authority: str | None = None) -> dict[str, Any]:
    """The setting of the gateway's client that leads to this simulator. It has the credentials in plain: they are worth nothing."""
    gateway = running.gateway
    if not isinstance(gateway, Bkash | Nagad | Sslcommerz):
        raise TypeError(f"{gateway.name} is no payment gateway")
    settings = gateway.settings
    given = {name: _plain(value) for name, value in settings if name in settings.model_fields_set}
    origin = running.origin + ("/remote-payment-gateway-1.0/api/dfs" if gateway.name == "nagad" else "")
    certificates = {"webhook_certificates": running.origin} if gateway.name == "bkash" else {}
    return {**given, **certificates, "origin": origin, "local": True, **({"ca_file": authority} if authority else {})}


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
