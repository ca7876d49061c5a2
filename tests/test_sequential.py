"""The sequential pattern with real snapshots, a real store and agents that are functions of the test. No Prefect."""

import subprocess
from datetime import date

import pytest

from prohori.engine.explanation import explain
from prohori.engine.run import run_workflow
from prohori.errors import AgentError, SnapshotChanged, UsageError
from prohori.model import Coverage, Metric, Severity, StepOutcome, Verdict, WorkflowOutcome, finding, report
from prohori.snapshot.protocol import Dated
from tests.inline import Agents, Inline, agent, workspace
from tests.repositories import Repository


@pytest.fixture
def erp(tmp_path):
    return Repository.create(tmp_path / "erp", {"tax.ts": "const VAT = 15;", "billing.py": "VAT = 15", "README.md": "# erp"}).path


class Calls(list):
    """Which agents ran, in order."""

    def reader(self, path):
        def run(job, reads):
            self.append(job.agent)
            text = reads.text(path)
            found = [finding("no-14", Severity.critical, "14 is no rate", path=path, line=1, evidence=text)] if "14" in text else []
            return report(job.agent, "read", findings=found, coverage=Coverage(files=1, rules=("no-14",)))

        return run


@pytest.fixture
def calls():
    return Calls()


def run(erp, tmp_path, agents, steps, **request):
    asked = workspace(erp, tmp_path / "state", Agents(agents), steps, **request)
    return run_workflow(asked, Inline, "run-1", on_step=lambda _: None)


def states(result):
    return {step.name: step.cache.state for step in result.steps}


TWO = [{"agent": "typescript"}, {"agent": "python"}]


def two(calls):
    return {**agent("typescript", calls.reader("tax.ts")), **agent("python", calls.reader("billing.py"))}


def test_a_second_run_is_answered_from_the_cache(erp, tmp_path, calls):
    first = run(erp, tmp_path, two(calls), TWO)
    second = run(erp, tmp_path, two(calls), TWO)
    assert calls == ["typescript", "python"]
    assert states(first) == {"typescript": "miss", "python": "miss"}
    assert states(second) == {"typescript": "hit", "python": "hit"}
    assert [step.report for step in second.steps] == [step.report for step in first.steps]
    assert second.outcome is WorkflowOutcome.succeeded


def test_an_unrelated_commit_changes_nothing(erp, tmp_path, calls):
    run(erp, tmp_path, two(calls), TWO)
    (erp / "README.md").write_text("# another")
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qam", "docs"], cwd=erp, check=True)
    assert states(run(erp, tmp_path, two(calls), TWO)) == {"typescript": "hit", "python": "hit"}


def test_one_byte_runs_only_the_step_that_read_it_and_explain_names_the_file(erp, tmp_path, calls):
    run(erp, tmp_path, two(calls), TWO)
    (erp / "billing.py").write_text("VAT = 14")
    told = {one.step: one for one in explain(workspace(erp, tmp_path / "state", Agents(two(calls)), TWO))}
    assert (told["typescript"].cache.state, told["python"].cache.state) == ("hit", "miss")
    assert any("billing.py" in change for change in told["python"].changes)
    result = run(erp, tmp_path, two(calls), TWO)
    assert calls == ["typescript", "python", "python"]
    assert result.steps[1].report.verdict is Verdict.failed
    assert "billing.py" in result.steps[1].cache.why


def test_a_step_whose_upstream_ran_again_with_an_equal_result_is_a_hit(erp, tmp_path, calls):
    def counts_lines(job, reads):
        calls.append(job.agent)
        reads.text("tax.ts")
        return report(job.agent, "same", coverage=Coverage(files=1))

    def consumes(job, reads):
        calls.append(job.agent)
        assert list(job.upstream) == ["first"]
        return report(job.agent, "used it", coverage=Coverage(files=1))

    agents = {**agent("first", counts_lines), **agent("second", consumes)}
    steps = [{"agent": "first"}, {"agent": "second", "consumes": ("first",)}]
    run(erp, tmp_path, agents, steps)
    (erp / "tax.ts").write_text("const VAT = 15; // comment")
    assert states(run(erp, tmp_path, agents, steps)) == {"first": "miss", "second": "hit"}
    assert calls == ["first", "second", "first"]


