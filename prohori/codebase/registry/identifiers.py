"""TIN, BIN, NID and mobile numbers as code states them: lengths, patterns, masks, prefixes and groups.

A pattern is known by what it accepts: its value is the lengths of the digits it lets through, whatever its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from prohori.codebase.registry.context import PAIRS, Context
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.naming import (
    EXTRACTING,
    OWN_LENGTHS,
    abroad,
    is_column,
    is_length,
    plausible_length,
    sense_around,
    sense_of,
    subject_of,
    telling_length,
)
from prohori.codebase.registry.patterns import accepted_lengths, delimited, is_bin_form, knows_operators, mode_of, said, takes_mobiles
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.registry.spoken import told_by_message
from prohori.codebase.subjects import Identifier
from prohori.codebase.words import listed, words

_DIGITS = re.compile(r"\\d|0-9|1-9|3-9|\[[0-9]|\[:digit|\\p\{N|০-৯")
_COUNTED = re.compile(r"\{\d+(?:,\d*)?\}|(?:\\d){3}|(?:\[0-9\]){3}")
_MOBILE_PATTERN = re.compile(r"01\)?\[|01\\d|\(?:?\+?\\?\+?88|880|0\?1\[|0\)\?1|01\[|\b01\[3|\+88|01\(\?|\(01[3-9]\||0\(1[3-9]\|")
_LANDLINE = re.compile(r"(?:880|\+88|\^)\)?\??-?0?\(?2")
_PREFIXED = re.compile(r"\^[(?:]*(?:\\?\+)?\??(?:88)?\)?\??0?1(?:\[[\d-]+\]|\(?\?\:?)?|\^\\?\+?\??880")
_TEXT_MASK = re.compile(r"[+(]?[9#0X_xN*১-৯ -]{7,24}\)?")
_MOBILE_MASK = re.compile(r"(?:\+?88[ -]?)?0?1[0-9#Xx_N]{1,4}[- ]?[9Xx#_N]{3,9}")
_REGION = re.compile(r"(?:phone|mobile|msisdn|cell)(?!.*(?:code|country))|^country$", re.IGNORECASE)


def identifier_rules(literal: Literal) -> Iterator[Rule]:
    if literal.value is not None:
        yield from _length(literal, literal.value)
    elif literal.text is not None:
        yield from _text(literal, literal.text)


def _length(literal: Literal, value: Decimal) -> Iterator[Rule]:
    if value != int(value) or not 2 <= value <= 30:
        return
    context = literal.context
    if value < 20 and (parts := _parts(literal, int(value))) is not None:
        yield parts
        return
    if value < 4:
        return
    if not is_length(context):
        among = _among_identifiers(literal)
        if (expected := telling_length(context, int(value), among)) is not None and (among or _is_plain_row(literal)):
            yield rule(context, expected, str(int(value)), role="length")
        return
    kind = subject_of(context, (int(value),))
    if kind is None or not plausible_length(kind, int(value), context) or _hides(context):
        return
    yield rule(context, kind, str(int(value)), role="column" if is_column(context) else "length")


def _is_plain_row(literal: Literal) -> bool:
    """Whether what stands beside it in its list are constants too: `("TIN", "tin", 12)`, but not `["tin", tin, 12]`."""
    above = literal.node.parent()
    if above is None or above.kind() not in _LISTS:
        return True
    return all("string" in part.kind() or part.kind() in _CONSTANT for part in literal.tree.parts(above))


def _among_identifiers(literal: Literal) -> bool:
    """`{"tin": 12, "nid": 17, "locker": 12}`: whether another identifier stands beside it with a length of its own."""
    at = literal.node
    while (above := at.parent()) is not None and above.kind() not in PAIRS:
        at = above
        if above.range().end.index - literal.node.range().end.index > 2:
            return False
    table = above.parent() if above is not None else None
    if above is None or table is None or _NOT_LENGTHS & literal.context.words("key", "binding", "callee", "argument"):
        return False
    pairs = literal.tree.parts(table)
    for pair in pairs if len(pairs) < 40 else ():
        parts = literal.tree.parts(pair)
        if len(parts) == 2 and pair.kind() in PAIRS and re.fullmatch(r"\d{1,2}", parts[1].text()):
            length = int(parts[1].text())
            kind = sense_of(words(parts[0].text()), (length,))
            own = pair.range().start.index == above.range().start.index
            if not own and kind is not None and kind != "other" and length in OWN_LENGTHS[kind]:
                return True
    return False


_NOT_LENGTHS = listed(
    "width widths weight weights points score scores order position positions index priority rank px count counts total totals"
)
_CONSTANT = listed("number integer float true false null none array_element_initializer integer_literal decimal_integer_literal")


def _hides(context: Context) -> bool:
    """Whether the digits are hidden or shown in another base: `'*'.repeat(10)`, `n.toString(2).padStart(13, '0')`."""
    return bool(EXTRACTING & context.words("function")) or any(
        "(2)" in ring.text or (context.grammar == "python" and "bin(" in ring.text) for ring in context.of("callee")
    )


_WHOLE: dict[str, frozenset[int]] = {
    "tin": frozenset({10, 12}),
    "bin": frozenset({9, 11, 13}),
    "nid": frozenset({10, 13, 17}),
    "mobile": frozenset({11, 13}),
}
_GROUPED = listed("parts groups blocks segments format split chunks layout grouping pattern")
_LISTS = frozenset({"array", "list", "tuple", "array_initializer", "array_creation_expression", "object", "dictionary", "flow_sequence"})


def _parts(literal: Literal, value: int) -> Rule | None:
    """`BIN_PARTS = { base: 9, branch: 4 }`: numbers that stand together and make a whole; stated once, at the first."""
    above = literal.node.parent()
    above = above.parent() if above is not None and above.kind() in ("pair", "array_element_initializer") else above
    if above is not None and above.kind() in _LISTS:
        if literal.tree.parts(above) and not _GROUPED.isdisjoint(literal.context.words("key", "binding")):
            numbers = [int(n) for n in re.findall(r"(?<![\w.])\d{1,2}(?![\w.])", above.text()[:200])]
            kind = subject_of(literal.context)
            if len(numbers) > 1 and kind is not None and sum(numbers) in _WHOLE[kind]:
                return rule(literal.context, kind, "-".join(map(str, numbers)), role="format")
        return None
    if value in (4, 9):
        text = " ".join(ring.text for ring in literal.context.of("operand"))
        if is_length(literal.context) and re.search(rf"(?<![\w.]){13 - value}(?![\w.])|['\"]-['\"]", text):
            kind = subject_of(literal.context)
            return rule(literal.context, kind, str(value), role="format") if kind == "bin" else None
    return None


_NAMED_PART = re.compile(r"(?::|\(\?P?<|\{)(\w+)(?:\(|>|:)((?:\\d|\[0-9\])\{[\d,]+\}(?:(?:-?\??|\|)(?:\\d|\[0-9\])\{[\d,]+\})*)")
"""`/vendors/:tin(\\d{12})`, `(?P<tin>\\d{12})`, `/{tin:\\d{12}}`: a part of a path or of a pattern, and its name."""
_CONSTRAINED = re.compile(r"\{(\w+)(?::\w+)*:(?:(?:min|max)?length\((\d+(?:,\s*\d+)?)\)|regex\(((?:[^()]|\([^()]*\))+)\))")
"""ASP.NET's `{tin:length(12)}`, `{tin:regex(^\\d{{12}}$)}`."""


