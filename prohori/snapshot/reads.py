"""The recorded door: answers an agent's questions from a snapshot and keeps every question with its answer."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from prohori.allowance import Allowance
from prohori.errors import AgentError, NotAnalysed, SnapshotViolation
from prohori.isolation.pool import Job, Pool
from prohori.model import Json
from prohori.snapshot.contents import Contents
from prohori.snapshot.guard import lifted
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Analyser, Dated
from prohori.snapshot.questions import TODAY, Questions, answer_with_names, canonical_digest, names_digest
from prohori.snapshot.tree import Snapshot

T = TypeVar("T")
M = TypeVar("M")

_LFS = b"version https://git-lfs.github.com/spec/v1\n"
_LFS_AT_MOST = 1024
_ORDINARY, _POINTER = b"=", b"L"
"""First byte of a memo's value: whether the file was an LFS pointer, which is known without reading it again."""
TOGETHER = 256
"""Paths whose memos are asked for at once."""
AHEAD_FILES, AHEAD_BYTES = 256, 16_000_000
"""Read and handed over before the first of them is needed."""
SLOW_SECONDS = 1.0
"""After this wait, files behind a slow one get another process."""


def version_mark(code_version: str) -> str:
    """How the memo keys of one code version begin, so that those of others can be found and removed."""
    return f"{code_version[:12]}:"


