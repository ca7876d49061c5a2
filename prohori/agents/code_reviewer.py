"""Reviews product code against the rules in `prohori/codebase/review_rules/`: each file by itself, then what files say together.

It does not follow values across files, and reads no other languages than TypeScript, JavaScript and Python (and committed `.env` files);
PHP only for what it says to payment gateways.
Comments in the code that ask to ignore a finding are not heard here: what is reviewed does not decide what is reported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from prohori.agents.module_scope import code_files, environment_files, php_files
from prohori.agents.scope import Scope, scope_of
from prohori.codebase.review import RULES, FileReviewer, findings_between, is_php
from prohori.codebase.review_facts import Ignore
from prohori.model import Coverage, Finding, Job, Metric, Report, Skipped, count, report
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


def run(job: Job, reads: Reads) -> Report:
    """Parameters `module` and `without`: the folders (or files) to look at, and those to leave out; default is the whole target."""
    scope = scope_of(job.parameters, AGENT)
    made = review(reads, scope)
    return report(
        AGENT, _summary(made.findings, made.coverage, scope.shown), findings=made.findings,
        metrics=_metrics(made.findings, made.coverage), coverage=made.coverage,
    )  # fmt: skip


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
