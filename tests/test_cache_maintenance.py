"""What is removed from the cache and what stays, what it saved, and that a large store is handled page by page."""

import contextlib
import json
import os
import sqlite3
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from prohori.cache.canonical import canonical, digest
from prohori.cache.inspection import status
from prohori.cache.memo import StoreMemo
from prohori.cache.record import StepRecord
from prohori.cache.statistics import AgentUse, report
from prohori.cache.store import Store
from prohori.cache.summary import summaries
from prohori.cache.trace import keep_for_run, load, remember
from prohori.cache.upkeep import Pruned, Selection, optimize, prune, remove, selected
from prohori.engine.run import journal_step, run_workflow
from prohori.errors import TransientError
from prohori.model import Coverage, Job, Report
from prohori.model import report as step_report
from prohori.observe import journal
from prohori.observe.uses import uses
from prohori.snapshot.protocol import Reads
from prohori.snapshot.questions import Questions
from prohori.snapshot.reads import RecordedReads, version_mark
from prohori.snapshot.tree import Snapshot
from tests.inline import Agents, Inline, agent, workspace
from tests.repositories import Repository

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
CODE, OTHER_CODE = digest("this code"), digest("other code")


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "cache") as store:
        yield store


def stored(
    store: Store, name: str, *, agent: str = "reviewer", reads: tuple[str, ...] = ("vat.ts",), at: str = "a" * 40,
    hours: float = 1, ttl: float | None = 72, seconds: float = 2, step_key: str | None = None,
) -> str:  # fmt: skip
    """Remembers a record as a run does, and returns its key."""
    record = StepRecord(
        agent=agent, step="review", key=digest(name), step_key=step_key or digest(f"step of {name}"), parts={}, tree="t", commit=at,
        created=(NOW - timedelta(hours=hours)).isoformat(), seconds=seconds, ttl_hours=ttl,
        questions=Questions(content=dict.fromkeys(reads, "b")), report=step_report(agent, "nothing found", coverage=Coverage(files=1)),
    )  # fmt: skip
    assert remember(store, record)
    return digest(name)


def pruned(store: Store, *, dry_run: bool = False) -> Pruned:
    return prune(store, now=NOW, code_version=CODE, dry_run=dry_run)


def taken(store: Store, **selection: str) -> set[str]:
    return {key for key, _ in selected(store, Selection(**selection))}


def test_results_are_selected_by_agent_file_and_the_beginning_of_a_commit(store: Store):
    a = stored(store, "a", agent="reviewer", reads=("vat.ts", "tin.ts"), at="abc" + "0" * 37)
    b = stored(store, "b", agent="validator", reads=("tin.ts",), at="abd" + "0" * 37)
    assert taken(store) == {a, b}
    assert taken(store, agent="validator") == {b}
    assert taken(store, file="vat.ts") == {a}
    assert taken(store, file="tin.ts", commit="abd") == {b}
    assert taken(store, file="vat.ts", agent="validator") == set()
    assert taken(store, file="vat") == set()


def test_a_file_whose_absence_was_asked_for_selects_the_result_too(store: Store):
    record = load(store, stored(store, "a"))
    assert record
    remember(store, record.model_copy(update={"questions": Questions(presence={"gone.ts": "absent"})}))
    assert taken(store, file="gone.ts") == {digest("a")}


def test_a_removed_result_is_gone_and_the_others_answer(store: Store):
    a, b = stored(store, "a"), stored(store, "b")
    assert remove(store, [a]) == 1
    assert load(store, a) is None
    assert load(store, b)
    assert not store.faults


def test_what_is_younger_than_its_ttl_or_has_none_stays(store: Store):
    young, forever = stored(store, "young", hours=71), stored(store, "forever", hours=9999, ttl=None)
    assert pruned(store) == Pruned()
    assert load(store, young)
    assert load(store, forever)


def test_what_is_older_than_its_ttl_goes_with_its_list(store: Store):
    old, young = stored(store, "old", hours=72), stored(store, "young")
    assert pruned(store) == Pruned(expired=1, traces=1)
    assert store.keys("r:") == [f"r:{young}"]
    assert len(store.keys("t:")) == 1
    assert load(store, old) is None


