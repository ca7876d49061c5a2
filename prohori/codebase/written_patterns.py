"""Regular expressions as a file writes them down, who holds them, and who applies them."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.source import PY_PATTERN_CALLS, PatternSource, Source, pattern_of
from prohori.codebase.syntax import (
    Call,
    ancestors,
    call,
    place,
    string_value,
)

DIGITS = re.compile(r"\\d|0-9|1-9|3-9|\[[0-9]|[0-9]\{|\[:digit")
_HOLDERS = frozenset({
    "variable_declarator", "assignment", "pair", "public_field_definition", "field_definition", "assignment_expression", "enum_assignment",
    "default_parameter", "typed_default_parameter", "required_parameter",
})  # fmt: skip
STRING_KEYS = frozenset({"pattern", "regex", "regexp", "match", "matches"})


def written_patterns(source: Source) -> list[PatternSource]:
    """Every pattern of the file that speaks of digits; those that a name holds are registered by it."""
    kinds = ("call",) if source.syntax == "python" else ("regex", "new_expression", "call_expression")
    found = []
    for node in source.all(*kinds):
        text = node.text() if len(kinds) > 1 or "re." in node.text()[:12] else ""
        if not text or (node.kind() != "regex" and not re.match(r"(new\s+)?RegExp\(|re2?\.|regex\.", text)):
            continue
        pattern = pattern_of(node, source.syntax)
        if pattern is not None and DIGITS.search(pattern.text):
            found.append(pattern)
    for binding in source.bindings():
        found += _string_pattern(binding)
    for pattern in found:
        name = holder(pattern)
        if name is not None:
            source.patterns[name] = pattern
    return found


def _string_pattern(binding: SgNode) -> list[PatternSource]:
    """`TIN_PATTERN = r"^[0-9]{12}$"`: a string that is a pattern by its looks."""
    value = binding.field("value") or binding.field("right")
    text = string_value(value) if value is not None else None
    if value is None or text is None or not DIGITS.search(text) or not re.search(r"[\\\[{^$]", text):
        return []
    return [PatternSource(text, "", value)]


def holder(pattern: PatternSource) -> str | None:
    """The name of the constant that holds the pattern itself."""
    below = pattern.node
    for at in ancestors(pattern.node):
        kind = at.kind()
        if kind in _HOLDERS:
            name = at.field("name") or at.field("left") or at.field("key") or at.field("property") or at.field("pattern")
            return name.text().strip("'\"").rsplit(".", 1)[-1] if name is not None and place(name) != place(below) else None
        if kind not in ("as_expression", "satisfies_expression", "parenthesized_expression"):
            return None
        below = at
    return None


def applied_by(pattern: PatternSource) -> Call | None:
    """The call that applies the pattern at once: `/…/.test(x)`, `x.replace(/…/, '')`, `re.match("…", x)`."""
    own = call(pattern.node)
    if own is not None and own.name in PY_PATTERN_CALLS and own.name != "compile" and own.receiver is not None:
        return own
    above = pattern.node.parent()
    if above is None:
        return None
    if above.kind() in ("member_expression", "attribute"):
        outer = above.parent()
        return call(outer) if outer is not None else None
    outer = above.parent() if above.kind() in ("arguments", "argument_list") else None
    return call(outer) if outer is not None else None


def is_schema_key(pattern: PatternSource) -> bool:
    above = pattern.node.parent()
    return above is not None and above.kind() in ("pair", "keyword_argument") and (holder(pattern) or "pattern") in STRING_KEYS
