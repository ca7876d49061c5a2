"""What a piece of code is called: the names around a node, the nearest first.

`tin: z.string().regex(/…/)` is called `tin`; `isValidTin(value) { return /…/.test(value) }` is called
`isValidTin`. The levels matter: a nearer name that says something else ends the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ast_grep_py import SgNode

from prohori.codebase.syntax import CALLS, CLASSES, FUNCTIONS, ancestors, call, place, string_value
from prohori.codebase.words import words

Level = Literal["binding", "function", "class", "file"]
_BINDINGS = {
    "variable_declarator": "name", "assignment": "left", "assignment_expression": "left", "pair": "key", "public_field_definition": "name",
    "field_definition": "property", "enum_assignment": "name", "keyword_argument": "name", "default_parameter": "name",
    "typed_default_parameter": "name", "required_parameter": "pattern", "optional_parameter": "pattern", "named_expression": "name",
    "augmented_assignment": "left", "augmented_assignment_expression": "left", "property_signature": "name",
}  # fmt: skip
_LABEL_KEYS = frozenset(
    {"name", "field", "key", "id", "code", "property", "path", "column", "form", "return", "duty", "tax", "kind", "type", "label"}
)
_LABEL = re.compile(r"[A-Za-z][\w.-]{0,40}")


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    level: Level
    node: SgNode

    @property
    def words(self) -> tuple[str, ...]:
        return words(self.text)


def names_around(node: SgNode, path: str) -> Iterator[Name]:
    """The names of the node, nearest first: bindings and labels, functions, classes, at last the file's stem."""
    below, inside_function = node, False
    for at in ancestors(node):
        kind = at.kind()
        if kind in FUNCTIONS:
            yield from _function_names(at)
            inside_function = True
        elif kind in CLASSES:
            yield from _field(at, "name", "class")
        elif kind in _BINDINGS:
            if _is_value(at, below):
                yield from _field(at, _BINDINGS[kind], "function" if inside_function else "binding")
        elif kind in CALLS:
            yield from _labels(at, below)
        elif kind in ("object", "dictionary"):
            yield from _label_pairs(at, below)
        elif kind in ("array", "list", "tuple") and below.kind() not in FUNCTIONS:
            yield from _label_elements(at, below)
        elif kind in ("jsx_self_closing_element", "jsx_opening_element"):
            yield from _attributes(at)
        elif kind == "method_definition" or kind == "decorated_definition":
            yield from _field(at, "name", "function")
        below = at
    stem = path.rsplit("/", 1)[-1].split(".", 1)
    yield Name(stem[0], "file", node)


def _is_value(binding: SgNode, below: SgNode) -> bool:
    name = binding.field(_BINDINGS[binding.kind()])
    return name is None or place(name) != place(below)


def _field(node: SgNode, field: str, level: Level) -> Iterator[Name]:
    name = node.field(field) or (
        next((c for c in node.children() if c.kind() == "property_identifier"), None) if field in ("name", "property") else None
    )
    if name is not None:
        yield Name(string_value(name) or name.text(), level, node)


def _function_names(function: SgNode) -> Iterator[Name]:
    yield from _field(function, "name", "function")
    above = function.parent()
    if above is not None and above.kind() == "decorated_definition":
        for decorator in above.children():
            if decorator.kind() == "decorator":
                yield from (Name(label, "function", function) for label in re.findall(r"[\"']([A-Za-z]\w*)[\"']", decorator.text()))


def _labels(at: SgNode, below: SgNode) -> Iterator[Name]:
    """`body('tin').matches(/…/)`, `register('tin', {pattern})`, `validateTin(value, /…/)`."""
    made = call(at)
    if made is None:
        return
    for arg in made.args:
        label = string_value(arg) if place(arg) != place(below) else None
        if label and _LABEL.fullmatch(label):
            yield Name(label, "binding", at)
    for key, value in made.keywords.items():
        label = string_value(value) if key in _LABEL_KEYS else None
        if label and _LABEL.fullmatch(label.replace(" ", "_")):
            yield Name(label, "binding", at)
    receiver = made.receiver
    while receiver is not None and (inner := call(receiver)) is not None:
        for arg in inner.args:
            label = string_value(arg)
            if label and _LABEL.fullmatch(label):
                yield Name(label, "binding", at)
        receiver = inner.receiver


def _label_pairs(table: SgNode, below: SgNode) -> Iterator[Name]:
    """`{ field: 'tin', pattern: /…/ }`: the entry says by itself what it is about."""
    for pair in table.children():
        key = pair.field("key") if pair.kind() == "pair" and place(pair) != place(below) else None
        label = string_value(pair.field("value")) if key is not None and (string_value(key) or key.text()) in _LABEL_KEYS else None
        if label and _LABEL.fullmatch(label.replace(" ", "_")):
            yield Name(label, "binding", table)


def _label_elements(row: SgNode, below: SgNode) -> Iterator[Name]:
    """`('tin', re.compile(…))`."""
    for element in row.children():
        label = string_value(element) if place(element) != place(below) else None
        if label and _LABEL.fullmatch(label):
            yield Name(label, "binding", row)


def _attributes(element: SgNode) -> Iterator[Name]:
    for match in re.finditer(r"\b(?:name|id|formControlName|controlId|field)=[\"{']+([A-Za-z][\w.-]*)", element.text()):
        yield Name(match[1], "binding", element)
