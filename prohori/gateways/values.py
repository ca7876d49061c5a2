"""Values in a gateway's answer: found by a JSON pointer, compared as JSON, shown in a message."""

from __future__ import annotations

import json
import re

from prohori.model import Json
from prohori.observe.printable import printable
from prohori.observe.redaction import excerpt

MISSING = object()


def at(body: Json, pointer: str) -> Json:
    """The value a JSON pointer (RFC 6901) leads to, or `MISSING`."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(body, dict) and name in body:
            body = body[name]
        elif isinstance(body, list) and re.fullmatch(r"0|[1-9][0-9]{0,8}", name) and int(name) < len(body):
            body = body[int(name)]
        else:
            return MISSING
    return body


def same(one: Json, other: Json) -> bool:
    """Equal as JSON: 1 is 1.0, but not true."""
    return isinstance(one, bool) == isinstance(other, bool) and not isinstance(one, dict | list) and bool(one == other)


def literal(value: Json) -> str:
    """A value, for a message."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(text: str) -> str:
    """Text of a gateway, for a message."""
    return f"`{printable(' '.join(excerpt(text, 60, ending='…').split())).replace('`', ' ')}`"
