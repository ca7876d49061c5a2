"""The store behind real Prefect tasks: hits are Cached, hostile records run nothing, one body for two processes."""

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task
from prefect._internal.result_records import ResultRecord, ResultRecordMetadata
from prefect.results import ResultStore as PrefectResults
from prefect.serializers import PickleSerializer
from prefect.settings import PREFECT_API_URL
from prefect.testing.utilities import prefect_test_harness

from blocks.locks import StoreLocks
from blocks.policy import DecidedKey
from blocks.result_store import ResultStore, opened, register
from blocks.serializer import RecordSerializer
from prohori.cache.key import step_key
from prohori.cache.record import StepRecord
from prohori.cache.trace import Decision, decide, load, remember
from prohori.errors import TimeLimit
from prohori.model import Coverage, Severity, finding, report
from prohori.snapshot.questions import Questions
from prohori.snapshot.tree import Snapshot

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


class Request:
    """What the engine hands to a task: the decision, and what its body works with."""

    def __init__(self, erp: Path, decision: Decision | None, bodies: Path, seconds: float = 0) -> None:
        self.erp, self.decision, self.bodies, self.seconds = erp, decision, bodies, seconds
        self.key = decision.key if decision else None


@task(persist_result=True, result_serializer=RecordSerializer(), cache_result_in_memory=False)
def run_step(request: Request) -> StepRecord:
    with request.bodies.open("a") as log:
        log.write(f"{os.getpid()}\n")
    time.sleep(request.seconds)
    return a_record(request.erp, request.decision)


class TellingLocks(StoreLocks):
    """Says on standard output that it is about to wait."""

    def acquire_lock(self, key: str, *arguments: Any, **named: Any) -> bool:
        if self.is_locked(key):
            print("waiting", flush=True)
        return super().acquire_lock(key, *arguments, **named)


@flow
def one_step(request: Request, store: ResultStore, refresh: bool = False) -> Any:
    policy = DecidedKey().configure(isolation_level="SERIALIZABLE", lock_manager=TellingLocks(Path(store.directory, "locks")))
    step = run_step.with_options(result_storage=store, cache_policy=policy, refresh_cache=refresh)
    future = step.submit(request)
    future.wait()
    return [future.state.name, future.result()]


def a_record(erp: Path, decision: Decision | None, text: str = "plain") -> StepRecord:
    snapshot = Snapshot.take(erp)
    found = [finding("VAT-1", Severity.major, text, path="vat.ts", line=1, evidence=text)]
    return StepRecord.of(
        report=report("validator", text, findings=found, coverage=Coverage(files=1)),
        questions=Questions(content={"vat.ts": snapshot.blob("vat.ts") or ""}), step="rules", decision=decision, tree=snapshot.tree,
        created=NOW, seconds=0.1,
    )  # fmt: skip


def a_decision(erp: Path, folder: Path, *, refresh: bool = False) -> Decision:
    key = step_key(
        agent="validator", definition="d", code="c", runner="local", model="", description="", prompt="p", parameters={}, upstream={}
    )
    return decide(
        opened(str(folder)), key, step="rules", snapshot=Snapshot.take(erp), settings={}, today=date(2026, 6, 30), now=NOW,
        ttl_hours=72, refresh=refresh,
    )  # fmt: skip


def worker(erp: str, folder: str, bodies: str, seconds: float) -> None:
    """The other process: decides, says so, runs the flow, prints the state."""
    request = Request(Path(erp), a_decision(Path(erp), Path(folder)), Path(bodies), seconds)
    print("decided", flush=True)
    print(one_step(request, register(Path(folder)))[0], flush=True)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with prefect_test_harness(server_startup_timeout=90):
        yield str(PREFECT_API_URL.value())


@pytest.fixture
def erp(tmp_path: Path) -> Path:
    folder = tmp_path / "erp"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / "vat.ts").write_text("rate = 15")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    file = tmp_path / "bodies"
    file.touch()
    return file


def test_the_second_run_is_cached_and_typed_and_an_unread_file_changes_nothing(server: str, erp: Path, folder: Path, bodies: Path):
    store = register(folder)
    state, record = one_step(Request(erp, a_decision(erp, folder), bodies), store)
    assert state == "Completed"
    (erp / "README.md").write_text("new")
    decision = a_decision(erp, folder)
    assert (decision.state, decision.record) == ("hit", record)
    assert one_step(Request(erp, decision, bodies), store) == ["Cached", record]
    (erp / "vat.ts").write_text("rate = 10")
    assert one_step(Request(erp, a_decision(erp, folder), bodies), store)[0] == "Completed"
    assert len(bodies.read_text().split()) == 2
    assert not opened(str(folder)).faults


