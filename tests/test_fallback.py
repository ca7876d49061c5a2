"""A step's ladder, against a small model of it written down here once more; and what each surface says about it."""

import json
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prohori.agents.definition import AgentDefinition
from prohori.cache.record import StepRecord
from prohori.cli.console import print_result
from prohori.engine.breaker import Breaker
from prohori.engine.fallback import ladder
from prohori.engine.request import StepRequest
from prohori.engine.run import run_workflow
from prohori.errors import AgentError, Cancelled, SnapshotChanged, TerminalError, TimeLimit, TransientError, UsageError
from prohori.model import CacheUse, Coverage, Job, StepOutcome, WorkflowOutcome, report
from prohori.observe.junit import as_junit
from prohori.observe.report import as_markdown, first_line
from prohori.observe.sarif import as_sarif
from prohori.patterns import parallel, sequential
from prohori.snapshot.questions import Questions
from prohori.workflows.definition import Step
from tests.conftest import repository_of_demo
from tests.inline import Agents, Inline, Threads, agent, workspace
from tests.repositories import Repository
from tests.test_flow import task_states

ERRORS = {"transient": TransientError, "permanent": AgentError, "timeout": TimeLimit, "terminal": TerminalError, "cancelled": Cancelled}
ENDS = ("ok", "hit", *ERRORS)
NAMES = ("a", "b", "c", "d")


@dataclass(frozen=True)
class World:
    """Agents, how each of their modes ends, and the steps that use them."""

    fallback: dict[str, str | None]
    degraded: dict[str, bool]
    runner: dict[str, str]
    ends: dict[tuple[str, bool], str]
    steps: list[dict] = field(default_factory=list)


@st.composite
def worlds(draw):
    later = {name: [None, *NAMES[n + 1 :]] for n, name in enumerate(NAMES)}
    fallback = {name: draw(st.sampled_from(later[name])) for name in NAMES}
    flags = {name: draw(st.booleans()) for name in NAMES}
    runner = {name: draw(st.sampled_from(["local", "remote"])) for name in NAMES}
    ends = {(name, mode): draw(st.sampled_from(ENDS)) for name in NAMES for mode in (False, True)}
    steps = []
    for n in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(NAMES))
        steps.append({
            "agent": name, "name": f"s{n}",
            "criticality": draw(st.sampled_from([None, "critical", "high", "medium", "low"])),
            "fallback": draw(st.sampled_from([None, "off", *later[name][1:]])),
            "degraded": draw(st.sampled_from([None, {}, {"depth": 1}])),
        })  # fmt: skip
    return World(fallback, flags, runner, ends, steps)


def modelled_ladder(world, step):
    """(place, agent, degraded mode) from the first to the last, as the documentation says."""
    own = step["agent"]
    rungs = [(step["name"], own, False)]
    if world.degraded[own] if step["degraded"] is None else step["degraded"]:
        rungs.append((f"{step['name']} (degraded)", own, True))
    other = world.fallback[own] if step["fallback"] is None else None if step["fallback"] == "off" else step["fallback"]
    while other:
        rungs.append((f"{step['name']} ({other})", other, False))
        if world.degraded[other]:
            rungs.append((f"{step['name']} ({other}, degraded)", other, True))
        other = world.fallback[other]
    return rungs


