"""The report in Bengali: every word is there in both languages, and what is not prose stays as it is."""

import re
import string
from enum import Enum
from pathlib import Path

import pytest

from prohori.findings.acceptance import Judge
from prohori.findings.baseline import Scope, baseline_of
from prohori.findings.suppressions import Suppressions
from prohori.located_yaml import parse
from prohori.model import Acceptance, Cause, Confidence, Metric, Severity, StepOutcome, Verdict, WorkflowOutcome
from prohori.observe import report
from prohori.observe import words as words_module
from prohori.observe.report import as_markdown, first_line
from prohori.observe.words import FILE, table, words
from prohori.settings import Language
from tests.findings import found, result, step, unseen
from tests.test_acceptance import TODAY

LANGUAGES = set(Language.__args__)
BENGALI = re.compile("[\u0980-\u09ff]")
ENUMS = {
    "workflow_outcome": WorkflowOutcome, "step_outcome": StepOutcome, "verdict": Verdict, "severity": Severity,
    "cause": set(Cause) - {Cause.none}, "confidence": set(Confidence) - {Confidence.high},
}  # fmt: skip


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def a_full_result():
    gone = baseline_of(result(step(findings=[found(evidence="gone")]), unseen("other")), {"review": Scope(agent="review")})
    text = "suppressions:\n- {rule: injection.eval, path: '**', reason: generated, expires: 2027-06-30}\n- {rule: none, path: x, reason: r}"
    findings = [found(confidence=Confidence.low), found("injection.eval", "src/মূসক.ts")]
    judge = Judge(gone, Suppressions(parse(text, "s.yaml"), TODAY), {"review": Scope(agent="review")}, Acceptance())
    made = judge(result(step(findings=findings), unseen("other"), step("third", outcome=StepOutcome.failed, reason="no time")))
    measured = made.steps[0].report.model_copy(
        update={"metrics": {"p95": Metric(value=12.5, unit="ms", samples=20, spread=1.5)}, "measured_at": "2026-11-20T04:00:00+00:00"}
    )
    return made.model_copy(update={"steps": (made.steps[0].model_copy(update={"report": measured}), *made.steps[1:])})


@pytest.mark.parametrize("key", table())
def test_every_text_is_there_in_every_language_with_the_same_placeholders(key):
    texts = table()[key]
    assert set(texts) == LANGUAGES
    if key not in ("untranslated", "months", "date"):
        assert placeholders(texts["en"]) == placeholders(texts["bn"])
        assert texts["en"].strip()
    assert BENGALI.search(texts["bn"]) or key == "date"
    assert not BENGALI.search(texts["en"])


@pytest.mark.parametrize(("group", "members"), ENUMS.items(), ids=ENUMS)
def test_every_value_that_a_result_can_have_has_a_word(group, members):
    values = {member.value if isinstance(member, Enum) else member for member in members}
    assert {key.partition(".")[2] for key in table() if key.startswith(f"{group}.")} == values


def test_the_english_words_of_outcomes_are_those_of_the_command():
    for group in ("workflow_outcome", "step_outcome", "verdict", "severity"):
        assert all(words("en")(f"{group}.{value.value}") == value.value for value in ENUMS[group])


def test_every_text_is_used_and_every_text_that_is_used_is_there():
    template = (FILE.parent / "report.md.j2").read_text(encoding="utf-8")
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (report, words_module))
    used = {"months", *re.findall(r"""(?:say|self)\(f?["']([a-z_.]+)""", template + code), *re.findall(r'"(line\.[a-z_]+)"', code)}
    beginnings = tuple(one for one in used if one.endswith((".", "by_")))
    assert {one for one in used if one not in beginnings} <= set(table())
    assert [key for key in table() if key not in used and not key.startswith(beginnings)] == []


def test_the_bengali_report_has_bengali_headings_digits_and_a_word_about_what_is_english():
    text = as_markdown(a_full_result(), "bn")
    assert "## ধাপসমূহ" in text
    assert "৩০ জুন ২০২৭ পর্যন্ত" in text
    assert "যা দেখা হয়েছে: ২টি ফাইল, ২টি নিয়ম, ০টি প্রোব।" in text
    assert "আপাতত ইংরেজিতে" in text


def test_no_english_label_is_left_in_the_bengali_report():
    labels = {text["en"] for key, text in table().items() if " " in text["en"] and "{" not in text["en"] and key != "months"}
    assert len(labels) > 5
    text = as_markdown(a_full_result(), "bn")
    assert [label for label in labels if label in text] == []


def test_paths_rules_code_and_measurements_are_untouched_in_the_bengali_report():
    text = as_markdown(a_full_result(), "bn")
    measured = "| p95 | 12.5 | ms | 20 | 1.5 |"
    for kept in ("` src/a.ts:3 `", "` src/মূসক.ts:3 `", "`money.float`", "` x: number `", measured, "`r-1`", "money.float is wrong"):
        assert kept in text


def test_the_english_report_has_no_bengali_but_that_of_the_repository():
    assert not BENGALI.search(as_markdown(a_full_result()).replace("মূসক", ""))


def test_the_first_line_in_bengali():
    made = result(step(findings=[found(), found(severity=Severity.critical, evidence="y")]), unseen("other"))
    said = "সফল; ২টি ত্রুটি (১টি অতি গুরুতর, ১টি গুরুতর); মূল্যায়ন হয়নি: other; ২টি ধাপের মধ্যে ০টির ফল ক্যাশ থেকে"
    assert first_line(made, "bn") == said


@pytest.mark.parametrize(("language", "said"), [("en", "2026-07-01"), ("bn", "১ জুলাই ২০২৬")])
def test_a_date_in_prose(language, said):
    assert words(language).date("2026-07-01") == said


def test_a_value_with_braces_is_not_filled_in():
    assert words("en")("accepted.suppression", reason="{n}{0.__class__}") == "accepted: {n}{0.__class__}"
