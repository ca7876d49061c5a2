"""Numbers that something is multiplied with or divided by, and the percent that they stand for."""

from __future__ import annotations

import re
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.registry.context import Context
from prohori.codebase.registry.tax_words import AMOUNT, DUTY, OTHER_CHARGES, RATE, TAX_NAMES, spoken, tax_in
from prohori.codebase.registry.taxes import around, of_roles
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.words import listed

_AROUND_A_NUMBER = listed(
    """
    parenthesized_expression unary_expression unary_operator call_expression call new_expression method_invocation
    object_creation_expression invocation_expression function_call_expression cast_expression conditional_expression ternary_expression
    """
)
_TIMES = listed("multiply times mul multipliedBy multiplyBy divide div dividedBy divideBy bcmul bcdiv Multiply Divide")
_NUMBERS = listed(
    """
    Decimal BigDecimal Big BigNumber Number valueOf D BigInt of float Dec new parseFloat mulDiv add plus Fraction config env
    getenv getProperty getOrDefault getattr
    """
)
UPLIFT = Decimal("1.5")


def multiplied(context: Context) -> bool:
    """Whether the number is a factor or a divisor of its own expression."""
    at = context.node.parent() if context.node is not None else None
    for _ in range(6):
        if at is None:
            return False
        kind = at.kind()
        if kind in ("binary_expression", "binary_operator"):
            operator = _operator(at)
            if operator in ("*", "/", "//"):
                return True
            if operator not in ("+", "-"):
                return False
        elif kind in ("argument", "arguments", "argument_list"):
            call = at.parent() if kind != "argument" else None
            if call is not None:
                name = called(call)
                if name in _TIMES:
                    return True
                if name not in _NUMBERS:
                    return False
        elif kind in ("augmented_assignment", "augmented_assignment_expression"):
            return "*=" in at.text()[:80] or "/=" in at.text()[:80]
        elif kind not in _AROUND_A_NUMBER:
            return False
        at = at.parent()
    return False


def _operator(node: SgNode) -> str:
    return next((c.text() for c in node.children() if not c.is_named() or c.kind() == "operator"), "")


def called(call: SgNode) -> str:
    """The last name of what is called."""
    target = call.field("function") or call.field("constructor") or call.field("name") or call.field("type")
    if target is None:
        target = next((c for c in call.children() if c.is_named()), None)
    return re.split(r"[.:>]+", target.text())[-1] if target is not None else ""


def states_by_factor(context: Context, value: Decimal, kind: str) -> bool:
    """Whether the calculation that the number is a factor of is that of a tax."""
    bound = spoken(context.bound.names) if context.bound is not None else frozenset()
    charged = next((spoken(ring.names) for ring in context.of("function")), frozenset())
    if (
        (bound & OTHER_CHARGES and not (tax_in(bound) and bound & {"on", "of"}))
        or (of_roles(context, "operand") & OTHER_CHARGES and not tax_in(bound) and not tax_in(charged))
        or (charged & OTHER_CHARGES and not tax_in(charged) and not tax_in(bound))
    ):
        return False
    if value in (1, 2):
        above = context.node.parent() if context.node is not None else None
        return (
            above is not None
            and _operator(above) in ("*", "/", "")
            and bool(tax_in(bound) or tax_in(charged))
            and not _divides(context)
            and _by_hundred(context)
        )
    if value > 131 and value % 25 == 0 and _divided_by(context, "10000"):
        return True
    if value == Decimal("0.01"):
        return kind == "withholding" and not _is_of_percent(context)
    if _is_per_mille(value, context, kind):
        return True
    if value in (0, 100) or (value == int(value) and value > 131):
        return False
    if 0 < value < Decimal("0.6") or 1 < value < Decimal("1.31") or 100 < value < 131:
        return True
    if value == UPLIFT and kind == "withholding":
        return not _divides(context)
    if kind == "supplementary_duty" and value in (Decimal("2.5"), Decimal("3.5"), UPLIFT):
        return not _divides(context)
    return value <= 60 and not _divides(context) and _by_hundred(context)


def _is_of_percent(context: Context) -> bool:
    """`amount * rate * 0.01`: the hundredth part of another number that is the rate."""
    rest = re.sub(r"(?<![\w.])0?\.01[mMfF]?\b", "x", _expression(context))
    operands = of_roles(context, "operand")
    return re.search(r"\*\s*\d|\d[mMfF]?\s*\*", rest) is not None or bool(operands & RATE) or tax_in(operands) is not None


