"""A merchant during one payment flow: an order, its note on the disk, and what was found wrong."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from prohori.allowance import Allowance
from prohori.errors import TransientError
from prohori.gateways.calls import Refused
from prohori.gateways.credentials import Gateways
from prohori.gateways.payments import Order, Payment, PaymentState, written
from prohori.gateways.settlement import Notes
from prohori.model import Condition, Fact, Question, Verdict
from prohori.simulators.control import Control, moved
from prohori.simulators.merchant import Heard, Inbox

CALLBACK = "https://shop.example/back"
AMOUNT, PART = Decimal("1150.00"), Decimal("400.00")
WAIT_SECONDS, PAUSE_SECONDS = 30.0, 0.2
"""How long a payment may stay undecided, and how often it is asked for meanwhile."""
HEAR_SECONDS = 10.0
T = TypeVar("T")


class FlowNote(Fact):
    """Written before anything is asked: a flow that was killed goes on with the same order."""

    invoice: str
    reference: str = ""
    url: str = ""
    commanded: bool = False
    """Whether the flow's own fault was commanded."""


class Undecided(TransientError):
    """The gateway does not say yet what became of it."""


class Shop:
    def __init__(
        self, flow: str, gateways: Gateways, state: Path, control: Control, inbox: Inbox, allowance: Allowance, *, hears: bool
    ) -> None:
        """`hears`: whether the simulator's messages come to this inbox wherever it is told to send them."""
        self.flow, self.gateways, self.state, self.control, self.allowance = flow, gateways, state, control, allowance
        self._inbox, self.hears, self._notes = inbox, hears, Notes(state, "payment-flows", FlowNote)
        self.conditions: list[Condition] = []
        self.note, self.continued = FlowNote(invoice="-"), False

    @property
    def webhook(self) -> str:
        return self._inbox.url

    @property
    def order(self) -> Order:
        return Order(invoice=self.note.invoice, amount=AMOUNT)

    def run(self, flow: Callable[[Shop], None]) -> None:
        """One at a time for a simulator, across processes, as a flow commands faults. What it raises leaves the note, and so does a kill;
        a refusal ends the order."""
        turn = self._notes.hold(self.control.instance)
        self._subject = f"{self.control.instance} {self.flow}"
        with turn, self._notes.hold(self._subject) as note:
            self.continued = note is not None
            self.keep(note or FlowNote(invoice=f"PT{secrets.token_hex(8)}"))
            try:
                flow(self)
            except Refused as error:
                self.check("payment-refused", "conforming", "no refusal", f"it refuses in the flow: {error.what}")
            self._notes.forget(self._subject)

    def keep(self, note: FlowNote) -> None:
        self.note = note
        self._notes.write(self._subject, note)

    def command(self, fault: str) -> None:
        """The fault that the flow is about, once however often the flow is begun."""
        if not self.note.commanded:
            self.keep(self.note.model_copy(update={"commanded": True}))
            self.control.command(fault)

    def until(self, ask: Callable[[], T], decided: Callable[[T], bool]) -> T:
        """Asks until it is decided. Raises `Undecided`."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            found = ask()
            if decided(found):
                return found
            self.allowance.refuse(self.flow)
            if time.monotonic() > end:
                why = getattr(found, "why", "")
                raise Undecided(
                    "A payment is not decided yet", where=self.flow, why=why, next="run it again: it goes on with the same order"
                )
            time.sleep(PAUSE_SECONDS)

    def settled(self, ask: Callable[[], Payment]) -> Payment:
        return self.until(ask, lambda found: found.state not in (PaymentState.pending, PaymentState.unknown))

    def message(self) -> Heard | None:
        """What the simulator sent; None where it did not within `HEAR_SECONDS`."""
        return self._inbox.next(HEAR_SECONDS)

    def check(self, rule: str, question: Question, condition: str, why: str) -> None:
        """`why` is empty where it holds."""
        verdict = Verdict.failed if why else Verdict.passed
        self.conditions.append(Condition(condition=condition, question=question, verdict=verdict, rule=rule, why=why))

    def leave(self, rule: str, question: Question, condition: str, why: str) -> None:
        """It could not be judged."""
        left = Condition(condition=condition, question=question, verdict=Verdict.not_evaluated, rule=rule, why=why)
        self.conditions.append(left)

    def check_paid(self, payment: Payment) -> None:
        wrong = "" if payment.state is PaymentState.completed else f"the payment is {payment.state}: {payment.why}"
        self.check("payment-completed", "conforming", 'state == "completed"', wrong)

    def check_ledger(self, *, refunded: Decimal = Decimal(0)) -> None:
        """Against the simulator's own record of what moved."""
        entries = self.control.entries(self.order.invoice)
        charges, charged, again = moved(entries, "charge")
        wrong = [] if charges == 1 else [f"{charges} charges were made"]
        wrong += [] if charged == AMOUNT else [f"{written(charged)} was taken"]
        wrong += [f"it was asked for again {again} times after it was done"] if again else []
        self.check("payment-once", "sane", f"charges == 1 and charged == {written(AMOUNT)}", "; ".join(wrong))
        if refunded or any(entry.kind == "refund" for entry in entries):
            _, paid_back, again = moved(entries, "refund")
            wrong = [] if paid_back == refunded else [f"{written(paid_back)} was paid back"]
            wrong += [f"a refund was asked for again {again} times after it was done"] if again else []
            self.check("refund-once", "sane", f"refunded == {written(refunded)}", "; ".join(wrong))
