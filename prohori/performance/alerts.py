"""What is wrong with the newest measurement of each target: above its threshold, slower than its baseline beyond noise, or not answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from prohori.model import Fact, Severity
from prohori.performance.comparison import ERROR_RATE, compare
from prohori.performance.history import Measurement
from prohori.performance.samples import shown
from prohori.performance.targets import HttpTarget, Target

ENOUGH_TO_COMPARE = 6
"""Samples on either side: the interval of a median needs them."""


class Alert(Fact):
    target: str
    kind: Literal["threshold", "regression", "failed-requests"]
    severity: Severity
    message: str
    measured_at: str


class Unknown(Fact):
    """A question that no measurement answers."""

    target: str
    why: str


def newest_of(measurements: Iterable[Measurement], machine: str) -> dict[str, Measurement]:
    """The last one of each target that was made on the machine."""
    return {one.target: one for one in measurements if str(one.machine) == machine}


def alerts_of(
    targets: Mapping[str, Target], newest: Mapping[str, Measurement], baselines: Mapping[str, Measurement]
) -> tuple[list[Alert], list[Unknown]]:
    """Each target is asked whether it is above its threshold, and whether it regressed; one that cannot be asked is `Unknown`."""
    alerts: list[Alert] = []
    unknown: list[Unknown] = []
    for name, target in targets.items():
        if (found := newest.get(name)) is None:
            unknown.append(Unknown(target=name, why="it was never measured on this machine: `prohori perf measure`"))
            continue
        alerts += _on_its_own(target, found)
        base = baselines.get(name)
        if base is None:
            unknown.append(Unknown(target=name, why="it has no baseline on this machine: `prohori perf baseline --set`"))
        elif base.measured_at == found.measured_at:
            unknown.append(Unknown(target=name, why="its newest measurement is the baseline itself"))
        elif few := [len(one.samples_ms) for one in (base, found) if len(one.samples_ms) < ENOUGH_TO_COMPARE]:
            unknown.append(Unknown(target=name, why=f"{min(few)} samples are too few to tell a regression from noise"))
        else:
            alerts += _regression(base, found)
    return alerts, unknown


def _on_its_own(target: Target, found: Measurement) -> list[Alert]:
    alerts = []
    if above := target.threshold.exceeded(found.p95):
        severity, limit = above
        said = f"p95 {shown(found.p95)}, above {shown(limit)} (n = {len(found.samples_ms)})"
        alerts.append(Alert(target=found.target, kind="threshold", severity=severity, message=said, measured_at=found.measured_at))
    if isinstance(target, HttpTarget) and found.failed_share > target.most_failed:
        said = f"{found.failed} of {len(found.samples_ms)} requests were not answered with {target.status}"
        alerts.append(
            Alert(target=found.target, kind="failed-requests", severity=Severity.major, message=said, measured_at=found.measured_at)
        )
    return alerts


def _regression(base: Measurement, found: Measurement) -> list[Alert]:
    compared = compare(base.samples_ms, found.samples_ms, tail=ERROR_RATE / 2)
    if compared.standing != "worse":
        return []
    said = f"median {compared.p50.shown} against the baseline of {base.measured_at[:10]}: {shown(base.p50)} then, {shown(found.p50)} now"
    return [Alert(target=found.target, kind="regression", severity=Severity.major, message=said, measured_at=found.measured_at)]
