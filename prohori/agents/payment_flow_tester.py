"""Goes through one payment flow of a gateway on a simulator, from the order to the refund, and compares it with the simulator's ledger.

It declares `effects`: it uses the network. It pays on simulators alone: a real gateway is refused before anything is sent. Where no
gateway is configured it starts a simulator for the flow; else it asks the one that the setting `gateways` leads to.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.definition_errors import listed
from prohori.errors import ProhoriError, TransientError, UsageError
from prohori.gateways import credentials
from prohori.gateways.asking import OF_THE_PROTOCOL
from prohori.gateways.calls import UNANSWERED
from prohori.gateways.credentials import Gateways
from prohori.gateways.results import conditions_of
from prohori.model import Condition, Coverage, Fact, Job, Metric, Report, Severity, Skipped, Verdict, finding, report
from prohori.simulators.control import NEXT, Control
from prohori.simulators.faults import parse as parse_fault
from prohori.simulators.in_process import simulated
from prohori.simulators.merchant import listening
from prohori.simulators.payment_flows import FLOWS, LATENCY, LOSES, Client, client_of
from prohori.simulators.shop import Shop
from prohori.snapshot.protocol import Reads

AGENT = "payment-flow-tester"
CRITICAL = ("payment-once", "refund-once")
"""Money that moved twice, or not as it was said to."""


class Parameters(Fact):
    flow: str = Field(min_length=1)
    faults: tuple[str, ...] = ()


def run(job: Job, reads: Reads) -> Report:
    """One report on one flow, always of a simulator. Raises `UsageError` for a gateway that is none."""
    parameters = parameters_of(job, Parameters, next=f"`flow` is one of {listed(FLOWS)}")
    if parameters.flow not in FLOWS:
        raise UsageError(f"There is no payment flow `{parameters.flow}`", where=f"`{AGENT}`", next=f"the flows are {listed(FLOWS)}")
    gateway, flow = FLOWS[parameters.flow]
    given = credentials.parse(reads.secret(credentials.SETTING))
    if given.model_fields_set and getattr(given, gateway) is None:
        return report(AGENT, f"{gateway} is not among the configured gateways: nothing was asked.", coverage=Coverage())
    with _opened(parameters, gateway, given, reads) as shop:
        client = client_of(shop)
        try:
            shop.run(lambda it: flow(it, client))
        except TransientError as error:
            error.report = _report(parameters.flow, shop, client)
            raise
        except UNANSWERED as error:
            shop.check("payment-flow", "conforming", "the flow goes on", f"the flow ended: {_said(error)}")
        return _report(parameters.flow, shop, client)


@contextmanager
def _opened(parameters: Parameters, gateway: str, given: Gateways, reads: Reads) -> Iterator[Shop]:
    faults = tuple(map(parse_fault, parameters.faults))
    settings = getattr(given, gateway)
    with listening() as inbox:
        if settings is not None:
            _refuse_real(gateway, settings.environment)
            control = Control(gateway, settings.endpoint(gateway).origin, reads.allowance, ca_file=settings.ca_file)
            if faults:
                control.command(*map(str, faults))
            hears = gateway == "sslcommerz"  # which is told with each session where to send its message
            yield Shop(parameters.flow, given, Path(str(reads.setting("state_dir"))), control, inbox, reads.allowance, hears=hears)
            return
        with (
            tempfile.TemporaryDirectory(prefix="prohori-simulated-") as folder,
            simulated(gateway, faults=faults, webhook=inbox.url) as (running, made),
        ):
            control = Control(gateway, running.origin, reads.allowance)
            yield Shop(parameters.flow, made, Path(folder), control, inbox, reads.allowance, hears=True)


def _refuse_real(gateway: str, environment: str) -> None:
    if environment == "live":
        why = f"`gateways.{gateway}.environment` is live: money would move"
        raise UsageError(f"A payment of {gateway} is tested on a simulator only", where="`gateways`", why=why, next=NEXT)


def _report(flow: str, shop: Shop, client: Client) -> Report:
    judged = client.api.judgement
    judged.judged.pop(LATENCY, None)
    if shop.note.commanded:
        judged.faults = [fault for fault in judged.faults if fault.rule != LOSES]
    conditions = (*shop.conditions, *conditions_of(judged, OF_THE_PROTOCOL))
    failed = [one for one in conditions if one.verdict is Verdict.failed]
    left = [one for one in conditions if one.verdict is Verdict.not_evaluated]
    findings = [
        finding(
            one.rule, Severity.critical if one.rule in CRITICAL else Severity.major, f"{flow} (simulated): {one.why}",
            evidence=f"{flow} (simulated) {one.condition}", source="the gateway's protocol and the simulator's ledger",
        )
        for one in failed
    ]  # fmt: skip
    coverage = Coverage(
        probes=1, rules=tuple(sorted({one.rule for one in conditions if one not in left})),
        not_evaluated=tuple(Skipped(subject=f"{flow}: {one.condition}", reason=one.why) for one in left),
    )  # fmt: skip
    said = "; ".join(one.why for one in failed) or f"{len(conditions) - len(left)} conditions hold"
    return report(
        AGENT, f"{flow} (simulated: no money moves): {'continued; ' if shop.continued else ''}{said}", findings=findings,
        metrics=_metrics(conditions), artifacts={"flow.md": _table(flow, conditions)}, coverage=coverage,
        measured_at=datetime.now(UTC).isoformat(timespec="seconds"), simulated=True,
    )  # fmt: skip


def _metrics(conditions: tuple[Condition, ...]) -> dict[str, Metric]:
    held = [one.verdict for one in conditions]
    return {f"conditions.{verdict.value}": Metric(value=held.count(verdict), unit="conditions") for verdict in Verdict if verdict in held}


def _table(flow: str, conditions: tuple[Condition, ...]) -> str:
    rows = [f"{flow} (simulated)", "", "| condition | question | verdict | why |", "|---|---|---|---|"]
    rows += [f"| `{one.condition}` | {one.question} | {one.verdict.value} | {one.why.replace('|', ' ')} |" for one in conditions]
    return "\n".join(rows) + "\n"


def _said(error: ProhoriError) -> str:
    return f"{error.what}{f' ({error.why})' if error.why else ''}"
