"""Baseline and suppressions: what they accept, what they must not, and what is said when their files are wrong."""

import json
from datetime import date

import pytest

from prohori.errors import DefinitionError
from prohori.findings import baseline, suppressions
from prohori.findings.acceptance import Judge
from prohori.findings.baseline import Scope, as_json, baseline_of
from prohori.findings.suppressions import Suppressions
from prohori.located_yaml import parse
from prohori.model import Acceptance, Accepted, Coverage, Severity, Skipped, StepOutcome
from prohori.observe.report import first_line
from prohori.patterns.outcome import exit_code
from tests.findings import found, result, step, unseen

TODAY = date(2026, 11, 22)
SCOPES = {"review": Scope(agent="review")}


def judged(made, *, known=None, accepted=None, scopes=SCOPES):
    read = Suppressions(parse(accepted, "s.yaml"), TODAY) if accepted else None
    return Judge(known, read, scopes, Acceptance(baseline="b.json" if known else "", suppressions="s.yaml" if accepted else ""))(made)


def marks(made):
    return [f.accepted.by if f.accepted else "" for f in made.findings]


def known(*findings):
    return baseline_of(result(step(findings=findings)), SCOPES)


# the baseline


def test_a_finding_of_the_baseline_is_known_and_a_new_one_counts():
    made = judged(result(step(findings=[found(), found("injection.eval", evidence="new")])), known=known(found()))
    assert {f.rule: bool(f.accepted) for f in made.findings} == {"money.float": True, "injection.eval": False}


def test_a_known_finding_whose_line_moved_is_still_known():
    assert marks(judged(result(step(findings=[found(line=90)])), known=known(found(line=3)))) == ["baseline"]


def test_one_more_of_the_same_is_new():
    made = judged(result(step(findings=[found(line=3), found(line=9)])), known=known(found()))
    assert marks(made) == ["baseline", ""]


@pytest.mark.parametrize(
    ("then", "now", "mark"),
    [
        (Severity.minor, Severity.critical, ""),
        (Severity.major, Severity.major, "baseline"),
        (Severity.critical, Severity.minor, "baseline"),
    ],
)
def test_a_known_finding_that_became_worse_counts(then, now, mark):
    made = judged(result(step(findings=[found(severity=now)])), known=known(found(severity=then)))
    assert marks(made) == [mark]
    assert made.acceptance.gone == ()


@pytest.mark.parametrize(
    ("today", "scopes", "undecided"),
    [
        (step(), SCOPES, ""),
        (unseen(), SCOPES, "did not evaluate it"),
        (step(outcome=StepOutcome.failed), SCOPES, "did not evaluate it"),
        (step(outcome=StepOutcome.skipped), SCOPES, "did not evaluate it"),
        (step(outcome=StepOutcome.degraded), SCOPES, "did not evaluate it"),
        (step("other"), SCOPES, "has no step review"),
        (step(), {"review": Scope(agent="review", parameters={"module": "b"})}, "other parameters"),
        (step(coverage=Coverage(files=1, rules=("injection.eval",))), SCOPES, "did not look at the rule"),
        (step(coverage=Coverage(files=1, not_evaluated=(Skipped(subject="src/a.ts", reason="x"),))), SCOPES, "the whole file"),
        (step(coverage=Coverage(files=1, not_evaluated=(Skipped(subject="src/a.ts:7 eval", reason="x"),))), SCOPES, "the whole file"),
        (step(coverage=Coverage(files=1, not_evaluated=(Skipped(subject="src/a.tsx", reason="x"),))), SCOPES, ""),
    ],
)
def test_what_is_gone_is_fixed_only_where_somebody_looked(today, scopes, undecided):
    (gone,) = judged(result(today), known=known(found()), scopes=scopes).acceptance.gone
    assert undecided in gone.undecided
    assert bool(gone.undecided) == bool(undecided)


def test_the_baseline_is_the_same_text_for_the_same_findings():
    one, other = found(), found("injection.eval", path="b.ts")
    assert as_json(known(one, other)) == as_json(known(other, one))
    assert json.loads(as_json(known(one)))["findings"][0].keys() == {"path", "rule", "severity", "fingerprint", "step", "message"}


