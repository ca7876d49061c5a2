"""Rates of VAT, of tax withheld at source, and of supplementary duty, wherever a number stands for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from prohori.codebase.registry.context import Context, Ring
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.literals import number as number_of
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.tax_names import STANDARD, unknown_words
from prohori.codebase.words import listed, words

RATE = listed("rate rates percent percentage percentages pct perc bps factor multiplier ratio fraction basis numerator slab slabs divisor")
_TABLE = listed("rates slabs schedule table map by default lookup matrix")
_WITHHELD = listed("tds ait vds wht withholding withheld withhold withholds")
_DUTY = frozenset({"sd", "supplementary"})
_NOT_DUTY = listed("card deviation std mean sigma variance stddev standard_deviation zscore stat stats avg")
_NOT_RATE = listed(
    """
    ge le gt lt threshold limit decimals decimal places scale digits precision count version length timeout day days month months
    interest penalty late fine surcharge discount refund rebate turnover number reg registration form note box account index step
    width height label quarter retry retries ttl port size page year due deadline section tolerance rounding share weight commission
    margin markup exchange conversion exemption ceiling floor cap minimum maximum min max qty quantity order sort seq sequence idx
    priority serial sl row col column columns level age hour hours minute minutes second seconds attempts batch chunk concurrency
    amount paisa poisha taka price fee salary salaries base_amount limits position offset start end since until from date paid balance
    total subtotal cost opacity alpha z radius padding
    probability confidence sample miss hit error delay interval id pk record rebates loan retention damages bonus allowance tip line lines
    returns return period periods copies files tries workers requests connections items entries rounds stage phase
    """
)
_OTHER_CHARGES = listed(
    """
    discount commission interest penalty fee tip surcharge rebate margin markup opacity alpha bonus salary provident pf depreciation
    retention damages mdr gateway processing shipping delivery cashback royalty profit loan emi growth forecast confidence weight
    miss hit sample jitter backoff tolerance variance threshold gratuity overtime festival insurance freight cess gst late selling
    """
)
_AMOUNT = listed(
    """
    amount gross net price subtotal total value taxable base cost bill invoice sales payment payable sum line charge fare supply
    assessable turnover purchase inclusive exclusive
    """
)
_SETTERS = listed("set rate rates calculate calc compute apply add with for of put make create new")
_SERVICE = re.compile(r"\bS\d{3}(?:\.\d{2})?\b")
_FRACTION = re.compile(r"[*/]|multiply|times|mul\b|divide|dividedBy|div\b|bcmul|bcdiv|\bmul\(|Multiply|Divide")


def tax_in(held: frozenset[str]) -> str | None:
    """The kind of rule that a name's words speak of."""
    if (
        held & _WITHHELD
        or ("source" in held and held & {"deduct", "deducted", "deduction", "tax"})
        or {"advance", "income", "tax"} <= held
        or {"tax", "source", "deduction"} <= held
    ):
        return "withholding"
    if held & _DUTY and not held & _NOT_DUTY:
        return "supplementary_duty"
    if "vat" in held or {"value", "added", "tax"} <= held or {"valueadded"} & held:
        return "vat_rate"
    return None


def tax_of(context: Context) -> str | None:
    """The tax that the nearest telling ring speaks of; what the number is bound to counts before what it is multiplied with."""
    if abroad(context):
        return None
    rings = list(context.rings)
    bound = context.bound
    ordered = ([bound] if bound is not None else []) + [r for r in rings if r is not bound]
    table = any(tax_in(ring.words) and ring.words & (RATE | _TABLE) for ring in context.of("binding", "class", "function"))
    foreign = False
    for ring in ordered:
        found = _of_ring(ring)
        if found is not None and ring.role == "file" and (foreign or _about_another(context)):
            return None
        if found is not None and ring.role == "class" and foreign and not multiplied(context):
            return None
        if found is not None:
            return None if found == "supplementary_duty" and context.words("sibling") & _NOT_DUTY else found
        if ring.role in ("label", "key", "element", "callee", "binding") and ring.words & _OTHER_CHARGES and not table:
            return None
        if ring.role == "function" and ring.words & _OTHER_CHARGES:
            return None
        foreign = foreign or (ring.role == "function" and ring.names != () and _foreign_to_tax(ring) and not ring.words & RATE)
    return _by_code(context)


