"""Java and C#: only which annotations or attributes stand on which class and member. What they cause is not followed."""

from __future__ import annotations

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Decorator, FileFacts, Symbol
from prohori.codebase.languages import parse

_CLASSES = ("class_declaration", "interface_declaration", "enum_declaration", "record_declaration")
_MEMBERS = ("method_declaration", "field_declaration", "property_declaration", "constructor_declaration")


def marked_facts(text: str, language: str) -> FileFacts:
    """`language`: java or csharp."""
    root = parse(text, language)
    symbols = [Symbol("", "file", 1, text.count("\n") + 1)]
    for node in root.find_all(any=[{"kind": k} for k in _CLASSES]):
        _add(symbols, node, _name(node), "class", 0)
        owner = len(symbols) - 1
        body = node.field("body")
        for member in body.children() if body is not None else ():
            if member.kind() in _MEMBERS:
                kind = "method" if member.kind() in ("method_declaration", "constructor_declaration") else "field"
                _add(symbols, member, f"{symbols[owner].name}.{_name(member)}", kind, owner)
    return FileFacts(language, "", (), tuple(symbols))


def _add(symbols: list[Symbol], node: SgNode, name: str, kind: str, owner: int) -> None:
    place = node.range()
    marks = []
    for found in (c for child in node.children() for c in ([child, *child.children()])):
        if found.kind() in ("annotation", "marker_annotation", "attribute"):
            called = found.field("name")
            at = found.range()
            marks.append(Decorator(called.text() if called is not None else "", at.start.line + 1, at.end.line + 1))
    symbols.append(Symbol(name, kind, place.start.line + 1, place.end.line + 1, owner, True, decorators=tuple(marks)))


def _name(node: SgNode) -> str:
    named = node.field("name")
    if named is not None:
        return named.text()
    declared = node.find(kind="variable_declarator")
    inner = declared.field("name") if declared is not None else None
    return inner.text() if inner is not None else ""
