"""Requests, timed: from sending to the last byte of the answer, on one connection that the warm-up has opened."""

from __future__ import annotations

import time

import httpx

from prohori.allowance import Allowance
from prohori.errors import TransientError
from prohori.performance.measure import Samples
from prohori.performance.samples import Limits, collect
from prohori.performance.targets import HttpTarget

MOST_BYTES = 50_000_000


def http_samples(name: str, target: HttpTarget, limits: Limits, allowance: Allowance) -> Samples:
    """Raises `TransientError` where the host gives no answer at all: a time without an answer is no measurement."""
    statuses: list[int] = []

    def once() -> float:
        allowance.refuse(f"target `{name}`")
        started = time.perf_counter()
        statuses.append(_status(client, target))
        return (time.perf_counter() - started) * 1000

    with httpx.Client(timeout=target.timeout_seconds, follow_redirects=False, trust_env=False) as client, allowance.wakes(client.close):
        try:
            milliseconds = collect(once, limits)
        except (httpx.HTTPError, RuntimeError) as error:  # the second: closed from another thread
            allowance.refuse(f"target `{name}`")
            why = str(error) or type(error).__name__
            raise TransientError(f"target `{name}` gives no answer", where=target.url, why=why, next="is it up?") from None
    failed = sum(status != target.status for status in statuses[-len(milliseconds) :])
    return Samples(milliseconds, failed=failed)


def _status(client: httpx.Client, target: HttpTarget) -> int:
    read = 0
    with client.stream("GET", target.url) as answer:
        for piece in answer.iter_raw():
            read += len(piece)
            if read > MOST_BYTES:
                raise httpx.ReadError(f"the answer is larger than {MOST_BYTES:,} bytes")
    return answer.status_code
