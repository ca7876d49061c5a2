"""Which names speak of the company's fiscal year, and which of another kind of year."""

from __future__ import annotations

import re

from prohori.codebase.registry.context import Context, Ring
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.naming import abroad
from prohori.codebase.subjects import FOREIGN, NEUTRAL
from prohori.codebase.tax_names import is_fiscal
from prohori.codebase.words import listed, words

_ONE_WORD = listed("fiscalyear financialyear fiscal arthobochor arthabochor orthobochor arthabochhor arthobochhor fyear finyear")
_YEARS = frozenset({"year", "years", "yr"})
_OF_BOOKS = listed("accounting assessment books bookkeeping budget")
_BENGALI_YEAR = (frozenset({"artho", "artha", "ortho"}), frozenset({"bochor", "bochhor", "bachhar", "bosor"}))
OF_YEARS = listed(
    """
    start end starts ends begin begins first last month months day year years opening closing of range label code format for from to
    by current next previous prev this is in get compute calculate date dates period periods bounds boundary june july name names
    string key new now today until till constructor init construct budget books accounting ledger account accounts finance nam shifted
    tarikh bochor mash since between shuru sesh startof endof resolve find determine make build service provider calendar calc
    """
)
OTHER_YEARS = listed(
    """
    age aged birthday birth born dob anniversary season seasonal summer winter monsoon harvest crop academic school semester term
    session leave warranty depreciation holiday holidays campaign promotion promo sale discount probation increment bonus contract
    lease tender insurance model vehicle ramadan eid festival tariff appraisal employment experience seniority joined joining half
    halfyear hijri
    """
)
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


def own_names(context: Context) -> frozenset[str]:
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
        return bool(held & (OTHER_YEARS | OF_DUTIES))
    return bool(near) and bool(held - OF_YEARS - NEUTRAL - _ONE_WORD)


OF_DUTIES = listed("due deadline deadlines deposit challan instalment instalments installment installments filing advance")


def of_the_books(literal: Literal) -> bool:
    """A first of July or last of June of any year, in a file that speaks of the fiscal year and among names of nothing else."""
    context = literal.context
    held = frozenset(w for ring in context.of("function", "binding", "key", "class", "callee") for w in ring.words if len(w) > 1)
    if held & OTHER_YEARS or abroad(context) or _OF_FISCAL_YEAR.search(literal.tree.text) is None:
        return False
    own = frozenset(w for ring in context.of("function", "binding") for w in ring.words if not w.isdigit() and len(w) > 1)
    return bool(own) and not own - OF_YEARS - NEUTRAL
