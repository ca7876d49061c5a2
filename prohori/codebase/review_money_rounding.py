"""Money rounded or scaled in binary floating point: `Math.round(x * 100) / 100`, `paisa / 100`, `.toFixed` of arithmetic."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.money_names import WEAK, holds_minor_units, is_money
from prohori.codebase.review_money_use import ADVICE, RULE, is_money_node, is_money_operand, only_shown, reparses, shown, stays_exact
from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_source import (
    FUNCTIONS,
    Hit,
    Source,
    arguments_of,
    callee_of,
    enclosing,
    enclosing_calls,
    is_call,
    method_of,
    operator_of,
    unwrap,
)  # fmt: skip
from prohori.codebase.review_values import resolve
from prohori.model import Confidence

_HUNDRED = re.compile(r"100(?:\.0*)?|1e2|10\s*\*\*\s*2|Math\.pow\(10, ?2\)")
_HUNDREDTH = re.compile(r"0?\.01")
_ROUNDERS = frozenset({"Math.round", "Math.floor", "Math.ceil", "Math.trunc", "round", "math.floor", "math.ceil", "int"})
_TO_WHOLE = frozenset({"Math.round", "Math.floor", "Math.ceil", "Math.trunc", "math.floor", "math.ceil", "int", "divmod"})
_LODASH = frozenset({"_.round", "lodash.round", "_.floor", "_.ceil"})


def rounding_hits(source: Source) -> list[Hit]:
    hits = _scaled(source)
    for call in source.calls if not source.python and ("toFixed" in source.text or "round" in source.text) else ():
        inner = _fixed_arithmetic(call)
        if inner is not None:
            after = "after it was computed in binary floating point"
            hits.append(source.hit(RULE, call, f"`.toFixed` rounds `{shown(inner)}` {after}; {ADVICE}"))
        elif callee_of(call) in _LODASH and (given := arguments_of(call)) and is_money_operand(given[0]):
            hits.append(source.hit(RULE, call, f"`{shown(call)}` rounds money in binary floating point; {ADVICE}", Confidence.medium))
    return hits


def _scaled(source: Source) -> list[Hit]:
    hits = []
    for node in source.all("binary_operator" if source.python else "binary_expression"):
        left, right = node.field("left"), node.field("right")
        if left is None or right is None or not _divides_by_hundred(operator_of(node), right):
            continue
        if _is_rounded_by_hand(left):
            hits.append(source.hit(RULE, node, f"`{shown(node)}` rounds money by hand in binary floating point; {ADVICE}"))
        elif _is_minor_units(source, left) and not _stays_whole(node):
            hits.append(source.hit(RULE, node, f"`{shown(node)}` turns whole paisa into a binary float; {ADVICE}"))
    return hits


def _divides_by_hundred(operator: str, factor: SgNode) -> bool:
    pattern = _HUNDRED if operator == "/" else _HUNDREDTH if operator == "*" else None
    return pattern is not None and pattern.fullmatch(unwrap(factor).text()) is not None


def _is_rounded_by_hand(left: SgNode) -> bool:
    """`Math.round(amount * 100)`, to be divided by a hundred: of money, or in a function that rounds money."""
    left = unwrap(left)
    given = arguments_of(left) if is_call(left) and callee_of(left) in _ROUNDERS else []
    inner = unwrap(given[0]) if given else None
    if inner is None or operator_of(inner) != "*" or not any(_HUNDRED.fullmatch(n.text()) for n in inner.named_children()):
        return False
    factors = [unwrap(n) for n in inner.named_children() if not _HUNDRED.fullmatch(n.text())]
    if any(is_money_operand(f) or is_money_node(f) for f in factors):
        return True
    function = enclosing(left, FUNCTIONS)
    name = function.field("name") or ((p := function.parent()) and p.field("name")) if function is not None else None
    found = set(words(name.text())) if name is not None else set()
    return bool({"money", "taka", "bdt", "currency"} & found) or (name is not None and is_money(name.text()))


def _is_minor_units(source: Source, node: SgNode) -> bool:
    node = unwrap(node)
    if operator_of(node) in ("+", "-", "*"):
        return any(_is_minor_units(source, side) for side in node.named_children())
    if is_call(node) and callee_of(node) not in ("float", "int", "Number", "parseFloat", "parseInt", "sum"):
        return False
    name = name_of(arguments_of(node)[0]) if is_call(node) and arguments_of(node) else name_of(node)
    if not holds_minor_units(name):
        return False
    return not (
        node.kind() == "identifier" and any(b.value is not None and stays_exact(b.value.text()[:200]) for b in resolve(source, node))
    )


def _stays_whole(node: SgNode) -> bool:
    callees = list(enclosing_calls(node))
    return only_shown(node) or bool(callees and callees[0] in _TO_WHOLE)


def _fixed_arithmetic(call: SgNode) -> SgNode | None:
    """The arithmetic on money in `(amount * qty).toFixed(2)`; a plain `total.toFixed(2)` is formatting."""
    if method_of(callee_of(call)) != "toFixed" or any(reparses(c) for c in enclosing_calls(call)):
        return None  # the second is reported as the conversion that it is
    function = call.field("function")
    inner = unwrap(owner) if function is not None and (owner := function.field("object")) is not None else None
    if inner is None or inner.kind() != "binary_expression" or operator_of(inner) not in "+-*/":
        return None
    return inner if _is_money_arithmetic(inner) else None


def _is_money_arithmetic(node: SgNode) -> bool:
    todo, seen = [node], 0
    while todo and seen < 50:
        current = unwrap(todo.pop())
        seen += 1
        if current.kind() == "binary_expression":
            todo += [s for s in (current.field("left"), current.field("right")) if s is not None]
        elif is_money_node(current) or _is_total(current):
            return not holds_minor_units(name_of(current))
    return False


def _is_total(node: SgNode) -> bool:
    found = words(name_of(node))
    return bool(found) and found[-1] in ("total", "gross", "net") and found[-1] in WEAK
