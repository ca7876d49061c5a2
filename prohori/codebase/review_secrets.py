"""Hard-coded credentials: by the name they are given to, by the shape of the value, or both.

The value is covered in the evidence here, because the general masking cannot know every name.
What is not found: a credential that is one plain dictionary word under a name that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_credentials import credential, is_secret_name, may_hold_a_shape, shape_of
from prohori.codebase.review_names import name_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    is_docstring,
    key_text,
    keyword_argument,
    line_of,
    literal_text,
    method_of,
    operator_of,
    positional,
    unwrap,
)  # fmt: skip
from prohori.model import Confidence

RULE = "secret.hardcoded"
_ADVICE = "read it from the environment or a secret store, and replace it: what was committed is known"

_LABEL_FILES = re.compile(
    r"(^|/)(i18n|locales?|translations?|lang|langs|messages)/|\.(i18n|messages|translations?)\.[jt]sx?$", re.IGNORECASE
)
_SIGNERS = re.compile(
    r"(?:^|\.)(?:createHmac|createCipheriv|createDecipheriv)$|(?:jwt|jsonwebtoken|jwtService)\.sign(?:Async)?$", re.IGNORECASE
)
_PREFILTER = ("pass", "pwd", "secret", "token", "key", "credential", "auth", "pin", "salt", "pepper", "hmac", "cipher", "bearer", "login")
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
    if not may_hold_a_shape(source.text):
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
    covered = {}
    for part in sorted(node.text().split("\n"), key=len, reverse=True):
        quoted = re.fullmatch(r"(\W{0,2})(.*?)(\W{0,2})", part.strip()) if len(part.strip()) > 4 else None
        if quoted is not None:
            covered[part.strip()] = f"{quoted[1]}{cover(quoted[2])}{quoted[3]}"
    return Hit(RULE, line_of(node), message, source.evidence(node, covered), sure)


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
        if kind == "pair" and name.lower() in _SHORT_PASSWORDS and _is_beside_user(node):
            yield "password", node.field("value")
        elif is_secret_name(name) or kind == "binary_expression":
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


_SHORT_PASSWORDS = frozenset({"pass", "pw", "pswd", "psw"})
_USER_KEYS = frozenset({"user", "username", "login", "email", "account", "uid", "usr", "userid"})


def _is_beside_user(node: SgNode) -> bool:
    """`{ user: …, pass: … }`: beside a user, even `pass` is a password."""
    holder = node.parent()
    members = holder.named_children() if holder is not None else []
    return any(
        key_text(m.field("key") or m.field("name")).lower() in _USER_KEYS for m in members if m.kind() in ("pair", "keyword_argument")
    )


def _is_secret_default(value: SgNode) -> bool:
    value = unwrap(value)
    return value.kind() in ("binary_expression", "boolean_operator") and is_secret_name(name_of(value.field("left")))


def _python_pairs(source: Source) -> Iterator[tuple[str, SgNode | None]]:
    for node in source.all("assignment", "keyword_argument", "pair", "default_parameter", "typed_default_parameter", "named_expression"):
        target = node.field("left") or node.field("name") or node.field("key")
        name = key_text(target) if node.kind() in ("pair", "keyword_argument") else name_of(target)
        value = node.field("right") or node.field("value")
        if name.lower() in _SHORT_PASSWORDS and node.kind() in ("pair", "keyword_argument") and _is_beside_user(node):
            yield "password", value
        elif is_secret_name(name) or (value is not None and _is_secret_default(value)):
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
        elif method in _LOGINS and len(given := positional(call)) >= 2 and literal_text(given[0]) is not None:
            yield "password", given[1], False
        pair = keyword_argument(call, "auth")
        if pair is not None and pair.kind() in ("tuple", "array") and len(parts := pair.named_children()) == 2:
            yield "password", parts[1], False


_TEST_ENVIRONMENT = re.compile(r"(^|[./_-])(?:test(?:ing)?|ci|e2e)(?:\.env)?$", re.IGNORECASE)
_LOGINS = frozenset({"login", "HTTPBasicAuth", "HTTPDigestAuth", "BasicAuth", "auth"})


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
            if _TEST_ENVIRONMENT.search(path) and not shape:
                sure = Confidence.low
            hits.append(
                Hit(RULE, number, f"`{found[1]}` is in a committed environment file; {_ADVICE}", f"{found[1]}={cover(value)}", sure)
            )
    return hits
