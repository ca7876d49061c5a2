"""The facts that flow upwards: frozen, typed, JSON both ways. No Prefect, no I/O."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from prohori.degrees import Confidence as Confidence
from prohori.degrees import Severity as Severity
from prohori.observe.redaction import mask

Json = Any


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Verdict(StrEnum):
    passed = "pass"
    failed = "fail"
    not_evaluated = "not_evaluated"


class Accepted(Fact):
    """Why a finding does not count for `--fail-on`: the operator knows it already, or decided so with a reason."""

    by: Literal["baseline", "suppression", "comment"]
    reason: str = ""
    expires: str | None = None
    """The last day on which a suppression holds (ISO)."""


class Finding(Fact):
    """One defect with evidence. Build it with `finding()`, which masks and fingerprints."""

    rule: str
    severity: Severity
    message: str
    path: str | None = None
    line: Annotated[int, Field(ge=1)] | None = None
    end_line: Annotated[int, Field(ge=1)] | None = None
    evidence: str = ""
    source: str = ""
    confidence: Confidence = Confidence.high
    fingerprint: str
    found_by: str = "local"
    accepted: Accepted | None = None
    """Set at the end of a run from the operator's files, and nowhere else: what an agent writes here is overwritten."""


def finding(
    rule: str,
    severity: Severity,
    message: str,
    *,
    path: str | None = None,
    line: int | None = None,
    end_line: int | None = None,
    evidence: str = "",
    source: str = "",
    confidence: Confidence = Confidence.high,
    found_by: str = "local",
) -> Finding:
    """A finding whose evidence and message are masked, and whose fingerprint does not move with its line.

    The fingerprint covers rule, path and the masked evidence with white space folded; `report()` tells
    equal ones apart by their order in the file. `source` names the law or standard.
    """
    evidence = mask(evidence)
    print_ = hashlib.sha256("\0".join((rule, path or "", " ".join(evidence.split()))).encode()).hexdigest()[:16]
    return Finding(
        rule=rule, severity=severity, message=mask(message), path=path, line=line, end_line=end_line or line,
        evidence=evidence, source=source, confidence=confidence, fingerprint=print_, found_by=found_by,
    )  # fmt: skip


class Metric(Fact):
    """A number with its unit; a measured one also has its sample count and spread (same unit)."""

    value: float
    unit: str
    samples: int | None = None
    spread: float | None = None
    adds: bool = False
    """Whether the values of parts that have nothing in common add up to that of the whole, as counts do."""
    over: int | None = None
    """Of how many things it is the mean, so that the means of parts give that of the whole."""
    weights: dict[str, float] = {}
    """Of the other metrics whose mean it is; those that there are not are left out."""


def count(value: int, unit: str) -> Metric:
    """A number of things in files, each of which is in one file alone."""
    return Metric(value=value, unit=unit, adds=True)


def weighted(metrics: Mapping[str, Metric], weights: Mapping[str, float]) -> float:
    """The mean of those that have a weight, to one decimal."""
    found = {name: metric.value for name, metric in metrics.items() if name in weights}
    return round(sum(weights[name] * value for name, value in found.items()) / sum(weights[name] for name in found), 1)


class Skipped(Fact):
    """Something that should have been looked at and was not, and why."""

    subject: str
    reason: str


class Coverage(Fact):
    """What was looked at. All zero means nothing was, and then no verdict is possible."""

    files: int = 0
    rules: tuple[str, ...] = ()
    probes: int = 0
    not_evaluated: tuple[Skipped, ...] = ()

    @property
    def empty(self) -> bool:
        return self.files == 0 and self.probes == 0


Question = Literal["reachable", "conforming", "sane"]
QUESTIONS: tuple[Question, ...] = ("reachable", "conforming", "sane")


class Condition(Fact):
    """One condition on what a gateway answered, with its own verdict."""

    condition: str
    """As the operator or the protocol states it: `latency_p95 < 2000`, `code == "0000"`."""
    question: Question
    verdict: Verdict
    rule: str
    """Of the finding that it is where it does not hold."""
    found: str | int | float | bool | None = None
    """What was compared; None where there was nothing to compare, or more than a value."""
    why: str = ""
    """In words, where it does not hold or could not be judged."""


