"""What a run leaves behind so that it can go on after its process has ended: `PROHORI_HOME/runs/<run id>/checkpoint/`.

The manifest is written whole before any step. Then a line of `notes.jsonl` names the record key of each place before its step
is submitted, and one more how it failed. A step is *finished* when its record is in the store under the noted key. The lock
is the kernel's: free as soon as the process is gone. Whoever begins a run that has a manifest continues it.
"""

from __future__ import annotations

import functools
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from pydantic import ValidationError

from prohori import errors
from prohori.cache.canonical import digest
from prohori.cache.key import result_digest
from prohori.cache.lock import KeyLock
from prohori.cache.record import Instant
from prohori.cache.trace import load
from prohori.engine.request import RunRequest, StepRequest
from prohori.engine.workspace import Workspace, now
from prohori.errors import Cancelled, PermanentError, ProhoriError, SettingsError, SnapshotChanged, UsageError
from prohori.model import CacheUse, Continued, Fact, Json, RepositoryState, WorkflowResult
from prohori.observe import journal
from prohori.observe.formats import write_whole
from prohori.workflows.loader import SUFFIXES

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.patterns.attempt import Pending, Prepare, Submit

FOLDER = "checkpoint"
CLAIM_SECONDS = 1.0
"""Somebody who looks whether the lock is taken holds it for an instant."""


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


class Failure(Fact):
    """A `ProhoriError` that can be raised again."""

    kind: str
    what: str
    where: str
    why: str
    next: str

    @classmethod
    def of(cls, error: ProhoriError) -> Failure:
        return cls(kind=type(error).__name__, what=error.what, where=error.where, why=error.why, next=error.next)

    def error(self) -> ProhoriError:
        kind = getattr(errors, self.kind, None)
        known = kind if isinstance(kind, type) and issubclass(kind, ProhoriError) else PermanentError
        return known(self.what, where=self.where, why=self.why, next=self.next)


class Note(Fact):
    """One place of a run, before its step was submitted; or, with `failed`, after that."""

    place: str
    step: str
    key: str
    job: str
    """Digest of what it was asked, with the results that it consumes: a finished step answers no other question."""
    tree: str
    """Digest of the snapshot for which it was submitted."""
    failed: Failure | None = None


class StillRuns(UsageError):
    """The process of the run lives."""


@contextmanager
def claimed(folder: Path) -> Iterator[Checkpoint]:
    """The checkpoint of the run in `folder`, held for the block by this process alone. Within it a second claim gets the same.

    Raises `StillRuns`.
    """
    if folder in _claims:
        yield _claims[folder]
        return
    lock = _lock(folder)
    if not lock.acquire(CLAIM_SECONDS):
        manifest = read_manifest(folder)[0]
        who = f"process {manifest.pid} on {manifest.host}" if manifest else "another process"
        raise StillRuns(
            f"Run `{folder.name}` still runs", where=who, why="its checkpoint is locked",
            next=f"wait for it, or end it with `kill {manifest.pid}`" if manifest else "wait for it, then try again",
        )  # fmt: skip
    try:
        _claims[folder] = Checkpoint(folder)
        yield _claims[folder]
    finally:
        _claims.pop(folder, None)
        lock.release()


_claims: dict[Path, Checkpoint] = {}


def is_claimed(folder: Path) -> bool:
    """Whether a living process holds the run in `folder`."""
    return _lock(folder).taken()


def read_manifest(folder: Path) -> tuple[Manifest | None, str]:
    """The manifest, and otherwise why there is none that counts."""
    file = folder / FOLDER / "manifest.json"
    try:
        return Manifest.model_validate_json(file.read_bytes()), ""
    except FileNotFoundError:
        return None, "it ended before its manifest was written"
    except (OSError, ValidationError) as error:
        return None, f"its manifest cannot be read ({str(error).splitlines()[0]})"


def _lock(folder: Path) -> KeyLock:
    return KeyLock(folder / FOLDER, "run")


