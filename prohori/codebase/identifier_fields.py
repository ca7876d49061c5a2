"""Checks of an identifier on a field: decorators, schema chains, keyword arguments, form and JSON schemas.

All constraints of one field hold together, except where the field says `or`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate
from prohori.codebase.conditions import Condition, any_of, negated
from prohori.codebase.identifier_candidates import identifier_candidate, is_home, recognises
from prohori.codebase.names import Name
from prohori.codebase.source import PatternSource, Source
from prohori.codebase.subjects import identifier_in, identifier_of
from prohori.codebase.syntax import (
    FUNCTIONS,
    Call,
    ancestors,
    call,
    line_of,
    named,
    number_value,
    place,
    string_value,
)
from prohori.codebase.words import listed, words
from prohori.codebase.written_patterns import DIGITS, applied_by, holder, is_schema_key

_EXTRACTS = listed("replace replaceAll split matchAll sub subn findall finditer")
_APPLIES = frozenset({"test", "exec", "match", "fullmatch", "search"})
_FIELD_KINDS = listed(
    """
    public_field_definition field_definition pair variable_declarator assignment required_parameter typed_parameter
    typed_default_parameter default_parameter keyword_argument jsx_self_closing_element jsx_opening_element method_definition
    assignment_expression expression_statement optional_parameter return_statement arrow_function
    """
)
_LENGTH_KEYS = {"min_length": ">=", "max_length": "<=", "minlength": ">=", "maxlength": "<=", "minLength": ">=", "maxLength": "<="}


def field_checks(source: Source, patterns: list[PatternSource]) -> list[Candidate]:
    """Decorators, schema chains and keyword arguments: all constraints of one field hold together."""
    groups: dict[tuple[int, int], tuple[SgNode, SgNode, list[tuple[Condition, int]], list[str]]] = {}
    for at, condition, line, text in [*_field_patterns(source, patterns), *_field_lengths(source), *_pair_lengths(source)]:
        field = _field(at)
        _field_node, _first, conditions, texts = groups.setdefault(place(field), (field, at, [], []))
        conditions.append((condition, line))
        texts.append(text)
    found = []
    for field, first, conditions, texts in groups.values():
        decorated = _is_decorated(first)
        names = source.names(_anchor(field) if decorated else first)
        found += _field_candidate(source, field, names, conditions, texts)
    return found


def _anchor(field: SgNode) -> SgNode:
    inside = field.field("value") or field.field("right") or field.field("body")
    return inside if inside is not None else (named(field) or [field])[-1]


def _field_candidate(
    source: Source, field: SgNode, names: list[Name], conditions: list[tuple[Condition, int]], texts: list[str]
) -> list[Candidate]:
    kind = identifier_of(names)
    if kind is None or recognises(names):
        return []
    home = kind[0] != "mobile" or is_home(source, " ".join(texts), names)
    either = re.search(r"\.union\(|\.or\(|alternatives|oneOf|anyOf", field.text()) is not None
    if either:
        guards = [["reject", negated(any_of([c for c, _ in conditions])), conditions[0][1]]]
    else:
        guards = [["reject", negated(c), line] for c, line in conditions]
    return [identifier_candidate(source, kind[0], kind[1], conditions[0][1], guards, home)]


def _field(node: SgNode) -> SgNode:
    """The declaration that the constraint belongs to: the nearest with a name of its own."""
    for at in ancestors(node):
        kind = at.kind()
        if kind == "decorator":
            return _decorated(at)
        if kind in ("pair", "keyword_argument"):
            key = at.field("key") or at.field("name")
            if key is not None and identifier_in(words(key.text())) is None:
                continue
        if kind in _FIELD_KINDS:
            return at
    return node


def _decorated(decorator: SgNode) -> SgNode:
    above = decorator.parent()
    if above is None:
        return decorator
    if above.kind() != "class_body":
        return above
    after = decorator.next()
    while after is not None and after.kind() in ("decorator", "comment"):
        after = after.next()
    return after or above


def _field_patterns(source: Source, patterns: list[PatternSource]) -> Iterable[tuple[SgNode, Condition, int, str]]:
    for pattern in patterns:
        if holder(pattern) is not None and not is_schema_key(pattern):
            continue
        user = applied_by(pattern)
        if user is not None and ((user.name in _APPLIES and _inside_function(user)) or user.name in _EXTRACTS):
            continue
        if "g" in pattern.flags:
            continue
        mode = "fullmatch" if pattern.node.kind() == "string" and user is not None and user.name == "pattern" else "search"
        yield pattern.node, ["re", pattern.text, pattern.flags, source.syntax, mode], pattern.line, pattern.text
    yield from _pattern_arguments(source)
    yield from _named_patterns(source)


def _inside_function(user: Call) -> bool:
    return any(a.kind() in FUNCTIONS for a in ancestors(user.node))


def _pattern_arguments(source: Source) -> Iterable[tuple[SgNode, Condition, int, str]]:
    """Patterns as plain strings in calls that take one: `Validators.pattern('…')`, `RegexValidator(r"…")`."""
    for node in source.all("call" if source.syntax == "python" else "call_expression"):
        made = call(node)
        if made is None or made.name not in (
            "pattern",
            "RegexValidator",
            "Regexp",
            "Regex",
            "Matches",
            "matches",
            "RegexField",
            "matches_re",
            "Match",
        ):
            continue
        text = string_value(made.args[0]) if made.args else string_value(made.keywords.get("regex"))
        if text is not None and DIGITS.search(text):
            mode = (
                "fullmatch"
                if made.name in ("pattern", "matches_re")
                else "match"
                if made.name in ("Regexp", "Regex", "Match")
                else "search"
            )
            yield (made.args[0] if made.args else node), ["re", text, "", source.syntax, mode], line_of(node), text
    if source.grammar == "tsx":
        for attribute in source.all("jsx_attribute"):
            match = re.fullmatch(r"pattern=\{?[\"'`](.+?)[\"'`]\}?", attribute.text(), re.DOTALL)
            if match and DIGITS.search(match[1]):
                yield attribute, ["re", match[1], "", "javascript", "fullmatch"], line_of(attribute), match[1]


def _named_patterns(source: Source) -> Iterable[tuple[SgNode, Condition, int, str]]:
    """`@Matches(TIN_RE)`, `.regex(TIN_RE)`, `Field(pattern=TIN_RE)` with the pattern named in this file."""
    if not source.patterns:
        return
    for node in source.all("call" if source.syntax == "python" else "call_expression"):
        made = call(node)
        if made is None or made.name not in (
            "Matches",
            "matches",
            "regex",
            "pattern",
            "Field",
            "constr",
            "StringConstraints",
            "RegexValidator",
            "Pattern",
        ):
            continue
        for arg in (*made.args[:1], *(made.keywords[k] for k in ("pattern", "regex") if k in made.keywords)):
            pattern = (
                source.patterns.get(arg.text().rsplit(".", 1)[-1])
                if arg.kind() in ("identifier", "member_expression", "attribute")
                else None
            )
            if pattern is not None:
                yield node, ["re", pattern.text, pattern.flags, source.syntax, "search"], pattern.line, pattern.text


def _field_lengths(source: Source) -> Iterable[tuple[SgNode, Condition, int, str]]:
    for node in source.all("call" if source.syntax == "python" else "call_expression"):
        made = call(node)
        if made is not None and made.name not in ("object", "Schema", "strictObject"):
            for condition in _length_conditions(made):
                yield (made.args[0] if made.args else node), condition, line_of(node if made.receiver is None else _last(node)), ""


def _pair_lengths(source: Source) -> Iterable[tuple[SgNode, Condition, int, str]]:
    """`tin: { type: 'string', minLength: 10 }` of JSON schema, mongoose, form rules: outside of a call's own options."""
    for pair in source.all("pair"):
        key, value = pair.field("key"), pair.field("value")
        name = (string_value(key) or key.text()) if key is not None else ""
        if value is None or name not in (*_LENGTH_KEYS, "len", "exactLength"):
            continue
        number = number_value(value)
        if number is None and value.kind() in ("object", "dictionary"):
            number = next(
                (number_value(p.field("value")) for p in named(value) if (k := p.field("key")) and k.text().strip("'\"") == "value"), None
            )
        above = pair.parent()
        outer = above.parent() if above is not None else None
        in_options = outer is not None and outer.kind() in ("arguments", "argument_list") and _is_decorated(pair)
        if number is not None and number == int(number) and not in_options:
            yield pair, ["len", _LENGTH_KEYS.get(name, "=="), int(number)], line_of(pair), ""


