"""Puts a filled template into a file of the demo: which files have the place, where in the file it is, on which lines."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mutations.rendering import fill
from mutations.templates import Grammar, Template
from prohori.codebase.languages import language_of, parse

FINANCE, BILLING = "services/finance/src/", "services/billing/billing/"
_SERVICES = (
    "customers/customers.service.ts", "vendors/vendors.service.ts", "invoices/invoices.service.ts", "reports/reports.service.ts",
    "tax/vat.service.ts", "gateways/wallet.client.ts", "reports/pdf.renderer.ts", "estimates/estimate.engine.ts",
)  # fmt: skip
_MODULES = (
    "common/identifiers.ts",
    "common/money.ts",
    "tax/withholding.ts",
    "tax/vat-rates.ts",
    "tax/return-calendar.ts",
    "config/settings.ts",
)
_FORMS = (
    "customers/dto/create-customer.dto.ts", "vendors/dto/create-vendor.dto.ts", "employees/dto/create-employee.dto.ts",
    "invoices/dto/create-invoice.dto.ts",
)  # fmt: skip
_ENTITIES = ("customers/customer.entity.ts", "vendors/vendor.entity.ts", "invoices/invoice.entity.ts")
_PYTHON = (
    "validators", "tax", "receipts", "rates", "repository", "notifications", "invoicing", "pricing", "exports", "due_dates", "money",
    "settings",
)  # fmt: skip
PLACES: dict[str, tuple[str, ...]] = {
    "ts field": tuple(FINANCE + name for name in _FORMS),
    "ts column": tuple(FINANCE + name for name in _ENTITIES),
    "ts method": tuple(FINANCE + name for name in _SERVICES),
    "ts member": tuple(FINANCE + name for name in _SERVICES),
    "ts top": tuple(FINANCE + name for name in (*_SERVICES, *_MODULES, *_FORMS)),
    "ts end": tuple(FINANCE + name for name in (*_SERVICES, *_MODULES, *_FORMS)),
    "py top": tuple(f"{BILLING}{name}.py" for name in _PYTHON),
    "py end": tuple(f"{BILLING}{name}.py" for name in _PYTHON),
    "py method": (BILLING + "repository.py", BILLING + "rates.py"),
}
_TS_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_TS_CLASS_END = re.compile(r"^\}\n", re.MULTILINE)
_TS_CLASS_START = re.compile(r"^export class [^\n]*\{\n", re.MULTILINE)
_TS_NAMES = re.compile(r"import \{ (.*) \} from (.*);")
_PY_NAMES = re.compile(r"from (\S+) import (.*)")


@dataclass(frozen=True)
class Mutant:
    rule: str
    template: str
    kind: str
    path: str
    before: str
    after: str
    lines: tuple[int, ...]
    held_out: bool

    @property
    def must_be_found(self) -> bool:
        return self.kind == "wrong"


def inject(template: Template, grammar: Grammar, kind: str, files: Mapping[str, str], rng: random.Random) -> Mutant:
    """One mutant. `ValueError` if the demo has no such place, or the code does not parse."""
    path = rng.choice(_candidates(template, files))
    before = files[path]
    for _ in range(40):
        code, names = fill(template, grammar, kind, rng)
        if template.old or not any(re.search(rf"\b{name}\b", before) for name in names):
            break
    marked = _replaced(template, before, code, path) if template.old else _inserted(template.place, before, code, rng)
    for line in template.imports:
        marked = _with_import(marked, line, path)
    lines = tuple(number for number, line in enumerate(marked.splitlines(), 1) if "◆" in line) if kind == "wrong" else ()
    after = re.sub(r" *◆", "", marked)
    _must_parse(after, path, template)
    return Mutant(template.rule, template.name, kind, path, before, after, lines, grammar.held_out)


def _candidates(template: Template, files: Mapping[str, str]) -> list[str]:
    among = PLACES[template.place] if template.place else tuple(files)
    found = [path for path in among if path in files and (not template.files or path.endswith(template.files))]
    if not found:
        raise ValueError(f"{template.rule}, `{template.name}`: no file of the demo has this place")
    return found


def _replaced(template: Template, before: str, code: str, path: str) -> str:
    if before.count(template.old) != 1:
        raise ValueError(f"{template.rule}, `{template.name}`: `{template.old}` is not once in {path}")
    return before.replace(template.old, code)


def _inserted(place: str, before: str, code: str, rng: random.Random) -> str:
    if place in ("ts end", "py end"):
        gap = "\n\n" if place == "py end" else "\n"
        return f"{before}{gap}{code}\n"
    if place == "py method":
        return f"{before}\n{_indented(code, 4)}\n"
    if place in ("ts top", "py top"):
        at = _after_imports(before, place[:2])
        return f"{before[:at]}\n{code}\n{before[at:]}"
    if place == "ts member":
        starts = [found.end() for found in _TS_CLASS_START.finditer(before)]
        return f"{before[: (at := starts[-1])]}{_indented(code, 2)}\n\n{before[at:]}"
    starts = [found.start() for found in _TS_CLASS_START.finditer(before)]
    ends = [next(end.start() for end in _TS_CLASS_END.finditer(before, start)) for start in starts]
    at = rng.choice(ends)
    return f"{before[:at]}\n{_indented(code, 2)}\n{before[at:]}"


def _indented(code: str, by: int) -> str:
    return "\n".join(" " * by + line if line else "" for line in code.split("\n"))


def _after_imports(text: str, language: str) -> int:
    if language == "ts":
        return max((found.end() for found in _TS_IMPORT.finditer(text)), default=0)
    imports = [node for node in ast.parse(text.replace("◆", "")).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return sum(len(line) + 1 for line in text.split("\n")[: imports[-1].end_lineno])


def _with_import(text: str, line: str, path: str) -> str:
    """Only the names that the file does not import yet."""
    if path.endswith(".py"):
        if found := _PY_NAMES.fullmatch(line):
            new = [name for name in found[2].split(", ") if not re.search(rf"^from {found[1]} import .*\b{name}\b", text, re.MULTILINE)]
            line = f"from {found[1]} import {', '.join(new)}" if new else ""
    elif found := _TS_NAMES.fullmatch(line):
        new = [name for name in found[1].split(", ") if not re.search(rf"^import [^;]*\b{name}\b[^;]*from", text, re.MULTILINE)]
        line = f"import {{ {', '.join(new)} }} from {found[2]};" if new else ""
    if not line or re.search(rf"^{re.escape(line)}$", text, re.MULTILINE):
        return text
    at = _after_imports(text, "py" if path.endswith(".py") else "ts")
    return f"{text[:at]}{line}\n{text[at:]}"


def _must_parse(text: str, path: str, template: Template) -> None:
    problem = ""
    if path.endswith(".py"):
        try:
            ast.parse(text)
        except SyntaxError as error:
            problem = f"{error.msg}: {error.text}"
    error_node = parse(text, language_of(path) or "").find(kind="ERROR")
    if problem or error_node or "«" in text:
        what = problem or (error_node.text() if error_node else "a placeholder was left")
        raise ValueError(f"{template.rule}, `{template.name}` does not parse in {path}: {what}")
