"""One parsed file as the review rules see it: nodes by kind, calls, literals, and who encloses whom.

TypeScript, TSX and JavaScript share one set of node kinds (JavaScript is read with the TSX grammar), Python and PHP have their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from ast_grep_py import SgNode

from prohori.codebase.languages import language_of, parse
from prohori.degrees import Confidence
from prohori.observe.redaction import excerpt


def listed(words: str) -> frozenset[str]:
    """A vocabulary written as plain text."""
    return frozenset(words.split())


SCRIPT_FUNCTIONS = listed(
    """
    function_declaration function_expression arrow_function method_definition generator_function generator_function_declaration
    """
)
PYTHON_FUNCTIONS = frozenset({"function_definition", "lambda"})
FUNCTIONS = SCRIPT_FUNCTIONS | PYTHON_FUNCTIONS
WRAPPERS = listed(
    """
    parenthesized_expression as_expression satisfies_expression non_null_expression type_assertion await_expression await
    """
)
_OFTEN = {
    False: listed(
        """
        call_expression new_expression binary_expression unary_expression template_string pair decorator expression_statement
        method_definition function_declaration catch_clause class_declaration comment ERROR
        """
    ),
    True: listed("call binary_operator assignment string concatenated_string decorated_definition function_definition comment ERROR"),
}
"""Kinds of nodes by whether the file is Python."""
_EVIDENCE_LINES = 4
_EVIDENCE_CHARS = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule holds, before it becomes a finding. `line` is 1-based; `evidence` is source text."""

    rule: str
    line: int
    message: str
    evidence: str
    confidence: Confidence = Confidence.high


@dataclass
class Source:
    path: str
    text: str
    language: str = field(init=False)
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """What a rule worked out once for this file, by rule."""

    def __post_init__(self) -> None:
        known = "php" if self.path.lower().endswith(".php") else language_of(self.path) or "typescript"
        self.language = "tsx" if known == "javascript" else known

    @property
    def python(self) -> bool:
        return self.language == "python"

    @cached_property
    def root(self) -> SgNode:
        return parse(_php_only(self.text) if self.language == "php" else self.text, self.language)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def call_kind(self) -> str:
        return "call" if self.python else "call_expression"

    @cached_property
    def calls(self) -> list[SgNode]:
        return self.all(self.call_kind)

    def all(self, *kinds: str) -> list[SgNode]:
        """Every node of these kinds in the file, in order of their place."""
        if self.language == "php" or not _OFTEN[self.python].issuperset(kinds):
            return self.root.find_all(any=[{"kind": kind} for kind in kinds])
        found = [self._often.get(kind, []) for kind in kinds]
        return [node for _, node in (found[0] if len(found) == 1 else merge(*found, key=itemgetter(0)))]

    @cached_property
    def _often(self) -> dict[str, list[tuple[int, SgNode]]]:
        """The nodes of the kinds that nearly every rule asks for, by kind, each with its place in the file: one walk for all rules."""
        found: dict[str, list[tuple[int, SgNode]]] = {}
        for place, node in enumerate(self.root.find_all(any=[{"kind": kind} for kind in _OFTEN[self.python]])):
            found.setdefault(node.kind(), []).append((place, node))
        return found

    def hit(self, rule: str, node: SgNode, message: str, confidence: Confidence = Confidence.high) -> Hit:
        return Hit(rule, line_of(node), message, self.evidence(node), confidence)

    def whole_lines(self, node: SgNode) -> str:
        """The whole lines that the node is on, up to the line after it: a comment beside it is in it."""
        return "\n".join(self.lines[node.range().start.line : node.range().end.line + 1])

    def evidence(self, node: SgNode, covered: Mapping[str, str] = MappingProxyType({})) -> str:
        """The whole source lines that the node is on (at most four), trimmed, masked. `covered`: texts and what is shown for them."""
        first = node.range().start.line
        last = min(node.range().end.line, first + _EVIDENCE_LINES - 1)
        text = "\n".join(line.strip() for line in self.lines[first : last + 1])
        for secret, shown in covered.items():
            text = text.replace(secret, shown)
        return excerpt(text, _EVIDENCE_CHARS)

    def excerpt_of(self, line: int) -> str:
        """One source line (from 0), trimmed, masked."""
        return excerpt(self.lines[line].strip(), _EVIDENCE_CHARS)


def _php_only(text: str) -> str:
    """A page's code, every character in its place: what stands around `<?php … ?>` is blank, and the tag that ends it is a `;`."""
    code, at, kept = False, 0, list[str]()
    for tag in re.finditer(r"<\?(?:php\b|=)?|\?>", text):
        opens = tag[0] != "?>"
        if opens is code:
            continue
        before = text[at : tag.start()]
        first = opens and not any(part.strip() for part in kept)
        shown = tag[0] if first and tag[0] == "<?php" else ";".ljust(len(tag[0])) if not opens else " " * len(tag[0])
        kept += [before if code else re.sub(r"[^\n]", " ", before), shown]
        code, at = opens, tag.end()
    return "".join([*kept, text[at:] if code else re.sub(r"[^\n]", " ", text[at:])])


