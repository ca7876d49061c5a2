"""One JSON text for one value, so that it can be hashed and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from prohori.errors import UsageError
from prohori.model import Json


def canonical(value: Json) -> bytes:
    """Sorted keys, no white space, UTF-8. 1, 1.0, true and "1" are four values.

    Raises `UsageError` for what JSON cannot say: NaN, infinity, keys that are not text, any other type.
    """
    try:
        _only_text_keys(value)
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError("A value cannot be written as JSON", why=str(error), next="use text, numbers, lists and objects") from None
    return text.encode("utf-8", "surrogatepass")


def digest(value: Json) -> str:
    """sha256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _only_text_keys(value: Json) -> None:
    """`json` would write the keys 1 and "1" alike."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} is not text")
            _only_text_keys(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _only_text_keys(inner)
