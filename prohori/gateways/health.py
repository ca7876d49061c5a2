"""What checks of a gateway say over time, in their order: where it stands, its incidents, how long it was up. Pure functions.

A check speaks for the time until the next one, but no longer than `holds` seconds: after that nothing is known, and unknown is never up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from prohori.model import Fact

State = Literal["up", "degraded", "down"]
Shown = Literal["up", "degraded", "down", "unknown"]
DAY = 86_400.0


class Subject(Fact):
    """A gateway; a simulator of one is another subject, whose checks say nothing about the gateway."""

    gateway: str
    simulated: bool = False


class Check(Fact):
    state: State
    at: float
    """Seconds since 1970, UTC."""
    why: str = ""
    """Of what was not as it should be, in words."""


class Incident(Fact):
    """Checks in a row that found the gateway degraded or down, none of them later than `holds` after the one before."""

    worst: State
    first_seen: float
    last_seen: float
    ended: float | None
    """The first check after it that found it up; None while it goes on, or where its end was not seen."""
    last_good: float | None
    """The last check before it that found it up."""
    checks: int
    why: str
    """Of its worst check, the first of them."""

    @property
    def seconds(self) -> float:
        """From the first bad check to the end, or to the last bad check where no end was seen."""
        return (self.ended or self.last_seen) - self.first_seen


class Standing(Fact):
    state: Shown
    since: float | None
    """The first check of those in a row that found this state; of `unknown`, when the last check stopped to speak."""
    checked: float | None
    last_good: float | None
    why: str = ""


class Uptime(Fact):
    """Seconds of a span by what was known of them."""

    up: float = 0
    degraded: float = 0
    down: float = 0
    unknown: float = 0

    @property
    def share(self) -> float | None:
        """Of the time that something is known of; None where nothing is."""
        known = self.up + self.degraded + self.down
        return self.up / known if known else None

    @property
    def known(self) -> float:
        """The share of the span that something is known of."""
        whole = self.up + self.degraded + self.down + self.unknown
        return 1 - self.unknown / whole if whole else 0


def standing(checks: Sequence[Check], now: float, holds: float) -> Standing:
    good = [check.at for check in checks if check.state == "up"]
    last_good = good[-1] if good else None
    if not checks:
        return Standing(state="unknown", since=None, checked=None, last_good=None)
    last = checks[-1]
    if now - last.at > holds:
        return Standing(state="unknown", since=last.at + holds, checked=last.at, last_good=last_good, why=f"it was last {last.state}")
    since = last.at
    for earlier, later in reversed(list(pairwise(checks))):
        if earlier.state != last.state or later.at - earlier.at > holds:
            break
        since = earlier.at
    return Standing(state=last.state, since=since, checked=last.at, last_good=last_good, why=last.why)


def incidents(checks: Sequence[Check], holds: float) -> tuple[Incident, ...]:
    """The oldest first."""
    found: list[Incident] = []
    row: list[Check] = []
    last_good: float | None = None

    def close(ended: float | None) -> None:
        if row:
            worst = next((check for check in row if check.state == "down"), row[0])
            span = {"first_seen": row[0].at, "last_seen": row[-1].at, "ended": ended, "last_good": last_good}
            found.append(Incident.model_validate({"worst": worst.state, "checks": len(row), "why": worst.why, **span}))
            row.clear()

    for check in checks:
        if row and check.at - row[-1].at > holds:
            close(None)
        if check.state == "up":
            close(check.at)
            last_good = check.at
        else:
            row.append(check)
    close(None)
    return tuple(found)


def uptime(checks: Iterable[Check], start: float, end: float, holds: float) -> Uptime:
    """Checks before `start` count as far as they speak for time after it."""
    seconds = {"up": 0.0, "degraded": 0.0, "down": 0.0}
    ordered = [check for check in checks if check.at < end]
    for check, until in zip(ordered, [later.at for later in ordered[1:]] + [end] * bool(ordered), strict=True):
        begins, ends = max(check.at, start), min(until, check.at + holds, end)
        seconds[check.state] += max(0.0, ends - begins)
    return Uptime(**seconds, unknown=max(0.0, end - start - sum(seconds.values())))


def daily(checks: Sequence[Check], start: float, end: float, holds: float) -> tuple[tuple[float, Uptime], ...]:
    """Each day's beginning with its uptime; the first and the last day may be part of one. Days are of `start`'s clock time."""
    bounds = [start]
    while bounds[-1] + DAY < end:
        bounds.append(bounds[-1] + DAY)
    return tuple((begin, uptime(checks, begin, until, holds)) for begin, until in pairwise([*bounds, end]))
