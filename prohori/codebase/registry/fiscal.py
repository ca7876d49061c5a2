"""The first month of the company's fiscal year and how its label is written: by names, and by code that maps a date to a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.registry.context import PASSING, Context, Ring, Tree, context_of, function_of_any
from prohori.codebase.registry.identifiers import abroad, accepts
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.moments import Part, months_first, part_of
from prohori.codebase.registry.remarks import remarks
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import FOREIGN, NEUTRAL
from prohori.codebase.tax_names import is_fiscal
from prohori.codebase.words import listed, words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?(" + "|".join(f"{m}|{m[:3]}" for m in MONTHS) + r")(?:[ -](\d{1,2}))?", re.IGNORECASE
)
_ONE_WORD = listed("fiscalyear financialyear fiscal arthobochor arthabochor orthobochor arthabochhor arthobochhor fyear finyear")
_YEARS = frozenset({"year", "years", "yr"})
_OF_BOOKS = listed("accounting assessment books bookkeeping budget")
_BENGALI_YEAR = (frozenset({"artho", "artha", "ortho"}), frozenset({"bochor", "bochhor", "bachhar", "bosor"}))
_OF_YEARS = listed(
    """
    start end starts ends begin begins first last month months day year years opening closing of range label code format for from to by
    current next previous prev this is in get compute calculate date dates period periods bounds boundary june july name names string key
    new now today until till constructor init construct budget books accounting ledger account accounts finance nam shifted tarikh bochor mash since between shuru sesh startof endof resolve find determine make build service provider calendar calc to
    """
)
OTHER_YEARS = listed(
    """
    age aged birthday birth born dob anniversary season seasonal summer winter monsoon harvest crop academic school semester term session
    leave warranty depreciation holiday holidays campaign promotion promo sale discount probation increment bonus contract lease tender
    insurance model vehicle ramadan eid festival tariff appraisal employment experience seniority joined joining half halfyear hijri
    """
)
_NOT_MONTH = listed(
    """
    count length days hours offset_days page limit depreciation tenure warranty probation notice retention trial day quarter id version
    years quarters duration number lock
    """
)
_LENGTHS = listed("length len maxlength max varchar char string size minlength nvarchar character maxsize")
LABELS = ("2025-26", "2025-2026", "FY2025-26", "FY2025-2026", "FY25-26", "FY 2025-26", "2025/26", "FY-2025-26", "FY26", "FY2026", "25-26")
_OF_FISCAL_YEAR = re.compile(
    r"[fF]iscal|\bFY\b|FY\$|FY\{|[fF]inancial[ _]?[yY]ear|[iI]ncome[ _]?[yY]ear|অর্থবছর|অর্থ বছর|\bfy\b|_fy\b|\bfy_|\bfy[A-Z]"
    r"|[mM]onth\w*(?:\(\))?\s*(?:\+\s*1\s*)?(?:<=?|>=?)\s*[67]\b[^;\n]{0,80}[yY]ear|(?i:a?r?tho.?bo(?:ch|s)h?or)"
)


def names_fiscal_year(held: frozenset[str]) -> bool:
    if held & FOREIGN:
        return False
    return (
        is_fiscal(held)
        or bool(held & _ONE_WORD)
        or bool(held & _YEARS and held & _OF_BOOKS)
        or held >= {"tax", "year"}
        or all(not held.isdisjoint(part) for part in _BENGALI_YEAR)
    )


def _own_names(context: Context) -> frozenset[str]:
    return frozenset(w for ring in context.of("function", "binding", "key") for w in ring.words)


def fiscal_of(context: Context, *, plain: bool = False) -> bool:
    """Whether a name around speaks of the company's fiscal year, and no nearer one of something else.

    `plain`: the code itself shows a first of July or last of June, so that only a name of another kind of year speaks against it.
    """
    for ring in context.rings:
        if ring.role == "sibling" or (ring.role in ("file", "class", "argument", "operand") and _about_another(context, ring, plain)):
            continue
        if any(names_fiscal_year(frozenset(words(name))) for name in ring.names) or names_fiscal_year(ring.words):
            return not abroad(context)
        if ring.role == "function" and ring.words & OTHER_YEARS - {"half", "term", "session", "leave"}:
            return False
    return False


def _about_another(context: Context, ring: Ring, plain: bool) -> bool:
    """Whether a nearer name has a subject of its own, so that what is passed, the class or the file say nothing of the number."""
    named = [one for one in context.naming if one.role != "key"]
    near = named or [*context.of("key")]
    held = frozenset(w for one in near for w in one.words if not w.isdigit() and len(w) > 1)
    if ring.role in ("argument", "operand") or (plain and ring.role == "class"):
        return bool(held & (OTHER_YEARS | _OF_DUTIES))
    return bool(near) and bool(held - _OF_YEARS - NEUTRAL - _ONE_WORD)


_OF_DUTIES = listed("due deadline deadlines deposit challan instalment instalments installment installments filing advance")


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
        told = _fiscal_text(literal, literal.text)
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
        if fiscal_of(context) or (quarterly and part.month == 7 and not _own_names(context) & OTHER_YEARS):
            return part.month if 2 <= part.month <= 12 and not abroad(context) else 0
        return 0
    if part.kind == "shift":
        chosen = re.search(r"getFull|[yY]ear\(|\.[yY]ear\b|->year\b|YEAR|['\"]%?[Yy]+['\"]", _statement(part.at))
        return _shifted(part, value) if chosen and 3 <= value <= 9 and fiscal_of(context) and not _own_names(context) & _OF_DUTIES else 0
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
        return month if month > 1 or (part.day <= 1 and not _own_names(context) & {"calendar"}) else 0
    return month if plain and _of_the_books(literal) else 0


def _shifted(part: Part, value: int) -> int:
    backwards = re.search(r"sub|minus|Sub|-\s*\d", part.at.text()[-80:]) is not None
    return value + 1 if backwards else 13 - value


def _compared(literal: Literal, part: Part, value: int, first: int) -> int:
    context = literal.context
    if part.op in ("==", "===", "in"):
        month = value + 1 - part.base
        plain = (month, part.day) in ((7, 1), (6, 30))
        return month if month >= 3 and (fiscal_of(context, plain=plain) or (plain and _of_the_books(literal))) else 0
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


def _of_the_books(literal: Literal) -> bool:
    """A first of July or last of June of any year, in a file that speaks of the fiscal year and among names of nothing else."""
    context = literal.context
    held = frozenset(w for ring in context.of("function", "binding", "key", "class", "callee") for w in ring.words if len(w) > 1)
    if held & OTHER_YEARS or abroad(context) or _OF_FISCAL_YEAR.search(literal.tree.text) is None:
        return False
    own = frozenset(w for ring in context.of("function", "binding") for w in ring.words if not w.isdigit() and len(w) > 1)
    return bool(own) and not own - _OF_YEARS - NEUTRAL


def _beside_fiscal_year(context: Context) -> bool:
    """`{ financialYear: …, startMonth: 7 }`."""
    held = context.named
    if not (held & {"month"} and held & {"start", "first", "end", "last", "begin", "closing"}) or held - _OF_YEARS or abroad(context):
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
            if held & _NOT_MONTH:
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


# --- texts ----------------------------------------------------------------------------------------------

_YEARLY = re.compile(
    r"[jJ]u[nl]|JU[NL]|FY|[0-3]\d[-/][0-3]\d|\{[24]\}|[}d)]\s?[-/–]|Y[-/–]Y|জু|[jJ]an|[aA]pr|[oO]ct|[mM]ar|[dD]ec|[sS]ep|[fF]iscal|\* *$|\d \*"
)
_CRON = re.compile(r"(?:[\d*/,?-]+\s+){0,1}[\d*/,-]+\s+[\d*/,-]+\s+(\d{1,2}|L)\s+(\d{1,2}|JUL|JUN)\s+[*?](?:\s+\*)?", re.IGNORECASE)
_FREQUENCY = re.compile(r"B?[AYQ][ES]?-(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)")


def _fiscal_text(literal: Literal, text: str) -> str:
    short = text.strip()
    if len(short) > 120 or not _YEARLY.search(short):
        return ""
    if match := _FREQUENCY.fullmatch(short):
        own = match[1] in ("JUN", "JUL") and not _own_names(literal.context) & OTHER_YEARS
        return match[1] if (own or fiscal_of(literal.context)) and not abroad(literal.context) else ""
    if (match := _CRON.fullmatch(short)) is not None:
        return _yearly_job(literal, match)
    if _of_fiscal_document(literal, short):
        return short
    if (match := re.search(r"(?:[}dYy%]|^)-?(0[67])-(01|30)(?:$|[T ])", short)) and not re.match(r"\d{4}", short) and len(short) < 40:
        if (match[1], match[2]) in (("07", "01"), ("06", "30")) and re.search(r"[}dYy%]-0", short) and _of_the_books(literal):
            return f"{match[1]}-{match[2]}"
    if not fiscal_of(literal.context) and not re.search(r"[Ff]iscal [Yy]ear|অর্থবছর|অর্থ বছর|\bFY", short):
        return ""
    return "" if abroad(literal.context) or _of_other_document(literal) else _stated(literal, short)


def _yearly_job(literal: Literal, match: re.Match[str]) -> str:
    """`0 0 1 7 *` of a job whose names open or close a year."""
    month = {"jul": 7, "jun": 6}.get(match[2].lower()) or int(match[2])
    above = literal.node.parent()
    beside = frozenset(words(above.text()[:200])) if above is not None and above.kind() in _PAIRED else frozenset()
    held = _own_names(literal.context) | literal.context.words("label", "argument", "element", "callee") | beside
    about = (
        fiscal_of(literal.context)
        or names_fiscal_year(beside)
        or ({"year"} <= held and held & {"open", "opens", "new", "close", "closing", "rollover", "begin", "start", "end"})
    )
    return str(month) if about and not held & OTHER_YEARS - {"session", "term"} and not abroad(literal.context) and month > 1 else ""


def _of_fiscal_document(literal: Literal, text: str) -> bool:
    """ERPNext's `Fiscal Year`: `year_start_date` beside the document's type."""
    bound = literal.context.bound if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    if bound is None or not {"year", "date"} <= bound.words:
        return False
    at = literal.node.parent()
    for _ in range(3):
        if at is not None and re.search(r"[\"']Fiscal Year[\"']", at.text()[:600]):
            return True
        at = at.parent() if at is not None else None
    return False


def _of_other_document(literal: Literal) -> bool:
    """Of a record whose own type is another than the fiscal year (`"doctype": "Leave Period"` in a file of fixtures)."""
    at = literal.node.parent()
    for _ in range(3):
        if at is None:
            return False
        if (match := re.search(r"[\"'](?:doctype|model)[\"']\s*:\s*[\"']([\w .]+)[\"']", at.text()[:600])) is not None:
            return re.search(r"[fF]iscal|[fF]inancial|[cC]ompany|[sS]etting", match[1]) is None
        at = at.parent()
    return False


def _stated(literal: Literal, short: str) -> str:
    if (match := re.search(r"(?:^|[}dYy]|--|\s|\d{4})-?(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?:$|[T \"'])", short)) and len(short) < 60:
        return f"{match[1]}-{match[2]}" if match[2] in ("01", "30", "31", "28") else ""
    if re.fullmatch(r"(0[1-9]|[12]\d|3[01])[-/](0[1-9]|[12]\d|3[01])(?:[-/].{0,40})?", short):
        return short
    if (match := _MONTH_NAME.fullmatch(short)) is not None:
        return short if not context_says(literal.context, {"label", "labels", "names", "name"}) or match[1] or match[3] else ""
    if len(short) > 12 and re.search(
        r"\b(?:1 )?(?:July|Jul)\b.{0,12}\b(?:30 )?(?:June|Jun)\b|\b1(?:st)? (?:of )?(?:July|January|April)\b|জুলাই", short
    ):
        return short
    if literal.pattern or re.search(r"\\d\{[24]\}|\[0-9\]\{[24]\}|\\d\\d", short):
        return short if _accepts_a_label(literal, short) else ""
    if re.match(r"(?:\^|\\b)?\(?(?:\?:)?FY", short) or re.fullmatch(r"FY[ \-$%{].*", short):
        return short
    if (
        re.search(r"[}d)]\s?[-/–]\s?[$%]?[{s0%]", short)
        and re.search(r"\}|%", short)
        and "://" not in short
        and context_says(literal.context, {"label", "format", "name", "code", "year", "fy", "to", "string"})
    ):
        return short if not re.search(r"\d\d", short) and " " not in short.strip() else ""
    return short if re.fullmatch(r"Y{2,4}\s?[-/–]\s?Y{2,4}", short) else ""


def _accepts_a_label(literal: Literal, text: str) -> bool:
    pattern = re.sub(r"^[/~#](.*)[/~#][a-z]*$", r"\1", text) if literal.grammar == "php" else text
    return any(accepts(pattern, literal.flags, literal.syntax, one) for one in LABELS) and not accepts(
        pattern, literal.flags, literal.syntax, "2025-07-01", "fullmatch"
    )


def context_says(context: Context, held: set[str]) -> bool:
    return bool(context.words("function", "binding", "key", "callee") & held)


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
        july = name.upper() == "JULY" and not _own_names(context) & OTHER_YEARS and not abroad(context)
        function = function_of_any(node)
        if fiscal_of(context) or (july and function is not None and _chooses_years(node)):
            yield rule(context, "fiscal_year", name, role="month")
