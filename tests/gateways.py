"""A gateway of a test: a real server on 127.0.0.1 that does to each connection what the test says, in plain or over TLS."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Behaviour = Callable[[socket.socket], None]


@contextmanager
def gateway(behaviour: Behaviour, tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[str]:
    """Yields the URL. The request has been read when `behaviour` is called, unless `at_once`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, behaviour, tls, at_once), daemon=True).start()
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.getsockname()[1]}/"


def _serve(server: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None, at_once: bool) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_one, args=(connection, behaviour, tls, at_once), daemon=True).start()


def _one(connection: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None, at_once: bool) -> None:
    with connection, contextlib.suppress(OSError):
        secured = tls.wrap_socket(connection, server_side=True) if tls else connection
        with secured:
            read = b""
            while not at_once and b"\r\n\r\n" not in read and (piece := secured.recv(65536)):
                read += piece
            behaviour(secured)


def says(
    body: bytes = b'{"status": "up"}', status: str = "200 OK", *, after: float = 0, date: float | None = None, **headers: str
) -> Behaviour:
    """An answer. `date` is an offset of its clock in seconds; headers are written `content_type`."""
    given = {"content_type": "application/json", "content_length": str(len(body)), "connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]

    def behaviour(connection: socket.socket) -> None:
        time.sleep(after)
        clock = f"date: {formatdate(time.time() + (date or 0), usegmt=True)}"
        connection.sendall("\r\n".join([f"HTTP/1.1 {status}", clock, *lines, "", ""]).encode() + body)

    return behaviour


def raw(*pieces: bytes, pause: float = 0) -> Behaviour:
    """These bytes one after another, then the end."""

    def behaviour(connection: socket.socket) -> None:
        for piece in pieces or (b"",):
            connection.sendall(piece)
            time.sleep(pause)

    return behaviour


def endless(connection: socket.socket) -> None:
    """A body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n")
    while True:
        connection.sendall(b" " * 65536)


class Authority:
    """A certificate authority of its own, and servers' certificates by it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._signed(self._name, self._key, days=3650, ca=True))

    def server(self, *, days: float = 365, host: str = "127.0.0.1") -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(x509.Name([]), key, days=days, host=host)
        file = self._folder / f"server-{host}-{days}.pem"
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.write_bytes(certificate + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: float, ca: bool = False, host: str = "") -> bytes:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=30))
        builder = builder.not_valid_after(now + timedelta(days=days))
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        if host:
            alternative = x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
            builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=not name.rdns)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def up(**fields: object) -> bytes:
    return json.dumps({"status": "up", **fields}).encode()
