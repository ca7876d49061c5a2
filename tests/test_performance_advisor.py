"""Remedies: what is proposed, tried on copies, kept or reverted. Where times decide, they are the test's; one loop is real."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from prohori.agents import performance_advisor
from prohori.agents.performance_advisor import AGENT, N_PLUS_ONE
from prohori.engine.request import RunRequest
from prohori.engine.run import run_workflow
from prohori.engine.workspace import Workspace
from prohori.errors import AgentError, UsageError
from prohori.model import Consumed, Job, WorkflowOutcome
from prohori.patterns.outcome import exit_code
from prohori.performance.comparison import compare, tail_of
from prohori.performance.history import target_facts
from prohori.performance.index_advisor import IndexAdvisor
from prohori.performance.remedies import ARTIFACT, Remedies, Remedy, apply
from prohori.performance.statements import Statement
from prohori.performance.trial import State, judged
from prohori.settings import Settings
from tests.conftest import DEMO
from tests.inline import Inline
from tests.test_performance_profiler import FolderReads

QUICK = {"measure": {"max_seconds": 1}, "improve": {"max_seconds": 10}}
LEDGER = """
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, invoice INTEGER, item INTEGER, remark TEXT);
CREATE INDEX line_item ON line (item);
"""
SCRIPT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for invoice in range(30):
    rows = connection.execute("SELECT id FROM line WHERE invoice = ?", (invoice,)).fetchall()
cursor = connection.cursor()
cursor.execute("SELECT count(*) FROM customer")
print(len(rows))
"""
SEES_INDEXES = SCRIPT + "print(connection.execute('SELECT count(*) FROM sqlite_master').fetchone())\n"
INDEX = Remedy(name="line_invoice", why="w", up="CREATE INDEX line_invoice ON line (invoice)", down="DROP INDEX line_invoice")


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(LEDGER)
        connection.executemany("INSERT INTO line (invoice, item) VALUES (?, ?)", ((n % 30, n) for n in range(300)))
        connection.commit()
    return path


@pytest.fixture
def advise(tmp_path, database):
    """Runs the agent on a script; `upstream` is its own report of before."""

    def run(script=SCRIPT, before=None, **parameters):
        folder = tmp_path / "repository"
        folder.mkdir(exist_ok=True)
        (folder / "job.py").write_text(script)
        command = ["{python}", "job.py", "{database}"]
        targets = {"invoices": {"kind": "command", "command": command, "threshold_ms": 300, "database": str(database)}}
        settings = {"profile_targets": targets, "state_dir": str(tmp_path / "state"), "profile_facts": target_facts(targets)}
        upstream = {"improve": Consumed.of(before)} if before else {}
        job = Job(agent=AGENT, parameters={"target": "invoices", **parameters}, upstream=upstream)
        return performance_advisor.run(job, FolderReads(folder, settings))

    return run


@pytest.fixture
def times(monkeypatch):
    """How long a state takes: 100 ms, and with the index what the test says. Nothing is executed."""
    with_index = {"ms": 40.0}

    def sample(state):
        with closing(sqlite3.connect(state.database)) as connection:
            changed = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'line_invoice'").fetchone()
        return with_index["ms"] if changed else 100.0

    monkeypatch.setattr(State, "sample", sample)
    return with_index


def proposed(database, sql, parameters=(1,)):
    statement = Statement(sql=sql, count=9, parameters=list(parameters), path="job.py", line=4)
    return [remedy.name for remedy in IndexAdvisor().propose([statement], database)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM line WHERE invoice = ?",
        "SELECT l.id FROM line AS l JOIN customer ON customer.id = l.item WHERE l.invoice = ?",
        "SELECT id FROM line WHERE invoice > ? AND remark LIKE '%x%'",
        "DELETE FROM line WHERE invoice = ?",
    ],
)
def test_a_missing_index_is_proposed(database, sql):
    assert proposed(database, sql) == ["line_invoice"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM line WHERE item = ?",
        "SELECT * FROM line WHERE invoice + 0 = ?",
        "SELECT * FROM line WHERE remark LIKE '%' || ? || '%'",
        "SELECT count(remark) FROM line WHERE 1 = ?",
        "SELECT * FROM customer WHERE id = ?",
        "no sql ?",
    ],
)
def test_no_index_is_proposed_where_none_is_missing_or_none_can_help(database, sql):
    assert proposed(database, sql) == []


def test_proposing_changes_nothing_in_the_database(database):
    before = database.read_bytes()
    assert proposed(database, "SELECT * FROM line WHERE invoice = ?")
    assert database.read_bytes() == before


def test_a_migration_and_its_way_back_are_files_that_sqlite_takes(database):
    with closing(sqlite3.connect(database)) as connection:
        schema = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        for name, text in INDEX.artifacts.items():
            connection.executescript(text)
            assert ("line_invoice" in str(connection.execute("SELECT name FROM sqlite_master").fetchall())) is ("up" in name)
        assert connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == schema


def test_a_migration_that_does_not_fit_is_an_error(database):
    with pytest.raises(AgentError, match="`line_invoice` cannot be applied"):
        apply([INDEX, INDEX], database)


