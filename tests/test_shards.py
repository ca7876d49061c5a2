"""`shard: service`: nothing is left out, nothing is looked at twice, and a commit to one service runs one shard."""

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prohori.agents.registry import load_all
from prohori.agents.scope import Scope
from prohori.engine.checkpoint import claimed
from prohori.engine.explanation import explain
from prohori.engine.run import run_workflow
from prohori.engine.shards import MOST_SHARDS, SMALL, grouped, shards_of
from prohori.engine.uptodate import CachedStep, NotCached
from prohori.errors import AgentError, Cancelled, DefinitionError, NotAnalysed, UsageError
from prohori.isolation.pool import Pool
from prohori.model import Coverage, Metric, Severity, StepOutcome, Verdict, WorkflowOutcome, count, finding, report
from prohori.observe.junit import as_junit
from prohori.observe.report import as_markdown, first_line
from prohori.observe.sarif import as_sarif
from prohori.observe.uses import uses
from prohori.snapshot.globs import matcher
from prohori.snapshot.tree import Snapshot
from prohori.workflows import loader
from tests.conftest import git, repository_of_demo
from tests.inline import Agents, Inline, Threads, agent, workspace
from tests.repositories import Repository
from tests.test_flow import task_states


def repository(folder, files):
    return Repository.create(folder, files).path


def shards(folder, *modules, without=()):
    return {shard.name: shard.scope for shard in shards_of(Snapshot.take(folder), Scope(modules, without))}


MANY = {f"services/s{n}/{name}": "x" for n in range(10) for name in ("package.json", "main.ts")} | {"tools/main.ts": "x", "main.ts": "x"}
TEN = [f"services/s{n}" for n in range(10)]


@pytest.mark.parametrize(("files", "found"), [
    (["a/package.json", "b/pyproject.toml", "c/pom.xml", "d/App.csproj", "e/x.ts"], ["a", "b", "c", "d"]),
    (["package.json", "services/a/package.json", "services/a/src/package.json"], ["services/a"]),
    (["apps/a/package.json", "apps/a-b/package.json", "apps/a/b/package.json"], ["apps/a", "apps/a-b"]),
    (["package.json", "services/a/x.py", "services/b/x.py", "services/x.py", "lib/x.py"], ["services/a", "services/b"]),
    (["services/a/x.py", "lib/package.json"], ["lib"]),
    (["node_modules/a/package.json", "a/tests/fixtures/b/package.json", "modules/m/x.php"], ["modules/m"]),
    (["my-package.json", "a/my-package.json"], []),
    (["we{ird/package.json", "rest/package.json", "ok/package.json"], ["ok"]),
])  # fmt: skip
def test_a_service_is_an_outermost_folder_with_a_manifest_or_stands_in_a_folder_for_them(tmp_path, files, found):
    parts = shards(repository(tmp_path, dict.fromkeys(files, "{}")))
    assert list(parts) == ([*found, "rest"] if found else [""])
    if found:
        assert parts["rest"].without == tuple(found)


def test_a_module_that_the_step_names_is_sharded_by_the_services_in_it_and_one_inside_a_service_is_not(tmp_path):
    folder = repository(tmp_path, MANY)
    assert list(shards(folder, "services")) == [*TEN, "rest"]
    assert shards(folder, "services")["rest"] == Scope(("services",), tuple(TEN))
    assert list(shards(folder, "services/s1")) == ["services/s1"]
    assert list(shards(folder, "services/s1/src")) == [""]
    assert list(shards(folder, "services/s1", "tools")) == ["services/s1", "rest"]
    assert list(shards(folder, without=("services/s1", "services/s2/x"))) == [*TEN[:1], *TEN[2:], "rest"]
    assert shards(folder, without=("services/s2/x",))["services/s2"].without == ("services/s2/x",)


names = st.text("ab", min_size=1, max_size=2)
paths = st.lists(names, min_size=1, max_size=4).map("/".join)


@settings(max_examples=200, deadline=None)
@given(files=st.sets(paths, max_size=12), manifests=st.sets(paths, max_size=4))
def test_every_file_is_in_exactly_one_shard(files, manifests):
    from types import SimpleNamespace

    everything = sorted({*(f"{one}.ts" for one in files), *(f"{one}/package.json" for one in manifests)})
    snapshot = SimpleNamespace(
        paths=everything, submodules=(), children=lambda folder: (),
        glob=lambda patterns: tuple(filter(matcher(tuple(patterns)), everything)),
    )  # fmt: skip
    looked = [path for shard in shards_of(snapshot, Scope()) for path in filter(matcher(shard.scope.globs(("**/*.ts",))), everything)]
    assert sorted(looked) == [path for path in everything if path.endswith(".ts")]


