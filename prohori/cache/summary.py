"""The few fields of a record that upkeep needs, read page by page, so that a store of any size takes the memory of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from prohori.cache.record import Instant
from prohori.cache.store import Store
from prohori.model import Json

RECORD = "r:"
_BY_PATH = ("content", "presence", "sizes", "links")


def _paths(questions: Json) -> frozenset[str]:
    if not isinstance(questions, Mapping):
        raise ValueError("questions are an object")
    return frozenset(path for kind in _BY_PATH for path in questions.get(kind) or ())


class Summary(BaseModel):
    """Of one record."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    key: str | None
    step_key: str | None
    agent: str
    step: str
    commit: str | None
    created: Instant
    seconds: float
    ttl_hours: float | None
    questions: Annotated[frozenset[str], BeforeValidator(_paths)]
    """The paths it asked for by name."""


def summary_of(stored: bytes) -> Summary | None:
    try:
        return Summary.model_validate_json(stored)
    except (ValidationError, TypeError):
        return None


def summaries(store: Store) -> Iterator[tuple[str, Summary, int]]:
    """Every sound record: its key, its summary, its bytes. What is no record is left out (`prune` removes it)."""
    for page in store.pages(RECORD):
        yield from read_page(store, page)


def read_page(store: Store, names: Iterable[str]) -> Iterator[tuple[str, Summary, int]]:
    for name, stored in sorted(store.get_many(list(names)).items()):
        key, summary = name.removeprefix(RECORD), summary_of(stored)
        if summary is not None and summary.key in (key, None):
            yield key, summary, len(stored)
