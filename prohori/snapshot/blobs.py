"""Blob ids of raw bytes, and opening files below a folder without following a link.

git's clean filters are never run, so the id of a changed file is that of its bytes as they lie on the disk, line ends
included, where `git add` might store others. For a file with a filter (LFS) a new time stamp alone counts as a change
until git refreshes its index: an avoidable cache miss, never a wrong answer.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from typing import NamedTuple

from prohori.errors import RepositoryError, SnapshotChanged
from prohori.snapshot.names import is_improper, spelled

CHUNK = 1 << 20
_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_ATTEMPTS = 3

REGULAR, EXECUTABLE, LINK, SUBMODULE = "100644", "100755", "120000", "160000"


def blob_id(content: bytes, algorithm: str) -> str:
    digest = hashlib.new(algorithm, b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest()


class OnDisk(NamedTuple):
    """A file as it lies in the work tree: git's mode, the id of its raw bytes, and how many they are."""

    mode: str
    blob: str
    size: int


class Folder:
    """Opens what is below a folder, one component at a time, so that a link put in the way leads nowhere.

    The last parent folder stays open: paths that arrive sorted cost one open each. Use as a context manager.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._parent_path, self._parent = "", self._root

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave_parent()
        os.close(self._root)

    def _leave_parent(self) -> None:
        if self._parent != self._root:
            os.close(self._parent)
        self._parent_path, self._parent = "", self._root

    def _enter(self, folder: str) -> int:
        if folder == self._parent_path:
            return self._parent
        self._leave_parent()
        at = self._root
        for name in folder.split("/") if folder else ():
            below = os.open(name, _FOLDER, dir_fd=at)
            if at != self._root:
                os.close(at)
            at = below
        self._parent_path, self._parent = folder, at
        return at

    def look(self, path: str, algorithm: str) -> OnDisk | None:
        """The file or link, hashed in pieces; None for what is absent or no file (folder, pipe, socket, device).

        `PermissionError` if it is there and cannot be read.
        """
        if is_improper(path, of_work_tree=True):
            raise _crafted(path)
        folder, _, name = path.rpartition("/")
        try:
            parent = self._enter(folder)
            kind = os.stat(name, dir_fd=parent, follow_symlinks=False)
        except PermissionError:
            raise
        except OSError:  # absent, or a link or a file where a folder was
            return None
        if stat.S_ISLNK(kind.st_mode):
            text = os.fsencode(os.readlink(name, dir_fd=parent))
            return OnDisk(LINK, blob_id(text, algorithm), len(text))
        if not stat.S_ISREG(kind.st_mode):
            return None
        return _hashed(path, name, parent, algorithm)


def _hashed(path: str, name: str, parent: int, algorithm: str) -> OnDisk | None:
    for _ in range(_ATTEMPTS):
        try:
            file = os.open(name, _NO_LINK, dir_fd=parent)
        except PermissionError:
            raise
        except OSError:
            return None
        try:
            found = _hash_open_file(file, algorithm)
        finally:
            os.close(file)
        if found is not None:
            return found
    raise SnapshotChanged(
        "A file is being written while it is read.",
        where=path,
        why=f"Its length changed during {_ATTEMPTS} attempts to hash it.",
        next="Wait until the program that writes it is done, or add it to .gitignore.",
    )


def _hash_open_file(file: int, algorithm: str) -> OnDisk | None:
    """None if the length is not what it was at the start: the id covers the length, so it cannot be right."""
    status = os.fstat(file)
    digest = hashlib.new(algorithm, b"blob %d\0" % status.st_size, usedforsecurity=False)
    length = 0
    while piece := os.read(file, min(CHUNK, status.st_size + 1)):
        digest.update(piece)
        length += len(piece)
        if length > status.st_size:
            return None
    mode = EXECUTABLE if status.st_mode & stat.S_IXUSR else REGULAR
    return OnDisk(mode, digest.hexdigest(), length) if length == status.st_size else None


def read_whole(path: str | os.PathLike[str]) -> bytes | None:
    """The bytes of a regular file, or None if there is none (absent, a link, a folder, a pipe)."""
    with suppress(OSError):
        file = os.open(path, _NO_LINK)
        try:
            if stat.S_ISREG(os.fstat(file).st_mode):
                return _rest(file)
        finally:
            os.close(file)
    return None


def _rest(file: int) -> bytes:
    size = os.fstat(file).st_size
    content = os.read(file, size + 1)
    while len(content) < size and (piece := os.read(file, CHUNK)):  # one read gives at most 2 GiB
        content += piece
    return content


def _crafted(path: str) -> RepositoryError:
    return RepositoryError(
        "The index of the repository holds an improper path.",
        where=spelled(path),
        why="git itself never tracks a path with an empty, `.`, `..` or `.git` component.",
        next="Do not trust this repository; `git fsck` tells more, and a fresh clone has a fresh index.",
    )
