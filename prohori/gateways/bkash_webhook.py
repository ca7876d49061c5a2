"""bKash's webhook: AWS SNS messages. Whose they are, that they are whole, and that each payment is heard once.

SNS signs for every AWS account, so a valid signature alone says nothing about bKash: the topic must be the one that bKash gave. The
certificate is fetched only from Amazon's own hosts. SNS delivers again until it is answered, so a repetition is answered like the
first and marked as not fresh; what is older than the memory of what was heard is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import ipaddress
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pydantic import Field, ValidationError

from prohori.allowance import Allowance
from prohori.errors import PermanentError, SettingsError
from prohori.gateways.calls import Endpoint, Received
from prohori.gateways.credentials import BkashSettings
from prohori.gateways.exchange import ask
from prohori.gateways.payments import Taka
from prohori.model import Fact
from prohori.settings import private_folder

AMAZON = re.compile(r"sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?")
REMEMBERED_DAYS = 7
AHEAD_SECONDS = 300
MOST_BYTES = 300_000
"""SNS messages have at most 256 kB."""
_SIGNED: dict[str, tuple[str, ...]] = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
_HASHES: dict[str, hashes.HashAlgorithm] = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303  # SNS's own


class NotBkash(PermanentError):
    """The message is not to be believed. Answer it with 403, and do nothing."""


class _Envelope(Received):
    Type: Literal["Notification", "SubscriptionConfirmation"]
    MessageId: Annotated[str, Field(min_length=1, max_length=200)]
    TopicArn: str
    Message: str
    Timestamp: str
    SignatureVersion: Literal["1", "2"]
    Signature: str
    SigningCertURL: str
    SubscribeURL: str = ""


class _Message(Received):
    trxID: Annotated[str, Field(min_length=1, max_length=100)]
    transactionStatus: str
    amount: Taka
    currency: str
    merchantInvoiceNumber: str = ""
    transactionReference: str = ""
    transactionType: str = ""


class Notice(Fact):
    """What bKash says happened. Ask for the transaction before anything is delivered: it says nothing of refunds since."""

    message_id: str
    fresh: bool
    """Whether neither this message nor this transaction in this state was heard before. For what may be done once only: a process that
    dies after it heard this will not hear it as fresh again, so what must be done (`settle`) is done for either."""
    trx_id: str
    status: str
    amount: Taka
    currency: str
    invoice: str
    simulated: bool


class Subscription(Fact):
    """bKash's topic asks to be confirmed by a GET of `url`, which is Amazon's."""

    message_id: str
    url: str


class Webhook:
    def __init__(
        self,
        settings: BkashSettings,
        state: Path,
        *,
        certificate: Callable[[str], bytes] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`certificate` fetches one in another way than the network. Raises `SettingsError` without a topic."""
        if not settings.webhook_topic:
            why = "without it, a message of any AWS account would be believed"
            raise SettingsError("The webhook has no topic", where="`gateways.bkash.webhook_topic`", why=why, next="give the ARN from bKash")
        self._topic, self._simulator, self._clock = settings.webhook_topic, _local(settings.webhook_certificates), clock
        self._ca_file = settings.ca_file
        self._fetch = certificate or self._fetched
        self._certificates: dict[str, rsa.RSAPublicKey] = {}
        self._heard = private_folder(state / "gateways" / "bkash-heard")

    def receive(self, headers: Mapping[str, str], body: bytes) -> Notice | Subscription:
        """Raises `NotBkash`; `NotReachable` where Amazon's certificate cannot be fetched (answer with 503, SNS sends it again)."""
        envelope, signed = _parsed(headers, body)
        if envelope.TopicArn != self._topic:
            raise NotBkash("A webhook message is of another topic", why="anybody with an AWS account can send signed ones")
        self._check_age(envelope)
        self._verify(envelope, signed)
        if envelope.Type == "SubscriptionConfirmation":
            if not self._amazon(envelope.SubscribeURL):
                raise NotBkash("The link of a subscription does not lead to Amazon")
            return Subscription(message_id=envelope.MessageId, url=envelope.SubscribeURL)
        return self._notice(envelope)

    def _check_age(self, envelope: _Envelope) -> None:
        try:
            sent = datetime.strptime(envelope.Timestamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise NotBkash("The time of a webhook message cannot be read") from None
        age = self._clock() - sent
        if not -AHEAD_SECONDS <= age < REMEMBERED_DAYS * 86400:
            raise NotBkash("A webhook message is not of these days", why=f"its age is {age / 86400:.1f} days; it may be a repetition")

    def _verify(self, envelope: _Envelope, signed: bytes) -> None:
        if not self._amazon(envelope.SigningCertURL, ending=".pem"):
            raise NotBkash("The certificate of a webhook message is not at Amazon", why="whoever signs would bring the key along")
        key = self._certificates.get(envelope.SigningCertURL) or _public_key(self._fetch(envelope.SigningCertURL), self._clock())
        try:
            signature = base64.b64decode(envelope.Signature, validate=True)
            key.verify(signature, signed, padding.PKCS1v15(), _HASHES[envelope.SignatureVersion])
        except (InvalidSignature, binascii.Error, ValueError):
            raise NotBkash("The signature of a webhook message is wrong") from None
        self._certificates[envelope.SigningCertURL] = key

    def _amazon(self, url: str, ending: str = "") -> bool:
        """Of Amazon's own host, or of the simulator that the operator named."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        if not parts.path.endswith(ending) or "@" in parts.netloc or not url.isascii() or not url.isprintable():
            return False
        if self._simulator and f"{parts.scheme}://{parts.netloc}" == self._simulator:
            return True
        return parts.scheme == "https" and port in (None, 443) and AMAZON.fullmatch(parts.hostname or "") is not None

    def _fetched(self, url: str) -> bytes:
        origin = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        simulated = origin == self._simulator
        endpoint = Endpoint(origin=origin, local=simulated, ca_file=self._ca_file if simulated else None, timeout_seconds=10)
        answer = ask(endpoint.probe(url, None), Allowance())
        if answer.status != 200:
            raise NotBkash("The certificate of a webhook message is not there", why=f"status {answer.status}")
        return answer.body

    def _notice(self, envelope: _Envelope) -> Notice:
        try:
            said = _Message.model_validate_json(envelope.Message)
        except ValidationError:
            raise NotBkash("A webhook message has not the fields of a transaction") from None
        first = self._first(f"message {envelope.MessageId}")
        first &= self._first(f"transaction {said.trxID} {said.transactionStatus} {said.transactionType}")
        return Notice(
            message_id=envelope.MessageId, fresh=first, trx_id=said.trxID, status=said.transactionStatus, amount=said.amount,
            currency=said.currency, invoice=said.merchantInvoiceNumber or said.transactionReference, simulated=said.simulated,
        )  # fmt: skip

    def _first(self, subject: str) -> bool:
        """Whether nobody, in any process, heard of it before: the file system lets one of them make the file."""
        path = self._heard / hashlib.sha256(subject.encode()).hexdigest()
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            return False
        except OSError as error:
            raise SettingsError(
                "A webhook message cannot be remembered", where=str(path), why=error.strerror or "", next="make room"
            ) from None
        return True

    def forget_old(self) -> int:
        """Removes what is older than any message that is taken, and counts it."""
        old = [path for path in self._heard.iterdir() if self._clock() - path.stat().st_mtime > (REMEMBERED_DAYS + 1) * 86400]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def _parsed(headers: Mapping[str, str], body: bytes) -> tuple[_Envelope, bytes]:
    """The envelope, and the text that was signed."""
    try:
        given: dict[str, Any] = json.loads(body) if len(body) <= MOST_BYTES else {}
        envelope = _Envelope.model_validate(given)
    except (ValueError, RecursionError):
        raise NotBkash("A webhook message is not one of SNS") from None
    kind = {name.lower(): value for name, value in headers.items()}.get("x-amz-sns-message-type", "")
    if kind != envelope.Type:
        raise NotBkash("A webhook message's header names another type than its body")
    names = [name for name in _SIGNED[envelope.Type] if isinstance(given.get(name), str)]
    return envelope, "".join(f"{name}\n{given[name]}\n" for name in names).encode()


def _public_key(pem: bytes, now: float) -> rsa.RSAPublicKey:
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        key = certificate.public_key()
    except ValueError:
        raise NotBkash("The certificate of a webhook message cannot be read") from None
    if not certificate.not_valid_before_utc.timestamp() <= now <= certificate.not_valid_after_utc.timestamp():
        raise NotBkash("The certificate of a webhook message is not valid today")
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotBkash("The certificate of a webhook message has no RSA key")
    return key


def _local(origin: str | None) -> str | None:
    """The simulator's origin. Raises `SettingsError` for one that is not on this machine."""
    if origin is None:
        return None
    try:
        loopback = ipaddress.ip_address(urlsplit(origin).hostname or "").is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        next_ = "remove it: Amazon's certificates need no setting"
        raise SettingsError(
            "Only a simulator on this machine may sign in Amazon's place", where="`gateways.bkash.webhook_certificates`", next=next_
        )
    return origin.rstrip("/")
