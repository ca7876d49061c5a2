"""What an agent sees of the ERP repository: questions, each recorded with its answer.

An agent gets a `Reads` and nothing else. Paths are POSIX, relative to the target folder, `str` with
`surrogateescape` for names that are not UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from prohori.allowance import Allowance

T = TypeVar("T")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """An answer that depends on the date, and the half-open interval `[since, until)` in which it holds.

    None is unbounded. `fact` names what changes at the bounds (`vat.standard-rate`), for `explain`.
    """

    value: T
    since: date | None
    until: date | None
    fact: str


class Reads(Protocol):
    """The recorded door to one snapshot. Every method records its question and answer in the trace."""

    @property
    def allowance(self) -> Allowance:
        """What the step may still use. An agent with `effects` waits within it; for the others the door does."""
        ...

    @property
    def today(self) -> date:
        """The date the rules are applied for. Recorded exactly (`[today, today+1)`): prefer `dated`."""
        ...

    def content(self, path: str) -> bytes:
        """Bytes of a file, hashed as they are handed over. `FileNotFoundError` if absent (recorded),
        `SnapshotChanged` if they are not the bytes of the snapshot."""
        ...

    def text(self, path: str) -> str:
        """Content decoded (UTF-8, with or without BOM, or UTF-16 with BOM). `UnicodeError` if it is not text."""
        ...

    def exists(self, path: str) -> bool: ...

    def size(self, path: str) -> int | None:
        """Bytes, or None if absent."""
        ...

    def list(self, folder: str = "") -> tuple[str, ...]:
        """Names directly in a folder, sorted; folders end in `/`. Empty if the folder is absent."""
        ...

    def glob(self, *patterns: str) -> tuple[str, ...]:
        """Files that match any pattern, sorted. `*` and `?` stop at `/`, `**/` matches any folders, `{a,b}` alternatives.
        What a pattern with `!` before it matches is left out."""
        ...

    def symlink(self, path: str) -> str | None:
        """The target text of a symbolic link as stored, None if `path` is no link. Links are followed by
        `content` only inside the snapshot; out of it is a `SnapshotViolation`."""
        ...

    def setting(self, name: str) -> Any:
        """An operator's setting (JSON value), recorded, so that changing it makes the step a miss."""
        ...

    def secret(self, name: str) -> Any:
        """An operator's setting that holds credentials. It is not recorded, so only an agent that declares `effects` is given it:
        nothing that it answers is cached."""
        ...

    def dated(self, lookup: Callable[[date], Dated[T]]) -> T:
        """The value of a dated fact today; the trace keeps the intersection of all intervals."""
        ...

    def analyse(self, path: str, analyser: Analyser[M]) -> M:
        """The analyser's result for one file, from the per-file memo if these very bytes (and this path) were
        analysed by this version before. The read is recorded before the memo is asked. `NotAnalysed` where the file is too
        much for it (time, memory, a crash); swallowed or not, the report then lists the file as not evaluated."""
        ...

    def analyse_all(self, paths: Iterable[str], analyser: Analyser[M]) -> Iterator[tuple[str, M]]:
        """Each path with its result, in the order given, several at a time behind it. A file that is too much for its
        analyser is left out here, and listed in the report as not evaluated."""
        ...


class Analyser(Protocol[M]):
    """A pure function of (path, bytes), whose result is JSON-able through `dump` and `load`.

    It must not depend on anything else: no date, no settings, no other file. It runs in a process of its own, which finds it by
    the name of its class: a class of a module of `prohori.codebase`, made without arguments.
    """

    name: str

    def run(self, path: str, content: bytes) -> M: ...

    def dump(self, result: M) -> bytes: ...

    def load(self, stored: bytes) -> M: ...
