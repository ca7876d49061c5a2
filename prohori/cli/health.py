"""`prohori health`: where the gateways stand, and how long each was up."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter, validators

if TYPE_CHECKING:
    from rich.table import Table

    from prohori.engine.health import Overview
    from prohori.gateways.health import Incident, Uptime

Flag = Annotated[bool, Parameter(negative="")]
DHAKA = ZoneInfo("Asia/Dhaka")
COLOURS = {"up": "green", "degraded": "bold yellow", "down": "bold red", "unknown": "yellow"}


def health(*, days: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=400))] | None = None, json: Flag = False) -> int:
    """Show where each gateway stands by the checks that were made, and its incidents.

    Exit 0 if all are up, 1 if one is down, 3 if one is degraded or nothing is known of it. Simulators are shown apart and do not count.

    Parameters
    ----------
    days
        Also show the uptime of each of so many days, 400 at most. Without it: the last seven days as a whole.
    json
        Print JSON, with the incidents of the days.
    """
    from prohori.engine.health import as_json, exit_code, overviews
    from prohori.settings import load

    found = overviews(load(), days or 7)
    if json:
        from json import dumps

        print(dumps(as_json(found), indent=1))  # noqa: T201
        return exit_code(found)
    from prohori.cli.console import err, out, reader_may_leave

    with reader_may_leave():
        if found:
            out.print(_table(found, days or 7))
        if days:
            out.print(_days(found))
        for one in found:
            for incident in one.incidents:
                out.print(_told(one, incident), soft_wrap=True)
    if all(one.standing.checked is None or one.subject.simulated for one in found):
        next = "set `probes` (docs/how-to/probe.md), then `prohori run health-check --repo PATH`"
        err.print(f"No gateway has been checked. next: {next}", soft_wrap=True)
    return exit_code(found)


def _table(found: Collection[Overview], days: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    from prohori.engine.health import shown
    from prohori.observe.printable import printable

    table = Table("gateway", "state", "since", "checked", "last good", f"up, {days} d", "known", "incidents", box=None, header_style="dim")
    for one in found:
        stands = one.standing
        table.add_row(
            printable(shown(one.subject)), Text(stands.state, COLOURS[stands.state]), _when(stands.since), _when(stands.checked),
            _when(stands.last_good), _share(one.uptime), f"{one.uptime.known:.0%}", str(len(one.incidents)),
        )  # fmt: skip
    return table


def _days(found: Collection[Overview]) -> Table:
    from rich.table import Table

    from prohori.engine.health import shown
    from prohori.observe.printable import printable

    table = Table("from", *(printable(shown(one.subject)) for one in found), box=None, header_style="dim")
    for number, (begin, _) in enumerate(next(iter(found)).days if found else ()):
        table.add_row(_when(begin), *(_share(one.days[number][1]) for one in found))
    return table


def _share(one: Uptime) -> str:
    if one.share is None:
        return "unknown"
    return f"{one.share:.2%}" + (f" of {one.known:.0%}" if one.known < 0.995 else "")


def _told(one: Overview, incident: Incident) -> str:
    from prohori.engine.health import shown
    from prohori.observe.printable import printable

    end = f"to {_when(incident.ended)}" if incident.ended else f"last seen {_when(incident.last_seen)}, no end seen"
    good = f"; last good {_when(incident.last_good)}" if incident.last_good else "; never seen up before"
    why = f": {incident.why}" if incident.why else ""
    return printable(
        f"{shown(one.subject)} {incident.worst} from {_when(incident.first_seen)} {end} ({_lasted(incident.seconds)}){good}{why}"
    )


def _lasted(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{seconds / 3600:.1f} h" if seconds < 2 * 86_400 else f"{seconds / 86_400:.1f} d"


def _when(at: float | None) -> str:
    """In Dhaka; of today only the time."""
    if at is None:
        return "-"
    moment = datetime.fromtimestamp(at, DHAKA)
    today = datetime.fromtimestamp(time.time(), DHAKA).date()
    return moment.strftime("%H:%M" if moment.date() == today else "%Y-%m-%d %H:%M")
