"""Rates of VAT, of tax withheld at source, and of supplementary duty, wherever a number stands for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.registry.context import Context, Ring, context_of
from prohori.codebase.registry.factors import UPLIFT, called, is_part_of_gross, is_uplift, multiplied, percent_of, states_by_factor
from prohori.codebase.registry.literals import NUMBERS, Literal
from prohori.codebase.registry.literals import number as number_of
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.other_numbers import FROM_TEXT, LISTED, VALUES, is_blocked, is_given_to_another, is_of_a_rate
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.registry.tax_rows import beside_words, is_account_tax, is_head_a_tax, is_the_tax, row_speaks, tax_tables
from prohori.codebase.registry.tax_words import (
    DUTY,
    NOT_DUTY,
    NOT_RATE,
    OTHER_CHARGES,
    RATE,
    TABLE,
    TAX_NAMES,
    TAXABLE_CHARGES,
    TAXED,
    spoken,
    tax_in,
)
from prohori.codebase.registry.taxes import SERVICE, about, around, of_roles, tax_of
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.tax_names import STANDARD
from prohori.codebase.words import listed

LIKELY = {
    kind: frozenset(map(Decimal, rates.split()))
    for kind, rates in {
        "vat_rate": "0 1.5 2 2.25 2.4 3 4 4.5 5 5.5 6 7 7.5 9 10 15",
        "withholding": "0 0.25 0.5 0.6 1 1.5 2 3 4 4.5 5 6 7 7.5 8 10 12 12.5 15 20 25 30",
        "supplementary_duty": "0 5 10 15 20 25 30 35 40 45 50 55 57 58 60 63 65 66 67 100 150 200 250 300 350 400 500",
    }.items()
}
"""Percents that occur in law, of any year: what a number must be where only its company says that it is a rate."""
_ELSEWHERE = listed(
    """
    colors colours chart legend pagination page pages paging limit limits timeout timeouts retry retries ttl cache size sizes columns
    widths width ports counts count order orders position positions priority priorities sort weights weight ids index indexes badges
    """
)
_SORTED = listed("reduced truncated zero exempt special lower higher full half low high luxury rate rates percent pct")


def rate_rules(literal: Literal) -> Iterator[Rule]:
    if not literal.tree.taxed:
        return
    value, text = literal.value, literal.text or ""
    if value is None and len(text) < _LONGEST_LIST:
        value = _spelled(text)
        php = _LARAVEL.search(text) if literal.grammar == "php" else None
        if value is None and (several := php or _SEVERAL.fullmatch(text)) is not None:
            yield from _allowed(literal.context, several[several.lastindex or 0])
            return
    if value is None or not 0 <= value <= 1500:
        return
    context = literal.context
    found = _with_remark(literal, value, stated_rate(context, value, as_text=literal.value is None))
    if found is None and value == 0 and literal.value is not None:
        found = _zero_among_rates(literal)
    if found is not None:
        kind, percent = found
        yield rule(context, kind, percent, role="otherwise" if _otherwise(literal) else "rate", about=about(context))


def _with_remark(literal: Literal, value: Decimal, found: tuple[str, str] | None) -> tuple[str, str] | None:
    """What a comment beside the number says of it: `SD = 2.5  # standard deviation`, `x * 0.3  # SD`."""
    context = literal.context
    own = spoken(context.bound.names) if context.bound is not None else frozenset()
    if found is not None:
        if own & RATE or (value > 60 and found[0] == "vat_rate"):
            return found
        said = spoken((literal.tree.remark(literal.node),))
        return None if said & (NOT_DUTY | OTHER_CHARGES) and tax_in(said) is None else found
    if value < Decimal("0.005") or value > 500 or value in (1, 100) or (own & (OTHER_CHARGES | NOT_RATE)) or tax_in(own):
        return None
    factor = multiplied(context)
    if (not factor and context.bound is None) or context.grammar not in _WITH_REMARKS:
        return None
    remark = literal.tree.remark(literal.node)
    if len(remark) > 80 or (named := _TAXED.search(remark)) is None or abroad(context):
        return None
    kind = tax_in(spoken((named[0],)))
    held = spoken((remark,))
    if kind is None or held & (OTHER_CHARGES | NOT_RATE) or Decimal(percent_of(value, context)) not in LIKELY[kind]:
        return None
    stated = states_by_factor(context, value, kind) if factor else bool("%" in remark or held & RATE or own & RATE)
    return (kind, percent_of(value, context)) if stated else None


_TAXED = re.compile(r"\b(?:VAT|TDS|VDS|AIT|SD)\b|[Ss]upplementary [Dd]uty|[Ww]ithholding")
_WITH_REMARKS = frozenset({"typescript", "tsx", "javascript", "python", "php", "java", "csharp"})
_LONGEST_LIST = 120  # characters
_LARAVEL = re.compile(r"\b(?:in|max|between):([\d.,]+)(?=\||$)")
_SEVERAL = re.compile(r"\s*\[?\d{1,3}(?:\.\d{1,3})?%?(?:\s*[,|;]\s*\d{1,3}(?:\.\d{1,3})?%?)+\]?\s*")


def _allowed(context: Context, text: str) -> Iterator[Rule]:
    """Rates in one text: `in:0,5,7.5,10,15`, `"5,7.5,10"`."""
    bound = next((ring for ring in context.of("key", "binding") if not spoken(ring.names) <= LISTED), None)
    kind = tax_of(context)
    numbers = [number for number in re.findall(r"\d+(?:\.\d+)?", text) if number != "100"]
    if (
        bound is None
        or kind is None
        or not (spoken(bound.names) & RATE or (is_the_tax(bound) and len(numbers) > 1))
        or is_blocked(context, Decimal(5))
        or not any(map(Decimal, numbers))
    ):
        return
    if all(Decimal(number) <= 60 or kind == "supplementary_duty" for number in numbers):
        yield rule(context, kind, "|".join(numbers), role="check")


def _otherwise(literal: Literal) -> bool:
    """`rate || 15`: also where the rate is 0."""
    above = literal.node.parent()
    if above is None or above.kind() not in ("binary_expression", "boolean_operator"):
        return False
    return any(c.text() in ("||", "or", "?:") for c in above.children() if c.kind() in ("||", "or", "?:", "operator"))


def _spelled(text: str) -> Decimal | None:
    """15 for `"15%"`, 0.15 for `"0.15"`; also what an amount's constructor is given."""
    match = re.fullmatch(r"\s*-?(\d{1,4}(?:\.\d{1,5})?|\.\d{1,5})\s*(%?)\s*", text)
    return number_of(match[1]) if match else None


