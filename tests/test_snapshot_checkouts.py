"""Clones and checkouts that do not hold everything, or hold other bytes than the commit: shallow, sparse, partial, LFS, line ends."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from prohori.errors import RepositoryError, SnapshotChanged
from prohori.snapshot.blobs import blob_id
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("home_of_its_own")
FILES = {"README.md": "ERP\n", "finance/tax.ts": "export const VAT = 15;\n", "hr/pay.ts": "export const PAY = 1;\n"}
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    origin = Repository.create(tmp_path / "origin", FILES)
    origin.git("config", "uploadpack.allowFilter", "true")
    return origin


def clone(origin: Repository, *options: str) -> Repository:
    target = origin.path.parent / "clone"
    origin.git("clone", "--quiet", *options, f"file://{origin.path}", str(target))
    return Repository(target)


def reads(repository: Repository) -> RecordedReads:
    return RecordedReads(Snapshot.take(repository.path), today=date(2026, 1, 1), settings={}, memo=None, code_version="1")


def test_a_shallow_clone_is_like_any_other(origin: Repository) -> None:
    origin.write({"README.md": "two\n"})
    origin.commit()
    shallow = clone(origin, "--depth=1")
    assert Snapshot.take(shallow.path).tree == Snapshot.take(origin.path).tree
    assert Snapshot.take(shallow.path).dirty == 0


@pytest.mark.parametrize("index", ["--no-sparse-index", "--sparse-index"])
def test_outside_a_sparse_checkout_files_are_read_from_the_objects(origin: Repository, index: str) -> None:
    sparse = clone(origin)
    sparse.git("sparse-checkout", "set", "--cone", index, "finance")
    assert not (sparse.path / "hr").exists()
    door = reads(sparse)
    assert door.snapshot.tree == Snapshot.take(origin.path).tree and door.snapshot.dirty == 0
    assert door.snapshot.sparse == {"hr/pay.ts"}
    assert (door.content("hr/pay.ts"), door.size("hr/pay.ts")) == (FILES["hr/pay.ts"].encode(), 22)


def test_a_file_that_came_back_into_a_sparse_checkout_is_read_from_the_disk(origin: Repository) -> None:
    sparse = clone(origin)
    sparse.git("sparse-checkout", "set", "--cone", "finance")
    sparse.write({"hr/pay.ts": "mine"})
    assert reads(sparse).content("hr/pay.ts") == b"mine"


@pytest.fixture
def partial(origin: Repository) -> Repository:
    """A sparse clone that has the blobs of its own files only, and whose remote would leave a mark if asked for more."""
    partial = clone(origin, "--filter=blob:none", "--sparse")
    trap = origin.path.parent / "upload.sh"
    trap.write_text(f'#!/bin/sh\ntouch {origin.path.parent / "fetched"}\nexec git-upload-pack "$@"\n')
    trap.chmod(0o755)
    partial.git("config", "remote.origin.uploadpack", str(trap))
    return partial


def test_the_mark_of_this_test_is_left_by_a_fetch(partial: Repository) -> None:
    partial.git("cat-file", "-e", "HEAD:hr/pay.ts")
    assert (partial.path.parent / "fetched").exists()


def test_a_partial_clone_is_never_fetched(partial: Repository) -> None:
    before = partial.listing(".git")
    door = reads(partial)
    assert door.content("README.md") == b"ERP\n" and door.size("README.md") == 4
    assert door.glob("**") == ("README.md",) and door.list() == ("README.md",)
    assert sorted(door.snapshot.missing) == ["finance/tax.ts", "hr/pay.ts"] and door.exists("hr/pay.ts")
    with pytest.raises(RepositoryError, match="cannot be had") as caught:
        door.content("hr/pay.ts")
    assert "never" not in caught.value.what and "partial clone has not fetched it" in caught.value.why
    assert "sparse-checkout add" in caught.value.next
    assert not (partial.path.parent / "fetched").exists() and partial.listing(".git") == before


def test_a_partial_clone_without_trees_is_never_fetched(origin: Repository) -> None:
    treeless = clone(origin, "--filter=tree:0")
    treeless.git("config", "remote.origin.url", "file:///nowhere")
    treeless.write({"new.ts": "1"})
    treeless.git("add", "new.ts")
    assert sorted(Snapshot.take(treeless.path).entries) == sorted([*FILES, "new.ts"])


def test_an_object_that_is_missing_is_an_error_for_its_path_only(origin: Repository) -> None:
    sparse = clone(origin)
    sparse.git("sparse-checkout", "set", "--cone", "finance")
    blob = sparse.git("rev-parse", "HEAD:hr/pay.ts").strip()
    for pack in (sparse.path / ".git/objects/pack").glob("*.pack"):
        moved = pack.rename(sparse.path.parent / "loose.pack")
        with moved.open("rb") as packed:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=sparse.path, stdin=packed, check=True)
    (sparse.path / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    for leftover in (sparse.path / ".git/objects/pack").iterdir():
        leftover.unlink()
    door = reads(sparse)
    assert door.content("finance/tax.ts") == FILES["finance/tax.ts"].encode()
    with pytest.raises(RepositoryError, match="missing or damaged") as caught:
        door.content("hr/pay.ts")
    assert blob in caught.value.why


def test_an_lfs_pointer_is_its_text_and_is_flagged(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", {".gitattributes": "*.bin filter=lfs\n", "stamp.bin": POINTER})
    door = reads(erp)
    assert door.content("stamp.bin") == POINTER.encode()
    assert door.content(".gitattributes") and door.lfs == ("stamp.bin",)


def _smudged(tmp_path: Path, ends: str) -> Repository:
    """As `git lfs` leaves it: the real content on the disk, the pointer in the commit, and an index that calls it clean."""
    (tmp_path / "pointer").write_text(POINTER)
    erp = Repository.create(tmp_path / "erp", {".gitattributes": "*.bin filter=lfs\n"})
    erp.git("config", "filter.lfs.clean", f"cat {tmp_path / 'pointer'}")
    erp.write({"stamp.bin": ends})
    erp.commit()
    # An index that is newer than the file by a second is believed without another look at the content.
    old = (erp.path / "stamp.bin").stat().st_mtime - 10
    os.utime(erp.path / "stamp.bin", (old, old))
    erp.git("add", "stamp.bin")
    return erp


def test_an_lfs_file_with_its_real_content_on_the_disk_is_its_pointer_too(tmp_path: Path) -> None:
    door = reads(_smudged(tmp_path, "real content"))
    assert door.snapshot.dirty == 0
    assert (door.content("stamp.bin"), door.size("stamp.bin")) == (POINTER.encode(), len(POINTER))
    assert door.lfs == ("stamp.bin",)


def test_a_filtered_file_that_changes_during_the_run_is_noticed(tmp_path: Path) -> None:
    erp = _smudged(tmp_path, "real content")
    door = reads(erp)
    erp.write({"stamp.bin": "real, but other content"})
    with pytest.raises(SnapshotChanged):
        door.content("stamp.bin")


@pytest.mark.parametrize("how", ["autocrlf", "attribute"])
def test_line_ends_are_those_of_the_commit(tmp_path: Path, how: str) -> None:
    origin = Repository.create(tmp_path / "origin", {"a.ts": "1\n2\n", "b.ts": "3\n"})
    if how == "attribute":
        origin.write({".gitattributes": "*.ts text eol=crlf\n"})
        origin.commit()
    windows = clone(origin, *(["--config", "core.autocrlf=true"] if how == "autocrlf" else []))
    assert (windows.path / "a.ts").read_bytes() == b"1\r\n2\r\n"
    door = reads(windows)
    assert (door.content("a.ts"), door.size("a.ts")) == (b"1\n2\n", 4)
    assert (door.snapshot.dirty, door.snapshot.blob("a.ts")) == (0, Snapshot.take(origin.path).blob("a.ts"))


def test_a_touched_file_with_other_line_ends_is_unchanged(origin: Repository) -> None:
    windows = clone(origin, "--config", "core.autocrlf=true")
    os.utime(windows.path / "README.md", (1, 1))
    door = reads(windows)
    assert (door.content("README.md"), door.snapshot.dirty) == (b"ERP\n", 0)


def test_a_changed_file_keeps_the_line_ends_it_has(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", {"a.ts": "1\n"})
    erp.git("config", "core.autocrlf", "true")
    erp.write({"a.ts": "9\r\n"})
    door = reads(erp)
    assert (door.content("a.ts"), door.snapshot.blob("a.ts")) == (b"9\r\n", blob_id(b"9\r\n", "sha1"))


def test_a_file_in_another_encoding_is_the_text_of_the_commit(tmp_path: Path) -> None:
    erp = Repository.create(tmp_path / "erp", {".gitattributes": "*.rc text working-tree-encoding=UTF-16\n"})
    erp.write({"menu.rc": "মূসক\n".encode("utf-16")})
    erp.commit()
    old = (erp.path / "menu.rc").stat().st_mtime - 10
    os.utime(erp.path / "menu.rc", (old, old))
    erp.git("add", "menu.rc")
    assert reads(erp).text("menu.rc") == "মূসক\n"
