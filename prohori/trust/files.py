"""The definition files that an ERP repository brings below `.prohori/`, read through its snapshot and nowhere else.

The repository is hostile input: plain files only, no link and no repository of its own on the way, and few and small.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import PurePosixPath

from prohori.definition_errors import listed
from prohori.errors import DefinitionError
from prohori.located_yaml import MAX_BYTES
from prohori.snapshot.contents import Contents
from prohori.snapshot.names import spelled
from prohori.snapshot.tree import Snapshot
from prohori.workflows.loader import SUFFIXES

FOLDER = ".prohori"
WORKFLOWS, AGENTS, PROBES = f"{FOLDER}/workflows", f"{FOLDER}/agents", f"{FOLDER}/probes"
KINDS: Mapping[str, tuple[str, ...]] = {WORKFLOWS: SUFFIXES, AGENTS: (".md",), PROBES: (".yaml",)}
MAX_FILES = 64
MAX_TOTAL_BYTES = 1 << 20


@dataclass(frozen=True)
class DefinitionFiles:
    """Path below the target → bytes, sorted by path: exactly what would be loaded."""

    contents: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """sha256 over every path and the sha256 of its bytes; not of git's ids, which may be SHA-1."""
        named = [[spelled(path), hashlib.sha256(content).hexdigest()] for path, content in self.contents.items()]
        return hashlib.sha256(json.dumps(named).encode()).hexdigest()

    def below(self, folder: str) -> dict[str, bytes]:
        return {path: content for path, content in self.contents.items() if path.startswith(f"{folder}/")}


def names(snapshot: Snapshot) -> tuple[str, ...]:
    """Paths of the definition files, sorted. `DefinitionError` for what is not plain, or too many."""
    _refuse_other_spellings(snapshot)
    found = [
        f"{folder}/{name}"
        for folder in sorted(KINDS)
        if _is_folder(FOLDER, snapshot) and _is_folder(folder, snapshot)
        for name in snapshot.children(folder)
        if not name.endswith("/") and PurePosixPath(name).suffix in KINDS[folder]
    ]
    if len(found) > MAX_FILES:
        raise _refused(FOLDER, "holds too many definitions", f"{len(found)} files, the limit is {MAX_FILES}", "remove some of them")
    for path in (*found, *(path for path in snapshot.missing if path.startswith(f"{FOLDER}/"))):
        if snapshot.kind(path) != "file":
            raise _not_plain(path, snapshot.kind(path), "a definition is a plain file")
    return tuple(found)


def read(snapshot: Snapshot) -> DefinitionFiles:
    """Their bytes, which are those of the snapshot. `DefinitionError` as `names`, and for what is too large; `SnapshotChanged`."""
    paths, contents = names(snapshot), Contents(snapshot)
    sizes = {path: contents.size(path) for path in paths}
    for path, size in sizes.items():
        if size > MAX_BYTES:
            raise _refused(path, "is too large for a definition", f"{size} bytes, the limit is {MAX_BYTES}", "make it smaller")
    if (total := sum(sizes.values())) > MAX_TOTAL_BYTES:
        raise _refused(FOLDER, "holds too much", f"{total} bytes in {len(paths)} files, the limit is {MAX_TOTAL_BYTES}", "make it smaller")
    return DefinitionFiles({path: contents.read(path) for path in paths})


def unused(snapshot: Snapshot) -> tuple[str, ...]:
    """What else lies below `.prohori/`; nothing is done with it."""
    used = set(names(snapshot))
    return tuple(path for path in snapshot.paths if path.startswith(f"{FOLDER}/") and path not in used)


def _is_folder(path: str, snapshot: Snapshot) -> bool:
    kind = "submodule" if f"{path}/" in snapshot.submodules else snapshot.kind(path)
    if kind not in ("folder", "absent"):
        raise _not_plain(path, kind, "definitions lie in a plain folder")
    return kind == "folder"


def _not_plain(path: str, kind: str, rule: str) -> DefinitionError:
    said = {"link": "a symbolic link", "submodule": "a repository of its own", "missing": "not readable", "file": "a file"}
    return _refused(path, "cannot be used", f"it is {said.get(kind, kind)}; {rule}", f"put a plain one there, or remove `{path}`")


def _refuse_other_spellings(snapshot: Snapshot) -> None:
    """`.Prohori` beside `.prohori`: which of them a file system shows under the name is not for us to guess."""
    hidden = {path.split("/")[0] for path in takewhile(lambda path: path < "/", snapshot.paths) if path[:1] == "."}
    spellings = sorted(name for name in hidden if name.casefold() == FOLDER)
    if len(spellings) > 1:
        raise _refused(FOLDER, "is there in two spellings", listed(spellings), "keep one of them")


def _refused(path: str, what: str, why: str, next: str) -> DefinitionError:
    return DefinitionError(f"`{spelled(path)}` {what}", where=spelled(path), why=why, next=next)