def _named_parts(literal: Literal, text: str) -> Iterator[Rule]:
    for name, pattern in _NAMED_PART.findall(text):
        lengths = accepted_lengths(f"^(?:{pattern})$", "", "javascript")
        kind = sense_of(words(name), lengths)
        if kind is not None and kind != "other" and not abroad(literal.context):
            yield rule(literal.context, kind, said(kind, pattern, lengths), role="pattern", text=text)
    for name, stated, asked in _CONSTRAINED.findall(text):
        pattern = asked.replace("{{", "{").replace("}}", "}")
        lengths = accepted_lengths(pattern, "", "javascript") if asked else tuple(map(int, stated.split(",")))
        kind = sense_of(words(name), lengths)
        if kind is not None and kind != "other" and not abroad(literal.context):
            value = said(kind, pattern, lengths) if asked else "|".join(map(str, lengths))
            yield rule(literal.context, kind, value, role="pattern", text=text)


def _text(literal: Literal, text: str) -> Iterator[Rule]:
    if (_NAMED_PART.search(text) or _CONSTRAINED.search(text)) and (named := list(_named_parts(literal, text))):
        yield from named
        return
    if literal.pattern or (_is_pattern(text) and not re.search(r"(?:length|regex_match)\[", text)):
        yield from _pattern(literal, text)
        return
    if literal.grammar == "php" and _LARAVEL.search(text):
        yield from _laravel(literal, text)
        return
    short = text.strip().strip("'\"") if literal.grammar == "html" else text.strip()
    if (typed := _TYPED.fullmatch(short)) is not None:
        kind = subject_of(literal.context)
        if kind is not None and plausible_length(kind, int(typed[1]), literal.context):
            yield rule(literal.context, kind, typed[1], role="column" if "char" in short.lower() else "length")
    elif short in ("BD", "bn-BD", "BGD"):
        yield from _region(literal, short)
    elif re.fullmatch(r"[1-9]\d?", short):
        yield from _operators(literal, short) or _prefix(literal, short) or _length(literal, Decimal(short))
    elif _LENGTHS.fullmatch(short):
        yield from _several(literal, short)
    elif len(short) <= 30:
        yield from _short(literal, short)


