"""TIN, BIN, NID, mobile and passport numbers: whether a text has the format in force. That says nothing about existence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from prohori.rulebook.book import Rulebook, Ruling, rulebook, today
from prohori.rulebook.values import IdentifierFormat

KINDS = ("tin", "bin", "nid", "mobile")
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a text has the format. It is true where the text is valid."""

    valid: bool
    normalised: str | None
    """For comparison: digits alone (a mobile number as `+8801…`); None if it is not valid."""
    why: str
    """Empty if it is valid."""
    ruling: Ruling[IdentifierFormat]

    def __bool__(self) -> bool:
        return self.valid


def validate_tin(text: str, *, on: date | None = None, book: Rulebook | None = None) -> Checked:
    """12 digits, or 4-4-4. `on`: the day, today in Dhaka if left out; `NotKnown` for days that the rulebook does not reach."""
    return validate("tin", text, on=on, book=book)


def validate_bin(text: str, *, on: date | None = None, book: Rulebook | None = None) -> Checked:
    """13 digits, or 9-4."""
    return validate("bin", text, on=on, book=book)


def validate_nid(text: str, *, on: date | None = None, birth_year: int | None = None, book: Rulebook | None = None) -> Checked:
    """10, 13 or 17 digits; with `birth_year`, 17 digits must begin with it."""
    checked = validate("nid", text, on=on, book=book)
    number = checked.normalised
    if birth_year is not None and number is not None and len(number) == 17 and not number.startswith(str(birth_year)):
        return Checked(False, None, f"17 digits that begin with {number[:4]}, not with the birth year {birth_year}", checked.ruling)
    return checked


def validate_mobile(text: str, *, on: date | None = None, book: Rulebook | None = None) -> Checked:
    """01 and nine digits, or +880 1 and nine digits; normalised to E.164. The operator's prefix is a hint only: numbers are portable."""
    return validate("mobile", text, on=on, book=book)


def validate_passport(text: str, *, on: date | None = None, book: Rulebook | None = None) -> Checked:
    """Of low confidence: no official format was found, so never refuse one for this alone."""
    return validate("passport", text, on=on, book=book)


def validate(kind: str, text: str, *, on: date | None = None, book: Rulebook | None = None) -> Checked:
    """Any script's digits are taken; spaces and hyphens only where the format has them, and nothing before or after."""
    ruling: Ruling[IdentifierFormat] = (book or rulebook()).ruling(f"identifier.{kind}", on or today())
    rule, folded = ruling.value, normalised(text)
    if matches(rule, text):
        return Checked(True, _key(kind, folded), "", ruling)
    return Checked(False, None, _why_not(rule, folded), ruling)


def matches(rule: IdentifierFormat, text: str) -> bool:
    """Whether the text, digits in any script and with spaces or hyphens where they belong, has the format."""
    return re.fullmatch(rule.canonical, normalised(text)) is not None


def normalised(text: str) -> str:
    """NFKC, any script's digits as ASCII, spaces and hyphens between equal groups of four removed."""
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in unicodedata.normalize("NFKC", text))
    return re.sub(r"\A([0-9]{4})([ -])([0-9]{4})\2([0-9]{4})\Z", r"\1\3\4", folded)


def _key(kind: str, folded: str) -> str:
    bare = re.sub(r"[^0-9A-Za-z]", "", folded)
    return f"+880{bare[-10:]}" if kind == "mobile" else bare


def _why_not(rule: IdentifierFormat, folded: str) -> str:
    bare = re.sub(r"[ -]", "", folded)
    if not bare:
        return f"it is empty; a {rule.name} is written {rule.written}"
    if bare != folded and re.fullmatch(rule.canonical, bare):
        return f"spaces or hyphens in the wrong places; a {rule.name} is written {rule.written}"
    if bare.isdigit() and bare.isascii() and len(bare) <= _MOST_PLACES:
        was = rule.void.get(str(len(bare)))
        return f"{len(bare)} digits: {was}" if was else f"{len(bare)} digits that are no {rule.name}; it is written {rule.written}"
    return f"it is no {rule.name}; it is written {rule.written}"
