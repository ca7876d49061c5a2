"""Judging an answer by conditions that are data. Three questions, apart: is it reachable, is it conforming, is it sane."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NoReturn, Self
from urllib.parse import urlsplit

import re2

from prohori.gateways.exchange import Answer
from prohori.gateways.probes import Field_, Probe
from prohori.model import Json, Question
from prohori.observe.printable import printable
from prohori.observe.redaction import excerpt

CLOCK_SECONDS = 300
"""A gateway whose clock is further off than this signs and expires tokens wrongly."""
_MISSING = object()


@dataclass(frozen=True)
class Fault:
    question: Question
    rule: str
    message: str
    """Without the gateway's name."""


@dataclass
class Judgement:
    faults: list[Fault] = field(default_factory=list)
    judged: dict[str, Question] = field(default_factory=dict)
    """Rules that were asked, whatever came out."""
    unjudged: dict[str, str] = field(default_factory=dict)
    """Rules that should have been asked and could not, with the reason."""
    clock_skew_seconds: float | None = None

    @classmethod
    def of_fault(cls, question: Question, rule: str, fault: str) -> Self:
        """Of a gateway that gave no answer to judge."""
        found = cls(unjudged=dict.fromkeys(("gateway-status", "gateway-clock"), "there was no answer to judge"))
        found.ask(rule, question, fault)
        return found

    def ask(self, rule: str, question: Question, fault: str) -> None:
        """`fault` is empty where the condition holds."""
        self.judged[rule] = question
        if fault:
            self.faults.append(Fault(question, rule, fault))


def judge(probe: Probe, answer: Answer, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Judgement:
    found, expect = Judgement(), probe.expect
    found.judged["gateway-reachable"] = "reachable"
    if answer.certificate_days is not None:
        found.judged["gateway-certificate"] = "reachable"
    if expect.certificate_days is not None and answer.certificate_days is not None:
        found.ask("gateway-certificate-days", "reachable", _days(answer.certificate_days, expect.certificate_days))
    if expect.latency_ms is not None:
        found.ask("gateway-latency", "reachable", _late(answer.milliseconds["latency"], expect.latency_ms))
    redirected = 300 <= answer.status < 400 and answer.status not in expect.status
    found.ask("gateway-redirect", "conforming", _redirect(answer) if redirected else "")
    if not redirected:
        found.ask("gateway-status", "conforming", _status(answer.status, expect.status))
    _judge_body(found, probe, answer)
    _judge_clock(found, answer, clock)
    return found


def _days(left: float, wanted: float) -> str:
    return "" if left >= wanted else f"its certificate ends in {left:.1f} days, fewer than {wanted:g}"


def _late(took: float, allowed: float) -> str:
    return "" if took <= allowed else f"it answered late: {took:.0f} ms, more than {allowed:g} ms"


def _redirect(answer: Answer) -> str:
    location = answer.headers.get("location", "")
    try:
        host = urlsplit(location).hostname
    except ValueError:
        host = None
    where = f"to {quoted(host)}" if host else "to another path of the same host" if location else "nowhere"
    return f"it redirects {where} (status {answer.status}), which is not followed"


def _status(status: int, wanted: tuple[int, ...]) -> str:
    return "" if status in wanted else f"its status is {status}, not {' or '.join(map(str, wanted))}"


def _judge_body(found: Judgement, probe: Probe, answer: Answer) -> None:
    expect = probe.expect
    if expect.content_type is not None:
        given = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        wrong = given != expect.content_type.lower()
        found.ask("gateway-content-type", "conforming", f"its content type is {quoted(given)}, not {expect.content_type}" if wrong else "")
    if probe.method == "GET":
        found.ask(
            "gateway-body-size", "sane", f"its body is larger than {expect.max_bytes} bytes; the rest was not read" if answer.cut else ""
        )
    if not expect.fields:
        return
    if answer.cut:
        found.unjudged["gateway-field"] = "the body was not read to its end"
        return
    try:
        body = json.loads(answer.body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        found.ask("gateway-json", "conforming", "its body is not JSON")
        found.unjudged["gateway-field"] = "the body is not JSON"
        return
    found.ask("gateway-json", "conforming", "")
    for pointer, wanted in sorted(expect.fields.items()):
        found.ask("gateway-field", "conforming", _field(body, pointer, wanted))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _field(body: Json, pointer: str, wanted: Field_) -> str:
    value, place = at(body, pointer), f"field `{pointer or '(the whole)'}`"
    if value is _MISSING:
        return f"its {place} is missing"
    if wanted.matches is not None:
        holds = isinstance(value, str) and re2.search(wanted.matches, value) is not None  # type: ignore[no-untyped-call]
        return "" if holds else f"its {place} is {_literal(value)}, which does not match `{wanted.matches}`"
    return "" if same(value, wanted.equals) else f"its {place} is {_literal(value)}, not {_literal(wanted.equals)}"


def at(body: Json, pointer: str) -> Json:
    """The value a JSON pointer (RFC 6901) leads to, or `_MISSING`."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(body, dict) and name in body:
            body = body[name]
        elif isinstance(body, list) and re.fullmatch(r"0|[1-9][0-9]{0,8}", name) and int(name) < len(body):
            body = body[int(name)]
        else:
            return _MISSING
    return body


def same(one: Json, other: Json) -> bool:
    """Equal as JSON: 1 is 1.0, but not true."""
    return isinstance(one, bool) == isinstance(other, bool) and not isinstance(one, dict | list) and bool(one == other)


def _judge_clock(found: Judgement, answer: Answer, clock: Callable[[], datetime]) -> None:
    text = answer.headers.get("date")
    try:
        given = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError):
        given = None
    if given is None:
        found.unjudged["gateway-clock"] = "its answer has no date that can be read" if text else "its answer has no date"
        return
    skew = (given.replace(tzinfo=given.tzinfo or UTC) - clock()).total_seconds()
    found.clock_skew_seconds = skew
    direction = "ahead" if skew > 0 else "behind"
    found.ask("gateway-clock", "sane", f"its clock is {abs(skew):.0f} s {direction} of ours" if abs(skew) > CLOCK_SECONDS else "")


def _literal(value: Json) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(text: str) -> str:
    """Text of a gateway, for a message."""
    return f"`{printable(' '.join(excerpt(text, 60, ending='…').split())).replace('`', ' ')}`"
