"""bKash Tokenized Checkout, simulated: tokens, agreements, payments, refunds, search, and its SNS webhook. `v1.2.0-beta` and `v2`.

It takes what real client libraries send (`Bearer` or not, amounts as texts or numbers, either spelling of a refund's fields) and is
strict in what it answers. The customer confirms on the page at `bkashURL`, or by `confirm`.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from pydantic import SecretStr

from prohori.gateways.bkash import PARTIAL_REFUNDS, REFUND_ROUTES, ROUTES, V1
from prohori.gateways.bkash_codes import DOCUMENTED, SUCCESS
from prohori.gateways.credentials import BkashSettings
from prohori.gateways.nagad import DHAKA
from prohori.gateways.payments import taka, written
from prohori.rulebook.money import CURRENCY
from prohori.simulators.authority import rsa_key, self_signed
from prohori.simulators.ledger import Entry
from prohori.simulators.server import Message, Reply, Request, Simulator, page, refuse_foreign

TOKEN_SECONDS, PAYMENT_SECONDS, HOUR, A_HOUR = 3600, 24 * 3600, 3600, 2
REFUND_DAYS = 60
TOPIC = "arn:aws:sns:ap-southeast-1:000000000000:simulated"
CERTIFICATE = "/SimpleNotificationService-simulated.pem"
WALLET = "01700000000"
_PATHS = {
    **{path: operation for routes in ROUTES.values() for operation, path in routes.items()},
    **{path: operation for routes in REFUND_ROUTES.values() for path, operation in zip(routes, ("refund", "refund_status"), strict=True)},
    "/redirect": "customer", CERTIFICATE: "certificate",
}  # fmt: skip
_ID, _PLAIN = re.compile(r"[0-9A-Za-z]+"), re.compile(r"[^<>&]{1,255}")
_CREDENTIALS = ("authorization", "x-app-key", "username", "password")
_ANSWERS = {"success": "Initiated", "failure": "Declined", "cancel": "Cancelled"}


@dataclass
class _Refund:
    trx_id: str
    amount: Decimal
    sku: str
    reason: str
    at: str


@dataclass
class _Payment:
    id: str
    mode: str
    order: str
    amount: Decimal
    payer: str
    callback: str
    created: float
    agreement: str = ""
    status: str = "Initiated"
    confirmed: bool = False
    trx_id: str = ""
    executed: float = 0.0
    refunds: list[_Refund] = field(default_factory=list)

    @property
    def left(self) -> Decimal:
        return self.amount - sum((refund.amount for refund in self.refunds), Decimal(0))


class _Code(Exception):
    """A documented code, as the answer."""


class Bkash(Simulator):
    name: ClassVar[str] = "bkash"
    not_modelled: ClassVar[tuple[str, ...]] = (
        "the words of the refusal of a third token in an hour (here: 429)",
        "the codes of wrong user names and passwords (here: 401 Unauthorized)",
        "PIN and OTP at the customer's phone, mandates, payouts, B2C, reversals by bKash: their codes come only by `code=`",
        "the time in which the same amount from the same wallet is a duplicate (here: a paid invoice number is one, 2029)",
        "authorisation and capture (intent `authorization`: 2064)",
        "the meaning of 2062 against 2117, and of 2080 to 2082 (here: 2117, and 2080 for the eleventh refund)",
        "agreements, search and token refresh in v2; the older iframe checkout",
        "coupons, fees, settlement to the merchant's bank; how long an agreement lives",
        "the `signature` of the callback, which nobody can verify",
        "rate limits other than those of tokens",
    )

    def __init__(
        self, settings: BkashSettings, *, webhook: str | None = None, balance: Decimal = Decimal(1_000_000),
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        """`settings`: the credentials that it takes. `webhook`: where on this machine it sends notifications."""
        super().__init__(clock)
        self.settings, self.balance = settings, balance
        self.webhook = refuse_foreign(webhook) if webhook else None
        self._tokens, self._refreshes, self._granted = dict[str, float](), set[str](), list[float]()
        self._payments, self._agreements = dict[str, _Payment](), dict[str, dict[str, str]]()

    @property
    def grants(self) -> int:
        return len(self._granted)

    def operation(self, request: Request) -> str:
        return _PATHS.get(request.path, "")

    def handle(self, operation: str, request: Request) -> Reply:
        if operation == "customer" and request.method == "GET":
            return self._page(request)
        if operation == "certificate":
            return Reply(self_signed(rsa_key("sns")).decode())
        if not operation or request.method != "POST":
            return Reply({"message": "Missing Authentication Token"}, 403)
        if "echo" in request.faults:
            sent = {**{name: request.headers.get(name, "") for name in _CREDENTIALS}, **(request.json or {})}
            return Reply({"statusCode": "2020", "statusMessage": " ".join(map(str, sent.values())).strip()})
        if "code" in request.faults:
            return self._refusal(operation, request, request.faults["code"].value)
        if operation in ("grant", "refresh"):
            return self._grant(operation, request)
        authorization = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._tokens.get(authorization, 0) <= self.now():
            return Reply({"message": "Unauthorized"}, 401)
        try:
            if request.headers.get("x-app-key") != self.settings.app_key.get_secret_value():
                raise _Code("2001")
            if request.json is None:
                raise _Code("2025")
            reply = getattr(self, f"_{operation}")(request.json, request)
        except _Code as refusal:
            return self._refusal(operation, request, str(refusal))
        return Reply({**reply.body, "statusCode": SUCCESS, "statusMessage": DOCUMENTED[SUCCESS]}, messages=reply.messages)

    def _refusal(self, operation: str, request: Request, code: str) -> Reply:
        text = DOCUMENTED.get(code, "a code that nobody documented")
        if operation in ("refund", "refund_status") and not request.path.startswith(V1):
            return Reply({"externalCode": code, "errorMessageEn": text, "errorMessageBn": text})
        return Reply({"statusCode": code, "statusMessage": text}, 503 if code == "503" else 200)

    def _grant(self, operation: str, request: Request) -> Reply:
        given, known = request.json or {}, self.settings
        if not _equal(request.headers.get("username"), known.username) or not _equal(request.headers.get("password"), known.password):
            return Reply({"message": "Unauthorized"}, 401)
        if not _equal(given.get("app_key"), known.app_key) or not _equal(given.get("app_secret"), known.app_secret):
            return self._refusal(operation, request, "2001")
        if operation == "refresh" and given.get("refresh_token") not in self._refreshes:
            return Reply({"message": "Unauthorized"}, 401)
        now = self.now()
        recent = [moment for moment in self._granted if now - moment < HOUR]
        self._granted.append(now)  # also one that is refused: the hour begins anew
        if len(recent) >= A_HOUR:
            return Reply({"message": "Too Many Requests"}, 429)
        token, refresh = f"simulated-{secrets.token_urlsafe(24)}", f"simulated-{secrets.token_urlsafe(24)}"
        self._tokens[token] = now + TOKEN_SECONDS
        self._refreshes.add(refresh)
        return Reply(
            {
                "statusCode": SUCCESS, "statusMessage": DOCUMENTED[SUCCESS], "id_token": token, "token_type": "Bearer",
                "expires_in": TOKEN_SECONDS, "refresh_token": refresh,
            }
        )  # fmt: skip

    def expire_tokens(self) -> None:
        """As if an hour had passed for the tokens alone."""
        self._tokens.clear()

    def _create(self, given: Mapping[str, Any], request: Request) -> Reply:
        mode = str(given.get("mode", ""))
        _refuse_create(given, mode)
        if mode == "0001" and self._agreements.get(str(given.get("agreementID")), {}).get("status") != "Completed":
            raise _Code("2053" if str(given.get("agreementID")) in self._agreements else "2051")
        amount = _amount(given.get("amount", "0" if mode == "0000" else None), zero=mode == "0000")
        order = str(given["merchantInvoiceNumber"])
        if any(one.order == order and one.status == "Completed" and one.mode != "0000" for one in self._payments.values()):
            raise _Code("2029")
        payment = _Payment(
            id=f"TR{secrets.token_hex(12)}", mode=mode, order=order, amount=amount, payer=str(given["payerReference"]),
            callback=str(given["callbackURL"]), created=self.now(), agreement=str(given.get("agreementID") or ""),
        )  # fmt: skip
        self._payments[payment.id] = payment
        returns = {
            f"{name}CallbackURL": _with_query(payment.callback, {"paymentID": payment.id, "status": status})
            for name, status in (("success", "success"), ("failure", "failure"), ("cancelled", "cancel"))
        }
        return Reply(
            {
                "paymentID": payment.id, "bkashURL": f"{request.origin}/redirect?{urlencode({'paymentID': payment.id})}",
                "callbackURL": payment.callback, **returns, "amount": written(amount), "intent": "sale", "currency": CURRENCY,
                "paymentCreateTime": self._time(self.now(request)), "transactionStatus": "Initiated", "merchantInvoiceNumber": order,
            }
        )  # fmt: skip

    def confirm(self, payment_id: str, answer: str = "success") -> str:
        """What the customer does: `success`, `failure` or `cancel`. The URL to which the browser is sent."""
        payment = self._payments[payment_id]
        if payment.status == "Initiated":
            payment.status, payment.confirmed = _ANSWERS[answer], answer == "success"
        return _with_query(payment.callback, {"paymentID": payment_id, "status": answer})

    def _page(self, request: Request) -> Reply:
        payment, answer = self._payments.get(request.query.get("paymentID", "")), request.query.get("answer", "")
        if payment is None:
            return Reply(page("bKash", "There is no such payment."), 404)
        if answer in _ANSWERS:
            return Reply(page("bKash", "Going back to the shop."), 302, {"Location": self.confirm(payment.id, answer)})
        links = [f'<a href="?{urlencode({"paymentID": payment.id, "answer": one})}">{one}</a>' for one in _ANSWERS]
        return Reply(page("bKash", f"{written(payment.amount)} BDT for {escape(payment.order)}", *links))

    def _known(self, given: Mapping[str, Any]) -> _Payment:
        identifier = given.get("paymentID") or given.get("paymentId")
        if not identifier:
            raise _Code("2065")
        payment = self._payments.get(str(identifier))
        if payment is None:
            raise _Code("2002")
        if payment.status == "Initiated" and self.now() - payment.created >= PAYMENT_SECONDS:
            payment.status = "Expired"
        return payment

    def _execute(self, given: Mapping[str, Any], request: Request) -> Reply:
        payment = self._known(given)
        agreement = payment.mode == "0000"
        if payment.status == "Completed":
            if not agreement:
                self._enter(payment, moved=False)
            raise _Code("2116" if agreement else "2117")
        if payment.status != "Initiated":
            raise _Code("2055" if agreement else "2069" if payment.status == "Cancelled" else "2056")
        if not payment.confirmed:
            raise _Code("2054" if agreement else "2060")
        if agreement:
            return self._agreed(payment, request)
        if payment.amount > self.balance:
            raise _Code("2023")
        self.balance -= payment.amount
        payment.status, payment.trx_id, payment.executed = "Completed", secrets.token_hex(5).upper(), self.now(request)
        self._enter(payment, moved=True)
        message = (self.notification(payment.id, request.origin, request),) if self.webhook else ()
        return Reply(self._state(payment, request), messages=message)

    def _agreed(self, payment: _Payment, request: Request) -> Reply:
        payment.status, identifier = "Completed", f"TokenizedMerchant{secrets.token_hex(8)}"
        self._agreements[identifier] = {"status": "Completed", "payer": payment.payer}
        return Reply(
            {
                "agreementID": identifier, "paymentID": payment.id, "agreementStatus": "Completed", "customerMsisdn": WALLET,
                "payerReference": payment.payer, "agreementExecuteTime": self._time(self.now(request)),
            }
        )  # fmt: skip

    def _enter(self, payment: _Payment, *, moved: bool) -> None:
        self.ledger.add(Entry(kind="charge", order=payment.order, payment=payment.id, amount=payment.amount, moved=moved))

    def _state(self, payment: _Payment, request: Request) -> dict[str, Any]:
        amount = payment.amount + (1 if "other-amount" in request.faults else 0)
        order = "ANOTHER" if "other-order" in request.faults else payment.order
        skew = request.faults.get("clock-skew")
        executed = {"paymentExecuteTime": self._time(payment.executed + (skew.number if skew else 0))} if payment.executed else {}
        return {
            "paymentID": payment.id, "transactionStatus": payment.status, "amount": written(amount), "currency": CURRENCY, "intent": "sale",
            "merchantInvoiceNumber": order, "payerReference": payment.payer, "customerMsisdn": WALLET, "payerAccount": WALLET,
            **({"trxID": payment.trx_id} if payment.trx_id else {}),
            **({"agreementID": payment.agreement} if payment.agreement else {}), **executed,
        }  # fmt: skip

    def _query(self, given: Mapping[str, Any], request: Request) -> Reply:
        return Reply(self._state(self._known(given), request))

    def _agreement_status(self, given: Mapping[str, Any], request: Request) -> Reply:
        found = self._agreements.get(str(given.get("agreementID")))
        if found is None:
            raise _Code("2051")
        return Reply({"agreementID": given["agreementID"], "agreementStatus": found["status"], "payerReference": found["payer"]})

    def _agreement_cancel(self, given: Mapping[str, Any], request: Request) -> Reply:
        found = self._agreements.get(str(given.get("agreementID")))
        if found is None or found["status"] == "Cancelled":
            raise _Code("2051" if found is None else "2053")
        found["status"] = "Cancelled"
        return Reply({"agreementID": given["agreementID"], "agreementStatus": "Cancelled"})

    def _refund(self, given: Mapping[str, Any], request: Request) -> Reply:
        asked = given.get("refundAmount", given.get("amount"))
        if asked is None and request.path.startswith(V1):  # bKash's own plugin asks so for the state
            return self._refund_status(given, request)
        payment = self._refundable(given)
        sku, reason = str(given.get("sku") or ""), str(given.get("reason") or "")
        if len(sku) > 255 or len(reason) > 255:
            raise _Code("2075" if len(sku) > 255 else "2076")
        if not sku or not reason:
            raise _Code("2078" if sku else "2073")
        try:
            amount = taka(asked)
        except ValueError:
            raise _Code("2072") from None
        if any(one.sku == sku for one in payment.refunds):
            self._enter_refund(payment, amount, sku, moved=False)  # the real one would pay again: the ledger says that it was asked to
        if not 0 < amount <= payment.left:
            raise _Code("2072")
        if len(payment.refunds) >= PARTIAL_REFUNDS:
            raise _Code("2080")
        refund = _Refund(secrets.token_hex(5).upper(), amount, sku, reason, self._time(self.now(request)))
        payment.refunds.append(refund)
        self._enter_refund(payment, amount, sku, moved=True)
        extra = Decimal(1) if "other-amount" in request.faults else Decimal(0)
        return Reply(
            {
                "paymentID": payment.id, "trxID": payment.trx_id, "refundTrxID": refund.trx_id, "refundAmount": written(amount + extra),
                "sku": sku, "reason": reason, "maxRefundableAmount": written(payment.left), "transactionStatus": "Completed",
                "initiationTime": refund.at, "completedTime": refund.at,
            }
        )  # fmt: skip

    def _enter_refund(self, payment: _Payment, amount: Decimal, sku: str, *, moved: bool) -> None:
        self.ledger.add(Entry(kind="refund", order=payment.order, payment=payment.id, amount=amount, moved=moved, name=sku))

    def _refundable(self, given: Mapping[str, Any]) -> _Payment:
        payment = self._known(given)
        if payment.status != "Completed":
            raise _Code("2127")
        if (given.get("trxID") or given.get("trxId")) != payment.trx_id:
            raise _Code("2077")
        if self.now() - payment.executed > REFUND_DAYS * 86400:
            raise _Code("2071")
        return payment

    def _refund_status(self, given: Mapping[str, Any], request: Request) -> Reply:
        payment = self._known(given)
        if (given.get("trxID") or given.get("trxId")) != payment.trx_id:
            raise _Code("2077")
        listed = [
            {
                "refundTrxID": one.trx_id, "refundAmount": written(one.amount), "refundTime": one.at, "transactionStatus": "Completed",
                "sku": one.sku, "reason": one.reason,
            }
            for one in payment.refunds
        ]  # fmt: skip
        return Reply(
            {
                "paymentID": payment.id, "trxID": payment.trx_id, "amount": written(payment.amount), "currency": CURRENCY,
                "transactionStatus": "Completed", "refundTransactions": listed,
            }
        )  # fmt: skip

    def _search(self, given: Mapping[str, Any], request: Request) -> Reply:
        for payment in self._payments.values():
            if payment.trx_id and payment.trx_id == given.get("trxID"):
                times = {"initiationTime": self._time(payment.created), "completedTime": self._time(payment.executed)}
                return Reply(
                    {
                        "trxID": payment.trx_id, "transactionStatus": "Completed", "transactionType": "Payment", "currency": CURRENCY,
                        "amount": written(payment.amount), "customerMsisdn": WALLET, **times,
                    }
                )  # fmt: skip
        raise _Code("2033")

    def _time(self, moment: float) -> str:
        """`2026-09-18T06:00:19:952 GMT+0600`."""
        there = datetime.fromtimestamp(moment, DHAKA)
        return f"{there:%Y-%m-%dT%H:%M:%S}:{there.microsecond // 1000:03d} GMT{there:%z}"

    def notification(self, payment_id: str, origin: str, request: Request | None = None, *, version: str = "1") -> Message:
        """The SNS message of a payment, signed with the simulator's key."""
        payment = self._payments[payment_id]
        message = {
            "dateTime": f"{datetime.fromtimestamp(payment.executed, DHAKA):%Y%m%d%H%M%S}", "debitMSISDN": WALLET,
            "creditOrganizationName": "Simulated", "creditShortCode": "0001", "trxID": payment.trx_id, "transactionStatus": payment.status,
            "transactionType": "10002294", "amount": written(payment.amount), "currency": CURRENCY,
            "transactionReference": payment.payer, "merchantInvoiceNumber": payment.order, "simulated": True,
        }  # fmt: skip
        unsigned = request is not None and "unsigned" in request.faults
        return self.signed({"Type": "Notification", "Message": json.dumps(message)}, origin, version=version, forged=unsigned)

    def signed(self, given: Mapping[str, str], origin: str, *, version: str = "1", forged: bool = False) -> Message:
        """An SNS message of these fields."""
        now = datetime.fromtimestamp(self.now(), UTC)
        envelope = {
            "MessageId": secrets.token_hex(16), "TopicArn": self.settings.webhook_topic or TOPIC,
            "Timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z", "SignatureVersion": version,
            "SigningCertURL": f"{origin}{CERTIFICATE}", **given,
        }  # fmt: skip
        confirmation = ("SubscribeURL", "Token") if envelope["Type"] == "SubscriptionConfirmation" else ()
        names = sorted({"Message", "MessageId", "Timestamp", "TopicArn", "Type", *confirmation} | ({"Subject"} & envelope.keys()))
        text = "".join(f"{name}\n{envelope[name]}\n" for name in names).encode()
        algorithm = hashes.SHA1() if version == "1" else hashes.SHA256()  # noqa: S303  # SNS's own
        signature = rsa_key("forger" if forged else "sns").sign(text, padding.PKCS1v15(), algorithm)
        body = json.dumps({**envelope, "Signature": base64.b64encode(signature).decode(), "simulated": True}).encode()
        headers = {"Content-Type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": envelope["Type"]}
        return Message(self.webhook or "", headers, body)


