"""Holding a local agent to the snapshot: inside the block every other way out of it is refused.

Refused, as far as Python's audit events reach: opening or listing a file elsewhere, changing files, processes, sockets,
threads (they would leave the block), temporary files, databases, loading libraries; and reading the environment.
Allowed: what is part of the Python installation or of Prohori itself, and what happens while a module is imported.

It costs 0.2 µs for each audit event of the process, some 0.05 % of an agent that parses files, so it is always on.
Not caught, because Python raises no event: `os.stat`, `os.path.exists`, `os.access`, `os.readlink`; the clock; reads from
files that are already open; what compiled code does by itself. It finds mistakes; it is no sandbox against an attacker.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cache, wraps
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from prohori.errors import SnapshotViolation

_PATH_EVENTS = frozenset({
    "open", "os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.chdir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.getxattr", "os.listxattr", "os.setxattr", "os.removexattr",
    "glob.glob", "glob.glob/2", "pathlib.Path.glob", "pathlib.Path.rglob", "shutil.copyfile", "shutil.rmtree",
})  # fmt: skip
_REFUSED_PREFIXES = (
    "subprocess.", "socket.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.kill", "os.putenv", "os.unsetenv",
    "os.startfile", "pty.", "_thread.start_new_thread", "tempfile.", "sqlite3.", "ctypes.dlopen", "urllib.", "http.client", "ftplib.",
    "smtplib.", "webbrowser.", "mmap.", "shutil.",
)  # fmt: skip


class _Switch(threading.local):
    """Per thread: the violations collected while held, or None; `lifted` counts our own reads on its behalf."""

    violations: list[SnapshotViolation] | None = None
    lifted: int = 0


_switch = _Switch()


class lifted:
    """Inside, the snapshot itself works on behalf of the agent."""

    def __enter__(self) -> None:
        _switch.lifted += 1

    def __exit__(self, *_: object) -> None:
        _switch.lifted -= 1


class held_to_snapshot:
    """Refuses, with a `SnapshotViolation`, whatever this thread does beside the snapshot; also one the agent swallowed.

    An agent that declares `effects` is not held: it has no trace either.
    """

    def __init__(self, *, effects: Sequence[str] = ()) -> None:
        self._free = bool(effects)

    def __enter__(self) -> None:
        if self._free:
            return
        _install()
        if _switch.violations is not None:
            raise RuntimeError("held_to_snapshot() does not nest")
        _switch.violations = []

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._free:
            return
        found, _switch.violations = _switch.violations, None
        if found and not isinstance(error, SnapshotViolation):
            raise found[0] from error


@cache
def _install() -> None:
    """Once a process: an audit hook cannot be taken away again, so it looks at the switch first."""
    _allowed_folders()
    environment: Any = type(os.environ)
    for method in ("__getitem__", "__iter__"):
        setattr(environment, method, _watched(getattr(environment, method), "the environment"))
    # Python raises an audit event for a new thread only from 3.12 on.
    setattr(threading.Thread, "start", _watched(threading.Thread.start, "a new thread"))  # noqa: B010
    sys.addaudithook(_hook)


def _watched(method: Any, what: str) -> Any:
    @wraps(method)
    def watched(self: Any, *arguments: Any) -> Any:
        if _switch.violations is not None and not _switch.lifted and not _importing():
            _refuse(what, str(arguments[0]) if arguments else type(self).__name__)
        return method(self, *arguments)

    return watched


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _switch.violations is None or _switch.lifted:
        return
    if event in _PATH_EVENTS:
        _judge_path(event, arguments)
    elif event.startswith(_REFUSED_PREFIXES) and not _importing():
        _refuse(event, repr(arguments[0])[:200] if arguments else "")


def _judge_path(event: str, arguments: tuple[Any, ...]) -> None:
    path: Any = arguments[0] if arguments else None
    if isinstance(path, int):  # a file that is already open
        return
    asked: str = "." if path is None else os.fsdecode(path)
    name = os.path.realpath(asked)
    if not f"{name}/".startswith(_allowed_folders()) and name != os.devnull and not _importing():
        _refuse(event, name)


@cache
def _allowed_folders() -> tuple[str, ...]:
    import sysconfig  # slow to import, and only needed once somebody is held

    ours = str(Path(__file__).resolve().parents[1])
    installed = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    zones = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]
    return tuple({f"{os.path.realpath(folder)}/" for folder in [ours, *filter(None, installed), *zones]})


def _importing() -> bool:
    """Whether a module is being loaded above us on this stack: its top level may look at the environment."""
    return any(frame.f_code.co_filename == "<frozen importlib._bootstrap>" for frame in _frames())


def _frames() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _refuse(event: str, subject: str) -> None:
    error = SnapshotViolation(
        "An agent left the snapshot.",
        where=subject,
        why=f"`{event}` is not a question to the snapshot, so its answer would not be recorded and a change of it not noticed.",
        next="Ask through `Reads`, or declare `effects` in the agent's definition.",
    )
    if _switch.violations is not None:
        _switch.violations.append(error)
    raise error
