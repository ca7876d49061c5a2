"""The rulebook in a run: a team's overrides are asked for and recorded, and beyond the review no rate check passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prohori.agents.registry import load_all
from prohori.engine.explanation import explain
from prohori.engine.run import run_workflow
from prohori.errors import DefinitionError
from prohori.model import StepResult, Verdict
from tests.inline import Agents, Inline, workspace
from tests.repositories import Repository

DAY = date(2026, 11, 22)
VALIDATOR = "business-logic-validator"
OVERRIDES = """\
# {comment}
reviewed_until: 2027-06-30
facts:
  - id: vat.service.construction-firm
    entries:
      - valid_from: 2025-07-01
        valid_to: {last}
        confidence: high
        reason: {reason}
        source: opinion of our adviser
        value: {{percent: "7.5"}}
"""


class Team:
    """A repository with one rate, a state folder, and perhaps overrides."""

    def __init__(self, folder: Path) -> None:
        self.erp, self.state, self.rules = folder / "erp", folder / "state", folder / "rules.yaml"
        self.erp.mkdir()

    def writes(self, code: str) -> None:
        (self.erp / "rates.py").write_text(code)

    def overrides(self, *, last: str = "2026-12-31", reason: str = "old contracts", comment: str = "ours") -> None:
        self.rules.write_text(OVERRIDES.format(last=last, reason=reason, comment=comment))

    def workspace(self, on: date = DAY):
        agents = Agents({VALIDATOR: (load_all().get(VALIDATOR), load_all().local(VALIDATOR))})
        settings = {"rules": self.rules} if self.rules.exists() else {}
        return workspace(self.erp, self.state, agents, [{"agent": VALIDATOR}], settings_=settings, on=on)

    def runs(self, on: date = DAY) -> StepResult:
        result = run_workflow(self.workspace(on), Inline, "run-1", on_step=lambda _: None)
        [step] = result.steps
        return step


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.writes("VAT_RATES = {'construction': Decimal('7.5')}\n")
    Repository.create(made.erp)
    return made


def test_an_override_answers_above_the_book_and_the_report_says_so(team: Team) -> None:
    assert [f.rule for f in team.runs().report.findings] == ["bd-vat-rate"]
    team.overrides()
    step = team.runs()
    assert (step.report.verdict, step.report.findings) == (Verdict.passed, ())
    assert step.report.summary.endswith("The team's overrides of the rulebook answered vat.service.construction-firm: old contracts.")


def test_a_finding_that_rests_on_an_override_names_it_as_its_source(team: Team) -> None:
    team.writes("VAT_RATES = {'construction': Decimal('10')}\n")
    team.overrides()
    [found] = team.runs().report.findings
    assert "it is 7.5 % since 2025-07-01" in found.message
    assert found.source == "override of the team (old contracts); opinion of our adviser"


def test_an_answer_holds_exactly_as_long_as_the_overrides_say_the_same(team: Team) -> None:
    assert team.runs().cache.state == "miss"
    team.overrides()
    assert [explained.cache.state for explained in explain(team.workspace())] == ["miss"]
    assert [explained.changes for explained in explain(team.workspace())] == [("the setting rules changed",)]
    assert [team.runs().cache.state for _ in range(2)] == ["miss", "hit"]
    team.overrides(comment="the same, said otherwise")
    assert team.runs().cache.state == "hit"
    team.overrides(reason="contracts signed before July 2025")
    step = team.runs()
    assert (step.cache.state, step.cache.why) == ("miss", "the setting rules changed")
    assert "contracts signed before July 2025" in step.report.summary
    team.rules.unlink()
    step = team.runs()
    assert (step.cache.state, len(step.report.findings)) == ("hit", 1)


def test_the_day_after_an_override_ends_the_step_runs_again(team: Team) -> None:
    team.overrides()
    team.runs(date(2026, 12, 31))
    step = team.runs(date(2027, 1, 1))
    assert (step.cache.state, step.cache.why) == ("miss", "the rulebook changes on 2027-01-01: vat.service.construction-firm")
    assert [f.rule for f in step.report.findings] == ["bd-vat-rate"]


def test_wrong_overrides_end_the_run_before_it_begins(team: Team) -> None:
    team.overrides(last="2024-12-31")
    with pytest.raises(DefinitionError, match=r"rules\.yaml:7:"):
        team.runs()


@pytest.mark.parametrize("rate", ["7.5", "10"])
def test_beyond_the_review_a_rate_is_not_evaluated_right_or_wrong(team: Team, rate: str) -> None:
    team.writes(f"VAT_RATES = {{'construction': Decimal('{rate}')}}\n")
    step = team.runs(date(2027, 7, 1))
    assert step.report.verdict is Verdict.not_evaluated
    [skipped] = step.report.coverage.not_evaluated
    assert skipped.reason == "rulebook not reviewed for FY2027-28: vat.service.construction-firm was reviewed until 2027-06-30"
    assert team.runs(date(2028, 6, 30)).cache.state == "hit"
    next_year = team.runs(date(2028, 7, 1))
    assert next_year.cache.state == "miss"
    assert "FY2028-29" in next_year.report.coverage.not_evaluated[0].reason


def test_beyond_the_review_what_does_not_lapse_is_judged_and_a_defect_fails(team: Team) -> None:
    team.writes("def fiscal_year_start(day):\n    return date(day.year, 1, 1)\nVAT_RATE = Decimal('0.15')\n")
    report = team.runs(date(2027, 7, 1)).report
    assert ([f.rule for f in report.findings], report.verdict) == (["bd-fiscal-year"], Verdict.failed)
    assert len(report.coverage.not_evaluated) == 1
