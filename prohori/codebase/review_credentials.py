"""What makes a text a credential: its own shape, or a name that promises one and a value that could be it."""

from __future__ import annotations

import math
import re
from collections import Counter

from prohori.codebase.prefilter import prefilter
from prohori.codebase.review_names import stem, words
from prohori.codebase.review_source import listed
from prohori.model import Confidence
from prohori.observe.redaction import TOKEN

_PASSWORD = frozenset({"password", "passwd", "pwd", "passphrase", "pass", "passcode", "pin"})
_SECRET = frozenset({"secret", "secrets", "salt", "pepper"})
_KEY_KINDS = listed(
    """
    api app access private secret signing sign encryption encrypt encrypted auth license hmac jwt master merchant client server
    service webhook account store aes crypto cipher subscription consumer session cookie gateway security deploy token secure
    public
    """
)
_JOINED = re.compile(
    r"(?:db|pg|my|mysql|smtp|mail|ftp|sftp|user|admin|root|redis|mongo|store|jwt|client|app|api|access|auth|sms|hmac)"
    r"(password|passwd|passphrase|pass|secretkey|secret|token|accesskey|authkey)"
)
_TOKEN_NOT = listed(
    """
    csrf xsrf injection di cancel cancellation design provider page next continuation type max num input output prompt completion
    abort syntax lexer color theme storage
    """
)
_NOT_BEFORE = listed(
    """
    forgot forget reset change confirm invalid wrong missing no has is show hide toggle update set get verify validate check
    require required enable disable use hash regenerate
    """
)
_PLACEHOLDER = re.compile(
    r"change[-_ ]?(?:me|it|this)|\bx{3,}\b|x{4,}|your[-_ ]?|<[^<>]*>|\$\{|\{\{|\{\w*\}|%\(?\w*\)?s|example|sample|dummy|placeholder|todo"
    r"|replace|insert[-_ ]|redacted"
    r"|\*{3,}|\.\.\.|…|to[-_ ]be[-_ ]|fill[-_ ]|put[-_ ]|enter[-_ ]|not[-_ ]?set|fixme|undefined|n/a|^test$|^none$|^null$"
    r"|^nil$|^false$|^true$|^unset$|^empty$|^default$|^disabled?$|^enabled?$|^optional$|^unknown$"
    r"|^fake|\bfake\b|^mock|^stub|foobar|lorem|^0+$|^-+$|^_+$|^•+$|^\?+$|^<|^\[|^\(",
    re.IGNORECASE,
)
_VOCABULARY = listed(
    """
    password passwd pwd passphrase pass secret token tokens api key keys access refresh auth authorization authentication bearer
    basic jwt x client app private public credential credentials id header field input form name user username login csrf xsrf
    session cookie code oauth oauth2 type string text hidden current new old confirm reset forgot change email webhook signature
    sign store merchant encryption value hash hashed required invalid missing expired grant number boolean object any null repeat
    verify and or the a is not to for of in page modal dialog label error message icon lock plain encrypted data magic otp pin
    google github apikey provider service local storage strategy guard module account tenant integration list create edit update
    delete view settings setting config env request response param query body url uri path method none post get scheme less
    verification validation mismatch strength min max length internal external generic custom manager vault social device push fcm
    firebase aws s3 db database administrator true false default primary key1 id1 sha md5 hmac rsa aes bcrypt argon2 utf8 hex
    base64 json date time at last next continuation cursor file textarea checkbox secretsmanager
    """
)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n|\s)*[A-Za-z0-9+/=]{16,}")
_URL = re.compile(r"\b([a-z][a-z0-9+.-]{1,30})://([^\s:/@'\"`${}<>*]{0,64}):([^\s@/'\"`${}<>*]{1,128})@([\w.-]+|\[)", re.IGNORECASE)
_URL_PLACEHOLDER = re.compile(r"^(?:password|pass|passwd|pwd|secret|token|key|x+|p|pw)$", re.IGNORECASE)
_QUERY_KEY = "A key in a URL"
_DSN_HOST = re.compile(r"\b(?:server|host|data source|user(?: ?id)?|uid|dbname|database)\s*=", re.IGNORECASE)
_DSN = "A password in a connection string"
_IN_TEXT = (
    (re.compile(r"\b(?:password|pwd)\s*=\s*([^;\s'\"`${}<>%]+)", re.IGNORECASE), _DSN),
    (re.compile(r"\b(?:WITH\s+(?:ENCRYPTED\s+)?PASSWORD|IDENTIFIED\s+BY)\s+'([^'${}]+)'", re.IGNORECASE), "A password in a statement"),
    (re.compile(r"[?&](?:api_?key|access_?token|token|secret|auth_?key|key)=([\w.~+/-]{16,})", re.IGNORECASE), _QUERY_KEY),
)
_TEXT_PREFILTER = re.compile(
    r"(?:password|pwd)\s*=\s*[^;\s'\"`${}<>%=]|PASSWORD\s+'|IDENTIFIED\s+BY|[?&]\w*(?:key|token|secret)=\w", re.IGNORECASE
)
_URL_PREFILTER = re.compile(r"://[^\s/@'\"`${}<>*:]*:[^\s/@'\"`${}<>*]+@")
may_hold_a_shape = prefilter(TOKEN, "PRIVATE KEY", _URL_PREFILTER, _TEXT_PREFILTER)
"""A quick look at a whole file before its strings are looked at one by one."""


