"""The language between us and an analysing process: frames of a JSON head and bytes, each with a bounded length.

Nothing in a frame is executed, and none names a type.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from prohori.errors import AgentError

HEADER = struct.Struct("!4sII")
"""Mark, length of the head, length of the body."""
MARK = b"PRH1"
HEAD_AT_MOST = 1 << 16
BODY_AT_MOST = 1 << 26
"""Of a request: a larger file is not analysed."""


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    text = json.dumps(head).encode()
    return HEADER.pack(MARK, len(text), len(body)) + text + body


def lengths(header: bytes, body_at_most: int) -> tuple[int, int]:
    """Of head and body. Raises `AgentError` for what is no header, or announces more than it may."""
    mark, head, body = HEADER.unpack(header)
    if mark != MARK:
        raise _garbled("it does not begin as a frame does")
    if head > HEAD_AT_MOST or body > body_at_most:
        raise _garbled(f"it announces {head + body:,} bytes")
    return head, body


def head_of(text: bytes) -> dict[str, Any]:
    try:
        head = json.loads(text)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict):
        raise _garbled("its head is no JSON object")
    return head


def frame_in(received: bytes | bytearray, body_at_most: int) -> tuple[dict[str, Any], bytes] | None:
    """The frame in what was received so far, None while it is not whole. Raises `AgentError` for anything else, or for more than one."""
    if len(received) < HEADER.size:
        return None
    head, body = lengths(bytes(received[: HEADER.size]), body_at_most)
    end = HEADER.size + head + body
    if len(received) < end:
        return None
    if len(received) > end:
        raise _garbled("more follows it than was asked for")
    return head_of(bytes(received[HEADER.size : HEADER.size + head])), bytes(received[HEADER.size + head :])


def _garbled(why: str) -> AgentError:
    return AgentError("An analysing process answered garbage", why=why, next="the file that it was given may have overwritten its memory")
