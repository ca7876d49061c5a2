"""What a run leaves behind so that it can go on after its process has ended: `PROHORI_HOME/runs/<run id>/checkpoint/`.

The manifest is written whole before any step. Then a note names the record key of each place before its step is submitted, and
one more how it failed. A step is *finished* when its record is in the store under the noted key. The lock is the kernel's: free
as soon as the process is gone. Whoever begins a run that has a manifest continues it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from prohori.cache.canonical import digest
from prohori.cache.key import result_digest
from prohori.cache.lock import KeyLock
from prohori.cache.trace import load
from prohori.engine.notes import FOLDER, MANIFEST, Failure, Manifest, Note, Notes, manifest_of, read_manifest
from prohori.engine.request import StepRequest
from prohori.engine.shards import shard_of
from prohori.engine.workspace import Workspace
from prohori.errors import Cancelled, ProhoriError, SnapshotChanged, UsageError
from prohori.model import CacheUse, Continued, Json, StepResult, WorkflowResult
from prohori.observe import journal
from prohori.observe.formats import write_whole
from prohori.snapshot.questions import settings_hold

if TYPE_CHECKING:
    from prohori.cache.record import StepRecord
    from prohori.patterns.attempt import Pending, Prepare, Submit

CLAIM_SECONDS = 1.0
"""Somebody who looks whether the lock is taken holds it for an instant."""


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


def _lock(folder: Path) -> KeyLock:
    return KeyLock(folder / FOLDER, "run")


class Checkpoint:
    """Made by `claimed`. `begin` first, then its wrappers around how a pattern prepares and submits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.earlier, self.unread = read_manifest(folder)
        """Of the attempt before, or why there is none that counts."""
        self._retried = (folder / "report.json").exists()
        self._notes = Notes(folder)
        self._remarks: list[str] = []

    def begin(self, workspace: Workspace) -> None:
        """Decides what of an earlier attempt counts, and writes the manifest of this one."""
        earlier, current = self.earlier, manifest_of(workspace)
        noted, damaged = self._notes.read()
        if earlier is None:
            anew = self.unread if noted or damaged or (self.folder / FOLDER / MANIFEST).exists() else ""
        else:
            current, anew = current.model_copy(update={"times": earlier.times + 1}), earlier.differs(current)
            if not anew:
                known = tuple(one for one in earlier.snapshots if one.tree != current.repository.tree)
                current = current.model_copy(update={"began": earlier.began, "snapshots": (*known, current.repository)})
        if anew:
            self._remark(f"nothing of before counts: {anew}")
            noted = {}
        elif damaged:
            self._remark(f"{damaged} of the notes of its checkpoint cannot be read: their steps may run again")
        if self._retried:  # because of what failed: that is tried again
            noted = {place: note for place, note in noted.items() if not note.failed}
        self._write(current, noted)
        self._take_up(workspace, current, noted)

    def renew(self, workspace: Workspace) -> None:
        """The run begins anew on another snapshot: what was noted counts no more."""
        current = manifest_of(workspace).model_copy(update={"times": self.manifest.times})
        self._write(current, {})
        self._take_up(workspace, current, {})

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
                request.attempts = failure.attempts
                return _FailedBefore(failure.error())
            note = Note(
                place=request.place, part=request.part, step=request.name, key=request.key or "", job=_asked(request), tree=self._tree
            )

            def failed(error: ProhoriError) -> None:
                self._notes.add(note.model_copy(update={"failed": Failure.of(error, request.attempts)}))

            if request.place not in self._finished:
                self._notes.add(note)
            return _Noted(submit(request), failed)

        return submitted

    def concluded(self, result: WorkflowResult) -> WorkflowResult:
        """With what is to be said about an attempt that was not the first."""
        if not self.manifest.times and not self._remarks:
            return result
        trees = {self._finished[place].tree for place in self._held_over}
        mixed = bool(trees) and (self._fresh or len(trees) > 1)
        snapshots = {one.tree: one for one in self.manifest.snapshots}
        over = {self._finished[place].step for place in self._held_over} if mixed else set()
        return result.model_copy(update={
            "repository": result.repository if mixed or not trees else snapshots.get(min(trees), result.repository),
            "continued": Continued(
                times=self.manifest.times, kept=tuple(name for step in result.steps for name in self._kept_of(step)),
                earlier=", ".join(snapshots[tree].shown if tree in snapshots else tree[:7] for tree in sorted(trees)) if mixed else "",
                mixed=tuple(step.name for step in result.steps if step.name in over), notes=tuple(self._remarks),
            ),
        })  # fmt: skip

    def _kept_of(self, step: StepResult) -> list[str]:
        """The step, or those of its shards that were not repeated."""
        parts = [shard_of(step.name, shard.name) for shard in step.shards] or [step.name]
        kept = [part for part in parts if part in self._kept]
        return [step.name] if len(kept) == len(parts) else kept

    def _write(self, manifest: Manifest, noted: dict[str, Note]) -> None:
        """The notes first: a manifest never stands beside notes that it does not know. A disk that takes neither does not end the run."""
        try:
            self._notes.replace(noted.values())
            write_whole(self.folder / FOLDER / MANIFEST, manifest.model_dump_json(indent=1))
        except OSError as error:
            self._remark(f"its checkpoint cannot be written ({error.strerror or error}): should it be killed, it cannot go on")

    def _take_up(self, workspace: Workspace, manifest: Manifest, noted: dict[str, Note]) -> None:
        self.manifest, self._tree, self._nonce = manifest, manifest.repository.tree, uuid4().hex
        self._noted = noted
        self._finished = {place: note for place, note in noted.items() if self._is_finished(workspace, note)}
        self._may_differ = {place for place, note in self._finished.items() if note.tree != self._tree}
        """Finished on an earlier snapshot, and not known to hold on this one."""
        self._held_over: set[str] = set()
        self._kept: set[str] = set()
        self._fresh = False
        """Whether a step was prepared that had not finished before."""

    def _remark(self, text: str) -> None:
        self._remarks.append(text)
        journal.record(text, level="WARNING", component="run")

    def _is_finished(self, workspace: Workspace, note: Note) -> bool:
        record = load(workspace.store, note.key)
        if record is None or not settings_hold(record.questions, workspace.answers):
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
            self._fresh = self._fresh or self._given_back(request) is None
            if request.key is None or (self._may_differ and not holds):
                self._keep_private(request)
            return request
        self._kept.add(request.part)
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
        """How the place failed before, where a later place of the same part has finished: it was tried, and is not tried again."""
        before = self._noted.get(request.place)
        if before is None or before.failed is None or before.job != _asked(request):
            return None
        places = list(self._noted)
        later = places[places.index(request.place) + 1 :]
        tried = any(place in self._finished and self._finished[place].part == request.part for place in later)
        return before.failed if tried else None


def _asked(request: StepRequest) -> str:
    upstream: dict[str, Json] = {name: result_digest(consumed) for name, consumed in request.job.upstream.items()}
    return digest([request.definition.digest, request.job.model_dump(mode="json", exclude={"upstream"}), upstream])


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
