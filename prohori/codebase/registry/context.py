"""What stands around a literal: the names in its own expression first, then what it is bound to, its function, class and file.

One walk up the tree serves every grammar (TypeScript, JavaScript, Python, PHP, Java, C#, JSON, YAML, HTML): what is no block, no
function and no class is an expression, and its other parts are named beside the literal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ast_grep_py import SgNode

from prohori.codebase.words import listed, words

Role = Literal[
    "operand", "argument", "callee", "key", "binding", "label", "element", "test", "case", "function", "class", "file", "sibling"
]
_SKIPPED = frozenset({"comment", "line_comment", "block_comment", "html_comment"})
_ARGUMENTS = listed(
    """
    arguments argument_list argument attribute_argument_list annotation_argument_list bracketed_argument_list
    """
)
_CALLS = listed(
    """
    call_expression call new_expression method_invocation object_creation_expression invocation_expression function_call_expression
    member_call_expression nullsafe_member_call_expression scoped_call_expression implicit_object_creation_expression annotation
    explicit_constructor_invocation
    """
)
PAIRS = listed(
    """
    pair array_element_initializer element_value_pair keyword_argument block_mapping_pair flow_pair jsx_attribute attribute_argument
    """
)
_BINDINGS = listed(
    """
    variable_declarator assignment assignment_expression public_field_definition field_definition property_signature enum_assignment
    const_element property_element enum_case enum_member_declaration property_declaration named_expression augmented_assignment
    augmented_assignment_expression default_parameter typed_default_parameter required_parameter optional_parameter simple_parameter
    parameter formal_parameter property_promotion_parameter assignment_pattern object_assignment_pattern typed_parameter enum_constant
    field_declaration type_alias_declaration record_declaration_parameter annotation_type_element_declaration
    """
)
_FUNCTIONS = listed(
    """
    function_declaration function_expression arrow_function method_definition generator_function_declaration function_definition lambda
    method_declaration constructor_declaration local_function_statement lambda_expression anonymous_function
    anonymous_function_creation_expression compact_constructor_declaration method_signature
    """
)
_CLASSES = listed(
    """
    class_declaration class_definition abstract_class_declaration enum_declaration interface_declaration trait_declaration
    record_declaration struct_declaration record_struct_declaration class internal_module annotation_type_declaration
    """
)
_BLOCKS = listed(
    """
    statement_block block compound_statement program module class_body declaration_list switch_block switch_body compilation_unit
    enum_body enum_declaration_list enum_member_declaration_list constructor_body accessor_list document stream match_block
    object_type interface_body script_element style_element formal_parameters parameters parameter_list modifiers attribute_list
    attribute_group decorated_definition export_statement field_declaration_list block_node flow_node block_sequence_item
    global_statement namespace_declaration switch_expression_body
    """
)
_TABLES = frozenset({"object", "dictionary", "array_creation_expression", "initializer_expression", "block_mapping", "flow_mapping"})
_LISTS = frozenset({"array", "list", "tuple", "set", "array_initializer", "block_sequence", "flow_sequence", "expression_list"})
_TESTED = listed("if_statement ternary_expression conditional_expression elif_clause else_if_clause while_statement if_clause")
_ARMS = listed(
    """
    switch_case case_statement case_clause switch_block_statement_group switch_rule match_conditional_expression switch_expression_arm
    switch_section
    """
)
_LABELS_OF_ARMS = frozenset({"switch_label", "match_condition_list", "case_pattern"})
_SUBJECTS = frozenset({"switch_statement", "switch_expression", "match_expression", "match_statement"})
_QUOTED = re.compile(r"(['\"`])((?:\\.|(?!\1)[^\\\n]){0,200})\1")
_LABEL = re.compile(r"-{0,2}[A-Za-z০-৯ঀ-৿][\w .,()%/\-:ঀ-৿]{0,60}")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_COMMENT = re.compile(r"(?://|/\*+|#|<!--|--\s)\s*(.+?)\s*(?:\*/|-->)?\s*$")
_FIELDS = re.compile(r"^<[\w.]*(?:select|field|item|control|group|input|label)", re.IGNORECASE)
"""Elements whose name is that of what stands in them."""
_LONGEST = 400
"""Characters of a neighbour that are read for names."""
_LARGEST_ROW = 40
"""Entries that still make one row; what has more is a table, whose entries say nothing of each other."""
LABEL_KEYS = listed(
    """
    name field key id code property path column accessor header prop dt label title service category type kind fieldname sector
    description desc model tax item account_head nature section head slug text for country region currency jurisdiction locale
    charge_type tax_type account
    """
)


_MEMBERS = frozenset({"member_expression", "attribute", "member_access_expression"})
MATCHERS = listed("test exec match matches matcher fullmatch search ismatch is_match preg_match accepts")
"""Calls that ask a pattern of what is given to them."""
_ASKED = frozenset({"rule", "check", "constraint", "validator", "type"})
_ASKS_LENGTH = re.compile(r"(?i:(?:min|max|exact)?[_-]?(?:len|lengths?|digits|size|chars))")
_KEY = re.compile(r"-{0,2}[A-Za-z][\w.\-]{2,60}")
PASSING = frozenset({"default", "value", "val", "initial", "fallback"})
"""Words of a key that passes a value on to what is named beside it: `fields.Integer(default=15)`."""
_TYPES = listed(
    "int integer smallint tinyint bigint varchar char string text number numeric select selection smallinteger date data float decimal"
)


@dataclass(frozen=True, slots=True)
class Ring:
    role: Role
    names: tuple[str, ...]
    text: str = ""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in words(name))


@dataclass(frozen=True)
class Context:
    """A literal and the rings around it, the nearest first. `above`: the node that holds it, if it stands in a tree."""

    rings: tuple[Ring, ...]
    line: int
    end_line: int
    node: SgNode | None = None
    path: str = ""
    grammar: str = ""
    fixed: bool = True
    """False where the name may be given another value later (`let rate = 0`)."""

    def of(self, *roles: str) -> Iterator[Ring]:
        return (ring for ring in self.rings if ring.role in roles)

    def words(self, *roles: str) -> frozenset[str]:
        return frozenset(word for ring in self.of(*roles) for word in ring.words)

    @cached_property
    def function(self) -> SgNode | None:
        """The one around it: in a deep tree, each step up costs as much as it is deep."""
        return function_of_any(self.node) if self.node is not None else None

    @cached_property
    def bound(self) -> Ring | None:
        """What the literal is given to: the nearest key or binding."""
        return next(self.of("key", "binding"), None)

    @cached_property
    def keyed(self) -> frozenset[str]:
        """Words of a name written as text before the literal: `['due_day', 15]`, `integer('due_day')->default(15)`."""
        held: frozenset[str] = frozenset()
        for ring in self.rings:
            if ring.role in ("function", "class", "file") or (ring.role in ("key", "binding") and not ring.words <= PASSING):
                break
            if ring.role in ("label", "element") and _KEY.fullmatch(ring.text):
                held |= ring.words
        return held

    @cached_property
    def named(self) -> frozenset[str]:
        """Words of what the literal is given to; of `{"fieldname": "due_day", "default": 15}` those of the field."""
        bound = self.bound
        if self.keyed:
            return self.keyed
        if bound is not None and bound.words <= PASSING:
            return next(
                (ring.words for ring in self.of("label", "key", "binding") if ring.names and not ring.words <= PASSING | _TYPES),
                bound.words,
            )
        return bound.words if bound is not None else frozenset()

    @cached_property
    def naming(self) -> tuple[Ring, ...]:
        """Function, bindings and keys that name the literal, without variables within the function: those only hold it on its way."""
        inner = next((at for at, ring in enumerate(self.rings) if ring.role == "function" and ring.names), None)
        return tuple(
            ring
            for at, ring in enumerate(self.rings)
            if ring.names
            and (
                ring.role in ("function", "key")
                or (ring.role == "binding" and (inner is None or at > inner or "." in ring.text or "->" in ring.text))
            )
        )

    @cached_property
    def statement(self) -> frozenset[str]:
        """All words of the statement, without its function, class and file."""
        return self.words("operand", "argument", "callee", "key", "binding", "label", "element", "test", "case")

    @cached_property
    def everything(self) -> frozenset[str]:
        return frozenset(word for ring in self.rings if ring.role != "sibling" for word in ring.words)

    @cached_property
    def callees(self) -> tuple[str, ...]:
        return tuple(name for ring in self.of("callee") for name in ring.names)

    @cached_property
    def texts(self) -> str:
        """Labels and cases as written, for what words do not tell (`S004`, `BD`)."""
        return " ".join(ring.text for ring in self.rings if ring.text and ring.role != "sibling")


def function_of_any(node: SgNode) -> SgNode | None:
    """The nearest function around the node, in any of the grammars."""
    at = node.parent()
    while at is not None and at.kind() not in _FUNCTIONS:
        at = at.parent()
    return at


def names_in(text: str) -> tuple[str, ...]:
    """Names of an expression's text; a quoted text counts if it could be a name."""
    text = text[:_LONGEST]
    bare = _QUOTED.sub(lambda m: f" {m[2]} " if re.fullmatch(r"[#.@:]?[\w.\-\[\]*]{1,40}", m[2]) else " ", text)
    return tuple(_NAME.findall(bare))


