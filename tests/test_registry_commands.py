"""`prohori rules scan --diff`, `report`, `validate` and `diff`: what is typed, what is read, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prohori.codebase.registry.differences import bump_of, changes_between
from prohori.codebase.registry.model import Coverage, Registry
from tests.repositories import Repository
from tests.test_rule_registry import ERP, found

FILES = {
    "package.json": ERP["package.json"],
    "src/main.ts": ERP["src/main.ts"],
    "src/tax.ts": ERP["src/tax.ts"],
    "api/rules.php": "<?php\nreturn ['tin' => 'digits:12'];\n",
    "api/old.php": "<?php\nreturn ['bin' => 'digits:13'];\n",
    "data/rates.csv": "code,vat_rate\nS004.00,10\n",
}


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "erp", FILES)


def registry(*rules) -> Registry:
    return Registry(rules=rules, conflicts=(), missing=(), coverage=Coverage(files=1, unread=(), rules={}))


CHANGES = {
    "a line alone": ([found("tin", "a.ts", 1, "12")], [found("tin", "a.ts", 9, "12")], []),
    "removed": ([found("tin", "a.ts", 1, "12")], [], [("major", "removed")]),
    "added": ([], [found("tin", "a.ts", 1, "12")], [("minor", "added")]),
    "stricter": ([found("nid", "a.ts", 1, "10|13|17")], [found("nid", "a.ts", 1, "10|17")], [("major", "stricter")]),
    "looser": ([found("tin", "a.ts", 1, "12")], [found("tin", "a.ts", 1, "10|12")], [("major", "looser")]),
    "other lengths": ([found("tin", "a.ts", 1, "12")], [found("tin", "a.ts", 1, "10")], [("major", "changed")]),
    "less room": (
        [found("bin", "a.sql", 1, "14", role="column")],
        [found("bin", "a.sql", 1, "13", role="column")],
        [("major", "stricter")],
    ),
    "fewer forms": (
        [found("mobile", "a.ts", 1, r"^(?:\+880|0)1[3-9]\d{8}$", role="pattern")],
        [found("mobile", "a.ts", 1, r"^01[3-9]\d{8}$", role="pattern")],
        [("major", "stricter")],
    ),
    "a rate": (
        [found("vat_rate", "a.ts", 1, "7.5", role="rate", about="S004")],
        [found("vat_rate", "a.ts", 1, "10", role="rate", about="S004")],
        [("major", "changed")],
    ),
    "a pattern in the place of a length": (
        [found("tin", "a.ts", 1, "12")],
        [found("tin", "a.ts", 1, "12", role="pattern")],
        [("patch", "rewritten")],
    ),
    "moved": ([found("tin", "a.ts", 1, "12")], [found("tin", "b.ts", 1, "12")], [("patch", "moved")]),
    "another value in another file": (
        [found("tin", "a.ts", 1, "12")],
        [found("tin", "b.ts", 1, "10")],
        [("major", "removed"), ("minor", "added")],
    ),
    "reach": ([found("tin", "a.ts", 1, "12")], [found("tin", "a.ts", 1, "12", reach="dead")], [("patch", "reach")]),
    "a message": ([found("tin", "a.ts", 1, "12", role="message")], [], [("patch", "removed")]),
    "the first of two that say the same": (
        [found("tin", "a.ts", 1, "12"), found("tin", "a.ts", 5, "12")],
        [found("tin", "a.ts", 5, "12")],
        [("major", "removed")],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_a_rule_has_a_version(before, after, expected):
    changes = changes_between(registry(*before), registry(*after))
    assert [(one.bump, one.what) for one in changes] == expected
    assert bump_of(changes) == (expected[0][0] if expected else "none")


def test_diff_compares_a_commit_with_the_work_tree_and_touches_neither(prohori, erp):
    first = erp.git("rev-parse", "HEAD").strip()
    erp.write({"data/rates.csv": "code,vat_rate\nS004.00,7.5\n", "api/new.php": "<?php\nreturn ['nid' => 'digits:10'];\n"})
    (erp.path / "api/old.php").rename(erp.path / "api/renamed.php")
    erp.commit()
    erp.write({"api/rules.php": "<?php\nreturn ['tin' => 'digits_between:10,12'];\n"})
    before = erp.listing()
    ran = prohori("rules", "diff", first, "--repo", erp.path, "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    made = json.loads(ran.stdout)
    assert {one["kind"]: (one["bump"], one["what"]) for one in made["changes"]} == {
        "vat_rate": ("major", "changed"), "tin": ("major", "looser"), "nid": ("minor", "added"), "bin": ("patch", "moved"),
    }  # fmt: skip
    assert (made["version"], made["from"], made["bump"]) == (1, first, "major")
    [rate] = [one for one in made["changes"] if one["kind"] == "vat_rate"]
    assert (rate["about"], rate["before"]["value"], rate["after"]["value"]) == ("S004.00", "10", "7.5")
    assert (rate["after"]["path"], rate["after"]["line"]) == ("data/rates.csv", 2)
    text = prohori("rules", "diff", "HEAD~1", "--repo", erp.path).stdout.splitlines()
    assert text[-1] == f"4 changes since {first[:7]}: major"
    assert "patch  moved  bin  13 from api/old.php:2  api/renamed.php:2" in "\n".join(text)
    assert erp.listing() == before


def test_a_revision_that_is_not_there_is_a_clear_error(prohori, erp):
    for revision in ("v9", "--all", ""):
        ran = prohori("rules", "diff", "--repo", erp.path, "--", revision)
        assert ran.returncode == 2
        assert f"`{revision}` names no commit that is here" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert "names no commit" in prohori("rules", "scan", "--repo", erp.path, "--diff", "v9").stderr


def test_scan_against_a_revision_reports_what_is_new_since_the_merge_base_alone(prohori, tmp_path):
    conflicting = {**FILES, "web/form.php": "<?php\nreturn ['tin' => 'digits:10'];\n"}
    erp = Repository.create(tmp_path / "erp", conflicting)
    erp.git("branch", "-M", "main")
    erp.git("checkout", "-q", "-b", "work")
    (erp.path / "web/form.php").rename(erp.path / "web/renamed.php")
    erp.commit()
    whole = prohori.json("rules", "scan", "--repo", erp.path)
    assert "TIN: 10 and 12 digits" in [one["title"] for one in whole["conflicts"]]
    same = prohori.json("rules", "scan", "--repo", erp.path, "--diff", "main")
    assert (same["rules"], same["conflicts"], same["missing"]) == ([], [], [])

    erp.write({"web/more.php": "<?php\nreturn ['tin' => 'digits:10', 'bin' => 'digits:9'];\n"})
    sarif = tmp_path / "rules.sarif"
    ran = prohori("rules", "scan", "--repo", erp.path, "--diff", "main", "--json", "--sarif", sarif, "--fail-on", "major")
    new = json.loads(ran.stdout)
    assert {one["path"] for one in new["rules"]} == {"web/more.php"}
    assert sorted(one["title"] for one in new["conflicts"]) == ["BIN: 9 and 13 digits", "TIN: 10 and 12 digits"]
    assert ran.returncode == 5
    assert prohori("rules", "scan", "--repo", erp.path, "--diff", "main").returncode == 0
    log = json.loads(sarif.read_text())["runs"][0]
    assert {one["ruleId"] for one in log["results"]} == {"bd-rule-conflict"}
    assert log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_validate_says_which_rules_depart_from_the_law_of_a_day_and_exits_5_at_the_threshold(prohori, erp, tmp_path):
    erp.write({"data/rates.csv": "code,vat_rate\nS004.00,7.5\n"})
    sarif = tmp_path / "law.sarif"
    ran = prohori("rules", "validate", "--repo", erp.path, "--on", "2026-11-22", "--json", "--sarif", sarif)
    made = json.loads(ran.stdout)
    assert (ran.returncode, made["on"], made["verdict"]) == (5, "2026-11-22", "fail")
    by_path = {one["path"]: one for one in made["findings"]}
    rate, tin = by_path["data/rates.csv"], by_path["src/tax.ts"]
    assert (rate["rule"], rate["line"], rate["severity"]) == ("bd-vat-rate", 2, "critical")
    assert "Finance Ordinance 2025" in rate["source"]
    assert (tin["rule"], tin["reach"], tin["severity"]) == ("bd-tin-format", "wired", "major")
    assert len(json.loads(sarif.read_text())["runs"][0]["results"]) == len(made["findings"])

    before = prohori("rules", "validate", "--repo", erp.path, "--on", "2025-06-30")
    assert before.returncode == 0  # 7.5 % was right, and a wrong TIN is not critical
    assert "bd-vat-rate" not in before.stdout
    assert prohori("rules", "validate", "--repo", erp.path, "--on", "2025-06-30", "--fail-on", "major").returncode == 5


def test_validate_is_not_green_where_the_rulebook_has_no_answer_or_nothing_is_there(prohori, erp, tmp_path):
    erp.write({"src/tax.ts": "export const VAT_RATE = 0.15;\n"})
    late = prohori("rules", "validate", "--repo", erp.path, "--on", "2027-11-22")
    assert (late.returncode, "not reviewed for FY2027-28" in late.stdout) == (3, True)
    empty = Repository.create(tmp_path / "empty", {"README.md": "#\n"})
    assert prohori("rules", "validate", "--repo", empty.path).returncode == 3


def test_the_report_shows_kinds_scopes_conflicts_missing_rules_and_what_was_not_read(prohori, erp):
    erp.write({
        "api/other.php": "<?php\nreturn ['tin' => 'digits:10'];\n",
        "src/broken.ts": "export const VAT_RATE = 0.15;\nclass {{{\n",
        "src/`x|<b>.ts": "export const TIN_RE = /^[0-9]{12}$|`<script>`/;\n",
    })  # fmt: skip
    text = prohori("rules", "report", "--repo", erp.path).stdout
    assert text.startswith("# Rules of erp@")
    for part in (
        "## By kind", "## By service", "### TIN: 10 and 12 digits", "| `api/other.php:2` | `10` | ", "## Rules: vat_rate",
        "## Patterns that depart from the rulebook", "- `src/tax.ts:1` (tin, wired): accepts 10 digits",
        "## Not or only partly read", "- `src/broken.ts`: syntax error near line 2",
    ):  # fmt: skip
        assert part in text, part
    assert "<b>.ts" not in text.replace("`src/ˋx∣<b>.ts:1`", "")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
