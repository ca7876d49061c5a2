"""The labelled corpora say what is really there, and the scorer counts as their README promises."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.corpus.score import Corpus, Label, LookAlike, Place, Share, language, load, same_value, score

CORPORA = Path(__file__).parent / "corpus"
MAIN = ("tin", "bin", "nid", "mobile", "vat_rate", "withholding")
REST = ("supplementary_duty", "fiscal_year", "due_date", "mushak", "rounding")


@cache
def corpus_of(name: str) -> Corpus:
    return load(CORPORA / name / "labels.yaml")


def stated(label: Label, text: str) -> bool:
    return label.text in text if label.text else all(part in text for part in label.value.split("|"))


def lines_of(place: Place, corpus: str) -> list[str]:
    return (CORPORA / corpus / "repo" / place.path).read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize("name", ["blind", "nest"])
def test_every_label_stands_in_its_file_with_its_value(name):
    corpus = corpus_of(name)
    for place in (*corpus.rules, *corpus.look_alikes, *corpus.also_true):
        lines = lines_of(place, name)
        assert 1 <= place.first <= place.line <= place.last <= len(lines), place
        assert lines[place.line - 1].strip(), place
    absent = [label for label in corpus.rules if not stated(label, "\n".join(lines_of(label, name)[label.first - 1 : label.last]))]
    assert not absent
    listed = Counter((place.path, place.line, place.kind) for place in (*corpus.rules, *corpus.look_alikes, *corpus.also_true))
    assert [key for key, times in listed.items() if times > 1] == []


@pytest.mark.parametrize(("kind", "least"), [*((kind, 50) for kind in MAIN), *((kind, 20) for kind in REST)])
def test_the_blind_corpus_has_enough_of_each_kind(kind, least):
    corpus = corpus_of("blind")
    assert sum(label.kind == kind for label in corpus.rules) >= least
    assert sum(place.kind == kind for place in corpus.look_alikes) >= least


def test_the_blind_corpus_is_typescript_most_and_of_six_languages_and_data():
    spread = Counter(language(label.path) for label in corpus_of("blind").rules)
    assert spread.most_common(1)[0][0] == "typescript"
    assert set(spread) == {"typescript", "javascript", "python", "php", "java", "csharp", "data"}


def test_the_nest_corpus_has_rules_of_every_reach_and_its_services_all_hold_some():
    rules = corpus_of("nest").rules
    spread = Counter(label.reach for label in rules)
    assert set(spread) == {"wired", "db", "uncalled", "dead", "inert"}
    assert len(rules) >= 60
    assert min(spread.values()) >= 9
    services = {folder.name for folder in (CORPORA / "nest/repo/apps").iterdir()}
    assert {label.path.split("/")[1] for label in rules if label.path.startswith("apps/")} == services
    assert len(services) >= 10


TIN = Label(path="a.ts", line=3, end_line=5, kind="tin", value="12")
LENGTH = Label(path="a.ts", line=4, end_line=5, kind="tin", value="10|12")
VAT = Label(path="b.py", line=7, kind="vat_rate", value="15", text="0.15")
CARD = LookAlike(path="a.ts", line=9, end_line=10, kind="tin", why="a loyalty card")
USE = LookAlike(path="b.py", line=20, kind="vat_rate", why="use of the constant")
SMALL = Corpus(rules=(TIN, LENGTH, VAT), look_alikes=(CARD,), also_true=(USE,))


def said(kind, path, line, value="12", **more):
    return {"kind": kind, "path": path, "line": line, "end_line": line, "value": value, "confidence": 0.9} | more


def scored(*rules, corpus=SMALL):
    return score({"rules": list(rules), "conflicts": []}, corpus)


@pytest.mark.parametrize(
    ("rules", "precision", "recall"),
    [
        ([], (0, 0), (0, 3)),
        ([said("tin", "a.ts", 3)], (1, 1), (1, 3)),
        ([said("tin", "a.ts", 3), said("tin", "a.ts", 3)], (1, 1), (1, 3)),
        ([said("tin", "a.ts", 5), said("tin", "a.ts", 5)], (2, 2), (2, 3)),
        ([said("tin", "a.ts", 5), said("tin", "a.ts", 4), said("tin", "a.ts", 3)], (2, 2), (2, 3)),
        ([said("tin", "a.ts", 5), said("tin", "a.ts", 4)], (2, 2), (2, 3)),
        ([said("tin", "a.ts", 6)], (0, 1), (0, 3)),
        ([said("tin", "a.ts", 6), said("tin", "a.ts", 6)], (0, 1), (0, 3)),
        ([said("tin", "b.py", 7)], (0, 1), (0, 3)),
        ([said("bin", "a.ts", 3)], (0, 0), (0, 3)),
        ([said("vat_rate", "b.py", 20)], (0, 0), (0, 3)),
        ([said("tin", "b.py", 20)], (0, 1), (0, 3)),
    ],
)
def test_reports_are_matched_by_kind_path_and_statement_and_counted_once(rules, precision, recall):
    total = scored(*rules).total
    assert ((total.precision.hits, total.precision.of), (total.recall.hits, total.recall.of)) == (precision, recall)


def test_a_report_on_a_labels_own_line_goes_to_it_although_another_statement_is_smaller():
    wide = TIN.model_copy(update={"line": 4, "start_line": 3})
    result = scored(said("tin", "a.ts", 4), corpus=Corpus(rules=(TIN.model_copy(update={"end_line": 4}), wide)))
    assert [label.line for label in result.missed] == [3]


def test_a_report_in_a_look_alikes_statement_is_false_and_fools_it():
    result = scored(said("tin", "a.ts", 10), said("vat_rate", "a.ts", 9))
    assert result.fooled == (CARD,)
    assert result.by_kind["tin"].resisted == Share(hits=0, of=1)
    assert [(report.kind, report.line) for report in result.false] == [("tin", 10), ("vat_rate", 9)]
    assert scored(said("vat_rate", "a.ts", 9)).fooled == ()


def test_kinds_and_languages_have_rows_of_their_own():
    result = scored(said("tin", "a.ts", 3), said("tin", "b.py", 1), said("vat_rate", "b.py", 7, "15"))
    assert result.by_kind["tin"].precision == Share(hits=1, of=2)
    assert result.by_kind["vat_rate"].recall == Share(hits=1, of=1)
    assert result.by_language["typescript"].precision == Share(hits=1, of=1)
    assert result.by_language["python"].precision == Share(hits=1, of=2)
    assert result.missed == (LENGTH,)


def test_a_kind_without_labels_is_counted_and_not_scored():
    result = scored(said("other", "a.ts", 3))
    assert (result.unscored, result.total.precision.of) == (1, 0)


def test_a_wrong_value_is_told_apart_from_a_wrong_place():
    result = scored(said("tin", "a.ts", 3, "13"), said("vat_rate", "b.py", 7, 0.15))
    assert result.total.recall == Share(hits=2, of=3)
    assert result.total.values == Share(hits=1, of=2)
    assert result.wrong_values == ((TIN, ("13",)),)


@pytest.mark.parametrize(
    ("label", "reported", "same"),
    [
        (LENGTH, "12|10", True),
        (LENGTH, [10, 12], True),
        (LENGTH, "12", False),
        (VAT, "15.0", True),
        (VAT, 0.15, True),
        (VAT, "1.5", False),
        (VAT, None, False),
        (Label(path="a", line=1, kind="mobile", value=r"01[3-9]\d{8}"), r"/^(?:\+88)?01[3-9]\d{8}$/", True),
        (Label(path="a", line=1, kind="mobile", value=r"01[3-9]\d{8}"), r"01\d{9}", False),
        (Label(path="a", line=1, kind="mobile", value="bn-BD"), "", False),
        (Label(path="a", line=1, kind="bin", value="9-4"), "9-4", True),
        (Label(path="a", line=1, kind="bin", value="9-4"), 13, True),
        (Label(path="a", line=1, kind="due_date", value="03-15"), 18, False),
        (Label(path="a", line=1, kind="rounding", value="half_up 2"), "HALF_UP 2", True),
    ],
)
def test_values_are_compared_as_numbers_or_as_the_code_states_them(label, reported, same):
    assert same_value(label, reported) is same


def test_reach_is_compared_for_what_was_found_and_unsure_is_told_apart():
    corpus = Corpus(
        rules=(
            TIN.model_copy(update={"reach": "wired"}),
            LENGTH.model_copy(update={"reach": "dead"}),
            VAT.model_copy(update={"reach": "inert", "unsure_allowed": True}),
        )
    )
    found = scored(said("tin", "a.ts", 3, reach="wired"), said("tin", "a.ts", 4, reach="wired"), said("vat_rate", "b.py", 7), corpus=corpus)
    assert found.reach == {"wired": {"wired": 1}, "dead": {"wired": 1}, "inert": {"unsure, as allowed": 1}}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (95, 100, 0.8882, 0.9785), (1, 2, 0.0945, 0.9055)],
)
def test_an_interval_is_wilsons(hits, of, low, high):
    assert Share(hits=hits, of=of).interval == pytest.approx((low, high), abs=1e-4)