class Tree:
    """One parsed text and the children of its nodes, asked once: a table of a thousand rows is the neighbour of each of them."""

    def __init__(self, root: SgNode, path: str, grammar: str, offset: int = 0, *, taxed: bool = True) -> None:
        """`offset`: lines before the text that was parsed (a script within a page). `taxed`: whether a word of it could name a tax."""
        self.root, self.path, self.grammar, self.offset, self.taxed = root, path, grammar, offset, taxed
        self._known: dict[tuple[int, int, str], tuple[SgNode, ...]] = {}

    @cached_property
    def text(self) -> str:
        return self.root.text()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def remark(self, node: SgNode) -> str:
        """The comment that ends the node's line, or is the whole of the line before."""
        span = node.range()
        after = _COMMENT.search(self.lines[span.end.line][span.end.column :])
        if after is not None or not span.start.line:
            return after[1] if after is not None else ""
        before = _COMMENT.fullmatch(self.lines[span.start.line - 1].strip())
        return before[1] if before is not None else ""

    def parts(self, node: SgNode) -> tuple[SgNode, ...]:
        """Named children without comments."""
        span = node.range()
        at = (span.start.index, span.end.index, node.kind())
        if at not in self._known:
            self._known[at] = tuple(c for c in node.children() if c.is_named() and c.kind() not in _SKIPPED)
        return self._known[at]


