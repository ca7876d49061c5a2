"""Who reads a value: keys of objects, members of enums, settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from prohori.codebase.graph.code_reach import CodeReach
from prohori.codebase.graph.entries import LARAVEL_CONFIG
from prohori.codebase.graph.facts import FileFacts, Symbol
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reach import Reach, ReachKind, perhaps
from prohori.codebase.graph.sweep import Sweep
from prohori.codebase.graph.ways import Ways

_TAKEN_DEPTH = 2  # keys below an object that a framework reads: `default.props.amount`


class ValueReach:
    def __init__(self, facts: Mapping[str, FileFacts], names: Names, sweep: Sweep, ways: Ways, code: CodeReach) -> None:
        self._facts, self._names, self._sweep, self._ways, self._code = facts, names, sweep, ways, code

    def of_entry(self, number: int, path: str) -> Reach:
        symbol = self._names.symbols[number]
        top = number
        while (owner := self._names.owner(top)) is not None and self._names.symbols[owner].kind != "file":
            top = owner
        whole = self._names.symbols[top]
        if whole.kind in ("interface", "type"):
            return self._code.type_(top, path)
        language = self._facts[path].language
        is_config = self._is_config(path, whole)
        if top == number or (language == "php" and whole.kind == "entry"):
            return self._config_entry(number, path)
        if top not in self._sweep.alive:
            return self._code.unread(number, path) if whole.kind in ("constant", "enum") else self._code.uncalled(top, path)
        if symbol.kind == "part":
            return self._code.plain(number, path)
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
            return perhaps(ReachKind.inert, f"`{whole.short}` is loaded, but nothing that runs reads `{short}`")
        if self._facts[path].language == "python" and short in self._sweep.mentioned:
            return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(self._sweep.mentioned[short])} names `{short}`")
        return self._code.unread(number, path)

    def _handed_on(self, number: int) -> int | None:
        """The object around a key, or around one of those, that is used as a whole."""
        at = self._names.owner(number)
        while at is not None and self._names.symbols[at].kind != "file":
            if at in self._sweep.used_whole or at in self._sweep.taken:
                return at
            at = self._names.owner(at)
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
            return self._code.plain(number, path)
        full = f"{match[1].replace('/', '.')}.{symbol.name}"
        for text, user in self._sweep.strings.items():
            whole = full.startswith(f"{text}.") and text.startswith(match[1])
            if (text == full or whole or text.startswith(f"{full}.")) and self._names.path_of(user) != path:
                return Reach(kind=ReachKind.wired, sure="." in text, because=f"{self._ways.way(user)} reads `{text}`")
        if match[1] in LARAVEL_CONFIG:
            return perhaps(ReachKind.wired, f"Laravel itself reads `config/{match[1]}.php`")
        return perhaps(ReachKind.inert, f"nothing that runs reads `{full}`; a package may")

    def of_key(self, path: str, facts: FileFacts, line: int | None, symbol: str | None) -> Reach:
        """A key of a file that only holds configuration."""
        chosen = next((s for s in facts.symbols[1:] if s.name == symbol or (symbol is None and s.line == line)), None)
        if chosen is None:
            return perhaps(ReachKind.unsure, "no key of the configuration stands there")
        short = chosen.short
        user = self._sweep.mentioned.get(short)
        user = user if user is not None else self._string_user(chosen.name, short)
        if user is not None:
            return Reach(kind=ReachKind.wired, sure=False, because=f"{self._ways.way(user)} names `{short}`")
        return perhaps(ReachKind.inert, f"nothing that runs reads `{chosen.name}`; a framework or a tool may")
