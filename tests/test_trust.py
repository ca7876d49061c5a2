# ruff: noqa: E501
"""Definitions that an ERP repository brings: nothing of them is used before the operator trusted exactly this content."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from prohori.agents.registry import load_all
from prohori.errors import DefinitionError, SettingsError, SnapshotChanged, UsageError
from prohori.settings import Settings
from prohori.snapshot.tree import Snapshot
from prohori.trust import standing
from tests.repositories import Repository
from tests.trust import AGENT, BRINGS, CODE, WORKFLOW, Operator, erp

LOOP = """
name: nightly
description: d
pattern: iterative
goal: x <= 1
max_iterations: 50
steps:
  - agent: code-reviewer
  - {agent: code-reviewer, name: again}
""".lstrip()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(Settings(home=tmp_path / "state"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return erp(tmp_path / "erp")


def test_untrusted_definitions_are_refused_with_the_next_command(operator, repository):
    with pytest.raises(UsageError) as refused:
        operator.opens(repository.path)
    assert "1 workflow and 1 agent: nobody has trusted them" in str(refused.value)
    assert f"next: `prohori trust {repository.path}`" in str(refused.value)


def test_trusted_definitions_are_used(operator, repository):
    operator.trusts(repository.path)
    workspace = operator.opens(repository.path)
    (step,) = workspace.workflow.steps
    assert (step.agent, step.parameters) == ("billing-reviewer", {"module": "billing"})
    assert workspace.repository.notes == ()


def test_an_agent_says_what_differs_from_the_built_in_one_that_it_uses(operator, repository):
    repository.write({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nReview", "ttl: 1\ncriticality: low\n---\nReview")})
    operator.trusts(repository.path)
    registry = operator.opens(repository.path).registry
    brought, used = registry.get("billing-reviewer"), registry.get("code-reviewer")
    assert (brought.ttl, brought.criticality) == (1, "low") != (used.ttl, used.criticality)
    assert (brought.timeout, brought.reads, brought.parameters) == (used.timeout, used.reads, used.parameters)
    assert registry.local("billing-reviewer") is registry.local("code-reviewer")


@pytest.mark.parametrize("change", ["uses: context-gathering", "uses: code-reviewer\nttl: 1"])
def test_what_an_agent_of_a_repository_is_shows_in_its_digest(operator, repository, change):
    operator.trusts(repository.path)
    before = operator.opens(repository.path).registry.get("billing-reviewer").digest
    changed = AGENT.replace("uses: code-reviewer", change).replace("preset: {module: billing}\n", "")
    repository.write({".prohori/agents/billing-reviewer.md": changed})
    operator.trusts(repository.path)
    assert operator.opens(repository.path).registry.get("billing-reviewer").digest != before


CHANGES = {
    "one byte of a workflow": {".prohori/workflows/nightly.yaml": WORKFLOW.replace("night.", "night!")},
    "one byte of an agent's prompt": {".prohori/agents/billing-reviewer.md": AGENT.replace("Review it", "Review It")},
    "another agent": {".prohori/agents/other.md": AGENT.replace("billing-reviewer", "other")},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("committed", [True, False])
def test_what_changed_since_is_refused(operator, repository, change, committed):
    operator.trusts(repository.path)
    repository.write(change)
    if committed:
        repository.commit()
    with pytest.raises(UsageError, match="not those that were trusted"):
        operator.opens(repository.path)


def test_a_file_that_is_gone_is_a_change_and_one_that_is_no_definition_is_none(operator, repository):
    operator.trusts(repository.path)
    repository.write({".prohori/README.md": "hello", ".prohori/agents/notes.txt": "hello", ".prohori/agents/agent.py": "import os"})
    assert operator.opens(repository.path).trusted
    (repository.path / ".prohori/agents/billing-reviewer.md").unlink()
    with pytest.raises(UsageError, match="1 workflow: they are not those"):
        operator.opens(repository.path)


def test_a_built_in_workflow_runs_all_the_same_and_says_what_it_leaves_out(operator, repository):
    workspace = operator.opens(repository.path, "finance-feature")
    (note,) = workspace.repository.notes
    assert note == f"`.prohori/` is left out: 1 workflow and 1 agent, nobody has trusted them; `prohori trust {repository.path}` shows them"
    assert workspace.registry.find("billing-reviewer") is None
    operator.trusts(repository.path)
    again = operator.opens(repository.path, "finance-feature")
    assert again.repository.notes == ()
    assert again.registry.find("billing-reviewer") is None


def test_a_repository_without_definitions_is_as_before(operator, tmp_path):
    plain = Repository.create(tmp_path / "plain", CODE)
    assert operator.opens(plain.path, "finance-feature").repository.notes == ()
    with pytest.raises(UsageError, match="unknown workflow `nightly`"):
        operator.opens(plain.path)


def test_a_definition_that_changes_between_the_snapshot_and_its_reading_is_never_used(operator, repository):
    operator.trusts(repository.path)
    snapshot = Snapshot.take(repository.path)
    repository.write(CHANGES["one byte of a workflow"])
    with pytest.raises(SnapshotChanged):
        standing.chosen("nightly", snapshot, operator.settings, load_all())


def test_a_run_that_begins_anew_on_other_definitions_is_refused(operator, repository):
    operator.trusts(repository.path)
    workspace = operator.opens(repository.path)
    repository.write({"billing/rates.py": "RATE = 15\n"})
    assert workspace.renewed().trusted == workspace.trusted
    repository.write(CHANGES["one byte of an agent's prompt"])
    operator.trusts(repository.path)
    with pytest.raises(UsageError, match="changed during the run"):
        workspace.renewed()


def test_the_same_content_at_another_path_is_not_trusted(operator, repository, tmp_path):
    operator.trusts(repository.path)
    shutil.copytree(repository.path, tmp_path / "copy")
    with pytest.raises(UsageError, match="nobody has trusted them"):
        operator.opens(tmp_path / "copy")
    (tmp_path / "link").symlink_to(repository.path)
    assert operator.opens(tmp_path / "link").trusted


def test_only_the_definitions_of_the_target_itself_count(operator, repository):
    """In a larger repository, a target has those of its own folder: neither the root's nor those below it."""
    repository.write({"services/erp/main.py": "x = 1\n"})
    operator.trusts(repository.path)
    with pytest.raises(UsageError, match="unknown workflow `nightly`"):
        operator.opens(repository.path / "services/erp")
    repository.write({f"services/erp/{path}": text.replace("night.", "day.") for path, text in BRINGS.items()})
    with pytest.raises(UsageError, match="nobody has trusted them"):
        operator.opens(repository.path / "services/erp")
    assert operator.opens(repository.path).workflow.description == "What is checked at night."


