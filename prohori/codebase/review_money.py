"""Money held or computed in binary floating point.

A name counts as money by what it *is* (its last words), so `taxRate`, `totalPages` and `paymentId` do not. Whole paisa or
cents, decimal types and text made only to be shown are left alone.
"""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.money_names import COLUMN_ALONE, MONEY, WEAK, WHOLE, is_money
from prohori.codebase.review_money_columns import column_hits
from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    enclosing_calls,
    is_call,
    key_text,
    method_of,
    operator_of,
    positional,
    unwrap,
    within,
)  # fmt: skip
from prohori.codebase.review_values import resolve
from prohori.model import Confidence

RULE = "money-float"
_SHOWN = re.compile(
    r"(format|toLocaleString|isNaN|isFinite|is_finite|console|logger|log$|print|Intl|translate|isInteger|isnan)", re.IGNORECASE
)
_EXACT = re.compile(r"(^|\.)(Decimal|Big|BigNumber|BigInt|dinero|Dinero|Money|currency|D)(\.|$|\()")
_PREFILTER = tuple(sorted(MONEY | COLUMN_ALONE | {"charge", "credit", "debit", "loan", "contract", "invoice", "bill"}))
_ADVICE = "keep money in a decimal type or in whole paisa"


def money_hits(source: Source) -> list[Hit]:
    """One hit a line: the first reason found on it."""
    if not any(word in source.lower for word in _PREFILTER):
        return []
    found = [*_conversions(source), *_products(source), *column_hits(source)]
    if source.python:
        found += _decimals_of_floats(source)
    else:
        found += _roundings(source)
    lines: dict[int, Hit] = {}
    for hit in found:
        lines.setdefault(hit.line, hit)
    return [lines[line] for line in sorted(lines)]


def _is_money_node(node: SgNode | None) -> bool:
    return node is not None and is_money(name_of(node))


def _conversions(source: Source) -> list[Hit]:
    """`parseFloat(x.amount)`, `Number(row.total)`, `+dto.price`, `float(price)`."""
    hits = []
    floats = ("float",) if source.python else ("parseFloat", "Number.parseFloat", "Number")
    for call in source.calls:
        callee, given = callee_of(call), positional(call)
        if (
            callee in floats
            and len(given) >= 1
            and (_holds_money(given[0]) or _is_decimal_total(source, given[0]))
            and not _only_shown(call)
        ):
            hits.append(source.hit(RULE, call, f"`{callee}(…)` turns `{_shown(given[0])}` into a binary float; {_ADVICE}"))
    if not source.python:
        for unary in source.all("unary_expression"):
            operand = unary.field("argument")
            if operator_of(unary) == "+" and operand is not None and _is_money_node(operand) and not _only_shown(unary):
                hits.append(source.hit(RULE, unary, f"`+` turns `{_shown(operand)}` into a binary float; {_ADVICE}", Confidence.medium))
    return hits


def _holds_money(node: SgNode) -> bool:
    """A money name, or arithmetic and rounding over one."""
    node = unwrap(node)
    if _is_money_node(node):
        return not (is_call(node) and _is_count(node))
    if node.kind() in ("binary_expression", "binary_operator") and operator_of(node) in ("+", "-", "*", "/"):
        return _holds_money(node.field("left") or node) if (node.field("left") is not None and node.field("left") != node) else False
    if is_call(node) and method_of(callee_of(node)) in ("toFixed", "round"):
        function = node.field("function")
        inner = (
            function.field("object")
            if function is not None and method_of(callee_of(node)) == "toFixed"
            else next(iter(arguments_of(node)), None)
        )
        return inner is not None and _holds_money(inner)
    return False


def _is_decimal_total(source: Source, node: SgNode) -> bool:
    """A bare `total` or `due` that is declared as a decimal, and so is money after all."""
    node = unwrap(node)
    found = words(name_of(node))
    if node.kind() != "identifier" or not found or found[-1] not in WEAK:
        return False
    return re.search(rf"\b{re.escape(node.text())}\??\s*:\s*(?:\w+\.)?(?:Decimal|Big|BigNumber|Money)\b", source.text) is not None


def _is_count(call: SgNode) -> bool:
    return method_of(callee_of(call)) in ("count", "len", "length")


def _shown(node: SgNode) -> str:
    return " ".join(node.text().split())[:50]


def _only_shown(node: SgNode) -> bool:
    """Made for the eye, compared with zero, checked for being a number, or put straight into a decimal type: not kept as a float."""
    parent = node.parent()
    while parent is not None and parent.kind() == "parenthesized_expression":
        parent = parent.parent()
    if (
        parent is not None
        and parent.kind() in ("binary_expression", "comparison_operator")
        and re.search(r"(?:[<>]=?|[!=]==?)\s*0$|^0\s*[<>]", parent.text())
    ):
        return True
    if parent is not None and parent.kind() in ("template_substitution", "interpolation", "jsx_expression"):
        return True
    if parent is not None and parent.kind() == "member_expression" and key_text(parent.field("property")) in ("toLocaleString", "toString"):
        return True
    if parent is not None and parent.kind() == "member_expression" and key_text(parent.field("property")) == "toFixed":
        return not any(_reparses(c) for c in list(enclosing_calls(parent))[1:2])
    return _goes_straight_into_exact(node) or any(_SHOWN.search(callee) for callee in enclosing_calls(node))


def _goes_straight_into_exact(node: SgNode) -> bool:
    """`new Decimal(Number(amount))`: no arithmetic happens in between."""
    for ancestor in node.ancestors():
        kind = ancestor.kind()
        if is_call(ancestor) or kind == "new_expression":
            if _EXACT.search(callee_of(ancestor)):
                return True
            if callee_of(ancestor) not in ("str", "String"):
                return False
        elif kind not in ("arguments", "argument_list", "parenthesized_expression", "member_expression", "binary_expression") or (
            kind == "binary_expression" and operator_of(ancestor) not in ("||", "??")
        ):
            return False
    return False


