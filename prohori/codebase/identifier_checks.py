"""Every check of a Bangladeshi identifier that a file states: in functions, on fields, and as constants.

A check becomes a candidate with its guards (`conditions.py`); a phone check only where something shows that
it is about Bangladeshi numbers. Patterns that search in running text (replace, split, findall, the `g`
flag) are no checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate
from prohori.codebase.conditions import TRUE, Condition, Guard, negated, validates
from prohori.codebase.guards import FunctionReader
from prohori.codebase.identifier_candidates import RECOGNISES, home_file, identifier_candidate, is_home, recognises
from prohori.codebase.identifier_fields import field_checks
from prohori.codebase.names import Name
from prohori.codebase.source import LONGEST_FUNCTION, PatternSource, Source
from prohori.codebase.subjects import Identifier, identifier_in, identifier_of
from prohori.codebase.syntax import (
    CALLS,
    call,
    identifiers_in,
    line_of,
    named,
    number_value,
)
from prohori.codebase.words import listed, words
from prohori.codebase.written_patterns import holder, is_schema_key, written_patterns

_TESTS = re.compile(r"\.(test|match|exec|length|fullmatch|search|isdigit)\b|\blen\(")
_EXTRACTING_NAMES = listed(
    """
    mask redact scrub extract find scan strip remove non separator separators highlight split search sanitize sanitise
    """
)
_LENGTH_WORDS = listed("length lengths len digits size chars digitcount")


def identifier_checks(source: Source) -> list[Candidate]:
    """All checks of the file, one candidate a place and identifier."""
    patterns = written_patterns(source)
    used: set[str] = set()
    found = [*_functions(source, used), *field_checks(source, patterns)]
    found += _constants(source, patterns, used)
    found += _length_constants(source)
    return _distinct(found)


def _distinct(found: Iterable[Candidate]) -> list[Candidate]:
    kept: dict[tuple[str, int], Candidate] = {}
    for candidate in found:
        kept.setdefault((candidate.about, candidate.line), candidate)
    return list(kept.values())


def _functions(source: Source, used: set[str]) -> list[Candidate]:
    found = []
    for function in source.functions():
        text = function.text()
        if len(text) > LONGEST_FUNCTION or not _TESTS.search(text):
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
    if recognises(names):
        return []
    home = kind != "mobile" or is_home(source, " ".join(check.texts), names)
    called = next((n.text for n in names if n.level == "function"), names[0].text if names else "")
    name = (
        called
        if identifier_in(words(called)) == kind
        else next((n for n in _spoken_of(function, names) if identifier_in(words(n)) == kind), called)
    )
    line = next((g[2] for g in check.guards if g[1] != TRUE), check.guards[0][2])
    return [identifier_candidate(source, kind, name, line, check.guards, home)]


def _constants(source: Source, patterns: list[PatternSource], used: set[str]) -> list[Candidate]:
    """Named patterns that no function of this file applies: judged by how patterns of that language are used."""
    found = []
    for pattern in patterns:
        name = holder(pattern)
        if name is None or name in used or "g" in pattern.flags or is_schema_key(pattern):
            continue
        mode = _mode(source, name, pattern)
        names = source.names(pattern.node)
        kind = identifier_of(names)
        if mode is None or kind is None or not _EXTRACTING_NAMES.isdisjoint(words(name)) or recognises(names):
            continue
        home = kind[0] != "mobile" or is_home(source, pattern.text, names)
        guard: Guard = ["reject", ["not", ["re", pattern.text, pattern.flags, source.syntax, mode]], pattern.line]
        found.append(identifier_candidate(source, kind[0], kind[1], pattern.line, [guard], home))
    return found


def _spoken_of(function: SgNode, names: list[Name]) -> list[str]:
    return [*(n.text for n in names), *identifiers_in(function.text())]


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
        if kind is not None and held.isdisjoint(_LENGTH_WORDS):
            held |= _outer_lengths(source, value)
        if kind is None or held.isdisjoint(_LENGTH_WORDS) or held & RECOGNISES:
            continue
        condition = _length_condition(held, value)
        if condition is not None:
            guard: Guard = ["reject", negated(condition), line_of(binding)]
            found.append(identifier_candidate(source, kind, name.text(), line_of(binding), [guard], kind != "mobile" or home_file(source)))
    return found


def _outer_lengths(source: Source, value: SgNode) -> frozenset[str]:
    """The words of the table around: `DIGITS = { tin: 12, bin: 13 }`."""
    outer = source.names(value)[1:2]
    return frozenset(outer[0].words) if outer and outer[0].level in ("binding", "class") else frozenset()


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
