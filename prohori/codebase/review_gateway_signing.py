"""Nagad's signature is RSA with SHA-256 and its sensitive data RSA with PKCS#1 v1.5: what is something else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.gateway_code import GatewayCode, Part
from prohori.codebase.review_source import Hit
from prohori.model import Confidence

RULE = "gateway.nagad-crypto"
_HASH = re.compile(
    r"createHash\(|createHmac\(|\bhash_hmac\(|\bhashlib\.\w+\(|\bhmac\.(?:new|digest)\(|(?<![\w>:.])(?:md5|sha1|hash)\(|CryptoJS\.(?:Hmac|SHA|MD5)\w*\("
)
_RSA = re.compile(
    r"createSign\(|crypto\.sign\(|openssl_sign\(|openssl_private_encrypt\(|\.sign\(|->sign\(|pkcs1|PKCS1|RSA\b|privateEncrypt\(|KJUR"
)
_SIGNATURE = re.compile(r"signature|sensitive|\bsign\w*", re.IGNORECASE)
_PHP_SIGN = re.compile(r"openssl_sign\(((?:[^()]|\([^()]*\))*)\)")
_RIGHT_ALGORITHM = re.compile(r"SHA_?256|sha256|\$algo|algorithm", re.IGNORECASE)
_OTHER_DIGEST = re.compile(
    r"createSign\(\s*['\"](?![^'\"]*256)[^'\"]+['\"]|crypto\.sign\(\s*['\"](?![^'\"]*256)[^'\"]+['\"]|\.sign\((?:[^()]|\([^()]*\))*hashes\.(?!SHA256)\w+\(|pkcs1_15\.new\((?:[^()]|\([^()]*\))*\)\.sign\(\s*(?!SHA256)SHA\w*\."
)
_PSS = re.compile(r"padding\.PSS\(|RSA_PKCS1_PSS_PADDING|pss\.new\(|SIGNATURE_PSS")
_OAEP = re.compile(r"padding\.OAEP\(|PKCS1_OAEP|OPENSSL_PKCS1_OAEP_PADDING|RSA_PKCS1_OAEP_PADDING|ENCRYPTION_OAEP|RSA-OAEP")
_NODE_ENCRYPT = re.compile(r"\bpublicEncrypt\(")
_ENCODED = re.compile(
    r"\bsensitive_?data['\"]?\]?\s*(?:=>|[:=](?!=))\s*(?:base64_encode\(\s*json_encode\(|Buffer\.from\(\s*JSON\.stringify\([^;\n]*toString\(\s*['\"]base64"
    r"|base64\.b64encode\(\s*json\.dumps\(|btoa\(\s*JSON)",
    re.IGNORECASE,
)


def signing_hits(code: GatewayCode) -> Iterator[Hit]:
    if "nagad" not in code.gateways:
        return
    for part in code.parts:
        yield from _hashed(code, part)
    for match in _PHP_SIGN.finditer(code.text):
        if not _RIGHT_ALGORITHM.search(match[1]):
            yield code.hit(RULE, match.start(), "`openssl_sign` signs with SHA-1 unless it is told OPENSSL_ALGO_SHA256", Confidence.high)
    for wrong, message in (
        (_OTHER_DIGEST, "Nagad's signature is SHA-256 with RSA"),
        (_PSS, "Nagad's signature is padded by PKCS#1 v1.5, not PSS"),
        (_OAEP, "Nagad's sensitive data is padded by PKCS#1 v1.5, not OAEP"),
        (_ENCODED, "`sensitiveData` is only encoded: Nagad wants it encrypted with its public key"),
    ):
        yield from (code.hit(RULE, match.start(), message, Confidence.high) for match in wrong.finditer(code.text) if _is_used(code, match))
    if "RSA_PKCS1_PADDING" not in code.text:
        for match in _NODE_ENCRYPT.finditer(code.text):
            if _is_used(code, match):
                yield code.hit(RULE, match.start(), "`publicEncrypt` pads by OAEP unless it is told RSA_PKCS1_PADDING", Confidence.high)


def _is_used(code: GatewayCode, match: re.Match[str]) -> bool:
    """Not what is only imported."""
    line = code.text[code.text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return re.match(r"\s*(?:import|from|use)\b", line) is None


def _hashed(code: GatewayCode, part: Part) -> Iterator[Hit]:
    """A digest that is given or named as the signature, where nothing on the way signs."""
    reached = code.reached(part)
    if _RSA.search(reached):
        return
    for match in _HASH.finditer(part.text):
        line = part.text[part.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _SIGNATURE.search(line) or _SIGNATURE.search(part.name):
            yield code.hit(
                RULE, part.start + match.start(), "a digest in the place of Nagad's signature, which is RSA with SHA-256", Confidence.high
            )
