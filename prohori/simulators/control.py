"""What only a simulator has: its customer, its ledger, its faults. Over its socket, so that it may run in another process."""

from __future__ import annotations

import ipaddress
import json
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from prohori.allowance import Allowance
from prohori.errors import UsageError
from prohori.gateways.calls import SIMULATED, UNANSWERED
from prohori.gateways.exchange import Answer, Call, ask
from prohori.gateways.probes import Probe
from prohori.simulators.ledger import Entry, Kind

HEADERS: dict[bytes | str, bytes | str] = {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": "prohori"}
NEXT = "start one with `prohori simulators up`, or unset `gateways`: then one is started inside the run"


class Control:
    """Of the simulator at an origin. Raises `UsageError` for anything else that answers there, or is named there."""

    def __init__(self, gateway: str, origin: str, allowance: Allowance, *, ca_file: str | None = None) -> None:
        parts = urlsplit(origin)
        self._root, self._allowance, self._ca_file = f"{parts.scheme}://{parts.netloc}", allowance, ca_file
        what = f"A payment of {gateway} is tested on a simulator only"
        if not _loopback(parts.hostname or ""):
            why = "it would move money there, or wait for a customer"
            raise UsageError(what, where=origin, why=why, next=NEXT)
        try:
            answer = self._ask("/simulator")
        except UNANSWERED as error:
            raise UsageError(what, where=self._root, why=f"nothing answers there ({error.why or error.what})", next=NEXT) from None
        said = _object(answer)
        self.instance = str(said.get("instance", ""))
        if answer.headers.get(SIMULATED) != "true" or said.get("gateway") != gateway:
            raise UsageError(what, where=self._root, why=f"what answers there is no simulator of {gateway}", next=NEXT)

    def customer_pays(self, url: str) -> None:
        """Confirms, on the page to which the customer is sent. Nothing happens there that was done before."""
        if not url.startswith(f"{self._root}/"):
            raise UsageError("The customer is sent away from the simulator", where=url, next=NEXT)
        self._ask(f"{url.removeprefix(self._root)}{'&' if '?' in url else '?'}answer=success")

    def entries(self, order: str) -> tuple[Entry, ...]:
        """The ledger's, of one order."""
        listed = _object(self._ask("/simulator/ledger")).get("entries", [])
        return tuple(entry for entry in map(Entry.model_validate, listed) if entry.order == order)

    def command(self, *faults: str) -> None:
        self._ask("/simulator/faults", Call("POST", HEADERS, json.dumps(faults).encode()))

    def _ask(self, path: str, call: Call | None = None) -> Answer:
        probe = Probe(url=f"{self._root}{path}", local=True, timeout_seconds=30, ca_file=self._ca_file)
        return ask(probe, self._allowance, call)


def moved(entries: tuple[Entry, ...], kind: Kind) -> tuple[int, Decimal, int]:
    """How often it was done, of how much in all, and how often it was asked for again."""
    done = [entry for entry in entries if entry.kind == kind and entry.moved]
    again = sum(entry.kind == kind and not entry.moved for entry in entries)
    return len(done), sum((entry.amount for entry in done), Decimal(0)), again


def _object(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
