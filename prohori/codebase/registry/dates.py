"""The days by which returns, deposits and certificates of tax are due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.registry.context import PASSING, Context
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.moments import Part, part_of
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.remarks import remarks
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.words import listed, words

_ACTS = listed(
    """
    return returns deposit deposits certificate certificates challan challans chalan filing file filed submission submit remit
    remittance treasury mushak filings dakhil dakhilpotro joma statement statements
    """
)
_TAX = listed("vat tds vds ait withholding withheld wht mushak musak mushok musok tax taxes nbr turnover")
_AT_SOURCE = listed("tds vds ait withholding withheld wht")
_DUE = listed("due deadline deadlines last late overdue dom")
_OWN_DAY = listed("day days due deadline deadlines date dates dom within din tarikh")
_RETURNING = listed("corporate company individual income annual withholding monthly quarterly turnover nil govt government")
_NOT_RETURNED = listed("goods purchase stock item items product products refund rma policy window order sales sale customer book books")
_OTHER_DUES = listed(
    """
    payment invoice credit customer supplier reminder remind reminders warn warning notify notification audit interest penalty
    warranty retention salary payroll rent lease subscription trial session token cache ttl bill bills receivable payable retry
    archive archived backup refund loan emi otp password probation maturity expiry expires expire guarantee delivery shipment lead
    quotation voucher appeal notice holiday visa passport licence license purge sync poll tender bid quote alert alerts escalate
    escalation lookback valid validity security tenant earnest booking training batch approval cheque dunning retained keep premium
    insurance mortgage gratuity wage wages promotion coupon leave hiring
    """
)
OTHER_TERMS = listed(
    "archive archived reminder remind reminders token invoice customer salary retry cache session warranty trial rent notify"
)
_NOT_DAYS = listed(
    """
    hour hours minute minutes month months year years week weeks seconds rate percent amount count size version weekday ttl ms
    threshold length index id port limit number
    """
)
_OF_DATES = listed(
    """
    day days date dates due deadline deadlines last next first month months period periods of for by on in at is get compute calc
    calculate late overdue within end start quarter quarterly monthly year years yearly annual fy fiscal the to from when after before
    until service calendar schedule schedules dom working business shift adjust add plus set final cutoff grace nxt dt y target result
    res base begin current paid deducted new utils statutory compliance lastday cut off week weeks bd bangladesh returned and or with
    default standard general normal govt issue issued issuing
    """
)
_FILE_SPEAKS = re.compile(r"[mM]ushak|MUSHAK|\b(?:VAT|TDS|VDS|AIT|NBR)\b|\b(?:vat|tds|vds)_|\b(?:vat|tds|vds)[A-Z]|মূসক|ভ্যাট|উৎসে কর")


def duty(context: Context) -> str:
    held = context.everything
    tax = next((t for t in ("tds", "vds", "ait", "withholding", "vat", "mushak", "tax") if t in held), "")
    act = next((a for a in ("certificate", "deposit", "challan", "return") if a in held or a + "s" in held), "return")
    return f"{'vat' if tax == 'mushak' else tax}.{act}".strip(".")


def is_duty(context: Context, said: str = "", file: str = "") -> bool:
    """Whether the names around, the nearest first, speak of a return, deposit or certificate of tax before they speak of another term.

    `said`: comments beside the code; `file`: its whole text, asked where the names are only of a return that is due.
    """
    if abroad(context):
        return False
    held: set[str] = set()
    alone = True
    commented = frozenset(words(said)) if said else frozenset()
    if commented & _OTHER_DUES and not commented & _AT_SOURCE | frozenset(["mushak"]):
        return False
    named = _names_duty(context.words("function", "binding", "key"), "")
    for ring in context.rings:
        if ring.role == "sibling" or (ring.role == "element" and not ring.words <= context.keyed):
            continue
        own = ring.words
        held |= own
        if own & _OTHER_DUES and not (own & _TAX and not own & _NEVER) and not (named and ring.role in ("argument", "operand", "callee")):
            return False
        if _names_duty(held, ring.text) or (commented and _names_duty(held | commented, "")):
            return True
        another = own - _OF_DATES - _ACTS - _TAX - _RETURNING - NEUTRAL if ring in context.naming else frozenset()
        if another and not own & (_ACTS | _TAX):
            return False
        alone = alone and not another
    return alone and _returns_due(held) and file != "" and _FILE_SPEAKS.search(file) is not None


_NEVER = listed("reminder remind reminders notify alert invoice refund penalty interest")


def _names_duty(held: set[str] | frozenset[str], text: str) -> bool:
    form = re.search(r"9\.1|6\.6", text) is not None or (
        "mushak" in held and ({"9", "1"} <= held or bool(held & {"91", "66"}) or {"6"} <= held)
    )
    if held & _TAX and (held & _ACTS - {"mushak"} or form or held & (_DUE - {"last"})):
        return True
    if form and held & _OWN_DAY:
        return True
    if any(held >= both for both in ({"advance", "tax"}, {"challan", "deposit"}, {"treasury", "deposit"})):
        return True
    returned = bool(held & {"return", "returns"}) and not held & _NOT_RETURNED
    if returned and held & {"filing", "filings", "file", "submission", "submit"} and held & (_OWN_DAY | _RETURNING | {"filing"}):
        return True
    if returned and held & _RETURNING - {"monthly", "quarterly", "annual", "company"} and held & _OWN_DAY:
        return True
    return returned and "company" in held and bool(held & {"due", "deadline"})


def _returns_due(held: set[str]) -> bool:
    return (
        bool(held & {"return", "returns", "dakhil", "deposit", "certificate", "challan", "filing"})
        and bool(held & {"due", "deadline", "deadlines", "late", "overdue"})
        and not held & _NOT_RETURNED
    )


def due_rules(literal: Literal) -> Iterator[Rule]:
    value = literal.value
    if value is None or value != int(value) or not 2 <= value <= 120:
        if literal.text is not None:
            yield from _due_text(literal)
        return
    part = part_of(literal.node, literal.tree)
    if part is not None and part.kind in ("month", "shift", "turn"):
        return
    if _is_due(literal, part, int(value)):
        said = f"{int(value)} weeks" if part is not None and part.scale > 1 else str(int(value))
        yield rule(literal.context, "due_date", said, role="day", about=duty(literal.context))


def _duty(literal: Literal) -> bool:
    return is_duty(literal.context, remarks(literal.node, literal.tree), literal.tree.text)


def _is_due(literal: Literal, part: Part | None, value: int) -> bool:
    context = literal.context
    if part is not None:
        if value > 60 or (value > 30 and (part.kind == "day" or part.op or value in (31, 32))) or context.words("function") & OTHER_TERMS:
            return False
        if part.kind == "day" and part.month and part.day == 0 and _is_period(context):
            return False
        if _is_step_to_next_month(part, value):
            return False
        return _duty(literal) or _given_to_tax(literal, part) or (part.kind == "day" and part.op != "" and _said_after(literal, part))
    if context.words("function") & OTHER_TERMS or not _said_to_be_days(context, value):
        return False
    return _duty(literal)


def _is_period(context: Context) -> bool:
    return bool(context.words("function", "binding", "key") & {"period", "start", "begin", "end", "effective"}) and not context.words(
        "function", "binding", "key"
    ) & {"due", "deadline", "deadlines", "last", "late", "overdue", "within"}


_INTO_NEXT_MONTH = re.compile(r"\b28\)+\D{1,40}?\b([4-9]|10)\b|\b28\s*,\s*([4-9]|10)\b")


def _is_step_to_next_month(part: Part, value: int) -> bool:
    """`day.replace(day=28) + timedelta(days=4)`: a day of the next month, whatever the month's length."""
    at, above = part.at, part.at.parent()
    for _ in range(6):
        if above is None or above.range().end.index - above.range().start.index > 200:
            break
        at, above = above, above.parent()
    step = _INTO_NEXT_MONTH.search(at.text()[:200])
    return step is not None and value in (28, int(step[1] or step[2]))


