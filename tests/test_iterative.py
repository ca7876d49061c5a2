"""The iterative pattern with agents that are functions of the test, and a clock of the test. No Prefect, no real time."""

from __future__ import annotations

from pathlib import Path

import pytest

from prohori.engine import run as engine
from prohori.engine.run import run_workflow
from prohori.errors import AgentError, DefinitionError
from prohori.model import Cause, Coverage, Metric, WorkflowOutcome, report
from prohori.patterns.goal import Goal
from prohori.patterns.iterative import LEFT, Loop
from prohori.patterns.outcome import exit_code
from prohori.workflows import loader
from tests.inline import Agents, Inline, agent, workspace
from tests.repositories import Repository

STEPS = [{"agent": "meter", "consumes": ["changer"]}, {"agent": "changer", "consumes": ["meter", "changer"]}]


@pytest.fixture
def erp(tmp_path):
    return Repository.create(tmp_path / "erp", {"billing.py": "VAT = 15"}).path


class World:
    """A latency that each change takes a fifth off, known only through reports; and what the agents were given."""

    def __init__(self, start: float = 1000.0, *, left: int = 99, fails_at: int = 0, metric: str = "invoices.p95") -> None:
        self.start, self.left, self.fails_at, self.metric = start, left, fails_at, metric
        self.measured, self.changed, self.given = 0, 0, []

    def meter(self, job, reads):
        self.measured += 1
        self.given.append(sorted(job.upstream))
        changes = int(job.upstream["changer"].artifacts["changes.txt"]) if "changer" in job.upstream else 0
        value = Metric(value=self.start * 0.8**changes, unit="ms", samples=20)
        return report(job.agent, "measured", metrics={self.metric: value}, coverage=Coverage(probes=1))

    def changer(self, job, reads):
        self.changed += 1
        self.given.append(sorted(job.upstream))
        if self.changed == self.fails_at:
            raise AgentError("The change cannot be made")
        before = int(job.upstream["changer"].artifacts["changes.txt"]) if "changer" in job.upstream else 0
        left = {LEFT: Metric(value=self.left - self.changed, unit="remedies")}
        return report(
            job.agent, f"change {before + 1}", metrics=left, artifacts={"changes.txt": str(before + 1)}, coverage=Coverage(probes=1)
        )

    def agents(self, **changer):
        return Agents({**agent("meter", self.meter, criticality="critical"), **agent("changer", self.changer, **changer)})


def run(erp, tmp_path, world, goal="invoices.p95 <= 500", *, changer=None, steps=STEPS, keys=None, **request):
    known = {"pattern": "iterative", "goal": goal, **(keys or {})}
    asked = workspace(erp, tmp_path / "state", world.agents(**(changer or {})), steps, keys=known, **request)
    return run_workflow(asked, Inline, "run-1", on_step=lambda _: None)


def test_it_ends_as_soon_as_the_goal_is_measured(erp, tmp_path):
    world = World()
    result = run(erp, tmp_path, world)
    assert (result.outcome, result.cause, result.reason) == (WorkflowOutcome.succeeded, Cause.none, "")
    names = [f"{name} #{number}" for number in range(1, 6) for name in ("meter", "changer")][:-1]
    assert [step.name for step in result.steps] == names
    assert [round(one.value) for one in result.decisions if one.what == "invoices.p95"] == [1000, 800, 640, 512, 410]


def test_a_step_is_given_what_the_iteration_before_reported(erp, tmp_path):
    world = World()
    run(erp, tmp_path, world)
    assert world.given[:4] == [[], ["meter"], ["changer"], ["changer", "meter"]]


def test_a_goal_that_is_not_met_says_the_best_and_what_stands_in_the_way(erp, tmp_path):
    result = run(erp, tmp_path, World(), "invoices.p95 <= 1", keys={"max_iterations": 2})
    assert (result.outcome, result.cause) == (WorkflowOutcome.goal_not_met, Cause.verdict)
    assert result.reason == "the goal `invoices.p95 <= 1` is not met: the best found is 640 ms (meter #3); 2 iterations are over"
    assert exit_code(result.outcome, result.findings, "never") == 4
    assert [step.name for step in result.steps][-1] == "meter #3"


def test_nothing_left_to_try_ends_with_one_more_measurement(erp, tmp_path):
    result = run(erp, tmp_path, World(left=1), "invoices.p95 <= 1")
    assert [step.name for step in result.steps] == ["meter #1", "changer #1", "meter #2"]
    assert result.reason.endswith("the best found is 800 ms (meter #2); changer #1 has nothing left to try")


def test_the_last_change_counts_if_it_meets_the_goal(erp, tmp_path):
    assert run(erp, tmp_path, World(left=1), "invoices.p95 <= 800").outcome is WorkflowOutcome.succeeded


def test_a_goal_that_is_met_at_once_changes_nothing(erp, tmp_path):
    world = World(100)
    assert run(erp, tmp_path, world).outcome is WorkflowOutcome.succeeded
    assert (world.measured, world.changed) == (1, 0)


