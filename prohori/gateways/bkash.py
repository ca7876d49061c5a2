"""bKash Tokenized Checkout: token, agreement, payment, refund, search. `v1.2.0-beta`, and of `v2` what is known.

HTTP 200 is no success: `statusCode` `0000` is. A payment is completed where bKash says `Completed` and the amount, the currency and
the invoice are the order's. An execute that is refused or not answered is followed by the question for the payment's state, and only
bKash's own answer to *that* makes a payment `not paid`; where there is none it is `unknown`.

Not known, and so refused in words: agreements and search in `v2`. Not checked: the `signature` of the callback (bKash documents no
way to), so a callback is a hint to execute, never a proof.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, SecretStr

from prohori.allowance import Allowance
from prohori.errors import UsageError
from prohori.gateways.bkash_codes import DOCUMENTED, SUCCESS, Advice, advice
from prohori.gateways.bkash_tokens import SharedToken, Token
from prohori.gateways.calls import UNANSWERED, Api, NotConforming, Received, Refused, Reply, Send
from prohori.gateways.conditions import CLOCK_SECONDS
from prohori.gateways.credentials import BkashSettings
from prohori.gateways.exchange import ask
from prohori.gateways.payments import Order, Payment, PaymentState, Taka, differences, written

V1, V2 = "/v1.2.0-beta/tokenized/checkout", "/v2/tokenized-checkout"
ROUTES: dict[str, dict[str, str]] = {
    "v1.2.0-beta": {
        "grant": f"{V1}/token/grant", "refresh": f"{V1}/token/refresh", "create": f"{V1}/create", "execute": f"{V1}/execute",
        "query": f"{V1}/payment/status", "agreement_status": f"{V1}/agreement/status", "agreement_cancel": f"{V1}/agreement/cancel",
        "search": f"{V1}/general/searchTransaction",
    },
    "v2": {
        "grant": f"{V2}/auth/grant-token", "create": f"{V2}/payment/create", "execute": f"{V2}/payment/execute",
        "query": f"{V2}/query/payment",
    },
}  # fmt: skip
REFUND_ROUTES: dict[str, tuple[str, str]] = {
    "v1.2.0-beta": (f"{V1}/payment/refund", f"{V1}/payment/refund/status"),
    "v2": (f"{V2}/refund/payment/transaction", f"{V2}/refund/payment/status"),
}
"""The way that pays back, and the one that asks. bKash's own plugin asks on the first, without an amount: we never do."""
PARTIAL_REFUNDS = 10
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2}):([0-9]{3}) GMT([+-][0-9]{4})")
_OVER = ("Expired", "Cancelled", "Declined")
_UNDER_WAY = ("Initiated", "Pending Authorized", "Authorized")
_CODES = ("errorCode", "externalCode", "statusCode")
_TEXTS = ("errorMessage", "errorMessageEn", "statusMessage", "message")
Mode = Literal["0000", "0001", "0011"]


class _Granted(Received):
    id_token: SecretStr
    refresh_token: SecretStr
    expires_in: int


class Created(Received):
    """`bkash_url` is where the customer goes."""

    payment_id: Annotated[str, Field(validation_alias="paymentID", min_length=1)]
    bkash_url: Annotated[str, Field(validation_alias="bkashURL", min_length=1)]


class State(Received):
    """What bKash says of a payment, in its own words."""

    payment_id: Annotated[str, Field(validation_alias="paymentID", min_length=1)]
    status: Annotated[str, Field(validation_alias="transactionStatus", min_length=1)]
    trx_id: Annotated[str, Field(validation_alias="trxID")] = ""
    amount: Taka | None = None
    currency: str | None = None
    invoice: Annotated[str | None, Field(validation_alias="merchantInvoiceNumber")] = None
    executed: Annotated[str | None, Field(validation_alias="paymentExecuteTime")] = None


class Agreement(Received):
    agreement_id: Annotated[str, Field(validation_alias="agreementID", min_length=1)]
    status: Annotated[str, Field(validation_alias="agreementStatus", min_length=1)]


