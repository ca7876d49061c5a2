"""How money is rounded: the places and the mode that code states, found at the call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.money_names import is_money
from prohori.codebase.registry.context import Context, Tree, context_of
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.words import listed, words

_CALLS = {
    "typescript": ("call_expression",), "tsx": ("call_expression",), "javascript": ("call_expression",), "python": ("call",),
    "php": ("function_call_expression", "member_call_expression", "scoped_call_expression"), "java": ("method_invocation",),
    "csharp": ("invocation_expression",),
}  # fmt: skip
_ROUNDS = re.compile(
    r"(?:^|[.>:])(round|floor|ceil|trunc|toFixed|quantize|setScale|Round|Floor|Ceiling|Truncate|toDecimalPlaces|number_format|bcround|rint|toNearest|decimalPlaces|roundTo)$"
)
MONEY = listed(
    """
    amount amounts price subtotal tax vat tds vds ait fee fare salary wage cost balance discount payable payment revenue income expense
    taka bdt paisa poisha refund commission deposit surcharge receivable turnover duty sd invoice challan bill gross net money currency
    cash debit credit payroll withholding withheld ledger dues tk base
    """
)
_NOT_MONEY = listed(
    """
    percent percentage pct progress ratio score weight kg width height page pages lat lng lon longitude latitude coordinate distance
    km ms millis seconds minutes hours duration elapsed size periods period bytes kb mb gb count qty quantity rating
    temperature average avg days
    index opacity zoom angle radius cpu memory speed volume stock units random offset confidence accuracy growth age years chunk
    retries batch utilization utilisation uptime latency fps litre liter metre scale px pixel
    """
)
_NEEDS_PLACES = frozenset({"toFixed", "quantize", "toDecimalPlaces", "decimalPlaces"})
_MODES = re.compile(
    r"ROUND_(?:HALF_UP|HALF_EVEN|HALF_DOWN|DOWN|UP|FLOOR|CEILING|05UP)|HALF_(?:UP|EVEN|DOWN)|MidpointRounding\.\w+|PHP_ROUND_\w+|RoundingMode\.\w+"
)
_NAMED = listed("decimals decimal places precision scale digits rounding round mode rounded nearest")


def rounding_rules(tree: Tree) -> Iterator[Rule]:
    root, grammar, offset = tree.root, tree.grammar, tree.offset
    for node in root.find_all({"rule": {"any": [{"kind": kind} for kind in _CALLS.get(grammar, ())]}}) if grammar in _CALLS else ():
        span = node.range()
        if span.end.index - span.start.index > 2000:
            continue
        text = node.text()
        target = node.field("function") or node.field("name")
        called = target.text() if target is not None else text.split("(", 1)[0]
        match = _ROUNDS.search(called)
        if match is None:
            continue
        context = context_of(node, tree)
        if (match[1] not in _NEEDS_PLACES or re.search(r"\d", text[text.find(match[1]) :])) and of_money(context, node):
            found = rule(context, "rounding", _said(match[1], node), role="call", text=text)
            line = target.range().end.line + 1 + offset if target is not None else found.line
            yield Rule(found.kind, line, found.end_line, found.value, found.role, found.text)


_MODE_NAMES = (
    r"^([\w.\\]+(\.|::))?(ROUND_(HALF_(UP|EVEN|DOWN)|UP|DOWN|FLOOR|CEILING)|HALF_(UP|EVEN|DOWN)|PHP_ROUND_HALF_\w+|AwayFromZero|ToEven)$"
)
_MODE_KINDS = {
    "typescript": ("member_expression",), "tsx": ("member_expression",), "javascript": ("member_expression",),
    "python": ("identifier", "attribute"),
    "java": ("field_access",), "csharp": ("member_access_expression",), "php": ("name",),
}  # fmt: skip
_NOT_USED = frozenset({"import_from_statement", "import_statement", "dotted_name", "aliased_import", "attribute", "import_declaration"})


def rounding_modes(tree: Tree) -> Iterator[Rule]:
    """Modes as constants: `divide(HUNDRED, 2, RoundingMode.HALF_UP)`, `ROUNDING = ROUND_HALF_EVEN`."""
    for node in (
        tree.root.find_all({"rule": {"any": [{"kind": kind, "regex": _MODE_NAMES} for kind in _MODE_KINDS[tree.grammar]]}})
        if tree.grammar in _MODE_KINDS
        else ()
    ):
        above = node.parent()
        if above is None or above.kind() in _NOT_USED:
            continue
        context = context_of(node, tree)
        bound = context.bound.words if context.bound is not None else frozenset()
        if not (context.words("function") | bound) & (_NOT_MONEY - {"rate", "days"}):
            places = re.search(r",\s*(\d)\s*,", above.text()[:200])
            yield rule(
                context, "rounding", " ".join([re.split(r"[.:\\]", node.text())[-1], *(places.groups() if places else ())]), role="constant"
            )


def of_money(context: Context, node: SgNode) -> bool:
    inside = node.text()
    own = frozenset(w for name in re.findall(r"[A-Za-z_$][\w$]*", inside) for w in words(name))
    bound = context.bound.words if context.bound is not None else frozenset()
    if (last := _rounded(inside)) & _NOT_MONEY and not last & MONEY:
        return False
    near = own | bound | context.words("operand")
    if bound & (_NOT_MONEY | {"rate"}) or (own & _NOT_MONEY and not own & MONEY):
        return False
    if own & {"pagesize", "perpage", "limit"} or {"page", "size"} <= near:
        return False
    if near & MONEY:
        return True
    outer = context.words("function", "class") | context.words("key", "label")
    if context.words("function") & _NOT_MONEY and not context.words("function") & {"tax", "vat", "money", "taka", "bdt"}:
        return False
    if not (own & {"total", "sum", "rate", "x", "n", "v", "value"} or outer & MONEY):
        return False
    return bool(outer & MONEY) or bool(context.words("file") & {"money", "vat", "tax", "taka", "currency"})


def _rounded(text: str) -> frozenset[str]:
    """Words of the last name of what is rounded: `percentComplete` of `invoice.percentComplete.toFixed(1)`."""
    match = re.search(r"(\w+)\)?\.to(?:Fixed|DecimalPlaces)\(|[rR]ound\(\s*(?:\w+\.)*(\w+)\s*[,)]", text)
    return frozenset(words(match[1] or match[2])) if match else frozenset()


def _said(called: str, node: SgNode) -> str:
    text = node.text()
    parent = node.parent()
    mode = _MODES.search(text)
    arguments = text[text.find(called) + len(called) :]
    numbers = re.findall(r"(?<![\w.])(?:0\.0*1|\d)(?![\w.])", arguments)
    places = ""
    if called in ("toFixed", "quantize", "setScale", "toDecimalPlaces", "decimalPlaces", "number_format") or (numbers and "," in arguments):
        places = next(
            (str(len(n) - 2) if "." in n else n for n in (numbers[-1:] if called in ("round", "Round", "roundTo") else numbers)), ""
        )
    elif parent is not None and re.search(r"/\s*100\b", parent.text()[:200]) and "100" in arguments:
        places = "2"
    elif called in ("round", "Round", "floor", "ceil", "Floor", "Ceiling", "trunc"):
        places = "0"
    return " ".join(part for part in ((mode[0].split(".")[-1] if mode else called), places) if part)


def rounding_constants(literal: Literal) -> Iterator[Rule]:
    """`MONEY_DECIMALS = 2`, `rounding: 'HALF_UP'` of money."""
    if literal.value is None and not (
        literal.text and len(literal.text) < 40 and re.search(r"half|up|down|even|nearest|floor|ceil", literal.text, re.IGNORECASE)
    ):
        return
    context = literal.context
    bound = context.bound
    if literal.value is not None:
        if (
            bound is None
            or literal.value not in (0, 2, 3, 4)
            or not bound.words & (_NAMED - {"digits", "mode", "round"})
            or next(context.of("callee"), None) is not None
        ):
            return
        held = bound.words | context.words("binding", "class", "key")
        if (
            held & MONEY
            and not held & (_NOT_MONEY - {"scale"})
            and not bound.words & {"min", "max"}
            and context.everything.isdisjoint({"column"})
        ):
            yield rule(context, "rounding", str(literal.value), role="constant")
    elif (
        literal.text is not None
        and bound is not None
        and bound.words & {"rounding", "round"}
        and not context.statement & {"border", "corner"}
    ):
        yield rule(context, "rounding", literal.text, role="constant")


__all__ = ["MONEY", "is_money", "of_money", "rounding_constants", "rounding_rules"]
