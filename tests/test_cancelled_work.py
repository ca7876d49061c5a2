"""What waits or works for a step ends with its run's cancellation and with its own time, at once and wholly."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from prohori.allowance import Allowance
from prohori.cancellation import Cancellation
from prohori.errors import Cancelled, ProhoriError, TimeLimit
from prohori.gateways.exchange import ask
from prohori.gateways.probes import Probe
from prohori.isolation.commands import timed
from prohori.performance.measure import sql_samples
from prohori.performance.samples import Limits
from prohori.performance.targets import SqlTarget
from tests.test_isolation import commands_of, gone

PATIENT = 60  # seconds; a test that waits for this fails
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
SORTING = f"SELECT i FROM ({ENDLESS.replace('max(i)', 'i')}) ORDER BY i DESC"


def ended_by(work: Callable[[Allowance], object], begun: Callable[[], bool]) -> ProhoriError:
    """What it raised when the run was cancelled after it had begun. It must not take its time."""
    cancellation, raised = Cancellation(), list[ProhoriError]()

    def run() -> None:
        try:
            work(Allowance(cancellation))
        except ProhoriError as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not begun():
        assert time.monotonic() < until
        time.sleep(0.02)
    cancellation.cancel()
    thread.join(PATIENT / 4)
    assert not thread.is_alive() and raised
    return raised[0]


def command(seconds: int) -> Callable[[Allowance], object]:
    """A command that leaves a second process behind in its group."""
    argv = ["sh", "-c", f"sleep {seconds} & sleep {seconds}"]

    def run(allowance: Allowance) -> None:
        with open(os.devnull, "wb") as quiet:
            timed(argv, folder=Path("/"), variables={"PATH": "/usr/bin:/bin"}, stderr=quiet, seconds=PATIENT, allowance=allowance)

    return run


def test_a_cancelled_command_dies_with_its_whole_group() -> None:
    assert isinstance(ended_by(command(7301), lambda: len(commands_of("sleep 7301")) >= 3), Cancelled)
    assert gone("sleep 7301")


def test_the_step_s_time_ends_a_command_that_has_more() -> None:
    with pytest.raises(TimeLimit, match=r"The time limit of 0.5 s is over"):
        command(7302)(Allowance(seconds=0.5))
    assert gone("sleep 7302")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "erp.sqlite")) as made:
        made.execute("CREATE TABLE t (a)")
    return tmp_path / "erp.sqlite"


@pytest.mark.parametrize("statement", [ENDLESS, SORTING])
def test_a_statement_is_interrupted(database: Path, statement: str) -> None:
    target = SqlTarget(kind="sql", database=str(database), statement=statement, threshold_ms=1, timeout_seconds=PATIENT)

    def measure(allowance: Allowance) -> None:
        sql_samples("t", target, statement, database, Limits(), allowance)

    started = time.monotonic()
    assert isinstance(ended_by(measure, lambda: time.monotonic() - started > 0.3), Cancelled)
    with pytest.raises(TimeLimit, match=r"The time limit of 0.2 s is over"):
        measure(Allowance(seconds=0.2))


class Silent:
    """A gateway that takes connections and says nothing; with `full`, one that does not even take them."""

    def __init__(self, *, full: bool) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=0 if full else 5)
        self.port = self.listening.getsockname()[1]
        self.taken: list[socket.socket] = []
        self._crowd = [self._knock() for _ in range(4)] if full else []
        if not full:
            threading.Thread(target=self._take, daemon=True).start()

    def _knock(self) -> socket.socket:
        knocking = socket.socket()
        knocking.setblocking(False)
        knocking.connect_ex(("127.0.0.1", self.port))
        return knocking

    def _take(self) -> None:
        try:
            while True:
                self.taken.append(self.listening.accept()[0])
        except OSError:
            return

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        for one in (self.listening, *self.taken, *self._crowd):
            one.close()


@pytest.fixture(params=[False, True], ids=["silent", "full"])
def gateway(request: pytest.FixtureRequest) -> Iterator[Silent]:
    with closing(Silent(full=request.param)) as made:
        yield made


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_probe_that_waits_hangs_up(gateway: Silent, scheme: str) -> None:
    probe = Probe(url=f"{scheme}://127.0.0.1:{gateway.port}/", local=True, timeout_seconds=PATIENT)
    started = time.monotonic()
    begun = (lambda: time.monotonic() - started > 0.5) if gateway._crowd else (lambda: bool(gateway.taken))
    assert isinstance(ended_by(lambda allowance: ask(probe, allowance), begun), Cancelled)
    with pytest.raises(TimeLimit, match=r"The time limit of 0.2 s is over"):
        ask(probe, Allowance(seconds=0.2))