_LATE = re.compile(r"\b(?:late|overdue|over due|due|missed|passed|deadline)\b|বিলম্ব|মেয়াদ", re.IGNORECASE)
_FILED = re.compile(r"(?:\b(?:VAT|TDS|VDS|AIT)|[Mm]ushak|মূসক|ভ্যাট).{0,40}(?:return|deposit|certificate|filing|9\.1|6\.6|রিটার্ন|দাখিল)")


def _said_after(literal: Literal, part: Part) -> bool:
    """`if day > 15: warn("the VAT return is late")`: what is said once the day is over."""
    at: SgNode | None = part.at
    for _ in range(4):
        if at is None:
            return False
        then = at.field("consequence") or (at.field("body") if at.kind() in ("if_statement", "conditional_expression") else None)
        if then is not None:
            said = then.text()
            return len(said) < 300 and _LATE.search(said) is not None and _FILED.search(said) is not None and not abroad(literal.context)
        at = at.parent()
    return False


def _given_to_tax(literal: Literal, part: Part) -> bool:
    """`quarterlyTds(q, year)` that makes a day: of nothing else than the tax."""
    context = literal.context
    held = context.words("function")
    if part.kind != "day" or part.op or part.fixed or not held & _AT_SOURCE or abroad(context):
        return False
    return not held - _OF_DATES - _AT_SOURCE - NEUTRAL and not held & {"start", "end", "from", "first", "period"}


