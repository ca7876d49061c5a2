"""What a TypeScript or JavaScript file says about the graph. JavaScript is read with the TSX grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import Rule, SgNode

from prohori.codebase.graph.facts import Decorator, FileFacts, Import, Param
from prohori.codebase.graph.sketch import Dialect, Sketch, between, span_of
from prohori.codebase.languages import parse
from prohori.codebase.words import listed

REGISTERING = listed(
    """
    imports controllers providers exports entities migrations subscribers load resolvers declarations bootstrap plugins
    useClass useExisting useFactory useValue module components extensions autoLoadEntities
    """
)
_NAME = r"[A-Za-z_$#][\w$]*+"
_MEMBERS = rf"(?:\s*+[?!]?\.\s*+{_NAME})*"
DIALECT = Dialect(
    re.compile(  # each alternative begins with its character, which is what `re` can tell quickly; then what stands before it
        rf"[A-Za-z_$#](?:(?<![\w$.].)|(?<=\.\.\..))[\w$]*+{_MEMBERS}"
        rf"|(?P<skip>[{{,(]\s*+{_NAME}\s*+\??:(?!:))"
        rf"|\.(?<!\.\.)\s*+{_NAME}{_MEMBERS}"
        rf"|\?(?<!\.\?)\.\s*+{_NAME}{_MEMBERS}"
    ),
    listed(
        """
        break case catch class const continue debugger default delete do else export extends false finally for function if implements
        import in instanceof interface let new null of return static super switch throw true try typeof var void while with yield
        async await from as public private protected readonly abstract declare type enum namespace module get set undefined
        string number boolean any unknown never object constructor
        """
    ),
    re.compile(r"\s*[?!]?\.\s*"),
)
_ROUTER = re.compile(r"^(?:\w+\.)?(?:Router|Hono|KoaRouter|Elysia)\s*\(|^new\s+(?:Router|Hono|KoaRouter|Elysia)\b")
_CALLED = re.compile(r"\b(import|require|require\.resolve)\s*\(\s*$")
_STARTS = re.compile(
    r"\b(?:NestFactory\.create\w*|CommandFactory\.run\w*|bootstrapModule|bootstrapApplication|LazyModuleLoader\.load|lazyModuleLoader\.load)"
    rf"\s*(?:<[^>()]{{0,200}}>)?\(\s*(?:\(\s*\)\s*=>\s*)?({_NAME})"
)
_EXCLUDING = re.compile(rf"\.filter\(\s*\(?\s*({_NAME})[^=()]{{0,80}}\)?\s*=>\s*!\s*({_NAME}(?:\.{_NAME})*)\.(?:includes|has)\(\s*\1\s*\)")
_UNEQUAL = re.compile(rf"\.filter\(\s*\(?\s*({_NAME})[^=()]{{0,80}}\)?\s*=>\s*\1\s*!==?\s*({_NAME})")
_LOCAL = re.compile(
    rf"\b(?:const|let|var)\s+({_NAME})\s*(?::\s*([\w$.]+)[^=;]{{0,200}})?"
    r"(?:=\s*(?:await\s+)?(?:new\s+([\w$.]+)|[\w$.]+\.(?:get|resolve)\(\s*([A-Z][\w$]*)\s*[,)])?)?"
)
_TYPE = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_NAMED_TYPE = re.compile(rf"({_TYPE.pattern})(?:<.*>)?", re.DOTALL)
_CONDITIONAL = re.compile(r"\?(?![.?:])|&&|\|\|")
_TYPE_KINDS = ("type_annotation", "type_arguments", "type_parameters", "implements_clause")
_BLANKED = ("string_fragment", "comment", "regex_pattern", "escape_sequence")
_KINDS: dict[str, list[Rule]] = {
    "typescript": [{"kind": kind} for kind in (*_TYPE_KINDS, *_BLANKED)],
    "tsx": [{"kind": kind} for kind in (*_TYPE_KINDS, *_BLANKED, "jsx_text")],
}
_OBJECT_WRAPPERS = listed("as_expression satisfies_expression parenthesized_expression non_null_expression")
_DEEPEST = 3


class ScriptReader:
    """One file, read once: make it, then ask `facts`."""

    def __init__(self, path: str, text: str, language: str) -> None:
        self.path = path
        self.language = "tsx" if language == "javascript" else language
        self.root = parse(text, self.language)
        self.sketch = Sketch(text, DIALECT)
        self.text = text
        self.imports: list[Import] = []
        self._decorated: list[tuple[int, str, list[SgNode]]] = []
        self._routers: dict[str, int] = {}

    def facts(self, says: dict[str, object] | None = None) -> FileFacts:
        for node in self.root.children():
            self._statement(node, 0)
        self._read_expressions()
        bare = self.sketch.bared()
        references = self.sketch.references(bare)
        self._dynamic(bare)
        self._parameters_and_decorators(references)
        self._registered(references, bare)
        self._locals(bare)
        self.sketch.assign(references)
        return FileFacts("typescript", "", tuple(self.imports), self.sketch.symbols(), dict(says or {}))

    def _read_expressions(self) -> None:
        """What is blanked out of them, and what in them is a type: one walk for all."""
        in_template = "@Component" in self.text
        strings: list[SgNode] = []
        for node in self.root.find_all(any=_KINDS[self.language]):
            kind = node.kind()
            if kind == "string_fragment":
                if not (in_template and _is_template(node)):
                    strings.append(node)
            elif kind in _TYPE_KINDS:
                self.sketch.typed((node,))
            else:
                self.sketch.blank((node,))
        self.sketch.strung(strings)

    def _statement(self, node: SgNode, owner: int, *, exported: bool = False, outer: SgNode | None = None) -> None:
        kind = node.kind()
        if kind == "import_statement":
            self._import(node)
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
                self._statement(child, owner, exported=exported)

    def _namespace(self, node: SgNode, owner: int, exported: bool) -> None:
        name, body = node.field("name"), node.field("body")
        if name is not None and body is not None:
            at = self.sketch.piece(name.text(), "constant", node, owner, exported=exported)
            for child in body.children():
                self._statement(child, at)

    def _expression(self, node: SgNode, owner: int) -> None:
        inside = next((c for c in node.children() if c.is_named()), None)
        if inside is None:
            return
        if inside.kind() == "internal_module":
            self._namespace(inside, owner, False)
        elif inside.kind() == "assignment_expression":
            self._common_js(inside)
        elif inside.kind() == "call_expression" and (head := re.match(rf"({_NAME})\s*\.", inside.text()[:80])) and head[1] in self._routers:
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
        elif match := re.fullmatch(rf"(?:module\.)?exports\.({_NAME})", into):
            if right.kind() == "identifier":
                self.imports.append(Import("", "alias", ((right.text(), match[1]),)))
            else:
                self._value(match[1], right, node, 0, True)

    def _import(self, node: SgNode) -> None:
        self.sketch.drop(node)
        source = node.field("source")
        required = next((c for c in node.children() if c.kind() == "import_require_clause"), None)
        if required is not None:
            source = required.field("source") or next((c for c in required.children() if c.kind() == "string"), None)
        if source is None:
            return
        only_types = any(c.kind() == "type" for c in node.children())
        values: list[tuple[str, str]] = []
        types: list[tuple[str, str]] = []
        for clause in [*(c for c in node.children() if c.kind() == "import_clause"), *([required] if required is not None else [])]:
            for part in clause.children():
                if part.kind() == "identifier":
                    values.append(("*" if required is not None else "default", part.text()))
                elif part.kind() == "namespace_import":
                    values.append(("*", part.text().split()[-1]))
                elif part.kind() == "named_imports":
                    for one in part.children():
                        if one.kind() == "import_specifier":
                            words = one.text().split()
                            chosen = types if words[0] == "type" and len(words) in (2, 4) else values
                            chosen.append((words[1] if chosen is types else words[0], words[-1]))
        target, line = _string(source), node.range().start.line + 1
        if only_types:
            self.imports.append(Import(target, "type", tuple(values + types), 0, line))
            return
        if values or not types:
            self.imports.append(Import(target, "value", tuple(values), 0, line))
        if types:
            self.imports.append(Import(target, "type", tuple(types), 0, line))

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
            self.imports.append(Import(_string(source), "type" if only_types else "reexport", tuple(names or [("*", "*")]), 0, line))
            return
        if clause is not None:
            self.sketch.drop(node)
            self.imports.append(Import("", "alias", tuple(names), 0, line))
            return
        declared = node.field("declaration")
        is_default = any(c.kind() == "default" for c in node.children())
        if declared is not None:
            before = len(self.sketch.pieces)
            self._statement(declared, owner, exported=True, outer=node)
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
        self._decorated.append((at, "", decorators))
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
        self._decorated.append((at, "", decorators))
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
                self._statement(child, owner)
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
                for word in re.findall(_NAME, pattern.text()[:300]):
                    piece.locals[word] = ""
            else:
                piece.locals[name] = _named_type(type_)
            inside = [(c.kind(), c) for c in parameter.children()]
            own = any(kind in ("accessibility_modifier", "readonly") for kind, _ in inside)
            if decorators := [c for kind, c in inside if kind == "decorator"]:
                self._decorated.append((at, str(len(piece.params)), decorators))
            piece.params += (Param(("this." if own else "") + name, " ".join(type_.split())[:200]),)

    def _constant(self, node: SgNode, owner: int, exported: bool) -> None:
        name, value = node.field("name"), node.field("value")
        if name is None:
            return
        required = self._require(node, name, value) if value is not None else False
        if required:
            return
        if name.kind() != "identifier":
            for word in re.findall(_NAME, name.text()[:500]):
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

    def _require(self, node: SgNode, name: SgNode, value: SgNode) -> bool:
        match = re.match(r"require\(\s*['\"]([^'\"]+)['\"]\s*\)(?:\.([A-Za-z_$][\w$]*))?\s*$", value.text()[:300])
        if match is None:
            return False
        if name.kind() == "identifier":
            names = [(match[2] or "*", name.text())]
        else:
            pairs = [w.split(":") for w in re.sub(r"[{}\s]", "", name.text()).split(",") if w]
            names = [(p[0], p[-1]) for p in pairs]
        self.imports.append(Import(match[1], "value", tuple(names), 0, node.range().start.line + 1))
        self.sketch.drop(node)
        return True

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

    def _dynamic(self, bare: str) -> None:
        """`import('…')` and `require('…')` anywhere; belongs to the piece it is in."""
        if "import(" not in self.text and "require" not in self.text and "import (" not in self.text:
            return
        for at, text in self.sketch.strings:
            before = bare[max(0, at - 40) : at - 1]
            if (match := _CALLED.search(before)) is not None:
                how = "dynamic" if match[1] == "import" else "value"
                names = self._taken(at + len(text), at)
                self.imports.append(Import(text, how, names, self._piece_at(at), self.text.count("\n", 0, at) + 1))

    def _taken(self, end: int, at: int) -> tuple[tuple[str, str], ...]:
        """What is taken from a dynamic import: `const { A } = await import('./a')`, `.then((m) => m.A)`."""
        after = self.text[end : end + 160]
        if match := re.match(r"['\"`]\s*\)\s*\.then\(\s*(?:async\s*)?\(?\s*(?:\{\s*([\w$,\s]+)\}|([\w$]+))\s*\)?\s*=>\s*([\w$.]*)", after):
            if match[1]:
                return tuple((w, w) for w in re.findall(_NAME, match[1]))
            return ((match[3].removeprefix(f"{match[2]}.").split(".")[0], ""),) if match[3].startswith(f"{match[2]}.") else (("*", ""),)
        before = self.text[max(0, at - 200) : at]
        if re.search(r"\(\s*(?:await\s+)?(?:import|require)\s*\(\s*['\"`]$", before) and (
            match := re.match(r"['\"`]\s*\)\s*\)\s*\.(?!then|catch)([\w$]+)", after)
        ):
            return ((match[1], ""),)
        if match := re.match(r"['\"`]\s*\)\s*\.(?!then|catch)([\w$]+)", after):
            return ((match[1], ""),)
        if match := re.search(
            r"(?:const|let|var)\s+(?:\{([^{}]*)\}|([\w$]+))\s*=\s*(?:await\s+)?(?:import|require)\s*\(\s*['\"`]$", before
        ):
            if match[1] is not None:
                pairs = [re.sub(r"\s", "", w).split(":") for w in match[1].split(",") if w.strip()]
                return tuple((p[0], p[-1]) for p in pairs)
            return (("*", match[2]),)
        return (("*", ""),)

    def _piece_at(self, at: int) -> int:
        around = [i for i, p in enumerate(self.sketch.pieces) if p.span[0] <= at < p.span[1]]
        return min(around, key=lambda i: self.sketch.pieces[i].span[1] - self.sketch.pieces[i].span[0])

    def _parameters_and_decorators(self, references: list[tuple[int, str]]) -> None:
        for at, which, nodes in self._decorated:
            if not nodes:
                continue
            read = tuple(_decorator(n, references) for n in nodes)
            piece = self.sketch.pieces[at]
            if which:
                params = list(piece.params)
                old = params[int(which)]
                params[int(which)] = Param(old.name, old.type, read)
                piece.params = tuple(params)
            else:
                piece.decorators = read

    def _registered(self, references: list[tuple[int, str]], bare: str) -> None:
        if _STARTS.search(bare):
            for match in _STARTS.finditer(bare):
                self._list(self._piece_at(match.start()), "bootstrap", (match[1],))
        for match in (m for pattern in (_EXCLUDING, _UNEQUAL) for m in pattern.finditer(bare)):
            self._list(self._piece_at(match.start()), "excluding", (match[2],))
        if not any(
            key in bare
            for key in (
                "controllers",
                "providers",
                "entities",
                "imports",
                "migrations",
                "load",
                "useClass",
                "module",
                "plugins",
                "autoLoadEntities",
            )
        ):
            return
        for pair in self.root.find_all(kind="pair"):
            key, value = pair.field("key"), pair.field("value")
            name = key.text() if key is not None else ""
            if name not in REGISTERING or value is None:
                continue
            start, _end = span_of(value)
            at = self._piece_at(start)
            if value.kind() in ("true", "false"):
                self._list(at, name, ("'" + value.kind(),))
                continue
            items = [c for c in value.children() if c.is_named()] if value.kind() == "array" else [value]
            for item in items:
                span = span_of(item)
                shown = bare[span[0] : span[1]]
                unsure = "?" if _CONDITIONAL.search(shown) else ""
                found = between(references, span)
                dropped = {m[2] for pattern in (_EXCLUDING, _UNEQUAL) for m in pattern.finditer(shown)}
                refs = [("-" if r in dropped else unsure) + r for r in found if not _is_parameter(r, shown)]
                refs += [f"-{name}" for name in dropped]
                self._list(at, name, refs)

    def _list(self, at: int, key: str, refs: tuple[str, ...] | list[str]) -> None:
        into = self.sketch.pieces[at].lists.setdefault(key, {})
        for ref in refs:
            into[ref] = None

    def _locals(self, bare: str) -> None:
        functions = sorted((p.span, i) for i, p in enumerate(self.sketch.pieces) if p.kind in ("function", "method", "entry", "field"))
        if not functions:
            return
        named = {p.name for p in self.sketch.pieces if p.owner >= 0}
        for match in _LOCAL.finditer(bare):
            inside = [(span[1] - span[0], i) for span, i in functions if span[0] < match.start() < span[1]]
            if inside:
                piece = self.sketch.pieces[min(inside)[1]]
                if f"{piece.name}.{match[1]}" not in named:
                    piece.locals[match[1]] = match[2] or match[3] or match[4] or ""


def _is_template(fragment: SgNode) -> bool:
    parent = fragment.parent()
    return parent is not None and parent.kind() == "template_string"


def _is_parameter(reference: str, shown: str) -> bool:
    """Whether a name is the parameter of an arrow function in this text."""
    head = re.escape(reference.split(".")[0].lstrip("'"))
    return bool(head) and re.search(rf"(?<![\w$]){head}\s*\)?\s*=>", shown) is not None


def _heritage(node: SgNode) -> Iterator[str]:
    for clause in node.children():
        text = re.sub(r"<[^()]*>", "", clause.text())
        if clause.kind() == "extends_clause" or clause.kind() not in ("implements_clause",):
            yield from _TYPE.findall(text.removeprefix("extends"))
        else:
            yield from (f":{name}" for name in _TYPE.findall(text.removeprefix("implements")))


def _decorator(node: SgNode, references: list[tuple[int, str]]) -> Decorator:
    start, end = span_of(node)
    text = node.text()
    match = re.match(r"@\s*([\w$.]+)", text)
    place = node.range()
    uses = between(references, (start + (match.end() if match else 1), end))
    return Decorator(match[1] if match else "", place.start.line + 1, place.end.line + 1, uses)


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


def _string(node: SgNode) -> str:
    return node.text()[1:-1]


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""
