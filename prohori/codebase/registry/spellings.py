"""What services must spell alike to understand each other: the values of enumerations, and the form of document numbers.

Looked at are enumerations of tax and of its documents with values that are written down as text: names of constants follow the customs of
their language and say nothing. A number's form is its letters and separators, with `#` for each part that varies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.registry.context import Tree
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.words import listed, words

ENUM, NUMBERING = "enum", "numbering"
_DECLARED = {
    "typescript": ("enum_declaration", "type_alias_declaration"), "tsx": ("enum_declaration", "type_alias_declaration"),
    "php": ("enum_declaration",), "python": ("class_definition",),
}  # fmt: skip
_TELLING = listed(
    "vat tax taxes tds vds sd mushak challan invoice withholding supply taxpayer duty bill voucher receipt payment refund return"
)
_NOISE = listed("enum enums type types kind kinds values value options choices")
_NAME = re.compile(r"\b(?:enum|type|class)\s+(\w+)")
_ENUMERATES = re.compile(r"\b(?:Str|Int)?Enum\b|\bTextChoices\b")
_VALUE = re.compile(r"=\s*\(?\s*(['\"])([^'\"\n]{1,40})\1")
_QUOTED = re.compile(r"(['\"])([^'\"\n]{1,40})\1")
_UNION = re.compile(r"=\s*\|?\s*(?:['\"][^'\"\n]{1,40}['\"]\s*\|?\s*)+;?\s*\Z")
_SQL = re.compile(
    r"(?P<of>\w+)[\"`]?\s+(?:AS\s+)?ENUM\s*\((?P<listed>[^()]{1,2000})\)|CHECK\s*\(\s*[\"`]?(?P<of2>\w+)[\"`]?\s+IN\s*\((?P<listed2>[^()]{1,2000})\)",
    re.IGNORECASE,
)
_PRISMA = re.compile(r"^enum\s+(\w+)\s*\{([^{}]{1,2000})\}", re.MULTILINE)
_LONGEST_DECLARATION = 10_000
_MOST_VALUES = 40
_DOCUMENTS = listed("invoice challan voucher receipt bill")
_QUALIFIERS = listed("purchase sales sale proforma credit debit vat tax draft return refund pos")
_UNTELLING = listed("number numbers no num nr serial series format pattern regex re code next generated new make prefix id value result")
_SPOILED = listed("path url route file folder message error label title test")
_VARIABLE = re.compile(
    r"\$\{[^{}]*\}|\{[^{}]*\}|%\(\w+\)0?\d*[sd]|%0?\d*[sd]|\(\?:|[()]|\\d(?:\{[\d,]+\}|\+)?|\[0-9\](?:\{[\d,]+\}|\+)?|#+|Y{4}|YY|(?<=[-/_.])(?:M{2}|D{2})(?=[-/_.])|[NX]{3,}|0{3,}"
)
_FORM = re.compile(r"[A-Za-z]{1,8}(?:[-/_]?(?:#|[A-Za-z]{1,8}))*[-/_]?#")


def enumerations(tree: Tree) -> Iterator[Rule]:
    for node in tree.root.find_all({"rule": {"any": [{"kind": kind} for kind in _DECLARED.get(tree.grammar, ())] or [{"kind": "ERROR"}]}}):
        text = node.text()
        name = _NAME.search(text[:200])
        if name is None or len(text) > _LONGEST_DECLARATION:
            continue
        if node.kind() == "type_alias_declaration":
            values = [m[2] for m in _QUOTED.finditer(text)] if _UNION.search(text) else []
        elif node.kind() == "class_definition" and not _ENUMERATES.search(text.split(":", 1)[0]):
            continue
        else:
            values = [m[2] for m in _VALUE.finditer(text)]
        yield from _enumeration(name[1], values, node.range().start.line + 1 + tree.offset)


def enumerations_in_lines(text: str, grammar: str) -> Iterator[Rule]:
    """Of SQL (`ENUM (…)`, `CHECK (x IN (…))`) and of Prisma's schemas."""
    found = _PRISMA.finditer(text) if grammar == "prisma" else _SQL.finditer(text)
    for match in found:
        line = text.count("\n", 0, match.start()) + 1
        if grammar == "prisma":
            values = [part.split()[0] for part in match[2].splitlines() if part.strip() and not part.strip().startswith(("//", "@@"))]
            yield from _enumeration(match[1], values, line)
        else:
            yield from _enumeration(
                match["of"] or match["of2"], [m[2] for m in _QUOTED.finditer(match["listed"] or match["listed2"])], line
            )


def _enumeration(name: str, values: list[str], line: int) -> Iterator[Rule]:
    told = [word for word in words(name) if word not in _NOISE]
    values = [value for value in values if re.search(r"[A-Za-z]", value)]
    if 1 < len(values) <= _MOST_VALUES and not _TELLING.isdisjoint(told):
        said = "|".join(values)
        yield Rule("other", line, line, said, ENUM, said, " ".join(told))


def numbering(literal: Literal) -> Iterator[Rule]:
    """`INV-${year}-${serial}`, `/^INV-\\d{4}-\\d{6}$/`, `INV-.YYYY.-.#####`: the number of a document, made or checked."""
    form = form_of(literal.text or "")
    if form is None:
        return
    context = literal.context
    for ring in context.rings:
        if ring.role not in ("binding", "key", "function", "callee", "class", "label", "element"):
            continue
        if not _SPOILED.isdisjoint(ring.words):
            return
        if subject := _DOCUMENTS & ring.words:
            about = " ".join(sorted(subject | (_QUALIFIERS & ring.words)))
            yield rule(context, "other", form, role=NUMBERING, about=about)
            return
        if ring.role in ("binding", "key") and not _UNTELLING.issuperset(ring.words):
            return  # `poNumber` of an invoice


def form_of(text: str) -> str | None:
    """`INV-#-#`; None for what is no form of a number."""
    if not 4 <= len(text) <= 80 or not re.search(r"[-/_]", text):
        return None
    bare = text.removeprefix("^").removesuffix("$").replace("\\-", "-").replace("\\/", "/")
    if bare.count(".") and "#" in bare:
        bare = bare.replace(".", "")  # Frappe's `INV-.YYYY.-.#####`
    form = re.sub(r"#+", "#", _VARIABLE.sub(lambda m: "" if m[0] in ("(", ")", "(?:") else "#", bare))
    return form if _FORM.fullmatch(form) else None
