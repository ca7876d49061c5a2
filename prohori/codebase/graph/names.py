"""What a name means where it is used: the symbols of all files as numbers, scopes, exports, classes and their members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prohori.codebase.graph.facts import FileFacts, Import, Symbol
from prohori.codebase.graph.resolve import Resolver
from prohori.codebase.languages import is_test


@dataclass(frozen=True, slots=True)
class Module:
    """A whole file as the meaning of a name (`import * as x`)."""

    path: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A name that comes from outside the repository: `target` is the package."""

    target: str
    name: str


@dataclass(slots=True)
class _Exports:
    """What a file offers: its own symbols, others by a name, names passed on, and files passed on whole."""

    own: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    passed: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)


Meaning = int | Module | Outside
_DEEPEST = 24


class Names:
    """Symbols have numbers, in order of files and of places in them; the first of a file is the file itself."""

    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self.facts = facts
        self.resolver = Resolver(facts)
        self.paths = [p for p, f in facts.items() if f.symbols and not is_test(p)]
        self.first: dict[str, int] = {}
        self.symbols: list[Symbol] = []
        self.children: dict[int, list[int]] = defaultdict(list)
        self.members: dict[str, list[int]] = defaultdict(list)
        """Methods by name."""
        for path in self.paths:
            base = self.first[path] = len(self.symbols)
            for index, symbol in enumerate(facts[path].symbols):
                self.symbols.append(symbol)
                if symbol.owner >= 0:
                    self.children[base + symbol.owner].append(base + index)
                if symbol.kind == "method":
                    self.members[symbol.short].append(base + index)
        self._paths_of = [path for path in self.paths for _ in facts[path].symbols]
        self._owners = [
            self.first[path] + symbol.owner if symbol.owner >= 0 else None for path in self.paths for symbol in facts[path].symbols
        ]
        self._meanings: dict[str, dict[str, Meaning | None]] = defaultdict(dict)
        self._offers: dict[str, _Exports] = {}
        self._targets: dict[tuple[str, str], str | None] = {}
        self._nested: dict[str, frozenset[str]] = {}
        self._scopes: dict[str, dict[str, tuple[str, str] | int]] = {}
        self._exports: dict[tuple[str, str], Meaning | None] = {}
        self._by_name: dict[str, dict[str, int]] = {}
        self._below: dict[int, list[int]] | None = None
        self._php: dict[str, int] | None = None
        self._bases: dict[int, tuple[tuple[int, bool], ...]] = {}
        self._ancestries: dict[int, tuple[int, ...]] = {}
        self._descents: dict[int, tuple[int, ...]] = {}
        self._members: dict[tuple[int, str], int | None] = {}
        self._field_types: dict[tuple[int, str], int | None] = {}

    def path_of(self, number: int) -> str:
        return self._paths_of[number]

    def owner(self, number: int) -> int | None:
        return self._owners[number]

    def owner_class(self, number: int) -> int | None:
        at: int | None = number
        while at is not None and self.symbols[at].kind not in ("class", "interface"):
            at = self.owner(at)
        return at

    def named(self, path: str) -> dict[str, int]:
        """The symbols of a file by their full names; of two with one name, the later."""
        if path not in self._by_name:
            base = self.first[path]
            self._by_name[path] = {s.name: base + i for i, s in enumerate(self.facts[path].symbols) if s.kind != "part"}
        return self._by_name[path]

    def scope(self, path: str) -> dict[str, tuple[str, str] | int]:
        """Names of a file's top level: a symbol, or (import target, name there)."""
        if path not in self._scopes:
            found: dict[str, tuple[str, str] | int] = {}
            for one in self.facts[path].imports:
                if one.how in ("value", "type", "dynamic"):
                    for there, here in one.names:
                        if here and here != "*":
                            found[here] = (one.target, there)
                        elif here == "*" and self.facts[path].language == "python":
                            found[f"*{one.target}"] = (one.target, "*")
            base = self.first[path]
            for index, symbol in enumerate(self.facts[path].symbols):
                if symbol.owner == 0 and symbol.kind != "part":
                    found[symbol.name] = base + index
            self._scopes[path] = found
        return self._scopes[path]

    def target(self, path: str, one: Import) -> str | None:
        """The file an import means, or None if it is outside."""
        return self.target_of(path, one.target)

    def target_of(self, path: str, target: str) -> str | None:
        key = (path, target)
        if key not in self._targets:
            self._targets[key] = self._target_of(path, target)
        return self._targets[key]

    def _target_of(self, path: str, target: str) -> str | None:
        language = self.facts[path].language
        if language == "python":
            return self.resolver.python(path, target)
        if language == "php":
            return None
        return self.resolver.script(path, target)

    def meaning(self, path: str, name: str) -> Meaning | None:
        """What a name of a file's top level means; None if the file does not have it."""
        known = self._meanings[path]
        if name not in known:
            known[name] = self._meaning(path, name)
        return known[name]

    def nested(self, path: str) -> frozenset[str]:
        """Names of functions inside functions of a file."""
        if path not in self._nested:
            self._nested[path] = frozenset(s.short for s in self.facts[path].symbols if s.kind == "function" and s.owner > 0)
        return self._nested[path]

    def _meaning(self, path: str, name: str) -> Meaning | None:
        held = self.scope(path).get(name)
        if held is None:
            if self.facts[path].language == "php":
                return self._php_meaning(path, name)
            return self._starred(path, name)
        if isinstance(held, int):
            return held
        target, there = held
        if self.facts[path].language == "php":
            return self._php_names().get(target.lower(), Outside(target, target))
        return self._imported(path, target, there)

    def _imported(self, path: str, target: str, there: str) -> Meaning | None:
        found = self.target_of(path, target)
        if self.facts[path].language == "python":
            if there != "*":
                inner = self.resolver.python(path, f"{target}{'' if target.endswith('.') else '.'}{there}")
                if found is not None and (held := self.exported(found, there)) is not None:
                    return held
                return Module(inner) if inner is not None else (Outside(target, there) if found is None else None)
            return Module(found) if found is not None else Outside(target, "*")
        if found is None or found not in self.first:
            return Outside(target, there)
        if there == "*":
            default = self.exported(found, "default")
            return default if default is not None and not self._has_exports(found) else Module(found)
        held = self.exported(found, there)
        return held if held is not None else (Module(found) if there == "default" else None)

    def _has_exports(self, path: str) -> bool:
        return any(s.exported for s in self.facts[path].symbols)

    def _starred(self, path: str, name: str) -> Meaning | None:
        if self.facts[path].language != "python":
            return None
        for key, held in self.scope(path).items():
            if key[:1] == "*" and not isinstance(held, int):
                found = self.target_of(path, held[0])
                if found in self.first and found != path and (inner := self.exported(found, name)) is not None:
                    return inner
        return None

    def exported(self, path: str, name: str, depth: int = 0) -> Meaning | None:
        """What a file exports by a name, through any re-exports."""
        key = (path, name)
        if key in self._exports:
            return self._exports[key]
        self._exports[key] = None  # a cycle of re-exports ends here
        self._exports[key] = found = self._export(path, name, depth) if path in self.first and depth < _DEEPEST else None
        return found

    def _export(self, path: str, name: str, depth: int) -> Meaning | None:
        if self.facts[path].language == "python":
            return self.meaning(path, name)
        if path not in self._offers:
            self._offers[path] = self._exports_of(path)
        offers = self._offers[path]
        if name in offers.own:
            return offers.own[name]
        if name in offers.aliases:
            return self.meaning(path, offers.aliases[name])
        if name in offers.passed:
            target, there = offers.passed[name]
            found = self.target_of(path, target)
            if found is None:
                return Outside(target, there)
            return Module(found) if there == "*" else self.exported(found, there, depth + 1)
        for star in offers.stars:
            if (inner := self.exported(star, name, depth + 1)) is not None:
                return inner
        return None

    def _exports_of(self, path: str) -> _Exports:
        offers = _Exports()
        base = self.first[path]
        for index, symbol in enumerate(self.facts[path].symbols):
            if symbol.exported:
                offers.own[symbol.name] = base + index
        for one in self.facts[path].imports:
            if one.how == "alias":
                offers.aliases.update((there, here) for here, there in one.names)
            elif one.how in ("reexport", "type"):
                if one.names == (("*", "*"),):
                    target = self.target(path, one)
                    if target in self.first and target is not None and target != path:
                        offers.stars.append(target)
                elif one.how == "reexport":
                    offers.passed.update((here, (one.target, there)) for there, here in one.names)
        return offers

    def offered(self, path: str, depth: int = 0) -> Iterator[int]:
        """Everything a file exports, through any re-exports."""
        if path not in self.first or depth > _DEEPEST:
            return
        if path not in self._offers:
            self._offers[path] = self._exports_of(path)
        offers = self._offers[path]
        for name in (*offers.own, *offers.aliases, *offers.passed):
            found = self.exported(path, name)
            if isinstance(found, int):
                yield found
        for star in offers.stars:
            yield from self.offered(star, depth + 1)

    def _php_names(self) -> dict[str, int]:
        if self._php is None:
            self._php = {}
            for path in self.paths:
                facts = self.facts[path]
                if facts.language == "php":
                    for index, symbol in enumerate(facts.symbols):
                        if symbol.owner == 0 and symbol.exported:
                            full = f"{facts.namespace}\\{symbol.name}" if facts.namespace else symbol.name
                            self._php[full.lower()] = self.first[path] + index
        return self._php

    def _php_meaning(self, path: str, name: str) -> Meaning | None:
        space = self.facts[path].namespace
        head, slash, rest = name.partition("\\")
        if slash and isinstance(held := self.scope(path).get(head), tuple):
            return self._php_names().get(f"{held[0]}\\{rest}".lower())
        for full in ((f"{space}\\{name}" if space else name), name):
            if (found := self._php_names().get(full.lower())) is not None:
                return found
        return None

    def type_named(self, path: str, name: str) -> Meaning | None:
        """What a dotted type means."""
        head, _, rest = name.partition(".")
        found = self.meaning(path, head)
        if rest and isinstance(found, Module):
            return self.exported(found.path, rest.split(".")[0])
        return found

    def bases(self, number: int) -> tuple[tuple[int, bool], ...]:
        """The classes and interfaces of this repository that a class builds on; True for one that it only implements."""
        if number not in self._bases:
            path = self.path_of(number)
            found = []
            for text in self.symbols[number].bases:
                meaning = self.type_named(path, text.lstrip(":"))
                if isinstance(meaning, int) and meaning != number:
                    found.append((meaning, text[0] == ":"))
            self._bases[number] = tuple(found)
        return self._bases[number]

    def outside_bases(self, number: int, depth: int = 0) -> Iterator[str]:
        """Names of what a class builds on that is not in this repository."""
        path = self.path_of(number)
        for text in self.symbols[number].bases:
            meaning = self.type_named(path, text.lstrip(":"))
            if not isinstance(meaning, int):
                yield text.lstrip(":")
            elif depth < 8 and meaning != number:
                yield from self.outside_bases(meaning, depth + 1)

    def below(self, number: int) -> list[int]:
        """Classes that extend or implement this one directly."""
        if self._below is None:
            self._below = defaultdict(list)
            for at, symbol in enumerate(self.symbols):
                if symbol.bases and symbol.kind in ("class", "interface"):
                    for base, _ in self.bases(at):
                        self._below[base].append(at)
        return self._below.get(number, [])

    def ancestry(self, number: int) -> tuple[int, ...]:
        """A class and what it builds on, nearest first."""
        if number not in self._ancestries:
            found = {number: None}
            waiting = [number]
            while waiting:
                for base, _ in self.bases(waiting.pop(0)):
                    if base not in found:
                        found[base] = None
                        waiting.append(base)
            self._ancestries[number] = tuple(found)
        return self._ancestries[number]

    def descent(self, number: int) -> tuple[int, ...]:
        """All classes that build on this one, without it."""
        if number not in self._descents:
            found = {number: None}
            waiting = [number]
            while waiting:
                for one in self.below(waiting.pop()):
                    if one not in found:
                        found[one] = None
                        waiting.append(one)
            self._descents[number] = tuple(found)[1:]
        return self._descents[number]

    def member(self, number: int, name: str) -> int | None:
        """The member of a class, object or enum, its own or inherited."""
        if (number, name) not in self._members:
            self._members[number, name] = self._member(number, name)
        return self._members[number, name]

    def _member(self, number: int, name: str) -> int | None:
        for cls in self.ancestry(number):
            symbol = self.symbols[cls]
            found = self.named(self.path_of(cls)).get(f"{symbol.name}.{name}")
            if found is not None:
                return found
        return None

    def field_type(self, cls: int, name: str) -> int | None:
        """The class of what a class holds by this name: a typed field, or a parameter of the constructor."""
        if (cls, name) not in self._field_types:
            self._field_types[cls, name] = self._field_type(cls, name)
        return self._field_types[cls, name]

    def _field_type(self, cls: int, name: str) -> int | None:
        for at in self.ancestry(cls):
            path = self.path_of(at)
            for child in self.children[at]:
                symbol = self.symbols[child]
                written = ""
                if symbol.kind == "field" and symbol.short == name:
                    written = symbol.type
                elif symbol.short in ("constructor", "__construct"):
                    written = next((p.type for p in symbol.params if p.name == f"this.{name}"), "")
                if written:
                    meaning = self.type_named(path, written.split("<")[0].strip())
                    if isinstance(meaning, int):
                        return meaning
        return None
