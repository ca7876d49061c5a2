"""What a simulator did: every request that would move money, and whether it did. Tests read it from outside the code they test."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Literal

from prohori.gateways.payments import Taka
from prohori.model import Fact

Kind = Literal["charge", "refund"]


class Entry(Fact):
    kind: Kind
    order: str
    payment: str
    amount: Taka
    moved: bool
    """False: it was asked for again after it was done, and nothing moved."""
    name: str = ""
    """Of a refund: the merchant's own."""


class Ledger:
    def __init__(self) -> None:
        self._lock, self._entries = threading.Lock(), list[Entry]()

    def add(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)

    @property
    def entries(self) -> tuple[Entry, ...]:
        with self._lock:
            return tuple(self._entries)

    def charges(self, order: str) -> int:
        """How often the order's customer was charged."""
        return sum(entry.kind == "charge" and entry.moved and entry.order == order for entry in self.entries)

    def repeated(self, kind: Kind) -> int:
        """How often something was asked for that was done already."""
        return sum(entry.kind == kind and not entry.moved for entry in self.entries)

    def refunded(self, order: str) -> Decimal:
        return sum((entry.amount for entry in self.entries if entry.kind == "refund" and entry.moved and entry.order == order), Decimal(0))
