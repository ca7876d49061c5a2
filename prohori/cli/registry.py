"""`prohori rules scan|report|validate|diff`: the rules that a repository's code and data state. None needs a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from prohori.codebase.registry.differences import Change
    from prohori.codebase.registry.model import Coverage, Registry
    from prohori.engine.rule_scan import Audit, Scanner
    from prohori.engine.standalone import Clock
    from prohori.model import Report, WorkflowResult
    from prohori.snapshot.tree import Snapshot

Flag = Annotated[bool, Parameter(negative="")]
FailOn = Literal["critical", "major", "minor", "info", "never"]
SHOWN = 56
"""Characters of a value in a list."""
FORMAT = 1
"""Of the JSON of `validate` and `diff`: raised when something in it is renamed or goes away."""
NOTHING_EVALUATED = 3


def scan(
    *,
    repo: str | None = None,
    kind: tuple[str, ...] = (),
    diff: str | None = None,
    fail_on: FailOn | None = None,
    sarif: Path | None = None,
    json: Flag = False,
) -> int:
    """List the business rules that a repository's code and data state, and where they disagree.

    Exit codes: 0 done, 2 wrong call, 5 conflicts or missing rules at or above --fail-on, 130 cancelled.

    Parameters
    ----------
    repo
        The ERP repository. Default: `PROHORI_REPO`.
    kind
        Only rules of this kind: tin, bin, nid, mobile, vat_rate, withholding, supplementary_duty, fiscal_year, due_date, mushak,
        rounding, other.
    diff
        Only what is new since HEAD left this revision (`origin/main`): rules, conflicts and missing rules that their merge base lacks.
    fail_on
        Exit 5 for conflicts and missing rules at or above this severity. Default: `PROHORI_FAIL_ON`, else critical, which none of them is.
    sarif
        Also write the conflicts and missing rules as SARIF 2.1.0 to this file.
    json
        Print the registry as JSON (docs/reference/rules.md).
    """
    from prohori.engine.rule_scan import Scanner
    from prohori.engine.standalone import Clock
    from prohori.patterns.outcome import FINDINGS_EXIT
    from prohori.settings import load

    settings, clock = load(), Clock()
    sarif = _writable(sarif)
    with Scanner(settings) as scanner:
        snapshot, found = scanner.of_work_tree(repo)
        if diff is not None:
            found = _new_since(scanner, snapshot, found, diff)
        found = _of_kinds(found, kind)
        threshold = fail_on or settings.fail_on
        result = _agreement(scanner, snapshot, found, clock) if sarif or threshold not in ("critical", "never") else None
    if json:
        _say(found.model_dump_json(), raw=True)
    else:
        _print_registry(found)
    if sarif and result:
        _write_sarif(sarif, result)
    return FINDINGS_EXIT if result and _counts(result, threshold) else 0


def report(*, repo: str | None = None) -> int:
    """Print the registry as Markdown: rules by kind, service and reach, conflicts with every side, missing rules, what was not read.

    Parameters
    ----------
    repo
        The ERP repository. Default: `PROHORI_REPO`.
    """
    from prohori.engine.rule_scan import Scanner
    from prohori.observe.rules_report import as_markdown
    from prohori.settings import load

    with Scanner(load()) as scanner:
        snapshot, found = scanner.of_work_tree(repo)
    _say(as_markdown(found, snapshot.state(), scanner.on), raw=True)
    return 0


def validate(
    *,
    repo: str | None = None,
    on: date | None = None,
    fail_on: FailOn | None = None,
    sarif: Path | None = None,
    json: Flag = False,
) -> int:
    """Hold the rules that code and data state against the rulebook of a day: which depart from the law, with its source.

    Exit codes: 0 done, 2 wrong call, 3 nothing could be judged or the rulebook does not reach the day, 5 findings at or above --fail-on.

    Parameters
    ----------
    repo
        The ERP repository. Default: `PROHORI_REPO`.
    on
        The day (YYYY-MM-DD). Default: today in Asia/Dhaka.
    fail_on
        Exit 5 for findings at or above this severity. Default: `PROHORI_FAIL_ON`, else critical.
    sarif
        Also write SARIF 2.1.0 to this file.
    json
        Print JSON.
    """
    from prohori.engine.rule_scan import Scanner
    from prohori.engine.standalone import Clock, result_of
    from prohori.model import Verdict
    from prohori.patterns.outcome import FINDINGS_EXIT
    from prohori.settings import load

    settings, clock = load(), Clock()
    sarif = _writable(sarif)
    with Scanner(settings, on) as scanner:
        snapshot, found = scanner.of_work_tree(repo)
        audit = scanner.audit(snapshot, found)
    result = result_of("rules-validate", "rules", audit.report, snapshot, scanner.on, clock)
    if json:
        _print_json(_audit_json(audit, scanner.on))
    else:
        _print_audit(audit, result)
    if sarif:
        _write_sarif(sarif, result)
    if _counts(result, fail_on or settings.fail_on):
        return FINDINGS_EXIT
    return NOTHING_EVALUATED if audit.report.verdict is Verdict.not_evaluated else 0


def diff(revision: str, /, *, repo: str | None = None, json: Flag = False) -> int:
    """List the rules that changed between a commit and the work tree: major, minor or patch.

    Parameters
    ----------
    revision
        A commit, branch or tag. It is read from the object database; the work tree is not touched.
    repo
        The ERP repository. Default: `PROHORI_REPO`.
    json
        Print JSON.
    """
    from prohori.codebase.registry.differences import bump_of, changes_between
    from prohori.engine.rule_scan import Scanner
    from prohori.settings import load
    from prohori.snapshot.commits import commit_of

    with Scanner(load()) as scanner:
        snapshot, now = scanner.of_work_tree(repo)
        commit = commit_of(snapshot.repository, revision)
        before = scanner.of_commit(snapshot, commit)[1]
    changes = changes_between(before, now)
    bump = bump_of(changes)
    unread = sorted({one.path for coverage in (before.coverage, now.coverage) for one in coverage.unread})
    if json:
        _print_json({
            "version": FORMAT, "from": commit, "bump": bump, "changes": [one.model_dump(mode="json") for one in changes],
            "coverage": {"before": before.coverage.model_dump(mode="json"), "after": now.coverage.model_dump(mode="json")},
        })  # fmt: skip
        return 0
    for one in changes:
        _say(f"{one.bump}  {one.what}  {_changed(one)}")
    if unread:
        _say(f"Not or only partly read, so what changed in them may be missing or wrong here: {', '.join(unread[:3])}{_more(unread)}")
    _say(f"{len(changes)} change{'s' * (len(changes) != 1)} since {commit[:7]}: {bump}")
    return 0


def _new_since(scanner: Scanner, snapshot: Snapshot, found: Registry, revision: str) -> Registry:
    from prohori.codebase.registry.differences import new_in
    from prohori.snapshot.commits import merge_base
    from prohori.snapshot.names import unspelled

    base, before = scanner.of_commit(snapshot, merge_base(snapshot.repository, revision))
    return new_in(
        before, found, gone=lambda path: unspelled(path) not in snapshot.entries, came=lambda path: unspelled(path) not in base.entries,
    )  # fmt: skip


def _of_kinds(found: Registry, kinds: tuple[str, ...]) -> Registry:
    if not kinds:
        return found
    return found.model_copy(update={
        "rules": tuple(one for one in found.rules if one.kind in kinds),
        "conflicts": tuple(one for one in found.conflicts if one.kind in kinds),
        "missing": tuple(one for one in found.missing if one.kind in kinds),
    })  # fmt: skip


def _agreement(scanner: Scanner, snapshot: Snapshot, found: Registry, clock: Clock) -> WorkflowResult:
    from prohori.engine.standalone import result_of

    return result_of("rules-scan", "rules", scanner.agreement(found), snapshot, scanner.on, clock)


def _counts(result: WorkflowResult, threshold: str) -> bool:
    """Whether a finding is at or above the threshold."""
    from prohori.patterns.outcome import FINDINGS_EXIT, exit_code

    return exit_code(result.outcome, result.findings, threshold) == FINDINGS_EXIT


def _writable(sarif: Path | None) -> Path | None:
    from prohori.observe.formats import check_writable
    from prohori.settings import expanded

    return check_writable(expanded(sarif), "--sarif") if sarif else None


def _write_sarif(path: Path, result: WorkflowResult) -> None:
    from prohori.cli.outputs import write_report
    from prohori.observe.formats import rendered

    write_report(path, rendered(result, "sarif"))


def _print_registry(found: Registry) -> None:
    for one in found.rules:
        wrong = "" if one.judgement is None or one.judgement.right else "  departs from the rulebook"
        _say(f"{one.path}:{one.line}  {one.kind}  {_short(one.value)}  {one.reach}{wrong}")
    for conflict in found.conflicts:
        _say(f"{conflict.severity.value}  {conflict.title}")
        for side in conflict.sides:
            _say(f"      {side.path}:{side.line}  {_short(side.value)}  {side.reach}")
    for gap in found.missing:
        _say(f"{gap.path}:{gap.line}  {gap.title}")
    _say(f"{len(found.rules)} rules, {len(found.conflicts)} conflicts in {found.coverage.files:,} files")
    _print_unread(found.coverage)


def _print_unread(covered: Coverage) -> None:
    if covered.unread:
        shown = ", ".join(f"{one.path} ({one.reason})" for one in covered.unread[:3])
        _say(f"Not or only partly read: {len(covered.unread)} files, {shown}")


def _print_audit(audit: Audit, result: WorkflowResult) -> None:
    from prohori.cli.console import reader_may_leave
    from prohori.observe.report import counted

    with reader_may_leave():
        for one in sorted(audit.report.findings, key=lambda f: f.severity.rank):
            _say(f"{one.severity.value}  {one.path}:{one.line}  {one.rule}  {audit.reach[one.fingerprint][0]}  {one.message}")
            _say(f"      {one.source} ({one.confidence.value})")
        _print_unjudged(audit.report)
        files = f"{audit.report.coverage.files:,} files"
        _say(f"{audit.report.verdict.value} by the law of {result.on}: {counted(audit.report.findings)} in {files}")


def _print_unjudged(made: Report) -> None:
    skipped = made.coverage.not_evaluated
    for one in skipped[:3]:
        _say(f"not evaluated: {one.subject}: {one.reason}")
    if len(skipped) > 3:
        _say(f"and {len(skipped) - 3} more: --json lists them")


def _audit_json(audit: Audit, on: date) -> dict[str, object]:
    coverage = audit.report.coverage
    return {
        "version": FORMAT,
        "on": on.isoformat(),
        "verdict": audit.report.verdict.value,
        "findings": [
            {
                "rule": f.rule, "severity": f.severity.value, "path": f.path, "line": f.line, "message": f.message, "source": f.source,
                "confidence": f.confidence.value, "reach": audit.reach[f.fingerprint][0], "because": audit.reach[f.fingerprint][1],
                "evidence": f.evidence, "fingerprint": f.fingerprint,
            }
            for f in audit.report.findings
        ],
        "coverage": {
            "files": coverage.files, "rules": list(coverage.rules),
            "not_evaluated": [{"path": one.subject, "reason": one.reason} for one in coverage.not_evaluated],
        },
    }  # fmt: skip


def _changed(one: Change) -> str:
    at, was = one.place, one.before
    about = f" of {one.about}" if one.about else ""
    if one.before and one.after:
        if one.what == "reach":
            said = f"{_short(at.value)}: {one.before.reach} → {one.after.reach}"
        elif one.what == "moved":
            said = f"{_short(at.value)} from {one.before.path}:{one.before.line}"
        elif one.what == "rewritten":
            said = f"{_short(one.before.evidence)} → {_short(one.after.evidence)}"
        else:
            said = f"{_short(one.before.value)} → {_short(one.after.value)}"
    else:
        said = _short(at.value)
    place = f"{at.path}:{at.line}" if one.after or not was else f"was {was.path}:{was.line}"
    return f"{one.kind}{about}  {said}  {place}  {at.reach}"


def _more(paths: list[str]) -> str:
    return f" and {len(paths) - 3} more" if len(paths) > 3 else ""


def _print_json(found: object) -> None:
    from json import dumps

    _say(dumps(found, indent=1, ensure_ascii=False), raw=True)


def _say(line: str, *, raw: bool = False) -> None:
    from prohori.observe.printable import printable

    print(line if raw else printable(line))  # noqa: T201


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
