"""A result as SARIF 2.1.0 (OASIS), for code scanning services. One run; every finding is in it, the accepted ones as suppressed.

Not in it: the absolute place of the repository, measurements, and what the baseline has that is gone (the counts are properties).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from prohori import __version__
from prohori.model import Fallen, Finding, Severity, ShardResult, StepOutcome, StepResult, Verdict, WorkflowOutcome, WorkflowResult
from prohori.observe.printable import printable
from prohori.snapshot.names import unspelled

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The root of the git repository, also where the ERP is a folder inside it: that is what services resolve paths against."""
FINGERPRINT = "prohori/v1"
LEVELS = {Severity.critical: "error", Severity.major: "error", Severity.minor: "warning", Severity.info: "note"}
SCORES = {Severity.critical: "9.5", Severity.major: "7.5", Severity.minor: "4.0", Severity.info: "1.0"}
"""`security-severity` of GitHub: what is shown as critical, high, medium and low there."""

Object = dict[str, Any]


def as_sarif(result: WorkflowResult) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result)]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _run(result: WorkflowResult) -> Object:
    rules = _rules(result)
    index = {rule: number for number, rule in enumerate(rules)}
    folder = result.repository.name.partition("/")[2]
    found = [
        _result(f, step, index[f.rule], folder, judged=result.acceptance is not None)
        for step in result.steps
        if step.report
        for f in step.report.findings
    ]
    return {
        "tool": {"driver": {"name": "Prohori", "version": __version__, "semanticVersion": __version__, "rules": list(rules.values())}},
        "automationDetails": {"id": f"prohori/{result.workflow}/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(result)],
        "results": found,
        "properties": _properties(result),
    }


def _rules(result: WorkflowResult) -> dict[str, Object]:
    """Every rule that was looked at or found something, by id."""
    seen: dict[str, list[Finding]] = {}
    agents: dict[str, str] = {}
    for step in result.steps:
        for rule in (*step.report.coverage.rules, *(f.rule for f in step.report.findings)) if step.report else ():
            seen.setdefault(rule, [])
            agents.setdefault(rule, step.used_agent)
        for f in step.report.findings if step.report else ():
            seen[f.rule].append(f)
    return {rule: _rule(rule, agents[rule], seen[rule]) for rule in sorted(seen)}


def _rule(rule: str, agent: str, findings: list[Finding]) -> Object:
    sources = "; ".join(dict.fromkeys(f.source for f in findings if f.source))
    short = f"{rule}, checked by {agent}"
    described: Object = {"id": printable(rule), "shortDescription": _text(short)}
    described["fullDescription"] = described["help"] = _text(f"{short}. Source: {sources}" if sources else f"{short}.")
    if findings:
        worst = min((f.severity for f in findings), key=lambda severity: severity.rank)
        described["defaultConfiguration"] = {"level": LEVELS[worst]}
        described["properties"] = {"security-severity": SCORES[worst]}
    return described


def _result(f: Finding, step: StepResult, rule: int, folder: str, *, judged: bool) -> Object:
    found: Object = {
        "ruleId": printable(f.rule),
        "ruleIndex": rule,
        "level": LEVELS[f.severity],
        "message": _text(f"{f.message} ({f.source})" if f.source else f.message),
        "partialFingerprints": {FINGERPRINT: f.fingerprint},
        "properties": {"severity": f.severity.value, "confidence": f.confidence.value, "step": step.name, "foundBy": f.found_by}
        | ({"answeredBy": step.answered_by} if step.fallen else {}),
    }
    if f.path is not None:
        found["locations"] = [{"physicalLocation": _place(f, folder)}]
    if judged:  # the standard: on all results of a run, or on none
        found["suppressions"] = [_suppression(f)] if f.accepted else []
    return found


def _place(f: Finding, folder: str) -> Object:
    path = f"{folder}/{f.path}" if folder else f.path or ""
    place: Object = {"artifactLocation": {"uri": quote(os.fsencode(unspelled(path))), "uriBaseId": ROOT}}
    if f.line:
        place["region"] = {"startLine": f.line, "endLine": max(f.line, f.end_line or 0)}
        if f.evidence:
            place["region"]["snippet"] = {"text": printable(f.evidence)}
    return place


def _suppression(f: Finding) -> Object:
    assert f.accepted  # noqa: S101
    justification = f.accepted.reason or "known from the baseline"
    expires = {"expires": f.accepted.expires} if f.accepted.expires else {}
    properties = {"by": f.accepted.by, **expires}
    return {
        "kind": "inSource" if f.accepted.by == "comment" else "external",
        "status": "accepted",
        "justification": printable(justification),
        "properties": properties,
    }


def _invocation(result: WorkflowResult) -> Object:
    """Successful only if every step ran: what was not looked at is a notification, never silence."""
    started = datetime.fromisoformat(result.started)
    ended = started + timedelta(seconds=result.seconds)
    mixed = result.continued is not None and bool(result.continued.mixed)
    ran = result.outcome in (WorkflowOutcome.succeeded, WorkflowOutcome.goal_not_met) or (
        not mixed and all(step.outcome is StepOutcome.ok for step in result.steps)
    )
    return {
        "executionSuccessful": ran,
        "startTimeUtc": started.isoformat().replace("+00:00", "Z"),
        "endTimeUtc": ended.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "toolExecutionNotifications": [
            *(_notification(level, text) for level, text in _unseen(result)),
            *(_fallen(step, rung) for step in result.steps for rung in step.fallen),
        ],
    }


def _unseen(result: WorkflowResult) -> Iterator[tuple[str, str]]:
    for step in result.steps:
        if step.outcome is not StepOutcome.ok:
            level = "error" if step.outcome in (StepOutcome.failed, StepOutcome.cancelled) else "warning"
            yield level, f"{step.name} {step.outcome.value}: {step.reason}"
        if step.report and step.report.verdict is Verdict.not_evaluated:
            yield "warning", f"{step.name} evaluated nothing: {step.report.summary}"
        if step.report and step.report.simulated:
            yield "warning", f"{step.name} is simulated: a local stand-in answered, not the real thing"
        for skipped in step.report.coverage.not_evaluated if step.report else ():
            yield "warning", f"{step.name} did not evaluate {skipped.subject}: {skipped.reason}"


def _notification(level: str, text: str) -> Object:
    return {"level": level, "message": _text(text)}


def _fallen(step: StepResult, rung: Fallen) -> Object:
    """A rung of the step's ladder that did not answer: an error where none did."""
    how = "failed" if rung.started else "was passed over"
    told = _notification("warning" if step.answered_by else "error", f"{rung.place} {how}: {rung.reason}")
    told["properties"] = {
        "step": step.name, "rung": rung.place, "agent": rung.agent, "degraded": rung.degraded, "error": rung.error,
        "attempts": rung.attempts, "answeredBy": step.answered_by,
    }  # fmt: skip
    return told


def _properties(result: WorkflowResult) -> Object:
    properties: Object = {
        "runId": result.run_id, "workflow": result.workflow, "outcome": result.outcome.value, "cause": result.cause.value,
        "commit": result.repository.commit, "uncommittedFiles": result.repository.dirty, "rulesOf": result.on,
        "answeredFromCache": result.from_cache,
    }  # fmt: skip
    if sharded := {step.name: [_shard(shard) for shard in step.shards] for step in result.steps if step.shards}:
        properties["shards"] = sharded
    if result.stopped_runners:
        properties["stoppedRunners"] = [stopped.model_dump() for stopped in result.stopped_runners]
    if result.acceptance:
        properties |= {"accepted": sum(f.accepted is not None for f in result.findings), "fixed": len(result.acceptance.fixed)}
    return properties


def _shard(shard: ShardResult) -> Object:
    return {"name": shard.name, "outcome": shard.outcome.value, "cache": shard.cache.state, "why": shard.cache.why, "reason": shard.reason}


def _text(text: str) -> Object:
    """A plain text message. `[text](target)` would be a link there, so text of others never has one."""
    return {"text": printable(" ".join(text.split())).replace("](", "] (") or "-"}
