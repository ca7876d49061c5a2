"""The words by which code says that it checks who calls, or that anybody may."""

from __future__ import annotations

import re

from prohori.codebase.review_facts import Check

MUTATING = frozenset({"post", "put", "patch", "delete"})
SPEAKS_OF_ACCESS = re.compile(
    r"guard|auth|login|logged|role|permission|permit|polic(?:y|ies)|access|acl|abilit|scope|secur|protect|private|verif|signature|hmac|jwt|token"
    r"|passport|session|api_?key|tenant|admin|owner|user|staff|principal|identity|keycloak|firewall|require(?!\()|ensure",
    re.IGNORECASE,
)
IN_BODY = re.compile(
    r"signature|hmac|verif|authori|authent|permission|has_role|hasRole|current_?user|(?:req|request|ctx|context|g|session)\.(?:user|auth|session)"
    r"|session\.user|session\[|api_?key|x-api-key|\btoken|bearer|\babilit|isAdmin|is_admin|only_for|get_jwt|login_required|assertCan|canAccess"
    r"|developer_mode|secret",
    re.IGNORECASE,
)
"""Something in a function's own text that may be the check."""
OPEN_BY_NATURE = re.compile(
    r"log_?in|sign_?in|sign_?up|log_?out|sign_?out|regist|refresh|forgot|reset|verif|confirm|activat|callback|hook|\bipn\b|notif(?:y|ication)"
    r"|health|ping|status|token|otp|oauth|auth|sso|saml|captcha|contact|subscri|public|csp|metrics|graphql|callback|return|success|fail"
    r"|cancel_payment|track|beacon|telemetry|invite|accept|guest|onboard|webhooks?",
    re.IGNORECASE,
)
"""Endpoints that anybody has to reach: logging in, being called back, being looked after."""
PASSIVE_MIDDLEWARE = re.compile(
    r"upload|multer|multipart|valid|json|urlencoded|\bcors|raw\b|parser|limit|cache|log|async|wrap|compress|helmet|static|express\.|sanitiz|schema|rout",
    re.IGNORECASE,
)


def strongest(*found: Check) -> Check:
    return "yes" if "yes" in found else "perhaps" if "perhaps" in found else "no"


def if_any(condition: object) -> Check:
    """Something may be a check, and nothing says that it is."""
    return "perhaps" if condition else "no"
