"""Rows and tables of a tax: what the names around an entry, and the texts beside it, say of it."""

from __future__ import annotations

from prohori.codebase.registry.context import Context, Ring
from prohori.codebase.registry.tax_words import NOT_RATE, RATE, TAX_NAMES, spoken, tax_in
from prohori.codebase.subjects import NEUTRAL
from prohori.codebase.tax_names import STANDARD
from prohori.codebase.words import words


def beside_words(context: Context) -> frozenset[str]:
    """The words of the keys beside the number's own."""
    nearest = next(context.of("sibling"), None)
    return spoken(nearest.names) if nearest is not None else frozenset()


def row_speaks(context: Context) -> bool:
    """Whether the text beside the number names the tax, and no other number of it: `{"code": "VAT", "value": 15}`."""
    for ring in context.rings:
        if ring.role in ("binding", "function", "class"):
            return False
        held = spoken(ring.names) | spoken((ring.text,)) if ring.role in ("label", "element", "argument") else frozenset()
        if held & (NOT_RATE - {"code", "section"}) and not held & RATE:
            return False
        if tax_in(held):
            return True
    return False


def is_account_tax(context: Context) -> bool:
    """Odoo's records of taxes: `amount` is the rate there."""
    bound = next((ring for ring in context.of("key", "binding") if ring.words != {"eval"}), None)
    return bound is not None and bound.words == {"amount"} and any("account.tax" in ring.text for ring in context.rings)


def tax_tables(context: Context) -> list[Ring]:
    """Names around the entry that are a tax's own, the nearest first."""
    return [
        ring
        for ring in context.of("key", "binding", "class")
        if ring is not context.bound and tax_in(spoken(ring.names)) and (ring.role != "class" or spoken(ring.names) & RATE)
    ]


def is_the_tax(ring: Ring) -> bool:
    """The name is that of the tax and nothing else: `"sd": {"24.02": 65}`."""
    held = spoken(ring.names) - NEUTRAL - STANDARD
    return tax_in(held) is not None and held <= TAX_NAMES | {
        "duty",
        "tax",
        "source",
        "income",
        "advance",
        "value",
        "added",
        "deducted",
        "at",
    }


def is_head_a_tax(ring: Ring) -> bool:
    """`superShopVat`: what stands last is what the name is about."""
    said = [word for name in ring.names[-1:] for word in _in_order(name) if word not in NEUTRAL and word not in STANDARD]
    return bool(said) and said[-1] in TAX_NAMES | {"duty"}


def _in_order(name: str) -> list[str]:

    return [part for word in words(name) for part in spoken((word,))]
