"""The recorded door: what it answers, what it refuses, what it remembers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from prohori.allowance import Allowance
from prohori.errors import AgentError, SnapshotChanged, SnapshotViolation, TimeLimit
from prohori.snapshot.blobs import blob_id
from prohori.snapshot.protocol import Dated, Reads
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("home_of_its_own")
TODAY = date(2026, 3, 1)
FILES = {"finance/tax.ts": "export const VAT = 15;\n", "finance/tds.py": "RATE = 5\n", "README.md": "ERP\n"}


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "erp", FILES)


class Notebook:
    """A memo that keeps its pages in memory."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self.pages[key] for key in keys if key in self.pages}

    def put(self, key: str, value: bytes) -> None:
        self.pages[key] = value


class CountLetters:
    """An analyser that keeps what it was run on."""

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.ran_on: list[str] = []

    def run(self, path: str, content: bytes) -> dict[str, int]:
        self.ran_on.append(path)
        return {path: len(content)}

    def dump(self, result: dict[str, int]) -> bytes:
        return json.dumps(result).encode()

    def load(self, stored: bytes) -> dict[str, int]:
        loaded: dict[str, int] = json.loads(stored)
        return loaded


def door(
    repository: Repository, *, memo: Notebook | None = None, settings: dict[str, object] | None = None, version: str = "1"
) -> RecordedReads:
    return RecordedReads(Snapshot.take(repository.path), today=TODAY, settings=settings or {}, memo=memo, code_version=version)


def test_it_is_what_agents_are_promised(erp: Repository) -> None:
    promised: Reads = door(erp)
    assert promised.content("README.md") == b"ERP\n"


def test_content_is_recorded_with_its_id(erp: Repository) -> None:
    reads = door(erp)
    reads.content("README.md")
    assert reads.questions().content == {"README.md": blob_id(b"ERP\n", "sha1")}


def test_an_absent_file_is_an_error_and_is_recorded(erp: Repository) -> None:
    reads = door(erp)
    with pytest.raises(FileNotFoundError, match=r"finance/none\.ts"):
        reads.content("finance/none.ts")
    with pytest.raises(FileNotFoundError):
        reads.content("finance")
    assert reads.questions().presence == {"finance/none.ts": "absent", "finance": "folder"}


def test_a_question_about_presence_is_recorded_either_way(erp: Repository) -> None:
    reads = door(erp)
    assert [reads.exists(path) for path in ("README.md", "finance", "none")] == [True, True, False]
    assert reads.questions().presence == {"README.md": "file", "finance": "folder", "none": "absent"}


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "finance/../README.md", "a\0b", "./README.md", "a//b"])
@pytest.mark.parametrize("question", ["content", "exists", "size", "list", "symlink"])
def test_a_path_that_leaves_or_is_not_normal_is_a_violation(erp: Repository, path: str, question: str) -> None:
    with pytest.raises(SnapshotViolation, match="leaves the snapshot"):
        getattr(door(erp), question)(path)


def test_a_file_changed_after_the_snapshot_is_an_error_of_its_own(erp: Repository) -> None:
    reads = door(erp)
    erp.write({"README.md": "XYZ\n"})
    with pytest.raises(SnapshotChanged, match=r"changed since the snapshot[\s\S]*README.md"):
        reads.content("README.md")


def test_a_file_deleted_after_the_snapshot_is_the_same_error(erp: Repository) -> None:
    reads = door(erp)
    (erp.path / "README.md").unlink()
    with pytest.raises(SnapshotChanged, match="no longer there"):
        reads.content("README.md")


def test_a_dirty_file_changed_again_is_the_same_error(erp: Repository) -> None:
    erp.write({"README.md": "one\n", "new.ts": "1"})
    reads = door(erp)
    erp.write({"README.md": "one\r\n", "new.ts": "2"})
    for path in ("README.md", "new.ts"):
        with pytest.raises(SnapshotChanged):
            reads.content(path)


def test_a_link_put_in_the_place_of_a_file_is_not_followed(erp: Repository, tmp_path: Path) -> None:
    (tmp_path / "same").write_text("ERP\n")
    reads = door(erp)
    (erp.path / "README.md").unlink()
    (erp.path / "README.md").symlink_to(tmp_path / "same")
    with pytest.raises(SnapshotChanged):
        reads.content("README.md")


def test_a_pipe_put_in_the_place_of_a_file_does_not_hang(erp: Repository) -> None:
    reads = door(erp)
    (erp.path / "README.md").unlink()
    os.mkfifo(erp.path / "README.md")
    with pytest.raises(SnapshotChanged):
        reads.content("README.md")


