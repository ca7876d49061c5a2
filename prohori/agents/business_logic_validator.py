"""Finds the tax and identifier rules that the ERP's code states, and holds them against the dated rulebook.

Scores are 0 to 100. For a category, 100 × (1 − weight of its findings ÷ places judged), at least 0, with
critical 1, major 0.6, minor 0.2, info 0.05; `documentation` is the share of places with a comment that
names the law. `score` is their mean, weighted 35 regulatory, 30 data integrity, 25 business logic, 10
documentation. A category with no place to judge has no score.

Where the rulebook has no answer for the day, the verdict is never a pass. What a team's overrides answered is said in the summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from prohori.agents.module_scope import code_files, code_not_looked_into
from prohori.agents.scope import Scope, scope_of
from prohori.codebase.candidates import Candidate, Extraction
from prohori.codebase.stated_rules import StatedRules
from prohori.errors import NotAnalysed
from prohori.model import Coverage, Finding, Job, Metric, Report, Severity, Skipped, Verdict, count, report, weighted
from prohori.rulebook.verdicts import RULES, Judge, needs_home, rule_of
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

AGENT = "business-logic-validator"
CATEGORIES = {
    "regulatory": frozenset({"bd-vat-rate", "bd-due-date"}),
    "business_logic": frozenset({"bd-vat-base", "bd-fiscal-year"}),
    "data_integrity": frozenset({"bd-tin-format", "bd-bin-format", "bd-nid-format", "bd-mobile-format"}),
}
_SHARES = {"regulatory": 0.35, "data_integrity": 0.30, "business_logic": 0.25, "documentation": 0.10}
_WEIGHTS = {Severity.critical: 1.0, Severity.major: 0.6, Severity.minor: 0.2, Severity.info: 0.05}
_POINTS = "of 100"


def run(job: Job, reads: Reads) -> Report:
    """Reads product code only: not tests, generated or vendored files. Parameters `module` and `without`: the folders to look at,
    and those to leave out; default is the whole target."""
    analyser, scope = StatedRules(), scope_of(job.parameters, AGENT)
    paths = code_files(reads, scope)
    places: list[Candidate] = []
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    extractions = dict(reads.analyse_all(paths, analyser))
    judge = Judge(reads, at_home=_is_at_home(reads, analyser, extractions, scope))
    for path, extraction in extractions.items():
        name = spelled(path)
        skipped += (Skipped(subject=name, reason=reason) for reason in extraction.unread)
        for candidate in extraction.candidates:
            answer = judge.judge(name, candidate)
            if isinstance(answer, Skipped):
                skipped.append(answer)
                continue
            places.append(candidate)
            if answer is not None:
                findings.append(answer)
    skipped += code_not_looked_into(reads, scope)
    read = sum(extraction.was_read for extraction in extractions.values())
    coverage = Coverage(files=read, rules=tuple(RULES.values()) if read else (), not_evaluated=tuple(skipped))
    summary = _summary(read, len(paths), places, findings) + _overridden(judge.overrides)
    made = report(AGENT, summary, findings=findings, metrics=_metrics(places, findings), coverage=coverage)
    if judge.unanswered and made.verdict is Verdict.passed:
        return made.model_copy(update={"verdict": Verdict.not_evaluated})
    return made


def _is_at_home(reads: Reads, analyser: StatedRules, scoped: Mapping[str, Extraction], scope: Scope) -> bool:
    """Whether some check is of a BIN, of an NID, or of a phone number that its pattern or name shows to be Bangladeshi.

    It may stand in another module than the check that needs to know. So where one does, and nothing in scope shows it, the rest of
    the repository is asked, up to the first file that does: a module is never silent because its neighbour has the proof.
    """
    if any(map(_shows_home, scoped.values())):
        return True
    if not scope.modules and not scope.without:
        return False
    if not any(needs_home(c) for extraction in scoped.values() for c in extraction.candidates):
        return False
    return any(_file_shows_home(reads, analyser, path) for path in code_files(reads, Scope()) if path not in scoped)


def _file_shows_home(reads: Reads, analyser: StatedRules, path: str) -> bool:
    """One whose analysis is cut off shows nothing; the report lists it."""
    try:
        return _shows_home(reads.analyse(path, analyser))
    except NotAnalysed:
        return False


def _shows_home(extraction: Extraction) -> bool:
    found = (c for c in extraction.candidates if c.family == "identifier")
    return any(c.about in ("bin", "nid") or (c.about == "mobile" and c.says["home"]) for c in found)


def _summary(files: int, found: int, places: list[Candidate], findings: list[Finding]) -> str:
    if not files:
        return f"None of {found:,} files of product code could be read." if found else "No product code was found."
    counted = Counter(f.severity for f in findings)
    worst_first = ", ".join(f"{counted[s]} {s.value}" for s in Severity if counted[s])
    looked = f"{len(places)} places in {files:,} files state a tax or identifier rule"
    return (
        f"{looked}; {len(findings)} depart from the rulebook ({worst_first})." if findings else f"{looked}; none departs from the rulebook."
    )


def _overridden(overrides: dict[str, str]) -> str:
    said = "; ".join(f"{fact}: {reason}" for fact, reason in sorted(overrides.items()))
    return f" The team's overrides of the rulebook answered {said}." if said else ""


def _metrics(places: list[Candidate], findings: list[Finding]) -> dict[str, Metric]:
    metrics = {"places": count(len(places), "places")}
    for category, rules in CATEGORIES.items():
        judged = sum(rule_of(p) in rules for p in places)
        if judged:
            lost = sum(_WEIGHTS[f.severity] for f in findings if f.rule in rules)
            metrics[category] = Metric(value=_score(1 - lost / judged), unit=_POINTS, over=judged)
    if places:
        documented = sum(bool(p.says["documented"]) for p in places)
        metrics["documentation"] = Metric(value=_score(documented / len(places)), unit=_POINTS, over=len(places))
        scored = {name: metrics[name] for name in _SHARES if name in metrics}
        metrics["score"] = Metric(value=weighted(scored, _SHARES), unit=_POINTS, weights=_SHARES)
    return metrics


def _score(share: float) -> float:
    return round(100 * min(1.0, max(0.0, share)), 1)