def test_refresh_runs_the_body_again_and_overwrites(server: str, erp: Path, folder: Path, bodies: Path):
    store = register(folder)
    one_step(Request(erp, a_decision(erp, folder), bodies), store)
    assert one_step(Request(erp, a_decision(erp, folder, refresh=True), bodies), store, True)[0] == "Completed"
    assert len(bodies.read_text().split()) == 2
    assert a_decision(erp, folder).state == "hit"


def test_without_a_key_every_run_has_its_body_and_none_becomes_a_hit(server: str, erp: Path, folder: Path, bodies: Path):
    store = register(folder)
    for _ in range(2):
        assert one_step(Request(erp, None, bodies), store)[0] == "Completed"
    assert len(bodies.read_text().split()) == 2
    assert a_decision(erp, folder).state == "miss"


def test_a_record_that_was_torn_meanwhile_runs_the_body_again(server: str, erp: Path, folder: Path, bodies: Path):
    store = register(folder)
    one_step(Request(erp, a_decision(erp, folder), bodies), store)
    decision = a_decision(erp, folder)
    opened(str(folder)).put_many({f"r:{decision.key}": b"torn"})
    assert one_step(Request(erp, decision, bodies), store)[0] == "Completed"
    assert len(bodies.read_text().split()) == 2
    assert opened(str(folder)).faults["record"]


def test_registering_again_gives_the_same_block_and_another_folder_replaces_it(server: str, folder: Path, tmp_path: Path):
    first = register(folder, "twice")
    assert register(folder, "twice")._block_document_id == first._block_document_id
    other = register(tmp_path / "other", "twice")
    assert other._block_document_id == first._block_document_id
    assert register(tmp_path / "other", "twice").directory == str(tmp_path / "other")


class Canary:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self):
        return Path.touch, (self.file,)


def hostile(key: str, canary: Path) -> dict[str, bytes]:
    """Records that Prefect itself would execute, each of another kind."""
    nested = {"__class__": "subprocess.getoutput", "data": [f"touch {canary}"]}
    pickled = ResultRecord(result=Canary(canary), metadata=ResultRecordMetadata(storage_key=key, serializer=PickleSerializer())).serialize()
    prohori = {"storage_key": key, "serializer": {"type": "prohori"}}
    result = json.loads(pickled)["result"]
    return {
        "names pickle": pickled,
        "names json with a nested class": json.dumps(
            {"metadata": {"serializer": {"type": "json"}}, "result": json.dumps({"a": [nested]})}
        ).encode(),
        "names pickle in the old place": json.dumps({"metadata": prohori, "serializer": {"type": "pickle"}, "result": result}).encode(),
        "names pickle twice": pickled[:-1] + b',"metadata":' + json.dumps(prohori).encode() + b"}",
        "names a compressed pickle": json.dumps({"metadata": {"serializer": {"type": "compressed/pickle"}}, "result": result}).encode(),
        "names nothing": json.dumps({"metadata": {"storage_key": key}, "result": result}).encode(),
    }


KINDS = list(hostile("k", Path("canary")))


def test_prefect_itself_would_execute_these_records(tmp_path: Path):
    """So that the tests below have something to guard against; some versions may stop doing it."""
    canary = tmp_path / "canary"
    executed = set()
    for kind, record in hostile("k" * 32, canary).items():
        with contextlib.suppress(Exception):  # whatever it says: only the canary counts
            ResultRecord.deserialize(record)
        if canary.exists():
            executed.add(kind)
            canary.unlink()
    assert {"names pickle", "names json with a nested class", "names pickle in the old place"} <= executed


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_record_in_the_store_runs_nothing_and_is_a_counted_miss(folder: Path, tmp_path: Path, kind: str):
    canary, key = tmp_path / "canary", "ab" * 32
    opened(str(folder)).put_many({f"r:{key}": hostile(key, canary)[kind]})
    results = PrefectResults(result_storage=ResultStore(directory=str(folder)), serializer=RecordSerializer())
    assert not results.exists(key)
    with pytest.raises(ValueError, match="no sound record"):
        results.read(key)
    assert not canary.exists()
    assert opened(str(folder)).faults == {"record": 2}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_record_is_not_even_written(folder: Path, tmp_path: Path, kind: str):
    canary, key = tmp_path / "canary", "ab" * 32
    with pytest.raises(ValueError):
        ResultStore(directory=str(folder)).write_path(key, hostile(key, canary)[kind], _sync=True)
    assert not canary.exists()
    assert not opened(str(folder)).keys("r:")


def test_a_class_inside_a_reports_own_fields_is_text_like_any_other(erp: Path, folder: Path, tmp_path: Path):
    canary = tmp_path / "canary"
    text = json.dumps({"__class__": "subprocess.getoutput", "data": [f"touch {canary}"]})
    record = a_record(erp, a_decision(erp, folder), text)
    remember(opened(str(folder)), record)
    results = PrefectResults(result_storage=ResultStore(directory=str(folder)), serializer=RecordSerializer())
    assert results.exists(record.key or "")
    assert results.read(record.key or "").result == record
    assert record.report.summary == text
    assert not canary.exists()


