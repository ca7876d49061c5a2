"""`prohori logs`: the journal, searched, followed, summed up and exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from prohori.observe.analysis import Analysis
    from prohori.observe.reading import Line, Wanted

Flag = Annotated[bool, Parameter(negative="")]
FIELDS = ("run", "workflow", "step", "agent", "component", "outcome")
SHOWN_RUN = 8


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which lines."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "DEBUG"
    "This level and worse."
    component: str = ""
    "Lines of this component: run, step, cache, …"
    run: str = ""
    "Lines of this run: its id, or the beginning of it."
    workflow: str = ""
    "Lines of this workflow."
    step: str = ""
    "Lines of this step."
    agent: str = ""
    "Lines of this agent."
    outcome: str = ""
    "Lines with this outcome: ok, failed, degraded, …"
    text: str = ""
    "Lines with this text in the message or a field, whatever its case."
    tz: str = "Asia/Dhaka"
    "The zone in which times are shown, and meant where they name none."


def query(*, filters: Filters | None = None, since: str = "", until: str = "", limit: int = 100, json: Flag = False) -> int:
    """Print the newest lines that match, the oldest of them first.

    Parameters
    ----------
    since
        From this time on: 2h, 3d, 2026-07-01, 2026-07-01T09:30.
    until
        Before this time.
    limit
        At most so many lines.
    json
        Print the lines as they are.
    """
    from itertools import islice

    from prohori.observe.reading import newest

    given = filters or Filters()
    found = list(islice(newest(_folder(), _wanted(given, since, until)), max(limit, 0)))
    for line in reversed(found):
        _print(line, given, json=json)
    return 0


def follow(*, filters: Filters | None = None, json: Flag = False) -> int:
    """Print lines that match as they are written, until it is interrupted.

    Parameters
    ----------
    json
        Print the lines as they are.
    """
    import sys

    from prohori.observe.reading import follow as following

    given = filters or Filters()
    for line in following(_folder(), _wanted(given)):
        _print(line, given, json=json)
        sys.stdout.flush()
    return 0


def analyze(*, since: str = "", until: str = "", tz: str = "Asia/Dhaka", json: Flag = False) -> int:
    """Sum up: outcomes and durations by workflow and agent, what the cache saved, the slowest steps, the most frequent errors.

    Parameters
    ----------
    since
        From this time on: 2h, 3d, 2026-07-01, 2026-07-01T09:30.
    until
        Before this time.
    tz
        The zone of times that name none, and in which they are shown.
    json
        Print JSON.
    """
    from prohori.observe.analysis import analyse

    found = analyse(_folder(), _moment(since, tz), _moment(until, tz))
    if json:
        _say(found.model_dump_json(indent=1), raw=True)
    else:
        _print_analysis(found, _zone(tz))
    return 0


def export(output: Path, /, *, format: Literal["csv", "parquet", "prometheus"] = "csv", since: str = "", until: str = "") -> int:
    """Write the journal to a file in another form.

    Parameters
    ----------
    output
        The file to write.
    format
        csv and parquet: a row a line. prometheus: counters in the text format, for a textfile collector.
    since
        From this time on: 2h, 3d, 2026-07-01, 2026-07-01T09:30.
    until
        Before this time.
    """
    from prohori.observe.export import export as exported
    from prohori.observe.formats import check_writable
    from prohori.settings import expanded

    file = check_writable(expanded(output), "OUTPUT")
    lines = exported(_folder(), format, file, _moment(since, "Asia/Dhaka"), _moment(until, "Asia/Dhaka"))
    _say(f"{lines:,} lines in {file}")
    return 0


def _folder() -> Path:
    from prohori.settings import load

    return load().folder("journal")


def _wanted(given: Filters, since: str = "", until: str = "") -> Wanted:
    from prohori.observe.reading import Wanted

    fields = {name: getattr(given, name) for name in FIELDS if getattr(given, name)}
    return Wanted(level=given.level, since=_moment(since, given.tz), until=_moment(until, given.tz), text=given.text, fields=fields)


def _moment(text: str, zone: str) -> datetime | None:
    from prohori.observe.reading import moment

    return moment(text, _zone(zone)) if text else None


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    from prohori.errors import UsageError

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f"There is no time zone `{name}`", next="give one like Asia/Dhaka or UTC") from None


def _print(line: Line, given: Filters, *, json: bool) -> None:
    from json import dumps

    from prohori.observe.reading import instant

    if json:
        _say(dumps(line, ensure_ascii=False), raw=True)
        return
    at = instant(line)
    when = at.astimezone(_zone(given.tz)).isoformat(sep=" ", timespec="milliseconds") if at else "no time"
    run = str(line.get("run") or "")[:SHOWN_RUN]
    of = line.get("workflow") or line.get("component", "")
    _say(f"{when}  {line.get('level', '')!s:<7}  {run:<{SHOWN_RUN}}  {of}  {line.get('message', '')}")


def _print_analysis(found: Analysis, zone: ZoneInfo) -> None:
    from datetime import datetime

    def at(instant: str) -> str:
        return datetime.fromisoformat(instant).astimezone(zone).isoformat(sep=" ", timespec="minutes") if instant else "never"

    levels = ", ".join(f"{count:,} {level}" for level, count in found.levels.items())
    _say(f"{found.lines:,} lines, {at(found.first)} to {at(found.last)}" + (f": {levels}" if levels else ""))
    for flow in found.workflows:
        took = _seconds(flow.p50, flow.p95)
        _say(f"workflow  {flow.workflow}  {flow.runs} runs ({_counts(flow.outcomes)}), {flow.from_cache} from the cache{took}")
    for agent in found.agents:
        more = f", saved {agent.saved_seconds:.0f} s" if agent.hits else ""
        more += f", {agent.retried} retried" if agent.retried else ""
        more += _seconds(agent.p50, agent.p95)
        _say(f"agent  {agent.agent}  {agent.steps} steps ({_counts(agent.outcomes)}), {agent.hits} hits{more}")
    for slow in found.slowest:
        _say(f"slow  {slow.step}  {slow.seconds:.2f} s  run {slow.run[:SHOWN_RUN]}")
    for error in found.errors:
        _say(f"error  {error.count} ×  {error.component}: {error.message}, last {at(error.last)}")


def _counts(outcomes: dict[str, int]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())


def _seconds(p50: float, p95: float) -> str:
    return f", p50 {p50:.2f} s, p95 {p95:.2f} s" if p95 else ""


def _say(line: str, *, raw: bool = False) -> None:
    from prohori.observe.printable import printable

    print(line if raw else printable(line))  # noqa: T201
