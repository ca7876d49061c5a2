"""Money held or computed in binary floating point.

A name counts as money by what it *is* (its last words), so `taxRate`, `totalPages` and `paymentId` do not. Whole paisa or
cents, decimal types and text made only to be shown are left alone.
"""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.money_names import COLUMN_ALONE, MONEY, WEAK, holds_minor_units, is_money
from prohori.codebase.review_money_columns import column_hits
from prohori.codebase.review_money_rounding import rounding_hits
from prohori.codebase.review_money_use import ADVICE, RULE, is_money_node, is_money_operand, only_shown, shown, stays_exact
from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    enclosing_calls,
    is_call,
    listed,
    method_of,
    operator_of,
    positional,
    unwrap,
    within,
)  # fmt: skip
from prohori.codebase.review_values import resolve
from prohori.model import Confidence

_PREFILTER = tuple(
    sorted(MONEY | COLUMN_ALONE | {"charge", "credit", "debit", "loan", "contract", "invoice", "bill", "paisa", "cents", "money"})
)
_RATES = frozenset({"rate", "percent", "percentage", "pct", "ratio", "fraction"})
_PAID = WEAK | listed("received collected settled billed invoiced spent earned owed repaid withheld cash pay money")
_FLOATS = {
    True: frozenset({"float", "np.float64", "np.float32", "numpy.float64", "numpy.float32", "pd.to_numeric"}),
    False: frozenset({"parseFloat", "Number.parseFloat", "Number"}),
}
_TO_FLOAT = frozenset({"toNumber", "to_float", "__float__", "doubleValue", "asNumber"})
_HOLDERS = frozenset({"variable_declarator", "assignment", "assignment_expression", "pair"})


def money_hits(source: Source) -> list[Hit]:
    """One hit a line: the first reason found on it."""
    if not any(word in source.lower for word in _PREFILTER):
        return []
    found = [*_conversions(source), *_products(source), *column_hits(source), *rounding_hits(source)]
    if source.python:
        found += _decimals_of_floats(source)
    lines: dict[int, Hit] = {}
    for hit in found:
        lines.setdefault(hit.line, hit)
    return [lines[line] for line in sorted(lines)]


def _conversions(source: Source) -> list[Hit]:
    """`parseFloat(x.amount)`, `Number(row.total)`, `+dto.price`, `float(price)`, `amount.toNumber()`, `map(float, prices)`."""
    hits = []
    for call in source.calls:
        subject, confidence = _converted(source, call)
        if subject is not None and not only_shown(call, python=source.python):
            hits.append(source.hit(RULE, call, f"`{_converter(call)}` turns `{shown(subject)}` into a binary float; {ADVICE}", confidence))
    if not source.python:
        for unary in source.all("unary_expression"):
            operand = unary.field("argument")
            if operator_of(unary) == "+" and operand is not None and is_money_node(operand) and not only_shown(unary):
                hits.append(source.hit(RULE, unary, f"`+` turns `{shown(operand)}` into a binary float; {ADVICE}", Confidence.medium))
    return hits


def _converter(call: SgNode) -> str:
    callee = callee_of(call)
    return f"{callee}(…)" if len(callee) < 30 else f".{method_of(callee)}(…)"


def _converted(source: Source, call: SgNode) -> tuple[SgNode | None, Confidence]:
    """The money that a call turns into a binary float, if it does."""
    callee = callee_of(call)
    method, floats = method_of(callee), _FLOATS[source.python]
    if callee not in floats and method not in _TO_FLOAT and method not in ("astype", "map"):
        return None, Confidence.low
    given = positional(call)
    if callee in floats and given:
        if _holds_money(given[0]) or _is_decimal_total(source, given[0]):
            return given[0], Confidence.high
        return (given[0], Confidence.medium) if _becomes_money(call, given[0]) else (None, Confidence.low)
    function = call.field("function")
    owner = function.field("object") if function is not None else None
    if owner is not None and (method in _TO_FLOAT or (method == "astype" and given and "float" in given[0].text())):
        return (owner, Confidence.high) if _holds_money(owner) or _is_decimal_total(source, owner) else (None, Confidence.low)
    if method == "map" and given and given[0].text() in floats:
        mapped = given[1] if owner is None and len(given) > 1 else owner
        return (mapped, Confidence.high) if mapped is not None and _is_many(name_of(mapped)) else (None, Confidence.low)
    return None, Confidence.low


def _is_many(name: str) -> bool:
    return is_money(name) or (name.endswith("s") and is_money(name[:-1]))


