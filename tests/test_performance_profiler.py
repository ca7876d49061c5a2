"""The profiler against real processes and real SQLite databases."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from prohori.agents.performance_profiler import run
from prohori.allowance import Allowance
from prohori.errors import AgentError, SettingsError, SnapshotChanged, TimeLimit, TransientError, UsageError
from prohori.model import Job, Report, Severity, Verdict
from prohori.performance.history import target_facts
from prohori.performance.machine import this_machine
from prohori.performance.targets import CommandTarget, HttpTarget, SqlTarget, parse
from prohori.performance.thresholds import DEFAULTS
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.conftest import free_port

QUICK = {"max_samples": 3, "max_seconds": 0.5}
SLOW_SQL = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT max(i) FROM n"
ENDLESS_SQL = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@dataclass
class FolderReads:
    """The door of the snapshot on a plain folder: only the questions that the profiler asks."""

    root: Path
    settings: dict[str, Any]
    asked: set[str] = field(default_factory=set)
    today: date = date(2026, 7, 1)
    allowance: Allowance = field(default_factory=Allowance)

    def content(self, path: str) -> bytes:
        self.asked.add(path)
        return (self.root / path).read_bytes()

    def text(self, path: str) -> str:
        return self.content(path).decode()

    def exists(self, path: str) -> bool:
        return (self.root / path).exists()

    def glob(self, *patterns: str) -> tuple[str, ...]:
        found = {path for pattern in patterns for path in self.root.glob(pattern) if path.is_file()}
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in found))

    def setting(self, name: str) -> Any:
        self.asked.add(name)
        return self.settings.get(name)


@dataclass
class Place:
    """A repository, a database and a state folder, and a run of the agent over them."""

    repository: Path
    database: Path
    state: Path
    reads: FolderReads | None = None

    def profile(self, targets: dict[str, Any], facts: dict[str, Any] | None = None, **parameters: Any) -> Report:
        facts = target_facts(targets) if facts is None else facts
        settings = {"profile_targets": targets, "state_dir": str(self.state), "profile_facts": facts}
        self.reads = FolderReads(self.repository, settings)
        return run(Job(agent="performance-profiler", parameters={**QUICK, **parameters}), self.reads)  # type: ignore[arg-type]

    def history(self) -> list[dict[str, Any]]:
        file = self.state / "performance" / "history.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    repository = tmp_path / "repository"
    (repository / "services").mkdir(parents=True)
    (repository / "database").mkdir()
    (repository / "database" / "lines.sql").write_text("SELECT * FROM line WHERE invoice = 3 -- one invoice\n")
    database = tmp_path / "ledger.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, invoice INTEGER)")
    connection.executemany("INSERT INTO line (invoice) VALUES (?)", ((n % 100,) for n in range(5000)))
    connection.commit()
    connection.close()
    return Place(repository, database, tmp_path / "state")


def sql(place: Place, statement: str = "database/lines.sql", **more: Any) -> dict[str, Any]:
    return {"kind": "sql", "database": str(place.database), "statement": statement, "threshold_ms": 10_000, **more}


def script(place: Place, body: str, **more: Any) -> dict[str, Any]:
    (place.repository / "services" / "job.py").write_text(body)
    command = ["{python}", "job.py", *more.pop("arguments", ())]
    return {"kind": "command", "command": command, "folder": "services", "threshold_ms": 60_000, **more}


def content_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.is_file()}


def test_no_target_is_not_evaluated_and_says_what_to_set(place: Place) -> None:
    report = place.profile({})
    assert report.verdict is Verdict.not_evaluated
    assert "`profile_targets`" in report.summary
    assert report.measured_at is None
    assert place.reads is not None
    assert place.reads.asked == {"profile_targets"}


def test_a_statement_under_its_threshold_passes_with_numbers_spread_plan_and_machine(place: Place) -> None:
    report = place.profile({"lines": sql(place)})
    assert report.verdict is Verdict.passed
    p50, p95 = report.metrics["lines.p50"], report.metrics["lines.p95"]
    assert 0 < p50.value <= p95.value < 10_000
    assert (p50.unit, p50.samples, p95.samples) == ("ms", 3, 3)
    assert p50.spread is not None
    assert "SCAN line" in report.artifacts["lines.plan.txt"]
    assert str(this_machine()) in report.artifacts["performance.md"]
    assert "the largest of 3 samples" in report.artifacts["performance.md"]
    assert "| 50 |" in report.artifacts["performance.md"]  # rows
    assert report.coverage.probes == 1
    assert report.measured_at is not None


def test_a_statement_above_its_threshold_is_a_finding_with_its_evidence(place: Place) -> None:
    report = place.profile({"lines": sql(place, SLOW_SQL, threshold_ms=0.001, path="database/lines.sql")})
    (found,) = report.findings
    assert (found.rule, found.severity, found.path) == ("perf-threshold", Severity.major, "database/lines.sql")
    assert report.verdict is Verdict.failed
    for part in (
        "`lines` takes",
        "above its threshold of 0.001 ms",
        "p50",
        "spread",
        "n = 3",
        "the largest of 3 samples",
        str(this_machine()),
    ):
        assert part in found.message
    assert report.measured_at is not None
    assert report.measured_at in found.message


def test_a_finding_keeps_its_fingerprint_when_the_number_moves(place: Place) -> None:
    reports = [place.profile({"lines": sql(place, threshold_ms=0.0001)}, measure="now") for _ in range(2)]
    assert reports[0].findings[0].message != reports[1].findings[0].message
    assert reports[0].findings[0].fingerprint == reports[1].findings[0].fingerprint


def test_history_serves_the_same_measurement_again(place: Place) -> None:
    first = place.profile({"lines": sql(place)})
    again = place.profile({"lines": sql(place)})
    assert again == first
    assert len(place.history()) == 1


def test_now_measures_again_and_history_then_serves_the_newest(place: Place) -> None:
    place.profile({"lines": sql(place)})
    newest = place.profile({"lines": sql(place)}, measure="now")
    assert len(place.history()) == 2
    assert place.profile({"lines": sql(place)}) == newest


def another_threshold(place: Place) -> dict[str, Any]:
    return sql(place, threshold_ms=0.0001)


def another_row(place: Place) -> dict[str, Any]:
    with sqlite3.connect(place.database) as connection:
        connection.execute("INSERT INTO line (invoice) VALUES (1)")
    connection.close()
    return sql(place)


def another_statement(place: Place) -> dict[str, Any]:
    (place.repository / "database" / "lines.sql").write_text("SELECT id FROM line WHERE invoice = 3")
    return sql(place)


def another_file_it_reads(place: Place) -> dict[str, Any]:
    (place.repository / "services" / "x.py").write_text("1")
    return sql(place, reads=["services/*.py"])


def a_file_it_does_not_read(place: Place) -> dict[str, Any]:
    (place.repository / "services" / "x.py").write_text("1")
    return sql(place)


@pytest.mark.parametrize(
    ("change", "measured"),
    [(another_threshold, 1), (a_file_it_does_not_read, 1), (another_row, 2), (another_statement, 2), (another_file_it_reads, 2)],
)
def test_history_is_of_the_same_content(change: Callable[[Place], dict[str, Any]], measured: int, place: Place) -> None:
    place.profile({"lines": sql(place)})
    place.profile({"lines": change(place)})
    assert len(place.history()) == measured


def test_history_of_another_machine_is_not_served(place: Place) -> None:
    place.profile({"lines": sql(place)})
    file = place.state / "performance" / "history.jsonl"
    facts = target_facts({"lines": sql(place)})
    with pytest.raises(AgentError, match="another machine"):
        place.profile({"lines": sql(place)}, facts={**facts, "machine": "another"})
    assert len(file.read_bytes().splitlines()) == 1


def test_without_facts_nothing_is_measured(place: Place) -> None:
    with pytest.raises(AgentError, match="target_facts"):
        place.profile({"lines": sql(place)}, facts={})


def test_everything_a_measurement_reads_is_asked_of_the_snapshot(place: Place) -> None:
    place.profile({"lines": sql(place, reads=["services/*.py"]), "job": script(place, "pass", reads=["services/*.py"])})
    assert place.reads is not None
    assert place.reads.asked == {"profile_targets", "profile_facts", "state_dir", "database/lines.sql", "services/job.py"}


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM line", "only one SELECT"),
        ("WITH a AS (SELECT 1) INSERT INTO line SELECT 1, 2 FROM a", "only one SELECT"),
        ("PRAGMA user_version = 3", "only one SELECT"),
        ("ATTACH 'other.sqlite' AS other", "only one SELECT"),
        ("SELECT 1; SELECT 2", "only one SELECT"),
        ("SELECT load_extension('x')", "load_extension"),
        ("SELECT * FROM unknown", "no such table"),
        ("SELECT :month", "did not supply a value"),
        ("-- nothing", "incomplete input"),
    ],
)
def test_only_one_statement_that_reads_is_run(statement: str, why: str, place: Place) -> None:
    before = place.database.read_bytes()
    with pytest.raises(AgentError, match=why):
        place.profile({"lines": sql(place, statement)})
    assert place.database.read_bytes() == before
    assert place.history() == []


def test_parameters_are_bound(place: Place) -> None:
    report = place.profile({"lines": sql(place, "SELECT * FROM line WHERE invoice < :limit", parameters={"limit": 2})})
    assert "| 100 |" in report.artifacts["performance.md"]


def test_an_endless_statement_ends_at_its_limit(place: Place) -> None:
    started = time.monotonic()
    with pytest.raises(TimeLimit, match=r"more than 0\.3 s"):
        place.profile({"lines": sql(place, ENDLESS_SQL, timeout_seconds=0.3)})
    assert time.monotonic() - started < 3


def test_a_database_in_wal_mode_is_measured_with_its_log_and_gets_no_files_beside_it(place: Place) -> None:
    connection = sqlite3.connect(place.database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO line (invoice) VALUES (777)")
    before = sorted(path.name for path in place.database.parent.iterdir())
    report = place.profile({"lines": sql(place, "SELECT * FROM line WHERE invoice = 777")})
    assert "| 1 |" in report.artifacts["performance.md"]
    assert sorted({path.name for path in place.database.parent.iterdir()} - {"state"}) == before
    connection.close()


def test_a_database_that_changed_since_the_facts_is_retried_not_measured(place: Place) -> None:
    facts = target_facts({"lines": sql(place)})
    another_row(place)
    with pytest.raises(SnapshotChanged, match="the database changed"):
        place.profile({"lines": sql(place)}, facts=facts)


def test_a_database_that_is_being_written_is_tried_later(place: Place) -> None:
    place.database.with_name("ledger.sqlite-journal").write_bytes(b"x")
    with pytest.raises(TransientError, match="being written"):
        place.profile({"lines": sql(place)})


def test_a_missing_database_is_an_error(place: Place) -> None:
    place.database.unlink()
    with pytest.raises(AgentError, match="does not exist"):
        place.profile({"lines": sql(place)})


def test_a_missing_statement_file_is_an_error(place: Place) -> None:
    with pytest.raises(AgentError, match=r"database/none\.sql"):
        place.profile({"lines": sql(place, "database/none.sql")})


def test_a_finding_never_points_at_a_file_that_is_not_there(place: Place) -> None:
    with pytest.raises(AgentError, match="does not exist"):
        place.profile({"lines": sql(place, path="database/gone.sql")})


def test_a_commands_time_is_measured_from_start_to_exit(place: Place) -> None:
    report = place.profile({"job": script(place, "import time; time.sleep(0.2)", threshold_ms=200, path="services/job.py")})
    assert 200 <= report.metrics["job.p50"].value < 2000
    assert report.findings[0].path == "services/job.py"
    assert report.coverage.files == 2


def test_a_command_runs_in_a_copy_and_the_repository_is_not_written(place: Place) -> None:
    before = content_of(place.repository)
    body = "import helper, pathlib; pathlib.Path('written').write_text('x'); assert 'state/performance' in str(pathlib.Path.cwd())"
    (place.repository / "services" / "helper.py").write_text("")
    target = script(place, body)
    before = content_of(place.repository)
    place.profile({"job": target})
    assert content_of(place.repository) == before
    assert [path.name for path in (place.state / "performance").iterdir()] == ["history.jsonl"]


def test_a_command_gets_only_the_files_it_reads(place: Place) -> None:
    with pytest.raises(AgentError, match="FileNotFoundError"):
        place.profile({"job": script(place, "open('../database/lines.sql')", reads=["services/*"])})


def test_a_command_sees_only_a_few_variables(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWD", "hunter2")
    allowed = "{'PATH', 'LANG', 'HOME', 'TMPDIR', 'PYTHONPYCACHEPREFIX', 'PYTHONHASHSEED', 'LC_CTYPE'}"
    place.profile({"job": script(place, f"import os; assert set(os.environ) <= {allowed}, set(os.environ)")})


def test_every_sample_of_a_command_gets_a_fresh_copy_of_the_database(place: Place) -> None:
    before = place.database.read_bytes()
    body = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
assert connection.execute("SELECT count(*) FROM line").fetchone() == (5000,)
connection.execute("INSERT INTO line (invoice) VALUES (1)")
connection.commit()
"""
    place.profile({"job": script(place, body, arguments=["{database}"], database=str(place.database))})
    assert place.database.read_bytes() == before


