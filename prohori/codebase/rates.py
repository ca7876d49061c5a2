"""VAT and VDS rates that a file states: constants, tables with dates, defaults, enums, and what functions return."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.names import Name
from prohori.codebase.source import Source
from prohori.codebase.stated_numbers import ALWAYS, Held, Stated, stated, tested_by
from prohori.codebase.syntax import FUNCTIONS, ancestors, call, function_of, line_of, named, number_value, place, string_value
from prohori.codebase.tax_names import RATE, STANDARD, is_vat, no_rate, spoken, tax_of, unknown_words
from prohori.codebase.words import words

_COUNTRY = re.compile(r"[A-Z]{2}")
_WHOLE_PERCENT = frozenset({"percent", "percentage", "pct", "perc", "percentages"})
_HIGHEST = Decimal(40)  # percent; above it the number is no VAT rate but an amount or a sum


def stated_rates(source: Source) -> list[Candidate]:
    found: list[Candidate] = []
    seen: set[tuple[int, int]] = set()
    for names, value in [*_bound(source), *_class_members(source), *_given(source)]:
        labels, held = _said_around(value)
        for entry in stated(value, (*names, *labels), held):
            if place(entry.node) not in seen:
                seen.add(place(entry.node))
                found += rate_candidate(source, entry)
    for entry in _returned(source):
        if place(entry.node) not in seen:
            seen.add(place(entry.node))
            found += rate_candidate(source, entry)
    return found


def _said_around(value: SgNode) -> tuple[tuple[str, ...], Held]:
    function = function_of(value)
    return said_on_the_way(value, function) if function is not None else ((), ALWAYS)


def _given(source: Source) -> Iterator[tuple[tuple[str, ...], SgNode]]:
    """`addVat(amount, 0.14)`, `vat_on(amount, rate=Decimal("0.14"))`: a fraction given to what is called after VAT."""
    for node in source.all("call" if source.syntax == "python" else "call_expression"):
        made = call(node)
        held = frozenset(words(made.name)) if made is not None else frozenset()
        if made is None or not is_vat(held) or no_rate(held):
            continue
        for arg in (*made.args, *(v for k, v in made.keywords.items() if RATE.intersection(words(k)))):
            value = number_value(arg)
            if value is not None and 0 < value < Decimal("0.5"):
                yield (made.name, "rate"), arg


def _bound(source: Source) -> Iterator[tuple[tuple[str, ...], SgNode]]:
    """Bindings called after VAT themselves, or called `rate` and the like inside something called after VAT."""
    for binding in source.bindings():
        name = (
            binding.field("name") or binding.field("left") or binding.field("key") or binding.field("pattern") or binding.field("property")
        )
        value = binding.field("value") or binding.field("right")
        if name is None or value is None or name.kind() in ("object_pattern", "subscript_expression", "subscript"):
            continue
        text = (string_value(name) or name.text()).rsplit(".", 1)[-1]
        held = frozenset(words(text))
        if tax_of(held):
            yield (text,), value
        elif held & (RATE | STANDARD) and not no_rate(held) and not unknown_words(held):
            around = _called_after_vat(source, value)
            if around is not None:
                yield (around, text), value


def _called_after_vat(source: Source, value: SgNode) -> str | None:
    """The function, class or file around that is called after VAT, unless a nearer name is about something else."""
    for name in source.names(value)[1:]:
        held = frozenset(name.words)
        if tax_of(held):
            return name.text if not no_rate(held) or name.level == "file" else None
        if name.level == "binding" and unknown_words(held):
            return None
    return None


def _class_members(source: Source) -> Iterator[tuple[tuple[str, ...], SgNode]]:
    """`enum VatRate { STANDARD = 15 }`, `class VatRates: CONSTRUCTION = Decimal("10")`."""
    kinds = ("class_definition",) if source.syntax == "python" else ("enum_declaration", "class_declaration")
    for owner in source.all(*(k for k in kinds if source.grammar != "javascript" or k == "class_declaration")):
        name, body = owner.field("name"), owner.field("body")
        held = frozenset(words(name.text())) if name is not None else frozenset()
        if name is None or body is None or not tax_of(held) or held.isdisjoint(RATE):
            continue
        for member in named(body):
            inner = named(member)[0] if member.kind() == "expression_statement" and named(member) else member
            key = inner.field("name") or inner.field("left") or inner.field("property")
            value = inner.field("value") or inner.field("right")
            if key is not None and value is not None:
                yield (name.text(), key.text()), value


def _returned(source: Source) -> Iterator[Stated]:
    """`return 0.075` in a function called after the VAT rate, with the service and the days its conditions name."""
    for statement in source.all("return_statement"):
        inside = named(statement)
        function = function_of(statement)
        if not inside or function is None:
            continue
        called = _rate_function(source, inside[0])
        if called is None:
            continue
        labels, held = said_on_the_way(statement, function)
        yield from stated(inside[0], (called, *labels), held)


def _rate_function(source: Source, value: SgNode) -> str | None:
    for name in source.names(value):
        held = frozenset(name.words)
        if name.level == "function":
            return name.text if tax_of(held) and held & RATE and not no_rate(held) else None
    return None


def said_on_the_way(statement: SgNode, function: SgNode) -> tuple[tuple[str, ...], Held]:
    """What the conditions around a statement, and earlier returns in its block, say about service and days."""
    labels: tuple[str, ...] = ()
    held, below = ALWAYS, statement
    for at in ancestors(statement):
        if at.kind() in ("if_statement", "elif_clause"):
            tested = at.field("condition")
            if tested is not None and below.kind() not in ("else_clause", "elif_clause"):
                names, then, _ = tested_by(tested)
                labels, held = (*labels, *names), held.within(then)
            elif tested is not None:
                held = held.within(tested_by(tested)[2])
        elif at.kind() == "case_clause":
            labels = (
                *labels,
                *(t for s in at.find_all(kind="string") if s.range().end.index <= below.range().start.index and (t := string_value(s))),
            )
        elif at.kind() == "switch_case":
            case = at.field("value")
            text = string_value(case) if case is not None else None
            labels = (*labels, text or (case.text() if case is not None else ""))
        elif at.kind() in ("statement_block", "block"):
            held = held.within(_after_returns(at, below))
        if at.kind() in FUNCTIONS and place(at) == place(function):
            break
        below = at
    return labels, held


def _after_returns(block: SgNode, below: SgNode) -> Held:
    """Days left over by earlier `if (date < …) return` in the same block that test nothing but the date."""
    held = ALWAYS
    for statement in named(block):
        if statement.range().start.index >= below.range().start.index:
            break
        tested = statement.field("condition") if statement.kind() == "if_statement" else None
        if tested is not None and "return" in statement.text():
            labels, _then, otherwise = tested_by(tested)
            held = held if labels else held.within(otherwise)
    return held


def rate_candidate(source: Source, entry: Stated) -> Iterator[Candidate]:
    """The rate an entry states, in percent, or nothing if its names speak of another number."""
    own = frozenset(words(entry.names[-1]))
    held = spoken(entry.names)
    tax = tax_of(held)
    if tax is None or entry.value <= 0 or no_rate(spoken(entry.names[1:]) | own) or no_rate(own):
        return
    if len(entry.names) > 1 and any(_COUNTRY.fullmatch(n) and n != "BD" for n in entry.names[1:]):
        return
    percent = in_percent(entry.value, held)
    if percent is None or not _is_rate(entry, held, percent):
        return
    name = " ".join(dict.fromkeys(entry.names))
    yield rate_found(source, entry.node, tax, held, percent, name, entry.held)


def _is_rate(entry: Stated, held: frozenset[str], percent: Decimal) -> bool:
    if held & RATE:
        return True
    if entry.as_text:
        return False
    if unknown_words(held):
        return (entry.held != ALWAYS or entry.value != int(entry.value)) and percent <= _HIGHEST and own_is_tax(entry)
    fraction = entry.value < 1
    loud = entry.names[0].isupper() or bool(held & (STANDARD - {"default"}) or {"default", "vat"} <= held)
    return fraction or (loud and percent <= _HIGHEST)


def own_is_tax(entry: Stated) -> bool:
    """`CONSTRUCTION_VAT = 7.5`: the name of the constant itself ends in the tax."""
    return words(entry.names[0])[-1:] in (("vat",), ("vds",))


def in_percent(value: Decimal, held: frozenset[str]) -> Decimal | None:
    """15 for 0.15, 15, 1500 basis points and a factor of 1.15; None for what cannot be a rate."""
    if held & {"bps", "basis"}:
        return value / 100
    if held & {"factor", "multiplier"} or (Decimal("1.05") <= value <= Decimal("1.25") and not held & _WHOLE_PERCENT):
        return (value - 1) * 100 if 1 < value < 2 else value * 100 if value < 1 else None
    percent = value * 100 if value < 1 else value
    return percent if percent <= 100 else None


def rate_found(source: Source, node: SgNode, tax: str, held: frozenset[str], percent: Decimal, name: str, days: Held) -> Candidate:
    line = line_of(node)
    says = {
        "tax": tax,
        "words": sorted(held),
        "percent": format(percent.normalize(), "f"),
        "standard": bool(held & (STANDARD - {"default"})),
        "unknown": sorted(unknown_words(held)),
        "since": days.since and days.since.isoformat(),
        "until": days.until and days.until.isoformat(),
        "sure": days.sure,
    }
    return Candidate("rate", tax, name, line, line, evidence_at(source.lines, line), says)


def near_vat(names: list[Name]) -> str | None:
    """The name, if the nearest telling names (a binding, else its function) speak of VAT."""
    for name in names:
        held = frozenset(name.words)
        if is_vat(held) and "vds" not in held:
            return name.text
        if name.level != "class" and unknown_words(held):
            return None
    return None
