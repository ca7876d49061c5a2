"""Whether functions, constants and types run: by what loads their file, and by who uses them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property

from prohori.codebase.graph.facts import FileFacts, Symbol
from prohori.codebase.graph.frameworks import CONTROLLERS, PASSIVE
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reach import Reach, ReachKind, perhaps, surely
from prohori.codebase.graph.sweep import Sweep
from prohori.codebase.graph.ways import Ways

_TOOLING = re.compile(
    r"(^|/)([\w.-]+\.config|\.[\w-]+rc|jest\.[\w.-]+|karma[\w.-]*|gulpfile|Gruntfile)\.[mc]?[jt]s$|^\.github/|(^|/)setup\.cfg$"
)


class CodeReach:
    def __init__(self, facts: Mapping[str, FileFacts], names: Names, sweep: Sweep, ways: Ways) -> None:
        self._facts, self._names, self._sweep, self._ways = facts, names, sweep, ways

    def plain(self, number: int, path: str) -> Reach:
        why = self._sweep.alive.get(number)
        if why is not None:
            return Reach(kind=ReachKind.wired, sure=why.sure, because=self._ways.way(number))
        return self.unread(number, path) if self._names.symbols[number].kind in ("constant", "enum") else self.uncalled(number, path)

    def uncalled(self, number: int, path: str) -> Reach:
        symbol = self._names.symbols[number]
        shown = symbol.name or path
        cls = self._names.owner_class(number)
        loaded = f"{path} is loaded"
        if cls is not None and {d.name for d in self._names.symbols[cls].decorators} & CONTROLLERS and cls not in self._sweep.registered:
            return surely(ReachKind.uncalled, f"{loaded}, but no live module registers `{self._names.symbols[cls].short}`")
        doubt = self.doubt(number, cls, path) or self._doubtful_user(number, path)
        because = f"{loaded}, but nothing that runs uses `{shown}`" + (f"; {doubt}" if doubt else "")
        return Reach(kind=ReachKind.uncalled, sure=not doubt, because=because)

    def _doubtful_user(self, number: int, path: str) -> str:
        """Something that uses it, and of which it is not sure that nobody calls it."""
        user = self._idle_reader(number, path) if self._names.owner(number) == self._names.first[path] else None
        if user is None or self._names.path_of(user) not in self._sweep.loaded:
            return ""
        doubt = self.doubt(user, self._names.owner_class(user), self._names.path_of(user))
        return f"`{self._ways.label(user)}` does, and {doubt}" if doubt else ""

    def doubt(self, number: int, cls: int | None, path: str) -> str:
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
        if symbol.short in self.template_words:
            return "a template has a word of that name"
        return ""

    @cached_property
    def template_words(self) -> frozenset[str]:
        return frozenset(u[1:] for f in self._facts.values() if f.language == "markup" for s in f.symbols for u in s.uses)

    def unloaded(self, number: int, path: str, symbol: Symbol) -> Reach:
        """A file that no entry point loads."""
        if not self._sweep.entries:
            return perhaps(ReachKind.unsure, "no entry point of the system was found")
        language = self._facts[path].language
        if _TOOLING.search(path):
            return perhaps(ReachKind.unsure, "it configures a tool; the tools are not followed")
        if language == "markup":
            return perhaps(ReachKind.unsure, "templates are not followed")
        if symbol.kind == "class" and number in self.used_as_type:
            return surely(
                ReachKind.inert, f"only its type is used (in `{self._ways.label(self.used_as_type[number])}`): nothing evaluates it"
            )
        cls = self._names.owner_class(number)
        if cls is not None and cls in self.used_as_type and symbol.kind == "field":
            return surely(
                ReachKind.inert,
                f"only the type `{self._names.symbols[cls].short}` is used (in `{self._ways.label(self.used_as_type[cls])}`)",
            )
        if re.search(r"(^|/)(public|static)/", path):
            return perhaps(ReachKind.unsure, "it lies where a web server hands files out by their names")
        importers = self._importers.get(path, [])
        running = next((i for i in importers if i in self._sweep.loaded), None)
        if running is not None and language != "typescript":  # there, an import that is left when types are gone would have loaded it
            return perhaps(ReachKind.dead, f"only code of {running} that nothing is known to call needs it")
        if not importers:
            because = "no entry point loads it: nothing imports it"
        else:
            because = f"no entry point loads it: it is imported only by {importers[0]}, which nothing that runs loads"
        if self._sweep.unread:
            return perhaps(ReachKind.dead, f"{because}; but `{self._sweep.unread[0]}`, which is loaded, could not be read")
        package = self._unused_package(path)
        if package:
            return perhaps(ReachKind.dead, f"{because}; the package `{package}` may be used or started from outside this repository")
        if language == "php" and (
            not self._has_sure_entry(".php") or re.search(r"(^|/)(factories|Policies|Observers|Listeners|views)/", path)
        ):
            return perhaps(ReachKind.dead, f"{because}; its framework may find it by its place")
        suffix = ".py" if language == "python" else ""
        if suffix and not self._has_sure_entry(suffix):
            return perhaps(ReachKind.dead, f"{because}; no entry point in this language is sure")
        return surely(ReachKind.dead, because) if any(e.sure for e in self._sweep.entries) else perhaps(ReachKind.dead, because)

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
    def used_as_type(self) -> dict[int, int]:
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

    def type_(self, number: int, path: str) -> Reach:
        owner = self._names.owner(number)
        top = number if self._names.symbols[number].kind in ("interface", "type") or owner is None else owner
        if top in self.used_as_type or path in self._sweep.loaded:
            return surely(ReachKind.inert, f"`{self._names.symbols[top].name}` is a type: it is gone when the code is compiled")
        return self.unloaded(number, path, self._names.symbols[number])

    def unread(self, number: int, path: str) -> Reach:
        """A value that nothing that runs reads: uncalled if there is a reader that does not run, else inert."""
        symbol = self._names.symbols[number]
        doubt = self.doubt(number, None, path)
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
