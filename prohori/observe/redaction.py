"""Masking of what is secret or personal, before it is stored anywhere.

Masked: values assigned to secret-like names, keys and tokens of known shapes, private key blocks,
credentials in URLs, runs of ten or more digits (TIN, BIN, NID, mobile numbers, cards), and those numbers in their usual
groups (`01712-345678`, `1234 5678 9012`). Not masked: a secret in prose with no name and no known shape.
The time grows with the length of the text, not faster: no expression can start again inside what it scanned in vain.
"""

from __future__ import annotations

import re

_LOOKED_AT = 4096
"""Characters of which an excerpt is made: what stands in one line may be long."""
CREDENTIAL_WORD = (
    r"(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|app[_-]?key|access[_-]?key|private[_-]?key"
    r"|client[_-]?secret|credential|auth(?:orization)?|store[_-]?passwd)"
)
KNOWN_TOKENS = (
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",  # AWS access key id
    r"\bgh[pousr]_[A-Za-z0-9]{36,}\b",  # GitHub
    r"\bgithub_pat_[A-Za-z0-9_]{22,}\b",
    r"\bsk-[A-Za-z0-9_-]{20,}\b",  # OpenAI, Anthropic
    r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b",  # Stripe
    r"\bxox[abprs]-[A-Za-z0-9-]{10,}",  # Slack
    r"\bAIza[0-9A-Za-z_-]{35}\b",  # Google
    r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",  # SendGrid
    r"(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",  # JWT
)
TOKEN = re.compile("|".join(KNOWN_TOKENS))
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?! \*\*\*).*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)", re.DOTALL)
# `(?=(…))\3` for `(…)++`: Python 3.11.2 loses its way in a possessive group
_ASSIGNED = re.compile(
    rf"({CREDENTIAL_WORD}[\w-]{{0,64}}+['\"]?\]?\s*+(?::\s*+[A-Za-z]{{1,64}}+\s*+)?(?:=>|:=|[:=])\s*+[frbu]?)"
    r"(['\"`])(?:(?=((?:\\.|(?!\2)[^\\\n]){4,}))\3(\2|\\?\Z)"  # a text that was clipped has lost the closing quote
    r"|(?=((?:(?!\2).){4,}))\5\2)",  # where a backslash is no escape
    re.IGNORECASE,
)
_URL = re.compile(r"((?<=[A-Za-z0-9+.-])://[^\s:/@'\"]*:)([^\s@/'\"]+)(@)")
_BEARER = re.compile(r"(\bBearer\s+)([A-Za-z0-9._~+/-]{8,}=*)")
_MOBILE = re.compile(
    r"(?<!\w)(?<![0-9][.-])(?:\+?88[ -]?0|\+?880[ -]?|0)1[3-9]"
    r"(?:[0-9]{2}[ -][0-9]{3}[ -]?[0-9]{3}|[0-9][ -][0-9]{3}[ -]?[0-9]{4}|[ -][0-9]{4}[ -]?[0-9]{4})(?![\w-]|\.[0-9])"
)
_GROUPS = r"""(?!(?:(?:19|20)[0-9]{2}_){2}(?:19|20)[0-9]{2}(?:_|\b))  # years
    (?: [0-9]{9}_[0-9]{4}  # BIN
      | [0-9]{4}(?:_[0-9]{4}){2,3}  # TIN, card
      | [0-9]{3}_[0-9]{3}_(?:[0-9]{4}|[0-9]{3}_[0-9]{3})  # NID, TIN
    )"""
_GROUPED = re.compile(  # part of a longer row of groups (a UUID, a table) is none of them
    rf"""(?<![\w-])(?<![0-9]\.){_GROUPS.replace("_", "-")}(?![\w-]|\.[0-9])
      | (?<![\w-])(?<![0-9][ .]){_GROUPS.replace("_", "[ ]")}(?![\w-]|[. ][0-9])""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"(?<!\w)(?<![0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-)\+?[0-9]{10,}(?!\w)")


def _cover(secret: str) -> str:
    return (secret[:2] if len(secret) >= 12 else "") + "***"


def _without_value(assigned: re.Match[str]) -> str:
    named, quote, value, end, plain = assigned.groups()
    if value is None:
        value, end = plain, quote
    return assigned[0] if "***" in value else f"{named}{quote}{_cover(value)}{end}"


def mask(text: str) -> str:
    """The text with every secret or personal value replaced by `***`; applying it twice changes nothing."""
    text = _PRIVATE_KEY.sub("-----BEGIN PRIVATE KEY----- ***", text)
    text = TOKEN.sub(lambda m: _cover(m[0]), text)
    text = _ASSIGNED.sub(_without_value, text)
    text = _URL.sub(r"\1***\3", text)
    text = _BEARER.sub(r"\1***", text)
    for number in (_MOBILE, _GROUPED, _DIGITS):
        text = number.sub(lambda m: f"{m[0][:2]}***{m[0][-2:]}", text)
    return text


def excerpt(text: str, longest: int, *, ending: str = "") -> str:
    """At most `longest` characters of the masked text. Masked first: a secret that is cut in two is not known any more."""
    if len(text) > _LOOKED_AT:
        end = max(text.rfind(" ", _LOOKED_AT // 2, _LOOKED_AT), text.rfind("\n", _LOOKED_AT // 2, _LOOKED_AT))
        text = text[: end if end > 0 else _LOOKED_AT]
    masked = mask(text)
    return masked if len(masked) <= longest else masked[: longest - len(ending)] + ending
