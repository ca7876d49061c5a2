"""What git says about a work tree, parsed as one text: the index, what differs from it, what is not in it."""

from __future__ import annotations

from typing import NamedTuple

INDEX = ("ls-files", "--stage", "-v", "-z")
STATUS = (
    "status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=all", "--no-renames", "--no-ahead-behind",
)  # fmt: skip


_FIELDS = {"1": 7, "u": 9}
"""Before the path, by the kind of record."""


class Index(NamedTuple):
    """`entries`: path → `mode id`. Of `skipped` (skip-worktree) and `assumed` (assume-unchanged) git does not look at the files."""

    entries: dict[str, str]
    skipped: tuple[str, ...]
    assumed: tuple[str, ...]
    conflicted: tuple[str, ...]
    submodules: tuple[str, ...]
    in_order: bool
    """git sorts by bytes; for plain ASCII that is the order of `str`."""


def parse_index(out: bytes, prefix: str, id_length: int) -> Index:
    """Lines are `H 100644 <id> 0\\t<path>`; a hundred thousand of them take some 40 ms."""
    text = out.decode("utf-8", "surrogateescape")
    lines = text.split("\0")
    lines.pop()
    end = 9 + id_length  # of the id
    path = end + 3 + len(prefix)
    skipped: list[str] = []
    assumed: list[str] = []
    conflicted: dict[str, None] = {}
    # `H` is the tag of an ordinary entry: usually there is no other, and counting tells so at C speed.
    if ("\0" + text).count("\0H ") != len(lines):
        for line in lines:
            tag = line[0]
            if tag in "Mm":
                conflicted[line[path:]] = None
            elif tag != "H":
                (skipped if tag in "Ss" else assumed).append(line[path:])
    submodules = [line[path:] for line in lines if line.startswith("160000", 2)] if " 160000 " in text else []
    entries = {line[path:]: line[2:end] for line in lines}
    return Index(entries, tuple(skipped), tuple(assumed), tuple(conflicted), tuple(submodules), in_order=text.isascii())


class Status(NamedTuple):
    """`staged`: differ between HEAD and the index. `changed`: between the index and the work tree. A nested repository ends in `/`."""

    staged: list[str]
    changed: list[str]
    untracked: list[str]


def parse_status(out: bytes, prefix: str) -> Status:
    """Records are `1 XY … <path>`, `u XY … <path>` for a conflict and `? <path>`."""
    status = Status([], [], [])
    for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        kind, _, rest = record.partition(" ")
        if kind == "?":
            status.untracked.append(rest[len(prefix) :])
            continue
        path = rest.split(" ", _FIELDS[kind])[-1][len(prefix) :]
        if record[2] != ".":
            status.staged.append(path)
        if record[3] != ".":
            status.changed.append(path)
    return status