class Latency(Fact):
    """Of the calls that were answered, in their order. Quantiles are nearest-rank: values that were measured."""

    samples_ms: Annotated[tuple[float, ...], Field(min_length=1)]
    p50: float
    p95: float


ProbeKind = Literal["http", "graphql", "tcp", "sql", "bkash", "nagad", "sslcommerz", "portal"]
GatewayState = Literal["up", "degraded", "down", "not checked"]


class ProbeResult(Fact):
    """What one probe found of one gateway at one moment."""

    name: str
    """The probe's, the same from run to run."""
    kind: ProbeKind
    at: str
    """ISO 8601 instant, with its offset from UTC."""
    answered: bool | None
    """Whether anything answered; None where there was nothing that could be asked."""
    conditions: tuple[Condition, ...] = ()
    latency: Latency | None = None
    target: str = ""
    """Where it was asked, without a query."""
    operations: tuple[str, ...] = ()
    """What was asked of it."""
    certificate_days: float | None = None
    clock_skew_seconds: float | None = None
    access: Literal["", "manual", "by agreement", "none found"] = ""
    """How a portal's function can be had, of which only the front page is asked; empty for what has an API."""
    simulated: bool = False

    def verdict(self, question: Question) -> Verdict:
        asked = {one.verdict for one in self.conditions if one.question == question}
        return next((verdict for verdict in (Verdict.failed, Verdict.passed) if verdict in asked), Verdict.not_evaluated)

    @property
    def state(self) -> GatewayState:
        """`down` is no answer at all, `degraded` an answer of which a condition does not hold."""
        if self.answered is None:
            return "not checked"
        if not self.answered:
            return "down"
        return "degraded" if any(one.verdict is Verdict.failed for one in self.conditions) else "up"


class Cost(Fact):
    tokens: int = 0
    usd: float = 0.0


class Report(Fact):
    """What an agent returns. Build it with `report()`."""

    agent: str
    runner: str = "local"
    summary: str
    findings: tuple[Finding, ...] = ()
    metrics: dict[str, Metric] = {}
    artifacts: dict[str, str] = {}
    """Name (`manifest.md`) to text."""
    coverage: Coverage = Coverage()
    cost: Cost = Cost()
    verdict: Verdict
    measured_at: str | None = None
    """ISO 8601 instant of a measurement, so that its age can be shown; None for what does not age."""
    simulated: bool = False
    """Whether a simulator answered in the place of the real thing: said wherever the report is shown."""
    probes: tuple[ProbeResult, ...] = ()
    """Of an agent that asks gateways, one for each that it asked."""

    @property
    def judgement(self) -> str:
        """The verdict as it is shown."""
        return f"{self.verdict.value} (simulated)" if self.simulated else self.verdict.value

    @model_validator(mode="after")
    def _nothing_looked_at_is_never_a_pass(self) -> Report:
        if self.coverage.empty and self.verdict is not Verdict.not_evaluated:
            raise ValueError(f"`{self.agent}` looked at nothing, so its verdict must be not_evaluated, not {self.verdict.value}")
        return self


def report(
    agent: str,
    summary: str,
    *,
    findings: Iterable[Finding] = (),
    metrics: dict[str, Metric] | None = None,
    artifacts: dict[str, str] | None = None,
    coverage: Coverage,
    fails_at: Severity = Severity.major,
    measured_at: str | None = None,
    simulated: bool = False,
    probes: Iterable[ProbeResult] = (),
) -> Report:
    """A local agent's report: findings sorted and told apart, the verdict derived.

    `fail` if any finding is at `fails_at` or worse, `not_evaluated` if the coverage is empty, else `pass`.
    """
    ordered = tuple(_tell_apart(sorted(findings, key=_place)))
    if coverage.empty:
        verdict = Verdict.not_evaluated
    else:
        verdict = Verdict.failed if any(f.severity.rank <= fails_at.rank for f in ordered) else Verdict.passed
    return Report(
        agent=agent, summary=summary, findings=ordered, metrics=metrics or {}, artifacts=artifacts or {},
        coverage=coverage, verdict=verdict, measured_at=measured_at, simulated=simulated, probes=tuple(probes),
    )  # fmt: skip


