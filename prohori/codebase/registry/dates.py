"""The fiscal year's first month and format, and the days by which returns, deposits and certificates are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from prohori.codebase.registry.context import Context, Tree, context_of
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.tax_names import is_fiscal
from prohori.codebase.words import listed, words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?(" + "|".join(f"{m}|{m[:3]}" for m in MONTHS) + r")(?:[ -](\d{1,2}))?", re.IGNORECASE
)
_DAY_CALLS = listed(
    "date datetime utc localdate dateonly of mktime create createfromdate yearmonth zoneddatetime datetimeoffset offsetdatetime make_date"
)
_MONTH_SETTERS = listed(
    "setmonth setutcmonth withmonth month addmonths submonths minusmonths plusmonths subtract add relativedelta minus plus set setdate"
)
_NOT_MONTH = listed("count length days hours offset_days page limit depreciation tenure warranty probation notice retention trial")
_DUTY = listed(
    "return returns deposit deposits certificate certificates challan filing file submission submit remit "
    "remittance treasury mushak filings"
)
_TAX = listed("vat tds vds ait withholding withheld wht mushak tax taxes nbr")
_DUE = listed("due deadline deadlines day days date dates dom last within by late overdue grace")
_OWN_DAY = listed("day days due deadline deadlines date dom within dates")
_NOT_DUE = listed(
    """
    payment invoice credit customer supplier reminder remind reminders warn warning notify notification audit interest penalty warranty
    retention salary payroll rent lease subscription trial session token cache ttl bill receivable payable retry hour hours minute
    minutes month months year years week weeks seconds archive backup rate percent amount count size version refund weekday
    """
)
OTHER_TERMS = listed(
    "archive archived reminder remind reminders token invoice customer salary retry cache session warranty trial rent notify"
)
_DAY_SETTERS = listed(
    """
    setdate setutcdate date withdayofmonth plusdays adddays add_days day setday setdayofmonth days timedelta add plus set adddate
    addday subdays utc localdate dateonly of datetime adjustinto atday setmonth mktime create relativedelta replace
    """
)


def fiscal_of(context: Context) -> bool:
    """Whether a name around speaks of the company's fiscal year."""
    for ring in context.rings:
        if ring.role == "sibling" or (ring.role in ("file", "class") and _about_another(context)):
            continue
        if any(is_fiscal(frozenset(words(name))) or "fiscal" in words(name) for name in ring.names) or is_fiscal(ring.words):
            return not abroad(context)
        if ring.role == "function" and ring.words & {"calendar", "age", "birthday", "depreciation", "holiday"}:
            return False
    return False


_OF_YEARS = listed(
    """
    start end starts ends begin begins first last month months day year years opening closing of range label code format for from to by
    current next previous this is in get compute calculate date dates period periods bounds boundary july june name names string key
    """
)


def _about_another(context: Context) -> bool:
    """Whether a nearer name has a subject of its own, so that the file's or class's says nothing of the number."""
    named = [ring for ring in context.of("function", "binding") if ring.names]
    near = named or [*context.of("key")]
    return bool(near) and bool(frozenset(w for ring in near for w in ring.words if not w.isdigit()) - _OF_YEARS - NEUTRAL)


def fiscal_rules(literal: Literal) -> Iterator[Rule]:
    if literal.value is not None:
        if (
            literal.value == int(literal.value)
            and 0 <= literal.value <= 12
            and fiscal_of(literal.context)
            and _is_month(literal.context, int(literal.value))
        ):
            yield rule(literal.context, "fiscal_year", str(int(literal.value)), role="month")
    elif literal.text is not None:
        said = _fiscal_text(literal, literal.text)
        if said:
            yield rule(literal.context, "fiscal_year", said, role="text", text=literal.text)


