"""What runs: from the entry points along imports, names, registrations and calls, with the way to each place.

Two rounds. The first follows only what is certain. The second follows the rest (a call whose object is not known, a
condition at run time, an entry point by its looks), and whatever it reaches first is *unsure*.
"""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prohori.codebase.graph.entries import Entry
from prohori.codebase.graph.expansion import Expansion, glob_patterns
from prohori.codebase.graph.facts import Import, Symbol
from prohori.codebase.graph.frameworks import (
    ALWAYS_CALLED,
    CALLED_THROUGH_BASE,
    COMMON_MEMBERS,
    CONTROLLERS,
    ENTITY,
    FRAPPE_EVENTS,
    MODULES,
    MOUNTED,
    NEST_HANDLERS,
    PASSIVE,
)
from prohori.codebase.graph.names import Meaning, Module, Names, Outside
from prohori.snapshot.globs import matcher

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){1,8}")
_GLOBBING = ("import.meta.glob", "require.context")
_FILE = re.compile(r"[\w@./-]*\.(php|html|vue|[mc]?[jt]sx?)")


@dataclass(frozen=True, slots=True)
class Why:
    """How something was reached: from which symbol (None for an entry point), whether surely, and in words if not by its name."""

    parent: int | None
    sure: bool
    note: str = ""