_LENGTHS = re.compile(r"\d{1,2}(?:\s*[,|/]\s*\d{1,2})+")
_TYPED = re.compile(r"n?(?:var)?char(?:acter)?2?\s*(?:varying)?\s*\(\s*(\d+)\s*\)(?: NOT NULL| NULL)?", re.IGNORECASE)


def _region(literal: Literal, text: str) -> Iterator[Rule]:
    """`parsePhoneNumber(raw, 'BD')`, `@IsMobilePhone('bn-BD')`, `PhoneNumberField(region="BD")`."""
    context = literal.context
    called = [name for name in context.callees[:3] if _REGION.search(name)]
    named = context.bound is not None and bool(context.bound.words & {"region", "locale"})
    phone = context.words("callee", "element", "key", "argument", "operand", "binding", "function") & _PHONES
    asked = context.words("callee") & {"parse", "region", "valid", "validate", "country", "format", "locale"}
    if [name for name in called if name.lower() != "country"] or (phone and asked) or (named and context.words("callee") & _PHONES):
        yield rule(context, "mobile", text, role="pattern")


_PHONES = listed("phone mobile msisdn phonenumbers cell")


def _several(literal: Literal, text: str) -> Iterator[Rule]:
    """`"10,13,17"` under the name of lengths."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if not is_length(literal.context):
        return
    kind = subject_of(literal.context, numbers)
    if kind is not None and any(plausible_length(kind, n, literal.context) for n in numbers):
        yield rule(literal.context, kind, "|".join(map(str, numbers)), role="length")


def _is_pattern(text: str) -> bool:
    return (
        len(text) <= 400
        and _DIGITS.search(text) is not None
        and re.search(r"[\\\[{^$]", text) is not None
        and not re.search(r"\b(SELECT|CHECK|ALTER|CREATE|INSERT|UPDATE)\b", text)
    )


def _pattern(literal: Literal, text: str) -> Iterator[Rule]:
    if literal.grammar == "php" or (not literal.pattern and text.startswith(("/", "~", "#"))):
        text = delimited(text)
    if text.startswith("regex:"):
        text = delimited(text[6:])
    if _COUNTED.search(text) is None:
        yield from _prefix_pattern(literal, text)
        return
    context = literal.context
    if "g" in literal.flags and context.callees[:1] in (("match",), ("replace",)) and not re.search(r"^\^|\$$", text):
        return  # cut into groups for print
    if "[01]" in text or EXTRACTING & context.words("function", "binding", "key"):
        return
    mode = mode_of(literal)
    lengths = accepted_lengths(text, literal.flags, literal.syntax, mode)
    kind = _kind_of_pattern(literal, text, lengths)
    if kind is None or (not lengths and kind != "mobile" and not re.search(r"\d{1,2}", text)):
        return
    yield rule(context, kind, said(kind, text, lengths), role="pattern", text=text, pattern=(text, literal.flags, literal.syntax, mode))


def _kind_of_pattern(literal: Literal, text: str, lengths: tuple[int, ...]) -> Identifier | None:
    context = literal.context
    mobiles = takes_mobiles(text, literal.flags, literal.syntax)
    sense = sense_around(context, (*lengths, 11) if mobiles else lengths)
    if sense in ("tin", "bin", "nid") and knows_operators(text, literal.flags, literal.syntax):
        return "mobile"
    if sense is None or sense == "other":
        sense = told_by_message(literal, lengths) or sense
    if sense == "mobile":
        shown = mobiles or _MOBILE_PATTERN.search(text) is not None
        home = (shown and not (mobiles is False and _LANDLINE.search(text))) or (_is_home(context) and mobiles is not None)
        return "mobile" if home else None
    if sense is not None and sense != "other":
        return sense
    if abroad(context):
        return None
    if knows_operators(text, literal.flags, literal.syntax) or (sense is None and mobiles):
        return "mobile"
    if sense is None and is_bin_form(text) and context.everything & {"vat", "mushak", "nbr", "business"}:
        return "bin"
    return None


def _is_home(context: Context) -> bool:
    return bool(context.everything & {"bd", "bangladesh", "bangladeshi", "bkash", "nagad"})


def _prefix_pattern(literal: Literal, text: str) -> Iterator[Rule]:
    """`/^01/.test(mobile)`; what only strips a prefix checks nothing."""
    if _PREFIXED.match(text) is None or literal.context.callees[:1] == ("replace",) or abroad(literal.context):
        return
    if subject_of(literal.context) != "mobile" and not knows_operators(text, literal.flags, literal.syntax):
        return
    yield rule(literal.context, "mobile", text, role="prefix", text=text)


_LARAVEL = re.compile(
    r"(?:digits|size|min|max|between|digits_between|regex|length):|(?:length|regex_match)\[|\bphone:(?:\w+,)*BD\b|starts_with:"
)


def _laravel(literal: Literal, text: str) -> Iterator[Rule]:
    context = literal.context
    stated = [
        int(n)
        for m in re.finditer(r"(?:digits|size|max|min|between|digits_between|length)[:\[](\d+)(?:,(\d+))?", text)
        for n in m.groups()
        if n
    ]
    kind = subject_of(context, stated)
    if kind is None:
        return
    fitting = [str(n) for n in dict.fromkeys(stated) if plausible_length(kind, n, context)]
    written = re.search(r"regex:(.*)|regex_match\[(.*)\]", text)
    if written and _COUNTED.search(written[1] or written[2]):
        inner = delimited(written[1] or written[2])
        value = said(kind, inner, accepted_lengths(inner, "", "javascript"))
        yield rule(context, kind, value, role="pattern", text=inner, pattern=(inner, "", "javascript", "search"))
        return
    begins = re.findall(r"starts_with:([+\d,]+)", text) if kind == "mobile" else []
    if kind == "mobile" and "phone:" in text and "BD" in text:
        fitting = ["BD"]
    if fitting or begins:
        yield rule(context, kind, "|".join([*fitting, *begins]), role="length")


def _short(literal: Literal, text: str) -> Iterator[Rule]:
    if not _SYMBOLS.fullmatch(text):
        return
    context = literal.context
    if _MOBILE_MASK.fullmatch(text) and (re.search(r"[Xx#_N]{3}", text) or (re.search(r"99999", text) and _is_mask(context))):
        if not abroad(context) and context.callees[:1] != ("replace",) and not EXTRACTING & context.words("function"):
            yield rule(context, "mobile", text, role="mask")
        return
    if _TEXT_MASK.fullmatch(text) and re.search(r"[9#0X_x]{3}", text) and len(set(re.sub(r"[ -]", "", text))) == 1:
        digits = len(re.sub(r"[^9#0X_x]", "", text))
        kind = subject_of(context, (digits,)) if digits >= 9 and _is_mask(context) else None
        if kind is not None:
            yield rule(context, kind, "9-4" if kind == "bin" and re.fullmatch(r".{9}-.{4}", text) else str(digits), role="mask", text=text)
    elif re.fullmatch(r"(?:\+?88)?01[3-9]", text) and _among_operators(literal):
        if not abroad(context):
            yield rule(context, "mobile", text, role="prefix")
    else:
        yield from _prefix(literal, text)


_SYMBOLS = re.compile(r"[-+()0-9#Xx_N*১ ]+")


def _prefix(literal: Literal, text: str) -> list[Rule]:
    if not _PREFIX.fullmatch(text) or not _compares(literal.context):
        return []
    sense = sense_around(literal.context)
    if sense != "mobile" and (sense is not None or "880" not in text):
        return []
    return [rule(literal.context, "mobile", text, role="prefix")]


_PREFIX = re.compile(r"(?:\+|00)?(?:88)?(?:01[0-9]?)|(?:\+|00)?8801?[0-9]?|(?:\+|00)?88")


def _is_mask(context: Context) -> bool:
    return bool(context.statement & {"mask", "placeholder", "format", "pattern", "template", "inputmask", "hint", "example"})


_WIDE = listed("program module statement_block block compound_statement class_body declaration_list compilation_unit")


def _among_operators(literal: Literal) -> bool:
    """Whether several prefixes of operators stand in one table, list or switch."""
    above = literal.node.parent()
    for _ in range(4):
        if above is None or above.kind() in _WIDE:
            return False
        span = above.range()
        if span.end.index - span.start.index > 3_000:
            return False
        if len(re.findall(r"['\"](?:\+?88)?01[3-9]['\"]", above.text())) >= 3:
            return True
        above = above.parent()
    return False


def _operators(literal: Literal, text: str) -> list[Rule]:
    """`case '17':` in a switch over the digits of a mobile number."""
    if not re.fullmatch(r"1[3-9]", text):
        return []
    tested = " ".join(ring.text for ring in literal.context.of("operand", "test"))
    if not re.search(r"slice|substr|\[\d:\d\]|Substring", tested) or subject_of(literal.context) != "mobile":
        return []
    return [rule(literal.context, "mobile", text, role="prefix")]


def _compares(context: Context) -> bool:
    spoken = context.words("callee", "operand", "binding", "key", "argument")
    return bool(spoken & _COMPARING) or any(re.search(r"\[:\d\]|indexOf", ring.text) for ring in context.of("operand", "callee"))


_COMPARING = listed("startswith starts prefix prefixes operator operators codes strpos slice substring substr left")
