"""Built text as its parts: what is literal, and the expressions in between."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.review_source import (
    Source,
    arguments_of,
    callee_of,
    end_of,
    is_call,
    literal_text,
    method_of,
    operator_of,
    start_of,
    unwrap,
)
from prohori.codebase.review_values import NUMERIC_FORMAT, is_numeric_format, resolve

Piece = str | SgNode


def pieces_of(source: Source, node: SgNode) -> list[Piece] | None:
    """A built text as its literal parts and the expressions between them; None if it is not built here.

    Reads `+`, templates, f-strings, `%`, `.format`, `.concat`, `.replace`, `util.format` and lists that are joined.
    """
    node = unwrap(node)
    kind = node.kind()
    if kind in ("string", "template_string", "concatenated_string"):
        return _pieces_of_text(source, node)
    if kind in ("binary_expression", "binary_operator"):
        operator = operator_of(node)
        if operator == "+":
            return _pieces_of_chain(source, node)
        return _pieces_of_percent(source, node) if operator == "%" and source.python else None
    return _pieces_of_call(source, node) if is_call(node) else None


def constant_text(source: Source, node: SgNode | None) -> str | None:
    """The text of a literal, or of a name that is given one literal and nothing else."""
    text = literal_text(node)
    if text is None and node is not None and node.kind() == "identifier":
        values = [b.value for b in resolve(source, node)]
        text = literal_text(values[0]) if len(values) == 1 else None
    return text


def _pieces_of_text(source: Source, node: SgNode) -> list[Piece]:
    found: list[Piece] = []
    whole = node.text()
    start, last = start_of(node), 0
    holders = [n for n in node.find_all(any=[{"kind": "interpolation"}]) if source.python] if source.python else [
        n for n in node.children() if n.kind() == "template_substitution"
    ]  # fmt: skip
    for hole in holders:
        begin = start_of(hole) - start
        if begin < last:
            continue  # inside another hole
        found.append(_text_between(whole[last:begin], last == 0, False))
        inside = [n for n in hole.named_children() if n.kind() not in ("format_specifier", "type_conversion", "comment")]
        found.append("0" if is_numeric_format(hole) or not inside else inside[0])
        last = end_of(hole) - start
    found.append(_text_between(whole[last:], last == 0, True))
    return found


def _text_between(raw: str, first: bool, final: bool) -> str:
    if first:
        raw = re.sub(r"^[rRbBfFuU]{0,2}('''|\"\"\"|['\"`])", "", raw)
    if final:
        raw = re.sub(r"('''|\"\"\"|['\"`])$", "", raw)
    return re.sub(r"\\[nrt]", "\n", raw)


def _pieces_of_chain(source: Source, node: SgNode) -> list[Piece]:
    operands: list[SgNode] = []
    todo = [node]
    while todo:
        current = unwrap(todo.pop())
        if current.kind() in ("binary_expression", "binary_operator") and operator_of(current) == "+":
            todo += [n for n in (current.field("right"), current.field("left")) if n is not None][::1]
        else:
            operands.append(current)
    found: list[Piece] = []
    for operand in operands:
        inner = _pieces_of_text(source, operand) if operand.kind() in ("string", "template_string", "concatenated_string") else [operand]
        found += inner
    return found


def _pieces_of_percent(source: Source, node: SgNode) -> list[Piece] | None:
    left, right = node.field("left"), node.field("right")
    text = constant_text(source, unwrap(left)) if left is not None else None
    if text is None or right is None:
        return None
    right = unwrap(right)
    return _filled_percent(text, right.named_children() if right.kind() == "tuple" else [right])


def _filled_percent(text: str, values: list[SgNode]) -> list[Piece] | None:
    found: list[Piece] = []
    for number, part in enumerate(re.split(r"%(?:\(\w+\))?[-+ 0#]*[\d.*]*([sdrifgxcjoOq])", text)):
        if number % 2 == 0:
            found.append(part)
        else:
            found.append("0" if part in "difgx" or not values else values[min(number // 2, len(values) - 1)])
    return found if len(found) > 1 else None


def _pieces_of_call(source: Source, call: SgNode) -> list[Piece] | None:
    function = call.field("function")
    owner = function.field("object") if function is not None else None
    given = arguments_of(call)
    if callee_of(call) in _PRINTERS and given and (text := constant_text(source, given[0])) is not None:
        return _filled_percent(text, given[1:])
    if owner is None:
        return None
    method, text = method_of(callee_of(call)), constant_text(source, owner)
    if method in ("format", "format_map") and source.python and text is not None:
        return _pieces_of_format(text, given)
    if method == "concat" and text is not None:
        return [text, *given]
    if method in ("replace", "replaceAll") and text is not None and len(given) > 1:
        return _pieces_of_replace(text, given)
    return _pieces_of_join(source, owner, given) if method == "join" and given else None


_PRINTERS = frozenset({"util.format", "format", "sprintf", "vsprintf"})


def _pieces_of_replace(text: str, given: list[SgNode]) -> list[Piece] | None:
    """`"… WHERE name = ':name'".replace(":name", name)`."""
    mark = literal_text(given[0]) or (given[0].text().strip("/gi").replace("\\", "") if given[0].kind() == "regex" else "")
    before, found, after = text.partition(mark) if mark else (text, "", "")
    return [before, given[1], after] if found else None


def _pieces_of_join(source: Source, owner: SgNode, given: list[SgNode]) -> list[Piece] | None:
    """`[a, b].join(' ')` and `" ".join([a, b])`."""
    parts, between = (given[0], owner) if source.python else (owner, given[0])
    separator = literal_text(between)
    if parts.kind() not in ("array", "list", "tuple") or separator is None:
        return None
    found: list[Piece] = []
    for element in parts.named_children():
        found += [*(pieces_of(source, element) or [element]), separator or " "]
    return found


def _pieces_of_format(text: str, given: list[SgNode]) -> list[Piece] | None:
    named = {n.text(): a.field("value") for a in given if a.kind() == "keyword_argument" and (n := a.field("name")) is not None}
    plain = [a for a in given if a.kind() != "keyword_argument"]
    found: list[Piece] = []
    turn = 0
    for number, part in enumerate(re.split(r"(?<!\{)\{([^{}]*)\}(?!\})", text)):
        if number % 2 == 0:
            found.append(part)
            continue
        field_name = re.split(r"[.!:\[]", part)[0]
        value = named.get(field_name)
        if value is None and plain:
            value = plain[min(int(field_name) if field_name.isdigit() else turn, len(plain) - 1)]
            turn += 1
        found.append("0" if value is None or NUMERIC_FORMAT.search(part) else value)
    return found if len(found) > 1 else None