def _refuse_create(given: Mapping[str, Any], mode: str) -> None:
    if mode not in ("0000", "0001", "0011"):
        raise _Code("2065" if not mode else "2063")
    wanted = ("payerReference", "callbackURL", "currency", "intent", "merchantInvoiceNumber")
    if any(given.get(name) is None for name in wanted) or (mode != "0000" and given.get("amount") is None):
        raise _Code("2065")
    if mode == "0011" and given.get("agreementID"):
        raise _Code("2063")
    association = str(given.get("merchantAssociationInfo") or "")
    checks = {
        "2048": _PLAIN.fullmatch(str(given["payerReference"])) is None,
        "2049": urlsplit(str(given["callbackURL"])).scheme not in ("http", "https"),
        "2007": given["currency"] != CURRENCY,
        "2008": given["intent"] not in ("sale", "authorization"),
        "2031": _PLAIN.fullmatch(str(given["merchantInvoiceNumber"])) is None,
        "2064": given["intent"] == "authorization",
        "2047": not _is_tlv(association),
    }
    for code, wrong in checks.items():
        if wrong:
            raise _Code(code)


def _amount(given: Any, *, zero: bool) -> Decimal:
    try:
        amount = taka(Decimal(str(given)) if isinstance(given, float) else given)
    except (ValueError, ArithmeticError):
        raise _Code("2006") from None
    if amount <= 0 and not zero:
        raise _Code("2006")
    return amount


def _is_tlv(text: str) -> bool:
    """Two characters of tag, two digits of length, so many of value."""
    while text:
        tag, length = text[:2], text[2:4]
        if not _ID.fullmatch(tag) or not length.isascii() or not length.isdigit() or len(text) < 4 + int(length):
            return False
        text = text[4 + int(length) :]
    return True


def _equal(given: Any, known: SecretStr) -> bool:
    return isinstance(given, str) and secrets.compare_digest(given.encode(), known.get_secret_value().encode())


def _with_query(url: str, more: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(more)}"
