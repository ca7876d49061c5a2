"""What the operator says: which repository, and the settings that agents may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from prohori.errors import RepositoryError
from prohori.model import Json
from prohori.settings import Settings, expanded

DHAKA = ZoneInfo("Asia/Dhaka")


class Answers(Mapping[str, Json]):
    """The operator's settings that agents may ask for; costly ones are computed when first asked."""

    def __init__(self, settings: Settings, probes: Mapping[str, Json] | None = None) -> None:
        """`probes`: a trusted repository's, below those of the operator."""
        own = settings.answers()
        self.cheap: dict[str, Json] = own | {"rules": _rules(settings), "probes": {**(probes or {}), **own["probes"]}}
        self._known = dict(self.cheap)
        self._costly: dict[str, Callable[[], Json]] = {"profile_facts": lambda: _profile_facts(settings)}

    def __getitem__(self, name: str) -> Json:
        if name not in self._known and name in self._costly:
            self._known[name] = self._costly[name]()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._known, **self._costly})

    def __len__(self) -> int:
        return len(self._known.keys() | self._costly.keys())


def _rules(settings: Settings) -> Json:
    if settings.rules is None:
        return None
    from prohori.rulebook.reading import read_overrides  # only who overrides pays for reading the rulebook here

    return read_overrides(settings.rules)


def _profile_facts(settings: Settings) -> Json:
    from prohori.performance.history import target_facts  # only workflows that measure pay for it

    return target_facts(settings.profile_targets)


def target_of(repository: str | None, settings: Settings) -> Path:
    """The folder of the ERP. Raises `RepositoryError` where none is given or it is no folder."""
    named = repository or settings.repo
    if not named:
        raise RepositoryError("No ERP repository is given", next="give its folder with `--repo PATH`, or set `PROHORI_REPO`")
    folder = expanded(named)
    if not str(folder).isprintable():
        why = "it has control characters or bytes that are not UTF-8"
        raise RepositoryError("The path of the ERP repository cannot be used", where=str(folder), why=why, next="move it, or link to it")
    if not folder.is_dir():
        why = "it is a file" if folder.exists() else "there is no such folder"
        raise RepositoryError("The ERP repository cannot be opened", where=str(folder), why=why, next="give a folder with `--repo PATH`")
    return folder
