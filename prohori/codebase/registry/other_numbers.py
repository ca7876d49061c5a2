"""Numbers that stand in the company of a tax and are none of its rates: limits, days, widths, charges, arguments of other calls."""

from __future__ import annotations

from decimal import Decimal

from prohori.codebase.registry.context import Context, Ring
from prohori.codebase.registry.tax_rows import beside_words, is_account_tax, is_head_a_tax, is_the_tax, row_speaks, tax_tables
from prohori.codebase.registry.tax_words import NOT_RATE, OTHER_CHARGES, RATE, TABLE, TAX_NAMES, TAXABLE_CHARGES, TAXED, spoken, tax_in
from prohori.codebase.registry.taxes import SERVICE
from prohori.codebase.words import listed

_NOT_FRACTION = listed(
    """
    threshold limit interest penalty late fine surcharge discount refund rebate tolerance rounding share weight commission margin markup
    exchange conversion exemption ceiling floor cap scale cost opacity alpha z radius padding probability confidence sample miss hit
    error delay interval loan retention damages bonus allowance tip salary fee speed volume capacity font gap height width rebates
    """
)
"""What a fraction may be besides a rate; it is no count and no code."""
VALUES = listed("value amount val values number figure data v x setting set content default initial server eval")
_FIXED_NUMBERS = listed("exchange conversion interest change count decimals precision limit digits places")
LISTED = listed("items options values choices list enum in")
FROM_TEXT = listed(
    """
    parseInt Decimal BigDecimal Big BigNumber D Dec Fraction percent env get getenv config Number parseFloat float int toNumber
    num Parse parse literal Literal
    """
)
_MAKERS = FROM_TEXT | listed(
    """
    set put of append push getOrDefault default Money freeze entry entries insert create Field field number ref reactive useState
    signal valueOf Number parseFloat float int str String Object Map dict list tuple array collect seal readonly getattr getOrElse
    setdefault update add unshift upsert updateOrCreate updateOrInsert firstOrCreate fill make HasData defaultValue withDefault
    asNumber parse environ fromEntries IsIn isIn oneOf valid In Default DecimalField Rational control FormControl ratio abs pure
    just some Some Ok unwrap_or unwrapOr coalesce nvl ifnull IFNULL COALESCE optional min max Min Max lte in isin le Range
    MaxValueValidator DecimalMax between enum num toNumber literal Literal union Union
    """
)
_COLLECTIONS = frozenset(
    {"Dictionary", "SortedDictionary", "List", "Map", "HashMap", "TreeMap", "LinkedHashMap", "ArrayList", "Set", "Array"}
)


def is_given_to_another(context: Context) -> bool:
    """Whether the number is an argument of a call that is about neither rates nor taxes."""
    nearest = next((ring for ring in context.rings if ring.role in ("callee", "key", "binding", "function")), None)
    if nearest is None or nearest.role != "callee" or not nearest.names:
        return False
    held = spoken(nearest.names[:1])
    if nearest.names[0] in _MAKERS or not _COLLECTIONS.isdisjoint(nearest.names) or held & (RATE | TABLE) or tax_in(held):
        return False
    if tax_in(spoken(nearest.names)) or spoken(nearest.names) & RATE:
        return False
    said = [ring for ring in context.rings[: context.rings.index(nearest)] if ring.role in ("label", "element", "argument")]
    return not (any(tax_in(spoken(ring.names)) or spoken(ring.names) & RATE for ring in said) or SERVICE.search(context.texts))


_OTHER_CALLS = listed(
    """
    slice substring substr tofixed round quantize setscale column range sleep settimeout padstart padend repeat decimal_places at
    charat number_format toprecision numeric decimalfield splice take skip limit page todecimalplaces length
    setdate setmonth date datetime timedelta adddays plusdays addmonths minlength maxlength has_length mushak scale
    """
)
_TYPES = frozenset({"DECIMAL", "NUMERIC", "FLOAT", "DOUBLE", "STRING", "CHAR", "VARCHAR"})
_COLUMN_TYPES = frozenset({"decimal", "unsignedDecimal", "float", "double", "unsignedInteger", "char", "string"})
_COUNTED = listed("length count size getdate getmonth day month year index status statuscode")


