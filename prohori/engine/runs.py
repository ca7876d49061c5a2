"""Results of finished runs, `PROHORI_HOME/runs/<run id>/`: `report.json` is the result, `report.md` and `report.sarif` are made from it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from prohori.engine.checkpoint import is_claimed
from prohori.engine.notes import read_manifest
from prohori.errors import UsageError
from prohori.model import Fact, WorkflowResult
from prohori.observe.formats import Format, rendered, write_whole
from prohori.settings import Language, Settings

KEPT_RUNS = 200
STORED: dict[str, Format] = {"report.md": "md", "report.sarif": "sarif", "report.json": "json"}
"""The result last: where it is, the others are."""


class Unfinished(Fact):
    """A run without a result: its process still works on it, or is gone."""

    run_id: str
    workflow: str
    repository: str
    started: str
    pid: int | None
    """None where the process is gone."""

    @property
    def shown(self) -> str:
        return f"runs (process {self.pid})" if self.pid else f"unfinished: `prohori resume {self.run_id}`"


def folder_of(settings: Settings, run_id: str) -> Path:
    return settings.folder("runs", run_id)


def save(settings: Settings, result: WorkflowResult, language: Language | None = None) -> Path:
    """Writes the reports, each whole or not at all, and forgets the oldest runs above `KEPT_RUNS`."""
    folder = folder_of(settings, result.run_id)
    for name, form in STORED.items():
        write_whole(folder / name, rendered(result, form, language or settings.lang))
    for old in _folders(settings)[KEPT_RUNS:]:
        if not is_claimed(old):
            shutil.rmtree(old, ignore_errors=True)
    return folder


def forget(settings: Settings, run_id: str) -> None:
    """Removes the reports of a run that begins again, so that nobody takes them for those of today."""
    for name in reversed(STORED):
        (folder_of(settings, run_id) / name).unlink(missing_ok=True)


def load(settings: Settings, run: str) -> WorkflowResult:
    """By run id, the beginning of one, or `last`. Raises `UsageError`."""
    return _read(find(settings, run, ended=True))


def find(settings: Settings, run: str, *, ended: bool = False) -> Path:
    """The folder of a run, by run id, the beginning of one, or `last`: the last that has a result, where it must have `ended`.

    Raises `UsageError`.
    """
    if not re.fullmatch(r"[0-9a-z-]+", run):
        raise UsageError(f"`{run}` is not a run id", next="`prohori status` lists the runs")
    folders = _folders(settings)
    if run == "last":
        found = [folder for folder in folders if not ended or (folder / "report.json").exists()][:1]
    else:
        found = [folder for folder in folders if folder.name.startswith(run)]
    if len(found) != 1:
        why = "there is none yet" if not folders else f"{len(found)} runs match" if found else "no run has that id"
        raise UsageError(f"Run `{run}` is not known", where=str(settings.home / "runs"), why=why, next="`prohori status` lists the runs")
    return found[0]


def unfinished(settings: Settings) -> Iterator[Unfinished]:
    """Newest first."""
    for folder in _folders(settings):
        manifest = None if (folder / "report.json").exists() else read_manifest(folder)[0]
        if manifest is not None:
            yield Unfinished(
                run_id=folder.name, workflow=manifest.name, repository=manifest.repository.shown, started=manifest.began,
                pid=manifest.pid if is_claimed(folder) else None,
            )  # fmt: skip


def recent(settings: Settings, limit: int) -> Iterator[WorkflowResult]:
    """Newest first; what cannot be read is passed over."""
    for folder in _folders(settings)[:limit]:
        try:
            yield _read(folder)
        except UsageError:
            continue


def _read(folder: Path) -> WorkflowResult:
    try:
        return WorkflowResult.model_validate_json((folder / "report.json").read_bytes())
    except FileNotFoundError:
        next = "wait for it" if is_claimed(folder) else f"`prohori resume {folder.name}`"
        raise UsageError(f"Run `{folder.name}` has no result yet", where=str(folder), next=next) from None
    except (OSError, ValidationError) as error:
        why = str(error).splitlines()[0]
        raise UsageError("A stored report cannot be read", where=str(folder), why=why, next="run the workflow again") from None


def _folders(settings: Settings) -> list[Path]:
    """Newest first."""
    found = [(entry.stat().st_mtime_ns, Path(entry.path)) for entry in os.scandir(settings.folder("runs")) if entry.is_dir()]
    return [path for _, path in sorted(found, reverse=True)]
