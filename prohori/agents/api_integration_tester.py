"""Probes one gateway of the operator's settings by conditions that are data, and answers three questions apart.

It declares `effects`: it uses the network. A gateway that gives no answer is a `TransientError`, so that it is tried again;
everything else that is wrong with it is a finding.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.allowance import Allowance
from prohori.gateways.conditions import Judgement, judge
from prohori.gateways.connection import BadCertificate, NotHttp, Untrusted
from prohori.gateways.exchange import Answer, ask
from prohori.gateways.probes import SETTING, Probe, parse
from prohori.model import Coverage, Fact, Finding, Job, Metric, Report, Severity, Skipped, finding, report
from prohori.simulators import local_targets
from prohori.snapshot.protocol import Reads

AGENT = "api-integration-tester"
QUESTIONS: tuple[Literal["reachable", "conforming", "sane"], ...] = ("reachable", "conforming", "sane")
STAND_IN = "simulated: a local stand-in answered, not the gateway"


class Parameters(Fact):
    probe: str = Field(min_length=1)


def run(job: Job, reads: Reads) -> Report:
    """One report on one probe. Where none is configured at all, a local stand-in is asked and the report is labelled so."""
    name = parameters_of(job, Parameters, next=f"`probe` names one of `{SETTING}`").probe
    probes = parse(reads.setting(SETTING))
    if name in probes:
        return _probed(name, probes[name], reads.allowance, simulated=False)
    if not probes and name in local_targets.NAMES:
        with local_targets.served(name) as probe:
            return _probed(name, probe, reads.allowance, simulated=True)
    known = ", ".join(f"`{one}`" for one in probes) or "none is"
    return report(AGENT, f"Probe `{name}` is not configured ({known} in `{SETTING}`): nothing was asked.", coverage=Coverage())


def _probed(name: str, probe: Probe, allowance: Allowance, *, simulated: bool) -> Report:
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    answer, judged = _asked(probe, allowance)
    coverage = Coverage(
        probes=1, rules=tuple(sorted(judged.judged)),
        not_evaluated=tuple(Skipped(subject=f"{name}: {rule}", reason=reason) for rule, reason in sorted(judged.unjudged.items())),
    )  # fmt: skip
    return report(
        AGENT, _summary(name, judged, simulated), findings=_findings(name, probe, judged, simulated),
        metrics=_metrics(answer, judged), coverage=coverage, measured_at=measured_at, simulated=simulated,
    )  # fmt: skip


def _asked(probe: Probe, allowance: Allowance) -> tuple[Answer | None, Judgement]:
    try:
        answer = ask(probe, allowance)
    except BadCertificate as error:
        return None, Judgement.of_fault("reachable", "gateway-certificate", f"its certificate is not valid: {error.why}")
    except Untrusted as error:
        return None, Judgement.of_fault("reachable", "gateway-tls", f"its TLS handshake fails: {error.why}")
    except NotHttp:
        return None, Judgement.of_fault("conforming", "gateway-http", "what it answers is not HTTP")
    return answer, judge(probe, answer)


def _findings(name: str, probe: Probe, judged: Judgement, simulated: bool) -> list[Finding]:
    prefix = f"{name} (simulated)" if simulated else name
    evidence = prefix if simulated else f"{name} {probe.shown}"
    source = "the local stand-in's conditions" if simulated else f"conditions of probe `{name}` in `{SETTING}`"
    return [finding(fault.rule, Severity.major, f"{prefix}: {fault.message}", evidence=evidence, source=source) for fault in judged.faults]


def _summary(name: str, judged: Judgement, simulated: bool) -> str:
    said = []
    for question in QUESTIONS:
        faults = [fault.message for fault in judged.faults if fault.question == question]
        if faults:
            said.append(f"not {question} ({', '.join(faults)})")
        else:
            said.append(question if question in judged.judged.values() else f"{question}: not judged")
    return f"{name}{f' ({STAND_IN})' if simulated else ''}: {'; '.join(said)}"


def _metrics(answer: Answer | None, judged: Judgement) -> dict[str, Metric]:
    failed = {fault.question for fault in judged.faults}
    found: dict[str, Metric] = {
        question: Metric(value=question not in failed, unit="yes = 1") for question in QUESTIONS if question in judged.judged.values()
    }
    if answer is None:
        return found
    found["status"] = Metric(value=answer.status, unit="HTTP status")
    found["body"] = Metric(value=len(answer.body), unit="bytes", samples=1)
    found |= {name: Metric(value=round(took, 3), unit="ms", samples=1) for name, took in answer.milliseconds.items()}
    if answer.certificate_days is not None:
        found["certificate"] = Metric(value=round(answer.certificate_days, 2), unit="days", samples=1)
    if judged.clock_skew_seconds is not None:
        found["clock_skew"] = Metric(value=round(judged.clock_skew_seconds, 1), unit="s", samples=1)
    return found