def shape_of(text: str) -> str:
    """What credential a text holds by its shape alone, or an empty string."""
    if _PRIVATE_KEY.search(text):
        return "A private key"
    token = TOKEN.search(text)
    if token is not None and not _PLACEHOLDER.search(token[0]) and _is_varied(token[0]):
        return "An access token"
    for found in _URL.finditer(text):
        user, password = found[2], found[3]
        if (
            not (_URL_PLACEHOLDER.match(password) or _PLACEHOLDER.search(password) or found[4].startswith("example"))
            and not password.isdigit()
        ):
            return f"A password for `{user}` in a URL"
    return _written_in_text(text)


def _written_in_text(text: str) -> str:
    """A password or key among the settings that a text spells out: a connection string, a query, a statement."""
    for pattern, what in _IN_TEXT:
        found = pattern.search(text)
        value = found[1] if found is not None else ""
        if len(value) < 4 or _PLACEHOLDER.search(value) or _URL_PLACEHOLDER.match(value) or _is_vocabulary(value):
            continue
        if (what != _QUERY_KEY or is_random(value)) and (what != _DSN or _DSN_HOST.search(text)):
            return what
    return ""


def _is_varied(token: str) -> bool:
    return len(set(token[4:])) >= 6


def is_secret_name(name: str) -> bool:
    return bool(name) and len(name) < 80 and _kind_of(name) != ""


def _kind_of(name: str) -> str:
    """`password`, `secret`, `token` or an empty string: what the last words of the name promise."""
    found = stem(name.replace("apikey", "api_key").replace("APIKEY", "API_KEY"))
    if not found or found[0] in _NOT_BEFORE:
        return ""
    head, before = found[-1], found[-2] if len(found) > 1 else ""
    if len(found) == 1 and head not in _PASSWORD and (joined := _JOINED.fullmatch(head)):
        return "password" if joined[1].startswith("pass") else "secret" if joined[1].startswith("secret") else "token"
    if head in _PASSWORD:
        return "" if head in ("pass", "pin") and len(found) == 1 else "password"
    if head in _SECRET:
        return "" if head in ("salt", "pepper") and len(found) == 1 else "secret"
    if head in ("token", "credential", "credentials", "authorization", "auth", "apikey", "bearer"):
        return "" if _TOKEN_NOT & set(found) or (head == "auth" and len(found) == 1) else "token"
    if head == "key" and before in _KEY_KINDS:
        if before in ("secret", "private", "signing", "encryption", "jwt", "hmac", "master", "aes", "crypto", "cipher"):
            return "secret"
        return "" if before in ("public", "store", "session", "storage", "token") and "api" not in found else "token"
    return ""


