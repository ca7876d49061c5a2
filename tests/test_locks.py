"""One holder a key, in threads and processes, whatever becomes of the holder."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from blocks.locks import StoreLocks
from prohori.cache.lock import KeyLock, sweep
from prohori.cache.store import Store
from prohori.errors import Cancelled, SettingsError, TransientError

HOLDER = """
import sys, time
from pathlib import Path
from prohori.cache.lock import KeyLock
lock = KeyLock(Path(sys.argv[1]), sys.argv[2])
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def _holder(folder: Path, key: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder), key], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def _killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout
    process.stdout.close()


def test_a_second_lock_of_the_key_waits_and_another_key_does_not(tmp_path: Path):
    with KeyLock(tmp_path, "a"):
        assert not KeyLock(tmp_path, "a").acquire(0)
        assert KeyLock(tmp_path, "b").acquire(0)
    assert KeyLock(tmp_path, "a").acquire(0)


def test_waiting_ends_at_the_timeout(tmp_path: Path):
    with KeyLock(tmp_path, "a"):
        start = time.monotonic()
        assert not KeyLock(tmp_path, "a").acquire(0.1)
        assert time.monotonic() - start < 0.3


def test_the_context_manager_says_who_is_waited_for(tmp_path: Path):
    with KeyLock(tmp_path, "step of today"), pytest.raises(TransientError, match="still holds `step of today`"):
        KeyLock(tmp_path, "step of today", timeout=0.01).__enter__()


def test_the_holder_killed_with_sigkill_lets_the_other_go_on_within_a_second(tmp_path: Path):
    holder = _holder(tmp_path, "a")
    lock = KeyLock(tmp_path, "a")
    assert not lock.acquire(0)
    assert lock.taken()
    _killed(holder)
    start = time.monotonic()
    assert lock.acquire(5)
    assert time.monotonic() - start < 1


def test_a_child_forked_by_the_holder_does_not_keep_the_lock(tmp_path: Path):
    lock = KeyLock(tmp_path, "a")
    lock.acquire()
    child = os.fork()
    if child == 0:
        time.sleep(20)
        os._exit(0)
    os.close(lock._descriptor)  # as if the holder died, and its child lived on
    try:
        assert KeyLock(tmp_path, "a").acquire(1)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lock._descriptor = None


def test_no_file_is_left_after_release_and_those_of_killed_holders_are_swept(tmp_path: Path):
    with KeyLock(tmp_path, "a"):
        assert len(list(tmp_path.iterdir())) == 1
    assert not list(tmp_path.iterdir())
    _killed(_holder(tmp_path, "b"))
    with KeyLock(tmp_path, "c"):
        assert sweep(tmp_path) == 1
        assert not KeyLock(tmp_path, "c").acquire(0)


def test_a_lock_on_a_file_that_was_deleted_meanwhile_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first, second, third = (KeyLock(tmp_path, "a") for _ in range(3))
    first.acquire()

    def opened_just_before_the_holder_let_go(path: Path) -> int:
        descriptor = os.open(path, os.O_RDWR)
        monkeypatch.undo()
        first.release()
        assert second.acquire(0)
        return descriptor

    monkeypatch.setattr("prohori.cache.lock._opened", opened_just_before_the_holder_let_go)
    assert not third.acquire(0)
    second.release()
    assert third.acquire(0)


def test_many_threads_never_hold_one_key_together(tmp_path: Path):
    inside, most, turns = 0, 0, 0

    def work() -> None:
        nonlocal inside, most, turns
        for _ in range(30):
            with KeyLock(tmp_path, "a"):
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                turns += 1
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, turns) == (1, 180)


def test_a_lock_file_that_is_a_symbolic_link_is_refused(tmp_path: Path):
    lock = KeyLock(tmp_path, "a")
    lock._path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="lock file cannot be made"):
        lock.acquire(0)
    assert not (tmp_path / "elsewhere").exists()


def test_locks_misused_are_said(tmp_path: Path):
    lock = KeyLock(tmp_path, "a")
    with pytest.raises(RuntimeError, match="not held"):
        lock.release()
    with lock, pytest.raises(RuntimeError, match="already held"):
        lock.acquire()


WORKER = """
import sys, time
from pathlib import Path
from prohori.cache.lock import KeyLock
from prohori.cache.store import Store
store, bodies = Store.open(Path(sys.argv[1])), Path(sys.argv[2])
print("ready", flush=True)
with KeyLock(store.locks, "key", timeout=30):
    if store.get("r:key") is None:
        with bodies.open("a") as log:
            log.write("body\\n")
        time.sleep(float(sys.argv[3]))
        store.put_many({"r:key": b"answer"})
print(store.get("r:key").decode(), flush=True)
"""


def _worker(folder: Path, bodies: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(folder), str(bodies), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_at_once_on_one_key_run_the_body_once(tmp_path: Path):
    workers = [_worker(tmp_path / "cache", tmp_path / "bodies", 0.3) for _ in range(3)]
    assert {worker.communicate(timeout=60)[0] for worker in workers} == {"ready\nanswer\n"}
    assert (tmp_path / "bodies").read_text() == "body\n"


def test_the_body_of_a_killed_holder_is_run_by_the_other_within_a_second(tmp_path: Path):
    first = _worker(tmp_path / "cache", tmp_path / "bodies", 60)
    while not (tmp_path / "bodies").exists():
        time.sleep(0.01)
    second = _worker(tmp_path / "cache", tmp_path / "bodies", 0)
    assert second.stdout
    assert second.stdout.readline() == "ready\n"
    _killed(first)
    start = time.monotonic()
    assert second.communicate(timeout=30)[0] == "answer\n"
    assert time.monotonic() - start < 1
    assert (tmp_path / "bodies").read_text() == "body\nbody\n"
    assert Store.open(tmp_path / "cache").get("r:key") == b"answer"


def test_cancelling_ends_the_waiting_of_a_task_for_another_run(tmp_path: Path):

    locks, ended = StoreLocks(tmp_path), []

    def waits() -> None:
        try:
            locks.acquire_lock("key", "task")
        except Cancelled as cancelled:
            ended.append(cancelled.what)

    with KeyLock(tmp_path, "key"):
        waiting = threading.Thread(target=waits)
        waiting.start()
        locks.cancel()
        waiting.join(timeout=5)
    assert ended == ["Cancelled while another run computed this step"]