def _is_month(context: Context, value: int) -> bool:
    bound = context.bound
    for ring in context.rings:
        held = ring.words
        if ring.role == "operand" and "month" in held | {w.lower() for w in ring.names}:
            return value >= 3 and not _adds_one(context, value)
        if ring.role == "operand" and re.search(r"[mM]onth|\bmm?\b", ring.text) and _compared(context):
            return value >= 3
        if ring.role == "callee":
            called = ring.names[0].lower() if ring.names else ""
            position = _position(context)
            if called in _DAY_CALLS:
                return (position in (1, -1) and 2 <= value <= 12) or (
                    position == 0 and value >= 3 and len(ring.names) > 0 and called == "mktime"
                )
            if called in _MONTH_SETTERS:
                return (position == 0 and 3 <= value <= 8 and _of_months(context, called)) or (position == 0 and called == "month")
        elif ring.role in ("key", "binding"):
            if held & _NOT_MONTH or held & {"day", "days", "quarter", "id", "version", "years", "quarters", "duration", "number"}:
                return False
            if held & {"month"} or (
                held & {"start", "begin", "starts", "begins", "first", "end", "ends", "closing", "opening"} and value >= 2
            ):
                return value >= 1 if held & {"month"} else value >= 3
            if ring.role == "binding" and bound is ring:
                continue
    return False


def _of_months(context: Context, called: str) -> bool:
    return "month" in called or bool(context.statement & {"month", "months"})


def _adds_one(context: Context, value: int) -> bool:
    above = context.node.parent() if context.node is not None else None
    return above is not None and value == 12 and "%" in above.text()


def _compared(context: Context) -> bool:
    above = context.node.parent() if context.node is not None else None
    return above is not None and re.search(r"[<>=]", above.text()) is not None


def _position(context: Context) -> int:
    """Which argument the literal is, from 0; -1 for a named one called month."""
    at = context.node
    for _ in range(4):
        above = at.parent() if at is not None else None
        if at is None or above is None:
            return 9
        if above.kind() in ("pair", "keyword_argument") or (
            above.kind() == "argument" and len([c for c in above.children() if c.is_named()]) > 1
        ):
            return -1 if "month" in above.text().lower() else 9
        if above.kind() in ("arguments", "argument_list"):
            start = at.range().start.index
            return sum(c.is_named() and c.kind() != "comment" and c.range().end.index <= start for c in above.children())
        at = above
    return 9


_YEARLY = re.compile(
    r"[jJ]u[nl]|JU[NL]|FY|[0-3]\d[-/][0-3]\d|\{[24]\}|[}d)]\s?[-/–]|Y[-/–]Y|জু|[jJ]an|[aA]pr|[oO]ct|[mM]ar|[dD]ec|[sS]ep|[fF]iscal"
)


def _fiscal_text(literal: Literal, text: str) -> str:
    short = text.strip()
    if len(short) > 120 or not _YEARLY.search(short):
        return ""
    if not fiscal_of(literal.context) and not re.search(r"[Ff]iscal [Yy]ear|অর্থবছর|অর্থ বছর|\bFY", short):
        return ""
    if abroad(literal.context):
        return ""
    if (match := re.search(r"(?:^|[}dYy]|--|\s)-?(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?:$|[T \"'])", short)) and len(short) < 60:
        return f"{match[1]}-{match[2]}" if _month_ends(match) else ""
    if re.fullmatch(r"(0[1-9]|[12]\d|3[01])[-/](0[1-9]|1[0-2])(?:[-/].{0,20})?", short):
        return short
    if (match := _MONTH_NAME.fullmatch(short)) is not None:
        return short if not context_says(literal.context, {"label", "labels", "names", "name"}) or match[1] or match[3] else ""
    if len(short) > 12 and re.search(
        r"\b(?:1 )?(?:July|Jul)\b.{0,12}\b(?:30 )?(?:June|Jun)\b|\b1(?:st)? (?:of )?(?:July|January|April)\b|জুলাই", short
    ):
        return short
    if re.match(r"(?:\^|\\b)?\(?(?:\?:)?FY", short) or re.fullmatch(r"FY[ \-$%{].*", short):
        return short
    if literal.pattern or re.search(r"\\d\{[24]\}|\[0-9\]\{[24]\}", short):
        return short if re.search(r"(?:\\d|\[0-9\])\{4\}[^a-z]*[-/–]", short) else ""
    if (
        re.search(r"[}d)]\s?[-/–]\s?[$%]?[{s0%]", short)
        and re.search(r"\}|%", short)
        and "://" not in short
        and context_says(literal.context, {"label", "format", "name", "code", "year", "fy", "to", "string"})
    ):
        return short if not re.search(r"\d\d", short) and " " not in short.strip() else ""
    if re.fullmatch(r"Y{2,4}\s?[-/–]\s?Y{2,4}", short):
        return short
    return ""


