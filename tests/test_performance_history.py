"""What is remembered of measurements, and what makes them other measurements."""

from __future__ import annotations

import multiprocessing
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prohori.observe.words import words
from prohori.performance.history import History, Measurement, database_digest, elapsed, key_of, target_facts
from prohori.performance.machine import this_machine


def measurement(key: str = "k", milliseconds: float = 10.0) -> Measurement:
    return Measurement(
        target="invoices", key=key, measured_at="2026-07-01T04:00:00+00:00", samples_ms=(milliseconds,), machine=this_machine()
    )


def test_the_newest_of_a_key_is_found(tmp_path: Path) -> None:
    history = History(tmp_path / "performance")
    assert history.newest("k") is None
    for key, value in (("k", 1.0), ("k", 2.0), ("other", 3.0)):
        history.append(measurement(key, value))
    assert history.newest("k") == measurement("k", 2.0)
    assert history.newest("none") is None


def test_the_file_is_private(tmp_path: Path) -> None:
    History(tmp_path / "performance").append(measurement())
    assert stat.S_IMODE((tmp_path / "performance").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "performance" / "history.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 2, 40, 200])
def test_a_torn_last_line_is_skipped_and_the_next_append_stands(cut: int, tmp_path: Path) -> None:
    history, file = History(tmp_path), tmp_path / "history.jsonl"
    history.append(measurement("k", 1.0))
    history.append(measurement("k", 2.0))
    file.write_bytes(file.read_bytes()[:-cut])
    assert history.newest("k") == measurement("k", 2.0 if cut == 1 else 1.0)
    history.append(measurement("k", 3.0))
    assert history.newest("k") == measurement("k", 3.0)


@pytest.mark.parametrize("line", [b'{"key": "k"}', b"\xff\xfe k", b'{"key":"k","samples_ms":[]}', b"[" * 5000 + b'"k"'])
def test_a_foreign_line_is_skipped(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_bytes(line + b"\n")
    assert History(tmp_path).newest("k") is None


def _append_fifty(folder: Path, key: str) -> None:
    for number in range(50):
        History(folder).append(measurement(key, float(number)))


def test_two_processes_append_whole_lines(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append_fifty, args=(tmp_path, key)) for key in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = (tmp_path / "history.jsonl").read_bytes().splitlines()
    assert len([Measurement.model_validate_json(line) for line in lines]) == 100


def test_the_key_changes_with_each_thing_the_number_depends_on() -> None:
    plain = ({"kind": "sql"}, {"a.sql": "1"}, "digest", "machine")
    others = [({"kind": "command"}, *plain[1:]), (plain[0], {"a.sql": "2"}, *plain[2:]), (plain[0], {"b.sql": "1"}, *plain[2:])]
    others += [(*plain[:2], None, "machine"), (*plain[:3], "another machine")]
    assert len({key_of(*arguments) for arguments in [plain, *others]}) == 6
    assert key_of({"a": 1, "b": 2}, {}, None, "") == key_of({"b": 2, "a": 1}, {}, None, "")


def test_the_facts_change_with_the_databases_content_and_with_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / "a.sqlite"
    database.write_bytes(b"one")
    targets = {"a": {"kind": "sql", "database": str(database)}, "b": {"kind": "command"}, "c": {"database": str(tmp_path / "none")}}
    facts = target_facts(targets)
    database.touch()
    assert target_facts(targets) == facts
    assert facts["machine"] == str(this_machine())
    assert facts["databases"].keys() == {"a", "c"}
    assert facts["databases"]["c"] is None
    database.write_bytes(b"two")
    assert target_facts(targets)["databases"]["a"] != facts["databases"]["a"]


def test_no_targets_no_facts() -> None:
    assert target_facts({}) == {}


def test_a_change_that_is_only_in_the_write_ahead_log_is_seen(tmp_path: Path) -> None:
    database = tmp_path / "a.sqlite"
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (x)")
    before, content = database_digest(database), database.read_bytes()
    connection.execute("INSERT INTO t VALUES (1)")
    assert database.read_bytes() == content
    assert database_digest(database) != before
    connection.close()


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "less than a minute ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=3, minutes=10), "3 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_an_age_is_told_from_the_instant(passed: timedelta, said: str) -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    unit, number = elapsed(at.isoformat(timespec="seconds"), at + passed)
    assert words("en")(f"age.{unit}", n=number) == said
