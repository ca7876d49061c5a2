"""The bytes of a snapshot's files: always exactly those whose id the snapshot holds, wherever they lie.

A file in the work tree is read there and hashed. Where git converts on checkout (`autocrlf`, `eol`, LFS and other
filters) the bytes on the disk are others than the blob's; then the blob's are handed over, from the object database,
as long as git finds the file unchanged. So an LFS file is its pointer text, and line ends are those of the commit.
"""

from __future__ import annotations

import os
from bisect import bisect_left

from prohori.errors import RepositoryError, SnapshotChanged, SnapshotViolation
from prohori.snapshot.blobs import Folder, blob_id, read_whole
from prohori.snapshot.git import run
from prohori.snapshot.index import STATUS, parse_status
from prohori.snapshot.names import refuse_improper, spelled
from prohori.snapshot.objects import Objects, present_sizes
from prohori.snapshot.tree import Snapshot

MAX_LINKS = 40
_SIZES_AT_ONCE = 2000


class Contents:
    """Reads one snapshot without recording anything; agents get `RecordedReads`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._root = str(snapshot.root)
        self._algorithm = snapshot.repository.algorithm
        self._open_objects: Objects | None = None
        self._sizes: dict[str, int] = {}

    def read(self, path: str) -> bytes:
        """The file's bytes. `KeyError` if the snapshot has no such file, `SnapshotChanged` if they are others by now."""
        blob = self.snapshot.entries[path][7:]
        if path in self.snapshot.sparse:
            return self._objects().content(blob, path)
        content = read_whole(f"{self._root}/{path}")
        if content is not None and blob_id(content, self._algorithm) == blob:
            return content
        if content is None or path in self.snapshot.sizes:
            raise _changed(path, gone=content is None)
        return self._as_committed(path, blob, content)

    def link_text(self, path: str) -> str:
        """Where a symbolic link points, as stored."""
        blob = self.snapshot.entries[path][7:]
        if path in self.snapshot.sparse:
            return os.fsdecode(self._objects().content(blob, path))
        try:
            text = os.readlink(f"{self._root}/{path}")  # noqa: PTH115 (a `Path` would tidy the text, and the id covers every byte)
        except OSError:
            # Without `core.symlinks` a link is checked out as a file that holds its text.
            return os.fsdecode(self.read(path))
        if blob_id(os.fsencode(text), self._algorithm) != blob:
            raise _changed(path, gone=False)
        return text

    def resolve(self, path: str) -> tuple[str, list[str]]:
        """Where a path leads, as the kernel would go, and on what that rests: the links on the way, and the folders that a
        `..` left, which must be no links. `SnapshotViolation` if it leads outside."""
        links = self.snapshot.links
        if path in self.snapshot.entries and path not in links:
            return path, []
        refuse_improper(path)
        ahead, behind, passed, left = path.split("/")[::-1], list[str](), list[str](), list[str]()
        while ahead:
            component = ahead.pop()
            if component == ".." and not behind:
                raise _leads_out(passed[-1], self.link_text(passed[-1]))
            if component == "..":
                left.append("/".join(behind))
                behind.pop()
            elif component not in ("", "."):
                behind.append(component)
            if (here := "/".join(behind)) in links and component != "..":
                passed.append(here)
                text = self.link_text(here)
                if text.startswith("/") or len(passed) > MAX_LINKS:
                    raise _leads_out(here, text)
                behind.pop()
                ahead += text.split("/")[::-1]
        return "/".join(behind), passed + left

    def size(self, path: str) -> int:
        """Bytes of the content. For an unchanged file git knows them; the work tree's may differ by line ends."""
        blob = self.snapshot.entries[path][7:]
        if path in self.snapshot.sizes:
            return self.snapshot.sizes[path]
        if blob not in self._sizes:
            self._ask_sizes(path)
        if blob not in self._sizes:
            self._sizes[blob] = self._measured(path, blob)
        return self._sizes[blob]

    def _ask_sizes(self, path: str) -> None:
        """Of this path and those that follow it, because agents go through folders in order."""
        paths = self.snapshot.paths
        start = bisect_left(paths, path)
        ids = {self.snapshot.entries[p][7:] for p in paths[start : start + _SIZES_AT_ONCE]}
        self._sizes.update(present_sizes(ids, self.snapshot.repository, self._objects().environment))

    def _measured(self, path: str, blob: str) -> int:
        with Folder(self.snapshot.root) as folder:
            found = folder.look(path, self._algorithm)
        if found is None or found.blob != blob:
            raise _changed(path, gone=found is None)
        return found.size

    def _as_committed(self, path: str, blob: str, content: bytes) -> bytes:
        unix = content.replace(b"\r\n", b"\n")
        if blob_id(unix, self._algorithm) == blob:
            return unix
        worktree = self.snapshot.repository.worktree
        full = f"{self.snapshot.repository.prefix}{path}"
        status = run(*STATUS, "--", full, folder=worktree, environment=self._objects().environment)
        if parse_status(status.checked(worktree), "").changed:
            raise _changed(path, gone=False)
        return self._objects().content(blob, path)

    def _objects(self) -> Objects:
        if self._open_objects is None:
            self._open_objects = Objects(self.snapshot.repository)
        return self._open_objects

    def not_here(self, path: str) -> RepositoryError:
        worktree, why = self.snapshot.repository.worktree, self.snapshot.missing[path]
        fetched = "fetched" in why
        return RepositoryError(
            "The content of a file cannot be had.",
            where=spelled(path),
            why=f"The snapshot knows of it, but {why}.",
            next=f"Run `git -C {worktree} sparse-checkout add` for its folder." if fetched else "Make it readable for this user.",
        )


def _changed(path: str, *, gone: bool) -> SnapshotChanged:
    return SnapshotChanged(
        "A file changed since the snapshot was taken.",
        where=spelled(path),
        why="It is no longer there." if gone else "Its bytes are not those of the snapshot.",
        next="Nothing to do: the step is tried again on a new snapshot.",
    )


def _leads_out(link: str, text: str) -> SnapshotViolation:
    return SnapshotViolation(
        "A symbolic link leaves the snapshot.",
        where=spelled(link),
        why=f"It points to `{spelled(text)}`: outside the target folder, or in a circle.",
        next="Ask `symlink(path)` before `content(path)`, and list the link as not evaluated.",
    )