class Model:
    """Each step: (outcome, who answered, [(place, whether it was started)])."""

    def __init__(self, world):
        self.world, self.dead, self.over = world, set(), ""
        self.left = {step["name"]: deque(modelled_ladder(world, step)) for step in world.steps}
        self.fallen = {step["name"]: [] for step in world.steps}
        self.results = {}

    def criticality(self, step):
        return step["criticality"] or {"a": "critical", "b": "high", "c": "medium", "d": "low"}[step["agent"]]

    def may_start(self, step):
        """Passes over what may not be started; whether there is a rung that may."""
        left, fallen = self.left[step["name"]], self.fallen[step["name"]]
        while left and self.world.runner[left[0][1]] in self.dead and self.world.ends[left[0][1:]] != "hit":
            fallen.append((left.popleft()[0], False))
        if not left:
            ends = "skipped" if self.criticality(step) in ("medium", "low") else "failed"
            self.results[step["name"]] = (ends, "", fallen)
        return bool(left)

    def end(self, step):
        """Reads the end of the rung that runs; whether the step is over."""
        place, who, mode = self.left[step["name"]].popleft()
        fallen, end = self.fallen[step["name"]], self.world.ends[who, mode]
        if end in ("ok", "hit"):
            self.results[step["name"]] = ("degraded" if fallen else "ok", place, fallen)
        elif end == "cancelled":
            self.results[step["name"]] = ("cancelled", "", fallen)
        else:
            fallen.append((place, True))
            self.dead |= {self.world.runner[who]} if end == "terminal" else set()
        return step["name"] in self.results

    def sequential(self):
        stopped = False
        for step in self.world.steps:
            if stopped:
                self.results[step["name"]] = ("skipped", "", [])
                continue
            while self.may_start(step) and not self.end(step):
                pass
            outcome = self.results[step["name"]][0]
            stopped = outcome == "cancelled" or (outcome == "failed" and self.criticality(step) == "critical")
        return self.results

    def parallel(self):
        """Where every rung ends as soon as it is started, and ends are read in the order of the starts."""
        running = deque(step for step in self.world.steps if self.may_start(step))
        cancelled = False
        while running:
            step = running.popleft()
            if not self.end(step):
                if cancelled:
                    self.results[step["name"]] = ("skipped", "", self.fallen[step["name"]])
                elif self.may_start(step):
                    running.append(step)
            cancelled = cancelled or self.results.get(step["name"], " ")[0] == "cancelled"
        return self.results


class OnRunner(AgentDefinition):
    """An agent of another runner than the local one."""

    model_config = {"extra": "allow"}

    @property
    def runner(self):
        return self.model_extra["on"]


CRITICALITY = dict(zip(NAMES, ("critical", "high", "medium", "low"), strict=True))


def definitions(world):
    return Agents({
        name: (
            OnRunner(
                name=name, description=name, criticality=CRITICALITY[name], parameters={"depth": "d"}, fallback=world.fallback[name],
                degraded={"depth": 1} if world.degraded[name] else {}, on=world.runner[name],
            ),
            None,
        )
        for name in NAMES
    })  # fmt: skip


class Ended:
    """A rung that ended as the world says."""

    seconds = 0.5

    def __init__(self, request, end):
        self.request, self.end, self.cached = request, end, end == "hit"

    def wait(self):
        self.request.attempts += self.end != "hit"
        if self.end in ERRORS:
            raise ERRORS[self.end](f"{self.request.place} ended {self.end}")
        made = report(self.request.job.agent, "looked", coverage=Coverage(files=1))
        created = datetime(2026, 11, 22, tzinfo=UTC)
        return StepRecord.of(
            report=made, questions=Questions(), step=self.request.place, decision=None, tree="", created=created, seconds=0
        )

    def on_end(self, call):
        call()


def descended(world, pattern):
    registry = definitions(world)
    ladders = [(ladder(Step(**step), registry, {}),) for step in world.steps]
    started = []

    def prepare(rung, upstream, *, whole):
        stored = world.ends[rung.agent.name, rung.degraded] == "hit"
        cache = CacheUse(state="hit" if stored else "miss", why="")
        job = Job(agent=rung.agent.name, parameters=dict(rung.parameters))
        return StepRequest(
            rung.name, job, None, rung.agent, None, cache,
            part=rung.part, place=rung.place, criticality=rung.criticality, timeout=rung.timeout,
        )  # fmt: skip

    def submit(request):
        end = world.ends[request.job.agent, "depth" in request.job.parameters]
        started.append((request.place, request.definition.runner, end))
        return Ended(request, end)

    run = {"sequential": sequential.run, "parallel": parallel.run}[pattern]
    results = run(ladders, prepare, submit, Breaker(), lambda descents: descents[0].result, max_parallel=2)
    return {result.name: result for result in results}, started


