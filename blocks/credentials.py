"""The merchant's credentials as Prefect blocks, beside the setting `gateways`: `python -m blocks.credentials` registers their forms.

A run takes the block named `prohori` of each type for a gateway that the setting does not have. Prefect keeps secrets encrypted;
what is not secret (address, environment, time limits) is in `settings`, as the setting writes it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from prefect.blocks.core import Block
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from pydantic import Field, SecretStr

from prohori.errors import SettingsError
from prohori.gateways.credentials import parse
from prohori.settings import Settings

NAME = "prohori"


class GatewayCredentials(Block):
    """Of one gateway. Its secrets are its own fields; see the classes below."""

    gateway: ClassVar[str]
    settings: dict[str, Any] = Field(default={}, description="Further keys of `gateways`, for example `environment`; none of them secret.")

    def setting(self) -> dict[str, Any]:
        """As the setting `gateways` has it, in plain."""
        own = type(self).model_fields.keys() - Block.model_fields.keys() - {"settings"}
        given = {name: getattr(self, name) for name in own}
        return self.settings | {name: one.get_secret_value() if isinstance(one, SecretStr) else one for name, one in given.items() if one}


class BkashCredentials(GatewayCredentials):
    _block_type_name = "bKash credentials"
    _block_type_slug = "bkash-credentials"
    _description = "A merchant's account at bKash Tokenized Checkout, for Prohori."
    gateway: ClassVar[str] = "bkash"

    username: SecretStr
    password: SecretStr
    app_key: SecretStr
    app_secret: SecretStr


class NagadCredentials(GatewayCredentials):
    _block_type_name = "Nagad credentials"
    _block_type_slug = "nagad-credentials"
    _description = "A merchant's keys at Nagad, for Prohori."
    gateway: ClassVar[str] = "nagad"

    merchant_id: str
    merchant_private_key: SecretStr
    gateway_public_key: SecretStr


class SslcommerzCredentials(GatewayCredentials):
    _block_type_name = "SSLCommerz credentials"
    _block_type_slug = "sslcommerz-credentials"
    _description = "A store at SSLCommerz, for Prohori."
    gateway: ClassVar[str] = "sslcommerz"

    store_id: str
    store_password: SecretStr


KINDS: tuple[type[GatewayCredentials], ...] = (BkashCredentials, NagadCredentials, SslcommerzCredentials)


def register() -> None:
    """Makes their forms known to the API, or brings them up to date. As often as one likes."""
    for kind in KINDS:
        kind.register_type_and_schema(_sync=True)


def with_blocks(settings: Settings) -> Settings:
    """The settings with the gateways that only a block has. Raises `SettingsError` for a block that cannot be used."""
    found: dict[str, dict[str, Any]] = {}
    with get_client(sync_client=True) as client:
        for kind in KINDS:
            if kind.gateway in settings.gateways:
                continue
            try:
                document = client.read_block_document_by_name(NAME, kind._block_type_slug or "", include_secrets=True)
            except ObjectNotFound:
                continue
            try:
                found[kind.gateway] = kind.model_validate(document.data).setting()
                parse({kind.gateway: found[kind.gateway]})
            except (ValueError, SettingsError):  # neither is shown: it may repeat what it is about
                where = f"{kind._block_type_slug}/{NAME}"
                raise SettingsError("A block of credentials cannot be used", where=where, next="correct it in the Prefect UI") from None
    return settings.model_copy(update={"gateways": settings.gateways | found}) if found else settings


if __name__ == "__main__":
    register()
