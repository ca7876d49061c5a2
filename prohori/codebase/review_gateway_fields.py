"""Codes of currencies as each gateway takes them: Nagad the number 050, the others BDT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.gateway_code import GatewayCode
from prohori.codebase.review_source import Hit
from prohori.model import Confidence

RULE = "gateway.currency-code"
_NUMBERED = re.compile(
    r"\bcurrency_?code['\"]?\]?\s*(?:=>|[:=](?!=))\s*(?:['\"](?P<text>[^'\"]*)['\"]|(?P<number>\d+)|(?P<name>[A-Za-z_][\w.:]*))",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\bcurrency['\"]?\]?\s*(?:=>|[:=](?!=))\s*(?:['\"](?P<text>[^'\"]*)['\"]|(?P<number>\d+)|(?P<name>[A-Za-z_][\w.:]*))"
)


def field_hits(code: GatewayCode) -> Iterator[Hit]:
    if "nagad" in code.gateways:
        for match in _NUMBERED.finditer(code.text):
            given = _given(code, match)
            if given is not None and given != "050":
                yield code.hit(RULE, match.start(), 'Nagad\'s currency code is the text "050"', Confidence.high)
    if code.gateways == {"bkash"}:
        for match in _LETTERED.finditer(code.text):
            given = _given(code, match)
            if given in ("050", "50") or ((given or "").lower() in ("tk", "taka", "bdt") and given != "BDT"):
                yield code.hit(RULE, match.start(), 'bKash\'s currency is the text "BDT"', Confidence.high)


def _given(code: GatewayCode, match: re.Match[str]) -> str | None:
    """The value that is written, or that the constant holds; a bare number is never the text that is asked for."""
    if match["number"] is not None:
        return f"number {match['number']}"
    if match["name"] is not None:
        name = re.split(r"\.|::", match["name"])[-1]
        number = re.search(rf"\b{re.escape(name)}\s*(?::\s*\w+\s*)?=\s*(\d+)\b", code.text)
        return f"number {number[1]}" if number else code.constants.get(name)
    return match["text"]
