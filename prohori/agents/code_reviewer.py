"""Reviews product code against the rules in `prohori/codebase/review_rules/`: each file by itself, then what files say together.

It does not follow values across files, and reads no other languages than TypeScript, JavaScript and Python (and committed `.env` files);
PHP only for what it says to payment gateways.
Comments in the code that ask to ignore a finding are not heard here: what is reviewed does not decide what is reported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from prohori.agents.module_scope import code_files, code_not_looked_into, environment_files, php_files
from prohori.agents.scope import Scope, scope_of
from prohori.codebase.review import RULES, FileReviewer, findings_between, is_php
from prohori.codebase.review_facts import Ignore
from prohori.definition_errors import nearest
from prohori.errors import UsageError
from prohori.model import Coverage, Finding, Job, Json, Metric, Report, Skipped, count, report
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

AGENT = "code-reviewer"
WHOLE = Scope()
OF_PHP = "gateway."
"""The family of rules that PHP is read for."""


@dataclass(frozen=True, slots=True)
class Review:
    findings: tuple[Finding, ...]
    coverage: Coverage
    ignores: dict[str, tuple[Ignore, ...]]
    """By path."""

    def only(self, wanted: frozenset[str]) -> Review:
        """Of some rules; of all where none is named."""
        if not wanted:
            return self
        coverage = self.coverage.model_copy(update={"rules": tuple(rule for rule in self.coverage.rules if rule in wanted)})
        return Review(tuple(f for f in self.findings if f.rule in wanted), coverage, self.ignores)


def run(job: Job, reads: Reads) -> Report:
    """Parameters `module` and `without`: the folders (or files) to look at, and those to leave out; default is the whole target.
    `rules`: only these."""
    scope = scope_of(job.parameters, AGENT)
    made = review(reads, scope).only(_wanted(job.parameters.get("rules")))
    return report(
        AGENT, _summary(made.findings, made.coverage, scope.shown), findings=made.findings,
        metrics=_metrics(made.findings, made.coverage), coverage=made.coverage,
    )  # fmt: skip


def _wanted(given: Json) -> frozenset[str]:
    names = [given] if isinstance(given, str) else given or []
    for name in names if isinstance(names, list) else [names]:
        if name not in RULES:
            raise UsageError(
                f"`{name}` is no rule of the review", where=f"parameter `rules` of `{AGENT}`",
                next=nearest(str(name), RULES) or "docs/reference/review.md lists them",
            )  # fmt: skip
    return frozenset(names)


def review(reads: Reads, scope: Scope = WHOLE) -> Review:
    """In a part of the repository, rules about what files say together are left out: the check may stand in the other part."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    facts, ignores = {}, {}
    whole = partly = 0
    files = (*code_files(reads, scope), *php_files(reads, scope), *environment_files(reads, scope))
    for path, one in reads.analyse_all(files, FileReviewer()):
        findings += one.findings
        facts[spelled(path)] = one.facts
        if one.ignores:
            ignores[spelled(path)] = one.ignores
        if one.unread:
            skipped.append(Skipped(subject=spelled(path), reason=one.unread))
        if one.looked_at and (not one.unread or one.unread.startswith("read in part")):
            whole += not is_php(path)
            partly += is_php(path)
    if scope == WHOLE:
        findings += findings_between(facts)
    asked = (rule for rule in RULES.values() if scope == WHOLE or not rule.across_files)
    rules = tuple(rule.id for rule in asked if whole or (partly and rule.id.startswith(OF_PHP)))
    skipped += code_not_looked_into(reads, scope)
    coverage = Coverage(files=whole + partly, rules=rules, not_evaluated=tuple(skipped))
    return Review(tuple(findings), coverage, ignores)


def _metrics(findings: tuple[Finding, ...], coverage: Coverage) -> dict[str, Metric]:
    counts = Counter(f.rule for f in findings)
    return {"files": count(coverage.files, "files")} | {rule: count(counts[rule], "findings") for rule in coverage.rules}


def _summary(findings: tuple[Finding, ...], coverage: Coverage, module: str) -> str:
    where = f" under `{module}`" if module else ""
    files = coverage.files
    if not files:
        return f"No TypeScript, JavaScript or Python product code was found{where}, so nothing was reviewed."
    if not findings:
        return f"{files} files{where} reviewed against {len(coverage.rules)} rules: nothing found."
    counts = Counter(f.rule for f in findings)
    listed = ", ".join(f"{rule} {counts[rule]}" for rule in coverage.rules if counts[rule])
    return f"{files} files{where} reviewed: {len(findings)} findings ({listed})."
