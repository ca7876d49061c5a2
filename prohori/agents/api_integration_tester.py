"""Probes one gateway of the operator's settings by conditions that are data, and answers three questions apart.

It declares `effects`: it uses the network. A gateway that gives no answer is a `TransientError`, so that it is tried again; the
report goes with it. Everything else that is wrong with it is a finding.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.gateways import asking, credentials, kinds
from prohori.gateways.connection import NotReachable
from prohori.gateways.credentials import Gateways
from prohori.gateways.exchange import Answer
from prohori.gateways.kinds import AnyProbe, GatewayProbe, PortalProbe
from prohori.gateways.observation import Observation
from prohori.gateways.results import findings_of, metrics_of, summary_of
from prohori.model import Coverage, Fact, Job, Metric, ProbeResult, Report, Skipped, Verdict, report
from prohori.simulators import catalogue, local_targets
from prohori.simulators.in_process import simulated
from prohori.snapshot.protocol import Reads

AGENT = "api-integration-tester"
STAND_IN = "simulated: a simulator answered, not the gateway"


class Parameters(Fact):
    probe: str = Field(min_length=1)


def run(job: Job, reads: Reads) -> Report:
    """One report on one probe. Where nothing is configured at all, a simulator is asked and the report is labelled so."""
    name = parameters_of(job, Parameters, next=f"`probe` names one of `{kinds.SETTING}`").probe
    probes, gateways = kinds.parse(reads.setting(kinds.SETTING)), credentials.parse(reads.secret(credentials.SETTING))
    if name in probes:
        return _report(_asked(name, probes[name], gateways, reads))
    if name in catalogue.NAMES and getattr(gateways, name):
        return _report(_asked(name, GatewayProbe.model_validate({"kind": name}), gateways, reads))
    if not probes and not gateways.model_fields_set and name in (*catalogue.NAMES, *local_targets.NAMES):
        return _report(_simulated(name, reads))
    known = ", ".join(f"`{one}`" for one in probes) or "none is"
    return report(AGENT, f"Probe `{name}` is not configured ({known} in `{kinds.SETTING}`): nothing was asked.", coverage=Coverage())


def _asked(name: str, probe: AnyProbe, gateways: Gateways, reads: Reads) -> Observation:
    if isinstance(probe, GatewayProbe):
        return asking.gateway(name, probe, gateways, Path(str(reads.setting("state_dir"))), reads.allowance)
    if isinstance(probe, PortalProbe):
        return asking.portal(name, probe, reads.allowance)
    return asking.http(name, probe, reads.allowance)


def _simulated(name: str, reads: Reads) -> Observation:
    """The token of a simulator that is gone is worth nothing, so its folder goes with it."""
    if name in local_targets.NAMES:
        with local_targets.served(name) as page:
            portal = PortalProbe(kind="portal", portal=local_targets.NAMES[name], at=page)
            return asking.portal(name, portal, reads.allowance, simulated=True)
    with simulated(name) as (_, gateways), tempfile.TemporaryDirectory(prefix="prohori-simulated-") as folder:
        probe = GatewayProbe.model_validate({"kind": name})
        return asking.gateway(name, probe, gateways, Path(folder), reads.allowance, simulated=True)


def _report(seen: Observation) -> Report:
    """Raises `NotReachable`, which has the report, where nothing answered and a retry may mend it."""
    result = seen.result()
    made = _made(result, seen.last)
    if seen.lost and not seen.answered:
        error = seen.lost[0]
        raised = NotReachable(error.what, where=error.where, why=error.why, next=error.next)
        raised.report = made
        raise raised
    return made


def _made(result: ProbeResult, last: Answer | None) -> Report:
    source = "the simulator's conditions" if result.simulated else f"conditions of probe `{result.name}` in `{kinds.SETTING}`"
    judged = [one for one in result.conditions if one.verdict is not Verdict.not_evaluated]
    unjudged = [one for one in result.conditions if one.verdict is Verdict.not_evaluated]
    coverage = Coverage(
        probes=int(result.answered is not None), rules=tuple(sorted({one.rule for one in judged})),
        not_evaluated=tuple(Skipped(subject=f"{result.name}: {one.condition}", reason=one.why) for one in unjudged),
    )  # fmt: skip
    said = f"{result.name}{f' ({STAND_IN})' if result.simulated else ''}: {summary_of(result)}"
    said += f"; what it does is {result.access}, and was not asked" if result.access else ""
    return report(
        AGENT, said, findings=findings_of(result, source), metrics=metrics_of(result) | _metrics(last), coverage=coverage,
        measured_at=result.at, simulated=result.simulated, probes=(result,),
    )  # fmt: skip


def _metrics(answer: Answer | None) -> dict[str, Metric]:
    """Of the last answer."""
    if answer is None:
        return {}
    took = {name: Metric(value=round(took, 3), unit="ms", samples=1) for name, took in answer.milliseconds.items()}
    body = Metric(value=len(answer.body), unit="bytes", samples=1)
    return {"status": Metric(value=answer.status, unit="HTTP status"), "body": body, **took}
