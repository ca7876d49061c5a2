"""What a PHP file says about the graph. Names are written as in the file; `use` lines are its imports."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Decorator, FileFacts, Import, Param
from prohori.codebase.graph.sketch import Dialect, Sketch, between, span_of
from prohori.codebase.languages import parse
from prohori.codebase.words import listed

_NAME = r"[A-Za-z_]\w*+"
DIALECT = Dialect(
    re.compile(rf"(?:(?<![\w$>:])|\??->\s*+|::\s*+)\\?\$?{_NAME}(?:\\{_NAME})*(?:\s*+(?:\??->|::)\s*+\$?{_NAME})*"),
    listed(
        """
        abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enddeclare
        endfor endforeach endif endswitch endwhile extends final finally fn for foreach function global goto if implements include
        instanceof insteadof interface isset list match namespace new or print private protected public readonly require return static
        switch throw trait try unset use var while xor yield true false null string int float bool mixed void self parent php
        """
    ),
    re.compile(r"\s*(?:\??->|::)\s*"),
)
_HANDLER = re.compile(r"\[\s*([\\\w]+)::class\s*,\s*['\"](\w+)['\"]\s*\]")
_ROUTED = re.compile(r"(?:resource|apiResource|singleton|apiSingleton)\(\s*['\"][^'\"]*['\"]\s*,\s*([\\\w]+)::class")
_TEXTUAL = re.compile(r"['\"]([\\\w]+)@(\w+)['\"]")
_LOCAL = re.compile(r"\$(\w+)\s*=\s*(?:new\s+([\\\w]+)|(?:app|resolve)\(\s*([\\\w]+)::class)?")


class PhpReader:
    def __init__(self, path: str, text: str) -> None:
        self.root = parse(text, "php")
        self.text = text
        self.sketch = Sketch(text, DIALECT)
        self.imports: list[Import] = []
        self.namespace = ""
        self._attributed: list[tuple[int, list[SgNode]]] = []

    def facts(self) -> FileFacts:
        self._block(self.root)
        self.sketch.strung(self.root.find_all(kind="string_content"))
        self.sketch.blank(self.root.find_all(kind="comment"))
        self.sketch.typed(self.root.find_all(any=[{"kind": "named_type"}, {"kind": "union_type"}]))
        bare = self.sketch.bared()
        references = [(at, _plain(text)) for at, text in self.sketch.references(bare)]
        references += [(m.start(), f"{m[1]}.{m[2]}") for m in _HANDLER.finditer(self.text)]
        references += [(m.start(), f"{m[1]}.{m[2]}") for m in _TEXTUAL.finditer(self.text)]
        for match in _ROUTED.finditer(self.text):
            references += [
                (match.start(), f"{match[1]}.{name}") for name in ("index", "create", "store", "show", "edit", "update", "destroy")
            ]
        references.sort()
        for at, nodes in self._attributed:
            self.sketch.pieces[at].decorators = tuple(_attribute(n, references) for n in nodes)
        for piece in self.sketch.pieces:
            if piece.kind in ("function", "method", "file"):
                for match in _LOCAL.finditer(self.text, piece.span[0], piece.span[1]):
                    made = match[2] or match[3] or ""
                    if made or match[1] not in piece.locals:
                        piece.locals[match[1]] = made
        self.sketch.assign(references)
        return FileFacts("php", self.namespace, tuple(self.imports), self.sketch.symbols())

    def _block(self, node: SgNode) -> None:
        for child in node.children():
            kind = child.kind()
            if kind == "namespace_definition":
                name = child.field("name")
                self.namespace = name.text() if name is not None else ""
                self.sketch.blank([name] if name is not None else [])
                body = child.field("body")
                if body is not None:
                    self._block(body)
            elif kind == "namespace_use_declaration":
                self._use(child)
            elif kind in ("class_declaration", "interface_declaration", "trait_declaration", "enum_declaration"):
                self._class(child)
            elif kind == "function_definition":
                name = child.field("name")
                if name is not None:
                    self._params(self.sketch.piece(name.text(), "function", child, 0, exported=True), child)
            elif kind == "return_statement":
                for value in child.children():
                    if value.kind() == "array_creation_expression":
                        self._array(value, 0)
                    elif (made := value.find(kind="anonymous_class")) is not None:
                        self._anonymous(made)
            elif kind in ("if_statement", "compound_statement"):
                self._block(child)

    def _anonymous(self, node: SgNode) -> None:
        body = node.find(kind="declaration_list")
        if body is None:
            return
        at = self.sketch.piece("class@anonymous", "class", node, 0, exported=True)
        base = node.find(kind="base_clause")
        self.sketch.pieces[at].bases = tuple(c.text() for c in base.children() if c.is_named()) if base is not None else ()
        self._members(body, at)
        self.sketch.pieces[0].uses["class@anonymous"] = None

    def _use(self, node: SgNode) -> None:
        self.sketch.drop(node)
        line = node.range().start.line + 1
        text = re.sub(r"^use\s+(?:function\s+|const\s+)?|;$", "", " ".join(node.text().split()))
        group = re.fullmatch(r"([\\\w]+)\\\s*\{(.*)\}", text)
        for one in (group[2] if group else text).split(","):
            words = one.split()
            if words:
                name = (f"{group[1]}\\" if group else "") + words[0]
                self.imports.append(Import(name.lstrip("\\"), "value", (("", words[-1].rpartition("\\")[2]),), 0, line))

    def _class(self, node: SgNode) -> None:
        name, body = node.field("name"), node.field("body")
        if name is None or body is None:
            return
        at = self.sketch.piece(name.text(), "interface" if node.kind() == "interface_declaration" else "class", node, 0, exported=True)
        bases = []
        for clause in node.children():
            if clause.kind() in ("base_clause", "class_interface_clause"):
                mark = "" if clause.kind() == "base_clause" else ":"
                bases += [mark + c.text() for c in clause.children() if c.kind() in ("name", "qualified_name")]
        for used in body.children():
            if used.kind() == "use_declaration":
                bases += [c.text() for c in used.children() if c.kind() in ("name", "qualified_name")]
        self.sketch.pieces[at].bases = tuple(bases)
        self._attributed.append((at, [c for c in node.children() if c.kind() == "attribute_list"]))
        self._members(body, at)

    def _members(self, body: SgNode, owner: int) -> None:
        for member in body.children():
            kind = member.kind()
            if kind == "method_declaration":
                name = member.field("name")
                if name is not None:
                    at = self.sketch.piece(name.text(), "method", member, owner)
                    self._attributed.append((at, [c for c in member.children() if c.kind() == "attribute_list"]))
                    self._params(at, member)
            elif kind == "property_declaration":
                declared = member.field("type")
                for element in member.children():
                    if element.kind() == "property_element":
                        at = self.sketch.piece(element.text().split("=")[0].strip().lstrip("$"), "field", member, owner)
                        self.sketch.pieces[at].type = declared.text().lstrip("?") if declared is not None else ""
            elif kind in ("const_declaration", "enum_case"):
                for element in [c for c in member.children() if c.kind() == "const_element"] or [member]:
                    match = re.match(r"(?:case\s+)?(\w+)", element.text())
                    if match is not None:
                        self.sketch.piece(match[1], "entry", member, owner)

    def _params(self, at: int, node: SgNode) -> None:
        parameters = node.field("parameters")
        piece = self.sketch.pieces[at]
        for parameter in parameters.children() if parameters is not None else ():
            if parameter.kind() not in ("simple_parameter", "property_promotion_parameter"):
                continue
            name, type_ = parameter.field("name"), parameter.field("type")
            if name is not None:
                shown, written = name.text().lstrip("$"), type_.text().lstrip("?") if type_ is not None else ""
                own = "this." if parameter.kind() == "property_promotion_parameter" else ""
                piece.params += (Param(own + shown, written),)
                piece.locals[shown] = written

    def _array(self, node: SgNode, owner: int, depth: int = 1) -> None:
        for element in node.children():
            parts = [c for c in element.children() if c.is_named()] if element.kind() == "array_element_initializer" else []
            if len(parts) == 2 and parts[0].kind() == "string":
                at = self.sketch.piece(parts[0].text().strip("'\""), "entry", element, owner)
                if parts[1].kind() == "array_creation_expression" and depth < 4 and at != owner:
                    self._array(parts[1], at, depth + 1)


def _plain(text: str) -> str:
    """`$this.x` as `this.x`; leading `\\` of a name is kept out."""
    if text[0] == "'":
        return text
    return text.replace("$", "").lstrip("\\")


def _attribute(node: SgNode, references: list[tuple[int, str]]) -> Decorator:
    match = re.match(r"#\[\s*\\?([\w\\]+)", node.text())
    place = node.range()
    return Decorator(match[1] if match else "", place.start.line + 1, place.end.line + 1, between(references, span_of(node)))
