"""The store as its users meet it: what goes in comes out, in every state of disk and database that a user can have."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from prohori.cache.directory import file_system
from prohori.cache.guarded import LARGEST_VALUE
from prohori.cache.store import Store
from prohori.errors import SettingsError


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "cache") as store:
        yield store


def test_what_is_put_is_got_also_by_the_next_process(store: Store):
    assert store.put_many({"r:a": b"\0\xff", "r:b": b""})
    store.close()
    again = Store.open(store.directory)
    assert again.get_many(["r:a", "r:b", "r:c"]) == {"r:a": b"\0\xff", "r:b": b""}
    assert (again.stats.hits, again.stats.misses) == (2, 1)
    assert not again.faults


def test_more_keys_than_one_statement_takes_are_found(store: Store):
    entries = {f"m:{n:05}": str(n).encode() for n in range(1700)}
    store.put_many(entries)
    assert store.get_many(list(entries)) == entries
    assert store.keys("m:") == sorted(entries)


def test_keys_are_listed_by_prefix_and_deleted(store: Store):
    store.put_many({"a:1": b"x", "b:1": b"x", "b:2": b"x"})
    assert store.keys("b:") == ["b:1", "b:2"]
    assert store.delete(["b:1", "b:9"]) == 1
    assert store.keys() == ["a:1", "b:2"]


def test_an_expired_entry_is_a_miss_and_no_fault(store: Store):
    store.put_many({"r:old": b"x"}, expire=0.01)
    time.sleep(0.02)
    assert store.get("r:old") is None
    assert not store.faults


def test_a_transaction_that_fails_half_way_leaves_nothing(store: Store):
    def change():
        raise ZeroDivisionError

    store.put_many({"r:a": b"old"})
    with pytest.raises(ZeroDivisionError):
        store.update(change)
    assert not store.put_many({"r:a": b"new", "r:b": bytes(LARGEST_VALUE)})
    assert store.stats.failed_writes == {"entry too large": 1}
    assert store.get("r:a") == b"old"
    assert store.get("r:b") is None


def test_two_threads_that_add_to_one_entry_lose_nothing(store: Store):
    def add() -> None:
        for _ in range(40):
            store.update(lambda: ({"t:n": str(int(store.get("t:n") or b"0") + 1).encode()}, ()))

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("t:n") == b"120"


@pytest.mark.parametrize("key", ["কর", "\udcff"])
def test_keys_that_are_not_ascii_are_refused_before_they_reach_the_database(store: Store, key: str):
    with pytest.raises(ValueError, match="ASCII"):
        store.get(key)
    with pytest.raises(TypeError, match="ASCII"):
        store.put_many({key: b""})
    assert not store.faults


def test_values_that_are_not_bytes_are_refused(store: Store):
    with pytest.raises(TypeError):
        store.put_many({"r:a": "text"})  # type: ignore[dict-item]
    assert store.get("r:a") is None


def test_trimming_drops_what_was_stored_first_and_shrinks_the_files(store: Store):
    for n in range(20):
        store.put_many({f"r:{n:02}": os.urandom(100_000)})
    before = store.size()
    assert store.trim(1_000_000) == 11
    assert store.keys() == [f"r:{n:02}" for n in range(11, 20)]
    assert store.size() < before / 2


def test_looking_up_a_key_takes_less_than_five_milliseconds(store: Store):
    entries = {f"m:{n:05}": bytes(2000) for n in range(5000)}
    store.put_many(entries)
    times = []
    for key in list(entries)[::5]:
        start = time.perf_counter()
        store.get(key)
        times.append(time.perf_counter() - start)
    assert sorted(times)[int(len(times) * 0.99)] < 0.005


def test_a_writer_that_does_not_end_costs_a_counted_failure_and_no_read(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("prohori.cache.guarded.LOCK_SECONDS", 0.05)
    quick = Store.open(store.directory)
    store.put_many({"r:a": b"1"})
    other = sqlite3.connect(store.directory / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not quick.put_many({"r:a": b"2"})
    assert quick.stats.failed_writes == {"locked by another process": 1}
    assert quick.get("r:a") == b"1"
    other.close()
    assert quick.put_many({"r:a": b"2"})


@pytest.mark.parametrize("junk", [b"no database at all" * 300, b"SQLite format 3\0" + bytes(4000), b"\0" * 512])
def test_a_file_that_is_no_database_is_moved_aside_and_counted(tmp_path: Path, junk: bytes):
    (tmp_path / "cache").mkdir(0o700)
    (tmp_path / "cache/cache.db").write_bytes(junk)
    store = Store.open(tmp_path / "cache")
    assert (store.directory / "cache.db.corrupt-1").read_bytes() == junk
    assert store.put_many({"r:a": b"x"})
    assert store.faults == {"corrupt database": 1}
    store.close()
    assert Store.open(store.directory).faults == {"corrupt database": 1}


def test_a_database_of_somebody_else_is_moved_aside(tmp_path: Path):
    (tmp_path / "cache").mkdir(0o700)
    with sqlite3.connect(tmp_path / "cache/cache.db") as other:
        other.execute("CREATE TABLE Cache (name TEXT)")
    other.close()
    store = Store.open(tmp_path / "cache")
    assert store.put_many({"r:a": b"x"})
    assert store.get("r:a") == b"x"
    assert store.faults == {"corrupt database": 1}


def test_pages_damaged_while_it_is_open_are_misses_and_then_a_new_database(store: Store):
    entries = {f"r:{n}": os.urandom(3000) for n in range(300)}
    store.put_many(entries)
    store.close()
    file = store.directory / "cache.db"
    content = bytearray(file.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    file.write_bytes(content)
    damaged = Store.open(store.directory)
    for key, value in entries.items():
        assert damaged.get(key) in (None, value)
    assert damaged.faults["corrupt database"] == 1
    assert damaged.put_many({"r:new": b"x"})
    assert damaged.get("r:new") == b"x"


def test_the_log_of_a_damaged_database_is_not_played_into_the_new_one(store: Store):
    store.put_many({"r:a": b"x"})
    wal = store.directory / "cache.db-wal"
    log = wal.read_bytes()
    store.close()
    (store.directory / "cache.db").write_bytes(b"junk" * 2000)
    wal.write_bytes(log)
    again = Store.open(store.directory)
    assert again.get("r:a") is None
    assert again.put_many({"r:b": b"y"})
    assert again.faults == {"corrupt database": 1}


@pytest.mark.parametrize("cut", [0, 100, 5000])
def test_a_database_cut_short_is_no_crash(store: Store, cut: int):
    store.put_many({f"r:{n}": bytes(3000) for n in range(50)})
    store.close()
    os.truncate(store.directory / "cache.db", cut)
    again = Store.open(store.directory)
    assert again.get("r:1") is None
    assert again.put_many({"r:1": b"x"})


def test_the_folder_is_made_private(store: Store):
    assert store.directory.stat().st_mode & 0o777 == 0o700


def _refusal(directory: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        Store.open(directory)
    assert str(directory) in str(caught.value)
    assert caught.value.next
    return str(caught.value)


def test_a_folder_that_others_can_open_is_refused_with_the_command_that_mends_it(tmp_path: Path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o750)
    assert f"chmod 700 {tmp_path}/cache" in _refusal(tmp_path / "cache")


def test_a_symbolic_link_is_refused(tmp_path: Path):
    (tmp_path / "real").mkdir(0o700)
    (tmp_path / "cache").symlink_to("real")
    assert "it is a symbolic link" in _refusal(tmp_path / "cache")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "cache").write_text("")
    assert "it is not a folder" in _refusal(tmp_path / "cache")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert "cannot be made" in _refusal(tmp_path / "file/cache")


def test_a_dollar_in_the_path_is_refused_because_diskcache_expands_it(tmp_path: Path):
    assert "`$`" in _refusal(tmp_path / "$HOME")


MOUNTS = rb"""22 1 8:1 / / rw - ext4 /dev/vda rw
30 22 0:40 / /srv/share rw shared:1 - nfs4 server:/export rw
31 30 8:2 / /srv/share/local rw - xfs /dev/vdb rw
32 22 0:41 / /mnt/two\040words rw - fuse.sshfs host: rw
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/share/x", "nfs4"),
        ("/srv/share", "nfs4"),
        ("/srv/shared", "ext4"),
        ("/srv/share/local/x", "xfs"),
        ("/mnt/two words/x", "fuse.sshfs"),
        ("/home", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_longest_mount(tmp_path: Path, folder: str, expected: str):
    (tmp_path / "mountinfo").write_bytes(MOUNTS)
    assert file_system(Path(folder), tmp_path / "mountinfo") == expected


def test_where_the_system_does_not_tell_nothing_is_said(tmp_path: Path):
    assert file_system(tmp_path, tmp_path / "absent") is None


def test_a_network_file_system_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "mountinfo").write_bytes(b"22 1 0:1 / / rw - nfs4 server:/ rw\n")
    monkeypatch.setattr("prohori.cache.directory.file_system.__defaults__", (tmp_path / "mountinfo",))
    assert "network file system (nfs4)" in _refusal(tmp_path / "cache")