def _said_to_be_days(context: Context, value: int) -> bool:
    if (keyed := context.keyed) & (_OWN_DAY | _TAX):
        if keyed & (_NOT_DAYS - {"month"} | {"before", "reminder"}):
            return False
        tabled = bool(keyed & _ACTS) and bool(context.everything & (_OWN_DAY | {"schedule", "calendar"}))
        return value <= 60 and bool(keyed & _OWN_DAY or tabled)
    for ring in context.rings:
        held = ring.words
        if ring.role == "label" and context.bound is not None and context.bound.words <= PASSING and held & _OWN_DAY:
            return not held & _NOT_DAYS - {"month"} and not held & {"before", "reminder"} and value <= 60
        if ring.role in ("key", "binding"):
            if held <= PASSING:
                continue
            after = "days" in held and bool(held & {"after", "from"}) and held & _NOT_DAYS <= {"month", "months", "year"}
            if held & _NOT_DAYS and not {"day", "month"} <= held and not after:
                return False
            if held & {"reminder", "remind", "reminders", "before", "notify"}:
                return False
            if (
                held <= _TAX
                and context.words("binding") & {"filing", "filings", "returns"}
                and not context.words("binding") - _ACTS - _OF_DATES
            ):
                return value <= 31
            if held & _OWN_DAY:
                return value <= (60 if held & {"days", "within"} else 31)
            if ring.role == "binding":
                around = context.words("class", "function", "binding", "file", "key")
                return bool(around & _OWN_DAY) and bool(held & (_TAX | _ACTS)) and value <= 31 and not held & _OTHER_DUES
        elif ring.role == "callee":
            called = ring.names[0].lower() if ring.names else ""
            if not _GIVING.search(called):
                return False
        elif ring.role == "operand":
            if re.search(r"[mM]onth|[yY]ear|length|hour", ring.text) or not re.search(r"[dD]ays?\b|86_?400|\bDAY\b", ring.text):
                return False
            return value <= 31
        elif ring.role == "function":
            return bool(held & {"day", "days", "deadline", "date", "due"}) and value <= 31 and _returned(context)
        elif ring.role == "class":
            return False
    return False


_GIVING = re.compile(
    r"field$|column|int|number|default|prop|^get|config|env|literal|value|option|setting|decimal|duration|period|^ok$|put|^of$|entry"
)


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


# --- texts ----------------------------------------------------------------------------------------------

_ADDED = re.compile(r"(?:(?:last|first) day of (?:next|this) month )?\+? ?(\d{1,2}) ?(?:days?|weekdays?|weeks?)|P(\d{1,2})[DW]")
_DATED = re.compile(r"(?:[}MYd]|%m|mm|\bm|^\d\d)-(\d\d)(?:T.*| \d\d:.*)?$")
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def _due_text(literal: Literal) -> Iterator[Rule]:
    text = (literal.text or "").strip()
    if len(text) > 160:
        return
    if (match := _ADDED.fullmatch(text)) is not None:
        told = match[1] or match[2]
        known = not literal.context.words("function") & OTHER_TERMS
    elif (match := _NUMBER.fullmatch(text)) is not None:
        told = match[1]
        known = bool(literal.context.named & {"day", "deadline", "dom", "days"}) and _said_to_be_days(literal.context, int(told))
    elif (match := _DATED.search(text)) is not None:
        told = text if re.fullmatch(r"\d\d-\d\d", text) else match[1].lstrip("0")
        known = not literal.context.words("key", "binding", "function") & {"start", "begin", "from", "effective"}
        known = known and int(match[1]) <= 31
    else:
        return
    if known and (not told.isdigit() or 2 <= int(told) <= 60) and _duty(literal):
        yield rule(literal.context, "due_date", told, role="day", about=duty(literal.context))