def stated_rate(context: Context, value: Decimal, *, as_text: bool = False) -> tuple[str, str] | None:
    """The kind and the percent that a number in this place states."""
    factor = multiplied(context)
    kind = tax_of(context, factor=factor)
    if value == 100 and not (
        kind == "supplementary_duty" and context.bound is not None and context.bound.role == "key" and tax_tables(context)
    ):
        return None
    if kind is None:
        if factor and is_part_of_gross(context, value) and not around(context) & OTHER_CHARGES and not abroad(context):
            return "vat_rate", "15"
        return ("withholding", "1.5") if factor and is_uplift(context, value) and not abroad(context) else None
    if factor and states_by_factor(context, value, kind):
        return kind, percent_of(value, context)
    if (factor and next(context.of("operand"), None) is not None) or is_blocked(context, value) or is_given_to_another(context):
        return None
    if value == 0 and not _is_zero_rate(context):
        return None
    if value > 100 and not (around(context) & (RATE | DUTY) or 100 < value < 131):
        return None
    percent = percent_of(value, context)
    if value == 1 and not _is_sure_of_one(context, kind):
        return None
    return (kind, percent) if _is_rate(context, value, Decimal(percent), kind, as_text) else None


def _is_zero_rate(context: Context) -> bool:
    bound = context.bound
    if bound is None or _in_list(context):
        return _in_list(context)
    own = spoken(bound.names)
    said = {
        word
        for ring in context.of("key", "binding", "label", "element", "case", "test")
        for word in spoken(ring.names)
        if ring.names[:1] != ("exports",)
    }
    in_row = bound.role == "key" and own & RATE and next(context.of("label"), None) is not None
    in_column = own & {"default"} and is_of_a_rate(context) and next(context.of("callee"), bound).names[:1] in _COLUMNS
    return bool(said & {"zero", "exempt", "exempted", "nil", "export", "exports"} or in_row or in_column)


