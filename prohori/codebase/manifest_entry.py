"""One line of a module's manifest: what it is, and the place that proves it."""

from __future__ import annotations

from prohori.model import Fact

SECTIONS = {
    "entry-points": "Entry points",
    "routes": "Routes and commands",
    "signatures": "Exported signatures",
    "structures": "Data structures",
    "dependencies": "Dependencies",
    "configuration": "Configuration",
    "integrations": "Integration points",
    "business-rules": "Business rules",
    "risks": "Risks",
}
_LONGEST = 300  # characters of a detail


class Entry(Fact):
    section: str
    name: str
    detail: str = ""
    path: str
    line: int
    anchor: str = ""
    """What must stand on that line; empty where the entry is about the file as a whole."""


def entry(section: str, name: str, path: str, line: int, *, detail: str = "", anchor: str | None = None) -> Entry:
    """`anchor` defaults to the name."""
    detail = " ".join(detail.split())
    shown = detail if len(detail) <= _LONGEST else f"{detail[: _LONGEST - 1]}…"
    return Entry(section=section, name=name, detail=shown, path=path, line=line, anchor=name if anchor is None else anchor)
