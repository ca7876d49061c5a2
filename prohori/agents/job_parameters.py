"""A job's parameters as the model that an agent declares."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from prohori.errors import UsageError
from prohori.model import Job

P = TypeVar("P", bound=BaseModel)


def parameters_of(job: Job, model: type[P], *, next: str) -> P:
    """Raises `UsageError` that names the first wrong parameter; `next` says what to write instead."""
    try:
        return model.model_validate(job.parameters)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        where = f"parameter `{place}` of `{job.agent}`" if place else f"the parameters of `{job.agent}`"
        raise UsageError("a parameter is wrong", where=where, why=first["msg"].removeprefix("Value error, "), next=next) from None
