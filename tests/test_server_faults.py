"""The local Prefect server, killed while a run goes on, and what it forgets."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from prohori import server
from tests.conftest import PROHORI, command, free_port, repository_of_demo
from tests.deployed import until

SLOW = '{"slow": {"kind": "command", "command": ["sleep", "2"], "threshold_ms": 9000}}'


@pytest.fixture
def own(tmp_path):
    """The command with a server that a test may kill."""
    own = command(tmp_path / "state", free_port(), PROHORI_PROFILE_TARGETS=SLOW)
    assert own("up").returncode == 0
    yield own
    own("down")


def kill_server(own):
    os.killpg(int((own.home / "prefect" / "prohori-server.pid").read_text()), signal.SIGKILL)

    def silent():
        with contextlib.suppress(OSError):
            own.api("/health")
            return False
        return True

    until(silent, "the server is gone")


def test_a_server_that_is_killed_and_comes_back_during_a_run_loses_nothing_and_old_runs_are_forgotten(own, tmp_path):
    repository = str(repository_of_demo(tmp_path))
    with subprocess.Popen(
        [PROHORI, "run", "finance-feature", "--repo", repository, "--fail-on", "never", "--json"],
        env=dict(own.environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        journal = own.home / "journal" / "journal.jsonl"
        until(lambda: journal.exists() and '"step": "code-reviewer"' in journal.read_text(), "the third step ended")
        kill_server(own)
        assert own("up").returncode == 0
        out, err = running.communicate(timeout=150)
    result = json.loads(out)
    assert (running.returncode, result["outcome"]) == (0, "succeeded"), err
    assert [step["outcome"] for step in result["steps"]] == ["ok"] * 4
    assert own.api(f"/flow_runs/{result['run_id']}")["state"]["name"] == "Completed"

    aged = {"31 days": str(own.api("/flow_runs/", _ended_run(own))["id"]), "29 days": str(own.api("/flow_runs/", _ended_run(own))["id"])}
    assert own("down").returncode == 0
    with contextlib.closing(sqlite3.connect(own.home / "prefect" / "prefect.db")) as database, database:
        for age, run in aged.items():
            then = datetime.now(UTC) - timedelta(days=int(age.split()[0]))
            changed = database.execute("UPDATE flow_run SET end_time = ? WHERE id = ?", (then.strftime("%Y-%m-%d %H:%M:%S.%f"), run))
            assert changed.rowcount == 1
    assert own("up").returncode == 0

    def left():
        wanted = {"flow_runs": {"id": {"any_": list(aged.values())}}}
        return {run["id"] for run in own.api("/flow_runs/filter", wanted)}

    until(lambda: left() == {aged["29 days"]}, "the run of 31 days ago is forgotten, and no other")


def _ended_run(own):
    flow = own.api("/flows/", {"name": "sequential"})["id"]
    return {"flow_id": flow, "state": {"type": "COMPLETED", "name": "Completed"}}


class Busy(BaseHTTPRequestHandler):
    """Answers the third time: first not in time, then that it is busy."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        if len(self.asked) == 1:
            time.sleep(1)
        self.send_response(503 if len(self.asked) == 2 else 200)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(b"true")

    def log_message(self, format, *args): ...


def test_a_busy_server_is_waited_for_and_one_that_is_not_there_is_not(monkeypatch):
    monkeypatch.setattr("prohori.server._health", partial(lambda health, api, seconds: health(api, 0.3), server._health))
    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as busy:
        threading.Thread(target=busy.serve_forever, args=(0.01,), daemon=True).start()
        assert server.answers(f"http://127.0.0.1:{busy.server_port}/api", seconds=20)
        busy.shutdown()
    assert Busy.asked == ["/api/health"] * 3
    began = time.monotonic()
    assert not server.answers(f"http://127.0.0.1:{free_port()}/api", seconds=20)
    assert time.monotonic() - began < 10
