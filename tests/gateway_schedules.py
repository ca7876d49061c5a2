"""Schedules of faults, kills and restarts against a simulated bKash, and what must hold after each of their steps.

A kill is an exception that nothing catches, raised before or after a request or the writing of a note; what was in memory is thrown
away with it. What really happened is asked of the simulator's ledger, and never of the code that is tested.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from prohori.errors import ProhoriError
from prohori.gateways.bkash import Bkash
from prohori.gateways.exchange import ask
from prohori.gateways.payments import Payment, PaymentState
from prohori.gateways.settlement import BkashOrders, Notes, OrderNote, RefundNote, RefundState
from tests.simulated import CALLBACK, ORDER, client_of, simulated

OPERATIONS = ("create", "execute", "query", "refund", "refund_status", "grant")
KINDS = (
    "answer-lost", "not-received", "late", "half-closed", "truncated", "malformed", "wrong-type", "empty", "not-http", "throttled=1",
    "server-error=500", "code=2020", "code=503", "code=2117", "code=2062", "code=2023", "other-amount",
)  # fmt: skip
REFUNDS = {"return-1": Decimal("400.00"), "return-2": Decimal("750.00")}
TWO_HOURS = 7200
IN_MEMORY = Path("/dev/shm")
"""Notes are written through to the disk, which is what most of the time would go into."""


class Killed(BaseException):
    pass


@dataclass(frozen=True)
class Step:
    does: str
    faults: tuple[str, ...] = ()
    kill_at: int | None = None
    """The number of the request or note, before or after which the process dies."""


STEPS = st.builds(
    Step,
    does=st.sampled_from(("begin", "confirm", "settle", "settle", "refund return-1", "refund return-2", "restart", "two minutes")),
    faults=st.lists(
        st.builds(lambda operation, kind: f"{operation}:{kind}*1", st.sampled_from(OPERATIONS), st.sampled_from(KINDS)), max_size=2
    ).map(tuple),
    kill_at=st.none() | st.integers(1, 12),
)
SCHEDULES = st.lists(STEPS, min_size=3, max_size=12)


class Clock:
    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Process:
    """A merchant's program: it dies at the nth thing it does, and starts anew with what is on the disk."""

    def __init__(self, one: Any, clock: Clock) -> None:
        self._one, self._clock = one, clock
        self.die_at: int | None = None
        self.start()

    def start(self) -> None:
        self._done = 0
        client: Bkash = client_of(type("G", (), {"bkash": self._one.settings})(), self._one.state, self._clock)
        client.api._send = self._send
        notes = _Dying(self._one.state, self)
        self.orders = BkashOrders(client, self._one.state, clock=self._clock, notes=notes)

    def tick(self) -> None:
        self._done += 1
        if self._done == self.die_at:
            raise Killed

    def _send(self, probe: Any, allowance: Any, call: Any) -> Any:
        self.tick()
        try:
            return ask(probe, allowance, call)
        finally:
            self.tick()


class _Dying(Notes[OrderNote]):
    def __init__(self, state: Path, process: Process) -> None:
        super().__init__(state, "bkash-orders", OrderNote)
        self._process = process

    def write(self, subject: str, note: OrderNote) -> None:
        self._process.tick()
        super().write(subject, note)
        self._process.tick()


class World:
    def __init__(self, one: Any, clock: Clock) -> None:
        self.one, self.clock, self.process = one, clock, Process(one, clock)
        self.confirmed, self.asked = False, set[str]()
        self.begun, self.kills = "", 0

    def do(self, step: Step) -> None:
        self.one.running.faults.add(*step.faults)
        self.process.start()
        self.process.die_at = step.kill_at
        try:
            self._do(step.does)
        except Killed:
            self.kills += 1
        except ProhoriError:  # a lost create, a refund of what is not paid: the merchant is told, nothing else
            pass
        self.process.start()
        self.process.die_at = None
        self.hold()

    def _do(self, what: str) -> None:
        if what == "begin":
            self.begun = self.process.orders.begin(ORDER, CALLBACK, payer="customer-1").payment_id
        elif what == "confirm" and self.begun:
            self.one.gateway.confirm(self.begun)
            self.confirmed = True
        elif what == "settle":
            self.check_payment(self.process.orders.settle(ORDER))
        elif what.startswith("refund"):
            self.refund(what.split()[1])
        elif what == "two minutes":
            self.wait(121)

    def wait(self, seconds: float) -> None:
        self.one.running.settle_late()
        self.clock.ahead += seconds
        self.one.gateway.advance(seconds)

    def refund(self, name: str) -> RefundNote:
        found = self.process.orders.refund(ORDER, name, REFUNDS[name], reason="returned")
        self.asked.add(name)
        paid_back = self.paid_back(name)
        assert found.state is not RefundState.done or paid_back == 1
        assert found.state is not RefundState.refused or paid_back == 0, "a refund that was done is called refused"
        return found

    def paid_back(self, name: str) -> int:
        return sum(entry.kind == "refund" and entry.moved and entry.name == name for entry in self.one.running.ledger.entries)

    def check_payment(self, payment: Payment) -> None:
        charged = self.one.running.ledger.charges(ORDER.invoice)
        assert payment.state is not PaymentState.not_paid or charged == 0, "a paid order is called failed"
        assert payment.state is not PaymentState.completed or charged == 1

    def hold(self) -> None:
        ledger = self.one.running.ledger
        assert ledger.charges(ORDER.invoice) <= 1, "charged twice"
        assert ledger.repeated("charge") == 0, "an execute that was done was asked for again"
        assert ledger.repeated("refund") == 0, "a refund that was done was asked for again"
        assert all(self.paid_back(name) <= 1 for name in REFUNDS), "paid back twice"

    def end(self) -> None:
        """Without faults and with time, everything comes to its end."""
        self.one.running.faults.clear()
        self.wait(TWO_HOURS)
        orders = self.process.orders
        self.begun = orders.begin(ORDER, CALLBACK, payer="customer-1").payment_id
        if not self.confirmed:
            self.one.gateway.confirm(self.begun)
        for _ in range(3):
            payment = orders.settle(ORDER)
            self.check_payment(payment)
            self.wait(121)
        assert payment.state is PaymentState.completed, payment
        for name in REFUNDS:
            self.refund(name)
            assert self.refund(name).state is RefundState.done
        self.hold()


def run(schedule: list[Step]) -> World:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        clock = Clock()
        with simulated("bkash", Path(folder) / "state", clock=clock) as one:
            world = World(one, clock)
            for step in (Step("begin"), *schedule):
                world.do(step)
            world.end()
            return world
