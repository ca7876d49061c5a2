"""Who may speak through bkash's webhook, and how often something is heard."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from prohori.errors import SettingsError
from prohori.gateways.bkash_webhook import NotBkash, Subscription, Webhook
from prohori.gateways.connection import NotReachable
from prohori.gateways.credentials import BkashSettings
from prohori.simulators import catalogue
from prohori.simulators.authority import rsa_key, self_signed
from prohori.simulators.bkash import Bkash
from tests.simulated import CALLBACK, ORDER, simulated

AMAZON = "https://sns.ap-southeast-1.amazonaws.com"
PAID = json.dumps(
    {"trxID": "8A00ABCD", "transactionStatus": "Completed", "amount": "1150", "currency": "BDT", "merchantInvoiceNumber": "INV1"}
)
SETTINGS = BkashSettings.model_validate(catalogue.BKASH)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def message(origin=AMAZON, **more):
    return Bkash(SETTINGS).signed({"Type": "Notification", "Message": PAID, **more}, origin)


@pytest.fixture
def webhook(tmp_path):
    """Amazon's certificate is the simulator's, and fetched from nowhere."""
    return Webhook(SETTINGS, tmp_path, certificate=lambda _: self_signed(rsa_key("sns")))


def test_a_transaction_is_fresh_once_whatever_message_tells_of_it(tmp_path, webhook):
    told, again = message(), message()
    first = webhook.receive(told.headers, told.body)
    assert (first.fresh, first.trx_id, first.amount, first.invoice, first.simulated) == (True, "8A00ABCD", 1150, "INV1", False)
    assert not webhook.receive(told.headers, told.body).fresh
    assert not webhook.receive(again.headers, again.body).fresh
    restarted = Webhook(SETTINGS, tmp_path, certificate=lambda _: self_signed(rsa_key("sns")))
    assert not restarted.receive(told.headers, told.body).fresh


def test_of_many_at_once_one_is_fresh(webhook):
    told, heard = message(), []
    threads = [threading.Thread(target=lambda: heard.append(webhook.receive(told.headers, told.body).fresh)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == [False] * 15 + [True]


@pytest.mark.parametrize("url", [
    "https://sns.ap-southeast-1.amazonaws.com.evil.example/x.pem", "https://evil.example/sns.ap-southeast-1.amazonaws.com/x.pem",
    "http://sns.ap-southeast-1.amazonaws.com/x.pem", "https://sns.ap-southeast-1.amazonaws.com:8443/x.pem",
    "https://user@sns.ap-southeast-1.amazonaws.com/x.pem", "https://sns.ap-southeast-1.amazonaws.com/x.crt",
    "https://snsXap-southeast-1.amazonaws.com/x.pem", "https://sns.ap-southeast-1.amazonaws.com\n/x.pem", "https://127.0.0.1/x.pem", "",
    "https://sns.ap-southeast-1.amazonaws.com@evil.example/x.pem", "https://s3.amazonaws.com/bucket/x.pem", "https://[/x.pem",
])  # fmt: skip
def test_a_certificate_that_is_not_at_amazon_is_not_even_fetched(tmp_path, url):
    fetched = []
    webhook = Webhook(SETTINGS, tmp_path, certificate=lambda url: fetched.append(url) or self_signed(rsa_key("sns")))
    told = message(SigningCertURL=url)
    with pytest.raises(NotBkash, match="is not at Amazon"):
        webhook.receive(told.headers, told.body)
    assert fetched == []


@pytest.mark.parametrize("host", ["sns.ap-southeast-1.amazonaws.com", "sns.cn-north-1.amazonaws.com.cn"])
def test_amazons_own_hosts_are_taken(webhook, host):
    told = message(SigningCertURL=f"https://{host}/SimpleNotificationService-1.pem")
    assert webhook.receive(told.headers, told.body).fresh


@pytest.mark.parametrize(("change", "why"), [
    ({"TopicArn": "arn:aws:sns:ap-southeast-1:666666666666:mine"}, "of another topic"),
    ({"Timestamp": stamp(datetime.now(UTC) - timedelta(days=8))}, "not of these days"),
    ({"Timestamp": stamp(datetime.now(UTC) + timedelta(hours=1))}, "not of these days"),
    ({"Timestamp": "yesterday"}, "cannot be read"),
    ({"SignatureVersion": "3"}, "not one of SNS"), ({"Signature": "!"}, "signature"), ({"Signature": ""}, "signature"),
    ({"Type": "UnsubscribeConfirmation"}, "not one of SNS"), ({"Message": "{}"}, "signature"),
])  # fmt: skip
def test_a_message_that_is_rightly_signed_by_somebody_else_or_changed_is_not_believed(webhook, change, why):
    told = message(**{name: value for name, value in change.items() if name in ("TopicArn", "Timestamp")})
    body = json.dumps({**json.loads(told.body), **change}).encode()
    with pytest.raises(NotBkash, match=why):
        webhook.receive(told.headers, body)


@pytest.mark.parametrize(
    "said", ["{}", "paid", json.dumps({**json.loads(PAID), "amount": "1150.005"}), json.dumps({**json.loads(PAID), "trxID": ""})]
)
def test_a_message_without_a_transaction_is_not_believed(webhook, said):
    told = message(Message=said)
    with pytest.raises(NotBkash, match="fields of a transaction"):
        webhook.receive(told.headers, told.body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"x" * 400_000, b"[" * 100_000, b"\xff"])
def test_what_is_not_of_sns_is_not_believed(webhook, body):
    with pytest.raises(NotBkash, match="not one of SNS"):
        webhook.receive({}, body)


def test_a_header_that_names_another_type_is_not_believed(webhook):
    with pytest.raises(NotBkash, match="another type"):
        webhook.receive({"x-amz-sns-message-type": "SubscriptionConfirmation"}, message().body)


@pytest.mark.parametrize(("days", "key"), [(-400, "sns"), (0, "forger")])
def test_a_certificate_that_has_ended_or_is_another_one_is_not_believed(tmp_path, days, key):
    certificate = self_signed(rsa_key(key), datetime.now(UTC) + timedelta(days=days))
    told = message()
    with pytest.raises(NotBkash):
        Webhook(SETTINGS, tmp_path, certificate=lambda _: certificate).receive(told.headers, told.body)


def test_a_subscription_is_confirmed_at_amazon_only(webhook):
    def asked(url):
        return Bkash(SETTINGS).signed({"Type": "SubscriptionConfirmation", "Message": "…", "Token": "t", "SubscribeURL": url}, AMAZON)

    told = asked(f"{AMAZON}/?Action=ConfirmSubscription&Token=t")
    assert isinstance(webhook.receive(told.headers, told.body), Subscription)
    elsewhere = asked("https://evil.example/?Action=ConfirmSubscription")
    with pytest.raises(NotBkash, match="does not lead to Amazon"):
        webhook.receive(elsewhere.headers, elsewhere.body)


def test_without_a_topic_there_is_no_webhook(tmp_path):
    with pytest.raises(SettingsError, match="a message of any AWS account would be believed"):
        Webhook(SETTINGS.model_copy(update={"webhook_topic": ""}), tmp_path)


def test_only_a_simulator_on_this_machine_may_sign_in_amazons_place(tmp_path):
    with pytest.raises(SettingsError, match="on this machine"):
        Webhook(SETTINGS.model_copy(update={"webhook_certificates": "https://sns.evil.example"}), tmp_path)


def test_what_was_heard_is_forgotten_only_when_no_message_can_be_that_old(tmp_path):
    now = [datetime.now(UTC).timestamp()]
    webhook = Webhook(SETTINGS, tmp_path, certificate=lambda _: self_signed(rsa_key("sns")), clock=lambda: now[0])
    told = message()
    assert webhook.receive(told.headers, told.body).fresh
    now[0] += 6 * 86400
    assert (webhook.forget_old(), webhook.receive(told.headers, told.body).fresh) == (0, False)
    now[0] += 3 * 86400
    assert webhook.forget_old() == 2


class Listener(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.heard.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.mark.parametrize("fault", ["", "execute:duplicate-callback"])
def test_the_simulator_sends_its_message_to_the_merchant_who_verifies_it_with_the_certificate_it_serves(tmp_path, fault):
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        server.heard = []
        url = f"http://127.0.0.1:{server.server_port}/webhook"
        with simulated("bkash", tmp_path / "state", *filter(None, [fault]), webhook=url) as one:
            created = one.client.create(ORDER, CALLBACK, payer="customer-1")
            one.gateway.confirm(created.payment_id)
            one.client.execute(created.payment_id, ORDER)
            webhook = Webhook(one.settings, one.state)
            server.timeout = 10
            heard = []
            for _ in range(2 if fault else 1):
                server.handle_request()
                headers, body = server.heard[-1]
                heard.append(webhook.receive(headers, body))
    assert [notice.fresh for notice in heard] == [True, False][: len(heard)]
    assert all(notice.simulated and notice.invoice == ORDER.invoice for notice in heard)


def test_where_the_certificate_cannot_be_fetched_the_message_may_be_sent_again(tmp_path):
    with simulated("bkash", tmp_path / "state") as one:
        told = one.gateway.signed({"Type": "Notification", "Message": PAID}, one.running.origin)
        webhook = Webhook(one.settings, one.state)
    with pytest.raises(NotReachable):
        webhook.receive(told.headers, told.body)
