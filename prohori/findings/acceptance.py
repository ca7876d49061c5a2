"""Baseline and suppressions, applied at the end of a run: after the cache, never in a key, and without hiding a finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from prohori.engine.request import RunRequest
from prohori.findings import baseline, suppressions
from prohori.findings.baseline import Baseline, Scope
from prohori.findings.suppressions import Suppressions
from prohori.model import Acceptance, Accepted, Finding, StepResult, WorkflowResult
from prohori.settings import Settings, expanded
from prohori.workflows.definition import WorkflowDefinition


class Judge:
    """The operator's files, read; each finding of a result is judged once."""

    def __init__(self, known: Baseline | None, accepted: Suppressions | None, scopes: dict[str, Scope], named: Acceptance) -> None:
        self._known, self._suppressions, self._scopes, self._named = known, accepted, scopes, named
        self._worst = known.worst() if known else {}

    def __call__(self, result: WorkflowResult) -> WorkflowResult:
        marked = result.model_copy(update={"steps": tuple(marked_step(step, self.accepted) for step in result.steps)})
        gone = tuple(self._known.gone(marked, self._scopes)) if self._known else ()
        idle = self._suppressions.idle() if self._suppressions else ()
        return marked.model_copy(update={"acceptance": self._named.model_copy(update={"gone": gone, "idle": idle})})

    def accepted(self, f: Finding) -> Accepted | None:
        """A suppression says more than the baseline, so it is asked first."""
        by_suppression = self._suppressions.accepted(f) if self._suppressions else None
        if by_suppression:
            return by_suppression
        known = self._worst.get(f.fingerprint)
        return Accepted(by="baseline") if known and f.severity.rank >= known.rank else None


def marked_step(step: StepResult, accepted: Callable[[Finding], Accepted | None]) -> StepResult:
    """The step with its findings marked anew, whatever they were marked with."""
    if step.report is None:
        return step
    findings = tuple(f.model_copy(update={"accepted": accepted(f)}) for f in step.report.findings)
    return step.model_copy(update={"report": step.report.model_copy(update={"findings": findings})})


def judge(request: RunRequest, settings: Settings, workflow: WorkflowDefinition, today: date) -> Judge:
    """Reads what the request or the settings name. `today` is the day of the run: an old `--on` revives no suppression."""
    known_file = expanded(request.baseline) if request.baseline else settings.baseline
    accepted_file = expanded(request.suppressions) if request.suppressions else settings.suppressions
    return Judge(
        baseline.read(known_file) if known_file else None,
        suppressions.read(accepted_file, today) if accepted_file else None,
        baseline.scopes_of(workflow, request.parameters),
        Acceptance(baseline=str(known_file or ""), suppressions=str(accepted_file or "")),
    )
