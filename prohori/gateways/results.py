"""What a probe found, as data: each condition with its verdict, the samples, and the findings that follow from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from prohori.gateways.conditions import CLOCK_SECONDS, Judgement
from prohori.gateways.probes import Expect, Field_, Probe
from prohori.model import QUESTIONS, Condition, Finding, Latency, Metric, ProbeResult, Question, Severity, Verdict, finding
from prohori.performance.samples import interquartile_range, nearest_rank

_ASKED: dict[str, Question] = {
    "gateway-reachable": "reachable", "gateway-status": "conforming", "gateway-field": "conforming", "gateway-clock": "sane",
}  # fmt: skip
"""The question of a rule that could not be judged."""


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def latency_of(samples_ms: Sequence[float]) -> Latency | None:
    """None where nothing was answered."""
    if not samples_ms:
        return None
    kept = tuple(round(one, 3) for one in samples_ms)
    return Latency(samples_ms=kept, p50=nearest_rank(kept, 0.5), p95=nearest_rank(kept, 0.95))


def conditions_of(judged: Judgement, stated: Mapping[str, str]) -> tuple[Condition, ...]:
    """One for each rule that was asked or could not be. `stated`: how a rule reads as a condition, where it has another form."""
    found = []
    for rule, question in sorted(judged.judged.items()):
        why = "; ".join(dict.fromkeys(fault.message for fault in judged.faults if fault.rule == rule))
        verdict = Verdict.failed if why else Verdict.passed
        found.append(Condition(condition=stated.get(rule, rule), question=question, verdict=verdict, rule=rule, why=why))
    for rule, why in sorted(judged.unjudged.items()):
        question = _ASKED.get(rule, "conforming")
        found.append(Condition(condition=stated.get(rule, rule), question=question, verdict=Verdict.not_evaluated, rule=rule, why=why))
    return tuple(found)


def stated(probe: Probe) -> dict[str, str]:
    """The conditions of a request, by the rule that judges each."""
    expect = probe.expect
    written = {
        "gateway-reachable": "answered == true", "gateway-certificate": "certificate_valid == true",
        "gateway-redirect": "redirected == false", "gateway-status": _status(expect.status),
        "gateway-json": "body is JSON", "gateway-body-size": f"body_bytes <= {expect.max_bytes}",
        "gateway-clock": f"clock_skew_seconds <= {CLOCK_SECONDS}",
    }  # fmt: skip
    optional: dict[str, tuple[object, Callable[[Expect], str]]] = {
        "gateway-latency": (expect.latency_ms, lambda it: f"latency <= {it.latency_ms:g}"),
        "gateway-certificate-days": (expect.certificate_days, lambda it: f"certificate_days >= {it.certificate_days:g}"),
        "gateway-content-type": (expect.content_type, lambda it: f'content_type == "{it.content_type}"'),
        "gateway-field": (expect.fields, lambda it: " and ".join(_field(*one) for one in sorted(it.fields.items()))),
    }
    return written | {rule: shown(expect) for rule, (given, shown) in optional.items() if given not in (None, {})}


def _status(wanted: Sequence[int]) -> str:
    return f"status == {wanted[0]}" if len(wanted) == 1 else f"status in {list(wanted)}" if len(wanted) < 10 else "status is expected"


def _field(pointer: str, wanted: Field_) -> str:
    return f"{pointer} matches {json.dumps(wanted.matches)}" if wanted.matches is not None else f"{pointer} == {json.dumps(wanted.equals)}"


def findings_of(result: ProbeResult, source: str) -> list[Finding]:
    """One for each condition that does not hold."""
    shown = f"{result.name} (simulated)" if result.simulated else result.name
    evidence = shown if result.simulated else f"{result.name} {result.target}".strip()
    failed = (one for one in result.conditions if one.verdict is Verdict.failed)
    return [finding(one.rule, Severity.major, f"{shown}: {one.why}", evidence=evidence, source=source) for one in failed]


def summary_of(result: ProbeResult) -> str:
    """The three questions, each with what does not hold."""
    said = []
    for question in QUESTIONS:
        faults = [one.why for one in result.conditions if one.question == question and one.verdict is Verdict.failed]
        if faults:
            said.append(f"not {question} ({', '.join(faults)})")
        else:
            said.append(question if result.verdict(question) is Verdict.passed else f"{question}: not judged")
    return "; ".join(said)


def metrics_of(result: ProbeResult) -> dict[str, Metric]:
    """The answers to the three questions, and what was measured."""
    found: dict[str, Metric] = {
        question: Metric(value=result.verdict(question) is Verdict.passed, unit="yes = 1")
        for question in QUESTIONS
        if result.verdict(question) is not Verdict.not_evaluated
    }
    if result.latency is not None:
        samples = result.latency.samples_ms
        spread = round(interquartile_range(samples), 3)
        for name, value in (("latency_p50", result.latency.p50), ("latency_p95", result.latency.p95)):
            found[name] = Metric(value=value, unit="ms", samples=len(samples), spread=spread)
    if result.certificate_days is not None:
        found["certificate"] = Metric(value=result.certificate_days, unit="days", samples=1)
    if result.clock_skew_seconds is not None:
        found["clock_skew"] = Metric(value=result.clock_skew_seconds, unit="s", samples=1)
    return found
