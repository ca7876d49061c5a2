"""Nagad's remote payment gateway (`remote-payment-gateway-1.0`, API `v-0.2.0`), as five or six community libraries agree on it.

The vendor's guide is confidential, so every detail here is theirs: RSA PKCS#1 v1.5 with Nagad's key, SHA256withRSA with the
merchant's key over the same text, `dateTime` in Asia/Dhaka, currency `050`. Only `verify` is the truth; a callback is a hint.

Not known, and so not here: refunds (the libraries disagree on the route), the list of failures, how long a session lives.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pydantic import Field, SecretStr, TypeAdapter, ValidationError

from prohori.allowance import Allowance
from prohori.errors import SettingsError, UsageError
from prohori.gateways.calls import UNANSWERED, Api, NotConforming, Received, Refused, Reply, Send
from prohori.gateways.conditions import CLOCK_SECONDS
from prohori.gateways.credentials import NagadSettings
from prohori.gateways.exchange import ask
from prohori.gateways.payments import Order, Payment, PaymentState, Taka, differences, written
from prohori.rulebook.money import CURRENCY, NUMERIC_CODE

DHAKA = ZoneInfo("Asia/Dhaka")
API_VERSION = "v-0.2.0"
CALLBACK_OK = "00_0000_000"
VERIFY_OK = "000"
CHALLENGE_BYTES = 20
"""40 hexadecimal digits."""
_NOT_PAID = ("Aborted", "Cancelled", "Failed")
_UNDER_WAY = ("Initiated", "InProgress")
_ORDER_ID = re.compile(r"[0-9A-Za-z]{1,40}")
"""Narrower than what Nagad may take: it goes into a path."""
_TIME: TypeAdapter[str] = TypeAdapter(Annotated[str, Field(pattern=r"^[0-9]{14}$")])


class _Sealed(Received):
    sensitive: Annotated[str, Field(validation_alias="sensitiveData", min_length=1)]
    signature: Annotated[str, Field(min_length=1)]


class Session(Received):
    """An order that Nagad knows and that is not complete yet."""

    payment_ref_id: Annotated[str, Field(validation_alias="paymentReferenceId", pattern=r"^[0-9A-Za-z_=+-]{1,200}$")]
    challenge: Annotated[SecretStr, Field(min_length=1)]
    accepted: Annotated[str, Field(validation_alias="acceptDateTime")] = ""


class Checkout(Received):
    """`url` is where the customer goes."""

    status: str
    url: Annotated[str, Field(validation_alias="callBackUrl", pattern=r"^https?://")]


class _Verified(Received):
    merchant_id: Annotated[str, Field(validation_alias="merchantId")]
    order_id: Annotated[str, Field(validation_alias="orderId")]
    payment_ref_id: Annotated[str, Field(validation_alias="paymentRefId")]
    amount: Taka
    status: str
    code: Annotated[str, Field(validation_alias="statusCode")] = ""
    issuer_ref: Annotated[str, Field(validation_alias="issuerPaymentRefNo")] = ""
    paid_at: Annotated[str, Field(validation_alias="issuerPaymentDateTime")] = ""


class Callback(Received):
    """What the customer's browser brought back: a hint which payment to verify."""

    order_id: str
    payment_ref_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z_=+-]{1,200}$")]
    status: str
    status_code: str = ""


