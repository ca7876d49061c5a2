"""Where what a file states departs from the law of the day: the kinds and languages that the validator's whole checks do not cover.

In TypeScript, JavaScript and Python the validator judges identifiers, VAT, fiscal years and due dates; here those in other languages and
in data are judged, and withholding, supplementary duty and forms everywhere. Only what is wrong in every reading counts: a bound that
might be for storage, a rate without a subject that is in use, a message, an entry with dates of its own are not accused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from prohori.codebase.languages import language_of
from prohori.codebase.registry.judged import judged
from prohori.codebase.registry.patterns import delimited
from prohori.codebase.registry.rules import Rule
from prohori.codebase.words import listed, words
from prohori.errors import UsageError
from prohori.model import Confidence, Finding, Severity, Skipped, finding
from prohori.observe.redaction import excerpt
from prohori.rulebook.book import Rulebook, Ruling
from prohori.rulebook.rates import STANDARD
from prohori.rulebook.values import IdentifierFormat, Rate, Slabs
from prohori.rulebook.verdicts import RULES as CHECKED
from prohori.rulebook.verdicts import Judge, NoRuling

RULES = {
    **{kind: CHECKED[kind] for kind in ("tin", "bin", "nid", "mobile")}, "vat_rate": CHECKED["rate"], "fiscal_year": CHECKED["fiscal"],
    "due_date": CHECKED["due"], "withholding": "bd-withholding-rate", "supplementary_duty": "bd-supplementary-duty",
    "mushak": "bd-mushak-form",
}  # fmt: skip
"""Kinds of the registry that are judged, and the rule that each departs from."""
_BY_CHECK = frozenset({"tin", "bin", "nid", "mobile", "vat_rate", "fiscal_year", "due_date"})
_DUE = {
    "vat.return": "vat.return-due",
    "tds.deposit": "tds.deposit-due",
    "tds.return": "tds.return-due",
    "withholding.return": "tds.return-due",
}
_OLD_FORMS = frozenset({"11", "12", "15", "16", "17", "18", "19"})
"""Of the VAT Act 1991. Those of today have a dot in their number."""
_SEARCHES = (".php",)
_PLAIN = listed("nature kind type payment payments service services fee fees bill bills amount default of on for and")
_LONGEST_EVIDENCE = 160  # characters


class Law:
    """Judges the rules of files; every fact is asked of `judge`, so that the trace keeps its days."""

    def __init__(self, judge: Judge, book: Rulebook) -> None:
        self._judge, self._book = judge, book

    def departure(self, path: str, one: Rule) -> Finding | Skipped | None:
        """A finding, nothing, or what could not be judged and why."""
        if one.kind not in RULES or (one.kind in _BY_CHECK and language_of(path) is not None):
            return None
        try:
            return _KINDS[one.kind](self, path, one)
        except NoRuling as why:
            self._judge.unanswered += 1
            return Skipped(subject=f"{path}:{one.line} {RULES[one.kind]}", reason=str(why))

    def _identifier(self, path: str, one: Rule) -> Finding | Skipped | None:
        ruling = self._judge.ruling(f"identifier.{one.kind}")
        if one.pattern is not None:
            found = self._pattern(path, one, ruling)
        elif one.role == "column":
            found = self._column(path, one, ruling)
        else:
            found = self._length(path, one, ruling) if one.role in ("length", "check") else None
        return _undated(path, one) if found is not None and one.dated else found

    def _pattern(self, path: str, one: Rule, ruling: Ruling[IdentifierFormat]) -> Finding | None:
        wrong = judged(_as_applied(path, one), ruling.value)
        if wrong is None or wrong.right or (len(wrong.refuses) == len(ruling.value.accept) and not wrong.accepts):
            return None  # a header, a prefix: no check of this format
        reasons = (*wrong.refuses, *wrong.accepts)
        examples = (*ruling.value.accept, *ruling.value.reject)
        full = min((example.severity for example in examples if example.why in reasons), key=lambda s: s.rank)
        says = [f"accepts {why}" for why in wrong.accepts] + [f"refuses valid ones ({why})" for why in wrong.refuses]
        return _finding(path, one, ruling, full, f"A {ruling.value.name} check {'; '.join(says)}.", Confidence.medium)

    def _column(self, path: str, one: Rule, ruling: Ruling[IdentifierFormat]) -> Finding | None:
        sizes = _numbers(one.value)
        if not sizes:
            return None
        lost = [each for each in ruling.value.accept if min(map(len, each.texts)) > max(sizes) and each.severity is not Severity.minor]
        if not lost:
            return None
        why = "; ".join(dict.fromkeys(example.why for example in lost))
        return _finding(
            path, one, ruling, Severity.major, f"A column of {max(sizes)} characters does not hold every {ruling.value.name}: {why}."
        )

    def _length(self, path: str, one: Rule, ruling: Ruling[IdentifierFormat]) -> Finding | None:
        """A number of digits that none has: too short as an upper bound, too loose as a lower one, and wrong as the length itself."""
        if one.kind == "mobile":
            return None
        right = {sum(c.isdigit() for c in text) for example in ruling.value.accept for text in example.texts}
        wrong = [n for n in _numbers(one.value) if n not in right and n not in ruling.value.lengths and min(right) - 4 <= n <= max(right)]
        if not wrong:
            return None
        said = [ruling.value.void.get(str(n), f"no {ruling.value.name} has {n} digits") for n in wrong]
        return _finding(path, one, ruling, Severity.major, f"{' and '.join(map(str, wrong))} digits: {'; '.join(said)}.", Confidence.medium)

    def _vat(self, path: str, one: Rule) -> Finding | Skipped | None:
        percent = _percent(one)
        if percent is None or one.role not in ("rate", "row", "value", "setting"):
            return None
        standard, in_use = self._judge.ruling(STANDARD), self._judge.ruling("vat.rates-in-use")
        service = self._book.service_of("vat", frozenset(words(one.about)))
        ruling = standard if service is None else self._judge.ruling(service)
        if percent == ruling.value.percent or (
            service is None and percent in in_use.value.percents and (one.role != "setting" or one.about)
        ):
            return None
        if one.dated:
            return _undated(path, one)
        if service is not None:
            what = service.rsplit(".", 1)[-1].replace("-", " ")
            return _finding(
                path, one, ruling, Severity.critical, f"VAT for {what} is stated as {percent} %; it is {ruling}{_since(ruling)}."
            )
        if one.role == "setting" and not one.about:
            message = f"A setting puts VAT at {percent} %; the standard rate is {standard}{_since(standard)}."
            return _finding(path, one, standard, Severity.major, message, Confidence.medium)
        return _finding(path, one, in_use, Severity.minor, f"VAT is stated as {percent} %, which is none of the rates in use.")

    def _withheld(self, path: str, one: Rule) -> Finding | Skipped | None:
        """A payment or a service code that the book has: it is wrong if it is neither tax at source nor VAT at source."""
        percent = _percent(one)
        if percent is None or one.role not in ("rate", "row", "value", "setting"):
            return None
        rulings = [self._judge.ruling(fact) for fact in self._withholding_facts(one.about)]
        service = self._book.service_of("vds", frozenset(words(one.about)))
        if service is not None and rulings:
            rulings.append(self._judge.ruling(service))
        if not rulings or any(percent in _percents(ruling.value) for ruling in rulings):
            return None
        if one.dated:
            return _undated(path, one)
        said = "; ".join(f"{ruling.fact} is {ruling}{_since(ruling)}" for ruling in rulings)
        return _finding(path, one, rulings[0], Severity.major, f"What is withheld of {one.about} is stated as {percent} %: {said}.")

    def _withholding_facts(self, about: str) -> list[str]:
        told = frozenset(words(about)) - _PLAIN
        if code := re.search(r"\bS\d{3}(?:\.\d{2})?\b", about):
            try:
                return [self._book.named("vds.service.", code[0])]
            except UsageError:
                return []
        singular = told | {word.removesuffix("s") for word in told}
        return [
            fact for fact in self._book.facts if fact.startswith("tds.rate.") and frozenset(re.split(r"[.-]", fact[9:])) in (told, singular)
        ]

    def _duty(self, path: str, one: Rule) -> Finding | Skipped | None:
        percent = _percent(one)
        items = [item for item in ("mobile", "internet", "ott") if item in words(one.about)]
        if percent is None or len(items) != 1 or one.role not in ("rate", "row", "value", "setting"):
            return None
        ruling = self._judge.ruling(f"sd.rate.{items[0]}")
        if percent in _percents(ruling.value):
            return None
        if one.dated:
            return _undated(path, one)
        message = f"Supplementary duty on {items[0]} is stated as {percent} %; it is {ruling}{_since(ruling)}."
        return _finding(path, one, ruling, Severity.major, message)

    def _fiscal_year(self, path: str, one: Rule) -> Finding | None:
        """No month or day of its quarters, whether months count from 0 or from 1: a warning, for the place says no more."""
        ruling = self._judge.ruling("calendar.fiscal-year")
        year, stated = ruling.value, re.fullmatch(r"0?(\d{1,2})(?:-\d\d)?", one.value)
        bounds = {m for start in year.quarter_starts for m in (start, (start - 2) % 12 + 1, start - 1)}
        if one.role != "month" or stated is None or int(stated[1]) in bounds:
            return None
        message = f"A fiscal year is stated to begin or end with month {stated[1]}; it runs from {ruling}."
        return _finding(path, one, ruling, Severity.minor, message, Confidence.low)

    def _due_date(self, path: str, one: Rule) -> Finding | None:
        if one.about not in _DUE or one.role != "day" or not one.value.isdigit():
            return None
        ruling = self._judge.ruling(_DUE[one.about])
        if int(one.value) in ruling.value.day_numbers | ruling.value.special_numbers:
            return None
        return _finding(path, one, ruling, Severity.major, f"Day {one.value} is stated; {ruling}{_since(ruling)}.")

    def _form(self, path: str, one: Rule) -> Finding | None:
        if one.role != "form" or one.value not in _OLD_FORMS:
            return None
        ruling = self._judge.ruling("vat.law")
        message = f"Mushak-{one.value} is a form of the VAT Act 1991; the forms of the law of today have a dot in their number (6.3)."
        return _finding(path, one, ruling, Severity.minor, message, Confidence.medium)


def _as_applied(path: str, one: Rule) -> Rule:
    """Where the place does not tell how a pattern is applied, as a whole: Java and C# keep it in a constant and match elsewhere."""
    if one.pattern is not None and (laravel := re.search(r"\bregex:(/.*/\w*)", one.pattern[0])):
        text, _, syntax, mode = one.pattern
        return replace(one, pattern=(delimited(laravel[1]), "", syntax, mode))
    if one.pattern is None or one.pattern[3] != "search" or path.endswith(_SEARCHES) or re.search(r"[\^$]|\\[AzZb]", one.pattern[0]):
        return one
    text, flags, syntax, _ = one.pattern
    return replace(one, pattern=(text, flags, syntax, "fullmatch"))