def _about_another(context: Context) -> bool:
    """Whether what the number is bound to has a subject of its own, so that the file's name says nothing of it."""
    rings = list(context.of("binding")) or list(context.of("key"))
    return bool(rings) and bool(unknown_words(rings[-1].words) - _SETTERS - _PLAIN - _SORTS)


_SORTS = listed("reduced truncated zero exempt special lower higher full half low high luxury slab slabs list")


def _foreign_to_tax(ring: Ring) -> bool:
    """The name is about something that taxes are not named after."""
    return bool(unknown_words(ring.words) - _SETTERS - _PLAIN)


def _by_code(context: Context) -> str | None:
    """A service code beside a rate: codes like `S004` are those of the VAT rules."""
    if _SERVICE.search(context.texts) and context.words("key", "binding", "class", "file", "function") & RATE:
        return "vat_rate"
    return None


_PLAIN = listed(
    """
    run handle execute process main render show print display preview get fetch find load save store update init setup register seed up
    down call invoke lambda anonymous constructor build prepare default standard mount use memo callback effect reduce totals summary
    summarise summarize inner outer helper do perform finish complete close open post submit issue generate derive resolve determine
    pick select choose lookup estimate figure work breakdown split components component page view form table row cell header footer
    """
)


def _of_ring(ring: Ring) -> str | None:
    for name in ring.names:
        found = tax_in(frozenset(words(name)))
        if found is not None:
            return found
    found = tax_in(ring.words)
    if found is None and ring.role in ("label", "element", "case", "key") and ring.text:
        found = tax_in(frozenset(words(ring.text)))
        if found is None and re.search(r"ভ্যাট|মূসক", ring.text):
            found = "vat_rate"
    return found


def rate_rules(literal: Literal) -> Iterator[Rule]:
    value = literal.value
    as_text = False
    if value is None:
        value = _spelled(literal.text or "")
        as_text = value is not None
    if value is None or value == 100 or not 0 <= value <= 1500:
        return
    found = stated_rate(literal.context, value, as_text=as_text)
    if found is not None:
        kind, percent = found
        yield rule(literal.context, kind, percent, role="otherwise" if _otherwise(literal) else "rate", about=about(literal.context))


def _otherwise(literal: Literal) -> bool:
    """`rate || 15`: also where the rate is 0."""
    above = literal.node.parent()
    if above is None or above.kind() not in ("binary_expression", "boolean_operator"):
        return False
    return any(c.text() in ("||", "or", "?:") for c in above.children() if c.kind() in ("||", "or", "?:", "operator"))


def _spelled(text: str) -> Decimal | None:
    """15 for `"15%"`, 0.15 for `"0.15"`; also what an amount's constructor is given."""
    match = re.fullmatch(r"\s*-?(\d{1,4}(?:\.\d{1,5})?)\s*(%?)\s*", text)
    return number_of(match[1]) if match else None


def stated_rate(context: Context, value: Decimal, *, as_text: bool = False) -> tuple[str, str] | None:
    """The kind and the percent that a number in this place states."""
    kind = tax_of(context)
    arithmetic = multiplied(context)
    if kind is None:
        if (
            arithmetic
            and value == Decimal("1.15")
            and _nearest_amount(context)
            and not context.statement & _OTHER_CHARGES
            and not abroad(context)
        ):
            return "vat_rate", "15"
        return None
    if arithmetic and _by_arithmetic(context, value):
        return kind, percent_of(value, context)
    if (arithmetic and not _is_bare(context)) or _blocked(context) or _given_to_another(context):
        return None
    if value == 0 and not (context.bound is not None and context.statement & {"zero", "exempt", "exempted", "nil", "export", "exports"}):
        return None
    if value == 1 or (value > 100 and not context.statement & ({"bps", "basis"} | _DUTY) and not 100 < value < 131):
        return None
    if value > 100 and not (context.statement & RATE):
        return None
    return (kind, percent_of(value, context)) if _is_rate(context, value, as_text) else None