def test_a_baseline_comes_back_from_its_file(tmp_path):
    (tmp_path / "b.json").write_text(as_json(known(found())), encoding="utf-8")
    assert baseline.read(tmp_path / "b.json") == known(found())


def test_what_a_suppression_accepts_is_not_written_into_a_baseline():
    made = judged(
        result(step(findings=[found(), found("injection.eval")])), accepted="suppressions: [{rule: injection.eval, path: '**', reason: r}]"
    )
    assert [one.rule for one in baseline_of(made, SCOPES).findings] == ["money.float"]


def test_a_new_baseline_drops_what_is_fixed_and_keeps_what_nobody_looked_at():
    before = known(found())
    assert baseline_of(result(step()), SCOPES, before).findings == ()
    kept = baseline_of(result(unseen()), SCOPES, before)
    assert kept.findings == before.findings
    assert kept.steps == SCOPES


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('{\n "format": oops\n}', ":2:12", "not JSON"),
        ("", ":1:1", "not JSON"),
        ("[]", ":1:1", "a baseline is a mapping"),
        ('{\n "format": "prohori-baseline-9",\n "workflow": "w", "steps": {}, "findings": []}', ":2:2", "`format` cannot be"),
        ('{"format": "prohori-baseline-1", "workflow": "w",\n "steps": {}, "findings": [\n {"rule": 3}]}', ":3:2", "`severity` is missing"),
        ('{"format": "prohori-baseline-1", "workflow": "w", "steps": {},\n "findngs": []}', ":2:2", "`findngs` is not a key"),
        ("[" * 100_000, ":1", "nested too deeply"),
    ],
)  # fmt: skip
def test_a_wrong_baseline_is_named_with_file_and_line(tmp_path, text, where, said):
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(DefinitionError) as caught:
        baseline.read(file)
    assert f"{file}{where}" in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_baseline_says_how_one_is_written(tmp_path):
    with pytest.raises(DefinitionError, match="--write-baseline"):
        baseline.read(tmp_path / "gone.json")


# suppressions


@pytest.mark.parametrize(
    ("entry", "mark"),
    [
        ("{fingerprint: '%s', reason: r}", "suppression"),
        ("{fingerprint: 0000000000000000-2, reason: r}", ""),
        ("{rule: money.float, path: 'src/**', reason: r}", "suppression"),
        ("{rule: money.float, path: src/a.ts, reason: r}", "suppression"),
        ("{rule: money.float, path: '*.ts', reason: r}", ""),
        ("{rule: money.float, path: 'src/*.{js,ts}', reason: r}", "suppression"),
        ("{rule: injection.eval, path: '**', reason: r}", ""),
        ("{rule: money.float, path: '**', reason: r, expires: 2026-11-22}", "suppression"),
        ("{rule: money.float, path: '**', reason: r, expires: 2026-11-21}", ""),
    ],
)
def test_a_suppression_accepts_what_it_names_until_its_last_day(entry, mark):
    f = found()
    made = judged(result(step(findings=[f])), accepted=f"suppressions:\n  - {entry.replace('%s', f.fingerprint)}")
    assert marks(made) == [mark]


def test_a_finding_without_a_path_is_accepted_by_its_fingerprint_only():
    f = found(path=None, line=None)
    made = result(step(findings=[f]))
    assert marks(judged(made, accepted="suppressions: [{rule: money.float, path: '**', reason: r}]")) == [""]
    assert marks(judged(made, accepted=f"suppressions: [{{fingerprint: '{f.fingerprint}', reason: r}}]")) == ["suppression"]


def test_the_mark_has_the_reason_and_the_last_day():
    text = "suppressions: [{rule: money.float, path: '**', reason: ' the  new ledger ', expires: 2027-01-31}]"
    (f,) = judged(result(step(findings=[found()])), accepted=text).findings
    assert f.accepted == Accepted(by="suppression", reason="the new ledger", expires="2027-01-31")


