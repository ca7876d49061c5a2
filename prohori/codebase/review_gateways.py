"""Whether an ERP's own clients of bKash, Nagad and SSLCommerz keep to what these gateways ask of a merchant.

A decision is looked for where it is made: a part of the file that marks an order as paid. What it calls in the file counts as its own; a
check that stands in another file is not seen, so what a rule needs to be absent is looked for in names of functions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from prohori.codebase.gateway_code import Attempt, GatewayCode, Part, decided, speaks_of_a_gateway
from prohori.codebase.gateway_protocols import (
    AMOUNT_COMPARED,
    ASKED_AGAIN,
    CREATE,
    CURRENCY_COMPARED,
    EXECUTE,
    EXECUTE_CALL,
    FAILED,
    GRANT,
    HTTP_SUCCESS,
    JUDGED,
    KEPT,
    QUERY,
    VALIDATE,
    VALIDATED,
    VERIFIED_SIGN,
    VERIFY,
)
from prohori.codebase.review_facts import FileFacts, GatewayFacts, Place
from prohori.codebase.review_gateway_fields import field_hits
from prohori.codebase.review_gateway_routes import route_hits
from prohori.codebase.review_gateway_signing import signing_hits
from prohori.codebase.review_gateway_time import clocks, sets_zone
from prohori.codebase.review_source import Hit, Source
from prohori.model import Confidence

HTTP, UNCOMPARED, UNVERIFIED = "gateway.http-success", "gateway.amount-unchecked", "gateway.ipn-unverified"
NO_QUERY, FAILED_UNASKED, GRANTS = "gateway.no-query", "gateway.failed-unasked", "gateway.token-each-request"
LOCAL_TIME = "gateway.local-time"
_FROM_OUTSIDE = re.compile(
    r"req(?:uest)?\.|\$_(?:POST|REQUEST|GET)|\$request|@Body|@Query|->(?:input|post|get)\(|form_dict|\bbody\b|\bpayload\b|\bform\b|\bIpn\b"
)
_MIDDLEWARE = re.compile(r"\bnext\(\s*\)|\$next\(\$request\)")
_OF_AN_IPN = re.compile(r"\bval_?id\b|\btran_?id\b", re.IGNORECASE)
_OPENS = re.compile(r"gwprocess|make_?payment\s*\(|\binit(?:iate)?\w*\s*\(|create_?session\s*\(", re.IGNORECASE)
_SAID_AMOUNT = re.compile(
    r"(\$?\b\w*amount\w*)\s*=\s*(?:\$_(?:POST|REQUEST|GET)\[|\$request->|\$this->input->post\(|req(?:uest)?\.(?:body|query|POST|GET|form|data)\b|body\.|form\.get|form\[)",
    re.IGNORECASE,
)
_HASH_CHECK_OFF = re.compile(r"\bverify_hash['\"]?\s*(?:=>|[:=])\s*(?:false|False|0)\b")


def gateway_hits(source: Source) -> list[Hit]:
    code = _code(source)
    if code is None:
        return []
    hits = [*route_hits(code), *field_hits(code), *signing_hits(code)]
    for part in code.parts:
        hits += _decision(code, part)
    if "sslcommerz" in code.gateways:
        message = "the library's check of `verify_sign` is turned off here: turn it on"
        hits += (code.hit(UNVERIFIED, match.start(), message) for match in _HASH_CHECK_OFF.finditer(code.text))
    if "bkash" in code.gateways:
        hits += (hit for attempt in code.attempts for hit in _lost_answer(code, attempt))
        hits += _grants(code)
    return hits


def gateway_facts(source: Source) -> GatewayFacts:
    """What the file says to the rules that need the whole repository."""
    code = _code(source)
    zone = sets_zone(source.text)
    if code is None:
        return GatewayFacts(dhaka=zone)
    bkash = "bkash" in code.gateways
    found = next((match for match in EXECUTE.finditer(code.text)), None) if bkash else None
    executes = (
        _place(code, found.start()) if found is not None and GRANT.search(code.text[found.start() : found.end() + 8]) is None else None
    )
    return GatewayFacts(
        executes=executes, asks=bkash and QUERY.search(code.text) is not None, dhaka=zone,
        clocks=tuple(Place(line=line, evidence=shown, sure=sure) for line, shown, sure in clocks(code)),
    )  # fmt: skip


def gateway_hits_between(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Hit]]:
    if not any(one.gateway.asks for one in facts.values()):
        message = (
            "this payment is executed, and nothing in the repository asks bKash for its state: an answer that is lost leaves it undecided"
        )
        for path, one in facts.items():
            if (place := one.gateway.executes) is not None:
                yield path, Hit(NO_QUERY, place.line, message, place.evidence, Confidence.medium)
    dhaka = any(one.gateway.dhaka for one in facts.values())
    for path, one in facts.items():
        for place in one.gateway.clocks:
            if place.sure or not dhaka:
                message = "Nagad takes the time in Dhaka; this is UTC's or the server's: read the clock in Asia/Dhaka"
                yield path, Hit(LOCAL_TIME, place.line, message, place.evidence, Confidence.high if place.sure else Confidence.medium)


def _code(source: Source) -> GatewayCode | None:
    kept: dict[str, GatewayCode | None] = source.kept
    if "gateway" not in kept:
        code = GatewayCode(source) if speaks_of_a_gateway(source.path, source.lower) else None
        kept["gateway"] = code if code is not None and code.gateways else None
    return kept["gateway"]


def _place(code: GatewayCode, at: int) -> Place:
    hit = code.hit(NO_QUERY, at, "")
    return Place(line=hit.line, evidence=hit.evidence)


def _decision(code: GatewayCode, part: Part) -> Iterator[Hit]:
    """Rules of the places that mark an order as paid."""
    paid = decided(part.text)
    if paid is None:
        return
    said, reached = code.said(part), code.reached(part)
    from_ipn = "sslcommerz" in code.gateways and all(word.search(said) for word in (_OF_AN_IPN, _FROM_OUTSIDE)) and not _OPENS.search(said)
    asks = EXECUTE.search(said) or EXECUTE_CALL.search(said) or VERIFY.search(said) or VALIDATE.search(said)
    by_http = HTTP_SUCCESS.search(part.text) if asks else None
    judged = JUDGED.search(reached)
    if by_http and not judged:
        message = "success is judged by HTTP alone: the gateway answers 200 to a refused payment too; look at the answer's own status"
        yield code.hit(HTTP, part.start + by_http.start(), message)
    if from_ipn and not VERIFIED_SIGN.search(reached):
        yield _unverified(code, part, validated=VALIDATED.search(reached) is not None, at=paid)
    if not (judged or by_http or from_ipn):
        return
    if said_amount := _compared_with_itself(reached):
        message = f"the amount that the message itself says (`{said_amount}`) is checked, and not the order's"
        yield code.hit(UNCOMPARED, part.start + paid, message)
    elif not AMOUNT_COMPARED.search(_without_requests(reached)):
        message = "an order is marked as paid without comparing the amount paid with its own: a payment of one taka would do"
        yield code.hit(UNCOMPARED, part.start + paid, message)
    elif "sslcommerz" in code.gateways and from_ipn and not CURRENCY_COMPARED.search(reached):
        message = "the amount is compared, its currency is not: SSLCommerz takes other currencies too"
        yield code.hit(UNCOMPARED, part.start + paid, message, Confidence.low)


def _unverified(code: GatewayCode, part: Part, *, validated: bool, at: int) -> Hit:
    if validated:
        message = "`verify_sign` is not checked: whoever knows a `val_id` can send this message; only the validator is asked"
        return code.hit(UNVERIFIED, part.start + at, message, Confidence.low)
    message = "anybody can send this message: check `verify_sign`, then ask the validator about `val_id`"
    return code.hit(UNVERIFIED, part.start + at, message, Confidence.high)


def _compared_with_itself(text: str) -> str:
    """The amount that is taken from the message and handed to the vendor's check as the order's."""
    taken = _SAID_AMOUNT.search(text)
    if taken is None:
        return ""
    name = taken[1]
    return name if re.search(rf"valid\w*\([^;\n]*{re.escape(name)}\b", text, re.IGNORECASE) else ""


def _without_requests(text: str) -> str:
    """Arrows of functions and of PHP's arrays and members are no comparisons."""
    return re.sub(r"[=-]>", "  ", text)