def _nearest_amount(context: Context) -> bool:
    return bool(context.words("operand", "binding", "callee") & {"gross", "net", "subtotal", "inclusive", "incl", "exclusive"})


def percent_of(value: Decimal, context: Context) -> str:
    held = context.statement
    if held & {"bps", "basis"}:
        percent = value / 100
    elif 100 < value < 131:
        percent = value - 100
    elif (
        1 < value < Decimal("1.31")
        and (multiplied(context) or held & {"factor", "multiplier", "divisor"})
        and not held & {"percent", "pct"}
    ):
        percent = (value - 1) * 100
    elif value < 1 and not held & {"percent", "pct", "percentage"}:
        percent = value * 100
    else:
        percent = value
    return format(percent.normalize(), "f")


_AROUND_A_NUMBER = listed(
    """
    parenthesized_expression unary_expression call_expression call new_expression method_invocation object_creation_expression
    invocation_expression function_call_expression cast_expression
    """
)


def multiplied(context: Context) -> bool:
    """Whether the number is a factor or a divisor of its own expression."""
    node = context.node
    if node is None:
        return False
    at = node.parent()
    for _ in range(6):
        if at is None:
            return False
        kind = at.kind()
        if kind in ("binary_expression", "binary_operator"):
            operator = next((c.text() for c in at.children() if not c.is_named() or c.kind() == "operator"), "")
            if operator in ("*", "/", "//"):
                return True
            if operator not in ("+", "-"):
                return False
        elif kind in ("argument", "arguments", "argument_list"):
            call = at.parent() if kind != "argument" else None
            if call is not None:
                name = next(iter(_called(call)), "")
                if name in (
                    "multiply",
                    "times",
                    "mul",
                    "multipliedBy",
                    "multiplyBy",
                    "divide",
                    "div",
                    "dividedBy",
                    "divideBy",
                    "bcmul",
                    "bcdiv",
                    "Multiply",
                    "Divide",
                ):
                    return True
                if name not in (
                    "Decimal",
                    "BigDecimal",
                    "Big",
                    "BigNumber",
                    "Number",
                    "valueOf",
                    "D",
                    "BigInt",
                    "of",
                    "float",
                    "Dec",
                    "new",
                    "parseFloat",
                    "mulDiv",
                    "add",
                    "plus",
                ):
                    return False
        elif kind in ("augmented_assignment", "augmented_assignment_expression"):
            return "*=" in at.text()[:80] or "/=" in at.text()[:80]
        elif kind not in _AROUND_A_NUMBER:
            return False
        at = at.parent()
    return False


def _called(call: object) -> list[str]:
    target = call.field("function") or call.field("constructor") or call.field("name") or call.field("type")  # type: ignore[attr-defined]
    if target is None:
        named = [c for c in call.children() if c.is_named()]  # type: ignore[attr-defined]
        target = named[0] if named else None
    return [re.split(r"[.:>]+", target.text())[-1]] if target is not None else []


def _by_arithmetic(context: Context, value: Decimal) -> bool:
    if value in (0, 1, 2, 100) or (value == int(value) and value > 131):
        return False
    bound = context.bound.words if context.bound is not None else frozenset()
    charged = next((ring.words for ring in context.of("function")), frozenset())
    if (
        (bound & _OTHER_CHARGES and not (tax_in(bound) and bound & {"on", "of"}))
        or (context.words("operand") & _OTHER_CHARGES and not tax_in(bound))
        or (charged & _OTHER_CHARGES and not tax_in(charged))
    ):
        return False
    if 0 < value < Decimal("0.6") or 1 < value < Decimal("1.31") or 100 < value < 131:
        return True
    return value <= 40 and not _divides(context) and _hundred(context)


