"""Measuring outside of a run, as `performance-profiler` does in one: on a snapshot of the repository, kept in the same history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from prohori.allowance import Allowance
from prohori.cache.key import code_version
from prohori.engine.answers import DHAKA, Answers, target_of
from prohori.errors import UsageError
from prohori.isolation.pool import Pool
from prohori.performance.history import Measurement
from prohori.performance.samples import Limits
from prohori.performance.targets import Target, parse
from prohori.performance.workplace import FOLDER, Workplace
from prohori.settings import Settings
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot


def targets_of(settings: Settings, names: Iterable[str] = ()) -> dict[str, Target]:
    """Those of the names, or all. Raises `UsageError` where there are none, or a name is unknown."""
    targets = parse(settings.profile_targets)
    if not targets:
        raise UsageError("Nothing is configured to be measured", next="set `profile_targets` (docs/how-to/measure.md)")
    unknown = sorted(set(names) - targets.keys())
    if unknown:
        raise UsageError(f"There is no target `{unknown[0]}`", next=f"there are {', '.join(f'`{name}`' for name in targets)}")
    return {name: target for name, target in targets.items() if not names or name in names}


def measure(
    repository: str | None, settings: Settings, names: Iterable[str], limits: Limits, say: Callable[[str], None]
) -> Iterator[Measurement]:
    """One target after another; each is in the history before the next begins."""
    targets = targets_of(settings, tuple(names))
    snapshot = Snapshot.take(target_of(repository, settings))
    answers = Answers(settings.model_copy(update={"profile_targets": {name: settings.profile_targets[name] for name in targets}}))
    with closing(Pool()) as pool:
        today = datetime.now(DHAKA).date()
        reads = RecordedReads(
            snapshot, today=today, settings=answers, memo=None, code_version=code_version(), allowance=Allowance(), pool=pool
        )  # fmt: skip
        workplace = Workplace(reads, limits, from_history=False, commit=snapshot.commit or "", tree=snapshot.tree)
        for name, target in targets.items():
            say(f"measuring {name}")
            yield workplace.measurement(name, target)


def folder_of(settings: Settings) -> Path:
    return settings.folder(FOLDER)
