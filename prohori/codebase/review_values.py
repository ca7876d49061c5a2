"""What an expression can hold: is it fixed by the program text, or can a caller decide it?

Names are looked up in the functions around their use, then in the module. A value counts as fixed when it is a literal,
an UPPER_CASE name, an enum member, a number, a lookup in a fixed table, checked against an allow-list in the same
function, or passed through something that quotes or escapes. Nothing is followed across files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ast_grep_py import SgNode

from prohori.codebase.review_source import (
    FUNCTIONS,
    Source,
    arguments_of,
    callee_of,
    enclosing,
    end_of,
    is_tagged_template,
    listed,
    method_of,
    operator_of,
    receiver_of,
    start_of,
    unwrap,
)  # fmt: skip

_DEPTH = 12
_MOST_BINDINGS = 300
_UPPER = re.compile(r"_*[A-Z][A-Z0-9_]*$")
_FIXED_NAMES = frozenset({"undefined", "None", "__name__", "__file__", "__dirname", "__filename", "NaN", "Infinity"})
_FIXED_MEMBERS = frozenset(["process.platform", "process.execPath", "process.pid", "os.sep", "sys.executable", "os.linesep", "os.EOL"])
_NUMERIC_CALLS = re.compile(
    r"(^|\.)(Number|parseInt|parseFloat|BigInt|int|float|len|bool|Boolean|Decimal|abs|Date\.now|getTime|toFixed|count|size|index|indexOf"
    r"|Math\.\w+|UUID|uuid4|randomUUID|getFullYear|time\.time)$"
)
_QUOTING_CALLS = re.compile(r"(escape|quote|sanitiz|identifier|ident$|literal$|placeholder|shlex\.|mogrify|cwd$|getcwd$)", re.IGNORECASE)
_THROUGH = listed(
    """
    String str toString trim strip lower upper toLowerCase toUpperCase slice filter sort sorted concat tuple list set Set from
    path.join os.path.join join resolve path.resolve dirname freeze keys values split replace rstrip lstrip reverse flat encode
    dedent title
    """
)
_FIXED_LITERALS = frozenset(
    ["number", "integer", "float", "true", "false", "null", "none", "undefined", "regex", "True", "False", "None", "super", "ellipsis"]
)
_PARTS = listed(
    """
    array list tuple object dictionary pair ternary_expression conditional_expression binary_expression binary_operator
    boolean_operator template_string template_substitution string interpolation concatenated_string unary_expression
    spread_element sequence_expression set format_expression list_splat dictionary_splat expression_list unary_operator
    parenthesized_expression
    """
)
_NUMERIC_OPERATORS = frozenset({"-", "**", "//", "<", ">", "<=", ">=", "==", "===", "!=", "!=="})  # `/` joins paths in Python
_TEXT_KINDS = frozenset(
    {"string_fragment", "escape_sequence", "string_start", "string_end", "string_content", "comment", "type_conversion"}
)
NUMERIC_FORMAT = re.compile(r":[^{}]*[dfeEgnx%]$")


@dataclass(frozen=True)
class Binding:
    name: str
    scope: tuple[int, int]
    value: SgNode | None
    """None: whatever a caller, a loop or a destructured object gives."""
    parameter: bool = False


def bindings_of(source: Source) -> dict[str, list[Binding]]:
    """Every place in the file where a name gets a value; computed once a file."""
    kept: dict[str, list[Binding]] | None = source.kept.get("bindings")
    if kept is None:
        kept = source.kept["bindings"] = {}
        for binding in _python_bindings(source) if source.python else _script_bindings(source):
            kept.setdefault(binding.name, []).append(binding)
    return kept


def _scope(source: Source, node: SgNode) -> tuple[int, int]:
    function = enclosing(node, FUNCTIONS)
    return (start_of(function), end_of(function)) if function else (0, len(source.text) + 1)


def _script_bindings(source: Source) -> list[Binding]:
    found: list[Binding] = []
    for node in source.all("variable_declarator", "assignment_expression", "augmented_assignment_expression"):
        target, value = node.field("name") or node.field("left"), node.field("value") or node.field("right")
        found += _bind(source, node, target, value, declared=node.kind() == "variable_declarator")
    for node in source.all("required_parameter", "optional_parameter"):
        found += _bind(source, node, node.field("pattern"), None, parameter=True)
    for node in source.all("arrow_function"):
        if (single := node.field("parameter")) is not None:
            found += _bind(source, single, single, None, parameter=True)
    for node in source.all("for_in_statement"):
        found += _bind(source, node, node.field("left"), node.field("right"))
    for node in source.all("public_field_definition"):
        name = node.field("name")
        if name is not None:
            found.append(Binding(f"this.{name.text()}", (0, len(source.text) + 1), node.field("value")))
    return found


def _python_bindings(source: Source) -> list[Binding]:
    found: list[Binding] = []
    for node in source.all("assignment", "augmented_assignment", "named_expression"):
        target, value = node.field("left") or node.field("name"), node.field("right") or node.field("value")
        found += _bind(source, node, target, value)
    for node in source.all("for_statement", "for_in_clause"):
        found += _bind(source, node, node.field("left"), node.field("right"))
    for node in source.all("parameters", "lambda_parameters"):
        for parameter in node.named_children():
            name = parameter.field("name") or (parameter if parameter.kind() == "identifier" else parameter.child(0))
            found += _bind(source, node, name, None, parameter=True)
    for node in source.all("as_pattern_target"):
        found += _bind(source, node, node.child(0), None)
    return found


def _bind(
    source: Source, at: SgNode, target: SgNode | None, value: SgNode | None, *, parameter: bool = False, declared: bool = False
) -> list[Binding]:
    if target is None:
        return []
    kind = target.kind()
    if kind == "identifier":
        return [Binding(target.text(), _scope(source, at), value, parameter)]
    if kind in ("member_expression", "attribute"):
        return [Binding(target.text(), (0, len(source.text) + 1), value, parameter)]
    if kind in ("object_pattern", "array_pattern", "pattern_list", "tuple_pattern"):
        kinds = ("identifier",) if source.python else ("identifier", _SHORTHAND)
        names = target.find_all(any=[{"kind": k} for k in kinds])
        return [Binding(n.text(), _scope(source, at), None, parameter) for n in names]
    return []


_SHORTHAND = "shorthand_property_identifier_pattern"


def resolve(source: Source, use: SgNode) -> list[Binding]:
    """The bindings of a name that are visible where it is used, of the innermost function only."""
    place = start_of(use)
    if len(bindings_of(source).get(use.text(), ())) > _MOST_BINDINGS:
        return [Binding(use.text(), (0, len(source.text) + 1), None)]  # generated code: not worth the search
    visible = [b for b in bindings_of(source).get(use.text(), ()) if b.scope[0] <= place < b.scope[1]]
    if not visible:
        return []
    inner = max(b.scope[0] for b in visible)
    return [b for b in visible if b.scope[0] == inner]


def is_fixed(source: Source, node: SgNode | None, depth: int = 0) -> bool:
    """True if no caller and no stored value can decide what this expression holds as text."""
    if node is None or depth > _DEPTH:
        return False
    node = unwrap(node)
    kind = node.kind()
    if kind in _FIXED_LITERALS or kind in _TEXT_KINDS or not node.is_named():
        return True
    rule = _RULES.get(kind)
    if rule is not None:
        return rule(source, node, depth)
    if kind in _PARTS:
        return _all_parts_fixed(source, node, depth)
    return False


def _all_parts_fixed(source: Source, node: SgNode, depth: int) -> bool:
    kind = node.kind()
    if kind == "interpolation" and is_numeric_format(node):
        return True
    if kind in ("ternary_expression", "conditional_expression"):
        return all(is_fixed(source, branch, depth + 1) for branch in branches_of(node))
    if kind == "pair":
        return is_fixed(source, node.field("value"), depth + 1)
    if kind == "unary_expression" or kind == "unary_operator":
        return True
    operator = operator_of(node)
    if operator in _NUMERIC_OPERATORS or (operator == "/" and not source.python):
        return True
    if operator == "*":
        return _any_fixed_text(source, node, depth)
    return all(is_fixed(source, child, depth + 1) for child in node.named_children() if child.kind() != "comment")


def is_numeric_format(node: SgNode) -> bool:
    return any(c.kind() == "format_specifier" and NUMERIC_FORMAT.search(c.text()) for c in node.children())


def _any_fixed_text(source: Source, node: SgNode, depth: int) -> bool:
    """`"?," * n` and `["%s"] * n` are fixed whatever `n` is; so is a product of numbers."""
    return any(is_fixed(source, child, depth + 1) for child in node.named_children()) or not source.python


def branches_of(conditional: SgNode) -> list[SgNode]:
    """The two results of a conditional expression, without its condition."""
    if conditional.kind() == "ternary_expression":
        return [b for b in (conditional.field("consequence"), conditional.field("alternative")) if b is not None]
    parts = conditional.named_children()
    return [parts[0], parts[2]] if len(parts) == 3 else parts


def _fixed_name(source: Source, node: SgNode, depth: int) -> bool:
    name = node.text()
    if _UPPER.match(name) or name in _FIXED_NAMES:
        return True
    found = resolve(source, node)
    if found and all(b.value is not None and is_fixed(source, b.value, depth + 1) for b in found):
        return True
    return _is_allow_listed(node) or _is_checked_by_frappe(node)


def _is_checked_by_frappe(node: SgNode) -> bool:
    """`searchfield` of a function whose decorator refuses what is no field's name."""
    function = enclosing(node, FUNCTIONS)
    holder = function.parent() if function is not None and node.text() in ("searchfield", "start", "page_len") else None
    return holder is not None and any(
        "validate_and_sanitize_search_inputs" in c.text() for c in holder.children() if c.kind() == "decorator"
    )


