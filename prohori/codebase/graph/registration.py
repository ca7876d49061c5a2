"""What frameworks are told: modules, controllers and providers in lists, entities of data sources, and the methods that they call."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from prohori.codebase.graph.expansion import Expansion
from prohori.codebase.graph.facts import Symbol
from prohori.codebase.graph.frameworks import (
    ALWAYS_CALLED,
    CALLED_THROUGH_BASE,
    CONTROLLERS,
    ENTITY,
    FRAPPE_EVENTS,
    MODULES,
    NEST_HANDLERS,
    PASSIVE,
)
from prohori.codebase.graph.reached import Reached, Why


class Registration:
    def __init__(self, reached: Reached) -> None:
        self._reached, self._names = reached, reached.names
        self.lists = Expansion(reached.names)

    def read_lists(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        lists = dict(symbol.lists)
        for ref in lists.get("bootstrap", ()):
            meaning = self._names.meaning(path, ref)
            if isinstance(meaning, int):
                self.register(meaning, number, Why(number, sure))
        if "autoLoadEntities" in lists:
            self._reached.auto_load = self._reached.auto_load or lists["autoLoadEntities"] != ("'false",)
            self._reached.data_sources.append(number)
        if "entities" in lists:
            self._reached.data_sources.append(number)
            self._entities(number, path, lists["entities"], sure)
        if symbol.kind in ("method", "function"):
            cls = self._names.owner_class(number)
            apps = list(self._reached.registered.get(cls, {None: Why(number, sure)})) if cls is not None else [None]
            for app in apps:
                self._listed(number, symbol, path, app, sure)

    def _entities(self, number: int, path: str, refs: Iterable[str], sure: bool) -> None:
        refs = list(refs)
        for ref in refs:
            plain = ref.lstrip("?")
            if plain.startswith("'") and ("*" in plain or "/" in plain):
                self._reached.entity_globs.append((posixpath.dirname(path), plain[1:], Why(number, sure and ref[0] != "?")))
        for cls, certain in self.lists.classes(number, path, refs):
            if is_entity(self._names.symbols[cls]):
                self._reached.entities.setdefault(cls, Why(number, sure and certain))
                self._reached.mark(cls, Why(number, sure and certain))

    def register(self, number: int, app: int | None, why: Why) -> None:
        """A module, controller or provider is made known to its framework, for one application."""
        if app in (apps := self._reached.registered.setdefault(number, {})):
            return
        apps[app] = why
        self._reached.mark(number, why)
        symbol, path = self._names.symbols[number], self._names.path_of(number)
        if not is_module(self._names.symbols[number]):
            self.offer(number, Why(number, why.sure), True)
            return
        self._listed(number, symbol, path, app, why.sure)
        for decorator in symbol.decorators:
            for ref in decorator.uses:
                meaning = self._names.meaning(path, ref.split(".")[0]) if ref[0] not in "'." else None
                if isinstance(meaning, int) and self._names.symbols[meaning].kind == "constant":
                    for at in (meaning, *self._names.children[meaning]):
                        self._listed(number, self._names.symbols[at], self._names.path_of(at), app, why.sure)
        for child in self._names.children[number]:
            if child in self._reached.alive and self._names.symbols[child].lists:
                self._listed(child, self._names.symbols[child], path, app, why.sure)
        self.offer(number, Why(number, why.sure), True)

    def _listed(self, number: int, symbol: Symbol, path: str, app: int | None, sure: bool) -> None:
        for key, refs in symbol.lists:
            if key not in ("imports", "controllers", "providers", "resolvers", "useClass", "module", "components"):
                continue
            for cls, certain in self.lists.classes(number, path, refs):
                why = Why(number, sure and certain)
                if is_entity(self._names.symbols[cls]):
                    self._reached.features.setdefault(cls, why)
                elif not why.sure:
                    self._reached.later.append(("register", cls, Why(number, False, "depends on a condition at run time")))
                else:
                    self.register(cls, app, why)
            for ref in refs:
                head, _, called = ref.lstrip("?").partition(".")
                meaning = self._names.meaning(path, head) if called and head and head[0] not in "'-" else None
                if isinstance(meaning, int) and (method := self._names.member(meaning, called.split(".")[0])) is not None:
                    self._reached.mark(method, Why(number, sure))

    def visit_class(self, number: int, symbol: Symbol, path: str, sure: bool) -> None:
        for base, only_implements in self._names.bases(number):
            if not only_implements:
                self._reached.mark(base, Why(number, sure))
        for child in self._names.children[number]:
            short = self._names.symbols[child].short
            if short in ALWAYS_CALLED or (short.startswith("__") and short.endswith("__")):
                self._reached.mark(child, Why(number, sure))
        marks = {d.name.rpartition(".")[2] for d in symbol.decorators}
        if is_module(self._names.symbols[number]):
            angular = "NgModule" in marks
            if angular:
                self.register(number, None, Why(number, sure))
            else:
                self._reached.later.append(
                    (
                        "register",
                        number,
                        Why(self._reached.alive[number].parent, False, "named by running code, not in a module's `imports`"),
                    )
                )
        elif not marks & CONTROLLERS:
            self.offer(number, Why(number, sure), False)
        else:
            self._reached.later.append(("controller", number, Why(number, False)))

    def offer(self, number: int, why: Why, certain: bool) -> None:
        """The methods of a class that its framework calls."""
        outside = list(self._names.outside_bases(number))
        marks = {d.name.rpartition(".")[2] for d in self._names.symbols[number].decorators} - {"Injectable"}
        php = self._names.facts[self._names.path_of(number)].language == "php"
        frappe = bool(outside) and self._is_frappe(self._names.path_of(number))
        for cls in self._names.ancestry(number):
            for child in self._names.children[cls]:
                inner = self._names.symbols[child]
                if inner.kind != "method":
                    continue
                names = [d.name.rpartition(".")[2] for d in inner.decorators if not PASSIVE.match(d.name)]
                if any(n in NEST_HANDLERS for n in names) and (certain or why.sure):
                    self._reached.mark(child, Why(number, why.sure))
                elif names and self._names.facts[self._names.path_of(child)].language != "php":
                    self._reached.later.append(("alive", child, Why(number, False, f"`@{names[0]}` may register it")))
                elif inner.short in ALWAYS_CALLED or (
                    (inner.short in CALLED_THROUGH_BASE and (outside or marks or (php and certain)))
                    or (frappe and inner.short in FRAPPE_EVENTS)
                ):
                    self._reached.mark(child, Why(number, why.sure))

    def _is_frappe(self, path: str) -> bool:
        """Whether a file is the controller of a document, or overrides one."""
        return path.endswith(".py") and ("/doctype/" in path or "/overrides/" in path or "/controllers/" in path or "/mixins/" in path)


def is_entity(symbol: Symbol) -> bool:
    return any(ENTITY.search(d.name) for d in symbol.decorators)


def is_module(symbol: Symbol) -> bool:
    if symbol.kind != "class" or not symbol.decorators:
        return False
    names = {d.name for d in symbol.decorators}
    keys = {key for key, _ in symbol.lists}
    return bool(names & MODULES) or bool(keys & {"imports", "controllers"} and "Component" not in names and "Directive" not in names)
