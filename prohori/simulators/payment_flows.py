"""The flows of each gateway from the order to the refund, as a shop goes through them, on a simulator.

A flow asks for the state before it does anything, so that one that was killed goes on where it was. What it does not do: OTP, PIN and
everything else that the simulators do not model; refunds of Nagad, whose route nobody documents.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from prohori.gateways.bkash import Bkash
from prohori.gateways.bkash_webhook import NotBkash, Notice, Webhook
from prohori.gateways.nagad import Nagad
from prohori.gateways.payments import Payment, PaymentState, written
from prohori.gateways.settlement import BkashOrders, RefundNote, RefundState, SslcommerzRefunds
from prohori.gateways.sslcommerz import MANDATORY, NotSslcommerz, Sslcommerz
from prohori.simulators.shop import AMOUNT, CALLBACK, PART, Shop

DETAILS = dict.fromkeys(MANDATORY, "test") | {"product_profile": "general", "shipping_method": "NO"}
SHORT_SECONDS = 3.0
Client = Bkash | Nagad | Sslcommerz
Flow = Callable[[Shop, Client], None]


def bkash_payment(shop: Shop, client: Client) -> None:
    """Create, confirm, execute, and the whole amount back in two refunds, one of them asked for twice."""
    orders = _bkash_paid(shop, client)
    _bkash_refunds(shop, orders)
    shop.check_ledger(refunded=AMOUNT)


def bkash_lost_execute(shop: Shop, client: Client) -> None:
    """The execute is carried out after the client's time limit: the state is asked for, and nothing is executed again."""
    shop.command(f"execute:latency={1500 * SHORT_SECONDS:g}*1")
    _bkash_paid(shop, client, by="query")
    shop.check_ledger()


def bkash_webhook(shop: Shop, client: Client) -> None:
    """bKash's notification of the payment comes twice: one is fresh, and the order is paid once."""
    shop.command("execute:duplicate-callback*1")
    orders = _bkash_paid(shop, client)
    webhook, fresh = Webhook(_bkash(client).settings, shop.state), list[bool]()
    for _ in range(2):
        message = shop.message()
        if message is None:
            break
        try:
            notice = webhook.receive(*message)
        except NotBkash as error:
            shop.check("payment-webhook", "conforming", "notification is believed", f"a notification is not believed: {error.what}")
            return
        if isinstance(notice, Notice):
            right = (notice.amount, notice.invoice, notice.status) == (AMOUNT, shop.order.invoice, "Completed")
            shop.check("payment-webhook", "sane", "notification == order", "" if right else "a notification is not what was paid")
            fresh.append(notice.fresh)
            shop.settled(lambda: orders.settle(shop.order))
    _check_heard(shop, "payment-webhook", "fresh notifications == 1 of 2", fresh, [True, False])
    shop.check_ledger()


def _bkash(client: Client) -> Bkash:
    assert isinstance(client, Bkash)  # noqa: S101
    return client


def _bkash_paid(shop: Shop, client: Client, *, by: str = "") -> BkashOrders:
    """`by`: what its state must rest on."""
    orders = BkashOrders(_bkash(client), shop.state)
    created = orders.begin(shop.order, CALLBACK, payer="prohori")
    shop.control.customer_pays(created.bkash_url)
    payment = shop.settled(lambda: orders.settle(shop.order))
    shop.check_paid(payment)
    if by and payment.state is PaymentState.completed:
        shop.check("payment-asked", "sane", f'asked includes "{by}"', "" if by in payment.asked else f"its state was not asked for by {by}")
    return orders


def _bkash_refunds(shop: Shop, orders: BkashOrders) -> None:
    decided = (RefundState.done, RefundState.refused, RefundState.disputed)
    for name, amount in (("part", PART), ("part", PART), ("rest", AMOUNT - PART)):
        ask = partial(orders.refund, shop.order, name, amount, reason="test")
        found = shop.until(ask, lambda note: note.state in decided)
        _check_refund(shop, name, found)


def _check_refund(shop: Shop, name: str, found: RefundNote) -> None:
    wrong = "" if found.state is RefundState.done else f"the refund `{name}` of {written(found.amount)} is {found.state}: {found.why}"
    shop.check("refund-done", "conforming", f'{name}.state == "done"', wrong)


def nagad_payment(shop: Shop, client: Client) -> None:
    """Initialize, complete, pay, verify; and verified again it is the same."""
    first = _nagad_paid(shop, _nagad(client))
    second = _nagad(client).verify(shop.note.reference, shop.order)
    same = (first.state, first.transaction, first.amount) == (second.state, second.transaction, second.amount)
    shop.check("payment-stable", "sane", "verify == verify", "" if same else "verified again, it is another payment")
    shop.check_ledger()
    shop.leave("refund-done", "conforming", "refund", "no document agrees with another on Nagad's refunds: none was asked for")


def nagad_lost_verify(shop: Shop, client: Client) -> None:
    """The answer to the verification is lost: the payment is unknown, never failed, and verified again."""
    shop.command("verify:answer-lost*1")
    _nagad_paid(shop, _nagad(client))
    shop.check_ledger()


def _nagad(client: Client) -> Nagad:
    assert isinstance(client, Nagad)  # noqa: S101
    return client


