"""What is in a snapshot: path → mode and blob id, committed or not."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prohori.errors import RepositoryError
from prohori.snapshot.blobs import blob_id
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("home_of_its_own")
FILES = {"finance/tax.ts": "export const VAT = 15;\n", "finance/tds.py": "RATE = 5\n", "README.md": "ERP\n"}


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "erp", FILES)


def take(repository: Repository, below: str = "") -> Snapshot:
    return Snapshot.take(repository.path / below)


def sha1(content: bytes) -> str:
    return blob_id(content, "sha1")


def test_a_clean_tree_holds_the_ids_that_git_gives(erp: Repository) -> None:
    snapshot = take(erp)
    assert snapshot.blob("finance/tax.ts") == erp.git("rev-parse", "HEAD:finance/tax.ts").strip()
    assert (list(snapshot.entries), snapshot.dirty, snapshot.name) == (sorted(FILES), 0, "erp")
    assert snapshot.commit == erp.git("rev-parse", "HEAD").strip()


def test_a_changed_file_has_the_id_of_its_new_bytes(erp: Repository) -> None:
    erp.write({"finance/tax.ts": "export const VAT = 7;\n"})
    snapshot = take(erp)
    assert snapshot.blob("finance/tax.ts") == sha1(b"export const VAT = 7;\n")
    assert snapshot.dirty == 1


def test_equal_content_has_one_digest_committed_staged_or_not(erp: Repository) -> None:
    before = take(erp).tree
    erp.write({"finance/new.ts": "1", "finance/tax.ts": "2"})
    (erp.path / "README.md").unlink()
    untracked = take(erp)
    erp.git("add", "--all")
    staged = take(erp)
    erp.commit()
    committed = take(erp)
    assert untracked.tree == staged.tree == committed.tree != before
    assert (untracked.dirty, staged.dirty, committed.dirty) == (3, 3, 0)


def test_a_change_that_keeps_length_and_mtime_is_seen(erp: Repository) -> None:
    file = erp.path / "finance/tax.ts"
    old = time.time_ns() - 10**10
    os.utime(file, ns=(old, old))
    erp.git("update-index", "--refresh")
    time.sleep(1.05)  # git compares the time of the last status change in seconds
    file.write_text("export const VAT = 51;\n")
    os.utime(file, ns=(old, old))
    assert take(erp).blob("finance/tax.ts") == sha1(b"export const VAT = 51;\n")


def test_touching_a_file_changes_nothing(erp: Repository) -> None:
    before = take(erp)
    os.utime(erp.path / "finance/tax.ts", (1, 1))
    after = take(erp)
    assert (after.tree, after.dirty) == (before.tree, 0)


def test_untracked_files_are_in_it_and_ignored_ones_are_not(erp: Repository) -> None:
    erp.write({".gitignore": "*.log\n", "a.log": "x", "notes.txt": "x", ".git/info/exclude": "secret\n", "secret": "x"})
    snapshot = take(erp)
    assert snapshot.kind("notes.txt") == "file"
    assert [snapshot.kind(path) for path in ("a.log", "secret")] == ["absent", "absent"]


def test_what_the_user_ignores_everywhere_is_ignored(erp: Repository, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.gitconfig").write_text("[core]\n\texcludesFile = ~/ignored\n")
    (tmp_path / "home/ignored").write_text(".env.mine\n")
    erp.write({".env.mine": "TOKEN=1"})
    assert take(erp).kind(".env.mine") == "absent"


def test_the_executable_bit_is_part_of_the_tree(erp: Repository) -> None:
    before = take(erp).tree
    (erp.path / "finance/tds.py").chmod(0o755)
    snapshot = take(erp)
    assert snapshot.mode("finance/tds.py") == "100755" and snapshot.tree != before


def test_where_git_ignores_the_executable_bit_so_does_the_snapshot(erp: Repository) -> None:
    erp.git("config", "core.fileMode", "false")
    (erp.path / "finance/tds.py").chmod(0o755)
    assert take(erp).dirty == 0


def test_a_folder_in_place_of_a_file_is_a_folder(erp: Repository) -> None:
    (erp.path / "README.md").unlink()
    erp.write({"README.md/part.md": "x"})
    snapshot = take(erp)
    assert (snapshot.kind("README.md"), snapshot.kind("README.md/part.md")) == ("folder", "file")


def test_a_link_in_place_of_a_folder_hides_what_was_in_it(erp: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/tax.ts").write_text("outside")
    for file in (erp.path / "finance").iterdir():
        file.unlink()
    (erp.path / "finance").rmdir()
    (erp.path / "finance").symlink_to(tmp_path / "elsewhere")
    snapshot = take(erp)
    assert (snapshot.kind("finance"), snapshot.kind("finance/tax.ts")) == ("link", "behind a link")


def test_pipes_and_sockets_are_not_in_it(erp: Repository) -> None:
    os.mkfifo(erp.path / "pipe")
    (erp.path / "README.md").unlink()
    os.mkfifo(erp.path / "README.md")
    snapshot = take(erp)
    assert [snapshot.kind(path) for path in ("pipe", "README.md")] == ["absent", "absent"]


UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Root reads everything, unless it gives up the capability to."""


