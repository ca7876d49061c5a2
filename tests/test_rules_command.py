"""`prohori rules`: what its users type, and what they read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

OVERRIDE = """\
reviewed_until: 2027-06-30
facts:
  - id: vat.service.construction-firm
    entries:
      - {valid_from: 2025-07-01, valid_to: 2026-12-31, confidence: high, reason: old contracts, source: adviser, value: {percent: "7.5"}}
"""


def asked(prohori, *arguments: object, **environment: str) -> list[dict]:
    ran = prohori("rules", *arguments, "--json", **environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


@pytest.mark.parametrize(("day", "percent", "valid_to"), [("2025-06-30", "7.5", "2025-06-30"), ("2025-07-01", "10", "2027-06-30")])
def test_the_list_is_that_of_the_day(prohori, day, percent, valid_to):
    facts = {one["fact"]: one for one in asked(prohori, "list", "--on", day)}
    rate = facts["vat.service.construction-firm"]
    assert (rate["value"], rate["valid_to"], rate["code"], rate["confidence"]) == ({"percent": percent}, valid_to, "S004.00", "high")
    assert facts["mushak.form.6-3"]["bengali"] == "মূসক-৬.৩"


def test_rules_alone_lists_them_a_line_a_fact_and_marks_what_is_to_be_confirmed(prohori):
    ran = prohori("rules", "vat.return-due", "--on", "2026-11-22")
    line, total = ran.stdout.splitlines()
    assert line.startswith("vat.return-due  Mushak-9.1 is due 15 days after the end")
    assert line.endswith("2026-07-01 to 2027-06-30  medium-high, to confirm")
    assert total == "1 fact on 2026-11-22"


def test_show_finds_a_fact_by_code_form_name_and_part(prohori):
    def found(name):
        return [one["fact"] for one in asked(prohori, "show", name)]

    both = ["vat.service.construction-firm", "vds.service.construction-firm"]
    assert [found(name) for name in ("S004.00", "s004", "construction-firm", "vat.service.construction-firm")] == [
        both,
        both,
        both,
        both[:1],
    ]
    assert found("6.7") == ["mushak.fields.6-7", "mushak.form.6-7"]


def test_show_prints_every_entry_with_its_source_and_marks_the_one_in_force(prohori):
    lines = prohori("rules", "show", "vat.return-due", "--on", "2026-06-30").stdout.splitlines()
    assert lines[1].startswith("→ 2019-07-01 to 2026-06-30: Mushak-9.1 is due on the 15th")
    assert "      source: VAT and SD Act 2012 s.64 (Mushak-9.1 monthly, by the 15th of the next month)" in lines
    assert "  reviewed until 2027-06-30" in lines


def test_due_names_the_document_to_open(prohori):
    due = {one["fact"]: one for one in asked(prohori, "due", "--on", "2026-11-22")}
    assert due["vat.return-due"]["open"].startswith("VAT and SD Act 2012 s.64 as substituted by Finance Act 2026 s.11")
    assert {one["why"] for one in due.values()} == {"confirm"}
    assert "vat.standard-rate" not in due
    text = prohori("rules", "due", "--on", "2026-11-22").stdout
    assert "SRO 273-Ain/Aykar-5/2026, rule 3, serial 18\n      tds.rate.contractor: 5 % (medium-high)\n" in text


def test_beyond_the_review_every_rate_is_due_and_the_list_answers_nothing(prohori):
    due = {one["fact"]: one["why"] for one in asked(prohori, "due", "--on", "2027-07-01")}
    assert due["vat.standard-rate"] == due["tds.rate.contractor"] == "not reviewed"
    assert "calendar.fiscal-year" not in due
    assert prohori("rules", "due", "--on", "2027-07-01").stdout.startswith("Not reviewed for FY2027-28: ")
    [rate] = asked(prohori, "list", "vat.standard-rate", "--on", "2027-07-01")
    assert (rate["value"], rate["shown"]) == (None, "rulebook not reviewed for FY2027-28: vat.standard-rate was reviewed until 2027-06-30")


def test_overrides_are_marked_wherever_they_answer(prohori, tmp_path: Path):
    path = tmp_path / "rules.yaml"
    path.write_text(OVERRIDE)
    rules = {"PROHORI_RULES": str(path)}
    [listed] = asked(prohori, "list", "vat.service.construction-firm", "--on", "2026-11-22", **rules)
    assert (listed["value"], listed["override"], listed["valid_to"]) == ({"percent": "7.5"}, "old contracts", "2026-12-31")
    [shown] = asked(prohori, "show", "vat.service.construction-firm", "--on", "2026-11-22", **rules)
    assert [(entry["override"], entry["in_force"]) for entry in shown["entries"]] == [("old contracts", True), ("", False), ("", False)]
    assert "override: old contracts" in prohori("rules", "vat.service.construction-firm", "--on", "2026-11-22", **rules).stdout
    doctor = {one["what"]: one for one in json.loads(prohori("doctor", "--json", **rules).stdout)}
    assert f"1 of them with overrides of {path}" in doctor["rulebook"]["found"]


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        (("show", "vat.service.constructon-firm"), OVERRIDE, "did you mean `vat.service.construction-firm`?"),
        (("list", "tax."), OVERRIDE, "no fact begins with `tax.`"),
        (("list",), OVERRIDE.replace("reason: old contracts, ", ""), "rules.yaml:5:"),
        (("list",), None, "correct `PROHORI_RULES`, or unset it"),
    ],
)
def test_a_wrong_name_or_file_is_one_clear_error(prohori, tmp_path: Path, arguments, text, said):
    path = tmp_path / "rules.yaml"
    if text is not None:
        path.write_text(text)
    ran = prohori("rules", *arguments, PROHORI_RULES=str(path))
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "next:" in ran.stderr
    assert "Traceback" not in ran.stderr
