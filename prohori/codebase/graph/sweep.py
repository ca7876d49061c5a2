"""What runs: from the entry points along imports, names, registrations and calls, with the way to each place.

Two rounds. The first follows only what is certain. The second follows the rest (a call whose object is not known, a
condition at run time, an entry point by its looks), and whatever it reaches first is *unsure*.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from prohori.codebase.graph.entries import Entry
from prohori.codebase.graph.expansion import glob_patterns
from prohori.codebase.graph.facts import Symbol
from prohori.codebase.graph.frameworks import COMMON_MEMBERS
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reached import Reached, Why
from prohori.codebase.graph.references import References
from prohori.codebase.graph.registration import Registration, is_entity, is_module
from prohori.snapshot.globs import matcher

_GLOBBING = ("import.meta.glob", "require.context")


class Sweep(Reached):
    def __init__(self, names: Names, entries: Iterable[Entry]) -> None:
        super().__init__(names)
        self.entries = list(entries)
        self._registration = Registration(self)
        self._references = References(self, self._registration)

    @property
    def excluded(self) -> set[int]:
        """Classes that are filtered out of the list they stand in."""
        return self._registration.lists.excluded

    def run(self) -> None:
        for entry in self.entries:
            if entry.sure:
                self._enter(entry)
        self._settle()
        for entry in self.entries:
            if not entry.sure:
                self._enter(entry)
        self._drain()
        before = -1
        while before != len(self.alive) + len(self.registered):
            before = len(self.alive) + len(self.registered)
            later, self.later = self.later, []
            for kind, number, why in later:
                if kind == "register" and number not in self.excluded and number not in self.registered:
                    self._registration.register(number, None, why)
                elif kind == "override":
                    if self.names.owner(number) in self.alive:
                        self.mark(number, why)
                    else:
                        self.later.append((kind, number, why))
                elif kind == "alive":
                    self.mark(number, why)
                elif kind == "load" and self.names.path_of(number) not in self.loaded:
                    self.load(self.names.path_of(number), why)
                    for child in self.names.children[number]:
                        if self.names.symbols[child].exported:
                            self.mark(child, Why(number, False))
            self._drain()
            self._globbed()
            for name, by in list(self.guesses.items()):
                for method in self._offered(name):
                    owner = self.names.owner(method)
                    if method not in self.alive and owner in self.alive:
                        self.mark(method, Why(by, False, f"something is called `{name}` there"))
            self._drain()

    def _globbed(self) -> None:
        """Files that a glob loads: entities of a data source, `import.meta.glob`."""
        globs, self.entity_globs = self.entity_globs, []
        for folder, glob, why in globs:
            fits = matcher(tuple(glob_patterns(folder, glob)))
            for path in self.names.paths:
                if not fits(path):
                    continue
                self.load(path, why)
                for child in self.names.children[self.names.first[path]]:
                    if is_entity(self.names.symbols[child]):
                        self.entities.setdefault(child, why)
                        self.mark(child, why)
        if globs:
            self._drain()

    def _settle(self) -> None:
        """The first round: until nothing more is certain. A call of a name that only one class has is taken for it."""
        self._drain()
        done: set[str] = set()
        while True:
            for name in [n for n in self.guesses if n not in done]:
                offered = self._offered(name)
                if len(offered) == 1 and name not in COMMON_MEMBERS and len(name) > 4:
                    owner = self.names.owner(offered[0])
                    if owner in self.alive:
                        done.add(name)
                        self.mark(offered[0], Why(self.guesses[name], True))
                elif len(offered) != 1:
                    done.add(name)
            if not self.queue and not self.entity_globs:
                return
            self._drain()
            self._globbed()

    def _offered(self, name: str) -> list[int]:
        members = self.names.members
        found = members.get(name, [])
        if name and name[0].islower() and f"scope{name[0].upper()}{name[1:]}" in members:
            found = found + members[f"scope{name[0].upper()}{name[1:]}"]
        camel = "".join(w[:1].upper() + w[1:] for w in name.split("_"))
        for accessor in (f"get{camel}Attribute", f"set{camel}Attribute"):
            if accessor in members:
                found = found + members[accessor]
        return found

    def _enter(self, entry: Entry) -> None:
        why = Why(None, entry.sure, entry.why)
        if entry.symbol is not None:
            self.load(entry.path, why)
            self.mark(entry.symbol, why)
            owner = self.names.owner_class(entry.symbol)
            if owner is not None and owner != entry.symbol:
                self.mark(owner, why)
            return
        self.load(entry.path, why)
        if entry.whole and entry.path in self.names.first:
            base = self.names.first[entry.path]
            for child in self.names.children[base]:
                symbol = self.names.symbols[child]
                if symbol.exported or symbol.kind == "class":
                    self.mark(child, Why(base, entry.sure))
                    self.taken.add(child)
                    if symbol.kind == "class":
                        self._registration.offer(child, Why(base, entry.sure), True)

    def _drain(self) -> None:
        while self.queue:
            self._visit(self.queue.popleft())

    def _visit(self, number: int) -> None:
        symbol, path = self.names.symbols[number], self.names.path_of(number)
        sure = self.alive[number].sure
        if path not in self.loaded:
            self.load(path, Why(self.alive[number].parent, sure))
        self._imports_inside(number, symbol, path, sure)
        local, nested = self._references.local_names(number), self.names.nested(path)
        for ref in symbol.uses:
            if ref not in local or ref in nested:  # a local name as a whole says nothing
                self._references.follow(number, path, ref, sure, local)
        for child in self.names.children[number]:
            inner = self.names.symbols[child]
            if inner.kind in ("part", "entry") or (inner.kind in ("field", "constant") and symbol.kind != "file"):
                self.mark(child, Why(number, sure))
        if symbol.kind == "class":
            self._registration.visit_class(number, symbol, path, sure)
        elif symbol.kind == "constant":
            for routed in self.routed.get((path, symbol.name), ()):
                self.mark(routed, Why(number, sure))
        if symbol.kind in ("method", "function", "class"):
            self._types(number, symbol, path, sure)
        if any(ref.startswith(_GLOBBING) for ref in symbol.uses if ref[0] in "ir"):
            for ref in symbol.uses:
                if ref[0] == "'" and ("*" in ref or ref.startswith("'./")):
                    glob = ref[1:] if "*" in ref else f"{ref[1:]}/**/*"
                    self.entity_globs.append((posixpath.dirname(path), glob, Why(number, sure)))
        if symbol.lists:
            self._registration.read_lists(number, symbol, path, sure)

    def _imports_inside(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        facts = self.names.facts[path]
        index = number - self.names.first[path]
        for one in facts.imports:
            if (one.how != "dynamic" and one.owner == 0) or one.owner != index:
                continue
            target = self.names.target(path, one)
            if target is None or target not in self.names.first:
                continue
            self.load(target, Why(number, sure))
            for there, _ in one.names if facts.language == "typescript" else ():
                meaning = self.names.exported(target, there if there not in ("*", "then") else "default")
                if isinstance(meaning, int):
                    self.mark(meaning, Why(number, sure))
                    if is_module(self.names.symbols[meaning]):
                        self._registration.register(meaning, None, Why(number, sure))
            if one.how == "dynamic" and facts.language == "typescript" and one.names == (("*", ""),):
                for offered in self.names.offered(target):
                    self.mark(offered, Why(number, sure))

    def _types(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        """Classes that decorated or injected parameters are typed with: the compiler writes them down, the container makes them."""
        injected = symbol.short in ("constructor", "__construct", "__invoke", "handle", "boot") or self.names.facts[path].language == "php"
        for param in symbol.params:
            if not param.type or not (injected or param.decorators or symbol.decorators):
                continue
            meaning = self.names.type_named(path, param.type.split("<")[0].strip())
            if isinstance(meaning, int) and self.names.symbols[meaning].kind == "class":
                self.mark(meaning, Why(number, sure))
                if self.names.facts[path].language == "php":
                    self._registration.offer(meaning, Why(number, sure), True)
