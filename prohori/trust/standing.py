"""Whether a snapshot's definitions are those that the operator trusted, and the workflow that a run is allowed to use.

Everything here is decided on the snapshot that runs: the bytes that are compared are the bytes that are parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from prohori.agents.registry import Registry
from prohori.definition_errors import listed, nearest
from prohori.errors import ProhoriError, SettingsError, UsageError
from prohori.model import Json
from prohori.settings import Settings
from prohori.snapshot.names import spelled
from prohori.snapshot.tree import Snapshot
from prohori.trust import files, records
from prohori.trust.definitions import RepositoryDefinitions, parsed
from prohori.trust.files import FOLDER, WORKFLOWS, DefinitionFiles
from prohori.workflows import loader
from prohori.workflows.definition import WorkflowDefinition

State = Literal["trusted", "changed", "untrusted"]


@dataclass(frozen=True)
class Standing:
    """`why` says in a few words what `state` rests on."""

    state: State
    why: str
    files: DefinitionFiles
    record: records.TrustRecord | None


def repository_of(snapshot: Snapshot) -> str:
    """The real path that trust is bound to."""
    return spelled(str(snapshot.root))


def standing(snapshot: Snapshot, settings: Settings) -> Standing:
    """Raises `DefinitionError` for files that cannot be used, `SnapshotChanged` for one that is another by now."""
    found, broken = files.read(snapshot), ""
    try:
        record = records.load(settings, repository_of(snapshot))
    except SettingsError as error:
        record, broken = None, f"{error.where}: {error.why}"
    if record is None:
        return Standing("untrusted", broken or "nobody has trusted them", found, None)
    if record.digest == found.digest:
        return Standing("trusted", f"since {record.trusted_at:%Y-%m-%d %H:%M} UTC", found, record)
    return Standing("changed", f"they are not those that were trusted on {record.trusted_at:%Y-%m-%d %H:%M} UTC", found, record)


def note(snapshot: Snapshot, settings: Settings) -> str:
    """For a run that uses none of them: why they are left out. Empty where they are trusted, or there are none. Raises nothing."""
    try:
        if not files.names(snapshot):
            return ""
        found = standing(snapshot, settings)
    except ProhoriError as error:
        return f"`{FOLDER}/` is left out: {error.what} ({error.why})"
    if found.state == "trusted":
        return ""
    return f"`{FOLDER}/` is left out: {_counted(found.files)}, {found.why}; `prohori trust {repository_of(snapshot)}` shows them"


def trusted(snapshot: Snapshot, settings: Settings, builtin: Registry) -> tuple[RepositoryDefinitions, DefinitionFiles]:
    """What the repository defines. `UsageError` where that is not what the operator trusted."""
    found = standing(snapshot, settings)
    if found.files.contents and found.state != "trusted":
        raise UsageError(
            f"The definitions in `{FOLDER}/` are not trusted", where=repository_of(snapshot),
            why=f"{_counted(found.files)}: {found.why}", next=f"`prohori trust {repository_of(snapshot)}` shows them and asks",
        )  # fmt: skip
    return parsed(found.files, builtin, settings.repository_limits), found.files


@dataclass(frozen=True)
class Chosen:
    """A workflow, the agents that it may use, the digest of the repository's definitions where it is one of them, and their probes."""

    workflow: WorkflowDefinition
    registry: Registry
    digest: str = ""
    probes: Mapping[str, Json] = field(default_factory=dict)


def chosen(name_or_path: str, snapshot: Snapshot, settings: Settings, builtin: Registry) -> Chosen:
    """The workflow that is no built-in one.

    A path outside the repository is the operator's word. One inside is the repository's, whoever typed it.
    """
    name = name_or_path
    if loader.is_path(name_or_path):
        path = Path(name_or_path)
        if not loader.is_file(path) or path.resolve().parent == loader.FOLDER.resolve() or not _inside(path, snapshot):
            return Chosen(loader.find(name_or_path, registry=builtin), builtin)
        name = _named_by(path.resolve(), snapshot)
    definitions, found = trusted(snapshot, settings, builtin)
    if name not in definitions.workflows:
        known = [*loader.files_by_name(), *definitions.workflows]
        next_ = nearest(name, known) or f"use one of them, or add `{WORKFLOWS}/{name}.yaml` to the repository"
        why = f"the workflows are {listed(known)}"
        raise UsageError(f"unknown workflow `{name}`", where=f"{loader.FOLDER}, {repository_of(snapshot)}", why=why, next=next_)
    probes = {name: probe.model_dump(mode="json", exclude_unset=True) for name, probe in definitions.probes.items()}
    return Chosen(definitions.workflows[name], definitions.registry, found.digest, probes)


def refuse_others(snapshot: Snapshot, digest: str) -> None:
    """Raises `UsageError` if the definitions of a newer snapshot are not those that the run began with."""
    if files.read(snapshot).digest != digest:
        raise UsageError(
            f"The definitions in `{FOLDER}/` changed during the run", where=repository_of(snapshot),
            why="the run began with others", next="start it again; what did not change is answered from the cache",
        )  # fmt: skip


def _inside(path: Path, snapshot: Snapshot) -> bool:
    """Whether the way to an existing file passes through the repository's work tree, in which the target may be a subfolder.

    Also one that a link leads out of again: where such a link points is the repository's choice.
    """
    worktree = snapshot.repository.worktree
    return any(folder.samefile(worktree) for folder in _folders_passed(path))


def _folders_passed(path: Path) -> Iterator[Path]:
    """As the kernel goes, for a path that it has resolved: so links end."""
    at, ahead = Path("/"), list(reversed(path.absolute().parts[1:]))
    while ahead:
        component = ahead.pop()
        if component == "..":
            at = at.parent
        elif (at / component).is_symlink():
            target = (at / component).readlink()
            at = Path("/") if target.is_absolute() else at
            ahead += reversed(target.parts[1:] if target.is_absolute() else target.parts)
        else:
            at /= component
            yield at


def _named_by(path: Path, snapshot: Snapshot) -> str:
    """The name of the workflow whose file this is."""
    if path.suffix in loader.SUFFIXES and path.parent == snapshot.root / PurePosixPath(WORKFLOWS):
        return path.stem
    raise UsageError(
        "A workflow file inside the ERP repository is used only as one of its definitions", where=str(path),
        why=f"it is the repository's word, and `{snapshot.root / WORKFLOWS}` is where that is looked at and trusted",
        next=f"move it there and run it by its name, or copy it out of `{snapshot.repository.worktree}`",
    )  # fmt: skip


def _counted(found: DefinitionFiles) -> str:
    folders = ((WORKFLOWS, "workflow"), (files.AGENTS, "agent"), (files.PROBES, "probe"))
    counts = ((len(found.below(folder)), noun) for folder, noun in folders)
    return " and ".join(f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in counts if count)