class RefundEntry(Received):
    """One refund that bKash did. `sku` is the merchant's own name of it, which is how one is found again."""

    refund_trx_id: Annotated[str, Field(validation_alias="refundTrxID", min_length=1)]
    amount: Annotated[Taka, Field(validation_alias="refundAmount")]
    status: Annotated[str, Field(validation_alias="transactionStatus")] = ""
    sku: str = ""


class _Refunds(Received):
    """The list is required: an answer of another shape must not be read as *no refund was made*."""

    transactions: Annotated[tuple[RefundEntry, ...], Field(validation_alias="refundTransactions")]


class Found(Received):
    """A transaction by its `trxID`."""

    trx_id: Annotated[str, Field(validation_alias="trxID", min_length=1)]
    status: Annotated[str, Field(validation_alias="transactionStatus")]
    amount: Taka
    currency: str


@dataclass(frozen=True)
class _Execution:
    state: State | None
    code: str
    why: str


R = TypeVar("R", bound=Received)


class Bkash:
    """One merchant's client. Thread-safe where `judgement` is not looked at; the token is shared with other processes."""

    def __init__(
        self,
        settings: BkashSettings,
        state: Path,
        *,
        allowance: Allowance | None = None,
        clock: Callable[[], float] = time.time,
        send: Send = ask,
    ) -> None:
        """`state`: the folder of the state, for the token."""
        self.settings, self._clock, self._routes = settings, clock, ROUTES[settings.version]
        endpoint = settings.endpoint("bkash")
        secrets = (settings.username, settings.password, settings.app_key, settings.app_secret)
        self.api = Api("bKash", endpoint, secrets=secrets, allowance=allowance, send=send)
        account = f"{endpoint.origin} {settings.version} {settings.app_key.get_secret_value()} {settings.username.get_secret_value()}"
        self._shared = SharedToken(state, account, clock)

    def __repr__(self) -> str:
        return f"<bKash {self.settings.version} at {self.api.endpoint.origin}>"

    def create(
        self, order: Order, callback_url: str, *, payer: str, mode: Mode = "0011", agreement_id: str | None = None, association: str = ""
    ) -> Created:
        """A payment that the customer has to confirm at `bkash_url`. `association`: TLV, for merchants who agreed on it."""
        if (mode == "0001") != (agreement_id is not None):
            raise UsageError("Mode 0001 pays with an agreement, and no other mode does", where="bKash create", next="give `agreement_id`")
        body = {
            "mode": mode, "payerReference": payer, "callbackURL": callback_url, "amount": written(order.amount),
            "currency": order.currency, "intent": "sale", "merchantInvoiceNumber": order.invoice,
            **({"agreementID": agreement_id} if agreement_id else {}),
            **({"merchantAssociationInfo": association} if association else {}),
        }  # fmt: skip
        return self._ask("create", body, Created)

    def execute(self, payment_id: str, order: Order) -> Payment:
        """Takes the money that the customer confirmed. Never raises for want of an answer: the payment is `unknown` then."""
        done = self._executed(payment_id)
        if done.state is not None:
            found = self._payment(done.state, order, "execute")
            if found.state is PaymentState.completed:
                return found
        found = self._queried(payment_id, order, ("execute", "query"), code=done.code, why=done.why)
        over = found.state in (PaymentState.completed, PaymentState.disputed, PaymentState.not_paid)
        answered = done.code and advice(done.code) not in (Advice.retry, Advice.query, Advice.duplicate)
        return found.model_copy(update={"in_flight": not over and not answered})

    def _executed(self, payment_id: str) -> _Execution:
        try:
            return _Execution(self._ask("execute", {"paymentID": payment_id}, State), "", "")
        except Refused as error:
            return _Execution(None, error.code, error.what)
        except UNANSWERED as error:
            return _Execution(None, "", f"the execute had no answer that counts ({error.what})")

    def query(self, payment_id: str, order: Order) -> Payment:
        """The payment as bKash has it, compared with the order. Never raises for want of an answer."""
        return self._queried(payment_id, order, ("query",))

    def code(self, payment_id: str) -> str:
        """What bKash answers to the question for a payment's state. Raises `Refused` with another code, and `UNANSWERED`."""
        self._ask("query", {"paymentID": payment_id}, State)
        return SUCCESS

    def _queried(self, payment_id: str, order: Order, asked: tuple[str, ...], *, code: str = "", why: str = "") -> Payment:
        said = {"code": code, "advice": str(advice(code)) if code else ""}
        try:
            state = self._ask("query", {"paymentID": payment_id}, State)
        except (Refused, *UNANSWERED) as error:
            reason = "; ".join(filter(None, (why, f"its state could not be learned ({error.what})")))
            own = {"code": error.code, "advice": str(advice(error.code))} if isinstance(error, Refused) and not code else said
            return Payment(state=PaymentState.unknown, why=reason, asked=asked, **own)
        found = self._payment(state, order, *asked)
        if found.state is PaymentState.completed:
            return found
        return found.model_copy(update={**said, "why": "; ".join(filter(None, (why, found.why)))})

    def _payment(self, state: State, order: Order, *asked: str) -> Payment:
        known = {"transaction": state.trx_id, "amount": state.amount, "asked": asked, "simulated": state.simulated}
        if state.status == "Completed":
            wrong = differences(order, amount=state.amount, currency=state.currency, invoice=state.invoice)
            wrong += [] if state.trx_id else ["it has no trxID"]
            self.api.judgement.ask("gateway-order", "sane", "; ".join(wrong))
            self._judge_time(state.executed)
            kind = PaymentState.disputed if wrong else PaymentState.completed
            return Payment(state=kind, why="; ".join(wrong), **known)
        if state.status in _OVER:
            return Payment(state=PaymentState.not_paid, why=f"bKash says {state.status}", **known)
        listed = state.status in _UNDER_WAY
        self.api.judgement.ask("gateway-state", "conforming", "" if listed else f"its payment is in no state it documents: {state.status}")
        kind = PaymentState.pending if listed else PaymentState.unknown
        return Payment(state=kind, why=f"bKash says {self.api.said(state.status).strip('`')}", **known)

    def _judge_time(self, text: str | None) -> None:
        moment = moment_of(text or "")
        self.api.judgement.ask("gateway-time-format", "conforming", "" if moment else "the time of its payment is not in its own format")
        if moment is not None:
            ahead = moment.timestamp() - self._clock()
            wrong = f"it says that the payment was {ahead:.0f} s in the future" if ahead > CLOCK_SECONDS else ""
            self.api.judgement.ask("gateway-time", "sane", wrong)

    def execute_agreement(self, payment_id: str) -> Agreement:
        return self._ask("execute", {"paymentID": payment_id}, Agreement)

    def agreement(self, agreement_id: str) -> Agreement:
        return self._ask("agreement_status", {"agreementID": agreement_id}, Agreement)

    def cancel_agreement(self, agreement_id: str) -> Agreement:
        return self._ask("agreement_cancel", {"agreementID": agreement_id}, Agreement)

    def refund(self, payment_id: str, trx_id: str, amount: Decimal, *, sku: str, reason: str) -> RefundEntry:
        """Pays back. After `UNANSWERED` nobody knows whether it did: ask `refunds` for the `sku`, never again for the refund
        (`settlement` does that)."""
        newer = self.settings.refund_version == "v2"
        names = ("paymentId", "trxId", "refundAmount") if newer else ("paymentID", "trxID", "amount")
        body = dict(zip(names, (payment_id, trx_id, written(amount)), strict=True)) | {"sku": sku, "reason": reason}
        found = self._ask("refund", body, RefundEntry, route=REFUND_ROUTES[self.settings.refund_version][0])
        wrong = f"it paid back {written(found.amount)}, not {written(amount)}" if found.amount != amount else ""
        self.api.judgement.ask("gateway-refund", "sane", wrong)
        return found

    def refunds(self, payment_id: str, trx_id: str) -> tuple[RefundEntry, ...]:
        """All refunds of a payment that bKash knows."""
        body = {"paymentID": payment_id, "trxID": trx_id}
        found = self._ask("refund_status", body, _Refunds, route=REFUND_ROUTES[self.settings.refund_version][1])
        return tuple(one.model_copy(update={"simulated": found.simulated}) for one in found.transactions)

    def search(self, trx_id: str) -> Found:
        """Optional: one note says that the sandbox does not have it for this product."""
        return self._ask("search", {"trxID": trx_id}, Found)

    def _ask(self, operation: str, body: Mapping[str, Any], kind: type[R], *, route: str = "") -> R:
        route = route or self._routes.get(operation, "")
        if not route:
            raise UsageError(
                f"bKash {self.settings.version}: no route for `{operation}` is documented", next="use v1.2.0-beta for it",
            )  # fmt: skip
        token = self._shared.get(self._granted)
        reply = self._with(token, route, body)
        if reply.status == 401:
            reply = self._with(self._shared.get(self._granted, worn=token.id_token), route, body)
        return self._read(operation, reply, kind)

    def _with(self, token: Token, route: str, body: Mapping[str, Any]) -> Reply:
        self.api.hide(token.id_token)
        headers = {"Authorization": token.id_token.get_secret_value(), "X-APP-Key": self.settings.app_key.get_secret_value()}
        return self.api.call("POST", route, headers=headers, json=body, statuses=(200, 401), own_errors=_own)

    def _granted(self, refresh: SecretStr | None) -> Token:
        operation = "refresh" if refresh and "refresh" in self._routes else "grant"
        headers = {"username": self.settings.username.get_secret_value(), "password": self.settings.password.get_secret_value()}
        body = {"app_key": self.settings.app_key.get_secret_value(), "app_secret": self.settings.app_secret.get_secret_value()}
        if refresh and operation == "refresh":
            self.api.hide(refresh)
            body["refresh_token"] = refresh.get_secret_value()
        reply = self.api.call("POST", self._routes[operation], headers=headers, json=body, statuses=(200, 401), own_errors=_own)
        found = self._read(operation, reply, _Granted)
        self.api.hide(found.refresh_token)
        token = Token(id_token=found.id_token, refresh_token=found.refresh_token, granted_at=self._clock(), lives=float(found.expires_in))
        lives = f"its token lives for {found.expires_in} s, not 3600" if found.expires_in != 3600 else ""
        self.api.judgement.ask("gateway-token", "sane", lives)
        return token

    def _read(self, operation: str, reply: Reply, kind: type[R]) -> R:
        code, text = _first(reply.body, _CODES), _first(reply.body, _TEXTS)
        if reply.status == 401:
            self.api.judgement.ask("gateway-authorised", "conforming", "it does not take the credentials or the token")
            raise self.api.refused(operation, "401", text, next=str(Advice.credentials))
        if code == SUCCESS:
            return self.api.typed(reply, kind, where=operation)
        if not code:
            self.api.judgement.ask("gateway-code", "conforming", f"its answer to `{operation}` has no statusCode")
            raise NotConforming("bKash answers without a statusCode", where=operation, why=self.api.said(text))
        known = code in DOCUMENTED
        self.api.judgement.ask("gateway-code", "conforming", "" if known else f"its code {self.api.said(code)} is not documented")
        raise self.api.refused(operation, code, text, next=str(advice(code)))


def _first(body: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(body[name]) for name in names if isinstance(body.get(name), str | int) and body[name] != ""), "")


def _own(body: dict[str, Any]) -> bool:
    return _first(body, _CODES) not in ("", SUCCESS)


def moment_of(text: str) -> datetime | None:
    """`2026-09-18T06:00:19:952 GMT+0600`, which no parser of a standard takes: the colon before the milliseconds."""
    parts = _TIME.fullmatch(text)
    try:
        return datetime.strptime(f"{parts[1]} {parts[2]}.{parts[3]} {parts[4]}", "%Y-%m-%d %H:%M:%S.%f %z") if parts else None
    except ValueError:
        return None
