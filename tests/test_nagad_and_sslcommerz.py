"""The Nagad and SSLCommerz clients over a socket: the whole flow of each, and what they refuse before anything is sent."""

import time
import urllib.request
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from pydantic import SecretStr

from prohori.errors import SettingsError, UsageError
from prohori.gateways.calls import Refused
from prohori.gateways.nagad import Nagad
from prohori.gateways.payments import Order
from prohori.gateways.sslcommerz import SESSION, VALIDATOR, NotSslcommerz
from prohori.simulators import catalogue
from tests.simulated import CALLBACK, DETAILS, ORDER, simulated
from tests.test_bkash_client import browser


@pytest.fixture
def nagad(tmp_path):
    with simulated("nagad", tmp_path / "state") as one:
        yield one


@pytest.fixture
def sslcommerz(tmp_path):
    with simulated("sslcommerz", tmp_path / "state") as one:
        yield one


def test_a_payment_by_nagad_from_the_session_to_the_verification(nagad):
    session = nagad.client.initialize(ORDER)
    checkout = nagad.client.complete(session, ORDER, CALLBACK)
    assert "Simulated" in browser(checkout.url)[2]
    _, headers, _ = browser(f"{checkout.url}?answer=success")
    callback = nagad.client.callback({name: values[0] for name, values in parse_qs(urlsplit(headers["Location"]).query).items()})
    assert (callback.order_id, callback.status_code) == (ORDER.invoice, "00_0000_000")
    payment = nagad.client.verify(callback.payment_ref_id, ORDER)
    assert (payment.state, payment.amount, payment.code, payment.simulated) == ("completed", ORDER.amount, "000", True)
    assert nagad.verdicts == ("yes", "yes", "yes")
    assert nagad.running.ledger.charges(ORDER.invoice) == 1


def test_a_payment_of_another_order_at_nagad_is_disputed(nagad):
    session = nagad.client.initialize(ORDER)
    nagad.client.complete(session, ORDER, CALLBACK)
    nagad.gateway.pay(session.payment_ref_id)
    other = Order(invoice="INV1001", amount=Decimal("1150.01"))
    assert nagad.client.verify(session.payment_ref_id, other).why == "the amount is 1150.00, not 1150.01"


def test_nagads_challenge_binds_the_amount_to_the_session(nagad):
    session = nagad.client.initialize(ORDER)
    forged = session.model_copy(update={"challenge": SecretStr("0" * 40)})
    with pytest.raises(Refused, match="SIM_CHALLENGE"):
        nagad.client.complete(forged, ORDER, CALLBACK)


def test_a_clock_of_utc_is_refused_by_nagad(nagad):
    wrong = Nagad(nagad.settings, clock=lambda: time.time() - 6 * 3600)
    with pytest.raises(Refused, match="SIM_TIME"):
        wrong.initialize(ORDER)


@pytest.mark.parametrize("reference", ["../../check-out", "a/b", "", "x?y", "ü"])
def test_a_reference_that_leads_to_another_path_is_not_sent_to_nagad(nagad, reference):
    with pytest.raises(UsageError, match="not a payment reference"):
        nagad.client.verify(reference, ORDER)
    with pytest.raises(UsageError, match="not Nagad's"):
        nagad.client.callback({"order_id": "INV1001", "payment_ref_id": reference, "status": "Success"})


def test_an_order_id_that_is_no_word_is_not_sent_to_nagad(nagad):
    with pytest.raises(UsageError, match="letters and digits only"):
        nagad.client.initialize(Order(invoice="INV/../1", amount=Decimal(1)))


@pytest.mark.parametrize("name", ["merchant_private_key", "gateway_public_key"])
@pytest.mark.parametrize("key", ["no key at all", "LS0tLS1CRUdJTg==", "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----"])
def test_a_key_that_cannot_be_used_is_named_and_not_shown(nagad, name, key):
    with pytest.raises(SettingsError, match=f"gateways.nagad.{name}") as wrong:
        Nagad(nagad.settings.model_copy(update={name: SecretStr(key)}))
    assert key not in str(wrong.value)


