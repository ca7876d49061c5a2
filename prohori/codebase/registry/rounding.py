"""How money is rounded: the places and the mode that code states, found at the call, the setting or the format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.registry.context import Context, Tree, context_of
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.words import listed, words

_CALLS = {
    "typescript": ("call_expression",), "tsx": ("call_expression",), "javascript": ("call_expression",), "python": ("call",),
    "php": ("function_call_expression", "member_call_expression", "scoped_call_expression"), "java": ("method_invocation",),
    "csharp": ("invocation_expression",),
}  # fmt: skip
_ROUNDS = re.compile(
    r"(?:^|[.>:])(round|floor|ceil|trunc|toFixed|quantize|setScale|Round|Floor|Ceiling|Truncate|toDecimalPlaces|number_format|bcround|rint"
    r"|toNearest|decimalPlaces|roundTo|toDP|around|flt|bcmul|bcdiv)$"
)
MONEY = listed(
    """
    amount amounts amt amnt price prices subtotal tax taxes vat tds vds ait fee fees fare salary wage wages cost costs balance
    discount payable payment revenue income expense expenses taka takas bdt paisa poisha poysha refund commission deposit surcharge
    receivable turnover duty sd invoice challan bill gross net money currency cash debit credit payroll withholding withheld ledger
    dues tk base advance bonus rent grand premium profit mrp ptax payout basic annual
    """
)
_WEAK = listed("total totals sum line grand rate value due payables row item figure result figures")
_DOCUMENTS = listed("money vat tax taka currency receipt receipts cart checkout payslip voucher payable payables billing")
NOT_MONEY = listed(
    """
    percent percentage pct progress ratio score scores weight weights kg gram grams width height page pages lat lng lon latitude
    longitude coordinate coordinates distance km ms millis seconds minutes hours hour duration elapsed size periods period bytes kb mb
    gb count qty quantity rating ratings temperature temp average avg mean days index opacity zoom angle radius cpu memory speed
    volume stock units random offset confidence accuracy growth age years chunk retries batch utilization utilisation uptime latency
    fps litre litres liter liters metre metres meter meters scale px pixel points gpa cgpa marks grade grades attendance overtime
    humidity ml mm cm sqft area density mileage voltage kwh watt tons ton tonnes yield probability variance deviation median bmi steps
    level capacity tolerance similarity throughput rpm hz heartbeat attempts delay timeout interval backoff jitter timestamp epoch
    position depth length bags cartons boxes pieces pcs carton acres acre decimal_land katha bigha maund degrees deg celsius
    experience proportion sec secs mins hrs ttl share
    """
)
_NEEDS_PLACES = frozenset({"toFixed", "quantize", "toDecimalPlaces", "decimalPlaces", "toDP", "flt", "bcmul", "bcdiv", "around"})
_COUNTED = {"flt": 2, "around": 2, "bcmul": 3, "bcdiv": 3}
"""Arguments without which the call rounds nothing."""
_MODES = re.compile(
    r"ROUND_(?:HALF_UP|HALF_EVEN|HALF_DOWN|DOWN|UP|FLOOR|CEILING|05UP)|HALF_(?:UP|EVEN|DOWN)|MidpointRounding\.\w+|PHP_ROUND_\w+|RoundingMode\.\w+"
)
_PLACES = frozenset({"decimals", "decimal", "places", "precision", "scale"})
_UNITS = re.compile(
    r"['\"`}>]\s?(?:km|kg|ms|%|kb|MB|GB|KB|px|m²|sqft|hrs?|mins?|sec|°C?|L|ltr|pcs|pts|x|g|cm|mm|t|kWh|days?)\b|%['\"`<]|\}\s?%|/\s?10\b"
)
_TAKA = re.compile(r"৳|\bTk\b|\bBDT\b|টাকা|\btaka\b|\\u09f3")
_FUNCTIONS = listed(
    """
    round floor ceil trunc tofixed quantize setscale ceiling truncate number format to fixed math decimal big bignumber new places
    roundingmode midpointrounding half up down even away from zero parse float number_format bcround d this self np numpy valueof
    decimalplaces todecimalplaces php string cint int str epsilon
    """
)


def rounding_rules(tree: Tree) -> Iterator[Rule]:
    root, grammar, offset = tree.root, tree.grammar, tree.offset
    for node in root.find_all({"rule": {"any": [{"kind": kind} for kind in _CALLS.get(grammar, ())]}}) if grammar in _CALLS else ():
        span = node.range()
        if span.end.index - span.start.index > 2000:
            continue
        text = node.text()
        target = node.field("function") or node.field("name")
        called = target.text() if target is not None else text.split("(", 1)[0]
        match = _ROUNDS.search(called)
        if match is None:
            continue
        context = context_of(node, tree)
        if "MathContext(" in text[text.rfind(match[1]) :]:
            continue  # digits that count, of a sum of any size
        if match[1] in _COUNTED and len(tree.parts(node.field("arguments") or node)) < _COUNTED[match[1]]:
            continue
        if (match[1] not in _NEEDS_PLACES or re.search(r"\d", text[text.find(match[1]) :])) and of_money(context, node):
            found = rule(context, "rounding", _said(match[1], node), role="call", text=text)
            line = target.range().end.line + 1 + offset if target is not None else found.line
            yield Rule(found.kind, line, found.end_line, found.value, found.role, found.text)


_MODE_NAMES = (
    r"^([\w.\\]+(\.|::))?(ROUND_(HALF_(UP|EVEN|DOWN)|UP|DOWN|FLOOR|CEILING)|HALF_(UP|EVEN|DOWN)|PHP_ROUND_HALF_\w+|AwayFromZero|ToEven)$"
)
_MODE_KINDS = {
    "typescript": ("member_expression",), "tsx": ("member_expression",), "javascript": ("member_expression",),
    "python": ("identifier", "attribute"),
    "java": ("field_access",), "csharp": ("member_access_expression",), "php": ("name",),
}  # fmt: skip
_NOT_USED = frozenset({"import_from_statement", "import_statement", "dotted_name", "aliased_import", "attribute", "import_declaration"})


def rounding_modes(tree: Tree) -> Iterator[Rule]:
    """Modes as constants: `divide(HUNDRED, 2, RoundingMode.HALF_UP)`, `ROUNDING = ROUND_HALF_EVEN`."""
    for node in (
        tree.root.find_all({"rule": {"any": [{"kind": kind, "regex": _MODE_NAMES} for kind in _MODE_KINDS[tree.grammar]]}})
        if tree.grammar in _MODE_KINDS
        else ()
    ):
        above = node.parent()
        if above is None or above.kind() in _NOT_USED:
            continue
        context = context_of(node, tree)
        if not _of_another(context, node):
            places = re.search(r",\s*(\d)\s*,", above.text()[:200])
            yield rule(
                context, "rounding", " ".join([re.split(r"[.:\\]", node.text())[-1], *(places.groups() if places else ())]), role="constant"
            )


def _of_another(context: Context, node: SgNode) -> bool:
    """Whether what is rounded in this mode is no money: by what the call is made on, its target, its function."""
    call = node.parent()
    while call is not None and call.kind() not in _EVERY_CALL:
        call = call.parent()
    own = _names(call.text()[:300]) if call is not None else frozenset()
    bound = context.bound.words if context.bound is not None else frozenset()
    for held in (bound, own, context.words("function")):
        if held & MONEY:
            return False
        if held & (NOT_MONEY - {"scale", "days"}):
            return True
    return False


_EVERY_CALL = frozenset(kind for kinds in _CALLS.values() for kind in kinds)


def _names(text: str) -> frozenset[str]:
    bare = re.sub(r"(['\"`])(?:\\.|(?!\1)[^\\])*\1", lambda m: m[0] if re.fullmatch(r".\w+.", m[0]) else " ", text)
    return frozenset(w for name in re.findall(r"[A-Za-z_$][\w$]*", bare) for w in words(name)) - _FUNCTIONS


def of_money(context: Context, node: SgNode) -> bool:
    """By the nearest name that tells: of what is rounded, what it is given to, its function, its class and file."""
    inside = node.text()
    own = _names(inside)
    bound = context.bound.words if context.bound is not None else frozenset()
    last = _rounded(inside)
    if (last & NOT_MONEY and not last & MONEY) or bound & (NOT_MONEY | {"rate"}) or {"page", "size"} <= own | bound:
        return False
    around = _around(node)
    if _UNITS.search(around.split("|", 1)[1]) and not _TAKA.search(around):
        return False
    if own & {"pagesize", "perpage", "limit", "random"} or (own & NOT_MONEY and not own & (MONEY | {"rate"})):
        return False
    if (own | bound | context.words("operand")) & MONEY or _TAKA.search(around):
        return True
    if own & {"price", "rate"} and own & {"qty", "quantity"} and bound & _WEAK:
        return True
    function = context.words("function")
    if function & NOT_MONEY and not function & {"tax", "vat", "money", "taka", "bdt"}:
        return False
    outer = function | context.words("key", "label")
    if outer & MONEY:
        return True
    near = context.words("file", "class") | function
    return bool(own & {"total", "sum", "rate", "x", "n", "v", "value", "num"}) and bool(near & (MONEY | _DOCUMENTS))


def _around(node: SgNode) -> str:
    """The expression that the rounded number is put into: a unit stands beside it."""
    at = node
    for _ in range(3):
        above = at.parent()
        if above is None or above.kind() not in _PUT:
            break
        at = above
    text = at.text().encode()
    start, end = node.range().start.index - at.range().start.index, node.range().end.index - at.range().start.index
    return f"{text[max(0, start - 12) : start].decode('utf-8', 'ignore')}|{text[end : end + 24].decode('utf-8', 'ignore')}"


_PUT = listed(
    "binary_expression template_substitution template_string parenthesized_expression interpolation string call_expression arguments"
)


def _rounded(text: str) -> frozenset[str]:
    """Words of the last name of what is rounded: `percentComplete` of `invoice.percentComplete.toFixed(1)`."""
    match = re.search(r"(\w+)\.to(?:Fixed|DecimalPlaces)\(|[rR]ound\(\s*\$?(?:\w+(?:\.|->))*(\w+)\s*[,)]", text)
    return frozenset(words(match[1] or match[2])) if match else frozenset()


def _said(called: str, node: SgNode) -> str:
    text = node.text()
    parent = node.parent()
    mode = _MODES.search(text)
    arguments = text[text.find(called) + len(called) :]
    numbers = re.findall(r"(?<![\w.])(?:0?\.0*1|\d)(?![\w.])", arguments)
    if called == "quantize":
        numbers = ["0" if n == "1" else n for n in numbers]
    places = ""
    if called in ("toFixed", "quantize", "setScale", "toDecimalPlaces", "decimalPlaces", "number_format") or (numbers and "," in arguments):
        places = next(
            (str(len(n.split(".")[1])) if "." in n else n for n in (numbers[-1:] if called in ("round", "Round", "roundTo") else numbers)),
            "",
        )
    elif called == "round" and node.kind() == "call" and re.fullmatch(r"\(\d\)", arguments.strip()):
        places = numbers[0]
    elif parent is not None and re.search(r"/\s*100[mMdDfF]?\b", parent.text()[:200]) and "100" in arguments:
        places = "2"
    elif called in ("round", "Round", "floor", "ceil", "Floor", "Ceiling", "trunc"):
        places = "0"
    return " ".join(part for part in ((mode[0].split(".")[-1] if mode else called), places) if part)


# --- constants, settings and formats --------------------------------------------------------------------

_MODE_TEXT = re.compile(r"half|\bup\b|\bdown\b|even|nearest|floor|ceil|round[_-]?(?:per|global|up|down)|per[-_ ]line", re.IGNORECASE)
_FRACTIONS = frozenset({"minimumfractiondigits", "maximumfractiondigits"})
_OURS = re.compile(r"en-IN|bn-BD|en-BD|BDT|currency")


_STEP = re.compile(r"(?:0\.(0*[15])0*|1(?:\.0+)?)")
_CURRENCY = frozenset({"currency", "currencies", "bdt", "taka"})


def rounding_constants(literal: Literal) -> Iterator[Rule]:
    """`MONEY_DECIMALS = 2`, `rounding: 'HALF_UP'` of money, `maximumFractionDigits: 2` of an amount, `rounding: 0.01` of a currency."""
    if (step := _STEP.fullmatch(literal.text or str(literal.value))) is not None:
        held = literal.context.words("key", "binding", "label", "element", "callee", "argument")
        if "rounding" in literal.context.named and held & _CURRENCY and not held & (NOT_MONEY | {"uom", "unit", "product"}):
            yield rule(literal.context, "rounding", str(len(step[1] or "")), role="constant")
            return
    if literal.value in (0, 1, 2, 3, 4) or literal.text in ("0", "2", "3", "4"):
        if _are_places(literal):
            yield rule(literal.context, "rounding", str(literal.text or literal.value), role="constant")
    elif literal.text and len(literal.text) < 40 and _MODE_TEXT.search(literal.text) and " " not in literal.text.strip():
        context = literal.context
        held = context.named | (context.bound.words if context.bound is not None else frozenset())
        keys = context.words("key", "binding", "class")
        named = held & {"rounding", "round"} or (held == {"mode"} and "rounding" in keys)
        if named and not context.statement & {"border", "corner", "trip", "robin", "table"} and not keys & NOT_MONEY - {"scale"}:
            yield rule(context, "rounding", literal.text, role="constant")


def _are_places(literal: Literal) -> bool:
    context, bound = literal.context, literal.context.bound
    if bound is not None and re.sub(r"\W", "", bound.text or "".join(bound.names)).lower() in _FRACTIONS:
        return _is_format_of_money(literal)
    own = context.named
    keys = list(context.of("key", "binding"))
    named = own & _PLACES
    outer = keys[1].words if len(keys) > 1 else frozenset()
    if not named and not (own & MONEY and outer & _PLACES):
        return False
    callee = next(context.of("callee"), None)
    if callee is not None and not callee.words & {"default", "env", "int", "config", "set", "value", "setting"}:
        return False
    held = own | context.words("binding", "class", "key") | context.words("label")
    settled = "rounding" in outer and named
    return (
        bool(held & MONEY or settled)
        and not held & (NOT_MONEY - {"scale", "annual", "basic"})
        and not own & {"min", "max"}
        and context.everything.isdisjoint({"column"})
    )


def _is_format_of_money(literal: Literal) -> bool:
    """`toLocaleString('en-IN', { maximumFractionDigits: 2 })` of an amount, or of anything where the format is the taka's."""
    at = literal.node
    for _ in range(5):
        above = at.parent()
        if above is None or above.kind() in _EVERY_CALL | {"new_expression"}:
            at = above or at
            break
        at = above
    context = literal.context
    own = _names(at.text()[:300])
    near = (context.bound.words if context.bound is not None else frozenset()) | context.words("binding", "function")
    if (own | near) & (NOT_MONEY - {"scale"}) or re.search(r"percent|unit", at.text()[:300]):
        return False
    return bool((own | near) & MONEY) or _OURS.search(at.text()[:300]) is not None


