"""Nagad's remote payment gateway, simulated, with real keys: it opens and verifies what it is sent, and seals and signs its answers."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from pydantic import SecretStr

from prohori.gateways.conditions import CLOCK_SECONDS
from prohori.gateways.credentials import NagadSettings
from prohori.gateways.nagad import API_VERSION, CALLBACK_OK, DHAKA, VERIFY_OK, public_key
from prohori.gateways.payments import taka, written
from prohori.rulebook.money import NUMERIC_CODE
from prohori.simulators.authority import pem, public_pem, rsa_key
from prohori.simulators.ledger import Entry
from prohori.simulators.server import Reply, Request, Simulator, page

PREFIXES = ("/remote-payment-gateway-1.0/api/dfs", "/api/dfs", "")
_ANSWERS = {"success": "Success", "cancel": "Cancelled", "abort": "Aborted", "fail": "Failed"}


@dataclass
class _Payment:
    reference: str
    order: str
    challenge: str
    amount: Decimal | None = None
    callback: str = ""
    status: str = "Initiated"
    paid_at: str = ""
    issuer_ref: str = ""


class _Reason(Exception):
    """An error of the form `{reason, message}`. Both arguments are this simulator's own words."""


class Nagad(Simulator):
    name: ClassVar[str] = "nagad"
    not_modelled: ClassVar[tuple[str, ...]] = (
        "the vendor's list of reasons and status codes, which is not public: `reason` is this simulator's own (SIM_…)",
        "refunds: the libraries disagree on the route",
        "OTP and PIN at the customer's phone; how long a session lives",
        "whether X-KM-IP-V4 must be a registered address",
        "the two hosts' different paths: each prefix is taken",
        "callbacks by the server: only the customer's browser comes back",
    )

    def __init__(self, settings: NagadSettings, merchant_public_key: str, *, clock: Callable[[], float] = time.time) -> None:
        """`settings`: whose merchant it knows; `merchant_public_key`: what the merchant uploaded."""
        super().__init__(clock)
        self.settings = settings
        self._merchant, self._key = public_key(SecretStr(merchant_public_key)), rsa_key("nagad")
        self._payments: dict[str, _Payment] = {}

    @classmethod
    def with_keys(cls, *, clock: Callable[[], float] = time.time, **more: Any) -> Nagad:
        """With a merchant made for it; `settings` is what its client needs, but for the origin."""
        merchant = rsa_key("merchant")
        given = {
            "merchant_id": "600000000000001",
            "merchant_private_key": pem(merchant),
            "gateway_public_key": public_pem(rsa_key("nagad")),
        }
        return cls(NagadSettings.model_validate({**given, **more}), public_pem(merchant), clock=clock)

    def operation(self, request: Request) -> str:
        path = self._path(request)
        if path[:2] == ["check-out", "initialize"] and len(path) == 4:
            return "initialize"
        if path[:2] == ["check-out", "complete"] and len(path) == 3:
            return "complete"
        if path[:2] == ["verify", "payment"] and len(path) == 3:
            return "verify"
        return "customer" if path[:1] == ["pay"] else ""

    def _path(self, request: Request) -> list[str]:
        prefix = next(one for one in PREFIXES if request.path.startswith(one))
        return request.path.removeprefix(prefix).strip("/").split("/")

    def handle(self, operation: str, request: Request) -> Reply:
        try:
            if operation == "customer":
                return self._page(request)
            if not operation:
                raise _Reason("SIM_NOT_FOUND", "there is no such path")
            if "code" in request.faults:
                raise _Reason(request.faults["code"].value, "as commanded")
            if "echo" in request.faults:
                raise _Reason("SIM_ECHO", json.dumps({**request.headers, **(request.json or {})}))
            if request.headers.get("x-km-api-version") != API_VERSION or "x-km-ip-v4" not in request.headers:
                raise _Reason("SIM_HEADERS", "X-KM-Api-Version or X-KM-IP-V4 is missing")
            return {"initialize": self._initialize, "complete": self._complete, "verify": self._verify}[operation](request)
        except _Reason as reason:
            return Reply({"reason": reason.args[0], "message": reason.args[1]})

    def _opened(self, request: Request) -> dict[str, Any]:
        given = request.json or {}
        try:
            text = self._key.decrypt(base64.b64decode(str(given.get("sensitiveData")), validate=True), padding.PKCS1v15())
            signature = base64.b64decode(str(given.get("signature")), validate=True)
            self._merchant.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
            opened = json.loads(text)
        except (ValueError, binascii.Error, InvalidSignature):
            raise _Reason("SIM_SIGNATURE", "the data cannot be opened, or its signature is not the merchant's") from None
        if not isinstance(opened, dict) or opened.get("merchantId") != self.settings.merchant_id:
            raise _Reason("SIM_MERCHANT", "another merchant")
        return opened

    def _initialize(self, request: Request) -> Reply:
        opened, (_, _, merchant, order) = self._opened(request), self._path(request)
        if merchant != self.settings.merchant_id or opened.get("orderId") != order:
            raise _Reason("SIM_ORDER", "the path is of another order")
        if opened.get("datetime") != (request.json or {}).get("dateTime") or not self._is_now(str(opened.get("datetime"))):
            raise _Reason("SIM_TIME", "dateTime is not the time of Asia/Dhaka")
        if any(one.order == order and one.status == "Success" for one in self._payments.values()):
            raise _Reason("SIM_DUPLICATE", "the order is paid")
        payment = _Payment(secrets.token_hex(16), order, secrets.token_hex(20))
        self._payments[payment.reference] = payment
        plain = {
            "paymentReferenceId": payment.reference, "challenge": payment.challenge, "acceptDateTime": self._time(request),
            "simulated": True,
        }  # fmt: skip
        text = json.dumps(plain, separators=(",", ":")).encode()
        signer = rsa_key("forger") if "unsigned" in request.faults else self._key
        return Reply(
            {
                "sensitiveData": base64.b64encode(self._merchant.encrypt(text, padding.PKCS1v15())).decode(),
                "signature": base64.b64encode(signer.sign(text, padding.PKCS1v15(), hashes.SHA256())).decode(),
            }
        )  # fmt: skip

    def _is_now(self, text: str) -> bool:
        try:
            moment = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=DHAKA)
        except ValueError:
            return False
        return abs(moment.timestamp() - self.now()) < CLOCK_SECONDS

    def _complete(self, request: Request) -> Reply:
        opened, payment = self._opened(request), self._known(self._path(request)[2])
        if opened.get("challenge") != payment.challenge or opened.get("orderId") != payment.order:
            raise _Reason("SIM_CHALLENGE", "the challenge or the order is another one")
        if opened.get("currencyCode") != NUMERIC_CODE:
            raise _Reason("SIM_CURRENCY", "the currency is not 050")
        try:
            payment.amount = taka(opened.get("amount"))
        except ValueError:
            raise _Reason("SIM_AMOUNT", "not an amount") from None
        payment.callback = str((request.json or {}).get("merchantCallbackURL", ""))
        if payment.amount <= 0 or not payment.callback.startswith(("http://", "https://")):
            raise _Reason("SIM_AMOUNT" if payment.amount <= 0 else "SIM_CALLBACK", "not positive, or no URL to come back to")
        return Reply({"status": "Success", "callBackUrl": f"{request.origin}/pay/{payment.reference}"})

    def _known(self, reference: str) -> _Payment:
        if reference not in self._payments:
            raise _Reason("SIM_UNKNOWN", "there is no such payment")
        return self._payments[reference]

    def pay(self, reference: str, answer: str = "success", request: Request | None = None) -> str:
        """What the customer does; the URL to which the browser is sent."""
        payment = self._payments[reference]
        if payment.amount is not None and payment.status == "Initiated":
            payment.status = _ANSWERS[answer]
            if payment.status == "Success":
                payment.issuer_ref, payment.paid_at = secrets.token_hex(4).upper(), self._time(request)
                self.ledger.add(Entry(kind="charge", order=payment.order, payment=reference, amount=payment.amount, moved=True))
        elif payment.status == "Success" and payment.amount is not None and answer == "success":
            self.ledger.add(Entry(kind="charge", order=payment.order, payment=reference, amount=payment.amount, moved=False))
        query = {
            "merchant": self.settings.merchant_id, "order_id": payment.order, "payment_ref_id": reference, "status": payment.status,
            "status_code": CALLBACK_OK if payment.status == "Success" else "", "message": "simulated", "payment_dt": payment.paid_at,
            "issuer_payment_ref": payment.issuer_ref,
        }  # fmt: skip
        return f"{payment.callback}{'&' if '?' in payment.callback else '?'}{urlencode(query)}"

    def _page(self, request: Request) -> Reply:
        reference, answer = self._path(request)[-1], request.query.get("answer", "")
        payment = self._payments.get(reference)
        if payment is None or payment.amount is None:
            return Reply(page("Nagad", "There is nothing to be paid."), 404)
        if answer in _ANSWERS:
            return Reply(page("Nagad", "Going back to the shop."), 302, {"Location": self.pay(reference, answer, request)})
        links = [f'<a href="?answer={one}">{one}</a>' for one in _ANSWERS]
        return Reply(page("Nagad", f"{written(payment.amount)} BDT for {escape(payment.order)}", *links))

    def _verify(self, request: Request) -> Reply:
        payment = self._known(self._path(request)[2])
        amount = (payment.amount or Decimal(0)) + (1 if "other-amount" in request.faults else 0)
        skew = request.faults.get("clock-skew")
        paid_at = self._time(request) if skew and payment.paid_at else payment.paid_at
        body: Mapping[str, Any] = {
            "merchantId": self.settings.merchant_id, "orderId": "ANOTHER" if "other-order" in request.faults else payment.order,
            "paymentRefId": payment.reference, "amount": written(amount), "clientMobileNo": "017****0000", "orderDateTime": None,
            "issuerPaymentDateTime": paid_at or None, "issuerPaymentRefNo": payment.issuer_ref or None, "additionalMerchantInfo": None,
            "status": payment.status, "statusCode": VERIFY_OK if payment.status == "Success" else "SIM",
            "cancelIssuerDateTime": None, "cancelIssuerRefNo": None,
        }  # fmt: skip
        return Reply(body)

    def _time(self, request: Request | None) -> str:
        return f"{datetime.fromtimestamp(self.now(request), DHAKA):%Y%m%d%H%M%S}"
