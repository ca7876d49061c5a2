"""Rules in files without a grammar of their own here: SQL, CSV, `.env` and properties, Prisma schemas. Read line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from prohori.codebase.registry.context import Context, names_in
from prohori.codebase.registry.context import line_context as _context
from prohori.codebase.registry.dates import is_duty
from prohori.codebase.registry.fiscal_names import fiscal_of, names_fiscal_year
from prohori.codebase.registry.literals import number
from prohori.codebase.registry.mushak import FORM, FORMS, names_mushak
from prohori.codebase.registry.naming import LENGTH_NAMES, plausible_length, sense_of, subject_of
from prohori.codebase.registry.patterns import accepted_lengths
from prohori.codebase.registry.rates import stated_rate
from prohori.codebase.registry.rounding import MONEY, NOT_MONEY
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.registry.spoken import plain, stated_in
from prohori.codebase.registry.sql_dates import DATED, sql_dates
from prohori.codebase.registry.sql_identifiers import sql_identifiers
from prohori.codebase.registry.tax_words import DUTY, OTHER_CHARGES, RATE, TAX_NAMES, spoken
from prohori.codebase.registry.taxes import about as about_rate
from prohori.codebase.registry.taxes import tax_of
from prohori.codebase.subjects import Identifier
from prohori.codebase.words import listed, words

LINED = (".env", ".properties", ".ini", ".toml", ".conf", ".cfg")
_ASSIGNED = re.compile(r"\s*(?:export\s+|ENV\s+|ARG\s+)?([A-Za-z_][\w.\-]*)\s*[=:]\s*[\"']?([^\"'#\n]*)[\"']?")
_TABLE = re.compile(
    r"(?:\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|FUNCTION|PROCEDURE|TRIGGER|DOMAIN|MATERIALIZED VIEW|TYPE)(?:\s+IF\s+NOT\s+EXISTS)?"
    r"|INSERT\s+(?:IGNORE\s+)?INTO|UPDATE|ALTER\s+TABLE(?:\s+ONLY)?|MERGE\s+INTO|COPY|^\s*(?:FUNCTION|PROCEDURE))\s+([\w.\"`\[\]]+)",
    re.IGNORECASE,
)
_SQL_STRING = re.compile(r"'((?:[^']|'')*)'")
_SQL_NUMBER = re.compile(r"(?<![\w.'-])(\d+(?:\.\d+)?)(?![\w.])")
_LONGEST_LINE = 2_000  # characters of a line of SQL; what is longer was written by a machine
_VALUE_WORDS = listed("rate percent percentage pct value amount vat tds vds ait sd wht")


def sql_rules(text: str, path: str, offset: int = 0) -> Iterator[Rule]:
    table = ""
    columns: list[str] = []
    quoted = written = False
    collecting = ""
    for number_, raw in enumerate(text.split("\n"), 1 + offset):
        line, quoted = _uncommented(raw, quoted)
        if not line.strip() or len(line) > _LONGEST_LINE or re.match(r"\s*COMMENT\s+ON\b", line, re.IGNORECASE):
            continue
        if match := _TABLE.search(line):
            table, columns, collecting = match[1].strip('"`[]'), [], ""
            written = re.match(r"CREATE", match[0], re.IGNORECASE) is None
        if re.search(r"\bINSERT\b|^\s*\(|\bCOPY\b", line, re.IGNORECASE) or collecting:
            collecting += " " + line
            listed_ = re.search(r"(?:INTO|COPY)\s+[\w.\"`\[\]]+\s*\(([^)]*)\)", collecting, re.IGNORECASE)
            if listed_ and not columns:
                columns = [c.strip(' "`[]') for c in listed_[1].split(",")]
            if len(collecting) > 4000:
                collecting = "-"
        yield from _one_a_kind(_sql_line(line, number_, path, table, columns))
        if written and line.rstrip().endswith(";"):
            table, columns, collecting = "", [], ""


def _one_a_kind(found: Iterable[Rule]) -> Iterator[Rule]:
    """The first of each kind on a line, with the values of those that are stated alike."""
    kept: dict[str, Rule] = {}
    for one in found:
        first = kept.setdefault(one.kind, one)
        if first.role == one.role and one.role in ("arithmetic", "value", "row") and one.value not in first.value.split("|"):
            kept[one.kind] = replace(first, value=f"{first.value}|{one.value}")
    yield from kept.values()


def _uncommented(line: str, inside: bool) -> tuple[str, bool]:
    """The line without SQL comments, and whether a block comment goes on."""
    if inside:
        end = line.find("*/")
        if end < 0:
            return "", True
        line = line[end + 2 :]
    line = re.sub(r"/\*.*?\*/", " ", line)
    if (start := line.find("/*")) >= 0:
        return line[:start], True
    bare = _SQL_STRING.sub(lambda m: "x" * len(m[0]), line)
    at = bare.find("--")
    return (line[:at] if at >= 0 else line), False


def _sql_line(line: str, at: int, path: str, table: str, columns: list[str]) -> Iterator[Rule]:
    names = list(names_in(_SQL_STRING.sub(" ", line)))
    near = _context(names, at, path, table=table)
    yield from sql_identifiers(line, at, path, table)
    for text in _SQL_STRING.findall(line):
        if not re.search(r"\[0-9\]|\\d", text):
            for stated, value in stated_in(plain(text)):
                yield rule(near, stated, value, role="message", text=line)
            if (form := FORM.search(plain(text))) is not None or (
                text in FORMS and names_mushak(line) and (form := re.match(r"(.*)", text))
            ):
                yield rule(near, "mushak", form[1].replace("_", "."), role="form", text=line)
    yield from _sql_rows(line, at, path, table, columns)
    yield from _sql_arithmetic(line, at, path, table)
    yield from _sql_rounding(line, at, path, near)
    yield from _sql_dates(line, at, path, table, names)


def _rows(line: str) -> list[str]:
    """What stands between outermost parentheses: rows of values, and before them perhaps the columns."""
    depth, start, quoted, found = 0, 0, False, []
    for at, char in enumerate(line):
        if char == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append(line[start:at])
    return found


def _split(row: str) -> list[str]:
    """The cells of a row, at the commas outside of quotes and parentheses."""
    cells, depth, quoted, start = [], 0, False, 0
    for at, char in enumerate(row):
        if char == "'":
            quoted = not quoted
        elif not quoted and char in "()":
            depth += 1 if char == "(" else -1
        elif char == "," and not quoted and not depth:
            cells.append(row[start:at])
            start = at + 1
    return [*cells, row[start:]]


def _sql_rows(line: str, at: int, path: str, table: str, columns: list[str]) -> Iterator[Rule]:
    rows = _rows(line) if columns or re.search(r"\bVALUES\b", line, re.IGNORECASE) else []
    if not rows:
        yield from _sql_assigned(line, at, path, table)
    for row in rows:
        cells = [c.strip().strip("'") for c in _split(row)]
        found = list(row_rules(cells, columns, at, path, table, line)) if len(cells) == len(columns) else []
        yield from found or _named_cells(cells, at, path, table, line)


def _named_cells(cells: list[str], at: int, path: str, table: str, line: str) -> Iterator[Rule]:
    """A setting and its value, whatever the columns are called: `('billing.vat_rate', '15')`."""
    for name, value in pairwise(cells):
        if re.fullmatch(r"[A-Za-z][\w.\-]{3,60}", name) and spoken((name,)) & RATE:
            yield from setting_rules(name, value, at, path, line, table)


def row_rules(cells: list[str], columns: list[str], at: int, path: str, table: str, line: str) -> Iterator[Rule]:
    """A row of a table: each cell under its column, with the texts of the row beside it."""
    labels = tuple(c for c in cells if re.search(r"[A-Za-zঀ-৿]", c) and len(c) < 80)
    seen: set[str] = set()
    keys = " ".join(cells)
    for column, cell in zip(columns, cells, strict=True):
        value = number(cell.rstrip("% ").removeprefix("-"))
        held = _context([], at, path, table=table, key=column, labels=labels, columns=columns)
        own = frozenset(words(column))
        if own & _GIVEN and own <= _GIVEN | {"rule", "check"} and (ruled := _length_of_row(held, labels, cell)) is not None:
            yield rule(held, *ruled, role="row", text=line)
        elif own <= {"value", "setting"} and value is not None and (name := next(iter(labels), "")):
            yield from setting_rules(name, cell, at, path, line, table)
        elif value is not None and own & _VALUE_WORDS and 0 <= value <= (500 if own & DUTY else 100):
            stated = stated_rate(_as_rate(held), value) if value > 0 else _zero(held)
            if stated and stated[0] not in seen:
                seen.add(stated[0])
                yield rule(held, stated[0], stated[1], role="row", text=line, about=about_rate(held))
            elif not stated and (kind := subject_of(held)) is not None and "length" in own:
                yield rule(held, kind, str(value), role="row", text=line)
        elif value is not None and own & {"length", "digits", "len", "size"}:
            kind = subject_of(held)
            if kind and plausible_length(kind, int(value), held):
                yield rule(held, kind, str(int(value)), role="row", text=line)
        elif value is not None and own & {"day", "days", "dom", "deadline"} and is_duty(held) and value <= 120:
            yield rule(held, "due_date", str(int(value)), role="row", text=line)
        elif value is not None and own & {"month"} and 1 <= value <= 12 and fiscal_of(held):
            yield rule(held, "fiscal_year", str(int(value)), role="row", text=line)
        elif re.search(r"\[0-9\]\{|\\d\{", cell):
            kind = subject_of(held)
            if kind:
                yield rule(held, kind, "|".join(map(str, accepted_lengths(cell, "", "javascript"))) or cell, role="row", text=line)
        elif (
            cell in FORMS
            and ("mushak" in held.everything or "mushak" in keys.casefold())
            and not own & {"version", "release", "size", "rate"}
            and "mushak" not in seen
        ):
            seen.add("mushak")
            yield rule(held, "mushak", cell, role="row", text=line)
        elif re.fullmatch(r"0[1-9]-[0-3]\d", cell) and fiscal_of(held):
            yield rule(held, "fiscal_year", cell, role="row", text=line)


_GIVEN = listed("value setting param params parameter parameters argument arg args limit expected constraint")


def _length_of_row(held: Context, labels: tuple[str, ...], cell: str) -> tuple[Identifier, str] | None:
    """`tin, length, 12`: a row that names a field, what is asked of it and how much."""
    stated = re.findall(r"\d+", cell) if re.fullmatch(r"\d{1,2}(?:\s*[|,/;-]\s*\d{1,2})*", cell) else []
    asked = any(LENGTH_NAMES.intersection(words(label)) and len(words(label)) < 4 and sense_of(words(label)) is None for label in labels)
    kind = subject_of(held, map(int, stated)) if stated and asked else None
    if kind is None or not any(plausible_length(kind, int(one), held) for one in stated):
        return None
    return kind, "|".join(stated)


def _as_rate(context: Context) -> Context:
    return context


def _zero_column(context: Context, text: str) -> tuple[str, str] | None:
    """A rate that is 0 where none is given: `sd_rate NUMERIC(5, 2) DEFAULT 0`."""
    kind = tax_of(context)
    return (
        (kind, "0") if kind and "default" in text.casefold() and context.bound is not None and spoken(context.bound.names) & RATE else None
    )


def _zero(context: Context) -> tuple[str, str] | None:
    kind = tax_of(context)
    held = context.everything | frozenset(w for ring in context.of("label") for w in words(ring.text))
    return (kind, "0") if kind and held & {"zero", "exempt", "export", "exempted", "nil"} and held & RATE else None


def _sql_assigned(line: str, at: int, path: str, table: str) -> Iterator[Rule]:
    for match in re.finditer(
        r"\b([A-Za-z_]\w*)[\"`\]]?\s*(?:=|:=|\b(?:SET\s+)?DEFAULT\b|\b(?:CONSTANT\s+)?(?:NUMERIC|DECIMAL|NUMBER|FLOAT|REAL|DOUBLE(?:\s+PRECISION)?|INT\w*|SMALLINT|TINYINT)"
        r"(?:\s*\([\d, ]+\))?(?:\s+(?!DEFAULT)\w+){0,4}\s*(?:=|:=|DEFAULT))\s*\(*'?(\d+(?:\.\d+)?)'?(?![\d.]*\s*[*/])",
        line,
        re.IGNORECASE,
    ):
        value = Decimal(match[2])
        held = _context([], at, path, table=table, key=match[1], labels=tuple(t for t in _SQL_STRING.findall(line) if len(t) < 60))
        stated = stated_rate(held, value) if value > 0 else _zero_column(held, match[0])
        if stated:
            yield rule(held, stated[0], stated[1], role="value", text=line, about=about_rate(held))
    for match in _OTHERWISE.finditer(line):
        held = _context([], at, path, table=table, key=match[1])
        stated = stated_rate(held, Decimal(match[2])) if Decimal(match[2]) else None
        if stated:
            yield rule(held, stated[0], stated[1], role="otherwise", text=line, about=about_rate(held))
    arms = re.findall(r"\b(?:THEN|ELSE|RETURN)\s+(\d+(?:\.\d+)?)\b(?!\s*[*/])", line, re.IGNORECASE)
    alias = re.search(r"\bEND\s+AS\s+[\"`]?(\w+)", line, re.IGNORECASE)
    for arm in arms:
        held = _context([], at, path, table=alias[1] if alias else table)
        coded = re.search(r"'S\d{3}(?:\.\d\d)?'", line) is not None
        named = spoken((alias[1] if alias else table,))
        told = named & RATE or named <= TAX_NAMES | _COMPUTING
        kind = tax_of(held) if told and not named & OTHER_CHARGES else None
        value = Decimal(arm)
        if (kind or coded) and 0 < value <= 500 and (value <= 40 or kind == "supplementary_duty"):
            yield rule(held, kind or "vat_rate", format((value * 100 if value < 1 else value).normalize(), "f"), role="value", text=line)
    for match in _ALLOWED.finditer(line):
        held = _context([], at, path, table=table, key=table if match[1].upper() == "VALUE" else match[1])
        numbers = [number for number in re.findall(r"\d+(?:\.\d+)?", match[2]) if number != "100"]
        kind = tax_of(held)
        if kind and any(map(Decimal, numbers)) and all(Decimal(number) <= 500 for number in numbers):
            yield rule(held, kind, "|".join(numbers), role="check", text=line)


_ALLOWED = re.compile(
    r"\b(\w*(?:rate|percent|pct)\w*|VALUE)\b[\"`]?\s*((?:IN|=\s*ANY)\s*\([\d., ]+\)|BETWEEN\s+[\d.]+\s+AND\s+[\d.]+|<=?\s*[\d.]+)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:COALESCE|NVL|IFNULL|ISNULL)\s*\(\s*(?:\w+\.)?[\"`\[]?(\w+)[\"`\]]?\s*,\s*(\d+(?:\.\d+)?)\s*\)", re.IGNORECASE
)
_COMPUTING = listed("fn f func function udf sp get calc calculate compute of for on dbo public tax duty amount pct")
_OTHER = listed("discount commission interest penalty bonus rebate margin fee salary")


def _sql_arithmetic(line: str, at: int, path: str, table: str) -> Iterator[Rule]:
    bare = _SQL_STRING.sub(" ", line)
    for match in re.finditer(r"(?:([*/])\s*\(?\s*(\d+(?:\.\d+)?)|(\d+\.\d+)\s*\*)(?:\s*/\s*(\d+))?", bare):
        value = Decimal(match[2] or match[3])
        whole = match[4] in ("100", "100.0") or (value == int(value) and match[4] is not None and 100 < int(match[4]) < 131)
        if not (0 < value < Decimal("0.6") or 1 < value < Decimal("1.31") or 100 < value < 131 or (whole and value <= 40)):
            continue
        alias = re.search(r"\bAS\s+[\"`]?(\w+)", bare[match.end() :], re.IGNORECASE)
        target = re.search(r"(?:\bSET\s+|,\s*|^\s*|\bNEW\.)[\"`]?(\w+)[\"`]?\s*:?=(?![=])", bare[: match.start()], re.IGNORECASE)
        key = alias[1] if alias else target[1] if target else ""
        held = _context(list(names_in(bare)), at, path, table=table, key=key)
        kind = tax_of(held)
        if kind and not frozenset(words(key)) & _OTHER:
            percent = value * 100 if value < 1 else (value - 1) * 100 if value < Decimal("1.31") else value - 100 if value > 100 else value
            yield rule(held, kind, format(percent.normalize(), "f"), role="arithmetic", text=line)


_SUMS = listed("total totals value values sum line net gross rate result figure")
"""Names that leave it to their table what they are of."""


def _sql_rounding(line: str, at: int, path: str, near: Context) -> Iterator[Rule]:
    match = re.search(r"\b(ROUND|TRUNC|CEIL|CEILING|FLOOR)\s*\(", line, re.IGNORECASE)
    if match is None:
        return
    alias = re.search(r"\bAS\s+[\"`]?(\w+)", line[match.end() :], re.IGNORECASE)
    target = re.search(r"(?:\bSET\s+|,\s*|^\s*)[\"`]?(\w+)[\"`]?\s*:?=\s*$", line[: match.start()], re.IGNORECASE)
    given = alias or target
    named = frozenset(words(given[1])) if given else frozenset()
    names = names_in(_SQL_STRING.sub(" ", line[match.end() : match.end() + 120].split(" FROM ")[0]))
    inside = frozenset(w for name in names for w in words(name))
    of_money = any(MONEY.intersection(words(name)) and NOT_MONEY.isdisjoint(words(name)) for name in names)
    other = (named | inside) & (NOT_MONEY - {"avg", "average", "mean", "rate"})
    around = near.words("operand") | (near.words("class") if not named or not inside or named & _SUMS or inside & _SUMS else frozenset())
    if not named & NOT_MONEY and (of_money or (not other and around & MONEY)):
        places = re.findall(r",\s*(\d)\s*\)", line)
        yield rule(near, "rounding", " ".join([match[1].lower(), *places[:1]]), role="call", text=line)


def _sql_dates(line: str, at: int, path: str, table: str, names: list[str]) -> Iterator[Rule]:
    if DATED.search(line) is None:
        return
    keys = [*re.findall(r"\bAS\s+[\"`]?(\w+)", line, re.IGNORECASE), *re.findall(r"^\s*[\"`\[]?(\w+)", line)]
    keyed = {key: _context(names, at, path, table=table, key=key) for key in keys}
    yield from sql_dates(line, _context(names, at, path, table=table), keyed)


def lined_rules(text: str, path: str) -> Iterator[Rule]:
    """`.env`, properties, ini, toml."""
    section = ""
    for at, line in enumerate(text.split("\n"), 1):
        if re.match(r"\s*(?:[#;!]|//)", line):
            continue
        if header := re.match(r"\s*\[+([\w.\-\" ]+)\]+", line):
            section = header[1]
            continue
        match = _ASSIGNED.match(line)
        if match:
            yield from setting_rules(match[1], match[2].strip(), at, path, line, section)


def setting_rules(key: str, value: str, at: int, path: str, line: str, section: str = "") -> Iterator[Rule]:
    """One named value of a configuration."""
    held = _context([], at, path, key=key, section=section)
    own = frozenset(words(key)) | frozenset(words(section))
    amount = number(value.rstrip("% ")) if len(value) < 12 else None
    if amount is not None:
        stated = stated_rate(held, amount, as_text=False) if amount > 0 else None
        if stated:
            yield rule(held, stated[0], stated[1], role="setting", text=line, about=about_rate(held))
            return
        if amount == int(amount):
            yield from _whole(held, own, int(amount), line)
            return
        if "mushak" in own and value in FORMS and not own & {"version", "api", "schema", "size", "margin"}:
            yield rule(held, "mushak", value, role="setting", text=line)
        return
    kind = subject_of(held)
    if re.search(r"\\d|\[0-9\]", value) and kind:
        pattern = value.replace("\\\\", "\\")
        yield rule(
            held,
            kind,
            "|".join(map(str, accepted_lengths(pattern, "", "javascript"))) or pattern,
            role="setting",
            text=line,
            pattern=(pattern, "", "javascript", "search"),
        )
    elif (
        kind and re.fullmatch(r"\[?\s*\d{1,2}(?:\s*[,|]\s*\d{1,2})+\s*\]?", value) and own & {"length", "lengths", "digits", "len", "sizes"}
    ):
        yield rule(held, kind, "|".join(re.findall(r"\d+", value)), role="setting", text=line)
    elif tax_of(held) and re.fullmatch(r"\d[\d.]*%?(?:\s*,\s*\d[\d.]*%?)+", value) and own & RATE:
        yield rule(held, tax_of(held) or "", "|".join(re.findall(r"\d+(?:\.\d+)?", value)), role="setting", text=line)
    elif fiscal_of(held) and (
        re.fullmatch(
            r"(?:0[1-9]|1[0-2])-[0-3]\d|y{2,4}[-/]y{2,4}|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*", value, re.IGNORECASE
        )
    ):
        yield rule(held, "fiscal_year", value, role="setting", text=line)
    elif re.search(r"(?i)rounding|round_mode", key) and re.search(r"(?i)half|up|down|even", value):
        yield rule(held, "rounding", value, role="setting", text=line)
    else:
        if form := FORM.search(plain(value)):
            yield rule(held, "mushak", form[1].replace("_", "."), role="form", text=line)
        elif value in FORMS and "mushak" in own and not own & {"version", "api", "schema"}:
            yield rule(held, "mushak", value, role="form", text=line)
        for stated_kind, said in stated_in(plain(value)):
            yield rule(held, stated_kind, said, role="message", text=line)


def _whole(held: Context, own: frozenset[str], value: int, line: str) -> Iterator[Rule]:
    kind = subject_of(held)
    if kind and own & {"length", "len", "digits", "size", "min", "max", "maxlength", "minlength"} and plausible_length(kind, value, held):
        yield rule(held, kind, str(value), role="setting", text=line)
    elif fiscal_of(held) and own & {"month", "start", "begin", "end"} and 1 <= value <= 12:
        yield rule(held, "fiscal_year", str(value), role="setting", text=line)
    elif (
        is_duty(held)
        and own & {"day", "days", "due", "deadline"}
        and not own
        & {"reminder", "remind", "notify", "cron", "retry", "alert", "invoice", "payment", "hour", "hours", "minutes", "month", "months"}
        and 2 <= value <= 120
    ):
        yield rule(held, "due_date", str(value), role="setting", text=line)
    elif (
        own & {"decimals", "places", "precision", "scale"}
        and own & {"money", "vat", "tax", "amount", "taka", "bdt", "currency", "invoice"}
        and value in (0, 2, 3, 4)
    ):
        yield rule(held, "rounding", str(value), role="setting", text=line)


def csv_rules(text: str, path: str) -> Iterator[Rule]:
    rows = csv.reader(io.StringIO(text))
    header: list[str] = []
    try:
        for row in rows:
            if not header:
                header = [c.strip().lstrip("\ufeff") for c in row]
                continue
            if len(row) == len(header) and rows.line_num < 20_000:
                yield from row_rules([c.strip() for c in row], header, rows.line_num, path, "", ",".join(row))
    except csv.Error:
        return


def prisma_rules(text: str, path: str) -> Iterator[Rule]:
    model = ""
    for at, line in enumerate(text.split("\n"), 1):
        line = re.sub(r"//.*", "", line)
        if match := re.match(r"\s*(?:model|type|enum)\s+(\w+)", line):
            model = match[1]
        field = re.match(r"\s*(\w+)\s+[A-Z]\w*", line)
        if field is None:
            continue
        held = _context([], at, path, key=field[1], table=model)
        if length := re.search(r"@db\.(?:N?Var)?Char\((\d+)\)", line):
            kind = subject_of(held)
            if kind and plausible_length(kind, int(length[1]), held):
                yield rule(held, kind, length[1], role="column", text=line)
            elif names_fiscal_year(frozenset(words(field[1]))) and length[1] in ("5", "7", "9", "11"):
                yield rule(held, "fiscal_year", length[1], role="column", text=line)
        if default := re.search(r"@default\((\d+(?:\.\d+)?)\)", line):
            zero = _zero_column(held, default[0]) if not Decimal(default[1]) else None
            if zero is not None:
                yield rule(held, zero[0], zero[1], role="column", text=line)
            yield from setting_rules(field[1], default[1], at, path, line, model)