def merged_findings(reports: Iterable[Report]) -> tuple[Finding, ...]:
    """Of reports on parts of a repository: sorted, and told apart among each other."""
    found = (f.model_copy(update={"fingerprint": f.fingerprint.partition("-")[0]}) for one in reports for f in one.findings)
    return tuple(_tell_apart(sorted(found, key=_place)))


def _place(f: Finding) -> tuple[str, int, str, str]:
    return f.path or "", f.line or 0, f.rule, f.message


def _tell_apart(findings: Iterable[Finding]) -> Iterable[Finding]:
    seen: Counter[str] = Counter()
    for f in findings:
        seen[f.fingerprint] += 1
        nth = seen[f.fingerprint]
        yield f if nth == 1 else f.model_copy(update={"fingerprint": f"{f.fingerprint}-{nth}"})


class Consumed(Fact):
    """What a step sees of an earlier report: exactly what goes into its cache key, so that nothing else can change its answer."""

    agent: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    metrics: dict[str, Metric] = {}
    """Those that are results; what was measured differs from run to run."""
    artifacts: dict[str, str] = {}
    simulated: bool = False

    @classmethod
    def of(cls, report: Report) -> Self:
        results = {name: metric for name, metric in report.metrics.items() if report.measured_at is None or metric.samples is None}
        return cls(
            agent=report.agent, verdict=report.verdict, findings=report.findings, metrics=results, artifacts=report.artifacts,
            simulated=report.simulated,
        )  # fmt: skip


class Job(Fact):
    """One agent asked one thing about one snapshot."""

    agent: str
    description: str = ""
    prompt: str = ""
    parameters: dict[str, Json] = {}
    upstream: dict[str, Consumed] = {}
    """Step name to what it consumes of that step's report."""


class StepOutcome(StrEnum):
    ok = "ok"
    degraded = "degraded"
    skipped = "skipped"
    failed = "failed"
    cancelled = "cancelled"


class CacheUse(Fact):
    """How the cache answered, and why in one sentence."""

    state: Literal["hit", "miss", "refresh", "off"]
    why: str = ""
    key: str | None = None
    """Of the record that answered, or under which this run's is stored; None where nothing is cached."""


class Fallen(Fact):
    """A rung of a step's ladder that gave no answer."""

    place: str
    """`invoices`, `invoices (degraded)`, `invoices (code-reviewer)`: the name of its task run."""
    agent: str
    degraded: bool = False
    started: bool = True
    """False where it was passed over, because nothing more of its runner may start."""
    error: str
    """The error's class."""
    reason: str
    attempts: int = 0
    seconds: float = 0.0

    @property
    def shown(self) -> str:
        """`code-reviewer (degraded): the time limit of 120 s is over`"""
        who = f"{self.agent} (degraded)" if self.degraded else self.agent
        return f"{who}: {self.reason.splitlines()[0] if self.reason else self.error}"


class ShardResult(Fact):
    """How one shard of a step ended; its findings are in the step's report."""

    name: str
    """The service, `packages/a +2` for several, `rest` for the files that are in none."""
    outcome: StepOutcome
    cache: CacheUse
    answered_by: str = ""
    reason: str = ""
    summary: str = ""
    verdict: Verdict | None = None
    findings: int | None = None
    attempts: int = 1
    seconds: float = 0.0


class StepResult(Fact):
    """`attempts` and `seconds` are those of all rungs together, `cache` is of the one that answered."""

    name: str
    outcome: StepOutcome
    agent: str
    used_agent: str
    reason: str = ""
    attempts: int = 1
    report: Report | None = None
    """Of a step that failed: what it had found before (the other shards, or a gateway that gave no answer)."""
    cache: CacheUse
    seconds: float = 0.0
    answered_by: str = ""
    """The place of the rung that answered; the step's name where its own agent did, empty where none did."""
    fallen: tuple[Fallen, ...] = ()
    """The rungs that were tried or passed over before, in their order."""
    shards: tuple[ShardResult, ...] = ()
    """Of a step that was looked at in parts; empty for others."""

    @property
    def shard_hits(self) -> int:
        return sum(shard.cache.state == "hit" for shard in self.shards)