def test_a_payment_by_sslcommerz_from_the_session_to_the_refund(sslcommerz):
    one = sslcommerz
    session = one.client.session(ORDER, DETAILS)
    assert one.client.query(ORDER).state == "pending"
    assert "Simulated" in browser(session.url)[2]
    assert browser(f"{session.url}?answer=success")[0] == 302
    ipn = one.client.ipn(one.gateway.ipn(session.key).body)
    assert (ipn.status, ipn.tran_id, ipn.simulated) == ("VALID", ORDER.invoice, True)
    payment = one.client.settle(ipn, ORDER)
    assert (payment.state, payment.code, payment.amount) == ("completed", "VALID", ORDER.amount)
    assert one.client.settle(ipn, ORDER).code == "VALIDATED"
    assert one.client.query(ORDER).state == "completed"
    refund = one.client.refund(payment.transaction, Decimal(400), "returned")
    assert one.client.refund_state(refund.ref_id).status == "processing"
    one.gateway.advance(86400)
    assert one.client.refund_state(refund.ref_id).status == "refunded"
    with pytest.raises(Refused, match="more than was paid"):
        one.client.refund(payment.transaction, Decimal("750.01"), "returned too")
    assert one.verdicts == ("yes", "yes", "yes")
    with pytest.raises(Refused, match="was paid already"):
        one.client.session(ORDER, DETAILS)


def test_an_ipn_of_another_order_settles_nothing(sslcommerz):
    session = sslcommerz.client.session(ORDER, DETAILS)
    ipn = sslcommerz.client.ipn(sslcommerz.gateway.pay(session.key).body)
    assert sslcommerz.client.settle(ipn, ORDER.model_copy(update={"invoice": "INV2"})).why == "the IPN is of another order"
    cheaper = ORDER.model_copy(update={"amount": Decimal("1150.99")})  # within one taka of what was paid
    assert sslcommerz.client.settle(ipn, cheaper).state == "disputed"


def test_an_order_that_was_paid_twice_is_for_a_person(sslcommerz):
    keys = [sslcommerz.client.session(ORDER, DETAILS).key for _ in range(2)]
    for key in keys:
        sslcommerz.gateway.pay(key)
    assert sslcommerz.client.query(ORDER).why == "2 payments of one order came: pay all but one back"


def test_a_failed_attempt_before_the_one_that_paid_does_not_hide_it(sslcommerz):
    first, second = (sslcommerz.client.session(ORDER, DETAILS).key for _ in range(2))
    sslcommerz.gateway.pay(second)
    sslcommerz.gateway.pay(first, "fail")
    assert sslcommerz.client.query(ORDER).state == "completed"


@pytest.mark.parametrize(("order", "details", "why"), [
    (Order(invoice="INV1", amount=Decimal("9.99")), DETAILS, "total_amount"),
    (Order(invoice="INV1", amount=Decimal(500001)), DETAILS, "total_amount"),
    (Order(invoice="I" * 31, amount=Decimal(10)), DETAILS, "tran_id"), (ORDER, {**DETAILS, "cus_phone": ""}, "`cus_phone`"),
    (ORDER, {**DETAILS, "shipping_method": "YES"}, "`ship_name`, `ship_add1`"),
])  # fmt: skip
def test_a_session_that_sslcommerz_would_refuse_is_not_asked_for(sslcommerz, order, details, why):
    with pytest.raises(UsageError, match=why):
        sslcommerz.client.session(order, details)
    assert sslcommerz.client.api.judgement.judged == {}


@pytest.mark.parametrize("body", [b"", b"status=VALID", "status=VALID&tran_id=৫".encode(), b"a=1&a=2", b"&&&", b"x" * 200_000])
def test_what_is_no_ipn_is_not_believed(sslcommerz, body):
    with pytest.raises(NotSslcommerz):
        sslcommerz.client.ipn(body)


def multipart(fields):
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    return "".join(parts).encode() + b"--b--\r\n", "multipart/form-data; boundary=b"


def posted(url, body, kind):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        urllib.request.Request(url, body, {"Content-Type": kind})
    ) as answer:
        return answer.read().decode()


def test_the_simulator_takes_multipart_sessions_and_post_where_get_is_documented(sslcommerz):
    store = {"store_id": catalogue.SSLCOMMERZ["store_id"], "store_passwd": catalogue.SSLCOMMERZ["store_password"]}
    fields = {**DETAILS, **store, "total_amount": "100", "currency": "BDT", "tran_id": "T1"}
    assert '"SUCCESS"' in posted(sslcommerz.running.origin + SESSION, *multipart(fields))
    asked = urlencode({**store, "val_id": "none", "format": "json"}).encode()
    assert '"INVALID_TRANSACTION"' in posted(sslcommerz.running.origin + VALIDATOR, asked, "application/x-www-form-urlencoded")


def test_a_payment_of_yesterday_is_no_sign_of_a_wrong_clock(nagad):
    session = nagad.client.initialize(ORDER)
    nagad.client.complete(session, ORDER, CALLBACK)
    nagad.gateway.pay(session.payment_ref_id)
    tomorrow = Nagad(nagad.settings, clock=lambda: time.time() + 86400)
    assert tomorrow.verify(session.payment_ref_id, ORDER).state == "completed"
    assert [fault.rule for fault in tomorrow.api.judgement.faults] == []
