"""What a file computes as VAT: the rate in the arithmetic, and the base it is taken from.

A base is wrong where the rate multiplies an amount that already holds VAT, where VAT is taken off by
multiplying, or where supplementary duty of the same value is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.candidates import Candidate, evidence_at
from prohori.codebase.linear import ASSUMED, BINARY, linear, share_of
from prohori.codebase.names import Name
from prohori.codebase.rates import near_vat, rate_found
from prohori.codebase.source import LONGEST_FUNCTION, Source
from prohori.codebase.stated_numbers import ALWAYS
from prohori.codebase.syntax import CALLS, CLASSES, ancestors, call, function_of, identifiers_in, line_of
from prohori.codebase.tax_names import is_inclusive, is_net, is_supplementary_duty, is_vat, spoken
from prohori.codebase.words import listed, words

_CLOSE = Decimal("0.0004")
_RATES = tuple(Decimal(p) / 100 for p in ("1.5", "2", "2.4", "4.5", "5", "7.5", "10", "15"))
_ARITHMETIC_METHODS = listed("mul times multipliedBy multiply div dividedBy divide minus sub plus add")
_WITHHELD = frozenset({"withheld", "withholding", "tds", "ait"})
_HELD_BACK = _WITHHELD | {"retained", "retention"}
_OTHER_CHARGES = listed(
    "retention retained discount rebate commission fee advance deposit tip margin interest penalty tds ait withhold withheld share reserve"
)
_GROSS_TARGET = listed("gross inclusive incl including total payable grand with after")


def vat_arithmetic(source: Source) -> list[Candidate]:
    found: list[Candidate] = []
    for expression in _expressions(source):
        names = source.names(expression)
        called = near_vat(names)
        if called is not None:
            found += _judged(source, expression, names, called)
        elif (called := _in_vat_service(names)) is not None:
            found += _judged_base(source, expression, called)
    return found


def _expressions(source: Source) -> Iterator[SgNode]:
    """Outermost arithmetic: not part of larger arithmetic, roundings included."""
    kinds = ("binary_operator", "call") if source.syntax == "python" else ("binary_expression", "call_expression")
    for node in source.all(*kinds):
        if node.kind() in BINARY:
            text = node.field("operator")
            if text is None or text.text() not in ("+", "-", "*", "/", "//"):
                continue
        else:
            made = call(node)
            if made is None or not (share_of(made) or (made.name in _ARITHMETIC_METHODS and made.receiver is not None)):
                continue
        if not _inside_arithmetic(node):
            yield node


def _in_vat_service(names: list[Name]) -> str | None:
    """The method of a class or file called after VAT, whose own name says nothing of it, nor of another charge."""
    function = next((n for n in names if n.level == "function"), None)
    around = any(is_vat(frozenset(n.words)) for n in names if n.level in ("class", "file"))
    nearest = frozenset(names[0].words) if names else frozenset()
    if function is None or not around or not _OTHER_CHARGES.isdisjoint({*function.words, *nearest}):
        return None
    return function.text


def _judged_base(source: Source, expression: SgNode, called: str) -> Iterator[Candidate]:
    """Only what cannot be another charge: the standard rate of an inclusive amount, or a duty that was given and not used."""
    form = linear(expression, source.numbers())
    bases = {amount: frozenset(words_in(amount)) for amount in form.factors}
    if len(set(form.factors.values())) != 1 or abs(form.constant) > 1 or abs(next(iter(form.factors.values())) - ASSUMED) > _CLOSE:
        return
    function = function_of(expression)
    if any(is_inclusive(b) for b in bases.values()):
        yield _base(source, expression, called, str(_wrong_base(ASSUMED, True, True, False)))
    elif function is not None and _duty_parameters(function) and (missing := _left_out_duty(source, expression, bases)):
        yield _base(source, expression, called, _left_out(missing))


def _left_out(duty: str) -> str:
    return f"leaves out supplementary duty (`{duty}`), which belongs to the base of VAT"


def _duty_parameters(function: SgNode) -> set[str]:
    held = function.field("parameters")
    return {n for n in identifiers_in(held.text()) if is_supplementary_duty(frozenset(words(n)))} if held is not None else set()


def _inside_arithmetic(node: SgNode) -> bool:
    for at in ancestors(node):
        kind = at.kind()
        if kind in BINARY:
            op = at.field("operator")
            if op is not None and op.text() in ("+", "-", "*", "/", "//"):
                return True
        elif kind in CALLS:
            made = call(at)
            if made is not None and made.name in _ARITHMETIC_METHODS:
                return True
        elif kind not in ("parenthesized_expression", "member_expression", "attribute", "arguments", "argument_list"):
            return False
    return False


def _judged(source: Source, expression: SgNode, names: list[Name], called: str) -> Iterator[Candidate]:
    form = linear(expression, source.numbers())
    if not form.factors or abs(form.constant) > 1:  # half a unit is added to round
        return
    target = frozenset(names[0].words) if names else frozenset()
    function = next((frozenset(n.words) for n in names if n.level == "function"), frozenset())
    around = target | function | frozenset(words(called))
    if not _OTHER_CHARGES.isdisjoint(target):
        return
    bases = {amount: frozenset(words_in(amount)) | _meant(expression, amount) for amount in form.factors}
    if is_vat(around) and (taken := [a for a, f in form.factors.items() if f < 0 and not _HELD_BACK.isdisjoint(bases[a])]):
        yield _base(source, expression, called, f"takes VAT after `{taken[0]}` is taken off; VAT is charged on the whole value")
        return
    factors = set(form.factors.values())
    if any(_is_tax_itself(b) for b in bases.values()) or len(factors) != 1:
        return
    factor = factors.pop()
    inclusive = any(is_inclusive(b) for b in bases.values()) or (is_inclusive(function) and not any(is_net(b) for b in bases.values()))
    wrong = _wrong_base(factor, inclusive, is_vat(target) and not is_net(target), is_net(target))
    if wrong:
        yield _base(source, expression, called, wrong)
        return
    if factor < Decimal("0.5") and is_vat(target) and any(_after_withholding(source, expression, amount) for amount in bases):
        yield _base(source, expression, called, "takes VAT of what is left after tax was withheld; VAT is charged on the whole value")
        return
    if factor < Decimal("0.5") and is_vat(around) and (missing := _left_out_duty(source, expression, bases)):
        yield _base(source, expression, called, _left_out(missing))
    rate = _stated_rate(factor, inclusive, target)
    if rate is not None and not form.symbolic and not _unrelated(target, bases):
        held = spoken([called]) | frozenset({"vat"})
        yield rate_found(source, expression, "vat", held, rate * 100, called, ALWAYS)


def _meant(expression: SgNode, amount: str) -> frozenset[str]:
    """What a local name stands for: the name it was taken from, or `inclusive` where VAT was added to it before."""
    function = function_of(expression)
    if function is None or not amount.isidentifier() or len(function.text()) > LONGEST_FUNCTION:
        return frozenset()
    before = function.text().encode()[: max(0, expression.range().start.index - function.range().start.index)].decode(errors="ignore")
    defined = list(re.finditer(rf"(?<![\w.]){re.escape(amount)}\s*(?::[^=\n]+)?=(?!=)\s*([^;\n]+)", before))
    if not defined:
        return frozenset()
    value = defined[-1][1].strip()
    if re.fullmatch(r"(?:await\s+)?[\w.$!?\[\]'\"]+", value):
        return frozenset(words_in(value))
    added = re.search(r"(?:\+|\.plus\(|\.add\()\s*([\w.]+)", value)
    return (
        frozenset({"inclusive"})
        if added is not None and is_vat(frozenset(words(added[1]))) and "rate" not in words(added[1])
        else frozenset()
    )


def words_in(text: str) -> list[str]:
    """Words of the names in an amount; of a member only the last name tells what the amount is."""
    key = re.search(r"\[[\"'](\w+)[\"']\]$", text)
    if key:
        return list(words(key[1]))
    last = [n for n in identifiers_in(text) if n not in ("this", "self", "Math", "Number", "Decimal")]
    return [w for name in (last[-1:] if re.fullmatch(r"[\w.$!?]+", text) else last) for w in words(name)]


def _is_tax_itself(held: frozenset[str]) -> bool:
    """An amount that is VAT or a rate, not a value it is charged on."""
    return is_vat(held) and not held & {
        "inclusive",
        "incl",
        "including",
        "with",
        "gross",
        "excl",
        "exclusive",
        "base",
        "before",
        "without",
        "ex",
        "total",
        "taxable",
        "able",
        "vatable",
    }


def _unrelated(target: frozenset[str], bases: dict[str, frozenset[str]]) -> bool:
    return not _OTHER_CHARGES.isdisjoint(target) or all(b & {"day", "days", "count", "length", "index"} for b in bases.values())


def _wrong_base(factor: Decimal, inclusive: bool, wants_vat: bool, wants_net: bool) -> str | None:
    if not inclusive:
        return None
    rate = _near(factor, _RATES)
    if rate is not None and not wants_net:
        return f"takes {_shown(rate)} % of an amount that includes VAT; the VAT in it is {_shown(rate)}/{_shown(rate + 1)} of it"
    kept = _near(1 - factor, _RATES)
    if kept is not None and not wants_vat:
        return f"takes VAT off by multiplying with {_shown(1 - kept)} %; an amount that includes VAT is divided by {1 + kept}"
    return None


def _near(value: Decimal, rates: tuple[Decimal, ...]) -> Decimal | None:
    return next((r for r in rates if abs(value - r) < _CLOSE), None)


def _shown(rate: Decimal) -> str:
    return format((rate * 100).normalize(), "f")


def _stated_rate(factor: Decimal, inclusive: bool, target: frozenset[str]) -> Decimal | None:
    """The rate that the factor applies: r, 1 + r, r / (1 + r) or 1 / (1 + r)."""
    if Decimal(1) < factor < Decimal("1.5"):
        return factor - 1
    if Decimal("0.65") < factor < 1:
        return _tidy(1 / factor - 1) if inclusive or is_net(target) or not target & _GROSS_TARGET else None
    if not 0 < factor < Decimal("0.5"):
        return None
    within = _tidy(factor / (1 - factor))
    return within if within is not None and (inclusive or _tidy(factor) is None) else factor


def _tidy(rate: Decimal) -> Decimal | None:
    """The rate to a hundredth of a percent, if it is within rounding of one with at most one decimal."""
    rounded = rate.quantize(Decimal("0.001"))
    return rounded if abs(rounded - rate) < Decimal("0.00002") else None


def _base(source: Source, node: SgNode, called: str, wrong: str) -> Candidate:
    line = line_of(node)
    return Candidate("base", "vat", called, line, line, evidence_at(source.lines, line), {"wrong": wrong})


def _left_out_duty(source: Source, expression: SgNode, bases: dict[str, frozenset[str]]) -> str | None:
    """The name of a supplementary duty that the same function charges on, or adds to, the same value."""
    function = function_of(expression)
    if function is None or len(function.text()) > LONGEST_FUNCTION:
        return None
    text = function.text()
    if (field := _duty_field(function, text)) is not None:
        return field
    duties = {name for name in identifiers_in(text) if is_supplementary_duty(frozenset(words(name)))}
    values = [v for amount in bases for v in identifiers_in(amount)]
    if not duties or any(_reaches(text, value, duties) for value in values):
        return None
    unused = next((d for d in sorted(_duty_parameters(function)) if len(re.findall(rf"\b{re.escape(d)}\b", text)) == 1), None)
    if unused:
        return unused
    for duty in sorted(duties):
        for value in values:
            charged = re.search(rf"\b{re.escape(duty)}\b\s*(?::[^=\n]+)?=[^;\n]*\b{re.escape(value)}\b", text)
            added = re.search(
                rf"\b{re.escape(value)}\b[^;\n=]{{0,60}}[+(]\s*(?:\w+\.)*{re.escape(duty)}\b|\b{re.escape(duty)}\b\s*\)?\s*[+][^;\n=]{{0,60}}\b{re.escape(value)}\b",
                text,
            )
            together = re.search(rf"\b{re.escape(value)}\s*,[^=\n]*\b{re.escape(duty)}\b[^=\n]*=(?!=)", text)
            if charged or added or together:
                return duty
    return None


def _after_withholding(source: Source, expression: SgNode, amount: str) -> bool:
    """Whether an amount is what remains of a value when tax at source is taken off, by its name or its definition."""
    if _WITHHELD.intersection(words(amount)) and {"after", "less", "net"}.intersection(words(amount)):
        return True
    function = function_of(expression)
    if function is None or not amount.isidentifier():
        return False
    defined = re.search(rf"\b{re.escape(amount)}\s*(?::[^=\n]+)?=(?!=)\s*([^;\n]+)", function.text())
    taken_off = re.search(r"(?:-|\.minus\(|\.sub\(|\.subtract\()\s*([\w.]+)", defined[1]) if defined else None
    return taken_off is not None and not _HELD_BACK.isdisjoint(words(taken_off[1]))


def _duty_field(function: SgNode, text: str) -> str | None:
    """The field of a class that holds supplementary duty, where the class's own `vat` takes no notice of it."""
    owner = next((a for a in ancestors(function) if a.kind() in CLASSES), None)
    name = function.field("name")
    if owner is None or name is None or not is_vat(frozenset(words(name.text()))) or not re.search(r"\b(self|this)\.", text):
        return None
    fields = re.findall(r"^\s*(?:(?:public|private|readonly|protected)\s+)*(\w+)[?!]?\s*:", owner.text(), re.MULTILINE)
    duty = next((f for f in fields if is_supplementary_duty(frozenset(words(f)))), None)
    return duty if duty is not None and duty not in text else None


def _reaches(text: str, value: str, duties: set[str], depth: int = 0) -> bool:
    """Whether the value is, or is computed from, one of the duties."""
    if value in duties or is_supplementary_duty(frozenset(words(value))) or depth > 3:
        return value in duties or is_supplementary_duty(frozenset(words(value)))
    for match in re.finditer(rf"(?<![\w.]){re.escape(value)}\s*(?::[^=\n]+)?\+?=(?!=)\s*([^;\n]+)", text):
        names = [n for n in identifiers_in(match[1]) if n != value]
        if any(_reaches(text, n, duties, depth + 1) for n in names):
            return True
    return False
