"""What a number is used for, and whether it is money: asked by every rule about money in floats."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.money_names import holds_minor_units, is_money
from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_source import (
    FUNCTIONS,
    callee_of,
    enclosing,
    enclosing_calls,
    is_call,
    key_text,
    method_of,
    operator_of,
    unwrap,
)

RULE = "money.float"
ADVICE = "keep money in a decimal type or in whole paisa"
_SHOWN = re.compile(
    r"(format|toLocaleString|isNaN|isFinite|is_finite|console|logger|log$|print|Intl|translate|isInteger|isnan)", re.IGNORECASE
)
_EXACT = re.compile(r"(^|\.)(Decimal|Big|BigNumber|BigInt|dinero|Dinero|Money|currency|D)(\.|$|\()")
_ZERO = re.compile(r"(?:[<>]=?|[!=]==?)\s*0$|^0\s*[<>]")


def is_money_node(node: SgNode | None) -> bool:
    """Named as money, or made from whole paisa by its name (`from_paisa(…)`)."""
    if node is None:
        return False
    name = name_of(node)
    return is_money(name) or (words(name)[:1] == ("from",) and holds_minor_units(name))


def is_money_operand(node: SgNode) -> bool:
    """A money name, or a sum or product with one."""
    node = unwrap(node)
    if node.kind() in ("binary_expression", "binary_operator"):
        sides = [s for s in (node.field("left"), node.field("right")) if s is not None]
        whole = any(holds_minor_units(name_of(s)) for s in sides)
        return operator_of(node) in ("+", "-", "*") and not whole and any(is_money_operand(s) for s in sides)
    return is_money_node(node)


def stays_exact(callee: str) -> bool:
    return _EXACT.search(callee) is not None


def reparses(callee: str) -> bool:
    return callee in ("Number", "parseFloat", "Number.parseFloat", "float")


def shown(node: SgNode) -> str:
    """An expression as it stands in a message."""
    return " ".join(node.text().split())[:50]


def _in_formatter(node: SgNode) -> bool:
    """In a function that is called after making text of money: `formatMoney`."""
    function = enclosing(node, FUNCTIONS)
    holder = function.parent() if function is not None else None
    named = (
        (function.field("name") or (holder.field("name") or holder.field("key") if holder is not None else None))
        if function is not None
        else None
    )
    return named is not None and words(named.text())[:1] in (("format",), ("display",))


def only_shown(node: SgNode, *, python: bool = False) -> bool:
    """Made for the eye, compared with zero, checked for being a number, or put straight into a decimal type: not kept as a float."""
    if _in_formatter(node):
        return True
    parent = node.parent()
    while parent is not None and parent.kind() == "parenthesized_expression":
        parent = parent.parent()
    kind = parent.kind() if parent is not None else ""
    if parent is not None and kind in ("binary_expression", "comparison_operator") and _ZERO.search(parent.text()):
        return True
    if kind in ("template_substitution", "interpolation", "jsx_expression"):
        return True
    if parent is not None and kind == "member_expression":
        reader = key_text(parent.field("property"))
        if reader == "toLocaleString":
            return True
        if reader == "toFixed":
            return not any(reparses(c) for c in list(enclosing_calls(parent))[1:2])
    return _goes_straight_into_exact(node, python) or any(_SHOWN.search(callee) for callee in enclosing_calls(node))


def _goes_straight_into_exact(node: SgNode, python: bool) -> bool:
    """`new Decimal(Number(amount))`: no arithmetic happens in between. Python's `Decimal(float(…))` keeps every wrong digit."""
    through_text = False
    for ancestor in node.ancestors():
        kind = ancestor.kind()
        if is_call(ancestor) or kind == "new_expression":
            if stays_exact(callee_of(ancestor)):
                return through_text or not python
            if callee_of(ancestor) not in ("str", "String") and method_of(callee_of(ancestor)) != "toString":
                return False
            through_text = True
        elif kind not in ("arguments", "argument_list", "parenthesized_expression", "member_expression", "binary_expression") or (
            kind == "binary_expression" and operator_of(ancestor) not in ("||", "??")
        ):
            return False
    return False
