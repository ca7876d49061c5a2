"""What a Python file says about the graph."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Decorator, FileFacts, Import, Param
from prohori.codebase.graph.sketch import Dialect, Sketch, between, span_of
from prohori.codebase.languages import parse
from prohori.codebase.words import listed

_NAME = r"[A-Za-z_]\w*+"
DIALECT = Dialect(
    re.compile(rf"(?P<skip>[(,]\s*+{_NAME}\s*+=(?!=))|(?:(?<![\w.])|\.\s*+){_NAME}(?:\s*+\.\s*+{_NAME})*"),
    listed(
        """
        False None True and as assert async await break class continue def del elif else except finally for from global if import in is
        lambda nonlocal not or pass raise return try while with yield match case self cls str int float bool dict list tuple set
        """
    ),
    re.compile(r"\s*\.\s*"),
)
_LOCAL = re.compile(r"^[ \t]*([A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*(?:([A-Z]\w*)\()?", re.MULTILINE)
_ROUTER = re.compile(r"^(?:[\w.]+\.)?(?:APIRouter|Blueprint|Router|DefaultRouter|SimpleRouter|NinjaAPI|Namespace)\s*\(")


class PythonReader:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.root = parse(text, "python")
        self.text = text
        self.sketch = Sketch(text, DIALECT)
        self.imports: list[Import] = []
        self._decorated: list[tuple[int, list[SgNode]]] = []
        self._routers: dict[str, int] = {}

    def facts(self) -> FileFacts:
        self._block(self.root, 0)
        for node in self.root.find_all(any=[{"kind": k} for k in ("import_statement", "import_from_statement")]):
            self._import(node)
        self.sketch.strung(self.root.find_all(kind="string_content"))
        self.sketch.blank(self.root.find_all(any=[{"kind": "comment"}, {"kind": "string_start"}, {"kind": "string_end"}]))
        self.sketch.typed(self.root.find_all(kind="type"))
        bare = self.sketch.bared()
        references = self.sketch.references(bare)
        for at, nodes in self._decorated:
            self.sketch.pieces[at].decorators = tuple(_decorator(n, references) for n in nodes)
        for piece in self.sketch.pieces:
            if piece.kind in ("function", "method"):
                for match in _LOCAL.finditer(bare, piece.span[0], piece.span[1]):
                    piece.locals.setdefault(match[1], match[2] or "")
        self.sketch.assign(references)
        return FileFacts("python", "", tuple(self.imports), self.sketch.symbols())

    def _block(self, node: SgNode, owner: int) -> None:
        for child in node.children():
            kind = child.kind()
            if kind == "decorated_definition":
                definition = child.field("definition")
                if definition is not None:
                    self._definition(definition, owner, [c for c in child.children() if c.kind() == "decorator"])
            elif kind in ("class_definition", "function_definition"):
                self._definition(child, owner, [])
            elif kind == "expression_statement":
                self._assignment(child, owner)
            elif kind in ("if_statement", "try_statement", "block", "else_clause", "except_clause", "elif_clause", "with_statement"):
                self._block(child, owner)

    def _definition(self, node: SgNode, owner: int, decorators: list[SgNode]) -> None:
        name, body = node.field("name"), node.field("body")
        if name is None:
            return
        inside = self.sketch.pieces[owner].kind
        is_class = node.kind() == "class_definition"
        kind = "class" if is_class else ("method" if inside == "class" else "function")
        at = self.sketch.piece(name.text(), kind, node, owner, start=decorators[0] if decorators else None, exported=owner == 0)
        self._decorated.append((at, decorators))
        piece = self.sketch.pieces[at]
        if is_class:
            given = node.field("superclasses")
            piece.bases = tuple(c.text() for c in given.children() if c.kind() in ("identifier", "attribute")) if given is not None else ()
        else:
            self._params(at, node)
        if body is not None:
            self._block(body, at)

    def _params(self, at: int, node: SgNode) -> None:
        parameters = node.field("parameters")
        piece = self.sketch.pieces[at]
        for parameter in parameters.children() if parameters is not None else ():
            if not parameter.is_named():
                continue
            match = re.match(r"\**(\w+)\s*(?::\s*([^=]+))?", parameter.text())
            if match is not None:
                type_ = " ".join((match[2] or "").split())
                piece.params += (Param(match[1], type_[:200]),)
                piece.locals[match[1]] = type_ if re.fullmatch(r"[\w.]+", type_) else ""

    def _assignment(self, node: SgNode, owner: int) -> None:
        inside = next((c for c in node.children() if c.is_named()), None)
        if inside is None or self.sketch.pieces[owner].kind not in ("file", "class"):
            return
        if inside.kind() == "call" and owner == 0:
            match = re.match(r"(\w+)\.", inside.text()[:80])
            if match is not None and match[1] in self._routers:
                self.sketch.piece("", "part", node, self._routers[match[1]])
            return
        if inside.kind() != "assignment":
            return
        left, right = inside.field("left"), inside.field("right")
        if left is None or left.kind() != "identifier":
            return
        kind = "field" if self.sketch.pieces[owner].kind == "class" else "constant"
        at = self.sketch.piece(left.text(), kind, node, owner, exported=owner == 0)
        if right is None:
            return
        piece = self.sketch.pieces[at]
        if right.kind() == "call":
            callee = right.field("function")
            piece.type = callee.text()[:100] if callee is not None else ""
            if owner == 0 and _ROUTER.match(right.text()[:120]):
                self._routers[left.text()] = at
        elif right.kind() == "dictionary":
            self._dictionary(right, at)

    def _dictionary(self, node: SgNode, owner: int, depth: int = 1) -> None:
        for pair in node.children():
            key, value = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
            if key is None or value is None or key.kind() != "string":
                continue
            at = self.sketch.piece(key.text().strip("'\""), "entry", pair, owner)
            if value.kind() == "dictionary" and at != owner and depth < 3:
                self._dictionary(value, at, depth + 1)

    def _import(self, node: SgNode) -> None:
        self.sketch.drop(node)
        line = node.range().start.line + 1
        owner = self._piece_at(node.range().start.index)
        how = "value" if self.sketch.pieces[owner].kind in ("file", "class") else "dynamic"
        names: list[tuple[str, str]] = []
        module = node.field("module_name")
        for child in node.children():
            if module is not None and child.range().start.index == module.range().start.index:
                continue
            if child.kind() == "dotted_name":
                if module is None:
                    self.imports.append(Import(child.text(), how, (("*", child.text()),), owner, line))
                else:
                    names.append((child.text(), child.text()))
            elif child.kind() == "aliased_import":
                there, here = child.field("name"), child.field("alias")
                if there is None or here is None:
                    continue
                if module is None:
                    self.imports.append(Import(there.text(), how, (("*", here.text()),), owner, line))
                else:
                    names.append((there.text(), here.text()))
            elif child.kind() == "wildcard_import":
                names.append(("*", "*"))
        if module is not None:
            self.imports.append(Import(module.text(), how, tuple(names), owner, line))

    def _piece_at(self, at: int) -> int:
        around = [i for i, p in enumerate(self.sketch.pieces) if p.span[0] <= at < p.span[1]]
        return min(around, key=lambda i: self.sketch.pieces[i].span[1] - self.sketch.pieces[i].span[0])


def _decorator(node: SgNode, references: list[tuple[int, str]]) -> Decorator:
    match = re.match(r"@\s*([\w.]+)", node.text())
    place = node.range()
    start, end = span_of(node)
    return Decorator(match[1] if match else "", place.start.line + 1, place.end.line + 1, between(references, (start, end)))
