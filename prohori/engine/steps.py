"""A step from its definition to its record: prepare (key decided), then execute (agent run, report validated)."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from contextlib import nullcontext

from pydantic import ValidationError

from prohori.allowance import Allowance
from prohori.cache.key import step_key
from prohori.cache.record import StepRecord
from prohori.cache.trace import Decision, decide
from prohori.engine.fallback import Rung
from prohori.engine.request import StepRequest
from prohori.engine.workspace import Workspace, now
from prohori.errors import AgentError, MalformedReport, ProhoriError
from prohori.model import CacheUse, Consumed, Job, Report, Skipped, Verdict
from prohori.observe import journal
from prohori.observe.redaction import mask
from prohori.snapshot.guard import held_to_snapshot
from prohori.snapshot.names import spelled
from prohori.snapshot.reads import RecordedReads


def prepare(workspace: Workspace, rung: Rung, upstream: Mapping[str, Report], *, whole: bool = True, anew: bool = False) -> StepRequest:
    """The request of one rung of a step. `whole` is false where a consumed report is missing, `anew` where
    each iteration has to find out for itself: then nothing is cached."""
    job = Job(
        agent=rung.agent.name, description=rung.step.description, prompt=rung.prompt, parameters=dict(rung.parameters),
        upstream={name: Consumed.of(consumed) for name, consumed in upstream.items()},
    )  # fmt: skip
    why_off = _why_uncached(rung, whole, anew)
    decision = None if why_off or rung.ttl == "off" else _decide(workspace, rung, job, rung.ttl)
    cache = CacheUse(state=decision.state, why=decision.why, key=decision.key) if decision else CacheUse(state="off", why=why_off)
    return StepRequest(
        rung.name, job, workspace, rung.agent, decision, cache,
        part=rung.part, place=rung.place, criticality=rung.criticality, timeout=rung.timeout,
    )  # fmt: skip


def _why_uncached(rung: Rung, whole: bool, anew: bool) -> str:
    if anew:
        return "each iteration measures anew"
    if not whole:
        return "a report that it consumes is missing"
    if rung.ttl == "off":
        return "its ttl is off"
    if rung.agent.effects and rung.parameters.get("measure") != "history":
        return f"it measures anew (effects: {', '.join(rung.agent.effects)})"
    return ""


def _decide(workspace: Workspace, rung: Rung, job: Job, ttl: float) -> Decision:
    agent = rung.agent
    key = step_key(
        agent=agent.name, definition=agent.digest, code=workspace.code_version, runner=agent.runner, model="",
        description=job.description, prompt=job.prompt, parameters=job.parameters, upstream=job.upstream,
    )  # fmt: skip
    return decide(
        workspace.store, key, step=rung.place, snapshot=workspace.snapshot, settings=workspace.answers,
        today=workspace.today, now=now(), ttl_hours=ttl, refresh=workspace.request.refresh,
        surroundings=workspace.answers.cheap | ({"profile_facts": workspace.answers["profile_facts"]} if agent.effects else {}),
    )  # fmt: skip


def execute(request: StepRequest) -> StepRecord:
    """Runs the agent in its slot, held to the snapshot, and returns its validated report with what it read."""
    with request.slot:
        return _execute(request)


def _execute(request: StepRequest) -> StepRecord:
    workspace, started = request.workspace, time.perf_counter()
    reads = RecordedReads(
        workspace.snapshot, today=workspace.today, settings=workspace.answers, memo=workspace.memo,
        code_version=workspace.code_version, allowance=Allowance(workspace.cancellation, request.timeout), pool=workspace.pool,
        secrets=workspace.settings.secrets() if request.definition.effects else None,
    )  # fmt: skip
    try:
        report = _run_agent(request, reads)
    finally:
        workspace.memo.flush()
    return StepRecord.of(
        report=with_unseen(report, reads), questions=reads.questions(), step=request.place,
        decision=request.decision, tree=workspace.snapshot.tree, created=now(),
        seconds=time.perf_counter() - started, commit=workspace.snapshot.commit,
    )  # fmt: skip


def _run_agent(request: StepRequest, reads: RecordedReads) -> Report:
    run = request.workspace.registry.local(request.job.agent)
    try:
        with nullcontext() if request.definition.effects else held_to_snapshot():
            report = run(request.job, reads)
    except ProhoriError:
        raise
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)[:3])
        raise _malformed(request, wrong) from None
    except Exception as error:  # noqa: BLE001  # whatever an agent raises is the end of its step, not of the run
        journal.record(
            f"agent {request.job.agent} failed: {error}", level="ERROR", component="traceback", step=request.name,
            traceback=traceback.format_exc(),
        )  # fmt: skip
        raise AgentError(
            f"Agent `{request.job.agent}` failed", where=f"step `{request.name}`", why=mask(f"{type(error).__name__}: {error}"),
            next="the journal has the traceback; `prohori doctor` says where it is",
        ) from None  # fmt: skip
    if not isinstance(report, Report):
        raise _malformed(request, f"it returned {type(report).__name__}, not a Report")
    return report


def with_unseen(report: Report, reads: RecordedReads) -> Report:
    """LFS pointers were read as their text: what they stand for was not looked at. Files whose analysis was cut off gave nothing."""
    pointers = [Skipped(subject=spelled(path), reason="an LFS pointer: its content is not in the repository") for path in reads.lfs]
    cut_off = [Skipped(subject=spelled(path), reason=why) for path, why in reads.unanalysed.items()]
    if not pointers and not cut_off:
        return report
    seen = report.coverage
    listed = (*seen.not_evaluated, *pointers, *cut_off)
    coverage = seen.model_copy(update={"files": max(0, seen.files - len(pointers)), "not_evaluated": listed})
    verdict = Verdict.not_evaluated if coverage.empty else report.verdict
    return report.model_copy(update={"coverage": coverage, "verdict": verdict})


def _malformed(request: StepRequest, why: str) -> MalformedReport:
    return MalformedReport(f"Agent `{request.job.agent}` returned no valid report", where=f"step `{request.name}`", why=why)
