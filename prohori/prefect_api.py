"""The Prefect API over plain HTTP, for the moments in which importing Prefect would cost more than the question."""

from __future__ import annotations

import json
import os
import urllib.request
from base64 import b64encode
from typing import Any

from prohori.server import opener_for

ANSWER_SECONDS = 2
LARGEST_ANSWER = 8_000_000


def ask(path: str, body: object = None, *, seconds: float = ANSWER_SECONDS) -> Any:
    """The answer to a GET, or to a POST of `body`, of the API that `PREFECT_API_URL` names.

    Raises `OSError` where it does not answer or refuses (`urllib.error.HTTPError`), `ValueError` where the answer is no JSON.
    """
    url = os.environ["PREFECT_API_URL"] + path
    given = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=given, headers=_headers())  # noqa: S310  # the operator's own setting
    with opener_for(url).open(request, timeout=seconds) as answer:
        return json.loads(answer.read(LARGEST_ANSWER))


def _headers() -> dict[str, str]:
    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("PREFECT_API_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    elif auth := os.environ.get("PREFECT_API_AUTH_STRING"):
        headers["Authorization"] = f"Basic {b64encode(auth.encode()).decode()}"
    return headers
