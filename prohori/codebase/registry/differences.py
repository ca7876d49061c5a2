"""What changed between two registries, and by how much, as a semantic version says it: docs/reference/rules.md has the table.

A rule has no name of its own. It is paired with one that says the same in the same file (or in one that was renamed and says the same as
a whole), then with one of its kind, role and subject there, then with one that says the same in another file; what is left was removed
or added. A line alone is no change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Literal

from prohori.codebase.registry.conflicts import forms_of, lengths_of
from prohori.codebase.registry.model import Conflict, Found, Missing, Registry
from prohori.model import Fact

Bump = Literal["major", "minor", "patch", "none"]
What = Literal["added", "removed", "stricter", "looser", "changed", "moved", "reach", "rewritten"]
BUMPS: tuple[Bump, ...] = ("major", "minor", "patch", "none")
_SAID = frozenset({"message", "annotation", "text"})
"""Roles that tell a person and check nothing."""
_BUMPS: dict[What, Bump] = {
    "added": "minor", "removed": "major", "stricter": "major", "looser": "major", "changed": "major", "moved": "patch", "reach": "patch",
    "rewritten": "patch",
}  # fmt: skip


class Place(Fact):
    path: str
    line: int
    value: str
    role: str
    reach: str
    evidence: str


class Change(Fact):
    what: What
    bump: Bump
    kind: str
    about: str
    before: Place | None = None
    after: Place | None = None

    @property
    def place(self) -> Place:
        """Where it is now, or where it was."""
        found = self.after or self.before
        assert found  # noqa: S101
        return found


def changes_between(before: Registry, after: Registry) -> tuple[Change, ...]:
    """The gravest first, then by place."""
    found = _changes(before.rules, after.rules)
    return tuple(sorted(found, key=lambda c: (BUMPS.index(c.bump), c.place.path, c.place.line, c.kind)))


def bump_of(changes: Iterable[Change]) -> Bump:
    """That of the gravest change."""
    return min((change.bump for change in changes), key=BUMPS.index, default="none")


def new_in(before: Registry, after: Registry, *, gone: Callable[[str], bool], came: Callable[[str], bool]) -> Registry:
    """Of `after`: the rules that were added or changed, the conflicts with a side that `before` does not have, the missing rules that
    it does not have. `gone` and `came` say of a path that only one of the trees has it: a renamed file brings nothing new."""
    changed = {(c.after.path, c.after.line, c.kind) for c in changes_between(before, after) if c.after and c.bump in ("major", "minor")}
    known = _known_sides(before.conflicts)
    missing = {(one.kind, one.path) for one in before.missing}
    lost = {one.kind for one in before.missing if gone(one.path)}

    def is_new(conflict: Conflict) -> bool:
        sides = known.get(_subject(conflict), set())
        unknown = Counter(s.value for s in conflict.sides if (s.path, s.value) not in sides and came(s.path))
        if any((s.path, s.value) not in sides and not came(s.path) for s in conflict.sides):
            return True
        return bool(unknown - Counter(value for path, value in sides if gone(path)))

    def is_missing(one: Missing) -> bool:
        return (one.kind, one.path) not in missing and not (came(one.path) and one.kind in lost)

    return after.model_copy(update={
        "rules": tuple(one for one in after.rules if (one.path, one.line, one.kind) in changed),
        "conflicts": tuple(filter(is_new, after.conflicts)), "missing": tuple(filter(is_missing, after.missing)),
    })  # fmt: skip


def _subject(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.kind, conflict.what, conflict.about


def _known_sides(conflicts: Iterable[Conflict]) -> dict[tuple[str, str, str], set[tuple[str, str]]]:
    known: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for conflict in conflicts:
        known[_subject(conflict)] |= {(side.path, side.value) for side in conflict.sides}
    return known


def _changes(before: Iterable[Found], after: Iterable[Found]) -> Iterator[Change]:
    old, new = list(before), list(after)
    was_at = _renamed(old, new)

    def path(one: Found) -> str:
        return was_at.get(one.path, one.path)

    for key in (
        lambda one: (path(one), one.kind, one.role, one.about, one.value, one.evidence),
        lambda one: (path(one), one.kind, one.role, one.about, one.value),
        lambda one: (path(one), one.kind, one.role, one.about),
        lambda one: (path(one), one.kind, one.about),
        lambda one: (one.kind, one.role, one.about, one.value, one.evidence),
    ):
        pairs, old, new = _paired(old, new, key)
        for was, is_ in pairs:
            yield from _of_pair(was, is_)
    yield from (_change("removed", one, None) for one in old)
    yield from (_change("added", None, one) for one in new)


def _renamed(old: Iterable[Found], new: Iterable[Found]) -> dict[str, str]:
    """Path to the path of before, of files that say the same as one that is gone."""
    then, now = _sayings(old), _sayings(new)
    gone: dict[Hashable, list[str]] = defaultdict(list)
    for path in sorted(then.keys() - now.keys(), reverse=True):
        gone[tuple(then[path])].append(path)
    return {path: gone[said].pop() for path in sorted(now.keys() - then.keys()) if gone[said := tuple(now[path])]}


def _sayings(rules: Iterable[Found]) -> dict[str, list[Hashable]]:
    """By path, in the order of lines."""
    said: dict[str, list[Hashable]] = defaultdict(list)
    for one in sorted(rules, key=lambda r: (r.path, r.line)):
        said[one.path].append((one.kind, one.role, one.about, one.value, one.evidence))
    return said


def _paired(
    old: list[Found], new: list[Found], key: Callable[[Found], Hashable]
) -> tuple[list[tuple[Found, Found]], list[Found], list[Found]]:
    """Pairs of equal key in the order of lines, and what is left on either side."""
    waiting: dict[Hashable, list[Found]] = defaultdict(list)
    for one in sorted(new, key=lambda r: (r.path, r.line), reverse=True):
        waiting[key(one)].append(one)
    pairs, left = [], []
    for one in sorted(old, key=lambda r: (r.path, r.line)):
        if waiting[key(one)]:
            pairs.append((one, waiting[key(one)].pop()))
        else:
            left.append(one)
    return pairs, left, [one for ones in waiting.values() for one in ones]


def _of_pair(was: Found, is_: Found) -> Iterator[Change]:
    if was.value != is_.value:
        yield _change(_direction(was, is_), was, is_)
    elif was.path != is_.path:
        yield _change("moved", was, is_)
    elif (was.evidence, was.role) != (is_.evidence, is_.role):
        yield _change("rewritten", was, is_)
    elif was.reach != is_.reach:
        yield _change("reach", was, is_)


def _direction(was: Found, is_: Found) -> What:
    """By what is let through; a column by its room."""
    lengths, now = lengths_of(was), lengths_of(is_)
    if lengths and now and was.role == is_.role == "column":
        return "stricter" if max(now) < max(lengths) else "looser"
    if lengths and now:
        return "stricter" if now < lengths else "looser" if now > lengths else "changed"
    forms, taken = forms_of(was), forms_of(is_)
    return "stricter" if taken and taken < forms else "looser" if forms and taken > forms else "changed"


def _change(what: What, was: Found | None, is_: Found | None) -> Change:
    one = is_ or was
    assert one  # noqa: S101
    bump = "patch" if one.role in _SAID and (was is None or was.role in _SAID) else _BUMPS[what]
    return Change(what=what, bump=bump, kind=one.kind, about=one.about, before=_place(was), after=_place(is_))


def _place(one: Found | None) -> Place | None:
    if one is None:
        return None
    return Place(path=one.path, line=one.line, value=one.value, role=one.role, reach=one.reach, evidence=one.evidence)
