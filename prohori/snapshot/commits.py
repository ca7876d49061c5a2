"""The snapshot of a commit, read from the object database: nothing is checked out, and neither work tree nor `.git` is touched."""

from __future__ import annotations

from prohori.errors import RepositoryError
from prohori.snapshot.blobs import EXECUTABLE, REGULAR, SUBMODULE
from prohori.snapshot.git import Ran, neutral_environment, run
from prohori.snapshot.objects import present_sizes
from prohori.snapshot.repository import Repository, isolated
from prohori.snapshot.tree import Snapshot, tree_digest


def commit_of(repository: Repository, revision: str) -> str:
    """The id of the commit that a revision (a branch, a tag, a commit) names. `RepositoryError` where it names none that is here."""
    where = str(repository.worktree)
    named = _ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if named.code != 0:
        why = f"`{revision}` names no commit that is here"
        raise RepositoryError("There is nothing to compare with", where=where, why=why, next=f"`git -C {where} fetch` it, or name another")
    return named.out.decode().strip()


def merge_base(repository: Repository, revision: str) -> str:
    """The commit where HEAD and a revision parted. `RepositoryError` where there is none."""
    where = str(repository.worktree)
    if repository.commit is None:
        raise RepositoryError("The repository has no commit to compare with", where=where, next="commit something, or leave `--diff` out")
    found = _ask(repository, "merge-base", repository.commit, commit_of(repository, revision))
    if found.code == 0:
        return found.out.decode().split("\n")[0]
    shallow = (repository.common_dir / "shallow").exists()
    raise RepositoryError(
        "HEAD and the revision have no commit in common", where=where,
        why=f"of `{revision}` and HEAD no ancestor is here" + ("; this is a shallow clone" if shallow else ""),
        next="fetch the whole of it: `git fetch --unshallow`, or `fetch-depth: 0` in CI" if shallow else "name one of the same history",
    )  # fmt: skip


def _ask(repository: Repository, *arguments: str) -> Ran:
    """Of the real git directory: only it knows the names of revisions, and where a shallow clone ends."""
    environment = neutral_environment({"GIT_DIR": str(repository.git_dir), "GIT_WORK_TREE": str(repository.worktree)})
    return run(*arguments, folder=repository.worktree, environment=environment)


def snapshot_of(repository: Repository, commit: str) -> Snapshot:
    """What the target folder held in a commit; empty where the commit did not have it. Contents come from the object database."""
    below = ["--", repository.prefix] if repository.prefix else []
    with isolated(repository) as environment:
        listed = run("ls-tree", "-r", "-z", "--full-tree", commit, *below, folder=repository.worktree, environment=environment)
        lines = listed.checked(repository.worktree).decode("utf-8", "surrogateescape").split("\0")
        entries = dict(sorted(_entry(line, repository.prefix) for line in lines if line))
        missing: dict[str, str] = {}
        if repository.partial:
            here = present_sizes({entry[7:] for entry in entries.values()}, repository, environment)
            missing = {
                path: "this partial clone has not fetched it"
                for path, entry in entries.items()
                if entry[7:] not in here and not entry.startswith(SUBMODULE)
            }
            entries = {path: entry for path, entry in entries.items() if path not in missing}
    submodules = tuple(path for path, entry in entries.items() if entry.startswith(SUBMODULE))
    return Snapshot(
        repository=repository, entries=entries, tree=tree_digest(entries), dirty=0, submodules=submodules,
        sparse=frozenset(entries.keys() - set(submodules)), missing=missing,
    )  # fmt: skip


def _entry(line: str, prefix: str) -> tuple[str, str]:
    """`100644 blob <id>\\t<path>`; old repositories have modes such as 100664."""
    head, _, path = line.partition("\t")
    mode, _, blob = head.split(" ")
    if mode.startswith("100"):
        mode = EXECUTABLE if mode == EXECUTABLE else REGULAR
    return path[len(prefix) :], f"{mode} {blob}"
