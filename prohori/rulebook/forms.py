"""Mushak forms: what each is, and what the ones that an ERP prints must hold."""

from __future__ import annotations

import re
from datetime import date

from prohori.errors import UsageError
from prohori.rulebook.book import Rulebook, Ruling, rulebook, today
from prohori.rulebook.money import ascii_digits, bengali_digits
from prohori.rulebook.values import Fields, Form

_FORM = re.compile(r"(?:mushak|musak|মূসক)?[ _-]*([0-9]+(?:\.[0-9]+){1,2})", re.IGNORECASE)


def mushak(form: str, *, on: date | None = None, book: Rulebook | None = None) -> Ruling[Form]:
    """Of `6.3`, `Mushak-6.3` or `মূসক-৬.৩`. `UsageError` for a form that the rulebook does not have, `NotKnown` for a day."""
    whole = book or rulebook()
    return whole.ruling(whole.named("mushak.form.", fact_of_form(form) or form), on or today())


def mushak_fields(form: str, *, on: date | None = None, book: Rulebook | None = None) -> Ruling[Fields]:
    """What the form must hold: `6.3`, `6.7` and `6.8`."""
    whole = book or rulebook()
    return whole.ruling(whole.named("mushak.fields.", fact_of_form(form) or form), on or today())


def mushak_label(form: str, *, bengali: bool = False) -> str:
    """`Mushak-6.3` or `মূসক-৬.৩`."""
    found = fact_of_form(form)
    if found is None:
        raise UsageError(f"`{form}` is no number of a form", next="write it as `6.3`")
    number = found.replace("-", ".")
    return bengali_digits(f"মূসক-{number}") if bengali else f"Mushak-{number}"


def fact_of_form(form: str) -> str | None:
    """`6-3`, as facts are named, for every way to write the number; None for what is none."""
    found = _FORM.fullmatch(ascii_digits(form.strip()))
    return found[1].replace(".", "-") if found else None
