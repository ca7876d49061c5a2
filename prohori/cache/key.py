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
from prohori.model import Json, Report

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
    prompt: str,
    parameters: Mapping[str, Json],
    upstream: Mapping[str, Report],
) -> StepKey:
    """`definition` and `code` are digests; `prompt` is the rendered one; `upstream` maps step names to consumed reports.

    Raises `UsageError` for a parameter that is not JSON.
    """
    named: dict[str, Json] = {
        "schema": SCHEMA, "agent": agent, "agent definition": definition, "code version": code,
        "runner": runner, "model": model, "prompt": prompt,
    }  # fmt: skip
    named |= {f"parameter `{name}`": value for name, value in parameters.items()}
    parts = {name: digest(value) for name, value in named.items()}
    parts |= {f"upstream report of `{name}`": result_digest(report) for name, report in upstream.items()}
    return StepKey(agent, digest(parts), parts)


def result_digest(report: Report) -> str:
    """Equal for reports with equal results: findings in any order, verdict, artifacts, and metrics that are no measurements.

    Cost, summary, coverage, runner, the instant of a measurement and measured metrics (those with `samples`) are left out:
    a step that consumes a report must not let its answer depend on them.
    """
    findings = sorted((finding.model_dump(mode="json") for finding in report.findings), key=canonical)
    metrics = {name: [metric.value, metric.unit] for name, metric in report.metrics.items() if metric.samples is None}
    return digest({"findings": findings, "verdict": report.verdict.value, "metrics": metrics, "artifacts": report.artifacts})


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
