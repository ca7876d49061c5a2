"""What is said of a place in the code."""

from __future__ import annotations

from enum import StrEnum

from prohori.model import Fact


class ReachKind(StrEnum):
    wired = "wired"
    """On a path from an entry point."""
    db = "db"
    """A column of a live entity or document, or a migration."""
    uncalled = "uncalled"
    """Its file is loaded, but nothing that runs uses it."""
    dead = "dead"
    """No entry point loads its file."""
    inert = "inert"
    """Present in what runs, but nothing evaluates it: validators that no pipe runs, types, configuration that nobody reads."""
    unsure = "unsure"
    """Not understood."""


class Reach(Fact):
    kind: ReachKind
    sure: bool
    because: str
    """One sentence; for `wired` and `db` the way from the entry point."""


def surely(kind: ReachKind, because: str) -> Reach:
    return Reach(kind=kind, sure=True, because=because)


def perhaps(kind: ReachKind, because: str) -> Reach:
    return Reach(kind=kind, sure=False, because=because)
