"""What the journal says in sum, by DuckDB: it reads a million lines in the time in which Python parses a tenth of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prohori.model import Fact
from prohori.observe.reading import files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = {
    "timestamp": "TIMESTAMPTZ", "level": "VARCHAR", "component": "VARCHAR", "message": "VARCHAR", "run": "VARCHAR", "workflow": "VARCHAR",
    "repository": "VARCHAR", "step": "VARCHAR", "agent": "VARCHAR", "outcome": "VARCHAR", "cache": "VARCHAR", "verdict": "VARCHAR",
    "attempts": "BIGINT", "seconds": "DOUBLE", "findings": "BIGINT", "from_cache": "BOOLEAN", "simulated": "BOOLEAN", "error": "VARCHAR",
}  # fmt: skip
"""Of a line of the journal, the fields that have one type; the others are left where they are."""
SHOWN = 5
LONGEST_LINE = 16_777_216
"""Bytes; a longer line is passed over."""


class WorkflowUse(Fact):
    workflow: str
    runs: int
    outcomes: dict[str, int]
    from_cache: int
    p50: float
    p95: float
    """Seconds, of those that were not answered from the cache as a whole; 0 where there are none."""


class AgentUse(Fact):
    agent: str
    steps: int
    outcomes: dict[str, int]
    hits: int
    retried: int
    p50: float
    p95: float
    """Seconds, of the steps that ran; 0 where none did."""
    saved_seconds: float
    """Hits, each at the median of the steps that ran."""


class Slow(Fact):
    run: str
    step: str
    agent: str
    seconds: float


class Repeated(Fact):
    component: str
    message: str
    count: int
    last: str


class Analysis(Fact):
    lines: int
    first: str
    last: str
    levels: dict[str, int]
    workflows: tuple[WorkflowUse, ...]
    agents: tuple[AgentUse, ...]
    slowest: tuple[Slow, ...]
    errors: tuple[Repeated, ...]


def analyse(folder: Path, since: datetime | None = None, until: datetime | None = None) -> Analysis:
    with opened(folder, since, until) as lines:
        count, first, last = _one(lines, "SELECT count(*), min(timestamp), max(timestamp) FROM lines")
        return Analysis(
            lines=count, first=_iso(first), last=_iso(last),
            levels=dict(_all(lines, "SELECT level, count(*) FROM lines GROUP BY level ORDER BY level")),
            workflows=tuple(_workflows(lines)), agents=tuple(_agents(lines)), slowest=tuple(_slowest(lines)), errors=tuple(_errors(lines)),
        )  # fmt: skip


@contextmanager
def opened(folder: Path, since: datetime | None = None, until: datetime | None = None) -> Iterator[DuckDBPyConnection]:
    """A database in memory with the table `lines`, in no order. Nothing is loaded from elsewhere, and nothing else of the disk is read."""
    import duckdb

    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    try:
        connection.execute("SET timezone = 'UTC'")
        paths = [str(path) for path in files(folder) if path.stat().st_size]
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        if not paths:
            connection.execute(f"CREATE TABLE lines ({columns})")
        else:
            wanted = f"{{{', '.join(f'{name}: {kind!r}' for name, kind in COLUMNS.items())}}}"
            options = f"format = 'newline_delimited', ignore_errors = true, columns = {wanted}, maximum_object_size = {LONGEST_LINE}"
            within = "level IS NOT NULL AND (? IS NULL OR timestamp >= ?) AND (? IS NULL OR timestamp < ?)"
            query = f"CREATE TABLE lines AS SELECT * FROM read_json(?, {options}) WHERE {within}"  # noqa: S608  # names of ours
            connection.execute(query, [paths, since, since, until, until])
        yield connection
    finally:
        connection.close()


WORKFLOWS = """
    SELECT workflow, count(*), count(*) FILTER (from_cache),
           quantile_disc(seconds, 0.5) FILTER (NOT coalesce(from_cache, false)),
           quantile_disc(seconds, 0.95) FILTER (NOT coalesce(from_cache, false))
    FROM lines WHERE component = 'run' AND outcome IS NOT NULL AND workflow IS NOT NULL GROUP BY workflow ORDER BY workflow"""
AGENTS = """
    SELECT agent, count(*), count(*) FILTER (cache = 'hit'), count(*) FILTER (attempts > 1),
           quantile_disc(seconds, 0.5) FILTER (cache IS DISTINCT FROM 'hit'),
           quantile_disc(seconds, 0.95) FILTER (cache IS DISTINCT FROM 'hit')
    FROM lines WHERE component = 'step' AND outcome IS NOT NULL AND agent IS NOT NULL GROUP BY agent ORDER BY agent"""
SLOWEST = "SELECT run, step, agent, seconds FROM lines WHERE component = 'step' AND seconds IS NOT NULL ORDER BY seconds DESC LIMIT ?"
ERRORS = """
    SELECT component, message, count(*) AS times, max(timestamp) AS newest FROM lines WHERE level = 'ERROR'
    GROUP BY component, message ORDER BY times DESC, newest DESC LIMIT ?"""


def _workflows(lines: DuckDBPyConnection) -> Iterator[WorkflowUse]:
    of = _outcomes(lines, "run", "workflow")
    for workflow, runs, from_cache, p50, p95 in _all(lines, WORKFLOWS):
        yield WorkflowUse(workflow=workflow, runs=runs, outcomes=of[workflow], from_cache=from_cache, p50=p50 or 0, p95=p95 or 0)


def _agents(lines: DuckDBPyConnection) -> Iterator[AgentUse]:
    of = _outcomes(lines, "step", "agent")
    for agent, steps, hits, retried, p50, p95 in _all(lines, AGENTS):
        yield AgentUse(
            agent=agent, steps=steps, outcomes=of[agent], hits=hits, retried=retried, p50=p50 or 0, p95=p95 or 0,
            saved_seconds=round(hits * (p50 or 0), 3),
        )  # fmt: skip


def _outcomes(lines: DuckDBPyConnection, component: str, name: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    query = f"SELECT {name}, outcome, count(*) FROM lines WHERE component = ? AND outcome IS NOT NULL GROUP BY ALL ORDER BY ALL"  # noqa: S608
    for key, outcome, count in _all(lines, query, component):
        found.setdefault(key, {})[outcome] = count
    return found


def _slowest(lines: DuckDBPyConnection) -> Iterator[Slow]:
    for run, step, agent, seconds in _all(lines, SLOWEST, SHOWN):
        yield Slow(run=run or "", step=step or "", agent=agent or "", seconds=seconds)


def _errors(lines: DuckDBPyConnection) -> Iterator[Repeated]:
    for component, message, count, last in _all(lines, ERRORS, SHOWN):
        yield Repeated(component=component or "", message=message or "", count=count, last=_iso(last))


def _all(lines: DuckDBPyConnection, query: str, *parameters: Any) -> Sequence[tuple[Any, ...]]:
    return lines.execute(query, list(parameters)).fetchall()


def _one(lines: DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    [found] = _all(lines, query)
    return found


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