def _fixed_member(source: Source, node: SgNode, depth: int) -> bool:
    text = re.sub(r"[\s?!]", "", node.text()) if len(node.text()) < 500 else ""
    name = method_of(text)
    owner = receiver_of(text)
    if not text or text in _FIXED_MEMBERS or _UPPER.match(name) or name in ("length", "size"):
        return bool(text)
    if (
        owner
        and all(_UPPER.match(part) for part in owner.split(".") if part not in ("this", "self", "cls"))
        and owner not in ("this", "self")
    ):
        return True
    if re.match(r"[A-Z]\w+$", owner) and re.match(r"[A-Z]", name):
        return True
    found = bindings_of(source).get(text, [])
    if found and all(b.value is not None and is_fixed(source, b.value, depth + 1) for b in found):
        return True
    return _is_fixed_table(source, node.field("object"), depth) or _is_allow_listed(node)


def _is_fixed_table(source: Source, owner: SgNode | None, depth: int) -> bool:
    return owner is not None and owner.kind() == "identifier" and bool(resolve(source, owner)) and is_fixed(source, owner, depth + 1)


def _fixed_subscript(source: Source, node: SgNode, depth: int) -> bool:
    owner = node.field("object") or node.field("value")
    return owner is not None and is_fixed(source, owner, depth + 1)


