"""Probes gateways of the operator's settings by conditions that are data, and answers three questions apart.

It declares `effects`: it uses the network. A gateway that gives no answer is a `TransientError`, so that it is tried again; the
report goes with it. Everything else that is wrong with it is a finding.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from prohori.agents.job_parameters import parameters_of
from prohori.gateways import asking, credentials, kinds
from prohori.gateways.connection import NotReachable
from prohori.gateways.credentials import Gateways
from prohori.gateways.exchange import Answer
from prohori.gateways.kinds import AnyProbe, GatewayProbe, PortalProbe, SqlProbe, TcpProbe
from prohori.gateways.observation import Observation
from prohori.gateways.results import findings_of, metrics_of, summary_of
from prohori.gateways.sql import sql
from prohori.model import Coverage, Fact, Job, Metric, ProbeResult, Report, Skipped, Verdict, report
from prohori.simulators import catalogue, local_targets
from prohori.simulators.in_process import simulated
from prohori.snapshot.protocol import Reads

AGENT = "api-integration-tester"
STAND_IN = "simulated: a simulator answered, not the gateway"


class Parameters(Fact):
    probe: str = ""
    probes: tuple[str, ...] | Literal["*"] = ()
    in_flight: Annotated[int, Field(ge=1, le=64)] = 32

    @model_validator(mode="after")
    def _one_or_several(self) -> Parameters:
        if bool(self.probe) == bool(self.probes):
            raise ValueError("give `probe` or `probes`")
        return self


def run(job: Job, reads: Reads) -> Report:
    """One report. Where nothing is configured at all, a simulator is asked in a probe's place and the report is labelled so."""
    asked = parameters_of(job, Parameters, next=f"`probe` names one of `{kinds.SETTING}`, `probes` several, or `*`")
    configured, gateways = reads.setting(kinds.SETTING) or {}, credentials.parse(reads.secret(credentials.SETTING))
    names = (asked.probe,) if asked.probe else tuple(configured if asked.probes == "*" else dict.fromkeys(asked.probes))
    probes = kinds.parse({name: configured[name] for name in names if name in configured})
    nothing = not configured and not gateways.model_fields_set
    if len(names) == 1:
        seen = [_seen(names[0], probes, gateways, reads, simulating=nothing)]
    else:
        with ThreadPoolExecutor(asked.in_flight) as threads:
            seen = list(threads.map(lambda name: _seen(name, probes, gateways, reads, simulating=nothing), names))
    return _report([one for one in seen if one], [name for name, one in zip(names, seen, strict=True) if one is None], configured)


def _seen(name: str, probes: Mapping[str, AnyProbe], gateways: Gateways, reads: Reads, *, simulating: bool) -> Observation | None:
    """None where it is not configured."""
    if name in probes:
        return _asked(name, probes[name], gateways, reads)
    if name in catalogue.NAMES and getattr(gateways, name):
        return _asked(name, GatewayProbe.model_validate({"kind": name}), gateways, reads)
    if simulating and name in (*catalogue.NAMES, *local_targets.NAMES):
        return _simulated(name, reads)
    return None


def _asked(name: str, probe: AnyProbe, gateways: Gateways, reads: Reads) -> Observation:
    if isinstance(probe, GatewayProbe):
        return asking.gateway(name, probe, gateways, Path(str(reads.setting("state_dir"))), reads.allowance)
    if isinstance(probe, PortalProbe):
        return asking.portal(name, probe, reads.allowance)
    if isinstance(probe, TcpProbe):
        return asking.tcp(name, probe, reads.allowance)
    if isinstance(probe, SqlProbe):
        return sql(name, probe, reads.allowance)
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


def _report(seen: Sequence[Observation], unknown: Sequence[str], probes: Iterable[str]) -> Report:
    """Raises `NotReachable`, which has the report, where nobody answered and a retry may mend it."""
    results = [one.result() for one in seen]
    coverage = Coverage(
        probes=sum(one.answered is not None for one in results), rules=tuple(sorted({rule for one in results for rule in _judged(one)})),
        not_evaluated=tuple(skipped for one in results for skipped in _unjudged(one)),
    )  # fmt: skip
    known = f"{', '.join(f'`{one}`' for one in probes) or 'none is'} in `{kinds.SETTING}`"
    said = [
        *map(_said, results),
        *(f"Probe `{one}` is not configured ({known}): nothing was asked." for one in unknown),
    ]
    if unknown and results:
        listed = tuple(Skipped(subject=one, reason="the probe is not configured") for one in unknown)
        coverage = coverage.model_copy(update={"not_evaluated": (*coverage.not_evaluated, *listed)})
    metrics = {f"{one.name}.{name}": metric for one in results for name, metric in metrics_of(one).items()}
    made = report(
        AGENT, "\n".join(said) or "No probe is configured: nothing was asked.", coverage=coverage, probes=results,
        findings=[found for one in results for found in findings_of(one, _source(one))],
        metrics=metrics if len(results) > 1 else {**metrics_of(results[0]), **_metrics(seen[0].last)} if results else {},
        measured_at=results[0].at if results else None, simulated=any(one.simulated for one in results),
    )  # fmt: skip
    lost = [one.lost[0] for one in seen if one.lost and not one.answered]
    if lost and len(lost) == len(seen):
        raised = NotReachable(lost[0].what, where=lost[0].where, why=lost[0].why, next=lost[0].next)
        raised.report = made
        raise raised
    return made


def _source(result: ProbeResult) -> str:
    return "the simulator's conditions" if result.simulated else f"conditions of probe `{result.name}` in `{kinds.SETTING}`"


def _judged(result: ProbeResult) -> set[str]:
    return {one.rule for one in result.conditions if one.verdict is not Verdict.not_evaluated}


def _unjudged(result: ProbeResult) -> list[Skipped]:
    left = (one for one in result.conditions if one.verdict is Verdict.not_evaluated)
    return [Skipped(subject=f"{result.name}: {one.condition}", reason=one.why) for one in left]


def _said(result: ProbeResult) -> str:
    said = f"{result.name}{f' ({STAND_IN})' if result.simulated else ''}: {summary_of(result)}"
    return said + (f"; what it does is {result.access}, and was not asked" if result.access else "")


def _metrics(answer: Answer | None) -> dict[str, Metric]:
    """Of the last answer."""
    if answer is None:
        return {}
    took = {name: Metric(value=round(took, 3), unit="ms", samples=1) for name, took in answer.milliseconds.items()}
    body = Metric(value=len(answer.body), unit="bytes", samples=1)
    return {"status": Metric(value=answer.status, unit="HTTP status"), "body": body, **took}
