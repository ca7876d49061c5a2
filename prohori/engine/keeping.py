"""A result is not lost with a disk that does not take its report: the process that made it keeps it, and says why."""

from __future__ import annotations

from dataclasses import dataclass

from prohori.engine import runs
from prohori.errors import SettingsError
from prohori.model import WorkflowResult
from prohori.observe import journal
from prohori.settings import Language, Settings


@dataclass(frozen=True)
class Unstored:
    result: WorkflowResult
    why: str


_unstored: dict[str, Unstored] = {}


def keep(settings: Settings, result: WorkflowResult, language: Language | None = None) -> None:
    """Stores the run's reports. Where that fails, the journal says so and `unstored` has the result, as long as the process lives."""
    try:
        runs.save(settings, result, language)
    except (OSError, SettingsError) as error:
        why = (error.why or error.what) if isinstance(error, SettingsError) else (error.strerror or str(error))
        _unstored[result.run_id] = Unstored(result, why)
        journal.record(f"the report could not be stored: {why}", level="ERROR", component="run")


def unstored(run: str) -> Unstored | None:
    return _unstored.get(run)
