"""An analyser of tests, which does what the file says: it stands for a parser that a hostile file has in its hands."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable


def _loop() -> None:
    while True:
        pass


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def _garbage() -> None:
    for descriptor in range(3, 20):  # one of them leads to whoever asked
        try:
            os.write(descriptor, b"\0garbage" * 100)
        except OSError:
            continue


def _peek() -> None:
    open("/etc/hostname").close()


def _print() -> None:
    for _ in range(1000):
        os.write(1, b"noise" * 100)
        os.write(2, b"noise" * 100)


DEEDS: dict[bytes, Callable[[], object]] = {
    b"loop": _loop,
    b"sleep": lambda: time.sleep(600),
    b"allocate": _allocate,
    b"exit": lambda: os._exit(7),
    b"segfault": lambda: ctypes.string_at(0),
    b"raise": lambda: 1 // 0,
    b"leave": lambda: sys.exit(0),
    b"garbage": _garbage,
    b"peek": _peek,
    b"fork": lambda: os.fork(),
    b"print": _print,
}


class Obedient:
    name = "obedient"

    def run(self, path: str, content: bytes) -> dict[str, object]:
        deed = content.strip()
        if deed in DEEDS:
            DEEDS[deed]()
        return {
            "path": path, "length": len(content), "endless": deed == b"endless", "nonsense": deed == b"nonsense",
            "environment": sorted(os.environ) if deed == b"environment" else [],
            "prefect": "prefect" in sys.modules, "process": os.getpid(),
        }  # fmt: skip

    def dump(self, result: dict[str, object]) -> bytes:
        if result["endless"]:
            return b"x" * (1 << 25)
        return b"nonsense" if result["nonsense"] else json.dumps(result).encode()

    def load(self, stored: bytes) -> dict[str, object]:
        loaded: dict[str, object] = json.loads(stored)
        return loaded
