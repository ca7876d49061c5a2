"""Measures the operator's targets against their thresholds, or serves what history has for the same content.

It declares `effects`: it starts processes and reads databases outside the snapshot. What it depends on there is in
the recorded setting `profile_facts`, and is compared with what it finds. Reports carry instants, not ages: an age
would grow old in the cache.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.errors import AgentError
from prohori.model import Coverage, Fact, Finding, Job, Metric, Report, Severity, finding, report
from prohori.performance.history import FACTS, History, Measurement, key_of, now
from prohori.performance.machine import this_machine
from prohori.performance.measure import Samples, command_samples, copy_database, materialise, sql_samples
from prohori.performance.samples import Limits, p95_method
from prohori.performance.targets import SETTING, CommandTarget, SqlTarget, Target, parse
from prohori.snapshot.protocol import Reads

AGENT = "performance-profiler"
RULE = "perf-threshold"


class Parameters(Fact):
    """`history` serves the newest measurement of the same content and machine; `now` always measures."""

    measure: Literal["history", "now"] = "history"
    max_samples: int = Field(default=20, ge=3, le=1000)
    max_seconds: float = Field(default=10.0, gt=0, le=3600)


def run(job: Job, reads: Reads) -> Report:
    """One report on all targets. A target that cannot be measured is an error: it is never left out."""
    parameters = parameters_of(job, Parameters, next="use `measure: history` or `measure: now`")
    targets = parse(reads.setting(SETTING))
    if not targets:
        why = f"No target is configured: set `{SETTING}` (name to `kind`, `command` or `statement`, `threshold_ms`)."
        return report(AGENT, why, coverage=Coverage())
    workplace = _Workplace(reads, parameters)
    measured = {name: workplace.measurement(name, target) for name, target in targets.items()}
    findings = [_finding(targets[name], found) for name, found in measured.items() if found.p95 > targets[name].threshold_ms]
    coverage = Coverage(files=len(workplace.files), rules=(RULE,), probes=len(measured))
    return report(
        AGENT, _summary(measured, len(findings)), findings=findings, metrics=_metrics(measured), artifacts=_artifacts(targets, measured),
        coverage=coverage, measured_at=min(found.measured_at for found in measured.values()),
    )  # fmt: skip


class _Workplace:
    """Where the targets of one run are measured, and what they read on the way."""

    def __init__(self, reads: Reads, parameters: Parameters) -> None:
        self._reads, self._measure = reads, parameters.measure
        self._limits = Limits(max_samples=parameters.max_samples, max_seconds=parameters.max_seconds)
        self._folder = Path(str(reads.setting("state_dir"))) / "performance"
        self._history = History(self._folder)
        self._facts = _facts(reads)
        self.files: set[str] = set()

    def measurement(self, name: str, target: Target) -> Measurement:
        statement = self._statement(target)
        content = self._content(target)
        if target.path is not None and not self._reads.exists(target.path):
            raise AgentError(f"the `path` of target `{name}` does not exist", where=target.path, next=f"correct it in `{SETTING}`")
        database = self._facts["databases"].get(name)
        key = key_of([target.what_is_measured(), statement], content, database, self._facts["machine"])
        known = self._history.newest(key) if self._measure == "history" else None
        if known is not None:
            return known.model_copy(update={"target": name})
        samples = self._samples(name, target, statement, database)
        found = Measurement(
            target=name,
            key=key,
            measured_at=now(),
            samples_ms=samples.milliseconds,
            machine=this_machine(),
            rows=samples.rows,
            plan=samples.plan,
        )
        self._history.append(found)
        return found

    def _statement(self, target: Target) -> str:
        if isinstance(target, CommandTarget):
            return ""
        if target.statement_path is None:
            return target.statement
        try:
            text = self._reads.text(target.statement_path)
        except FileNotFoundError:
            raise AgentError(
                "the statement's file does not exist", where=target.statement_path, next="correct the target's `statement`"
            ) from None
        self.files.add(target.statement_path)
        return text

    def _content(self, target: Target) -> dict[str, str]:
        paths = self._reads.glob(*target.reads) if target.reads else ()
        self.files.update(paths)
        return {path: hashlib.sha256(self._reads.content(path)).hexdigest() for path in paths}

    def _samples(self, name: str, target: Target, statement: str, database: str | None) -> Samples:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="measure-", dir=self._folder, ignore_cleanup_errors=True) as made:
            scratch = Path(made)
            if target.database is not None:
                copy_database(Path(target.database), scratch / "pristine.sqlite", database)
            if isinstance(target, SqlTarget):
                return sql_samples(name, target, statement, scratch / "pristine.sqlite", self._limits, self._reads.allowance)
            tree = scratch / "tree"
            tree.mkdir()
            materialise(self._reads, target.reads, tree)
            return command_samples(name, target, tree, scratch, self._limits, self._reads.allowance)


def _facts(reads: Reads) -> Mapping[str, Any]:
    facts = reads.setting(FACTS)
    if not isinstance(facts, dict) or not {"machine", "databases"} <= set(facts):
        why = "without it, a cached result would not notice another database or machine"
        raise AgentError(f"the setting `{FACTS}` was not given", where=AGENT, why=why, next="pass `target_facts(profile_targets)`")
    if facts["machine"] != str(this_machine()):
        raise AgentError(
            "the facts are of another machine", where=f"`{FACTS}`", why=str(facts["machine"]), next="compute them where the agent runs"
        )
    return facts


def _finding(target: Target, found: Measurement) -> Finding:
    count = len(found.samples_ms)
    message = (
        f"`{found.target}` takes {_ms(found.p95)} (p95, {p95_method(count)}), above its threshold of {_ms(target.threshold_ms)}: "
        f"p50 {_ms(found.p50)}, spread {_ms(found.spread)} (interquartile), n = {count}, "
        f"measured {found.measured_at} on {found.machine}"
    )
    return finding(RULE, Severity.major, message, path=target.path, evidence=f"{found.target}: p95 at most {target.threshold_ms:g} ms")


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
            f"| `{name}` | {_ms(found.p50)} | {_ms(found.p95)} | {_ms(found.spread)} | {count} | {p95_method(count)} | "
            f"{_ms(targets[name].threshold_ms)} | {'' if found.rows is None else found.rows} | {found.measured_at} | {found.machine} |"
        )
    plans = {f"{name}.plan.txt": found.plan + "\n" for name, found in measured.items() if found.plan}
    return {"performance.md": "\n".join(rows) + "\n", **plans}


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 100 else f"{value:.3g} ms"
