"""Which tax the names around a number speak of: VAT, supplementary duty, or tax withheld at source (TDS, VDS, AIT)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prohori.codebase.registry.context import Context, Ring
from prohori.codebase.registry.naming import abroad
from prohori.codebase.registry.tax_words import (
    AMOUNT,
    MEASURED,
    NATURES,
    OTHER_CHARGES,
    RATE,
    STATISTICS,
    TABLE,
    TAX_NAMES,
    TAXABLE_CHARGES,
    TAXED,
    spoken,
    tax_in,
)
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.tax_names import STANDARD, unknown_words
from prohori.codebase.words import listed

_SETTERS = listed("set rate rates calculate calc compute apply add with for of put make create new")
_SORTS = listed("reduced truncated zero exempt special lower higher full half low high luxury slab slabs list")
_PLAIN = listed(
    """
    run handle execute process main render show print display preview get fetch find load save store update init setup register seed up
    down call invoke lambda anonymous constructor build prepare default standard mount use memo callback effect reduce totals summary
    summarise summarize inner outer helper do perform finish complete close open post submit issue generate derive resolve determine
    pick select choose lookup estimate figure work breakdown split components component page view form table row cell header footer
    payable taxes levy levies seeder
    """
)
SERVICE = re.compile(r"\bS\d{3}(?:\.\d{2})?\b")


def of_roles(context: Context, *roles: str) -> frozenset[str]:
    return frozenset(word for ring in context.of(*roles) for word in spoken(ring.names))


def around(context: Context) -> frozenset[str]:
    """All words of the statement, without its function, class and file."""
    return of_roles(context, "operand", "argument", "callee", "key", "binding", "label", "element", "test", "case")


def tax_of(context: Context, *, factor: bool = False) -> str | None:
    """The tax that the nearest telling ring speaks of; what the number is bound to counts before what it is multiplied with.

    `factor`: whether the number is multiplied or divided with something.
    """
    if abroad(context):
        return None
    bound = context.bound
    table = _in_a_table(context)
    foreign = False
    for ring in _ordered(context, bound, factor):
        held = spoken(ring.names)
        found = _of_ring(ring)
        if found is not None and ring.role == "file" and (foreign or _about_another(context)):
            return None
        if found is not None and ring is not bound and ring.role in ("key", "binding") and _is_another_rate(bound):
            return None
        if found is not None and ring.role in ("class", "function") and _is_of_its_own(bound) and ring.text != "enum":
            return None
        if found is not None and ring.role == "class" and foreign and not _on_an_amount(context, factor):
            return None
        if found is not None:
            beside = of_roles(context, "sibling")
            measured = (found == "supplementary_duty" and beside & STATISTICS) or (found == "withholding" and beside & MEASURED)
            return None if measured else found
        if ring.role in ("label", "key", "element", "callee", "binding", "test", "case", "function"):
            charged = held & OTHER_CHARGES
            if ring.role == "label" and "commission" in charged:
                charged -= {"discount"}  # section 94 names both
            if charged and not (table and ring.role != "function" and charged <= TAXABLE_CHARGES):
                return None
        foreign = foreign or (ring.role == "function" and ring.names != () and _is_foreign(held) and not held & RATE)
    found = _by_code(context) or _by_consequence(context) or _by_standard(context)
    if found is None and factor:
        found = _by_caption(context) or (_by_form(context) if not foreign else None)
    return found


def _in_a_table(context: Context) -> bool:
    """Whether a table of the tax is around, so that `commission` in it is what is taxed."""
    for ring in context.of("key", "binding", "class", "function"):
        held = spoken(ring.names)
        if tax_in(held) and (held & (RATE | TABLE) or (ring is not context.bound and held <= TAX_NAMES)):
            return True
    return (
        bool(of_roles(context, "sibling") & {"section", "nature", "sro"} or of_roles(context, "key") & {"section", "sections"})
        and tax_in(of_roles(context, "file", "class", "binding")) == "withholding"
    )


def _ordered(context: Context, bound: Ring | None, factor: bool) -> Iterable[Ring]:
    """In `vatOf(): (value + sd) * 0.15` the function says what is computed, the operands what it is computed of."""
    first = [bound] if bound is not None else []
    function = next(context.of("function"), None)
    if factor and function is not None and not of_roles(context, "operand") & RATE and tax_in(spoken(function.names)):
        first.append(function)
    return (*first, *(ring for ring in context.rings if ring not in first and ring.role != "sibling"))


def _on_an_amount(context: Context, factor: bool) -> bool:
    return factor and bool(of_roles(context, "operand", "callee") & AMOUNT)


def _is_of_its_own(bound: Ring | None) -> bool:
    """A variable or a constant with a subject of its own, whatever computes it."""
    if bound is None or bound.role != "binding":
        return False
    return bool(unknown_words(spoken(bound.names[-1:])) - _SETTERS - _PLAIN - _SORTS - TAXED - AMOUNT - _RESULTS - RATE)


def _is_another_rate(bound: Ring | None) -> bool:
    """`vat-worker: {queuePercent: 5}`: the percent of something that is not taxed."""
    held = spoken(bound.names) if bound is not None else frozenset()
    return bool(held & RATE) and bool(unknown_words(held) - _SETTERS - _PLAIN - _SORTS - TAXED - AMOUNT - _RESULTS - RATE - _PAYEES)


_PAYEES = listed("tin etin psr return returns bank resident without with no other others registered unregistered local uplift withholding")
_RESULTS = listed(
    "deduct deduction deducted levy res ret out tmp amt taka tax result it y z duty part portion extra less withhold minus plus"
)


def _about_another(context: Context) -> bool:
    """Whether what the number is bound to has a subject of its own, so that the file's name says nothing of it."""
    rings = list(context.of("binding")) or list(context.of("key"))
    if not rings:
        return False
    held = spoken(rings[-1].names)
    return bool(unknown_words(held) - _SETTERS - _PLAIN - _SORTS - NATURES)


