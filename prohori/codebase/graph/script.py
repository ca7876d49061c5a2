"""What a TypeScript or JavaScript file says about the graph. JavaScript is read with the TSX grammar."""

from __future__ import annotations

import re

from ast_grep_py import Rule, SgNode

from prohori.codebase.graph.facts import Decorator, FileFacts, Param
from prohori.codebase.graph.script_declarations import Declarations
from prohori.codebase.graph.script_imports import NAME, dynamic_imports
from prohori.codebase.graph.sketch import Dialect, Sketch, between, span_of
from prohori.codebase.languages import parse
from prohori.codebase.words import listed

REGISTERING = listed(
    """
    imports controllers providers exports entities migrations subscribers load resolvers declarations bootstrap plugins
    useClass useExisting useFactory useValue module components extensions autoLoadEntities
    """
)
_MEMBERS = rf"(?:\s*+[?!]?\.\s*+{NAME})*"
DIALECT = Dialect(
    re.compile(  # each alternative begins with its character, which is what `re` can tell quickly; then what stands before it
        rf"[A-Za-z_$#](?:(?<![\w$.].)|(?<=\.\.\..))[\w$]*+{_MEMBERS}"
        rf"|(?P<skip>[{{,(]\s*+{NAME}\s*+\??:(?!:))"
        rf"|\.(?<!\.\.)\s*+{NAME}{_MEMBERS}"
        rf"|\?(?<!\.\?)\.\s*+{NAME}{_MEMBERS}"
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
_STARTS = re.compile(
    r"\b(?:NestFactory\.create\w*|CommandFactory\.run\w*|bootstrapModule|bootstrapApplication|LazyModuleLoader\.load|lazyModuleLoader\.load)"
    rf"\s*(?:<[^>()]{{0,200}}>)?\(\s*(?:\(\s*\)\s*=>\s*)?({NAME})"
)
_EXCLUDING = re.compile(rf"\.filter\(\s*\(?\s*({NAME})[^=()]{{0,80}}\)?\s*=>\s*!\s*({NAME}(?:\.{NAME})*)\.(?:includes|has)\(\s*\1\s*\)")
_UNEQUAL = re.compile(rf"\.filter\(\s*\(?\s*({NAME})[^=()]{{0,80}}\)?\s*=>\s*\1\s*!==?\s*({NAME})")
_LOCAL = re.compile(
    rf"\b(?:const|let|var)\s+({NAME})\s*(?::\s*([\w$.]+)[^=;]{{0,200}})?"
    r"(?:=\s*(?:await\s+)?(?:new\s+([\w$.]+)|[\w$.]+\.(?:get|resolve)\(\s*([A-Z][\w$]*)\s*[,)])?)?"
)
_CONDITIONAL = re.compile(r"\?(?![.?:])|&&|\|\|")
_TYPE_KINDS = ("type_annotation", "type_arguments", "type_parameters", "implements_clause")
_BLANKED = ("string_fragment", "comment", "regex_pattern", "escape_sequence")
_KINDS: dict[str, list[Rule]] = {
    "typescript": [{"kind": kind} for kind in (*_TYPE_KINDS, *_BLANKED)],
    "tsx": [{"kind": kind} for kind in (*_TYPE_KINDS, *_BLANKED, "jsx_text")],
}


class ScriptReader:
    """One file, read once: make it, then ask `facts`."""

    def __init__(self, path: str, text: str, language: str) -> None:
        self.path = path
        self.language = "tsx" if language == "javascript" else language
        self.root = parse(text, self.language)
        self.sketch = Sketch(text, DIALECT)
        self.text = text
        self._declared = Declarations(self.sketch)

    def facts(self, says: dict[str, object] | None = None) -> FileFacts:
        for node in self.root.children():
            self._declared.read(node, 0)
        self._read_expressions()
        bare = self.sketch.bared()
        references = self.sketch.references(bare)
        imports = (*self._declared.imports, *dynamic_imports(self.sketch, bare))
        self._parameters_and_decorators(references)
        self._registered(references, bare)
        self._locals(bare)
        self.sketch.assign(references)
        return FileFacts("typescript", "", imports, self.sketch.symbols(), dict(says or {}))

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

    def _parameters_and_decorators(self, references: list[tuple[int, str]]) -> None:
        for at, which, nodes in self._declared.decorated:
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
                self._list(self.sketch.piece_at(match.start()), "bootstrap", (match[1],))
        for match in (m for pattern in (_EXCLUDING, _UNEQUAL) for m in pattern.finditer(bare)):
            self._list(self.sketch.piece_at(match.start()), "excluding", (match[2],))
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
            at = self.sketch.piece_at(start)
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


def _decorator(node: SgNode, references: list[tuple[int, str]]) -> Decorator:
    start, end = span_of(node)
    text = node.text()
    match = re.match(r"@\s*([\w$.]+)", text)
    place = node.range()
    uses = between(references, (start + (match.end() if match else 1), end))
    return Decorator(match[1] if match else "", place.start.line + 1, place.end.line + 1, uses)
