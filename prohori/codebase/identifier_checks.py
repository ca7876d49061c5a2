"""Every check of a Bangladeshi identifier that a file states: in functions, on fields, and as constants.

A check becomes a candidate with its guards (`conditions.py`); a phone check only where something shows that
it is about Bangladeshi numbers. Patterns that search in running text (replace, split, findall, the `g`
flag) are no checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.conditions import TRUE, Condition, Guard, any_of, negated, validates
from prohori.codebase.guards import FunctionReader
from prohori.codebase.names import Name
from prohori.codebase.source import PY_PATTERN_CALLS, PatternSource, Source, pattern_of
from prohori.codebase.subjects import HOME, Identifier, identifier_in, identifier_of, shows_bangladesh
from prohori.codebase.syntax import (
    CALLS,
    FUNCTIONS,
    Call,
    ancestors,
    call,
    identifiers_in,
    line_of,
    named,
    number_value,
    place,
    string_value,
)
from prohori.codebase.words import listed, words

_DIGITS = re.compile(r"\\d|0-9|1-9|3-9|\[[0-9]|[0-9]\{|\[:digit")
_TESTS = re.compile(r"\.(test|match|exec|length|fullmatch|search|isdigit)\b|\blen\(")
_EXTRACTS = listed("replace replaceAll split matchAll sub subn findall finditer")
_APPLIES = frozenset({"test", "exec", "match", "fullmatch", "search"})
_EXTRACTING_NAMES = listed(
    """
    mask redact scrub extract find scan strip remove non separator separators highlight split search sanitize sanitise
    """
)
_FIELD_KINDS = listed(
    """
    public_field_definition field_definition pair variable_declarator assignment required_parameter typed_parameter
    typed_default_parameter default_parameter keyword_argument jsx_self_closing_element jsx_opening_element method_definition
    assignment_expression expression_statement optional_parameter return_statement arrow_function
    """
)
_LENGTH_WORDS = listed("length lengths len digits size chars digitcount")
_STRING_KEYS = frozenset({"pattern", "regex", "regexp", "match", "matches"})
_LENGTH_KEYS = {"min_length": ">=", "max_length": "<=", "minlength": ">=", "maxlength": "<=", "minLength": ">=", "maxLength": "<="}


def identifier_checks(source: Source) -> list[Candidate]:
    """All checks of the file, one candidate a place and identifier."""
    patterns = _patterns(source)
    used: set[str] = set()
    found = [*_functions(source, used), *_fields(source, patterns)]
    found += _constants(source, patterns, used)
    found += _length_constants(source)
    return _distinct(found)


def _distinct(found: Iterable[Candidate]) -> list[Candidate]:
    kept: dict[tuple[str, int], Candidate] = {}
    for candidate in found:
        kept.setdefault((candidate.about, candidate.line), candidate)
    return list(kept.values())


# --- patterns written down ------------------------------------------------------------------------------


def _patterns(source: Source) -> list[PatternSource]:
    """Every pattern of the file that speaks of digits; those that a name holds are registered by it."""
    kinds = ("call",) if source.syntax == "python" else ("regex", "new_expression", "call_expression")
    found = []
    for node in source.all(*kinds):
        text = node.text() if len(kinds) > 1 or "re." in node.text()[:12] else ""
        if not text or (node.kind() != "regex" and not re.match(r"(new\s+)?RegExp\(|re2?\.|regex\.", text)):
            continue
        pattern = pattern_of(node, source.syntax)
        if pattern is not None and _DIGITS.search(pattern.text):
            found.append(pattern)
    for binding in source.bindings():
        found += _string_pattern(binding)
    for pattern in found:
        name = _holder(pattern)
        if name is not None:
            source.patterns[name] = pattern
    return found


def _string_pattern(binding: SgNode) -> list[PatternSource]:
    """`TIN_PATTERN = r"^[0-9]{12}$"`: a string that is a pattern by its looks."""
    value = binding.field("value") or binding.field("right")
    text = string_value(value) if value is not None else None
    if value is None or text is None or not _DIGITS.search(text) or not re.search(r"[\\\[{^$]", text):
        return []
    return [PatternSource(text, "", value)]


def _holder(pattern: PatternSource) -> str | None:
    """The name of the constant that holds the pattern itself."""
    below = pattern.node
    for at in ancestors(pattern.node):
        kind = at.kind()
        if kind in ("variable_declarator", "assignment", "pair", "public_field_definition", "field_definition", "assignment_expression"):
            name = at.field("name") or at.field("left") or at.field("key") or at.field("property")
            return name.text().strip("'\"").rsplit(".", 1)[-1] if name is not None and place(name) != place(below) else None
        if kind not in ("as_expression", "satisfies_expression", "parenthesized_expression"):
            return None
        below = at
    return None


def _user(pattern: PatternSource) -> Call | None:
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


# --- functions ------------------------------------------------------------------------------------------


def _functions(source: Source, used: set[str]) -> list[Candidate]:
    found = []
    for function in source.functions():
        text = function.text()
        if not _TESTS.search(text):
            continue
        body = function.field("body")
        if body is None:
            continue
        names = source.names(body)
        around = identifier_of(names)
        kinds = {kind for name in set(identifiers_in(text)) if (kind := identifier_in(words(name)))} | ({around[0]} if around else set())
        for kind in sorted(kinds):
            found += _function(source, function, kind, names, used)
    return found


def _function(source: Source, function: SgNode, kind: Identifier, names: list[Name], used: set[str]) -> list[Candidate]:
    reader = FunctionReader(source, function, kind, names)
    check = reader.read()
    if not check.guards or not validates(check.guards):
        return []
    used |= check.used
    if kind == "mobile" and not _is_home(source, " ".join(check.texts), names):
        return []
    name = next((n.text for n in names if n.level == "function"), names[0].text if names else "")
    line = next((g[2] for g in check.guards if g[1] != TRUE), check.guards[0][2])
    return [_candidate(source, kind, name, line, check.guards)]


def _is_home(source: Source, pattern: str, names: list[Name]) -> bool:
    return shows_bangladesh(pattern, (n.text for n in names)) or _home_file(source)


def _home_file(source: Source) -> bool:
    """The file says `880`, or its path says Bangladesh."""
    return not HOME.isdisjoint(words(source.path)) or any("+880" in line or "01XXXXXXXXX" in line for line in source.lines)


def _candidate(source: Source, kind: Identifier, name: str, line: int, guards: list[Guard]) -> Candidate:
    return Candidate("identifier", kind, name, line, line, evidence_at(source.lines, line), {"guards": guards})


# --- fields ---------------------------------------------------------------------------------------------


def _fields(source: Source, patterns: list[PatternSource]) -> list[Candidate]:
    """Decorators, schema chains and keyword arguments: all constraints of one field hold together."""
    groups: dict[tuple[int, int], tuple[SgNode, SgNode, list[tuple[Condition, int]], list[str]]] = {}
    for at, condition, line, text in [*_field_patterns(source, patterns), *_field_lengths(source)]:
        field = _field(at)
        _field_node, _first, conditions, texts = groups.setdefault(place(field), (field, at, [], []))
        conditions.append((condition, line))
        texts.append(text)
    found = []
    for field, first, conditions, texts in groups.values():
        decorated = any(a.kind() == "decorator" for a in ancestors(first))
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
    if kind is None or (kind[0] == "mobile" and not _is_home(source, " ".join(texts), names)):
        return []
    either = re.search(r"\.union\(|\.or\(|alternatives|oneOf|anyOf", field.text()) is not None
    if either:
        guards = [["reject", negated(any_of([c for c, _ in conditions])), conditions[0][1]]]
    else:
        guards = [["reject", negated(c), line] for c, line in conditions]
    return [_candidate(source, kind[0], kind[1], conditions[0][1], guards)]


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
        if _holder(pattern) is not None and not _is_schema_key(pattern):
            continue
        user = _user(pattern)
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


def _is_schema_key(pattern: PatternSource) -> bool:
    return (_holder(pattern) or "") in _STRING_KEYS


def _pattern_arguments(source: Source) -> Iterable[tuple[SgNode, Condition, int, str]]:
    """Patterns as plain strings in calls that take one: `Validators.pattern('…')`, `RegexValidator(r"…")`."""
    for node in source.all("call" if source.syntax == "python" else "call_expression"):
        made = call(node)
        if made is None or made.name not in ("pattern", "RegexValidator", "Regexp", "Regex", "Matches", "matches", "RegexField"):
            continue
        text = string_value(made.args[0]) if made.args else string_value(made.keywords.get("regex"))
        if text is not None and _DIGITS.search(text):
            mode = "fullmatch" if made.name == "pattern" else "match" if made.name in ("Regexp", "Regex") else "search"
            yield (made.args[0] if made.args else node), ["re", text, "", source.syntax, mode], line_of(node), text
    if source.grammar == "tsx":
        for attribute in source.all("jsx_attribute"):
            match = re.fullmatch(r"pattern=\{?[\"'`](.+?)[\"'`]\}?", attribute.text(), re.DOTALL)
            if match and _DIGITS.search(match[1]):
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
        if made is not None:
            for condition in _length_conditions(made):
                yield (made.args[0] if made.args else node), condition, line_of(node if made.receiver is None else _last(node)), ""


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
    elif name in ("MinLength", "MaxLength", "minLength", "maxLength") and first is not None:
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


# --- constants ------------------------------------------------------------------------------------------


def _constants(source: Source, patterns: list[PatternSource], used: set[str]) -> list[Candidate]:
    """Named patterns that no function of this file applies: judged by how patterns of that language are used."""
    found = []
    for pattern in patterns:
        name = _holder(pattern)
        if name is None or name in used or "g" in pattern.flags or _is_schema_key(pattern):
            continue
        mode = _mode(source, name, pattern)
        names = source.names(pattern.node)
        kind = identifier_of(names)
        if mode is None or kind is None or not _EXTRACTING_NAMES.isdisjoint(words(name)):
            continue
        if kind[0] == "mobile" and not _is_home(source, pattern.text, names):
            continue
        guard: Guard = ["reject", ["not", ["re", pattern.text, pattern.flags, source.syntax, mode]], pattern.line]
        found.append(_candidate(source, kind[0], kind[1], pattern.line, [guard]))
    return found


def _mode(source: Source, name: str, pattern: PatternSource) -> str | None:
    """How the constant is applied; None where it only replaces or splits."""
    text = "\n".join(line for line in source.lines if name in line)
    spelled = re.escape(name)
    if re.search(
        rf"\.(?:replace|replaceAll|split|matchAll)\(\s*[\w.]*{spelled}\b|\b{spelled}\.(?:sub|subn|findall|finditer|split)\(", text
    ):
        return None
    if source.syntax == "javascript":
        return "search"
    applied = re.search(rf"\b{spelled}\.(match|fullmatch|search)\(|re\.(match|fullmatch|search)\(\s*[\w.]*{spelled}\b", text)
    if applied:
        return applied[1] or applied[2]
    return "match" if pattern.text.startswith("^") else "fullmatch"


def _length_constants(source: Source) -> list[Candidate]:
    """`TIN_LENGTH = 12`, `NID_LENGTHS = [10, 13, 17]`, `MAX_BIN_DIGITS = 13`."""
    found = []
    for binding in source.bindings():
        name = binding.field("name") or binding.field("left") or binding.field("key") or binding.field("property")
        value = binding.field("value") or binding.field("right")
        if name is None or value is None:
            continue
        held = frozenset(words(name.text()))
        kind = identifier_in(words(name.text()))
        if kind is None or kind == "mobile" or held.isdisjoint(_LENGTH_WORDS):
            continue
        condition = _length_condition(held, value)
        if condition is not None:
            guard: Guard = ["reject", negated(condition), line_of(binding)]
            found.append(_candidate(source, kind, name.text(), line_of(binding), [guard]))
    return found


def _length_condition(held: frozenset[str], value: SgNode) -> Condition | None:
    number = number_value(value)
    if number is not None:
        op = "<=" if held & {"max", "maximum"} else ">=" if held & {"min", "minimum"} else "=="
        return ["len", op, int(number)] if number == int(number) else None
    made = call(value) if value.kind() in CALLS else None
    listed = made.args[0] if made and made.args else value
    if listed.kind() == "as_expression":
        listed = named(listed)[0]
    if listed.kind() not in ("array", "list", "tuple", "set"):
        return None
    numbers = [number_value(n) for n in named(listed)]
    return ["lens", [int(n) for n in numbers if n is not None]] if numbers and all(n is not None for n in numbers) else None