_ALTERNATIVES = listed(
    """
    switch_case case_statement case_clause switch_block_statement_group switch_rule match_conditional_expression
    switch_expression_arm switch_section object dictionary enum_constant
    """
)
_ON_THE_WAY = listed(
    """
    pair return_statement expression_statement block statement_block argument_list switch_body class_body parenthesized_expression
    """
)


def _zero_among_rates(literal: Literal) -> tuple[str, str] | None:
    """`case 'books': return 0` beside `case 'ott': return 10`, `{sd: 0}` beside `{sd: 20}`: what stands alike in the next ones is a rate.

    Not of a `default:`, which says what no rate was found for.
    """
    kind = tax_of(literal.context)
    if kind is None:
        return None
    at: SgNode | None = literal.node
    key = ""
    while at is not None and at.kind() not in _ALTERNATIVES:
        above = at.parent()
        if above is None or (at is not literal.node and at.kind() not in _ON_THE_WAY):
            return None
        if above.kind() == "pair" and not key:
            key = literal.tree.parts(above)[0].text()
        at = above
    if at is None or (at.kind() in ("object", "dictionary")) != bool(key) or _DEFAULT.match(at.text()):
        return None
    wanted = literal.node.parent()
    for other in _beside(at):
        for node in other.find_all({"rule": {"any": [{"kind": one} for one in NUMBERS[literal.grammar]]}}):
            above, value = node.parent(), number_of(node.text())
            if above is None or wanted is None or not value or above.kind() != wanted.kind():
                continue
            if not key or literal.tree.parts(above)[0].text() == key:
                stated = stated_rate(context_of(node, literal.tree), value)
                if stated is not None and stated[0] == kind:
                    return kind, "0"
    return None


def _beside(entry: SgNode) -> Iterator[SgNode]:
    """The nearest entries before and after, where they are short."""
    for step in (SgNode.next, SgNode.prev):
        at = step(entry)
        for _ in range(4):
            if at is not None and at.kind() in _ALTERNATIVES and at.range().end.index - at.range().start.index < 300:
                yield at
            at = step(at) if at is not None else None


_DEFAULT = re.compile(r"default\b|_\s*(?:=>|->)|case\s+_")
_COLUMNS = (("Column",), ("Property",), ("Prop",))


def _in_list(context: Context) -> bool:
    """Among other numbers: `[0, 5, 10]`."""
    above = context.node.parent() if context.node is not None else None
    if above is not None and above.kind() == "array_element_initializer":
        above = above.parent()
    if above is None or above.kind() not in (
        "array",
        "array_creation_expression",
        "initializer_expression",
        "list",
        "tuple",
        "set",
        "arguments",
        "argument_list",
        "array_initializer",
    ):
        return False
    return re.fullmatch(r"(?:array)?[\[({][\d.,\s_mfdD'\"%]+[\])}]", above.text()[:200]) is not None and "," in above.text()


def _is_sure_of_one(context: Context, kind: str) -> bool:
    """1 is a rate of tax at source, and elsewhere a switch or a step."""
    own = spoken(context.bound.names) if context.bound is not None else frozenset()
    if kind != "withholding" or own & {"is", "has", "should", "can", "was", "on", "enable", "enabled"} - (
        {"on"} if own & {"source"} else set()
    ):
        return False
    return bool(own & RATE or own & {"tds", "ait", "vds", "wht", "source"} or tax_tables(context))