def context_of(node: SgNode, tree: Tree) -> Context:
    path, grammar, offset = tree.path, tree.grammar, tree.offset
    rings: list[Ring] = []
    fixed, below, in_label = True, node, False
    at = node.parent()
    for _ in range(80):
        if at is None:
            break
        kind = at.kind()
        if kind in _LABELS_OF_ARMS or (kind in _ARMS and _is_label(tree, at, below)):
            in_label = True
        if kind in _SUBJECTS and in_label:
            rings += _ring("operand", _others(tree, at, below)[:1])
            in_label = False
        elif kind not in _BLOCKS:
            rings += _rings(tree, at, kind, below, grammar)
            fixed = fixed and not _varies(at, kind)
        elif kind == "class_body" and below.kind() == "decorator":
            rings += _decorated(tree, below)
        elif kind == "decorated_definition":
            rings += [Ring("function", tuple(_declared(tree, c))) for c in at.children() if c.kind() == "function_definition"]
        below, at = at, at.parent()
    rings.append(file_ring(path))
    span = node.range()
    return Context(tuple(rings), span.start.line + 1 + offset, span.end.line + 1 + offset, node, path, grammar, fixed)


def file_ring(path: str) -> Ring:
    stem = path.rsplit("/", 1)[-1]
    return Ring("file", (stem.split(".", 1)[0] or stem.lstrip("."),))


def _is_label(tree: Tree, arm: SgNode, below: SgNode) -> bool:
    value = arm.field("value") or next(iter(tree.parts(arm)), None)
    return value is not None and value.range().start.index == below.range().start.index and len(tree.parts(arm)) > 1


