"""Paths inside a snapshot: which are proper, and how they are spelled where only Unicode text is allowed."""

from __future__ import annotations

import re

from prohori.errors import SnapshotViolation

_IMPROPER = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\0")
_GIT_DIR = re.compile(r"(?:^|/)\.git(?:/|\Z)", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|\\)")


def is_improper(path: str, *, of_work_tree: bool = False) -> bool:
    """Absolute, or with an empty, `.` or `..` component or a NUL; of a work tree also anything inside `.git`."""
    return _IMPROPER.search(path) is not None or (of_work_tree and _GIT_DIR.search(path) is not None)


def refuse_improper(path: str) -> None:
    if is_improper(path):
        raise SnapshotViolation(
            "A path leaves the snapshot.",
            where=spelled(path.replace("\0", "\\0")),
            why="Paths are relative to the target folder, without empty, `.` or `..` components and without NUL.",
            next="Normalise the path in the agent, and treat what lies outside as absent.",
        )


def spelled(path: str) -> str:
    """The path as valid Unicode: a byte that is not UTF-8 becomes `\\xff`, a backslash is doubled. Most paths are unchanged."""
    if "\\" not in path and (path.isascii() or not _SURROGATE.search(path)):
        return path
    return _SURROGATE.sub(lambda m: f"\\x{ord(m[0]) - 0xDC00:02x}", path.replace("\\", "\\\\"))


def unspelled(text: str) -> str:
    """The path that `spelled` spelled."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(0xDC00 + int(m[1], 16)) if m[1] else "\\", text)