def _fixed_call(source: Source, call: SgNode, depth: int) -> bool:
    callee = callee_of(call)
    if _NUMERIC_CALLS.search(callee) or _QUOTING_CALLS.search(callee):
        return True
    if is_tagged_template(call):
        return False
    if callee == "map" and (given := arguments_of(call)):  # Python's `map(int, ids)`
        through = given[0].text() in _THROUGH and all(is_fixed(source, g, depth + 1) for g in given[1:])
        return through or _NUMERIC_CALLS.search(given[0].text()) is not None
    function = call.field("function")
    owner = function.field("object") if function is not None else None
    method = method_of(callee)
    if method == "map" and owner is not None:
        return _fixed_mapping(source, call, depth)
    if method in ("fill", "repeat", "get") and owner is not None:
        return (method == "fill" and _fixed_arguments(source, call, depth)) or is_fixed(source, owner, depth + 1)
    if method not in _THROUGH and callee not in _THROUGH:
        return False
    texts = [owner] if owner is not None and owner.text() not in ("path", "os.path", "Object", "Array", "textwrap") else []
    return all(is_fixed(source, part, depth + 1) for part in texts) and _fixed_arguments(source, call, depth, skip_callbacks=True)


def _fixed_arguments(source: Source, call: SgNode, depth: int, *, skip_callbacks: bool = False) -> bool:
    given = [a for a in arguments_of(call) if not (skip_callbacks and a.kind() in FUNCTIONS)]
    return all(is_fixed(source, argument, depth + 1) for argument in given)


