import pickle

import pytest
from pydantic import ValidationError

from prohori.errors import DefinitionError, ProhoriError
from prohori.model import Coverage, Finding, Metric, Report, Severity, Verdict, finding, report


def a_finding(line=10, evidence="const RATE = 14;", **changes):
    given = {"path": "tax.ts", "line": line, "evidence": evidence, **changes}
    return finding("bd-vat-rate", Severity.critical, "wrong", **given)


def test_a_fingerprint_does_not_move_with_its_line():
    assert a_finding(line=10).fingerprint == a_finding(line=99).fingerprint


def test_a_fingerprint_ignores_indentation():
    assert a_finding(evidence="  const  RATE = 14;").fingerprint == a_finding().fingerprint


@pytest.mark.parametrize("change", [{"path": "other.ts"}, {"evidence": "const RATE = 15;"}])
def test_a_fingerprint_tells_other_places_and_other_code_apart(change):
    assert a_finding(**change).fingerprint != a_finding().fingerprint


def test_equal_findings_in_one_report_are_told_apart_by_their_order():
    made = report("a", "s", findings=[a_finding(line=20), a_finding(line=10)], coverage=Coverage(files=1))
    first, second = made.findings
    assert (first.line, second.line) == (10, 20)
    assert second.fingerprint == f"{first.fingerprint}-2"


def test_a_report_survives_json_both_ways():
    made = report(
        "a", "সারাংশ", findings=[a_finding()], metrics={"p95": Metric(value=1.5, unit="ms", samples=3, spread=0.1)},
        artifacts={"m.md": "# m"}, coverage=Coverage(files=1, rules=("r",)),
    )  # fmt: skip
    assert Report.model_validate_json(made.model_dump_json()) == made


def test_facts_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        a_finding().line = 11


def test_a_fact_refuses_what_it_does_not_know():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Finding.model_validate({**a_finding().model_dump(), "colour": "red"})


def test_a_metric_is_never_nan():
    with pytest.raises(ValidationError, match="finite"):
        Metric(value=float("nan"), unit="ms")


def test_what_is_secret_is_masked_when_the_finding_is_built():
    made = a_finding(evidence="const apiKey = 'k9J2mQ7xP4vL8wZt'; // call 01712345678")
    assert "k9J2mQ7xP4vL8wZt" not in made.model_dump_json()
    assert "01712345678" not in made.model_dump_json()


def test_the_verdict_fails_at_the_severity_that_the_agent_names():
    minor = finding("performance.await-in-loop", Severity.minor, "n+1", path="a.ts", line=1)
    assert report("a", "s", findings=[minor], coverage=Coverage(files=1)).verdict is Verdict.passed
    assert report("a", "s", findings=[minor], coverage=Coverage(files=1), fails_at=Severity.minor).verdict is Verdict.failed


def test_an_error_says_what_where_why_and_what_next():
    error = DefinitionError("Unknown key `agnet`", where="a.yaml:3", why="a step has no such key", next="did you mean `agent`?")
    assert str(error) == "Unknown key `agnet`\n  where: a.yaml:3\n  why: a step has no such key\n  next: did you mean `agent`?"


def test_an_error_keeps_its_class_and_parts_between_processes():
    error = pickle.loads(pickle.dumps(DefinitionError("what", where="there", next="do")))
    assert (type(error), error.what, error.where, error.next) == (DefinitionError, "what", "there", "do")
    assert isinstance(error, ProhoriError) and error.exit_code == 2
