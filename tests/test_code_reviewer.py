"""The code-reviewer as an agent: what it looks at, what it says about the rest, and how it does on the demo ERP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from prohori.agents import code_reviewer
from prohori.agents.registry import load_all
from prohori.codebase.readable import LARGEST_FILE
from prohori.codebase.review import RULES, FileReviewer
from prohori.errors import UsageError
from prohori.model import Job, Report, Verdict
from prohori.snapshot.guard import held_to_snapshot
from tests.repositories import Repository
from tests.review_cases import reads

DEMO = Path(__file__).parents[1] / "examples" / "demo_erp"
EVAL = "export const f = (x: string) => eval(x);\n"


def reviewed(path: Path, files: dict[str, str | bytes], **parameters: object) -> Report:
    door = reads(Repository.create(path / "erp", files))
    with held_to_snapshot():
        return code_reviewer.run(Job(agent="code-reviewer", parameters=parameters), door)


def test_a_finding_has_place_evidence_remedy_and_standard(tmp_path: Path) -> None:
    found = reviewed(tmp_path, {"src/rules.ts": "const a = 1;\n  const b = eval(formula);\n"}).findings
    assert [(f.rule, f.path, f.line, f.evidence, f.severity.value) for f in found] == [
        ("injection.eval", "src/rules.ts", 2, "const b = eval(formula);", "critical")
    ]
    assert "parse the input instead" in found[0].message
    assert "CWE-95" in found[0].source


def test_tests_generated_and_vendored_files_are_not_reviewed(tmp_path: Path) -> None:
    names = ["src/a.spec.ts", "tests/a.py", "src/a.d.ts", "dist/a.js", "node_modules/x/a.js", "apps/shop-e2e/src/a.ts"]
    report = reviewed(tmp_path, {**dict.fromkeys(names, EVAL), "src/ok.ts": "export const a = 1;\n"})
    assert report.findings == ()
    assert report.coverage.files == 1


def test_nothing_to_review_is_not_a_pass(tmp_path: Path) -> None:
    report = reviewed(tmp_path, {"README.md": "# ERP\n"})
    assert report.verdict is Verdict.not_evaluated
    assert "nothing was reviewed" in report.summary


def test_clean_code_passes_and_a_minor_finding_does_not_fail_it(tmp_path: Path) -> None:
    loop = "for (const id of ids) {\n  await this.repository.findOne(id);\n}\n"
    assert reviewed(tmp_path / "a", {"a.ts": "export const a = 1;\n"}).verdict is Verdict.passed
    report = reviewed(tmp_path / "b", {"a.ts": loop})
    assert [f.rule for f in report.findings] == ["performance.await-in-loop"]
    assert report.verdict is Verdict.passed


def test_a_critical_finding_fails(tmp_path: Path) -> None:
    assert reviewed(tmp_path, {"a.ts": EVAL}).verdict is Verdict.failed


def test_what_cannot_be_read_is_listed_with_its_reason(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "big.ts": "const a = 1;\n" * (LARGEST_FILE // 12),
        "bundle.js": "a=1;" * 20_000,
        "binary.py": b"\xff\xfe\x00\xd8\xff",
        "latin.py": "a = 'é'".encode("latin-1"),
        "broken.ts": "const a = 1;\nclass {{{ = ;\n" + EVAL,
        "fine.ts": "export const a = 1;\n",
    }
    report = reviewed(tmp_path, files)
    reasons = {s.subject: s.reason for s in report.coverage.not_evaluated}
    assert set(reasons) == {"big.ts", "bundle.js", "binary.py", "latin.py", "broken.ts"}
    assert "larger than 1000 kB" in reasons["big.ts"]
    assert "minified" in reasons["bundle.js"]
    assert "UTF-8" in reasons["latin.py"]
    assert "syntax could not be understood at line 2" in reasons["broken.ts"]
    assert report.coverage.files == 2


def test_a_broken_file_is_still_reviewed_where_it_can_be(tmp_path: Path) -> None:
    report = reviewed(tmp_path, {"broken.ts": EVAL + "class {{{ = ;\n"})
    assert [(f.rule, f.line) for f in report.findings] == [("injection.eval", 1)]


def test_files_in_utf16_and_with_windows_line_ends_have_the_right_lines(tmp_path: Path) -> None:
    report = reviewed(tmp_path, {"a.ts": ("// ১\n" + EVAL).encode("utf-16"), "b.ts": "// ১\r\n" + EVAL.replace("\n", "\r\n")})
    assert [(f.path, f.line) for f in report.findings] == [("a.ts", 2), ("b.ts", 2)]
    assert all("\r" not in f.evidence for f in report.findings)


def test_module_limits_the_review_to_a_folder_or_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"billing/a.ts": EVAL, "billing2/b.ts": EVAL, "c.ts": EVAL}
    assert [f.path for f in reviewed(tmp_path / "1", files, module="billing").findings] == ["billing/a.ts"]
    assert [f.path for f in reviewed(tmp_path / "2", files, module="./billing/").findings] == ["billing/a.ts"]
    assert [f.path for f in reviewed(tmp_path / "3", files, module="c.ts").findings] == ["c.ts"]
    absent = reviewed(tmp_path / "4", files, module="payroll")
    assert absent.verdict is Verdict.not_evaluated
    assert "`payroll`" in absent.summary


@pytest.mark.parametrize("module", ["../other", "/etc", "services/*", 7])
def test_a_module_that_is_no_folder_of_the_repository_is_refused(tmp_path: Path, module: object) -> None:
    with pytest.raises(UsageError, match="not a folder of the repository"):
        reviewed(tmp_path, {"a.ts": EVAL}, module=module)


def test_a_committed_environment_file_is_reviewed_and_its_sample_is_not(tmp_path: Path) -> None:
    secret = "DB_PASSWORD=Meghna#2024\n"
    report = reviewed(tmp_path, {".env": secret, ".env.example": secret, "deploy/production.env": secret, "a.ts": "export const a = 1;\n"})
    assert [(f.rule, f.path, f.line) for f in report.findings] == [
        ("secret.hardcoded", ".env", 1),
        ("secret.hardcoded", "deploy/production.env", 1),
    ]
    assert "Meghna" not in report.model_dump_json()


def test_a_name_that_is_not_utf8_can_be_reported(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "erp", {"a.ts": EVAL})
    (repository.path / "caf\udce9.ts").write_text(EVAL)
    report = code_reviewer.run(Job(agent="code-reviewer"), reads(repository))
    assert [f.path for f in report.findings] == ["a.ts", "caf\\xe9.ts"]
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_the_metrics_count_files_and_findings_of_every_rule(tmp_path: Path) -> None:
    metrics = reviewed(tmp_path, {"a.ts": EVAL * 2, "b.ts": "export const a = 1;\n"}).metrics
    assert metrics["files"].value == 2
    assert metrics["injection.eval"].value == 2
    assert {name for name in metrics if name != "files"} == set(RULES)


def test_the_review_of_a_file_survives_the_memo() -> None:
    reviewer = FileReviewer()
    result = reviewer.run("a.ts", EVAL.encode())
    assert result.findings
    assert reviewer.load(reviewer.dump(result)) == result


def test_the_definition_is_loaded_and_known_under_its_other_name() -> None:
    registry = load_all()
    assert registry.get("code-review").name == "code-reviewer"
    assert registry.get("code-reviewer").criticality == "high"


def test_every_seeded_defect_of_the_demo_is_found_and_no_lookalike(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "erp", ignore=shutil.ignore_patterns("*.db", "*.sqlite*", "__pycache__"))
    report = code_reviewer.run(Job(agent="code-reviewer"), reads(Repository.create(tmp_path / "erp")))
    seeded = yaml.safe_load((DEMO / "DEFECTS.yaml").read_text(encoding="utf-8"))
    expected = {(d["file"], d["line"], d["rule"]) for d in seeded["defects"] if d["rule"] in RULES}
    assert len(expected) > 20
    assert {(f.path, f.line, f.rule) for f in report.findings} == expected
