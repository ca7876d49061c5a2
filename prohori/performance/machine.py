"""The machine a measurement was made on. Numbers from two machines are never compared."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from prohori.model import Fact


class Machine(Fact):
    cpu: str
    cores: int
    """That this process may use."""
    memory_gib: int
    """Rounded, because virtual machines lose and win a few pages."""
    os: str
    python: str

    def __str__(self) -> str:
        return f"{self.cpu}, {self.cores} cores, {self.memory_gib} GiB, {self.os}, Python {self.python}"


def this_machine() -> Machine:
    """Without starting a process; no host name, so that it says nothing about whose machine it is."""
    system = os.uname()
    return Machine(
        cpu=_cpu() or system.machine,
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        os=f"{system.sysname} {system.release} {system.machine}",
        python=platform.python_version(),
    )


def _cpu() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux: the architecture has to do
    return ""
