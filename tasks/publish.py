"""What a finished run leaves in Prefect: artifacts in the UI, and the final state."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import StateType
from prefect.states import State

from prohori.model import WorkflowResult
from prohori.observe.report import as_markdown, first_line
from prohori.patterns.outcome import state_of
from prohori.settings import Language

SHOWN_FINDINGS = 200


def publish_report(result: WorkflowResult, language: Language = "en") -> None:
    """The report, a table of its findings, and one of what a loop measured and tried, as artifacts of the flow run."""
    create_markdown_artifact(key=f"{result.workflow}-report", markdown=as_markdown(result, language), description=first_line(result))
    rows = [
        {
            "severity": f.severity.value,
            "rule": f.rule,
            "where": f"{f.path or '-'}:{f.line or '-'}",
            "message": f.message,
            "source": f.source,
            "accepted": f.accepted.by if f.accepted else "",
        }
        for f in sorted(result.findings, key=lambda f: (f.accepted is not None, f.severity.rank))[:SHOWN_FINDINGS]
    ]
    if result.decisions:
        tried = [one.model_dump() for one in result.decisions]
        create_table_artifact(key=f"{result.workflow}-iterations", table=tried, description="What was measured and tried, in its order")
    create_table_artifact(key=f"{result.workflow}-findings", table=rows, description=f"{len(result.findings)} findings")


def final_state(result: WorkflowResult, *, on_degraded: str) -> State[None]:
    """`Completed`, or `Failed` under the outcome's own name; with a message and no data (a state that carries a model cannot be raised)."""
    kind, name = state_of(result.outcome, on_degraded=on_degraded)
    return State(type=StateType(kind), name=name, message=first_line(result))