def _is_decorated(node: SgNode) -> bool:
    return any(a.kind() == "decorator" for a in ancestors(node))


def _last(node: SgNode) -> SgNode:
    target = node.field("function")
    member = (target.field("property") or target.field("attribute")) if target is not None else None
    return member or node


def _length_conditions(made: Call) -> Iterable[Condition]:
    numbers = [number_value(a) for a in made.args]
    whole = [int(n) for n in numbers if n is not None and n == int(n)]
    name, first = made.name, whole[0] if whole else None
    if name == "Length" and first is not None and made.receiver is None:
        yield ["len", ">=", first]
        if len(whole) > 1:
            yield ["len", "<=", whole[1]]
    elif name in ("length", "len") and first is not None and made.receiver is not None and made.receiver.text() == "v":
        yield ["len", "==", first]
    elif name in ("MinLength", "MaxLength", "minLength", "maxLength", "MinLengthValidator", "MaxLengthValidator") and first is not None:
        yield ["len", ">=" if name.lower().startswith("min") else "<=", first]
    elif (
        name in ("length", "min", "max")
        and first is not None
        and made.receiver is not None
        and "string()" in made.receiver.text().replace("string({", "string()")
    ):
        yield ["len", {"length": "==", "min": ">=", "max": "<="}[name], first]
    elif name in ("Length",) and made.receiver is not None:
        for key, op in (("equal", "=="), ("min", ">="), ("max", "<=")):
            if (value := number_value(made.keywords.get(key))) is not None:
                yield ["len", op, int(value)]
    for key, op in _LENGTH_KEYS.items():
        if key in made.keywords and (value := number_value(made.keywords[key])) is not None:
            yield ["len", op, int(value)]
    if made.args and made.args[-1].kind() == "object":
        yield from _object_lengths(made)


def _object_lengths(made: Call) -> Iterable[Condition]:
    """`@ApiProperty({ minLength: 12 })`, `@Column({ length: 10 })`: a column's length is what can be stored."""
    for pair in named(made.args[-1]):
        key, value = pair.field("key"), number_value(pair.field("value"))
        if key is None or value is None or value != int(value):
            continue
        if key.text() in _LENGTH_KEYS:
            yield ["len", _LENGTH_KEYS[key.text()], int(value)]
        elif key.text() == "length" and made.name in ("Column", "PrimaryColumn", "Property"):
            yield ["len", "<=", int(value)]