def _is_rate(context: Context, value: Decimal, percent: Decimal, kind: str, as_text: bool) -> bool:
    near = of_roles(context, "key", "binding", "label", "operand", "case", "test")
    plausible = (
        value <= Decimal("0.6")
        or 1 <= value <= 60
        or 100 < value < 131
        or (kind == "supplementary_duty" and value <= 500)
        or near & {"bps", "basis"}
    )
    if not plausible or _is_code_of_an_enum(context):
        return False
    if is_account_tax(context) or _is_named_a_rate(context):
        return True
    likely = percent in LIKELY[kind]
    if as_text and not _made_of_text(context) and not _is_of_environment(context):
        among = _in_list(context) and context.bound is not None and tax_in(spoken(context.bound.names)) is not None
        if context.node is not None and "%" in context.node.text() and tax_in(of_roles(context, "key", "binding")):
            among = among or (context.bound is not None and tax_in(spoken(context.bound.names)) is not None and not _is_elsewhere(context))
        return likely and (_is_coded(context) or _is_valued_by_its_row(context) or _is_entry(context, value) or among)
    if context.bound is not None and tax_in(spoken(context.bound.names)) and not _unsettled(context):
        if _named_after_tax(context, value, likely, kind) or (likely and _is_valued_by_its_row(context)):
            return True
        callee = next(context.of("callee"), None)
        return callee is not None and bool(spoken(callee.names[:1]) & RATE)
    if _is_compared(context, value):
        return likely
    if _is_coded(context) or _is_returned(context, value, likely) or _is_given_to_the_tax(context, value, likely):
        return True
    return likely and (_is_valued_by_its_row(context) or _is_entry(context, value))


def _is_named_a_rate(context: Context) -> bool:
    """A name says rate, slab or percent: what the number is given to, the operand beside it, or the table around it."""
    bound = context.bound
    if of_roles(context, "operand") & RATE:
        return True
    if bound is None:
        return False
    if of_roles(context, "key", "binding") & RATE:
        return True
    outer = of_roles(context, "class", "function")
    classes = of_roles(context, "class")
    plain = bound.role == "key" or spoken(bound.names) <= NEUTRAL | STANDARD
    if plain and outer & RATE and tax_in(of_roles(context, "function")):
        return True
    return bool(classes & RATE) and (tax_in(classes) is not None or bool(outer & RATE))


def _is_compared(context: Context, value: Decimal) -> bool:
    """`vat == 7.5`: the tax's name alone, and a number that is hardly an amount."""
    above = context.node.parent() if context.node is not None else None
    if above is None or above.kind() not in ("binary_expression", "comparison_operator") or not re.search(r"[=!]==?", above.text()[:80]):
        return False
    operand = next(context.of("operand"), None)
    return operand is not None and is_the_tax(operand) and (value < Decimal("0.6") or value in _TELLING or _has_point(context))


def _is_coded(context: Context) -> bool:
    """Beside a service code, in what speaks of rates or is a table."""
    if not SERVICE.search(context.texts):
        return False
    return bool(of_roles(context, "class", "function", "label") & RATE or of_roles(context, "binding", "callee", "file") & (RATE | TABLE))


def _is_valued_by_its_row(context: Context) -> bool:
    """`{"code": "VAT", "value": 15}`, `["VAT", 15]`, `<option value="15">VAT</option>`."""
    bound = context.bound
    if bound is not None and bound.role == "key":
        return spoken(bound.names) <= VALUES and row_speaks(context)
    return row_speaks(context) and _is_first_number(context)


def _is_first_number(context: Context) -> bool:
    node = context.node
    above = node.parent() if node is not None else None
    if above is not None and above.kind() == "argument":
        node, above = above, above.parent()
    if node is None or above is None or above.kind() not in ("array", "list", "tuple", "arguments", "argument_list", "array_initializer"):
        return False
    start = node.range().start.index
    before = [c for c in above.children() if c.is_named() and c.range().start.index < start]
    return not any(re.fullmatch(r"[\d.]+[mMfFdD]?|.*\(\"?[\d.]+\"?\)", c.text()) for c in before)


