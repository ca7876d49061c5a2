"""A repository that is wrong, foreign or hostile: one clear error, or the truth; never a command of its own, never a write."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from prohori.errors import RepositoryError
from prohori.snapshot import git as git_runner
from prohori.snapshot.blobs import blob_id
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository

FILES = {"finance/tax.ts": "export const VAT = 15;\n", "README.md": "ERP\n"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "erp", FILES)


def reads(snapshot: Snapshot) -> RecordedReads:
    return RecordedReads(snapshot, today=date(2026, 1, 1), settings={}, memo=None, code_version="1")


def error(target: Path) -> RepositoryError:
    with pytest.raises(RepositoryError) as caught:
        Snapshot.take(target)
    assert all((caught.value.what, caught.value.where, caught.value.why, caught.value.next)), str(caught.value)
    return caught.value


def test_no_repository(tmp_path: Path) -> None:
    assert "not a git repository" in str(error(tmp_path))
    assert f"git init {tmp_path}" in error(tmp_path).next


def test_no_such_folder(tmp_path: Path) -> None:
    assert "does not exist" in str(error(tmp_path / "nowhere"))


def test_a_file_is_no_folder(erp: Repository) -> None:
    assert "not a folder" in str(error(erp.path / "README.md"))


def test_a_bare_repository(erp: Repository, tmp_path: Path) -> None:
    erp.git("clone", "--quiet", "--bare", str(erp.path), str(tmp_path / "bare.git"))
    assert "bare repository" in str(error(tmp_path / "bare.git"))


def test_the_inside_of_a_git_directory(erp: Repository) -> None:
    assert "inside of a git directory" in str(error(erp.path / ".git/refs"))


def test_a_git_file_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    assert "names no git directory" in str(error(tmp_path))


@pytest.mark.parametrize("text", [b"\xff\xfe\n", b"\x1b[31mred\x07\n", b"", b"\0", b"x" * 5000, b"../" * 100_000])
@pytest.mark.parametrize("name", ["commondir", "gitfile"])
def test_a_pointer_of_git_that_is_no_path_is_one_error_without_control_characters(erp: Repository, name: str, text: bytes) -> None:
    if name == "gitfile":
        (erp.path / ".git").rename(erp.path / "git")
    (erp.path / ".git" if name == "gitfile" else erp.path / ".git/commondir").write_bytes(b"gitdir: " + text if name == "gitfile" else text)
    found = error(erp.path)
    assert "names no" in found.what
    assert found.why.isprintable()
    assert len(found.why) < 1000


def test_a_damaged_index(erp: Repository) -> None:
    (erp.path / ".git/index").write_bytes(b"not an index at all")
    assert "cannot read the repository" in str(error(erp.path))


def test_a_damaged_configuration(erp: Repository) -> None:
    (erp.path / ".git/config").write_text("[core\nnonsense")
    assert "config" in error(erp.path).why


def test_git_is_not_installed(erp: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in str(error(erp.path))


def test_a_git_that_waits_for_ever_is_ended(erp: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(erp.path / "pipe")
    erp.git("config", "include.path", str(erp.path / "pipe"))
    monkeypatch.setattr(git_runner, "GIT_SECONDS", 0.5)
    assert "did not answer" in str(error(erp.path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_a_foreign_owner_is_refused_until_the_user_trusts_it(erp: Repository, home: Path) -> None:
    for path in (erp.path, erp.path / ".git"):
        os.chown(path, 12345, -1)
    refused = error(erp.path)
    assert "belongs to another user" in str(refused) and f"safe.directory {erp.path}" in refused.next
    (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {erp.path}\n")
    assert Snapshot.take(erp.path).dirty == 0
    (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {erp.path}\n\tdirectory =\n")
    assert "belongs to another user" in str(error(erp.path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_a_repository_cannot_declare_itself_safe(erp: Repository) -> None:
    erp.git("config", "safe.directory", "*")
    os.chown(erp.path / ".git", 12345, -1)
    assert "belongs to another user" in str(error(erp.path))


def test_inherited_git_variables_are_ignored(erp: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Snapshot.take(erp.path).tree
    other = Repository.create(tmp_path / "other", {"x": "y"})
    for name, value in {
        "GIT_DIR": str(other.path / ".git"),
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_OBJECT_DIRECTORY": "/nowhere",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fileMode",
        "GIT_CONFIG_VALUE_0": "nonsense",
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
        "GIT_NAMESPACE": "x",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_GLOB_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert Snapshot.take(erp.path).tree == before
    assert not (tmp_path / "trace").exists()


def test_a_git_in_the_repository_is_not_run(erp: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _trap(erp.path / "git", tmp_path / "sprung")
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(erp.path)
    Snapshot.take(erp.path)
    assert not (tmp_path / "sprung").exists()


def _trap(script: Path, marker: Path) -> Path:
    script.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    script.chmod(0o755)
    return script


def _set_traps(erp: Repository, tmp_path: Path) -> Path:
    """Every command that a configuration can name, and a filter on every file."""
    marker = tmp_path / "sprung"
    script = _trap(tmp_path / "trap.sh", marker)
    (tmp_path / "more.config").write_text(f"[core]\n\tsshCommand = {script}\n[alias]\n\tls-files = !{script}\n\tdiff-files = !{script}\n")
    for key, value in {
        "core.fsmonitor": str(script),
        "core.hooksPath": str(tmp_path),
        "core.pager": str(script),
        "core.askPass": str(script),
        "core.editor": str(script),
        "diff.external": str(script),
        "filter.evil.clean": str(script),
        "filter.evil.smudge": str(script),
        "filter.evil.process": str(script),
        "filter.evil.required": "true",
        "diff.evil.textconv": str(script),
        "diff.evil.command": str(script),
        "credential.helper": str(script),
        "include.path": str(tmp_path / "more.config"),
    }.items():
        erp.git("config", key, value)
    (erp.path / ".git/info/attributes").write_text("* filter=evil diff=evil\n")
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        shutil.copy(script, tmp_path / hook)
        shutil.copy(script, erp.path / ".git/hooks" / hook)
    return marker


def test_the_traps_of_this_test_do_spring(erp: Repository, tmp_path: Path) -> None:
    marker = _set_traps(erp, tmp_path)
    erp.write({"finance/tax.ts": "export const VAT = 7;\n"})
    erp.git("status", check=False)
    assert marker.exists()


def test_nothing_that_the_configuration_names_is_run(erp: Repository, tmp_path: Path) -> None:
    marker = _set_traps(erp, tmp_path)
    os.utime(erp.path / "README.md", (1, 1))
    erp.write({"finance/tax.ts": "export const VAT = 7;\n", "new.ts": "1"})
    snapshot = Snapshot.take(erp.path)
    door = reads(snapshot)
    assert [door.content(path) for path in snapshot.entries] == [b"ERP\n", b"export const VAT = 7;\n", b"1"]
    assert [door.size(path) for path in snapshot.entries] == [4, 22, 1]
    assert (snapshot.blob("README.md"), snapshot.dirty) == (blob_id(b"ERP\n", "sha1"), 2)
    assert not marker.exists()


def test_a_work_tree_configured_elsewhere_is_not_looked_at(erp: Repository, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private/secret.txt").write_text("secret")
    erp.git("config", "core.worktree", str(tmp_path / "private"))
    assert list(Snapshot.take(erp.path).entries) == sorted(FILES)


@pytest.mark.parametrize("key", ["core.ignoreStat", "core.checkStat", "core.trustctime", "core.untrackedCache", "core.preloadIndex"])
def test_settings_that_make_git_look_less_do_not_count(erp: Repository, key: str) -> None:
    erp.git("config", key, "minimal" if key == "core.checkStat" else "true" if key.startswith("core.ig") else "false")
    erp.write({"finance/tax.ts": "export const VAT = 7;\n"})
    assert Snapshot.take(erp.path).dirty == 1


def test_a_setting_without_a_value_is_true_as_for_git(erp: Repository) -> None:
    with (erp.path / ".git/config").open("a") as config:
        config.write("[core]\n\tfileMode\n")
    (erp.path / "README.md").chmod(0o755)
    assert Snapshot.take(erp.path).dirty == 1


@pytest.mark.parametrize("feature", ["none", "--split-index", "--untracked-cache", "--fsmonitor"])
def test_the_repository_is_never_written(erp: Repository, feature: str) -> None:
    if feature != "none":
        erp.git("update-index", feature, check=False)
    erp.write({"finance/tax.ts": "x", "finance/new.ts": "y"})
    os.utime(erp.path / "README.md", (1, 1))
    for path in (erp.path / ".git").rglob("*"):
        os.utime(path, (1, 1)) if path.name.startswith("sharedindex") else None
    before = erp.listing()
    snapshot = Snapshot.take(erp.path)
    door = reads(snapshot)
    for path in snapshot.entries:
        door.content(path), door.size(path)
    assert erp.listing() == before


def test_no_temporary_file_stays(erp: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    Snapshot.take(erp.path)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_temporary_files_inside_the_target_are_not_part_of_it(erp: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (erp.path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(erp.path / "tmp"))
    assert list(Snapshot.take(erp.path).entries) == sorted(FILES)