def _reparses(callee: str) -> bool:
    return callee in ("Number", "parseFloat", "Number.parseFloat", "float")


def _products(source: Source) -> list[Hit]:
    """`amount * 0.15`, `total * VAT_RATE` with a fractional constant, `amount * rate / 100`."""
    hits = []
    for node in source.all("binary_operator" if source.python else "binary_expression"):
        if operator_of(node) not in ("*", "/"):
            continue
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            continue
        pair = _money_and_factor(source, left, right)
        if pair is None or _in_exact_or_whole(source, node):
            continue
        hits.append(source.hit(RULE, node, f"`{_shown(node)}` computes money in binary floating point; {_ADVICE}", pair))
    return hits


def _money_and_factor(source: Source, left: SgNode, right: SgNode) -> Confidence | None:
    for money, factor in ((left, right), (right, left)):
        if not _is_money_operand(money) or _is_from_exact(source, money):
            continue
        if _is_fraction(source, factor):
            return Confidence.high
        if not source.python and _is_percentage(factor):
            return Confidence.medium
    return None


def _is_money_operand(node: SgNode) -> bool:
    node = unwrap(node)
    if node.kind() in ("binary_expression", "binary_operator"):
        sides = [s for s in (node.field("left"), node.field("right")) if s is not None]
        return operator_of(node) in ("+", "-", "*") and any(_is_money_operand(s) for s in sides) and not any(_names_whole(s) for s in sides)
    return _is_money_node(node)


def _names_whole(node: SgNode) -> bool:
    return bool(WHOLE & {"paisa", "poisha", "cents", "minor"} & set(words(name_of(node))))


def _is_fraction(source: Source, node: SgNode) -> bool:
    node = unwrap(node)
    if node.kind() in ("number", "float"):
        text = node.text().replace("_", "")
        return re.fullmatch(r"\d*\.\d*[1-9]\d*", text) is not None
    if node.kind() in ("binary_expression", "binary_operator") and operator_of(node) in ("+", "-"):
        sides = [s for s in (node.field("left"), node.field("right")) if s is not None]
        return any(_is_fraction(source, s) for s in sides)
    if node.kind() == "identifier":
        found = resolve(source, node)
        return bool(found) and all(
            b.value is not None and b.value.kind() in ("number", "float") and _is_fraction(source, b.value) for b in found
        )
    return False


def _is_percentage(node: SgNode) -> bool:
    """`(rate / 100)` as a factor."""
    node = unwrap(node)
    if node.kind() != "binary_expression" or operator_of(node) != "/":
        return False
    rate, hundred = node.field("left"), node.field("right")
    return (
        hundred is not None
        and hundred.text() == "100"
        and bool({"rate", "percent", "percentage", "pct", "vat", "tax"} & set(words(name_of(rate))))
    )


def _is_from_exact(source: Source, money: SgNode) -> bool:
    node = unwrap(money)
    return node.kind() == "identifier" and any(b.value is not None and _EXACT.search(b.value.text()[:200]) for b in resolve(source, node))


def _in_exact_or_whole(source: Source, node: SgNode) -> bool:
    if any(_EXACT.search(callee) for callee in enclosing_calls(node)):
        return True
    holder = within(node, frozenset({"variable_declarator", "assignment", "assignment_expression", "pair"}))
    target = name_of(holder.field("name") or holder.field("left") or holder.field("key")) if holder is not None else ""
    return bool(WHOLE & {"paisa", "poisha", "cents", "minor"} & set(words(target)))


def _roundings(source: Source) -> list[Hit]:
    """`(amount * qty).toFixed(2)`: arithmetic on money rounded through a binary float; a plain `total.toFixed(2)` is formatting."""
    if "toFixed" not in source.text:
        return []
    hits = []
    for call in source.calls:
        if method_of(callee_of(call)) != "toFixed":
            continue
        function = call.field("function")
        inner = unwrap(owner) if function is not None and (owner := function.field("object")) is not None else None
        if any(_reparses(c) for c in enclosing_calls(call)):
            continue  # reported as the conversion that it is
        if inner is not None and inner.kind() == "binary_expression" and operator_of(inner) in "+-*/" and _is_money_arithmetic(inner):
            hits.append(
                source.hit(RULE, call, f"`.toFixed` rounds `{_shown(inner)}` after it was computed in binary floating point; {_ADVICE}")
            )
    return hits


def _is_money_arithmetic(node: SgNode) -> bool:
    todo, seen = [node], 0
    while todo and seen < 50:
        current = unwrap(todo.pop())
        seen += 1
        if current.kind() == "binary_expression":
            todo += [s for s in (current.field("left"), current.field("right")) if s is not None]
        elif _is_money_node(current) or _is_weak_money(current):
            return not _names_whole(current)
    return False


def _is_weak_money(node: SgNode) -> bool:
    return bool(words(name_of(node))) and words(name_of(node))[-1] in ("total", "gross", "net")


def _decimals_of_floats(source: Source) -> list[Hit]:
    """`Decimal(0.15)`: the decimal type filled from a binary float."""
    hits = []
    for call in source.calls:
        given = positional(call)
        if callee_of(call) in ("Decimal", "decimal.Decimal") and len(given) == 1:
            inner = unwrap(given[0])
            if inner.kind() == "float" and _is_fraction(source, inner):
                hits.append(source.hit(RULE, call, f'`{_shown(call)}` starts from a binary float; write `Decimal("{inner.text()}")`'))
    return hits
