"""One file that talks to a payment gateway, read the same way in TypeScript, JavaScript, Python and PHP.

What the rules ask is mostly whether something is done anywhere on a way: so a file is its outermost functions, each with the text of
those that it calls in the file. Text is without comments and docstrings; a constant's value is read where its name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ast_grep_py import SgNode

from prohori.codebase.gateway_protocols import COMPARED, MARKS, PAID, TELLING, Gateway
from prohori.codebase.review_source import Hit, Source, callee_of, listed, method_of, start_of
from prohori.model import Confidence

_FUNCTIONS = {
    "python": ("function_definition", "lambda"),
    "php": ("function_definition", "method_declaration", "anonymous_function", "arrow_function"),
    "script": (
        "function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function",
        "generator_function_declaration",
    ),
}  # fmt: skip
_CONSTANT = re.compile(
    r"\b([A-Za-z_]\w{1,60})['\"]?\s*(?::\s*\w+\s*)?(?:=>|=|:|,)\s*[^'\"`\n;(){}]{0,60}?\(?['\"`]([^'\"`\n]{1,200})['\"`]"
)
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
_DEEPEST = 4  # calls that are followed inside the file
_LONGEST = 40_000  # characters of a function; what is longer is no client
_NO_CALL = listed("if for foreach while switch catch return function match and or not array isset empty print echo def async await")


@dataclass(frozen=True, slots=True)
class Part:
    """An outermost function, or what stands outside of all functions (without a name)."""

    name: str
    start: int
    """Where its text begins in the file."""
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """`try`, with what is tried and each handler's text."""

    start: int
    tried: str
    handlers: tuple[tuple[int, str], ...]
    end: int


class GatewayCode:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.gateways: frozenset[Gateway] = frozenset(
            name for name, (who, what) in MARKS.items() if who.search(f"{source.path}\n{self.text}") and what.search(self.text)
        )

    @property
    def _kinds(self) -> tuple[str, ...]:
        return _FUNCTIONS.get(self.source.language, _FUNCTIONS["script"])

    @cached_property
    def text(self) -> str:
        """The file, with blanks for comments and docstrings."""
        nodes = list(self.source.root.find_all(kind="comment"))
        if self.source.python:
            nodes += [n for n in self.source.root.find_all(kind="string") if _stands_alone(n)]
        return _blanked(self.source.text, [(start_of(n), n.range().end.index) for n in nodes])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        functions = [n for n in self.source.all(*self._kinds) if not any(a.kind() in self._kinds for a in n.ancestors())]
        spans = [(start_of(n), n.range().end.index) for n in functions]
        whole = Part("", 0, _blanked(self.text, spans))
        return (*(Part(_name(n), a, self.text[a:b]) for n, (a, b) in zip(functions, spans, strict=True) if b - a <= _LONGEST), whole)

    @cached_property
    def constants(self) -> dict[str, str]:
        """Texts by the names that hold them, of the whole file; the first of two counts."""
        found: dict[str, str] = {}
        for match in _CONSTANT.finditer(self.text):
            found.setdefault(match[1], match[2])
        return found

    def said(self, part: Part) -> str:
        """The part's text, and below it the values of the constants that it names."""
        names = dict.fromkeys(re.findall(r"\w+", part.text))
        return part.text + "".join(f"\n'{self.constants[name]}'" for name in names if name in self.constants and name.isupper())

    def reached(self, part: Part) -> str:
        """`said`, of the part and of every function of the file that it calls."""
        found, seen, edge = [self.said(part)], {part.name}, [part]
        by_name = {one.name: one for one in self.parts if one.name}
        for _ in range(_DEEPEST):
            names = {name for one in edge for name in _CALLED.findall(one.text)} - seen - _NO_CALL
            edge = [by_name[name] for name in names if name in by_name]
            seen |= names
            found += [self.said(one) for one in edge]
        return "\n".join(found)

    def callers(self, part: Part) -> tuple[Part, ...]:
        """The parts that call this one, at any distance."""
        if not part.name:
            return ()
        found: dict[int, Part] = {}
        wanted = {part.name}
        for _ in range(_DEEPEST):
            new = [one for one in self.parts if one.start not in found and one is not part and wanted & set(_CALLED.findall(one.text))]
            found |= {one.start: one for one in new}
            wanted = {one.name for one in new if one.name}
        return tuple(found.values())

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        handlers = {"python": ("except_clause",)}.get(self.source.language, ("catch_clause",))
        found = []
        for node in self.source.all("try_statement"):
            body = node.field("body")
            clauses = [c for c in node.children() if c.kind() in handlers]
            if body is not None and clauses:
                texts = tuple((start_of(c), self._of(c)) for c in clauses)
                found.append(Attempt(start_of(node), self._of(body), texts, node.range().end.index))
        return (*found, *self._chained())

    def _chained(self) -> Iterator[Attempt]:
        """`promise.catch(…)`."""
        if self.source.language in ("python", "php"):
            return
        for call in self.source.calls:
            function, given = call.field("function"), call.field("arguments")
            tried = function.field("object") if function is not None else None
            if tried is not None and given is not None and method_of(callee_of(call)) == "catch":
                yield Attempt(start_of(call), self._of(tried), ((start_of(given), self._of(given)),), call.range().end.index)

    def _of(self, node: SgNode) -> str:
        return self.text[start_of(node) : node.range().end.index]

    def hit(self, rule: str, at: int, message: str, sure: Confidence = Confidence.medium) -> Hit:
        line = self.text.count("\n", 0, at)
        return Hit(rule, line + 1, message, self.source.excerpt_of(line), sure)


def speaks_of_a_gateway(path: str, lower: str) -> bool:
    """Cheap, before a file is parsed. `lower`: its text."""
    return any(word in lower for word in TELLING) or any(word in path.lower() for word in TELLING)


def decided(text: str) -> int | None:
    """Where the text tells an order that it has been paid; None if it does not. What is only compared with such a word does not count."""
    for match in PAID.finditer(text):
        if not COMPARED.search(text[max(0, match.start() - 80) : match.start()]):
            return match.start()
    return None


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = list[str](), 0
    for start, end in sorted(spans):
        if start >= at:
            kept += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
            at = end
    return "".join([*kept, text[at:]])


def _stands_alone(node: SgNode) -> bool:
    parent = node.parent()
    return parent is not None and parent.kind() == "expression_statement"


def _name(function: SgNode) -> str:
    """Its own name, or that of what it is bound to: `const a = () => …`, `exports.a = …`, `a: function () …`."""
    own = function.field("name")
    if own is not None:
        return own.text()
    for above in list(function.ancestors())[:3]:
        bound = above.field("name") or above.field("left") or above.field("key")
        if bound is not None and above.kind() not in ("class_declaration", "call_expression"):
            return re.findall(r"\w+", bound.text())[-1] if re.search(r"\w", bound.text()) else ""
    return ""
