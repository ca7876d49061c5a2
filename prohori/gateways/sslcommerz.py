"""SSLCommerz (API v4): session, IPN, validator, query, refund.

An IPN whose `verify_sign` is right says that it was made with the store's password; the validator says that the money came; only the
comparison with the order says that it is *this* order's. All three are asked, in that order, to the paisa.

The sessions, statuses and `verify_sign` are confirmed by two libraries. The fields of query and refund (`element`, `bank_tran_id`,
`refund_ref_id`, `APIConnect`) are as its version 4 documentation is remembered: nobody has confirmed them. Not known, and so not
checked: `verify_sign_sha2`. A refund has no name of the merchant's by which it could be found again: after one without an answer, a
person must look (`settlement` refuses a second).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

from pydantic import Field, SecretStr, ValidationError

from prohori.allowance import Allowance
from prohori.errors import PermanentError, UsageError
from prohori.gateways.calls import UNANSWERED, Api, NotConforming, Received, Refused, Reply, Send
from prohori.gateways.credentials import SslcommerzSettings
from prohori.gateways.exchange import ask
from prohori.gateways.payments import Order, Payment, PaymentState, Taka, differences, written
from prohori.model import Fact

SESSION, VALIDATOR = "/gwprocess/v4/api.php", "/validator/api/validationserverAPI.php"
TRANSACTIONS = "/validator/api/merchantTransIDvalidationAPI.php"
LEAST, MOST = Decimal(10), Decimal(500_000)
LONGEST_ID = 30
MOST_BYTES = 100_000
MANDATORY = (
    "total_amount", "currency", "tran_id", "product_category", "success_url", "fail_url", "cancel_url", "cus_name", "cus_email", "cus_add1",
    "cus_city", "cus_postcode", "cus_country", "cus_phone", "shipping_method", "num_of_item", "product_name", "product_profile",
)  # fmt: skip
SHIPPED = ("ship_name", "ship_add1", "ship_city", "ship_postcode", "ship_country")
"""Needed where `shipping_method` is YES."""
_PAID = ("VALID", "VALIDATED")
IpnStatus = Literal["VALID", "FAILED", "CANCELLED", "UNATTEMPTED", "EXPIRED"]


class NotSslcommerz(PermanentError):
    """The message is not to be believed: do nothing."""


class Session(Received):
    """`url` is where the customer goes."""

    key: Annotated[str, Field(validation_alias="sessionkey", min_length=1)]
    url: Annotated[str, Field(validation_alias="GatewayPageURL", pattern=r"^https?://")]


class _Opened(Received):
    status: str
    reason: Annotated[str, Field(validation_alias="failedreason")] = ""


class _Validated(Received):
    status: str
    tran_id: str = ""
    val_id: str = ""
    amount: Taka | None = None
    currency: str | None = None
    bank_tran_id: str = ""
    risk_level: str = ""


class _Connected(Received):
    connect: Annotated[str, Field(validation_alias="APIConnect")]


class _Elements(_Connected):
    element: tuple[_Validated, ...] = ()


class Refund(_Connected):
    status: Literal["success", "failed", "processing", "refunded", "cancelled"]
    ref_id: Annotated[str, Field(validation_alias="refund_ref_id")] = ""
    reason: Annotated[str, Field(validation_alias="errorReason")] = ""


class Ipn(Fact):
    """A message whose signature is right. What it says is still only a hint."""

    status: IpnStatus
    tran_id: str
    val_id: str = ""
    simulated: bool = False


class Sslcommerz:
    def __init__(self, settings: SslcommerzSettings, *, allowance: Allowance | None = None, send: Send = ask) -> None:
        self.settings = settings
        endpoint, secrets = settings.endpoint("sslcommerz"), (settings.store_password,)
        self.api = Api("SSLCommerz", endpoint, secrets=secrets, allowance=allowance, send=send, content_type=None)

    def __repr__(self) -> str:
        return f"<SSLCommerz store {self.settings.store_id} at {self.api.endpoint.origin}>"

    def session(self, order: Order, details: Mapping[str, str]) -> Session:
        """`details`: the mandatory parameters beside the amount, the currency and the id. Raises `UsageError` before anything is sent."""
        form = {
            **details, "total_amount": written(order.amount), "currency": order.currency, "tran_id": order.invoice,
        }  # fmt: skip
        _refuse(order, form)
        reply = self.api.call("POST", SESSION, form={**form, **self._store()})
        opened = self.api.typed(reply, _Opened, where="session")
        if opened.status != "SUCCESS":
            self.api.judgement.ask("gateway-state", "conforming", "" if opened.status == "FAILED" else "its session is in no known state")
            raise self.api.refused("session", opened.status, opened.reason, next="mend the request")
        return self.api.typed(reply, Session, where="session")

    def ipn(self, body: bytes) -> Ipn:
        """The message of a POST that says it is SSLCommerz's. Raises `NotSslcommerz`."""
        try:
            pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=200)
        except ValueError:
            raise NotSslcommerz("An IPN is not a form") from None
        fields = dict(pairs)
        if len(body) > MOST_BYTES or len(fields) != len(pairs):
            raise NotSslcommerz("An IPN has a field twice, or is too long")
        if not verified(fields, self.settings.store_password):
            raise NotSslcommerz("The verify_sign of an IPN is wrong", next="do nothing with it; is the store's password right?")
        try:
            return Ipn.model_validate({name: fields[name] for name in Ipn.model_fields if name in fields})
        except ValidationError as error:
            place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
            raise NotSslcommerz("An IPN is not as documented", where=f"`{place}`") from None

    def settle(self, ipn: Ipn, order: Order) -> Payment:
        """What became of the order that an IPN speaks of: the validator is asked, or the query where there is nothing to validate."""
        if ipn.tran_id != order.invoice:
            return Payment(state=PaymentState.unknown, why="the IPN is of another order", simulated=ipn.simulated)
        if ipn.status == "VALID" and ipn.val_id:
            validated = self.validate(ipn.val_id, order)
            if validated.state is not PaymentState.unknown:
                return validated
        return self.query(order)

    def validate(self, val_id: str, order: Order) -> Payment:
        """The payment as the validator has it. Never raises for want of an answer."""
        try:
            said = self._validated(val_id)
        except UNANSWERED as error:
            return Payment(state=PaymentState.unknown, why=f"the validator was not heard ({error.what})", asked=("validate",))
        return self._payment(said, order, "validate")

    def code(self, val_id: str) -> str:
        """The validator's status. Raises `UNANSWERED`."""
        return self._validated(val_id).status

    def _validated(self, val_id: str) -> _Validated:
        query = {"val_id": val_id, **self._store(), "v": "1", "format": "json"}
        return self.api.typed(self.api.call("GET", VALIDATOR, query=query), _Validated, where="validate")

    def _payment(self, said: _Validated, order: Order, asked: str) -> Payment:
        known = {
            "transaction": said.bank_tran_id, "amount": said.amount, "asked": (asked,), "simulated": said.simulated, "code": said.status,
        }  # fmt: skip
        if said.status in _PAID:
            wrong = differences(order, amount=said.amount, currency=said.currency, invoice=said.tran_id)
            self.api.judgement.ask("gateway-order", "sane", "; ".join(wrong))
            if wrong:
                return Payment(state=PaymentState.disputed, why="; ".join(wrong), **known)
            if said.risk_level not in ("", "0"):
                return Payment(state=PaymentState.held, why="its risk_level is not 0: check the customer before you deliver", **known)
            return Payment(state=PaymentState.completed, **known)
        state, why = _UNPAID.get(said.status, (PaymentState.unknown, "its status is not documented"))
        wrong_word = "" if said.status in _UNPAID else f"its transaction is in no known state: {self.api.said(said.status)}"
        self.api.judgement.ask("gateway-state", "conforming", wrong_word)
        return Payment(state=state, why=why, **known)

    def query(self, order: Order) -> Payment:
        """By the order's id: of several attempts, the one that paid. Never raises for want of an answer."""
        query = {"tran_id": order.invoice, **self._store(), "format": "json"}
        try:
            reply = self.api.call("GET", TRANSACTIONS, query=query)
            self._connected(reply, "query")
            found = self.api.typed(reply, _Elements, where="query").element
        except (Refused, *UNANSWERED) as error:
            return Payment(state=PaymentState.unknown, why=f"its state could not be learned ({error.what})", asked=("query",))
        marked = [one.model_copy(update={"simulated": reply.simulated}) for one in found]
        paid = [one for one in marked if one.status in _PAID]
        if len(paid) > 1:
            self.api.judgement.ask("gateway-order", "sane", "one order was paid more than once")
            why = f"{len(paid)} payments of one order came: pay all but one back"
            return Payment(state=PaymentState.disputed, why=why, asked=("query",), simulated=reply.simulated)
        if not marked:
            return Payment(state=PaymentState.pending, why="no payment of it is known", asked=("query",), simulated=reply.simulated)
        return self._payment((paid or marked)[0 if paid else -1], order, "query")

    def refund(self, bank_tran_id: str, amount: Decimal, remarks: str) -> Refund:
        """Pays back. After `UNANSWERED` nobody knows whether it did, and nothing can be asked: never call it again for the same
        refund (`settlement` does not)."""
        query = {"bank_tran_id": bank_tran_id, "refund_amount": written(amount), "refund_remarks": remarks, "format": "json"}
        return self._refund({**query, **self._store()}, "refund")

    def refund_state(self, ref_id: str) -> Refund:
        return self._refund({"refund_ref_id": ref_id, "format": "json", **self._store()}, "refund_state")

    def _refund(self, query: Mapping[str, str], where: str) -> Refund:
        reply = self.api.call("GET", TRANSACTIONS, query=query)
        self._connected(reply, where)
        found = self.api.typed(reply, Refund, where=where)
        if found.status == "failed":
            raise self.api.refused(where, "failed", found.reason, next="a person must look")
        return found

    def _connected(self, reply: Reply, where: str) -> None:
        said = self.api.typed(reply, _Connected, where=where).connect
        listed = said in ("DONE", "INVALID_REQUEST", "FAILED", "INACTIVE")
        self.api.judgement.ask("gateway-code", "conforming", "" if listed else f"its APIConnect {self.api.said(said)} is not documented")
        if not listed:
            raise NotConforming("SSLCommerz's APIConnect is not documented", where=where, why=self.api.said(said))
        if said != "DONE":
            raise self.api.refused(where, said, reply.body.get("errorReason", ""), next="check the store's id and password")

    def _store(self) -> dict[str, str]:
        return {"store_id": self.settings.store_id, "store_passwd": self.settings.store_password.get_secret_value()}


