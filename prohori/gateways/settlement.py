"""Brings an order to its end through lost answers, killed processes and restarts: paid once, paid back once, never failed by mistake.

A gateway cannot be asked to do something *if it did not do it yet*. So what is about to be asked is on the disk before it is sent. A
process that finds such a note without an answer asks for the state first: an execute is repeated only where bKash says that the
payment is still open, a refund only where bKash lists the payment's refunds by their names and this one is not among them, and either
only when bKash has had `REPEATED_AFTER` seconds to finish the first one. Where nothing can be asked (a refund of SSLCommerz) it is never
repeated: a person decides.

One order at a time, across processes. Notes lie below the state folder and hold no secret.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import Field, ValidationError

from prohori.cache.lock import KeyLock
from prohori.errors import SettingsError, UsageError
from prohori.gateways.bkash import PARTIAL_REFUNDS, Bkash, Created, RefundEntry
from prohori.gateways.bkash_codes import Advice, advice
from prohori.gateways.bkash_tokens import replace
from prohori.gateways.calls import UNANSWERED, Refused
from prohori.gateways.payments import Order, Payment, PaymentState, Taka, written
from prohori.gateways.sslcommerz import Sslcommerz
from prohori.model import Fact
from prohori.settings import private_folder

REPEATED_AFTER = 120.0
"""Seconds. bKash carries a request out within 30 or not at all; four times that."""
LOCK_SECONDS = 120.0
NOT_LISTED = "not listed by bKash so far"


class RefundState(StrEnum):
    done = "done"
    refused = "refused"
    """By the gateway, in words; nothing was paid back."""
    disputed = "disputed"
    """Paid back, and not the amount that was asked for: for a person."""
    unknown = "unknown"
    """Asked for, and nobody knows yet whether it was done. Counts as paid back until that is known."""


class RefundNote(Fact):
    amount: Taka
    asked_at: float
    state: RefundState = RefundState.unknown
    why: str = ""
    transaction: str = ""
    simulated: bool = False


class OrderNote(Fact):
    """What is known of one order, on the disk."""

    order: Order
    payment_id: str = ""
    url: str = ""
    executing_since: float | None = None
    """When an execute was sent, as long as it may be under way."""
    payment: Payment | None = None
    refunds: Annotated[dict[str, RefundNote], Field(default_factory=dict)]


N = TypeVar("N", bound=Fact)


class Notes(Generic[N]):
    """One note for each subject, written whole, read by one process at a time."""

    def __init__(self, state: Path, gateway: str, kind: type[N]) -> None:
        self._folder, self._kind = private_folder(state / "gateways" / gateway), kind

    def _path(self, subject: str) -> Path:
        return self._folder / f"{hashlib.sha256(subject.encode()).hexdigest()[:40]}.json"

    @contextmanager
    def hold(self, subject: str) -> Iterator[N | None]:
        lock = KeyLock(self._folder, subject, timeout=LOCK_SECONDS)
        with lock:
            yield self._read(subject)

    def _read(self, subject: str) -> N | None:
        path = self._path(subject)
        try:
            return self._kind.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            why = "it is not a note of ours" if isinstance(error, ValidationError) else error.strerror or ""
            next_ = "ask the gateway for the order's state before you move the file away: what was asked already stands in it"
            raise SettingsError("The note of an order cannot be read", where=str(path), why=why, next=next_) from None

    def forget(self, subject: str) -> None:
        """What it was about is over. For whoever holds it."""
        self._path(subject).unlink(missing_ok=True)

    def write(self, subject: str, note: N) -> None:
        replace(self._path(subject), note.model_dump_json().encode())


class BkashOrders:
    def __init__(
        self, client: Bkash, state: Path, *, clock: Callable[[], float] = time.time, notes: Notes[OrderNote] | None = None
    ) -> None:
        self._client, self._clock = client, clock
        self._notes = notes or Notes(state, "bkash-orders", OrderNote)

    def begin(self, order: Order, callback_url: str, *, payer: str) -> Created:
        """The payment that the customer is sent to. The same one, until it is over without money."""
        with self._notes.hold(order.invoice) as note:
            if note is not None:
                _refuse_other(note.order, order)
                over = note.payment is not None and note.payment.state is PaymentState.not_paid
                if note.payment_id and not over:
                    return Created.model_construct(payment_id=note.payment_id, bkash_url=note.url)
            created = self._client.create(order, callback_url, payer=payer)
            refunds = note.refunds if note else {}
            self._notes.write(order.invoice, OrderNote(order=order, payment_id=created.payment_id, url=created.bkash_url, refunds=refunds))
            return created

    def settle(self, order: Order) -> Payment:
        """To be called when the customer comes back, when a webhook speaks of the order, and again while it is `pending` or `unknown`."""
        with self._notes.hold(order.invoice) as note:
            note = _known(note, order)
            if note.payment is not None and note.payment.state is PaymentState.completed:
                return note.payment
            if note.payment is not None or note.executing_since is not None:
                found = self._client.query(note.payment_id, order)
                under_way = note.executing_since is not None and self._clock() - note.executing_since < REPEATED_AFTER
                if found.state is not PaymentState.pending or under_way:
                    return self._keep(note, found)
            note = note.model_copy(update={"executing_since": self._clock()})
            self._notes.write(order.invoice, note)
            found = self._client.execute(note.payment_id, order)
            return self._keep(note if found.in_flight else note.model_copy(update={"executing_since": None}), found)

    def _keep(self, note: OrderNote, found: Payment) -> Payment:
        self._notes.write(note.order.invoice, note.model_copy(update={"payment": found}))
        return found

    def refund(self, order: Order, name: str, amount: Decimal, *, reason: str) -> RefundNote:
        """Pays back once for each `name` (bKash's `sku`), however often it is called. Raises `UsageError` for more than was paid."""
        with self._notes.hold(order.invoice) as found:
            note = _known(found, order)
            if note.payment is None or note.payment.state is not PaymentState.completed:
                raise UsageError("Only a completed payment is paid back", where=order.invoice, next="settle the order first")
            asked = note.refunds.get(name)
            if asked is None:
                _refuse_too_much(note, amount)
            elif asked.amount != amount:
                raise UsageError(f"The refund `{name}` was {written(asked.amount)}", where=order.invoice, next="give another refund a name")
            elif asked.state is RefundState.done:
                return asked
            else:
                looked = self._looked_up(note, name, asked)
                if looked is not None:
                    return self._keep_refund(note, name, looked)
                under_way = asked.state is RefundState.unknown and self._clock() - asked.asked_at < REPEATED_AFTER
                if under_way or asked.state is RefundState.disputed:
                    return self._keep_refund(note, name, asked.model_copy(update={"why": NOT_LISTED}))
            asked = RefundNote(amount=amount, asked_at=self._clock(), why="asked for; the answer was not noted")
            self._keep_refund(note, name, asked)
            return self._keep_refund(note, name, self._refunded(note, name, asked, reason))

    def _refunded(self, note: OrderNote, name: str, asked: RefundNote, reason: str) -> RefundNote:
        trx_id = note.payment.transaction if note.payment else ""
        try:
            return _done(asked, self._client.refund(note.payment_id, trx_id, asked.amount, sku=name, reason=reason))
        except Refused as error:
            if advice(error.code) not in (Advice.retry, Advice.query, Advice.duplicate):
                return asked.model_copy(update={"state": RefundState.refused, "why": error.what})
        except UNANSWERED:
            pass
        return self._looked_up(note, name, asked) or asked.model_copy(update={"why": NOT_LISTED})

    def _looked_up(self, note: OrderNote, name: str, asked: RefundNote) -> RefundNote | None:
        """None where bKash lists the payment's refunds by name, and this one is not among them."""
        try:
            listed = self._client.refunds(note.payment_id, note.payment.transaction if note.payment else "")
        except (Refused, *UNANSWERED) as error:
            return asked.model_copy(
                update={"state": RefundState.unknown, "why": f"whether it was done could not be learned ({error.what})"}
            )
        ours = [entry for entry in listed if entry.sku == name]
        if not ours and not all(entry.sku for entry in listed):
            return asked.model_copy(update={"state": RefundState.unknown, "why": "bKash lists a refund without a name: it may be this one"})
        return _done(asked, ours[0]) if ours else None

    def _keep_refund(self, note: OrderNote, name: str, found: RefundNote) -> RefundNote:
        self._notes.write(note.order.invoice, note.model_copy(update={"refunds": {**note.refunds, name: found}}))
        return found


class SslcommerzRefunds:
    """A refund is asked for once, and where its answer is lost a person looks into the merchant's panel."""

    def __init__(
        self, client: Sslcommerz, state: Path, *, clock: Callable[[], float] = time.time, notes: Notes[RefundNote] | None = None
    ) -> None:
        self._client, self._clock = client, clock
        self._notes = notes or Notes(state, "sslcommerz-refunds", RefundNote)

    def refund(self, payment: Payment, name: str, amount: Decimal, remarks: str) -> RefundNote:
        """Once for each transaction and `name`."""
        if payment.state is not PaymentState.completed or payment.amount is None or amount > payment.amount or amount <= 0:
            raise UsageError(
                "That cannot be paid back", where=payment.transaction, why="not paid, or more than was paid", next="settle first"
            )
        subject = f"{payment.transaction} {name}"
        with self._notes.hold(subject) as note:
            if note is not None:
                return note
            lost = "asked for, and the answer was lost: look into the merchant's panel, it is not asked for again"
            asked = RefundNote(amount=amount, asked_at=self._clock(), why=lost)
            self._notes.write(subject, asked)
            try:
                found = self._client.refund(payment.transaction, amount, remarks)
            except Refused as error:
                asked = asked.model_copy(update={"state": RefundState.refused, "why": error.what})
            except UNANSWERED as error:
                asked = asked.model_copy(update={"why": f"{lost} ({error.what})"})
            else:
                update = {"state": RefundState.done, "why": found.status, "transaction": found.ref_id, "simulated": found.simulated}
                asked = asked.model_copy(update=update)
            self._notes.write(subject, asked)
            return asked


def _known(note: OrderNote | None, order: Order) -> OrderNote:
    if note is None:
        raise UsageError("This order was never begun", where=order.invoice, next="begin it; its customer has nowhere to pay yet")
    _refuse_other(note.order, order)
    return note


def _refuse_other(known: Order, order: Order) -> None:
    if known != order:
        why = f"it was {written(known.amount)} {known.currency}"
        raise UsageError("An order of this invoice number is another one", where=order.invoice, why=why, next="give it a number of its own")


def _refuse_too_much(note: OrderNote, amount: Decimal) -> None:
    counted = [refund for refund in note.refunds.values() if refund.state is not RefundState.refused]
    left = note.order.amount - sum((refund.amount for refund in counted), Decimal(0))
    if not 0 < amount <= left:
        why = f"{written(left)} of {written(note.order.amount)} is left"
        raise UsageError("More cannot be paid back than was paid", where=note.order.invoice, why=why, next="ask for less")
    if len(counted) >= PARTIAL_REFUNDS:
        raise UsageError("bKash takes at most ten partial refunds", where=note.order.invoice, next="pay the rest back in another way")


def _done(asked: RefundNote, entry: RefundEntry) -> RefundNote:
    if entry.status not in ("", "Completed"):
        state, why = RefundState.unknown, "bKash has it, and does not say that it is completed"
    elif entry.amount != asked.amount:
        state, why = RefundState.disputed, f"bKash says {written(entry.amount)}"
    else:
        state, why = RefundState.done, ""
    return asked.model_copy(update={"state": state, "why": why, "transaction": entry.refund_trx_id, "simulated": entry.simulated})
