"""The bKash client as a merchant's program uses it, over a socket: the whole flow, and the token that all processes share."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from prohori.errors import SettingsError, UsageError
from prohori.gateways.bkash import Bkash, moment_of
from prohori.gateways.calls import NotConforming, Refused, Throttled
from prohori.gateways.connection import NotReachable
from prohori.gateways.credentials import parse
from prohori.gateways.payments import Order, taka
from prohori.gateways.settlement import BkashOrders, RefundState
from prohori.simulators import catalogue
from prohori.simulators.server import Reply
from tests.conftest import PROJECT
from tests.gateway_schedules import Clock
from tests.simulated import CALLBACK, ORDER, simulated


@pytest.fixture
def one(tmp_path):
    with simulated("bkash", tmp_path / "state") as one:
        yield one


def paid(one, order=ORDER, **more):
    created = one.client.create(order, CALLBACK, payer="customer-1", **more)
    one.gateway.confirm(created.payment_id)
    return created.payment_id, one.client.execute(created.payment_id, order)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def browser(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
    try:
        with opener.open(url, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers), answer.read().decode()


def test_a_payment_from_the_grant_to_the_last_refund(one):
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    status, _, page = browser(created.bkash_url)
    assert (status, "Simulated" in page) == (200, True)
    status, headers, _ = browser(f"{created.bkash_url}&answer=success")
    assert (status, parse_qs(urlsplit(headers["Location"]).query)) == (302, {"paymentID": [created.payment_id], "status": ["success"]})
    payment = one.client.execute(created.payment_id, ORDER)
    assert (payment.state, payment.amount, payment.asked, payment.simulated) == ("completed", Decimal("1150.00"), ("execute",), True)
    assert one.client.query(created.payment_id, ORDER).state == "completed"
    assert one.client.search(payment.transaction).amount == ORDER.amount
    first = one.client.refund(created.payment_id, payment.transaction, Decimal("400"), sku="return-1", reason="returned")
    second = one.client.refund(created.payment_id, payment.transaction, Decimal("750"), sku="return-2", reason="returned")
    assert {entry.sku: entry.refund_trx_id for entry in one.client.refunds(created.payment_id, payment.transaction)} == {
        "return-1": first.refund_trx_id, "return-2": second.refund_trx_id,
    }  # fmt: skip
    with pytest.raises(Refused, match="2072"):
        one.client.refund(created.payment_id, payment.transaction, Decimal("0.01"), sku="return-3", reason="returned")
    assert one.running.ledger.refunded(ORDER.invoice) == ORDER.amount
    assert one.verdicts == ("yes", "yes", "yes")
    assert one.gateway.grants == 1


def test_an_agreement_is_made_used_and_cancelled(one):
    signing = Order(invoice="AGREE1", amount=Decimal(1))
    made = one.client.create(signing, CALLBACK, payer="customer-1", mode="0000")
    one.gateway.confirm(made.payment_id)
    agreement = one.client.execute_agreement(made.payment_id)
    assert one.client.agreement(agreement.agreement_id).status == "Completed"
    assert paid(one, mode="0001", agreement_id=agreement.agreement_id)[1].state == "completed"
    assert one.client.cancel_agreement(agreement.agreement_id).status == "Cancelled"
    with pytest.raises(Refused, match="2053"):
        one.client.create(Order(invoice="INV2", amount=Decimal(1)), CALLBACK, payer="c", mode="0001", agreement_id=agreement.agreement_id)


def test_v2_is_a_matter_of_configuration_and_says_what_it_does_not_have(tmp_path):
    with simulated("bkash", tmp_path / "state", version="v2") as one:
        assert paid(one)[1].state == "completed"
        with pytest.raises(UsageError, match="no route for `search` is documented"):
            one.client.search("X")


def test_the_older_refund_is_a_matter_of_configuration(tmp_path):
    with simulated("bkash", tmp_path / "state", refund_version="v1.2.0-beta") as one:
        payment_id, payment = paid(one)
        one.client.refund(payment_id, payment.transaction, Decimal(100), sku="return-1", reason="returned")
        assert [entry.amount for entry in one.client.refunds(payment_id, payment.transaction)] == [Decimal(100)]


@pytest.mark.parametrize(("what", "answers"), [
    ({"amount": 1150.0}, "0000"), ({"amount": 1150}, "0000"), ({"amount": "1150"}, "0000"),
    ({"amount": "-1"}, "2006"), ({"amount": "1.005"}, "2006"), ({"amount": "১১৫০"}, "2006"), ({"amount": None}, "2065"),
    ({"currency": "USD"}, "2007"), ({"intent": "gift"}, "2008"), ({"merchantInvoiceNumber": "A<B"}, "2031"),
    ({"payerReference": ""}, "2048"), ({"callbackURL": "javascript:1"}, "2049"), ({"mode": "0099"}, "2063"), ({"mode": "0001"}, "2051"),
    ({"merchantAssociationInfo": "MI05MID54"}, "0000"), ({"merchantAssociationInfo": "MID54"}, "2047"),
])  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "Bearer "])
def test_the_simulator_takes_what_client_libraries_send_and_refuses_with_the_documented_code(one, what, answers, prefix):
    one.client.create(ORDER, CALLBACK, payer="c")
    token = json.loads(next((one.state / "gateways").glob("bkash-token-*.json")).read_text())["token"]["id_token"]
    body = {
        "mode": "0011", "payerReference": "c", "callbackURL": CALLBACK, "amount": "1150.00", "currency": "BDT", "intent": "sale",
        "merchantInvoiceNumber": "INV2", **what,
    }  # fmt: skip
    headers = {"Authorization": prefix + token, "X-APP-Key": catalogue.BKASH["app_key"], "Content-Type": "application/json"}
    url = f"{one.running.origin}/v1.2.0-beta/tokenized/checkout/create"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        assert json.loads(answer.read())["statusCode"] == answers


def test_an_invoice_that_was_paid_is_a_duplicate(one):
    paid(one)
    with pytest.raises(Refused, match="2029") as refused:
        one.client.create(ORDER, CALLBACK, payer="customer-1")
    assert refused.value.next == "look for the first one"


CHILD = """
import json, sys
from decimal import Decimal
from pathlib import Path
from prohori.gateways.bkash import Bkash
from prohori.gateways.connection import NotReachable
from prohori.gateways.credentials import parse
from prohori.gateways.payments import Order
client = Bkash(parse(json.loads(sys.stdin.readline())).bkash, Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(client.create(Order(invoice=sys.argv[2], amount=Decimal(10)), "https://shop.example/", payer="c").payment_id)
"""


def test_processes_that_begin_at_once_ask_for_one_token(one):
    one.running.faults.add("grant:latency=1000*1")
    given = json.dumps({"bkash": catalogue.client_settings(one.running)})
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(one.state), f"INV{number}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=PROJECT,
        )
        for number in range(4)
    ]  # fmt: skip
    for child in children:
        child.stdin.write(f"{given}\n")
        child.stdin.flush()
    assert {child.stdout.readline() for child in children} == {"ready\n"}
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    answers = {child.communicate(timeout=60)[0] for child in children}
    assert len(answers) == 4
    assert one.gateway.grants == 1


def token_file(one):
    return next((one.state / "gateways").glob("bkash-token-*.json"))


def test_the_token_lies_in_a_file_that_nobody_else_can_read(one):
    one.client.create(ORDER, CALLBACK, payer="c")
    assert token_file(one).stat().st_mode & 0o777 == 0o600
    assert token_file(one).parent.stat().st_mode & 0o777 == 0o700


def test_the_token_is_renewed_after_fifty_minutes_and_not_before(tmp_path):
    clock = Clock()
    with simulated("bkash", tmp_path / "state", clock=clock) as one:
        for seconds, grants in ((0, 1), (2990, 1), (20, 2), (2990, 2), (20, 3)):
            clock.ahead += seconds
            one.gateway.advance(seconds)
            one.client.create(ORDER, CALLBACK, payer="c")
            assert one.gateway.grants == grants


def test_a_third_token_within_an_hour_is_not_even_asked_for(tmp_path):
    clock = Clock()
    with simulated("bkash", tmp_path / "state", clock=clock) as one:
        for _ in range(2):
            one.client.create(ORDER, CALLBACK, payer="c")
            one.gateway.expire_tokens()
        with pytest.raises(Throttled, match="two tokens an hour") as refused:
            one.client.create(ORDER, CALLBACK, payer="c")
        assert 3000 < refused.value.retry_after <= 3600
        again = Bkash(one.settings, one.state, clock=clock)  # a restart does not forget
        with pytest.raises(Throttled):
            again.create(ORDER, CALLBACK, payer="c")
        assert one.gateway.grants == 2
        clock.ahead += 3601
        one.gateway.advance(3601)
        assert again.create(ORDER, CALLBACK, payer="c").payment_id


def test_a_grant_whose_answer_is_lost_counts(one):
    one.running.faults.add("grant:answer-lost*2")
    for _ in range(2):
        with pytest.raises(NotReachable):
            one.client.create(ORDER, CALLBACK, payer="c")
    with pytest.raises(Throttled):
        one.client.create(ORDER, CALLBACK, payer="c")
    assert one.gateway.grants == 2


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"token": {"id_token": 1}, "asked_at": []}', b"[]"])
def test_a_torn_token_file_costs_a_token_and_nothing_else(one, content):
    one.client.create(ORDER, CALLBACK, payer="c")
    token_file(one).write_bytes(content)
    assert one.client.create(ORDER, CALLBACK, payer="c").payment_id
    assert one.gateway.grants == 2


def test_a_token_file_that_leads_elsewhere_is_replaced_and_not_followed(one, tmp_path):
    one.client.create(ORDER, CALLBACK, payer="c")
    elsewhere, file = tmp_path / "elsewhere", token_file(one)
    elsewhere.write_text("untouched")
    file.unlink()
    os.symlink(elsewhere, file)
    one.client.create(ORDER, CALLBACK, payer="c")
    assert (elsewhere.read_text(), file.is_symlink()) == ("untouched", False)


def test_times_are_read_as_bkash_writes_them():
    assert moment_of("2026-09-18T06:00:19:952 GMT+0600").isoformat() == "2026-09-18T06:00:19.952000+06:00"
    for wrong in ("2026-09-18T06:00:19.952 GMT+0600", "2026-13-18T06:00:19:952 GMT+0600", "2026-09-18T06:00:19:952 GMT+0600\n", ""):
        assert moment_of(wrong) is None


@pytest.mark.parametrize("wrong", [1150.0, "১১৫০", "1150.001", "1e3", "-1", " 1", "1\n", "", True, None, "NaN", "01"])
def test_an_amount_that_is_not_exact_is_refused(wrong):
    with pytest.raises(ValueError, match="amount"):
        taka(wrong)


@pytest.mark.parametrize("answer", [
    {}, {"bkashURL": "x"}, {"paymentID": "", "bkashURL": "x"}, {"paymentID": {}, "bkashURL": "x"}, {"paymentID": None, "bkashURL": "x"},
])  # fmt: skip
def test_an_answer_without_what_the_protocol_has_is_not_conforming(one, answer):
    one.client.create(ORDER, CALLBACK, payer="c")
    one.gateway._create = lambda *_: Reply(answer)
    with pytest.raises(NotConforming, match="is not the protocol's"):
        one.client.create(ORDER, CALLBACK, payer="c")
    assert one.verdicts[1] == "no"


@pytest.mark.parametrize(("given", "place"), [
    ({"bkash": {"username": "u"}}, "gateways.bkash.password"), ({"bkash": {**catalogue.BKASH, "orgin": "x"}}, "gateways.bkash.orgin"),
    ({"bkash": {**catalogue.BKASH, "timeout_seconds": 600}}, "gateways.bkash.timeout_seconds"), ({"paypal": {}}, "gateways.paypal"),
])  # fmt: skip
def test_settings_that_are_wrong_name_the_place_and_no_value(given, place):
    with pytest.raises(SettingsError, match=f"`{place}`") as wrong:
        parse(given)
    assert catalogue.BKASH["password"] not in str(wrong.value)


def test_more_is_not_paid_back_than_was_paid_and_one_name_is_paid_back_once(one):
    orders = BkashOrders(one.client, one.state)
    one.gateway.confirm(orders.begin(ORDER, CALLBACK, payer="c").payment_id)
    with pytest.raises(UsageError, match="Only a completed payment"):
        orders.refund(ORDER, "return-1", Decimal(10), reason="x")
    orders.settle(ORDER)
    assert [orders.refund(ORDER, "return-1", Decimal(1000), reason="x").state for _ in range(3)] == [RefundState.done] * 3
    with pytest.raises(UsageError, match=r"150\.00 of 1150\.00 is left"):
        orders.refund(ORDER, "return-2", Decimal("150.01"), reason="x")
    with pytest.raises(UsageError, match=r"was 1000\.00"):
        orders.refund(ORDER, "return-1", Decimal(10), reason="x")
    assert one.running.ledger.refunded(ORDER.invoice) == 1000


def test_an_invoice_number_of_another_order_is_refused_and_a_second_begin_gives_the_same_payment(one):
    orders = BkashOrders(one.client, one.state)
    first = orders.begin(ORDER, CALLBACK, payer="c")
    assert orders.begin(ORDER, CALLBACK, payer="c").payment_id == first.payment_id
    with pytest.raises(UsageError, match="is another one"):
        orders.begin(ORDER.model_copy(update={"amount": Decimal(2)}), CALLBACK, payer="c")
    one.gateway.confirm(first.payment_id, "cancel")
    assert orders.settle(ORDER).state == "not paid"
    assert orders.begin(ORDER, CALLBACK, payer="c").payment_id != first.payment_id


def test_a_note_that_cannot_be_read_stops_the_order_and_says_what_to_do(one):
    orders = BkashOrders(one.client, one.state)
    orders.begin(ORDER, CALLBACK, payer="c")
    note = next((one.state / "gateways" / "bkash-orders").glob("*.json"))
    note.write_text("{")
    with pytest.raises(SettingsError, match="ask the gateway for the order's state before you move the file away"):
        orders.begin(ORDER, CALLBACK, payer="c")


def test_a_wrong_route_is_told_in_the_words_of_the_gateway(one):
    one.client._routes = {**one.client._routes, "create": "/v1.2.0-beta/checkout/payment/create"}
    with pytest.raises(NotConforming, match="status 403: `Missing Authentication Token`"):
        one.client.create(ORDER, CALLBACK, payer="c")


UNNAMED = {"refundTrxID": "R1", "refundAmount": "400.00", "transactionStatus": "Completed"}


@pytest.mark.parametrize("listed", [
    {}, {"refundTransactions": None}, {"refundTrxID": "R1", "refundAmount": "400.00"}, {"refundTransactions": [UNNAMED]},
    {"refundTransactions": [{"sku": "return-1"}]}, {"refundTransactions": {}},
], ids=["no list", "null", "one without a list", "one without a name", "one without an amount", "an object"])  # fmt: skip
def test_a_list_of_refunds_that_does_not_say_that_ours_was_not_made_is_no_leave_to_make_it_again(tmp_path, listed):
    clock = Clock()
    with simulated("bkash", tmp_path / "state", clock=clock) as one:
        orders = BkashOrders(one.client, one.state, clock=clock)
        one.gateway.confirm(orders.begin(ORDER, CALLBACK, payer="c").payment_id)
        orders.settle(ORDER)
        one.gateway._refund_status = lambda *_: Reply(listed)
        one.running.faults.add("refund:answer-lost*1")
        for _ in range(3):
            assert orders.refund(ORDER, "return-1", Decimal(400), reason="x").state is RefundState.unknown
            clock.ahead += 600
        assert (one.running.ledger.refunded(ORDER.invoice), one.running.ledger.repeated("refund")) == (400, 0)