_FROM_TEXT = listed("Decimal BigDecimal Big BigNumber D Dec Fraction percent env get getenv config")
_MAKERS = _FROM_TEXT | listed(
    """
    set put of append push getOrDefault default Money freeze entry entries insert create Field field number ref reactive useState signal
    valueOf Number parseFloat float int str String Object Map dict list tuple array collect seal readonly getattr getOrElse setdefault
    update add unshift upsert updateOrCreate firstOrCreate fill make HasData defaultValue withDefault asNumber parse environ fromEntries
    IsIn isIn oneOf valid In Default DecimalField Rational control FormControl ratio abs pure just some Some
    Ok unwrap_or unwrapOr coalesce nvl ifnull IFNULL COALESCE optional
    """
)


def _given_to_another(context: Context) -> bool:
    """Whether the number is an argument of a call that is about neither rates nor taxes."""
    nearest = next((ring for ring in context.rings if ring.role in ("callee", "key", "binding", "function")), None)
    if nearest is None or nearest.role != "callee" or not nearest.names:
        return False
    called = nearest.names[0]
    held = frozenset(words(called))
    if called in _MAKERS or held & (RATE | _TABLE) or tax_in(held) or tax_in(nearest.words) or nearest.words & RATE:
        return False
    said = [ring for ring in context.rings[: context.rings.index(nearest)] if ring.role in ("label", "element", "argument")]
    return not (any(tax_in(ring.words) or ring.words & RATE for ring in said) or _SERVICE.search(context.texts))


def _is_bare(context: Context) -> bool:
    """Whether what it is multiplied with holds no name: `10 / 100`."""
    return next(context.of("operand"), None) is None


def _divides(context: Context) -> bool:
    node, above = context.node, context.node.parent() if context.node is not None else None
    if node is None or above is None:
        return False
    before = above.text()[: max(0, len(above.text()) - len(node.text()))].rstrip()
    return above.text().endswith(node.text()) and before.endswith("/")


def _hundred(context: Context) -> bool:
    """`amount * 15 / 100`, `gross * 15 / 115`, `net.multiply(15).divide(100)`."""
    at = context.node
    for _ in range(6):
        at = at.parent() if at is not None else None
        if at is None or len(at.text()) > 200:
            return False
        if re.search(r"\b(?:100(?:\.0+)?|1[0-3][0-9](?:\.\d+)?)[mMnfFdD]?\b", at.text()):
            return True
    return False


_OTHER_CALLS = listed(
    """
    slice substring substr tofixed round quantize setscale column range sleep settimeout padstart padend repeat decimal_places at
    charat parseint number_format toprecision numeric decimalfield splice take skip limit page max min todecimalplaces length
    setdate setmonth date datetime timedelta adddays plusdays addmonths minlength maxlength has_length mushak scale
    """
)