def test_a_list_of_which_one_record_is_left_stays(store: Store):
    stored(store, "old", hours=99, step_key="k")
    young = stored(store, "young", step_key="k")
    assert pruned(store) == Pruned(expired=1)
    assert digest("old") in json.loads(store.get("t:k") or b"")
    assert load(store, young)


def test_a_record_that_no_list_names_goes(store: Store):
    lost = stored(store, "lost")
    store.delete(store.keys("t:"))
    assert pruned(store) == Pruned(unreferenced=1)
    assert load(store, lost) is None


def test_what_is_no_record_goes(store: Store):
    store.put_many({"r:junk": b"{}", "r:torn": b"\xff"})
    assert pruned(store) == Pruned(unreferenced=2)


def test_a_record_under_the_key_of_another_goes(store: Store):
    store.put_many({"r:wrong": store.get(f"r:{stored(store, 'right')}") or b""})
    assert pruned(store) == Pruned(unreferenced=1)
    assert store.keys("r:") == [f"r:{digest('right')}"]


def test_a_record_of_one_run_is_in_no_count_of_results_and_goes_when_its_time_is_over(store: Store, monkeypatch: pytest.MonkeyPatch):
    record = load(store, stored(store, "a"))
    assert record
    alone = record.model_copy(update={"key": None, "step_key": None, "ttl_hours": None})
    keep_for_run(store, digest("recent"), alone)
    monkeypatch.setattr("prohori.cache.trace.OF_ONE_RUN_KEPT", timedelta(seconds=-1))
    keep_for_run(store, digest("late"), alone)
    assert (status(store).records, status(store).of_runs) == (1, 2)
    assert [key for key, _, _ in summaries(store)] == [digest("a")]
    assert load(store, digest("recent")) == alone
    assert load(store, digest("late")) is None
    assert pruned(store) == Pruned(expired=1)
    assert load(store, digest("recent")) == alone


def test_a_record_of_one_run_answers_under_no_shared_key(store: Store):
    record = load(store, stored(store, "a"))
    assert record
    store.put_many({f"p:{digest('shared')}": record.to_json(), f"r:{digest('lone')}": record.model_copy(update={"key": None}).to_json()})
    assert load(store, digest("shared")) is None
    assert load(store, digest("lone")) is None


def test_an_entry_whose_own_time_is_over_goes(store: Store):
    store.put_many({f"x:{n}": b"" for n in range(10)}, expire=-1)
    store.put_many({"x:new": b""}, expire=1000)
    assert pruned(store) == Pruned(expired=10)
    assert store.keys("x:") == ["x:new"]


def test_results_of_single_files_by_other_code_go_on_both_sides_of_ours(store: Store):
    ours = f"m:{version_mark(CODE)}{digest('file')}"
    others = [f"m:{version_mark(mark)}{digest('file')}" for mark in ("0" * 64, OTHER_CODE, "f" * 64)]
    store.put_many(dict.fromkeys([ours, *others, f"m:{digest('without a mark')}"], b"=x"))
    assert pruned(store) == Pruned(memos=4)
    assert store.keys("m:") == [ours]


def test_what_the_recorded_door_remembers_carries_the_mark_of_its_code(store: Store, tmp_path: Path):
    erp = tmp_path / "erp"
    Repository.create(erp, {"vat.ts": "rate = 15"})
    analyser = SimpleNamespace(name="length", run=lambda _, text: len(text), dump=lambda n: str(n).encode(), load=int)
    for version in (CODE, OTHER_CODE):
        memo = StoreMemo(store)
        reads = RecordedReads(Snapshot.take(erp), today=NOW.date(), settings={}, memo=memo, code_version=version)
        assert reads.analyse("vat.ts", analyser) == len("rate = 15")
        memo.flush()
    assert pruned(store) == Pruned(memos=1)
    assert [key.startswith(f"m:{version_mark(CODE)}") for key in store.keys("m:")] == [True]


def test_a_dry_run_tells_the_same_and_removes_nothing(store: Store):
    stored(store, "old", hours=99)
    stored(store, "young")
    store.put_many({"r:junk": b"{}", f"m:{version_mark(OTHER_CODE)}x": b"", f"m:{version_mark(CODE)}x": b"", "t:empty": canonical([])})
    store.put_many({"x:": b""}, expire=-1)
    before = store.keys()
    assert pruned(store, dry_run=True) == Pruned(expired=2, unreferenced=1, traces=1, memos=1)
    assert store.keys() == before