def _is_foreign(held: frozenset[str]) -> bool:
    """The name is about something that taxes are not named after."""
    return bool(unknown_words(held) - _SETTERS - _PLAIN - NATURES)


def _by_code(context: Context) -> str | None:
    """A service code beside a rate: codes like `S004` are those of the VAT rules."""
    if (
        SERVICE.search(context.texts)
        and not _is_another_rate(context.bound)
        and of_roles(context, "key", "binding", "class", "file", "function") & RATE
    ):
        return "vat_rate"
    return None


def _by_standard(context: Context) -> str | None:
    """The standard rate of what is about taxes is that of VAT."""
    bound = context.bound
    held = spoken(bound.names) if bound is not None else frozenset()
    if not (held & {"standard", "reduced", "truncated"} and held & RATE and held <= STANDARD | RATE | _SORTS | {"tax"}):
        return None
    return "vat_rate" if "tax" in of_roles(context, "binding", "class", "file") and _told(context) else None


def _told(context: Context) -> bool:
    return (
        context.node is not None
        and re.fullmatch(r"(?:0?\.15|0?\.075|15|7\.5)(?:\.?0+)?[mMfFdD]?", context.node.text().strip("'\"")) is not None
    )


def _by_consequence(context: Context) -> str | None:
    """`if rate not in (0, 15): raise ValueError("VAT …")`: what is said when the rate is another."""
    if not of_roles(context, "operand", "callee", "argument") & RATE:
        return None
    at = context.node
    for _ in range(8):
        at = at.parent() if at is not None else None
        if at is None or at.range().end.index - at.range().start.index > 300:
            return None
        if at.kind() == "if_statement":
            said = re.search(r"\b(?:VAT|TDS|VDS|AIT|SD)\b", at.text())
            return tax_in(spoken((said[0],))) if said is not None else None
    return None


_WITH_VAT = re.compile(r"['\"`][^'\"`]*(?i:\bincl\w*\.?|\bwith|\binclusive of)\s+(?:\d+\s?% )?VAT\b")


def _by_caption(context: Context) -> str | None:
    """`'Tk ' + price * 1.15 + ' incl. VAT'`: the text that the number is put into."""
    at = context.node
    for _ in range(8):
        at = at.parent() if at is not None else None
        if at is None or at.range().end.index - at.range().start.index > 200:
            return None
        if at.kind() in ("binary_expression", "binary_operator", "template_string") and _WITH_VAT.search(at.text()):
            return "vat_rate"
    return None


def _by_form(context: Context) -> str | None:
    """What is computed of the notes of a return is VAT."""
    if "mushak" not in of_roles(context, "function", "class", "file"):
        return None
    noted = any(re.fullmatch(r"note_?\d{1,2}", name, re.IGNORECASE) for ring in context.of("operand") for name in ring.names)
    return "vat_rate" if noted else None


def _of_ring(ring: Ring) -> str | None:
    for name in ring.names:
        found = tax_in(spoken((name,)))
        if found is not None:
            return found
    found = tax_in(spoken(ring.names))
    if ring.role == "test" and "vatable" in ring.words:
        return "vat_rate"
    if found is None and ring.role in ("label", "element", "case", "key") and ring.text:
        found = tax_in(spoken((ring.text,)))
        if found is None and re.search(r"ভ্যাট|মূসক", ring.text):
            found = "vat_rate"
        if found is None and re.search(r"উৎসে", ring.text):
            found = "withholding"
        if found is None and "সম্পূরক" in ring.text:
            found = "supplementary_duty"
    return found


def about(context: Context) -> str:
    """What the rate is for: the service code, the case or the row's key."""
    code = SERVICE.search(context.texts)
    if code:
        return code[0]
    own = spoken(context.bound.names) if context.bound is not None else frozenset()
    rest = own - RATE - STANDARD - NEUTRAL - TAX_NAMES - {"tax", "duty"}
    cases = [ring.text.strip("'\"") for ring in context.of("case")]
    return " ".join([*sorted(rest), *cases])[:60]
