"""The first month of the company's fiscal year: by names, and by code that maps a date to a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.registry.context import PASSING, Context, Tree, context_of, function_of_any
from prohori.codebase.registry.fiscal_names import OF_DUTIES, OF_YEARS, OTHER_YEARS, fiscal_of, names_fiscal_year, of_the_books, own_names
from prohori.codebase.registry.fiscal_texts import fiscal_text
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.moments import Part, months_first, part_of
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.remarks import remarks
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.words import listed, words

_NOT_MONTH = listed(
    """
    count length days hours offset_days page limit depreciation tenure warranty probation notice retention trial day quarter id
    version years quarters duration number lock
    """
)
_LENGTHS = listed("length len maxlength max varchar char string size minlength nvarchar character maxsize")


def fiscal_rules(literal: Literal) -> Iterator[Rule]:
    value = literal.value
    if value is not None:
        if value == int(value) and 0 <= value <= 31:
            said = _fiscal_number(literal, int(value))
            if said:
                yield rule(literal.context, "fiscal_year", said[1], role=said[0])
    elif literal.text is not None:
        digits = literal.text.strip()
        if re.fullmatch(r"0?[1-9]|[123]\d", digits):
            said = _fiscal_digits(literal, int(digits))
            if said:
                yield rule(literal.context, "fiscal_year", said[1], role=said[0])
            return
        told = fiscal_text(literal, literal.text)
        if told:
            yield rule(literal.context, "fiscal_year", told, role="text", text=literal.text)


def _fiscal_number(literal: Literal, value: int) -> tuple[str, str] | None:
    part = part_of(literal.node, literal.tree) if value <= 12 else None
    context = literal.context
    if part is not None and part.kind in ("days", "day") and value <= 12 and not _is_day(context, value):
        return None
    if part is not None and (part.kind in ("shift", "turn") or part.op or part.day or part.at.kind() not in _PAIRED):
        month = _of_part(literal, part, value)
        return ("month", str(month)) if month else None
    if value > 12 or not (fiscal_of(context) or _beside_fiscal_year(context)):
        return ("day", str(value)) if value in (1, 30, 31) and _is_day(context, value) else None
    if _is_length(context, value):
        return "length", str(value)
    if _is_day(context, value):
        return "day", str(value)
    return ("month", str(value)) if _is_month(context, value) else None


def _fiscal_digits(literal: Literal, value: int) -> tuple[str, str] | None:
    """`date('m') >= '07'`, `<field name="fiscalyear_last_month">6</field>`."""
    part = part_of(literal.node, literal.tree) if value <= 12 else None
    if part is not None and part.op and part.kind == "month":
        month = _of_part(literal, part, value)
        return ("month", str(month)) if month else None
    named = literal.context.named
    if not named & {"month", "day", "mash"} or not fiscal_of(literal.context):
        return None
    if _is_day(literal.context, value):
        return "day", str(value)
    return ("month", str(value)) if value <= 12 and named & {"month", "mash"} and not named & _NOT_MONTH else None


_PAIRED = listed("pair array_element_initializer assignment_expression element_value_pair")


def _of_part(literal: Literal, part: Part, value: int) -> int:
    """The month that the part states for the fiscal year, from 1; 0 if it states none."""
    context = literal.context
    if part.kind == "turn":
        quarterly = re.search(r"/\s*3\b|//\s*3\b", _statement(part.at)) is not None
        if fiscal_of(context) or (quarterly and part.month == 7 and not own_names(context) & OTHER_YEARS):
            return part.month if 2 <= part.month <= 12 and not abroad(context) else 0
        return 0
    if part.kind == "shift":
        chosen = re.search(r"getFull|[yY]ear\(|\.[yY]ear\b|->year\b|YEAR|['\"]%?[Yy]+['\"]", _statement(part.at))
        return _shifted(part, value) if chosen and 3 <= value <= 9 and fiscal_of(context) and not own_names(context) & OF_DUTIES else 0
    if part.kind != "month" or not 0 <= value <= 12:
        return 0
    first = months_first(part, value)
    if part.op:
        return _compared(literal, part, value, first)
    month = value + 1 - part.base
    if not 1 <= month <= 12 or part.day not in (0, 1, 28, 29, 30, 31):
        return 0
    plain = (month, part.day or 1) in ((7, 1), (6, 30)) and not part.fixed
    if fiscal_of(context, plain=plain):
        return month if month > 1 or (part.day <= 1 and not own_names(context) & {"calendar"}) else 0
    return month if plain and of_the_books(literal) else 0


def _shifted(part: Part, value: int) -> int:
    backwards = re.search(r"sub|minus|Sub|-\s*\d", part.at.text()[-80:]) is not None
    return value + 1 if backwards else 13 - value


def _compared(literal: Literal, part: Part, value: int, first: int) -> int:
    context = literal.context
    if part.op in ("==", "===", "in"):
        month = value + 1 - part.base
        plain = (month, part.day) in ((7, 1), (6, 30))
        return month if month >= 3 and (fiscal_of(context, plain=plain) or (plain and of_the_books(literal))) else 0
    if not 2 <= first <= 12:
        return 0
    if fiscal_of(context):
        return first
    if not _chooses_years(part.at) or (context.words("function", "binding", "key", "class") & OTHER_YEARS) or abroad(context):
        return 0
    said = names_fiscal_year(frozenset(words(remarks(literal.node, literal.tree))))
    return first if first == 7 or said else 0


_CHOOSES = re.compile(
    r"(?:[yY]ear|YEAR|\b[yY]|\$y\w*|\.Year|\by\w{0,3}|\bbochor)(?:\(\w*\))?\s*[-+]\s*1\b|1\s*\+\s*\w*[yY]ear|(?:add|sub|plus|minus)Years?\("
)
_AGES = re.compile(
    r"born|birth|\bdob\b|joined|[jJ]oining|\bage\b|[aA]nniversary|years?\s*-=\s*1|--\s*(?:age|years)|(?:age|years)\s*--|\.year\s*-\s*\w+\.year|[yY]ear\(\)\s*-\s*\w+\.get"
)


def _chooses_years(node: SgNode) -> bool:
    """Whether the comparison decides between a year and the one before or after it, and not somebody's age."""
    at: SgNode | None = node
    for _ in range(6):
        if at is None or at.kind() in ("program", "module", "class_body", "declaration_list", "compilation_unit"):
            return False
        text = at.text()[:600]
        if _AGES.search(text):
            return False
        if _CHOOSES.search(text):
            return True
        if at.kind() in ("statement_block", "block", "compound_statement"):
            return False
        at = at.parent()
    return False


