from __future__ import annotations

import json
from pathlib import Path

import pytest

from prohori.agents import context_gathering
from prohori.agents.registry import load_all
from prohori.codebase.manifest import FileCataloguer, compose
from prohori.codebase.manifest_entry import entry
from prohori.errors import UsageError
from prohori.model import Job, Report, Verdict
from prohori.snapshot.guard import held_to_snapshot
from tests.repositories import Repository
from tests.review_cases import reads

CONTROLLER = """\
import { Controller, Get, Post, Query } from '@nestjs/common';

/** Query the NBR. */
@Controller('invoices')
export class InvoicesController {
  constructor(private readonly service: InvoicesService) {}

  @Get(':id')
  async byId(@Param('id') id: string, @Query('page') page: string): Promise<Invoice> {
    return this.service.byId(id);
  }

  @Post()
  create(@Body() body: CreateInvoiceDto) {}
}
"""
ENTITY = """\
@Entity('invoice')
export class Invoice {
  @Column() id: string;
  @Column({ type: 'numeric' }) amount: string;
}

export class CreateInvoiceDto {
  @Matches(/^\\d{12}$/)
  tin: string;
  buyer?: string;
}

export interface Page { size: number; next?: string }
export class Engine { start() {} }
"""
CLIENT = """\
import axios from 'axios';
const HOST = process.env.BKASH_HOST ?? 'https://tokenized.sandbox.bka.sh';
// nagad is not used here
export const bkashGrant = async (key: string): Promise<string> => axios.post(`${HOST}/token/grant`, { key });
/** @business-rule: BD-VAT-01 - VAT is rounded half up */
export function rounded(value: Decimal, places = 2): Decimal { return value; }
// TODO: refunds
"""
SERVICE = '''\
"""Bills; the NBR wants them."""
import os
from dataclasses import dataclass

RATE_FILE = os.environ.get("RATE_FILE", "rates.yaml")
LEDGER = os.environ["LEDGER"]


@dataclass(frozen=True)
class Line:
    item: str
    quantity: int = 1


class Bill(BaseModel):
    bin: str

    @field_validator("bin")
    def thirteen_digits(cls, value: str) -> str:
        return value


@app.get("/bills/{bill_id}")
async def bill(bill_id: int) -> Bill: ...


def total(lines: list[Line], *, rate: Decimal) -> Decimal: ...


def _private() -> None: ...


if __name__ == "__main__":
    print(total([]))
'''
FILES: dict[str, str | bytes] = {
    "finance/src/invoices.controller.ts": CONTROLLER,
    "finance/src/invoice.entity.ts": ENTITY,
    "finance/src/bkash.client.ts": CLIENT,
    "finance/src/main.ts": (
        "async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\n"
    ),
    "finance/test/invoice.entity.spec.ts": "it('works', () => {});\n",
    "finance/package.json": (
        '{\n  "name": "finance",\n  "dependencies": {\n    "axios": "^1.7.0"\n  },\n  "devDependencies": {\n    "jest": "29"\n  }\n}\n'
    ),
    "billing/bills.py": SERVICE,
    "billing/pyproject.toml": (
        '[project]\nname = "billing"\ndependencies = [\n  "pydantic>=2",\n]\n[project.scripts]\nbill = "billing.cli:main"\n'
    ),
    "billing/requirements-dev.txt": "# for tests\npytest>=8 ; python_version > '3'\n-r other.txt\n",
}


def gathered(path: Path, files: dict[str, str | bytes] = FILES, **parameters: object) -> Report:
    door = reads(Repository.create(path / "erp", files))
    with held_to_snapshot():
        return context_gathering.run(Job(agent="context-gathering", parameters=parameters), door)


def places(report: Report, section: str) -> dict[str, str]:
    """Name to `path:line` of one section."""
    entries = json.loads(report.artifacts["manifest.json"])["sections"][section]["entries"]
    return {e["name"]: f"{e['path']}:{e['line']}" for e in entries}


def details(report: Report, section: str) -> dict[str, str]:
    entries = json.loads(report.artifacts["manifest.json"])["sections"][section]["entries"]
    return {e["name"]: e["detail"] for e in entries}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return gathered(tmp_path_factory.mktemp("manifest"))


