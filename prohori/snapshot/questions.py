"""What a step asked of the snapshot and was told, and which of it has another answer now.

Everything is text, so that ten thousand answers parse and compare in milliseconds. Paths are `spelled`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from prohori.model import Fact, Json
from prohori.snapshot.blobs import LINK
from prohori.snapshot.globs import matcher
from prohori.snapshot.names import spelled, unspelled
from prohori.snapshot.tree import Snapshot

Kind = Literal["content", "presence", "list", "glob", "size", "link", "setting", "date", "unanalysed"]
TODAY = "today"
NAMED_AT_MOST = 3


class Questions(Fact):
    content: dict[str, str] = {}
    """Path → blob id."""
    presence: dict[str, str] = {}
    """Path → `Snapshot.kind`; also every absent path that was asked for."""
    lists: dict[str, str] = {}
    """Folder → answer (`digest:names`)."""
    globs: dict[str, str] = {}
    """JSON array of patterns → answer; without the names where every match was also read."""
    sizes: dict[str, str] = {}
    """Path → `blob:size`."""
    links: dict[str, str] = {}
    """Path → id of the link's text, empty if it was no link."""
    settings: dict[str, str] = {}
    """Name → digest of the canonical JSON."""
    dates: dict[str, str] = {}
    """Fact → `since/until`, half open, empty for unbounded; the intersection of all its answers."""
    unanalysed: dict[str, str] = {}
    """Path → why its analysis was cut off. That is no answer: with one of these, the record answers nobody, and it is tried again."""

    def __len__(self) -> int:
        return sum(map(len, (self.content, self.presence, self.lists, self.globs, self.sizes, self.links, self.settings, self.dates)))


class Change(Fact):
    """One question with another answer now; `str()` says it in a sentence."""

    kind: Kind
    subject: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        return _SENTENCES[self.kind](self)


def differences(questions: Questions, snapshot: Snapshot, settings: Mapping[str, Json], today: date) -> list[Change]:
    """Every question whose answer is another one now; empty means the recorded result still holds."""
    return list(changes(questions, snapshot, settings, today))


def first_difference(questions: Questions, snapshot: Snapshot, settings: Mapping[str, Json], today: date) -> Change | None:
    """The cheapest to find; None means the recorded result still holds."""
    return next(changes(questions, snapshot, settings, today), None)


def changes(questions: Questions, snapshot: Snapshot, settings: Mapping[str, Json], today: date) -> Iterator[Change]:
    """Lazily, the cheap questions first."""
    for name, why in questions.unanalysed.items():
        yield Change(kind="unanalysed", subject=name, was=why)
    yield from _changed_dates(questions, today)
    yield from _changed_settings(questions, settings)
    yield from _changed_content(questions, snapshot)
    yield from _changed_sizes(questions, snapshot)
    yield from _changed_links(questions, snapshot)
    yield from _changed_presence(questions, snapshot)
    yield from _changed_lists(questions, snapshot)
    yield from _changed_globs(questions, snapshot)


def settings_hold(questions: Questions, settings: Mapping[str, Json]) -> bool:
    """Whether the operator's settings that were asked for are still the same, whatever became of the repository."""
    return next(_changed_settings(questions, settings), None) is None


def canonical_digest(value: Json) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def names_digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def answer_with_names(names: Sequence[str]) -> str:
    packed = zlib.compress("\0".join(names).encode("utf-8", "surrogateescape"), 1)
    return f"{names_digest(names)}:{base64.b64encode(packed).decode()}"


def _names_of(answer: str) -> list[str]:
    packed = answer.partition(":")[2]
    text = zlib.decompress(base64.b64decode(packed)).decode("utf-8", "surrogateescape")
    return text.split("\0") if text else []


def _changed_dates(questions: Questions, today: date) -> Iterator[Change]:
    now = today.isoformat()
    for fact, interval in questions.dates.items():
        since, _, until = interval.partition("/")
        if now < since or (until and now >= until):
            yield Change(kind="date", subject=fact, was=interval, now=now)


def _changed_settings(questions: Questions, settings: Mapping[str, Json]) -> Iterator[Change]:
    for name, was in questions.settings.items():
        if (now := canonical_digest(settings.get(name))) != was:
            yield Change(kind="setting", subject=name, was=was, now=now)


