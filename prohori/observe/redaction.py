"""Masking of what is secret or personal, before it is stored anywhere.

Masked: values assigned to secret-like names, keys and tokens of known shapes, private key blocks,
credentials in URLs, and runs of ten or more digits (TIN, BIN, NID, mobile numbers, cards).
Not masked: a secret in prose with no name and no known shape.
"""

from __future__ import annotations

import re

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
    r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",  # JWT
)
TOKEN = re.compile("|".join(KNOWN_TOKENS))
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_ASSIGNED = re.compile(
    rf"(\b[\w.-]*{CREDENTIAL_WORD}[\w-]*['\"]?\]?\s*(?::\s*[A-Za-z]+\s*)?(?:=>|:=|[:=])\s*[frbu]?)(['\"`])((?:(?!\2).){{4,}})\2",
    re.IGNORECASE,
)
_URL = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@'\"]+:)([^\s@/'\"]+)(@)", re.IGNORECASE)
_BEARER = re.compile(r"(\bBearer\s+)([A-Za-z0-9._~+/-]{8,}=*)")
_DIGITS = re.compile(r"(?<!\w)\+?[0-9]{10,}(?!\w)")


def _cover(secret: str) -> str:
    return (secret[:2] if len(secret) >= 12 else "") + "***"


def mask(text: str) -> str:
    """The text with every secret or personal value replaced by `***`; applying it twice changes nothing."""
    text = _PRIVATE_KEY.sub("-----BEGIN PRIVATE KEY----- ***", text)
    text = TOKEN.sub(lambda m: _cover(m[0]), text)
    text = _ASSIGNED.sub(lambda m: m[0] if "***" in m[3] else f"{m[1]}{m[2]}{_cover(m[3])}{m[2]}", text)
    text = _URL.sub(r"\1***\3", text)
    text = _BEARER.sub(r"\1***", text)
    return _DIGITS.sub(lambda m: f"{m[0][:2]}***{m[0][-2:]}", text)
