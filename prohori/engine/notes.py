"""The files of a checkpoint: the manifest of a run, and a note for each place in it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from prohori import errors
from prohori.cache.canonical import digest
from prohori.cache.record import Instant
from prohori.engine.request import RunRequest
from prohori.engine.workspace import Workspace, now
from prohori.errors import PermanentError, ProhoriError
from prohori.model import Fact, RepositoryState
from prohori.observe import journal
from prohori.observe.formats import write_whole
from prohori.workflows.definition import Pattern
from prohori.workflows.loader import is_path

FOLDER = "checkpoint"
MANIFEST = "manifest.json"


class Manifest(Fact):
    format: Literal[1] = 1
    request: RunRequest
    """As it was asked, with what it left open filled in: the date, the whole paths of the repository and of a workflow file."""
    workflow: str
    name: str
    pattern: str
    entrypoint: str
    code_version: str
    snapshots: tuple[RepositoryState, ...]
    """Those that counted steps looked at; the last is the run's."""
    began: Instant
    """What was finished before it does not count: the run began, or began anew."""
    times: int = 0
    """How often it was begun before."""
    pid: int
    host: str

    @property
    def repository(self) -> RepositoryState:
        return self.snapshots[-1]

    def differs(self, current: Manifest) -> str:
        """Why nothing of this attempt counts in `current`; empty where it does."""
        if self.code_version != current.code_version:
            return "Prohori's code has changed since"
        if self.workflow != current.workflow:
            return f"the definition of workflow `{current.name}` has changed since"
        if self.pattern == Pattern.iterative and self.repository.tree != current.repository.tree:
            return "the repository has changed since, and measurements of two states of it are not compared"
        return ""


class Failure(Fact):
    """A `ProhoriError` that can be raised again."""

    kind: str
    what: str
    where: str
    why: str
    next: str
    attempts: int

    @classmethod
    def of(cls, error: ProhoriError, attempts: int) -> Failure:
        return cls(kind=type(error).__name__, what=error.what, where=error.where, why=error.why, next=error.next, attempts=attempts)

    def error(self) -> ProhoriError:
        kind = getattr(errors, self.kind, None)
        known = kind if isinstance(kind, type) and issubclass(kind, ProhoriError) else PermanentError
        return known(self.what, where=self.where, why=self.why, next=self.next)


class Note(Fact):
    """One place of a run, before its step was submitted; or, with `failed`, after that."""

    place: str
    part: str
    """The step, or the shard of it: what a later place of the same part answered, this one need not answer."""
    step: str
    key: str
    job: str
    """Digest of what it was asked, with the results that it consumes: a finished step answers no other question."""
    tree: str
    """Digest of the snapshot for which it was submitted."""
    failed: Failure | None = None


def read_manifest(folder: Path) -> tuple[Manifest | None, str]:
    """The manifest, and otherwise why there is none that counts."""
    file = folder / FOLDER / MANIFEST
    try:
        return Manifest.model_validate_json(file.read_bytes()), ""
    except FileNotFoundError:
        return None, "it ended before its manifest was written"
    except (OSError, ValidationError) as error:
        return None, f"its manifest cannot be read ({str(error).splitlines()[0]})"


def manifest_of(workspace: Workspace) -> Manifest:
    workflow, asked = workspace.workflow, workspace.request
    request = asked.model_copy(update={
        "on": workspace.today, "repository": str(workspace.snapshot.root),
        "workflow": str(Path(asked.workflow).absolute()) if is_path(asked.workflow) else asked.workflow,
    })  # fmt: skip
    pattern = workflow.pattern.value
    return Manifest(
        request=request, workflow=digest(workflow.model_dump(mode="json")), name=workflow.name, pattern=pattern,
        entrypoint=f"flows/{pattern}.py:{pattern}", code_version=workspace.code_version, snapshots=(workspace.repository,),
        began=now().isoformat(timespec="seconds"), pid=os.getpid(), host=platform.node(),
    )  # fmt: skip


class Notes:
    """`notes.jsonl`: appended to, a line with one `write`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FOLDER / "notes.jsonl"

    def add(self, note: Note) -> None:
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(descriptor, _line(note).encode())
            finally:
                os.close(descriptor)
        except OSError as error:  # the step is worth more than its note: without it, it would be repeated
            journal.record(f"a note of the checkpoint cannot be written: {error}", level="WARNING", component="run")

    def read(self) -> tuple[dict[str, Note], int]:
        """The last note of each place, in the order in which the places were first noted; and how many lines are damaged."""
        noted: dict[str, Note] = {}
        damaged = 0
        for line in filter(None, self._path.read_bytes().splitlines() if self._path.exists() else ()):
            try:
                note = Note.model_validate_json(line)
            except ValidationError:
                damaged += 1
            else:
                noted[note.place] = note
        return noted, damaged

    def replace(self, notes: Iterable[Note]) -> None:
        write_whole(self._path, "".join(map(_line, notes)))


def _line(note: Note) -> str:
    """With a line break on both sides: a line that was torn takes none with it."""
    return f"\n{note.model_dump_json(exclude_none=True)}\n"
