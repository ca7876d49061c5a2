"""The business rules that a file states, as an analyser for `reads.analyse`: a pure function of path and bytes.

A bytes search with RE2 decides first whether the file can state any; most files of an ERP cannot, and are
never parsed.
"""

from __future__ import annotations

import re
from dataclasses import replace

import re2

from prohori.codebase.candidates import READ_IN_PART, Candidate, Extraction, dumped, loaded
from prohori.codebase.due_dates import due_days
from prohori.codebase.fiscal_dates import fiscal_rules
from prohori.codebase.identifier_checks import identifier_checks
from prohori.codebase.languages import language_of, parse
from prohori.codebase.rates import stated_rates
from prohori.codebase.readable import MINIFIED, is_minified
from prohori.codebase.regexes import Language
from prohori.codebase.source import Source
from prohori.codebase.vat_arithmetic import vat_arithmetic

_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16
LARGEST = 1_000_000  # bytes; more is generated or a data file
_IDENTIFIER = (
    r"(?:^|[^A-Za-z])(?:e?tin|e?bin|nid)(?:[^a-z]|$)|[a-z0-9_](?:E?T[iI][nN]|E[tb]in|B[iI][nN]|N[iI][dD])(?:[^a-z]|$)|(?:^|[^A-Z])(?:E?TIN|BIN|NID)(?:[^a-z]|$)"
    r"|(?:^|[^A-Za-z])(?:Tin|Bin|Nid)(?:[^a-z]|$)|(?i:national_?id|voter_?id|vat_?reg|(?:tax|business)_?identification)"
)
_PATTERNS = r"\\d|[0-9]\{|0-9|(?i:length|min_?len|len\(|digits)"
_MOBILE = r"(?i:mobile|msisdn)"
_PHONE = r"(?i:phone|cell)"
_HOME = r"(?i:880|01\[|0\?1\[|bangladesh|bkash|nagad|(?:^|[^A-Za-z])bd(?:[^a-z]|$))|1\[[0-9]-9\]"
_MONEY = (
    r"(?:^|[^A-Za-z])(?:vat|vds|tds|ait)(?:[^a-z]|$)|V(?:at|AT|ds|DS)(?:[^a-z]|$)|T(?:ds|DS)(?:[^a-z]|$)"
    r"|(?i:mushak|value.?added.?tax|withholding)"
)
_YEAR = r"(?i:fiscal|financial_?\s?year|\bfy|_fy|income_?year|tax_?year|assessment_?year)"


def _search(pattern: str) -> object:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    return re2.compile(pattern.encode(), options)  # type: ignore[no-untyped-call]


_FINDS = {
    name: _search(p)
    for name, p in (
        ("identifier", _IDENTIFIER),
        ("patterns", _PATTERNS),
        ("mobile", _MOBILE),
        ("phone", _PHONE),
        ("phone", _PHONE),
        ("home", _HOME),
        ("money", _MONEY),
        ("year", _YEAR),
    )
}


class StatedRules:
    """`Analyser[Extraction]`."""

    name = "stated-rules"

    def run(self, path: str, content: bytes) -> Extraction:
        wide = content[:2] in _WIDE
        wanted = families(content.replace(b"\0", b"") if wide else content)
        grammar = language_of(path)
        try:
            text = decoded(content)
        except UnicodeError:  # the words were looked for in bytes that are no text
            return Extraction(unread=("not text in UTF-8 or UTF-16",))
        if not wanted or grammar is None:
            return Extraction()
        if len(content) > LARGEST:
            return Extraction(unread=(f"larger than {LARGEST:,} bytes",))
        if is_minified(text):
            return Extraction(unread=(MINIFIED,))
        try:
            return _extracted(path, text, grammar, wanted)
        except RecursionError:
            return Extraction(unread=("expressions nested too deeply",))

    def dump(self, result: Extraction) -> bytes:
        return dumped(result)

    def load(self, stored: bytes) -> Extraction:
        return loaded(stored)


def families(content: bytes) -> frozenset[str]:
    """The families of rules that the words in the file allow: `identifier`, `money`, `year`."""

    def has(name: str) -> bool:
        return _FINDS[name].search(content) is not None  # type: ignore[attr-defined]

    found = set()
    if has("patterns") and (has("identifier") or has("mobile") or (has("phone") and has("home"))):
        found.add("identifier")
    if has("money"):
        found.add("money")
    if has("year"):
        found.add("year")
    return frozenset(found)


def decoded(content: bytes) -> str:
    """`UnicodeError` if it is not text."""
    if content[:2] in _WIDE:
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def _extracted(path: str, text: str, grammar: str, wanted: frozenset[str]) -> Extraction:
    syntax: Language = "python" if grammar == "python" else "javascript"
    root = parse(text, grammar)
    source = Source(path, root, syntax, grammar, text.split("\n"))
    found: list[Candidate] = []
    if "identifier" in wanted:
        found += identifier_checks(source)
    if "money" in wanted:
        found += [*stated_rates(source), *vat_arithmetic(source), *due_days(source)]
    if "year" in wanted:
        found += fiscal_rules(source)
    broken = root.find(kind="ERROR")
    unread = (f"{READ_IN_PART} near line {broken.range().start.line + 1}",) if broken is not None else ()
    found = [replace(c, says={**c.says, "documented": documented(source.lines, c.line)}) for c in found]
    return Extraction(tuple(sorted(found, key=lambda c: (c.line, c.family, c.about))), unread)


_COMMENT = re.compile(r"//|/\*|^\s*\*|#|\"\"\"|^\s*[A-Z]\w+ .*\.$")
_LAW = re.compile(
    r"\b(SRO|NBR|Mushak|Act|Ordinance|section|s\.\s?\d+|gazette|law|rules? \d+|election commission|BTRC|fiscal year|e-?TIN)\b",
    re.IGNORECASE,
)


def documented(lines: list[str], line: int) -> bool:
    """Whether a comment on the line or in the four before it names the law or the office the rule comes from."""
    return any(_COMMENT.search(text) and _LAW.search(text) for text in lines[max(0, line - 5) : line])
