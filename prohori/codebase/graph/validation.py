"""Which classes have their validators evaluated: by a pipe in front of a handler, or by a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from prohori.codebase.graph.facts import Decorator, Symbol
from prohori.codebase.graph.frameworks import BODIES, CONTROLLERS, NEST_HANDLERS, VALIDATES, VALIDATOR, VALIDATORS_FROM
from prohori.codebase.graph.names import Names, Outside
from prohori.codebase.graph.reached import Why
from prohori.codebase.graph.sweep import Sweep

_PLAIN_TYPE = re.compile(r"[A-Za-z_$][\w$.]*")
_HOPS = 3


class Validation:
    def __init__(self, names: Names, sweep: Sweep) -> None:
        self._names = names
        self._sweep = sweep
        self._pipes: dict[int | None, bool] = {}
        self.by_call_unknown: int | None = None
        """A running symbol that validates objects of a class that is not evident."""

    def is_validator(self, path: str, decorator: Decorator) -> bool:
        meaning = self._names.meaning(path, decorator.name.split(".")[0])
        if isinstance(meaning, Outside):
            return meaning.target.startswith(VALIDATORS_FROM)
        if isinstance(meaning, int):  # one of the repository's own, made with `registerDecorator` or `applyDecorators`
            return any(
                u.split(".")[0] in ("registerDecorator", "ValidateBy", "buildMessage", "Validate") or VALIDATOR.match(u)
                for u in self._all_uses(meaning)
            )
        return bool(VALIDATOR.match(decorator.name)) and meaning is None

    @cached_property
    def classes(self) -> dict[int, Why]:
        """Validated classes, with what validates them."""
        found: dict[int, Why] = {}
        for cls, why in [*self._by_pipe(), *self._by_call()]:
            self._add(found, cls, why)
        return found

    def handler_without_pipe(self, cls: int) -> int | None:
        """A live handler that takes this class although nothing validates it."""
        return self._unpiped.get(cls)

    @cached_property
    def _unpiped(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for handler, param_class, piped, _ in self._handled():
            if not piped:
                found.setdefault(param_class, handler)
        return found

    def _add(self, found: dict[int, Why], cls: int, why: Why) -> None:
        waiting = [(cls, why)]
        while waiting:
            at, by = waiting.pop()
            if at in found and (found[at].sure or not by.sure):
                continue
            found[at] = by
            waiting += ((base, Why(at, by.sure)) for base, _ in self._names.bases(at))
            path = self._names.path_of(at)
            for child in self._names.children[at]:
                field = self._names.symbols[child]
                marks = {d.name: d for d in field.decorators}
                if "ValidateNested" not in marks:
                    continue
                texts = [u for d in field.decorators if d.name == "Type" for u in d.uses] or re.findall(r"[A-Za-z_$][\w$]*", field.type)
                for text in texts:
                    meaning = self._names.type_named(path, text) if text[0] not in "'." else None
                    if isinstance(meaning, int) and self._names.symbols[meaning].kind == "class":
                        waiting.append((meaning, Why(at, by.sure)))

    def _by_pipe(self) -> Iterator[tuple[int, Why]]:
        for handler, cls, piped, sure in self._handled():
            if piped:
                yield cls, Why(handler, sure)

    def _handled(self) -> Iterator[tuple[int, int, bool, bool]]:
        """(handler, class of a parameter, whether a pipe validates it, whether that is sure) for every handler that runs."""
        for number, why in self._sweep.alive.items():
            symbol = self._names.symbols[number]
            if symbol.kind != "method" or not any(d.name in NEST_HANDLERS for d in symbol.decorators):
                continue
            path, cls = self._names.path_of(number), self._names.owner_class(number)
            if cls is None:
                continue
            for param in symbol.params:
                mark = next((d for d in param.decorators if d.name in BODIES), None)
                if mark is None:
                    continue
                local = self._validating([*self._names.symbols[cls].decorators, *symbol.decorators, mark], path)
                for given in self._parameter_classes(path, param.type, mark):
                    yield number, given, local or self._in_force(cls), why.sure

    def _parameter_classes(self, path: str, written: str, mark: Decorator) -> Iterator[int]:
        texts = [u for u in mark.uses if u[0] not in "'."] if "ParseArrayPipe" in mark.uses else []
        if _PLAIN_TYPE.fullmatch(written) and not self._only_type(path, written):
            texts.append(written)
        for text in texts:
            meaning = self._names.type_named(path, text)
            if isinstance(meaning, int) and self._names.symbols[meaning].kind == "class":
                yield meaning

    def _only_type(self, path: str, name: str) -> bool:
        """Imported with `import type`: the compiler writes down no class, so a pipe sees none."""
        return any(one.how == "type" and any(here == name for _, here in one.names) for one in self._names.facts[path].imports)

    def _in_force(self, controller: int) -> bool:
        apps: dict[int | None, Why] = {}
        for cls in (controller, *self._names.descent(controller)):
            apps.update(self._sweep.registered.get(cls, {}))
        known = [app for app in apps if app is not None]
        return any(self._app_has_pipe(app) for app in known or apps)

    def _app_has_pipe(self, app: int | None) -> bool:
        if app not in self._pipes:
            if app is None:
                starters = [n for n in self._sweep.alive if dict(self._names.symbols[n].lists).get("bootstrap")]
                self._pipes[app] = any(self._app_has_pipe(s) for s in starters)
            else:
                self._pipes[app] = self._set_globally(app) or self._provided(app)
        return self._pipes[app]

    def _set_globally(self, app: int) -> bool:
        for number in self._closure(app):
            uses = self._names.symbols[number].uses
            if any(u.endswith("useGlobalPipes") for u in uses):
                return any(self._is_pipe(self._names.path_of(at), u) for at in self._closure(number) for u in self._names.symbols[at].uses)
        return False

    def _provided(self, app: int) -> bool:
        for cls, apps in self._sweep.registered.items():
            if app not in apps:
                continue
            path = self._names.path_of(cls)
            for at in (cls, *self._names.children[cls]):
                for key, refs in self._names.symbols[at].lists:
                    if key == "providers" and any(r.lstrip("?") == "APP_PIPE" for r in refs):
                        return any(self._is_pipe(path, r.lstrip("?")) for _, given in self._names.symbols[at].lists for r in given)
        return False

    def _closure(self, number: int) -> list[int]:
        """A symbol, and the functions and constants it uses, some steps deep."""
        found, edge = [number], [number]
        for _ in range(_HOPS):
            following = []
            for at in edge:
                path = self._names.path_of(at)
                inner = (c for c in self._names.children[at] if self._names.symbols[c].kind in ("function", "entry", "part"))
                meanings = (self._names.meaning(path, u.split(".")[0]) for u in self._names.symbols[at].uses if u[0] not in "'.")
                for meaning in (*inner, *meanings):
                    if (
                        isinstance(meaning, int)
                        and meaning not in found
                        and self._names.symbols[meaning].kind in ("function", "constant", "entry")
                    ):
                        found.append(meaning)
                        following.append(meaning)
            edge = following
        return found

    def _all_uses(self, number: int) -> Iterator[str]:
        for at in self._closure(number):
            yield from self._names.symbols[at].uses

    def _validating(self, decorators: Iterable[Decorator], path: str) -> bool:
        for decorator in decorators:
            if decorator.name == "UsePipes" or decorator.name in BODIES:
                if any(self._is_pipe(path, u) for u in decorator.uses):
                    return True
                continue
            meaning = self._names.meaning(path, decorator.name.split(".")[0])
            if isinstance(meaning, int) and decorator.name not in CONTROLLERS:
                there = self._names.path_of(meaning)
                if any(self._is_pipe(there, u) for u in self._all_uses(meaning)):
                    return True
        return False

    def _is_pipe(self, path: str, ref: str) -> bool:
        """`ValidationPipe` of the framework, a class that extends it, or one that validates in its `transform`."""
        if not ref or ref[0] in "'.":
            return False
        head = ref.split(".")[0]
        if head in ("ValidationPipe", "I18nValidationPipe"):
            return True
        meaning = self._names.meaning(path, head)
        if not isinstance(meaning, int):
            return False
        symbol = self._names.symbols[meaning]
        if symbol.kind == "constant":
            return symbol.type == "ValidationPipe"
        if symbol.kind != "class":
            return False
        if any(b.endswith("ValidationPipe") for b in self._names.outside_bases(meaning)):
            return True
        transform = self._names.member(meaning, "transform")
        return transform is not None and any(u.rpartition(".")[2] in VALIDATES for u in self._names.symbols[transform].uses)

    def _by_call(self) -> Iterator[tuple[int, Why]]:
        for number, why in self._sweep.alive.items():
            symbol = self._names.symbols[number]
            if (symbol.kind == "file" and not symbol.uses) or not any(self._is_validation(number, u) for u in symbol.uses):
                continue
            classes = list(self._named_classes(number, symbol))
            cls = self._names.owner_class(number)
            if cls is not None and any(u == "this" for u in symbol.uses):
                classes += [cls, *self._names.descent(cls)]
            for one in classes:
                yield one, Why(number, why.sure)
            if not classes and (cls is None or not any(b.endswith("PipeTransform") for b in self._names.outside_bases(cls))):
                self.by_call_unknown = number

    def _is_validation(self, number: int, ref: str) -> bool:
        if ref.rpartition(".")[2] not in VALIDATES or ref[0] == "'":
            return False
        path = self._names.path_of(number)
        head, dot, _ = ref.partition(".")
        meaning = self._names.meaning(path, head) if head else None
        return (isinstance(meaning, Outside) and meaning.target.startswith("class-validator")) or (
            not dot and head in ("validateOrReject", "transformAndValidate") and meaning is None
        )

    def _named_classes(self, number: int, symbol: Symbol) -> Iterator[int]:
        path = self._names.path_of(number)
        for ref in (*symbol.uses, *(t for _, t in symbol.locals if t)):
            if ref[0] in "'.":
                continue
            meaning = self._names.type_named(path, ref.split(".")[0])
            if isinstance(meaning, int) and self._names.symbols[meaning].kind == "class":
                yield meaning