def damaged(record: Path, **changes: object) -> None:
    record.write_text(json.dumps({**json.loads(record.read_text()), **changes}))


DAMAGES = {
    "torn": (lambda record, _: record.write_text(record.read_text()[:200]), "torn or altered"),
    "empty": (lambda record, _: record.write_text(""), "torn or altered"),
    "a forged digest": (lambda record, digest: damaged(record, digest=digest), "its digest is not that of the files in it"),
    "of another repository": (lambda record, _: damaged(record, repository="/somewhere/else"), "it speaks of `/somewhere/else`"),
    "of another format": (lambda record, _: damaged(record, format="prohori-trust-9"), "torn or altered"),
    "open to others": (lambda record, _: record.chmod(0o644), "mode is 0644"),
    "a link": (lambda record, _: (record.rename(record.with_name("x")), record.symlink_to("x")), "no plain file"),
    "a folder": (lambda record, _: (record.unlink(), record.mkdir()), "no plain file"),
}


@pytest.mark.parametrize(("damage", "why"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_record_trusts_nothing_and_says_so(operator, repository, damage, why):
    operator.trusts(repository.path)
    repository.write(CHANGES["one byte of a workflow"])
    digest = standing.standing(Snapshot.take(repository.path), operator.settings).files.digest
    damage(operator.record(), digest)
    with pytest.raises(UsageError) as refused:
        operator.opens(repository.path)
    assert why in str(refused.value)
    assert "`prohori trust" in str(refused.value)


def test_a_record_is_private(operator, repository):
    operator.trusts(repository.path)
    assert operator.record().stat().st_mode & 0o777 == 0o600
    assert operator.record().parent.stat().st_mode & 0o777 == 0o700


def linked(repository: Repository, name: str, to: str) -> None:
    path = repository.path / name
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(to)


def test_a_link_is_never_followed(operator, tmp_path):
    outside = erp(tmp_path / "outside")
    for name in (".prohori", ".prohori/workflows", ".prohori/agents", ".prohori/workflows/nightly.yaml", ".prohori/agents/x.md"):
        repository = erp(tmp_path / name.replace("/", "-").replace(".", ""))
        linked(repository, name, str(outside.path / name))
        with pytest.raises(DefinitionError, match="a symbolic link") as refused:
            operator.trusts(repository.path)
        assert refused.value.where == name
        with pytest.raises(DefinitionError):
            operator.opens(repository.path)
        assert "left out" in operator.opens(repository.path, "finance-feature").repository.notes[0]


HOSTILE = {
    "a huge file": ({".prohori/agents/big.md": b"x" * 300_000}, ".prohori/agents/big.md", "300000 bytes"),
    "much in all": ({f".prohori/agents/a{n}.md": b"x" * 250_000 for n in range(5)}, ".prohori", "the limit is 1048576"),
    "ten thousand files": ({f".prohori/agents/a{n}.md": AGENT for n in range(10_000)}, ".prohori", "10002 files"),
    "two spellings": ({".Prohori/agents/x.md": AGENT}, ".prohori", "two spellings"),
    "a name with a control character": ({".prohori/agents/a\x1b[2Jb.md": AGENT}, ":2:1", "an agent's name is its file's name"),
    "a name that is not UTF-8": ({os.fsdecode(b".prohori/workflows/\xff.yaml"): WORKFLOW}, "\\xff.yaml:1:1", "name is its file's name"),
    "two Unicode forms of a name": ({f".prohori/agents/{unicodedata.normalize(form, 'é')}.md": AGENT for form in ("NFC", "NFD")}, ":2:1", "its file's name"),
    "two cases of a name": ({".prohori/workflows/Nightly.yaml": WORKFLOW}, ".prohori/workflows/Nightly.yaml:1:1", "name is its file's name"),
    "one name twice": ({".prohori/workflows/nightly.json": "{}"}, ".prohori/workflows/nightly.yaml:1", "two files for the workflow `nightly`"),
    "a name with a way out": ({".prohori/workflows/x.yaml": WORKFLOW.replace("nightly", "../x")}, "x.yaml:1:1", "`name` cannot be"),
    "aliases of YAML": ({".prohori/workflows/x.yaml": "a: &a [x]\nb: [*a, *a]\n"}, "x.yaml:1:4", "anchor or alias"),
    "deep nesting": ({".prohori/workflows/x.yaml": "[" * 50_000}, "x.yaml:1:", "nesting this deep"),
    "not UTF-8": ({".prohori/agents/x.md": b"---\nname: \xff\n"}, "x.md:2:7", "not UTF-8"),
    "the name of a built-in agent": ({".prohori/agents/code-reviewer.md": AGENT.replace("billing-reviewer", "code-reviewer")}, "code-reviewer.md:2:1", "the name `code-reviewer` is taken"),
    "the alias of a built-in agent": ({".prohori/agents/code-review.md": AGENT.replace("billing-reviewer", "code-review")}, "code-review.md:2:1", "another name of the built-in `code-reviewer`"),
    "a built-in name as an alias": ({".prohori/agents/x.md": AGENT.replace("billing-reviewer", "x").replace("---\nR", "aliases: [y, code-reviewer]\n---\nR")}, "x.md:6:14", "the name `code-reviewer` is taken"),
    "an alias twice": ({".prohori/agents/x.md": AGENT.replace("billing-reviewer", "x").replace("---\nR", "aliases: [billing-reviewer]\n---\nR")}, "x.md:6:11", "is taken"),
    "the name of a built-in workflow": ({".prohori/workflows/health-check.yaml": WORKFLOW.replace("nightly", "health-check")}, "health-check.yaml:1:1", "a workflow of that name is built in"),
    "a long time limit": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "timeout: 601\n---\nR")}, "billing-reviewer.md:6:1", "601, the limit is 600"),
    "many attempts": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "retries: {attempts: 4}\n---\nR")}, "billing-reviewer.md:6:11", "`attempts` is above"),
    "a long delay": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "retries: {attempts: 2, delay_seconds: [61]}\n---\nR")}, "billing-reviewer.md:6:", "61, the limit is 60"),
    "money": ({".prohori/agents/x.md": "---\nname: x\ndescription: d\nmax_usd: 1.5\n---\n"}, "x.md:4:1", "1.5, the limit is 1"),
    "turns": ({".prohori/agents/x.md": "---\nname: x\ndescription: d\nmax_turns: 31\n---\n"}, "x.md:4:1", "31, the limit is 30"),
    "effects": ({".prohori/agents/x.md": "---\nname: x\ndescription: d\neffects: [process]\n---\n"}, "x.md:4:1", "`effects` needs code"),
    "effects beside uses": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "effects: [network]\n---\nR")}, "billing-reviewer.md:6:1", "cannot be set beside `uses`"),
    "reads beside uses": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "reads: ['**']\n---\nR")}, "billing-reviewer.md:6:1", "describes the code of `code-reviewer`"),
    "another tool": ({".prohori/agents/x.md": "---\nname: x\ndescription: d\ntools: Bash\n---\n"}, "x.md:4:1", "`tools"),
    "a module of ours as code": ({".prohori/agents/billing-reviewer.md": AGENT.replace("code-reviewer", "registry")}, "billing-reviewer.md:4:1", "`registry` is no built-in agent"),
    "another agent of the repository as code": ({".prohori/agents/x.md": AGENT.replace("billing-reviewer", "x").replace("code-reviewer", "billing-reviewer")}, "x.md:4:1", "is no built-in agent"),
    "an unknown preset": ({".prohori/agents/billing-reviewer.md": AGENT.replace("module", "modul")}, "billing-reviewer.md:5:10", "did you mean `module`?"),
    "a preset without code": ({".prohori/agents/billing-reviewer.md": AGENT.replace("uses: code-reviewer\n", "")}, "billing-reviewer.md:4:1", "`preset` needs code"),
    "a fallback that is not built in": ({".prohori/agents/billing-reviewer.md": AGENT.replace("---\nR", "fallback: billing-reviewer\n---\nR")}, "billing-reviewer.md:6:1", "a fallback is a built-in agent"),
    "a fallback of a step that is not built in": ({".prohori/workflows/nightly.yaml": WORKFLOW.replace("agent: billing-reviewer", "agent: code-reviewer\n    fallback: billing-reviewer")}, "nightly.yaml:6:5", "a fallback is a built-in agent"),
    "a reserved name": ({".prohori/agents/off.md": AGENT.replace("billing-reviewer", "off")}, "off.md:2:1", "the name `off` is taken"),
    "an unknown parameter of a degraded mode": ({".prohori/agents/x.md": "---\nname: x\ndescription: d\ndegraded: {y: 1}\n---\n"}, "x.md:4:12", "unknown parameter `y`"),
    "a wide window": ({".prohori/workflows/nightly.yaml": WORKFLOW.replace("sequential", "parallel\nmax_parallel: 9")}, "nightly.yaml:4:1", "9, the limit is 8"),
    "a wide window for shards": ({".prohori/workflows/nightly.yaml": WORKFLOW.replace("sequential", "sequential\nmax_parallel: 9") + "    shard: service\n"}, "nightly.yaml:4:1", "9, the limit is 8"),
    "a step's time limit": ({".prohori/workflows/nightly.yaml": WORKFLOW + "    timeout: 1e9\n"}, "nightly.yaml:6:5", "the limit is 600"),
    "many iterations": ({".prohori/workflows/nightly.yaml": LOOP}, "nightly.yaml:6:1", "100, the limit is 50"),
    "many steps": ({".prohori/workflows/nightly.yaml": WORKFLOW + "".join(f"  - {{agent: code-reviewer, name: s{n}}}\n" for n in range(60))}, "nightly.yaml:4:1", "61, the limit is 50"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "where", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_definition_is_refused_at_its_place_in_the_repository(operator, tmp_path, files, where, says):
    repository = erp(tmp_path / "erp")
    repository.write(files)
    with pytest.raises(DefinitionError) as refused:
        operator.trusts(repository.path)
    assert where in refused.value.where
    assert refused.value.where.startswith(".prohori")
    assert says in str(refused.value)
    assert "\x1b" not in str(refused.value)
    assert operator.opens(repository.path, "finance-feature").repository.notes


def test_a_definition_that_was_trusted_stays_held_to_the_limits_of_today(operator, repository):
    repository.write({".prohori/workflows/nightly.yaml": WORKFLOW + "    timeout: 500\n"})
    operator.trusts(repository.path)
    assert operator.opens(repository.path).workflow.steps[0].timeout == 500
    stricter = Operator(Settings(home=operator.settings.home, repository_limits={"timeout": 400}))
    with pytest.raises(DefinitionError, match="500, the limit is 400"):
        stricter.opens(repository.path)


def test_an_agent_without_code_says_that_it_needs_a_model_runner(operator, repository):
    """Also one that is named like a module of ours: nothing is imported by a name of the repository's."""
    for name in ("tone", "registry", "module-scope"):
        repository.write({f".prohori/agents/{name}.md": f"---\nname: {name}\ndescription: d\n---\nJudge the tone.\n"})
    operator.trusts(repository.path)
    registry = operator.opens(repository.path).registry
    for name in ("tone", "registry", "module-scope"):
        with pytest.raises(Exception, match=f"`{name}` needs a model runner, which is not there yet"):
            registry.local(name)


def test_a_path_into_the_repository_is_its_word_and_not_the_operators(operator, repository, tmp_path):
    inside = repository.path / ".prohori/workflows/nightly.yaml"
    with pytest.raises(UsageError, match="nobody has trusted them"):
        operator.opens(repository.path, str(inside))
    operator.trusts(repository.path)
    assert operator.opens(repository.path, str(inside)).trusted
    elsewhere = repository.path / "nightly.yaml"
    elsewhere.write_text(WORKFLOW)
    with pytest.raises(UsageError, match="only as one of its definitions"):
        operator.opens(repository.path, str(elsewhere))
    repository.write({"sub/x": ""})
    with pytest.raises(UsageError, match="only as one of its definitions"):
        operator.opens(repository.path / "sub", str(inside))


def test_a_path_outside_is_the_operators_word_unless_a_link_of_the_repository_leads_there(operator, repository, tmp_path):
    own = tmp_path / "nightly.yaml"
    own.write_text(WORKFLOW.replace("billing-reviewer", "code-reviewer"))
    assert operator.opens(repository.path, str(own)).trusted == ""
    (repository.path / "way").symlink_to(tmp_path)
    (repository.path / "nightly.yaml").symlink_to(own)
    (tmp_path / "round").mkdir()
    (tmp_path / "round" / "nightly.yaml").symlink_to("../erp/nightly.yaml")
    for path in ("erp/way/nightly.yaml", "erp/nightly.yaml", "round/nightly.yaml", "erp/billing/../way/nightly.yaml"):
        with pytest.raises(UsageError, match="only as one of its definitions"):
            operator.opens(repository.path, str(tmp_path / path))


@pytest.mark.parametrize("name", ["../nightly", "\0.yaml", "nightly\x1b", "", "a/" * 3000 + "x.yaml"])
def test_an_odd_name_of_a_workflow_is_an_ordinary_error(operator, repository, name):
    operator.trusts(repository.path)
    with pytest.raises(UsageError) as refused:
        operator.opens(repository.path, name)
    assert "next" in str(refused.value)


def test_definitions_that_git_ignores_are_not_there(operator, repository):
    repository.git("rm", "-rq", "--cached", ".prohori")
    repository.write({".gitignore": ".prohori/\n"})
    with pytest.raises(UsageError, match="unknown workflow"):
        operator.opens(repository.path)


def test_a_repository_of_its_own_in_the_place_of_the_definitions_is_refused(operator, tmp_path):
    repository = Repository.create(tmp_path / "erp", CODE)
    Repository.create(tmp_path / "erp" / ".prohori", {"workflows/nightly.yaml": WORKFLOW})
    with pytest.raises(DefinitionError, match="a repository of its own"):
        operator.opens(repository.path)


def test_an_unusable_record_is_an_error_of_its_own_kind(operator, repository):
    from prohori.trust import records

    record = operator.trusts(repository.path)
    operator.record().write_text("{")
    with pytest.raises(SettingsError):
        records.load(operator.settings, record.repository)
    assert isinstance(next(records.every(operator.settings)), SettingsError)


PROBES_STEP = (
    "name: nightly\ndescription: Asks.\npattern: sequential\nsteps:\n  - agent: api-integration-tester\n    parameters: {probe: bank}\n"
)
PROBE = "kind: tcp\nhost: bank.example\nport: 443\ntls: true\nconditions:\n  - certificate_days > 14\n"
WITH_PROBE = {".prohori/workflows/nightly.yaml": PROBES_STEP, ".prohori/probes/bank.yaml": PROBE}


def test_a_repositorys_probes_are_seen_by_its_own_workflows_after_trust_and_by_no_other(operator, tmp_path):
    repository = erp(tmp_path / "erp", WITH_PROBE)
    with pytest.raises(UsageError, match="1 workflow and 1 agent and 1 probe"):
        operator.opens(repository.path)
    operator.trusts(repository.path)
    opened = operator.opens(repository.path)
    assert opened.answers["probes"]["bank"]["host"] == "bank.example"
    assert opened.renewed().answers["probes"] == opened.answers["probes"]
    assert operator.opens(repository.path, "health-check").answers["probes"] == {}
    repository.write({".prohori/probes/bank.yaml": PROBE.replace("bank.example", "evil.example")})
    with pytest.raises(UsageError, match="they are not those that were trusted"):
        operator.opens(repository.path)


def test_the_operators_probe_stands_above_a_repositorys(tmp_path):
    own = {"kind": "tcp", "host": "own.example", "port": 443}
    operator = Operator(Settings(home=tmp_path / "state", probes={"bank": own}))
    repository = erp(tmp_path / "erp", WITH_PROBE)
    operator.trusts(repository.path)
    assert operator.opens(repository.path).answers["probes"]["bank"] == own


@pytest.mark.parametrize(("text", "why"), [
    ("kind: sql\ndatabase: /etc/x.sqlite\nstatement: SELECT 1\n", "no probe of kind `sql`"), ("kind: bkash\n", "no probe of kind `bkash`"),
    ("url: http://10.0.0.1/\nlocal: true\n", "cannot set `local`"), ("url: http://10.0.0.1/\n", "local or private"),
    ("url: https://bank.example/\nca_file: /etc/own.pem\n", "cannot set `ca_file`"),
    ("kind: tcp\nhost: 127.0.0.1\nport: 22\nlocal: true\n", "cannot set `local`"),
    ("kind: portal\nportal: nbr-vat\nat: {url: 'http://10.0.0.1/', local: true}\n", "cannot set `local`"),
    ("url: https://bank.example/\nsamples: 21\n", "asks too often"), ("url: ftp://bank.example/\n", "`url` of a probe is wrong"),
])  # fmt: skip
def test_a_repositorys_probe_asks_nothing_of_the_operators(operator, tmp_path, text, why):
    repository = erp(tmp_path / "erp", {**WITH_PROBE, ".prohori/probes/bank.yaml": text})
    with pytest.raises(UsageError) as refused:
        operator.trusts(repository.path)
    assert why in str(refused.value)
    assert ".prohori/probes/bank.yaml:" in str(refused.value)
