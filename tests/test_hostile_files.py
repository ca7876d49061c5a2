"""Files that no person wrote: none stops `rules scan` or `review`, none slows them beyond its limit, and coverage names each."""

from __future__ import annotations

import time

import pytest

from prohori.codebase.registry.analyser import FileRulesAnalyser
from prohori.codebase.stated_rules import StatedRules
from tests.repositories import Repository

CODE = "export const VAT_RATE = 0.15;\nexport const f = (x: string) => eval(x);\n"
LIMIT = {"PROHORI_ANALYSIS_SECONDS": "2"}
READ = {
    "ok.ts": CODE.encode(),
    "crlf.ts": CODE.replace("\n", "\r\n").encode(),
    "bom.ts": b"\xef\xbb\xbf" + CODE.encode(),
    "utf16.ts": b"\xff\xfe" + CODE.encode("utf-16-le"),
    "utf16be.ts": b"\xfe\xff" + CODE.encode("utf-16-be"),
    "deep-lines.ts": (CODE + "const a = " + "(\n" * 20_000 + "1" + "\n)" * 20_000 + ";\n").encode(),
}
IN_PART = {"syntax.ts": (CODE + "class {{{ (((\n").encode(), "nul.ts": CODE.encode() + b"\0\0\0\n"}
UNREAD = {
    "minified.js": b"var vatRate=0.15;" + b"function a(b){return eval(b)};" * 170_000,
    "one-line.js": b"var vatRate=0.15;" + b"eval(b);" * 20_000,
    "binary.ts": bytes(range(256)) * 2_000 + b" vat tin bin ",
    "latin1.ts": "const vatRate = 15; // café\n".encode("latin-1"),
    "deep.ts": ("const vatRate = 15;\nconst a = " + "(" * 20_000 + "1" + ")" * 20_000 + ";\n").encode(),
}
ENDLESS = {"sum.ts": ("const vatRate = 15;\nconst a = 1" + " +\n 1" * 60_000 + ";\n").encode()}
PATTERN = {"pattern.ts": rb"export const TIN_RE = /^(\d{12}|(\d+)+)+\1$/;" + b"\n"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Repository:
    return Repository.create(tmp_path_factory.mktemp("hostile") / "erp", READ | IN_PART | UNREAD | ENDLESS | PATTERN)


def test_a_scan_reads_what_can_be_read_within_its_limits_and_names_the_rest(prohori, hostile):
    begun = time.perf_counter()
    made = prohori.json("rules", "scan", "--repo", hostile.path, **LIMIT)
    assert time.perf_counter() - begun < 90
    rates = [(one["path"], one["line"]) for one in made["rules"] if one["kind"] == "vat_rate"]
    assert rates == [(name, 1) for name in sorted(READ | IN_PART)]
    reasons = {one["path"]: one["reason"] for one in made["coverage"]["unread"]}
    assert reasons.keys() == (UNREAD | IN_PART | ENDLESS | PATTERN).keys()
    assert reasons["minified.js"] == "larger than 1,000,000 bytes"
    assert reasons["one-line.js"].startswith("minified or generated") and reasons["deep.ts"].startswith("minified or generated")
    assert reasons["binary.ts"] == reasons["latin1.ts"] == "not text in UTF-8 or UTF-16"
    assert reasons["sum.ts"] == "it was too much to analyse"
    assert reasons["syntax.ts"].startswith("syntax error near line 3")
    assert reasons["pattern.ts"] == "line 1: its pattern cannot be run safely, so it is not judged"


def test_a_review_reads_what_can_be_read_within_its_limits_and_names_the_rest(prohori, hostile):
    begun = time.perf_counter()
    made = prohori.json("review", "--repo", hostile.path, **LIMIT)
    assert time.perf_counter() - begun < 90
    assert [(one["path"], one["line"]) for one in made["findings"]] == [(name, 2) for name in sorted(READ | IN_PART)]
    reasons = {one["path"]: one["reason"] for one in made["coverage"]["not_evaluated"]}
    assert reasons.keys() >= (UNREAD | IN_PART).keys()
    assert reasons["minified.js"] == "larger than 1000 kB (5100 kB)"
    assert reasons["syntax.ts"] == "read in part: the syntax could not be understood at line 3"


def test_a_law_check_of_the_same_files_ends_too(prohori, hostile):
    made = prohori.json("rules", "validate", "--repo", hostile.path, "--fail-on", "never", **LIMIT)
    assert {one["path"].partition(":")[0] for one in made["coverage"]["not_evaluated"]} >= UNREAD.keys() | {"syntax.ts"}


SLOW = {
    "a component of a thousand scripts": ("a.vue", "<script>\n" * 5_000 + "const vatRate = 15;\n"),
    "a component of a thousand templates": ("a.vue", "<template>\n" * 5_000 + "<input name='bin' maxlength='13' />\n"),
    "nested lists": ("a.json", '{"vat_rate": 15, "a":\n' + "[\n" * 20_000 + "]\n" * 20_000 + "}"),
    "open quotes": ("a.ts", "const vat = 15; " + "'\n" * 20_000),
    "open brackets": ("a.sql", "CREATE TABLE v (tin VARCHAR(12),\n" + "CHECK ((\n" * 5_000),
    "a list of values that never ends": ("a.sql", "vat_type ENUM(" + "'a',\n" * 20_000),
}


@pytest.mark.parametrize(("path", "text"), SLOW.values(), ids=SLOW.keys())
@pytest.mark.parametrize("analyser", [FileRulesAnalyser(), StatedRules()], ids=["registry", "validator"])
def test_what_is_written_to_be_slow_is_not(analyser, path, text):
    begun = time.process_time()
    analyser.run(path, text.encode())
    assert time.process_time() - begun < 5
