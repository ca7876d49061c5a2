"""What one file says beyond its findings: endpoints, queries and guards, which only the whole repository can judge, and what its
comments ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from prohori.model import Fact

Check = Literal["yes", "perhaps", "no"]


class Endpoint(Fact):
    """A function that answers requests."""

    framework: str
    name: str
    """As it is shown: `POST InvoicesController.create`."""
    owner: str
    """The class or router that it belongs to."""
    line: int
    evidence: str
    changes: bool
    """Whether a request to it may change something."""
    check: Check
    """Whether something on it, in it or on its owner checks who calls; `perhaps`: what is there has no name that says so."""
    is_open: bool = False
    """Whether it is there for everybody: logging in, being called back."""
    bases: tuple[str, ...] = ()
    """Classes whose guards its owner inherits."""
    calls: tuple[str, ...] = ()
    """`Type.method` of what it calls, as far as the type of the receiver is written in the file; in Python its own name."""


class Query(Fact):
    """One query whose conditions are written out."""

    entity: str
    inside: str
    """`Type.method` that it is in, or the function's name."""
    line: int
    evidence: str
    method: str
    keys: tuple[str, ...] = ()
    """What it filters by, sorted."""
    tenant: bool = False
    """Whether it filters by tenant, organisation or company, or its function speaks of one."""
    bounded: bool = False


class Place(Fact):
    line: int
    evidence: str
    sure: bool = False


class GatewayFacts(Fact):
    """Of a file that talks to a payment gateway, or that sets the application's zone."""

    executes: Place | None = None
    """Where a payment of bKash is executed."""
    asks: bool = False
    """Whether a payment of bKash is asked for its state."""
    clocks: tuple[Place, ...] = ()
    """Where the time for Nagad is read without a word of Dhaka; `sure`: it is UTC's."""
    dhaka: bool = False
    """Whether the application's zone is set to Dhaka's."""


class FileFacts(Fact):
    endpoints: tuple[Endpoint, ...] = ()
    queries: tuple[Query, ...] = ()
    guarded: tuple[str, ...] = ()
    """Frameworks all of whose endpoints something in this file may guard."""
    classes: dict[str, tuple[Check, tuple[str, ...]]] = {}
    """Controllers by name: whether they are guarded, and their bases."""
    gateway: GatewayFacts = GatewayFacts()


class Ignore(Fact):
    """A comment that asks for a finding to be accepted."""

    line: int
    """Of the comment."""
    of: int
    """The line that it speaks of."""
    rule: str = ""
    until: date | None = None
    reason: str = ""
    wrong: str = ""
    """Why it accepts nothing, whatever the day."""


def fitting(ignores: Iterable[Ignore], rule: str, line: int | None) -> Ignore | None:
    return next((one for one in ignores if one.rule == rule and one.of == line and not one.wrong), None)
