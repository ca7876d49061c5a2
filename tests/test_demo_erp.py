"""The demo ERP is what `DEFECTS.yaml` says, and its ledger and invoices are real."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from ast_grep_py import SgNode, SgRoot

DEMO = Path(__file__).parents[1] / "examples" / "demo_erp"
BILLING = DEMO / "services" / "billing"
GENERATOR = DEMO / "database" / "generate.py"
RULES = {
    "bd-tin-format", "bd-bin-format", "bd-nid-format", "bd-mobile-format", "bd-vat-rate", "bd-vat-base", "bd-fiscal-year", "bd-due-date",
    "secret.hardcoded", "injection.sql", "injection.eval", "injection.shell", "money.float", "performance.await-in-loop",
}  # fmt: skip
TEST_FOLDERS = ("services/finance/test/", "services/billing/tests/")
LIST = yaml.safe_load((DEMO / "DEFECTS.yaml").read_text(encoding="utf-8"))
TYPESCRIPT = sorted(path for path in DEMO.rglob("*.ts") if "node_modules" not in path.parts)
PYTHON = sorted(DEMO.rglob("*.py"))
SUMS = """
SELECT count(DISTINCT invoice.id), count(*), sum(amount_paisa), sum(sd_paisa),
       sum(((amount_paisa + sd_paisa) * basis_points + 5000) / 10000)
FROM invoice JOIN invoice_line ON invoice_id = invoice.id JOIN item ON item.id = item_id
JOIN vat_rate ON vat_rate.service_code = item.service_code
 AND issued_on >= valid_from AND (valid_until IS NULL OR issued_on <= valid_until)
