"""Names split into words, so that a rule asks what a name *is* and not what letters it contains."""

from __future__ import annotations

import re
from functools import lru_cache

from ast_grep_py import SgNode

from prohori.codebase.review_source import arguments_of, callee_of, is_call, key_text, literal_text, method_of, unwrap
from prohori.codebase.words import listed

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_TRAILING = listed(
    """
    value default prod production live sandbox dev staging old new current str string raw plain fallback b64 base64 hex text v
    """
)


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """`storePasswd_2` → `("store", "passwd", "2")`."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=20_000)
def stem(name: str) -> tuple[str, ...]:
    """The words without what only says which one: `API_KEY_PROD_2` → `("api", "key")`."""
    found = list(words(name))
    while found and (found[-1] in _TRAILING or found[-1].isdigit()):
        found.pop()
    return tuple(found)


def name_of(node: SgNode | None) -> str:
    """The name by which an expression is known: its last property, key or called reader.

    `req.body.amount` → amount, `row["amount"]` → amount, `dto.amount.toString()` → amount, `getPrice()` → getPrice.
    """
    for _ in range(20):
        if node is None:
            return ""
        node = unwrap(node)
        kind = node.kind()
        if kind in ("identifier", "property_identifier", "shorthand_property_identifier", "private_property_identifier"):
            return node.text()
        if kind in ("member_expression", "attribute"):
            return key_text(node.field("property") or node.field("attribute"))
        if kind in ("subscript_expression", "subscript"):
            literal = literal_text(node.field("index") or node.field("subscript"))
            if literal is not None:
                return literal
            node = node.field("object") or node.field("value")
        elif is_call(node):
            node_or_name = _name_of_call(node)
            if isinstance(node_or_name, str):
                return node_or_name
            node = node_or_name
        elif kind in ("binary_expression", "boolean_operator") and key_text(node.field("operator")) in ("||", "??", "or"):
            node = node.field("left")
        else:
            return ""
    return ""


_READERS = frozenset({"toString", "trim", "strip", "replace", "replaceAll", "valueOf", "toFixed"})
_CASTS = frozenset({"String", "str", "Number", "parseFloat", "float", "Math.abs", "abs"})
_LOOKUPS = frozenset({"get", "getRawValue", "pop", "getlist"})


def _name_of_call(call: SgNode) -> SgNode | str | None:
    callee = callee_of(call)
    method, given = method_of(callee), arguments_of(call)
    if callee in _CASTS and given:
        return given[0]
    function = call.field("function")
    if method in _READERS and function is not None:
        return function.field("object")
    if method in _LOOKUPS and given and (key := literal_text(given[0])) is not None:
        return key
    return method
