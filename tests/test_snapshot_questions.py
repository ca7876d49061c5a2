"""Which recorded answers are others now, and how that is said."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prohori.snapshot.protocol import Dated
from prohori.snapshot.questions import Questions, differences, first_difference
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("home_of_its_own")
TODAY = date(2026, 3, 1)
FILES = {"finance/tax.ts": "export const VAT = 15;\n", "finance/tds.py": "RATE = 5\n", "hr/pay.ts": "PAY\n", "README.md": "ERP\n"}
Ask = Callable[[RecordedReads], object]


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    erp = Repository.create(tmp_path / "erp", FILES)
    (erp.path / "link").symlink_to("finance")
    erp.commit()
    return erp


def asked(repository: Repository, *questions: Ask) -> Questions:
    """What is recorded, after a way through JSON."""
    reads = RecordedReads(Snapshot.take(repository.path), today=TODAY, settings={"strict": True}, memo=None, code_version="1")
    for ask in questions:
        ask(reads)
    return Questions.model_validate_json(reads.questions().model_dump_json())


def sentences(questions: Questions, repository: Repository, *, strict: object = True, today: date = TODAY) -> list[str]:
    return [str(change) for change in differences(questions, Snapshot.take(repository.path), {"strict": strict}, today)]


def everything(reads: RecordedReads) -> None:
    for path in reads.glob("**/*.ts"):
        reads.content(path)
    reads.glob("**/*.md"), reads.list(), reads.list("finance"), reads.size("README.md"), reads.exists("none.ts")
    reads.symlink("link"), reads.setting("strict"), reads.dated(lambda _: Dated(15, None, date(2026, 7, 1), "vat.construction"))


def test_on_the_same_tree_nothing_differs(erp: Repository) -> None:
    assert sentences(asked(erp, everything), erp) == []


def test_what_was_not_asked_may_change(erp: Repository) -> None:
    questions = asked(erp, lambda r: r.content("hr/pay.ts"), lambda r: r.glob("finance/*.ts"))
    erp.write({"finance/tax.ts": "changed", "finance/new.py": "1"})
    erp.commit()
    assert sentences(questions, erp) == []


@pytest.mark.parametrize(
    ("ask", "change", "sentence"),
    [
        (lambda r: r.content("finance/tax.ts"), {"finance/tax.ts": "x"}, "finance/tax.ts changed"),
        (lambda r: r.content("finance/tax.ts"), {"finance/tax.ts": None}, "finance/tax.ts was deleted"),
        (lambda r: r.content("link/tax.ts"), {"finance/tax.ts": "x"}, "finance/tax.ts changed"),
        (lambda r: r.exists("new.ts"), {"new.ts": "1"}, "new.ts was absent, is file"),
        (lambda r: r.exists("README.md"), {"README.md": None}, "README.md was file, is absent"),
        (lambda r: r.exists("new"), {"new/x": "1"}, "new was absent, is folder"),
        (
            lambda r: r.list("finance"),
            {"finance/new.ts": "1", "finance/tds.py": None},
            "list finance/: 1 added (new.ts), 1 removed (tds.py)",
        ),
        (lambda r: r.list("none"), {"none/x.ts": "1"}, "list none/: 1 added (x.ts)"),
        (lambda r: r.glob("**/*.ts"), {"a.ts": "1", "b.ts": "1"}, "glob **/*.ts: 2 added (a.ts, b.ts)"),
        (lambda r: r.glob("**/*.ts"), {"hr/pay.ts": None}, "glob **/*.ts: 1 removed (hr/pay.ts)"),
        (lambda r: r.glob("**/*.go"), {"a.go": "1"}, "glob **/*.go: 1 added (a.go)"),
        (lambda r: r.glob("**/*.go"), {f"{n}.go": "1" for n in "abcde"}, "glob **/*.go: 5 added (a.go, b.go, c.go, …)"),
        (lambda r: r.size("README.md"), {"README.md": "longer"}, "the size of README.md changed"),
        (lambda r: r.size("README.md"), {"README.md": None}, "the size of README.md changed"),
        (lambda r: r.symlink("link"), {"link": "a file now"}, "link is no longer the link"),
    ],
)
def test_a_changed_answer_is_said_in_a_sentence(erp: Repository, ask: Ask, change: dict[str, str | None], sentence: str) -> None:
    questions = asked(erp, ask)
    for path, content in change.items():
        (erp.path / path).unlink(missing_ok=True)
        if content is not None:
            erp.write({path: content})
    assert sentences(questions, erp) == [sentence]


def test_a_size_that_stays_is_no_change(erp: Repository) -> None:
    questions = asked(erp, lambda r: r.size("README.md"))
    erp.write({"README.md": "PRE\n"})
    assert sentences(questions, erp) == []


def test_a_glob_whose_matches_were_all_read_keeps_no_names_and_still_names_them(erp: Repository) -> None:
    questions = asked(erp, everything)
    assert ":" not in questions.globs['["**/*.ts"]'] and ":" in questions.globs['["**/*.md"]']
    (erp.path / "hr/pay.ts").unlink()
    erp.write({"hr/new.ts": "1"})
    assert "glob **/*.ts: 1 added (hr/new.ts), 1 removed (hr/pay.ts)" in sentences(questions, erp)


def test_a_link_with_another_target_is_a_change(erp: Repository) -> None:
    questions = asked(erp, lambda r: r.exists("link/tax.ts"))
    (erp.path / "link").unlink()
    (erp.path / "link").symlink_to("hr")
    assert sentences(questions, erp) == ["the link link changed"]


@pytest.mark.parametrize("text", ["d/../bar.ts", "d/e/../../bar.ts", "./d//../bar.ts"])
def test_a_folder_that_a_link_leaves_by_two_dots_and_that_becomes_a_link_is_a_change(erp: Repository, text: str) -> None:
    erp.write({"d/e/x.ts": "x", "bar.ts": "outer", "sub/bar.ts": "inner", "sub/deep/e/x.ts": "x", "sub/deep/bar.ts": "deep"})
    (erp.path / "L").symlink_to(text)
    questions = asked(erp, lambda r: r.content("L"))
    assert sentences(questions, erp) == []
    shutil.rmtree(erp.path / "d")
    (erp.path / "d").symlink_to("sub/deep")
    assert "d became a link" in sentences(questions, erp)


def test_a_file_that_a_link_passes_as_if_it_were_a_folder_is_no_change(erp: Repository) -> None:
    (erp.path / "L").symlink_to("README.md/../finance/tax.ts")
    assert sentences(asked(erp, lambda r: r.content("L")), erp) == []


@pytest.mark.parametrize("asked_glob", ["[5]", "5", '"**/*.ts"', '{"a": 1}', "[null]", "no json"])
def test_a_recorded_glob_that_is_no_array_of_patterns_is_a_value_error(erp: Repository, asked_glob: str) -> None:
    with pytest.raises(ValueError, match=r"array of patterns|Expecting value"):
        sentences(Questions(globs={asked_glob: "x"}), erp)


@pytest.mark.parametrize("ask", [lambda r: r.exists("later/tax.ts"), lambda r: r.list("later/deep"), lambda r: r.symlink("later/x")])
def test_a_folder_that_becomes_a_link_changes_what_was_absent_behind_it(erp: Repository, ask: Ask) -> None:
    questions = asked(erp, ask)
    (erp.path / "later").symlink_to("finance")
    assert len(sentences(questions, erp)) == 1


def test_a_file_that_becomes_a_link_with_the_same_bytes_is_a_change(erp: Repository) -> None:
    erp.write({"points.txt": "finance/tax.ts"})
    questions = asked(erp, lambda r: r.content("points.txt"))
    (erp.path / "points.txt").unlink()
    (erp.path / "points.txt").symlink_to("finance/tax.ts")
    assert sentences(questions, erp) == ["points.txt changed"]


def test_an_executable_bit_is_no_change_of_content(erp: Repository) -> None:
    questions = asked(erp, lambda r: r.content("README.md"))
    (erp.path / "README.md").chmod(0o755)
    assert sentences(questions, erp) == []


def test_a_changed_setting_is_a_change(erp: Repository) -> None:
    assert sentences(asked(erp, everything), erp, strict="very") == ["the setting strict changed"]


@pytest.mark.parametrize(("day", "said"), [(30, []), (1, ["the rulebook changes on 2026-07-01: vat.construction"])])
def test_the_rulebook_changes_on_its_day_and_not_before(erp: Repository, day: int, said: list[str]) -> None:
    assert sentences(asked(erp, everything), erp, today=date(2026, 6 if day == 30 else 7, day)) == said


def test_a_rule_that_is_not_yet_in_force_is_a_change(erp: Repository) -> None:
    questions = asked(erp, lambda r: r.dated(lambda _: Dated(15, date(2025, 7, 1), None, "vat.construction")))
    assert sentences(questions, erp, today=date(2024, 1, 1)) == ["the rulebook changes on 2025-07-01: vat.construction"]


def test_who_asked_the_date_is_asked_again_tomorrow(erp: Repository) -> None:
    assert sentences(asked(erp, lambda r: r.today), erp, today=date(2026, 3, 2)) == ["the date moved from 2026-03-01 to 2026-03-02"]


def test_the_first_difference_is_the_first_of_all(erp: Repository) -> None:
    questions = asked(erp, everything)
    assert first_difference(questions, Snapshot.take(erp.path), {"strict": True}, TODAY) is None
    erp.write({"finance/tax.ts": "x", "hr/pay.ts": "x"})
    snapshot = Snapshot.take(erp.path)
    assert first_difference(questions, snapshot, {"strict": True}, TODAY) == differences(questions, snapshot, {"strict": True}, TODAY)[0]


def test_ten_thousand_answers_are_compared_at_once(tmp_path: Path) -> None:
    names = [f"m{n % 100:02d}/file{n}.ts" for n in range(10_000)]
    snapshot = Snapshot.take(Repository.create(tmp_path / "erp").path)
    big = Snapshot(repository=snapshot.repository, entries=dict.fromkeys(sorted(names), f"100644 {'0' * 40}"), tree="", dirty=0)
    questions = Questions(content=dict.fromkeys(names, "0" * 40))
    took = []
    for _ in range(5):
        started = time.perf_counter()
        assert differences(questions, big, {}, TODAY) == []
        took.append(time.perf_counter() - started)
    assert min(took) < 0.02


def test_a_change_is_json_both_ways(erp: Repository) -> None:
    questions = asked(erp, everything)
    erp.write({os.fsdecode(b"caf\xc3\xa9.ts"): "1"})
    for change in differences(questions, Snapshot.take(erp.path), {"strict": True}, TODAY):
        assert type(change).model_validate_json(change.model_dump_json()) == change
