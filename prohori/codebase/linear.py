"""Arithmetic as a sum of factors times amounts: `gross - gross / 1.15` is 0.1304 × gross.

Names that are rates (`vatRate`, `RATE`) stand for 15 % while factors are compared, so that the shape of a
formula can be judged without its number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.syntax import CALLS, MEMBERS, call, number_value, operator, percent_text, unwrapped
from prohori.codebase.tax_names import RATE, no_rate
from prohori.codebase.words import listed, words

ASSUMED = Decimal("0.15")
_ROUNDING = listed(
    """
    round floor ceil trunc abs quantize toFixed toDecimalPlaces toNumber dp rounded Number Decimal parseFloat float int Big
    BigNumber BigInt str toString bankers
    """
)
_METHODS = {
    "mul": "*",
    "times": "*",
    "multiply": "*",
    "multipliedBy": "*",
    "multiplyBy": "*",
    "div": "/",
    "dividedBy": "/",
    "divide": "/",
    "divideBy": "/",
    "plus": "+",
    "add": "+",
    "minus": "-",
    "sub": "-",
    "subtract": "-",
}
BINARY = frozenset({"binary_expression", "binary_operator"})


@dataclass(slots=True)
class Linear:
    """Factors by the text of the amount they multiply; `symbolic` if a named rate took part."""

    factors: dict[str, Decimal] = field(default_factory=dict)
    constant: Decimal = Decimal(0)
    symbolic: bool = False

    def scaled(self, by: Decimal, symbolic: bool = False) -> Linear:
        return Linear({k: v * by for k, v in self.factors.items()}, self.constant * by, self.symbolic or symbolic)

    def plus(self, other: Linear) -> Linear:
        factors = dict(self.factors)
        for key, value in other.factors.items():
            factors[key] = factors.get(key, Decimal(0)) + value
        return Linear(factors, self.constant + other.constant, self.symbolic or other.symbolic)


def linear(node: SgNode) -> Linear:
    """The node as a linear form; what is not linear is an amount of its own."""
    return _linear(node, "100" in node.text())


def _linear(node: SgNode, percent: bool) -> Linear:
    node = unwrapped(node)
    value = number_value(node)
    if value is not None:
        return Linear(constant=value)
    if node.kind() in BINARY:
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None and operator(node) in ("+", "-", "*", "/", "//"):
            return _combined(operator(node)[:1], _linear(left, percent), _linear(right, percent), node)
    if node.kind() in CALLS:
        return _called(node, percent)
    if is_rate_name(node):
        return Linear(constant=ASSUMED * 100 if percent else ASSUMED, symbolic=True)
    return Linear({node.text(): Decimal(1)})


def is_rate_name(node: SgNode) -> bool:
    """A name or member whose last word is a rate: `vatRate`, `this.rate`, `RATES.standard` is none."""
    if node.kind() != "identifier" and node.kind() not in MEMBERS:
        return False
    last = words(node.text().rsplit(".", 1)[-1])
    return bool(last) and not no_rate(frozenset(last)) and (last[-1] in RATE or (len(last) > 1 and last[-2] in RATE))


def _called(node: SgNode, percent: bool) -> Linear:
    made = call(node)
    if made is None:
        return Linear({node.text(): Decimal(1)})
    if made.receiver is not None and made.name in _METHODS and len(made.args) == 1:
        text = percent_text(made.args[0])
        right = Linear(constant=text) if text is not None else _linear(made.args[0], percent)
        return _combined(_METHODS[made.name], _linear(made.receiver, percent), right, node)
    if made.name in _ROUNDING:
        inner = (
            made.receiver
            if made.receiver is not None and made.receiver.text() not in ("Math", "decimal", "math")
            else next(iter(made.args), None)
        )
        if inner is not None:
            return _linear(inner, percent)
    return Linear({node.text(): Decimal(1)})


def _combined(op: str, left: Linear, right: Linear, node: SgNode) -> Linear:
    if op == "+":
        return left.plus(right)
    if op == "-":
        return left.plus(right.scaled(Decimal(-1)))
    if op == "*" and not right.factors:
        return left.scaled(right.constant, right.symbolic)
    if op == "*" and not left.factors:
        return right.scaled(left.constant, left.symbolic)
    if op == "/" and not right.factors and right.constant:
        return left.scaled(1 / right.constant, right.symbolic)
    return Linear({node.text(): Decimal(1)})
