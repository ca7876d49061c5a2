"""A simulator and a client of its gateway, over a real socket; orders and details that all tests use."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from prohori.gateways.bkash import Bkash
from prohori.gateways.conditions import Judgement
from prohori.gateways.credentials import Gateways, parse
from prohori.gateways.nagad import Nagad
from prohori.gateways.payments import Order
from prohori.gateways.sslcommerz import MANDATORY, Sslcommerz
from prohori.simulators import catalogue
from prohori.simulators.faults import parse as fault
from prohori.simulators.server import Running, serving

ORDER = Order(invoice="INV1001", amount=Decimal("1150.00"))
CALLBACK = "https://shop.example/back"
DETAILS = dict.fromkeys(MANDATORY, "x") | {"product_profile": "general", "shipping_method": "NO"}
QUESTIONS = ("reachable", "conforming", "sane")


@dataclass
class Simulated:
    """`client` leads to `running`; both are of one gateway."""

    running: Running
    client: Any
    settings: Any
    state: Path

    @property
    def gateway(self) -> Any:
        return self.running.gateway

    @property
    def verdicts(self) -> tuple[str, str, str]:
        return verdicts(self.client.api.judgement)


def verdicts(judgement: Judgement) -> tuple[str, str, str]:
    """`yes`, `no`, or `-` where nothing was asked."""
    failed, asked = {fault.question for fault in judgement.faults}, set(judgement.judged.values())
    return tuple("no" if one in failed else "yes" if one in asked else "-" for one in QUESTIONS)  # type: ignore[return-value]


@contextmanager
def simulated(
    name: str, state: Path, *faults: str, tls: ssl.SSLContext | None = None, ca_file: Path | None = None, webhook: str | None = None,
    clock: Any = None, **settings: Any,
) -> Iterator[Simulated]:  # fmt: skip
    """`settings` are the client's."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    gateway = catalogue.made(name, webhook=webhook)
    with serving(gateway, tls=tls, faults=tuple(map(fault, faults))) as running:
        given = {**catalogue.client_settings(running, str(ca_file) if ca_file else None), **settings}
        of_all = parse({name: given})
        yield Simulated(running, client_of(of_all, state, clock), getattr(of_all, name), state)


def client_of(gateways: Gateways, state: Path, clock: Any = None) -> Bkash | Nagad | Sslcommerz:
    clocked = {"clock": clock} if clock else {}
    if gateways.bkash:
        return Bkash(gateways.bkash, state, **clocked)
    if gateways.nagad:
        return Nagad(gateways.nagad, **clocked)
    assert gateways.sslcommerz
    return Sslcommerz(gateways.sslcommerz)