def _month_ends(match: re.Match[str]) -> bool:
    return match[2] in ("01", "30", "31", "28")


def context_says(context: Context, held: set[str]) -> bool:
    return bool(context.words("function", "binding", "key", "callee") & held)


_MONTH_NAMES = r"(^|\.)(JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)$"
_MONTH_KINDS = {
    "java": ("field_access",),
    "csharp": ("member_access_expression",),
    "python": ("attribute",),
    "typescript": ("member_expression",),
}


def fiscal_months(tree: Tree) -> Iterator[Rule]:
    """`Month.JULY` where the fiscal year is spoken of."""
    kinds = _MONTH_KINDS.get(tree.grammar, ())
    for node in tree.root.find_all({"rule": {"any": [{"kind": kind, "regex": _MONTH_NAMES} for kind in kinds]}}) if kinds else ():
        context = context_of(node, tree)
        if fiscal_of(context):
            yield rule(context, "fiscal_year", node.text().rsplit(".", 1)[-1], role="month")


def due_rules(literal: Literal) -> Iterator[Rule]:
    value = literal.value
    if value is None or value != int(value) or not 2 <= value <= 120:
        if literal.text is not None:
            yield from _due_text(literal)
        return
    context = literal.context
    if _is_due(context, value):
        yield rule(context, "due_date", str(int(value)), role="day", about=duty(context))


def _due_text(literal: Literal) -> Iterator[Rule]:
    text = literal.text or ""
    if (added := re.fullmatch(r"\+? ?(\d{1,3}) ?days?|P(\d{1,3})D", text.strip())) is not None:
        context = literal.context
        if is_duty(context) and context.words("function", "binding", "key") & _OWN_DAY and not context.words("function") & OTHER_TERMS:
            yield rule(context, "due_date", added[1] or added[2], role="day", about=duty(context))
        return
    match = (
        re.search(r"(?:\}|%m|MM|mm|^|-)-?(0[1-9]|1[0-2])?-?(\d\d)(?:T|$)", text)
        if 2 < len(text) < 40 and re.search(r"-\d\d(?:T|$)", text)
        else None
    )
    if (
        match
        and is_duty(literal.context)
        and literal.context.everything & {"due", "deadline", "deadlines"}
        and re.search(r"[{%MmY]|^\d\d-\d\d$", text)
    ):
        yield rule(literal.context, "due_date", text.strip() if match[1] else match[2].lstrip("0"), role="day", about=duty(literal.context))
    elif literal.grammar in (
        "json",
        "yaml",
        "data",
        "python",
        "typescript",
        "php",
        "java",
        "csharp",
        "html",
        "tsx",
        "javascript",
    ) and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", text.strip()):
        value = Decimal(re.sub(r"\D", "", text))
        bound = literal.context.bound
        if bound is not None and bound.words & {"day", "deadline", "dom"} and 2 <= value <= 31 and _is_due(literal.context, value):
            yield rule(literal.context, "due_date", str(value), role="day", about=duty(literal.context))