@pytest.mark.parametrize("pattern", ["sequential", "parallel"])
@settings(max_examples=200, deadline=None)
@given(world=worlds())
def test_every_step_ends_as_the_model_of_its_ladder_says(pattern, world):
    results, started = descended(world, pattern)
    expected = getattr(Model(world), pattern)()
    told = {
        name: (one.outcome.value, one.answered_by, [(rung.place, rung.started) for rung in one.fallen]) for name, one in results.items()
    }
    assert told == expected
    assert all(one.attempts == sum(rung.attempts for rung in one.fallen) + (one.report is not None and one.cache.state != "hit")
               for one in results.values() if one.outcome is not StepOutcome.cancelled)  # fmt: skip
    places = [place for place, _, _ in started]
    assert len(places) == len(set(places))
    if pattern == "sequential":
        dead = set()
        for _, runner, end in started:
            assert runner not in dead or end == "hit"
            dead |= {runner} if end == "terminal" else set()


@pytest.fixture
def erp(tmp_path):
    return Repository.create(tmp_path / "erp", {"tax.ts": "const VAT = 15;"}).path


@pytest.fixture
def run(erp, tmp_path):
    def run(agents, steps, pattern="sequential", submit=Inline, max_parallel=4, heard=None, **request):
        keys = {"pattern": pattern, **({"max_parallel": max_parallel} if pattern == "parallel" else {})}
        return run_workflow(
            workspace(erp, tmp_path / "state", Agents(agents), steps, keys=keys, **request),
            submit,
            "r",
            on_step=(heard if heard is not None else []).append,
        )

    return run


def fails(error):
    def run(job, reads):
        raise error

    return run


def answers(job, reads):
    return report(job.agent, f"{reads.text('tax.ts')} {job.parameters}", coverage=Coverage(files=1))


class Flaky:
    """Fails as long as it is broken; counts its calls."""

    def __init__(self):
        self.broken, self.calls = True, []

    def __call__(self, job, reads):
        self.calls.append((job.agent, dict(job.parameters)))
        if self.broken:
            raise AgentError("The parser gave up", where="tax.ts:1")
        return answers(job, reads)


BROKEN = AgentError("The parser gave up", where="tax.ts:1")


def test_the_degraded_mode_is_asked_with_its_parameters_over_those_of_the_step_and_of_the_run(run):
    def deep(job, reads):
        if job.parameters["depth"] > 1:
            raise TimeLimit("The time limit of 1 s is over")
        return answers(job, reads)

    agents = agent("deep", deep, parameters={"depth": "d", "limit": "l"}, degraded={"depth": 1})
    (step,) = run(agents, [{"agent": "deep", "parameters": {"depth": 2, "limit": 7}}], parameters={"deep": {"depth": 9}}).steps
    assert (step.outcome, step.answered_by, step.used_agent) == (StepOutcome.degraded, "deep (degraded)", "deep")
    assert step.report.summary == "const VAT = 15; {'depth': 1, 'limit': 7}"
    assert step.reason == "deep answered in its degraded mode (deep: The time limit of 1 s is over)"
    assert [(rung.place, rung.error, rung.attempts) for rung in step.fallen] == [("deep", "TimeLimit", 1)]


def test_an_alternative_is_given_only_the_parameters_that_it_declares_and_the_result_says_what_it_goes_without(run):
    agents = {
        **agent("first", fails(BROKEN), parameters={"module": "m", "limit": "l"}, fallback="second"),
        **agent("second", answers, parameters={"limit": "l"}),
    }
    (step,) = run(agents, [{"agent": "first", "parameters": {"module": "services", "limit": 3}}]).steps
    assert step.report.summary == "const VAT = 15; {'limit': 3}"
    assert step.reason == "second answered in the place of first, without module (first: The parser gave up)"


