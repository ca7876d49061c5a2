"""What a reference in running code reaches: names, members, strings that name a file or an object."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from prohori.codebase.graph.names import Meaning, Module, Outside
from prohori.codebase.graph.reached import Reached, Why
from prohori.codebase.graph.registration import Registration

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){1,8}")
_FILE = re.compile(r"[\w@./-]*\.(php|html|vue|[mc]?[jt]sx?)")


class References:
    def __init__(self, reached: Reached, registration: Registration) -> None:
        self._reached, self._names, self._registration = reached, reached.names, registration
        self._prefixes: set[str] = set()
        self._locals: dict[int, dict[str, str]] = {}

    def follow(self, number: int, path: str, ref: str, sure: bool, local: Mapping[str, str]) -> None:
        if ref[0] == "'":
            self._string(number, path, ref[1:], sure)
            return
        head, *rest = ref.split(".")
        for name in rest:
            self._reached.mentioned.setdefault(name, number)
        if not head:
            self._guess(number, rest)
            return
        if head in ("this", "self", "cls", "static", "parent", "super"):
            self._own(number, rest, sure, head)
            return
        inner = self._nested(number, path, head) if head in self._names.nested(path) else None
        if inner is not None:
            self._reached.mark(inner, Why(number, sure))
            return
        if head in local:
            if rest:
                meaning = self._names.type_named(path, local[head]) if local[head] else None
                self._on(number, meaning if isinstance(meaning, int) else None, rest, sure)
            return
        meaning = self._names.meaning(path, head)
        if rest or meaning is not None:
            self._mean(number, meaning, rest, sure, head)

    def _mean(self, number: int, meaning: Meaning | None, rest: list[str], sure: bool, head: str) -> None:
        if isinstance(meaning, int):
            if meaning == number:
                return
            self._reached.mark(meaning, Why(number, sure))
            kind = self._names.symbols[meaning].kind
            if not rest:
                self._reached.used_whole.add(meaning)
            elif kind in ("class", "constant", "enum", "interface"):
                found = self._names.member(meaning, rest[0]) if kind == "class" else self._key(meaning, rest)
                if found is not None:
                    self._reached.mark(found, Why(number, sure))
                    self._reached.read.setdefault(found, number)
                    self._guess(number, rest[1:])
                elif kind == "constant":
                    self._reached.used_whole.add(meaning)
                    typed = self._names.type_named(self._names.path_of(meaning), self._names.symbols[meaning].type or "-")
                    self._on(number, typed if isinstance(typed, int) else None, rest, sure)
                else:
                    self._guess(number, rest)
        elif isinstance(meaning, Module):
            self._reached.load(meaning.path, Why(number, sure))
            if rest and meaning.path in self._names.first:
                inner = self._names.exported(meaning.path, rest[0])
                if inner is not None:
                    self._mean(number, inner, rest[1:], sure, head)
                elif self._names.facts[meaning.path].language == "python":
                    deeper = self._names.resolver.object_path(".".join([head, *rest]))
                    if deeper is not None and deeper[0] in self._names.first:
                        self._reached.load(deeper[0], Why(number, sure))
                        held = self._names.exported(deeper[0], deeper[1].split(".")[0])
                        if held is not None:
                            self._mean(number, held, [], sure, head)
                    self._guess(number, rest)
            elif not rest and self._names.facts[path := meaning.path].language == "typescript" and path in self._names.first:
                for offered in self._names.offered(path):
                    self._reached.later.append(("alive", offered, Why(number, False, "all that its file exports is handed on")))
        elif meaning is None or (isinstance(meaning, Outside) and self._names.facts[self._names.path_of(number)].language != "typescript"):
            self._guess(number, rest)

    def _key(self, number: int, rest: list[str]) -> int | None:
        """The innermost key of an object or enum that a chain names; one with keys of its own is handed on whole."""
        named, full = self._names.named(self._names.path_of(number)), self._names.symbols[number].name
        found = None
        for depth in range(1, len(rest) + 1):
            inner = named.get(".".join([full, *rest[:depth]]))
            if inner is None:
                break
            found = inner
        if found is not None and self._names.children.get(found):
            self._reached.used_whole.add(found)
        return found

    def _own(self, number: int, rest: list[str], sure: bool, head: str) -> None:
        cls = self._names.owner_class(number)
        if cls is None or not rest:
            self._guess(number, rest)
            return
        self._on(number, cls, rest, sure)

    def _on(self, number: int, cls: int | None, rest: list[str], sure: bool) -> None:
        """`rest` is used on an object of this class."""
        if cls is None:
            self._guess(number, rest)
            return
        found = self._names.member(cls, rest[0])
        is_member = found is not None and self._names.symbols[found].kind in ("method", "entry")
        if is_member and found is not None:
            self._reached.mark(found, Why(number, sure))
        for sub in self._names.descent(cls):
            override = self._names.named(self._names.path_of(sub)).get(f"{self._names.symbols[sub].name}.{rest[0]}")
            if override is not None and self._names.symbols[override].kind == "method":
                self._reached.later.append(("override", override, Why(number, sure, "through what it extends")))
                if sub in self._reached.alive:
                    self._reached.mark(override, Why(number, sure))
                    is_member = True
        if len(rest) > 1:
            self._on(number, self._names.field_type(cls, rest[0]), rest[1:], sure)
        elif not is_member:
            self._guess(number, rest)

    def _guess(self, number: int, rest: list[str]) -> None:
        for name in rest:
            self._reached.guesses.setdefault(name, number)

    def _nested(self, number: int, path: str, head: str) -> int | None:
        """A function with a name inside this one or around it."""
        at: int | None = number
        named = self._names.named(path)
        while at is not None and (symbol := self._names.symbols[at]).name:
            found = named.get(f"{symbol.name}.{head}")
            if found is not None and found != number and self._names.symbols[found].kind == "function":
                return found
            at = self._names.owner(at)
        return None

    def local_names(self, number: int) -> dict[str, str]:
        """The local names at a place, its own and those around it, with their types (perhaps an empty string)."""
        if number not in self._locals:
            owner, own = self._names.owner(number), self._names.symbols[number].locals
            around = self.local_names(owner) if owner is not None else {}
            self._locals[number] = {**around, **dict(own)} if own else around
        return self._locals[number]

    def _string(self, number: int, path: str, text: str, sure: bool) -> None:
        self._reached.strings.setdefault(text, number)
        if text.isidentifier():
            self._reached.guesses.setdefault(text, number)
        elif _DOTTED.fullmatch(text):
            found = self._names.resolver.object_path(text)
            if found is not None and found[0] in self._names.first:
                self._reached.load(found[0], Why(number, sure))
                symbol = self._names.named(found[0]).get(found[1])
                if symbol is not None:
                    self._reached.mark(symbol, Why(number, sure))
                    if self._names.symbols[symbol].kind == "class":
                        self._registration.offer(symbol, Why(number, sure), True)
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
        for other in self._names.paths:
            if other.startswith(f"{folder}/") and other.endswith((".py", ".ts", ".js", ".tsx", ".vue")):
                self._reached.later.append(
                    ("load", self._names.first[other], Why(number, False, f"a name that starts with `{text}` is loaded"))
                )

    def _file_string(self, number: int, path: str, text: str, sure: bool) -> None:
        folder = posixpath.dirname(path)
        for base in (folder, *((posixpath.dirname(folder), "") if text.endswith((".php", ".js")) else ())):
            found = self._names.resolver.file(posixpath.join(base, text.lstrip("/")))
            if found is not None and found in self._names.first:
                self._reached.load(found, Why(number, sure))
                if found.endswith((".html", ".vue")):
                    for ref in self._names.symbols[self._names.first[found]].uses:
                        cls = self._names.owner_class(number)
                        member = self._names.member(cls, ref[1:]) if cls is not None else None
                        self._reached.mentioned.setdefault(ref[1:], number)
                        if member is not None and self._names.symbols[member].kind == "method":
                            self._reached.mark(member, Why(number, sure, "its template"))
                return