class WorkflowOutcome(StrEnum):
    succeeded = "succeeded"
    degraded = "degraded"
    goal_not_met = "goal_not_met"
    failed = "failed"
    cancelled = "cancelled"


class Cause(StrEnum):
    """Why a workflow is not plainly `succeeded`."""

    none = "none"
    execution = "execution"
    verdict = "verdict"


class Decision(Fact):
    """A branch taken or a value seen on the way, with what decided it."""

    step: str
    what: str
    value: Json = None


class RepositoryState(Fact):
    name: str
    path: str
    commit: str | None
    tree: str
    dirty: int = 0
    notes: tuple[str, ...] = ()
    """What of it could not be seen, or not as it is meant: submodules, conflicts, colliding names, missing objects."""

    @property
    def shown(self) -> str:
        """`demo_erp@3f2a91c`, or the name alone where there is no commit yet."""
        return f"{self.name}@{self.commit[:7]}" if self.commit else self.name


class Gone(Fact):
    """A finding of the baseline that the run did not find again."""

    fingerprint: str
    rule: str
    path: str | None = None
    undecided: str = ""
    """Why it cannot be called fixed: nobody looked there. Empty for one that is."""


class Idle(Fact):
    """A suppression that accepts nothing."""

    where: str
    """`file:line`"""
    subject: str
    expired: str | None = None
    """Its last day (ISO); None for one that matched no finding."""


class Acceptance(Fact):
    """What the operator's baseline and suppressions said about a run, beyond the marks on its findings."""

    baseline: str = ""
    suppressions: str = ""
    gone: tuple[Gone, ...] = ()
    idle: tuple[Idle, ...] = ()

    @property
    def fixed(self) -> tuple[Gone, ...]:
        return tuple(one for one in self.gone if not one.undecided)


class StoppedRunner(Fact):
    """A runner of which nothing more was started: what ended one step would have ended every other."""

    runner: str
    place: str
    """The rung whose error stopped it."""
    reason: str

    @property
    def shown(self) -> str:
        return f"runner {self.runner} was stopped by {self.place}: {self.reason.splitlines()[0]}"


class Continued(Fact):
    """A run that went on after its process had ended, or was retried."""

    times: int
    """How often it was begun before."""
    kept: tuple[str, ...] = ()
    """Steps that had finished before and were not repeated."""
    earlier: str = ""
    """The snapshot of `mixed`, where that is another than the run's."""
    mixed: tuple[str, ...] = ()
    """The kept steps that looked at `earlier`, and whose answer does not hold for the repository of today."""
    notes: tuple[str, ...] = ()
    """What did not count of what was there before, and why."""


class WorkflowResult(Fact):
    run_id: str
    workflow: str
    pattern: str
    outcome: WorkflowOutcome
    cause: Cause = Cause.none
    reason: str = ""
    repository: RepositoryState
    on: str
    """The date the rules were applied for (ISO)."""
    started: str
    seconds: float
    steps: tuple[StepResult, ...] = ()
    decisions: tuple[Decision, ...] = ()
    links: dict[str, str] = {}
    from_cache: bool = False
    """True when every step was answered from the cache without starting Prefect."""
    stopped_runners: tuple[StoppedRunner, ...] = ()
    acceptance: Acceptance | None = None
    """None where neither a baseline nor suppressions were named."""
    continued: Continued | None = None
    """None for a run that went through at once."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for step in self.steps if step.report for f in step.report.findings)

    @property
    def probes(self) -> tuple[ProbeResult, ...]:
        """Of all steps, also of those that failed because their gateway gave no answer."""
        return tuple(one for step in self.steps if step.report for one in step.report.probes)

    @property
    def simulated(self) -> tuple[str, ...]:
        """Names of the steps that a simulator answered."""
        return tuple(step.name for step in self.steps if step.report and step.report.simulated)
