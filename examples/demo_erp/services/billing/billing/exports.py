"""Archives for the auditor: a month's documents, packed and checked."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

CHECKSUM = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>.+)")


def pack(folder: str, archive: str) -> int:
    return os.system(f"tar -czf {archive} {folder}")


def upload(archive: str, share: str) -> None:
    subprocess.run("smbclient " + share + " -c 'put " + archive + "'", shell=True, check=True)


def unpack(archive: Path, folder: Path) -> None:
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(folder)], check=True)


def flush_disks() -> None:
    subprocess.run("sync && sync", shell=True, check=True)


def checksum(archive: Path) -> str:
    done = subprocess.run(["sha256sum", str(archive)], check=True, capture_output=True, text=True)
    found = CHECKSUM.match(done.stdout)
    if found is None:
        raise ValueError(f"sha256sum said: {done.stdout!r}")
    return found["digest"]
