"""A certificate authority of the simulators' own, and their keys. Nothing here is of use anywhere else."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
NAME = "Prohori simulators (not to be trusted)"
PEM = serialization.Encoding.PEM


@cache
def rsa_key(whose: str) -> rsa.RSAPrivateKey:
    """One for each name and process: making one takes up to a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def public_pem(key: rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def self_signed(key: rsa.RSAPrivateKey, now: datetime | None = None) -> bytes:
    """The certificate of a key that signs messages."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    return _built(name, name, key.public_key(), now or datetime.now(UTC), days=365).sign(key, hashes.SHA256()).public_bytes(PEM)


class Authority:
    """`file` is what a client trusts (`ca_file`)."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        constraint = x509.BasicConstraints(ca=True, path_length=0)
        now = datetime.now(UTC)
        builder = _built(self._name, self._name, self._key.public_key(), now, days=365).add_extension(constraint, critical=True)
        self.file = folder / "simulators-ca.pem"
        self.file.write_bytes(builder.sign(self._key, hashes.SHA256()).public_bytes(PEM))

    def server(self, *, expired: bool = False) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        builder = _built(x509.Name([]), self._name, key.public_key(), now, days=-1 if expired else 90)
        address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
        certificate = builder.add_extension(address, critical=True).sign(self._key, hashes.SHA256()).public_bytes(PEM)
        private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".pem") as file:  # the ssl module takes keys from files only
            file.write(certificate + private)
            file.flush()
            context.load_cert_chain(file.name)
        return context


def _built(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey, now: datetime, *, days: float
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=30))
    return builder.not_valid_after(now + timedelta(days=days))
