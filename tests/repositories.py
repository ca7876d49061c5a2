"""Building git repositories for tests, apart from the configuration of the machine they run on."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ISOLATED = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ALLOW_PROTOCOL": "file", "LC_ALL": "C"}


class Repository:
    """A work tree with `.git`; `git` and `write` do what their names say."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, files: Mapping[str, str | bytes] | None = None, *, options: tuple[str, ...] = ()) -> Repository:
        """A repository with one commit of the given files; without files it has none."""
        path.mkdir(parents=True, exist_ok=True)
        repository = cls(path)
        repository.git("init", "--quiet", "--initial-branch=main", *options)
        if files:
            repository.write(files)
            repository.commit("first")
        return repository

    def git(self, *arguments: str, check: bool = True) -> str:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        identity = ["-c", "user.name=ERP", "-c", "user.email=erp@example.org", "-c", "commit.gpgSign=false", "-c", "gc.auto=0"]
        ran = subprocess.run(
            ["git", *identity, *arguments], cwd=self.path, env=inherited | ISOLATED, capture_output=True, text=True, check=False, timeout=60
        )
        if check and ran.returncode != 0:
            raise AssertionError(f"git {' '.join(arguments)}: {ran.stderr}")
        return ran.stdout

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str = "change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def listing(self, below: str = "") -> dict[str, tuple[int, int, int, int, str]]:
        """Every file and folder with mode, inode, size, time stamp and content: equal before and after means nothing was written."""
        found = {}
        root = self.path / below
        for path in [root, *sorted(root.rglob("*"))]:
            status = path.lstat()
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
            found[str(path.relative_to(self.path))] = (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, digest)
        return found