def _is_enum(at: SgNode, kind: str) -> bool:
    bases = at.field("superclasses") if kind == "class_definition" else None
    return kind == "enum_declaration" or (bases is not None and "Enum" in bases.text())


def _size(node: SgNode) -> int:
    span = node.range()
    return span.end.index - span.start.index


def _varies(at: SgNode, kind: str) -> bool:
    if kind == "lexical_declaration":
        return at.children()[0].text() == "let"
    above = at.parent()
    if kind == "variable_declaration" and above is not None and above.kind() == "field_declaration":  # C#
        return False
    return kind in ("variable_declaration", "local_variable_declaration") and not (_size(at) < 4000 and at.text().startswith("final"))


def _same(a: SgNode, b: SgNode) -> bool:
    one, other = a.range(), b.range()
    return (one.start.index, one.end.index) == (other.start.index, other.end.index)


def _others(tree: Tree, at: SgNode, below: SgNode) -> list[SgNode]:
    span = below.range()
    start, end = span.start.index, span.end.index
    return [c for c in tree.parts(at) if not (c.range().start.index <= start and end <= c.range().end.index)]


def _ring(role: Role, nodes: Iterable[SgNode]) -> list[Ring]:
    texts = [n.text()[:_LONGEST] for n in nodes if _size(n) < 8 * _LONGEST]
    names = tuple(name for text in texts for name in names_in(text))
    return [Ring(role, names, " ".join(texts)[:120])] if names or (texts and role in ("case", "label", "key")) else []


def _rings(tree: Tree, at: SgNode, kind: str, below: SgNode, grammar: str) -> list[Ring]:
    if kind in _FUNCTIONS:
        return (
            [Ring("function", tuple(_declared(tree, at)))]
            if below.kind() not in ("modifiers", "attribute_list", "decorator")
            else _owner(tree, at)
        )
    if kind in _CLASSES:
        return [Ring("class", tuple(_declared(tree, at)), "enum" if _is_enum(at, kind) else "")]
    if kind in PAIRS or (kind == "argument" and len(tree.parts(at)) > 1):
        return _pair(tree, at, below)
    if kind in _ARGUMENTS:
        return _arguments(tree, at, below)
    if kind in _CALLS or (kind == "attribute" and grammar in ("php", "csharp")):
        return _call(tree, at, below)
    if kind in _BINDINGS:
        return _binding(tree, at, kind, below)
    if kind in _TABLES or kind in _LISTS:
        return _table(tree, at, below)
    if kind in _TESTED:
        return _tested(tree, at, below)
    if kind in _ARMS:
        cases = [c for c in _others(tree, at, below) if c.range().start.index < below.range().start.index]
        return _ring("case", cases[:4])
    if kind in _SUBJECTS:
        return _ring("test", _others(tree, at, below)[:1])
    if kind == "element":
        return _element(tree, at, below)
    if kind in ("jsx_self_closing_element", "jsx_opening_element", "start_tag", "self_closing_tag"):
        return _attributes(tree, at, below)
    if kind == "attribute" and grammar != "python":
        return _ring("key", _others(tree, at, below)[:1])
    if kind == "template_string":
        said = re.sub(r"\$\{[^}]*\}", " ", at.text()[:_LONGEST]).strip("` ")
        return [Ring("label", (), " ".join(said.split())[:80])] if said else []
    if kind == "jsx_element":
        opening = tree.parts(at)[:1]
        held = opening and not _same(opening[0], below) and _FIELDS.search(opening[0].text()[:40])
        return [*_enclosing(tree, at, below), *(_attributes(tree, opening[0], below) if held else [])]
    if kind == "jsx_expression" or _size(at) > 2 * _LONGEST:
        return []
    if kind in _MEMBERS and (above := at.parent()) is not None and above.kind() in _CALLS and _same(tree.parts(at)[0], below):
        return _chained(_ring("operand", _others(tree, at, below)))
    return _ring("operand", _others(tree, at, below))


def _chained(rings: list[Ring]) -> list[Ring]:
    """Marked with a dot: what a later call of the chain is named and given says nothing of what the earlier one asks."""
    return [Ring(ring.role, ring.names, f".{ring.text}") for ring in rings]