def test_an_alternative_is_told_for_whom_it_stands_in_and_has_its_own_retries_and_timeout(run):
    seen, tries = [], []

    def second(job, reads):
        seen.append(job.prompt)
        tries.append(1)
        if len(tries) < 3:
            raise TransientError("not yet")
        while True:
            reads.exists("tax.ts")

    agents = {
        **agent("first", fails(BROKEN), fallback="second", prompt="Own."),
        **agent("second", second, retries={"attempts": 3, "delay_seconds": (0.01,)}, timeout=0.1, prompt="Other."),
    }
    (step,) = run(agents, [{"agent": "first", "prompt": "Look at VAT.", "timeout": 60}], submit=Threads()).steps
    assert seen[0].startswith("Other.\n\nLook at VAT.\n\nYou stand in for `first`")
    assert [(rung.attempts, rung.error) for rung in step.fallen] == [(1, "AgentError"), (3, "TimeLimit")]
    assert step.attempts == 4


def test_a_degraded_mode_that_is_what_was_asked_for_anyway_is_no_second_try(run):
    flaky = Flaky()
    agents = agent("deep", flaky, parameters={"depth": "d"}, degraded={"depth": 1})
    (step,) = run(agents, [{"agent": "deep", "parameters": {"depth": 1}}]).steps
    assert len(flaky.calls) == 1
    assert "The parser gave up\n  where: tax.ts:1" in step.reason


@pytest.mark.parametrize(("own", "answered"), [({}, "first (second)"), ({"fallback": "off"}, ""), ({"fallback": "third"}, "first (third)")])
def test_a_step_may_name_another_fallback_or_none(run, own, answered):
    agents = {**agent("first", fails(BROKEN), fallback="second"), **agent("second", answers), **agent("third", answers)}
    (step,) = run(agents, [{"agent": "first", **own}]).steps
    assert step.answered_by == answered


def test_a_step_that_needed_a_fallback_is_tried_anew_next_time_and_its_fallback_answers_from_the_cache(run):
    flaky, stands_in = Flaky(), Flaky()
    stands_in.broken = False
    agents = {**agent("first", flaky, fallback="second"), **agent("second", stands_in)}
    steps = [{"agent": "first"}]
    first, second = run(agents, steps), run(agents, steps)
    assert [one.steps[0].cache.state for one in (first, second)] == ["miss", "hit"]
    assert [one.outcome for one in (first, second)] == [WorkflowOutcome.degraded] * 2
    assert (len(flaky.calls), len(stands_in.calls)) == (2, 1)
    flaky.broken = False
    healed = run(agents, steps)
    assert (healed.outcome, healed.steps[0].answered_by, healed.steps[0].fallen) == (WorkflowOutcome.succeeded, "first", ())


@pytest.mark.parametrize("error", [SnapshotChanged("tax.ts changed"), UsageError("`depth` must be at least 1")])
def test_what_no_rung_can_mend_is_raised_by_any_rung(run, error):
    agents = {**agent("first", fails(BROKEN), fallback="second"), **agent("second", fails(error)), **agent("third", answers)}
    with pytest.raises(type(error)):
        run(agents, [{"agent": "first"}])


QUOTA = TerminalError("The quota is used up", where="account 7")


def test_after_a_terminal_error_nothing_more_of_the_runner_is_started_and_the_run_says_so(run):
    flaky = Flaky()
    agents = {**agent("first", fails(QUOTA), fallback="second"), **agent("second", flaky), **agent("third", flaky, criticality="high")}
    result = run(agents, [{"agent": "first"}, {"agent": "third"}])
    assert flaky.calls == []
    assert [step.outcome.value for step in result.steps] == ["skipped", "failed"]
    assert [[(rung.place, rung.started) for rung in step.fallen] for step in result.steps] == [
        [("first", True), ("first (second)", False)], [("third", False)],
    ]  # fmt: skip
    assert result.steps[1].reason == "runner local was stopped by first: The quota is used up"
    assert [(one.runner, one.place) for one in result.stopped_runners] == [("local", "first")]
    assert result.reason.endswith("; runner local was stopped by first: The quota is used up")