def test_there_are_never_more_shards_than_a_server_can_bear_and_only_small_services_share_one():
    sizes = {f"packages/p{n}": 3 for n in range(200)} | {f"apps/a{n}": SMALL for n in range(20)}
    groups = grouped(sizes)
    assert len(groups) < MOST_SHARDS
    assert sorted(folder for group in groups for folder in group) == sorted(sizes)
    assert {group for group in groups if group[0].startswith("apps/")} == {(f"apps/a{n}",) for n in range(20)}


def test_a_small_service_that_is_added_or_grows_changes_no_other_group_than_its_own():
    sizes = {f"packages/p{n}": 3 for n in range(100)}
    before = set(grouped(sizes))
    assert len(set(grouped(sizes | {"packages/new": 3})) - before) == 1
    assert set(grouped(sizes | {"packages/p7": SMALL - 1})) == before
    assert len(set(grouped(sizes | {"packages/p7": SMALL})) - before) <= 2


class Counted:
    """An agent that finds `14` in the TypeScript of its scope, and keeps which scopes it was asked about."""

    def __init__(self):
        self.asked, self.broken = [], {}

    def __call__(self, job, reads):
        from prohori.agents.scope import scope_of

        module = job.parameters.get("module") or "rest"
        self.asked.append(module)
        if module in self.broken:
            raise self.broken[module]
        files = reads.glob(*scope_of(job.parameters, job.agent).globs(("**/*.ts",)))
        found = [finding("no-14", Severity.critical, "14", path=path, line=1, evidence="14") for path in files if "14" in reads.text(path)]
        metrics = {
            "files": count(len(files), "files"), "p95": Metric(value=3, unit="ms"),
            "share": Metric(value=50, unit="of 100", over=len(files)), "score": Metric(value=9, unit="of 100", weights={"share": 1.0}),
        }  # fmt: skip
        return report(
            job.agent, "looked", findings=found, metrics=metrics, artifacts={"list.md": "\n".join(files)},
            coverage=Coverage(files=len(files), rules=("no-14",)),
        )  # fmt: skip


SCOPED = {"module": "m", "without": "w"}
SHARDED = [{"agent": "counted", "shard": "service"}]


@pytest.fixture
def erp(tmp_path):
    return repository(tmp_path / "erp", MANY)


@pytest.fixture
def counted():
    return Counted()


@pytest.fixture
def run(erp, tmp_path, counted):
    def run(steps=SHARDED, submit=Inline, others=None, pattern="sequential", max_parallel=4, checkpoint=None, **keys):
        agents = Agents({**agent("counted", counted, parameters=SCOPED, **keys), **(others or {})})
        of_the_workflow = {"pattern": pattern, "max_parallel": max_parallel}
        asked = workspace(erp, tmp_path / "state", agents, steps, keys=of_the_workflow)
        if checkpoint:
            checkpoint.begin(asked)
        return run_workflow(asked, submit, "r", on_step=lambda _: None, checkpoint=checkpoint)

    return run


def test_a_commit_to_one_of_ten_services_runs_one_shard_and_the_result_says_which_and_why(run, erp, counted):
    first = run()
    assert sorted(counted.asked) == sorted([*TEN, "rest"])
    counted.asked.clear()
    (erp / "services/s3/main.ts").write_text("VAT = 14")
    (erp / "services/s3/new.ts").write_text("x")
    (erp / "services/s3/notes.md").write_text("x")
    git(erp, "add", ".")
    git(erp, "commit", "-qm", "rate")
    second = run()
    assert counted.asked == ["services/s3"]
    (step,) = second.steps
    assert (step.cache.state, step.shard_hits, len(step.shards)) == ("miss", 10, 11)
    assert step.cache.why.startswith(
        "10 of 11 shards from the cache; services/s3: services/s3/main.ts changed, glob services/s3/**/*.ts: 1 added"
    )
    assert [(f.path, f.rule) for f in step.report.findings] == [("services/s3/main.ts", "no-14")]
    assert step.report.coverage.files == first.steps[0].report.coverage.files + 1 == 13
    assert first_line(second).endswith("0 of 1 steps from the cache; counted: 10 of 11 shards from the cache")