class Nagad:
    def __init__(
        self,
        settings: NagadSettings,
        *,
        allowance: Allowance | None = None,
        clock: Callable[[], float] = time.time,
        send: Send = ask,
    ) -> None:
        """Raises `SettingsError` for a key that cannot be used; what stands in it is not shown."""
        self.settings, self._clock = settings, clock
        self._private, self._public = private_key(settings.merchant_private_key), public_key(settings.gateway_public_key)
        endpoint = settings.endpoint("nagad")
        self.api = Api("Nagad", endpoint, secrets=(settings.merchant_private_key,), allowance=allowance, send=send)

    def __repr__(self) -> str:
        return f"<Nagad merchant {self.settings.merchant_id} at {self.api.endpoint.origin}>"

    def initialize(self, order: Order) -> Session:
        _refuse_order(order)
        now = self._now()
        plain = {
            "merchantId": self.settings.merchant_id, "datetime": now, "orderId": order.invoice,
            "challenge": secrets.token_hex(CHALLENGE_BYTES),
        }  # fmt: skip
        body = {"dateTime": now, **self._sealed(plain)}
        if self.settings.merchant_number:
            body["accountNumber"] = self.settings.merchant_number
        path = f"/check-out/initialize/{self.settings.merchant_id}/{order.invoice}"
        session = self._opened(self._call("POST", path, body), "initialize")
        self._judge_time(session.accepted, now=True)
        return session

    def complete(self, session: Session, order: Order, callback_url: str, extra: Mapping[str, Any] | None = None) -> Checkout:
        """Tells the amount; the customer pays at the answer's `url`."""
        plain = {
            "merchantId": self.settings.merchant_id, "orderId": order.invoice, "currencyCode": NUMERIC_CODE,
            "amount": written(order.amount), "challenge": session.challenge.get_secret_value(),
        }  # fmt: skip
        body = {**self._sealed(plain), "merchantCallbackURL": callback_url, **({"additionalMerchantInfo": extra} if extra else {})}
        reply = self._call("POST", f"/check-out/complete/{session.payment_ref_id}", body)
        found = self.api.typed(reply, Checkout, where="complete")
        if found.status != "Success":
            self.api.judgement.ask("gateway-state", "conforming", "its checkout is neither a success nor an error")
            raise NotConforming("Nagad's checkout is not a success", where="complete", why=self.api.said(found.status))
        return found

    def verify(self, payment_ref_id: str, order: Order) -> Payment:
        """The payment as Nagad has it, compared with the order. Never raises for want of an answer."""
        try:
            _refuse_reference(payment_ref_id)
            reply = self._call("GET", f"/verify/payment/{payment_ref_id}", None)
            said = self.api.typed(reply, _Verified, where="verify")
        except (Refused, *UNANSWERED) as error:
            return Payment(state=PaymentState.unknown, why=f"its state could not be learned ({error.what})", asked=("verify",))
        return self._payment(said, payment_ref_id, order)

    def code(self, payment_ref_id: str) -> str:
        """What Nagad answers to the question for a payment's state. Raises `Refused` with its reason, and `UNANSWERED`."""
        _refuse_reference(payment_ref_id)
        return self.api.typed(self._call("GET", f"/verify/payment/{payment_ref_id}", None), _Verified, where="verify").code

    def _payment(self, said: _Verified, payment_ref_id: str, order: Order) -> Payment:
        known = {
            "transaction": said.issuer_ref, "amount": said.amount, "asked": ("verify",), "simulated": said.simulated, "code": said.code,
        }  # fmt: skip
        if said.status == "Success" and said.code == VERIFY_OK:
            wrong = differences(order, amount=said.amount, currency=CURRENCY, invoice=said.order_id)
            wrong += [] if said.merchant_id == self.settings.merchant_id else ["it is another merchant's"]
            wrong += [] if said.payment_ref_id == payment_ref_id else ["it is another payment"]
            self.api.judgement.ask("gateway-order", "sane", "; ".join(wrong))
            self._judge_time(said.paid_at, now=False)
            return Payment(state=PaymentState.disputed if wrong else PaymentState.completed, why="; ".join(wrong), **known)
        listed = said.status in (*_NOT_PAID, *_UNDER_WAY)
        self.api.judgement.ask(
            "gateway-state", "conforming", "" if listed else f"its payment is in no known state: {self.api.said(said.status)}"
        )
        state = PaymentState.not_paid if said.status in _NOT_PAID else PaymentState.pending if listed else PaymentState.unknown
        return Payment(state=state, why=f"Nagad says {self.api.said(said.status).strip('`')}", **known)

    def callback(self, query: Mapping[str, str]) -> Callback:
        """Raises `UsageError` for one that is not Nagad's."""
        try:
            return Callback.model_validate(dict(query))
        except ValidationError as error:
            place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
            raise UsageError("A callback is not Nagad's", where=f"`{place}`", next="do nothing with it") from None

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> Reply:
        headers = {
            "X-KM-Api-Version": API_VERSION, "X-KM-IP-V4": self.settings.client_ip, "X-KM-Client-Type": self.settings.client_type,
        }  # fmt: skip
        reply = self.api.call(method, path, headers=headers, json=body, own_errors=_own)
        if _own(reply.body):
            raise self.api.refused(path.split("/")[1], str(reply.body["reason"]), reply.body.get("message", ""), next="a person must look")
        return reply

    def _sealed(self, plain: Mapping[str, str]) -> dict[str, str]:
        text = json.dumps(plain, separators=(",", ":")).encode()
        try:
            sealed = self._public.encrypt(text, padding.PKCS1v15())
        except ValueError:
            raise UsageError("The order is too long for Nagad's key", why=f"{len(text)} bytes", next="use shorter ids") from None
        signature = self._private.sign(text, padding.PKCS1v15(), hashes.SHA256())
        return {"sensitiveData": base64.b64encode(sealed).decode(), "signature": base64.b64encode(signature).decode()}

    def _opened(self, reply: Reply, where: str) -> Session:
        sealed = self.api.typed(reply, _Sealed, where=where)
        try:
            text = self._private.decrypt(base64.b64decode(sealed.sensitive, validate=True), padding.PKCS1v15())
            self._public.verify(base64.b64decode(sealed.signature, validate=True), text, padding.PKCS1v15(), hashes.SHA256())
            opened = json.loads(text)
        except (ValueError, binascii.Error, InvalidSignature):  # one answer for all of them: which it was would help a forger
            self.api.judgement.ask("gateway-signature", "conforming", "its answer cannot be opened with our key and verified with its own")
            raise NotConforming(
                "Nagad's answer cannot be opened and verified", where=where, next="are both keys this merchant's?"
            ) from None
        self.api.judgement.ask("gateway-signature", "conforming", "")
        return self.api.typed(Reply(reply.status, opened if isinstance(opened, dict) else {}, reply.simulated), Session, where=where)

    def _now(self) -> str:
        return datetime.fromtimestamp(self._clock(), DHAKA).strftime("%Y%m%d%H%M%S")

    def _judge_time(self, text: str, *, now: bool) -> None:
        """Read as Dhaka's; a clock of UTC is six hours behind. `now`: whether it should be the present, or may be past."""
        if not text:
            return
        try:
            digits = re.sub(r"[^0-9]", "", text)[:14]
            moment = datetime.strptime(_TIME.validate_python(digits), "%Y%m%d%H%M%S").replace(tzinfo=DHAKA)
        except ValueError:
            self.api.judgement.ask("gateway-time-format", "conforming", "its time is not YYYYMMDDHHMMSS")
            return
        off = moment.timestamp() - self._clock()
        self.api.judgement.ask(
            "gateway-time",
            "sane",
            f"its time is {off:.0f} s from ours, read as Asia/Dhaka" if off > CLOCK_SECONDS or (now and off < -CLOCK_SECONDS) else "",
        )