def line_of(node: SgNode) -> int:
    return int(node.range().start.line) + 1


def start_of(node: SgNode) -> int:
    return int(node.range().start.index)


def end_of(node: SgNode) -> int:
    return int(node.range().end.index)


def unwrap(node: SgNode) -> SgNode:
    """The expression inside parentheses, casts, `!` and `await`."""
    while node.kind() in WRAPPERS:
        inside = [n for n in node.named_children() if n.kind() != "comment"]
        if not inside:
            return node
        node = inside[-1] if node.kind() == "type_assertion" else inside[0]
    return node


def is_call(node: SgNode) -> bool:
    return node.kind() in ("call_expression", "call")


def is_tagged_template(call: SgNode) -> bool:
    given = call.field("arguments")
    return given is not None and given.kind() == "template_string"


def callee_of(call: SgNode) -> str:
    """Dotted text of what is called, without white space, `?.` and `!`: `this.orders.find`."""
    function = call.field("function") or call.field("constructor")
    if function is None:
        return ""
    text = function.text()
    if _DOTTED.fullmatch(text):
        return text
    return _BETWEEN_NAMES.sub("", text).replace("?.", ".") if len(text) < 2000 else ""


_DOTTED = re.compile(r"[\w$.]{1,1999}")
_BETWEEN_NAMES = re.compile(r"\s+|!(?=[.\[(])")


def method_of(callee: str) -> str:
    return callee.rpartition(".")[2]


def receiver_of(callee: str) -> str:
    """`this.orders` of `this.orders.find`; empty for a bare function."""
    return callee.rpartition(".")[0]


def arguments_of(call: SgNode) -> list[SgNode]:
    given = call.field("arguments")
    if given is None:
        return []
    if given.kind() in ("template_string", "generator_expression"):
        return [given]
    return [n for n in given.named_children() if n.kind() != "comment"]


def keyword_argument(call: SgNode, name: str) -> SgNode | None:
    """The value of Python's `name=…`, or of `name: …` in an options object of TypeScript."""
    for argument in arguments_of(call):
        if argument.kind() == "keyword_argument" and _text(argument.field("name")) == name:
            return argument.field("value")
        if argument.kind() == "object" and (value := property_of(argument, name)) is not None:
            return value
    return None


def property_of(obj: SgNode, name: str) -> SgNode | None:
    for member in obj.named_children():
        if member.kind() == "pair" and key_text(member.field("key")) == name:
            return member.field("value")
    return None


def positional(call: SgNode) -> list[SgNode]:
    return [a for a in arguments_of(call) if a.kind() not in ("keyword_argument", "dictionary_splat", "list_splat")]


def key_text(key: SgNode | None) -> str:
    """The name of a property, whether written as an identifier or as a string."""
    return _text(key).strip("'\"`")


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""


def literal_text(node: SgNode | None) -> str | None:
    """The text of a constant string (no interpolation), or None."""
    if node is None:
        return None
    node = unwrap(node)
    kind = node.kind()
    if kind == "template_string":
        return None if _holds(node, "template_substitution") else node.text()[1:-1]
    if kind == "concatenated_string":
        parts = [literal_text(n) for n in node.named_children() if n.kind() == "string"]
        return None if None in parts else "".join(p for p in parts if p)
    if kind != "string":
        return None
    if _holds(node, "interpolation"):
        return None
    children = node.children()
    if children and children[0].kind() == "string_start":
        return node.text()[len(children[0].text()) : -len(children[-1].text()) or None]
    return node.text()[1:-1]


def _holds(node: SgNode, kind: str) -> bool:
    return any(child.kind() == kind for child in node.children())


def enclosing(node: SgNode, kinds: frozenset[str]) -> SgNode | None:
    for ancestor in node.ancestors():
        if ancestor.kind() in kinds:
            return ancestor
    return None


def within(node: SgNode, kinds: frozenset[str], stop: frozenset[str] = FUNCTIONS) -> SgNode | None:
    """The nearest ancestor of these kinds below the next function boundary."""
    for ancestor in node.ancestors():
        if ancestor.kind() in kinds:
            return ancestor
        if ancestor.kind() in stop:
            return None
    return None


def enclosing_calls(node: SgNode) -> Iterator[str]:
    """Names of the calls whose arguments the node is in, innermost first, up to the statement."""
    for ancestor in node.ancestors():
        kind = ancestor.kind()
        if kind in ("call_expression", "call", "new_expression"):
            yield callee_of(ancestor)
        elif kind in FUNCTIONS or kind.endswith("_statement") or kind == "lexical_declaration":
            return


def is_docstring(node: SgNode) -> bool:
    """A Python string that is a statement of its own."""
    parent = node.parent()
    return parent is not None and parent.kind() == "expression_statement"


def operator_of(node: SgNode) -> str:
    return _text(node.field("operator"))
