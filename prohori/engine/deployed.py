"""What the Prefect API holds, compared with the list of deployments: schedules, who runs them, result storage, retention."""

from __future__ import annotations

import urllib.error
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from prohori import deployments, serving
from prohori.deployments import WORK_POOL, Deployment
from prohori.engine.check import Check
from prohori.prefect_api import ask
from prohori.settings import Settings

DEPLOY = "`prefect --no-prompt deploy --all`, or `python deployments/serve.py`"
DEPLOY_AGAIN = "`prefect --no-prompt deploy --all`, or start `python deployments/serve.py` again: either makes it that of the list"
AUTOMATION = "prohori-crashed"
START_WORKER = f"`prefect worker start --pool {WORK_POOL}`"
POLLED_WITHIN = timedelta(seconds=60)
"""Whoever takes a deployment's runs asks for them at least every fifteen seconds."""

Row = dict[str, Any]


def checks(settings: Settings, *, own_server: bool) -> Iterator[Check]:
    """Every question to the API is limited in time; one that fails is a check that is `wrong`, and the others are still made."""
    yield from _answered("retention", lambda: _retention(own_server=own_server))
    yield from _answered("result storage", lambda: _storage(settings))
    yield from _answered("deployments", lambda: _deployments(settings))


def _answered(what: str, check: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    try:
        yield from check()
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"the API does not say: {type(error).__name__}: {error}"
        yield Check(what=what, state="wrong", found=found, next="`prohori doctor` again; the server's log if it stays so")


def _found(path: str, body: object = None) -> Any:
    """The answer, or None where the API does not know it."""
    try:
        return ask(path, body)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise


def _retention(*, own_server: bool) -> Iterator[Check]:
    settings = _found("/admin/settings")
    if settings is None:  # Prefect Cloud keeps its own
        return
    vacuum = settings["server"]["services"]["db_vacuum"]
    if "flow_runs" in (vacuum["enabled"] or ()) or vacuum["enabled"] is True:
        yield Check(what="retention", state="ok", found=f"the server forgets runs after {vacuum['retention_period']}")
        return
    next_ = "`prohori down`, then `prohori up`" if own_server else (
        "set `PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=events,flow_runs` where that server runs, and start it again"
    )  # fmt: skip
    yield Check(what="retention", state="warning", found="the server keeps every run for ever", next=next_)


def _storage(settings: Settings) -> Iterator[Check]:
    block, wanted = _found("/block_types/slug/prohori-store/block_documents/name/default"), str(settings.home / "cache")
    next_ = "`python -m blocks.worker` registers it; every run does so too"
    if block is None:
        yield Check(what="result storage", state="warning", found="the block `prohori-store/default` is missing", next=next_)
    elif (found := block["data"].get("directory")) != wanted:
        why = f"the block `prohori-store/default` is `{found}`, and not `{wanted}`: another machine or state folder registered it last"
        yield Check(what="result storage", state="warning", found=why, next=next_)
    else:
        yield Check(what="result storage", state="ok", found=f"prohori-store/default: {wanted}")


def in_a_pool() -> list[str]:
    """`flow/name` of the list's deployments that a work pool's worker runs."""
    listed = {one.name for one in deployments.load()}
    return sorted(f"{row['flow']}/{row['name']}" for row in _rows() if row["name"] in listed and row["work_pool_name"])


def _rows() -> list[Row]:
    """Each with its flow's name."""
    rows: list[Row] = ask("/deployments/filter", {"limit": 200})
    flows = {flow["id"]: flow["name"] for flow in ask("/flows/filter", {"limit": 200})} if rows else {}
    return [{**row, "flow": flows.get(row["flow_id"], "?")} for row in rows]


def _crash_detection() -> Check:
    wanted = {"automations": {"name": {"any_": [AUTOMATION]}}}
    if any(automation["enabled"] for automation in ask("/automations/filter", wanted)):
        return Check(what="crashed runs", state="ok", found=f"the automation `{AUTOMATION}` marks them")
    found = f"the automation `{AUTOMATION}` is missing: a run whose process is killed stays `Running`"
    next_ = "`prefect automation create --from-file deployments/crashed.yaml`"
    return Check(what="crashed runs", state="warning", found=found, next=next_)


@dataclass(frozen=True)
class _Runners:
    """Who takes runs at this moment."""

    workers: bool
    """A worker of the pool is online."""
    serving: bool
    """`serve.py` runs on this machine with this state folder."""


def _deployments(settings: Settings) -> Iterator[Check]:
    rows = _rows()
    workers = _found(f"/work_pools/{WORK_POOL}/workers/filter", {}) or []
    runners = _Runners(any(worker["status"] == "ONLINE" for worker in workers), serving.running(settings))
    if rows:
        yield _crash_detection()
    for listed in deployments.load():
        yield from _deployment(listed, [row for row in rows if row["name"] == listed.name], runners)


def _deployment(listed: Deployment, same: list[Row], runners: _Runners) -> Iterator[Check]:
    what = f"deployment {listed.name}"
    if not same:
        yield Check(what=what, state="warning", found="is in the list and not in the API, so it never runs", next=DEPLOY)
        return
    ours = [row for row in same if row["entrypoint"] == listed.entrypoint] or same[:1]
    others = [row for row in same if row not in ours and _active(row)]
    problems = [
        *((f"the API also has an active `{row['flow']}/{row['name']}`", f"`prefect deployment delete {row['flow']}/{row['name']}`")
          for row in others),
        *_differences(listed, ours[0]),
        *_runner_problems(ours[0], runners),
    ]  # fmt: skip
    for found, next_ in problems:
        yield Check(what=what, state="warning", found=found, next=next_)
    if not problems:
        by = f"work pool {WORK_POOL}" if ours[0]["work_pool_name"] else "serve.py"
        yield Check(what=what, state="ok", found=f"{listed.cron} {deployments.TIMEZONE}, by {by}")


def _active(row: Row) -> bool:
    return not row["paused"] and any(schedule["active"] for schedule in row["schedules"])


def _differences(listed: Deployment, row: Row) -> Iterator[tuple[str, str]]:
    """Of what the list says; each with what to do."""
    if row["entrypoint"] != listed.entrypoint:
        yield f"its entrypoint is `{row['entrypoint']}`, in the list `{listed.entrypoint}`", DEPLOY_AGAIN
    schedules = {_shown(schedule["schedule"]) for schedule in row["schedules"]}
    if schedules != {wanted := f"{listed.cron} {deployments.TIMEZONE}"}:
        yield f"its schedule is `{', '.join(sorted(schedules)) or 'none'}`, in the list `{wanted}`", DEPLOY_AGAIN
    elif not _active(row):
        yield "its schedule is paused", f"`prefect deployment schedule resume --all`, or in the UI: {row['flow']}/{row['name']}"
    if row["work_pool_name"] and {deployments.PREPARE: {}} not in (row["pull_steps"] or ()):
        yield "its pull step is missing, so a worker does not find the flow", DEPLOY_AGAIN
    if row["parameters"] != listed.request:
        yield "its parameters are not those of the list", DEPLOY_AGAIN
    limit = row["global_concurrency_limit"] or {}
    if limit.get("limit") != 1 or (row["concurrency_options"] or {}).get("collision_strategy") != deployments.COLLISION:
        yield "its runs may overlap: its concurrency limit is not 1", DEPLOY_AGAIN


def _shown(schedule: Row) -> str:
    rule = schedule.get("cron") or schedule.get("rrule") or f"every {schedule.get('interval')} s"
    return f"{rule} {schedule.get('timezone') or 'UTC'}"


def _runner_problems(row: Row, runners: _Runners) -> Iterator[tuple[str, str]]:
    """Nobody takes its runs, or two do."""
    pool, polled = row["work_pool_name"], _polled(row)
    if pool and (runners.serving or (polled and not runners.workers)):
        yield (
            f"`serve.py` runs, and it is deployed to the work pool `{pool}` too: whoever is faster takes a run",
            f"end `serve.py` (Ctrl-C); or end both, `prefect deployment delete {row['flow']}/{row['name']}`, and serve again",
        )
    elif pool and not runners.workers and _active(row):
        yield f"its schedule waits, and the work pool `{pool}` has no live worker", START_WORKER
    elif not pool and runners.workers:
        yield (
            f"it is deployed by `serve.py`, and a worker of the work pool `{WORK_POOL}` waits for it in vain",
            "end one of them: the worker, or `serve.py` (then `prefect --no-prompt deploy --all`)",
        )
    elif not pool and not polled and _active(row):
        yield "its schedule waits, and no `serve.py` serves it", "`python deployments/serve.py`"


def _polled(row: Row) -> bool:
    last = row["last_polled"]
    return bool(last) and datetime.now(UTC) - datetime.fromisoformat(last) < POLLED_WITHIN
