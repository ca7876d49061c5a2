"""Rules about one thing that disagree with each other, and stored identifiers that nothing checks.

Compared is what a place lets through, not how it is written: the shortest and the longest number of digits of all that is said within a few
lines; for a mobile number the forms it takes. Messages and comments take sides as well: a person believes them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation

from prohori.codebase.registry.model import Conflict, Found, Missing, Side
from prohori.codebase.registry.patterns import accepts
from prohori.codebase.registry.spellings import ENUM, NUMBERING
from prohori.model import Severity

_LENGTHS = re.compile(r"\d{1,2}(?:-\d{1,2})?(?:\|\d{1,2}(?:-\d{1,2})?)*")
_NEAR = 3
"""Lines within which constraints of one kind in one file belong to one field."""
_FORMS = ("01712345678", "01312345678", "+8801712345678", "8801712345678", "1712345678", "0171234567")
_COUNTED = ("tin", "bin", "nid")
_STATING = frozenset({"length", "pattern", "check", "column", "setting", "row", "message", "mask", "annotation"})
_RATES = ("vat_rate", "withholding", "supplementary_duty")
_NAMES = {
    "tin": "TIN", "bin": "BIN", "nid": "NID", "mobile": "mobile number", "vat_rate": "VAT rate", "withholding": "rate withheld at source",
    "supplementary_duty": "supplementary duty", "fiscal_year": "fiscal year", "due_date": "due date",
    "mushak": "Mushak form", "rounding": "rounding",
}  # fmt: skip


def conflicts_of(rules: Sequence[Found]) -> tuple[Conflict, ...]:
    found = [
        *_identifiers(rules),
        *_mobiles(rules),
        *_rates(rules),
        *_zero_rates(rules),
        *_due(rules),
        *_fiscal(rules),
        *_spelling(rules),
        *_cases(rules),
        *_numberings(rules),
    ]
    return tuple(sorted(found, key=lambda c: (c.severity.rank, c.kind, c.sides[0].path, c.sides[0].line)))


def _side(one: Found, value: str = "") -> Side:
    return Side(path=one.path, line=one.line, value=value or one.value, reach=one.reach)


def _severity(sides: Iterable[list[Found]]) -> Severity:
    """Two live sides disagree now; a dead one misleads whoever brings it back."""
    return Severity.major if sum(any(one.is_live for one in side) for side in sides) > 1 else Severity.minor


def _grouped(rules: Iterable[Found]) -> Iterator[list[Found]]:
    """What stands together: the lengths of one field (`@MinLength`, `@MaxLength`); everything else by itself."""
    group: list[Found] = []
    for one in sorted(rules, key=lambda r: (r.path, r.line)):
        if group and (
            one.path != group[-1].path or one.line > group[-1].end_line + _NEAR or one.role != "length" or group[-1].role != "length"
        ):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _span(group: Iterable[Found]) -> tuple[int, int] | None:
    """The least and the largest number of digits; None where a value is no number of digits."""
    numbers = []
    for one in group:
        if not _LENGTHS.fullmatch(one.value):
            return None
        numbers += [sum(map(int, part.split("-"))) for part in one.value.split("|")]
    return (min(numbers), max(numbers)) if numbers else None


def lengths_of(one: Found) -> frozenset[int]:
    """The numbers of digits that an identifier's rule names; empty where it is no such rule."""
    if one.kind not in _COUNTED or not _LENGTHS.fullmatch(one.value):
        return frozenset()
    return frozenset(sum(map(int, part.split("-"))) for part in one.value.split("|"))


def forms_of(one: Found) -> frozenset[str]:
    """The forms of a mobile number that a pattern lets through; empty where it is none."""
    if one.kind != "mobile" or one.role not in ("pattern", "check"):
        return frozenset()
    return frozenset(form for form in _FORMS if accepts(one.value, "", "javascript", form))


