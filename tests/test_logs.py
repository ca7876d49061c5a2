"""The journal read again: the newest first, as it is written, in sum, and in other forms."""

from __future__ import annotations

import csv
import json
import random
import signal
import statistics
import subprocess
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client.parser import text_string_to_metric_families

from prohori.errors import UsageError
from prohori.observe.analysis import analyse
from prohori.observe.export import export
from prohori.observe.reading import Wanted, follow, moment, newest
from tests.conftest import PROHORI

BEGAN = datetime(2026, 7, 1, tzinfo=UTC)
DHAKA = ZoneInfo("Asia/Dhaka")


def line(number: int, **fields: object) -> dict[str, object]:
    at = (BEGAN + timedelta(seconds=number)).isoformat(timespec="milliseconds")
    return {"timestamp": at, "level": "INFO", "component": "step", "message": f"line {number}", **fields}


def write(path: Path, *lines: dict[str, object] | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for one in lines:
            file.write(one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() + b"\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A thousand lines in three files, the newest with a torn end."""
    drawn = random.Random(7)
    made = [
        line(
            number, run=f"run-{number // 10:03d}", workflow="nightly", agent=drawn.choice(["reviewer", "profiler"]),
            level=drawn.choice(["INFO", "INFO", "WARNING", "ERROR"]), outcome=drawn.choice(["ok", "failed"]),
            cache=drawn.choice(["hit", "miss"]), seconds=round(drawn.uniform(0, 9), 3), attempts=drawn.choice([1, 2]), step="review",
        )
        for number in range(1000)
    ]  # fmt: skip
    write(tmp_path / "journal-20260701T000000000000-1.jsonl", *made[:300])
    write(tmp_path / "journal-20260701T010000000000-2.jsonl", *made[300:600])
    write(tmp_path / "journal.jsonl", *made[600:], b'{"timestamp": "2026-07-0')
    return tmp_path


def numbers(found: object) -> list[int]:
    return [int(str(one["message"]).split()[1]) for one in found]  # type: ignore[attr-defined]


def test_the_newest_come_first_from_all_files(folder: Path) -> None:
    assert numbers(newest(folder, Wanted())) == list(reversed(range(1000)))


def test_only_the_end_is_read_for_the_last_few(folder: Path) -> None:
    """The files before it could be gone."""
    for old in folder.glob("journal-*.jsonl"):
        old.write_bytes(b"no line\n")
    with (folder / "journal.jsonl").open("r+b") as file:
        file.write(b"!" * 20_000)  # so far from the end that nobody who asks for three looks there
    assert numbers(islice(newest(folder, Wanted()), 3)) == [999, 998, 997]


@pytest.mark.parametrize("block", [1, 7, 100, 1 << 16])
def test_lines_that_lie_across_blocks_are_whole(folder: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prohori.observe.reading.BLOCK", block)
    small = folder / "few"
    write(small / "journal.jsonl", *(line(number, note="চালান " * number) for number in range(9)))
    assert numbers(newest(small, Wanted())) == list(reversed(range(9)))


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (Wanted(level="WARNING"), lambda one: one["level"] in ("WARNING", "ERROR")),
        (Wanted(fields={"run": "run-01"}), lambda one: one["run"].startswith("run-01")),
        (Wanted(fields={"agent": "reviewer", "outcome": "failed"}), lambda one: (one["agent"], one["outcome"]) == ("reviewer", "failed")),
        (Wanted(fields={"agent": "review"}), lambda one: False),
        (Wanted(text="LINE 99"), lambda one: "line 99" in one["message"]),
        (Wanted(since=BEGAN + timedelta(seconds=990)), lambda one: int(one["message"].split()[1]) >= 990),
        (Wanted(until=BEGAN + timedelta(seconds=10)), lambda one: int(one["message"].split()[1]) < 10),
    ],
    ids=["level", "run", "equal fields", "not a part", "text", "since", "until"],
)
def test_what_is_wanted(folder: Path, wanted: Wanted, rule) -> None:
    everything = list(newest(folder, Wanted()))
    assert list(newest(folder, wanted)) == [one for one in everything if rule(one)]


@pytest.mark.parametrize("raw", [b"[]\n", b"null\n", b"\xff\xfe\n", b"\n\n", b"[" * 9999 + b"\n", b'{"level": 3, "message": "line 5"'])
def test_a_line_that_is_none_of_ours_is_passed_over(tmp_path: Path, raw: bytes) -> None:
    write(tmp_path / "journal.jsonl", line(1), raw)
    assert numbers(newest(tmp_path, Wanted())) == [1]
    assert analyse(tmp_path).lines == 1


def test_bengali_text_is_found(tmp_path: Path) -> None:
    write(tmp_path / "journal.jsonl", line(1, note="চালান ৬.৩ জমা"), line(2))
    assert numbers(newest(tmp_path, Wanted(text="৬.৩"))) == [1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2h", BEGAN - timedelta(hours=2)), ("3d", BEGAN - timedelta(days=3)), ("1w", BEGAN - timedelta(days=7)),
        ("2026-07-01", datetime(2026, 7, 1, tzinfo=DHAKA)), ("2026-07-01T09:30", datetime(2026, 7, 1, 9, 30, tzinfo=DHAKA)),
        ("2026-07-01T09:30+00:00", datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_moment(text: str, expected: datetime) -> None:
    assert moment(text, DHAKA, BEGAN) == expected


@pytest.mark.parametrize("text", ["yesterday", "-2h", "2y", "h", "9999999999d", "2026-13-01"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        moment(text, DHAKA, BEGAN)


def test_following_hears_what_comes_and_goes_on_in_the_next_file(tmp_path: Path) -> None:
    write(tmp_path / "journal.jsonl", line(0))
    waits = iter(range(100))

    def sleep(_: float) -> None:
        turn = next(waits)
        if turn == 0:
            write(tmp_path / "journal.jsonl", line(1), json.dumps(line(2)).encode()[:30])
        elif turn == 1:
            write(tmp_path / "journal.jsonl", json.dumps(line(2)).encode()[30:] + b"\n")
        elif turn == 2:
            (tmp_path / "journal.jsonl").rename(tmp_path / "journal-1.jsonl")
            write(tmp_path / "journal-1.jsonl", line(3))  # by a writer that had it open
        elif turn == 3:
            write(tmp_path / "journal.jsonl", line(4), line(5, level="DEBUG"), line(6))

    heard = follow(tmp_path, Wanted(level="INFO"), sleep=sleep)
    assert numbers(islice(heard, 5)) == [1, 2, 3, 4, 6]


def test_the_sum_equals_that_of_a_loop(folder: Path) -> None:
    lines = list(newest(folder, Wanted()))
    found = analyse(folder)
    assert (found.lines, found.levels) == (1000, dict(sorted(Counter(one["level"] for one in lines).items())))
    assert (found.first, found.last) == ("2026-07-01T00:00:00+00:00", "2026-07-01T00:16:39+00:00")
    for agent in found.agents:
        own = [one for one in lines if one["agent"] == agent.agent]
        ran = sorted(one["seconds"] for one in own if one["cache"] != "hit")
        assert agent.outcomes == dict(sorted(Counter(one["outcome"] for one in own).items()))
        assert (agent.steps, agent.hits) == (len(own), len(own) - len(ran))
        assert agent.retried == sum(one["attempts"] > 1 for one in own)
        assert agent.p50 == statistics.median_low(ran)
        assert agent.p95 in ran
        assert sum(seconds <= agent.p95 for seconds in ran) / len(ran) >= 0.95
        assert agent.saved_seconds == pytest.approx(agent.hits * agent.p50, abs=0.01)
    slowest = sorted((one["seconds"] for one in lines), reverse=True)[:5]
    assert [slow.seconds for slow in found.slowest] == slowest


def test_runs_are_summed_by_workflow_and_errors_by_their_words(tmp_path: Path) -> None:
    def run(number: int, outcome: str, seconds: float, *, from_cache: bool = False) -> dict[str, object]:
        fields = {"component": "run", "workflow": "nightly", "outcome": outcome, "seconds": seconds}
        return line(number, **fields, from_cache=from_cache)

    write(
        tmp_path / "journal.jsonl", run(1, "succeeded", 2), run(2, "succeeded", 0.1, from_cache=True), run(3, "failed", 4),
        *(line(number, level="ERROR", component="step", message="no disk") for number in (4, 5)),
        line(6, component="run", message="begins"),
    )  # fmt: skip
    [nightly] = analyse(tmp_path).workflows
    assert (nightly.runs, nightly.outcomes, nightly.from_cache) == (3, {"failed": 1, "succeeded": 2}, 1)
    assert (nightly.p50, nightly.p95) == (2, 4)
    [error] = analyse(tmp_path).errors
    assert (error.message, error.count, error.last) == ("no disk", 2, "2026-07-01T00:00:05+00:00")
    assert analyse(tmp_path, since=BEGAN + timedelta(seconds=3), until=BEGAN + timedelta(seconds=5)).lines == 2


def test_an_empty_journal_is_empty(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").touch()
    assert analyse(tmp_path).lines == 0
    assert list(newest(tmp_path, Wanted())) == []


def test_csv_has_every_line_and_no_formula(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    write(journal / "journal.jsonl", line(2, run="=1+1", note="x"), line(1, message='a "quoted", চালান\nbreak'), line(3, seconds=-1.5))
    assert export(journal, "csv", tmp_path / "it's.csv") == 3
    with (tmp_path / "it's.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["message"] for row in rows] == ['a "quoted", চালান\nbreak', "line 2", "line 3"]
    assert (rows[1]["run"], rows[2]["seconds"]) == ("'=1+1", "-1.5")


def test_parquet_can_be_read_again(folder: Path, tmp_path: Path) -> None:
    import duckdb

    assert export(folder, "parquet", tmp_path / "all.parquet", since=BEGAN + timedelta(seconds=500)) == 500
    assert duckdb.connect().execute("SELECT min(message) FROM read_parquet(?)", [str(tmp_path / "all.parquet")]).fetchall() == [
        ("line 500",)
    ]


def test_prometheus_text_has_few_series_and_no_run(folder: Path, tmp_path: Path) -> None:
    export(folder, "prometheus", tmp_path / "prohori.prom")
    text = (tmp_path / "prohori.prom").read_text()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    steps = {(one.labels["agent"], one.labels["outcome"]): one.value for one in samples if one.name == "prohori_steps_total"}
    assert sum(steps.values()) == 1000
    assert len(steps) == 4
    assert "run-" not in text
    assert {name for one in samples for name in one.labels} == {"agent", "outcome", "quantile", "level"}


def test_the_command(prohori, folder: Path, tmp_path: Path) -> None:
    prohori.home.mkdir(mode=0o700)
    for path in folder.glob("journal*.jsonl"):
        write(prohori.home / "journal" / path.name, path.read_bytes())
    shown = prohori("logs", "query", "--agent", "reviewer", "--limit", 2).stdout.splitlines()
    assert len(shown) == 2
    assert shown[0] < shown[1]
    assert shown[1].startswith("2026-07-01 06:16:3")
    assert prohori("logs", "query", "--tz", "UTC", "--limit", 1).stdout.startswith("2026-07-01 00:16:39")
    assert json.loads(prohori("logs", "query", "--limit", 1, "--json").stdout)["message"] == "line 999"
    assert prohori("logs", "analyze").stdout.startswith("1,000 lines, 2026-07-01 06:00+06:00 to 2026-07-01 06:16+06:00: ")
    assert prohori.json("logs", "analyze", "--since", "2026-07-01T06:10")["lines"] == 400
    assert prohori("logs", "export", tmp_path / "all.csv").stdout == f"1,000 lines in {tmp_path / 'all.csv'}\n"
    for arguments, why in {
        ("query", "--tz", "Asia/Dacca2"): "There is no time zone", ("query", "--since", "soon"): "is no time",
        ("export", "/nowhere/all.csv"): "there is no folder",
    }.items():  # fmt: skip
        ran = prohori("logs", *arguments)
        assert (ran.returncode, why in ran.stderr) == (2, True), ran.stderr


def test_following_ends_with_ctrl_c(prohori) -> None:
    prohori.home.mkdir(mode=0o700)
    write(prohori.home / "journal" / "journal.jsonl", line(0))
    following = subprocess.Popen(
        [PROHORI, "logs", "follow", "--json"], env=prohori.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(following.stdout.readline() if following.stdout else ""), daemon=True)
    reader.start()
    deadline = time.monotonic() + 30
    while reader.is_alive() and time.monotonic() < deadline:
        write(prohori.home / "journal" / "journal.jsonl", line(1))
        reader.join(0.2)
    following.send_signal(signal.SIGINT)
    assert following.wait(20) == 130
    for pipe in (following.stdout, following.stderr):
        assert pipe
        pipe.close()
    assert [json.loads(text)["message"] for text in heard] == ["line 1"]
