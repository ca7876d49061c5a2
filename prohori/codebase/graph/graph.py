"""Whether a place in the code does anything, and how that is known.

Build a `Graph` from the facts of all files, then ask `reach` for a line or a symbol.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from prohori.codebase.graph.analyser import GraphFacts, in_graph
from prohori.codebase.graph.entries import LARAVEL_CONFIG, entries
from prohori.codebase.graph.facts import Decorator, FileFacts, Symbol
from prohori.codebase.graph.frameworks import COLUMN, CONTROLLERS, CSHARP_ENTRY, PASSIVE
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.sweep import Sweep
from prohori.codebase.graph.validation import Validation
from prohori.codebase.graph.ways import Ways
from prohori.codebase.languages import is_test
from prohori.model import Fact
from prohori.snapshot.protocol import Reads

_MIGRATION = re.compile(r"(^|/)(migrations?|patches)/")
_TAKEN_DEPTH = 2  # keys below an object that a framework reads: `default.props.amount`
_TOOLING = re.compile(
    r"(^|/)([\w.-]+\.config|\.[\w-]+rc|jest\.[\w.-]+|karma[\w.-]*|gulpfile|Gruntfile)\.[mc]?[jt]s$|^\.github/|(^|/)setup\.cfg$"
)


class ReachKind(StrEnum):
    wired = "wired"
    """On a path from an entry point."""
    db = "db"
    """A column of a live entity or document, or a migration."""
    uncalled = "uncalled"
    """Its file is loaded, but nothing that runs uses it."""
    dead = "dead"
    """No entry point loads its file."""
    inert = "inert"
    """Present in what runs, but nothing evaluates it: validators that no pipe runs, types, configuration that nobody reads."""
    unsure = "unsure"
    """Not understood."""


class Reach(Fact):
    kind: ReachKind
    sure: bool
    because: str
    """One sentence; for `wired` and `db` the way from the entry point."""


class Graph:
    """`facts`: of every file of `GRAPH_GLOBS`, by path, as `GraphFacts` gives them."""

    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self._facts = facts
        self._names = Names(facts)
        self._sweep = Sweep(self._names, entries(self._names))
        self._sweep.run()
        self._ways = Ways(self._names, self._sweep)
        self._validation = Validation(self._names, self._sweep)

    def reach(self, path: str, *, line: int | None = None, symbol: str | None = None) -> Reach:
        """Of the innermost symbol around a line (1-based), of a symbol by its qualified name, or of the file."""
        if is_test(path):
            return _sure(ReachKind.dead, "it is a test: the running system does not load it")
        facts = self._facts.get(path)
        if facts is None or not facts.language:
            why = facts.unread if facts is not None and facts.unread else "it is not among the files that are followed"
            return _unsure(ReachKind.unsure, why)
        if facts.language in ("java", "csharp"):
            return self._marked(facts, line, symbol)
        if facts.language == "configuration":
            return self._key(path, facts, line, symbol)
        if facts.says.get("kind") == "doctype":
            return self._document(path, facts)
        if path not in self._names.first:
            return _unsure(ReachKind.unsure, f"of a file of this kind ({facts.language}) only what it names is followed")
        number = self._at(path, facts, line, symbol)
        if number is None:
            return _unsure(ReachKind.unsure, f"`{symbol}` is not found in the file")
        return self._answer(number, path, line)

    def _at(self, path: str, facts: FileFacts, line: int | None, symbol: str | None) -> int | None:
        base = self._names.first[path]
        if symbol is not None:
            named = self._names.named(path)
            found = named.get(symbol)
            return found if found is not None else next((n for full, n in named.items() if full.endswith(f".{symbol}")), None)
        if line is None:
            return base
        inside = [(s.end - s.line, -i) for i, s in enumerate(facts.symbols) if s.line <= line <= s.end]
        return base - min(inside)[1] if inside else base

    def _answer(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        if _MIGRATION.search(path) and (found := self._migration(number, path)) is not None:
            return found
        if symbol.kind in ("interface", "type") or (symbol.kind in ("field", "method") and self._in_type(number)):
            return self._type(number, path)
        if path not in self._sweep.loaded:
            return self._unloaded(number, path, symbol)
        if symbol.kind == "field":
            return self._field(number, path, line)
        if symbol.kind in ("entry", "part"):
            return self._entry(number, path)
        if symbol.kind == "class":
            return self._class(number, path, line)
        return self._plain(number, path)

    def _in_type(self, number: int) -> bool:
        owner = self._names.owner(number)
        return owner is not None and self._names.symbols[owner].kind in ("interface", "type")

    def _plain(self, number: int, path: str) -> Reach:
        why = self._sweep.alive.get(number)
        if why is not None:
            return Reach(kind=ReachKind.wired, sure=why.sure, because=self._ways.way(number))
        return self._unread(number, path) if self._names.symbols[number].kind in ("constant", "enum") else self._uncalled(number, path)

    def _uncalled(self, number: int, path: str) -> Reach:
        symbol = self._names.symbols[number]
        shown = symbol.name or path
        cls = self._names.owner_class(number)
        loaded = f"{path} is loaded"
        if cls is not None and {d.name for d in self._names.symbols[cls].decorators} & CONTROLLERS and cls not in self._sweep.registered:
            return _sure(ReachKind.uncalled, f"{loaded}, but no live module registers `{self._names.symbols[cls].short}`")
        doubt = self._doubt(number, cls, path) or self._doubtful_user(number, path)
        because = f"{loaded}, but nothing that runs uses `{shown}`" + (f"; {doubt}" if doubt else "")
        return Reach(kind=ReachKind.uncalled, sure=not doubt, because=because)

    def _doubtful_user(self, number: int, path: str) -> str:
        """Something that uses it, and of which it is not sure that nobody calls it."""
        user = self._idle_reader(number, path) if self._names.owner(number) == self._names.first[path] else None
        if user is None or self._names.path_of(user) not in self._sweep.loaded:
            return ""
        doubt = self._doubt(user, self._names.owner_class(user), self._names.path_of(user))
        return f"`{self._ways.label(user)}` does, and {doubt}" if doubt else ""

    def _doubt(self, number: int, cls: int | None, path: str) -> str:
        """Why something that nobody calls may be called after all."""
        symbol = self._names.symbols[number]
        if not self._sweep.loaded[path].sure:
            return "and it is not sure that its file is loaded"
        if self._sweep.unread:
            return f"`{self._sweep.unread[0]}`, which is loaded, could not be read"
        active = [d.name for d in symbol.decorators if not PASSIVE.match(d.name)]
        if active:
            return f"what `@{active[0]}` does is not known"
        if cls is not None and cls != number and symbol.kind == "method":
            outside = next(iter(self._names.outside_bases(cls)), "")
            if outside:
                return f"`{outside}`, from outside the repository, may call it"
        if symbol.short in self._template_words:
            return "a template has a word of that name"
        return ""

    @cached_property
    def _template_words(self) -> frozenset[str]:
        return frozenset(u[1:] for f in self._facts.values() if f.language == "markup" for s in f.symbols for u in s.uses)

    def _unloaded(self, number: int, path: str, symbol: Symbol) -> Reach:
        """A file that no entry point loads."""
        if not self._sweep.entries:
            return _unsure(ReachKind.unsure, "no entry point of the system was found")
        language = self._facts[path].language
        if _TOOLING.search(path):
            return _unsure(ReachKind.unsure, "it configures a tool; the tools are not followed")
        if language == "markup":
            return _unsure(ReachKind.unsure, "templates are not followed")
        if symbol.kind == "class" and number in self._used_as_type:
            return _sure(
                ReachKind.inert, f"only its type is used (in `{self._ways.label(self._used_as_type[number])}`): nothing evaluates it"
            )
        cls = self._names.owner_class(number)
        if cls is not None and cls in self._used_as_type and symbol.kind == "field":
            return _sure(
                ReachKind.inert,
                f"only the type `{self._names.symbols[cls].short}` is used (in `{self._ways.label(self._used_as_type[cls])}`)",
            )
        if re.search(r"(^|/)(public|static)/", path):
            return _unsure(ReachKind.unsure, "it lies where a web server hands files out by their names")
        importers = self._importers.get(path, [])
        running = next((i for i in importers if i in self._sweep.loaded), None)
        if running is not None and language != "typescript":  # there, an import that is left when types are gone would have loaded it
            return _unsure(ReachKind.dead, f"only code of {running} that nothing is known to call needs it")
        if not importers:
            because = "no entry point loads it: nothing imports it"
        else:
            because = f"no entry point loads it: it is imported only by {importers[0]}, which nothing that runs loads"
        if self._sweep.unread:
            return _unsure(ReachKind.dead, f"{because}; but `{self._sweep.unread[0]}`, which is loaded, could not be read")
        package = self._unused_package(path)
        if package:
            return _unsure(ReachKind.dead, f"{because}; the package `{package}` may be used or started from outside this repository")
        if language == "php" and (
            not self._has_sure_entry(".php") or re.search(r"(^|/)(factories|Policies|Observers|Listeners|views)/", path)
        ):
            return _unsure(ReachKind.dead, f"{because}; its framework may find it by its place")
        suffix = ".py" if language == "python" else ""
        if suffix and not self._has_sure_entry(suffix):
            return _unsure(ReachKind.dead, f"{because}; no entry point in this language is sure")
        return _sure(ReachKind.dead, because) if any(e.sure for e in self._sweep.entries) else _unsure(ReachKind.dead, because)

    def _has_sure_entry(self, suffix: str) -> bool:
        return any(e.sure and e.path.endswith(suffix) for e in self._sweep.entries)

    def _unused_package(self, path: str) -> str:
        """The name of the package around the file, if nothing here loads that package at all."""
        folder = posixpath.dirname(path)
        while True:
            facts = self._facts.get(posixpath.join(folder, "package.json"))
            if facts is not None and facts.says.get("name"):
                main = self._names.resolver.main_of(folder)
                own = main is not None and main not in self._sweep.loaded
                return str(facts.says["name"]) if own else ""
            if not folder:
                return ""
            folder = posixpath.dirname(folder)

    @cached_property
    def _importers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._names.paths:
            is_php = self._facts[path].language == "php"
            for one in self._facts[path].imports:
                if is_php:
                    meaning = self._names.meaning(path, one.names[0][1])
                    target = self._names.path_of(meaning) if isinstance(meaning, int) else None
                else:
                    target = self._names.target(path, one) if one.target else None
                if target is not None and target != path:
                    found.setdefault(target, []).append(path)
        return found

    @cached_property
    def _used_as_type(self) -> dict[int, int]:
        """Classes and types that running code names in type positions, with a symbol that does."""
        found: dict[int, int] = {}
        for number in self._sweep.alive:
            symbol = self._names.symbols[number]
            if symbol.types or symbol.bases:
                path = self._names.path_of(number)
                for text in (*symbol.types, *(b.lstrip(":") for b in symbol.bases)):
                    meaning = self._names.type_named(path, text) if text[0] != "." else None
                    if isinstance(meaning, int):
                        found.setdefault(meaning, number)
        waiting = list(found)
        while waiting:
            at = waiting.pop()
            if self._names.symbols[at].kind in ("class", "interface", "type"):
                path = self._names.path_of(at)
                for inner in (at, *self._names.children[at]):
                    symbol = self._names.symbols[inner]
                    for text in (*symbol.types, *(b.lstrip(":") for b in symbol.bases)):
                        meaning = self._names.type_named(path, text) if text[0] != "." else None
                        if isinstance(meaning, int) and meaning not in found:
                            found[meaning] = at
                            waiting.append(meaning)
        return found

    def _type(self, number: int, path: str) -> Reach:
        owner = self._names.owner(number)
        top = number if self._names.symbols[number].kind in ("interface", "type") or owner is None else owner
        if top in self._used_as_type or path in self._sweep.loaded:
            return _sure(ReachKind.inert, f"`{self._names.symbols[top].name}` is a type: it is gone when the code is compiled")
        return self._unloaded(number, path, self._names.symbols[number])

    # Classes and their fields

    def _class(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        mark = _mark_at(symbol, line)
        if self._sweep.is_entity(number) and (mark is None or COLUMN.search(mark.name) or "Entity" in mark.name):
            return self._entity(number, path)
        if self._is_document_class(number):
            return self._plain(number, path)
        fields = [self._names.symbols[c] for c in self._names.children[number]]
        if any(self._validation.is_validator(path, d) for f in fields for d in f.decorators):
            return self._validated(number, path)
        if {d.name for d in symbol.decorators} & CONTROLLERS or self._sweep.is_module(number):
            why = min(self._sweep.registered.get(number, {}).values(), key=lambda w: not w.sure, default=None)
            if why is not None:
                return Reach(kind=ReachKind.wired, sure=why.sure, because=self._ways.way(number))
            if number in self._sweep.excluded:
                return _sure(ReachKind.uncalled, f"`{symbol.short}` is filtered out of the list it stands in")
            return _sure(
                ReachKind.uncalled,
                f"{path} is loaded, but no live module has `{symbol.short}` in its `imports`, `controllers` or `providers`",
            )
        if number not in self._sweep.alive and number in self._used_as_type:
            return _sure(
                ReachKind.inert, f"only its type is used (in `{self._ways.label(self._used_as_type[number])}`): nothing evaluates it"
            )
        return self._plain(number, path)

    def _is_document_class(self, number: int) -> bool:
        return any(b.rpartition(".")[2] in ("Document", "FormRequest") for b in self._names.outside_bases(number))

    def _field(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        cls = self._names.owner_class(number)
        if cls is None:
            return self._plain(number, path)
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
            if cls in self._used_as_type:
                return _sure(ReachKind.inert, f"only the type `{self._names.symbols[cls].short}` is used: nothing evaluates it")
            return self._uncalled(cls, path)
        bare = (not symbol.decorators and not symbol.uses) or symbol.uses == (symbol.short,)
        if (
            bare
            and self._facts[path].language == "typescript"
            and not any(self._names.symbols[c].kind == "method" for c in self._names.children[cls])
        ):
            return _sure(ReachKind.inert, f"a declaration in `{self._names.symbols[cls].short}` without anything that evaluates it")
        made = [u for u in symbol.uses if u not in (symbol.short, symbol.type) and u[0] != "'"]
        if made:
            because = f"{self._ways.way(cls)}: what `{symbol.short}` is made with runs with the class"
            return Reach(kind=ReachKind.wired, sure=self._sweep.alive[cls].sure, because=because)
        if symbol.short not in self._sweep.mentioned and symbol.short not in self._sweep.strings and not symbol.decorators:
            if next(iter(self._names.outside_bases(cls)), None) is not None:
                return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(cls)}; what it extends may read it")
            return Reach(
                kind=ReachKind.uncalled, sure=symbol.short not in self._template_words, because=f"nothing that runs reads `{symbol.name}`"
            )
        return Reach(kind=ReachKind.wired, sure=self._sweep.alive[cls].sure, because=self._ways.way(cls))

    def _validated(self, cls: int, path: str) -> Reach:
        why = self._validation.classes.get(cls)
        if why is not None:
            return Reach(kind=ReachKind.wired, sure=why.sure, because=f"{self._way_to_validation(cls)}")
        name = self._names.symbols[cls].short
        if cls not in self._sweep.alive and cls not in self._used_as_type:
            return self._uncalled(cls, path)
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
            return self._uncalled(cls, path)
        if sweep.data_sources and sweep.is_entity(cls):
            sure = all(sweep.alive[n].sure for n in sweep.data_sources if n in sweep.alive)
            return Reach(
                kind=ReachKind.uncalled,
                sure=sure and not sweep.auto_load,
                because=f"no data source has `{symbol.short}` among its entities",
            )
        return Reach(kind=ReachKind.db, sure=False, because=f"{self._ways.way(cls)}; that a data source has it was not found")

    def _migration(self, number: int, path: str) -> Reach | None:
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

    def _document(self, path: str, facts: FileFacts) -> Reach:
        if facts.says["doctype"] != "DocType":
            return _unsure(ReachKind.unsure, f"a {facts.says['doctype']} of Frappe")
        if facts.says["virtual"]:
            return _sure(ReachKind.inert, f"`{facts.says['name']}` is a virtual document: it has no table")
        return _sure(ReachKind.db, f"the table of the document `{facts.says['name']}`")

    # Objects, enums and configuration

    def _entry(self, number: int, path: str) -> Reach:
        symbol = self._names.symbols[number]
        top = number
        while (owner := self._names.owner(top)) is not None and self._names.symbols[owner].kind != "file":
            top = owner
        whole = self._names.symbols[top]
        if whole.kind in ("interface", "type"):
            return self._type(top, path)
        language = self._facts[path].language
        is_config = self._is_config(path, whole)
        if top == number or (language == "php" and whole.kind == "entry"):
            return self._config_entry(number, path)
        if top not in self._sweep.alive:
            return self._unread(number, path) if whole.kind in ("constant", "enum") else self._uncalled(top, path)
        if symbol.kind == "part":
            return self._plain(number, path)
        short = symbol.short
        sure = self._sweep.alive[top].sure
        if top in self._sweep.taken and symbol.name.count(".") <= _TAKEN_DEPTH and whole.kind == "constant":
            return Reach(kind=ReachKind.wired, sure=sure, because=f"{self._ways.way(top)}; its framework reads `{short}`")
        reader = self._sweep.read.get(number)
        if reader is None and (key := self._string_user(symbol.name, short)) is not None and is_config:
            reader = key
        if reader is not None:
            return Reach(kind=ReachKind.wired, sure=sure, because=f"{self._ways.way(reader)} → {whole.short}.{short}")
        holder = self._handed_on(number)
        if holder is not None and whole.kind == "enum":
            return Reach(kind=ReachKind.wired, sure=sure, because=f"{self._ways.way(top)}: every member of `{whole.short}` counts")
        if holder is not None:
            user = self._sweep.mentioned.get(short, self._string_user(symbol.name, short))
            if user is not None:
                return Reach(
                    kind=ReachKind.wired,
                    sure=False,
                    because=f"{self._ways.way(user)} names `{short}`; `{self._ways.label(holder)}` is handed on whole",
                )
            if not is_config:
                return Reach(
                    kind=ReachKind.wired, sure=False, because=f"{self._ways.way(top)}; `{self._ways.label(holder)}` is handed on whole"
                )
            return _unsure(ReachKind.inert, f"`{whole.short}` is loaded, but nothing that runs reads `{short}`")
        if self._facts[path].language == "python" and short in self._sweep.mentioned:
            return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(self._sweep.mentioned[short])} names `{short}`")
        return self._unread(number, path)

    def _handed_on(self, number: int) -> int | None:
        """The object around a key, or around one of those, that is used as a whole."""
        at = self._names.owner(number)
        while at is not None and self._names.symbols[at].kind != "file":
            if at in self._sweep.used_whole or at in self._sweep.taken:
                return at
            at = self._names.owner(at)
        return None

    def _unread(self, number: int, path: str) -> Reach:
        """A value that nothing that runs reads: uncalled if there is a reader that does not run, else inert."""
        symbol = self._names.symbols[number]
        doubt = self._doubt(number, None, path)
        tail = f"; {doubt}" if doubt else ""
        reader = self._idle_reader(number, path)
        if reader is not None:
            because = f"only `{self._ways.label(reader)}` reads `{symbol.name}`, and nothing that runs uses that{tail}"
            return Reach(kind=ReachKind.uncalled, sure=not doubt, because=because)
        return Reach(kind=ReachKind.inert, sure=not doubt, because=f"{path} is loaded, but nothing reads `{symbol.name}`{tail}")

    def _idle_reader(self, number: int, path: str) -> int | None:
        """A symbol that names this one, and does not run."""
        symbol = self._names.symbols[number]
        head, _, rest = symbol.name.partition(".")
        top = self._names.named(path).get(head)
        for other in (path, *self._importers.get(path, ())):
            base = self._names.first[other]
            for index, user in enumerate(self._facts[other].symbols):
                if base + index in self._sweep.alive or (user.name.split(".")[0] == head and other == path):
                    continue
                for ref in user.uses:
                    name, _, members = ref.partition(".")
                    if rest and members != rest and not members.startswith(f"{rest}."):
                        continue
                    if name and name[0] != "'" and self._names.meaning(other, name) == top:
                        return base + index
        return None

    def _is_config(self, path: str, whole: Symbol) -> bool:
        return re.search(r"(^|/)config(uration)?s?/|\.config\.|config\.[jt]s$|environment", path) is not None or "registerAs" in whole.uses

    def _string_user(self, full: str, short: str) -> int | None:
        """Running code that names a key in a string: `'tax.rate'`, `'rate'`."""
        found = self._sweep.strings.get(short)
        return found if found is not None else self._dotted_keys.get(short)

    @cached_property
    def _dotted_keys(self) -> dict[str, int]:
        """Every part of the dotted keys that running code names."""
        found: dict[str, int] = {}
        for text, number in self._sweep.strings.items():
            if "." in text and "/" not in text:
                for part in text.split("."):
                    found.setdefault(part, number)
        return found

    def _config_entry(self, number: int, path: str) -> Reach:
        """A key of a configuration file of Laravel: `config('file.key.key')`."""
        symbol = self._names.symbols[number]
        match = re.search(r"(?:^|/)config/([\w/-]+)\.php$", path)
        if match is None:
            return self._plain(number, path)
        full = f"{match[1].replace('/', '.')}.{symbol.name}"
        for text, user in self._sweep.strings.items():
            whole = full.startswith(f"{text}.") and text.startswith(match[1])
            if (text == full or whole or text.startswith(f"{full}.")) and self._names.path_of(user) != path:
                return Reach(kind=ReachKind.wired, sure="." in text, because=f"{self._ways.way(user)} reads `{text}`")
        if match[1] in LARAVEL_CONFIG:
            return _unsure(ReachKind.wired, f"Laravel itself reads `config/{match[1]}.php`")
        return _unsure(ReachKind.inert, f"nothing that runs reads `{full}`; a package may")

    def _key(self, path: str, facts: FileFacts, line: int | None, symbol: str | None) -> Reach:
        """A key of a file that only holds configuration."""
        chosen = next((s for s in facts.symbols[1:] if s.name == symbol or (symbol is None and s.line == line)), None)
        if chosen is None:
            return _unsure(ReachKind.unsure, "no key of the configuration stands there")
        short = chosen.short
        user = self._sweep.mentioned.get(short)
        user = user if user is not None else self._string_user(chosen.name, short)
        if user is not None:
            return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(user)} names `{short}`")
        return _unsure(ReachKind.inert, f"nothing that runs reads `{chosen.name}`; a framework or a tool may")

    def _marked(self, facts: FileFacts, line: int | None, symbol: str | None) -> Reach:
        """Java and C#: what an annotation says, and no more."""
        around = [s for s in facts.symbols[1:] if (s.name == symbol if symbol else line is not None and s.line <= line <= s.end)]
        marks = [d.name for s in around for d in s.decorators]
        if any(m in ("Column", "Entity", "Table", "Id", "Key", "JoinColumn") for m in marks):
            return _unsure(
                ReachKind.db, f"`{next(m for m in marks if m in ('Column', 'Entity', 'Table', 'Id', 'Key', 'JoinColumn'))}` marks it"
            )
        web = re.compile(
            r"(Rest)?Controller|\w+Mapping|Service|Component|Configuration|Bean|Repository|Scheduled|ApiController|Http\w+|Route"
        )
        found = next((m for m in marks if web.fullmatch(m) or m in CSHARP_ENTRY), "")
        if found:
            return _unsure(ReachKind.wired, f"`{found}` marks it; whether it is registered is not followed in this language")
        return _unsure(ReachKind.unsure, "calls are not followed in this language")


def build(reads: Reads, paths: Iterable[str]) -> Graph:
    """The graph of the files at these paths (`reads.glob(*GRAPH_GLOBS)`); vendored and built files are left out."""
    chosen = [path for path in paths if in_graph(path)]
    facts = {path: FileFacts(unread="it was too much to analyse") for path in chosen}
    return Graph(facts | dict(reads.analyse_all(chosen, GraphFacts())))


def _mark_at(symbol: Symbol, line: int | None) -> Decorator | None:
    found = [d for d in symbol.decorators if line is not None and d.line <= line <= d.end]
    return found[-1] if found and bisect_right([d.line for d in found], line or 0) else None


def _sure(kind: ReachKind, because: str) -> Reach:
    return Reach(kind=kind, sure=True, because=because)


def _unsure(kind: ReachKind, because: str) -> Reach:
    return Reach(kind=kind, sure=False, because=because)
