"""Analysis in processes of their own: what a hostile file can do there, and that nothing is left of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prohori.agents.registry import load_all
from prohori.allowance import Allowance
from prohori.cache.memo import StoreMemo
from prohori.cancellation import Cancellation
from prohori.engine.run import run_workflow
from prohori.engine.workspace import Workspace
from prohori.errors import AgentError, Cancelled, NotAnalysed, TimeLimit
from prohori.isolation.frames import HEADER, MARK, frame_in, packed
from prohori.isolation.pool import Job as Analysis
from prohori.isolation.pool import Pool
from prohori.isolation.process import AnalysingProcess, Limits
from prohori.model import Coverage, Job, Metric, Report, StepOutcome, Verdict, WorkflowResult, report
from prohori.snapshot.protocol import Reads
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.hostile import Obedient
from tests.inline import Agents, Inline, agent, workspace
from tests.repositories import Repository

MINE = "prohori.isolation.child"
QUICK = Limits(seconds=1, memory_mb=300, package="tests")
GOOD = {"a.txt": "one", "m.txt": "three", "z.txt": "fifteen"}
HOSTILE = {
    "loop": "its analysis took more than ",
    "sleep": "its analysis took more than 4 s",
    "allocate": "its analysis took more than 300 MB of memory",
    "exit": "its analysis ended its process with status 7",
    "segfault": "its analysis crashed (SIGSEGV)",
    "raise": "its analysis failed: ZeroDivisionError: integer division or modulo by zero",
    "leave": "its analysis failed: SystemExit: 0",
    "endless": "the result of its analysis is larger than 16 MB",
    "garbage": "its analysis answered garbage: it does not begin as a frame does",
    "nonsense": "its analysis answered garbage: it is no result of this analyser",
    "peek": "its analysis failed: SnapshotViolation: An agent left the snapshot.",
    "fork": "its analysis failed: SnapshotViolation: An agent left the snapshot.",
}


def commands_of(marker: str) -> list[str]:
    """The command lines of the living processes that have it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if marker in line:
            found.append(line)
    return found


def children() -> list[str]:
    return commands_of(f"{MINE} {os.getpid()} ")