DISK_FULL = """
import resource, sys
from pathlib import Path
from prohori.cache.store import Store
from prohori.errors import SettingsError
folder, limit, first = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "first"
if not first:
    store = Store.open(folder)
    store.put_many({"r:a": b"before"})
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if first:
    try:
        Store.open(folder)
    except SettingsError as error:
        print(error)
    raise SystemExit
print(store.put_many({"r:a": bytes(2_000_000)}), sum(store.stats.failed_writes.values()), store.get("r:a"))
"""


def _with_full_disk(folder: Path, limit: int, when: str) -> str:
    command = [sys.executable, "-c", DISK_FULL, str(folder), str(limit), when]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_a_disk_that_fills_up_costs_a_counted_failure_and_keeps_what_was_there(tmp_path: Path):
    assert _with_full_disk(tmp_path / "cache", 500_000, "later").strip() == "False 1 b'before'"


def test_a_disk_that_is_full_at_the_start_is_said_in_one_message(tmp_path: Path):
    said = _with_full_disk(tmp_path / "cache", 0, "first")
    assert "The cache cannot be opened" in said
    assert "free some disk space" in said


READ_DAMAGED = """
import sys
from pathlib import Path
from prohori.cache.store import Store
store = Store.open(Path(sys.argv[1]))
assert store.get("r:a") is None
"""