def _nagad_paid(shop: Shop, client: Nagad) -> Payment:
    if not shop.note.url:
        session = client.initialize(shop.order)
        checkout = client.complete(session, shop.order, CALLBACK)
        shop.keep(shop.note.model_copy(update={"reference": session.payment_ref_id, "url": checkout.url}))
    if client.verify(shop.note.reference, shop.order).state is not PaymentState.completed:
        shop.control.customer_pays(shop.note.url)
    payment = shop.settled(lambda: client.verify(shop.note.reference, shop.order))
    shop.check_paid(payment)
    return payment


def sslcommerz_payment(shop: Shop, client: Client) -> None:
    """Session, pay, IPN, validation, and a refund that is asked for twice."""
    payment = _ssl_paid(shop, _ssl(client))
    if payment.state is not PaymentState.completed:
        return
    refunds = SslcommerzRefunds(_ssl(client), shop.state)
    for _ in range(2):
        found = refunds.refund(payment, "part", PART, remarks=f"part of {shop.order.invoice}")
        _check_refund(shop, "part", found)
    if found.transaction:
        status = _ssl(client).refund_state(found.transaction).status
        wrong = "" if status in ("processing", "refunded") else f"the state of the refund is {status}"
        shop.check("refund-done", "conforming", 'refund_state in ["processing", "refunded"]', wrong)
    shop.check_ledger(refunded=PART)


def sslcommerz_ipn(shop: Shop, client: Client) -> None:
    """The IPN comes twice, and the order is paid once."""
    shop.command("customer:duplicate-callback*1")
    _ssl_paid(shop, _ssl(client), ipns=2)
    shop.check_ledger()


def sslcommerz_lost_validation(shop: Shop, client: Client) -> None:
    """The answer of the validator is lost: the order is asked for by its own number."""
    shop.command("validate:answer-lost*1")
    payment = _ssl_paid(shop, _ssl(client))
    if not shop.continued:
        shop.check("payment-asked", "sane", 'asked == "query"', "" if payment.asked == ("query",) else "it was not asked for by its number")
    shop.check_ledger()


def _ssl(client: Client) -> Sslcommerz:
    assert isinstance(client, Sslcommerz)  # noqa: S101
    return client


def _ssl_paid(shop: Shop, client: Sslcommerz, *, ipns: int = 1) -> Payment:
    if not shop.note.url:
        session = client.session(shop.order, {**DETAILS, "ipn_url": shop.webhook, **{f"{one}_url": CALLBACK for one in _ENDS}})
        shop.keep(shop.note.model_copy(update={"url": session.url}))
    payment = client.query(shop.order)
    if payment.state is not PaymentState.completed:
        shop.control.customer_pays(shop.note.url)
        payment, heard = _ssl_hears(shop, client, ipns)
        _check_heard(shop, "payment-ipn", f"IPNs == {ipns}", heard, [True] * ipns)
    if payment.state in (PaymentState.pending, PaymentState.unknown):
        payment = shop.settled(lambda: client.query(shop.order))
    shop.check_paid(payment)
    return payment


_ENDS = ("success", "fail", "cancel")


def _ssl_hears(shop: Shop, client: Sslcommerz, ipns: int) -> tuple[Payment, list[bool]]:
    """The payment by the IPNs that came, and whether each was believed."""
    payment, heard = Payment(state=PaymentState.unknown), list[bool]()
    for _ in range(ipns):
        message = shop.message()
        if message is None:
            break
        try:
            payment = client.settle(client.ipn(message[1]), shop.order)
            heard.append(True)
        except NotSslcommerz as error:
            shop.check("payment-ipn", "conforming", "IPN is believed", f"an IPN is not believed: {error.what}")
            heard.append(False)
    return payment, heard


def _check_heard(shop: Shop, rule: str, condition: str, heard: list[bool], wanted: list[bool]) -> None:
    missing = len(wanted) - len(heard)
    if missing and not shop.hears:
        shop.leave(rule, "conforming", condition, "the simulator sends its messages elsewhere: let the run start it")
    elif missing and shop.continued:
        shop.leave(rule, "conforming", condition, "the messages went to a process that is gone")
    else:
        said = f"{len(heard)} of {len(wanted)} messages came" if missing else f"of {len(wanted)} messages {sum(heard)} were taken"
        shop.check(rule, "conforming", condition, "" if heard == wanted else said)


FLOWS: dict[str, tuple[str, Flow]] = {
    "bkash-payment": ("bkash", bkash_payment), "bkash-webhook": ("bkash", bkash_webhook),
    "bkash-lost-execute": ("bkash", bkash_lost_execute), "nagad-payment": ("nagad", nagad_payment),
    "nagad-lost-verify": ("nagad", nagad_lost_verify), "sslcommerz-payment": ("sslcommerz", sslcommerz_payment),
    "sslcommerz-ipn": ("sslcommerz", sslcommerz_ipn), "sslcommerz-lost-validation": ("sslcommerz", sslcommerz_lost_validation),
}  # fmt: skip
"""Each with its gateway."""
LOSES = "gateway-reachable"
"""What a client rightly says of a gateway whose answer the flow itself had lost."""
LATENCY = "gateway-latency"
"""A simulator's says nothing of the gateway's."""


def client_of(shop: Shop) -> Client:
    gateway = FLOWS[shop.flow][0]
    settings = getattr(shop.gateways, gateway)
    if shop.flow == "bkash-lost-execute":
        settings = settings.model_copy(update={"timeout_seconds": SHORT_SECONDS})
    if gateway == "bkash":
        return Bkash(settings, shop.state, allowance=shop.allowance)
    return Nagad(settings, allowance=shop.allowance) if gateway == "nagad" else Sslcommerz(settings, allowance=shop.allowance)