def credential(name: str, value: str, *, from_environment: bool = False) -> Confidence | None:
    """Whether a value given to a name is a credential: high when its shape says so, medium when only the name does."""
    kind = _kind_of(name)
    value = re.sub(r"^(?:Bearer|Basic|Token)\s+(?=\S{8,}$)", "", value) if kind in ("token", "") else value
    if not kind or not 4 <= len(value) <= 4096 or _is_no_credential(name, value, from_environment=from_environment):
        return None
    if is_random(value):
        return Confidence.high
    if kind == "password":
        return Confidence.high if re.search(r"\d|[^\w\s.-]", value) else Confidence.medium
    if kind == "secret":
        return Confidence.medium if len(value) >= 6 else None
    return Confidence.medium if _is_mixed(value) else None


def _is_no_credential(name: str, value: str, *, from_environment: bool) -> bool:
    if re.search(r"\s", value.strip()) or not value.isascii() or value != value.strip():
        return True
    if _PLACEHOLDER.search(value):
        return True
    if re.match(r"(?:https?|wss?|ftp|file|mailto):|\.{0,2}/[a-z{]|@[a-z]|~/|[a-z]+://", value) and not is_random(value.rsplit("/", 1)[-1]):
        return True
    if re.fullmatch(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+", value) and not re.search(r"\d{2}", value):
        return True  # translation keys, settings names: `auth.password.required`
    if (
        re.fullmatch(r"[A-Z][A-Z]*(?:_[A-Z0-9]+)+", value)
        or re.fullmatch(r"[#.][A-Za-z][A-Za-z-]*", value)
        or (re.fullmatch(r"[\w-]+(?:/[\w:{}-]+)+", value) and not is_random(value))
    ):
        return True
    folded = "".join(words(value))
    if folded and (folded == "".join(words(name)) or _is_selector(value)):
        return not from_environment
    if re.fullmatch(r"[A-Z][a-z]+", value):
        return True
    return _is_vocabulary(value) and not (from_environment and re.search(r"secret|password", value, re.IGNORECASE))


def _is_selector(value: str) -> bool:
    return re.match(r"(?:input|button|form|div|a|span)?[#.\[]\w*[A-Za-z-]+[=\]]", value) is not None


def _is_vocabulary(value: str) -> bool:
    """Only words that speak *about* credentials: `x-auth-token`, `resetPassword`, `access_token`."""
    found = words(value)
    return (
        bool(found)
        and re.fullmatch(r"[\w.:-]+", value) is not None
        and all(w in _VOCABULARY or (w.isdigit() and len(w) < 3) for w in found)
    )


def _is_mixed(value: str) -> bool:
    """Digits among letters as in a key, not as in a version (`storage-v2`, `sha256`)."""
    if len(value) < 8 or not re.fullmatch(r"[\w+/=.:~!@#$%^&*-]+", value):
        return False
    return sum(c.isdigit() for c in value) >= 2 and sum(c.isalpha() for c in value) >= 2 and not re.fullmatch(r"[A-Za-z_:-]+\d{0,3}", value)


def is_random(value: str) -> bool:
    """Long, varied and unlike words: a generated key rather than a name."""
    if len(value) < 16 or not re.fullmatch(r"[A-Za-z0-9+/=_.~!@#$%^&*-]+", value):
        return False
    counts = Counter(value)
    entropy = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    if re.fullmatch(r"[0-9a-fA-F]{24,}", value):
        return entropy >= 2.5
    runs = re.findall(r"[A-Za-z0-9+/]{12,}", value)
    mixed = any(len(re.findall(r"\d", r)) >= 2 and re.search(r"[A-Za-z]", r) for r in runs)
    zigzag = any(len(re.findall(r"[a-z][A-Z]", r)) >= len(r) / 6 for r in runs)
    return entropy >= 3.3 and (mixed or (zigzag and len(re.findall(r"[a-z][A-Z]", value)) >= 4))