def test_a_resumed_run_tries_a_shard_again_that_failed_unless_its_own_fallback_has_answered(run, counted, tmp_path):
    def second(job, reads):
        return report(job.agent, "instead", coverage=Coverage(files=1))

    def attempt():
        with claimed(tmp_path / "run") as checkpoint:
            return run(fallback="second", others=agent("second", second, parameters=SCOPED), checkpoint=checkpoint, ttl="off")

    counted.broken = dict.fromkeys(("services/s3", "services/s5"), AgentError("no"))
    attempt()
    notes = tmp_path / "run" / "checkpoint" / "notes.jsonl"
    kept = [line for line in notes.read_text().splitlines(keepends=True) if '"counted [services/s3] (second)"' not in line]
    notes.write_text("".join(kept))  # as if it had been killed before that rung was submitted
    counted.asked.clear()
    resumed = attempt()
    assert resumed.outcome is WorkflowOutcome.degraded
    assert counted.asked == ["services/s3"]
    assert resumed.continued.kept == tuple(f"counted [{name}]" for name in (*TEN, "rest") if name != "services/s3")


def test_a_new_service_is_a_new_shard_and_leaves_the_rest(run, erp, counted):
    run()
    counted.asked.clear()
    (erp / "tools/package.json").write_text("{}")
    (step,) = run().steps
    assert counted.asked == ["tools", "rest"]
    assert {shard.name: shard.cache.why for shard in step.shards if shard.cache.state != "hit"}["rest"].endswith("parameter `without`")


def test_the_short_way_answers_only_where_every_shard_is_a_hit(run, erp):
    run()
    (step,) = run(submit=CachedStep).steps
    assert step.cache.state == "hit"
    assert step.cache.why == "11 of 11 shards from the cache"
    (erp / "services/s3/main.ts").write_text("y")
    with pytest.raises(NotCached):
        run(submit=CachedStep)


def test_explain_says_it_per_shard_without_running_anything(run, erp, tmp_path, counted):
    run()
    counted.asked.clear()
    (erp / "services/s3/main.ts").write_text("y")
    agents = Agents(agent("counted", counted, parameters=SCOPED))
    (told,) = explain(workspace(erp, tmp_path / "state", agents, SHARDED))
    assert told.cache.why == "10 of 11 shards from the cache; services/s3: services/s3/main.ts changed"
    assert {shard.shard: shard.changes for shard in told.shards if shard.cache.state != "hit"} == {
        "services/s3": ("services/s3/main.ts changed",)
    }
    assert counted.asked == []


@pytest.mark.parametrize(("pattern", "max_parallel"), [("sequential", 3), ("parallel", 3), ("sequential", 1)])
def test_shards_run_at_once_as_many_as_the_workflow_allows(run, counted, pattern, max_parallel):
    import threading
    import time

    lock, now, most = threading.Lock(), 0, 0

    def watched(job, reads):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        return report(job.agent, "s", coverage=Coverage(files=1))

    others = agent("watched", watched, parameters=SCOPED, effects=("process",), ttl="off")
    result = run([{"agent": "watched", "shard": "service"}], Threads(), others, pattern, max_parallel)
    assert most == max_parallel
    assert len(result.steps) == 1


def test_the_shards_are_merged_into_one_report(run, erp):
    (erp / "services/s1/main.ts").write_text("14")
    (erp / "main.ts").write_text("14")
    made = run().steps[0].report
    assert [f.path for f in made.findings] == ["main.ts", "services/s1/main.ts"]
    assert {name: metric.value for name, metric in made.metrics.items()} == {"files": 12, "share": 50, "score": 50}
    assert made.metrics["share"].over == 12
    assert made.coverage.rules == ("no-14",)
    assert made.artifacts["services/s1/list.md"] == "services/s1/main.ts"
    assert made.artifacts["rest/list.md"] == "main.ts\ntools/main.ts"
    assert made.verdict.value == "fail"


def test_a_count_that_a_shard_does_not_have_is_no_count_of_the_whole(run):
    def some(job, reads):
        metrics = {"tables": count(3, "tables")} if job.parameters.get("module") == "services/s1" else {}
        return report(job.agent, "s", metrics=metrics | {"files": count(1, "files")}, coverage=Coverage(files=1))

    made = run([{"agent": "some", "shard": "service"}], others=agent("some", some, parameters=SCOPED)).steps[0].report
    assert {name: metric.value for name, metric in made.metrics.items()} == {"files": 11}