def gone(marker: str, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while commands_of(marker) and time.monotonic() < until:
        time.sleep(0.05)
    return not commands_of(marker)


class Watched(Pool):
    """Keeps which files it was given."""

    def __init__(self, size: int = 2, limits: Limits = QUICK) -> None:
        super().__init__(size, limits)
        self.given: list[str] = []

    def submit(self, job: Analysis) -> None:
        self.given.append(job.path)
        super().submit(job)


@pytest.fixture
def pool() -> Iterator[Watched]:
    made = Watched()
    yield made
    made.close()
    assert children() == []


def letters(job: Job, reads: Reads) -> Report:
    lengths = {path: result["length"] for path, result in reads.analyse_all(reads.glob("**/*.txt"), Obedient())}
    metrics = {path: Metric(value=length, unit="letters") for path, length in lengths.items()}
    return report(job.agent, f"{len(lengths)} files", metrics=metrics, coverage=Coverage(files=len(lengths)))


def place(folder: Path, pool: Pool, **keys: object) -> Workspace:
    made = workspace(folder, folder.parent / "state", Agents(agent("letters", letters, **keys)), [{"name": "count", "agent": "letters"}])
    made.pool = pool
    return made


def ran(folder: Path, pool: Pool, **keys: object) -> WorkflowResult:
    return run_workflow(place(folder, pool, **keys), Inline, "run", on_step=lambda _: None)


def door(folder: Path, pool: Pool | None, allowance: Allowance | None = None) -> RecordedReads:
    return RecordedReads(
        Snapshot.take(folder), today=date(2026, 11, 22), settings={}, memo=None, code_version="1", allowance=allowance, pool=pool
    )  # fmt: skip


def test_hostile_files_are_named_with_their_reason_and_cost_the_others_nothing(tmp_path: Path, pool: Watched) -> None:
    erp = Repository.create(tmp_path / "erp", {**GOOD, **{f"hostile/{deed}.txt": deed for deed in HOSTILE}})
    (step,) = ran(erp.path, pool).steps
    assert step.outcome is StepOutcome.ok and step.report is not None
    assert {name: metric.value for name, metric in step.report.metrics.items()} == {name: len(text) for name, text in GOOD.items()}
    listed = {one.subject: one.reason for one in step.report.coverage.not_evaluated}
    expected = {f"hostile/{deed}.txt": reason for deed, reason in HOSTILE.items()}
    assert listed.keys() == expected.keys()
    assert {name: reason for name, reason in listed.items() if not reason.startswith(expected[name])} == {}
    assert step.report.coverage.files == len(GOOD)
    assert children() == []


def test_the_next_run_tries_a_cut_off_file_alone_and_says_so_until_it_is_mended(tmp_path: Path, pool: Watched) -> None:
    erp = Repository.create(tmp_path / "erp", {**GOOD, "exit.txt": "exit"})
    first = ran(erp.path, pool)
    assert sorted(pool.given) == ["a.txt", "exit.txt", "m.txt", "z.txt"]
    pool.given.clear()
    (again,) = ran(erp.path, pool).steps
    assert pool.given == ["exit.txt"]
    assert (again.cache.state, again.cache.why) == ("miss", f"exit.txt was not analysed: {HOSTILE['exit']}")
    assert again.report == first.steps[0].report
    (erp.path / "exit.txt").write_text("mended")
    (mended,) = ran(erp.path, pool).steps
    assert mended.report is not None and not mended.report.coverage.not_evaluated
    assert ran(erp.path, pool).steps[0].cache.state == "hit"


def test_nothing_analysed_is_never_a_pass(tmp_path: Path, pool: Watched) -> None:
    erp = Repository.create(tmp_path / "erp", {"a.txt": "exit", "b.txt": "segfault"})
    (step,) = ran(erp.path, pool).steps
    assert step.report is not None and step.report.verdict is Verdict.not_evaluated


def test_an_agent_that_asks_for_one_file_is_told_why_it_gets_nothing(tmp_path: Path, pool: Watched) -> None:
    reads = door(Repository.create(tmp_path / "erp", {"a.txt": "exit", "b.txt": "good"}).path, pool)
    with pytest.raises(NotAnalysed, match="ended its process with status 7"):
        reads.analyse("a.txt", Obedient())
    assert reads.analyse("b.txt", Obedient())["length"] == 4
    assert reads.questions().unanalysed == {"a.txt": HOSTILE["exit"]}


def test_the_step_s_own_time_limit_ends_a_computation_in_its_middle(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", {"a.txt": "loop"})
    patient = Watched(1, Limits(seconds=600, package="tests"))
    (step,) = ran(erp.path, patient, timeout=1, criticality="high").steps
    assert step.outcome is StepOutcome.failed and "The time limit of 1 s is over" in step.reason
    assert children() == []


def test_a_cancelled_run_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    cancellation, patient = Cancellation(), Watched(2, Limits(seconds=600, package="tests"))
    reads = door(Repository.create(tmp_path / "erp", {"a.txt": "sleep", "b.txt": "loop"}).path, patient, Allowance(cancellation))
    ended: list[BaseException] = []

    def work() -> None:
        try:
            list(reads.analyse_all(("a.txt", "b.txt"), Obedient()))
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    until = time.monotonic() + 20
    while len(children()) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    cancellation.cancel()
    thread.join(5)
    assert len(ended) == 1 and gone(f"{MINE} {os.getpid()} ")
    with pytest.raises(Cancelled):
        reads.analyse("a.txt", Obedient())


def test_results_come_in_the_order_of_the_paths_whatever_process_made_them(tmp_path: Path, pool: Watched) -> None:
    files = {f"b{number:03}.txt": "x" * number for number in range(100)}
    found = list(door(Repository.create(tmp_path / "erp", files).path, pool).analyse_all(sorted(files), Obedient()))
    assert [(path, result["length"]) for path, result in found] == [(f"b{number:03}.txt", number) for number in range(100)]


def test_another_step_s_file_is_not_kept_waiting_behind_a_slow_one(tmp_path: Path) -> None:
    erp, cancellation = Repository.create(tmp_path / "erp", {"a.txt": "sleep", "b.txt": "good"}), Cancellation()
    patient = Watched(2, Limits(seconds=600, package="tests"))
    slow = door(erp.path, patient, Allowance(cancellation))

    def wait_for_it() -> None:
        with contextlib.suppress(Cancelled):
            slow.analyse("a.txt", Obedient())

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    while not patient.given:
        time.sleep(0.02)
    assert door(erp.path, patient, Allowance(seconds=30)).analyse("b.txt", Obedient())["length"] == 4
    cancellation.cancel()
    thread.join(10)
    assert not thread.is_alive() and gone(f"{MINE} {os.getpid()} ")


def test_an_agent_may_stop_asking_and_nothing_goes_on_for_it(tmp_path: Path) -> None:
    patient = Watched(2, Limits(seconds=600, package="tests"))

    def impatient(job: Job, reads: Reads) -> Report:
        with contextlib.closing(reads.analyse_all(("a.txt", "b.txt"), Obedient())) as results:  # type: ignore[type-var]
            first, _ = next(results)
        return report(job.agent, first, coverage=Coverage(files=1))

    erp = Repository.create(tmp_path / "erp", {"a.txt": "good", "b.txt": "sleep"})
    made = workspace(erp.path, tmp_path / "state", Agents(agent("one", impatient)), [{"name": "one", "agent": "one"}])
    made.pool = patient
    (step,) = run_workflow(made, Inline, "run", on_step=lambda _: None).steps
    assert step.report is not None and step.report.summary == "a.txt" and step.reason == ""
    assert children() == []


def test_the_process_asks_the_recorded_questions_of_the_door_and_no_others(tmp_path: Path, pool: Watched) -> None:
    erp = Repository.create(tmp_path / "erp", GOOD)
    asked = []
    for where in (None, pool):
        reads = door(erp.path, where)
        found = {path: result["length"] for path, result in reads.analyse_all(GOOD, Obedient())}
        asked.append((found, reads.questions()))
    assert asked[0] == asked[1]


def test_the_process_has_no_environment_and_no_prefect_and_what_it_prints_goes_nowhere(tmp_path: Path, pool: Watched) -> None:
    erp = Repository.create(tmp_path / "erp", {"a.txt": "good", "b.txt": "print"})
    for path, result in door(erp.path, pool).analyse_all(("a.txt", "b.txt"), Obedient()):
        assert not result["prefect"] and result["process"] != os.getpid(), path
    process = AnalysingProcess(QUICK)
    environment = Path(f"/proc/{process._process.pid}/environ").read_bytes()
    process.close()
    assert {line.partition(b"=")[0] for line in environment.split(b"\0") if line} <= {b"PYTHONPATH", b"LANG", b"PYDANTIC_DISABLE_PLUGINS"}


@pytest.mark.parametrize(
    "name", ["os.system", "tests.hostile.json", "tests.nowhere.Obedient", "tests.hostile.DEEDS", "tests..hostile.Obedient", ""]
)
def test_only_analysers_of_the_given_package_are_imported(pool: Watched, name: str) -> None:
    job = Analysis(name, "a.txt", b"")
    pool.submit(job)
    assert job.wait(30)
    with pytest.raises(NotAnalysed, match=r"its analysis failed: (ValueError|ModuleNotFoundError)"):
        job.result()


def test_an_analyser_from_elsewhere_is_refused_with_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(AgentError, match=r"make it a class of a module of `prohori\.codebase`"):
        door(Repository.create(tmp_path / "erp", GOOD).path, Pool()).analyse("a.txt", Obedient())


DEEP = "const a = " + "[\n" * 12_000 + "]\n" * 12_000 + ";\n"
FILES = {
    "deep.ts": DEEP,
    "deep.py": "vat_rate = " + "(\n" * 12_000 + "0.15" + ")\n" * 12_000 + "\n",
    "calls.ts": "vat" + "(tin\n" * 12_000 + ")\n" * 12_000,
    "line.ts": "const vatRate = '" + "x" * 950_000 + "';\n",
    "broken.ts": "class {{{{ ((( vat tin nid `${\n" * 4_000,
    "good.ts": "export const password = 'hunter2hunter2';\nexport const query = (id) => db.query(`SELECT * FROM t WHERE id = ${id}`);\n",
}


def test_hostile_source_is_read_or_named_and_the_file_beside_it_is_reviewed(tmp_path: Path) -> None:
    erp, pool = Repository.create(tmp_path / "erp", FILES), Pool(2, Limits(seconds=20))
    for name in ("business-logic-validator", "context-gathering", "code-reviewer"):
        reads = door(erp.path, pool)
        told = load_all().local(name)(Job(agent=name), reads)
        named = {one.subject for one in told.coverage.not_evaluated} | set(reads.unanalysed)
        assert told.coverage.files + len(named) >= len(FILES) and "good.ts" not in named
        assert told.coverage.files >= 1
        if name == "code-reviewer":
            assert "injection.sql" in {found.rule for found in told.findings if found.path == "good.ts"}
    pool.close()
    assert children() == []


KILLED = """
import sys, threading
from pathlib import Path
from prohori.allowance import Allowance
from prohori.isolation.commands import timed
from prohori.isolation.pool import Job, Pool
from prohori.isolation.process import Limits
pool = Pool(2, Limits(seconds=600, package="tests"))
for word in (b"sleep", b"loop"):
    pool.submit(Job("tests.hostile.Obedient", "a.txt", word))
    pool.hurry()
shell = ["sh", "-c", "sleep 7410 & sleep 7411"]
command = dict(folder=Path("/"), variables={"PATH": "/usr/bin:/bin"}, stderr=sys.stderr.buffer, seconds=600, allowance=Allowance())
threading.Thread(target=timed, args=(shell,), kwargs=command).start()
print("ready", flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its starter; elsewhere its processor time does")
def test_when_the_flow_s_process_is_killed_nothing_of_it_is_left() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as starter:
        assert starter.stdout is not None and starter.stdout.readline() == b"ready\n"
        mine = f"{MINE} {starter.pid} "
        until = time.monotonic() + 20
        while (len(commands_of(mine)) < 2 or len(commands_of("sleep 741")) < 3) and time.monotonic() < until:
            time.sleep(0.05)
        assert len(commands_of(mine)) == 2 and commands_of("sleep 7410") and commands_of("sleep 7411")
        starter.send_signal(signal.SIGKILL)
        starter.wait(10)
    assert gone(mine) and gone("sleep 7410") and gone("sleep 7411")


@given(st.binary(max_size=200) | st.builds(lambda rest: MARK + rest, st.binary(max_size=100)))
@settings(max_examples=300)
def test_garbage_is_a_frame_that_is_not_whole_or_an_error_of_the_agent(received: bytes) -> None:
    try:
        frame = frame_in(received, 1000)
    except AgentError:
        return
    assert frame is None or isinstance(frame[0], dict)


@given(st.dictionaries(st.text(), st.text() | st.integers(), max_size=4), st.binary(max_size=1000))
def test_a_frame_comes_back_as_it_was_and_is_not_whole_before_its_last_byte(head: dict[str, object], body: bytes) -> None:
    frame = packed(head, body)
    assert frame_in(frame, 1000) == (head, body)
    assert frame_in(frame[:-1], 1000) is None


@pytest.mark.parametrize("announced", [(1 << 31, 0), (0, 1 << 31), (1 << 17, 5)])
def test_a_frame_that_announces_too_much_is_refused_before_it_is_read(announced: tuple[int, int]) -> None:
    with pytest.raises(AgentError, match="garbage"):
        frame_in(HEADER.pack(MARK, *announced), 1 << 20)


def test_a_memo_keeps_what_a_process_made(tmp_path: Path, pool: Watched) -> None:
    made = place(Repository.create(tmp_path / "erp", GOOD).path, pool)
    memo = StoreMemo(made.store)
    for _ in range(2):
        reads = RecordedReads(made.snapshot, today=made.today, settings={}, memo=memo, code_version="1", pool=pool)
        assert [result["length"] for _, result in reads.analyse_all(sorted(GOOD), Obedient())] == [3, 5, 7]
    assert sorted(pool.given) == sorted(GOOD)


def test_a_step_whose_time_is_over_asks_nothing_more(tmp_path: Path, pool: Watched) -> None:
    reads = door(Repository.create(tmp_path / "erp", GOOD).path, pool, Allowance(seconds=0))
    time.sleep(0.01)
    with pytest.raises(TimeLimit):
        reads.analyse("a.txt", Obedient())
    assert pool.given == []