def test_entry_points_are_mains_controllers_and_commands(manifest: Report) -> None:
    assert places(manifest, "entry-points") == {
        "__main__": "billing/bills.py:33",
        "bill": "billing/pyproject.toml:7",
        "InvoicesController": "finance/src/invoices.controller.ts:4",
        "NestFactory.create": "finance/src/main.ts:2",
        "app.listen": "finance/src/main.ts:3",
    }


def test_routes_have_their_whole_path_and_parameters_are_no_routes(manifest: Report) -> None:
    assert places(manifest, "routes") == {
        "GET /bills/{bill_id}": "billing/bills.py:23",
        "GET /invoices/:id": "finance/src/invoices.controller.ts:8",
        "POST /invoices": "finance/src/invoices.controller.ts:13",
    }


def test_signatures_are_what_is_exported(manifest: Report) -> None:
    found = details(manifest, "signatures")
    assert found["total"] == "total(lines: list[Line], *, rate: Decimal) -> Decimal"
    assert found["rounded"] == "rounded(value: Decimal, places = 2): Decimal"
    assert found["bkashGrant"] == "bkashGrant(key: string): Promise<string>"
    assert found["InvoicesController"] == "class: byId(), create()"
    assert "_private" not in found
    assert "bootstrap" not in found


def test_structures_have_their_fields(manifest: Report) -> None:
    assert details(manifest, "structures") == {
        "Line": "item: str, quantity: int",
        "Bill": "bin: str",
        "Invoice": "id: string, amount: string",
        "CreateInvoiceDto": "tin: string, buyer: string",
        "Page": "size: number, next: string",
    }


def test_dependencies_are_named_with_version_and_line(manifest: Report) -> None:
    assert places(manifest, "dependencies") == {
        "pydantic": "billing/pyproject.toml:4",
        "pytest": "billing/requirements-dev.txt:2",
        "axios": "finance/package.json:4",
        "jest": "finance/package.json:7",
    }


def test_configuration_is_the_names_of_environment_variables_without_values(manifest: Report) -> None:
    assert places(manifest, "configuration") == {
        "RATE_FILE": "billing/bills.py:5",
        "LEDGER": "billing/bills.py:6",
        "BKASH_HOST": "finance/src/bkash.client.ts:2",
    }


def test_integrations_are_named_in_code_and_not_in_comments_or_docstrings(manifest: Report) -> None:
    assert places(manifest, "integrations") == {
        "bKash": "finance/src/bkash.client.ts:2",
        "tokenized.sandbox.bka.sh": "finance/src/bkash.client.ts:2",
        "axios.post": "finance/src/bkash.client.ts:4",
    }


def test_a_name_that_only_begins_like_a_partner_is_none(tmp_path: Path) -> None:
    report = gathered(
        tmp_path, {"a.ts": "import { NbRouteTabsetModule } from '@nebular/theme';\nexport function f() { return NBR_PORTAL; }\n"}
    )
    assert places(report, "integrations") == {"NBR": "a.ts:2"}


def test_business_rules_are_annotations_and_validators(manifest: Report) -> None:
    assert places(manifest, "business-rules") == {
        "thirteen_digits": "billing/bills.py:18",
        "BD-VAT-01": "finance/src/bkash.client.ts:5",
        "tin @Matches": "finance/src/invoice.entity.ts:8",
    }


def test_risks_are_open_notes_and_files_without_tests(manifest: Report) -> None:
    assert places(manifest, "risks") == {
        "1 of 1 files without a test of their name": "billing/bills.py:1",
        "1 open notes": "finance/src/bkash.client.ts:7",
        "2 of 3 files without a test of their name": "finance/src/bkash.client.ts:1",
    }


def test_a_long_file_is_a_risk(tmp_path: Path) -> None:
    assert places(gathered(tmp_path, {"a.py": "a = 1\n" * 700}), "risks") == {"long file": "a.py:1"}