@pytest.mark.parametrize(("of_s1", "files", "whole"), [
    ("pass", 1, "pass"), ("not_evaluated", 0, "pass"), ("not_evaluated", 1, "not_evaluated"), ("fail", 1, "fail"),
])  # fmt: skip
def test_a_shard_without_anything_to_look_at_says_nothing_and_one_that_could_not_be_judged_is_no_pass(run, of_s1, files, whole):
    def judges(job, reads):
        made = report(job.agent, "s", coverage=Coverage(files=1))
        if job.parameters.get("module") == "services/s1":
            made = made.model_copy(update={"verdict": Verdict(of_s1), "coverage": Coverage(files=files)})
        return made

    (step,) = run([{"agent": "judges", "shard": "service"}], others=agent("judges", judges, parameters=SCOPED)).steps
    assert step.report.verdict.value == whole


def test_equal_findings_of_two_shards_are_told_apart(run):
    def twice(job, reads):
        found = [finding("r", Severity.minor, "no place", evidence="x") for _ in range(2)]
        return report(job.agent, "s", findings=found, coverage=Coverage(files=1))

    made = run([{"agent": "twice", "shard": "service"}], others=agent("twice", twice, parameters=SCOPED)).steps[0].report
    assert len({f.fingerprint for f in made.findings}) == len(made.findings) == 22


BROKEN = AgentError("The parser gave up")


@pytest.mark.parametrize(("criticality", "outcome", "whole"), [
    ("low", StepOutcome.degraded, WorkflowOutcome.degraded), ("high", StepOutcome.failed, WorkflowOutcome.degraded),
    ("critical", StepOutcome.failed, WorkflowOutcome.failed),
])  # fmt: skip
def test_a_shard_that_fails_is_said_and_the_others_findings_are_kept(run, erp, counted, criticality, outcome, whole):
    counted.broken = {"services/s3": BROKEN}
    (erp / "main.ts").write_text("14")
    result = run(criticality=criticality)
    (step,) = result.steps
    assert (step.outcome, result.outcome) == (outcome, whole)
    assert f"1 of 11 shards: services/s3 {'skipped' if criticality == 'low' else 'failed'}: The parser gave up" in result.reason
    assert [f.path for f in step.report.findings] == ["main.ts"]
    assert [skipped.subject for skipped in step.report.coverage.not_evaluated] == ["services/s3"]
    assert step.report.metrics["files"].value == step.report.coverage.files == 11


def test_a_later_step_is_given_the_merged_report_but_not_what_a_failed_step_left(run, counted):
    seen = []

    def consumes(job, reads):
        seen.append(sorted(job.upstream))
        return report(job.agent, "s", coverage=Coverage(files=1))

    steps = [{**SHARDED[0], "prompt": "Look at {{ module }}."}, {"agent": "consumes", "consumes": ("counted",)}]
    run(steps, others=agent("consumes", consumes))
    counted.broken = {"services/s3": BROKEN}
    run([{**steps[0], "description": "anew"}, steps[1]], others=agent("consumes", consumes), criticality="high")
    assert seen == [["counted"], []]


def test_the_ladder_is_descended_by_the_shard_that_fails_alone(run, counted):
    second = Counted()
    counted.broken = {"services/s3": BROKEN}
    (step,) = run(fallback="second", others=agent("second", second, parameters=SCOPED)).steps
    assert second.asked == ["services/s3"]
    assert (step.outcome, step.answered_by) == (StepOutcome.degraded, "counted [services/s3] (second)")
    assert [rung.place for rung in step.fallen] == ["counted [services/s3]"]
    assert step.report.coverage.files == 12


def test_a_cancelled_shard_cancels_the_step(run, counted):
    counted.broken = {"services/s0": Cancelled("stopped")}
    result = run(submit=Threads(), max_parallel=1)
    assert result.outcome is WorkflowOutcome.cancelled
    assert {shard.outcome for shard in result.steps[0].shards} == {StepOutcome.cancelled, StepOutcome.skipped}