def test_an_expired_and_an_unmatched_suppression_are_said_with_their_line():
    text = (
        "suppressions:\n"
        "  - {rule: money.float, path: '**', reason: r, expires: 2026-01-31}\n"
        "  - {rule: injection.eval, path: '**', reason: r}\n"
        "  - {rule: money.float, path: 'src/*', reason: r}\n"
    )
    idle = judged(result(step(findings=[found()])), accepted=text).acceptance.idle
    assert [(one.where, one.expired) for one in idle] == [("s.yaml:2:5", "2026-01-31"), ("s.yaml:3:5", None)]


def test_an_expired_suppression_leaves_a_known_finding_to_the_baseline():
    text = "suppressions: [{rule: money.float, path: '**', reason: r, expires: 2026-01-31}]"
    assert marks(judged(result(step(findings=[found()])), known=known(found()), accepted=text)) == ["baseline"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("suppressions:\n  - {rule: injection.eval, path: x}\n", 2, "`reason` is missing"),
        ("suppressions:\n  - {rule: injection.eval, path: x, reason: '  '}\n", 2, "says why"),
        ("suppressions:\n  - {rule: injection.eval, reason: r}\n", 2, "either a `fingerprint`, or a `rule` and a `path`"),
        ("suppressions:\n  - {path: x, reason: r}\n", 2, "either a `fingerprint`, or a `rule` and a `path`"),
        ("suppressions:\n  - {reason: r}\n", 2, "either a `fingerprint`, or a `rule` and a `path`"),
        ("suppressions:\n  - fingerprint: 3f2a91c04b7d55e0\n    rule: injection.eval\n    reason: r\n", 2, "either a `fingerprint`"),
        ("suppressions:\n  - reason: r\n    fingerprint: 1234567890123456\n", 3, "write it in quotes"),
        ("suppressions:\n  - reason: r\n    fingerprint: 12345678901234e1\n", 3, "write it in quotes"),
        ("suppressions:\n  - reason: r\n    fingerprint: '*'\n", 3, '`fingerprint` cannot be `"*"`'),
        ("suppressions:\n  - {rule: injection.eval, path: x, reason: r,\n     expires: 31-12-2026}\n", 3, "`expires` cannot be"),
        ("suppressions:\n  - {rule: injection.eval, path: x, reason: r, until: 2027-01-01}\n", 2, "`until` is not a key"),
        ("suppresions: []\n", 1, "did you mean `suppressions`?"),
        ("suppressions: [\n", 2, "not YAML"),
    ],
)
def test_a_wrong_suppressions_file_is_named_with_file_and_line(tmp_path, text, line, said):
    file = tmp_path / "s.yaml"
    file.write_text(text)
    with pytest.raises(DefinitionError) as caught:
        suppressions.read(file, TODAY)
    assert f"{file}:{line}" in str(caught.value)
    assert said in str(caught.value)


# what follows


@pytest.mark.parametrize(("accepted", "code"), [(False, 5), (True, 0)])
def test_only_what_is_not_accepted_counts_for_the_exit_code(accepted, code):
    made = result(step(findings=[found(severity=Severity.critical)]))
    made = judged(made, known=known(found(severity=Severity.critical)) if accepted else known())
    assert exit_code(made.outcome, made.findings, "critical") == code


def test_the_first_line_says_how_many_are_accepted_and_fixed():
    text = "suppressions: [{rule: injection.eval, path: '**', reason: r}]"
    made = judged(result(step(findings=[found(), found("injection.eval")])), known=known(found(), found(evidence="gone")), accepted=text)
    assert "2 findings (2 major), 2 of them accepted (1 by the baseline, 1 by suppressions); 1 of the baseline fixed" in first_line(made)


def test_accepting_hides_no_finding_and_changes_no_verdict():
    made = result(step(findings=[found()]))
    after = judged(made, known=known(found()))
    assert [f.model_copy(update={"accepted": None}) for f in after.findings] == list(made.findings)
    assert after.steps[0].report.verdict is made.steps[0].report.verdict
    assert after.outcome is made.outcome