def test_a_date_beyond_the_facts_interval_is_a_miss_that_names_the_rule(erp, tmp_path, calls):
    def construction(on):
        new = on >= date(2026, 7, 1)
        since, until = (date(2026, 7, 1), None) if new else (date(2025, 7, 1), date(2026, 7, 1))
        return Dated("10" if new else "7.5", since, until, "vat.construction-firm")

    def dated(job, reads):
        reads.text("tax.ts")
        return report(job.agent, reads.dated(construction), coverage=Coverage(files=1))

    agents, steps = agent("rates", dated), [{"agent": "rates"}]
    run(erp, tmp_path, agents, steps, on=date(2026, 5, 1))
    assert states(run(erp, tmp_path, agents, steps, on=date(2026, 6, 30))) == {"rates": "hit"}
    later = run(erp, tmp_path, agents, steps, on=date(2026, 7, 1))
    assert later.steps[0].cache.state == "miss"
    assert "vat.construction-firm" in later.steps[0].cache.why
    assert later.steps[0].report.summary == "10"


def test_refresh_runs_every_step_again(erp, tmp_path, calls):
    run(erp, tmp_path, two(calls), TWO)
    assert states(run(erp, tmp_path, two(calls), TWO, refresh=True)) == {"typescript": "refresh", "python": "refresh"}
    assert states(run(erp, tmp_path, two(calls), TWO)) == {"typescript": "hit", "python": "hit"}
    assert len(calls) == 4


def test_a_parameter_of_the_run_replaces_that_of_the_definition(erp, tmp_path):
    def echo(job, reads):
        return report(job.agent, str(job.parameters), coverage=Coverage(files=1))

    steps = [{"agent": "echo", "parameters": {"depth": 1, "kept": True}}]
    result = run(erp, tmp_path, agent("echo", echo), steps, parameters={"echo": {"depth": 2}})
    assert result.steps[0].report.summary == "{'depth': 2, 'kept': True}"


def broken(job, reads):
    raise AgentError("The parser gave up", where="tax.ts:1")


def test_a_failed_critical_step_stops_the_rest(erp, tmp_path, calls):
    agents = {**agent("broken", broken, criticality="critical"), **agent("python", calls.reader("billing.py"))}
    result = run(erp, tmp_path, agents, [{"agent": "broken"}, {"agent": "python"}])
    assert result.outcome is WorkflowOutcome.failed
    assert [step.outcome for step in result.steps] == [StepOutcome.failed, StepOutcome.skipped]
    assert result.steps[1].reason == "not run: critical step broken failed"
    assert calls == []


def test_a_failed_step_that_is_not_critical_degrades_the_run_and_the_rest_goes_on(erp, tmp_path, calls):
    agents = {**agent("broken", broken), **agent("python", calls.reader("billing.py"))}
    result = run(erp, tmp_path, agents, [{"agent": "broken"}, {"agent": "python"}])
    assert result.outcome is WorkflowOutcome.degraded
    assert "The parser gave up" in result.reason
    assert calls == ["python"]


def test_what_is_not_ok_is_never_cached(erp, tmp_path, calls):
    tries = []

    def fails_once(job, reads):
        tries.append(1)
        reads.text("tax.ts")
        if len(tries) == 1:
            raise AgentError("first time")
        return report(job.agent, "ok", coverage=Coverage(files=1))

    def consumer(job, reads):
        calls.append(sorted(job.upstream))
        return report(job.agent, "used", coverage=Coverage(files=1))

    agents = {**agent("flaky", fails_once), **agent("consumer", consumer)}
    steps = [{"agent": "flaky"}, {"agent": "consumer", "consumes": ("flaky",)}]
    first = run(erp, tmp_path, agents, steps)
    assert [step.outcome for step in first.steps] == [StepOutcome.skipped, StepOutcome.degraded]
    second = run(erp, tmp_path, agents, steps)
    assert [step.outcome for step in second.steps] == [StepOutcome.ok, StepOutcome.ok]
    assert calls == [[], ["flaky"]]


def test_an_unexpected_error_of_an_agent_is_an_agent_error_with_its_class(erp, tmp_path):
    def divides(job, reads):
        return 1 / 0

    result = run(erp, tmp_path, agent("divides", divides), [{"agent": "divides"}])
    assert "ZeroDivisionError: division by zero" in result.steps[0].reason


def test_an_agent_that_returns_no_report_has_failed(erp, tmp_path):
    result = run(erp, tmp_path, agent("odd", lambda job, reads: {"verdict": "pass"}), [{"agent": "odd"}])
    assert "returned dict, not a Report" in result.steps[0].reason


def test_a_file_that_changes_during_the_run_begins_it_anew_on_a_new_snapshot(erp, tmp_path):
    seen = []

    def reads_what_changes(job, reads):
        if not seen:
            (erp / "tax.ts").write_text("const VAT = 16;")
        seen.append(1)
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    result = run(erp, tmp_path, agent("racy", reads_what_changes, effects=("process",)), [{"agent": "racy"}])
    assert result.steps[0].report.summary == "const VAT = 16;"
    assert len(seen) == 2
    assert result.repository.dirty == 1


