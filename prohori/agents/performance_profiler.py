"""Measures the operator's targets against their thresholds, or serves what history has for the same content.

It declares `effects`: it starts processes and reads databases outside the snapshot. What it depends on there is in
the recorded setting `profile_facts`, and is compared with what it finds. Reports carry instants, not ages: an age
would grow old in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.model import Coverage, Fact, Finding, Job, Metric, Report, Severity, finding, report
from prohori.performance.history import Measurement
from prohori.performance.remedies import Remedies
from prohori.performance.samples import Limits, p95_method, shown
from prohori.performance.targets import SETTING, HttpTarget, Target, chosen, parse
from prohori.performance.workplace import Workplace
from prohori.snapshot.protocol import Reads

AGENT = "performance-profiler"
RULE = "perf-threshold"
FAILED = "perf-failed-requests"


class Parameters(Fact):
    """`history` serves the newest measurement of the same content and machine; `now` always measures."""

    measure: Literal["history", "now"] = "history"
    max_samples: int = Field(default=20, ge=3, le=1000)
    max_seconds: float = Field(default=10.0, gt=0, le=3600)
    target: str = ""
    """This one alone; empty for all."""


def run(job: Job, reads: Reads) -> Report:
    """One report on all targets. A target that cannot be measured is an error: it is never left out."""
    parameters = parameters_of(job, Parameters, next="use `measure: history` or `measure: now`")
    targets = chosen(parse(reads.setting(SETTING)), parameters.target)
    if not targets:
        why = f"No target is configured: set `{SETTING}` (name to `kind`, `command`, `statement` or `url`, `threshold_ms`)."
        return report(AGENT, why, coverage=Coverage())
    limits = Limits(max_samples=parameters.max_samples, max_seconds=parameters.max_seconds)
    workplace = Workplace(
        reads, limits, from_history=parameters.measure == "history", remedies=Remedies.of(job.upstream).kept
    )  # fmt: skip
    measured = {name: workplace.measurement(name, target) for name, target in targets.items()}
    findings = [one for name, found in measured.items() for one in _findings(targets[name], found)]
    coverage = Coverage(files=len(workplace.files), rules=(RULE, FAILED), probes=len(measured))
    return report(
        AGENT, _summary(measured, len(findings)), findings=findings, metrics=_metrics(measured), artifacts=_artifacts(targets, measured),
        coverage=coverage, measured_at=min(found.measured_at for found in measured.values()),
    )  # fmt: skip


def _findings(target: Target, found: Measurement) -> Iterator[Finding]:
    count = len(found.samples_ms)
    if above := target.threshold.exceeded(found.p95):
        severity, limit = above
        message = (
            f"`{found.target}` takes {shown(found.p95)} (p95, {p95_method(count)}), above its threshold of {shown(limit)}: "
            f"p50 {shown(found.p50)}, spread {shown(found.spread)} (interquartile), n = {count}, "
            f"measured {found.measured_at} on {found.machine}"
        )
        yield finding(RULE, severity, message, path=target.path, evidence=f"{found.target}: p95 at most {target.threshold.first:g} ms")
    if isinstance(target, HttpTarget) and found.failed_share > target.most_failed:
        message = f"{found.failed} of {count} requests of `{found.target}` were not answered with {target.status}"
        yield finding(FAILED, Severity.major, message, path=target.path, evidence=f"{found.target}: at most {target.most_failed:.0%} fail")


def _metrics(measured: Mapping[str, Measurement]) -> dict[str, Metric]:
    return {
        f"{name}.{which}": Metric(value=round(value, 3), unit="ms", samples=len(found.samples_ms), spread=round(found.spread, 3))
        for name, found in measured.items()
        for which, value in (("p50", found.p50), ("p95", found.p95))
    }


def _summary(measured: Mapping[str, Measurement], above: int) -> str:
    oldest = min(found.measured_at for found in measured.values())
    targets = f"{len(measured)} target{'s' if len(measured) != 1 else ''}"
    return f"{targets} measured, {above} above the threshold; the oldest measurement is of {oldest}."


def _artifacts(targets: Mapping[str, Target], measured: Mapping[str, Measurement]) -> dict[str, str]:
    rows = [
        "| target | p50 | p95 | spread (IQR) | n | p95 is | threshold | rows | measured | machine |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, found in measured.items():
        count = len(found.samples_ms)
        rows.append(
            f"| `{name}` | {shown(found.p50)} | {shown(found.p95)} | {shown(found.spread)} | {count} | {p95_method(count)} | "
            f"{targets[name].threshold} | {'' if found.rows is None else found.rows} | {found.measured_at} | {found.machine} |"
        )
    plans = {f"{name}.plan.txt": found.plan + "\n" for name, found in measured.items() if found.plan}
    return {"performance.md": "\n".join(rows) + "\n", **plans}
