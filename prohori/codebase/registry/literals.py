"""The literals of a tree that could state a rule: numbers, texts and patterns, with the tree's own spelling undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from ast_grep_py import SgNode

from prohori.codebase.regexes import Language
from prohori.codebase.registry.context import Context, Tree, context_of

NUMBERS = {
    "typescript": ("number",), "tsx": ("number",), "javascript": ("number",), "python": ("integer", "float"), "php": ("integer", "float"),
    "java": ("decimal_integer_literal", "decimal_floating_point_literal"), "csharp": ("integer_literal", "real_literal"),
    "json": ("number",), "yaml": ("integer_scalar", "float_scalar"), "html": (),
}  # fmt: skip
_TEXTS = {
    "typescript": ("string", "template_string"), "tsx": ("string", "template_string", "jsx_text"),
    "javascript": ("string", "template_string"),
    "python": ("string",), "php": ("string", "encapsed_string", "heredoc_body", "nowdoc_body"), "java": ("string_literal",),
    "csharp": ("string_literal", "verbatim_string_literal", "interpolated_string_expression", "raw_string_literal"),
    "json": ("string",), "yaml": ("string_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar"),
    "html": ("text", "attribute_value"),
}  # fmt: skip
_PATTERNS = {"typescript": ("regex",), "tsx": ("regex",), "javascript": ("regex",)}
_NOT_SAID = frozenset({"import_statement", "import_from_statement", "import_declaration", "literal_type", "use_declaration"})
_TELLING = re.compile(r"[0-9০-৯]|[jJ]u[nl]|JU[NL]|round|ROUND|HALF|FY|bn-BD|[-/_][.$%{#]|[Yy][-/][Yy]")
_SIGNS = ("digit", "phone:", "###", "XXX")
BENGALI = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


@dataclass(frozen=True)
class Literal:
    """One literal; `text` of a string, with escapes undone where they matter for a pattern; `value` of a number."""

    node: SgNode
    tree: Tree
    value: Decimal | None = None
    text: str | None = None
    pattern: bool = False
    flags: str = ""

    @cached_property
    def context(self) -> Context:
        return context_of(self.node, self.tree)

    @property
    def grammar(self) -> str:
        return self.tree.grammar

    @property
    def syntax(self) -> Language:
        return "python" if self.grammar == "python" else "javascript"


def literals(tree: Tree) -> Iterator[Literal]:
    root, grammar = tree.root, tree.grammar
    kinds = (*NUMBERS.get(grammar, ()), *_TEXTS[grammar], *_PATTERNS.get(grammar, ()))
    numbers = frozenset(NUMBERS.get(grammar, ()))
    for node in root.find_all({"rule": {"any": [{"kind": kind} for kind in kinds]}}):
        kind = node.kind()
        if kind in numbers:
            value = number(node.text())
            if value is not None and _plausible(value) and not _is_index(node):
                yield Literal(node, tree, value=value)
            continue
        raw = node.text()
        if len(raw) > 20_000 or not (_TELLING.search(raw) or raw[1:-1] in ("BD", "BGD") or any(sign in raw for sign in _SIGNS)):
            continue
        if kind == "regex":
            end = raw.rfind("/")
            yield Literal(node, tree, text=raw[1:end], pattern=True, flags=raw[end + 1 :])
            continue
        above = node.parent()
        if above is not None and (above.kind() in _NOT_SAID or _is_docstring(above, grammar)):
            continue
        yield Literal(node, tree, text=spoken(raw, kind, grammar))


_LARGE = frozenset(map(Decimal, (150, 200, 240, 250, 300, 350, 400, 450, 500, 750, 1000, 1500)))
"""Rates of supplementary duty, and rates in basis points."""


def _is_index(node: SgNode) -> bool:
    """`row[4]`: a place in a list, no number of the law."""
    above = node.parent()
    if above is None or above.kind() not in ("subscript", "subscript_expression", "element_access_expression", "array_access"):
        return False
    return above.range().start.index < node.range().start.index


def _is_docstring(above: SgNode, grammar: str) -> bool:
    return grammar == "python" and above.kind() == "expression_statement"


def _plausible(value: Decimal) -> bool:
    return value <= 131 or value in _LARGE


def number(text: str) -> Decimal | None:
    text = text.replace("_", "").rstrip("mMnfFdDlL")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None


def spoken(raw: str, kind: str, grammar: str) -> str:
    """What the literal says, without its quotes; doubled backslashes count once where the language writes them so."""
    if kind in ("jsx_text", "text", "attribute_value", "string_scalar", "heredoc_body", "nowdoc_body", "block_scalar"):
        return raw.strip()
    prefix = re.match(r"[A-Za-z@$]*", raw)
    head = prefix[0] if prefix else ""
    body = raw[len(head) :]
    for quote in ('"""', "'''", '"', "'", "`"):
        if body.startswith(quote) and body.endswith(quote) and len(body) >= 2 * len(quote):
            body = body[len(quote) : -len(quote)]
            break
    if "r" in head.lower() or "@" in head or kind in ("verbatim_string_literal", "raw_string_literal", "single_quote_scalar"):
        return body
    if grammar == "php" and raw.startswith("'"):
        return body.replace("\\\\", "\\")
    if kind == "encapsed_string":  # "$year-07-01" is "{$year}-07-01"
        body = re.sub(r"(?<!\{)\$\w+(?:->\w+|\[\w+\])?(?=-\d)", r"{\g<0>}", body)
    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", _unescaped, body)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return {"\\": "\\", '"': '"', "'": "'", "n": " ", "t": " ", "r": " ", "/": "/", "`": "`"}.get(code, match[0])
