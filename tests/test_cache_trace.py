"""A stored record answers as long as what its run asked has the same answer, and the reason says what has not."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from prohori.cache.key import StepKey, step_key
from prohori.cache.memo import StoreMemo
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import TRACES, Decision, decide, load, remember
from prohori.model import Coverage, Report, Severity, finding, report
from prohori.snapshot.questions import Questions, canonical_digest
from prohori.snapshot.tree import Snapshot

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 30)
SETTINGS = {"rounding": "half-up"}


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "cache") as store:
        yield store


@pytest.fixture
def erp(tmp_path: Path) -> Path:
    folder = tmp_path / "erp"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    for name in ("vat.ts", "tin.ts", "README.md"):
        (folder / name).write_text(f"first {name}")
    return folder


def key(prompt: str = "check", **parameters: Any) -> StepKey:
    return step_key(
        agent="validator", definition="d1", code="c1", runner="local", model="", description="", prompt=prompt,
        parameters=parameters, upstream={},
    )  # fmt: skip


def ask(store: Store, erp: Path, k: StepKey | None = None, **changes: Any) -> Decision:
    named: dict[str, Any] = {"settings": SETTINGS, "today": TODAY, "now": NOW, "ttl_hours": 72.0, "step": "rules"}
    return decide(store, k or key(), snapshot=Snapshot.take(erp), **named | changes)


def answer(text: str = "found") -> Report:
    return report("validator", text, findings=[finding("VAT-1", Severity.major, text, path="vat.ts", line=1)], coverage=Coverage(files=1))


def run(
    store: Store, erp: Path, decision: Decision, *, reads: tuple[str, ...] = ("vat.ts",), text: str = "found", **asked: Mapping[str, str]
) -> StepRecord:
    """What a step does with a decision: reads, reports, remembers."""
    snapshot = Snapshot.take(erp)
    content = {path: snapshot.blob(path) or "" for path in reads}
    record = StepRecord.of(
        report=answer(text), questions=Questions.model_validate({"content": content, **asked}), step="rules", decision=decision,
        tree=snapshot.tree, created=NOW, seconds=0.12345, commit=snapshot.commit,
    )  # fmt: skip
    assert remember(store, record)
    return record


def test_the_first_run_is_a_miss_and_the_second_a_hit_with_the_same_record(store: Store, erp: Path):
    first = ask(store, erp)
    assert (first.state, first.why) == ("miss", "it never ran before")
    record = run(store, erp, first)
    second = ask(store, erp)
    assert (second.state, second.key, second.record) == ("hit", first.key, record)


def test_a_file_that_was_not_read_changes_and_it_is_still_a_hit(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp))
    (erp / "README.md").write_text("another text")
    assert ask(store, erp).key == record.key


def test_one_byte_in_a_file_that_was_read_is_a_miss_that_names_it(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp), reads=("vat.ts", "tin.ts"))
    (erp / "vat.ts").write_text("First vat.ts")
    decision = ask(store, erp)
    assert (decision.state, decision.why) == ("miss", "vat.ts changed")
    assert [change.subject for change in decision.changes] == ["vat.ts"]
    assert decision.key != record.key


def test_the_content_of_before_comes_back_and_its_record_answers_again(store: Store, erp: Path):
    first = run(store, erp, ask(store, erp), text="of before")
    (erp / "vat.ts").write_text("changed")
    run(store, erp, ask(store, erp), text="of now")
    (erp / "vat.ts").write_text("first vat.ts")
    assert ask(store, erp).record == first


def test_the_nearest_of_several_traces_explains(store: Store, erp: Path):
    run(store, erp, ask(store, erp), reads=("vat.ts", "tin.ts"))
    (erp / "vat.ts").write_text("2")
    (erp / "tin.ts").write_text("2")
    run(store, erp, ask(store, erp), reads=("vat.ts", "tin.ts"))
    (erp / "tin.ts").write_text("3")
    assert ask(store, erp).why == "tin.ts changed"


def test_a_ttl_that_is_over_is_a_miss_under_a_key_that_nothing_answers(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp))
    later = ask(store, erp, now=NOW + timedelta(hours=72))
    assert (later.state, later.why) == ("miss", "older than its ttl of 72 h")
    assert later.key != record.key
    assert load(store, later.key) is None
    assert ask(store, erp, now=NOW + timedelta(hours=72)).key == later.key
    assert ask(store, erp, now=NOW + timedelta(hours=71)).state == "hit"
    assert ask(store, erp, now=NOW + timedelta(days=999), ttl_hours=None).state == "hit"


def test_a_record_of_the_future_ages_too(store: Store, erp: Path):
    run(store, erp, ask(store, erp))
    assert ask(store, erp, now=NOW - timedelta(days=30)).state == "miss"


def test_the_date_moves_over_the_first_of_july_and_the_rulebook_explains(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp), dates={"vat.standard-rate": "2025-07-01/2026-07-01"})
    assert ask(store, erp, today=date(2026, 6, 29)).state == "hit"
    july = ask(store, erp, today=date(2026, 7, 1))
    assert (july.state, july.why) == ("miss", "the rulebook changes on 2026-07-01: vat.standard-rate")
    assert july.key != record.key


def test_a_setting_that_was_asked_for_changes_under_the_same_tree_and_no_record_stands_under_the_new_key(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp), settings={"rounding": canonical_digest("half-up")})
    assert ask(store, erp, settings={"rounding": "half-up", "unasked": 1}).state == "hit"
    other = ask(store, erp, settings={"rounding": "down"})
    assert (other.state, other.why) == ("miss", "the setting rounding changed")
    assert other.key != record.key
    assert load(store, other.key) is None


def test_two_processes_on_one_tree_agree_on_the_fresh_key(store: Store, erp: Path, tmp_path: Path):
    assert ask(store, erp).key == ask(Store.open(tmp_path / "other cache"), erp).key


def test_processes_that_apply_the_rules_of_two_days_do_not_share_a_fresh_key(store: Store, erp: Path):
    assert ask(store, erp, today=date(2026, 6, 30)).key != ask(store, erp, today=date(2026, 7, 1)).key


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (key("check well"), "changed since 2026-06-30 12:00 UTC: prompt"),
        (key(depth="deep"), "changed since 2026-06-30 12:00 UTC: parameter `depth`"),
    ],
)
def test_another_key_is_explained_by_what_went_into_it(store: Store, erp: Path, other: StepKey, why: str):
    run(store, erp, ask(store, erp))
    decision = ask(store, erp, other)
    assert (decision.state, decision.why) == ("miss", why)


def test_the_nearest_of_several_keys_explains(store: Store, erp: Path):
    for module in ("sales", "stock", "hr"):
        run(store, erp, ask(store, erp, key(module=module)))
    assert ask(store, erp, key("new prompt", module="stock")).why == "changed since 2026-06-30 12:00 UTC: prompt"


def test_a_record_that_was_removed_is_said(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp))
    store.delete([f"r:{record.key}"])
    assert ask(store, erp).why == "its record of 2026-06-30 12:00 UTC is not in the cache any more"


def test_refresh_runs_again_and_the_new_record_answers_from_then_on(store: Store, erp: Path):
    run(store, erp, ask(store, erp), text="old")
    decision = ask(store, erp, refresh=True)
    assert (decision.state, decision.record) == ("refresh", None)
    new = run(store, erp, decision, text="new")
    assert ask(store, erp).record == new


def test_a_ninth_trace_pushes_the_first_out_with_its_record(store: Store, erp: Path):
    records = []
    for n in range(TRACES + 1):
        (erp / "vat.ts").write_text(str(n))
        records.append(run(store, erp, ask(store, erp)))
    assert len(store.keys("r:")) == TRACES
    assert load(store, records[0].key or "") is None
    (erp / "vat.ts").write_text("1")
    assert ask(store, erp).key == records[1].key


def test_records_of_an_analysis_that_was_cut_off_push_out_no_record_that_answers(store: Store, erp: Path):
    whole = run(store, erp, ask(store, erp))
    (erp / "vat.ts").write_text("slow")
    for _ in range(TRACES + 1):
        newest = run(store, erp, ask(store, erp), unanalysed={"tin.ts": "no end"})
    assert store.keys("r:") == sorted(f"r:{record.key}" for record in (whole, newest))
    (erp / "vat.ts").write_text("first vat.ts")
    assert ask(store, erp).record == whole


def test_a_record_and_its_trace_are_one_value(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp))
    assert StepRecord.from_json(record.to_json()) == record
    assert StepRecord.from_json(record.to_json()).to_json() == record.to_json()
    store.delete(store.keys("t:"))
    assert ask(store, erp).record == record


@pytest.mark.parametrize("junk", [b"", b"{}", b"[1, {}]", b"no json", b'{"a": ' * 5000, b'["../../r", "\\u0995"]'])
def test_an_index_that_is_junk_costs_no_more_than_a_miss(store: Store, erp: Path, junk: bytes):
    record = run(store, erp, ask(store, erp))
    store.put_many(dict.fromkeys([*store.keys("t:"), *store.keys("a:")], junk))
    assert ask(store, erp).record == record  # found under the key of this tree
    assert run(store, erp, ask(store, erp, refresh=True))


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace('"format":1', '"format":2'),
        lambda text: text.replace('"agent"', '"Agent"', 1),
        lambda text: text.replace('"created":"2026', '"created":"x'),
        lambda text: text.replace('"verdict":"fail"', '"verdict":"splendid"'),
        lambda text: "{" + text,
    ],
)
def test_a_record_that_is_none_is_a_counted_miss(store: Store, erp: Path, edit: Any):
    record = run(store, erp, ask(store, erp))
    text = record.to_json().decode()
    assert edit(text) != text
    store.put_many({f"r:{record.key}": edit(text).encode()})
    assert ask(store, erp).state == "miss"
    assert store.faults["record"] >= 1


def test_a_record_under_the_key_of_another_is_a_counted_miss(store: Store, erp: Path):
    record = run(store, erp, ask(store, erp))
    other = ask(store, erp, key("other"))
    store.put_many({f"r:{other.key}": record.to_json()})
    assert ask(store, erp, key("other")).state == "miss"
    assert store.faults["record"] >= 1


def test_forged_answers_in_a_trace_are_a_counted_miss(store: Store, erp: Path):
    run(store, erp, ask(store, erp), lists={"": "0:no base64 of zlib!"})
    (erp / "new.ts").write_text("")
    assert ask(store, erp).state == "miss"
    assert store.faults["trace"] == 1


@pytest.mark.parametrize("forged", ["[5]", "5", "[" * 100_000, "no json"])
def test_a_forged_question_in_a_trace_is_a_counted_miss_and_no_crash(store: Store, erp: Path, forged: str):
    run(store, erp, ask(store, erp), globs={forged: "x"})
    assert ask(store, erp).state == "miss"
    assert store.faults["trace"] == 1


def test_a_record_without_a_decision_has_no_key_and_is_not_remembered(store: Store, erp: Path):
    record = StepRecord.of(report=answer(), questions=Questions(), step="rules", decision=None, tree="t", created=NOW, seconds=1)
    assert (record.key, record.step_key, record.parts) == (None, None, {})
    with pytest.raises(ValueError, match="answers nobody"):
        remember(store, record)


def test_the_memo_gives_back_what_was_put_before_and_after_it_is_flushed(store: Store):
    memo = StoreMemo(store)
    memo.put("graph:bytes of কর.ts", b"1")
    memo.put("graph:b", b"2")
    assert memo.get("graph:bytes of কর.ts") == b"1"
    assert not store.keys("m:")
    assert memo.flush()
    assert StoreMemo(store).get_many(["graph:bytes of কর.ts", "graph:b", "graph:c"]) == {"graph:bytes of কর.ts": b"1", "graph:b": b"2"}
    assert memo.get("graph:c") is None


def test_the_memo_does_not_grow_without_bound_before_it_is_flushed(store: Store):
    memo = StoreMemo(store)
    for n in range(9):
        memo.put(f"k{n}", bytes(1_000_000))
    assert len(store.keys("m:")) == 8
