"""What one run of a step leaves in the store: its report and its trace, one value."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, ValidationError

from prohori.cache.canonical import canonical
from prohori.model import Fact, Report
from prohori.snapshot.questions import Questions

if TYPE_CHECKING:
    from prohori.cache.trace import Decision


def _instant(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("an instant needs its offset from UTC")
    return text


Instant = Annotated[str, AfterValidator(_instant)]


class StepRecord(Fact):
    """Canonical JSON both ways. Without a decision (nothing may be cached) it has no key, and answers nobody else."""

    format: Literal[1] = 1
    agent: str
    step: str
    key: str | None
    """Of this record."""
    step_key: str | None
    parts: dict[str, str]
    """What went into the step key, each with its digest."""
    tree: str
    """Digest of the snapshot that was read."""
    commit: str | None
    created: Instant
    """ISO 8601, with its offset from UTC."""
    seconds: float
    ttl_hours: float | None
    questions: Questions
    report: Report

    @classmethod
    def of(
        cls,
        *,
        report: Report,
        questions: Questions,
        step: str,
        decision: Decision | None,
        tree: str,
        created: datetime,
        seconds: float,
        commit: str | None = None,
    ) -> Self:
        return cls(
            agent=decision.step_key.agent if decision else report.agent,
            step=step,
            key=decision.key if decision else None,
            step_key=decision.step_key.digest if decision else None,
            parts=dict(decision.step_key.parts) if decision else {},
            tree=tree,
            commit=commit,
            created=created.isoformat(timespec="seconds"),
            seconds=round(seconds, 3),
            ttl_hours=decision.ttl_hours if decision else None,
            questions=questions,
            report=report,
        )

    def to_json(self) -> bytes:
        return canonical(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, stored: bytes | str) -> Self:
        """Raises `ValueError` for anything else than a record of this format."""
        return cls.model_validate_json(stored)


def read_record(stored: bytes | None) -> StepRecord | None:
    """The record, or None for what is not there or is none."""
    try:
        return StepRecord.from_json(stored) if stored is not None else None
    except ValidationError:
        return None
