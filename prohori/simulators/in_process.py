"""Simulators inside this process, for whoever has no gateway: what `health-check` and `payment-gateway-test` ask by default."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prohori.gateways.credentials import Gateways, parse
from prohori.simulators import catalogue
from prohori.simulators.faults import Fault
from prohori.simulators.server import Running, serving


@contextmanager
def simulated(
    name: str, *, faults: tuple[Fault, ...] = (), webhook: str | None = None, **settings: Any
) -> Iterator[tuple[Running, Gateways]]:
    """One of `catalogue.NAMES`, and the settings of the client that lead to it; `settings` are more of them. It ends with the block."""
    with serving(catalogue.made(name, webhook=webhook), faults=faults) as running:
        yield running, parse({name: {**catalogue.client_settings(running), **settings}})
