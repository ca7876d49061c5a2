"""A result for people: one line, and Markdown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prohori.model import Finding, Severity, StepOutcome, Verdict, WorkflowOutcome, WorkflowResult
from prohori.observe.printable import printable

if TYPE_CHECKING:
    from jinja2 import Template


def first_line(result: WorkflowResult) -> str:
    """The whole truth in one line: outcome, why it is not plain success, findings, what was not looked at."""
    parts = [result.outcome.value if result.outcome is WorkflowOutcome.succeeded else f"{result.outcome.value}: {result.reason}"]
    parts.append(counted(result.findings))
    unseen = [step.name for step in result.steps if step.report and step.report.verdict is Verdict.not_evaluated]
    if unseen:
        parts.append(f"not evaluated: {', '.join(unseen)}")
    ran = [step for step in result.steps if step.outcome is not StepOutcome.skipped]
    hits = sum(step.cache.state == "hit" for step in ran)
    parts.append(f"{hits} of {len(ran)} steps from the cache")
    return "; ".join(parts)


def counted(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "no findings"
    counts = ", ".join(f"{n} {severity.value}" for severity in Severity if (n := sum(f.severity is severity for f in findings)))
    return f"{len(findings)} finding{'s' if len(findings) > 1 else ''} ({counts})"


def as_markdown(result: WorkflowResult) -> str:
    groups = [(severity.value, [f for f in result.findings if f.severity is severity]) for severity in Severity]
    text = _template().render(result=result, first_line=first_line(result), findings=[group for group in groups if group[1]])
    return text.strip() + "\n"


@cache
def _template() -> Template:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from prohori.performance.history import age

    environment = ImmutableSandboxedEnvironment(loader=PackageLoader("prohori"), undefined=StrictUndefined, autoescape=False)
    environment.filters.update(cell=_cell, line=_line, code=_code, age=age)
    return environment.get_template("report.md.j2")


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
