"""Content from the object database that is here; an object that is not is never fetched."""

from __future__ import annotations

import select
import shutil
import subprocess
import tempfile
import time
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path

from prohori.errors import RepositoryError
from prohori.snapshot.git import GIT_SECONDS, command
from prohori.snapshot.guard import lifted
from prohori.snapshot.repository import Repository, environment_of, own_git_dir


def present_sizes(ids: Iterable[str], repository: Repository, environment: Mapping[str, str]) -> dict[str, int]:
    """Bytes of each object that is here."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{one}\n" for one in sorted(ids)).encode())
        asked.seek(0)
        answer = subprocess.run(
            command(environment, "cat-file", "--batch-check=%(objectname) %(objectsize)"), stdin=asked, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=repository.worktree, env=dict(environment), timeout=GIT_SECONDS, check=False,
        )  # fmt: skip
    known = (line.split(" ") for line in answer.stdout.decode("ascii", "replace").splitlines())
    return {one: int(size) for one, size in known if size.isdecimal()}


class Objects:
    """One `git cat-file --batch` for as long as it is needed; ends with its owner."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        own = own_git_dir(repository)
        self.environment = environment_of(repository, own)
        self._process = subprocess.Popen(
            command(self.environment, "cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=repository.worktree, env=self.environment, bufsize=0,
        )  # fmt: skip
        self.close = weakref.finalize(self, _end, self._process, own)
        self._read = b""

    def content(self, blob: str, path: str) -> bytes:
        """Bytes of a blob. `RepositoryError` if it is not here."""
        if self._process.stdin is None:
            raise RuntimeError("git cat-file was started without a pipe")
        try:
            self._process.stdin.write(f"{blob}\n".encode())
            header = self._line().split(b" ")
        except (BrokenPipeError, EOFError):
            header = [b""]
        if len(header) != 3 or header[1] != b"blob":
            raise self._not_here(blob, path)
        size = int(header[2])
        content = self._exactly(size + 1)
        return content[:size]

    def _line(self) -> bytes:
        while b"\n" not in self._read:
            self._read += self._more()
        line, _, self._read = self._read.partition(b"\n")
        return line

    def _exactly(self, count: int) -> bytes:
        pieces, have = [self._read], len(self._read)
        while have < count:
            pieces.append(self._more())
            have += len(pieces[-1])
        whole = b"".join(pieces)
        self._read = whole[count:]
        return whole[:count]

    def _more(self) -> bytes:
        out = self._process.stdout
        if out is None:
            raise EOFError
        deadline = time.monotonic() + GIT_SECONDS
        if not select.select([out], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise RepositoryError(
                f"`git cat-file` did not answer within {GIT_SECONDS:.0f} s.",
                where=str(self._repository.worktree),
                next=f"Run `git -C {self._repository.worktree} fsck`.",
            )
        piece = out.read(1 << 20)
        if not piece:
            raise EOFError
        return piece

    def _not_here(self, blob: str, path: str) -> RepositoryError:
        where = f"{self._repository.target}/{path}"
        if self._repository.partial:
            return RepositoryError(
                "The content of a file is not on this machine.", where=where,
                why=f"The repository is a partial clone without the object {blob}, and Prohori never fetches.",
                next=f"Run `git -C {self._repository.worktree} checkout -- {self._repository.prefix}{path}`, or clone without `--filter`.",
            )  # fmt: skip
        return RepositoryError(
            "An object of the repository is missing or damaged.", where=where,
            why=f"git cannot read the object {blob}.",
            next=f"Run `git -C {self._repository.worktree} fsck`.",
        )  # fmt: skip


def _end(process: subprocess.Popen[bytes], own: Path) -> None:
    with lifted():  # the garbage of one agent may be collected while another is held
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.kill()
        process.wait()
        shutil.rmtree(own, ignore_errors=True)
