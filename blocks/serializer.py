"""The only serializer of results: canonical JSON of one type. No hook, no class name in the text, nothing to execute."""

from __future__ import annotations

from typing import Literal

from prefect.serializers import Serializer

from prohori.cache.record import StepRecord

FAILURE = b"failed: never stored"


class RecordSerializer(Serializer):
    """`dumps` refuses anything but a `StepRecord`; `loads` raises `ValueError` for anything else.

    Prefect also hands over the exception of a failed run: that becomes `FAILURE`, which the result store drops.
    """

    type: Literal["prohori"] = "prohori"

    def dumps(self, obj: StepRecord | BaseException) -> bytes:
        if isinstance(obj, BaseException):
            return FAILURE
        if not isinstance(obj, StepRecord):
            raise TypeError(f"`{type(obj).__name__}` is not a StepRecord")
        return obj.to_json()

    def loads(self, blob: bytes) -> StepRecord:
        return StepRecord.from_json(blob)
