"""What a TypeScript or JavaScript file declares: pieces of its sketch, and what it exports under other names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Import, Param
from prohori.codebase.graph.script_imports import NAME, imported, required, unquoted
from prohori.codebase.graph.sketch import Sketch
from prohori.codebase.words import listed

_ROUTER = re.compile(r"^(?:\w+\.)?(?:Router|Hono|KoaRouter|Elysia)\s*\(|^new\s+(?:Router|Hono|KoaRouter|Elysia)\b")
_TYPE = re.compile(rf"{NAME}(?:\.{NAME})*")
_NAMED_TYPE = re.compile(rf"({_TYPE.pattern})(?:<.*>)?", re.DOTALL)
_OBJECT_WRAPPERS = listed("as_expression satisfies_expression parenthesized_expression non_null_expression")
_DEEPEST = 3


class Declarations:
    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.imports: list[Import] = []
        self.decorated: list[tuple[int, str, list[SgNode]]] = []
        """Pieces with their decorators; the index of a parameter that they stand at, or nothing."""
        self._routers: dict[str, int] = {}

    def read(self, node: SgNode, owner: int, *, exported: bool = False, outer: SgNode | None = None) -> None:
        kind = node.kind()
        if kind == "import_statement":
            self.sketch.drop(node)
            self.imports += imported(node)
        elif kind == "export_statement":
            self._export(node, owner)
        elif kind in ("class_declaration", "abstract_class_declaration", "class"):
            self._class(node, owner, exported, outer)
        elif kind in ("function_declaration", "generator_function_declaration", "function_signature"):
            name = node.field("name")
            if name is not None:
                self._function(name.text(), "function", node, owner, exported)
        elif kind in ("lexical_declaration", "variable_declaration"):
            for declarator in node.children():
                if declarator.kind() == "variable_declarator":
                    self._constant(declarator, owner, exported)
        elif kind == "enum_declaration":
            self._enum(node, owner, exported)
        elif kind in ("interface_declaration", "type_alias_declaration"):
            self._type(node, owner, exported)
        elif kind in ("internal_module", "module"):
            self._namespace(node, owner, exported)
        elif kind == "expression_statement":
            self._expression(node, owner)
        elif kind == "ambient_declaration":
            for child in node.children():
                self.read(child, owner, exported=exported)

    def _namespace(self, node: SgNode, owner: int, exported: bool) -> None:
        name, body = node.field("name"), node.field("body")
        if name is not None and body is not None:
            at = self.sketch.piece(name.text(), "constant", node, owner, exported=exported)
            for child in body.children():
                self.read(child, at)

    def _expression(self, node: SgNode, owner: int) -> None:
        inside = next((c for c in node.children() if c.is_named()), None)
        if inside is None:
            return
        if inside.kind() == "internal_module":
            self._namespace(inside, owner, False)
        elif inside.kind() == "assignment_expression":
            self._common_js(inside)
        elif inside.kind() == "call_expression" and (head := re.match(rf"({NAME})\s*\.", inside.text()[:80])) and head[1] in self._routers:
            self.sketch.piece("", "part", node, self._routers[head[1]])

    def _common_js(self, node: SgNode) -> None:
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            return
        into = left.text()
        if into in ("module.exports", "exports"):
            if right.kind() == "object":
                names = [c.text() for c in right.children() if c.kind() == "shorthand_property_identifier"]
                self.imports.append(Import("", "alias", tuple((n, n) for n in names)))
                if any(c.kind() in ("pair", "method_definition") for c in right.children()):
                    self._object(right, self.sketch.piece("default", "constant", node, 0, exported=True))
            elif right.kind() == "identifier":
                self.imports.append(Import("", "alias", ((right.text(), "default"),)))
            else:
                self.sketch.piece("default", "constant", node, 0, exported=True)
        elif match := re.fullmatch(rf"(?:module\.)?exports\.({NAME})", into):
            if right.kind() == "identifier":
                self.imports.append(Import("", "alias", ((right.text(), match[1]),)))
            else:
                self._value(match[1], right, node, 0, True)

    def _export(self, node: SgNode, owner: int) -> None:
        source = node.field("source")
        line = node.range().start.line + 1
        clause = next((c for c in node.children() if c.kind() == "export_clause"), None)
        names: list[tuple[str, str]] = []
        if clause is not None:
            for one in clause.children():
                if one.kind() == "export_specifier":
                    words = [w for w in one.text().split() if w != "type"] or ["type"]
                    names.append((words[0], words[-1]))
        if source is not None:
            self.sketch.drop(node)
            space = next((c for c in node.children() if c.kind() == "namespace_export"), None)
            if space is not None:
                names = [("*", space.text().split()[-1])]
            only_types = any(c.kind() == "type" for c in node.children())
            self.imports.append(Import(unquoted(source), "type" if only_types else "reexport", tuple(names or [("*", "*")]), 0, line))
            return
        if clause is not None:
            self.sketch.drop(node)
            self.imports.append(Import("", "alias", tuple(names), 0, line))
            return
        declared = node.field("declaration")
        is_default = any(c.kind() == "default" for c in node.children())
        if declared is not None:
            before = len(self.sketch.pieces)
            self.read(declared, owner, exported=True, outer=node)
            if is_default and len(self.sketch.pieces) > before:
                self.imports.append(Import("", "alias", ((self.sketch.pieces[before].name, "default"),), 0, line))
            return
        value = node.field("value")
        if value is None:
            return
        if value.kind() == "identifier":
            self.imports.append(Import("", "alias", ((value.text(), "default"),), 0, line))
        else:
            self._value("default", value, node, owner, True)

    def _class(self, node: SgNode, owner: int, exported: bool, outer: SgNode | None) -> None:
        name, body = node.field("name"), node.field("body")
        decorators = [c for n in ([outer] if outer is not None else []) + [node] for c in n.children() if c.kind() == "decorator"]
        start = outer if outer is not None else (decorators[0] if decorators else None)
        at = self.sketch.piece(name.text() if name is not None else "default", "class", node, owner, start=start, exported=exported)
        heritage = next((c for c in node.children() if c.kind() == "class_heritage"), None)
        if heritage is not None:
            self.sketch.pieces[at].bases = tuple(_heritage(heritage))
        self.decorated.append((at, "", decorators))
        waiting: list[SgNode] = []
        for member in body.children() if body is not None else ():
            kind = member.kind()
            if kind == "decorator":
                waiting.append(member)
                continue
            if kind in (
                "method_definition",
                "method_signature",
                "abstract_method_signature",
                "public_field_definition",
                "field_definition",
            ):
                own = [c for c in member.children() if c.kind() == "decorator"]
                self._member(member, at, waiting + own)
            if kind != "comment":
                waiting = []

    def _member(self, node: SgNode, owner: int, decorators: list[SgNode]) -> None:
        key = node.field("name") or node.field("property")
        if key is None:
            return
        name = key.text().strip("'\"`")
        value = node.field("value")
        is_method = "method" in node.kind() or (value is not None and value.kind() in ("arrow_function", "function_expression"))
        at = self.sketch.piece(name, "method" if is_method else "field", node, owner, start=decorators[0] if decorators else None)
        kind = node.field("type")
        if kind is not None:
            self.sketch.pieces[at].type = " ".join(kind.text().lstrip(": ").split())[:200]
        elif value is not None and value.kind() == "new_expression":
            self.sketch.pieces[at].type = _text(value.field("constructor"))
        elif value is not None and (match := re.match(r"inject\(\s*([A-Z]\w*)", value.text()[:120])):
            self.sketch.pieces[at].type = match[1]
        self.decorated.append((at, "", decorators))
        function = node if "method" in node.kind() else value
        if is_method and function is not None:
            self._params(at, function)
            self._nested(function.field("body"), at)

    def _function(self, name: str, kind: str, node: SgNode, owner: int, exported: bool, whole: SgNode | None = None) -> None:
        at = self.sketch.piece(name, kind, whole or node, owner, exported=exported)
        self._params(at, node)
        self._nested(node.field("body"), at)

    def _nested(self, body: SgNode | None, owner: int) -> None:
        """Functions that have a name inside a function."""
        if body is None or body.kind() != "statement_block":
            return
        for child in body.children():
            if child.kind() == "function_declaration":
                self.read(child, owner)
            elif child.kind() == "lexical_declaration":
                for declarator in child.children():
                    value = declarator.field("value") if declarator.kind() == "variable_declarator" else None
                    if value is not None and value.kind() in ("arrow_function", "function_expression"):
                        self._function(_text(declarator.field("name")), "function", value, owner, False, declarator)

    def _params(self, at: int, function: SgNode) -> None:
        parameters = function.field("parameters")
        piece = self.sketch.pieces[at]
        if parameters is None:
            single = function.field("parameter")
            if single is not None:
                piece.locals[single.text()] = ""
            return
        for parameter in parameters.children():
            if not parameter.is_named() or parameter.kind() == "comment":
                continue
            pattern = parameter.field("pattern") or parameter
            name, type_ = pattern.text() if pattern.kind() == "identifier" else "", _text(parameter.field("type")).lstrip(": ")
            if not name:
                for word in re.findall(NAME, pattern.text()[:300]):
                    piece.locals[word] = ""
            else:
                piece.locals[name] = _named_type(type_)
            inside = [(c.kind(), c) for c in parameter.children()]
            own = any(kind in ("accessibility_modifier", "readonly") for kind, _ in inside)
            if decorators := [c for kind, c in inside if kind == "decorator"]:
                self.decorated.append((at, str(len(piece.params)), decorators))
            piece.params += (Param(("this." if own else "") + name, " ".join(type_.split())[:200]),)

    def _constant(self, node: SgNode, owner: int, exported: bool) -> None:
        name, value = node.field("name"), node.field("value")
        if name is None:
            return
        if value is not None and (one := required(node, name, value)) is not None:
            self.sketch.drop(node)
            self.imports.append(one)
            return
        if name.kind() != "identifier":
            for word in re.findall(NAME, name.text()[:500]):
                self.sketch.piece(word, "constant", node, owner, exported=exported)
            return
        at = self._value(name.text(), value, node, owner, exported)
        kind = node.field("type")
        if kind is not None:
            self.sketch.pieces[at].type = _named_type(kind.text().lstrip(": "))
        elif value is not None and value.kind() == "new_expression":
            self.sketch.pieces[at].type = _text(value.field("constructor"))
        if value is not None and owner == 0 and _ROUTER.match(value.text()[:80]):
            self._routers[name.text()] = at

    def _value(self, name: str, value: SgNode | None, node: SgNode, owner: int, exported: bool) -> int:
        if value is not None and value.kind() in ("arrow_function", "function_expression"):
            at = len(self.sketch.pieces)
            self._function(name, "function", value, owner, exported, node)
            return min(at, len(self.sketch.pieces) - 1)
        if value is not None and value.kind() == "class":
            at = len(self.sketch.pieces)
            self._class(value, owner, exported, None)
            self.sketch.pieces[at].name = name
            return at
        at = self.sketch.piece(name, "constant", node, owner, exported=exported)
        held = _object_in(value)
        if held is not None:
            self._object(held, at)
        return at

    def _object(self, node: SgNode, owner: int, depth: int = 1) -> None:
        for member in node.children():
            if member.kind() == "pair":
                key, value = member.field("key"), member.field("value")
                if key is None or value is None or key.kind() == "computed_property_name":
                    continue
                at = self.sketch.piece(key.text().strip("'\"`"), "entry", member, owner)
                if at != owner and depth < _DEEPEST and (held := _object_in(value)) is not None:
                    self._object(held, at, depth + 1)
                elif at != owner and value.kind() in ("arrow_function", "function_expression"):
                    self._params(at, value)
            elif member.kind() == "method_definition":
                at = self.sketch.piece(_text(member.field("name")), "entry", member, owner)
                if at != owner:
                    self._params(at, member)

    def _enum(self, node: SgNode, owner: int, exported: bool) -> None:
        name, body = node.field("name"), node.field("body")
        if name is None:
            return
        at = self.sketch.piece(name.text(), "enum", node, owner, exported=exported)
        for member in body.children() if body is not None else ():
            if member.kind() == "enum_assignment":
                self.sketch.piece(_text(member.field("name")).strip("'\""), "entry", member, at)
            elif member.kind() in ("property_identifier", "string"):
                self.sketch.piece(member.text().strip("'\""), "entry", member, at)

    def _type(self, node: SgNode, owner: int, exported: bool) -> None:
        name = node.field("name")
        if name is None:
            return
        at = self.sketch.piece(name.text(), "interface" if "interface" in node.kind() else "type", node, owner, exported=exported)
        clause = next((c for c in node.children() if "extends" in c.kind()), None)
        if clause is not None:
            self.sketch.pieces[at].bases = tuple(_TYPE.findall(clause.text())[1:])
        self.sketch.typed([node])


def _heritage(node: SgNode) -> Iterator[str]:
    for clause in node.children():
        text = re.sub(r"<[^()]*>", "", clause.text())
        if clause.kind() == "extends_clause" or clause.kind() not in ("implements_clause",):
            yield from _TYPE.findall(text.removeprefix("extends"))
        else:
            yield from (f":{name}" for name in _TYPE.findall(text.removeprefix("implements")))


def _object_in(value: SgNode | None) -> SgNode | None:
    """The object literal that a value is: itself, cast, frozen, or what its factory gives."""
    while value is not None:
        kind = value.kind()
        if kind == "object":
            return value
        if kind in _OBJECT_WRAPPERS:
            value = next((c for c in value.children() if c.is_named() and c.kind() != "comment"), None)
        elif kind == "call_expression":
            callee, given = _text(value.field("function")), value.field("arguments")
            arguments = [c for c in given.children() if c.is_named()] if given is not None else []
            if callee == "registerAs" and len(arguments) == 2:
                value = arguments[1]
            elif callee in ("Object.freeze", "defineConfig", "defineComponent") and arguments:
                value = arguments[0]
            else:
                return None
        elif kind == "arrow_function":
            value = value.field("body")
        else:
            return None
    return None


def _named_type(text: str) -> str:
    match = _NAMED_TYPE.fullmatch(text)
    return match[1] if match else ""


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""