def _statement(node: SgNode) -> str:
    at = node
    for _ in range(8):
        above = at.parent()
        if above is None or above.kind() in ("statement_block", "block", "compound_statement", "program", "module", "declaration_list"):
            break
        at = above
    return at.text()[:600]


def _beside_fiscal_year(context: Context) -> bool:
    """`{ financialYear: …, startMonth: 7 }`."""
    held = context.named
    if not (held & {"month"} and held & {"start", "first", "end", "last", "begin", "closing"}) or held - OF_YEARS or abroad(context):
        return False
    keyed = [ring for ring in context.rings if ring.role in ("key", "binding", "sibling")]
    beside = keyed[1] if len(keyed) > 1 and keyed[1].role == "sibling" else None
    return beside is not None and any(names_fiscal_year(frozenset(words(name))) for name in beside.names)


def _is_month(context: Context, value: int) -> bool:
    above = context.node.parent() if context.node is not None else None
    if above is not None and above.kind() in ("binary_expression", "binary_operator"):
        return False
    if (context.keyed or (context.bound is not None and context.bound.words <= PASSING)) and context.named & {"month", "mash"}:
        return names_fiscal_year(context.named) and not context.named & _NOT_MONTH and value >= 1
    for ring in context.rings:
        held = ring.words
        if ring.role in ("key", "binding"):
            if held & _NOT_MONTH or held & {"ge", "le", "gt", "lt", "min", "max"}:
                return False
            if held & {"month", "mash", "mas"}:
                return value >= 1
            if held & {"start", "begin", "starts", "begins", "first", "end", "ends", "closing", "opening", "shuru"} and value >= 3:
                return True
        elif ring.role == "callee" and ring.names and not _GIVEN.search(ring.names[0].lower()):
            return False
    return False


_GIVEN = re.compile(r"field$|column|int|number|default|prop|^get|config|env|^ge$|^le$|literal|value|option|setting|catch|coerce|selection")


def _is_day(context: Context, value: int) -> bool:
    """`fiscalyear_last_day: 30`: the key itself, or the one that holds it, names the fiscal year."""
    keys = [ring for ring in context.of("key", "binding", "label") if not ring.words <= PASSING][:2]
    if not keys or not keys[0].words & {"day", "din"} or keys[0].words & {"days", "due", "count"}:
        return False
    return any(names_fiscal_year(ring.words) for ring in keys) and value in (1, 28, 30, 31) and not abroad(context)


def _is_length(context: Context, value: int) -> bool:
    """`@Column({ length: 7 }) fiscalYear`: its label, 2025-26."""
    binding = next(context.of("binding"), None) or context.bound
    named = context.keyed or (binding.words if binding is not None else frozenset())
    if not names_fiscal_year(named) or value not in (5, 7, 8, 9, 11) or named & {"id", "years", "month", "start", "end", "day"}:
        return False
    return any(ring.words & _LENGTHS for ring in list(context.of("key", "callee"))[:2])


_NAMES = r"(^|\.)(JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|July|June)$"
_KINDS = {
    "java": ("field_access",),
    "csharp": ("member_access_expression",),
    "python": ("attribute",),
    "typescript": ("member_expression",),
}


def fiscal_months(tree: Tree) -> Iterator[Rule]:
    """`Month.JULY` where the fiscal year is spoken of, or where it decides between two years."""
    kinds = _KINDS.get(tree.grammar, ())
    for node in tree.root.find_all({"rule": {"any": [{"kind": kind, "regex": _NAMES} for kind in kinds]}}) if kinds else ():
        context = context_of(node, tree)
        name = node.text().rsplit(".", 1)[-1]
        july = name.upper() == "JULY" and not own_names(context) & OTHER_YEARS and not abroad(context)
        function = function_of_any(node)
        if fiscal_of(context) or (july and function is not None and _chooses_years(node)):
            yield rule(context, "fiscal_year", name, role="month")