def _declared(tree: Tree, node: SgNode) -> Iterator[str]:
    name = node.field("name")
    if name is None:
        name = next((c for c in tree.parts(node) if c.kind() in ("identifier", "name", "type_identifier", "property_identifier")), None)
    if name is not None:
        yield name.text().strip("'\"")


def _owner(tree: Tree, at: SgNode) -> list[Ring]:
    return [Ring("binding", tuple(_declared(tree, at)))]


def _decorated(tree: Tree, decorator: SgNode) -> list[Ring]:
    after = decorator.next()
    while after is not None and after.kind() in ("decorator", "comment"):
        after = after.next()
    return [Ring("binding", tuple(_declared(tree, after)))] if after is not None else []


def _pair(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    parts = tree.parts(at)
    if len(parts) < 2 or not _others(tree, at, below):
        return []
    key = parts[0]
    span = below.range()
    if key.range().start.index <= span.start.index and span.end.index <= key.range().end.index:
        return []
    text = key.text().strip("'\"` ")
    return [Ring("key", names_in(key.text()) or names_in(text), text)]


def _arguments(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    others = [c for c in _others(tree, at, below) if _size(c) < 200 and c.kind() not in _FUNCTIONS]
    positional = [c for c in others if c.kind() not in ("keyword_argument",)]
    rings = _ring("argument", positional[:6])
    labels = [_said(c) for c in others]
    above = at.parent()
    if above is not None and above.kind() == "function_call_expression" and above.text().startswith("define(") and labels[:1] != [""]:
        return [Ring("binding", (label,), label) for label in labels[:1]]  # PHP's `define('TIN_LENGTH', 12)`
    return [*rings, *(Ring("label", (label,), label) for label in labels if label)]


def _call(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    others = [c for c in _others(tree, at, below) if c.kind() not in ("arguments", "argument_list", "type_arguments", "type_argument_list")]
    taken = at.field("function") or at.field("object")
    if taken is not None and not any(_same(taken, other) for other in others) and at.kind() != "new_expression":
        given = at.field("arguments")
        if given is None:
            return []
        rings = _ring("operand", tree.parts(given))
        name = re.search(r"(\w+)\s*$", at.text().encode()[: given.range().start.index - at.range().start.index].decode("utf-8", "ignore"))
        made_by = tree.parts(taken)[:1] if taken.kind() in _MEMBERS else (taken,)
        asks = not made_by or made_by[0].kind() not in _CALLS or name is None or name[1].lower() in MATCHERS
        return rings if asks else _chained(rings)
    text = " ".join(c.text() if _size(c) < 8 * _LONGEST else c.text()[-_LONGEST:] for c in others)
    inside = re.sub(r"\s+", " ", text)
    if len(inside) > 2 * _LONGEST:
        inside = inside[-_LONGEST:]
    names = names_in(inside[-_LONGEST:])
    if not names:
        return []
    labels = [m[2] for m in _QUOTED.finditer(inside[-_LONGEST:]) if re.fullmatch(r"[A-Za-z][\w.\-]{0,40}", m[2])]
    return [Ring("callee", tuple(reversed(names)), text[-120:]), *(Ring("label", (label,), label) for label in reversed(labels))]


def _binding(tree: Tree, at: SgNode, kind: str, below: SgNode) -> list[Ring]:
    if kind == "field_declaration":
        found = next((c for c in tree.parts(at) if c.kind() in ("variable_declarator", "variable_declaration")), None)
        if found is None or below.kind() not in ("modifiers", "attribute_list"):
            return []
        inner = (
            found
            if found.kind() == "variable_declarator"
            else next((c for c in tree.parts(found) if c.kind() == "variable_declarator"), None)
        )
        return [Ring("binding", tuple(_declared(tree, inner)))] if inner is not None else []
    element = next((c for c in tree.parts(at) if c.kind() == "property_element"), None) if kind == "property_declaration" else None
    if element is not None:  # PHP
        return [Ring("binding", names_in(element.text()[:80])[:1])] if below.kind() != "property_element" else []
    name = at.field("name") or at.field("left") or at.field("pattern") or at.field("property")
    if name is None:
        name = next(
            (c for c in tree.parts(at) if c.kind() in ("identifier", "name", "variable_name", "property_identifier", "type_identifier")),
            None,
        )
    if name is None:
        return []
    span, own = below.range(), name.range()
    if own.start.index <= span.start.index and span.end.index <= own.end.index:
        return []
    if name.kind() == "pattern_list":  # `TIN_DIGITS, BIN_DIGITS = 12, 13`: by its place, in the table
        return []
    above = at.parent()
    entry = above is not None and _is_member(above, at)
    return [Ring("key" if entry else "binding", names_in(name.text())[-2:], name.text()[:120])]


def _said(node: SgNode) -> str:
    """The short text that a string literal says."""
    text = node.text().strip()
    text = text.split("=", 1)[1].strip() if node.kind() == "keyword_argument" and "=" in text else text
    inner = text.strip("'\"`") if text[:1] in "'\"`" else ""
    return inner if inner and _LABEL.fullmatch(inner) else ""


def _table(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    """Entries beside the literal that say what the row is about."""
    rings: list[Ring] = _unpacked(tree, at, below)
    beside: list[str] = []
    if len(tree.parts(at)) > _LARGEST_ROW:
        return []
    if at.kind() == "expression_list":
        return _unpacked(tree, at, below)
    for other in _others(tree, at, below):
        parts = tree.parts(other)
        if len(parts) == 2 and (other.kind() in PAIRS or _is_member(at, other)):
            key = words(parts[0].text())
            beside.append(parts[0].text().strip("'\""))
            said = _said(parts[1]) or (_scalar(parts[1]) if at.kind() in ("block_mapping", "flow_mapping") else "")
            if said and key and (key[-1] in LABEL_KEYS or key[0] in LABEL_KEYS or (key[-1] in _ASKED and _ASKS_LENGTH.fullmatch(said))):
                rings.append(Ring("label", (said,), said))
            elif key and parts[1].kind() in ("member_expression", "attribute", "field_access") and key[-1] in LABEL_KEYS:
                rings.append(Ring("label", names_in(parts[1].text()), parts[1].text()[:60]))
        elif not parts or "string" in other.kind() or (len(parts) == 1 and other.kind() == "array_element_initializer"):
            said = _said(other)
            if said:
                rings.append(Ring("element", (said,), said))
            elif re.fullmatch(r"\[\s*(?:['\"]\w+['\"]\s*,?\s*)+\]", other.text()[:80]):  # Yii's `[['bin'], 'match', …]`
                rings += [Ring("element", (m[2],), m[2]) for m in _QUOTED.finditer(other.text())]
    return [*rings, Ring("sibling", tuple(beside))] if beside else rings


def _scalar(node: SgNode) -> str:
    """YAML: a text without quotes, and nothing of a mapping or a list."""
    text = node.text()
    return "" if "\n" in text or ": " in text else text[:60]


def _unpacked(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    """Python: the name in `a, b = 1, 2` that this one is given to."""
    above = at.parent()
    left = above.field("left") if above is not None and above.kind() == "assignment" else None
    names, values = (tree.parts(left) if left is not None else ()), tree.parts(at)
    index = next((i for i, value in enumerate(values) if _same(value, below)), len(names))
    return [Ring("binding", names_in(names[index].text()), "")] if len(names) == len(values) and index < len(names) else []


def _is_member(at: SgNode, entry: SgNode) -> bool:
    """C#: `new Tax { Code = "VAT", Rate = 15m }`."""
    return at.kind() == "initializer_expression" and entry.kind() == "assignment_expression"


def _tested(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    tested = at.field("condition")
    others = _others(tree, at, below)
    if tested is None:
        tested = others[0] if others and at.kind() != "conditional_expression" else (others[len(others) // 2] if others else None)
    if tested is None or not any(_same(tested, o) for o in others):
        return []
    return _ring("test", [tested])


def _element(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    """`<field name="amount">15</field>`, and the fields of the same record."""
    rings: list[Ring] = _enclosing(tree, at, below)
    if len(tree.parts(at)) > _LARGEST_ROW:
        return []
    for other in _others(tree, at, below):
        if other.kind() == "start_tag":
            rings += _attributes(tree, other, below)
        elif other.kind() == "element":
            text = other.text()
            match = re.fullmatch(r"<[\w:-]+\s+name=[\"'](\w+)[\"'][^>]*>([^<]{1,60})</[\w:-]+>", text) if len(text) < 200 else None
            if match and match[1] in LABEL_KEYS:
                rings.append(Ring("label", (match[2],), match[2]))
    return rings


def _enclosing(tree: Tree, at: SgNode, below: SgNode) -> list[Ring]:
    """The label around or right before what holds the literal: `<label>TIN <input maxLength={12} /></label>`."""
    parts = tree.parts(at)
    if not parts or below.kind() in ("jsx_opening_element", "start_tag", "jsx_text", "text") or len(parts) > _LARGEST_ROW:
        return []
    if _LABEL_TAG.match(parts[0].text()) and _size(at) < 2 * _LONGEST:
        said = " ".join(c.text().strip() for c in parts if c.kind() in ("jsx_text", "text"))
        return [Ring("label", (said,), said)] if said.strip() else []
    rings = _attributes(tree, parts[0], below) if parts[0].kind() == "jsx_opening_element" and _size(at) < _LONGEST else []
    before = [c for c in parts if c.range().end.index <= below.range().start.index and c.kind() in ("jsx_element", "element")]
    if before and _size(before[-1]) < 200 and _LABEL_TAG.match(before[-1].text()):
        said = re.sub(r"<[^>]*>|[*:]", " ", before[-1].text()).strip()
        rings.append(Ring("label", (said,), said))
    return [ring for ring in rings if ring.role in ("label", "binding")]


_LABEL_TAG = re.compile(r"<[\w.-]*label\b", re.IGNORECASE)
_NAMING = listed("name id for htmlFor formControlName v-model ngModel [(ngModel)] field controlId key code")
_LABELLING = listed("label placeholder string model ref kind tax accessibilityLabel aria-label floatingLabel helperText")
_FIELD = re.compile(
    r"\b(?:register|getFieldProps|getInputProps|field|bind|useField)\(\s*['\"]([\w.\-]+)['\"]"
    r"|\b(?:value|v-model\.\w+|\[\(ngModel\)\])=[\"{]\s*(?:[\w$]+\??\.)*([\w$]+)|\bon[A-Z]\w*=\{\s*\(?(\w{2,})\)?\s*=>"
)
"""How a form names a field without `name=`: what it registers, shows or takes when it changes."""


def _attributes(tree: Tree, tag: SgNode, below: SgNode) -> list[Ring]:
    rings = [Ring("callee", names_in((tree.parts(tag) or [tag])[0].text())[:1])]
    span = below.range()
    for match in re.finditer(r"([\w:.@-]+)=[\"'{]+([^\"'}]{1,60})", tag.text()[:1500]):
        start = tag.range().start.index + len(tag.text()[: match.start(2)].encode())
        if span.start.index <= start < span.end.index:
            continue
        attribute = match[1].partition(".")[0] if match[1].startswith("v-model") else match[1]
        if attribute in _NAMING | _LABELLING:
            role: Role = "label" if attribute in _LABELLING else "binding"
            rings.append(Ring(role, names_in(match[2]), match[2]))
    for match in _FIELD.finditer(tag.text()[:1500]):
        named = match[1] or match[2] or match[3]
        rings.append(Ring("binding", names_in(named), named))
    return rings


def line_context(names: list[str], line: int, path: str, *, table: str = "", key: str = "", labels: tuple[str, ...] = (),
                 columns: Iterable[str] = (), section: str = "") -> Context:  # fmt: skip
    """What a line of a file without a tree says around a value: the column or setting, labels of its row, names, and the table."""
    rings = []
    if key:
        rings.append(Ring("key", (key,), key))
    rings += [Ring("label", (label,), label) for label in labels]
    if names:
        rings.append(Ring("operand", tuple(names), " ".join(names)))
    if columns:
        rings.append(Ring("sibling", tuple(columns)))
    if section:
        rings.append(Ring("key", (section,), section))
    if table:
        rings.append(Ring("class", (table,), table))
    rings.append(file_ring(path))
    return Context(tuple(rings), line, line, None, path, "sql")