@pytest.mark.parametrize(("ratio", "decision"), [(0.5, "kept"), (1.0, "reverted"), (1.5, "reverted"), (0.97, "reverted")])
def test_only_what_is_better_beyond_noise_is_kept(ratio, decision):
    old = [100.0 + nth % 7 for nth in range(16)]
    assert judged(INDEX, compare(old, [ratio * ms for ms in old], tail=tail_of(5))).decision == decision


def test_a_faster_index_is_kept_and_handed_over(advise, times):
    found = advise()
    assert "`line_invoice` was kept: faster beyond noise, median −60 %" in found.summary
    assert "p95 100 ms → 40 ms" in found.summary
    assert "`job.py:5`), executed 30 times, reads all of `line`" in found.artifacts["line_invoice.up.sql"]
    assert found.artifacts["line_invoice.down.sql"] == 'DROP INDEX "line_invoice";\n'
    assert found.metrics["remedies_left"].value == 0


def test_an_index_that_does_not_help_is_reverted_and_not_tried_again(advise, times):
    times["ms"] = 99.0
    first = advise()
    assert "`line_invoice` was reverted: no change that matters" in first.summary
    assert "line_invoice.up.sql" not in first.artifacts
    second = advise(before=first)
    assert "No remedy is left to try; 2 statements were recorded" in second.summary
    assert second.artifacts[ARTIFACT] == first.artifacts[ARTIFACT]


def test_what_was_kept_stays_in_the_next_iteration(advise, times):
    second = advise(before=advise())
    assert [one.name for one in Remedies.model_validate_json(second.artifacts[ARTIFACT]).kept] == ["line_invoice"]
    assert "line_invoice.up.sql" in second.artifacts


def test_a_remedy_with_which_the_command_says_something_else_is_refused(advise, times):
    found = advise(SEES_INDEXES)
    assert "`line_invoice` was refused: the command says something else with it" in found.summary
    assert not Remedies.model_validate_json(found.artifacts[ARTIFACT]).kept


def test_nothing_of_the_operators_is_changed_and_no_copy_is_left(advise, times, tmp_path, database):
    advise()
    known = {path: hashlib.sha256(path.read_bytes()).digest() for path in (database, tmp_path / "repository" / "job.py")}
    advise()
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in known} == known
    assert sorted(path.name for path in (tmp_path / "repository").iterdir()) == ["job.py"]
    assert list((tmp_path / "state" / "performance").glob("measure-*")) == []


def test_the_copies_of_a_killed_process_are_removed_and_those_of_a_living_one_stay(advise, times, tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder = tmp_path / "state" / "performance"
    for process in (ended.pid, os.getpid()):
        (folder / f"measure-{process}-x").mkdir(parents=True)
    advise()
    assert [path.name for path in folder.glob("measure-*")] == [f"measure-{os.getpid()}-x"]


def test_a_statement_that_is_repeated_from_one_line_is_a_finding(advise, times):
    [found] = advise().findings
    assert (found.rule, found.path, found.line) == (N_PLUS_ONE, "job.py", 5)
    assert "executed 30 times" in found.message


def test_a_command_without_statements_has_no_remedy_and_says_so(advise):
    assert "no statement was recorded" in advise("print(1)").summary


def test_a_target_that_is_not_configured_is_refused(advise):
    with pytest.raises(UsageError, match="no target is named `invoice`"):
        advise(target="invoice")


def test_invoice_generation_gets_faster_by_the_index_and_says_what_is_missing_to_an_absurd_goal(tmp_path):
    """Processes, databases and times of this machine: only that an index makes it a third faster is asked of it."""
    ledger = tmp_path / "ledger.sqlite"
    generator = DEMO / "database" / "generate.py"
    subprocess.run([sys.executable, str(generator), str(ledger), "--lines", "60000"], check=True, capture_output=True)
    before = ledger.read_bytes()
    target = {
        "kind": "command", "command": ["{python}", "-m", "billing", "generate-invoices", "--database", "{database}"],
        "folder": "services/billing", "reads": ["services/billing/**"], "threshold_ms": 300, "database": str(ledger),
    }  # fmt: skip
    settings = Settings(home=tmp_path / "state", profile_targets={"invoice-generation": target})
    asked = RunRequest(workflow="performance-optimization", repository=str(DEMO), goal=0.001, parameters=QUICK)
    workspace = Workspace.open(asked, settings)
    result = run_workflow(workspace, Inline, "run-1", on_step=lambda _: None)
    assert (result.outcome, exit_code(result.outcome, (), "never")) == (WorkflowOutcome.goal_not_met, 4), result.reason
    assert "improve #1 has nothing left to try" in result.reason
    values = [one.value for one in result.decisions if one.what == "invoice-generation.p95"]
    assert values[1] < 0.67 * values[0]
    improved = result.steps[1].report
    assert "`invoice_line_invoice_id` was kept" in improved.summary
    assert (
        'CREATE INDEX "invoice_line_invoice_id" ON "invoice_line" ("invoice_id");' in improved.artifacts["invoice_line_invoice_id.up.sql"]
    )
    assert {f.path for f in improved.findings} == {"services/billing/billing/invoicing.py"}
    assert ledger.read_bytes() == before
