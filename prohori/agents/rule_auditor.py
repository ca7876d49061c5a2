"""Audits the rules that code and data state in any language: against the rulebook of the day, and against each other.

`look: statements` judges each file by itself, so it can be asked of a part of the repository. `look: agreement` compares what all files
say and asks what is reached, so it needs the whole. Both are the code of `prohori rules scan`. Where the rulebook has no answer for the
day, the verdict is never a pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from prohori.agents.job_parameters import parameters_of
from prohori.agents.scope import Scope, scope_of
from prohori.codebase.registry.agreement import CONFLICT, MISSING, findings_of
from prohori.codebase.registry.analyser import RULE_GLOBS
from prohori.codebase.registry.departures import RULES, Law
from prohori.codebase.registry.registry import Stated, registry, stated
from prohori.errors import UsageError
from prohori.model import Coverage, Fact, Finding, Job, Json, Report, Skipped, Verdict, count, report
from prohori.rulebook.book import rulebook
from prohori.rulebook.verdicts import OVERRIDES, Judge
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

AGENT = "rule-auditor"


class Parameters(Fact):
    look: Literal["statements", "agreement"] = "statements"
    module: Json = None
    without: Json = Field(default=None)


def run(job: Job, reads: Reads) -> Report:
    look = parameters_of(job, Parameters, next="`look` is `statements` or `agreement`").look
    scope = scope_of(job.parameters, AGENT)
    if look == "statements":
        return statements(stated(reads, scope.globs(RULE_GLOBS)), reads)
    if scope != Scope():
        raise UsageError(
            "`look: agreement` is about the whole repository", where=f"parameters of `{AGENT}`",
            why="a part cannot say whether it agrees with the others", next="leave `module`, `without` and `shard` out",
        )  # fmt: skip
    return agreement(stated(reads), reads)


def statements(said: Stated, reads: Reads) -> Report:
    """What each file states, judged against the law of the day."""
    judge = Judge(reads)
    law = Law(judge, rulebook(reads.setting(OVERRIDES)))
    answers = [law.departure(spelled(path), one) for path, file in said.read.items() for one in file.rules]
    findings = [one for one in answers if isinstance(one, Finding)]
    unjudged = [one for one in answers if isinstance(one, Skipped)]
    rules = Counter(one.kind for file in said.read.values() for one in file.rules)
    summary = f"{rules.total()} rules in {len(said.read):,} files of code and data; {_counted(findings)} from the rulebook."
    overridden = "; ".join(f"{fact}: {reason}" for fact, reason in sorted(judge.overrides.items()))
    made = report(
        AGENT, summary + (f" The team's overrides of the rulebook answered {overridden}." if overridden else ""), findings=findings,
        metrics={"rules": count(rules.total(), "rules"), **{kind: count(n, "rules") for kind, n in sorted(rules.items())}},
        coverage=_coverage(said, tuple(dict.fromkeys(RULES.values())), unjudged),
    )  # fmt: skip
    return made.model_copy(update={"verdict": Verdict.not_evaluated}) if judge.unanswered and made.verdict is Verdict.passed else made


def agreement(said: Stated, reads: Reads) -> Report:
    """Where what files state disagrees, and stored identifiers that nothing alive checks."""
    found = registry(reads, said)
    findings = tuple(findings_of(found, rulebook(reads.setting(OVERRIDES)), reads.dated))
    live = sum(one.is_live for one in found.rules)
    gaps = f"{len(found.missing)} stored identifiers without a check"
    summary = f"{len(found.rules)} rules, {live} of them alive: {len(found.conflicts)} conflicts, {gaps}."
    metrics = {"rules": count(len(found.rules), "rules"), "live": count(live, "rules")}
    return report(AGENT, summary, findings=findings, metrics=metrics, coverage=_coverage(said, (CONFLICT, MISSING)))


def _coverage(said: Stated, rules: tuple[str, ...], unjudged: Iterable[Skipped] = ()) -> Coverage:
    files = sum(file.was_read for file in said.read.values())
    skipped = (*(Skipped(subject=one.path, reason=one.reason) for one in said.unread), *unjudged)
    return Coverage(files=files, rules=rules if files else (), not_evaluated=skipped)


def _counted(findings: list[Finding]) -> str:
    return "none departs" if not findings else f"{len(findings)} depart" + "s" * (len(findings) == 1)
