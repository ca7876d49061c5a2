"""How an analyser draws one file: pieces with their extent first, then every reference in the text goes to the innermost piece.

Only declarations are walked as a tree. Expressions are read as text, with strings, comments and import statements blanked out:
what is asked of them is no more than which names they mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Decorator, Param, Symbol

Span = tuple[int, int]
_KEYLIKE = re.compile(r"[\w$@./\\:*{}\[\],#~-]{2,160}")
_MANY = 600  # pieces of one file; more is data written as code


@dataclass(slots=True)
class Piece:
    name: str
    kind: str
    span: Span
    line: int
    end: int
    owner: int
    exported: bool = False
    bases: tuple[str, ...] = ()
    decorators: tuple[Decorator, ...] = ()
    params: tuple[Param, ...] = ()
    type: str = ""
    locals: dict[str, str] = field(default_factory=dict)
    uses: dict[str, None] = field(default_factory=dict)
    types: dict[str, None] = field(default_factory=dict)
    lists: dict[str, dict[str, None]] = field(default_factory=dict)


@dataclass(slots=True)
class Dialect:
    """How a language writes references. What the group `skip` of `chain` matches is none (a key); `separator` becomes a dot."""

    chain: re.Pattern[str]
    words: frozenset[str]
    separator: re.Pattern[str]


class Sketch:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.pieces = [Piece("", "file", (0, len(text)), 1, text.count("\n") + 1, -1)]
        self.strings: list[tuple[int, str]] = []
        self._blank: list[Span] = []
        self._types: list[Span] = []
        self._dropped: list[Span] = []

    def piece(self, name: str, kind: str, node: SgNode, owner: int, *, start: SgNode | None = None, exported: bool = False) -> int:
        """Adds a piece and gives its index. `start`: where it begins, if a decorator stands before it."""
        if len(self.pieces) >= _MANY and kind in ("entry", "constant"):
            return owner
        first, last = (start or node).range().start, node.range().end
        begin = min(first.index, node.range().start.index)
        line = min(first.line, node.range().start.line)
        around = self.pieces[owner].name
        full = f"{around}.{name}" if around else name
        self.pieces.append(Piece(full, kind, (begin, last.index), line + 1, last.line + 1, owner, exported))
        return len(self.pieces) - 1

    def blank(self, nodes: Iterable[SgNode]) -> None:
        self._blank += (span_of(n) for n in nodes)

    def drop(self, node: SgNode) -> None:
        """Takes a node out, strings and all: an import says nothing but what it imports."""
        self._dropped.append(span_of(node))
        self._blank.append(span_of(node))

    def typed(self, nodes: Iterable[SgNode]) -> None:
        self._types += (span_of(n) for n in nodes)

    def strung(self, nodes: Iterable[SgNode]) -> None:
        """String contents: blanked, and kept as references where they look like a name, key, path or glob."""
        starts, ends = _flat(self._dropped)
        for node in nodes:
            span = span_of(node)
            at = bisect_right(starts, span[0]) - 1
            if at >= 0 and span[0] < ends[at]:
                continue
            self._blank.append(span)
            text = self.text[span[0] : span[1]]
            if _KEYLIKE.fullmatch(text):
                self.strings.append((span[0], text))

    def bared(self) -> str:
        """The text with what was blanked as spaces: every offset stays."""
        parts, at = [], 0
        for start, end in sorted(self._blank):
            if start < at:
                start = at
            if end <= start:
                continue
            parts.append(self.text[at:start])
            parts.append(" " * (end - start))
            at = end
        parts.append(self.text[at:])
        return "".join(parts)

    def references(self, bare: str) -> list[tuple[int, str]]:
        """Every reference with its offset, in order; strings are among them."""
        words, separator = self.dialect.words, self.dialect.separator
        found = []
        for match in self.dialect.chain.finditer(bare):
            text = match.group()
            if match.lastgroup == "skip" or text in words:
                continue
            if not text.replace(".", "").isidentifier():
                text = separator.sub(".", text)
            found.append((match.start(), text))
        found += ((at, "'" + text) for at, text in self.strings)
        found.sort()
        return found

    def assign(self, references: list[tuple[int, str]]) -> None:
        """Gives each reference to the innermost piece around it."""
        order = sorted(range(len(self.pieces)), key=lambda i: (self.pieces[i].span[0], -self.pieces[i].span[1], i))
        starts, ends = _flat(self._types)
        stack: list[int] = []
        upcoming = iter(order)
        following = next(upcoming, None)
        for at, text in references:
            while following is not None and self.pieces[following].span[0] <= at:
                stack.append(following)
                following = next(upcoming, None)
            while len(stack) > 1 and self.pieces[stack[-1]].span[1] <= at:
                stack.pop()
            here = self.pieces[stack[-1] if stack else 0]
            position = bisect_right(starts, at) - 1
            if position >= 0 and at < ends[position] and text[0] != "'":
                here.types[text] = None
            else:
                here.uses[text] = None

    def piece_at(self, at: int) -> int:
        """The innermost piece around an offset."""
        around = [i for i, p in enumerate(self.pieces) if p.span[0] <= at < p.span[1]]
        return min(around, key=lambda i: self.pieces[i].span[1] - self.pieces[i].span[0])

    def symbols(self) -> tuple[Symbol, ...]:
        return tuple(
            Symbol(
                p.name, p.kind, p.line, p.end, p.owner, p.exported, tuple(p.uses), tuple(p.types), p.bases, p.decorators, p.params,
                p.type, tuple(p.locals.items()), tuple((key, tuple(refs)) for key, refs in p.lists.items()),
            )
            for p in self.pieces
        )  # fmt: skip


def span_of(node: SgNode) -> Span:
    found = node.range()
    return found.start.index, found.end.index


def between(references: list[tuple[int, str]], span: Span) -> tuple[str, ...]:
    """The references inside a span, each once."""
    first = bisect_right(references, (span[0], ""))
    found: dict[str, None] = {}
    for at, text in references[first:]:
        if at >= span[1]:
            break
        found[text] = None
    return tuple(found)


def _flat(spans: list[Span]) -> tuple[list[int], list[int]]:
    """Spans without those inside another, as starts and ends."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if not ends or start >= ends[-1]:
            starts.append(start)
            ends.append(end)
    return starts, ends
