"""What several tests share: the demo ERP as a repository of its own, and one real Prefect server."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.crashing import Home, Launcher

PROJECT = Path(__file__).resolve().parent.parent
DEMO = PROJECT / "examples" / "demo_erp"
PROHORI = str(Path(sys.executable).with_name("prohori"))


@dataclass(frozen=True)
class Command:
    """The `prohori` command with a state folder of its own."""

    environment: Mapping[str, str]
    home: Path

    def __call__(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROHORI, *map(str, arguments)],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    def json(self, *arguments: object, **environment: str) -> dict:
        ran = self(*arguments, "--json", **environment)
        assert ran.stdout, ran.stderr
        return json.loads(ran.stdout)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.environment['PROHORI_SERVER_PORT']}/api"

    def api(self, path: str, body: object = None, *, method: str | None = None) -> Any:
        """What the local server's API answers: to a GET, or to a POST of `body`, if `method` names no other."""
        given = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.api_url + path, data=given, headers={"Content-Type": "application/json"}, method=method)
        for tries_left in reversed(range(10)):
            try:
                with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
                    return json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as error:
                if error.code != 503 or not tries_left:  # busy: Prefect's own client asks again, too
                    raise
                time.sleep(1)
        raise AssertionError

    def journal(self) -> list[dict]:
        return [json.loads(line) for line in (self.home / "journal" / "journal.jsonl").read_text().splitlines()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(home: Path, port: int, **environment: str) -> Command:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PROHORI_", "PREFECT_"))}
    return Command({**inherited, "PROHORI_HOME": str(home), "PROHORI_SERVER_PORT": str(port), "COLUMNS": "200", **environment}, home)


@pytest.fixture
def prohori(tmp_path: Path) -> Command:
    """The command with a new state folder and no server."""
    return command(tmp_path / "state", free_port())


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("ledger") / "erp.sqlite"
    subprocess.run(
        [sys.executable, str(DEMO / "database" / "generate.py"), str(database), "--lines", "20000"], check=True, capture_output=True
    )
    return database


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, ledger: Path) -> Iterator[Command]:
    """The command with a real local Prefect server, one for all tests, and the demo's profile targets."""
    targets = json.loads((DEMO / "profile_targets.json").read_text())
    given = json.dumps({name: {**target, "database": str(ledger)} for name, target in targets.items()})
    home = tmp_path_factory.mktemp("served") / "state"
    served = command(home, free_port(), PROHORI_PROFILE_TARGETS=given)
    up = served("up")
    assert up.returncode == 0, up.stderr
    yield served
    assert served("down").returncode == 0


@pytest.fixture(scope="session")
def launcher(served: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Starts commands with the agents of `tests/crashing.py`, on the server of all tests."""
    from tests.crashing import Launcher

    launcher = Launcher(served.api_url, tmp_path_factory.mktemp("launcher"))
    yield launcher
    launcher.close()


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def home(launcher: Launcher, tmp_path: Path) -> Home:
    """A state folder for the agents of `tests/crashing.py`, on the server of all tests."""
    from tests.crashing import Home

    return Home(launcher, tmp_path / "state")


@pytest.fixture
def definitions(tmp_path: Path) -> dict[str, Path]:
    """The workflows of `tests/crashing.py`, by pattern."""
    from tests.crashing import workflows

    return workflows(tmp_path)


def repository_of_demo(parent: Path) -> Path:
    """The demo ERP as a repository of its own, below `parent`."""
    folder = parent / "demo_erp"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite", "node_modules"))
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        git(folder, *arguments)
    return folder


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return repository_of_demo(tmp_path)


@pytest.fixture
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No git configuration of whoever runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A laptop may skip a test with a reason; in CI that is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report
