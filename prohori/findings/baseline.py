"""The baseline: findings that were there when somebody looked, so that only what is new counts. Sorted JSON, made to be reviewed.

A known finding that has become more severe is not known. One that is gone is `fixed` only where somebody looked: its step ran with
the same parameters, evaluated its rule, and did not leave its file out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from prohori.definition_errors import Definition, validate
from prohori.errors import DefinitionError
from prohori.located_yaml import parse
from prohori.model import Finding, Gone, Json, Severity, StepOutcome, StepResult, Verdict, WorkflowResult
from prohori.workflows.definition import WorkflowDefinition

FORMAT = "prohori-baseline-1"
MAX_BYTES = 64 * 1024 * 1024


class Known(Definition):
    """One finding. Its line is not in it: lines move."""

    path: str | None = None
    rule: str
    severity: Severity
    fingerprint: str = Field(min_length=1)
    step: str
    message: str = ""


class Scope(Definition):
    """What a step was asked when its findings were written down."""

    agent: str
    parameters: dict[str, Json] = {}


class Baseline(Definition):
    format: Literal["prohori-baseline-1"]
    workflow: str
    steps: dict[str, Scope]
    findings: tuple[Known, ...]

    def worst(self) -> dict[str, Severity]:
        """Fingerprint to the worst severity under which it is known."""
        worst: dict[str, Severity] = {}
        for known in self.findings:
            before = worst.get(known.fingerprint, known.severity)
            worst[known.fingerprint] = min(before, known.severity, key=lambda severity: severity.rank)
        return worst

    def gone(self, result: WorkflowResult, scopes: Mapping[str, Scope]) -> Iterator[Gone]:
        """Those that the run did not find, each with whether it could have."""
        found = {f.fingerprint for f in result.findings}
        steps = {step.name: step for step in result.steps}
        for known in self.findings:
            if known.fingerprint not in found:
                same = self.steps.get(known.step) == scopes.get(known.step)
                why = _undecided(known, steps.get(known.step), same)
                yield Gone(fingerprint=known.fingerprint, rule=known.rule, path=known.path, undecided=why)


def _undecided(known: Known, step: StepResult | None, same_scope: bool) -> str:
    if step is None:
        return f"the workflow has no step {known.step}"
    if step.report is None or step.outcome is not StepOutcome.ok or step.report.verdict is Verdict.not_evaluated:
        return f"{known.step} did not evaluate it"
    if not same_scope:
        return f"{known.step} ran with other parameters"
    coverage = step.report.coverage
    if coverage.rules and known.rule not in coverage.rules:
        return f"{known.step} did not look at the rule"
    if known.path and any(s.subject == known.path or s.subject.startswith(f"{known.path}:") for s in coverage.not_evaluated):
        return f"{known.step} did not evaluate the whole file"
    return ""


def scopes_of(workflow: WorkflowDefinition, parameters: Mapping[str, Mapping[str, Json]]) -> dict[str, Scope]:
    """By step; `parameters` are those of the run, above the definition's."""
    return {step.name: Scope(agent=step.agent, parameters={**step.parameters, **parameters.get(step.name, {})}) for step in workflow.steps}


def baseline_of(result: WorkflowResult, scopes: Mapping[str, Scope], before: Baseline | None = None) -> Baseline:
    """Today's findings. What a suppression accepts is left out, or its expiry would say nothing; what could not be decided
    about the baseline `before` is kept."""
    known = [
        _known(f, step.name)
        for step in result.steps
        if step.report
        for f in step.report.findings
        if not (f.accepted and f.accepted.by == "suppression")
    ]
    steps = dict(scopes)
    if before:
        undecided = {gone.fingerprint for gone in before.gone(result, scopes) if gone.undecided}
        known += [one for one in before.findings if one.fingerprint in undecided]
        steps = {**{name: scope for name, scope in before.steps.items() if _needed(name, before, undecided)}, **steps}
    ordered = sorted(dict.fromkeys(_identity(one) for one in known))
    found = {_identity(one): one for one in known}
    return Baseline(format=FORMAT, workflow=result.workflow, steps=dict(sorted(steps.items())), findings=tuple(found[i] for i in ordered))


def _needed(step: str, before: Baseline, kept: Iterable[str]) -> bool:
    return any(one.step == step and one.fingerprint in kept for one in before.findings)


def _identity(one: Known) -> tuple[str, str, str, str]:
    return one.path or "", one.rule, one.fingerprint, one.step


def _known(f: Finding, step: str) -> Known:
    return Known(path=f.path, rule=f.rule, severity=f.severity, fingerprint=f.fingerprint, step=step, message=f.message)


def as_json(baseline: Baseline) -> str:
    """The same text for the same findings, whatever the run, so that a diff shows what changed."""
    return json.dumps(baseline.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"


def read(path: Path) -> Baseline:
    """Raises `DefinitionError` with file and line."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        next_ = "check the path; `--write-baseline PATH` writes one"
        raise DefinitionError("The baseline cannot be read", where=str(path), why=error.strerror or str(error), next=next_) from None
    if content is None:
        raise DefinitionError(
            "The baseline is too large", where=str(path), why=f"the limit is {MAX_BYTES // 1_048_576} MiB", next="write it again"
        )
    try:
        return Baseline.model_validate_json(content, strict=True)
    except ValidationError as error:
        raise _explained(path, content, error) from None


def _explained(path: Path, content: bytes, error: ValidationError) -> DefinitionError:
    next_ = "take it from version control, or write it again with `--write-baseline`"
    try:
        text = content.decode("utf-8-sig")
        json.loads(text)
        validate(Baseline, parse(text, str(path)), "baseline")
    except DefinitionError as located:
        return located
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        return DefinitionError("The baseline is not UTF-8", where=f"{path}:{line}", why=wrong.reason, next=next_)
    except json.JSONDecodeError as wrong:
        return DefinitionError("The baseline is not JSON", where=f"{path}:{wrong.lineno}:{wrong.colno}", why=wrong.msg, next=next_)
    except RecursionError:
        return DefinitionError("The baseline is not one", where=f"{path}:1", why="it is nested too deeply", next=next_)
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return DefinitionError("The baseline is not valid", where=f"{path}:1", why=f"{place}: {first['msg']}", next=next_)