def _is_returned(context: Context, value: Decimal, likely: bool) -> bool:
    outer = of_roles(context, "class", "function")
    if not _returns(context):
        return False
    told = tax_in(of_roles(context, "case")) is not None and "tax" in outer
    if not outer & RATE and (of_roles(context, "function") & _COUNTED or (value >= 1 and _is_added(context))):
        return False
    return bool(outer & RATE) or ((told or tax_in(outer) is not None) and (value < Decimal("0.6") or likely))


_COUNTED = listed("no number copies quarter count day days due deadline certificate challan limit threshold position index version")
"""What a function named after a tax returns, besides its rate."""


def _is_added(context: Context) -> bool:
    above = context.node.parent() if context.node is not None else None
    if above is None or above.kind() not in ("binary_expression", "binary_operator"):
        return False
    return any(c.text() in ("+", "-", "%") for c in above.children())


def _is_given_to_the_tax(context: Context, value: Decimal, likely: bool) -> bool:
    """An argument of what computes, makes or checks the tax: `addVat(net, 15)`."""
    callee = next(context.of("callee"), None)
    if callee is None:
        return False
    held = spoken(callee.names)
    if (
        callee.names[:1] in (("put",), ("set",), ("add",))
        and tax_in(spoken(callee.names[1:]))
        and is_the_tax(Ring("callee", callee.names[1:]))
    ):
        return likely
    if (held & RATE or tax_in(held)) and (value < Decimal("0.6") or held & RATE):
        return True
    beside, owner = of_roles(context, "label", "argument", "element"), of_roles(context, "class")
    return bool(tax_in(beside) and (beside | owner) & RATE) or bool(tax_in(owner) and owner & RATE)


def _is_entry(context: Context, value: Decimal) -> bool:
    """An entry of a table, an enum or a class that is named after the tax."""
    bound = context.bound
    if bound is None or _unsettled(context) or _is_elsewhere(context):
        return False
    own = spoken(bound.names)
    tables = tax_tables(context)
    if bound.role == "key" and tables:
        table = tables[0]
        if spoken(table.names) & (RATE | TABLE | TAXED) or any(name.isupper() for name in table.names[-1:]) or is_the_tax(table):
            return True
        if is_head_a_tax(table) and (next(context.of("label"), None) is None):
            return True
    owner = next(context.of("class"), None)
    if owner is not None and tax_in(spoken(owner.names)) and _is_member_of(owner, own):
        return True
    if own & (STANDARD | {"reduced", "rate", "zero"}):
        return 0 < value < Decimal("0.6") or (bool(tables) and is_the_tax(tables[0]))
    return False


def _is_elsewhere(context: Context) -> bool:
    return any(spoken(ring.names) & _ELSEWHERE for ring in context.of("key", "binding", "class", "function") if ring is not context.bound)


def _is_member_of(owner: Ring, own: frozenset[str]) -> bool:
    return owner.text == "enum" or own <= STANDARD | _SORTED | NEUTRAL or (is_the_tax(owner) and own <= TAXED | STANDARD)


_MEMBERS = listed("enum_body enum_declaration object dictionary enum_member_declaration_list enum_declaration_list")
_CODED = re.compile(r"[=:]>?\s*['\"]?(\d+(?:\.\d+)?)['\"]?\s*(?=[,;}\n\r)\]]|$)")


def _is_code_of_an_enum(context: Context) -> bool:
    """`STANDARD = 1, REDUCED = 2`: numbers that only tell the members apart."""
    node = context.node
    at = node.parent() if node is not None else None
    for _ in range(4):
        if at is None or at.range().end.index - at.range().start.index > 2_000:
            return False
        if at.kind() in _MEMBERS:
            break
        at = at.parent()
    if at is None or at.kind() not in _MEMBERS:
        return False
    numbers = [Decimal(n) for n in _CODED.findall(at.text())]
    return len(numbers) > 1 and numbers == [numbers[0] + n for n in range(len(numbers))] and numbers[0] in (0, 1)


