"""The content of a target folder at an instant: path → mode and blob id, dirty and untracked files included.

What is in it: what git tracks and what it does not ignore (by the repository's and the user's own ignore files), below
the target. What is not: ignored files, the inside of submodules and of nested repositories (listed), pipes, sockets.
A file outside a sparse checkout is in it, read from the object database, if its object is here; nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from prohori.errors import SnapshotChanged
from prohori.snapshot import index as git_index
from prohori.snapshot.blobs import EXECUTABLE, LINK, REGULAR, SUBMODULE, Folder
from prohori.snapshot.git import run, started
from prohori.snapshot.globs import folders, matcher
from prohori.snapshot.names import spelled
from prohori.snapshot.objects import present_sizes
from prohori.snapshot.repository import Repository, find, forget_head, isolated

if TYPE_CHECKING:
    from prohori.model import RepositoryState

_ATTEMPTS = 3
NOTED = 5
"""Names in one note."""
_KINDS = {REGULAR: "file", EXECUTABLE: "file", LINK: "link", SUBMODULE: "submodule"}


@dataclass(frozen=True, eq=False, repr=False)
class Snapshot:
    """`entries`: path → `mode id`, sorted by path. Paths are relative to the target, `str` with `surrogateescape`."""

    repository: Repository
    entries: Mapping[str, str]
    tree: str
    """sha256 over every path, mode and id: equal for equal content, committed or not."""
    dirty: int
    """How many paths differ from HEAD: staged, changed, deleted, untracked."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of every dirty or untracked file; its id is that of the raw bytes on the disk."""
    conflicted: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    """Submodules (their commit is in `entries`) and nested repositories (a trailing `/`): not entered."""
    sparse: frozenset[str] = frozenset()
    """Not in the work tree on purpose, read from the object database."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Not in `entries` because the bytes are not here: path → why."""

    @classmethod
    def take(cls, target: Path) -> Snapshot:
        """The snapshot of a folder now. Errors: `RepositoryError`, `SnapshotChanged` (git was writing all the while)."""
        repository = find(target)
        for _ in range(_ATTEMPTS):
            before = _index_state(repository)
            snapshot = _take(repository)
            if _index_state(repository) == before:
                return snapshot
            repository = find(target)
        raise SnapshotChanged(
            "The repository keeps changing.",
            where=str(repository.worktree),
            why=f"git's index was written during each of {_ATTEMPTS} attempts.",
            next="Wait for the running git command (checkout, rebase, add) to end.",
        )

    @property
    def root(self) -> Path:
        return self.repository.target

    @property
    def commit(self) -> str | None:
        return self.repository.commit

    @cached_property
    def name(self) -> str:
        """`erp`, or `erp/services/billing` for a target below the repository's root."""
        return f"{self.repository.worktree.name}/{self.repository.prefix}".rstrip("/")

    def state(self) -> RepositoryState:
        from prohori.model import RepositoryState  # keeps pydantic out of what only takes a snapshot

        return RepositoryState(
            name=spelled(self.name), path=spelled(str(self.root)), commit=self.commit, tree=self.tree, dirty=self.dirty,
            notes=tuple(self._notes()),
        )  # fmt: skip

    def _notes(self) -> Iterator[str]:
        for what, names in (
            ("not entered, they are repositories of their own", self.submodules),
            ("in a merge conflict, read as they are on the disk", self.conflicted),
            ("could not be read", tuple(self.missing)),
            ("one name where a file system folds case or normalises Unicode", tuple(" = ".join(names) for names in self.collisions)),
        ):
            if names:
                more = f", and {len(names) - NOTED} more" if len(names) > NOTED else ""
                yield f"{what}: {', '.join(map(spelled, names[:NOTED]))}{more}"

    def mode(self, path: str) -> str | None:
        entry = self.entries.get(path)
        return entry[:6] if entry else None

    def blob(self, path: str) -> str | None:
        """The id of a file's content, of a link's text, or the commit of a submodule."""
        entry = self.entries.get(path)
        return entry[7:] if entry else None

    @cached_property
    def paths(self) -> list[str]:
        return list(self.entries)

    @cached_property
    def links(self) -> frozenset[str]:
        """Paths of the symbolic links. They are not matched by `glob`: what they lead to has a name of its own."""
        return frozenset(path for path, entry in self.entries.items() if entry.startswith(LINK))

    @cached_property
    def files(self) -> list[str]:
        if not self.links and not self.submodules:
            return self.paths
        return [path for path, entry in self.entries.items() if entry.startswith("100")]

    @cached_property
    def collisions(self) -> tuple[tuple[str, ...], ...]:
        """Names, folders included, that are one on a file system that folds case or normalises Unicode (NFC)."""
        folders = {path[:at] for path in self.entries for at in _slashes(path)}
        same: dict[str, list[str]] = {}
        for name in sorted(folders.union(self.entries)):
            same.setdefault(_folded(name), []).append(name)
        return tuple(tuple(names) for names in same.values() if len(names) > 1)

    def children(self, folder: str) -> tuple[str, ...]:
        """Names directly in a folder (empty: the target itself), folders with a trailing `/`."""
        start = f"{folder}/" if folder else ""
        names = []
        at = bisect_left(self.paths, start)
        while at < len(self.paths) and self.paths[at].startswith(start):
            name, slash, _ = self.paths[at][len(start) :].partition("/")
            submodule = not slash and self.entries[self.paths[at]].startswith(SUBMODULE)
            names.append(f"{name}/" if submodule else name + slash)
            # `0` follows `/`: the next path that is not inside this folder.
            at = bisect_left(self.paths, f"{start}{name}0", at) if slash else at + 1
        return tuple(sorted(names))

    def is_folder(self, path: str) -> bool:
        at = bisect_left(self.paths, f"{path}/")
        return not path or (at < len(self.paths) and self.paths[at].startswith(f"{path}/"))

    @cached_property
    def _globbed(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def glob(self, patterns: Sequence[str]) -> tuple[str, ...]:
        """Regular files that match any pattern, sorted. Each question is answered once."""
        asked = tuple(patterns)
        if asked not in self._globbed:
            self._globbed[asked] = tuple(filter(matcher(asked), self._below(folders(asked))))
        return self._globbed[asked]

    def _below(self, inside: Sequence[str]) -> Iterable[str]:
        """The files below folders that end in `/`, each once; all files where none is given."""
        if not inside:
            return self.files
        outer = [folder for folder in inside if not any(folder != other and folder.startswith(other) for other in inside)]
        # `0` follows `/`: the first path that is not inside the folder
        ranges = [(bisect_left(self.files, folder), bisect_left(self.files, f"{folder[:-1]}0")) for folder in outer]
        return [path for begin, end in sorted(ranges) for path in self.files[begin:end]]

    def kind(self, path: str) -> str:
        """`file`, `link`, `submodule`, `folder`, `missing` (its bytes are not here), `absent`, or `behind a link`."""
        if entry := self.entries.get(path):
            return _KINDS[entry[:6]]
        if path in self.missing:
            return "missing"
        if self.is_folder(path):
            return "folder"
        return "behind a link" if self.link_above(path) else "absent"

    def link_above(self, path: str) -> str | None:
        """The first folder on the way to the path that is a symbolic link."""
        if not self.links:
            return None
        return next((path[:at] for at in _slashes(path) if path[:at] in self.links), None)


@dataclass(eq=False, repr=False)
class _Seen:
    """What the work tree showed where it was not what the index says."""

    entries: dict[str, str]
    in_order: bool
    sizes: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    differing: set[str] = field(default_factory=set)
    sparse: set[str] = field(default_factory=set)

    def look(self, paths: Iterable[str], folder: Folder, repository: Repository, *, may_be_sparse: bool = False) -> None:
        for path in paths:
            entry = self.entries.get(path, "")
            if entry.startswith(SUBMODULE):
                continue
            try:
                found = folder.look(path, repository.algorithm)
            except PermissionError as problem:
                self.missing[path] = f"it cannot be read ({problem.strerror})"
                found = None
            if found is None and may_be_sparse:
                self.sparse.add(path)
                continue
            if found is None:
                self.entries.pop(path, None)
                self.differing.add(path)
                continue
            mode = found.mode
            if not repository.keeps_file_mode and mode != LINK:
                mode = EXECUTABLE if entry.startswith(EXECUTABLE) else REGULAR
            if entry != (now := f"{mode} {found.blob}"):
                self.in_order = self.in_order and bool(entry)
                self.entries[path] = now
                self.sizes[path] = found.size
                self.differing.add(path)


def _take(repository: Repository) -> Snapshot:
    with isolated(repository) as environment:
        index, tree, status = _ask(repository, environment)
        untracked = _outside(status.untracked, repository, environment["GIT_DIR"])
    seen = _Seen(index.entries, in_order=index.in_order)
    with Folder(repository.target) as folder:
        seen.look(status.changed, folder, repository)
        seen.look(index.assumed, folder, repository)
        seen.look(index.skipped, folder, repository, may_be_sparse=True)
        seen.look(index.conflicted, folder, repository)
        seen.look([path for path in untracked if not path.endswith("/")], folder, repository)
    _drop_what_is_not_here(seen, repository)
    entries = seen.entries if seen.in_order else {path: seen.entries[path] for path in sorted(seen.entries)}
    nested = [path for path in untracked if path.endswith("/")]
    dirty = seen.differing.union(status.staged, index.conflicted, nested)
    return Snapshot(
        repository=repository, entries=entries, dirty=len(dirty),
        tree=tree_digest(entries) if seen.differing or seen.missing or not seen.in_order else tree,
        sizes=seen.sizes, conflicted=index.conflicted, submodules=tuple(sorted([*index.submodules, *nested])),
        sparse=frozenset(seen.sparse & entries.keys()), missing=seen.missing,
    )  # fmt: skip


def _ask(repository: Repository, environment: Mapping[str, str]) -> tuple[git_index.Index, str, git_index.Status]:
    """The index, its digest, and what differs from it. git looks at the files while the index is parsed."""
    below = ["--", repository.prefix] if repository.prefix else []
    prefix, worktree = repository.prefix, repository.worktree
    commands = [[*git_index.INDEX, *below], [*git_index.STATUS, *below]]
    with started(commands, folder=worktree, environment=environment) as answers:
        index = git_index.parse_index(next(answers).checked(worktree), prefix, _id_length(repository))
        tree = tree_digest(index.entries)
        looked = next(answers)
    if looked.code != 0 and repository.partial:
        return index, tree, _without_head(repository, commands[1], environment)
    return index, tree, git_index.parse_status(looked.checked(worktree), prefix)


def _without_head(repository: Repository, command: Sequence[str], environment: Mapping[str, str]) -> git_index.Status:
    """For a partial clone that lacks the trees of HEAD: what is staged is not known, so `dirty` may be too small."""
    forget_head(environment)
    answer = run(*command, folder=repository.worktree, environment=environment).checked(repository.worktree)
    return git_index.parse_status(answer, repository.prefix)._replace(staged=[])


def tree_digest(entries: Mapping[str, str]) -> str:
    """Over the entries in their order, which is that of the paths."""
    text = "\0".join([f"{entry}\t{path}" for path, entry in entries.items()])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _outside(untracked: list[str], repository: Repository, own_git_dir: str) -> list[str]:
    """Without our own git directory, should the target hold the folder for temporary files."""
    own = os.path.relpath(os.path.realpath(own_git_dir), repository.target)
    return untracked if own.startswith("../") else [path for path in untracked if not path.startswith(f"{own}/")]


def _drop_what_is_not_here(seen: _Seen, repository: Repository) -> None:
    """Of the files outside a sparse checkout, those whose objects a partial clone did not bring."""
    if not seen.sparse or not repository.partial:
        return
    with isolated(repository) as environment:
        here = present_sizes({seen.entries[path][7:] for path in seen.sparse}, repository, environment)
    for path in seen.sparse:
        if seen.entries[path][7:] not in here:
            seen.missing[path] = "it is outside the sparse checkout, and this partial clone has not fetched it"
            del seen.entries[path]


def _id_length(repository: Repository) -> int:
    return 64 if repository.algorithm == "sha256" else 40


def _index_state(repository: Repository) -> tuple[int, int, int] | None:
    try:
        status = (repository.git_dir / "index").stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _slashes(path: str) -> Iterator[int]:
    at = path.find("/")
    while at >= 0:
        yield at
        at = path.find("/", at + 1)


def _folded(name: str) -> str:
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