def _changed_content(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    entries, links = snapshot.entries, snapshot.links
    for name, was in questions.content.items():
        path = unspelled(name) if "\\" in name else name
        entry = entries.get(path, "")
        if entry[7:] != was or path in links:
            yield Change(kind="content", subject=name, was=was, now=entry[7:])


def _changed_sizes(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    for name, was in questions.sizes.items():
        path = unspelled(name)
        blob, _, size = was.partition(":")
        if (now := snapshot.blob(path) or "") != blob or path in snapshot.links:
            # Only the sizes of dirty files are known without asking git; for others a new blob is taken for a new size.
            known = snapshot.sizes.get(path)
            if known is None or str(known) != size:
                yield Change(kind="size", subject=name, was=was, now=now)


def _changed_links(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    for name, was in questions.links.items():
        entry = snapshot.entries.get(unspelled(name), "")
        now = entry[7:] if entry.startswith(LINK) else ""
        if now != was or (not was and snapshot.link_above(unspelled(name))):
            yield Change(kind="link", subject=name, was=was, now=now)


def _changed_presence(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    for name, was in questions.presence.items():
        if (now := snapshot.kind(unspelled(name))) != was:
            yield Change(kind="presence", subject=name, was=was, now=now)


def _changed_lists(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    for folder, answer in questions.lists.items():
        path = unspelled(folder)
        names = snapshot.children(path)
        behind = not names and (path in snapshot.links or snapshot.link_above(path) is not None)
        if behind or names_digest(names) != answer.partition(":")[0]:
            yield _renamed("list", f"{folder}/", _names_of(answer), names)


def _changed_globs(questions: Questions, snapshot: Snapshot) -> Iterator[Change]:
    for asked, answer in questions.globs.items():
        patterns = _patterns(asked)
        now = snapshot.glob(patterns)
        if names_digest(now) != answer.partition(":")[0]:
            read = filter(matcher(patterns), map(unspelled, questions.content))
            yield _renamed("glob", " ".join(patterns), _names_of(answer) if ":" in answer else read, now)


def _patterns(asked: str) -> tuple[str, ...]:
    patterns = json.loads(asked)
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise ValueError("a recorded glob is no array of patterns")
    return tuple(patterns)


def _renamed(kind: Kind, subject: str, was: Iterable[str], now: Iterable[str]) -> Change:
    """`was` and `now` hold only what is removed and added, one a line."""
    before, after = set(was), set(now)
    removed, added = (sorted(map(spelled, names)) for names in (before - after, after - before))
    return Change(kind=kind, subject=spelled(subject), was="\n".join(removed), now="\n".join(added))


def _said_date(c: Change) -> str:
    since, _, until = c.was.partition("/")
    if c.subject == TODAY:
        return f"the date moved from {since} to {c.now}"
    return f"the rulebook changes on {until if until and c.now >= until else since}: {c.subject}"


def _said_names(c: Change) -> str:
    parts = [_counted(names.split("\n"), word) for names, word in ((c.now, "added"), (c.was, "removed")) if names]
    return f"{c.kind} {c.subject}: {', '.join(parts) or 'a link on the way changed'}"


def _counted(names: list[str], word: str) -> str:
    named = ", ".join(names[:NAMED_AT_MOST]) + (", …" if len(names) > NAMED_AT_MOST else "")
    return f"{len(names)} {word} ({named})"


def _said_link(c: Change) -> str:
    if c.was and c.now:
        return f"the link {c.subject} changed"
    if c.now:
        return f"{c.subject} became a link"
    return f"{c.subject} is no longer the link" if c.was else f"a folder above {c.subject} became a link"


def _said_content(c: Change) -> str:
    return f"{c.subject} changed" if c.now else f"{c.subject} was deleted"


_SENTENCES: dict[Kind, Callable[[Change], str]] = {
    "content": _said_content,
    "presence": lambda c: f"{c.subject} was {c.was}, is {c.now}",
    "list": _said_names,
    "glob": _said_names,
    "size": lambda c: f"the size of {c.subject} changed",
    "link": _said_link,
    "setting": lambda c: f"the setting {c.subject} changed",
    "date": _said_date,
    "unanalysed": lambda c: f"{c.subject} was not analysed: {c.was}",
}