def _blocked(context: Context) -> bool:
    """The nearest name says that this is another number."""
    if _is_account_tax(context):
        return False
    defaulted = False
    for ring in context.rings:
        if ring.role in ("key", "binding"):
            if ring.role == "key" and ring.words & {"default", "initial"} and not ring.words & (RATE | {"vat", "tds"}):
                defaulted = True
                continue
            last = frozenset(words(ring.names[-1])) if ring.names else ring.words
            if (last & _NOT_RATE or last & _OTHER_CHARGES) and not last & RATE:
                return True
            if (last & (_NOT_RATE - {"base", "min", "max", "minimum", "maximum", "decimal"})) and last & RATE and last & _OTHER_CHARGES:
                return True
            if last & (
                _OTHER_CHARGES
                | {"exchange", "conversion", "interest", "change", "count", "decimals", "precision", "limit", "digits", "places"}
            ):
                return True
            if ring.role == "binding" or last & RATE or tax_in(last):
                return False
        elif ring.role == "callee":
            called = ring.names[0].lower() if ring.names else ""
            if called in _OTHER_CALLS:
                return not defaulted
            if ring.names and ring.names[0] in ("DECIMAL", "NUMERIC", "FLOAT", "DOUBLE", "STRING", "CHAR", "VARCHAR"):
                return True
            if (
                ring.names
                and ring.names[0] in ("decimal", "unsignedDecimal", "float", "double", "unsignedInteger", "char", "string")
                and context.grammar == "php"
            ):
                return True
        elif ring.role == "operand" and (
            frozenset(w.lower() for w in ring.names)
            & {"length", "count", "size", "getdate", "getmonth", "day", "month", "year", "index", "status", "statuscode"}
        ):
            return True
        elif ring.role in ("function", "class"):
            return bool(
                ring.words & (_OTHER_CHARGES - {"interest"} if not ring.words & RATE else _OTHER_CHARGES) and not tax_in(ring.words)
            )
    return False


def _is_account_tax(context: Context) -> bool:
    """Odoo's records of taxes: `amount` is the rate there."""
    bound = context.bound
    return bound is not None and bound.words == {"amount"} and any("account.tax" in ring.text for ring in context.rings)


def _is_rate(context: Context, value: Decimal, as_text: bool) -> bool:
    near = context.words("key", "binding", "label", "operand", "case", "test")
    bound = context.bound
    own = bound.words if bound is not None else frozenset()
    if _is_account_tax(context):
        return True
    duty = bool(context.everything & _DUTY)
    plausible = value < 1 or value <= 60 or 100 < value < 131 or (duty and value <= 500)
    if not plausible and not near & {"bps", "basis"}:
        return False
    outer = context.words("class", "function")
    if (
        bound is not None
        and bound.role == "key"
        and tax_in(own)
        and len(own) == 1
        and value > 0
        and (
            next(context.of("label"), None) is not None
            or context.words("sibling") & {"section", "service", "code", "category", "heading", "sector"}
        )
    ):
        return True
    if tax_in(own) and len(own) == 1 and next(context.of("element"), None) is not None and value > 0:
        return True
    if bound is not None and bound.role == "key" and outer & RATE and tax_in(context.words("function")):
        return True
    if bound is not None and (own & RATE or context.words("key", "binding") & RATE):
        return True
    if context.words("operand") & RATE:
        return True
    tables = [
        ring
        for ring in context.of("binding", "class")
        if ring is not bound and tax_in(ring.words) and (ring.role == "binding" or ring.words & RATE)
    ]
    if (
        bound is not None
        and bound.role == "key"
        and tables
        and (tables[0].words & (RATE | _TABLE | {"service", "services"}) or tables[0].names[-1].isupper())
    ):
        return True
    if context.words("class") & RATE and tax_in(context.words("class")) and bound is not None:
        return True
    if as_text and not _made_of_text(context):
        return bool(context.words("class", "function", "callee", "label", "file") & RATE) and (
            _SERVICE.search(context.texts) is not None or bool(own & {"amount", "value"})
        )
    if bound is not None and tax_in(own) and not _unsettled(context):
        return _named_after_tax(context, value, own)
    if outer & RATE and _returns(context):
        return True
    if bound is not None and outer & RATE and context.words("class") & RATE:
        return True
    callee = next(context.of("callee"), None)
    if callee is not None and (callee.words & RATE or tax_in(callee.words)) and (value < Decimal("0.6") or callee.words & RATE):
        return True
    if (
        callee is not None
        and tax_in(context.words("class", "label", "argument", "element"))
        and context.words("class", "argument", "label") & RATE
    ):
        return True
    if _SERVICE.search(context.texts) and (outer & RATE or context.words("binding", "callee", "file") & (RATE | _TABLE)):
        return True
    if _returns(context) and tax_in(outer) and (value < Decimal("0.6") or value in (15, Decimal("7.5"))):
        return True
    owner = next(context.of("class"), None)
    if bound is not None and owner is not None and tax_in(owner.words) and (owner.text == "enum" or _is_plain_constant(bound)):
        return True
    if bound is not None and own & (STANDARD | {"reduced", "rate", "zero"}):
        return 0 < value < Decimal("0.6") or _below_tax(context)
    return bound is not None and value > 0 and not _unsettled(context) and _below_tax(context)