def test_an_unreadable_file_is_named_and_the_rest_is_there(erp: Repository) -> None:
    erp.write({"locked.txt": "x"})
    (erp.path / "locked.txt").chmod(0)
    look = "import sys, pathlib; from prohori.snapshot.tree import Snapshot; s = Snapshot.take(pathlib.Path(sys.argv[1]))"
    show = "print(s.missing['locked.txt'], s.kind('README.md'), sep='; ')"
    asked = [*UNPRIVILEGED, sys.executable, "-c", f"{look}; {show}", str(erp.path)]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert told.stdout.strip().endswith("; file") and "cannot be read" in told.stdout, told.stderr


@pytest.mark.parametrize("bit", ["--assume-unchanged", "--skip-worktree"])
def test_bits_that_make_git_look_away_do_not_blind_it(erp: Repository, bit: str) -> None:
    erp.git("update-index", bit, "finance/tax.ts")
    erp.write({"finance/tax.ts": "hidden change"})
    assert erp.git("status", "--porcelain") == ""
    snapshot = take(erp)
    assert snapshot.blob("finance/tax.ts") == sha1(b"hidden change") and snapshot.dirty == 1


def test_a_deleted_file_that_is_assumed_unchanged_is_absent(erp: Repository) -> None:
    erp.git("update-index", "--assume-unchanged", "README.md")
    (erp.path / "README.md").unlink()
    assert take(erp).kind("README.md") == "absent"


def test_a_merge_conflict_is_read_as_it_lies_there(erp: Repository) -> None:
    erp.git("checkout", "--quiet", "-b", "other")
    erp.write({"finance/tax.ts": "theirs\n"})
    erp.commit()
    erp.git("checkout", "--quiet", "main")
    erp.write({"finance/tax.ts": "ours\n"})
    erp.commit()
    erp.git("merge", "other", check=False)
    snapshot = take(erp)
    content = (erp.path / "finance/tax.ts").read_bytes()
    assert b"<<<<<<<" in content
    assert (snapshot.conflicted, snapshot.blob("finance/tax.ts")) == (("finance/tax.ts",), sha1(content))
    assert snapshot.dirty == 1


def test_a_submodule_is_its_commit_and_is_not_entered(erp: Repository, tmp_path: Path) -> None:
    library = Repository.create(tmp_path / "library", {"lib.ts": "1"})
    erp.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(library.path), "libs/shared")
    erp.commit()
    erp.write({"libs/shared/untracked.ts": "2"})
    snapshot = take(erp)
    assert snapshot.submodules == ("libs/shared",)
    assert (snapshot.kind("libs/shared"), snapshot.blob("libs/shared")) == ("submodule", library.git("rev-parse", "HEAD").strip())
    assert snapshot.glob(["**/lib.ts", "**/untracked.ts"]) == () and snapshot.children("libs") == ("shared/",)
    assert take(erp, "libs/shared").glob(["**/*.ts"]) == ("lib.ts", "untracked.ts")


def test_a_nested_repository_is_listed_and_not_entered(erp: Repository) -> None:
    Repository.create(erp.path / "vendored", {"inner.ts": "1"})
    snapshot = take(erp)
    assert snapshot.submodules == ("vendored/",) and snapshot.glob(["**/inner.ts"]) == ()


def test_a_linked_work_tree_is_a_repository(erp: Repository, tmp_path: Path) -> None:
    erp.git("worktree", "add", "--quiet", str(tmp_path / "second"))
    (tmp_path / "second/README.md").write_text("second\n")
    snapshot = Snapshot.take(tmp_path / "second")
    assert (snapshot.blob("README.md"), snapshot.dirty, snapshot.name) == (sha1(b"second\n"), 1, "second")


def test_below_the_root_only_what_is_below_is_seen(erp: Repository) -> None:
    erp.write({"other/x.ts": "1", "finance/new.ts": "2"})
    snapshot = take(erp, "finance")
    assert list(snapshot.entries) == ["new.ts", "tax.ts", "tds.py"]
    assert (snapshot.name, snapshot.dirty, snapshot.commit) == ("erp/finance", 1, take(erp).commit)


def test_below_the_root_a_folder_of_a_similar_name_is_not_seen(erp: Repository) -> None:
    erp.write({"finance2/x.ts": "1", "fin*/odd.ts": "2"})
    assert "x.ts" not in take(erp, "finance").entries
    assert list(take(erp, "fin*").entries) == ["odd.ts"]


def test_a_repository_without_a_commit_shows_its_untracked_files(tmp_path: Path) -> None:
    empty = Repository.create(tmp_path / "new")
    empty.write({"a.ts": "1"})
    snapshot = take(empty)
    assert (snapshot.commit, list(snapshot.entries), snapshot.dirty) == (None, ["a.ts"], 1)


