"""Reviews product code for what can be decided from one file: credentials, injection, money in floats, I/O in loops.

It does not follow values across files, does not know whether a route is protected, and reads no other languages
than TypeScript, JavaScript and Python (and committed `.env` files).
"""

from __future__ import annotations

from collections import Counter

from prohori.agents.module_scope import code_files, environment_files
from prohori.agents.scope import scope_of
from prohori.codebase.review import RULES, FileReviewer
from prohori.model import Coverage, Finding, Job, Metric, Report, Skipped, count, report
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

AGENT = "code-reviewer"


def run(job: Job, reads: Reads) -> Report:
    """Parameters `module` and `without`: the folders (or files) to look at, and those to leave out; default is the whole target."""
    scope = scope_of(job.parameters, AGENT)
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    reviewer = FileReviewer()
    files = (*code_files(reads, scope), *environment_files(reads, scope))
    whole = 0
    for path, review in reads.analyse_all(files, reviewer):
        findings += review.findings
        if review.unread:
            skipped.append(Skipped(subject=spelled(path), reason=review.unread))
        whole += not review.unread or review.unread.startswith("read in part")
    coverage = Coverage(files=whole, rules=tuple(RULES) if whole else (), not_evaluated=tuple(skipped))
    return report(AGENT, _summary(findings, whole, scope.shown), findings=findings, metrics=_metrics(findings, whole), coverage=coverage)


def _metrics(findings: list[Finding], files: int) -> dict[str, Metric]:
    counts = Counter(f.rule for f in findings)
    return {"files": count(files, "files")} | {rule: count(counts[rule], "findings") for rule in RULES}


def _summary(findings: list[Finding], files: int, module: str) -> str:
    where = f" under `{module}`" if module else ""
    if not files:
        return f"No TypeScript, JavaScript or Python product code was found{where}, so nothing was reviewed."
    if not findings:
        return f"{files} files{where} reviewed against {len(RULES)} rules: nothing found."
    counts = Counter(f.rule for f in findings)
    listed = ", ".join(f"{rule} {counts[rule]}" for rule in RULES if counts[rule])
    return f"{files} files{where} reviewed: {len(findings)} findings ({listed})."
