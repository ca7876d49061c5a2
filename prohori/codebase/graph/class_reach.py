"""What classes and their fields do: entities, validated and injected classes, and their members."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from prohori.codebase.graph.code_reach import CodeReach
from prohori.codebase.graph.facts import Decorator, FileFacts, Symbol
from prohori.codebase.graph.frameworks import COLUMN, CONTROLLERS
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reach import Reach, ReachKind, surely
from prohori.codebase.graph.registration import is_entity, is_module
from prohori.codebase.graph.sweep import Sweep
from prohori.codebase.graph.validation import Validation
from prohori.codebase.graph.ways import Ways


class ClassReach:
    def __init__(self, facts: Mapping[str, FileFacts], names: Names, sweep: Sweep, ways: Ways, code: CodeReach) -> None:
        self._facts, self._names, self._sweep, self._ways, self._code = facts, names, sweep, ways, code
        self._validation = Validation(names, sweep)

    def of_class(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        mark = _mark_at(symbol, line)
        if is_entity(self._names.symbols[number]) and (mark is None or COLUMN.search(mark.name) or "Entity" in mark.name):
            return self._entity(number, path)
        if self._is_document_class(number):
            return self._code.plain(number, path)
        fields = [self._names.symbols[c] for c in self._names.children[number]]
        if any(self._validation.is_validator(path, d) for f in fields for d in f.decorators):
            return self._validated(number, path)
        if {d.name for d in symbol.decorators} & CONTROLLERS or is_module(symbol):
            why = min(self._sweep.registered.get(number, {}).values(), key=lambda w: not w.sure, default=None)
            if why is not None:
                return Reach(kind=ReachKind.wired, sure=why.sure, because=self._ways.way(number))
            if number in self._sweep.excluded:
                return surely(ReachKind.uncalled, f"`{symbol.short}` is filtered out of the list it stands in")
            return surely(
                ReachKind.uncalled,
                f"{path} is loaded, but no live module has `{symbol.short}` in its `imports`, `controllers` or `providers`",
            )
        if number not in self._sweep.alive and number in self._code.used_as_type:
            return surely(
                ReachKind.inert, f"only its type is used (in `{self._ways.label(self._code.used_as_type[number])}`): nothing evaluates it"
            )
        return self._code.plain(number, path)

    def _is_document_class(self, number: int) -> bool:
        return any(b.rpartition(".")[2] in ("Document", "FormRequest") for b in self._names.outside_bases(number))

    def of_field(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        cls = self._names.owner_class(number)
        if cls is None:
            return self._code.plain(number, path)
        mark = _mark_at(symbol, line)
        columns = [d for d in symbol.decorators if COLUMN.search(d.name)]
        validators = [d for d in symbol.decorators if self._validation.is_validator(path, d)]
        if mark is not None and mark in validators and mark not in columns:
            return self._validated(cls, path)
        if columns or re.search(r"(^|\.)(\w*Field|Column|mapped_column|ForeignKey|relationship)$", symbol.type):
            return self._entity(cls, path)
        if validators:
            return self._validated(cls, path)
        return self._member(number, cls, path)

    def _member(self, number: int, cls: int, path: str) -> Reach:
        symbol = self._names.symbols[number]
        if cls not in self._sweep.alive:
            if cls in self._code.used_as_type:
                return surely(ReachKind.inert, f"only the type `{self._names.symbols[cls].short}` is used: nothing evaluates it")
            return self._code.uncalled(cls, path)
        bare = (not symbol.decorators and not symbol.uses) or symbol.uses == (symbol.short,)
        if (
            bare
            and self._facts[path].language == "typescript"
            and not any(self._names.symbols[c].kind == "method" for c in self._names.children[cls])
        ):
            return surely(ReachKind.inert, f"a declaration in `{self._names.symbols[cls].short}` without anything that evaluates it")
        made = [u for u in symbol.uses if u not in (symbol.short, symbol.type) and u[0] != "'"]
        if made:
            because = f"{self._ways.way(cls)}: what `{symbol.short}` is made with runs with the class"
            return Reach(kind=ReachKind.wired, sure=self._sweep.alive[cls].sure, because=because)
        if symbol.short not in self._sweep.mentioned and symbol.short not in self._sweep.strings and not symbol.decorators:
            if next(iter(self._names.outside_bases(cls)), None) is not None:
                return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(cls)}; what it extends may read it")
            return Reach(
                kind=ReachKind.uncalled,
                sure=symbol.short not in self._code.template_words,
                because=f"nothing that runs reads `{symbol.name}`",
            )
        return Reach(kind=ReachKind.wired, sure=self._sweep.alive[cls].sure, because=self._ways.way(cls))

    def _validated(self, cls: int, path: str) -> Reach:
        why = self._validation.classes.get(cls)
        if why is not None:
            return Reach(kind=ReachKind.wired, sure=why.sure, because=f"{self._way_to_validation(cls)}")
        name = self._names.symbols[cls].short
        if cls not in self._sweep.alive and cls not in self._code.used_as_type:
            return self._code.uncalled(cls, path)
        handler = self._validation.handler_without_pipe(cls)
        sure = self._validation.by_call_unknown is None
        if handler is not None:
            because = f"`{self._ways.label(handler)}` takes `{name}`, but no validation pipe is in force there"
        else:
            because = f"no handler takes `{name}` through a validation pipe, and nothing validates it by a call"
        if not sure and self._validation.by_call_unknown is not None:
            because += f"; but `{self._ways.label(self._validation.by_call_unknown)}` validates objects of a class that is not evident"
        return Reach(kind=ReachKind.inert, sure=sure, because=because)

    def _way_to_validation(self, cls: int) -> str:
        steps = [self._names.symbols[cls].short]
        at: int | None = cls
        for _ in range(8):
            why = self._validation.classes.get(at) if at is not None else None
            if why is None or why.parent is None:
                break
            at = why.parent
            if at in self._validation.classes and self._names.symbols[at].kind == "class":
                steps.insert(0, self._names.symbols[at].short)
            else:
                return f"{self._ways.way(at)} → {' → '.join(steps)}"
        return " → ".join(steps)

    def _entity(self, cls: int, path: str) -> Reach:
        symbol = self._names.symbols[cls]
        sweep = self._sweep
        for one in (cls, *self._names.descent(cls)):
            if one in sweep.entities:
                by = sweep.entities[one]
                return Reach(kind=ReachKind.db, sure=by.sure, because=self._ways.ending(by, self._names.symbols[one].short))
        for one in (cls, *self._names.descent(cls)):
            if one in sweep.features:
                by = sweep.features[one]
                sure = by.sure and sweep.auto_load
                tail = "" if sweep.auto_load else "; that a data source has it was not found"
                return Reach(kind=ReachKind.db, sure=sure, because=self._ways.ending(by, self._names.symbols[one].short) + tail)
        if self._facts[path].language == "python":
            why = sweep.alive.get(cls) or sweep.loaded.get(path)
            if why is not None:
                return Reach(
                    kind=ReachKind.db,
                    sure=cls in sweep.alive and why.sure,
                    because=self._ways.way(cls if cls in sweep.alive else self._names.first[path]),
                )
        if cls not in sweep.alive:
            return self._code.uncalled(cls, path)
        if sweep.data_sources and is_entity(symbol):
            sure = all(sweep.alive[n].sure for n in sweep.data_sources if n in sweep.alive)
            return Reach(
                kind=ReachKind.uncalled,
                sure=sure and not sweep.auto_load,
                because=f"no data source has `{symbol.short}` among its entities",
            )
        return Reach(kind=ReachKind.db, sure=False, because=f"{self._ways.way(cls)}; that a data source has it was not found")

    def of_migration(self, number: int, path: str) -> Reach | None:
        facts = self._facts[path]
        if facts.language == "python" and "/patches/" in path:
            return None
        bases = {b for s in facts.symbols for b in s.bases}
        if not any(b.lstrip(":").endswith(("MigrationInterface", "Migration", "migrations.Migration")) for b in bases) and not re.search(
            r"(^|/)migrations/", path
        ):
            return None
        if not any(s.short in ("up", "change", "upgrade", "operations") for s in facts.symbols):
            return None
        return Reach(
            kind=ReachKind.db,
            sure=facts.language != "typescript" or path in self._sweep.loaded,
            because=f"a migration of the database: {path}",
        )


def _mark_at(symbol: Symbol, line: int | None) -> Decorator | None:
    found = [d for d in symbol.decorators if line is not None and d.line <= line <= d.end]
    return found[-1] if found and bisect_right([d.line for d in found], line or 0) else None
