"""Somebody else wrote into the cache folder: nothing of it runs, nothing outside is touched, everything is a counted miss."""

import pickle
import sqlite3
from pathlib import Path

import pytest

from prohori.cache.inspection import clear
from prohori.cache.store import Store
from prohori.errors import TransientError


class Canary:
    """Unpickling it creates a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self):
        return Path.touch, (self.file,)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "canary"


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "cache") as store:
        store.put_many({"r:a": b"genuine", "r:b": b"other"})
        yield store


def tamper(store: Store, statement: str, *parameters: object) -> None:
    with sqlite3.connect(store.directory / "cache.db") as database:
        assert database.execute(statement, parameters).rowcount
    database.close()


def test_the_canary_sings_when_it_is_unpickled(canary: Path):
    pickle.loads(pickle.dumps(Canary(canary)))
    assert canary.exists()


def test_a_pickled_value_is_not_unpickled(store: Store, canary: Path):
    tamper(store, "UPDATE Cache SET mode = 4, value = ? WHERE key = 'r:a'", pickle.dumps(Canary(canary)))
    assert store.get("r:a") is None
    assert store.faults == {"pickled value": 1}
    assert not canary.exists()


def test_a_pickled_value_in_a_file_is_not_unpickled(store: Store, canary: Path):
    (store.directory / "x.val").write_bytes(pickle.dumps(Canary(canary)))
    tamper(store, "UPDATE Cache SET mode = 4, filename = 'x.val', value = NULL WHERE key = 'r:a'")
    assert store.get("r:a") is None
    assert store.faults == {"file name": 1}
    assert not canary.exists()


def test_a_pickled_key_is_not_unpickled_and_is_swept_away(store: Store, canary: Path):
    tamper(store, "UPDATE Cache SET key = ?, raw = 0 WHERE key = 'r:a'", pickle.dumps(Canary(canary)))
    assert store.get("r:a") is None
    assert store.keys() == ["r:b"]
    assert store.sweep() == 1
    assert store.faults == {"foreign row": 1}
    assert not canary.exists()


def test_a_second_row_of_a_key_marked_as_pickled_hides_nothing(store: Store, canary: Path):
    tamper(store, "INSERT INTO Cache (key, raw, mode, value) VALUES ('r:a', 0, 4, ?)", pickle.dumps(Canary(canary)))
    assert store.get("r:a") == b"genuine"
    assert store.faults == {"pickled key": 1}
    assert store.delete(["r:a"]) == 2
    assert not canary.exists()


@pytest.mark.parametrize("name", ["../canary", "{outside}", "inside.val"])
def test_an_edited_file_name_is_neither_read_overwritten_nor_deleted(store: Store, canary: Path, name: str):
    canary.write_text("private")
    (store.directory / "inside.val").write_text("private")
    tamper(store, "UPDATE Cache SET mode = 2, filename = ?, value = NULL", name.format(outside=canary))
    assert store.get("r:a") is None
    assert store.faults == {"file name": 1}
    assert store.put_many({"r:a": b"new"})
    store.delete(["r:b"])
    store.trim(0)
    assert canary.read_text() == (store.directory / "inside.val").read_text() == "private"


@pytest.mark.parametrize(
    "change",
    [
        "value = substr(value, 1, length(value) - 1)",
        "value = substr(value, 1, 10)",
        "value = x''",
        "value = NULL",
        "value = 'text'",
        "value = 7",
        "value = (SELECT value FROM Cache WHERE key = 'r:b')",
        "mode = 3",
        "mode = 'x'",
        "mode = NULL",
        "value = zeroblob(70000000)",
    ],
)
def test_a_torn_or_exchanged_value_is_a_counted_miss(store: Store, change: str):
    tamper(store, f"UPDATE Cache SET {change} WHERE key = 'r:a'")
    assert store.get("r:a") is None
    assert sum(store.faults.values()) == 1
    assert store.get("r:b") == b"other"


@pytest.mark.parametrize(
    "change", ["raw = NULL", "raw = 'x'", "expire_time = 'soon'", "expire_time = x'00'", "key = x'ff'", "key = CAST(x'ff' AS TEXT)"]
)
def test_columns_of_a_wrong_type_are_a_miss_and_no_crash(store: Store, change: str):
    tamper(store, f"UPDATE Cache SET {change} WHERE key = 'r:a'")
    assert store.get("r:a") is None
    assert store.get("r:b") == b"other"
    assert store.put_many({"r:a": b"again"})
    assert store.get("r:a") == b"again"
    assert "r:b" in set(store.keys())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_directory", "{folder}"),
        ("disk__directory", "{folder}"),
        ("sqlite_temp_store_directory", "'/'"),
        ("get", "not a method"),
        (b"blob", 1),
    ],
)
def test_a_database_with_settings_that_are_not_ours_is_moved_aside_and_they_are_not_obeyed(
    store: Store, tmp_path: Path, name: object, value: object
):
    store.close()
    value = value.format(folder=tmp_path) if isinstance(value, str) else value
    tamper(store, "INSERT INTO Settings VALUES (?, ?)", name, value)
    again = Store.open(store.directory)
    assert again.put_many({"r:c": b"x"})
    assert again.get_many(["r:a", "r:c"]) == {"r:c": b"x"}
    assert again.faults == {"corrupt database": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["cache"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sqlite_journal_mode", "delete; DROP TABLE Cache"),
        ("sqlite_mmap_size", 2**40),
        ("disk_pickle_protocol", "x"),
        ("eviction_policy", "no-such"),
        ("cull_limit", 1000),
        ("statistics", 1),
        ("size", "a lot"),
        ("count", b"\xff"),
    ],
)
def test_our_settings_with_other_values_are_set_back(store: Store, name: str, value: object):
    store.close()
    tamper(store, "UPDATE Settings SET value = ? WHERE key = ?", value, name)
    again = Store.open(store.directory)
    assert again.put_many({"r:c": b"x"})
    assert again.get_many(["r:a", "r:c"]) == {"r:a": b"genuine", "r:c": b"x"}
    assert not again.faults


@pytest.mark.parametrize("name", ["cache.db", "cache.db-wal"])
def test_a_database_that_is_a_symbolic_link_is_moved_aside_and_its_target_untouched(store: Store, tmp_path: Path, name: str):
    store.close()
    target = tmp_path / "target"
    target.write_bytes(b"untouched")
    (store.directory / name).unlink(missing_ok=True)
    (store.directory / name).symlink_to(target)
    again = Store.open(store.directory)
    assert again.put_many({"r:c": b"x"})
    assert target.read_bytes() == b"untouched"
    assert again.faults == {"corrupt database": 1}


def test_a_trigger_in_the_database_cannot_make_a_wrong_value(store: Store):
    tamper(store, "DELETE FROM Settings WHERE key = 'hits'")
    with sqlite3.connect(store.directory / "cache.db") as database:
        database.execute("CREATE TRIGGER evil AFTER INSERT ON Cache BEGIN UPDATE Cache SET value = x'00' WHERE key = NEW.key; END")
    database.close()
    store.put_many({"r:new": b"right"})
    assert store.get("r:new") is None
    assert store.faults == {"digest": 1}


def test_clearing_removes_also_what_is_not_ours_and_what_was_counted(store: Store, canary: Path):
    foreign = "INSERT INTO Cache (key, raw, store_time, mode, value) VALUES (?, 0, 0, 4, ?)"
    tamper(store, foreign, sqlite3.Binary(pickle.dumps("r:a")), pickle.dumps(Canary(canary)))
    tamper(store, "UPDATE Cache SET mode = 4 WHERE key = 'r:b'")
    store.locks.mkdir(exist_ok=True)
    (store.locks / f"{'0' * 40}.lock").touch()
    assert store.get("r:b") is None
    store.close()
    assert clear(store) == 3
    assert (store.keys(), list(store.faults), list(store.locks.iterdir())) == ([], [], [])
    with sqlite3.connect(store.directory / "cache.db") as database:
        assert database.execute("SELECT COUNT(*) FROM Cache").fetchone() == (0,)
    database.close()
    assert not canary.exists()
    assert store.put_many({"r:a": b"anew"})


def test_a_cache_that_another_process_writes_to_all_the_while_is_not_said_to_be_cleared(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("prohori.cache.guarded.LOCK_SECONDS", 0.01)
    again = Store.open(store.directory)
    writer = sqlite3.connect(store.directory / "cache.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientError, match="could not be cleared"):
        clear(again)
    writer.execute("ROLLBACK")
    writer.close()
    assert clear(again) == 2


def test_forged_counts_of_faults_are_no_crash(store: Store):
    from prohori.cache.store import FAULTS

    store.put_many({FAULTS: b'["not", "counts"]'})
    assert store.faults == {"value": 1}
