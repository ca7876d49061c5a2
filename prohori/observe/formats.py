"""The forms in which a result is handed out, by name. Each is imported when it is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from prohori.errors import UsageError
from prohori.model import WorkflowResult
from prohori.settings import Language

Format = Literal["md", "json", "sarif", "junit"]


def rendered(result: WorkflowResult, form: Format, language: Language = "en") -> str:
    if form == "sarif":
        from prohori.observe.sarif import as_sarif

        return as_sarif(result)
    if form == "junit":
        from prohori.observe.junit import as_junit

        return as_junit(result)
    if form == "json":
        return result.model_dump_json(indent=1)
    from prohori.observe.report import as_markdown

    return as_markdown(result, language)


def write_whole(path: Path, text: str) -> None:
    """Writes the file, or leaves what was there."""
    torn = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        torn.write_text(text, encoding="utf-8", errors="backslashreplace")
        torn.replace(path)
    finally:
        torn.unlink(missing_ok=True)


def check_writable(path: Path, option: str) -> Path:
    """Before a run, so that its end is not the first to hear of it. Raises `UsageError`."""
    folder = path.parent
    why = ""
    if path.is_dir():
        why = "it is a folder"
    elif not folder.is_dir():
        why = f"there is no folder `{folder}`"
    elif not os.access(folder, os.W_OK | os.X_OK):
        why = f"the folder `{folder}` cannot be written"
    if why:
        raise UsageError(f"`{option}` names a file that cannot be written", where=str(path), why=why, next="give the path of a file")
    return path
