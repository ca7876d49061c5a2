"""`prohori review`: what its users type, and what they read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prohori.codebase.readable import LARGEST_FILE
from tests.repositories import Repository

EVAL = "export const f = (x: string) => eval(x);\n"
LOOP = "for (const id of ids) {\n  await this.invoiceRepository.findOne({ id });\n}\n"
KEYS = {"rule", "severity", "path", "line", "message", "reach", "confidence"}


def erp(tmp_path: Path, files: dict[str, str | bytes]) -> Repository:
    return Repository.create(tmp_path / "erp", files)


def places(found: list[dict]) -> list[tuple[str, str, int]]:
    return [(one["rule"], one["path"], one["line"]) for one in found]


def reviewed(prohori, repository: Repository, *arguments: object) -> dict:
    return prohori.json("review", "--repo", repository.path, *arguments)


def test_the_json_says_what_was_found_where_and_what_was_looked_at(prohori, tmp_path):
    made = reviewed(prohori, erp(tmp_path, {"src/a.ts": "\n" + EVAL, "app/b.php": "<?php"}))
    [found] = made["findings"]
    assert found.keys() >= KEYS
    assert (found["rule"], found["severity"], found["path"], found["line"]) == ("injection.eval", "critical", "src/a.ts", 2)
    assert (found["confidence"], found["reach"]) == ("high", "unsure")
    assert "CWE-95" in found["source"]
    assert made["version"] == 1
    assert made["coverage"]["files"] == 1
    assert "authorisation.missing" in made["coverage"]["rules"]
    assert made["coverage"]["other_languages"] == {".php": 1}


def test_a_finding_says_whether_its_place_does_anything(prohori, tmp_path):
    files = {
        "package.json": '{"name": "erp", "main": "src/main.ts", "scripts": {"start": "ts-node src/main.ts"}}',
        "src/main.ts": "import { price } from './price';\nprice(process.argv[2]);\n",
        "src/price.ts": EVAL.replace("f =", "price ="),
        "src/old.ts": EVAL,
    }
    repository = erp(tmp_path, files)
    made = reviewed(prohori, repository)
    assert {one["path"]: one["reach"] for one in made["findings"]} == {"src/price.ts": "wired", "src/old.ts": "dead"}
    assert all(one["because"] for one in made["findings"])
    assert reviewed(prohori, repository)["findings"] == made["findings"]


def test_a_secret_is_never_printed(prohori, tmp_path):
    repository = erp(tmp_path, {"a.ts": "const dbPassword = 'Meghna#2024x';\n", ".env": "DB_PASSWORD=Jamuna!8812x\n"})
    sarif = tmp_path / "out.sarif"
    for ran in (prohori("review", "--repo", repository.path, "--json", "--sarif", sarif), prohori("review", "--repo", repository.path)):
        assert ran.returncode == 5
        assert "secret.hardcoded" in ran.stdout
        for value in ("Meghna#2024x", "Jamuna!8812x"):
            assert value not in ran.stdout + ran.stderr + sarif.read_text()


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [(EVAL, "critical", 5), (EVAL, "never", 0), (LOOP, "critical", 0), (LOOP, "minor", 5), ("export const a = 1;\n", "info", 0)],
)
def test_the_exit_code_is_5_at_the_threshold(prohori, tmp_path, text, fail_on, code):
    ran = prohori("review", "--repo", erp(tmp_path, {"a.ts": text}).path, "--fail-on", fail_on)
    assert (ran.returncode, ran.stderr) == (code, "")


def test_where_there_is_nothing_to_review_it_says_so_and_is_not_green(prohori, tmp_path):
    ran = prohori("review", "--repo", erp(tmp_path, {"README.md": "# ERP\n"}).path)
    assert ran.returncode == 3
    assert "Nothing was reviewed" in ran.stdout


def test_neither_prefect_nor_the_rules_are_loaded_for_an_unchanged_tree(prohori, tmp_path):
    repository = erp(tmp_path, {"a.ts": EVAL})
    reviewed(prohori, repository)
    code = (
        "import sys; sys.argv = ['prohori', 'review', '--repo', sys.argv[1], '--json']\n"
        "from prohori.cli.main import main\n"
        "try: main()\n"
        "finally: print(sorted({'prefect', 'ast_grep_py', 'prohori.codebase.review'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(repository.path)],
        env=dict(prohori.environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr.strip() == "[]"
    assert places(json.loads(ran.stdout)["findings"]) == [("injection.eval", "a.ts", 1)]


def test_a_changed_file_is_reviewed_again(prohori, tmp_path):
    repository = erp(tmp_path, {"a.ts": EVAL, "b.ts": "export const b = 1;\n"})
    assert len(reviewed(prohori, repository)["findings"]) == 1
    repository.write({"b.ts": EVAL})
    assert places(reviewed(prohori, repository)["findings"]) == [("injection.eval", "a.ts", 1), ("injection.eval", "b.ts", 1)]


def branched(tmp_path: Path, files: dict[str, str | bytes]) -> Repository:
    """`main` has moved on since `work` left it; the work tree is on `work`."""
    repository = erp(tmp_path, files)
    repository.git("branch", "-M", "main")
    repository.git("checkout", "-q", "-b", "work")
    repository.git("checkout", "-q", "main")
    repository.write({"later.ts": "export const later = eval('1' + x);\n"})
    repository.commit("later")
    repository.git("checkout", "-q", "work")
    return repository


def test_against_a_revision_only_what_the_merge_base_does_not_have_is_reported(prohori, tmp_path):
    repository = branched(tmp_path, {"a.ts": EVAL, "loop.ts": LOOP})
    repository.write({"a.ts": "// a line above\n\n" + EVAL, "new.ts": EVAL})
    made = reviewed(prohori, repository, "--diff", "main")
    assert places(made["findings"]) == [("injection.eval", "new.ts", 1)]
    assert made["known"] == 2
    assert made["merge_base"] == repository.git("rev-parse", "main~1").strip()


def test_a_finding_on_an_unchanged_line_that_the_change_brought_about_is_new(prohori, tmp_path):
    guard = "@Module({ providers: [{ provide: APP_GUARD, useClass: StaffGuard }] })\nexport class AppModule {}\n"
    controller = (
        "import { Controller, Post } from '@nestjs/common';\n@Controller('a')\nexport class AController {\n  @Post()\n  create() {}\n}\n"
    )
    repository = branched(tmp_path, {"app.module.ts": "import { APP_GUARD } from '@nestjs/core';\n" + guard, "a.controller.ts": controller})
    repository.write({"app.module.ts": "export class AppModule {}\n"})
    assert places(reviewed(prohori, repository, "--diff", "main")["findings"]) == [("authorisation.none", "a.controller.ts", 5)]


def test_a_renamed_file_brings_nothing_new(prohori, tmp_path):
    repository = branched(tmp_path, {"a.ts": EVAL})
    repository.git("mv", "a.ts", "b.ts")
    assert reviewed(prohori, repository, "--diff", "main")["findings"] == []
    repository.write({"b.ts": EVAL + EVAL.replace("f =", "g =")})
    assert places(reviewed(prohori, repository, "--diff", "main")["findings"]) == [("injection.eval", "b.ts", 2)]


def test_a_finding_whose_comment_was_taken_away_is_new(prohori, tmp_path):
    comment = "// prohori: ignore injection.eval -- the sheet's own\n"
    repository = branched(tmp_path, {"a.ts": comment + EVAL, "kept.ts": comment + EVAL})
    repository.write({"a.ts": EVAL})
    made = reviewed(prohori, repository, "--diff", "main")
    assert (places(made["findings"]), made["accepted"]) == ([("injection.eval", "a.ts", 1)], [])


def test_the_merge_base_is_read_without_touching_the_repository(prohori, tmp_path):
    repository = branched(tmp_path, {"a.ts": EVAL, "sub/b.ts": EVAL})
    repository.write({"a.ts": "export const a = 1;\n"})
    before = {path: path.stat().st_mtime_ns for path in sorted(repository.path.rglob("*"))}
    assert reviewed(prohori, repository, "--diff", "main")["known"] == 1
    assert {path: path.stat().st_mtime_ns for path in sorted(repository.path.rglob("*"))} == before


def test_a_folder_of_the_repository_is_compared_with_itself(prohori, tmp_path):
    repository = branched(tmp_path, {"services/a/x.ts": EVAL, "services/b/y.ts": EVAL})
    repository.write({"services/a/z.ts": EVAL})
    made = prohori.json("review", "--repo", repository.path / "services" / "a", "--diff", "main")
    assert (places(made["findings"]), made["known"]) == ([("injection.eval", "z.ts", 1)], 1)


def test_a_revision_that_cannot_be_compared_with_is_said(prohori, tmp_path):
    repository = branched(tmp_path, {"a.ts": EVAL})
    ran = prohori("review", "--repo", repository.path, "--diff", "nowhere")
    assert (ran.returncode, "`nowhere` names no commit" in ran.stderr) == (2, True)
    ran = prohori("review", "--repo", repository.path, "--diff", "--output=x")
    assert ran.returncode == 2
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", "--no-single-branch", repository.path.as_uri(), shallow], check=True, timeout=60)
    ran = prohori("review", "--repo", shallow, "--diff", "origin/main")
    assert (ran.returncode, "shallow clone" in ran.stderr, "fetch-depth: 0" in ran.stderr) == (2, True, True)


TODAY = datetime.now(UTC).date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=2), TODAY - timedelta(days=2)


COMMENTS = {  # the file, what is accepted with which reason, what is said of a comment that accepts nothing
    "until.ts": (f"// prohori: ignore injection.eval until {TOMORROW} -- the sheet's own formulas\n{EVAL}", "the sheet's own formulas", ""),
    "beside.ts": (EVAL.replace("\n", " // prohori: ignore injection.eval -- for ever\n"), "for ever", ""),
    "block.ts": (f"/* prohori: ignore injection.eval -- in a block */\n\n{EVAL}", "in a block", ""),
    "python.py": ("# prohori: ignore injection.eval -- in Python\nx = eval(a)\n", "in Python", ""),
    ".env": ("# prohori: ignore secret.hardcoded -- rotated\nDB_PASSWORD=Jamuna!8812x\n", "rotated", ""),
    "expired.ts": (f"// prohori: ignore injection.eval until {YESTERDAY} -- late\n{EVAL}", "", str(YESTERDAY)),
    "no_reason.ts": (f"// prohori: ignore injection.eval\n{EVAL}", "", "gives no reason"),
    "no_date.ts": (f"// prohori: ignore injection.eval until soon -- x\n{EVAL}", "", "is no date"),
    "no_rule.ts": (f"// prohori: ignore -- x\n{EVAL}", "", "names no rule"),
    "unknown.ts": (f"// prohori: ignore injection.evil -- x\n{EVAL}", "", "no rule `injection.evil`"),
    "other_rule.ts": (f"// prohori: ignore money.float -- another rule\n{EVAL}", "", "money.float"),
    "other_line.ts": (f"// prohori: ignore injection.eval -- another line\nconst a = 1;\n{EVAL}", "", "injection.eval"),
    "text.ts": (f"const s = '// prohori: ignore injection.eval -- a text'; {EVAL}", "", ""),
}


def test_a_comment_accepts_a_finding_of_its_line_with_a_reason_until_its_day(prohori, tmp_path):
    made = reviewed(prohori, erp(tmp_path, {name: code for name, (code, _, _) in COMMENTS.items()}))
    accepted = {one["path"]: (one["by"], one["reason"]) for one in made["accepted"]}
    assert accepted == {name: ("comment", reason) for name, (_, reason, _) in COMMENTS.items() if reason}
    assert {one["path"] for one in made["findings"]} == {name for name, (_, reason, _) in COMMENTS.items() if not reason}
    idle = {one["where"]: f"{one['subject']} {one['expired']}" for one in made["idle"]}
    said = {f"{name}:1": said for name, (_, _, said) in COMMENTS.items() if said}
    assert idle.keys() == said.keys()
    assert {where: said[where] in text for where, text in idle.items()} == dict.fromkeys(said, True)


def test_an_accepted_finding_is_suppressed_in_sarif_and_says_by_whom(prohori, tmp_path):
    code = f"# prohori: ignore injection.eval until {TOMORROW} -- trusted\nx = eval(a)\ny = eval(b)\n"
    repository, sarif = erp(tmp_path, {"a.py": code, "b.py": "z = eval(c)\n"}), tmp_path / "out.sarif"
    accepted = tmp_path / "s.yaml"
    accepted.write_text("suppressions: [{rule: injection.eval, path: b.py, reason: old}]\n")
    ran = prohori("review", "--repo", repository.path, "--sarif", sarif, "--suppressions", accepted)
    assert ran.returncode == 5
    results = json.loads(sarif.read_text())["runs"][0]["results"]
    told = {(r["locations"][0]["physicalLocation"]["region"]["startLine"], *(s["kind"] for s in r["suppressions"])) for r in results}
    assert told == {(2, "inSource"), (3,), (1, "external")}


def test_findings_of_a_baseline_do_not_count(prohori, tmp_path):
    repository, baseline = erp(tmp_path, {"a.ts": EVAL}), tmp_path / "baseline.json"
    [found] = reviewed(prohori, repository)["findings"]
    known = {key: found[key] for key in ("path", "rule", "severity", "fingerprint", "message")} | {"step": "review"}
    baseline.write_text(json.dumps({"format": "prohori-baseline-1", "workflow": "review", "steps": {}, "findings": [known]}))
    repository.write({"b.ts": EVAL})
    made = reviewed(prohori, repository, "--baseline", baseline)
    assert (places(made["findings"]), [one["by"] for one in made["accepted"]]) == ([("injection.eval", "b.ts", 1)], ["baseline"])


def test_hostile_files_neither_stop_the_review_nor_go_unsaid(prohori, tmp_path):
    files: dict[str, str | bytes] = {
        "bundle.js": "a=1;" * 1_250_000,
        "wide.js": "a=1;" * 20_000,
        "binary.py": bytes(range(256)) * 64,
        "broken.ts": "class {{{ = ;\n" + EVAL,
        "deep.ts": "const a = " + "[" * 60_000 + "]" * 60_000 + ";\n",
        "calls.ts": "class A {\n  async f() {\n"
        + "    await x.y();\n" * 10_000
        + "  }\n  g() {\n"
        + "    this.f();\n" * 10_000
        + "  }\n}\n",
        "regexes.ts": "import { a } from '@nestjs/core';\n" + "APP_GUARD .apply(\n" * 20_000 + "x.find({ where: {\n" * 100,
        "utf16.ts": ("// ১\n" + EVAL).encode("utf-16"),
        "bom.ts": b"\xef\xbb\xbf" + EVAL.encode(),
        "crlf.ts": "const a = 1;\r\n" + EVAL.replace("\n", "\r\n"),
        "fine.ts": EVAL,
    }
    made = prohori.json("review", "--repo", erp(tmp_path, files).path, PROHORI_ANALYSIS_SECONDS="5")
    unread = {one["path"]: one["reason"] for one in made["coverage"]["not_evaluated"]}
    assert unread.keys() >= {"bundle.js", "wide.js", "binary.py", "broken.ts", "deep.ts", "regexes.ts"}
    assert f"larger than {LARGEST_FILE // 1000} kB" in unread["bundle.js"]
    assert "calls.ts" not in unread
    found = {(one["path"], one["line"]) for one in made["findings"] if one["rule"] == "injection.eval"}
    assert found >= {("utf16.ts", 2), ("bom.ts", 1), ("crlf.ts", 2), ("fine.ts", 1), ("broken.ts", 2)}


def test_a_baseline_that_the_review_wrote_accepts_what_was_there_and_nothing_else(prohori, tmp_path):
    repository = erp(tmp_path, {"a.ts": EVAL, "b.ts": EVAL, "c.ts": LOOP})
    known = tmp_path / "known.json"
    ran = prohori("review", "--repo", repository.path, "--write-baseline", known)
    assert (ran.returncode, f"3 findings written to {known}" in ran.stderr) == (5, True)
    assert [(one["path"], one["step"]) for one in json.loads(known.read_text())["findings"]] == [
        (name, "review") for name in ("a.ts", "b.ts", "c.ts")
    ]
    assert prohori("review", "--repo", repository.path, "--baseline", known, "--fail-on", "minor").returncode == 0
    repository.write({"a.ts": "// moved\n" + EVAL, "b.ts": "export const b = 1;\n", "d.ts": EVAL})
    again = prohori("review", "--repo", repository.path, "--baseline", known, "--json", "--write-baseline", known)
    assert again.returncode == 5
    made = json.loads(again.stdout)
    assert places(made["findings"]) == [("injection.eval", "d.ts", 1)]
    assert {(one["path"], one["by"]) for one in made["accepted"]} == {("a.ts", "baseline"), ("c.ts", "baseline")}
    assert [one["path"] for one in json.loads(known.read_text())["findings"]] == ["a.ts", "c.ts", "d.ts"]


def test_a_baseline_is_not_written_of_a_difference_or_to_a_place_that_is_not_there(prohori, tmp_path):
    repository = erp(tmp_path, {"a.ts": EVAL})
    both = prohori("review", "--repo", repository.path, "--diff", "HEAD", "--write-baseline", tmp_path / "x.json")
    assert (both.returncode, "do not go together" in both.stderr) == (2, True)
    assert not (tmp_path / "x.json").exists()
    assert prohori("review", "--repo", repository.path, "--write-baseline", tmp_path / "gone" / "x.json").returncode == 2


OURS = [
    "apps/vendor/a.ts",
    "services/vendor/src/a.ts",
    "src/vendor/a.ts",
    "src/modules/build/a.ts",
    "packages/coverage/a.ts",
    "app/vendor/a.py",
]
NOT_OURS = [
    "vendor/a.ts", "node_modules/x/a.js", "apps/web/dist/a.js", "apps/web/public/vendor/a.js", "src/public/vendor/a.js",
    "apps/vendor/node_modules/a.js", "build/src/a.js", "coverage/a.js", "packages/x/third_party/a.py",
]  # fmt: skip


def test_a_service_called_vendor_is_reviewed_and_what_is_left_out_is_said(prohori, tmp_path):
    repository = erp(tmp_path, {path: "x = eval(y)\n" if path.endswith(".py") else EVAL for path in (*OURS, *NOT_OURS)})
    repository.git("add", "--all", "--force")
    made = reviewed(prohori, repository)
    assert sorted(one["path"] for one in made["findings"]) == sorted(OURS)
    left_out = {one["path"]: one["reason"] for one in made["coverage"]["not_evaluated"]}
    assert left_out.keys() == {
        "vendor/", "node_modules/", "apps/web/dist/", "apps/web/public/vendor/", "src/public/vendor/", "apps/vendor/node_modules/",
        "build/", "coverage/", "packages/x/third_party/",
    }  # fmt: skip
    assert left_out["vendor/"] == "third-party or built code by its place: 1 file"


def test_the_registry_reads_a_service_called_vendor_too_and_says_what_it_left_out(prohori, tmp_path):
    rule = "<?php\nreturn ['tin' => 'digits:10'];\n"
    repository = erp(tmp_path, {"apps/vendor/a.php": rule, "vendor/x/a.php": rule, "vendor/x/b.php": rule})
    made = prohori.json("rules", "scan", "--repo", repository.path)
    assert [one["path"] for one in made["rules"]] == ["apps/vendor/a.php"]
    assert made["coverage"]["unread"] == [{"path": "vendor/", "reason": "third-party or built code by its place: 2 files"}]