def test_what_the_cache_answers_needs_no_runner(run):
    agents = {**agent("first", fails(QUOTA)), **agent("second", answers)}
    run({**agents, **agent("first", answers)}, [{"agent": "second"}])
    result = run(agents, [{"agent": "first"}, {"agent": "second"}])
    assert [(step.outcome.value, step.cache.state) for step in result.steps] == [("skipped", "miss"), ("ok", "hit")]


def test_in_parallel_what_runs_when_a_runner_is_stopped_ends_and_what_waits_is_not_started(run):
    flaky = Flaky()

    def slow(job, reads):
        time.sleep(0.3)
        return answers(job, reads)

    agents = {**agent("slow", slow, effects=("process",)), **agent("first", fails(QUOTA)), **agent("third", flaky)}
    result = run(agents, [{"agent": "slow"}, {"agent": "first"}, {"agent": "third"}], "parallel", Threads(), max_parallel=2)
    assert [step.outcome.value for step in result.steps] == ["ok", "skipped", "skipped"]
    assert flaky.calls == []


def test_a_further_rung_waits_for_a_slot_behind_the_steps_that_had_none(run):
    order = []

    def told(job, reads):
        order.append(job.agent)
        if job.agent == "first":
            raise BROKEN
        return answers(job, reads)

    agents = {name: one for n in ("first", "second", "third", "fourth") for name, one in agent(n, told).items()}
    agents |= agent("first", told, fallback="second")
    result = run(agents, [{"agent": "first"}, {"agent": "third"}, {"agent": "fourth"}], "parallel", Threads(), max_parallel=1)
    assert order == ["first", "third", "fourth", "second"]
    assert [step.outcome.value for step in result.steps] == ["degraded", "ok", "ok"]


def test_a_step_that_equals_a_running_one_waits_for_its_answer_and_holds_nobody_up(run):
    heard = []

    def slow(job, reads):
        time.sleep(0.4)
        return answers(job, reads)

    agents = {**agent("slow", slow, effects=("process",)), **agent("quick", answers)}
    measured = {"agent": "slow", "parameters": {"measure": "history"}}
    steps = [measured, {**measured, "name": "twin"}, {"agent": "quick"}]
    result = run(agents, steps, "parallel", Threads(), max_parallel=2, heard=heard)
    assert [step.name for step in heard] == ["quick", "slow", "twin"]
    assert [step.cache.state for step in result.steps] == ["miss", "hit", "miss"]


def test_an_answered_fallback_is_what_later_steps_consume(run):
    seen = []

    def consumes(job, reads):
        seen.append(job.upstream["first"].agent)
        return answers(job, reads)

    agents = {**agent("first", fails(BROKEN), fallback="second"), **agent("second", answers), **agent("third", consumes)}
    result = run(agents, [{"agent": "first"}, {"agent": "third", "consumes": ("first",)}])
    assert seen == ["second"]
    assert [step.outcome.value for step in result.steps] == ["degraded", "ok"]


@pytest.fixture
def degraded(run):
    """A run in which a fallback answered one step, and nobody another."""
    agents = {
        **agent("first", fails(BROKEN), fallback="second", parameters={"depth": "d"}, degraded={"depth": 1}), **agent("second", answers),
        **agent("third", fails(QUOTA)),
    }  # fmt: skip
    return run(agents, [{"agent": "first"}, {"agent": "third"}])


def test_the_first_line_says_who_answered_for_whom_and_which_runner_was_stopped(degraded):
    line = first_line(degraded)
    assert line.startswith("degraded: first degraded: second answered in the place of first (first: The parser gave up; first (degraded): ")
    assert "third skipped: The quota is used up; runner local was stopped by third: The quota is used up; no findings" in line


@pytest.mark.parametrize(("language", "by", "tried"), [
    ("en", "degraded, by first (second)", "(AgentError, attempts: 1, 0.00 s): The parser gave up"),
    ("bn", "পুরোপুরি সফল নয়, উত্তর দিয়েছে first (second)", "(AgentError, চেষ্টা: ১, ০.০০ সেকেন্ড): The parser gave up"),
])  # fmt: skip
def test_the_report_lists_each_rung_with_what_ended_it_in_both_languages(degraded, language, by, tried):
    text = as_markdown(degraded, language)
    assert f"| first | {by} |" in text
    assert f"- ` first ` {tried}" in text
    assert f"- ` first (degraded) ` {tried}" in text


