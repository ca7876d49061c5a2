"""Running git on a hostile repository: no shell, no inherited `GIT_*`, no prompt, no network, a time limit.

What git does not read it cannot obey: the commands run in a git directory of our own (see `repository.py`),
so filters, hooks, aliases and monitors named by the repository's configuration do not exist for them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from prohori.errors import RepositoryError

GIT_SECONDS = 120.0
"""Time limit of one batch of git commands, seconds."""

_NEUTRAL = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # for a git that does not know GIT_NO_LAZY_FETCH: no transport at all
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
}
_OPTIONS = (
    "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "core.hooksPath=/dev/null",
    "-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.ignoreStat=false",
    "-c", "core.preloadIndex=true", "-c", "core.quotePath=false", "-c", "submodule.recurse=false",
    "-c", "protocol.allow=never", "-c", "core.attributesFile=/dev/null",
)  # fmt: skip


@cache
def _program(search_path: str) -> str:
    found = shutil.which("git", path=search_path)
    if found is None:
        raise RepositoryError(
            "git is not installed.",
            where=f"PATH={search_path}",
            why="The snapshot asks git which files are tracked and which are ignored.",
            next="Install git, or put its folder on PATH.",
        )
    return found


def neutral_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The process's environment without `GIT_*` and without relative `PATH` entries, plus what neutralises git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # A relative entry would find a `git` inside the repository.
    kept["PATH"] = os.pathsep.join(p for p in kept.get("PATH", os.defpath).split(os.pathsep) if p.startswith("/"))
    return {**kept, **_NEUTRAL, **(extra or {})}


def command(environment: Mapping[str, str], *arguments: str) -> list[str]:
    return [_program(environment["PATH"]), *_OPTIONS, *arguments]


class Ran:
    """One finished command: `code`, `out` (bytes) and the first lines of what it complained about."""

    def __init__(self, arguments: Sequence[str], code: int, out: bytes, complaint: str) -> None:
        self.arguments, self.code, self.out, self.complaint = arguments, code, out, complaint

    def checked(self, where: Path) -> bytes:
        if self.code == 0:
            return self.out
        raise RepositoryError(
            f"`git {self.arguments[0]}` cannot read the repository.",
            where=str(where),
            why=self.complaint or f"git ended with code {self.code}",
            next=f"Run `git -C {where} status`, mend what it reports, and start again.",
        )


@contextmanager
def started(commands: Sequence[Sequence[str]], *, folder: Path, environment: Mapping[str, str]) -> Iterator[Iterator[Ran]]:
    """Starts all commands at once and gives an iterator over their ends, in the order given.

    Output goes to unnamed files, not pipes: nobody blocks while an earlier answer is parsed.
    """
    with ExitStack() as files:
        running = [_start(arguments, folder, environment, files) for arguments in commands]
        late = threading.Event()
        timer = threading.Timer(GIT_SECONDS, _kill, (running, late))
        timer.daemon = True
        timer.start()
        try:
            yield (one.ended(late, folder) for one in running)
        finally:
            timer.cancel()
            _kill(running, threading.Event())


def run_all(commands: Sequence[Sequence[str]], *, folder: Path, environment: Mapping[str, str]) -> list[Ran]:
    with started(commands, folder=folder, environment=environment) as answers:
        return list(answers)


def run(*arguments: str, folder: Path, environment: Mapping[str, str]) -> Ran:
    return run_all([arguments], folder=folder, environment=environment)[0]


class _Running(NamedTuple):
    arguments: Sequence[str]
    process: subprocess.Popen[bytes]
    out: IO[bytes]
    complaint: IO[bytes]

    def ended(self, late: threading.Event, folder: Path) -> Ran:
        code = self.process.wait()
        if late.is_set():
            raise _too_slow(self.arguments, folder)
        return Ran(self.arguments, code, _all_of(self.out), _all_of(self.complaint)[:600].decode("utf-8", "replace").strip())


def _start(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], files: ExitStack) -> _Running:
    out = files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    complaint = files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    process = subprocess.Popen(
        command(environment, *arguments), cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=complaint
    )
    return _Running(arguments, process, out, complaint)


def _kill(running: Sequence[_Running], late: threading.Event) -> None:
    for one in running:
        if one.process.poll() is None:
            late.set()
            one.process.kill()
            one.process.wait()


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _too_slow(arguments: Sequence[str], folder: Path) -> RepositoryError:
    return RepositoryError(
        f"`git {arguments[0]}` did not answer within {GIT_SECONDS:.0f} s.",
        where=str(folder),
        why="The repository is on a very slow disk, or something in it makes git wait (a named pipe, a huge file).",
        next=f"Run `git -C {folder} status` and see where it waits.",
    )
