"""What the gateways have in common: an order, what became of its payment, and amounts in taka that are exact."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from prohori.model import Fact
from prohori.rulebook.money import CURRENCY

_WRITTEN = re.compile(r"(?:0|[1-9][0-9]{0,12})(?:\.[0-9]{1,2})?")


def taka(given: Any) -> Decimal:
    """An amount as gateways write it (`1150`, `"1150.00"`): ASCII digits, at most two places, no float. Raises `ValueError`."""
    text = format(given, "f") if isinstance(given, Decimal) else str(given) if isinstance(given, int | str) else ""
    if isinstance(given, bool) or not _WRITTEN.fullmatch(text):
        raise ValueError("it is not an amount in taka with at most two places")
    return Decimal(text)


def written(amount: Decimal) -> str:
    """`1150.00`: with both places, as all three gateways print them."""
    return f"{amount:.2f}"


Taka = Annotated[Decimal, BeforeValidator(taka), PlainSerializer(written, when_used="json")]


class Order(Fact):
    """What the merchant wants to be paid for. The gateway's answers are compared with it."""

    invoice: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^<>&\s]+$")]
    amount: Annotated[Taka, Field(gt=0)]
    currency: str = CURRENCY


class PaymentState(StrEnum):
    completed = "completed"
    """Paid, and equal to the order."""
    pending = "pending"
    """Not paid so far; it may still be."""
    held = "held"
    """Paid, and the gateway asks the merchant to check the customer first."""
    not_paid = "not paid"
    """The gateway itself, asked for the state, says that it ended without money."""
    disputed = "disputed"
    """Paid, and not what the order says: for a person."""
    unknown = "unknown"
    """Nobody knows yet. Never to be shown as failed; ask again."""


class Payment(Fact):
    state: PaymentState
    why: str = ""
    """In words, where it is not completed."""
    code: str = ""
    """The gateway's own, where it refused."""
    advice: str = ""
    transaction: str = ""
    """The gateway's name of the money's movement: bKash `trxID`, Nagad `issuerPaymentRefNo`, SSLCommerz `bank_tran_id`."""
    amount: Taka | None = None
    asked: tuple[str, ...] = ()
    """The operations whose answers this rests on."""
    in_flight: bool = False
    """Whether what was asked for may still be carried out: it had no answer, or one that does not say."""
    simulated: bool = False


def differences(order: Order, *, amount: Decimal | None, currency: str | None, invoice: str | None) -> list[str]:
    """In words, what of an answer is not the order's. None is missing, which is a difference."""
    found = []
    if amount != order.amount:
        found.append(f"the amount is {written(amount) if amount is not None else 'missing'}, not {written(order.amount)}")
    if currency != order.currency:
        found.append(f"the currency is not {order.currency}")
    if invoice != order.invoice:
        found.append("it names another order")
    return found