def test_more_than_one_page_is_pruned(store: Store):
    record = load(store, stored(store, "a", hours=99))
    assert record
    more = {f"{n:064}": record.model_copy(update={"key": f"{n:064}", "step_key": f"{n:064}"}) for n in range(1201)}
    store.put_many({f"r:{key}": one.to_json() for key, one in more.items()} | {f"t:{key}": canonical([key]) for key in more})
    assert pruned(store) == Pruned(expired=1202, traces=1202)
    assert not store.keys("r:")


def test_large_records_are_read_a_few_at_a_time(store: Store):
    for n in range(40):
        store.put_many({f"r:{n:02}": os.urandom(1_000_000)})
    tracemalloc.start()
    assert [len(page) for page in store.pages("r:")] == [7, 7, 7, 7, 7, 5]
    assert list(summaries(store)) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000


def test_pages_hold_every_key_once_in_order_and_no_key_of_another_kind(store: Store):
    store.put_many({f"{kind}:{n:04}": b"" for kind in "qrs" for n in range(1100)})
    pages = list(store.pages("r:"))
    assert [len(page) for page in pages] == [500, 500, 100]
    assert [key for page in pages for key in page] == store.keys("r:") == [f"r:{n:04}" for n in range(1100)]


def test_keys_that_somebody_forged_do_not_stop_the_pages(store: Store):
    stored(store, "a")
    with contextlib.closing(sqlite3.connect(store.directory / "cache.db")) as other, other:
        for key in (b"r:\xff\xfe", "r:কর".encode(), b"r:zz"):
            other.execute("INSERT INTO Cache (key, raw, mode, value) VALUES (CAST(? AS TEXT), 1, 1, x'00')", (key,))
        other.execute("INSERT INTO Cache (key, raw, mode, value) VALUES (x'723a', 1, 1, x'00')")
    assert [key for page in store.pages("r:", keys=1) for key in page] == [f"r:{digest('a')}", "r:zz"]
    assert pruned(store) == Pruned(unreferenced=1)


