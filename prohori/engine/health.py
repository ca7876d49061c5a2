"""The one place where what a run found of gateways becomes their history, and the overview that commands and artifacts show."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from prohori.errors import SettingsError
from prohori.gateways.health import DAY, Incident, Standing, Subject, Uptime, daily, incidents, standing, uptime
from prohori.gateways.health_book import Change, HealthBook
from prohori.model import Fact, WorkflowResult
from prohori.observe import journal
from prohori.settings import Settings


class Overview(Fact):
    """Of one gateway, or of the simulator of one, over the days that were asked for."""

    subject: Subject
    standing: Standing
    uptime: Uptime
    days: tuple[tuple[float, Uptime], ...]
    incidents: tuple[Incident, ...]
    """Those that were not over before these days, the newest first."""


def remember(settings: Settings, result: WorkflowResult) -> tuple[Change, ...]:
    """Keeps the checks of a run's gateways and says what changed. A disk that does not take them is said, and costs the run nothing."""
    if not result.probes:
        return ()
    try:
        changes = HealthBook(settings.state).add(result.run_id, result.probes)
    except (sqlite3.Error, OSError, SettingsError) as error:
        journal.record(f"the checks of gateways could not be kept: {error}", level="ERROR", component="health")
        return ()
    for change in changes:
        level, subject = "INFO" if change.after == "up" else "WARNING", change.subject
        simulated = subject.simulated or None
        journal.record(said(change), level=level, component="health", gateway=subject.gateway, simulated=simulated)
    return changes


def said(change: Change) -> str:
    before = f"was {change.before}" if change.before else "first check"
    why = f": {change.why}" if change.why else ""
    return f"{shown(change.subject)} is {change.after} ({before}){why}"


def shown(subject: Subject) -> str:
    return f"{subject.gateway} (simulated)" if subject.simulated else subject.gateway


def overviews(settings: Settings, days: int, *, now: float | None = None) -> tuple[Overview, ...]:
    """Gateways first, then simulators. A gateway that is configured and was never checked is among them, as unknown."""
    end = time.time() if now is None else now
    holds, start = settings.health_holds_minutes * 60.0, end - days * DAY
    kept = HealthBook(settings.state).checks()
    configured = {Subject(gateway=name) for name in (*settings.all_probes(), *settings.gateways)}
    found = []
    for subject in sorted(configured | set(kept), key=lambda one: (one.simulated, one.gateway)):
        checks = tuple(check for check in kept.get(subject, ()) if check.at <= end)
        recent = tuple(one for one in incidents(checks, holds) if (one.ended or one.last_seen) >= start)
        stands, share, by_day = standing(checks, end, holds), uptime(checks, start, end, holds), daily(checks, start, end, holds)
        found.append(Overview(subject=subject, standing=stands, uptime=share, days=by_day, incidents=recent[::-1]))
    return tuple(found)


def exit_code(found: Collection[Overview]) -> int:
    """0: all gateways are up; 1: one is down; 3: one is degraded or nothing is known of it, or of any. Simulators do not count."""
    states = {one.standing.state for one in found if not one.subject.simulated}
    return 1 if "down" in states else 0 if states == {"up"} else 3


def as_json(found: Collection[Overview]) -> list[dict[str, Any]]:
    return [
        {
            "gateway": one.subject.gateway, "simulated": one.subject.simulated, "state": one.standing.state,
            "since": instant(one.standing.since), "checked": instant(one.standing.checked), "last_good": instant(one.standing.last_good),
            "why": one.standing.why, "uptime": _uptime(one.uptime),
            "days": [{"from": instant(begin), **_uptime(day)} for begin, day in one.days],
            "incidents": [
                {
                    "worst": incident.worst, "first_seen": instant(incident.first_seen), "last_seen": instant(incident.last_seen),
                    "ended": instant(incident.ended), "seconds": round(incident.seconds, 3), "last_good": instant(incident.last_good),
                    "checks": incident.checks, "why": incident.why,
                }
                for incident in one.incidents
            ],
        }
        for one in found
    ]  # fmt: skip


def _uptime(one: Uptime) -> dict[str, float | None]:
    return {"up_share": one.share, "known_share": one.known}


def instant(at: float | None) -> str | None:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds") if at is not None else None