_SHOWN = re.compile(
    r"\{\{-?!?(?P<what>[^{}]*?)(?:\.toFixed\((?P<fixed>\d)\)|\|\s*(?:number|currency|decimal)[^{}]*?1?\.(?P<pipe>\d)-\d|number_format\((?P<given>[^{}]*?),\s*(?P<places>\d))[^{}]*\}\}"
)
_SPELLED = re.compile(r"\{(?P<what>[^{}:!]+)(?:![rs])?:[,]?(?:\.(?P<places>\d)f|[CFN](?P<net>\d))\}")


def rounding_shown(literal: Literal) -> Iterator[Rule]:
    """`{{ vat.toFixed(2) }}` in a template, `f"{total:.2f}"`: the places in which an amount is shown."""
    text = literal.text or ""
    if "{" not in text:
        return
    match = _SHOWN.search(text) if literal.grammar == "html" else _SPELLED.search(text)
    if match is None:
        return
    found = match.groupdict()
    held = _names(" ".join(found.get(part) or "" for part in ("what", "given")))
    shown = held & MONEY or (held & {"total"} and _TAKA.search(text))
    if shown and not held & NOT_MONEY and not _UNITS.search(match[0] + text[match.end() : match.end() + 3]):
        yield rule(
            literal.context, "rounding", next(v for k, v in found.items() if v and k not in ("what", "given")), role="call", text=match[0]
        )
