"""A result as JUnit XML, for CI systems: one testsuite a step, one testcase a rule that was looked at.

Findings that are not accepted are failures, of whatever severity: JUnit knows none. What was not evaluated is skipped, a step
without a report is an error. Whether the build breaks is the exit code's business (`--fail-on`).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from prohori.model import Finding, Report, StepOutcome, StepResult, Verdict, WorkflowResult
from prohori.observe.printable import printable
from prohori.observe.report import counted, first_line


def as_junit(result: WorkflowResult) -> str:
    root = Element("testsuites", name=_clean(result.workflow), time=f"{result.seconds:.3f}")
    for step in result.steps:
        _suite(root, result, step)
    for kind in ("tests", "failures", "errors", "skipped"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in root)))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, result: WorkflowResult, step: StepResult) -> None:
    suite = SubElement(root, "testsuite", name=_clean(step.name), timestamp=result.started[:19], time=f"{step.seconds:.3f}")
    properties = SubElement(suite, "properties")
    told = [("result", first_line(result)), ("agent", step.used_agent), ("cache", step.cache.state), ("run", result.run_id)]
    if step.fallen:
        told += [("answered by", step.answered_by or "none"), *(("fallen", f"{rung.place}: {rung.reason}") for rung in step.fallen)]
    told += [("shard", f"{shard.name}: {shard.outcome.value}, {shard.cache.state}: {shard.cache.why}") for shard in step.shards]
    for name, value in told:
        SubElement(properties, "property", name=name, value=_clean(value))
    for case in _cases(step):
        case.set("classname", _clean(f"{result.workflow}.{step.name}"))
        case.set("time", "0")
        suite.append(case)
    for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(kind, str(sum(case.find(tag) is not None for case in suite.iter("testcase"))))
    suite.set("tests", str(len(suite.findall("testcase"))))


def _cases(step: StepResult) -> Iterator[Element]:
    """Never none: a step that nobody looked at must not look like one without failures."""
    report = step.report
    if report is None:
        yield _ended(step)
        return
    rules = sorted({*report.coverage.rules, *(f.rule for f in report.findings)})
    for rule in rules:
        yield _rule(rule, report)
    if not rules:
        yield _whole(step, report)
    if step.outcome is not StepOutcome.ok:
        yield _ended(step)
    if report.simulated:
        yield _case(step.name, "skipped", "simulated: a local stand-in answered, not the real thing")
    for unseen in report.coverage.not_evaluated:
        yield _case(unseen.subject, "skipped", f"not evaluated: {unseen.reason}")


def _ended(step: StepResult) -> Element:
    """Of a step that is not plainly ok: one that failed went wrong, of others something was left out."""
    tag = "error" if step.outcome is StepOutcome.failed else "skipped"
    return _case(step.name, tag, f"{step.outcome.value}: {step.reason}")


def _whole(step: StepResult, report: Report) -> Element:
    """A step that checks no rules, such as one that gathers context."""
    unseen = report.verdict is Verdict.not_evaluated
    return _case(step.name, "skipped", f"not evaluated: {report.summary}") if unseen else Element("testcase", name=_clean(step.name))


def _rule(rule: str, report: Report) -> Element:
    found = [f for f in report.findings if f.rule == rule]
    fresh = tuple(sorted((f for f in found if not f.accepted), key=lambda f: f.severity.rank))
    accepted = [f for f in found if f.accepted]
    if fresh:
        case = _case(rule, "failure", counted(fresh), "\n".join(map(_line, fresh)))
        case[0].set("type", fresh[0].severity.value)
    elif report.verdict is Verdict.not_evaluated:
        case = _case(rule, "skipped", f"not evaluated: {report.summary}")
    else:
        case = Element("testcase", name=_clean(f"{rule} (simulated)" if report.simulated else rule))
    if accepted:
        SubElement(case, "system-out").text = _clean("\n".join(f"accepted, {_why(f)}: {_line(f)}" for f in accepted))
    return case


def _why(f: Finding) -> str:
    assert f.accepted  # noqa: S101
    until = f" until {f.accepted.expires}" if f.accepted.expires else ""
    return f"{f.accepted.by}{until}{f' ({f.accepted.reason})' if f.accepted.reason else ''}"


def _line(f: Finding) -> str:
    place = f"{f.path or '-'}:{f.line}" if f.line else f.path or "-"
    return f"{f.severity.value} {place} {' '.join(f.message.split())}" + (f" ({f.source})" if f.source else "")


def _case(name: str, tag: str, message: str, text: str = "") -> Element:
    case = Element("testcase", name=_clean(name))
    SubElement(case, tag, message=_clean(" ".join(message.split()))).text = _clean(text) or None
    return case


def _clean(text: str) -> str:
    """What XML 1.0 cannot hold (control characters, surrogates, noncharacters) is not printable either."""
    return printable(text.replace("\t", " "))