def _becomes_money(call: SgNode, given: SgNode) -> bool:
    """`const amount = parseFloat(text)`: what it is called afterwards says that it is money."""
    holder = call.parent()
    if holder is None or holder.kind() not in (*_HOLDERS, "augmented_assignment", "augmented_assignment_expression", "keyword_argument"):
        return False
    target = holder.field("name") or holder.field("left") or holder.field("key")
    return (
        is_money(name_of(target)) and unwrap(given).kind() not in ("number", "integer", "float") and not holds_minor_units(name_of(given))
    )


def _holds_money(node: SgNode) -> bool:
    """A money name, or arithmetic and rounding over one."""
    node = unwrap(node)
    if is_money_node(node):
        return not (is_call(node) and method_of(callee_of(node)) in ("count", "len", "length"))
    if node.kind() in ("binary_expression", "binary_operator") and operator_of(node) in ("+", "-", "*", "/"):
        left = node.field("left")
        return left is not None and _holds_money(left)
    if is_call(node) and method_of(callee_of(node)) in ("toFixed", "round", "sum"):
        function = node.field("function")
        fixed = function.field("object") if function is not None and method_of(callee_of(node)) == "toFixed" else None
        inner = fixed or next(iter(arguments_of(node)), None)
        return inner is not None and (_holds_money(inner) or _is_many(name_of(inner)))
    return False


def _is_decimal_total(source: Source, node: SgNode) -> bool:
    """A bare `total` or `due` that is declared as a decimal, and so is money after all."""
    node = unwrap(node)
    found = words(name_of(node))
    if node.kind() != "identifier" or not found or found[-1] not in _PAID:
        return False
    return re.search(rf"\b{re.escape(node.text())}\??\s*:\s*(?:\w+\.)?(?:Decimal|Big|BigNumber|Money)\b", source.text) is not None


def _products(source: Source) -> list[Hit]:
    """`amount * 0.15`, `total * VAT_RATE` with a fractional constant, `amount * rate / 100`."""
    hits = []
    for node in source.all("binary_operator" if source.python else "binary_expression"):
        if operator_of(node) not in ("*", "/"):
            continue
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            continue
        pair = _money_and_factor(source, left, right, operator_of(node))
        if pair is None or _in_exact_or_whole(source, node, pair):
            continue
        hits.append(source.hit(RULE, node, f"`{shown(node)}` computes money in binary floating point; {ADVICE}", pair))
    return hits


def _money_and_factor(source: Source, left: SgNode, right: SgNode, operator: str) -> Confidence | None:
    for money, factor in ((left, right), (right, left))[: 1 if operator == "/" else 2]:  # something divided by money is a share
        if not is_money_operand(money) or _is_from_exact(source, money):
            continue
        if _is_fraction(source, factor):
            return Confidence.high
        if not source.python and (_is_percentage(factor) or _is_rate(factor)):
            return Confidence.medium
    return None


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
    return hundred is not None and hundred.text() == "100" and bool((_RATES | {"vat", "tax"}) & set(words(name_of(rate))))


def _is_rate(node: SgNode) -> bool:
    """A factor called a rate: TypeScript multiplies no decimal type with `*`, so this is a product of floats."""
    found = words(name_of(node))
    return bool(found) and found[-1] in _RATES


def _is_from_exact(source: Source, money: SgNode) -> bool:
    node = unwrap(money)
    return node.kind() == "identifier" and any(b.value is not None and stays_exact(b.value.text()[:200]) for b in resolve(source, node))


def _in_exact_or_whole(source: Source, node: SgNode, confidence: Confidence) -> bool:
    if confidence is not Confidence.high and any(stays_exact(callee) for callee in enclosing_calls(node)):
        return True
    holder = within(node, _HOLDERS)
    target = name_of(holder.field("name") or holder.field("left") or holder.field("key")) if holder is not None else ""
    return holds_minor_units(target)


def _decimals_of_floats(source: Source) -> list[Hit]:
    """`Decimal(0.15)`: the decimal type filled from a binary float."""
    hits = []
    for call in source.calls:
        given = positional(call)
        if callee_of(call) in ("Decimal", "decimal.Decimal") and len(given) == 1:
            inner = unwrap(given[0])
            if inner.kind() == "float" and _is_fraction(source, inner):
                hits.append(source.hit(RULE, call, f'`{shown(call)}` starts from a binary float; write `Decimal("{inner.text()}")`'))
    return hits
