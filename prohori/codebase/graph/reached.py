"""What was reached so far, and what loading a file reaches: the state of a sweep."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from prohori.codebase.graph.facts import Import
from prohori.codebase.graph.frameworks import MOUNTED, PASSIVE
from prohori.codebase.graph.names import Names


class Why(NamedTuple):
    """How something was reached: from which symbol (None for an entry point), whether surely, and in words if not by its name."""

    parent: int | None
    sure: bool
    note: str = ""


class Reached:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.alive: dict[int, Why] = {}
        self.registered: dict[int, dict[int | None, Why]] = {}
        """Modules, controllers and components that a framework was told of, by application (the symbol that starts it)."""
        self.loaded: dict[str, Why] = {}
        self.mentioned: dict[str, int] = {}
        """Member names that running code uses, with a symbol that does."""
        self.strings: dict[str, int] = {}
        self.used_whole: set[int] = set()
        """Objects and enums that are handed on as a whole."""
        self.read: dict[int, int] = {}
        """Keys of objects and members of enums that running code names, with a symbol that does."""
        self.unread: list[str] = []
        """Files that are loaded, and whose content is not known: what they use is not known either."""
        self.taken: set[int] = set()
        """Objects that a framework reads itself, by keys of its own."""
        self.entity_globs: list[tuple[str, str, Why]] = []
        """(folder of the file, glob, how reached)"""
        self.entities: dict[int, Why] = {}
        self.features: dict[int, Why] = {}
        """Entities named by a live module for its repositories."""
        self.auto_load = False
        self.data_sources: list[int] = []
        self.later: list[tuple[str, int, Why]] = []
        """What the second round follows: kind of step, symbol, how reached."""
        self.guesses: dict[str, int] = {}
        """Member names of objects that are not known, with a symbol that uses one."""
        self.routed = _functions_of_routers(names)
        self.queue: deque[int] = deque()
        """Symbols that are alive, and whose references are still to be followed."""
        self._values: dict[str, frozenset[str]] = {}

    def mark(self, number: int, why: Why) -> None:
        if number not in self.alive:
            self.alive[number] = why
            self.queue.append(number)

    def load(self, path: str, why: Why) -> None:
        """A file is loaded: what stands at its top level runs, and what it imports is loaded."""
        waiting = [(path, why)]
        while waiting:
            at, by = waiting.pop()
            if at in self.loaded or at not in self.names.first:
                if at not in self.loaded and self.names.facts[at].unread and at not in self.unread:
                    self.unread.append(at)
                continue
            self.loaded[at] = by
            base = self.names.first[at]
            self.mark(base, by)
            facts = self.names.facts[at]
            for one in facts.imports:
                if one.owner == 0 and one.how in ("value", "reexport") and (target := self._loads(at, one)) is not None:
                    waiting.append((target, Why(base, by.sure)))
            for routed in self.routed.get((at, ""), ()):
                self.mark(routed, Why(base, by.sure))
            if facts.says.get("component"):
                for child in self.names.children[base]:
                    self.taken.add(child)
                    if self.names.symbols[child].kind == "constant":
                        self.mark(child, Why(base, by.sure))
            if facts.language == "python":
                self._decorated(at, base)
                waiting += ((package, Why(base, by.sure)) for package in self._packages_of(at))

    def _decorated(self, path: str, base: int) -> None:
        """Python functions and classes that a decorator may have registered when the file was loaded."""
        for child in self.names.children[base]:
            symbol = self.names.symbols[child]
            for decorator in symbol.decorators:
                head = decorator.name.split(".")[0]
                if (
                    (path, head) not in self.routed
                    and not PASSIVE.match(decorator.name)
                    and head not in ("dataclass", "dataclasses", "pytest")
                ):
                    self.later.append(("alive", child, Why(base, False, f"`@{decorator.name}` may register it")))

    def _packages_of(self, path: str) -> Iterator[str]:
        folder = posixpath.dirname(path)
        if (init := posixpath.join(folder, "__init__.py")) in self.names.first and init != path:
            yield init

    def _loads(self, path: str, one: Import) -> str | None:
        if one.how == "value" and one.names and self.names.facts[path].language == "typescript" and not self._is_value(path, one):
            return None  # only types: the compiler leaves the import out
        found = self.names.target(path, one)
        return found if found is not None and found != path else None

    def _is_value(self, path: str, one: Import) -> bool:
        if path not in self._values:
            self._values[path] = self._value_names(path)
        heads = self._values[path]
        return any(not here or here in heads for _, here in one.names)

    def _value_names(self, path: str) -> frozenset[str]:
        facts = self.names.facts[path]
        found: set[str] = set()
        for symbol in facts.symbols:
            found.update(ref.split(".", 1)[0] for ref in symbol.uses)
            if symbol.decorators or any(p.decorators for p in symbol.params) or symbol.short == "constructor":
                found.update(ref.split(".", 1)[0] for ref in symbol.types)
            found.update(b.split(".", 1)[0] for b in symbol.bases)
        for one in facts.imports:
            if one.how == "alias":
                found.update(here for here, _ in one.names)
        return frozenset(found)


def _functions_of_routers(names: Names) -> dict[tuple[str, str], list[int]]:
    """Python functions by the router in their file whose decorator they carry."""
    found: dict[tuple[str, str], list[int]] = {}
    for path in names.paths:
        if names.facts[path].language != "python":
            continue
        scope = names.named(path)
        base = names.first[path]
        for index, symbol in enumerate(names.facts[path].symbols):
            for decorator in symbol.decorators:
                head = decorator.name.split(".")[0]
                held = scope.get(head)
                if held is not None and held != base + index and names.symbols[held].kind == "constant":
                    found.setdefault((path, head), []).append(base + index)
                    if not MOUNTED.search(names.symbols[held].type):
                        found.setdefault((path, ""), []).append(base + index)
    return found