def _identifiers(rules: Sequence[Found]) -> Iterator[Conflict]:
    for kind in _COUNTED:
        stated = [one for one in rules if one.kind == kind and one.role in _STATING]
        spans: dict[tuple[int, int], list[Found]] = defaultdict(list)
        columns: list[tuple[int, Found]] = []
        for group in _grouped(stated):
            span = _span(group)
            if span is None:
                continue
            if group[0].role == "column":
                columns.append((span[1], group[0]))
            else:
                spans[span].append(group[0])
        if len(spans) > 1:
            said = " and ".join(_shown(span) for span in sorted(spans))
            yield Conflict(
                kind=kind, what="value", title=f"{_NAMES[kind]}: {said} digits", severity=_severity(spans.values()),
                sides=tuple(_side(one, _shown(span)) for span, found in sorted(spans.items()) for one in found),
            )  # fmt: skip
        longest = max((span[1] for span in spans), default=0)
        for size, column in columns:
            if size < longest:
                taker = next(found[0] for span, found in spans.items() if span[1] == longest)
                yield Conflict(
                    kind=kind, what="storage", title=f"{_NAMES[kind]}: {longest} digits are let in, {size} are stored",
                    severity=_severity([[taker], [column]]), sides=(_side(taker, str(longest)), _side(column, str(size))),
                )  # fmt: skip