class Memo(Protocol):
    """Results of analysers, by key; a lost or torn one is None and is made again."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]: ...

    def put(self, key: str, value: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class _Beside:
    """A job that another analyser was given with a file, and where the memo keeps its result."""

    key: str
    final: str
    job: Job


@dataclass(slots=True)
class _Asked(Generic[M]):
    """A file on its way through an analyser: its result, or the job that makes it."""

    path: str
    final: str
    key: str
    result: tuple[M] | None = None
    job: Job | None = None
    beside_key: str = ""
    beside: _Beside | None = None

    @property
    def waits(self) -> bool:
        return self.job is not None and not self.job.is_over

    @property
    def files(self) -> int:
        return self.job is not None

    @property
    def size(self) -> int:
        return self.job.size if self.job is not None else 0


class RecordedReads:
    """Implements `protocol.Reads`. Not for more than one thread at a time."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        today: date,
        settings: Mapping[str, Json],
        memo: Memo | None,
        code_version: str,
        allowance: Allowance | None = None,
        pool: Pool | None = None,
        secrets: Mapping[str, Json] | None = None,
        beside: Mapping[str, Analyser[Any]] = MappingProxyType({}),
    ) -> None:
        """Once the allowance is over, the next question about files raises `TimeLimit` or `Cancelled`, and so does one that is
        being analysed. Without a pool, analysers run in this process, where nothing stops them. `beside`: by the name of an analyser,
        another one that will be asked about the same files; it is asked while the file is parsed, and the memo keeps its answer."""
        self.snapshot, self.allowance, self._pool, self._beside = snapshot, allowance or Allowance(), pool, beside
        self._secrets = secrets
        self._today, self._settings, self._memo, self._code_version = today, settings, memo, code_version
        with lifted():
            self._contents = Contents(snapshot)
        self._content: dict[str, str] = {}
        self._presence: dict[str, str] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        self._globs: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._sizes: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._asked_settings: dict[str, str] = {}
        self._dates: dict[str, tuple[date | None, date | None]] = {}
        self._lfs: dict[str, None] = {}
        self._unanalysed: dict[str, str] = {}

    def questions(self) -> Questions:
        """Everything asked so far, with the answers."""
        return Questions(
            content={spelled(path): blob for path, blob in self._content.items()},
            presence={spelled(path): kind for path, kind in self._presence.items()},
            lists={spelled(folder): answer_with_names(names) for folder, names in self._lists.items()},
            globs={json.dumps(asked): self._glob_answer(names) for asked, names in self._globs.items()},
            sizes={spelled(path): size for path, size in self._sizes.items()},
            links={spelled(path): text for path, text in self._links.items()},
            settings=dict(self._asked_settings),
            dates={fact: "/".join(d.isoformat() if d else "" for d in interval) for fact, interval in self._dates.items()},
            unanalysed={spelled(path): why for path, why in self._unanalysed.items()},
        )

    def _glob_answer(self, names: tuple[str, ...]) -> str:
        """Where every match was read, the content answers already name them."""
        return names_digest(names) if all(name in self._content for name in names) else answer_with_names(names)

    @property
    def lfs(self) -> tuple[str, ...]:
        """Files handed over as LFS pointer text: their real content was not looked at, which a report must say."""
        return tuple(self._lfs)

    @property
    def unanalysed(self) -> Mapping[str, str]:
        """Files whose analysis was cut off, with the reason: a report must list them."""
        return self._unanalysed

    @property
    def today(self) -> date:
        self._note_date(TODAY, self._today, self._today + timedelta(days=1))
        return self._today

    def content(self, path: str) -> bytes:
        final = self._file(path)
        with lifted():
            content = self._contents.read(final)
        if len(content) < _LFS_AT_MOST and content.startswith(_LFS):
            self._lfs[final] = None
        return content

    def text(self, path: str) -> str:
        content = self.content(path)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if (at := content.find(b"\0")) >= 0:
            raise UnicodeDecodeError("utf-8", content[at : at + 1], 0, 1, f"`{spelled(path)}` is not text: it holds a NUL byte")
        return content.decode("utf-8-sig")

    def exists(self, path: str) -> bool:
        final = self._follow(path)
        kind = self.snapshot.kind(final)
        self._presence[final] = kind
        return kind != "absent"

    def size(self, path: str) -> int | None:
        final = self._follow(path)
        if self.snapshot.kind(final) != "file":
            self._absent(final)
            return None
        with lifted():
            size = self._contents.size(final)
        self._sizes[final] = f"{self.snapshot.blob(final)}:{size}"
        return size

    def list(self, folder: str = "") -> tuple[str, ...]:
        final = self._follow(folder.removesuffix("/"))
        names = self.snapshot.children(final)
        self._lists[final] = names
        return names

    def glob(self, *patterns: str) -> tuple[str, ...]:
        self.allowance.refuse(" ".join(map(spelled, patterns)))
        names = self.snapshot.glob(patterns)
        self._globs[patterns] = names
        return names

    def symlink(self, path: str) -> str | None:
        folder, slash, name = path.rpartition("/")
        link = f"{self._follow(folder)}{slash}{name}" if folder else path
        if link not in self.snapshot.links:
            self._follow(link)
            self._links[link] = ""
            return None
        self._links[link] = self.snapshot.blob(link) or ""
        with lifted():
            return self._contents.link_text(link)

    def setting(self, name: str) -> Json:
        """None if the operator did not set it."""
        value = self._settings.get(name)
        self._asked_settings[name] = canonical_digest(value)
        return value

    def secret(self, name: str) -> Json:
        """None if the operator did not set it."""
        if self._secrets is None:
            raise SnapshotViolation("An agent without effects asks for credentials", where=f"`{name}`", next="declare `effects`")
        return self._secrets.get(name)

    def dated(self, lookup: Callable[[date], Dated[T]]) -> T:
        answer = lookup(self._today)
        self._note_date(answer.fact, answer.since, answer.until)
        return answer.value

    def _note_date(self, fact: str, since: date | None, until: date | None) -> None:
        if (since is not None and since > self._today) or (until is not None and until <= self._today):
            raise AgentError(
                "A dated fact was answered for another date.",
                where=fact,
                why=f"It holds from {since} until {until}, and the date is {self._today}.",
                next="Mend the lookup: its interval must contain the date that it is asked for.",
            )
        before_since, before_until = self._dates.get(fact, (None, None))
        self._dates[fact] = (
            max(filter(None, (since, before_since)), default=None),
            min(filter(None, (until, before_until)), default=None),
        )

    def analyse(self, path: str, analyser: Analyser[M]) -> M:
        for _, result in self.analyse_all((path,), analyser):
            return result
        raise NotAnalysed(self._unanalysed[self._follow(path)], where=spelled(path))

    def analyse_all(self, paths: Iterable[str], analyser: Analyser[M]) -> Iterator[tuple[str, M]]:
        asked: deque[_Asked[M]] = deque()
        files = size = 0  # in `asked`, on their way through the pool
        beside: deque[_Beside] = deque()
        try:
            with self._stopping():
                for one in self._asked(paths, analyser):
                    asked.append(one)
                    if one.beside is not None:
                        beside.append(one.beside)
                    self._keep_beside(beside)
                    files, size = files + one.files, size + one.size
                    while asked and (not asked[0].waits or files > AHEAD_FILES or size > AHEAD_BYTES):
                        first = asked.popleft()
                        files, size = files - first.files, size - first.size
                        yield from self._ended(first, analyser)
                while asked:
                    yield from self._ended(asked.popleft(), analyser)
                while beside and self._pool is not None:
                    self._wait_for(beside[0].job, self._pool)
                    self._keep_beside(beside)
        finally:
            self._drop(one.job for one in asked if one.job is not None)
            self._drop(one.job for one in beside)

    def _stopping(self) -> AbstractContextManager[None]:
        pool = self._pool
        if pool is None:
            return nullcontext()

        def stop() -> None:
            with lifted():
                pool.stop()

        return self.allowance.wakes(stop)

    def _drop(self, jobs: Iterable[Job]) -> None:
        if self._pool is not None:
            with lifted():
                self._pool.drop(jobs)

    def _asked(self, paths: Iterable[str], analyser: Analyser[M]) -> Iterator[_Asked[M]]:
        """Recorded before the memo is asked; handed to the pool where the memo has nothing."""
        rest = iter(paths)
        while some := tuple(islice(rest, TOGETHER)):
            together = [self._recorded(path, analyser) for path in some]
            with lifted():
                known = self._memo.get_many(one.key for one in together) if self._memo is not None else {}
            for one in together:
                one.result = self._recalled(known.get(one.key), analyser, one.final)
            self._note_beside([one for one in together if one.result is None], analyser)
            for one in together:
                if one.result is None:
                    self._begin(one, analyser)
                yield one

    def _note_beside(self, together: Sequence[_Asked[M]], analyser: Analyser[M]) -> None:
        other = self._beside.get(analyser.name)
        if other is None or self._memo is None or self._pool is None:
            return
        keys = {self._memo_key(other.name, one.path, self._content[one.final]): one for one in together}
        with lifted():
            known = self._memo.get_many(keys)
        for key, one in keys.items():
            if key not in known:
                one.beside_key = key

    def _keep_beside(self, asked: deque[_Beside]) -> None:
        """In order, as far as they are over. What failed is asked again by whoever needs it, and fails there."""
        while asked and asked[0].job.is_over:
            one = asked.popleft()
            with suppress(NotAnalysed):
                self._keep(one.key, one.final, one.job.result())

    def _recorded(self, path: str, analyser: Analyser[M]) -> _Asked[M]:
        final = self._file(path)
        return _Asked(path, final, self._memo_key(analyser.name, path, self._content[final]))

    def _recalled(self, stored: bytes | None, analyser: Analyser[M], path: str) -> tuple[M] | None:
        if not stored:
            return None
        result = _loaded(stored[1:], analyser)
        if result is not None and stored[:1] == _POINTER:
            self._lfs[path] = None
        return result  # torn, or of another shape: made again

    def _begin(self, one: _Asked[M], analyser: Analyser[M]) -> None:
        content = self.content(one.path)
        if self._pool is None:
            result = analyser.run(one.path, content)
            one.result = (result,)
            self._keep(one.key, one.final, analyser.dump(result))
            return
        with lifted():
            one.job = Job(_name_of(analyser, self._pool.limits.package), one.path, content)
            if not one.beside_key:
                self._pool.submit(one.job)
                return
            other = Job(_name_of(self._beside[analyser.name], self._pool.limits.package), one.path, content)
            one.beside = _Beside(one.beside_key, one.final, other)
            self._pool.submit(one.job, other)

    def _ended(self, one: _Asked[M], analyser: Analyser[M]) -> Iterator[tuple[str, M]]:
        """The file with its result, or nothing where its analysis was cut off."""
        if one.job is not None and self._pool is not None:
            try:
                dumped = self._awaited(one.job, self._pool)
                one.result = _loaded(dumped, analyser)
                if one.result is None:
                    raise NotAnalysed("its analysis answered garbage: it is no result of this analyser")
            except NotAnalysed as error:
                self._cut_off(one.final, error)
                return
            self._keep(one.key, one.final, dumped)
        if one.result is not None:
            yield one.path, one.result[0]

    def _cut_off(self, path: str, error: NotAnalysed) -> None:
        self._unanalysed[path] = error.what
        with lifted():
            from prohori.observe import journal  # only a file that is cut off pays for it

            journal.record(
                f"{spelled(path)} was not analysed: {error.what}", level="WARNING", component="analysis", traceback=error.why or None
            )

    def _awaited(self, job: Job, pool: Pool) -> bytes:
        self._wait_for(job, pool)
        return job.result()

    def _wait_for(self, job: Job, pool: Pool) -> None:
        with lifted():
            while not job.wait(self.allowance.left(SLOW_SECONDS)):
                if self.allowance.is_over:
                    self._drop((job,))
                    self.allowance.refuse(spelled(job.path))
                pool.hurry()

    def _keep(self, key: str, path: str, dumped: bytes) -> None:
        if self._memo is not None:
            with lifted():
                self._memo.put(key, (_POINTER if path in self._lfs else _ORDINARY) + dumped)

    def _memo_key(self, analyser: str, path: str, blob: str) -> str:
        parts = "\0".join((analyser, self._code_version, path, blob))
        return f"{version_mark(self._code_version)}{hashlib.sha256(parts.encode('utf-8', 'surrogateescape')).hexdigest()}"

    def _file(self, path: str) -> str:
        """The file that a path leads to, its content recorded; an absence is recorded too."""
        final = self._follow(path)
        if final in self.snapshot.missing:
            raise self._contents.not_here(final)
        if self.snapshot.kind(final) != "file":
            self._absent(final)
            raise FileNotFoundError(f"no file `{spelled(path)}` in the snapshot")
        self._content[final] = self.snapshot.entries[final][7:]
        return final

    def _absent(self, path: str) -> None:
        self._presence[path] = self.snapshot.kind(path)

    def _follow(self, path: str) -> str:
        self.allowance.refuse(spelled(path))
        if not path:
            return path
        with lifted():
            final, passed = self._contents.resolve(path)
        for name in passed:
            self._links[name] = (self.snapshot.blob(name) or "") if name in self.snapshot.links else ""
        return final


def _loaded(dumped: bytes, analyser: Analyser[M]) -> tuple[M] | None:
    """None for what the analyser did not write."""
    try:
        return (analyser.load(dumped),)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _name_of(analyser: Analyser[M], package: str) -> str:
    """How the analysing process finds it."""
    kind = type(analyser)
    if not kind.__module__.startswith(f"{package}.") or "." in kind.__qualname__:
        raise AgentError(
            f"The analyser `{analyser.name}` cannot be found by an analysing process", where=f"{kind.__module__}.{kind.__qualname__}",
            why="files of the repository are analysed in a process of their own", next=f"make it a class of a module of `{package}`",
        )  # fmt: skip
    return f"{kind.__module__}.{kind.__qualname__}"
