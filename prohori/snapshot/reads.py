"""The recorded door: answers an agent's questions from a snapshot and keeps every question with its answer."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Protocol, TypeVar

from prohori.errors import AgentError, TimeLimit
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


def version_mark(code_version: str) -> str:
    """How the memo keys of one code version begin, so that those of others can be found and removed."""
    return f"{code_version[:12]}:"


class Memo(Protocol):
    """Results of analysers, by key; a lost or torn one is None and is made again."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...


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
        limit_seconds: float | None = None,
    ) -> None:
        """`limit_seconds` from now on, the next question about files raises `TimeLimit`: a thread cannot be stopped otherwise."""
        self.snapshot = snapshot
        self._limit = limit_seconds
        self._deadline = None if limit_seconds is None else time.monotonic() + limit_seconds
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
        )

    def _glob_answer(self, names: tuple[str, ...]) -> str:
        """Where every match was read, the content answers already name them."""
        return names_digest(names) if all(name in self._content for name in names) else answer_with_names(names)

    @property
    def lfs(self) -> tuple[str, ...]:
        """Files handed over as LFS pointer text: their real content was not looked at, which a report must say."""
        return tuple(self._lfs)

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
        self._refuse_late(" ".join(patterns))
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
        final = self._file(path)  # recorded before the memo is asked
        key = self._memo_key(analyser.name, path, self._content[final])
        known = self._recalled(key, analyser, final)
        if known is not None:
            return known[0]
        result = analyser.run(path, self.content(path))
        if self._memo is not None:
            stored = (_POINTER if final in self._lfs else _ORDINARY) + analyser.dump(result)
            with lifted():
                self._memo.put(key, stored)
        return result

    def _recalled(self, key: str, analyser: Analyser[M], path: str) -> tuple[M] | None:
        if self._memo is None:
            return None
        with lifted():
            stored = self._memo.get(key)
        if not stored:
            return None
        try:
            result = analyser.load(stored[1:])
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return None  # torn, or of another shape: made again
        if stored[:1] == _POINTER:
            self._lfs[path] = None
        return (result,)

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

    def _refuse_late(self, subject: str) -> None:
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise TimeLimit(
                f"The time limit of {self._limit:g} s is over", where=spelled(subject), next="raise `timeout`, or give it less to read"
            )

    def _follow(self, path: str) -> str:
        self._refuse_late(path)
        if not path:
            return path
        with lifted():
            final, passed = self._contents.resolve(path)
        for name in passed:
            self._links[name] = (self.snapshot.blob(name) or "") if name in self.snapshot.links else ""
        return final