def _shown(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _mobiles(rules: Sequence[Found]) -> Iterator[Conflict]:
    forms: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in rules:
        if one.kind == "mobile" and one.role in ("pattern", "check"):
            taken = tuple(form for form in _FORMS if accepts(one.value, "", "javascript", form))
            if taken:
                forms[taken].append(one)
    if len(forms) > 1:
        yield Conflict(
            kind="mobile", what="value", title=f"mobile number: {len(forms)} checks let different forms through",
            severity=_severity(forms.values()),
            sides=tuple(_side(one, ", ".join(taken)) for taken, found in forms.items() for one in found),
        )  # fmt: skip


def _rates(rules: Sequence[Found]) -> Iterator[Conflict]:
    """One subject, more than one rate; and one rate written as a fraction here and in percent there."""
    for kind in _RATES:
        subjects: dict[str, dict[Decimal, list[Found]]] = defaultdict(lambda: defaultdict(list))
        for one in rules:
            percent = _decimal(one.value)
            if one.kind == kind and percent is not None and one.about and one.role in ("rate", "row", "setting", "value"):
                subjects[_subject(one.about)][percent].append(one)
        for about, values in subjects.items():
            if len(values) > 1 and len({one.path for found in values.values() for one in found}) > 1:
                yield Conflict(
                    kind=kind, about=about, what="value", severity=_severity(values.values()),
                    title=f"{_NAMES[kind]} of {about}: {' and '.join(f'{v:f} %' for v in sorted(values))}",
                    sides=tuple(_side(one) for found in values.values() for one in found),
                )  # fmt: skip
        yield from _units(kind, rules)


def _subject(about: str) -> str:
    return about.upper().removesuffix(".00") if re.match(r"[sS]\d{3}", about) else about.casefold()


def _units(kind: str, rules: Sequence[Found]) -> Iterator[Conflict]:
    written: dict[str, list[Found]] = defaultdict(list)
    for one in rules:
        number = _decimal(one.evidence.strip("'\"mMdDfF% "))
        if one.kind == kind and one.role == "rate" and not one.about and number is not None and one.is_live:
            written["a fraction" if number < 1 else "percent"].append(one)
    if len(written) == 2:
        yield Conflict(
            kind=kind, what="unit", title=f"{_NAMES[kind]}: a fraction in one place, percent in another", severity=Severity.minor,
            sides=tuple(_side(found[0], f"{found[0].evidence} ({unit})") for unit, found in written.items()),
        )  # fmt: skip


def _zero_rates(rules: Sequence[Found]) -> Iterator[Conflict]:
    for one in rules:
        if one.role == "otherwise":
            yield Conflict(
                kind=one.kind, about=one.about, what="zero-rate", title=f"{_NAMES[one.kind]}: a rate of 0 % becomes {one.value} %",
                severity=Severity.major if one.is_live else Severity.minor, sides=(_side(one),),
            )  # fmt: skip


def _due(rules: Sequence[Found]) -> Iterator[Conflict]:
    days: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for one in rules:
        if one.kind == "due_date" and one.about and re.fullmatch(r"\d+", one.value):
            days[one.about][one.value].append(one)
    for about, values in days.items():
        sides = [found[0] for found in values.values()]
        if len(values) > 1 and len({one.path for one in sides}) > 1:
            yield Conflict(
                kind="due_date", about=about, what="value", title=f"{about.replace('.', ' ')} due: {' and '.join(sorted(values, key=int))}",
                severity=_severity(values.values()), sides=tuple(_side(one) for found in values.values() for one in found),
            )  # fmt: skip


def _fiscal(rules: Sequence[Found]) -> Iterator[Conflict]:
    """Months that cannot be the same one, whether counted from 0 or 1."""
    months: dict[str, list[Found]] = defaultdict(list)
    for one in rules:
        if one.kind != "fiscal_year" or one.role in ("length", "day"):
            continue
        if match := re.fullmatch(r"(?:0?([1-9]|1[0-2]))(?:-\d\d)?", one.value):
            month = int(match[1])
            months["July" if month in (6, 7) else str(month)].append(one)
    if len(months) > 1:
        yield Conflict(
            kind="fiscal_year", what="value", title=f"fiscal year: {' and '.join(sorted(months))}", severity=_severity(months.values()),
            sides=tuple(_side(one) for found in months.values() for one in found),
        )  # fmt: skip


def _spelling(rules: Sequence[Found]) -> Iterator[Conflict]:
    """One form, written in different ways where it names something (`Mushak-6.3`, `MUSHAK_6_3`)."""
    forms: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for one in rules:
        match = re.search(r"(?i)mushak[-_ ]?\d{1,2}[._]\d{1,2}", one.evidence) if one.kind == "mushak" and one.role == "form" else None
        if match and one.is_live:
            forms[one.value][match[0]].append(one)
    for number, spellings in forms.items():
        if len(spellings) > 1:
            yield Conflict(
                kind="mushak", what="spelling", title=f"Mushak {number} is written {', '.join(sorted(spellings))}", severity=Severity.info,
                sides=tuple(_side(found[0], spelling) for spelling, found in spellings.items()),
            )  # fmt: skip


def _cases(rules: Sequence[Found]) -> Iterator[Conflict]:
    """Values of one enumeration that are the same word in different letters: a comparison across services never holds."""
    enumerated: dict[str, dict[str, dict[str, list[Found]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for one in rules:
        if one.role == ENUM:
            for value in one.value.split("|"):
                enumerated[one.about][re.sub(r"[-_ ]", "", value.casefold())][value].append(one)
    for about, values in enumerated.items():
        spelled = [spellings for spellings in values.values() if len(spellings) > 1]
        sides = {side.path: side for spellings in spelled for value, found in spellings.items() for side in [_side(found[0], value)]}
        if len(sides) > 1:
            first = " and ".join(sorted(spelled[0]))
            more = f" and {len(spelled) - 1} more values" if len(spelled) > 1 else ""
            title = f"{about}: {first} are one value{more}"
            yield Conflict(
                kind="other", about=about, what="case", title=title, severity=_of_spelling(sides.values()),
                sides=tuple(_side(ones[0], value) for value, ones in sorted(spelled[0].items())),
            )  # fmt: skip


def _numberings(rules: Sequence[Found]) -> Iterator[Conflict]:
    """Numbers of one document that begin with the same letters and differ in their case, or in what separates the parts.

    How many parts there are says nothing: a fiscal year that is put in may be one or two.
    """
    forms: dict[tuple[str, str], dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for one in rules:
        if one.role == NUMBERING:
            written = "".join(re.findall(r"[A-Za-z]", one.value)) + "".join(sorted(set(re.findall(r"[-/_]", one.value))))
            forms[one.about, re.split(r"[-/_#]", one.value)[0].casefold()][written].append(one)
    for (about, _), ways in forms.items():
        if len(ways) > 1:
            sides = tuple(_side(one) for _, found in sorted(ways.items()) for one in found)
            shown = " and ".join(found[0].value for _, found in sorted(ways.items()))
            yield Conflict(
                kind="other", about=about, what="format", title=f"{about} number: {shown}", severity=_of_spelling(sides), sides=sides,
            )  # fmt: skip


def _of_spelling(sides: Iterable[Side]) -> Severity:
    return Severity.minor if sum(side.reach in ("wired", "db", "unsure") for side in sides) > 1 else Severity.info


def missing_of(rules: Sequence[Found]) -> tuple[Missing, ...]:
    """Columns for identifiers in a service where nothing alive checks that identifier."""
    checked = {(one.scope.service, one.kind) for one in rules if one.role in ("length", "pattern", "check") and one.is_live}
    return tuple(
        Missing(kind=one.kind, title=f"{_NAMES[one.kind]} is stored and nothing alive checks it", path=one.path, line=one.line)
        for one in rules
        if one.role == "column"
        and one.kind in (*_COUNTED, "mobile")
        and one.reach in ("db", "wired")
        and (one.scope.service, one.kind) not in checked
    )


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