def _own(body: dict[str, Any]) -> bool:
    return isinstance(body.get("reason"), str | int) and "message" in body


def _refuse_order(order: Order) -> None:
    if not _ORDER_ID.fullmatch(order.invoice):
        raise UsageError("Nagad's order id has letters and digits only", where=order.invoice, next="give the order such an id")


def _refuse_reference(reference: str) -> None:
    if not re.fullmatch(r"[0-9A-Za-z_=+-]{1,200}", reference):
        raise UsageError("That is not a payment reference of Nagad", next="give the one of the session or the callback")


def private_key(text: SecretStr) -> rsa.RSAPrivateKey:
    """PEM, or bare base64 of PKCS#8 or PKCS#1. Raises `SettingsError`."""
    try:
        key = serialization.load_der_private_key(_der(text), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unusable("merchant_private_key") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise _unusable("merchant_private_key")
    return key


def public_key(text: SecretStr) -> rsa.RSAPublicKey:
    try:
        key = serialization.load_der_public_key(_der(text))
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable("gateway_public_key") from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise _unusable("gateway_public_key")
    return key


def _der(text: SecretStr) -> bytes:
    lines = text.get_secret_value().replace("\\n", "\n").splitlines()
    return base64.b64decode("".join(line.strip() for line in lines if not line.startswith("-----")), validate=True)


def _unusable(name: str) -> SettingsError:
    return SettingsError(
        "A key for Nagad cannot be used", where=f"`gateways.nagad.{name}`", why="it is no RSA key in PEM or base64", next="paste it anew"
    )