WITHOUT_PREFECT = """
import sys
from pathlib import Path
from prohori.cache.store import Store
from prohori.cache.trace import load
print(load(Store.open(Path(sys.argv[1])), sys.argv[2]).report.summary, "prefect" in sys.modules)
"""


def test_what_prefect_writes_the_core_reads_without_prefect(erp: Path, folder: Path):
    record = a_record(erp, a_decision(erp, folder))
    envelope = ResultRecord(result=record, metadata=ResultRecordMetadata(storage_key=record.key, serializer=RecordSerializer())).serialize()
    ResultStore(directory=str(folder)).write_path(record.key or "", envelope, _sync=True)
    command = [sys.executable, "-c", WITHOUT_PREFECT, str(folder), str(record.key)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "plain False\n"
    assert b"metadata" not in (opened(str(folder)).get(f"r:{record.key}") or b"")


def test_a_record_of_another_key_is_not_written(erp: Path, folder: Path):
    record = a_record(erp, a_decision(erp, folder))
    envelope = ResultRecord(result=record, metadata=ResultRecordMetadata(serializer=RecordSerializer())).serialize()
    with pytest.raises(ValueError, match="cannot be written as"):
        ResultStore(directory=str(folder)).write_path("cd" * 32, envelope, _sync=True)


@pytest.mark.parametrize("path", ["../../etc/passwd", "", "r:x", "a" * 31, "A" * 32, "কর" * 20])
def test_a_path_that_is_no_key_is_refused(folder: Path, path: str):
    with pytest.raises(ValueError, match="is not a key"):
        ResultStore(directory=str(folder)).read_path(path, _sync=True)


def test_the_serializer_refuses_whatever_is_no_record():
    with pytest.raises(TypeError, match="not a StepRecord"):
        RecordSerializer().dumps({"a": 1})
    for stored in (b"{}", b"[]", pickle.dumps(1), b'{"__class__": "os.system", "data": "true"}'):
        with pytest.raises(ValueError):
            RecordSerializer().loads(stored)


@pytest.mark.parametrize("inputs", [{}, {"request": None}, {"request": object()}, {"other": 1}])
def test_a_task_without_a_decided_key_is_not_cached(inputs: dict[str, Any]):
    assert DecidedKey().compute_key(None, inputs, {}) is None  # type: ignore[arg-type]


def test_a_lock_belongs_to_its_holder(tmp_path: Path):
    locks = StoreLocks(lambda: tmp_path, wait_seconds=0.05)
    assert locks.acquire_lock("a", "me")
    assert locks.acquire_lock("a", "me")
    assert locks.is_lock_holder("a", "me")
    assert not locks.is_lock_holder("a", "you")
    assert not locks.acquire_lock("a", "you", acquire_timeout=0)
    assert not locks.wait_for_lock("a", timeout=0.01)
    with pytest.raises(TimeLimit, match="still computes this step"):
        locks.acquire_lock("a", "you")
    with pytest.raises(ValueError, match="holds no lock"):
        locks.release_lock("a", "you")
    locks.release_lock("a", "me")
    assert not locks.is_locked("a")
    assert locks.acquire_lock("a", "you")


def _worker(server: str, erp: Path, folder: Path, bodies: Path, seconds: float) -> subprocess.Popen[str]:
    script = f"from tests.test_store_prefect import worker; worker({str(erp)!r}, {str(folder)!r}, {str(bodies)!r}, {seconds})"
    environment = {**os.environ, "PREFECT_API_URL": server, "PREFECT_LOGGING_LEVEL": "ERROR"}
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def test_two_processes_at_once_run_the_body_once(server: str, erp: Path, folder: Path, bodies: Path):
    register(folder)
    workers = [_worker(server, erp, folder, bodies, 3) for _ in range(2)]
    said = sorted(worker.communicate(timeout=120)[0].split()[-1] for worker in workers)
    assert said == ["Cached", "Completed"]
    assert len(bodies.read_text().split()) == 1


def test_when_the_holder_is_killed_the_other_goes_on_within_a_second(server: str, erp: Path, folder: Path, bodies: Path):
    register(folder)
    first = _worker(server, erp, folder, bodies, 100)
    while not bodies.read_text():
        time.sleep(0.05)
    second = _worker(server, erp, folder, bodies, 0)
    assert second.stdout
    assert second.stdout.readline() == "decided\n"
    assert second.stdout.readline() == "waiting\n"
    key = a_decision(erp, folder).key
    assert StoreLocks(folder / "locks").is_locked(key)
    assert len(bodies.read_text().split()) == 1
    first.send_signal(signal.SIGKILL)
    start = time.monotonic()
    while len(bodies.read_text().split()) < 2:
        assert time.monotonic() - start < 1
        time.sleep(0.01)
    first.communicate()
    assert second.communicate(timeout=60)[0].split() == ["Completed"]
    assert load(opened(str(folder)), key)
