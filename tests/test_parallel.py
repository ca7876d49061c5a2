"""The parallel pattern with real snapshots, a real store, real threads and agents that are functions of the test. No Prefect."""

import threading
import time

import pytest

from prohori.engine.run import run_workflow
from prohori.errors import AgentError, Cancelled, SnapshotChanged, TransientError, UsageError
from prohori.model import Coverage, StepOutcome, Verdict, WorkflowOutcome, report
from prohori.workflows import loader
from tests.inline import Agents, Threads, agent, workspace
from tests.repositories import Repository


@pytest.fixture
def erp(tmp_path):
    return Repository.create(tmp_path / "erp", {"tax.ts": "const VAT = 15;"}).path


@pytest.fixture
def run(erp, tmp_path):
    def run(agents, steps, max_parallel=4, heard=None, **request):
        keys = {"pattern": "parallel", "max_parallel": max_parallel}
        asked = workspace(erp, tmp_path / "state", Agents(agents), steps, keys=keys, **request)
        return run_workflow(asked, Threads(), "run-1", on_step=(heard if heard is not None else []).append)

    return run


class Watched:
    """Agents that sleep as long as their step's parameter says, and how many of them run at once."""

    def __init__(self):
        self.now = self.most = 0
        self.lock = threading.Lock()

    def sleeps(self, job, reads):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(job.parameters.get("seconds", 0.05))
        with self.lock:
            self.now -= 1
        return report(job.agent, job.description, coverage=Coverage(files=1))


def sleeping(*seconds):
    return [{"agent": "sleeper", "name": f"s{n}", "description": f"s{n}", "parameters": {"seconds": s}} for n, s in enumerate(seconds)]


def sleeper(watched, **keys):
    return agent("sleeper", watched.sleeps, ttl="off", effects=("process",), **keys)


@pytest.mark.parametrize("max_parallel", [1, 3, 64])
def test_never_more_steps_run_at_once_than_the_window_has_slots_and_all_of_them_are_used(run, max_parallel):
    watched = Watched()
    result = run(sleeper(watched), sleeping(*[0.05] * 12), max_parallel)
    assert watched.most == min(max_parallel, 12)
    assert result.outcome is WorkflowOutcome.succeeded


def test_the_window_slides_a_long_step_holds_one_slot_and_no_batch(run):
    watched, others = Watched(), threading.Semaphore(0)

    def long(job, reads):
        assert all(others.acquire(timeout=20) for _ in range(6))  # in batches of two, the third would wait for the first
        return report(job.agent, "long", coverage=Coverage(files=1))

    def short(job, reads):
        others.release()
        return watched.sleeps(job, reads)

    agents = {**agent("long", long, ttl="off"), **agent("short", short, ttl="off")}
    result = run(agents, [{"agent": "long"}, *({"agent": "short", "name": f"s{n}"} for n in range(6))], 2)
    assert result.outcome is WorkflowOutcome.succeeded, result.reason


def test_results_stand_in_the_order_of_the_definition_and_are_heard_as_they_end(run):
    heard = []
    result = run(sleeper(Watched()), sleeping(0.3, 0.01, 0.15), heard=heard)
    assert [step.name for step in result.steps] == ["s0", "s1", "s2"]
    assert [step.report.summary for step in result.steps] == ["s0", "s1", "s2"]
    assert [step.name for step in heard] == ["s1", "s2", "s0"]


def broken(job, reads):
    raise AgentError("The parser gave up")


@pytest.mark.parametrize(
    ("criticality", "ends", "outcome"), [("critical", "failed", WorkflowOutcome.failed), ("low", "skipped", WorkflowOutcome.degraded)]
)
def test_a_failed_step_stops_nothing_not_even_a_critical_one(run, criticality, ends, outcome):
    agents = {**agent("broken", broken, criticality=criticality), **sleeper(Watched())}
    result = run(agents, [{"agent": "broken"}, *sleeping(0.01, 0.01, 0.01)], 1)
    assert [step.outcome.value for step in result.steps] == [ends, "ok", "ok", "ok"]
    assert result.outcome is outcome


def dead(job, reads):
    raise TransientError("`dead` does not answer")


def test_a_step_that_waits_for_its_next_attempt_holds_no_slot(run):
    heard, tried = [], []

    def dies(job, reads):
        tried.append(len(heard))
        return dead(job, reads)

    agents = {**agent("dead", dies, retries={"attempts": 3, "delay_seconds": (2, 0.1)}), **sleeper(Watched())}
    result = run(agents, [{"agent": "dead"}, *sleeping(*[0.05] * 6)], 1, heard)
    assert tried[:2] == [0, 6]  # the others ended before its second attempt
    assert [step.outcome.value for step in result.steps] == ["skipped", *["ok"] * 6]
    assert result.steps[0].attempts == 3


def test_a_later_attempt_waits_for_a_slot_too(run):
    watched, tries = Watched(), []

    def flaky(job, reads):
        tries.append(1)
        if len(tries) == 1:
            raise TransientError("once")
        return watched.sleeps(job, reads)

    agents = {**agent("flaky", flaky, retries={"attempts": 2, "delay_seconds": (0.05,)}), **sleeper(watched)}
    result = run(agents, [{"agent": "flaky"}, *sleeping(0.2, 0.2)], 1)
    assert (watched.most, len(tries)) == (1, 2)
    assert result.outcome is WorkflowOutcome.succeeded