def test_a_repository_with_nothing_in_it_is_empty(tmp_path: Path) -> None:
    snapshot = take(Repository.create(tmp_path / "new"))
    assert (dict(snapshot.entries), snapshot.children(""), snapshot.glob(["**"])) == ({}, (), ())


def test_sha256_repositories_have_sha256_ids(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", FILES, options=("--object-format=sha256",))
    erp.write({"new.ts": "1"})
    snapshot = take(erp)
    assert snapshot.blob("README.md") == erp.git("rev-parse", "HEAD:README.md").strip()
    assert snapshot.blob("new.ts") == blob_id(b"1", "sha256") and snapshot.dirty == 1


def test_names_with_newlines_tabs_quotes_and_bengali_are_names(tmp_path: Path) -> None:
    names = ["a\nb.ts", "tab\t.ts", ' 0\t"q".ts', "মূসক/কর.ts", "\\back.ts", "-v.ts"]
    erp = Repository.create(tmp_path / "erp", dict.fromkeys(names[:3], "1"))
    erp.write(dict.fromkeys(names[3:], "1"))
    assert list(take(erp).entries) == sorted(names)
    committed = erp.commit()
    assert (list(take(erp).entries), take(erp).commit) == (sorted(names), committed)


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system refuses names that are not UTF-8")
def test_names_that_are_not_utf_8_are_names(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", FILES)
    (erp.path / os.fsdecode(b"caf\xe9.ts")).write_text("1")
    untracked = take(erp)
    erp.commit()
    assert os.fsdecode(b"caf\xe9.ts") in take(erp).entries and take(erp).tree == untracked.tree


def test_names_that_are_one_name_elsewhere_are_reported(tmp_path: Path) -> None:
    erp = Repository.create(
        tmp_path / "erp", {"Tax.ts": "1", "tax.ts": "2", "cafe\u0301.ts": "3", "caf\u00e9.ts": "4", "Src/a": "1", "src/b": "1"}
    )
    assert take(erp).collisions == (("Src", "src"), ("Tax.ts", "tax.ts"), ("cafe\u0301.ts", "caf\u00e9.ts"))


def test_children_are_names_in_one_folder(erp: Repository) -> None:
    erp.write({"finance/deep/er/x.ts": "1", "finance.md": "1", "finance-old/y.ts": "1"})
    snapshot = take(erp)
    assert snapshot.children("") == ("README.md", "finance-old/", "finance.md", "finance/")
    assert snapshot.children("finance") == ("deep/", "tax.ts", "tds.py")
    assert snapshot.children("nowhere") == ()


def test_the_index_in_two_files_is_read_whole(erp: Repository) -> None:
    erp.git("update-index", "--split-index")
    erp.write({"finance/tax.ts": "x"})
    erp.git("add", "finance/tax.ts")
    assert list((erp.path / ".git").glob("sharedindex.*"))
    assert list(take(erp).entries) == sorted(FILES) and take(erp).dirty == 1


def test_a_file_only_meant_to_be_added_has_its_bytes(erp: Repository) -> None:
    erp.write({"soon.ts": "1"})
    erp.git("add", "--intent-to-add", "soon.ts")
    assert take(erp).blob("soon.ts") == sha1(b"1")


def test_a_crafted_index_cannot_reach_out_of_the_tree(erp: Repository, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("secret")
    index = erp.path / ".git/index"
    erp.write({"aa/out.txt": "x"})
    erp.git("add", "--all")
    crafted = index.read_bytes().replace(b"aa/out.txt", b"../out.txt")[:-20]
    index.write_bytes(crafted + hashlib.sha1(crafted, usedforsecurity=False).digest())
    with pytest.raises(RepositoryError, match="improper path"):
        take(erp)


def test_taking_a_hundred_megabytes_needs_little_memory(erp: Repository) -> None:
    with (erp.path / "dump.sql").open("wb") as dump:
        dump.truncate(100 * 1024 * 1024)
    program = (
        "import resource, sys, re; from pathlib import Path; from prohori.snapshot.tree import Snapshot\n"
        "s = Snapshot.take(Path(sys.argv[1])); status = Path('/proc/self/status')\n"
        "peak = int(re.search('VmHWM:\\\\s*([0-9]+)', status.read_text())[1]) if status.exists() else "
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"  # inherited from the parent where it counts KiB
        "print(s.sizes['dump.sql'], peak)"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(erp.path)], capture_output=True, text=True, check=True, timeout=60)
    size, peak_kib = map(int, ran.stdout.split())
    assert size == 100 * 1024 * 1024
    assert peak_kib < 80 * 1024


def test_its_state_is_what_a_result_shows(erp: Repository) -> None:
    state = take(erp).state()
    assert (state.name, state.path, state.dirty, len(state.tree)) == ("erp", str(erp.path), 0, 64)
