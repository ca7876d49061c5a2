"""A local agent asks the snapshot and nothing else."""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prohori.errors import SnapshotViolation
from prohori.snapshot.guard import held_to_snapshot
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository


@pytest.fixture
def erp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return Repository.create(tmp_path / "erp", {"a.ts": "1\r\n", "link.md": "x", "lib/b.ts": "2"})


WAYS_OUT: dict[str, Callable[[Path], object]] = {
    "open": lambda erp: (erp / "a.ts").read_text(),
    "os.open": lambda erp: os.open(erp / "a.ts", os.O_RDONLY),
    "write": lambda erp: (erp / "new.ts").write_text("x"),
    "listdir": os.listdir,
    "iterdir": lambda erp: list(erp.iterdir()),
    "rglob": lambda erp: list(erp.rglob("*")),
    "walk": lambda erp: list(os.walk(erp)),
    "listdir of here": lambda _: os.listdir(),
    "unlink": lambda erp: (erp / "a.ts").unlink(),
    "rename": lambda erp: (erp / "a.ts").rename(erp / "c.ts"),
    "mkdir": lambda erp: (erp / "d").mkdir(),
    "chdir": os.chdir,
    "system": lambda _: os.system("true"),
    "subprocess": lambda _: subprocess.run(["true"], check=True),
    "fork": lambda _: os.fork(),
    "socket": lambda _: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "name lookup": lambda _: socket.getaddrinfo("localhost", 80),
    "thread": lambda _: threading.Thread(target=print).start(),
    "temporary file": lambda _: tempfile.mkstemp(),
    "database": lambda erp: sqlite3.connect(erp / "x.db"),
    "getenv": lambda _: os.getenv("PATH"),
    "environ": lambda _: os.environ["PATH"],
    "environ.get": lambda _: os.environ.get("NOT_SET"),
    "in environ": lambda _: "PATH" in os.environ,
    "copy of environ": lambda _: dict(os.environ),
    "environb": lambda _: os.environb[b"PATH"],
    "putenv": lambda _: os.environ.update(X="1"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_every_other_way_is_refused(erp: Repository, way: str) -> None:
    before = erp.listing()
    with pytest.raises(SnapshotViolation, match="left the snapshot"), held_to_snapshot():
        WAYS_OUT[way](erp.path)
    assert erp.listing() == before


def test_a_violation_that_the_agent_swallows_counts(erp: Repository) -> None:
    with pytest.raises(SnapshotViolation, match=r"a\.ts"), held_to_snapshot(), contextlib.suppress(Exception):
        (erp.path / "a.ts").read_text()


def test_another_error_that_follows_is_its_context(erp: Repository) -> None:
    with pytest.raises(SnapshotViolation) as caught, held_to_snapshot():
        with contextlib.suppress(SnapshotViolation):
            os.getenv("PATH")
        raise ValueError("later")
    assert isinstance(caught.value.__cause__, ValueError)


def test_all_questions_to_the_snapshot_are_allowed(erp: Repository) -> None:
    erp.git("config", "core.autocrlf", "true")
    (erp.path / "ln").symlink_to("lib")
    erp.git("update-index", "--skip-worktree", "lib/b.ts")
    (erp.path / "lib/b.ts").unlink()
    reads = RecordedReads(Snapshot.take(erp.path), today=date(2026, 1, 1), settings={}, memo=None, code_version="1")
    with held_to_snapshot():
        assert (reads.content("a.ts"), reads.content("ln/b.ts"), reads.size("a.ts")) == (b"1\r\n", b"2", 3)
        assert (reads.glob("**/*.ts"), reads.list("lib"), reads.symlink("ln")) == (("a.ts", "lib/b.ts"), ("b.ts",), "lib")
        assert reads.exists("none") is False and reads.setting("x") is None
    assert reads.questions()


def test_imports_and_files_of_the_installation_are_allowed() -> None:
    import sys

    sys.modules.pop("colorsys", None)
    sys.modules.pop("wave", None)
    with held_to_snapshot():
        importlib.import_module("colorsys")
        importlib.import_module("wave")
        import prohori.errors

        assert Path(prohori.errors.__file__).read_text()


def test_outside_the_block_nothing_is_refused(erp: Repository) -> None:
    with held_to_snapshot():
        pass
    assert (erp.path / "a.ts").read_bytes() and os.environ["PATH"]


def test_another_thread_is_not_held(erp: Repository) -> None:
    go, done, seen = threading.Event(), threading.Event(), list[bytes]()

    def other() -> None:
        go.wait(5)
        seen.append((erp.path / "a.ts").read_bytes())
        done.set()

    thread = threading.Thread(target=other)
    thread.start()
    with held_to_snapshot():
        go.set()
        done.wait(5)
    thread.join()
    assert seen == [b"1\r\n"]


def test_an_agent_with_effects_is_not_held(erp: Repository) -> None:
    with held_to_snapshot(effects=("process",)):
        subprocess.run(["true"], check=True)


def test_after_an_error_of_the_agent_the_thread_is_free(erp: Repository) -> None:
    with pytest.raises(ValueError, match="its own"), held_to_snapshot():
        raise ValueError("its own")
    assert os.environ["PATH"]
