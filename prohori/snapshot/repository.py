"""Where the repository of a target folder is, whether we may read it, and a git directory of our own to read it through.

The repository's `.git/config` never governs a command that looks at files. Its values are listed once, a few
harmless ones are copied (`_HARMLESS`), and the commands run with a temporary git directory that holds only those,
the real index and the real objects. So filters, hooks, fsmonitor, aliases, includes, promisor remotes and
`core.worktree` have no effect: the work tree is the folder in which `.git` was found.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prohori.errors import RepositoryError
from prohori.snapshot.git import neutral_environment, run, run_all

_HARMLESS = frozenset({
    "core.filemode", "core.symlinks", "core.ignorecase", "core.precomposeunicode", "core.autocrlf", "core.eol",
    "core.excludesfile", "extensions.objectformat",
})  # fmt: skip
_NO_COMMIT = "ref: refs/heads/none"
_LONGEST_POINTER = 8192
"""Bytes; Linux allows a path of 4096."""
_REPAIR = "Run `git worktree repair`, or clone it again."
_PARTIAL = re.compile(r"extensions\.partialclone|remote\..*\.(promisor|partialclonefilter)", re.DOTALL)


@dataclass(frozen=True)
class Repository:
    """`worktree` holds `.git`; `prefix` is the target below it (`services/billing/` or empty)."""

    worktree: Path
    git_dir: Path
    common_dir: Path
    prefix: str
    commit: str | None
    settings: tuple[tuple[str, str], ...]
    partial: bool

    @property
    def algorithm(self) -> str:
        return dict(self.settings).get("extensions.objectformat", "sha1").lower()

    @property
    def target(self) -> Path:
        return self.worktree / self.prefix if self.prefix else self.worktree

    @property
    def keeps_file_mode(self) -> bool:
        return dict(self.settings).get("core.filemode", "true").lower() not in ("false", "0", "no", "off")


def find(target: Path) -> Repository:
    """The repository that `target` is in. `RepositoryError` if there is none, it is bare, or it belongs to someone else."""
    folder = _existing_folder(target)
    worktree, git_dir = _locate(folder)
    common_dir = _common(git_dir)
    _refuse_foreign_owner(worktree, git_dir)
    settings, commit = _ask_git(worktree, git_dir)
    relative = folder.relative_to(worktree).as_posix()
    return Repository(
        worktree=worktree, git_dir=git_dir, common_dir=common_dir, prefix="" if relative == "." else f"{relative}/",
        commit=commit, settings=tuple(sorted((k, v) for k, v in settings.items() if k in _HARMLESS)),
        partial=any(_PARTIAL.fullmatch(name) for name in settings),
    )  # fmt: skip


def _existing_folder(target: Path) -> Path:
    try:
        folder = target.expanduser().resolve(strict=True)
    except (OSError, RuntimeError) as problem:
        raise _unusable("The repository folder does not exist.", target, str(problem), "Give the path of an existing folder.") from None
    if not folder.is_dir():
        raise _unusable("The repository path is not a folder.", target, "It is a file.", "Give the folder that holds it.")
    return folder


def _locate(folder: Path) -> tuple[Path, Path]:
    for candidate in (folder, *folder.parents):
        marker = candidate / ".git"
        if marker.is_file():
            return candidate, _gitfile(marker)
        if _is_git_dir(marker):
            return candidate, marker.resolve()
        if _is_git_dir(candidate):
            raise _unusable(
                "This is a bare repository, or the inside of a git directory.",
                folder,
                f"`{candidate}` holds git's own files and no work tree.",
                f"Clone it: `git clone {candidate} FOLDER`, and give that folder.",
            )
    raise _unusable(
        "This is not a git repository.",
        folder,
        "Neither the folder nor any folder above it holds `.git`.",
        f"Give a folder inside a repository, or make it one: `git init {folder}`.",
    )


def _is_git_dir(path: Path) -> bool:
    return (path / "objects").is_dir() and (path / "refs").is_dir() and ((path / "HEAD").is_file() or (path / "HEAD").is_symlink())


def _gitfile(marker: Path) -> Path:
    """The git directory that a `.git` file of a submodule or a linked work tree names."""
    text = _pointer(marker)
    named = marker.parent / text.removeprefix("gitdir: ")
    if not text.startswith("gitdir: ") or not os.path.exists(named / "HEAD"):  # noqa: PTH110 (`Path` raises on a name that is too long)
        raise _unusable("The `.git` file names no git directory.", marker, f"It says {text[:200]!r}.", _REPAIR)
    return named.resolve()


def _common(git_dir: Path) -> Path:
    marker = git_dir / "commondir"
    if not marker.is_file():
        return git_dir
    text = _pointer(marker)
    if not text or not os.path.isdir(git_dir / text):  # noqa: PTH112
        raise _unusable("The `commondir` file of the git directory names no folder.", marker, f"It says {text[:200]!r}.", _REPAIR)
    return (git_dir / text).resolve()


def _pointer(marker: Path) -> str:
    """The path in a small file of git's; whatever else it holds is cut off."""
    try:
        with marker.open("rb") as file:
            return file.read(_LONGEST_POINTER).decode("utf-8", "surrogateescape").rstrip("\r\n")
    except OSError as problem:
        raise _unusable("A file of git's cannot be read.", marker, str(problem), "Make it readable for this user.") from None


