"""A result for people: one line, and Markdown, in English or Bengali."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from prohori.model import Acceptance, Finding, Severity, StepOutcome, Verdict, WorkflowOutcome, WorkflowResult
from prohori.observe.printable import printable
from prohori.observe.words import Words, words
from prohori.settings import Language

if TYPE_CHECKING:
    from jinja2 import Template


MIXED = "mixed snapshot"
"""How the reason of a run begins whose steps looked at more than one state of the repository."""


def first_line(result: WorkflowResult, language: Language = "en") -> str:
    """The whole truth in one line: outcome, why it is not plain success, findings and how many are accepted, what was not looked at."""
    say = words(language)
    outcome = say(f"workflow_outcome.{result.outcome.value}")
    parts = [outcome if result.outcome is WorkflowOutcome.succeeded else f"{outcome}: {result.reason}"]
    parts.append(counted(result.findings, language))
    if result.continued and result.continued.mixed and not (language == "en" and result.reason.startswith(MIXED)):
        parts.append(say("line.mixed", steps=", ".join(result.continued.mixed), repository=result.continued.earlier))
    if result.acceptance and result.acceptance.fixed:
        parts.append(say("line.fixed", n=len(result.acceptance.fixed)))
    unseen = [step.name for step in result.steps if step.report and step.report.verdict is Verdict.not_evaluated]
    if unseen:
        parts.append(say("line.not_evaluated", steps=", ".join(unseen)))
    if result.simulated:
        parts.append(say("line.simulated", steps=", ".join(result.simulated)))
    ran = [step for step in result.steps if step.outcome is not StepOutcome.skipped]
    parts.append(say("line.cached", hits=sum(step.cache.state == "hit" for step in ran), ran=len(ran)))
    parts += [
        say("line.shards", step=step.name, hits=step.shard_hits, shards=len(step.shards))
        for step in ran
        if step.shards and step.cache.state != "hit"
    ]
    return "; ".join(parts)


def counted(findings: tuple[Finding, ...], language: Language = "en") -> str:
    """How many, of which severities, and how many of them are accepted."""
    say = words(language)
    if not findings:
        return say("line.no_findings")
    severities = Counter(f.severity for f in findings)
    counts = ", ".join(say("line.count", n=severities[one], severity=say(f"severity.{one.value}")) for one in Severity if severities[one])
    text = say("line.one_finding" if len(findings) == 1 else "line.findings", n=len(findings), counts=counts)
    accepted = Counter(f.accepted.by for f in findings if f.accepted)
    if not accepted:
        return text
    parts = ", ".join(say(f"line.by_{by}", n=accepted[by]) for by in sorted(accepted))
    return f"{text}, {say('line.accepted', n=accepted.total(), parts=parts)}"


def as_markdown(result: WorkflowResult, language: Language = "en") -> str:
    open_ = [f for f in result.findings if not f.accepted]
    groups = [(severity.value, [f for f in open_ if f.severity is severity]) for severity in Severity]
    text = _template(language).render(
        result=result,
        first_line=first_line(result, language),
        findings=[group for group in groups if group[1]],
        accepted=[f for f in result.findings if f.accepted],
        acceptance=result.acceptance or Acceptance(),
    )
    return text.strip() + "\n"


@cache
def _template(language: Language) -> Template:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    say = words(language)
    environment = ImmutableSandboxedEnvironment(loader=PackageLoader("prohori"), undefined=StrictUndefined, autoescape=False)
    environment.filters.update(cell=_cell, line=_line, code=_code, number=say.number, date=say.date, age=partial(_age, say))
    environment.globals["say"] = say
    return environment.get_template("report.md.j2")


def _age(say: Words, measured_at: str) -> str:
    from prohori.performance.history import elapsed

    unit, number = elapsed(measured_at)
    return say(f"age.{unit}", n=number)


def _line(text: str) -> str:
    """Text of the repository on one line, with nothing that Markdown or HTML would run or render."""
    safe = printable(" ".join(text.split()))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace("[", "\\[").replace("!", "\\!")


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _code(text: str) -> str:
    """An inline code span that its own backticks cannot end."""
    fence = "`" * (1 + _longest_run(text))
    return f"{fence} {printable(' '.join(text.split()))} {fence}"


def _longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest
