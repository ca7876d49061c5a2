"""Results of finished runs, `PROHORI_HOME/runs/<run id>/`: `report.json` is the result, `report.md` and `report.sarif` are made from it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from prohori.errors import UsageError
from prohori.model import WorkflowResult
from prohori.observe.formats import Format, rendered, write_whole
from prohori.settings import Language, Settings

KEPT_RUNS = 200
STORED: dict[str, Format] = {"report.md": "md", "report.sarif": "sarif", "report.json": "json"}
"""The result last: where it is, the others are."""


def save(settings: Settings, result: WorkflowResult, language: Language | None = None) -> Path:
    """Writes the reports, each whole or not at all, and forgets the oldest runs above `KEPT_RUNS`."""
    folder = settings.folder("runs", result.run_id)
    for name, form in STORED.items():
        write_whole(folder / name, rendered(result, form, language or settings.lang))
    for old in _folders(settings)[KEPT_RUNS:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def load(settings: Settings, run: str) -> WorkflowResult:
    """By run id, the beginning of one, or `last`. Raises `UsageError`."""
    if not re.fullmatch(r"[0-9a-z-]+", run):
        raise UsageError(f"`{run}` is not a run id", next="`prohori status` lists the runs")
    folders = _folders(settings)
    found = folders[:1] if run == "last" else [folder for folder in folders if folder.name.startswith(run)]
    if len(found) != 1:
        why = "there is none yet" if not folders else f"{len(found)} runs match" if found else "no run has that id"
        raise UsageError(f"Run `{run}` is not known", where=str(settings.home / "runs"), why=why, next="`prohori status` lists the runs")
    return _read(found[0])


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
    except (OSError, ValidationError) as error:
        why = str(error).splitlines()[0]
        raise UsageError("A stored report cannot be read", where=str(folder), why=why, next="run the workflow again") from None


def _folders(settings: Settings) -> list[Path]:
    """Newest first."""
    found = [(entry.stat().st_mtime_ns, Path(entry.path)) for entry in os.scandir(settings.folder("runs")) if entry.is_dir()]
    return [path for _, path in sorted(found, reverse=True)]
