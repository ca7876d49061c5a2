"""Hosts and routes of different products in one client: they do not answer each other's calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.gateway_code import GatewayCode
from prohori.codebase.review_source import Hit
from prohori.model import Confidence

RULE = "gateway.route-mix"
_TOKENIZED_HOST = re.compile(r"tokenized\.(?:sandbox|pay)\.bka\.sh")
_IFRAME_HOST = re.compile(r"checkout\.(?:sandbox|pay)\.bka\.sh")
_TOKENIZED_ROUTE = re.compile(r"tokenized/checkout|tokenized-checkout")
_IFRAME_ROUTE = re.compile(
    r"(?<![\w-])checkout/(?:payment/(?:create|execute|query|capture|void)|token/grant)|['\"`}]/?payment/(?:create|execute|query)\b"
)
_V2 = re.compile(r"tokenized-checkout|['\"`/]v2\b")
_ZEROES = re.compile(r"['\"]0000['\"]")
_NAGAD = (
    (re.compile(r"api\.mynagad\.com(?::\d+)?/remote-payment-gateway"), "Nagad's live host has no `remote-payment-gateway-1.0` in its path"),
    (re.compile(r"sandbox\.mynagad\.com(?::\d+)?/api/dfs"), "Nagad's sandbox needs `remote-payment-gateway-1.0` before `/api/dfs`"),
)


def route_hits(code: GatewayCode) -> Iterator[Hit]:
    if "nagad" in code.gateways:
        for wrong, message in _NAGAD:
            yield from (code.hit(RULE, match.start(), message, Confidence.high) for match in wrong.finditer(code.text))
    if "bkash" in code.gateways:
        yield from _bkash(code)


def _bkash(code: GatewayCode) -> Iterator[Hit]:
    text = code.text
    hosts = (_TOKENIZED_HOST.search(text), _IFRAME_HOST.search(text))
    tokenized = _TOKENIZED_ROUTE.search(text)
    iframe = next((m for m in _IFRAME_ROUTE.finditer(text) if not text[: m.start()].endswith("tokenized/")), None)
    if iframe and not hosts[1] and (hosts[0] or tokenized) and not _V2.search(text):
        message = (
            "a route of bKash's older checkout on the tokenized product: `/create`, `/execute` and `/payment/status` are the tokenized ones"
        )
        yield code.hit(RULE, iframe.start(), message, Confidence.high)
    if tokenized and hosts[1] and not hosts[0]:
        yield code.hit(RULE, tokenized.start(), "a tokenized route on the host of bKash's older checkout", Confidence.high)
    if iframe and hosts[1] and not hosts[0] and not tokenized and (zeroes := _ZEROES.search(text)):
        message = "bKash's older checkout has no `statusCode` in its successes: look at `transactionStatus`"
        yield code.hit(RULE, zeroes.start(), message)