def _refuse_foreign_owner(worktree: Path, git_dir: Path) -> None:
    """The rule of git's own `safe.directory`, which git does not apply to a git directory that is given to it."""
    accepted = {os.geteuid()}
    if os.geteuid() == 0 and os.environ.get("SUDO_UID", "").isdecimal():
        accepted.add(int(os.environ["SUDO_UID"]))
    foreign = [p for p in (worktree, worktree / ".git", git_dir) if p.lstat().st_uid not in accepted]
    if foreign and not _declared_safe(worktree):
        raise _unusable(
            "The repository belongs to another user.",
            worktree,
            f"`{foreign[0]}` is owned by user {foreign[0].lstat().st_uid}, and this process runs as user {os.geteuid()}.",
            f"If you trust it: `git config --global --add safe.directory {worktree}`.",
        )


def _declared_safe(worktree: Path) -> bool:
    """Asked of the user's and the system's configuration only; a repository cannot declare itself safe."""
    asked = run(
        "config", "--null", "--get-all", "safe.directory", folder=Path("/"), environment=neutral_environment({"GIT_DIR": "/dev/null"})
    )
    safe: set[str] = set()
    for value in asked.out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        safe = safe | {value} if value else set()
    above = {f"{folder}/*" for folder in (worktree, *worktree.parents)}
    return bool(safe & ({"*", str(worktree)} | above))


def _ask_git(worktree: Path, git_dir: Path) -> tuple[dict[str, str], str | None]:
    """Every configured value and the commit of HEAD: the only two commands that see the real git directory."""
    environment = neutral_environment({"GIT_DIR": str(git_dir), "GIT_WORK_TREE": str(worktree)})
    listed, head = run_all(
        [("config", "--null", "--list"), ("rev-parse", "--verify", "--quiet", "HEAD")], folder=worktree, environment=environment
    )
    text = listed.checked(worktree).decode("utf-8", "surrogateescape")
    # A key without `=` is listed without a value; git means true.
    settings = {name: value if given else "true" for name, given, value in (line.partition("\n") for line in text.split("\0") if line)}
    return settings, head.out.decode().strip() or None


@contextmanager
def isolated(repository: Repository) -> Iterator[dict[str, str]]:
    """The environment of git commands on this repository's files, valid inside the block."""
    folder = own_git_dir(repository)
    try:
        yield environment_of(repository, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def own_git_dir(repository: Repository) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="prohori-git-"))
    (folder / "refs").mkdir()
    (folder / "objects").mkdir()
    (folder / "info").mkdir()
    (folder / "HEAD").write_text(f"{repository.commit or _NO_COMMIT}\n")
    (folder / "config").write_text(_config_text(repository), encoding="utf-8", errors="surrogateescape")
    _copy_if_there(repository.common_dir / "info" / "exclude", folder / "info" / "exclude")
    # Copied, not linked: git refreshes the time stamp of a shared index that it reads.
    for shared in repository.git_dir.glob("sharedindex.*"):
        _copy_if_there(shared, folder / shared.name)
    return folder


def forget_head(environment: Mapping[str, str]) -> None:
    """Makes our own git directory one without a commit."""
    Path(environment["GIT_DIR"], "HEAD").write_text(f"{_NO_COMMIT}\n")


def environment_of(repository: Repository, own: Path) -> dict[str, str]:
    return neutral_environment({
        "GIT_DIR": str(own),
        "GIT_WORK_TREE": str(repository.worktree),
        "GIT_INDEX_FILE": str(repository.git_dir / "index"),
        "GIT_OBJECT_DIRECTORY": str(repository.common_dir / "objects"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    })  # fmt: skip


def _config_text(repository: Repository) -> str:
    version = 1 if any(name.startswith("extensions.") for name, _ in repository.settings) else 0
    lines = [f"[core]\n\trepositoryformatversion = {version}\n\tbare = false\n"]
    for name, value in repository.settings:
        section, _, key = name.partition(".")
        lines.append(f"[{section}]\n\t{key} = {_quoted(value)}\n")
    return "".join(lines)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _copy_if_there(source: Path, to: Path) -> None:
    if source.is_file():
        shutil.copyfile(source, to)


def _unusable(what: str, where: Path, why: str, next: str) -> RepositoryError:
    return RepositoryError(what, where=str(where), why=why, next=next)