def _is_of_environment(context: Context) -> bool:
    """`TDS_RENT: "5"`: variables of a process are always texts."""
    bound = context.bound
    if context.grammar not in ("yaml", "json") or bound is None:
        return False
    if not all(re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", name) for name in bound.names):
        return False
    return spoken(bound.names) <= TAX_NAMES | TAXED | RATE | STANDARD | _SORTED | _JOINING | {"app", "erp", "company", "bd"}


def _made_of_text(context: Context) -> bool:
    callee = next(context.of("callee"), None)
    return callee is not None and callee.names[:1] != () and callee.names[0] in FROM_TEXT


_TAX_TABLES = listed("table rates rate tax taxes tariff schedule slabs")
_AMOUNTS = listed("net total gross amount subtotal price base grand qty quantity payable paid date invoice mean avg n")
_JOINING = listed("tax duty deducted deduction source on at of for by per in under from with")
_TELLING = frozenset(map(Decimal, ("15", "7.5", "4.5", "2.4")))
"""Percents that are hardly ever another number."""


def _has_point(context: Context) -> bool:
    """`5.0`: who counts does not write it."""
    return context.node is not None and "." in context.node.text()


def _named_after_tax(context: Context, value: Decimal, likely: bool, kind: str) -> bool:
    """`VAT = 0.15`, `STANDARD_VAT = 15`, `{ vat: 15 }` in a table of rates, `superShopVat = 7.5`; not `vat = 15` of an amount."""
    bound = context.bound
    if bound is None:
        return False
    own = spoken(bound.names)
    if 0 < value < Decimal("0.6"):
        return True
    if _is_elsewhere(context):
        return False
    if value == UPLIFT and kind == "withholding" and own & {"psr"}:
        return True
    if not likely:
        return False
    unknown = own - NEUTRAL - RATE - STANDARD - TABLE - TAX_NAMES - _JOINING - _SORTED
    if unknown and not is_head_a_tax(bound):
        told = kind == "supplementary_duty" or bool(unknown & (TAXED | TAXABLE_CHARGES)) or value in _TELLING or _has_point(context)
        return context.fixed and told
    outer = frozenset(w for ring in context.of("key", "binding") if ring is not bound for w in spoken(ring.names))
    if (
        outer & _TAX_TABLES
        or any(name.isupper() for name in bound.names)
        or own & STANDARD
        or of_roles(context, "class", "function", "file") & (RATE | TABLE)
    ):
        return True
    if len(own) == 1 and (
        next(context.of("element"), None) is not None or (bound.role == "key" and next(context.of("label"), None) is not None)
    ):
        return True
    if of_roles(context, "sibling") & {"section", "service", "code", "category", "heading", "sector", "hs", "hscode", "tariff"}:
        return True
    beside = beside_words(context)
    if bound.role == "key" and not beside & _AMOUNTS and tax_in(beside - own) not in (None, kind):
        return True
    if next(context.of("function"), None) is None and context.fixed and of_roles(context, "class", "file") & _TAX_TABLES:
        return True
    told = value in _TELLING or _has_point(context) or bool(unknown) or _in_list(context)
    return context.fixed and (told or bool(own & {"supplementary", "source"}))


def _unsettled(context: Context) -> bool:
    return bool(context.bound is not None and context.bound.words & {"amount", "paid", "due", "total", "payable", "collected"})


_RETURNING = listed(
    """
    return_statement match_conditional_expression match_default_expression switch_expression_arm switch_rule arrow_expression_clause
    arrow_function lambda lambda_expression
    """
)


def _returns(context: Context) -> bool:
    at = context.node
    for _ in range(8):
        at = at.parent() if at is not None else None
        if at is None:
            return False
        kind = at.kind()
        if kind in _RETURNING:
            return True
        if kind in ("binary_expression", "comparison_operator") and re.search(r"[^=]>|<|[=!]=", at.text()[:200]):
            return False
        if kind.endswith(("call_expression", "call", "creation_expression", "new_expression", "method_invocation")):
            if re.match(r"(new )?(\w*Decimal|Big\w*|Number|D|Fraction|Dec)\b", at.text()) or called(at) in (
                "get",
                "getOrDefault",
                "valueOf",
                "getOrElse",
                "config",
                "env",
            ):
                continue
            return False
        if kind.endswith(("assignment", "declarator", "pair")):
            return False
    return False
