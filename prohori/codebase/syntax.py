"""One way to ask TypeScript, JavaScript and Python trees the same questions.

Node kinds are those of the tree-sitter grammars; nothing here knows what the code is about.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ast_grep_py import SgNode

from prohori.codebase.words import listed

FUNCTIONS = listed(
    """
    function_declaration function_expression function arrow_function method_definition generator_function_declaration
    function_definition lambda
    """
)
CLASSES = frozenset(
    {"class_declaration", "class", "class_definition", "abstract_class_declaration", "enum_declaration", "interface_declaration"}
)
STRINGS = frozenset({"string", "template_string", "concatenated_string"})
NUMBERS = frozenset({"number", "integer", "float"})
CALLS = frozenset({"call_expression", "call", "new_expression"})
MEMBERS = frozenset({"member_expression", "attribute"})
WRAPPERS = listed(
    """
    parenthesized_expression as_expression satisfies_expression non_null_expression await_expression await expression_statement
    type_assertion
    """
)
_ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|.)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
MONEY_MAKERS = listed(
    """
    Decimal BigDecimal Big BigNumber BigInt Number Fraction float int D parseFloat parseInt toDecimal dec
    """
)


def named(node: SgNode) -> list[SgNode]:
    """Named children without comments."""
    return [c for c in node.children() if c.is_named() and c.kind() != "comment"]


def line_of(node: SgNode) -> int:
    return node.range().start.line + 1


def unwrapped(node: SgNode) -> SgNode:
    """Without parentheses, casts, `!` and `await`."""
    while node.kind() in WRAPPERS:
        inside = named(node)
        if not inside:
            return node
        node = inside[0]
    return node


def operator(node: SgNode) -> str:
    """The operator of a binary or unary expression; Python's `not in` and `is not` as two words."""
    found = node.field("operator") or node.field("operators")
    return " ".join(found.text().split()) if found else ""


def string_value(node: SgNode | None) -> str | None:
    """The text a string literal stands for; None for anything else, and for one with substitutions."""
    if node is None or node.kind() not in STRINGS:
        return None
    text = node.text()
    if text[:1] in "'\"`" and node.kind() != "concatenated_string" and not _is_python(node):
        if node.find(kind="template_substitution"):
            return None
        return _ESCAPE.sub(_unescaped, text[1:-1])
    if node.find(kind="interpolation"):
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, str) else None


def _is_python(node: SgNode) -> bool:
    return any(c.kind() == "string_start" for c in node.children())


def _unescaped(match: re.Match[str]) -> str:
    code = match[2] or match[3] or match[4]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""
    return _PLAIN.get(match[1], "" if match[1].endswith("\n") else match[1])


@dataclass(frozen=True, slots=True)
class Call:
    """`receiver.name(args, key=value)`; `receiver` is None for a plain call."""

    node: SgNode
    name: str
    receiver: SgNode | None
    args: tuple[SgNode, ...]
    keywords: dict[str, SgNode]


def call(node: SgNode) -> Call | None:
    """A call or a construction; None for any other node."""
    if node.kind() not in CALLS:
        return None
    target = node.field("function") or node.field("constructor")
    if target is None:
        return None
    receiver: SgNode | None = None
    name = target.text()
    if target.kind() in MEMBERS:
        receiver = target.field("object")
        member = target.field("property") or target.field("attribute")
        name = member.text() if member else ""
    arguments = node.field("arguments")
    args, keywords = [], {}
    for arg in named(arguments) if arguments else ():
        key = arg.field("name") if arg.kind() == "keyword_argument" else None
        value = arg.field("value") if key else None
        if key and value:
            keywords[key.text()] = value
        else:
            args.append(arg)
    return Call(node, name, receiver, tuple(args), keywords)


def number_value(node: SgNode | None) -> Decimal | None:
    """The exact value of a constant expression: `0.15`, `15n`, `15 / 100`, `Decimal("0.15")`, `-3`, `"15%"` as 15."""
    if node is None:
        return None
    node = unwrapped(node)
    kind = node.kind()
    if kind in NUMBERS:
        return _number(node.text())
    if kind in ("binary_expression", "binary_operator"):
        return _constant_arithmetic(node)
    if kind in ("unary_expression", "unary_operator"):
        inner = number_value(node.field("argument"))
        return -inner if inner is not None and operator(node) == "-" else None
    made = call(node) if kind in CALLS else None
    if made and made.name in MONEY_MAKERS and len(made.args) == 1:
        text = string_value(made.args[0])
        return _number(text) if text is not None else number_value(made.args[0])
    return None


def percent_text(node: SgNode) -> Decimal | None:
    """15 for `"15%"`, 0.15 for `"0.15"`; None for other strings and nodes."""
    text = string_value(node)
    return _number(text.strip().rstrip("% ")) if text is not None and len(text) <= 12 else None


def _number(text: str) -> Decimal | None:
    text = text.replace("_", "").removesuffix("n")
    if text[:2].lower() in ("0x", "0b", "0o"):
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _constant_arithmetic(node: SgNode) -> Decimal | None:
    left, right = number_value(node.field("left")), number_value(node.field("right"))
    if left is None or right is None:
        return None
    match operator(node):
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
    return None


def ancestors(node: SgNode) -> Iterator[SgNode]:
    at = node.parent()
    while at is not None:
        yield at
        at = at.parent()


def function_of(node: SgNode) -> SgNode | None:
    """The nearest function around the node."""
    return next((a for a in ancestors(node) if a.kind() in FUNCTIONS), None)


def identifiers_in(text: str) -> list[str]:
    """Every name in an expression's text, in order of appearance; what string literals say is not a name."""
    return _NAME.findall(_QUOTED.sub("''", text))


def place(node: SgNode) -> tuple[int, int]:
    """Where the node is: equal for the same node however it was reached."""
    span = node.range()
    return span.start.index, span.end.index
