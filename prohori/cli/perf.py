"""`prohori perf`: what the operator's targets take, over time, and against a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from prohori.performance.history import Measurement

Flag = Annotated[bool, Parameter(negative="")]
FailOn = Literal["critical", "major", "minor", "info", "never"]


def measure(*targets: str, repo: str | None = None, samples: int = 20, seconds: float = 10.0, json: Flag = False) -> int:
    """Measure targets now, one after another, and keep the samples in the history.

    Parameters
    ----------
    targets
        Names in the setting `profile_targets`. Default: all.
    repo
        The ERP repository. Default: `PROHORI_REPO`.
    samples
        Most samples of a target, at least 3. Fewer are taken where the median is known to within 5 % before.
    seconds
        No further sample of a target is started after this.
    json
        Print the measurements as JSON.
    """
    from pydantic import ValidationError

    from prohori.cli.console import err
    from prohori.engine import measuring
    from prohori.errors import UsageError
    from prohori.performance.samples import Limits
    from prohori.settings import load

    settings = load()
    try:
        limits = Limits(max_samples=samples, max_seconds=seconds)
    except ValidationError as error:
        raise UsageError("The limits cannot be used", why=error.errors()[0]["msg"], next="at least 3 samples, and some seconds") from None

    def say(line: str) -> None:
        if not json:
            err.print(f"· {line}", style="dim")

    made = list(measuring.measure(repo, settings, targets, limits, say))
    if json:
        return _print_json(made)
    _print_measurements(made)
    return 0


def baseline(*targets: str, set: Flag = False, clear: Flag = False, json: Flag = False) -> int:
    """Show the baselines of this machine, or make the newest measurements the baselines.

    Parameters
    ----------
    targets
        Names in the setting `profile_targets`. Default: all.
    set
        The newest measurement of each target becomes its baseline.
    clear
        Forget the baselines.
    json
        Print the baselines as JSON.
    """
    from prohori.engine.measuring import folder_of, targets_of
    from prohori.errors import UsageError
    from prohori.performance.alerts import newest_of
    from prohori.performance.baselines import Baselines
    from prohori.performance.history import History
    from prohori.performance.machine import this_machine
    from prohori.settings import load

    settings = load()
    names = tuple(targets_of(settings, targets))
    folder, machine = folder_of(settings), str(this_machine())
    baselines = Baselines(folder)
    if set and clear:
        raise UsageError("`--set` and `--clear` exclude each other")
    if clear:
        baselines.forget(names, machine)
    if set:
        newest = newest_of(History(folder).all(*names), machine)
        if missing := [name for name in names if name not in newest]:
            raise UsageError(f"Target `{missing[0]}` was never measured on this machine", next=f"`prohori perf measure {missing[0]}`")
        baselines.keep(newest.values())
    kept = [one for name in names if (one := baselines.of(name, machine))]
    if json:
        return _print_json(kept)
    if not kept:
        _say("There are no baselines on this machine: `prohori perf baseline --set`.")
        return 0
    _print_measurements(kept)
    return 0


def trends(*targets: str, json: Flag = False) -> int:
    """Show how the medians move, per target and machine, with the 95 % interval of the slope.

    Parameters
    ----------
    targets
        Names in the setting `profile_targets`. Default: all.
    json
        Print the trends as JSON.
    """
    from prohori.engine.measuring import folder_of, targets_of
    from prohori.performance.history import History, by_machine
    from prohori.performance.trend import FEWEST, trend_of
    from prohori.settings import load

    settings = load()
    history = History(folder_of(settings)).all(*targets_of(settings, targets))
    found = [trend_of(measured) for measured in by_machine(history).values()]
    if json:
        return _print_json(found)
    for one in found:
        if one.direction == "unknown":
            said = f"unknown: a slope needs {FEWEST} measurements, over a day at least"
        else:
            said = f"{one.direction}: {one.ms_per_day:+.3g} ms a day ({one.low:+.3g} to {one.high:+.3g})"
        _say(f"{one.target}  {said}, n = {one.measurements}, {one.first[:10]} to {one.last[:10]}, {one.machine}")
    if not found:
        _say("Nothing was measured yet: `prohori perf measure`.")
    return 0


def alerts(*targets: str, fail_on: FailOn | None = None, json: Flag = False) -> int:
    """List what is above its threshold, slower than its baseline beyond noise, or not answered. Exit code 5 for such.

    Parameters
    ----------
    targets
        Names in the setting `profile_targets`. Default: all.
    fail_on
        Exit 5 for alerts at or above this severity. Default: `PROHORI_FAIL_ON`, else critical.
    json
        Print the alerts, and what could not be told, as JSON.
    """
    from json import dumps

    from prohori.engine.measuring import folder_of, targets_of
    from prohori.model import Severity
    from prohori.performance.alerts import alerts_of, newest_of
    from prohori.performance.baselines import Baselines
    from prohori.performance.history import History
    from prohori.performance.machine import this_machine
    from prohori.settings import load

    settings = load()
    asked, machine, folder = targets_of(settings, targets), str(this_machine()), folder_of(settings)
    baselines = Baselines(folder)
    known = {name: one for name in asked if (one := baselines.of(name, machine))}
    found, unknown = alerts_of(asked, newest_of(History(folder).all(*asked), machine), known)
    if json:
        _say(
            dumps({"alerts": [a.model_dump(mode="json") for a in found], "unknown": [u.model_dump() for u in unknown]}, indent=1), raw=True
        )
    else:
        for alert in sorted(found, key=lambda alert: alert.severity.rank):
            _say(f"{alert.severity.value}  {alert.target}  {alert.kind}: {alert.message}, measured {alert.measured_at}")
        for gap in unknown:
            _say(f"unknown  {gap.target}: {gap.why}")
        _say(f"{len(found)} alert{'s' * (len(found) != 1)} in {len(asked)} target{'s' * (len(asked) != 1)}")
    threshold = fail_on or settings.fail_on
    worst = min((alert.severity.rank for alert in found), default=None)
    return 5 if worst is not None and threshold != "never" and worst <= Severity(threshold).rank else 0


def report(*targets: str, output: Path = Path("performance.html")) -> int:
    """Write a page with a plot of each target's history, its threshold, baseline, trend and alerts.

    Parameters
    ----------
    targets
        Names in the setting `profile_targets`. Default: all.
    output
        The file to write. It is whole by itself: nothing in it is loaded from elsewhere.
    """
    from prohori.cli.outputs import write_report
    from prohori.engine.measuring import folder_of, targets_of
    from prohori.observe.formats import check_writable
    from prohori.performance.page import page
    from prohori.settings import expanded, load

    settings = load()
    file = check_writable(expanded(output), "--output")
    write_report(file, page(targets_of(settings, targets), folder_of(settings)))
    _say(str(file))
    return 0


def _print_measurements(made: Iterable[Measurement]) -> None:
    from prohori.performance.samples import median_interval, p95_method, shown

    for one in made:
        interval = median_interval(one.samples_ms)
        between = f" ({shown(interval[0])} to {shown(interval[1])})" if interval else ""
        count = len(one.samples_ms)
        _say(f"{one.target}  p50 {shown(one.p50)}{between}, p95 {shown(one.p95)} ({p95_method(count)}), p99 {shown(one.p99)}, n = {count}")
        used = [f"{one.per_second:.3g} a second"]
        if one.processor_ms:
            used.append(f"processor {shown(sum(one.processor_ms) / len(one.processor_ms))}")
        if one.peak_mib is not None:
            used.append(f"memory {one.peak_mib:.0f} MiB")
        if one.failed:
            used.append(f"{one.failed} failed")
        at = f", commit {one.commit[:7]}" if one.commit else ""
        _say(f"      {', '.join(used)}; measured {one.measured_at}{at}")


def _print_json(found: Iterable[BaseModel]) -> int:
    _say("[" + ",\n ".join(one.model_dump_json() for one in found) + "]", raw=True)
    return 0


def _say(line: str, *, raw: bool = False) -> None:
    from prohori.observe.printable import printable

    print(line if raw else printable(line))  # noqa: T201
