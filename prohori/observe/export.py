"""The journal in other forms: CSV for a spreadsheet, Parquet for an analyst, Prometheus text for a textfile collector."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prohori.observe.analysis import COLUMNS, Analysis, analyse, opened

if TYPE_CHECKING:
    from prometheus_client.core import Metric

Form = Literal["csv", "parquet", "prometheus"]


def export(folder: Path, form: Form, output: Path, since: datetime | None = None, until: datetime | None = None) -> int:
    """Writes the file whole, and tells how many lines it speaks of. In CSV, what a spreadsheet would take for a formula gets a quote
    before it."""
    if form == "prometheus":
        found = analyse(folder, since, until)
        _replace(output, lambda torn: torn.write_bytes(as_prometheus(found)))
        return found.lines
    options = "FORMAT csv, HEADER" if form == "csv" else "FORMAT parquet"
    cells = ", ".join(_cell(name) if form == "csv" and kind == "VARCHAR" else name for name, kind in COLUMNS.items())
    with opened(folder, since, until) as lines:
        query = f"COPY (SELECT {cells} FROM lines ORDER BY timestamp) TO '{{}}' ({options})"  # noqa: S608  # names of ours
        _replace(output, lambda torn: lines.execute(query.format(str(torn).replace("'", "''"))))
        [(count,)] = lines.execute("SELECT count(*) FROM lines").fetchall()
        return int(count)


def _cell(name: str) -> str:
    quote = "chr(39)"
    return f"CASE WHEN regexp_matches({name}, '^[=+@\\t\\r-]') THEN {quote} || {name} ELSE {name} END AS {name}"


def as_prometheus(found: Analysis) -> bytes:
    """In the exposition format. The counters speak of the lines that are still kept."""
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(found))
    return generate_latest(registry)


class _Families:
    def __init__(self, found: Analysis) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        runs = CounterMetricFamily("prohori_runs", "Runs that ended.", labels=("workflow", "outcome"))
        cached = CounterMetricFamily("prohori_runs_from_cache", "Runs that were answered from the cache as a whole.", labels=("workflow",))
        for workflow in self._found.workflows:
            cached.add_metric((workflow.workflow,), workflow.from_cache)
            for outcome, count in workflow.outcomes.items():
                runs.add_metric((workflow.workflow, outcome), count)
        steps = CounterMetricFamily("prohori_steps", "Steps that ended.", labels=("agent", "outcome"))
        hits = CounterMetricFamily("prohori_cache_hits", "Steps that were answered from the cache.", labels=("agent",))
        retried = CounterMetricFamily("prohori_steps_retried", "Steps that took more than one attempt.", labels=("agent",))
        saved = CounterMetricFamily("prohori_saved_seconds", "Hits, each at the median of the steps that ran.", labels=("agent",))
        seconds = GaugeMetricFamily("prohori_step_seconds", "Duration of the steps that ran.", labels=("agent", "quantile"))
        for agent in self._found.agents:
            hits.add_metric((agent.agent,), agent.hits)
            retried.add_metric((agent.agent,), agent.retried)
            saved.add_metric((agent.agent,), agent.saved_seconds)
            seconds.add_metric((agent.agent, "0.5"), agent.p50)
            seconds.add_metric((agent.agent, "0.95"), agent.p95)
            for outcome, count in agent.outcomes.items():
                steps.add_metric((agent.agent, outcome), count)
        written = CounterMetricFamily("prohori_journal_lines", "Lines of the journal.", labels=("level",))
        for level, count in self._found.levels.items():
            written.add_metric((level,), count)
        yield from (runs, cached, steps, hits, retried, saved, seconds, written)


def _replace(output: Path, write: Callable[[Path], object]) -> None:
    torn = output.with_name(f"{output.name}.part")
    try:
        write(torn)
        torn.replace(output)
    finally:
        torn.unlink(missing_ok=True)