@pytest.mark.parametrize("last", ["", "del store\nprint('still running')", "raise SystemExit(3)"])
def test_the_faults_that_a_process_met_are_saved_when_it_only_read_and_closed_nothing(store: Store, last: str):
    store.put_many({"r:a": b"x"})
    with sqlite3.connect(store.directory / "cache.db") as database:
        database.execute("UPDATE Cache SET value = x'00'")
    database.close()
    subprocess.run([sys.executable, "-c", READ_DAMAGED + last, str(store.directory)], check=False)
    assert store.faults == {"digest": 1}


def test_a_forked_child_does_not_save_the_faults_of_its_parent(store: Store):
    program = READ_DAMAGED + "import os\nchild = os.fork()\nif child:\n    os.waitpid(child, 0)"
    store.put_many({"r:a": b"x"})
    with sqlite3.connect(store.directory / "cache.db") as database:
        database.execute("UPDATE Cache SET value = x'00'")
    database.close()
    subprocess.run([sys.executable, "-c", program, str(store.directory)], check=True)
    assert store.faults == {"digest": 1}


def test_a_store_whose_folder_is_gone_leaves_none_behind(tmp_path: Path):
    store = Store.open(tmp_path / "cache")
    store.count_fault("record")
    shutil.rmtree(tmp_path / "cache")
    del store
    gc.collect()
    assert not (tmp_path / "cache").exists()


def test_a_forked_child_reads_and_writes_with_a_connection_of_its_own(store: Store):
    store.put_many({"r:a": b"parent"})
    child = os.fork()
    if child == 0:
        os._exit(0 if store.get("r:a") == b"parent" and store.put_many({"r:b": b"child"}) else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert store.get("r:b") == b"child"
