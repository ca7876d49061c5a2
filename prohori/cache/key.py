"""What identifies a step's answer, apart from what it reads: the agent, the code, the prompt, the parameters, the upstream results.

Not in it: commit, branch, clock, run ids, budgets.
"""

from __future__ import annotations

import functools
import hashlib
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from prohori.cache.canonical import canonical, digest
from prohori.model import Consumed, Json

SCHEMA = 1
"""Raise it when stored records of before must not answer any more."""
CORE = Path(__file__).parent.parent
ANSWERING = (".py", ".yaml", ".md", ".j2", ".json")
"""Files of the core that can change an answer."""
GRAMMARS = ("ast-grep-py", "google-re2", "PyYAML")

KeyParts = Mapping[str, str]
"""What went into a key, by the name that `explain` shows (``parameter `depth` ``), to its digest."""


@dataclass(frozen=True)
class StepKey:
    agent: str
    digest: str
    parts: KeyParts


def step_key(
    *,
    agent: str,
    definition: str,
    code: str,
    runner: str,
    model: str,
    description: str,
    prompt: str,
    parameters: Mapping[str, Json],
    upstream: Mapping[str, Consumed],
) -> StepKey:
    """`definition` and `code` are digests; `prompt` is the rendered one; `upstream` maps step names to consumed reports.

    Raises `UsageError` for a parameter that is not JSON.
    """
    named: dict[str, Json] = {
        "schema": SCHEMA, "agent": agent, "agent definition": definition, "code version": code,
        "runner": runner, "model": model, "description": description, "prompt": prompt,
    }  # fmt: skip
    named |= {f"parameter `{name}`": value for name, value in parameters.items()}
    parts = {name: digest(value) for name, value in named.items()}
    parts |= {f"upstream report of `{name}`": result_digest(consumed) for name, consumed in upstream.items()}
    return StepKey(agent, digest(parts), parts)


def result_digest(consumed: Consumed) -> str:
    """Equal for equal results, whatever the order of the findings. Cost, summary, coverage, runner and measurements are not results,
    and a step that consumes a report is not given them."""
    findings = sorted((finding.model_dump(mode="json") for finding in consumed.findings), key=canonical)
    return digest({**consumed.model_dump(mode="json", exclude={"findings"}), "findings": findings})


@functools.cache
def code_version() -> str:
    """Digest of every file of the core that can change an answer, and of the versions of Python and the grammars.

    Broad on purpose. Computed once a process.
    """
    versions = [platform.python_version(), *(f"{name} {_version(name)}" for name in GRAMMARS)]
    return digest([tree_digest(CORE), versions])


def tree_digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(_answering(str(folder))):
        content = Path(path).read_bytes()
        whole.update(f"{path[len(str(folder)) :]}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        whole.update(content)
    return whole.hexdigest()


def _answering(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _answering(entry.path)
            elif entry.name.endswith(ANSWERING):
                yield entry.path


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "none"