def test_a_failing_command_is_an_error_with_what_it_said_masked(place: Place) -> None:
    with pytest.raises(AgentError) as caught:
        place.profile({"job": script(place, "import sys; sys.exit('cannot reach postgres://erp:hunter2@db/ledger')")})
    message = str(caught.value)
    assert "ended with status 1" in message
    assert "cannot reach" in message
    assert "hunter2" not in message
    assert place.history() == []


def test_a_command_killed_by_a_signal_is_an_error(place: Place) -> None:
    with pytest.raises(AgentError, match="killed by signal 9"):
        place.profile({"job": script(place, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")})


def test_a_command_over_its_limit_is_killed_with_its_children(place: Place, tmp_path: Path) -> None:
    body = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
child.wait()
"""
    with pytest.raises(TimeLimit, match="more than 1 s"):
        place.profile({"job": script(place, body, timeout_seconds=1)})
    assert_ends(int((tmp_path / "child").read_text()))


def test_what_a_command_leaves_running_is_killed(place: Place, tmp_path: Path) -> None:
    body = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
"""
    place.profile({"job": script(place, body)})
    assert_ends(int((tmp_path / "child").read_text()))


def assert_ends(process: int) -> None:
    """Gone, or dead and waiting for whoever adopted it."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return
        if state == "Z":
            return
        time.sleep(0.02)
    raise AssertionError(f"process {process} still runs")


def test_there_is_no_shell(place: Place, tmp_path: Path) -> None:
    target = script(place, "import sys; assert sys.argv[1] == '; touch pwned', sys.argv", arguments=["; touch pwned"])
    assert place.profile({"job": target}).verdict is Verdict.passed


def test_a_command_that_is_not_there_is_an_error(place: Place) -> None:
    target = {"kind": "command", "command": ["no-such-program-anywhere"], "threshold_ms": 1}
    with pytest.raises(AgentError, match="no-such-program-anywhere"):
        place.profile({"job": target})


def test_a_folder_that_is_not_there_is_an_error(place: Place) -> None:
    with pytest.raises(AgentError, match="correct `folder` or `reads`"):
        place.profile({"job": script(place, "pass", reads=["database/*"])})


@pytest.mark.parametrize(
    ("target", "where", "why"),
    [
        ({"kind": "sql"}, "`profile_targets.x.database`", "required"),
        ({"kind": "command", "command": ["a"]}, "`profile_targets.x`", "give `threshold_ms`, or as `limits` one of api, database, page"),
        ({"kind": "command", "command": ["a"], "limits": "fast"}, "`profile_targets.x`", "one of api, database, page"),
        ({"kind": "command", "command": ["a"], "limits": "page", "threshold_ms": 1}, "`profile_targets.x`", "not both"),
        ({"kind": "http", "url": "ftp://erp.example"}, "`profile_targets.x.url`", "not an http or https URL"),
        ({"kind": "shell"}, "`profile_targets.x`", "'command', 'sql'"),
        ({"kind": "command", "command": "ls -l", "threshold_ms": 1}, "`profile_targets.x.command`", "tuple"),
        ({"kind": "command", "command": [], "threshold_ms": 1}, "`profile_targets.x.command`", "at least 1"),
        ({"kind": "command", "command": ["a"], "threshold_ms": 0}, "`profile_targets.x.threshold_ms`", "greater than 0"),
        ({"kind": "command", "command": ["a"], "threshold_ms": 1, "folder": "../up"}, "`profile_targets.x.folder`", "inside"),
        ({"kind": "command", "command": ["a", "{database}"], "threshold_ms": 1}, "`profile_targets.x`", "`database` is not set"),
        ({"kind": "command", "command": ["a"], "threshold_ms": 1, "database": "/a"}, "`profile_targets.x`", "no argument"),
        ({"kind": "sql", "database": "a.sqlite", "statement": "SELECT 1", "threshold_ms": 1}, "`profile_targets.x.database`", "absolute"),
        ({"kind": "command", "command": ["a"], "threshold_ms": 1, "thresholds": 1}, "`profile_targets.x.thresholds`", "not permitted"),
    ],
)
def test_a_wrong_target_is_said_with_its_place(target: dict[str, Any], where: str, why: str, place: Place) -> None:
    with pytest.raises(SettingsError) as caught:
        place.profile({"x": target})
    assert caught.value.where == where
    assert why in caught.value.why


def test_an_unknown_way_to_measure_is_a_usage_error(place: Place) -> None:
    with pytest.raises(UsageError, match="`measure`"):
        place.profile({"lines": sql(place)}, measure="later")


def test_scripts_are_executable_in_the_copy(place: Place) -> None:
    (place.repository / "services" / "go").write_text("#!/bin/sh\nexit 0\n")
    target = {"kind": "command", "command": ["./go"], "folder": "services", "threshold_ms": 60_000}
    assert place.profile({"job": target}).verdict is Verdict.passed


def test_the_snapshots_trace_names_what_a_measurement_depends_on_and_uncommitted_bytes_are_measured(place: Place) -> None:
    git = ["git", "-C", str(place.repository), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    target = script(place, "raise SystemExit(1)", reads=["services/*"])
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "t"], check=True)
    targets = {"job": script(place, "pass", reads=["services/*"]), "lines": sql(place)}
    assert target == targets["job"]
    settings = {"profile_targets": targets, "state_dir": str(place.state), "profile_facts": target_facts(targets)}
    reads = RecordedReads(Snapshot.take(place.repository), today=date(2026, 7, 1), settings=settings, memo=None, code_version="1")
    report = run(Job(agent="performance-profiler", parameters=QUICK), reads)
    asked = reads.questions()
    assert report.verdict is Verdict.passed
    assert sorted(asked.content) == ["database/lines.sql", "services/job.py"]
    assert sorted(asked.settings) == ["profile_facts", "profile_targets", "state_dir"]
    assert asked.dates == {}


def test_the_example_of_the_guide_is_a_valid_setting_and_the_guide_names_every_key() -> None:
    guide = (Path(__file__).parent.parent / "docs/how-to/measure.md").read_text()
    example = json.loads(guide.partition("```json")[2].partition("```")[0])
    assert parse(example["profile_targets"]).keys() == {"generate-invoices", "invoice-lines", "orders-page"}
    keys = (CommandTarget.model_fields.keys() | SqlTarget.model_fields.keys() | HttpTarget.model_fields.keys()) - {"kind"}
    assert [key for key in sorted(keys) if f"`{key}`" not in guide.partition("| key |")[2]] == []


def test_the_guide_has_the_table_of_limits() -> None:
    guide = (Path(__file__).parent.parent / "docs/how-to/measure.md").read_text()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in guide.splitlines() if line.startswith("| `")]
    said = {name.strip("` "): tuple(filter(None, cells)) for first, *cells in rows for name in first.split(",") if len(cells) == 3}
    written = {name: tuple(f"{ms / 1000:g} s" if ms >= 1000 else f"{ms:g} ms" for ms in limits) for name, limits in DEFAULTS.items()}
    assert {name: said[name] for name in written} == written


@pytest.mark.parametrize(("p95", "severity"), [(100, None), (100.1, "minor"), (250.1, "major"), (501, "critical")])
def test_usual_limits_weigh_by_how_far_they_are_exceeded(p95: float, severity: str | None) -> None:
    target = SqlTarget(kind="sql", database="/a", statement="SELECT 1")
    above = target.threshold.exceeded(p95)
    assert (above and above[0].value) == severity


def test_a_command_tells_what_it_used(place: Place) -> None:
    body = "import time\nhold = b'x' * 60_000_000\nend = time.process_time() + 0.1\nwhile time.process_time() < end: pass\n"
    place.profile({"job": script(place, body)})
    [kept] = place.history()
    assert len(kept["processor_ms"]) == len(kept["samples_ms"])
    assert min(kept["processor_ms"]) >= 100
    assert 60 < kept["peak_mib"] < 200


class Shop(BaseHTTPRequestHandler):
    """Every third answer is an error; `/gone` hangs up."""

    asked = 0

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.connection.close()
            return
        type(self).asked += 1
        self.send_response(503 if self.path == "/weak" and self.asked % 3 == 0 else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def shop() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_requests_are_measured_anew_each_time(place: Place, shop: str) -> None:
    targets = {"orders": {"kind": "http", "url": f"{shop}/orders", "threshold_ms": 60_000}}
    assert place.profile(targets).verdict is Verdict.passed
    place.profile(targets)
    assert [len(kept["samples_ms"]) for kept in place.history()] == [3, 3]


def test_requests_that_fail_are_counted_and_found(place: Place, shop: str) -> None:
    weak = {"kind": "http", "url": f"{shop}/weak", "threshold_ms": 60_000}
    report = place.profile({"orders": weak}, max_samples=9, max_seconds=60)
    assert [found.rule for found in report.findings] == ["perf-failed-requests"]
    assert place.profile({"orders": {**weak, "most_failed": 0.5}}, max_samples=9, max_seconds=60).findings == ()


@pytest.mark.parametrize("path", ["/gone", None])
def test_no_answer_is_no_measurement(place: Place, shop: str, path: str | None) -> None:
    url = shop + path if path else f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(TransientError, match="gives no answer"):
        place.profile({"orders": {"kind": "http", "url": url}})
    assert place.history() == []