def test_every_form_of_the_report_tells_the_shards(run, erp):
    run()
    (erp / "services/s3/main.ts").write_text("y")
    result = run()
    assert "| services/s3 | ok | pass | 0 | miss: services/s3/main.ts changed |" in as_markdown(result)
    assert "Looked at in 11 shards, 10 of them from the cache:" in as_markdown(result)
    assert "১১টি অংশে দেখা হয়েছে, এর মধ্যে ১০টির ফল ক্যাশ থেকে:" in as_markdown(result, "bn")
    (ran,) = json.loads(as_sarif(result))["runs"]
    told = {shard["name"]: shard["why"] for shard in ran["properties"]["shards"]["counted"] if shard["cache"] == "miss"}
    assert told == {"services/s3": "services/s3/main.ts changed"}
    assert 'value="services/s3: ok, miss: services/s3/main.ts changed"' in as_junit(result)


AGENTS = load_all()
NOT_IN_EVERY_SHARD = {
    "code-reviewer": {
        "authorisation.missing", "authorisation.none", "performance.unbounded-query", "tenancy.unfiltered", "gateway.local-time",
        "gateway.no-query",
    },
}  # fmt: skip
"""The rules about several files are left out in a shard: the check may stand in another one."""


@pytest.mark.parametrize("name", ["business-logic-validator", "code-reviewer", "context-gathering"])
def test_the_built_in_agents_find_the_same_in_shards_as_in_the_whole(name, tmp_path):
    """`sms` has a check that is judged only where the repository shows elsewhere that it is run in Bangladesh."""
    folder = repository_of_demo(tmp_path)
    (folder / "services/sms/src").mkdir(parents=True)
    (folder / "services/sms/package.json").write_text("{}")
    (folder / "services/sms/src/sms.ts").write_text("export class Sms { @Length(10, 10) mobile: string; }\n")

    def of(shard):
        steps = [{"agent": name, **shard}]
        return run_workflow(workspace(folder, tmp_path / "state", AGENTS, steps), Inline, "r", on_step=lambda _: None).steps[0].report

    whole, parts = of({}), of({"shard": "service"})
    assert parts.findings == whole.findings
    assert (parts.coverage.files, parts.verdict) == (whole.coverage.files, whole.verdict)
    assert whole.metrics.keys() - parts.metrics.keys() == NOT_IN_EVERY_SHARD.get(name, set())
    for metric in parts.metrics:
        assert parts.metrics[metric].value == pytest.approx(whole.metrics[metric].value, abs=0.2)
    if name == "business-logic-validator":
        assert "services/sms/src/sms.ts" in {f.path for f in parts.findings}


def test_a_file_elsewhere_matters_only_to_a_shard_that_needs_it(tmp_path):
    folder = repository(tmp_path / "erp", {
        "services/a/package.json": "{}", "services/a/tax.ts": "const VAT_RATE = 0.15;", "services/b/package.json": "{}",
        "services/b/sms.ts": "export class Sms { @Length(10, 10) mobile: string; }\n", "services/c/package.json": "{}",
        "services/c/bin.ts": "const BIN_PATTERN = /^\\d{13}$/;\n",
    })  # fmt: skip

    def run():
        steps = [{"agent": "business-logic-validator", "shard": "service"}]
        return run_workflow(workspace(folder, tmp_path / "state", AGENTS, steps), Inline, "r", on_step=lambda _: None).steps[0]

    assert [f.path for f in run().report.findings] == ["services/b/sms.ts"]
    (folder / "services/c/bin.ts").write_text("export const LIMIT = 3;\n")
    second = run()
    assert [f.path for f in second.report.findings] == []
    assert [shard.name for shard in second.shards if shard.cache.state != "hit"] == ["services/b", "services/c"]


class Choosy(Pool):
    """Its processes die of one file."""

    def submit(self, job):
        if job.path.endswith("deadly.ts"):
            job.end(NotAnalysed("its analysis crashed (SIGSEGV)"))
        else:
            super().submit(job)


