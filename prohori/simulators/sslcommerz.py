"""SSLCommerz API v4, simulated: sessions, the customer's page, signed IPNs, validator, query, refunds.

It takes what real libraries send: forms, multipart bodies, and POST where the documentation says GET.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlencode

from pydantic import SecretStr

from prohori.errors import UsageError
from prohori.gateways.credentials import SslcommerzSettings
from prohori.gateways.nagad import DHAKA
from prohori.gateways.payments import taka, written
from prohori.gateways.sslcommerz import LEAST, LONGEST_ID, MANDATORY, MOST, SESSION, SHIPPED, TRANSACTIONS, VALIDATOR, verify_sign
from prohori.rulebook.money import CURRENCY
from prohori.simulators.ledger import Entry
from prohori.simulators.server import Message, Reply, Request, Simulator, page, refuse_foreign

SESSION_SECONDS = 1800
"""Not documented: a guess."""
_ANSWERS = {"success": "VALID", "fail": "FAILED", "cancel": "CANCELLED", "nothing": "UNATTEMPTED"}
_PROFILES = ("general", "physical-goods", "non-physical-goods", "airline-tickets", "travel-vertical", "telecom-vertical")


@dataclass
class _Session:
    key: str
    form: dict[str, str]
    amount: Decimal
    created: float
    status: str = "PENDING"
    val_id: str = ""
    bank_tran_id: str = ""
    paid_at: float = 0.0
    risk: str = "0"
    validated: bool = False
    refunded: Decimal = Decimal(0)


class Sslcommerz(Simulator):
    name: ClassVar[str] = "sslcommerz"
    not_modelled: ClassVar[tuple[str, ...]] = (
        "verify_sign_sha2, which arrives and is not documented",
        "the words of `failedreason` and `errorReason` (here: this simulator's own)",
        "how long a session lives (here: 30 minutes), and how often an IPN is sent again (here: once)",
        "banks, cards, EMI, foreign currencies and their rates, fees (`store_amount` is the amount)",
        "a refund's days at the bank: it is `processing` until the clock is advanced by a day",
        "a limit of validator calls",
    )

    def __init__(self, settings: SslcommerzSettings, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock)
        self.settings = settings
        self._sessions: dict[str, _Session] = {}
        self._refunds: dict[str, tuple[_Session, Decimal, float]] = {}

    def operation(self, request: Request) -> str:
        if request.path == TRANSACTIONS:
            names = {"refund_ref_id": "refund_state", "bank_tran_id": "refund"}
            return next((operation for name, operation in names.items() if name in request.form), "query")
        known = {SESSION: "session", VALIDATOR: "validate"}
        return known.get(request.path, "customer" if request.path.startswith("/EasyCheckOut/") else "")

    def handle(self, operation: str, request: Request) -> Reply:
        if operation == "customer":
            return self._page(request)
        if not operation:
            return Reply(page("SSLCommerz", "There is no such path."), 404)
        given = request.form
        if "echo" in request.faults:
            return Reply({"status": "FAILED", "failedreason": urlencode(given), "APIConnect": "FAILED", "errorReason": urlencode(given)})
        known = given.get("store_id") == self.settings.store_id and secrets.compare_digest(
            given.get("store_passwd", "").encode(), self.settings.store_password.get_secret_value().encode()
        )
        if operation == "session":
            return self._session(given, request, known=known)
        code = request.faults["code"].value if "code" in request.faults else ""
        if operation == "validate":
            return self._validate(given, request, code) if known else Reply({"status": "INVALID_TRANSACTION", "APIConnect": "FAILED"})
        if not known or code:
            return Reply({"APIConnect": code or "FAILED", "errorReason": "store credentials"})
        return {"query": self._query, "refund": self._refund, "refund_state": self._refund_state}[operation](given, request)

    def _session(self, given: dict[str, str], request: Request, *, known: bool) -> Reply:
        reason = "as commanded" if "code" in request.faults else "" if known else "Store Credential Error Or Store is De-active"
        reason = reason or self._wrong(given)
        if reason:
            return Reply({"status": "FAILED", "failedreason": reason, "sessionkey": "", "GatewayPageURL": ""})
        session = _Session(secrets.token_hex(16).upper(), given, taka(given["total_amount"]), self.now())
        self._sessions[session.key] = session
        url = f"{request.origin}/EasyCheckOut/{session.key}"
        return Reply({"status": "SUCCESS", "failedreason": "", "sessionkey": session.key, "GatewayPageURL": url})

    def _wrong(self, given: dict[str, str]) -> str:
        missing = [name for name in (*MANDATORY, *(SHIPPED if given.get("shipping_method") == "YES" else ())) if not given.get(name)]
        if missing:
            return f"missing: {', '.join(missing)}"
        try:
            amount = taka(given["total_amount"])
        except ValueError:
            return "total_amount is not an amount"
        taken = any(one.form["tran_id"] == given["tran_id"] and one.status == "VALID" for one in self._sessions.values())
        checks = {
            "total_amount is out of range": given["currency"] == CURRENCY and not LEAST <= amount <= MOST,
            "currency is not modelled": given["currency"] != CURRENCY,
            "tran_id is longer than 30": len(given["tran_id"]) > LONGEST_ID,
            "tran_id was paid already": taken,
            "product_profile is not one of the list": given["product_profile"] not in _PROFILES,
        }
        return next((reason for reason, wrong in checks.items() if wrong), "")

    def pay(self, key: str, answer: str = "success", *, risk: str = "0", request: Request | None = None) -> Message | None:
        """What the customer does; the IPN that is sent to `ipn_url`, or would be."""
        session = self._sessions[key]
        if session.status in ("PENDING", "FAILED", "UNATTEMPTED"):
            expired = self.now() - session.created > SESSION_SECONDS
            session.status = "EXPIRED" if expired else _ANSWERS[answer]
            if session.status == "VALID":
                session.val_id, session.bank_tran_id = secrets.token_hex(12), secrets.token_hex(12)
                session.risk, session.paid_at = risk, self.now()
                order = session.form["tran_id"]
                self.ledger.add(Entry(kind="charge", order=order, payment=session.key, amount=session.amount, moved=True))
        return self.ipn(key, request)

    def ipn(self, key: str, request: Request | None = None) -> Message:
        """The form that is posted to the merchant, signed."""
        session = self._sessions[key]
        fields = {**self._facts(session, request), "status": session.status, "store_id": self.settings.store_id, "simulated": "true"}
        if session.status != "VALID":
            fields.pop("val_id")
        fields["verify_key"] = ",".join(sorted(fields))
        forged = request is not None and "unsigned" in request.faults
        password = SecretStr("forged") if forged else self.settings.store_password
        fields["verify_sign"] = verify_sign(fields, fields["verify_key"].split(","), password)
        url = session.form.get("ipn_url", "")
        return Message(url, {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode())

    def _facts(self, session: _Session, request: Request | None) -> dict[str, str]:
        faults = request.faults if request else {}
        amount = session.amount + (1 if "other-amount" in faults else 0)
        return {
            "tran_id": "ANOTHER" if "other-order" in faults else session.form["tran_id"], "val_id": session.val_id,
            "amount": written(amount), "store_amount": written(amount), "currency": CURRENCY, "currency_type": CURRENCY,
            "currency_amount": written(amount), "currency_rate": "1.0000", "bank_tran_id": session.bank_tran_id,
            "tran_date": self._time(session.paid_at or session.created), "card_type": "SIMULATED", "risk_level": session.risk,
            "risk_title": "Safe" if session.risk == "0" else "Not Safe",
        }  # fmt: skip

    def _page(self, request: Request) -> Reply:
        key, answer = request.path.rpartition("/")[2], request.query.get("answer", "")
        session = self._sessions.get(key)
        if session is None:
            return Reply(page("SSLCommerz", "There is no such session."), 404)
        if answer not in _ANSWERS:
            links = [f'<a href="?answer={one}">{one}</a>' for one in _ANSWERS]
            return Reply(page("SSLCommerz", f"{written(session.amount)} BDT for {escape(session.form['tran_id'])}", *links))
        message = self.pay(key, answer, request=request)
        back = {"VALID": "success_url", "CANCELLED": "cancel_url"}.get(session.status, "fail_url")
        messages = (message,) if message and _here(message.url) else ()
        return Reply(page("SSLCommerz", "Going back to the shop."), 302, {"Location": session.form[back]}, messages)

    def _validate(self, given: dict[str, str], request: Request, code: str) -> Reply:
        session = next((one for one in self._sessions.values() if one.val_id and one.val_id == given.get("val_id")), None)
        if code:
            return Reply({**(self._facts(session, request) if session else {}), "status": code, "APIConnect": "DONE"})
        if session is None:
            return Reply({"status": "INVALID_TRANSACTION", "APIConnect": "DONE"})
        status, session.validated = "VALIDATED" if session.validated else "VALID", True
        validated_on = self._time(self.now())
        return Reply({**self._facts(session, request), "status": status, "APIConnect": "DONE", "validated_on": validated_on})

    def _query(self, given: dict[str, str], request: Request) -> Reply:
        asked = [
            session for session in self._sessions.values()
            if session.status != "PENDING" and (given.get("sessionkey") == session.key or given.get("tran_id") == session.form["tran_id"])
        ]  # fmt: skip
        element = [{**self._facts(session, request), "status": _seen(session)} for session in asked]
        return Reply({"APIConnect": "DONE", "no_of_trans_found": len(element), "element": element})

    def _refund(self, given: dict[str, str], request: Request) -> Reply:
        session = next((one for one in self._sessions.values() if one.bank_tran_id and one.bank_tran_id == given["bank_tran_id"]), None)
        try:
            amount = taka(given.get("refund_amount"))
        except ValueError:
            amount = Decimal(0)
        if session is None or amount <= 0 or not given.get("refund_remarks"):
            return Reply({"APIConnect": "DONE", "status": "failed", "errorReason": "no such transaction, no amount or no remarks"})
        remarks = given["refund_remarks"]
        order = session.form["tran_id"]
        asked = any(entry.kind == "refund" and entry.order == order and entry.name == remarks for entry in self.ledger.entries)
        if asked:  # the real one pays again
            self.ledger.add(Entry(kind="refund", order=order, payment=session.key, amount=amount, moved=False, name=remarks))
        if session.refunded + amount > session.amount:
            return Reply({"APIConnect": "DONE", "status": "failed", "errorReason": "more than was paid"})
        session.refunded += amount
        self.ledger.add(Entry(kind="refund", order=order, payment=session.key, amount=amount, moved=True, name=remarks))
        reference = secrets.token_hex(8)
        self._refunds[reference] = (session, amount, self.now())
        return Reply(
            {
                "APIConnect": "DONE", "bank_tran_id": session.bank_tran_id, "trans_id": order, "refund_ref_id": reference,
                "status": "success", "errorReason": "",
            }
        )  # fmt: skip

    def _refund_state(self, given: dict[str, str], request: Request) -> Reply:
        found = self._refunds.get(given["refund_ref_id"])
        if found is None:
            return Reply({"APIConnect": "DONE", "status": "failed", "errorReason": "no such refund"})
        session, _, asked = found
        known: dict[str, Any] = {
            "bank_tran_id": session.bank_tran_id,
            "tran_id": session.form["tran_id"],
            "refund_ref_id": given["refund_ref_id"],
        }
        status = "refunded" if self.now() - asked >= 86400 else "processing"
        return Reply({"APIConnect": "DONE", **known, "initiated_on": self._time(asked), "status": status, "errorReason": ""})

    def _time(self, moment: float) -> str:
        return f"{datetime.fromtimestamp(moment, DHAKA):%Y-%m-%d %H:%M:%S}"


def _seen(session: _Session) -> str:
    return "VALIDATED" if session.validated and session.status == "VALID" else session.status


def _here(url: str) -> bool:
    """Messages are sent to this machine only; others are what the merchant would have got."""
    try:
        return refuse_foreign(url) == url
    except UsageError:
        return False
