"""One thing that was looked at."""

from __future__ import annotations

from typing import Literal

from prohori.model import Fact


class Check(Fact):
    what: str
    state: Literal["ok", "warning", "wrong"]
    found: str
    next: str = ""
    """The next command, or what to change."""