def _lost_answer(code: GatewayCode, attempt: Attempt) -> Iterator[Hit]:
    if not (EXECUTE.search(attempt.tried) or EXECUTE_CALL.search(attempt.tried)):
        return
    *functions, whole = code.parts
    part = next((one for one in functions if one.start <= attempt.start < one.start + len(one.text)), whole)
    rest = code.text[attempt.end : part.start + len(part.text)]
    if QUERY.search(rest):
        return
    for start, handler in attempt.handlers:
        if FAILED.search(handler) and not ASKED_AGAIN.search(handler):
            message = (
                "an execute without an answer is called failed here; the money may have moved: ask bKash for the payment's state first"
            )
            yield code.hit(FAILED_UNASKED, start, message, Confidence.high)


def _grants(code: GatewayCode) -> Iterator[Hit]:
    for part in code.parts:
        found = GRANT.search(code.said(part))
        if found is None or (not part.name and not _is_argument(part.text[: found.start()])):
            continue
        callers = code.callers(part)
        asks = any(what.search(code.said(one)) for one in (part, *callers) for what in (CREATE, EXECUTE, QUERY))
        if (asks or _MIDDLEWARE.search(part.text)) and not any(KEPT.search(one.text) for one in (part, *callers)):
            message = (
                "a token is asked for with each request; bKash gives two an hour and then blocks: keep it for 50 minutes, for all processes"
            )
            at = GRANT.search(part.text)
            yield code.hit(GRANTS, part.start + (at.start() if at else 0), message)


def _is_argument(before: str) -> bool:
    """Whether what comes next stands in the parentheses of a call, and not in a list of routes."""
    depth = 0
    for character in reversed(before[-400:]):
        depth += (character in ")]}") - (character in "([{")
        if depth < 0:
            return character == "("
    return False