@pytest.mark.parametrize("stored", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_decoded_by_its_mark(erp: Repository, stored: str) -> None:
    erp.write({"note.txt": "মূসক ৬.৩".encode(stored)})
    assert door(erp).text("note.txt") == "মূসক ৬.৩"


@pytest.mark.parametrize("content", [b"\x89PNG\0\0", b"caf\xe9"])
def test_what_is_not_text_is_a_unicode_error(erp: Repository, content: bytes) -> None:
    erp.write({"x": content})
    with pytest.raises(UnicodeError):
        door(erp).text("x")


def test_a_size_is_that_of_the_content(erp: Repository) -> None:
    erp.write({"new.ts": "12345"})
    reads = door(erp)
    assert [reads.size(path) for path in ("README.md", "new.ts", "none", "finance")] == [4, 5, None, None]
    assert reads.questions().sizes == {
        "README.md": f"{blob_id(b'ERP' + bytes([10]), 'sha1')}:4",
        "new.ts": f"{blob_id(b'12345', 'sha1')}:5",
    }


def test_a_hundred_megabytes_are_handed_over(erp: Repository) -> None:
    with (erp.path / "dump.sql").open("wb") as dump:
        dump.truncate(100 * 1024 * 1024)
    reads = door(erp)
    assert (reads.size("dump.sql"), len(reads.content("dump.sql"))) == (100 * 1024 * 1024,) * 2


def test_lists_and_globs_are_recorded(erp: Repository) -> None:
    reads = door(erp)
    assert (reads.list(), reads.list("finance/"), reads.list("none")) == (("README.md", "finance/"), ("tax.ts", "tds.py"), ())
    assert reads.glob("**/*.{ts,py}") == ("finance/tax.ts", "finance/tds.py")
    questions = reads.questions()
    assert (sorted(questions.lists), list(questions.globs)) == (["", "finance", "none"], ['["**/*.{ts,py}"]'])


def test_a_link_inside_is_followed_and_recorded(erp: Repository) -> None:
    (erp.path / "vat.ts").symlink_to("finance/tax.ts")
    (erp.path / "money").symlink_to("finance")
    reads = door(erp)
    assert reads.content("vat.ts") == reads.content("money/tax.ts") == FILES["finance/tax.ts"].encode()
    assert (reads.symlink("vat.ts"), reads.symlink("README.md"), reads.list("money")) == ("finance/tax.ts", None, ("tax.ts", "tds.py"))
    assert reads.questions().links == {"vat.ts": blob_id(b"finance/tax.ts", "sha1"), "money": blob_id(b"finance", "sha1"), "README.md": ""}
    assert list(reads.questions().content) == ["finance/tax.ts"]


def test_links_are_followed_as_the_kernel_would(erp: Repository) -> None:
    erp.write({"a/b/x.ts": "inner", "x.ts": "outer", "a/x.ts": "between"})
    (erp.path / "deep").symlink_to("a/b")
    (erp.path / "up").symlink_to("deep/../x.ts")
    assert door(erp).content("up") == (erp.path / "up").read_bytes() == b"between"


@pytest.mark.parametrize("target", ["/etc/passwd", "../../outside", "finance/../../x", "round"])
def test_a_link_out_of_the_snapshot_is_a_violation(erp: Repository, target: str) -> None:
    (erp.path / "round").symlink_to(target)
    reads = door(erp)
    with pytest.raises(SnapshotViolation, match="link leaves the snapshot"):
        reads.content("round")
    assert reads.symlink("round") == target


def test_a_link_to_the_repository_beside_the_target_is_a_violation(erp: Repository) -> None:
    (erp.path / "finance/readme").symlink_to("../README.md")
    reads = RecordedReads(Snapshot.take(erp.path / "finance"), today=TODAY, settings={}, memo=None, code_version="1")
    with pytest.raises(SnapshotViolation):
        reads.content("readme")


def test_a_link_to_nothing_is_an_absent_file(erp: Repository) -> None:
    (erp.path / "broken").symlink_to("finance/none.ts")
    reads = door(erp)
    assert (reads.exists("broken"), reads.size("broken"), reads.symlink("broken")) == (False, None, "finance/none.ts")


def test_links_are_not_matched_by_globs(erp: Repository) -> None:
    (erp.path / "evil.ts").symlink_to("/etc/passwd")
    assert door(erp).glob("**/*.ts") == ("finance/tax.ts",)


def test_settings_are_recorded_by_digest(erp: Repository) -> None:
    reads = door(erp, settings={"strict": True})
    assert (reads.setting("strict"), reads.setting("unset")) == (True, None)
    assert set(reads.questions().settings) == {"strict", "unset"} and "True" not in str(reads.questions().settings)


def test_dates_are_kept_as_the_intersection_of_their_intervals(erp: Repository) -> None:
    reads = door(erp)
    july, next_july = date(2025, 7, 1), date(2026, 7, 1)
    assert reads.dated(lambda _: Dated(15, july, None, "vat.standard")) == 15
    reads.dated(lambda _: Dated(15, date(2019, 7, 1), next_july, "vat.standard"))
    reads.dated(lambda _: Dated(5, None, None, "tds.rent"))
    assert reads.questions().dates == {"vat.standard": "2025-07-01/2026-07-01", "tds.rent": "/"}


def test_asking_the_date_itself_holds_for_that_day(erp: Repository) -> None:
    reads = door(erp)
    assert reads.today == TODAY and reads.questions().dates == {"today": "2026-03-01/2026-03-02"}


def test_a_dated_fact_for_another_date_is_a_mistake_of_the_lookup(erp: Repository) -> None:
    with pytest.raises(AgentError, match="another date"):
        door(erp).dated(lambda _: Dated(15, date(2027, 1, 1), None, "vat"))


def test_a_file_is_analysed_once_for_the_same_bytes_and_version(erp: Repository) -> None:
    memo, letters = Notebook(), CountLetters()
    results = [door(erp, memo=memo).analyse("README.md", letters) for _ in range(2)]
    assert results == [{"README.md": 4}] * 2 and letters.ran_on == ["README.md"]
    door(erp, memo=memo, version="2").analyse("README.md", letters)
    door(erp, memo=memo).analyse("README.md", CountLetters("other"))
    erp.write({"README.md": "longer\n"})
    assert door(erp, memo=memo).analyse("README.md", letters) == {"README.md": 7}
    assert letters.ran_on == ["README.md"] * 3


def test_equal_files_at_two_paths_are_analysed_apart(erp: Repository) -> None:
    erp.write({"copy.md": "ERP\n"})
    reads = door(erp, memo=Notebook())
    letters = CountLetters()
    assert [reads.analyse(path, letters) for path in ("README.md", "copy.md")] == [{"README.md": 4}, {"copy.md": 4}]


def test_an_analysis_from_the_memo_is_recorded_all_the_same(erp: Repository) -> None:
    memo = Notebook()
    door(erp, memo=memo).analyse("README.md", CountLetters())
    again = door(erp, memo=memo)
    again.analyse("README.md", CountLetters())
    assert list(again.questions().content) == ["README.md"]


def test_a_torn_page_of_the_memo_is_made_again(erp: Repository) -> None:
    memo = Notebook()
    door(erp, memo=memo).analyse("README.md", CountLetters())
    for torn in (b"", b"=", b"={", b"\xff"):
        memo.pages = dict.fromkeys(memo.pages, torn)
        assert door(erp, memo=memo).analyse("README.md", CountLetters()) == {"README.md": 4}


def test_an_lfs_pointer_stays_flagged_when_the_memo_answers(erp: Repository) -> None:
    erp.write({"stamp.bin": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"})
    memo = Notebook()
    for _ in range(2):
        reads = door(erp, memo=memo)
        reads.analyse("stamp.bin", CountLetters())
        assert reads.lfs == ("stamp.bin",)


def test_after_the_time_limit_the_next_question_is_refused(erp: Repository) -> None:
    reads = RecordedReads(Snapshot.take(erp.path), today=TODAY, settings={}, memo=None, code_version="1", allowance=Allowance(seconds=-1))
    for ask in (lambda: reads.content("README.md"), lambda: reads.glob("**"), lambda: reads.list()):
        with pytest.raises(TimeLimit):
            ask()


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system refuses names that are not UTF-8")
def test_questions_about_any_name_survive_json(erp: Repository) -> None:
    names = [os.fsdecode(b"caf\xe9\\x.ts"), "a\nb.ts", "\\xe9.ts", "মূসক.ts"]
    erp.write(dict.fromkeys(names, "1"))
    reads = door(erp)
    for name in names:
        reads.content(name), reads.exists(name), reads.size(name), reads.symlink(name)
    reads.glob("**/*.ts"), reads.list()
    questions = reads.questions()
    assert type(questions).model_validate_json(questions.model_dump_json()) == questions
    assert len(questions.content) == 4