def is_blocked(context: Context, value: Decimal) -> bool:
    """The nearest name says that this is another number."""
    if is_account_tax(context):
        return False
    defaulted = False
    for ring in context.rings:
        held = spoken(ring.names)
        if ring.role in ("key", "binding"):
            if ring.role == "key" and held and held <= LISTED:
                continue
            if ring.role == "key" and held <= VALUES and row_speaks(context):
                return False
            if ring.role == "key" and held & {"default", "initial"} and not held & (RATE | TAX_NAMES):
                defaulted = True
                continue
            if ring.role == "key" and held <= _BOUNDS and is_of_a_rate(context) and not beside_words(context) & RATE:
                return False
            last = spoken(ring.names[-1:]) or held
            if tax_in(last) == "withholding" and (ring is not context.bound or not _COLLECTIONS.isdisjoint(of_calls(context))):
                last -= {"section", "sections"}  # `TDS_SECTION_89 = {"works": 5}`
            if is_head_a_tax(ring):
                taxed = {"interest"} if tax_in(last) == "withholding" and "on" not in last else set()
                return bool(last & _HARD - taxed)
            if _is_another_number(last, value) and not (ring is context.bound and _is_withheld_from(context, last)):
                return True
            if ring.role == "binding" or last & RATE or tax_in(last):
                return False
        elif ring.role == "callee":
            name = ring.names[0] if ring.names else ""
            if name == "parseInt" and _is_radix(context):
                return True
            if name.lower() in _OTHER_CALLS and not (name == "Range" and is_of_a_rate(context)):
                return not defaulted
            if tax_in(spoken((name,))) and spoken((name,)) & RATE:
                return False
            if name in _TYPES or (name in _COLUMN_TYPES and context.grammar in ("php", "typescript", "javascript")):
                return True
        elif ring.role == "label" and " " not in ring.text and tax_in(held) and not held & RATE:
            if _is_another_number(held, value):
                return True
        elif ring.role == "operand" and frozenset(w.lower() for w in ring.names) & _COUNTED:
            return True
        elif ring.role in ("function", "class") and ring.names:
            return bool(held & (OTHER_CHARGES - {"interest"} if not held & RATE else OTHER_CHARGES) and not tax_in(held))
    return False


def of_calls(context: Context) -> frozenset[str]:
    return frozenset(name for ring in context.of("callee") for name in ring.names)


_BOUNDS = listed("max min maximum minimum value ge le gte lte greater less than or equal")
_HARD = listed(
    """
    amount total subtotal due paid payable max min maximum minimum limit threshold count day days month months year years number no
    page pages line lines code id late overdue penalty interest discount sum balance previous last retry
    """
)
"""What even `monthlyVat` is then: no rate."""


def is_of_a_rate(context: Context) -> bool:
    """The bound of a field that holds the tax's rate: `name="vatPct" max={15}`."""
    nearest = (spoken(ring.names) for ring in context.of("key", "binding", "label"))
    named = next(
        (held for held in nearest if not held <= _BOUNDS | VALUES | {"validate", "validators", "options", "type", "number"}), frozenset()
    )
    return tax_in(named) is not None and bool(named & RATE)


def _is_withheld_from(context: Context, last: frozenset[str]) -> bool:
    """`TDS_RATES = {"commission": 10}`: a payment that tax is withheld from."""
    charged = last & (OTHER_CHARGES | _FIXED_NUMBERS)
    if last & _TERMS:
        return False
    if tax_in(last) == "withholding":
        return bool(charged) and charged <= TAXABLE_CHARGES and ("interest" not in charged or "on" in last)
    tables = tax_tables(context)
    return bool(charged) and charged <= TAXABLE_CHARGES and tables != [] and _is_of_withholding(tables[0])


_TERMS = listed("day days month months year years date due deadline")


def _is_of_withholding(ring: Ring) -> bool:
    held = spoken(ring.names)
    return tax_in(held) == "withholding" and (bool(held & (RATE | TABLE | TAXED)) or is_the_tax(ring))


def _is_radix(context: Context) -> bool:
    above = context.node.parent() if context.node is not None else None
    return (
        above is not None
        and above.kind() == "arguments"
        and context.node is not None
        and not above.text().startswith("(" + context.node.text())
    )


def _is_another_number(last: frozenset[str], value: Decimal) -> bool:
    others = NOT_RATE if not 0 < value < Decimal("0.6") else _NOT_FRACTION
    if last & (others | OTHER_CHARGES) and not last & RATE:
        return True
    if last & (NOT_RATE - {"base", "min", "max", "minimum", "maximum", "decimal"}) and last & RATE and last & OTHER_CHARGES:
        return True
    return bool(last & (OTHER_CHARGES | _FIXED_NUMBERS))