WHERE status = 'issued' AND issued_on LIKE ?
"""


def run(*arguments: object, cwd: Path = DEMO) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-B", *map(str, arguments)], cwd=cwd, capture_output=True, text=True)


def generate(out: Path, *arguments: object) -> Path:
    done = run(GENERATOR, out, *arguments)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("ledger") / "ledger.sqlite", "--lines", 10000)


def rows(path: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def everything(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def misplaced(entries: list[dict[str, Any]]) -> list[str]:
    wrong = []
    for entry in entries:
        lines = (DEMO / entry["file"]).read_text(encoding="utf-8").splitlines()
        if entry["line"] > len(lines) or entry["text"] not in lines[entry["line"] - 1]:
            wrong.append(f"{entry['file']}:{entry['line']} does not hold {entry['text']!r}")
    return wrong


def broken_nodes(node: SgNode) -> Iterator[SgNode]:
    if node.kind() == "ERROR":
        yield node
    for child in node.children():
        yield from broken_nodes(child)


@pytest.mark.parametrize("kind", ["defects", "lookalikes"])
def test_every_entry_stands_on_the_line_it_names(kind: str) -> None:
    assert misplaced(LIST[kind]) == []


def test_every_rule_has_two_defects_and_two_lookalikes() -> None:
    for counted in (Counter(entry["rule"] for entry in LIST["defects"]), Counter(entry["looks_like"] for entry in LIST["lookalikes"])):
        assert set(counted) == RULES
        assert min(counted.values()) >= 2, counted


def test_every_rule_is_broken_in_both_languages() -> None:
    for rule in RULES:
        assert {Path(entry["file"]).suffix for entry in LIST["defects"] if entry["rule"] == rule} == {".ts", ".py"}, rule


def test_no_line_is_listed_twice_under_one_rule() -> None:
    entries = [*LIST["defects"], *LIST["lookalikes"]]
    counted = Counter((entry.get("rule") or entry["looks_like"], entry["file"], entry["line"]) for entry in entries)
    assert [place for place, count in counted.items() if count > 1] == []


def test_no_defect_is_in_a_test_and_some_lookalikes_are() -> None:
    assert [entry for entry in LIST["defects"] if entry["file"].startswith(TEST_FOLDERS)] == []
    assert len([entry for entry in LIST["lookalikes"] if entry["file"].startswith(TEST_FOLDERS)]) >= 6


def test_no_code_says_that_it_is_wrong() -> None:
    telling = re.compile(r"\b(defect|seeded|bug|lookalike|look-alike|wrong on purpose)\b(?! liability)(?!s liability)", re.IGNORECASE)
    assert [path for path in (*TYPESCRIPT, *PYTHON) if telling.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", [*TYPESCRIPT, *PYTHON], ids=lambda path: path.relative_to(DEMO).as_posix())
def test_a_file_parses_without_an_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = SgRoot(text, "typescript" if path.suffix == ".ts" else "python").root()
    assert [node.text() for node in broken_nodes(tree)] == []
    if path.suffix == ".py":
        compile(text, str(path), "exec")


def test_every_import_of_the_finance_service_names_something_that_is_exported() -> None:
    lost = []
    for path in TYPESCRIPT:
        for names, target in re.findall(r"import \{([^}]+)\} from '(\.[^']+)'", path.read_text(encoding="utf-8")):
            text = (path.parent / f"{target}.ts").read_text(encoding="utf-8")
            exported = set(re.findall(r"export (?:async )?(?:const|class|function|interface|type) (\w+)", text))
            lost += [f"{path.name}: {name}" for name in map(str.strip, names.split(",")) if name and name not in exported]
    assert lost == []


@pytest.mark.parametrize("lines", [1, 7, 5003])
def test_the_generator_writes_exactly_the_lines_asked_for(tmp_path: Path, lines: int) -> None:
    out = generate(tmp_path / "ledger.sqlite", "--lines", lines)
    assert rows(out, "SELECT count(*) FROM invoice_line") == [(lines,)]
    assert rows(out, "PRAGMA foreign_key_check") == []


def test_the_generator_gives_the_same_rows_for_the_same_seed(tmp_path: Path, ledger: Path) -> None:
    assert everything(generate(tmp_path / "again.sqlite", "--lines", 10000)) == everything(ledger)
    assert everything(generate(tmp_path / "other.sqlite", "--lines", 10000, "--seed", 7)) != everything(ledger)


def test_the_generator_says_in_one_line_what_it_wrote(tmp_path: Path) -> None:
    done = run(GENERATOR, tmp_path / "ledger.sqlite", "--lines", 100)
    assert re.fullmatch(r".*ledger\.sqlite: 100 invoice lines, \d+ invoices, \d+\.\d MB, \d+\.\d\d s\n", done.stdout)


def test_the_generator_replaces_its_own_file_and_no_other(tmp_path: Path) -> None:
    own, foreign = tmp_path / "ledger.sqlite", tmp_path / "thesis.txt"
    foreign.write_text("three years of work", encoding="utf-8")
    generate(generate(own, "--lines", 10), "--lines", 20)
    assert rows(own, "SELECT count(*) FROM invoice_line") == [(20,)]
    refused = run(GENERATOR, foreign, "--lines", 10)
    assert refused.returncode == 1
    assert "is not a ledger written here" in refused.stderr
    assert foreign.read_text(encoding="utf-8") == "three years of work"


def test_the_parties_of_the_ledger_have_numbers_of_the_right_shape(ledger: Path) -> None:
    for tin, bin_number, mobile in rows(ledger, "SELECT tin, bin, mobile FROM customer"):
        assert re.fullmatch(r"[0-9]{12}", tin)
        assert re.fullmatch(r"[0-9]{9}-[0-9]{4}", bin_number)
        assert re.fullmatch(r"\+8801[3-9][0-9]{8}", mobile)


def test_challan_numbers_are_a_serial_per_fiscal_year(ledger: Path) -> None:
    serials: Counter[str] = Counter()
    for challan, issued in rows(ledger, "SELECT challan_no, issued_on FROM invoice ORDER BY id"):
        opening = int(issued[:4]) - (issued[5:7] < "07")
        year = f"{opening}-{opening + 1 - 2000}"
        serials[year] += 1
        assert challan == f"PBT-{year}-{serials[year]:06d}"


@pytest.mark.parametrize("month", ["2025-06", "2025-07", "2026-10"])
def test_invoice_generation_prints_the_totals_that_the_database_sums_to(ledger: Path, month: str) -> None:
    done = run("-m", "billing", "generate-invoices", "--database", ledger, "--month", month, "--json", cwd=BILLING)
    printed = json.loads(done.stdout)
    ((invoices, lines, value, sd, vat),) = rows(ledger, SUMS, f"{month}-%")
    assert invoices > 10
    in_paisa = {name: int(printed[name].replace(".", "")) for name in ("value", "sd", "vat", "total")}
    assert (printed["invoices"], printed["lines"]) == (invoices, lines)
    assert in_paisa == {"value": value, "sd": sd, "vat": vat, "total": value + sd + vat}


def test_invoice_generation_names_the_ledger_it_did_not_find(tmp_path: Path) -> None:
    done = run("-m", "billing", "generate-invoices", "--database", tmp_path / "none.sqlite", cwd=BILLING)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no ledger at" in done.stderr
    assert not (tmp_path / "none.sqlite").exists()


def test_invoice_generation_needs_no_package() -> None:
    done = subprocess.run([sys.executable, "-B", "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import billing.cli"], cwd=BILLING)
    assert done.returncode == 0


def test_invoice_generation_asks_two_questions_a_challan(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BILLING))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    from billing.invoicing import invoices_of_month, open_ledger

    asked: list[str] = []
    with closing(open_ledger(ledger)) as connection:
        connection.set_trace_callback(asked.append)
        count = len(list(invoices_of_month(connection, "2026-10")))
    assert count > 10
    assert len(asked) == 2 + 2 * count


def plan(path: Path, statement: str) -> str:
    return " ".join(str(row[3]) for row in rows(path, f"EXPLAIN QUERY PLAN {statement}"))


def test_the_statement_of_the_counter_reads_every_line_until_there_is_an_index(tmp_path: Path) -> None:
    statement = (DEMO / "database" / "invoice_lines.sql").read_text(encoding="utf-8")
    out = generate(tmp_path / "ledger.sqlite", "--lines", 2000)
    assert "SCAN line" in plan(out, statement)
    before = rows(out, statement)
    assert len(before) >= 4
    with closing(sqlite3.connect(out)) as connection:
        connection.execute("CREATE INDEX invoice_line_invoice ON invoice_line (invoice_id)")
    assert "SEARCH line USING INDEX invoice_line_invoice" in plan(out, statement)
    assert rows(out, statement) == before


def test_the_tests_of_the_billing_service_pass() -> None:
    done = run("-m", "unittest", "discover", "-s", "tests", "-t", ".", cwd=BILLING)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Ran \d\d tests", done.stderr)


def test_the_list_of_what_is_slow_names_files_that_exist() -> None:
    for entry in LIST["performance"]:
        assert entry["rule"] == "perf-threshold"
        assert (DEMO / entry["file"]).is_file()
