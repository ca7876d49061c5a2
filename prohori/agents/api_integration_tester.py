"""Probes one gateway of the operator's settings by conditions that are data, and answers three questions apart.

It declares `effects`: it uses the network. A gateway that gives no answer is a `TransientError`, so that it is tried again; the
report goes with it. Everything else that is wrong with it is a finding.
"""

from __future__ import annotations

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.allowance import Allowance
from prohori.gateways.conditions import Judgement, judge
from prohori.gateways.connection import BadCertificate, NotHttp, NotReachable, Untrusted
from prohori.gateways.exchange import Answer, ask
from prohori.gateways.probes import SETTING, Probe, parse
from prohori.gateways.results import conditions_of, findings_of, latency_of, metrics_of, now, stated, summary_of
from prohori.model import Coverage, Fact, Job, Metric, ProbeResult, Report, Skipped, Verdict, report
from prohori.simulators import local_targets
from prohori.snapshot.protocol import Reads

AGENT = "api-integration-tester"
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
    result = ProbeResult(
        name=name, kind="http", at=now(), answered=True, target=probe.shown, operations=(probe.method,), simulated=simulated
    )
    try:
        answer, judged = _asked(probe, allowance)
    except NotReachable as error:
        fault = f"{error.what[0].lower()}{error.what[1:]}{f' ({error.why})' if error.why else ''}"
        judged = Judgement.of_fault("reachable", "gateway-reachable", fault)
        error.report = _report(result.model_copy(update={"answered": False, "conditions": conditions_of(judged, stated(probe))}), None)
        raise
    found = {
        "conditions": conditions_of(judged, stated(probe)), "clock_skew_seconds": _rounded(judged.clock_skew_seconds, 1),
        "latency": latency_of([answer.milliseconds["latency"]]) if answer else None,
        "answered": answer is not None or "gateway-http" in judged.judged,
        "certificate_days": _rounded(answer.certificate_days, 2) if answer else None,
    }  # fmt: skip
    return _report(result.model_copy(update=found), answer)


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


def _report(result: ProbeResult, answer: Answer | None) -> Report:
    source = "the local stand-in's conditions" if result.simulated else f"conditions of probe `{result.name}` in `{SETTING}`"
    judged = [one for one in result.conditions if one.verdict is not Verdict.not_evaluated]
    unjudged = [one for one in result.conditions if one.verdict is Verdict.not_evaluated]
    coverage = Coverage(
        probes=1, rules=tuple(sorted({one.rule for one in judged})),
        not_evaluated=tuple(Skipped(subject=f"{result.name}: {one.rule}", reason=one.why) for one in unjudged),
    )  # fmt: skip
    return report(
        AGENT, f"{result.name}{f' ({STAND_IN})' if result.simulated else ''}: {summary_of(result)}", findings=findings_of(result, source),
        metrics=metrics_of(result) | _metrics(answer), coverage=coverage, measured_at=result.at, simulated=result.simulated,
        probes=(result,),
    )  # fmt: skip


def _metrics(answer: Answer | None) -> dict[str, Metric]:
    if answer is None:
        return {}
    took = {name: Metric(value=round(took, 3), unit="ms", samples=1) for name, took in answer.milliseconds.items()}
    body = Metric(value=len(answer.body), unit="bytes", samples=1)
    return {"status": Metric(value=answer.status, unit="HTTP status"), "body": body, **took}


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
