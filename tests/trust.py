"""An ERP repository that brings definitions of its own, and an operator who trusts them or does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prohori.agents.registry import load_all
from prohori.engine.request import RunRequest
from prohori.engine.workspace import Workspace
from prohori.settings import Settings
from prohori.snapshot.tree import Snapshot
from prohori.trust import records
from prohori.trust.definitions import parsed
from prohori.trust.standing import repository_of, standing
from tests.repositories import Repository

WORKFLOW = "name: nightly\ndescription: What is checked at night.\npattern: sequential\nsteps:\n  - agent: billing-reviewer\n"
AGENT = "---\nname: billing-reviewer\ndescription: Reviews billing.\nuses: code-reviewer\npreset: {module: billing}\n---\nReview it.\n"
BRINGS = {".prohori/workflows/nightly.yaml": WORKFLOW, ".prohori/agents/billing-reviewer.md": AGENT}
CODE = {"billing/rates.py": "def rate(text):\n    return eval(text)\n", "sales/rates.py": "def rate(text):\n    return eval(text)\n"}


def erp(path: Path, files: Mapping[str, str | bytes] | None = None) -> Repository:
    return Repository.create(path, {**CODE, **BRINGS, **(files or {})})


@dataclass(frozen=True)
class Operator:
    settings: Settings

    def trusts(self, target: Path) -> records.TrustRecord:
        """As `prohori trust --yes` does."""
        snapshot = Snapshot.take(target)
        found = standing(snapshot, self.settings).files
        parsed(found, load_all(), self.settings.repository_limits)
        return records.save(self.settings, repository_of(snapshot), found)

    def opens(self, target: Path, workflow: str = "nightly") -> Workspace:
        """As every run begins, from the command, a worker or a schedule."""
        return Workspace.open(RunRequest(workflow=workflow, repository=str(target)), self.settings)

    def record(self) -> Path:
        (path,) = self.settings.folder("trust").glob("*.json")
        return path
