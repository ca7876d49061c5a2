"""Is this a folder in which a cache may live: ours, private, on a local disk?"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from prohori.errors import SettingsError

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.ceph",
        "fuse.davfs",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
    }
    | {"fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "smb2", "smb3", "smbfs"}
)
_OCTAL = re.compile(rb"\\([0-7]{3})")


def private_directory(directory: Path) -> Path:
    """The absolute path of the folder, made 0700 if it is missing.

    Raises `SettingsError` where it is a symbolic link or no folder, belongs to somebody else, can be read or written
    by others, cannot be made, or lies on a network file system.
    """
    directory = directory.absolute()
    found = _made(directory)
    _refuse(stat.S_ISLNK(found.st_mode), directory, "it is a symbolic link", "give the real folder")
    _refuse(not stat.S_ISDIR(found.st_mode), directory, "it is not a folder", "move the file away, or set `PROHORI_HOME`")
    _refuse(found.st_uid != os.geteuid(), directory, "it belongs to another user", "set `PROHORI_HOME` to a folder of your own")
    open_to_others = f"its mode is {stat.S_IMODE(found.st_mode):04o}: other users can open it"
    _refuse(bool(found.st_mode & 0o077), directory, open_to_others, f"run `chmod 700 {directory}`")
    _refuse("$" in str(directory), directory, "its path contains `$`", "set `PROHORI_HOME` to a path without it")
    system = file_system(directory)
    network = f"it is on a network file system ({system}), where SQLite's locks do not hold"
    _refuse(system in NETWORK, directory, network, "set `PROHORI_HOME` to a folder on a local disk")
    return directory


def _made(directory: Path) -> os.stat_result:
    try:
        if not os.path.lexists(directory):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return directory.lstat()
    except OSError as error:
        raise SettingsError(
            "The cache folder cannot be made", where=str(directory), why=error.strerror or str(error),
            next="make it writable, or set `PROHORI_HOME`",
        ) from None  # fmt: skip


def _refuse(wrong: bool, directory: Path, why: str, next: str) -> None:
    if wrong:
        raise SettingsError("The cache folder cannot be used", where=str(directory), why=why, next=next)


def file_system(directory: Path, mounts: Path = MOUNTS) -> str | None:
    """The type of the file system that holds the folder (`ext4`), or None where the system does not tell (not Linux)."""
    try:
        lines = mounts.read_bytes().splitlines()
    except OSError:
        return None
    real, best, system = os.fsencode(os.path.realpath(directory)), b"", None
    for line in lines:
        before, _, after = line.partition(b" - ")
        point = _OCTAL.sub(lambda m: bytes([int(m[1], 8) & 0xFF]), before.split(b" ")[4])
        if len(point) >= len(best) and (real + b"/").startswith(point.rstrip(b"/") + b"/"):
            best, system = point, after.split(b" ")[0].decode("ascii", "replace")
    return system
