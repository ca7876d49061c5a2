"""Arithmetic as a sum of factors times amounts: `gross - gross / 1.15` is 0.1304 × gross.

Names that are rates (`vatRate`, `RATE`) stand for 15 % while factors are compared, so that the shape of a
formula can be judged without its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.syntax import CALLS, MEMBERS, Call, call, number_value, operator, percent_text, unwrapped
from prohori.codebase.tax_names import RATE, no_rate
from prohori.codebase.words import listed, words

ASSUMED = Decimal("0.15")
_ROUNDING = listed(
    """
    round floor ceil trunc abs quantize toFixed toDecimalPlaces toNumber dp rounded Number Decimal parseFloat float int Big
    BigNumber BigInt str toString bankers
    """
)
_SHARES = listed("share portion part ratio proportion fraction muldiv percent pct prorate")
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


def linear(node: SgNode, constants: Mapping[str, Decimal]) -> Linear:
    """The node as a linear form; what is not linear is an amount of its own. `constants` are the file's, by name."""
    return _Reader("100" in node.text(), constants).read(node)


def share_of(made: Call) -> tuple[SgNode, Decimal] | None:
    """`share(amount, 15n, 115n)`: the amount and 15/115."""
    if len(made.args) != 3 or _SHARES.isdisjoint(words(made.name)):
        return None
    part, whole = number_value(made.args[1]), number_value(made.args[2])
    return (made.args[0], part / whole) if part is not None and whole else None


@dataclass(frozen=True, slots=True)
class _Reader:
    percent: bool
    """Whether the formula divides by a hundred: then a named rate stands for 15, else for 0.15."""
    constants: Mapping[str, Decimal]

    def read(self, node: SgNode) -> Linear:
        node = unwrapped(node)
        value = number_value(node)
        if value is not None:
            return Linear(constant=value)
        if node.kind() in BINARY:
            left, right = node.field("left"), node.field("right")
            if left is not None and right is not None and operator(node) in ("+", "-", "*", "/", "//"):
                return _combined(operator(node)[:1], self.read(left), self.read(right), node)
        if node.kind() in CALLS:
            return self._called(node)
        rate = self._rate(node)
        return Linear({node.text(): Decimal(1)}) if rate is None else Linear(constant=rate, symbolic=True)

    def _rate(self, node: SgNode) -> Decimal | None:
        if is_rate_name(node):
            return ASSUMED * 100 if self.percent else ASSUMED
        known = self.constants.get(node.text().rsplit(".", 1)[-1]) if node.kind() == "identifier" or node.kind() in MEMBERS else None
        return known if known is not None and 0 < known < 1 else None

    def _called(self, node: SgNode) -> Linear:
        made = call(node)
        if made is None:
            return Linear({node.text(): Decimal(1)})
        shared = share_of(made)
        if shared is not None:
            return self.read(shared[0]).scaled(shared[1])
        if made.receiver is not None and made.name in _METHODS and len(made.args) == 1:
            text = percent_text(made.args[0])
            right = Linear(constant=text) if text is not None else self.read(made.args[0])
            return _combined(_METHODS[made.name], self.read(made.receiver), right, node)
        if made.name in _ROUNDING:
            of_module = made.receiver is None or made.receiver.text() in ("Math", "decimal", "math")
            inner = next(iter(made.args), None) if of_module else made.receiver
            if inner is not None:
                return self.read(inner)
        return Linear({node.text(): Decimal(1)})


def is_rate_name(node: SgNode) -> bool:
    """A name or member whose last word is a rate: `vatRate`, `this.rate`, `RATES.standard` is none."""
    if node.kind() != "identifier" and node.kind() not in MEMBERS:
        return False
    last = words(node.text().rsplit(".", 1)[-1])
    return bool(last) and not no_rate(frozenset(last)) and (last[-1] in RATE or (len(last) > 1 and last[-2] in RATE))


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