def test_a_goal_that_was_met_once_and_is_not_at_the_end_is_not_met():
    loop = Loop(Goal("x", True, 10), max_iterations=1, budget=None)
    loop._values = {"meter #1": 20, "meter #2": 30}
    outcome, _, reason = loop.concluded((WorkflowOutcome.succeeded, Cause.none, ""))
    assert outcome is WorkflowOutcome.goal_not_met
    assert "the best found is 20 (meter #1)" in reason


def test_no_iteration_begins_after_the_budget(erp, tmp_path, monkeypatch):
    seconds = iter([0.0, 10.0, 20.0, 31.0])

    def limited(goal, **keys):
        return Loop(goal, **keys, clock=lambda: next(seconds))

    monkeypatch.setattr(engine, "Loop", limited)
    result = run(erp, tmp_path, World(), "invoices.p95 <= 1", keys={"budget": 30})
    assert [step.name for step in result.steps][-1] == "meter #3"
    assert result.reason.endswith("the budget of 30 s is over")


@pytest.mark.parametrize(("criticality", "outcome"), [("critical", "failed"), ("high", "goal_not_met"), ("low", "goal_not_met")])
def test_a_change_that_fails_ends_the_loop(erp, tmp_path, criticality, outcome):
    world = World(fails_at=2)
    result = run(erp, tmp_path, world, changer={"criticality": criticality})
    assert result.outcome.value == outcome
    assert [step.name for step in result.steps][-1] == "changer #2"
    assert "The change cannot be made" in result.reason


def test_a_metric_that_nobody_reports_is_no_goal_not_met_but_a_failure(erp, tmp_path):
    result = run(erp, tmp_path, World(metric="other.p95"))
    assert (result.outcome, result.cause) == (WorkflowOutcome.failed, Cause.execution)
    assert result.reason == "meter #1 reported no `invoices.p95`"


def test_nothing_is_answered_from_the_cache(erp, tmp_path):
    first, second = World(), World()
    run(erp, tmp_path, first)
    result = run(erp, tmp_path, second)
    assert second.measured == first.measured == 5
    assert {step.cache.state for step in result.steps} == {"off"}


def test_the_run_may_ask_for_another_limit(erp, tmp_path):
    known = {"pattern": "iterative", "goal": "invoices.p95 <= 500"}
    asked = workspace(erp, tmp_path / "state", World().agents(), STEPS, keys=known, goal=700)
    result = run_workflow(asked, Inline, "run-1", on_step=lambda _: None)
    assert [round(one.value) for one in result.decisions if one.what == "invoices.p95"] == [1000, 800, 640]


def definition(tmp_path, text):
    path = tmp_path / "faster.yaml"
    path.write_text(text)
    return path


HEAD = "name: faster\ndescription: d\npattern: iterative\n"
PROFILER = "  - agent: performance-profiler\n    parameters:\n      measure: now\n"
WRONG = {
    "no goal": (HEAD + "steps:\n" + PROFILER, "3:1", "needs a `goal`"),
    "a goal without a number": (HEAD + "goal: p95 <= fast\nsteps:\n" + PROFILER, "4:1", "`p95 <= fast` is no goal"),
    "a goal with another comparison": (HEAD + "goal: p95 < 3\nsteps:\n" + PROFILER, "4:1", "`<=` or `>=`"),
    "too many iterations": (HEAD + "goal: p95 <= 3\nmax_iterations: 51\nsteps:\n" + PROFILER, "5:1", "`max_iterations` cannot be `51`"),
    "no budget": (HEAD + "goal: p95 <= 3\nbudget: 0\nsteps:\n" + PROFILER, "5:1", "`budget` cannot be `0`"),
    "history": (HEAD + "goal: p95 <= 3\nsteps:\n" + PROFILER.replace("now", "history"), "8:7", "has to measure now"),
    "history by default": (HEAD + "goal: p95 <= 3\nsteps:\n  - agent: performance-profiler\n", "6:5", "has to measure now"),
    "consumes what is no step": (HEAD + "goal: p95 <= 3\nsteps:\n" + PROFILER + "    consumes: [x]\n", "9:16", "there is no such step"),
    "a goal elsewhere": (HEAD.replace("iterative", "parallel") + "goal: p95 <= 3\nsteps:\n" + PROFILER, "4:1", "belongs to iterative"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_definition_is_refused_with_its_line(tmp_path, case):
    text, where, what = WRONG[case]
    with pytest.raises(DefinitionError) as refused:
        loader.load(definition(tmp_path, text))
    assert str(Path(tmp_path / "faster.yaml")) + ":" + where in str(refused.value)
    assert what in str(refused.value)


def test_a_step_may_consume_a_later_one_and_itself(tmp_path):
    text = (
        HEAD
        + "goal: p95 <= 3\nsteps:\n"
        + PROFILER
        + "    consumes: [code-reviewer]\n  - agent: code-reviewer\n    consumes: [code-reviewer]\n"
    )
    assert loader.load(definition(tmp_path, text)).max_iterations == 5