def test_a_file_that_never_stops_changing_ends_the_run_with_the_reason(erp, tmp_path):
    count = iter(range(100))

    def restless(job, reads):
        (erp / "tax.ts").write_text(f"const VAT = {next(count)};")
        return report(job.agent, reads.text("tax.ts"), coverage=Coverage(files=1))

    with pytest.raises(SnapshotChanged, match=r"tax\.ts"):
        run(erp, tmp_path, agent("restless", restless, effects=("process",)), [{"agent": "restless"}])


def test_an_agent_that_leaves_the_snapshot_has_failed(erp, tmp_path):
    def peeks(job, reads):
        return report(job.agent, (erp / "tax.ts").read_text(), coverage=Coverage(files=1))

    result = run(erp, tmp_path, agent("peeks", peeks), [{"agent": "peeks"}])
    assert "left the snapshot" in result.steps[0].reason


def test_an_agent_that_takes_too_long_is_stopped_at_its_next_question(erp, tmp_path):
    def slow(job, reads):
        while True:
            reads.exists("tax.ts")

    result = run(erp, tmp_path, agent("slow", slow, timeout=0.2, criticality="high"), [{"agent": "slow"}])
    assert result.steps[0].outcome is StepOutcome.failed
    assert "0.2 s" in result.steps[0].reason


@pytest.mark.parametrize(("parameters", "state"), [({"measure": "history"}, "hit"), ({"measure": "now"}, "off")])
def test_a_measurement_of_now_is_never_answered_from_the_cache(erp, tmp_path, calls, parameters, state):
    agents = agent("profiler", calls.reader("tax.ts"), effects=("process",))
    steps = [{"agent": "profiler", "parameters": parameters}]
    run(erp, tmp_path, agents, steps)
    assert states(run(erp, tmp_path, agents, steps)) == {"profiler": state}


def test_an_agent_whose_ttl_is_off_is_never_cached(erp, tmp_path, calls):
    agents = agent("log", calls.reader("tax.ts"), ttl="off")
    run(erp, tmp_path, agents, [{"agent": "log"}])
    assert states(run(erp, tmp_path, agents, [{"agent": "log"}])) == {"log": "off"}
    assert len(calls) == 2


def test_a_wrong_parameter_ends_the_run_as_a_wrong_call(erp, tmp_path):
    def picky(job, reads):
        raise UsageError("`depth` must be at least 1", next="`--set picky.depth=1`")

    with pytest.raises(UsageError, match="at least 1"):
        run(erp, tmp_path, agent("picky", picky), [{"agent": "picky"}])


def test_what_an_error_says_is_masked(erp, tmp_path):
    def careless(job, reads):
        raise ValueError("password = 'hunter2-secret-9'; NID 1234567890123")

    result = run(erp, tmp_path, agent("careless", careless), [{"agent": "careless"}])
    assert "ValueError" in result.steps[0].reason
    assert "hunter2" not in result.model_dump_json()
    assert "1234567890123" not in result.model_dump_json()


def test_lfs_pointers_were_not_looked_at(erp, tmp_path):
    (erp / "tax.ts").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n")

    def reads_it(job, reads):
        reads.text("tax.ts")
        return report(job.agent, "read", coverage=Coverage(files=1))

    (step,) = run(erp, tmp_path, agent("reads-it", reads_it), [{"agent": "reads-it"}]).steps
    assert step.report.verdict is Verdict.not_evaluated
    assert step.report.coverage.not_evaluated[0].subject == "tax.ts"


def test_a_step_sees_of_an_earlier_report_only_what_its_key_covers(erp, tmp_path):
    seen = []

    def measures(job, reads):
        metrics = {"p95": Metric(value=9, unit="ms", samples=3), "files": Metric(value=1, unit="files")}
        return report(job.agent, "s", metrics=metrics, coverage=Coverage(probes=1), measured_at="2026-11-22T00:00:00+00:00")

    def consumes(job, reads):
        seen.append(job.upstream["measures"])
        return report(job.agent, "used", coverage=Coverage(files=1))

    agents = {**agent("measures", measures), **agent("consumes", consumes)}
    run(erp, tmp_path, agents, [{"agent": "measures"}, {"agent": "consumes", "consumes": ("measures",)}])
    assert list(seen[0].metrics) == ["files"]
    assert not hasattr(seen[0], "summary")