def _is_plain_constant(bound: Ring) -> bool:
    """`STANDARD`, `DEFAULT`: in a class named after the tax."""
    return bound.words <= STANDARD and bound.names[-1:] != () and bound.names[-1].isupper()


def _below_tax(context: Context) -> bool:
    """Whether the entry stands directly below a key or name that is a tax's and nothing else: `"sd": {"24.02": 65}`."""
    outer = [ring for ring in context.of("key", "binding") if ring is not context.bound]
    return bool(outer) and len(outer[0].words) == 1 and tax_in(outer[0].words) is not None


def _made_of_text(context: Context) -> bool:
    callee = next(context.of("callee"), None)
    return callee is not None and callee.names[:1] != () and callee.names[0] in _FROM_TEXT


_ELSEWHERE = listed(
    "colors colours chart legend pagination page pages paging limit limits timeout timeouts retry retries ttl "
    "cache size sizes columns widths ports counts"
)


def _named_after_tax(context: Context, value: Decimal, own: frozenset[str]) -> bool:
    """`VAT = 0.15`, `STANDARD_VAT = 15`, `{ vat: 15 }` in a table of rates; not `vat = 15` of an amount."""
    if value < Decimal("0.6"):
        return value > 0
    bound = context.bound
    if any(ring.words & _ELSEWHERE for ring in context.of("key", "binding") if ring is not bound):
        return False
    loud = bound is not None and any(name.isupper() for name in bound.names)
    return (
        loud
        or bool(own & STANDARD)
        or bool(context.words("class", "function", "file") & (RATE | _TABLE))
        or (value in (15, Decimal("7.5"), Decimal("4.5"), Decimal("2.4")) and context.fixed and not _unknown(own))
    )


def _unknown(own: frozenset[str]) -> frozenset[str]:
    return own - NEUTRAL - RATE - STANDARD - {"vat", "tds", "vds", "ait", "sd"}


def _unsettled(context: Context) -> bool:
    return bool(context.bound is not None and context.bound.words & {"amount", "paid", "due", "total", "payable", "collected"})


def _returns(context: Context) -> bool:
    at = context.node
    for _ in range(8):
        at = at.parent() if at is not None else None
        if at is None:
            return False
        if at.kind() in (
            "return_statement",
            "match_conditional_expression",
            "match_default_expression",
            "switch_expression_arm",
            "switch_rule",
            "arrow_expression_clause",
        ):
            return True
        if at.kind() in ("arrow_function", "lambda", "lambda_expression"):
            return True
        if at.kind().endswith(("call_expression", "call", "creation_expression", "new_expression")) and re.match(
            r"(new )?(\w*Decimal|Big\w*|Number|D|Fraction|Dec)\b", at.text()
        ):
            continue
        if at.kind().endswith(("call_expression", "call", "assignment", "declarator", "pair")):
            return False
    return False


def about(context: Context) -> str:
    """What the rate is for: the service code, the case or the row's key."""
    code = _SERVICE.search(context.texts)
    if code:
        return code[0]
    own = context.bound.words if context.bound is not None else frozenset()
    rest = own - RATE - STANDARD - NEUTRAL - {"vat", "tds", "vds", "ait", "sd", "tax", "supplementary", "duty", "withholding"}
    cases = [ring.text.strip("'\"") for ring in context.of("case")]
    return " ".join([*sorted(rest), *cases])[:60]
