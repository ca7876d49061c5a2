"""What a run's checks of gateways leave in Prefect: an event where a state changed, and the table of where all stand."""

from __future__ import annotations

from prefect.artifacts import create_table_artifact
from prefect.events import emit_event

from prohori.engine.health import Overview, instant, overviews, remember, said, shown
from prohori.gateways.health_book import Change
from prohori.model import WorkflowResult
from prohori.observe import journal
from prohori.settings import Settings

DAYS = 7


def publish_health(settings: Settings, result: WorkflowResult) -> None:
    """Keeps the checks; then events `prohori.gateway.up|degraded|down` and the artifact `gateways`. Nothing where no gateway was asked."""
    if not result.probes:
        return
    for change in remember(settings, result):
        _emit(change, result)
    try:
        found = overviews(settings, DAYS)
    except Exception as error:  # noqa: BLE001  the history cannot be read: the run's own answer stands
        journal.record(f"the state of gateways could not be shown: {error}", level="ERROR", component="health")
        return
    rows = [_row(one) for one in found]
    create_table_artifact(key="gateways", table=rows, description=f"Gateways by their checks; uptime over {DAYS} days of what is known")


def _emit(change: Change, result: WorkflowResult) -> None:
    """A simulator is another resource than the gateway, so that no automation takes one for the other."""
    kind = "simulated-gateway" if change.subject.simulated else "gateway"
    emit_event(
        event=f"prohori.{kind}.{change.after}",
        resource={"prefect.resource.id": f"prohori.{kind}.{change.subject.gateway}", "prefect.resource.name": shown(change.subject)},
        related=[{"prefect.resource.id": f"prefect.flow-run.{result.run_id}", "prefect.resource.role": "flow-run"}],
        payload={
            "message": said(change), "before": change.before, "after": change.after, "at": instant(change.at), "why": change.why,
            "last_good": instant(change.last_good), "simulated": change.subject.simulated, "workflow": result.workflow,
        },
    )  # fmt: skip


def _row(one: Overview) -> dict[str, str | None]:
    share = one.uptime.share
    return {
        "gateway": shown(one.subject), "state": one.standing.state, "since": instant(one.standing.since),
        "checked": instant(one.standing.checked), "last good": instant(one.standing.last_good),
        "uptime": "unknown" if share is None else f"{share:.2%}", "known": f"{one.uptime.known:.0%}", "why": one.standing.why,
    }  # fmt: skip
