"""Faults on command: what a simulator does to an answer, where, and how often.

Written `[OPERATION:]KIND[=VALUE][*TIMES]`: `execute:answer-lost*1`, `latency=300`, `refund:code=2072`.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass

from prohori.errors import UsageError

KINDS = {
    "latency": "answers after VALUE ms",
    "jitter": "answers after 0 to VALUE ms",
    "throttled": "429 with Retry-After of VALUE s, without doing it",
    "server-error": "answers with status VALUE (default 500), without doing it",
    "code": "answers with the gateway's own code VALUE, without doing it",
    "not-received": "ends the connection without doing it",
    "answer-lost": "does it, and ends the connection",
    "late": "ends the connection, and does it after the next request",
    "half-closed": "does it, sends half of the answer and ends its side of the connection",
    "trickle": "does it, and sends a byte every VALUE ms",
    "truncated": "does it, and answers with the first half of the JSON",
    "malformed": "does it, and answers with what is not JSON",
    "wrong-type": "does it, and answers as text/html",
    "not-http": "does it, and answers with what is not HTTP",
    "empty": "does it, and answers with an empty object",
    "redirect": "does it not, and redirects to VALUE",
    "clock-skew": "its clock is VALUE s ahead",
    "other-amount": "does it, and answers with one taka more",
    "other-order": "does it, and answers with another order's number",
    "unsigned": "signs its answers and messages with another key",
    "duplicate-callback": "sends its message to the merchant twice",
    "echo": "refuses, and repeats what it was sent",
    "expired-certificate": "its TLS certificate has ended; for the whole simulator, from its start",
}
NUMBERS = frozenset({"latency", "jitter", "throttled", "server-error", "trickle", "clock-skew"})
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_WRITTEN = re.compile(r"(?:([a-z_]+|\*):)?([a-z-]+)(?:=([^*\s]+))?(?:\*([1-9][0-9]{0,5}))?")


@dataclass(frozen=True)
class Fault:
    kind: str
    operation: str = "*"
    value: str = ""
    times: int | None = None
    """How often; None for always."""

    @property
    def number(self) -> float:
        return float(self.value or (500 if self.kind == "server-error" else 0))

    def __str__(self) -> str:
        return f"{self.operation}:{self.kind}{f'={self.value}' if self.value else ''}{f'*{self.times}' if self.times else ''}"


def parse(text: str) -> Fault:
    """Raises `UsageError`."""
    parts = _WRITTEN.fullmatch(text)
    if parts is None or parts[2] not in KINDS:
        raise UsageError(f"`{text}` is not a fault", next=f"write [OPERATION:]KIND[=VALUE][*TIMES]; kinds: {', '.join(KINDS)}")
    fault = Fault(parts[2], parts[1] or "*", parts[3] or "", int(parts[4]) if parts[4] else None)
    if fault.kind in NUMBERS and not _NUMBER.fullmatch(fault.value or "0"):
        raise UsageError(f"`{text}`: the value is not a number", next="for example `latency=300`")
    return fault


class Faults:
    """The faults of one simulator, first come first taken. Thread-safe."""

    def __init__(self, *faults: Fault) -> None:
        self._lock, self._left = threading.Lock(), [(fault, fault.times) for fault in faults]

    def add(self, *faults: Fault | str) -> None:
        with self._lock:
            given = [parse(fault) if isinstance(fault, str) else fault for fault in faults]
            self._left += [(fault, fault.times) for fault in given]

    def clear(self) -> None:
        with self._lock:
            self._left = []

    def take(self, operation: str) -> dict[str, Fault]:
        """Those that strike this request, by kind; each is used up by one."""
        taken: dict[str, Fault] = {}
        with self._lock:
            left = []
            for fault, times in self._left:
                if fault.operation in ("*", operation) and fault.kind not in taken:
                    taken[fault.kind] = fault
                    times = times - 1 if times is not None else None
                if times is None or times > 0:
                    left.append((fault, times))
            self._left = left
        return taken