class Checkpoint:
    """Made by `claimed`. `begin` first, then its wrappers around how a pattern prepares and submits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / FOLDER
        self.earlier, self.unread = read_manifest(folder)
        """Of the attempt before, or why there is none that counts."""
        self._retried = (folder / "report.json").exists()
        self._notes: list[str] = []

    def begin(self, workspace: Workspace) -> None:
        """Decides what of an earlier attempt counts, and writes the manifest of this one. Raises `SettingsError`."""
        earlier, current = self.earlier, _manifest(workspace)
        anew = self.unread if self._left_something() else ""
        if earlier is not None:
            current = current.model_copy(update={"times": earlier.times + 1})
            anew = _why_anew(earlier, current)
            if not anew:
                known = tuple(one for one in earlier.snapshots if one.tree != current.repository.tree)
                current = current.model_copy(update={"began": earlier.began, "snapshots": (*known, current.repository)})
        if anew:
            self._notes.append(f"nothing of before counts: {anew}")
            self._forget_notes()
        for note in self._notes:
            journal.record(note, level="WARNING", component="run")
        self._open(workspace, current)

    def renew(self, workspace: Workspace) -> None:
        """The run begins anew on another snapshot: what was noted counts no more."""
        self._forget_notes()
        times = self.manifest.times
        self._open(workspace, _manifest(workspace).model_copy(update={"times": times}))

    def remembering(self, prepare: Prepare) -> Prepare:
        """Prepares as before; a step that has finished is answered by its record, and one that nobody else may be answered by
        gets a key of this run alone."""

        @functools.wraps(prepare)
        def prepared(*arguments: Any, **named: Any) -> StepRequest:
            return self._decided(prepare(*arguments, **named))

        return prepared

    def noting(self, submit: Submit) -> Submit:
        """Submits as before, after a note; how the step failed is noted too."""

        def submitted(request: StepRequest) -> Pending:
            if failure := self._given_back(request):
                return _FailedBefore(failure.error())
            note = Note(place=request.place, step=request.name, key=request.key or "", job=_asked(request), tree=self._tree)
            if request.place not in self._finished:
                self._write(note)
            return _Noted(submit(request), lambda error: self._write(note.model_copy(update={"failed": Failure.of(error)})))

        return submitted

    def concluded(self, result: WorkflowResult) -> WorkflowResult:
        """With what is to be said about an attempt that was not the first."""
        if not self.manifest.times and not self._notes:
            return result
        trees = {self._finished[place].tree for place in self._held_over}
        mixed = bool(trees) and (self._fresh or len(trees) > 1)
        snapshots = {one.tree: one for one in self.manifest.snapshots}
        kept = {note.step for note in self._finished.values()}
        over = {self._finished[place].step for place in self._held_over} if mixed else set()
        return result.model_copy(update={
            "repository": snapshots[trees.pop()] if len(trees) == 1 and not mixed else result.repository,
            "continued": Continued(
                times=self.manifest.times, kept=tuple(step.name for step in result.steps if step.name in kept),
                earlier=", ".join(snapshots[tree].shown for tree in sorted(trees) if mixed),
                mixed=tuple(step.name for step in result.steps if step.name in over), notes=tuple(self._notes),
            ),
        })  # fmt: skip

    def _open(self, workspace: Workspace, manifest: Manifest) -> None:
        self.manifest, self._tree, self._nonce = manifest, manifest.repository.tree, uuid4().hex
        noted = self._read_notes()
        self._failed = {place: note for place, note in noted.items() if note.failed}
        self._order = list(noted)
        self._finished = {place: note for place, note in noted.items() if self._is_finished(workspace, note)}
        self._may_differ = {place for place, note in self._finished.items() if note.tree != self._tree}
        """Finished on an earlier snapshot, and not known to hold on this one."""
        self._held_over: set[str] = set()
        self._fresh = False
        """Whether a step was prepared that had not finished before."""
        try:
            write_whole(self._path / "manifest.json", manifest.model_dump_json(indent=1))
        except OSError as error:
            next = "free some disk space, or set `PROHORI_HOME`"
            raise SettingsError("The run's manifest cannot be written", where=str(self._path), why=str(error), next=next) from None

    def _is_finished(self, workspace: Workspace, note: Note) -> bool:
        record = load(workspace.store, note.key)
        if record is None:
            return False
        began = datetime.fromisoformat(self.manifest.began)
        return not workspace.request.refresh or datetime.fromisoformat(record.created) >= began

    def _decided(self, request: StepRequest) -> StepRequest:
        decision, note = request.decision, self._finished.get(request.place)
        if note and note.job != _asked(request):
            del self._finished[request.place]
            note = None
        holds = decision is not None and decision.state == "hit"
        if note is None:
            self._fresh = True
            if request.key is None or (self._may_differ and not holds):
                self._keep_private(request)
            return request
        if holds:
            self._may_differ.discard(request.place)
        elif note.tree != self._tree:
            self._held_over.add(request.place)
        if decision is None or not holds or decision.key == note.key:
            why = f"finished before the run was {'retried' if self._retried else 'resumed'}"
            request.key, request.cache = note.key, CacheUse(state="hit", why=why, key=note.key)
            request.decision = decision if decision and decision.key == note.key else None
        return request

    def _keep_private(self, request: StepRequest) -> None:
        if request.key is not None:
            request.cache = CacheUse(state="off", why="mixed snapshot: kept for this run alone")
        request.decision, request.key = None, digest([self.folder.name, request.place, self._nonce])

    def _given_back(self, request: StepRequest) -> Failure | None:
        """How the place failed before, where a later place of the same step has finished: it was tried, and is not tried again."""
        before = self._failed.get(request.place)
        if before is None or request.place in self._finished or before.job != _asked(request):
            return None
        later = self._order[self._order.index(request.place) + 1 :]
        tried = any(place in self._finished and self._finished[place].step == request.name for place in later)
        return before.failed if tried else None

    def _write(self, note: Note) -> None:
        line = note.model_dump_json(exclude_none=True).encode() + b"\n"
        try:
            descriptor = os.open(self._notes_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError as error:  # the step is worth more than its note: without it, it would be repeated
            journal.record(f"a note of the checkpoint cannot be written: {error}", level="WARNING", component="run")

    def _read_notes(self) -> dict[str, Note]:
        """The last note of each place, in the order in which the places were first noted."""
        try:
            lines = self._notes_file.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        noted: dict[str, Note] = {}
        damaged = 0
        for line in lines:
            try:
                note = Note.model_validate_json(line)
            except ValidationError:
                damaged += 1
            else:
                noted[note.place] = note
        if damaged:
            self._notes.append(f"{damaged} of {len(lines)} notes of its checkpoint cannot be read: their steps may run again")
            journal.record(self._notes[-1], level="WARNING", component="run")
        return noted

    def _forget_notes(self) -> None:
        self._notes_file.unlink(missing_ok=True)

    def _left_something(self) -> bool:
        return self._notes_file.exists() or (self._path / "manifest.json").exists()

    @property
    def _notes_file(self) -> Path:
        return self._path / "notes.jsonl"


def _manifest(workspace: Workspace) -> Manifest:
    workflow, asked = workspace.workflow, workspace.request
    is_path = "/" in asked.workflow or Path(asked.workflow).suffix in SUFFIXES
    request = asked.model_copy(update={
        "on": workspace.today, "repository": str(workspace.snapshot.root),
        "workflow": str(Path(asked.workflow).absolute()) if is_path else asked.workflow,
    })  # fmt: skip
    pattern = workflow.pattern.value
    return Manifest(
        request=request, workflow=digest(workflow.model_dump(mode="json")), name=workflow.name, pattern=pattern,
        entrypoint=f"flows/{pattern}.py:{pattern}", code_version=workspace.code_version, snapshots=(workspace.repository,),
        began=now().isoformat(timespec="seconds"), pid=os.getpid(), host=platform.node(),
    )  # fmt: skip


def _asked(request: StepRequest) -> str:
    upstream: dict[str, Json] = {name: result_digest(consumed) for name, consumed in request.job.upstream.items()}
    return digest([request.job.model_dump(mode="json", exclude={"upstream"}), upstream])


def _why_anew(earlier: Manifest, current: Manifest) -> str:
    if earlier.code_version != current.code_version:
        return "Prohori's code has changed since"
    if earlier.workflow != current.workflow:
        return f"the definition of workflow `{current.name}` has changed since"
    return ""


class _Noted:
    """A submitted step whose failure is noted."""

    def __init__(self, pending: Pending, on_failure: Callable[[ProhoriError], None]) -> None:
        self._pending, self._on_failure = pending, on_failure

    def wait(self) -> StepRecord:
        try:
            return self._pending.wait()
        except (SnapshotChanged, UsageError, Cancelled):
            raise
        except ProhoriError as error:
            self._on_failure(error)
            raise

    def on_end(self, call: Callable[[], None]) -> None:
        self._pending.on_end(call)

    @property
    def seconds(self) -> float:
        return self._pending.seconds

    @property
    def cached(self) -> bool:
        return self._pending.cached


class _FailedBefore:
    """A step that failed in an earlier attempt, and is not tried again."""

    seconds, cached = 0.0, False

    def __init__(self, error: ProhoriError) -> None:
        self._error = error

    def wait(self) -> StepRecord:
        raise self._error

    def on_end(self, call: Callable[[], None]) -> None:
        call()
