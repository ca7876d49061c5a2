"""Signatures, sealed data and hashes, checked with openssl and hashlib and not with our own code."""

import base64
import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from pydantic import SecretStr

from prohori.gateways.bkash_webhook import NotBkash, Webhook
from prohori.gateways.calls import NotConforming
from prohori.gateways.credentials import BkashSettings, NagadSettings
from prohori.gateways.exchange import Answer
from prohori.gateways.nagad import Nagad
from prohori.gateways.sslcommerz import NotSslcommerz, verified, verify_sign
from prohori.simulators import catalogue
from prohori.simulators.authority import pem, public_pem, rsa_key
from tests.simulated import DETAILS, ORDER, simulated


def openssl(*arguments, given=b""):
    return subprocess.run(["openssl", *map(str, arguments)], input=given, capture_output=True, check=True, timeout=20).stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Key files as openssl makes them: the merchant's, Nagad's, SNS's with a certificate."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("merchant", "nagad", "sns"):
        openssl("genrsa", "-out", folder / f"{name}.pem", "2048")
        openssl("rsa", "-in", folder / f"{name}.pem", "-pubout", "-out", folder / f"{name}.pub")
    openssl("req", "-x509", "-new", "-key", folder / "sns.pem", "-subj", "/CN=sns", "-days", "30", "-out", folder / "sns.crt")
    return folder


@pytest.fixture
def keys(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "keys"))


def signed(keys, name, text, digest="sha256"):
    return base64.b64encode(openssl("dgst", f"-{digest}", "-sign", keys / f"{name}.pem", given=text)).decode()


def is_signed(keys, name, text, signature):
    (keys / "signature").write_bytes(base64.b64decode(signature))
    return b"Verified OK" in openssl("dgst", "-sha256", "-verify", keys / f"{name}.pub", "-signature", keys / "signature", given=text)


