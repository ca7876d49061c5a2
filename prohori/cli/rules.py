"""`prohori rules`: what the rulebook says on a day, from which source, and what of it is to be confirmed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from prohori.rulebook.book import Rulebook
    from prohori.rulebook.listing import Due, History, Said

Flag = Annotated[bool, Parameter(negative="")]
SHOWN = 56
"""Characters of a value in a list."""


def list_rules(prefix: str = "", /, *, on: date | None = None, json: Flag = False) -> int:
    """List the facts of the rulebook as they are on a day.

    Parameters
    ----------
    prefix
        Only facts whose name begins so: `vat.`, `tds.rate.`, `mushak.`.
    on
        The day (YYYY-MM-DD). Default: today in Asia/Dhaka.
    json
        Print JSON.
    """
    from prohori.rulebook import listing
    from prohori.rulebook.book import today

    day = on or today()
    found = listing.lines(_book(), day, prefix)
    if json:
        return _print_json(found)
    widest = max(len(line.fact) for line in found)
    for line in found:
        mark = f", override: {line.override}" if line.override else ", to confirm" if line.confirm else ""
        _say(f"{line.fact:<{widest}}  {_short(line.shown):<{SHOWN}}  {listing.days(line):<24}  {line.confidence or 'no answer'}{mark}")
    _say(f"{len(found)} fact{'s' * (len(found) != 1)} on {day}")
    return 0


def show(code: str, /, *, on: date | None = None, json: Flag = False) -> int:
    """Show what a fact said when, with its sources.

    Parameters
    ----------
    code
        A fact's name or a part of it, a service code (S004.00), or a Mushak form (6.3).
    on
        Mark what holds on this day (YYYY-MM-DD). Default: today in Asia/Dhaka.
    json
        Print JSON.
    """
    from prohori.rulebook import listing
    from prohori.rulebook.book import today

    day = on or today()
    found = listing.histories(_book(), code, day)
    if json:
        return _print_json(found)
    for history in found:
        _print_history(history, day)
    return 0


def due(*, on: date | None = None, json: Flag = False) -> int:
    """List the facts to confirm, each with the document to open, and those that nobody reviewed for the day.

    Parameters
    ----------
    on
        The day (YYYY-MM-DD). Default: today in Asia/Dhaka.
    json
        Print JSON.
    """
    from prohori.rulebook import listing
    from prohori.rulebook.book import today
    from prohori.rulebook.calendar import fiscal_year

    day = on or today()
    found = list(listing.due(_book(), day))
    if json:
        return _print_json(found)
    lapsed = [one for one in found if one.why == "not reviewed"]
    if lapsed:
        _say(f"Not reviewed for FY{fiscal_year(day)}: {len(lapsed)} facts. They answer nothing on {day}; the last document of each:")
        _print_due(lapsed)
    to_confirm = [one for one in found if one.why == "confirm"]
    if to_confirm:
        _say(f"To confirm on {day}: {len(to_confirm)} entries. Until then they weigh no more than a warning. Open:")
        _print_due(to_confirm)
    if not found:
        _say(f"Nothing is to be confirmed on {day}.")
    return 0


def _book() -> Rulebook:
    """With the operator's overrides."""
    from prohori.rulebook.book import rulebook
    from prohori.settings import load

    return rulebook(load().rules)


def _print_history(history: History, day: date) -> None:
    _say(f"{history.fact}  {history.title}" + "".join(f"  {name}" for name in (history.bengali, history.code) if name))
    if not any(entry.in_force for entry in history.entries):
        _say(f"  no answer on {day}")
    for entry in history.entries:
        _print_entry(entry)
    if history.reviewed_until:
        _say(f"  reviewed until {history.reviewed_until}")
    _say("")


def _print_entry(entry: Said) -> None:
    from prohori.rulebook.listing import days

    _say(f"{'→' if entry.in_force else ' '} {days(entry)}: {entry.shown} ({entry.confidence})")
    said = {
        "override": entry.override, "source": entry.source, "read in": "; ".join(entry.read_in),
        "to confirm in": entry.confirm, "note": entry.note,
    }  # fmt: skip
    for label, text in said.items():
        if text:
            _say(f"      {label}: {text}")


def _print_due(found: Iterable[Due]) -> None:
    document = ""
    for one in found:
        if one.open != document:
            document = one.open
            _say(f"  {document}")
        _say(f"      {one.fact}: {_short(one.shown)} ({one.confidence})")


def _print_json(found: Iterable[BaseModel]) -> int:
    _say("[" + ",\n ".join(one.model_dump_json() for one in found) + "]", raw=True)
    return 0


def _say(line: str, *, raw: bool = False) -> None:
    from prohori.observe.printable import printable

    print(line if raw else printable(line))  # noqa: T201


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
