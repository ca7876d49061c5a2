"""YAML (and JSON) of definition files: plain JSON values, and the line of each, for errors that point at it.

The scalar rules are those of YAML 1.2's core schema, so `off`, `no` and `2026-07-01` are text. Refused: anchors
and aliases, tags, keys that are not text, duplicate keys, nesting deeper than `MAX_DEPTH`, a second document.
Built from the parser's events and not from its nodes: composing nodes recurses in C, where depth is a crash.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from prohori.errors import DefinitionError
from prohori.model import Json

Loc = tuple[str | int, ...]
Position = tuple[int, int]

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Located:
    """A parsed file: its value, and where each value and each mapping key stands (1-based line and column)."""

    file: str
    value: Json
    values: dict[Loc, Position] = field(default_factory=dict)
    keys: dict[Loc, Position] = field(default_factory=dict)

    def position(self, loc: Loc) -> Position:
        """Of the key at `loc` if there is one, else of the value, else of the nearest parent that is in the file."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.keys.get(loc) or self.values[loc]

    def where(self, loc: Loc) -> str:
        line, column = self.position(loc)
        return f"{self.file}:{line}:{column}"

    def error(self, loc: Loc, what: str, *, why: str = "", next: str = "") -> DefinitionError:
        return DefinitionError(what, where=self.where(loc), why=why, next=next)


def read_text(path: Path) -> str:
    """The text of a definition file, without BOM and with `\\n` line ends."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DefinitionError(f"`{path.name}` cannot be read", where=str(path), why=error.strerror or str(error)) from None
    return text_of(content, str(path))


def text_of(content: bytes, file: str) -> str:
    """The same of its bytes. `file` is what messages call it."""
    name = file.rpartition("/")[2]
    if len(content) > MAX_BYTES:
        raise DefinitionError(f"`{name}` is too large for a definition", where=file, why=f"{len(content)} bytes, the limit is {MAX_BYTES}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        why = f"byte 0x{content[error.start]:02x} is not valid there"
        raise DefinitionError(f"`{name}` is not UTF-8", where=f"{file}:{line}:{column}", why=why, next="save the file as UTF-8") from None
    return text.replace("\r\n", "\n")


def parse(text: str, file: str, *, lines_before: int = 0) -> Located:
    """One YAML document. `lines_before` is how many lines of the file stand above `text` (front matter: 1)."""
    builder = _Builder(Located(file, None), lines_before, text)
    try:
        value = builder.document()
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, file, lines_before) from None
    return Located(file, value, builder.located.values, builder.located.keys)


def _syntax_error(error: yaml.YAMLError, text: str, file: str, lines_before: int) -> DefinitionError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if mark is None:
        return DefinitionError("this is not YAML", where=f"{file}:{_first_unprintable(text) + lines_before}", why=why)
    lines = text.splitlines()
    line = min(mark.line, max(len(lines) - 1, 0))
    tab = bool(lines) and lines[line].startswith("\t")
    next_ = "indent with spaces: YAML does not allow tabs there" if tab else "check the indentation, quotes and colons around this place"
    return DefinitionError("this is not YAML", where=f"{file}:{mark.line + 1 + lines_before}:{mark.column + 1}", why=why, next=next_)


def _first_unprintable(text: str) -> int:
    """The parser gives no line for a control character; 1-based."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", line):
            return number
    return 1


class _Builder:
    def __init__(self, located: Located, lines_before: int, text: str) -> None:
        self.located, self._before = located, lines_before
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

    def document(self) -> Json:
        next(self._events)  # the stream's start
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            where = f"{self.located.file}:{1 + self._before}"
            raise DefinitionError(
                "the file is empty", where=where, why="a definition is expected", next="write the definition, or delete the file"
            )
        value = self._node(next(self._events), ())
        next(self._events)  # the document's end
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise self._refuse(after, "a second document", "one file holds one definition", "put it in a file of its own")
        return value

    def _refuse(self, event: yaml.Event, thing: str, why: str, next_: str) -> DefinitionError:
        line, column = self._at(event)
        return DefinitionError(f"{thing} is not allowed here", where=f"{self.located.file}:{line}:{column}", why=why, next=next_)

    def _at(self, event: yaml.Event) -> Position:
        mark = cast(yaml.Mark, event.start_mark)
        return mark.line + 1 + self._before, mark.column + 1

    def _node(self, event: Any, loc: Loc) -> Json:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            name = event.anchor
            raise self._refuse(
                event, f"the anchor or alias `{name}`", "a definition says each thing where it stands", "write the value out"
            )
        if len(loc) > MAX_DEPTH:
            raise self._refuse(event, "nesting this deep", f"the limit is {MAX_DEPTH} levels", "flatten the value")
        self.located.values[loc] = self._at(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag not in (None, "!"):
            raise self._refuse(event, f"the tag `{event.tag}`", "values are plain JSON", "remove the tag")
        return self._mapping(loc) if isinstance(event, yaml.MappingStartEvent) else self._sequence(loc)

    def _sequence(self, loc: Loc) -> list[Json]:
        items: list[Json] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Json]:
        entries: dict[str, Json] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            if key in entries:
                first = self.located.keys[(*loc, key)][0]
                raise self._refuse(event, f"a second `{key}`", f"the first is in line {first}", "keep one of them")
            self.located.keys[(*loc, key)] = self._at(event)
            entries[key] = self._node(next(self._events), (*loc, key))
        return entries

    def _key(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(
                event, f"the anchor or alias `{event.anchor}`", "a definition says each thing where it stands", "write the key out"
            )
        key = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if not isinstance(key, str) or (key == "<<" and event.implicit[0]):
            shown = f"the key `{event.value}`" if isinstance(event, yaml.ScalarEvent) else "this key"
            raise self._refuse(event, shown, "keys are text", "write the key as plain text, quoted if it looks like something else")
        return key

    def _scalar(self, event: Any) -> Json:
        if event.tag not in (None, "!"):
            raise self._refuse(event, f"the tag `{event.tag}`", "values are plain JSON", "remove the tag")
        text: str = event.value
        if not event.implicit[0]:  # quoted or block text
            return text
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
            return number
        return text
