"""What one file says about the graph: its symbols, what each names, and what it imports.

A *reference* is text in one of three forms, the same for every language:

- `a.b.c`: a chain that starts at a name (`this.vat.rate`, `TAX.standard`, `InvoiceModule`);
- `.b.c`: a chain that starts at the result of something (`build().create`);
- `'text`: a string that could be a name, a key, a path or a glob.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Lists = tuple[tuple[str, tuple[str, ...]], ...]


class Decorator(NamedTuple):
    """A decorator, annotation or attribute. `uses`: references in its arguments; `line` to `end`, 1-based."""

    name: str
    line: int
    end: int
    uses: tuple[str, ...] = ()


class Param(NamedTuple):
    """A parameter. `type` as written, on one line."""

    name: str
    type: str = ""
    decorators: tuple[Decorator, ...] = ()


class Symbol(NamedTuple):
    """A named piece of code. The first of a file is the file itself (name empty): what runs when it is loaded."""

    name: str
    """Qualified within the file: `InvoiceController.create`, `TAX.vat`."""
    kind: str
    """file, class, interface, type, enum, function, method, field, constant, entry (of an object, enum or config), part."""
    line: int
    end: int
    owner: int = -1
    """Index of the symbol around it."""
    exported: bool = False
    uses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """References in type positions only."""
    bases: tuple[str, ...] = ()
    decorators: tuple[Decorator, ...] = ()
    params: tuple[Param, ...] = ()
    type: str = ""
    """Of a field or constant: as declared, or the class that it is made with."""
    locals: tuple[tuple[str, str], ...] = ()
    """Local names, and their types where they are evident (otherwise an empty string)."""
    lists: Lists = ()
    """References below the keys with which frameworks register things (`controllers`, `providers`, `entities`)."""

    @property
    def short(self) -> str:
        return self.name.rpartition(".")[2]


class Import(NamedTuple):
    """One import. `names`: (name there, name here); `*` is everything, `default` the default export."""

    target: str
    how: str
    """value, type, reexport, dynamic, alias (an export of this file's own name)."""
    names: tuple[tuple[str, str], ...] = ()
    owner: int = 0
    line: int = 1


@dataclass(frozen=True, slots=True)
class FileFacts:
    language: str = ""
    """typescript (with JavaScript and Vue), python, php, java, csharp, markup, manifest; empty if the file says nothing."""
    namespace: str = ""
    imports: tuple[Import, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    says: dict[str, Any] = field(default_factory=dict)
    """Of a manifest (`package.json`, `tsconfig.json`, …): what matters of its content."""
    unread: str = ""


def dumped(facts: FileFacts) -> bytes:
    """Compact: each symbol as a list, its parameters, locals and the like only where it has any."""
    symbols = [
        [
            s.name, s.kind, s.line, s.end, s.owner, int(s.exported), s.uses, s.types, s.bases, s.decorators, s.params, s.type, s.locals,
            s.lists,
        ]
        for s in facts.symbols
    ]  # fmt: skip
    return json.dumps([facts.language, facts.namespace, facts.imports, symbols, facts.says, facts.unread], separators=(",", ":")).encode()


def loaded(stored: bytes) -> FileFacts:
    """Raises `ValueError` or `TypeError` for anything that `dumped` did not write."""
    language, namespace, imports, symbols, says, unread = json.loads(stored)
    return FileFacts(
        _text(language),
        _text(namespace),
        tuple([Import(_text(t), _text(how), _pairs(names), owner, line) for t, how, names, owner, line in imports]),
        tuple([_symbol(*raw) for raw in symbols]),
        says,
        _text(unread),
    )


def _symbol(
    name: str, kind: str, line: int, end: int, owner: int, exported: int, uses: list[str], types: list[str], bases: list[str],
    decorators: list[Any], params: list[Any], type_: str, locals_: list[Any], lists: list[Any],
) -> Symbol:  # fmt: skip
    return Symbol(
        _text(name), _text(kind), line, end, owner, bool(exported), _texts(uses), _texts(types), _texts(bases),
        tuple([_decorator(*d) for d in decorators]) if decorators else (),
        tuple([_param(*p) for p in params]) if params else (), _text(type_), _pairs(locals_) if locals_ else (),
        tuple([(_text(key), _texts(refs)) for key, refs in lists]) if lists else (),
    )  # fmt: skip


def _decorator(name: str, line: int, end: int, uses: list[str]) -> Decorator:
    return Decorator(_text(name), line, end, _texts(uses))


def _param(name: str, type_: str, decorators: list[Any]) -> Param:
    return Param(_text(name), _text(type_), tuple([_decorator(*d) for d in decorators]) if decorators else ())


_text = sys.intern  # the same few names occur in thousands of files; and it refuses what is no text


def _texts(raw: list[str]) -> tuple[str, ...]:
    return tuple(map(_text, raw)) if raw else ()


def _pairs(raw: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple([(_text(a), _text(b)) for a, b in raw])