def test_a_locked_database_is_said_and_not_taken_for_done(store: Store, monkeypatch: pytest.MonkeyPatch):
    stored(store, "old", hours=99)
    store._cache._con.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(store.directory / "cache.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError, match="could not be changed"):
            pruned(store)
    assert pruned(store).expired == 1


def test_small_entries_are_removed_until_the_files_are_small_enough(store: Store):
    store.put_many({f"m:{n:06}": b"x" * 40 for n in range(40_000)})
    assert store.size() > 5_000_000
    assert optimize(store, 2_000_000) > 0
    assert 500_000 < store.size() <= 2_000_000
    assert store.keys()[-1] == "m:039999"


def test_pruning_leaves_no_log_behind(store: Store):
    store.put_many({f"m:{version_mark(OTHER_CODE)}{n}": os.urandom(500) for n in range(5000)})
    pruned(store)
    assert (store.directory / "cache.db-wal").stat().st_size == 0
    assert store.size() < 500_000


def test_status_counts_without_reading_an_entry(store: Store):
    store.put_many({"r:1": b"no record", "r:2": b"", "m:1": b"", "t:1": b""})
    found = status(store)
    assert (found.records, found.memos, found.faults) == (2, 1, {})
    assert found.bytes == store.size()


def test_the_report_multiplies_uses_with_the_time_to_make(store: Store):
    a, b = stored(store, "a", seconds=2, hours=5), stored(store, "b", seconds=10)
    stored(store, "c", agent="validator", seconds=1)
    StoreMemo(store).put("x", b"12")
    found = report(store, {a[:16]: 3, b[:16]: 1, "gone": 9}, counted_since=None, shown=16)
    reviewer, validator = found.agents
    assert (reviewer.agent, reviewer.entries, reviewer.uses, reviewer.seconds_to_make, reviewer.seconds_saved) == ("reviewer", 2, 4, 12, 16)
    assert (reviewer.oldest[11:16], reviewer.newest[11:16]) == ("07:00", "11:00")
    assert reviewer.bytes == sum(len(store.get(f"r:{key}") or b"") for key in (a, b))
    assert (validator.uses, validator.seconds_saved) == (0, 0)
    assert isinstance(validator, AgentUse)


def line(record: str, cache: str, **more: str) -> str:
    return json.dumps({"timestamp": "2026-06-30T12:00:00Z", "component": "step", "cache": cache, "record": record, **more}) + "\n"


def test_uses_are_the_hits_since_a_record_was_made(tmp_path: Path):
    (tmp_path / "journal-20260101T000000000000-1.jsonl").write_text(line("a", "hit") * 5 + line("b", "hit"))
    (tmp_path / "journal.jsonl").write_text(
        line("a", "refresh") + line("a", "hit") * 2 + line("c", "miss") + line("b", "hit") + line("d", "hit", component="run")
        + 'torn "component": "step", "record": "a\n'
    )  # fmt: skip
    found = uses(tmp_path)
    assert found.by_record == {"a": 2, "b": 2}
    assert found.since == "2026-06-30T12:00:00Z"


def test_without_a_journal_no_uses_are_known(tmp_path: Path):
    assert uses(tmp_path / "none").since is None


def test_the_key_in_a_journal_line_survives_the_redaction_of_secrets(store: Store, tmp_path: Path):
    key = stored(store, "a")
    (tmp_path / "journal").mkdir()
    path = journal.open_journal(tmp_path / "journal")
    journal.record("answered", component="step", cache="hit", record=key[: journal.KEY_SHOWN])
    assert key[: journal.KEY_SHOWN] in path.read_text()
    assert uses(path.parent).by_record == {key[:16]: 1}


def test_a_step_that_the_cache_answers_twice_is_used_twice_and_saves_twice_its_time(tmp_path: Path):
    def slow(_: Job, reads: Reads) -> Report:
        time.sleep(0.05)
        return step_report("slow", reads.text("vat.ts"), coverage=Coverage(files=1))

    Repository.create(tmp_path / "erp", {"vat.ts": "rate = 15"})
    folder = tmp_path / "state" / "journal"
    folder.mkdir(parents=True)
    journal.open_journal(folder)
    for run in range(3):
        opened = workspace(tmp_path / "erp", tmp_path / "state", Agents(agent("slow", slow)), [{"agent": "slow"}])
        result = run_workflow(opened, Inline, f"run {run}", on_step=journal_step)
        assert result.steps[0].cache.state == ("hit" if run else "miss")
    found = uses(folder)
    (used,) = report(opened.store, found.by_record, counted_since=found.since, shown=journal.KEY_SHOWN).agents
    assert (used.entries, used.uses) == (1, 2)
    assert used.seconds_saved == 2 * used.seconds_to_make > 0.09


def test_the_command_needs_a_condition(prohori):
    for arguments in ([], ["--all", "--agent", "x"], ["--file", ""]):
        ran = prohori("cache", "invalidate", *arguments)
        assert ran.returncode == 2
        assert "next:" in ran.stderr


def test_the_commands_on_a_store_of_their_own(prohori):
    with Store.open(prohori.home / "cache") as store:
        stored(store, "a", reads=("src/vat.ts",))
        stored(store, "b", agent="validator", reads=("src/tin.ts",))
        store.put_many({f"m:{version_mark(OTHER_CODE)}x": b"=1"})
    (entry,) = [one for one in prohori.json("cache", "report")["agents"] if one["agent"] == "validator"]
    assert entry["entries"] == 1
    assert "validator" in prohori("cache", "report").stdout
    would = prohori("cache", "invalidate", "--file", "./src/vat.ts", "--dry-run").stdout.splitlines()
    assert would[0].startswith(digest("a")[:16])
    assert would[1:] == ["1 results of steps would be removed."]
    assert prohori("cache", "invalidate", "--file", "src/vat.ts").stdout.endswith("1 results of steps were removed.\n")
    assert prohori.json("cache", "status")["records"] == 1
    # the record of 2026-06-30 is older than 72 hours or of the future, whenever this runs
    told = prohori("cache", "prune").stdout
    assert "1 results of steps older than their ttl" in told
    assert "1 results of single files by another version" in told
    assert "MB now" in prohori("cache", "optimize", "--max-size", "1").stdout
    assert prohori("cache", "invalidate", "--all").stdout == "0 results of steps were removed.\n"