class Sweep:
    def __init__(self, names: Names, entries: Iterable[Entry]) -> None:
        self.names = names
        self.entries = list(entries)
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
        self._lists_of = Expansion(names)
        self._queue: deque[int] = deque()
        self._later: list[tuple[str, int, Why]] = []
        self._guesses: dict[str, int] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._prefixes: set[str] = set()
        self._locals: dict[int, dict[str, str]] = {}
        self._routed = self._functions_of_routers()

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
            later, self._later = self._later, []
            for kind, number, why in later:
                if kind == "register" and number not in self._lists_of.excluded and number not in self.registered:
                    self.register(number, None, why)
                elif kind == "override":
                    if self.names.owner(number) in self.alive:
                        self.mark(number, why)
                    else:
                        self._later.append((kind, number, why))
                elif kind == "alive":
                    self.mark(number, why)
                elif kind == "load" and self.names.path_of(number) not in self.loaded:
                    self.load(self.names.path_of(number), why)
                    for child in self.names.children[number]:
                        if self.names.symbols[child].exported:
                            self.mark(child, Why(number, False))
            self._drain()
            self._globbed()
            for name, by in list(self._guesses.items()):
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
                    if self.is_entity(child):
                        self.entities.setdefault(child, why)
                        self.mark(child, why)
        if globs:
            self._drain()

    def _settle(self) -> None:
        """The first round: until nothing more is certain. A call of a name that only one class has is taken for it."""
        self._drain()
        done: set[str] = set()
        while True:
            for name in [n for n in self._guesses if n not in done]:
                offered = self._offered(name)
                if len(offered) == 1 and name not in COMMON_MEMBERS and len(name) > 4:
                    owner = self.names.owner(offered[0])
                    if owner in self.alive:
                        done.add(name)
                        self.mark(offered[0], Why(self._guesses[name], True))
                elif len(offered) != 1:
                    done.add(name)
            if not self._queue and not self.entity_globs:
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
                        self._offer(child, Why(base, entry.sure), True)

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
            for routed in self._routed.get((at, ""), ()):
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
        routed = self._routed
        for child in self.names.children[base]:
            symbol = self.names.symbols[child]
            for decorator in symbol.decorators:
                head = decorator.name.split(".")[0]
                if (path, head) not in routed and not PASSIVE.match(decorator.name) and head not in ("dataclass", "dataclasses", "pytest"):
                    self._later.append(("alive", child, Why(base, False, f"`@{decorator.name}` may register it")))

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

    def mark(self, number: int, why: Why) -> None:
        if number not in self.alive:
            self.alive[number] = why
            self._queue.append(number)

    def _drain(self) -> None:
        while self._queue:
            self._visit(self._queue.popleft())

    def _visit(self, number: int) -> None:
        symbol, path = self.names.symbols[number], self.names.path_of(number)
        sure = self.alive[number].sure
        self.load(path, Why(self.alive[number].parent, sure))
        self._imports_inside(number, symbol, path, sure)
        local, nested = self._local_names(number), self.names.nested(path)
        for ref in symbol.uses:
            if ref not in local or ref in nested:  # a local name as a whole says nothing
                self._refer(number, path, ref, sure, local)
        for child in self.names.children[number]:
            inner = self.names.symbols[child]
            if inner.kind in ("part", "entry") or (inner.kind in ("field", "constant") and symbol.kind != "file"):
                self.mark(child, Why(number, sure))
        if symbol.kind == "class":
            self._class(number, symbol, path, sure)
        elif symbol.kind == "constant":
            for routed in self._routed.get((path, symbol.name), ()):
                self.mark(routed, Why(number, sure))
        if symbol.kind in ("method", "function", "class"):
            self._types(number, symbol, path, sure)
        if any(ref.startswith(_GLOBBING) for ref in symbol.uses if ref[0] in "ir"):
            for ref in symbol.uses:
                if ref[0] == "'" and ("*" in ref or ref.startswith("'./")):
                    glob = ref[1:] if "*" in ref else f"{ref[1:]}/**/*"
                    self.entity_globs.append((posixpath.dirname(path), glob, Why(number, sure)))
        if symbol.lists:
            self._lists(number, symbol, path, sure)

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
                    if self.is_module(meaning):
                        self.register(meaning, None, Why(number, sure))
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
                    self._offer(meaning, Why(number, sure), True)

    def _class(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        for base, only_implements in self.names.bases(number):
            if not only_implements:
                self.mark(base, Why(number, sure))
        for child in self.names.children[number]:
            if self.names.symbols[child].short in ALWAYS_CALLED or self._is_dunder(child):
                self.mark(child, Why(number, sure))
        marks = {d.name.rpartition(".")[2] for d in symbol.decorators}
        if self.is_module(number):
            angular = "NgModule" in marks
            if angular:
                self.register(number, None, Why(number, sure))
            else:
                self._later.append(
                    ("register", number, Why(self.alive[number].parent, False, "named by running code, not in a module's `imports`"))
                )
        elif not marks & CONTROLLERS:
            self._offer(number, Why(number, sure), False)
        else:
            self._later.append(("controller", number, Why(number, False)))

    def _is_dunder(self, number: int) -> bool:
        short = self.names.symbols[number].short
        return short.startswith("__") and short.endswith("__")

    def _offer(self, number: int, why: Why, certain: bool) -> None:
        """The methods of a class that its framework calls."""
        outside = list(self.names.outside_bases(number))
        marks = {d.name.rpartition(".")[2] for d in self.names.symbols[number].decorators} - {"Injectable"}
        php = self.names.facts[self.names.path_of(number)].language == "php"
        frappe = bool(outside) and self._is_frappe(self.names.path_of(number))
        for cls in self.names.ancestry(number):
            for child in self.names.children[cls]:
                inner = self.names.symbols[child]
                if inner.kind != "method":
                    continue
                names = [d.name.rpartition(".")[2] for d in inner.decorators if not PASSIVE.match(d.name)]
                if any(n in NEST_HANDLERS for n in names) and (certain or why.sure):
                    self.mark(child, Why(number, why.sure))
                elif names and self.names.facts[self.names.path_of(child)].language != "php":
                    self._later.append(("alive", child, Why(number, False, f"`@{names[0]}` may register it")))
                elif inner.short in ALWAYS_CALLED or (
                    (inner.short in CALLED_THROUGH_BASE and (outside or marks or (php and certain)))
                    or (frappe and inner.short in FRAPPE_EVENTS)
                ):
                    self.mark(child, Why(number, why.sure))

    def _is_frappe(self, path: str) -> bool:
        """Whether a file is the controller of a document, or overrides one."""
        return path.endswith(".py") and ("/doctype/" in path or "/overrides/" in path or "/controllers/" in path or "/mixins/" in path)

    def is_module(self, number: int) -> bool:
        symbol = self.names.symbols[number]
        if symbol.kind != "class" or not symbol.decorators:
            return False
        names = {d.name for d in symbol.decorators}
        keys = {key for key, _ in symbol.lists}
        return bool(names & MODULES) or bool(keys & {"imports", "controllers"} and "Component" not in names and "Directive" not in names)

    def _refer(self, number: int, path: str, ref: str, sure: bool, local: Mapping[str, str]) -> None:
        if ref[0] == "'":
            self._string(number, path, ref[1:], sure)
            return
        head, *rest = ref.split(".")
        for name in rest:
            self.mentioned.setdefault(name, number)
        if not head:
            self._guess(number, rest)
            return
        if head in ("this", "self", "cls", "static", "parent", "super"):
            self._own(number, rest, sure, head)
            return
        inner = self._nested(number, path, head) if head in self.names.nested(path) else None
        if inner is not None:
            self.mark(inner, Why(number, sure))
            return
        if head in local:
            if rest:
                meaning = self.names.type_named(path, local[head]) if local[head] else None
                self._on(number, meaning if isinstance(meaning, int) else None, rest, sure)
            return
        meaning = self.names.meaning(path, head)
        if rest or meaning is not None:
            self._mean(number, meaning, rest, sure, head)

    def _mean(self, number: int, meaning: Meaning | None, rest: list[str], sure: bool, head: str) -> None:
        if isinstance(meaning, int):
            if meaning == number:
                return
            self.mark(meaning, Why(number, sure))
            kind = self.names.symbols[meaning].kind
            if not rest:
                self.used_whole.add(meaning)
            elif kind in ("class", "constant", "enum", "interface"):
                found = self.names.member(meaning, rest[0]) if kind == "class" else self._key(meaning, rest)
                if found is not None:
                    self.mark(found, Why(number, sure))
                    self.read.setdefault(found, number)
                    self._guess(number, rest[1:])
                elif kind == "constant":
                    self.used_whole.add(meaning)
                    typed = self.names.type_named(self.names.path_of(meaning), self.names.symbols[meaning].type or "-")
                    self._on(number, typed if isinstance(typed, int) else None, rest, sure)
                else:
                    self._guess(number, rest)
        elif isinstance(meaning, Module):
            self.load(meaning.path, Why(number, sure))
            if rest and meaning.path in self.names.first:
                inner = self.names.exported(meaning.path, rest[0])
                if inner is not None:
                    self._mean(number, inner, rest[1:], sure, head)
                elif self.names.facts[meaning.path].language == "python":
                    deeper = self.names.resolver.object_path(".".join([head, *rest]))
                    if deeper is not None and deeper[0] in self.names.first:
                        self.load(deeper[0], Why(number, sure))
                        held = self.names.exported(deeper[0], deeper[1].split(".")[0])
                        if held is not None:
                            self._mean(number, held, [], sure, head)
                    self._guess(number, rest)
            elif not rest and self.names.facts[path := meaning.path].language == "typescript" and path in self.names.first:
                for offered in self.names.offered(path):
                    self._later.append(("alive", offered, Why(number, False, "all that its file exports is handed on")))
        elif meaning is None or (isinstance(meaning, Outside) and self.names.facts[self.names.path_of(number)].language != "typescript"):
            self._guess(number, rest)

    def _key(self, number: int, rest: list[str]) -> int | None:
        """The innermost key of an object or enum that a chain names; one with keys of its own is handed on whole."""
        named, full = self.names.named(self.names.path_of(number)), self.names.symbols[number].name
        found = None
        for depth in range(1, len(rest) + 1):
            inner = named.get(".".join([full, *rest[:depth]]))
            if inner is None:
                break
            found = inner
        if found is not None and self.names.children.get(found):
            self.used_whole.add(found)
        return found

    def _own(self, number: int, rest: list[str], sure: bool, head: str) -> None:
        cls = self.names.owner_class(number)
        if cls is None or not rest:
            self._guess(number, rest)
            return
        self._on(number, cls, rest, sure)

    def _on(self, number: int, cls: int | None, rest: list[str], sure: bool) -> None:
        """`rest` is used on an object of this class."""
        if cls is None:
            self._guess(number, rest)
            return
        found = self.names.member(cls, rest[0])
        is_member = found is not None and self.names.symbols[found].kind in ("method", "entry")
        if is_member and found is not None:
            self.mark(found, Why(number, sure))
        for sub in self.names.descent(cls):
            override = self.names.named(self.names.path_of(sub)).get(f"{self.names.symbols[sub].name}.{rest[0]}")
            if override is not None and self.names.symbols[override].kind == "method":
                self._later.append(("override", override, Why(number, sure, "through what it extends")))
                if sub in self.alive:
                    self.mark(override, Why(number, sure))
                    is_member = True
        if len(rest) > 1:
            self._on(number, self.names.field_type(cls, rest[0]), rest[1:], sure)
        elif not is_member:
            self._guess(number, rest)

    def _guess(self, number: int, rest: list[str]) -> None:
        for name in rest:
            self._guesses.setdefault(name, number)

    def _nested(self, number: int, path: str, head: str) -> int | None:
        """A function with a name inside this one or around it."""
        at: int | None = number
        named = self.names.named(path)
        while at is not None and (symbol := self.names.symbols[at]).name:
            found = named.get(f"{symbol.name}.{head}")
            if found is not None and found != number and self.names.symbols[found].kind == "function":
                return found
            at = self.names.owner(at)
        return None

    def _local_names(self, number: int) -> dict[str, str]:
        """The local names at a place, its own and those around it, with their types (perhaps an empty string)."""
        if number not in self._locals:
            owner, own = self.names.owner(number), self.names.symbols[number].locals
            around = self._local_names(owner) if owner is not None else {}
            self._locals[number] = {**around, **dict(own)} if own else around
        return self._locals[number]

    def _string(self, number: int, path: str, text: str, sure: bool) -> None:
        self.strings.setdefault(text, number)
        if text.isidentifier():
            self._guesses.setdefault(text, number)
        elif _DOTTED.fullmatch(text):
            found = self.names.resolver.object_path(text)
            if found is not None and found[0] in self.names.first:
                self.load(found[0], Why(number, sure))
                symbol = self.names.named(found[0]).get(found[1])
                if symbol is not None:
                    self.mark(symbol, Why(number, sure))
                    if self.names.symbols[symbol].kind == "class":
                        self._offer(symbol, Why(number, sure), True)
        elif text[-1] in "./" and text[:-1]:
            self._prefix(number, path, text)
        elif "/" in text and _FILE.fullmatch(text):
            self._file_string(number, path, text, sure)

    def _prefix(self, number: int, path: str, text: str) -> None:
        """The constant beginning of a name that is put together at run time (`f"app.{country}.setup"`): anything below may be meant."""
        if text[-1] == "." and "." in text[:-1]:
            folder = text[:-1].replace(".", "/")
        elif text[-1] == "/" and text[0] == ".":
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), text))
        else:
            return
        if folder in self._prefixes:
            return
        self._prefixes.add(folder)
        for other in self.names.paths:
            if other.startswith(f"{folder}/") and other.endswith((".py", ".ts", ".js", ".tsx", ".vue")):
                self._later.append(("load", self.names.first[other], Why(number, False, f"a name that starts with `{text}` is loaded")))

    def _file_string(self, number: int, path: str, text: str, sure: bool) -> None:
        folder = posixpath.dirname(path)
        for base in (folder, *((posixpath.dirname(folder), "") if text.endswith((".php", ".js")) else ())):
            found = self.names.resolver.file(posixpath.join(base, text.lstrip("/")))
            if found is not None and found in self.names.first:
                self.load(found, Why(number, sure))
                if found.endswith((".html", ".vue")):
                    for ref in self.names.symbols[self.names.first[found]].uses:
                        cls = self.names.owner_class(number)
                        member = self.names.member(cls, ref[1:]) if cls is not None else None
                        self.mentioned.setdefault(ref[1:], number)
                        if member is not None and self.names.symbols[member].kind == "method":
                            self.mark(member, Why(number, sure, "its template"))
                return

    # What frameworks are told

    def _lists(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        lists = dict(symbol.lists)
        for ref in lists.get("bootstrap", ()):
            meaning = self.names.meaning(path, ref)
            if isinstance(meaning, int):
                self.register(meaning, number, Why(number, sure))
        if "autoLoadEntities" in lists:
            self.auto_load = self.auto_load or lists["autoLoadEntities"] != ("'false",)
            self.data_sources.append(number)
        if "entities" in lists:
            self.data_sources.append(number)
            self._entities(number, path, lists["entities"], sure)
        if symbol.kind in ("method", "function"):
            cls = self.names.owner_class(number)
            apps = list(self.registered.get(cls, {None: Why(number, sure)})) if cls is not None else [None]
            for app in apps:
                self._listed(number, symbol, path, app, sure)

    def _entities(self, number: int, path: str, refs: Iterable[str], sure: bool) -> None:
        refs = list(refs)
        for ref in refs:
            plain = ref.lstrip("?")
            if plain.startswith("'") and ("*" in plain or "/" in plain):
                self.entity_globs.append((posixpath.dirname(path), plain[1:], Why(number, sure and ref[0] != "?")))
        for cls, certain in self._lists_of.classes(number, path, refs):
            if self.is_entity(cls):
                self.entities.setdefault(cls, Why(number, sure and certain))
                self.mark(cls, Why(number, sure and certain))

    def is_entity(self, number: int) -> bool:
        return any(ENTITY.search(d.name) for d in self.names.symbols[number].decorators)

    @property
    def excluded(self) -> set[int]:
        """Classes that are filtered out of the list they stand in."""
        return self._lists_of.excluded

    def register(self, number: int, app: int | None, why: Why) -> None:
        """A module, controller or provider is made known to its framework, for one application."""
        if app in (apps := self.registered.setdefault(number, {})):
            return
        apps[app] = why
        self.mark(number, why)
        symbol, path = self.names.symbols[number], self.names.path_of(number)
        if not self.is_module(number):
            self._offer(number, Why(number, why.sure), True)
            return
        self._listed(number, symbol, path, app, why.sure)
        for decorator in symbol.decorators:
            for ref in decorator.uses:
                meaning = self.names.meaning(path, ref.split(".")[0]) if ref[0] not in "'." else None
                if isinstance(meaning, int) and self.names.symbols[meaning].kind == "constant":
                    for at in (meaning, *self.names.children[meaning]):
                        self._listed(number, self.names.symbols[at], self.names.path_of(at), app, why.sure)
        for child in self.names.children[number]:
            if child in self.alive and self.names.symbols[child].lists:
                self._listed(child, self.names.symbols[child], path, app, why.sure)
        self._offer(number, Why(number, why.sure), True)

    def _listed(self, number: int, symbol: Symbol, path: str, app: int | None, sure: bool) -> None:
        for key, refs in symbol.lists:
            if key not in ("imports", "controllers", "providers", "resolvers", "useClass", "module", "components"):
                continue
            for cls, certain in self._lists_of.classes(number, path, refs):
                why = Why(number, sure and certain)
                if self.is_entity(cls):
                    self.features.setdefault(cls, why)
                elif not why.sure:
                    self._later.append(("register", cls, Why(number, False, "depends on a condition at run time")))
                else:
                    self.register(cls, app, why)
            for ref in refs:
                head, _, called = ref.lstrip("?").partition(".")
                meaning = self.names.meaning(path, head) if called and head and head[0] not in "'-" else None
                if isinstance(meaning, int) and (method := self.names.member(meaning, called.split(".")[0])) is not None:
                    self.mark(method, Why(number, sure))

    def _functions_of_routers(self) -> dict[tuple[str, str], list[int]]:
        """Python functions by the router in their file whose decorator they carry."""
        found: dict[tuple[str, str], list[int]] = {}
        for path in self.names.paths:
            if self.names.facts[path].language != "python":
                continue
            scope = self.names.named(path)
            base = self.names.first[path]
            for index, symbol in enumerate(self.names.facts[path].symbols):
                for decorator in symbol.decorators:
                    head = decorator.name.split(".")[0]
                    held = scope.get(head)
                    if held is not None and held != base + index and self.names.symbols[held].kind == "constant":
                        found.setdefault((path, head), []).append(base + index)
                        if not MOUNTED.search(self.names.symbols[held].type):
                            found.setdefault((path, ""), []).append(base + index)
        return found