def _fixed_mapping(source: Source, call: SgNode, depth: int) -> bool:
    """`ids.map(() => "?")`, ``ids.map((_, i) => `$${i + 1}`)`` and maps over fixed values."""
    given = arguments_of(call)
    if not given or given[0].kind() not in FUNCTIONS:
        return bool(given) and bool(_QUOTING_CALLS.search(given[0].text()) or _NUMERIC_CALLS.search(given[0].text()))
    body = given[0].field("body")
    if body is None or body.kind() == "statement_block":
        return False
    if is_fixed(source, body, depth + 1):
        return True
    if body.kind() == "template_string":
        return bool(re.fullmatch(r"`\(?[$:@]p?\$\{[^{}]*\}\)?`|`[^$]*[$:@]\$\{[^{}]*\}[^$]*`", body.text()))
    owner = call.field("function")
    holder = owner.field("object") if owner is not None else None
    return holder is not None and is_fixed(source, holder, depth + 1) and _names_only_its_parameters(source, body, depth)


def _names_only_its_parameters(source: Source, body: SgNode, depth: int) -> bool:
    names = body.find_all(kind="identifier")
    return all(any(b.parameter for b in resolve(source, n)) or is_fixed(source, n, depth + 1) for n in names)


def _fixed_comprehension(source: Source, node: SgNode, depth: int) -> bool:
    """`"?" for _ in ids`, and elements taken from a fixed iterable."""
    body = node.field("body")
    if body is None:
        return False
    if is_fixed(source, body, depth + 1):
        return True
    clauses = [c for c in node.named_children() if c.kind() == "for_in_clause"]
    return bool(clauses) and all(is_fixed(source, c.field("right"), depth + 1) for c in clauses) and body.kind() == "string"


def _is_allow_listed(node: SgNode) -> bool:
    """`ALLOWED.includes(sort)`, `sort not in SORTABLE`: a check against an UPPER_CASE list somewhere in the function."""
    function = enclosing(node, FUNCTIONS)
    if function is None or len(node.text()) > 80:
        return False
    name = re.escape(node.text())
    checks = (
        rf"\b(?:[A-Z][A-Z0-9_]+|(?:allowed|valid|permitted|whitelist|sortable|safe)\w*)\.(?:includes|has|indexOf)\(\s*{name}\b"
        rf"|(?<![\w.]){name}\s+(?:not\s+)?in\s+(?:[A-Z][A-Z0-9_]+|(?:allowed|valid|permitted|whitelist|sortable|safe)\w*)\b"
        rf"|(?<![\w.]){name}\s+(?:not\s+)?in\s+[({{\[]['\"]"
        rf"|\[[^\[\]]*['\"][^\[\]]*\]\.includes\(\s*{name}\b"
    )
    return re.search(checks, function.text()) is not None


_RULES: dict[str, Callable[[Source, SgNode, int], bool]] = {
    "identifier": _fixed_name,
    "member_expression": _fixed_member,
    "attribute": _fixed_member,
    "subscript_expression": _fixed_subscript,
    "subscript": _fixed_subscript,
    "call_expression": _fixed_call,
    "call": _fixed_call,
    "new_expression": _fixed_call,
    "generator_expression": _fixed_comprehension,
    "list_comprehension": _fixed_comprehension,
    "set_comprehension": _fixed_comprehension,
}