def test_of_two_equal_steps_one_runs_and_the_other_is_answered_by_it(run):
    calls = []

    def flaky(job, reads):
        calls.append(1)
        if len(calls) == 1:
            raise TransientError("once")
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    agents = agent("flaky", flaky, retries={"attempts": 2, "delay_seconds": (0.1,)})
    result = run(agents, [{"agent": "flaky", "name": "a"}, {"agent": "flaky", "name": "b"}], 1)
    assert len(calls) == 2
    assert [step.cache.state for step in result.steps] == ["miss", "hit"]


def test_the_second_run_is_answered_from_the_cache(run):
    def reads_it(job, reads):
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    agents = {**agent("a", reads_it), **agent("b", reads_it)}
    run(agents, [{"agent": "a"}, {"agent": "b"}])
    assert [step.cache.state for step in run(agents, [{"agent": "a"}, {"agent": "b"}]).steps] == ["hit", "hit"]


def test_a_cancelled_step_keeps_the_rest_from_starting(run):
    def cancelled(job, reads):
        raise Cancelled("Step was cancelled")

    watched = Watched()
    result = run({**agent("stopped", cancelled), **sleeper(watched)}, [{"agent": "stopped"}, *sleeping(0.01, 0.01)], 1)
    assert result.outcome is WorkflowOutcome.cancelled
    assert result.steps[-1].outcome is StepOutcome.skipped
    assert result.steps[-1].reason == "not run: stopped was cancelled"


def test_a_changed_file_begins_all_anew_after_what_ran_has_ended(run, erp):
    watched, seen = Watched(), []

    def racy(job, reads):
        if not seen:
            (erp / "tax.ts").write_text("const VAT = 16;")
        seen.append(watched.now)
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    agents = {**sleeper(watched), **agent("racy", racy, effects=("process",))}
    result = run(agents, [*sleeping(0.3), {"agent": "racy"}])
    assert result.steps[1].report.summary == "const VAT = 16;"
    assert watched.most == 1


def test_a_file_that_never_stops_changing_ends_the_run_and_no_step_is_left_running(run, erp):
    watched, count = Watched(), iter(range(100))

    def restless(job, reads):
        (erp / "tax.ts").write_text(f"const VAT = {next(count)};")
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    with pytest.raises(SnapshotChanged, match=r"tax\.ts"):
        run({**sleeper(watched), **agent("restless", restless, effects=("process",))}, [*sleeping(0.2), {"agent": "restless"}])
    assert watched.now == 0


def test_a_wrong_parameter_ends_the_run_as_a_wrong_call_without_another_attempt_of_the_others(run):
    def picky(job, reads):
        time.sleep(0.05)
        raise UsageError("`depth` must be at least 1")

    tries = []

    def retried(job, reads):
        tries.append(1)
        raise TransientError("later")

    agents = {**agent("picky", picky), **agent("retried", retried, retries={"attempts": 3, "delay_seconds": (0.2, 0.2)})}
    with pytest.raises(UsageError, match="at least 1"):
        run(agents, [{"agent": "retried"}, {"agent": "picky"}])
    assert len(tries) == 1


def test_a_verdict_that_fails_degrades_where_the_workflow_says_so(erp, tmp_path):
    def finds(job, reads):
        from prohori.model import Severity, finding

        found = [finding("r", Severity.major, "wrong")]
        return report(job.agent, "s", findings=found, coverage=Coverage(files=1))

    keys = {"pattern": "parallel", "on_verdict_fail": "degraded"}
    asked = workspace(erp, tmp_path / "state", Agents(agent("finds", finds)), [{"agent": "finds"}], keys=keys)
    result = run_workflow(asked, Threads(), "run-1", on_step=lambda _: None)
    assert (result.outcome, result.cause.value) == (WorkflowOutcome.degraded, "verdict")
    assert result.steps[0].report.verdict is Verdict.failed


HEAD = "name: nightly\ndescription: d\npattern: {pattern}\n"
STEPS = "steps:\n  - agent: code-reviewer\n  - agent: context-gathering\n"
WRONG = {
    "a step that consumes": (HEAD.format(pattern="parallel") + STEPS + "    consumes: [code-reviewer]\n", ":7:", "in a parallel workflow"),
    "no slots": (HEAD.format(pattern="parallel") + "max_parallel: 0\n" + STEPS, ":4:", "greater than or equal to 1"),
    "too many slots": (HEAD.format(pattern="parallel") + "max_parallel: 65\n" + STEPS, ":4:", "less than or equal to 64"),
    "slots of a sequence": (HEAD.format(pattern="sequential") + "max_parallel: 2\n" + STEPS, ":4:", "belongs to parallel workflows"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_parallel_workflow_cannot_say_is_an_error_with_its_line(tmp_path, case):
    text, line, said = WRONG[case]
    (tmp_path / "nightly.yaml").write_text(text)
    with pytest.raises(UsageError) as caught:
        loader.load(tmp_path / "nightly.yaml")
    assert said in str(caught.value)
    assert line in caught.value.where