def _is_per_mille(value: Decimal, context: Context, kind: str) -> bool:
    """`net * 75 / 1000`: 7.5 %."""
    bound = context.bound or next(context.of("function"), None)
    if bound is None or spoken(bound.names) - TAX_NAMES - AMOUNT - NEUTRAL - {"tax", "of", "on", "source"}:
        return False
    if kind == "supplementary_duty" or not 5 <= value <= 300 or (value % 5 and value not in (24, 45)) or not _divided_by(context, "1000"):
        return False
    return not _divides(context) and not _divided_by(context, "100")


def is_part_of_gross(context: Context, value: Decimal) -> bool:
    """`gross * 15 / 115`, `total / 1.15`: a fraction that only the standard rate of VAT has."""
    if value in (15, 115) and _divided_by(context, "115"):
        return re.search(r"\b(?:15|100)(?:\.0+)?[mMfFdD]?\b", _expression(context)) is not None and bool(_operands(context))
    added = value == Decimal("0.15") and re.search(r"/\s*\(\s*1(?:\.0+)?[mM]?\s*\+\s*0?\.15", _expression(context)) is not None
    return (value == Decimal("1.15") or added) and bool(
        _operands(context) & _PRICES or of_roles(context, "binding", "callee", "function") & _PARTS
    )


_PRICES = listed("gross net subtotal inclusive incl exclusive taxable assessable")
_PARTS = listed("gross net inclusive incl exclusive excl netofgross vatable")


def _operands(context: Context) -> frozenset[str]:
    return of_roles(context, "operand", "callee")


def _expression(context: Context) -> str:
    """The largest calculation that the number is part of."""
    at, text = context.node, ""
    for _ in range(8):
        at = at.parent() if at is not None else None
        if at is None or at.range().end.index - at.range().start.index > 200:
            break
        if at.kind() in (
            "binary_expression",
            "binary_operator",
            "parenthesized_expression",
            "call_expression",
            "call",
            "method_invocation",
        ):
            text = at.text()
    return text


def _divided_by(context: Context, divisor: str) -> bool:
    return (
        re.search(rf"/\s*\(?\s*{re.escape(divisor)}[nm]?\b|[dD]iv(?:ide|idedBy|ideBy)?\(.*\b{re.escape(divisor)}\b", _expression(context))
        is not None
    )


def is_uplift(context: Context, value: Decimal) -> bool:
    """`rate * 1.5` for who has no TIN or proof of a return."""
    return (
        value == UPLIFT
        and bool(of_roles(context, "test", "operand") & {"tin", "etin", "psr"})
        and bool(of_roles(context, "operand") & (RATE | {"base"}))
    )


def percent_of(value: Decimal, context: Context) -> str:
    held = around(context) | of_roles(context, "function")
    whole = held & {"percent", "pct", "percentage", "perc"}
    if value >= 5 and _divided_by(context, "1000") and not _divided_by(context, "100"):
        percent = value / 10
    elif value > 60 and (held & {"bps", "basis"} or (value > 131 and _divided_by(context, "10000"))):
        percent = value / 100
    elif 100 < value < 131 and not held & DUTY:
        percent = value - 100
    elif value == UPLIFT and multiplied(context):
        percent = value if not held & DUTY else value * 100
    elif (
        1 < value < Decimal("1.31")
        and (multiplied(context) or held & {"factor", "multiplier", "divisor", "mult", "coef", "coefficient"})
        and not whole
    ):
        percent = (value - 1) * 100
    elif (value in (Decimal("2.5"), Decimal("3.5")) and held & DUTY and multiplied(context)) or (value < 1 and not whole):
        percent = value * 100
    else:
        percent = value
    return format(percent.normalize(), "f")


def _divides(context: Context) -> bool:
    node, above = context.node, context.node.parent() if context.node is not None else None
    if node is None or above is None:
        return False
    before = above.text()[: max(0, len(above.text()) - len(node.text()))].rstrip()
    return above.text().endswith(node.text()) and before.endswith("/")


def _by_hundred(context: Context) -> bool:
    """`amount * 15 / 100`, `gross * 15 / 115`, `net.multiply(15).divide(100)`."""
    at = context.node
    for _ in range(6):
        at = at.parent() if at is not None else None
        if at is None or at.range().end.index - at.range().start.index > 200:
            return False
        if re.search(r"\b(?:0?\.01\b|100(?:\.0+)?|1[0-3][0-9](?:\.\d+)?)[mMnfFdD]?\b", at.text()):
            return True
    return False