def test_a_file_elsewhere_that_cannot_be_analysed_ends_no_other_shard(tmp_path):
    folder = repository(tmp_path / "erp", {
        "services/a/package.json": "{}", "services/a/deadly.ts": "const x = 1;", "services/b/package.json": "{}",
        "services/b/sms.ts": "export class Sms { @Length(10, 10) mobile: string; }\n", "services/c/package.json": "{}",
        "services/c/bin.ts": "const BIN_PATTERN = /^\\d{13}$/;\n",
    })  # fmt: skip
    made = workspace(folder, tmp_path / "state", AGENTS, [{"agent": "business-logic-validator", "shard": "service"}])
    made.pool = Choosy()
    (step,) = run_workflow(made, Inline, "r", on_step=lambda _: None).steps
    assert {shard.name: shard.outcome for shard in step.shards} == dict.fromkeys((shard.name for shard in step.shards), StepOutcome.ok)
    assert [f.path for f in step.report.findings] == ["services/b/sms.ts"]
    assert "services/a/deadly.ts" in {one.subject for one in step.report.coverage.not_evaluated}


WORKFLOW = "name: nightly\ndescription: d\npattern: sequential\nsteps:\n  - agent: {agent}\n    shard: service\n{more}"
WRONG = {
    "an agent that knows no modules": ("performance-profiler", "", ":6:", "`performance-profiler` cannot be sharded"),
    "an alternative that knows none": (
        "code-reviewer", "    fallback: performance-profiler\n", ":6:", "`performance-profiler` cannot be sharded",
    ),
    "another word": ("code-reviewer\n    ttl: 3", "", ":7:", "it should be 'service'"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_sharded_is_an_error_with_its_line(tmp_path, case):
    named, more, line, said = WRONG[case]
    text = WORKFLOW.format(agent=named, more=more)
    (tmp_path / "nightly.yaml").write_text(text.replace("shard: service", "shard: folder") if case == "another word" else text)
    with pytest.raises(DefinitionError) as caught:
        loader.load(tmp_path / "nightly.yaml")
    assert said in str(caught.value)
    assert line in caught.value.where


def test_a_sequence_with_shards_may_say_how_many_run_at_once(tmp_path):
    text = WORKFLOW.format(agent="code-reviewer", more="max_parallel: 2\n")
    (tmp_path / "nightly.yaml").write_text(text)
    assert loader.load(tmp_path / "nightly.yaml").max_parallel == 2


@pytest.mark.parametrize("wrong", ["../x", "/x", 3, ["a", "b*"], {"a": 1}])
def test_a_module_that_is_no_folder_ends_the_run_as_a_wrong_call(run, wrong):
    with pytest.raises(UsageError, match="not a folder of the repository"):
        run([{**SHARDED[0], "parameters": {"module": wrong}}])


def test_through_prefect_each_shard_is_a_task_run_and_the_second_run_runs_one(served, tmp_path):
    folder = repository_of_demo(tmp_path)
    steps = [{"agent": "code-reviewer", "shard": "service"}, {"agent": "context-gathering"}]
    (tmp_path / "nightly.json").write_text(json.dumps({"name": "nightly", "description": "d", "pattern": "sequential", "steps": steps}))
    asked = ("run", tmp_path / "nightly.json", "--repo", folder, "--fail-on", "never")
    first = served.json(*asked, "--refresh")
    tasks = [f"code-reviewer [{name}]" for name in ("services/billing", "services/finance", "rest")]
    assert task_states(served, first["run_id"]) == dict.fromkeys([*tasks, "context-gathering"], "Completed")
    path = folder / "services/billing/billing/money.py"
    path.write_text(path.read_text() + "\n# a comment\n")
    second = served.json(*asked)
    assert task_states(served, second["run_id"]) == {
        tasks[0]: "Completed", tasks[1]: "Cached", tasks[2]: "Cached", "context-gathering": "Completed"
    }  # fmt: skip
    assert second["steps"][0]["cache"]["why"] == f"2 of 3 shards from the cache; services/billing: {path.relative_to(folder)} changed"
    told = served("cache", "explain", tmp_path / "nightly.json", "code-reviewer", "--repo", folder).stdout
    assert "3 of 3 shards from the cache" in told
    assert "  services/billing: hit" in told
    (line,) = [line for line in served.journal() if line.get("run") == second["run_id"] and line.get("shards")]
    assert [(one["shard"], one["cache"]) for one in line["shards"]] == [
        ("services/billing", "miss"), ("services/finance", "hit"), ("rest", "hit")
    ]  # fmt: skip
    counted = uses(served.home / "journal").by_record
    assert [counted[one["record"]] for one in line["shards"]] == [0, 1, 1]
    third = served.json(*asked)
    assert third["from_cache"] is True
    assert PurePosixPath(next(iter(second["steps"][1]["report"]["artifacts"]))).name.startswith("manifest")
