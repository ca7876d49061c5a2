"""TIN, BIN, NID and mobile numbers in a line of SQL: columns, and what a `CHECK`, a query or a trigger asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.registry.context import Context, line_context, names_in
from prohori.codebase.registry.naming import abroad, plausible_length, subject_of
from prohori.codebase.registry.patterns import accepted_lengths, knows_operators, said
from prohori.codebase.registry.rules import Rule, rule

_NAME = r"[\"`\[]?(\w+)[\"`\]]?"
_COLUMN = re.compile(
    r"(?:^\s*|[(,]\s*)(?:ALTER\s+TABLE\s+\S+\s+)?(?:ADD\s+(?:COLUMN\s+)?(?:IF NOT EXISTS\s+)?|ALTER\s+COLUMN\s+|MODIFY\s+(?:COLUMN\s+)?"
    rf"|CHANGE\s+(?:COLUMN\s+)?\S+\s+|CREATE\s+DOMAIN\s+)?(?:\w+\.)?{_NAME}\s+(?:AS\s+|TYPE\s+|SET DATA TYPE\s+)?"
    r"(?:N?(?:VAR)?CHAR(?:ACTER)?2?(?:\s+VARYING)?|BPCHAR|STRING|NUMERIC|NUMBER|DECIMAL)\s*\(\s*(\d+)\s*(?:,\s*0\s*|\s*(?:CHAR|BYTE)\s*)?\)",
    re.IGNORECASE,
)
_STRING = re.compile(r"'((?:[^']|'')*)'")
_DIGIT = re.compile(r"\[0-9\]|\\+d|\[\[:digit:\]\]")
_COUNTED = re.compile(r"\{\d|(?:\[0-9\]){3}|(?:\\+d){3}|0-9\]\)?\{")
_LENGTH = re.compile(
    r"\b(?:char_|character_|octet_|data|bit_)?len(?:gth)?b?\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\s*"
    r"(?:=|<>|!=|>=|<=|<|>|(?:NOT\s+)?IN\b|(?:NOT\s+)?BETWEEN\b)\s*(\(?[\d,\sAND]+\)?)",
    re.IGNORECASE,
)
_LIKE = re.compile(rf"{_NAME}\s+(?:NOT\s+)?I?LIKE\s+'(\+?(?:880|01)\d?)[%_]", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:LEFT|SUBSTR|SUBSTRING)\s*\(\s*(?:\w+\.)?[\"`\[]?(\w+)[^)]*\)\s*(?:=|<>|!=|(?:NOT\s+)?IN)\s*\(?((?:\s*,?\s*'\+?(?:88|880|8801|01\d?)')+)",
    re.IGNORECASE,
)


def sql_identifiers(line: str, at: int, path: str, table: str) -> Iterator[Rule]:
    """Checks first: of a column with its check, the check says more."""
    if asked := re.search(r"\b(?:FROM|JOIN|UPDATE|INTO|TABLE)\s+(?:ONLY\s+)?([\w.\"`\[\]]+)", line, re.IGNORECASE):
        table = asked[1].strip('"`[]')
    yield from _patterns(line, at, path, table)
    for found in _LENGTH.finditer(line):
        values = re.findall(r"\d+", found[2])
        held = _named(names_in(_STRING.sub(" ", found[1])), at, path, table)
        kind = subject_of(held, map(int, values))
        if kind and any(plausible_length(kind, int(n), held) for n in values):
            yield rule(held, kind, "|".join(values), role="check", text=line)
    for found in (*_LIKE.finditer(line), *_BEGINS.finditer(line)):
        held = _named((found[1],), at, path, table)
        if subject_of(held) == "mobile":
            yield rule(held, "mobile", "|".join(re.findall(r"\+?\d+", found[2])), role="check", text=line)
    for found in _COLUMN.finditer(line):
        held = line_context([], at, path, key=found[1], table=table)
        kind = subject_of(line_context([], at, path, key=found[1]), (int(found[2]),))
        if kind and plausible_length(kind, int(found[2]), held):
            yield rule(held, kind, found[2], role="column", text=line)


def _named(names: tuple[str, ...], at: int, path: str, table: str) -> Context:
    return line_context(list(names), at, path, table=table)


def _patterns(line: str, at: int, path: str, table: str) -> Iterator[Rule]:
    for found in _STRING.finditer(line):
        text = found[1]
        if not _DIGIT.search(text) or not _COUNTED.search(text):
            continue
        before = _STRING.sub(" ", line[: found.start()])
        asked = re.split(r"\b(?:AND|OR|CHECK)\b|,", before, flags=re.IGNORECASE)[-1]
        like = re.search(r"\bLIKE\s*$", before, re.IGNORECASE) is not None
        pattern = f"^{text.replace('%', '.*').replace('_', '.')}$" if like else text.replace("\\\\", "\\")
        lengths = accepted_lengths(pattern, "", "javascript")
        near = _named(tuple(reversed(names_in(asked))), at, path, table)
        kind = subject_of(near, lengths) or subject_of(line_context(list(names_in(before)), at, path, table=table), lengths)
        if kind is None and knows_operators(pattern, "", "javascript") and not abroad(near):
            kind = "mobile"
        if kind is not None:
            value = text if kind == "mobile" else said(kind, text, lengths)
            yield rule(near, kind, value, role="check", text=line, pattern=(pattern, "", "javascript", "search"))