def sealed(keys, name, text):
    padded = ("-pkeyopt", "rsa_padding_mode:pkcs1")
    return base64.b64encode(openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", keys / f"{name}.pub", *padded, given=text)).decode()


def opened(keys, name, data):
    padded = ("-pkeyopt", "rsa_padding_mode:pkcs1")
    return openssl("pkeyutl", "-decrypt", "-inkey", keys / f"{name}.pem", *padded, given=base64.b64decode(data))


def nagad(keys, answer, bare=False):
    """A client with openssl's keys; what it sends is kept, and `answer` is what it gets."""
    private, public = (keys / "merchant.pem").read_text(), (keys / "nagad.pub").read_text()
    if bare:  # as Nagad's portal hands them out
        private, public = ("".join(line for line in text.splitlines() if "-----" not in line) for text in (private, public))
    settings = NagadSettings(merchant_id="600000000000001", merchant_private_key=SecretStr(private), gateway_public_key=SecretStr(public))
    sent = []

    def send(probe, allowance, call):
        sent.append(json.loads(call.content))
        headers = {"content-type": "application/json", "date": datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")}
        return Answer(200, headers, json.dumps(answer).encode(), False, {"latency": 1.0})

    return Nagad(settings, send=send), sent


@pytest.mark.parametrize("bare", [False, True], ids=["PEM", "bare base64"])
def test_openssl_opens_and_verifies_what_the_client_sends_to_nagad(keys, bare):
    plain = json.dumps({"paymentReferenceId": "REF1", "challenge": "c0ffee"}).encode()
    answer = {"sensitiveData": sealed(keys, "merchant", plain), "signature": signed(keys, "nagad", plain)}
    client, sent = nagad(keys, answer, bare)
    session = client.initialize(ORDER)
    assert (session.payment_ref_id, session.challenge.get_secret_value()) == ("REF1", "c0ffee")
    text = opened(keys, "nagad", sent[0]["sensitiveData"])
    assert is_signed(keys, "merchant", text, sent[0]["signature"])
    said = json.loads(text)
    assert {name: said[name] for name in ("merchantId", "orderId")} == {"merchantId": "600000000000001", "orderId": ORDER.invoice}
    assert len(said["challenge"]) == 40
    assert said["datetime"] == sent[0]["dateTime"]
    assert abs(datetime.strptime(said["datetime"] + "+0600", "%Y%m%d%H%M%S%z").timestamp() - datetime.now(UTC).timestamp()) < 60


def test_an_answer_of_nagad_that_another_key_signed_is_not_believed(keys):
    plain = json.dumps({"paymentReferenceId": "REF1", "challenge": "c0ffee"}).encode()
    client, _ = nagad(keys, {"sensitiveData": sealed(keys, "merchant", plain), "signature": signed(keys, "sns", plain)})
    with pytest.raises(NotConforming, match="cannot be opened and verified"):
        client.initialize(ORDER)


def test_openssl_opens_and_verifies_what_the_simulated_nagad_answers(tmp_path, keys):
    with simulated("nagad", tmp_path / "state") as one:
        (keys / "merchant.pem").write_text(pem(rsa_key("merchant")))
        (keys / "nagad.pub").write_text(public_pem(rsa_key("nagad")))
        answers = []
        real = one.client.api._send
        one.client.api._send = lambda *given: answers.append(real(*given)) or answers[-1]
        one.client.initialize(ORDER)
    answer = json.loads(answers[0].body)
    text = opened(keys, "merchant", answer["sensitiveData"])
    assert is_signed(keys, "nagad", text, answer["signature"])
    assert json.loads(text)["simulated"] is True


NOTICE = {"trxID": "8A00ABCD", "transactionStatus": "Completed", "amount": "100", "currency": "BDT", "merchantInvoiceNumber": "INV1001"}
CERTIFICATE_URL = "https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-0123456789.pem"


def sns(keys, version, **more):
    """A message as SNS documents it: the fields in the order of the alphabet, each name and each value on a line of its own."""
    envelope = {
        "Message": json.dumps(NOTICE), "MessageId": "m-1", "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "TopicArn": catalogue.BKASH["webhook_topic"], "Type": "Notification", **more,
    }  # fmt: skip
    text = "".join(f"{name}\n{envelope[name]}\n" for name in sorted(envelope)).encode()
    signature = signed(keys, "sns", text, {"1": "sha1", "2": "sha256"}[version])
    return {**envelope, "SignatureVersion": version, "Signature": signature, "SigningCertURL": CERTIFICATE_URL}


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("more", [{}, {"Subject": "paid"}], ids=["no subject", "subject"])
def test_a_message_that_openssl_signed_as_sns_does_is_believed_and_a_changed_one_is_not(keys, version, more):
    webhook = Webhook(BkashSettings.model_validate(catalogue.BKASH), keys / "state", certificate=lambda _: (keys / "sns.crt").read_bytes())
    message, headers = sns(keys, version, **more), {"X-Amz-Sns-Message-Type": "Notification"}
    assert webhook.receive(headers, json.dumps(message).encode()).fresh
    changed = {**message, "Message": message["Message"].replace("100", "900")}
    with pytest.raises(NotBkash, match="signature"):
        webhook.receive(headers, json.dumps(changed).encode())


@pytest.mark.parametrize("version", ["1", "2"])
def test_openssl_verifies_what_the_simulated_sns_signs(tmp_path, keys, version):
    with simulated("bkash", tmp_path / "state") as one:
        given = {"Type": "Notification", "Message": "{}"}
        message = json.loads(one.gateway.signed(given, one.running.origin, version=version).body)
    names = ("Message", "MessageId", "Timestamp", "TopicArn", "Type")
    text = "".join(f"{name}\n{message[name]}\n" for name in names).encode()
    (keys / "key.pub").write_text(public_pem(rsa_key("sns")))
    (keys / "signature").write_bytes(base64.b64decode(message["Signature"]))
    digest = {"1": "-sha1", "2": "-sha256"}[version]
    assert b"Verified OK" in openssl("dgst", digest, "-verify", keys / "key.pub", "-signature", keys / "signature", given=text)


VECTOR = {"amount": "1150.00", "currency": "BDT", "status": "VALID", "tran_id": "TEST-TRAN-0001", "val_id": "TESTVAL0001"}


def test_verify_sign_is_the_published_algorithm():
    secret = hashlib.md5(b"synthetic-store-password").hexdigest()
    text = "&".join(f"{name}={value}" for name, value in sorted({**VECTOR, "store_passwd": secret}.items()))
    assert hashlib.md5(text.encode()).hexdigest() == "781719b0c9aadfcccbf62fef9452e153"
    password = SecretStr("synthetic-store-password")
    assert verify_sign(VECTOR, list(VECTOR), password) == "781719b0c9aadfcccbf62fef9452e153"
    message = {**VECTOR, "verify_key": ",".join(VECTOR), "verify_sign": "781719b0c9aadfcccbf62fef9452e153"}
    assert verified(message, password)
    assert not verified({**message, "amount": "1150.01"}, password)
    assert not verified(message, SecretStr("another-password"))


def test_hashlib_makes_the_sign_that_the_simulated_sslcommerz_sends(tmp_path):
    with simulated("sslcommerz", tmp_path / "state") as one:
        session = one.client.session(ORDER, DETAILS)
        message = {name: values[0] for name, values in parse_qs(one.gateway.pay(session.key).body.decode(), keep_blank_values=True).items()}
    secret = hashlib.md5(catalogue.SSLCOMMERZ["store_password"].encode()).hexdigest()
    fields = {name: message[name] for name in message["verify_key"].split(",")} | {"store_passwd": secret}
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    assert hashlib.md5(text.encode()).hexdigest() == message["verify_sign"]


@pytest.mark.parametrize("change", [
    lambda fields: fields.pop("verify_sign"),
    lambda fields: fields.update(verify_key="amount,currency"),  # a signature over something else than what is used
    lambda fields: fields.update(verify_key=fields["verify_key"] + ",missing"),
    lambda fields: fields.update(verify_key=fields["verify_key"] + ",store_passwd", store_passwd="x"),
    lambda fields: fields.update(tran_id="OTHER"),
], ids=["no sign", "status not signed", "a key that is not there", "its own password", "another order"])  # fmt: skip
def test_an_ipn_whose_sign_does_not_cover_what_is_used_is_not_believed(tmp_path, change):
    with simulated("sslcommerz", tmp_path / "state") as one:
        session = one.client.session(ORDER, DETAILS)
        fields = {name: values[0] for name, values in parse_qs(one.gateway.pay(session.key).body.decode(), keep_blank_values=True).items()}
        assert one.client.ipn(urlencode(fields).encode()).status == "VALID"
        change(fields)
        if fields["verify_key"] == "amount,currency":  # rightly signed, by whoever may choose the keys
            fields["verify_sign"] = verify_sign(fields, ["amount", "currency"], one.settings.store_password)
        with pytest.raises(NotSslcommerz, match="verify_sign"):
            one.client.ipn(urlencode(fields).encode())
        with pytest.raises(NotSslcommerz, match="twice"):
            one.client.ipn(urlencode([*fields.items(), ("status", "VALID")]).encode())