def _numbers(value: str) -> list[int]:
    return [int(part) for part in value.split("|")] if re.fullmatch(r"\d{1,3}(?:\|\d{1,3})*", value) else []


def _percent(one: Rule) -> Decimal | None:
    try:
        return Decimal(one.value)
    except InvalidOperation:
        return None


def _percents(value: Rate | Slabs) -> Iterable[Decimal]:
    return (value.percent,) if isinstance(value, Rate) else tuple(slab.percent for slab in value.slabs)


def _since(ruling: Ruling[Any]) -> str:
    return f" since {ruling.since}" if ruling.since else ""


def _undated(path: str, one: Rule) -> Skipped:
    return Skipped(
        subject=f"{path}:{one.line} {RULES[one.kind]}", reason="it speaks of other days (a date, `old`), which are not read here"
    )


def _finding(path: str, one: Rule, ruling: Ruling[Any], full: Severity, message: str, sure: Confidence = Confidence.high) -> Finding:
    """As sure as the less sure of the ruling, the place and the extraction; what is of low confidence warns only."""
    confidence = max(ruling.confidence, sure, Confidence(one.confidence), key=list(Confidence).index)
    severity = ruling.severity(full)
    if confidence is Confidence.low:
        severity = max(severity, Severity.minor, key=lambda s: s.rank)
    return finding(
        RULES[one.kind], severity, message, path=path, line=one.line, end_line=max(one.line, one.end_line),
        evidence=excerpt(one.text, _LONGEST_EVIDENCE, ending="…"), source=ruling.cited, confidence=confidence,
    )  # fmt: skip


_KINDS: dict[str, Callable[[Law, str, Rule], Finding | Skipped | None]] = {
    **dict.fromkeys(("tin", "bin", "nid", "mobile"), Law._identifier), "vat_rate": Law._vat, "withholding": Law._withheld,
    "supplementary_duty": Law._duty, "fiscal_year": Law._fiscal_year, "due_date": Law._due_date, "mushak": Law._form,
}  # fmt: skip
