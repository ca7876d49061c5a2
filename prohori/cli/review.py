"""`prohori review`: the code review alone, pure and quick, for pull requests and editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from cyclopts import Parameter

if TYPE_CHECKING:
    from prohori.engine.reviewing import Reviewed
    from prohori.findings.baseline import Baseline
    from prohori.findings.suppressions import Suppressions
    from prohori.model import Finding


class _Accepted(TypedDict, total=False):
    known: Baseline
    accepted: Suppressions


Flag = Annotated[bool, Parameter(negative="")]
FORMAT = 1
"""Of the JSON: raised when something in it is renamed or goes away, not when something is added."""
NOTHING_EVALUATED = 3
SHOWN_UNREAD = 10


def review(
    *,
    repo: Path | None = None,
    diff: str | None = None,
    fail_on: Literal["critical", "major", "minor", "info", "never"] | None = None,
    baseline: Path | None = None,
    write_baseline: Path | None = None,
    suppressions: Path | None = None,
    sarif: Path | None = None,
    json: Flag = False,
) -> int:
    """Review the code of an ERP: TypeScript, JavaScript, Python, committed `.env` files. Needs no server.

    Exit codes: 0 done, 2 wrong call, 3 there was nothing to review, 5 findings at or above --fail-on, 130 cancelled.

    Parameters
    ----------
    repo
        The ERP: a git repository, or a folder inside one. Default: `PROHORI_REPO`, else the current folder.
    diff
        Only findings that are new since HEAD left this revision (`origin/main`): those that their merge base does not have.
    fail_on
        Exit 5 for findings at or above this severity. Default: `PROHORI_FAIL_ON`, else critical.
    baseline
        The findings in this file are known: they do not count for exit 5. Default: `PROHORI_BASELINE`.
    write_baseline
        Write today's findings to this file, as a baseline for later reviews. Not with --diff: only what is new would be in it.
    suppressions
        YAML file of accepted findings, each with a reason. Default: `PROHORI_SUPPRESSIONS`.
    sarif
        Also write SARIF 2.1.0 to this file.
    json
        Print JSON.
    """
    from prohori.engine.reviewing import reviewed
    from prohori.observe import journal
    from prohori.observe.formats import check_writable, rendered
    from prohori.patterns.outcome import exit_code
    from prohori.settings import expanded, load

    settings = load()
    sarif = check_writable(expanded(sarif), "--sarif") if sarif else None
    write_baseline = _baseline_to_write(write_baseline, diff)
    known = expanded(baseline) if baseline else settings.baseline
    accepted = expanded(suppressions) if suppressions else settings.suppressions
    journal.open_journal(settings.folder("journal"), level=settings.journal_level, max_mb=settings.journal_max_mb)
    made = reviewed(expanded(repo or settings.repo or "."), settings, against=diff, **_accepted(known, accepted))
    threshold = fail_on or settings.fail_on
    if json:
        _print_json(made)
    else:
        _print(made, threshold)
    if sarif:
        from prohori.cli.outputs import write_report

        write_report(sarif, rendered(made.result, "sarif"))
    if write_baseline:
        _write_baseline(write_baseline, made, known)
    if made.report.coverage.empty:
        return NOTHING_EVALUATED
    return exit_code(made.result.outcome, made.result.findings, threshold)


def _accepted(known: Path | None, accepted: Path | None) -> _Accepted:
    """Raises `DefinitionError` for a wrong file. Where none is named, nothing of them is imported."""
    given: _Accepted = {}
    if known:
        from prohori.findings import baseline

        given["known"] = baseline.read(known)
    if accepted:
        from prohori.engine.reviewing import today
        from prohori.findings import suppressions

        given["accepted"] = suppressions.read(accepted, today())
    return given


def _baseline_to_write(path: Path | None, diff: str | None) -> Path | None:
    from prohori.errors import UsageError
    from prohori.observe.formats import check_writable
    from prohori.settings import expanded

    if path is not None and diff is not None:
        why = "a baseline of what is new would call everything else new the next time"
        raise UsageError("`--write-baseline` and `--diff` do not go together", why=why, next="leave one of them out")
    return check_writable(expanded(path), "--write-baseline") if path else None


def _write_baseline(path: Path, made: Reviewed, known: Path | None) -> None:
    """What comments accept is in it: they are heard in this command alone."""
    from prohori.cli.console import err
    from prohori.cli.outputs import write_report
    from prohori.engine.reviewing import AGENT, NAME
    from prohori.findings import baseline

    scopes = {NAME: baseline.Scope(agent=AGENT)}
    written = baseline.baseline_of(made.result, scopes, baseline.read(known) if known else None)
    write_report(path, baseline.as_json(written))
    err.print(f"baseline: {len(written.findings)} findings written to {path}", soft_wrap=True)


def as_json(made: Reviewed) -> dict[str, Any]:
    """The contract of `--json`: `docs/how-to/ci.md` says what each key means."""
    counting = [f for f in made.result.findings if not f.accepted]
    coverage = made.report.coverage
    return {
        "version": FORMAT,
        "findings": [_as_json(made, f) for f in counting],
        "accepted": [
            _as_json(made, f) | {"by": f.accepted.by, "reason": f.accepted.reason, "until": f.accepted.expires}
            for f in made.result.findings
            if f.accepted
        ],
        "idle": [idle.model_dump() for idle in made.result.acceptance.idle] if made.result.acceptance else [],
        "coverage": {
            "files": coverage.files,
            "rules": list(coverage.rules),
            "not_evaluated": [{"path": one.subject, "reason": one.reason} for one in coverage.not_evaluated],
            "other_languages": dict(made.other_files),
        },
        "repository": made.result.repository.model_dump(include={"name", "commit", "dirty", "notes"}, mode="json"),
        "merge_base": made.base or None,
        "known": made.known,
    }


def _as_json(made: Reviewed, f: Finding) -> dict[str, Any]:
    reached = made.reach.get(f.fingerprint)
    return {
        "rule": f.rule, "severity": f.severity.value, "path": f.path, "line": f.line, "message": f.message,
        "reach": reached.reach if reached else "unsure", "because": reached.because if reached else "",
        "confidence": f.confidence.value, "source": f.source, "evidence": f.evidence, "fingerprint": f.fingerprint,
    }  # fmt: skip


def _print_json(made: Reviewed) -> None:
    from json import dumps

    print(dumps(as_json(made), indent=1, ensure_ascii=False))  # noqa: T201


def _print(made: Reviewed, threshold: str) -> None:
    from prohori.cli.console import print_findings, reader_may_leave
    from prohori.observe.printable import printable
    from prohori.observe.report import counted

    coverage, found = made.report.coverage, made.result.findings
    with reader_may_leave():
        print_findings(found)
        for skipped in coverage.not_evaluated[:SHOWN_UNREAD]:
            _say(printable(f"not evaluated: {skipped.subject}: {skipped.reason}"))
        if len(coverage.not_evaluated) > SHOWN_UNREAD:
            _say(f"and {len(coverage.not_evaluated) - SHOWN_UNREAD} more files not evaluated: --json lists them")
        if made.other_files:
            only = {".php": " (but for what they say to gateways)"}
            _say("not read: " + ", ".join(f"{count:,} {suffix}{only.get(suffix, '')}" for suffix, count in made.other_files.items()))
        for idle in made.result.acceptance.idle if made.result.acceptance else ():
            why = f"expired, its last day was {idle.expired}" if idle.expired else "accepts nothing"
            _say(printable(f"ignore at {idle.where} ({idle.subject}): {why}"))
        against = f" new since {made.base[:7]}, {made.known} known" if made.base else ""
        what = f"{coverage.files:,} files, {len(coverage.rules)} rules, {counted(found)}{against}"
        _say(printable(f"review · {made.result.repository.shown}: {what}, {made.result.seconds:.2f} s"))
        if coverage.empty:
            _say("Nothing was reviewed: there is no TypeScript, JavaScript or Python product code here.")
        elif threshold == "never" and any(not f.accepted for f in found):
            _say("Findings do not fail this review: --fail-on never.")


def _say(line: str) -> None:
    print(line)  # noqa: T201
