"""Comments by which code asks that a finding be accepted: `prohori: ignore RULE until 2027-01-31 -- reason`.

A comment beside code speaks of its line, one on a line of its own of the next line of code. The last day may be left out, the reason
may not: what is not complete accepts nothing, and is said.
"""

from __future__ import annotations

import re
from datetime import date

from prohori.codebase.review_facts import Ignore
from prohori.codebase.review_source import Source
from prohori.observe.redaction import mask

_ASKED = re.compile(r"prohori:\s*ignore\b[ \t]*([^\n]*)", re.IGNORECASE)
_FORM = re.compile(r"(?P<rule>[a-z]+\.[a-z-]+)(?:\s+until\s+(?P<until>\S+))?\s+--\s*(?P<reason>.*?)\s*(?:\*/|-->|\*/\})?\s*")
_LONGEST = 300
"""Characters of a comment that are read."""


def ignores_in(source: Source) -> tuple[Ignore, ...]:
    if "prohori:" not in source.lower:
        return ()
    found = []
    for comment in source.all("comment"):
        asked = _ASKED.search(comment.text())
        if asked is not None:
            first, last = comment.range().start.line, comment.range().end.line
            before = source.lines[first][: comment.range().start.column]
            of = first + 1 if before.strip(" \t{") else _next_code(source.lines, last + 1)
            found.append(_ignore(first + 1, of, asked[1][:_LONGEST]))
    return tuple(found)


def ignores_in_lines(text: str) -> tuple[Ignore, ...]:
    """Of a file whose comments begin with `#`, as an environment file."""
    lines = text.split("\n")
    asked = ((number, _ASKED.search(line)) for number, line in enumerate(lines) if "#" in line)
    return tuple(
        _ignore(
            number + 1, number + 1 if not lines[number].lstrip().startswith("#") else _next_code(lines, number + 1), found[1][:_LONGEST]
        )
        for number, found in asked
        if found is not None
    )


def _next_code(lines: list[str], at: int) -> int:
    while at < len(lines) and (not lines[at].strip() or re.match(r"\s*(?://|#|\*|/\*)", lines[at])):
        at += 1
    return at + 1


def _ignore(line: int, of: int, text: str) -> Ignore:
    form = _FORM.fullmatch(text.strip())
    if form is None or not form["reason"]:
        rule = re.match(r"[a-z]+\.[a-z-]+", text.strip())
        wrong = "it gives no reason: write `-- reason` at its end" if rule else "it names no rule: write `ignore RULE until DATE -- reason`"
        return Ignore(line=line, of=of, rule=rule[0] if rule else "", wrong=wrong)
    until, wrong = None, ""
    if form["until"]:
        try:
            until = date.fromisoformat(form["until"])
        except ValueError:
            wrong = f"`{form['until'][:40]}` is no date: write YYYY-MM-DD"
    return Ignore(line=line, of=of, rule=form["rule"], until=until, reason=mask(form["reason"]), wrong=wrong)