def test_sarif_has_a_notification_for_each_rung_and_the_stopped_runner(degraded):
    (ran,) = json.loads(as_sarif(degraded))["runs"]
    told = {one["properties"]["rung"]: one for one in ran["invocations"][0]["toolExecutionNotifications"] if "properties" in one}
    assert {rung: (one["level"], one["properties"]["answeredBy"]) for rung, one in told.items()} == {
        "first": ("warning", "first (second)"), "first (degraded)": ("warning", "first (second)"), "third": ("error", ""),
    }  # fmt: skip
    assert ran["invocations"][0]["executionSuccessful"] is False
    assert [(one["runner"], one["place"]) for one in ran["properties"]["stoppedRunners"]] == [("local", "third")]


def test_junit_says_who_answered_and_a_step_without_rules_does_not_look_like_a_plain_success(degraded):
    first, third = ElementTree.fromstring(as_junit(degraded))
    assert [one.get("value") for one in first.iter("property") if one.get("name") == "answered by"] == ["first (second)"]
    assert [one.get("value").split(":")[0] for one in first.iter("property") if one.get("name") == "fallen"] == [
        "first",
        "first (degraded)",
    ]
    assert "second answered in the place of first" in first.find("testcase/skipped").get("message")
    assert "The quota is used up" in third.find("testcase/skipped").get("message")


def test_the_table_of_the_command_says_who_answered(degraded, tmp_path, capsys):
    print_result(degraded, tmp_path, as_json=False, fail_on="never")
    shown = capsys.readouterr().out
    (row, *_) = [line.split() for line in shown.splitlines() if line.startswith("first ")]
    assert row[:4] == ["first", "degraded", "first", "(second)"]
    assert "degraded (first degraded: second answered in the place of first" in " ".join(shown.split())


def test_through_prefect_each_rung_is_a_task_run_of_its_name_and_the_run_is_degraded(served, tmp_path):
    broken = {"broken": {"kind": "command", "command": ["false"], "threshold_ms": 1}}
    step = {
        "agent": "performance-profiler", "name": "measured", "parameters": {"measure": "now"}, "degraded": {"measure": "history"},
        "fallback": "context-gathering",
    }  # fmt: skip
    (tmp_path / "nightly.json").write_text(
        json.dumps({"name": "nightly", "description": "d", "pattern": "sequential", "steps": [step, {"agent": "code-reviewer"}]})
    )
    ran = served("run", tmp_path / "nightly.json", "--repo", repository_of_demo(tmp_path), "--fail-on", "never", "--json",
                 PROHORI_PROFILE_TARGETS=json.dumps(broken))  # fmt: skip
    assert ran.returncode == 3, ran.stderr
    result = json.loads(ran.stdout)
    rungs = ["measured", "measured (degraded)", "measured (context-gathering)"]
    assert result["steps"][0]["answered_by"] == rungs[2]
    assert [(rung["place"], rung["error"]) for rung in result["steps"][0]["fallen"]] == [(rung, "AgentError") for rung in rungs[:2]]
    assert task_states(served, result["run_id"]) == {
        rungs[0]: "Failed", rungs[1]: "Failed", rungs[2]: "Completed", "code-reviewer": "Completed",
    }  # fmt: skip
    state = served.api(f"/flow_runs/{result['run_id']}")["state"]
    assert (state["type"], state["name"]) == ("FAILED", "Degraded")
    said = "degraded: measured degraded: context-gathering answered in the place of performance-profiler, without measure"
    assert state["message"].startswith(said)
    assert served("report", result["run_id"]).stdout.splitlines()[2].startswith(said)
    (line,) = [line for line in served.journal() if line.get("run") == result["run_id"] and line.get("answered_by")]
    assert (line["answered_by"], line["fallen"]) == (rungs[2], [{"rung": rung, "error": "AgentError"} for rung in rungs[:2]])
