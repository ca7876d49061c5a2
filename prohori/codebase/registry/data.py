"""Rules in files without a grammar of their own here: SQL, CSV, `.env` and properties, Prisma schemas. Read line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from prohori.codebase.registry.context import Context, names_in
from prohori.codebase.registry.context import line_context as _context
from prohori.codebase.registry.dates import fiscal_of, is_duty
from prohori.codebase.registry.literals import number
from prohori.codebase.registry.naming import plausible_length, subject_of
from prohori.codebase.registry.patterns import accepted_lengths
from prohori.codebase.registry.rates import RATE, stated_rate, tax_of
from prohori.codebase.registry.rates import about as about_rate
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.registry.spoken import plain, stated_in
from prohori.codebase.registry.sql_identifiers import sql_identifiers
from prohori.codebase.words import listed, words

LINED = (".env", ".properties", ".ini", ".toml", ".conf", ".cfg")
_ASSIGNED = re.compile(r"\s*(?:export\s+|ENV\s+|ARG\s+)?([A-Za-z_][\w.\-]*)\s*[=:]\s*[\"']?([^\"'#\n]*)[\"']?")
_TABLE = re.compile(
    r"\b(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|FUNCTION|PROCEDURE|TRIGGER|DOMAIN|MATERIALIZED VIEW|TYPE)(?:\s+IF\s+NOT\s+EXISTS)?"
    r"|INSERT\s+(?:IGNORE\s+)?INTO|UPDATE|ALTER\s+TABLE(?:\s+ONLY)?|MERGE\s+INTO|COPY)\s+([\w.\"`\[\]]+)",
    re.IGNORECASE,
)
_SQL_STRING = re.compile(r"'((?:[^']|'')*)'")
_SQL_NUMBER = re.compile(r"(?<![\w.'-])(\d+(?:\.\d+)?)(?![\w.])")
_LONGEST_LINE = 2_000  # characters of a line of SQL; what is longer was written by a machine
_VALUE_WORDS = listed("rate percent percentage pct value amount vat tds vds ait sd wht")


def sql_rules(text: str, path: str, offset: int = 0) -> Iterator[Rule]:
    table = ""
    columns: list[str] = []
    quoted = False
    collecting = ""
    for number_, raw in enumerate(text.split("\n"), 1 + offset):
        line, quoted = _uncommented(raw, quoted)
        if not line.strip() or len(line) > _LONGEST_LINE or re.match(r"\s*COMMENT\s+ON\b", line, re.IGNORECASE):
            continue
        if match := _TABLE.search(line):
            table, columns, collecting = match[1].strip('"`[]'), [], ""
        if re.search(r"\bINSERT\b|^\s*\(|\bCOPY\b", line, re.IGNORECASE) or collecting:
            collecting += " " + line
            listed_ = re.search(r"(?:INTO|COPY)\s+[\w.\"`\[\]]+\s*\(([^)]*)\)", collecting, re.IGNORECASE)
            if listed_ and not columns:
                columns = [c.strip(' "`[]') for c in listed_[1].split(",")]
            if len(collecting) > 4000:
                collecting = "-"
        found = list(_sql_line(line, number_, path, table, columns))
        seen: set[str] = set()
        for one in found:
            if one.kind not in seen:
                seen.add(one.kind)
                yield one


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
            if (form := re.search(r"[Mm]ushak[- _]?(\d{1,2}(?:\.\d{1,2})?)", text)) is not None:
                yield rule(near, "mushak", form[1], role="form", text=line)
    yield from _sql_rows(line, at, path, table, columns)
    yield from _sql_arithmetic(line, at, path, table)
    yield from _sql_rounding(line, at, path, near)
    yield from _sql_dates(line, at, path, table, names)


def _row(line: str) -> str | None:
    """What stands between the outermost parentheses that close last on the line: a row of values."""
    depth, start, quoted, found = 0, 0, False, None
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
            found = line[start:at] if depth == 0 else found
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
    row = _row(line) if columns else None
    if row is None:
        yield from _sql_assigned(line, at, path, table)
        return
    cells = [c.strip() for c in _split(row)]
    if len(cells) != len(columns):
        return
    yield from row_rules([c.strip("' ") for c in cells], columns, at, path, table, line)


def row_rules(cells: list[str], columns: list[str], at: int, path: str, table: str, line: str) -> Iterator[Rule]:
    """A row of a table: each cell under its column, with the texts of the row beside it."""
    labels = tuple(c for c in cells if re.search(r"[A-Za-zঀ-৿]", c) and len(c) < 80)
    seen: set[str] = set()
    keys = " ".join(cells)
    for column, cell in zip(columns, cells, strict=True):
        value = number(cell.rstrip("% "))
        held = _context([], at, path, table=table, key=column, labels=labels)
        own = frozenset(words(column))
        if own <= {"value", "setting"} and value is not None and (name := next(iter(labels), "")):
            yield from setting_rules(name, cell, at, path, line, table)
        elif value is not None and own & _VALUE_WORDS and 0 <= value <= 100:
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
            re.fullmatch(r"\d{1,2}\.\d{1,2}", cell)
            and ("mushak" in held.everything or "mushak" in keys.casefold())
            and "mushak" not in seen
        ):
            seen.add("mushak")
            yield rule(held, "mushak", cell, role="row", text=line)
        elif re.fullmatch(r"0[1-9]-[0-3]\d", cell) and fiscal_of(held):
            yield rule(held, "fiscal_year", cell, role="row", text=line)


def _as_rate(context: Context) -> Context:
    return context


def _zero(context: Context) -> tuple[str, str] | None:
    kind = tax_of(context)
    held = context.everything | frozenset(w for ring in context.of("label") for w in words(ring.text))
    return (kind, "0") if kind and held & {"zero", "exempt", "export", "exempted", "nil"} and held & RATE else None


def _sql_assigned(line: str, at: int, path: str, table: str) -> Iterator[Rule]:
    for match in re.finditer(
        r"\b([A-Za-z_]\w*)[\"`]?\s*(?:=|:=|\bDEFAULT\b|\b(?:NUMERIC|DECIMAL)\s*\([\d, ]+\)(?:\s+NOT NULL)?\s+DEFAULT)"
        r"\s*'?(\d+(?:\.\d+)?)'?(?!\d*\s*[*/])",
        line,
        re.IGNORECASE,
    ):
        value = Decimal(match[2])
        held = _context([], at, path, table=table, key=match[1], labels=tuple(t for t in _SQL_STRING.findall(line) if len(t) < 60))
        stated = stated_rate(held, value) if value > 0 else None
        if stated:
            yield rule(held, stated[0], stated[1], role="value", text=line, about=about_rate(held))
    if (arm := re.search(r"\b(?:THEN|ELSE|RETURN)\s+(\d+(?:\.\d+)?)\b(?!\s*[*/])", line, re.IGNORECASE)) and 0 < Decimal(arm[1]) <= 40:
        held = _context([], at, path, table=table)
        coded = re.search(r"'S\d{3}(?:\.\d\d)?'", line) is not None
        kind = tax_of(held) if held.words("class") & RATE else None
        if kind or coded:
            value = Decimal(arm[1])
            yield rule(held, kind or "vat_rate", format((value * 100 if value < 1 else value).normalize(), "f"), role="value", text=line)
    for match in re.finditer(r"\b(\w*(?:rate|percent|pct)\w*)\b[\"`]?\s*(?:IN|=\s*ANY)\s*\(([\d., ]+)\)", line, re.IGNORECASE):
        held = _context([], at, path, table=table, key=match[1])
        kind = tax_of(held)
        if kind:
            yield rule(held, kind, "|".join(re.findall(r"\d+(?:\.\d+)?", match[2])), role="check", text=line)


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


def _sql_rounding(line: str, at: int, path: str, near: Context) -> Iterator[Rule]:
    match = re.search(r"\b(ROUND|TRUNC|CEIL|CEILING|FLOOR)\s*\(", line, re.IGNORECASE)
    if match is None:
        return
    from prohori.codebase.registry.rounding import MONEY

    held = near.words("operand") | near.words("class")
    if held & MONEY:
        places = re.findall(r",\s*(\d)\s*\)", line)
        yield rule(near, "rounding", " ".join([match[1].lower(), *places[:1]]), role="call", text=line)


def _sql_dates(line: str, at: int, path: str, table: str, names: list[str]) -> Iterator[Rule]:
    near = _context(names, at, path, table=table)
    if fiscal_of(near):
        month = re.search(r"(?:EXTRACT\s*\(\s*MONTH[^)]*\)|\bMONTH\s*\([^)]*\))\s*(?:>=|<|>|<=|=)\s*(\d{1,2})", line, re.IGNORECASE)
        made = re.search(
            r"make_date\s*\([^,]+,\s*(\d{1,2})|INTERVAL\s+'(\d) months?'|'-(\d\d-\d\d)'|\bmonth\w*[\"`]?\s+(?:SMALLINT"
            r"|INT\w*|TINYINT)\b.*DEFAULT\s+(\d{1,2})",
            line,
            re.IGNORECASE,
        )
        found = month or made
        if found:
            yield rule(near, "fiscal_year", next(g for g in found.groups() if g), role="month", text=line)
    if is_duty(near) and (
        match := re.search(
            r"\b\w*(?:day|days|deadline)\w*[\"`]?\s*(?:=|:=|\w+\s+(?:NOT NULL\s+)?DEFAULT)\s*(\d{1,2})\b|\+\s*INTERVAL\s+'(\d{1,2}) days?'",
            line,
            re.IGNORECASE,
        )
    ):
        yield rule(near, "due_date", match[1] or match[2], role="day", text=line)


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
    held = _context([], at, path, key=key, table=section)
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
        if "mushak" in own and re.fullmatch(r"\d{1,2}\.\d", value):
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
        re.fullmatch(r"(?:0[1-9]|1[0-2])-[0-3]\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*", value, re.IGNORECASE)
    ):
        yield rule(held, "fiscal_year", value, role="setting", text=line)
    elif re.search(r"(?i)rounding|round_mode", key) and re.search(r"(?i)half|up|down|even", value):
        yield rule(held, "rounding", value, role="setting", text=line)
    else:
        if form := re.search(r"[Mm]ushak[- _]?(\d{1,2}(?:\.\d{1,2})?)", value):
            yield rule(held, "mushak", form[1], role="form", text=line)
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
        if default := re.search(r"@default\((\d+(?:\.\d+)?)\)", line):
            yield from setting_rules(field[1], default[1], at, path, line, model)
