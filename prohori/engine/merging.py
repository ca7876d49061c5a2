"""The shards of a step, put together to the one result that everybody else sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prohori.model import (
    CacheUse,
    Cost,
    Coverage,
    Metric,
    Report,
    ShardResult,
    Skipped,
    StepOutcome,
    StepResult,
    Verdict,
    merged_findings,
    weighted,
)

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Part:
    """One shard's name and how it ended."""

    shard: str
    result: StepResult


def merged(parts: Sequence[Part]) -> StepResult:
    """One result. A step without shards is its only part."""
    if len(parts) == 1 and not parts[0].shard:
        return parts[0].result
    results = [part.result for part in parts]
    first, outcome = results[0], _outcome(results)
    fallen = tuple(rung for result in results for rung in result.fallen)
    used = dict.fromkeys(agent for result in results for agent in result.used_agent.split(", ") if agent)
    others = [result.answered_by for result in results if result.fallen and result.answered_by]
    return StepResult(
        name=first.name, outcome=outcome, agent=first.agent, used_agent=", ".join(used), reason=_reason(parts),
        attempts=sum(result.attempts for result in results), report=_report(parts), cache=_cache(parts),
        seconds=sum(result.seconds for result in results), fallen=fallen,
        answered_by=_listed(others) or (first.name if any(result.report for result in results) else ""),
        shards=tuple(map(_shard, parts)),
    )  # fmt: skip


def _outcome(results: Sequence[StepResult]) -> StepOutcome:
    """`skipped` only where all shards are; one that failed without leave fails the step, whatever the others found."""
    outcomes = {result.outcome for result in results}
    for worst in (StepOutcome.cancelled, StepOutcome.failed):
        if worst in outcomes:
            return worst
    return outcomes.pop() if len(outcomes) == 1 else StepOutcome.degraded


def _reason(parts: Sequence[Part]) -> str:
    lame = [part for part in parts if part.result.outcome is not StepOutcome.ok]
    if len({part.result.reason for part in lame}) == 1 and len(lame) == len(parts):
        return lame[0].result.reason
    said = [f"{part.shard} {part.result.outcome.value}: {_first_line(part.result.reason)}" for part in lame]
    return f"{len(lame)} of {len(parts)} shards: {_listed(said, '; ')}" if lame else ""


def _cache(parts: Sequence[Part]) -> CacheUse:
    """`hit` only where every shard is one."""
    uses = [part.result.cache for part in parts]
    hits = sum(use.state == "hit" for use in uses)
    told = f"{hits} of {len(parts)} shards from the cache"
    if hits == len(parts):
        return CacheUse(state="hit", why=told)
    states = [use.state for use in uses if use.state != "hit"]
    state = states[0] if len(set(states)) == 1 else "miss"
    return CacheUse(state=state, why=f"{told}; {_why(parts)}")


def _why(parts: Sequence[Part]) -> str:
    """Each reason once, with the shards it is the reason of."""
    reasons: dict[str, list[str]] = {}
    for part in parts:
        if part.result.cache.state != "hit":
            reasons.setdefault(part.result.cache.why, []).append(part.shard)
    return _listed([f"{_listed(shards)}: {why}" for why, shards in reasons.items()], "; ")


def _report(parts: Sequence[Part]) -> Report | None:
    reports = [(part.shard, part.result.report) for part in parts if part.result.report]
    made = [report for _, report in reports]
    if not made:
        return None
    agents = list(dict.fromkeys(report.agent for report in made))
    findings = merged_findings(made)
    coverage = _coverage(parts, made)
    told = f"{coverage.files:,} files in {len(parts)} shards looked at, {len(findings)} findings."
    return Report(
        agent=", ".join(agents), runner=", ".join(dict.fromkeys(report.runner for report in made)),
        summary=f"{len(parts)} shards, nothing to look at in any." if coverage.empty else told,
        findings=findings, metrics=_metrics(made),
        artifacts={f"{shard}/{name}": text for shard, report in reports for name, text in report.artifacts.items()},
        coverage=coverage, verdict=_verdict(made), simulated=any(report.simulated for report in made),
        probes=tuple(one for report in made for one in report.probes),
        cost=Cost(tokens=sum(report.cost.tokens for report in made), usd=sum(report.cost.usd for report in made)),
        measured_at=min((report.measured_at for report in made if report.measured_at), default=None),
    )  # fmt: skip


def _verdict(reports: Sequence[Report]) -> Verdict:
    """A part in which there was nothing to look at says nothing; one that was looked at and could not be judged keeps the whole from
    a pass."""
    verdicts = {report.verdict for report in reports if not report.coverage.empty}
    return next(
        (one for one in (Verdict.failed, Verdict.not_evaluated) if one in verdicts), Verdict.passed if verdicts else Verdict.not_evaluated
    )


def _coverage(parts: Sequence[Part], reports: Iterable[Report]) -> Coverage:
    """United; a shard that nobody answered is among what was not evaluated."""
    seen = [report.coverage for report in reports]
    unseen = tuple(Skipped(subject=part.shard, reason=_first_line(part.result.reason)) for part in parts if part.result.report is None)
    return Coverage(
        files=sum(one.files for one in seen), probes=sum(one.probes for one in seen),
        rules=tuple(dict.fromkeys(rule for one in seen for rule in one.rules)),
        not_evaluated=(*unseen, *(skipped for one in seen for skipped in one.not_evaluated)),
    )  # fmt: skip


def _metrics(reports: Sequence[Report]) -> dict[str, Metric]:
    """Counts that every report has are added up, means are weighed by what they are over, or follow from other metrics; nothing
    else can be put together, and is left out."""
    metrics: dict[str, Metric] = {}
    for name in dict.fromkeys(name for report in reports for name in report.metrics):
        found = [report.metrics[name] for report in reports if name in report.metrics]
        if len({metric.unit for metric in found}) > 1:
            continue
        if all(metric.adds for metric in found) and len(found) == len(reports):
            metrics[name] = found[0].model_copy(update={"value": sum(metric.value for metric in found)})
        elif all(metric.over for metric in found):
            over = sum(metric.over or 0 for metric in found)
            mean = sum(metric.value * (metric.over or 0) for metric in found) / over
            metrics[name] = found[0].model_copy(update={"value": round(mean, 1), "over": over})
    means = {name: metric for report in reports for name, metric in report.metrics.items() if metric.weights.keys() & metrics.keys()}
    return metrics | {name: mean.model_copy(update={"value": weighted(metrics, mean.weights)}) for name, mean in means.items()}


def _shard(part: Part) -> ShardResult:
    result, report = part.result, part.result.report
    return ShardResult(
        name=part.shard, outcome=result.outcome, cache=result.cache, answered_by=result.answered_by, reason=result.reason,
        summary=report.summary if report else "", verdict=report.verdict if report else None,
        findings=len(report.findings) if report else None, attempts=result.attempts, seconds=result.seconds,
    )  # fmt: skip


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else "no reason given"


def _listed(texts: Sequence[str], by: str = ", ") -> str:
    more = f"{by}and {len(texts) - NAMED_AT_MOST} more" if len(texts) > NAMED_AT_MOST else ""
    return by.join(texts[:NAMED_AT_MOST]) + more
