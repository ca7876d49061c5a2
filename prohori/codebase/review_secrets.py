"""Hard-coded credentials: by the name they are given to, by the shape of the value, or both.

The value is covered in the evidence here, because the general masking cannot know every name.
What is not found: a credential that is one plain dictionary word under a name that says nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_names import name_of, stem, words
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    is_docstring,
    key_text,
    line_of,
    listed,
    literal_text,
    method_of,
    operator_of,
    positional,
    unwrap,
)  # fmt: skip
from prohori.model import Confidence
from prohori.observe.redaction import TOKEN

RULE = "secret"
_ADVICE = "read it from the environment or a secret store, and replace it: what was committed is known"

_PASSWORD = frozenset({"password", "passwd", "pwd", "passphrase", "pass", "passcode", "pin"})
_SECRET = frozenset({"secret", "secrets", "salt", "pepper"})
_KEY_KINDS = listed(
    """
    api app access private secret signing sign encryption encrypt encrypted auth license hmac jwt master merchant client server
    service webhook account store aes crypto cipher subscription consumer session cookie gateway security deploy token secure
    public
    """
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
_LABEL_FILES = re.compile(
    r"(^|/)(i18n|locales?|translations?|lang|langs|messages)/|\.(i18n|messages|translations?)\.[jt]sx?$", re.IGNORECASE
)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n|\s)*[A-Za-z0-9+/=]{16,}")
_URL = re.compile(r"\b([a-z][a-z0-9+.-]{1,30})://([^\s:/@'\"`${}<>*]{0,64}):([^\s@/'\"`${}<>*]{1,128})@([\w.-]+|\[)", re.IGNORECASE)
_URL_PLACEHOLDER = re.compile(r"^(?:password|pass|passwd|pwd|secret|token|key|x+|p|pw)$", re.IGNORECASE)
_SIGNERS = re.compile(
    r"(?:^|\.)(?:createHmac|createCipheriv|createDecipheriv)$|(?:jwt|jsonwebtoken|jwtService)\.sign(?:Async)?$", re.IGNORECASE
)
_PREFILTER = ("pass", "pwd", "secret", "token", "key", "credential", "auth", "pin", "salt", "pepper", "hmac", "cipher", "bearer")
_URL_PREFILTER = re.compile(r"://[^\s/@'\"`${}<>*:]*:[^\s/@'\"`${}<>*]+@")
_EXAMPLES = frozenset(
    {
        "example",
        "examples",
        "placeholder",
        "description",
        "summary",
        "title",
        "label",
        "help",
        "helptext",
        "tooltip",
        "hint",
        "pattern",
        "format",
    }
)


def secret_hits(source: Source) -> list[Hit]:
    """One hit a line: by shape first, then by name."""
    found = [*_by_shape(source)]
    if any(word in source.lower for word in _PREFILTER) and not _LABEL_FILES.search(source.path):
        found += _by_name(source)
    lines: dict[int, Hit] = {}
    for hit in found:
        lines.setdefault(hit.line, hit)
    return [lines[line] for line in sorted(lines)]


def _by_shape(source: Source) -> list[Hit]:
    text = source.text
    if not (TOKEN.search(text) or "PRIVATE KEY" in text or _URL_PREFILTER.search(text)):
        return []
    hits = []
    for node in source.all("string", "template_string", "string_fragment") if not source.python else source.all("string"):
        raw = node.text()
        if node.kind() == "string_fragment" and (p := node.parent()) is not None and p.kind() in ("string", "template_string"):
            continue
        what = shape_of(raw)
        if what and not is_docstring(node) and not _is_example(node):
            hits.append(_hit(source, node, f"{what} is written in the code; {_ADVICE}", Confidence.high))
    return hits


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
    return ""


def _is_varied(token: str) -> bool:
    return len(set(token[4:])) >= 6


def _is_example(node: SgNode) -> bool:
    """Given as an `example`, `placeholder`, `description`, at any depth of the literal."""
    holders = [a for a in node.ancestors()[:8] if a.kind() in ("pair", "keyword_argument", "jsx_attribute")]
    return any(key_text(h.field("key") or h.field("name") or h.child(0)).lower() in _EXAMPLES for h in holders)


def _by_name(source: Source) -> list[Hit]:
    hits = []
    for name, node, from_environment in _named_literals(source):
        value = literal_text(node)
        if value is None:
            continue
        sure = credential(name, value, from_environment=from_environment)
        if sure is not None and not _is_example(node):
            what = f"`{name}` falls back to a fixed value" if from_environment else f"`{name}` is written in the code"
            hits.append(_hit(source, node, f"{what}; {_ADVICE}", sure))
    return hits


def _hit(source: Source, node: SgNode, message: str, sure: Confidence) -> Hit:
    evidence = source.evidence(node)
    for part in sorted(node.text().split("\n"), key=len, reverse=True):
        quoted = re.fullmatch(r"(\W{0,2})(.*?)(\W{0,2})", part.strip()) if len(part.strip()) > 4 else None
        if quoted is not None:
            evidence = evidence.replace(part.strip(), f"{quoted[1]}{cover(quoted[2])}{quoted[3]}")
    return Hit(RULE, line_of(node), message, evidence, sure)


def cover(value: str) -> str:
    return (value[:2] if len(value) >= 12 else "") + "***"


def _named_literals(source: Source) -> Iterator[tuple[str, SgNode, bool]]:
    """Each (name, value, whether the value is the default of an environment read)."""
    for name, value in _python_pairs(source) if source.python else _script_pairs(source):
        if value is not None:
            yield from _values(name, unwrap(value))
    yield from _call_values(source)


def _values(name: str, value: SgNode) -> Iterator[tuple[str, SgNode, bool]]:
    """The literals that a value can be: itself, or the default behind `||`, `??`, `or`, `? :`."""
    kind = value.kind()
    if kind in ("string", "template_string", "concatenated_string"):
        yield name, value, False
    elif kind in ("binary_expression", "boolean_operator") and operator_of(value) in ("||", "??", "or"):
        left, right = value.field("left"), value.field("right")
        if left is not None and right is not None and literal_text(right) is not None:
            read = name_of(left)
            yield (read if is_secret_name(read) else name), right, _reads_environment(left)
    elif kind == "ternary_expression":
        for branch in (value.field("consequence"), value.field("alternative")):
            if branch is not None:
                yield from _values(name, unwrap(branch))
    elif kind == "conditional_expression":
        for branch in value.named_children()[::2]:
            yield from _values(name, unwrap(branch))
    elif is_call(value) and method_of(callee_of(value)) in ("SecretStr", "encode", "from", "Buffer.from", "SecretBytes", "bytes"):
        function = value.field("function")
        owner = function.field("object") if function is not None and method_of(callee_of(value)) == "encode" else None
        inner = owner if owner is not None else next(iter(arguments_of(value)), None)
        if inner is not None:
            yield from _values(name, unwrap(inner))


def _reads_environment(node: SgNode) -> bool:
    return (
        re.search(
            r"process\.env|os\.(?:environ|getenv)|import\.meta\.env|Deno\.env|\b[cC]onfig(?:Service)?\b|\benv\b|getenv", node.text()[:300]
        )
        is not None
    )


def _script_pairs(source: Source) -> Iterator[tuple[str, SgNode | None]]:
    kinds = ("variable_declarator", "pair", "public_field_definition", "assignment_expression", "required_parameter", "optional_parameter",
             "object_assignment_pattern")  # fmt: skip
    for node in source.all(*kinds, *(("jsx_attribute",) if source.language == "tsx" else ())):
        kind = node.kind()
        if kind == "jsx_attribute":
            children = node.named_children()
            yield (children[0].text(), children[1]) if len(children) == 2 else ("", None)
            continue
        target = node.field("name") or node.field("key") or node.field("left") or node.field("pattern")
        if target is not None and target.kind() == "computed_property_name":
            continue
        name = key_text(target) if kind == "pair" else name_of(target) or (target.text() if target is not None else "")
        if is_secret_name(name) or kind == "binary_expression":
            yield name, node.field("value") or node.field("right")
        elif (value := node.field("value") or node.field("right")) is not None and _is_secret_default(value):
            yield name, value
    for node in source.all("binary_expression"):
        if (
            operator_of(node) in ("||", "??")
            and (parent := node.parent()) is not None
            and parent.kind() in _FREE_PLACES
            and _is_secret_default(node)
        ):
            yield "", node


_FREE_PLACES = frozenset(
    {"arguments", "return_statement", "arrow_function", "parenthesized_expression", "argument_list", "array", "as_expression"}
)


def _is_secret_default(value: SgNode) -> bool:
    value = unwrap(value)
    return value.kind() in ("binary_expression", "boolean_operator") and is_secret_name(name_of(value.field("left")))


def _python_pairs(source: Source) -> Iterator[tuple[str, SgNode | None]]:
    for node in source.all("assignment", "keyword_argument", "pair", "default_parameter", "typed_default_parameter", "named_expression"):
        target = node.field("left") or node.field("name") or node.field("key")
        name = key_text(target) if node.kind() in ("pair", "keyword_argument") else name_of(target)
        value = node.field("right") or node.field("value")
        if is_secret_name(name) or (value is not None and _is_secret_default(value)):
            yield name, value
    for node in source.all("boolean_operator"):
        if (parent := node.parent()) is not None and parent.kind() in _FREE_PLACES and _is_secret_default(node):
            yield "", node


def _call_values(source: Source) -> Iterator[tuple[str, SgNode, bool]]:
    """`config.get('JWT_SECRET', 'abc')`, `os.environ.get(…)`, `setHeader('X-Api-Key', 'abc')`, `jwt.sign(x, 'abc')`."""
    for call in source.calls:
        callee = callee_of(call)
        method = method_of(callee)
        if method in ("get", "getenv", "getOrThrow", "set", "setHeader", "header", "append", "setdefault", "config", "env", "decouple"):
            given = positional(call)
            if len(given) >= 2 and is_secret_name(name := literal_text(given[0]) or ""):
                yield name, given[1], method in ("get", "getenv", "config", "env")
        elif _SIGNERS.search(callee) or callee in ("jwt.encode", "jwt.decode", "hmac.new"):
            given = positional(call)
            place = 0 if callee == "hmac.new" else 1
            if len(given) > place:
                yield "signing secret", given[place], False


def is_secret_name(name: str) -> bool:
    return bool(name) and len(name) < 80 and _kind_of(name) != ""


def _kind_of(name: str) -> str:
    """`password`, `secret`, `token` or an empty string: what the last words of the name promise."""
    found = stem(name.replace("apikey", "api_key").replace("APIKEY", "API_KEY"))
    if not found or found[0] in _NOT_BEFORE:
        return ""
    head, before = found[-1], found[-2] if len(found) > 1 else ""
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


def environment_file_hits(path: str, text: str) -> list[Hit]:
    """Credentials in a committed `.env` file, one a line."""
    hits = []
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r"\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*?)\s*$", line)
        if found is None:
            continue
        value = re.sub(r"\s+#.*$", "", found[2]).strip("'\"")
        shape = shape_of(value)
        sure = Confidence.high if shape else credential(found[1], value, from_environment=True)
        if sure is not None:
            hits.append(
                Hit(RULE, number, f"`{found[1]}` is in a committed environment file; {_ADVICE}", f"{found[1]}={cover(value)}", sure)
            )
    return hits