def is_duty(context: Context) -> bool:
    """Whether the names around speak of a return, deposit or certificate of tax, and of no other term."""
    if abroad(context):
        return False
    held = context.everything
    texts = context.texts
    form = re.search(r"9\.1|6\.6", texts) is not None or ({"9", "1"} <= held and "mushak" in held)
    taxed = bool(held & _TAX) or form
    return taxed and (bool(held & _DUTY) or form or bool(held & {"deadline", "deadlines", "due"}))


def duty(context: Context) -> str:
    held = context.everything
    tax = next((t for t in ("tds", "vds", "ait", "withholding", "vat", "mushak", "tax") if t in held), "")
    act = next((a for a in ("certificate", "deposit", "challan", "return") if a in held or a + "s" in held), "return")
    return f"{'vat' if tax == 'mushak' else tax}.{act}".strip(".")


def _is_due(context: Context, value: Decimal) -> bool:
    if not is_duty(context) or context.words("function") & OTHER_TERMS:
        return False
    for ring in context.rings:
        held = ring.words
        if ring.role in ("key", "binding"):
            if held & _NOT_DUE and not held >= {"day", "of", "month"}:
                return False
            if held & _OWN_DAY:
                return value <= 31 or (ring.role == "binding" and bool(held & {"days", "within"}))
            if ring.role == "binding":
                return (
                    bool(context.words("class", "function", "binding", "file") & _OWN_DAY) and bool(held & (_TAX | _DUTY)) and value <= 31
                )
        elif ring.role == "callee":
            called = ring.names[0].lower() if ring.names else ""
            if called in _DAY_SETTERS:
                return (
                    _day_argument(context, called)
                    and value <= 31
                    and not context.words("function", "binding") & _NOT_DUE - {"month", "months", "payable"}
                )
            if called in ("min", "max", "round", "slice", "padstart", "settimeout", "substring", "isin", "sleep"):
                return False
        elif ring.role == "operand":
            if re.search(
                r"\.get(?:UTC)?Date\(\)|\.day\b|\.date\(\)|getDayOfMonth|\.Day\b|->day\b|\bday\b|[dD]ayOfMonth|\bdom\b|[dD]ays?\b",
                ring.text,
            ):
                if re.search(r"getDate\(\)\s*$", ring.text) and not _compared(context) and value < 5:
                    return False
                return value <= 31
            if re.search(r"86_?400|\bDAY\b|ONE_DAY|_DAY\b", ring.text) and value <= 31:
                return True
            if re.search(r"[mM]onth|[yY]ear|length|hour", ring.text):
                return False
        elif ring.role == "function":
            return bool(held & {"day", "days", "deadline", "date", "due"}) and value <= 31 and not held & _NOT_DUE and _returned(context)
        elif ring.role == "class":
            return False
    return False


def _returned(context: Context) -> bool:
    at = context.node
    for _ in range(6):
        at = at.parent() if at is not None else None
        if at is None:
            return False
        if at.kind() in (
            "return_statement",
            "arrow_function",
            "match_conditional_expression",
            "match_default_expression",
            "switch_expression_arm",
            "switch_rule",
            "lambda",
            "arrow_expression_clause",
        ):
            return True
        if at.kind() in ("binary_expression", "binary_operator") and re.search(r"[<>=]", at.text()) is None:
            return False
    return False


def _day_argument(context: Context, called: str) -> bool:
    position = _position(context)
    if called in ("date", "datetime", "utc", "localdate", "dateonly", "of", "create", "mktime"):
        return position == 2 or _named_day(context) or (called == "date" and position == 0)
    if called in ("setmonth",):
        return position == 1
    if called in ("timedelta", "relativedelta", "replace", "plus", "set", "add"):
        return _named_day(context) or bool(context.statement & {"day", "days"})
    return position in (0, 1)


def _named_day(context: Context) -> bool:
    bound = context.bound
    return bound is not None and bool(bound.words & {"day", "days"})
