"""Numbers of Mushak forms: in texts that name them, and bare where the names around speak of Mushak and of nothing nearer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.registry.context import Context, Ring, Tree, context_of
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.patterns import accepts, delimited
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.words import listed, words

FORMS = listed("2.1 2.2 2.3 2.4 2.5 4.1 4.2 4.3 6.1 6.2 6.2.1 6.3 6.4 6.5 6.6 6.7 6.8 6.9 6.10 9.1 9.1.1 9.2 9.3 9.4")
FORM = re.compile(
    r"(?:[Mm]ushak|MUSHAK|[Mm]usak|[Mm]ushok|মূসক|মুসক)\s*[-_ :#]?\s*(?:[Ff]orm\s*|ফরম\s*)?[-_ ]?(?:[Nn]o\.?\s*|নং\s*)?"
    r"(\d{1,2}(?:[._-]\d{1,2}){0,2}[A-Z]?)(?![\d])"
)
_MUSHAK = frozenset({"mushak", "musak", "mushok", "musok"})
_OF_FORMS = listed(
    """
    form forms number no code type kind name title id sales sale purchase book books register return returns invoice challan
    certificate note notes credit debit tax vat turnover transfer contract manufacturing statement vds issue default current template
    templates doc document documents report reports file label display heading header caption category entry item high value branch
    summary production chalan payload out in input output record model entity status row column key enum choice choices option options
    types list map
    """
)
_NOT_FORMS = listed(
    """
    version versions schema v driver engine size width height margin padding font scale api app protocol spec chapter section clause
    paragraph standard pump screen inch rating ratio score rate amount page pages dpi kernel os release build compat sdk db node
    python php java rule note_no table figure fig annex step path dir port
    """
)


def mushak_rules(literal: Literal, said: str) -> Iterator[Rule]:
    """Of a text; `said`: with digits of other scripts folded."""
    if forms := _forms_accepted(literal):
        yield rule(literal.context, "mushak", "|".join(forms), role="pattern")
        return
    if literal.pattern:
        return
    match = FORM.search(said)
    if match is not None:
        if _plausible(match[1]) and not _keys_a_number(literal) and "/" not in said[max(0, match.start() - 2) : match.start()]:
            yield rule(literal.context, "mushak", _dotted(match[1]), role="form", text=said)
    elif len(said) < 40 and (bare := re.fullmatch(r"\s*[Mm]?[-_]?(\d{1,2}(?:[._]\d{1,2}){1,2})\s*", said)) is not None:
        number = bare[1].replace("_", ".")
        if number in FORMS and _is_named(literal.context, "_" in bare[1]) and not _keys_a_number(literal):
            yield rule(literal.context, "mushak", number, role="form", text=said)


_NAMES_MUSHAK = re.compile(r"(?i:mushak|musak|mushok)|মূসক|মুসক")
_NO_FORMS = ("1.1", "6.99", "7.7", "9.9", "12.5")
_SPELLED = ("{}", "Mushak-{}", "Mushak {}", "mushak-{}", "MUSHAK-{}", "mushak_{}", "MUSHAK_{}", "Mushak{}", "মূসক-{}", "মূসক {}")


def _forms_accepted(literal: Literal) -> tuple[str, ...]:
    """The forms that a pattern lets through; none where it takes any number, or is not for forms of Mushak."""
    text = delimited(literal.text or "") if literal.grammar == "php" else literal.text or ""
    if not re.search(r"[\d)\]]\\\.|[(|]\d+_\d", text) or len(text) > 200:
        return ()
    if not _NAMES_MUSHAK.search(text) and not _is_named(literal.context, False):
        return ()
    pattern, flags = text.removeprefix("(?i)"), literal.flags or ("i" if text.startswith("(?i)") else "")

    def taken(form: str) -> bool:
        spelled = [spelling.format(one) for one in (form, form.replace(".", "_")) for spelling in _SPELLED]
        return any(accepts(pattern, flags, literal.syntax, one, "fullmatch") for one in spelled)

    return () if any(map(taken, _NO_FORMS)) else tuple(filter(taken, sorted(FORMS, key=lambda form: [int(n) for n in form.split(".")])))


def mushak_numbers(literal: Literal) -> Iterator[Rule]:
    """`{ mushakForm: 6.3 }`: the key itself says so."""
    bound = literal.context.bound
    if bound is not None and str(literal.value) in FORMS and bound.words & _MUSHAK and not bound.words & _NOT_FORMS:
        yield rule(literal.context, "mushak", str(literal.value), role="form")


def _plausible(number: str) -> bool:
    """A form of today as `6.3` or `63`, or one of the old law (`11`, `11KA`)."""
    bare = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return re.search(r"[._-]", bare) is not None or bare in {f.replace(".", "") for f in FORMS} or 1 <= int(bare) <= 25


def _dotted(number: str) -> str:
    spelled = {form.replace(".", ""): form for form in FORMS}
    return spelled.get(number, re.sub(r"[_-]", ".", number))


def _is_named(context: Context, underscored: bool) -> bool:
    """Whether Mushak is spoken of nearer than anything else: in the statement, else in a class or file among names of forms alone."""
    for ring in context.rings:
        if ring.role == "sibling":
            continue
        held = ring.words - _STORED if ring.role in ("callee", "argument") else ring.words
        if held & _NOT_FORMS and ring.role not in ("file", "label"):
            return False
        if held & _MUSHAK or (ring.role in ("label", "element") and re.search(r"[Mm]ushak|মূসক", ring.text)):
            return True
        if ring.role in ("key", "binding", "function", "class") and _another(ring):
            return False
    return False


_STORED = frozenset({"table", "schema", "db"})
"""`DB::table('mushak_forms')`: where it is kept, no table of figures."""


def _another(ring: Ring) -> bool:
    return bool({w for w in ring.words if not w.isdigit() and len(w) > 1} - _OF_FORMS - NEUTRAL)


def _keys_a_number(literal: Literal) -> bool:
    """`{"mushak_9_1": 15}`: the form is only what the day is for."""
    above = literal.node.parent()
    parts = (
        [c for c in above.children() if c.is_named()] if above is not None and above.kind() in ("pair", "array_element_initializer") else []
    )
    return (
        len(parts) == 2
        and parts[0].range().start.index == literal.node.range().start.index
        and re.fullmatch(r"[\d.]+", parts[1].text()) is not None
    )


_MEMBERS = {
    "typescript": ("enum_assignment", "property_identifier"),
    "tsx": ("enum_assignment", "property_identifier"),
    "java": ("enum_constant",),
    "csharp": ("enum_member_declaration",),
    "php": ("enum_case",),
    "python": ("assignment",),
}
_MEMBER = re.compile(r"(?i:mushak|musak)_?(\d{1,2}(?:_\d{1,2}){0,2})\b")


def mushak_members(tree: Tree) -> Iterator[Rule]:
    """`MUSHAK_6_3` as a member of an enum: its name is the number."""
    kinds = _MEMBERS.get(tree.grammar, ())
    for node in (
        tree.root.find_all({"rule": {"any": [{"kind": kind, "regex": r"^(case\s+)?(?i:mushak|musak)_?\d"} for kind in kinds]}})
        if kinds
        else ()
    ):
        match = _MEMBER.search(node.text()[:60])
        context = context_of(node, tree)
        enumerated = any(ring.text == "enum" for ring in context.of("class")) or node.kind() == "enum_case"
        if match and enumerated and _plausible(match[1]):
            yield rule(context, "mushak", _dotted(match[1]), role="form")


def names_mushak(text: str) -> bool:
    held = frozenset(words(text))
    return not _MUSHAK.isdisjoint(held) and _NOT_FORMS.isdisjoint(held)
