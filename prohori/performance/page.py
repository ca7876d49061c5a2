"""The performance page: for each target and machine a plot of its history, in one HTML file without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from prohori.model import Fact
from prohori.performance.alerts import alerts_of, newest_of
from prohori.performance.baselines import Baselines
from prohori.performance.history import History, Measurement, by_machine, now
from prohori.performance.machine import this_machine
from prohori.performance.samples import shown
from prohori.performance.targets import Target
from prohori.performance.trend import Trend, trend_of

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 760, 200, 64, 120, 24, 12
MOST_POINTS = 200


class Mark(Fact):
    """A measurement in the plot: its median, and the middle half of its samples."""

    x: float
    y: float
    high: float
    low: float
    said: str


class Line(Fact):
    y: float
    said: str
    kind: str


class Plot(Fact):
    target: str
    machine: str
    here: bool
    newest: str
    trend: Trend
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    most: str
    first: str
    last: str


def page(targets: Mapping[str, Target], folder: Path) -> str:
    """HTML. What was measured on other machines has plots of its own."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    history, baselines, here = History(folder).all(*targets), Baselines(folder), str(this_machine())
    of_here = {name: one for name in targets if (one := baselines.of(name, here))}
    alerts, unknown = alerts_of(targets, newest_of(history, here), of_here)
    grouped = by_machine(history)
    plots = [plot_of(targets[name], measured, baselines.of(name, machine), here) for (name, machine), measured in sorted(grouped.items())]
    environment = Environment(
        loader=PackageLoader("prohori"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("performance.html.j2").render(
        plots=plots, alerts=sorted(alerts, key=lambda alert: alert.severity.rank), unknown=unknown, made=now(), machine=here,
        width=WIDTH, height=HEIGHT, left=LEFT, right=WIDTH - RIGHT, bottom=HEIGHT - BOTTOM,
    )  # fmt: skip


def plot_of(target: Target, measured: Sequence[Measurement], baseline: Measurement | None, here: str) -> Plot:
    """From zero, so that a small change looks small."""
    points = measured[-MOST_POINTS:]
    lines = [(target.threshold.first, f"threshold {shown(target.threshold.first)}", "threshold")]
    if baseline:
        lines.append((baseline.p50, f"baseline {shown(baseline.p50)}", "baseline"))
    tops = [_middle(one)[1] for one in points]
    most = 1.1 * max([*tops, *(value for value, _, kind in lines if kind == "baseline" or value < 3 * max(tops))])
    times = [datetime.fromisoformat(one.measured_at).timestamp() for one in points]
    span = (times[-1] - times[0]) or 1.0

    def x(time: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT - 8) * (time - times[0]) / span, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / most), 1)

    marks = []
    for time, one in zip(times, points, strict=True):
        low, high = _middle(one)
        said = f"{one.measured_at}: p50 {shown(one.p50)}, p95 {shown(one.p95)}, n = {len(one.samples_ms)}" + _at(one)
        marks.append(Mark(x=x(time), y=y(one.p50), low=y(low), high=y(high), said=said))
    newest = points[-1]
    return Plot(
        target=newest.target, machine=str(newest.machine), here=str(newest.machine) == here, trend=trend_of(measured), marks=tuple(marks),
        newest=f"p50 {shown(newest.p50)}, p95 {shown(newest.p95)}, n = {len(newest.samples_ms)}, {newest.measured_at}{_at(newest)}",
        lines=tuple(Line(y=y(value), said=said, kind=kind) for value, said, kind in lines if value <= most), most=shown(most / 1.1),
        first=points[0].measured_at[:10], last=newest.measured_at[:10],
    )  # fmt: skip


def _at(one: Measurement) -> str:
    return f", commit {one.commit[:7]}" if one.commit else ""


def _middle(one: Measurement) -> tuple[float, float]:
    ordered = sorted(one.samples_ms)
    return ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4 - (len(ordered) % 4 == 0)]
