"""What the operator accepts, applied to a run's result. Costs nothing where no file is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from prohori.engine.answers import DHAKA
from prohori.engine.workspace import Workspace
from prohori.model import WorkflowResult


def judge_of(workspace: Workspace) -> Callable[[WorkflowResult], WorkflowResult]:
    """Raises `DefinitionError` for a wrong file, before anything runs."""
    request, settings = workspace.request, workspace.settings
    if not (request.baseline or request.suppressions or settings.baseline or settings.suppressions):
        return _without_marks
    from prohori.findings.acceptance import judge

    return judge(request, settings, workspace.workflow, datetime.now(DHAKA).date())


def _without_marks(result: WorkflowResult) -> WorkflowResult:
    """Nothing but the operator's files accepts a finding: an agent's own mark, or a record's, is taken off."""
    if not any(f.accepted for f in result.findings):
        return result
    from prohori.findings.acceptance import marked_step

    return result.model_copy(update={"steps": tuple(marked_step(step, lambda _: None) for step in result.steps)})