_UNPAID: dict[str, tuple[PaymentState, str]] = {
    "FAILED": (PaymentState.not_paid, "SSLCommerz says FAILED"),
    "CANCELLED": (PaymentState.not_paid, "the customer cancelled"),
    "EXPIRED": (PaymentState.not_paid, "the session expired"),
    "UNATTEMPTED": (PaymentState.pending, "the customer has not paid yet"),
    "INVALID_TRANSACTION": (PaymentState.unknown, "the validator does not know this val_id: ask by the order's id"),
}


def verify_sign(fields: Mapping[str, str], keys: list[str], password: SecretStr) -> str:
    """MD5 of `k=v&...` over the named keys and the MD5 of the password, sorted. SSLCommerz's own algorithm."""
    secret = hashlib.md5(password.get_secret_value().encode(), usedforsecurity=False).hexdigest()
    signed = {**{key: fields[key] for key in keys}, "store_passwd": secret}
    text = "&".join(f"{key}={signed[key]}" for key in sorted(signed))
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def verified(fields: Mapping[str, str], password: SecretStr) -> bool:
    """Whether the signature is right, and is one over what is used of the message."""
    keys = fields.get("verify_key", "").split(",")
    used = {"status", "tran_id", *({"val_id"} & fields.keys())}
    if not used <= set(keys) <= fields.keys() or "store_passwd" in keys:
        return False
    return hmac.compare_digest(verify_sign(fields, keys, password), fields.get("verify_sign", ""))


def _refuse(order: Order, form: Mapping[str, Any]) -> None:
    missing = [name for name in (*MANDATORY, *(SHIPPED if form.get("shipping_method") == "YES" else ())) if not form.get(name)]
    if missing:
        raise UsageError("SSLCommerz needs more to open a session", where=", ".join(f"`{name}`" for name in missing), next="give them")
    if not LEAST <= order.amount <= MOST:
        why = f"{written(order.amount)} is not between {LEAST} and {MOST}"
        raise UsageError("SSLCommerz does not take this amount", where="`total_amount`", why=why, next="pay it in another way")
    if len(order.invoice) > LONGEST_ID:
        raise UsageError("SSLCommerz takes ids of at most 30 characters", where="`tran_id`", next="give the order a shorter one")