def test_every_reference_is_verified_and_the_report_says_how_many(manifest: Report) -> None:
    counted = int(manifest.metrics["references"].value)
    assert counted > 30
    assert manifest.metrics["verified"].value == counted
    assert f"references: {counted}, verified: {counted}." in manifest.summary
    assert f"References: {counted}, verified: {counted}." in manifest.artifacts["manifest.md"]
    assert manifest.verdict is Verdict.passed


def test_every_place_in_the_manifest_holds_what_it_names(manifest: Report) -> None:
    sections = json.loads(manifest.artifacts["manifest.json"])["sections"]
    for section in ("structures", "signatures", "configuration", "dependencies"):
        for e in sections[section]["entries"]:
            text = FILES[e["path"]]
            assert isinstance(text, str)
            assert e["name"] in text.split("\n")[e["line"] - 1]


def test_a_reference_that_does_not_hold_is_refused_with_its_reason(tmp_path: Path) -> None:
    door = reads(Repository.create(tmp_path / "erp", {"a.ts": "export const a = 1;\n"}))
    wrong = [
        entry("signatures", "a", "a.ts", 1),
        entry("signatures", "b", "a.ts", 1),
        entry("signatures", "a", "a.ts", 9),
        entry("signatures", "a", "gone.ts", 1),
    ]
    manifest = compose(door, "", ("a.ts", "gone.ts"), wrong)
    assert (manifest.references, manifest.verified) == (4, 1)
    assert [(s.subject, s.reason) for s in manifest.refused] == [
        ("a.ts:1 b", "line 1 does not contain `b`"),
        ("a.ts:9 a", "the file has 2 lines"),
        ("gone.ts:1 a", "the file is not in the snapshot"),
    ]


def test_nothing_found_is_not_a_pass(tmp_path: Path) -> None:
    report = gathered(tmp_path, {"README.md": "# ERP\n"})
    assert report.verdict is Verdict.not_evaluated
    assert report.artifacts == {}


def test_a_module_has_a_manifest_of_its_own(tmp_path: Path) -> None:
    report = gathered(tmp_path, module="billing")
    assert "# Manifest of `billing`" in report.artifacts["manifest.md"]
    assert "finance/" not in report.artifacts["manifest.md"]


def test_a_long_section_says_how_many_more_and_takes_from_every_module(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{m}/src/{n}.ts": f"export function {m}{n}() {{}}\n" for m in ("a", "b", "c") for n in range(10)}
    report = gathered(tmp_path, files, limit=6)
    assert "\nand 24 more\n" in report.artifacts["manifest.md"]
    assert sorted(places(report, "signatures")) == ["a0", "a1", "b0", "b1", "c0", "c1"]


@pytest.mark.parametrize("limit", [0, -1, 10_000, "many", True])
def test_a_limit_out_of_bounds_is_refused(tmp_path: Path, limit: object) -> None:
    with pytest.raises(UsageError, match="`limit` is not a number from 1 to 2000"):
        gathered(tmp_path, limit=limit)


def test_the_manifest_is_the_same_every_time(tmp_path: Path) -> None:
    assert gathered(tmp_path / "1").artifacts == gathered(tmp_path / "2").artifacts


def test_a_default_that_is_secret_is_masked(tmp_path: Path) -> None:
    report = gathered(tmp_path, {"a.py": 'def connect(user: str, password: str = "Meghna#2024-river") -> None: ...\n'})
    assert "connect(user: str" in report.artifacts["manifest.md"]
    assert "Meghna" not in report.model_dump_json()


def test_broken_dependency_files_do_not_stop_it(tmp_path: Path) -> None:
    report = gathered(
        tmp_path, {"package.json": "{ broken", "pyproject.toml": "[[", "b/package.json": "[1]", "a.ts": "export function a() {}\n"}
    )
    assert places(report, "signatures") == {"a": "a.ts:1"}
    assert places(report, "dependencies") == {}


def test_the_facts_of_a_file_survive_the_memo() -> None:
    cataloguer = FileCataloguer()
    facts = cataloguer.run("a.ts", CLIENT.encode())
    assert facts.entries
    assert cataloguer.load(cataloguer.dump(facts)) == facts


def test_the_definition_is_loaded() -> None:
    assert load_all().get("context-gathering").criticality == "medium"
