"""Endpoints of NestJS, Express, FastAPI, Flask, Django REST framework and Frappe, and whether anything on them may check who calls.

What is not known to be harmless counts as a check: a decorator of the team's own, a middleware with any name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_facts import Check, Endpoint, FileFacts
from prohori.codebase.review_nest import nest_facts
from prohori.codebase.review_source import (
    Source,
    arguments_of,
    callee_of,
    keyword_argument,
    line_of,
    literal_text,
    method_of,
    positional,
    receiver_of,
)  # fmt: skip
from prohori.codebase.route_words import IN_BODY, MUTATING, OPEN_BY_NATURE, PASSIVE_MIDDLEWARE, SPEAKS_OF_ACCESS, if_any, strongest

_ROUTER = re.compile(r"^(?:this\.)?(?:app|api|server|router|routes|bp|blueprint|\w*(?:[rR]outer|[rR]outes|_bp|_router|App|_app))$")
_WRITES = re.compile(
    r"\.(?:insert|save|submit|cancel|db_set|db_insert|db_update|delete|add_comment)\(|frappe\.(?:db\.set_value|db\.delete|db\.set|delete_doc|rename_doc)\("
    r"|frappe\.db\.sql\(\s*f?[\"']+\s*(?:update|delete|insert)\b",
    re.IGNORECASE,
)
_INJECTED = re.compile(r"\b(?:Depends|Security)\(\s*([\w.]*)")
_PLUMBING = re.compile(
    r"(?:^|_)(?:db|database|session|settings|config|pagination|paging|logger|repository|repo|uow|cache|redis)(?:_|$)", re.IGNORECASE
)
"""Dependencies that are no check."""
_REST_BASE = re.compile(r"(?:^|\.)(?:\w*APIView|ModelViewSet|\w*ViewSet)$")
_REST_WRITER = re.compile(r"ModelViewSet|Create|Update|Destroy")


def route_facts(source: Source) -> FileFacts:
    text = source.text
    if source.python:
        return _python_facts(source)
    if "@nestjs/" in text:
        return nest_facts(source)
    if "express" in text and re.search(r"require\(['\"]express|from ['\"]express", text):
        return _express_facts(source)
    return FileFacts()


def _express_facts(source: Source) -> FileFacts:
    used = strongest(
        *(_of_middleware(given) for call in source.calls if method_of(callee_of(call)) == "use" for given in arguments_of(call))
    )
    return FileFacts(endpoints=tuple(_express_routes(source, used)), guarded=("express",) if used == "yes" else ())


def _express_routes(source: Source, used: Check) -> Iterator[Endpoint]:
    for call in source.calls:
        callee = callee_of(call)
        verb, owner, given = method_of(callee), receiver_of(callee), arguments_of(call)
        if verb not in ("get", "post", "put", "patch", "delete") or not _ROUTER.match(owner) or len(given) < 2:
            continue
        path = literal_text(given[0])
        if path is None or not (path.startswith("/") or path in ("", "*")):
            continue
        check = strongest(used, *map(_of_middleware, given[1:-1]), if_any(IN_BODY.search(given[-1].text())))
        yield Endpoint(
            framework="express", name=f"{verb.upper()} {path}", owner=owner, line=line_of(call), evidence=source.evidence(call),
            changes=verb != "get", check=check, is_open=bool(OPEN_BY_NATURE.search(path)),
        )  # fmt: skip


def _of_middleware(given: SgNode) -> Check:
    """A path, and what is known to do something else, is no check."""
    if given.kind() in ("string", "template_string"):
        return "no"
    text = given.text()[:4000]
    if SPEAKS_OF_ACCESS.search(text):
        return "yes"
    named = given.kind() in ("identifier", "member_expression", "call_expression", "array")
    return if_any(named and not PASSIVE_MIDDLEWARE.search(text))


def _python_facts(source: Source) -> FileFacts:
    text = source.text
    if "frappe" in text:
        return FileFacts(endpoints=tuple(_frappe_endpoints(source)))
    if "rest_framework" in text or "REST_FRAMEWORK" in text:
        guarded = "DEFAULT_PERMISSION_CLASSES" in text and re.search(r"DEFAULT_PERMISSION_CLASSES[^\]\)]{0,400}AllowAny", text) is None
        return FileFacts(endpoints=tuple(_rest_endpoints(source)), guarded=("django",) if guarded else ())
    framework = "fastapi" if "fastapi" in text else "flask" if "flask" in text else ""
    if not framework:
        return FileFacts()
    guarded = _guards_all(source, framework)
    endpoints = tuple(_decorated_endpoints(source, framework, guarded=guarded))
    return FileFacts(endpoints=endpoints, guarded=(framework,) if guarded else ())


def _guards_all(source: Source, framework: str) -> bool:
    """Dependencies of an application or router, middleware, and functions before each request that speak of access."""
    for call in source.calls:
        name = method_of(callee_of(call))
        if name in ("FastAPI", "APIRouter", "include_router") and keyword_argument(call, "dependencies") is not None:
            return True
        if name in ("add_middleware", "before_request", "before_app_request") and SPEAKS_OF_ACCESS.search(call.text()):
            return True
    hooks = r"@\w+\.(?:middleware\(|before_request|before_app_request)"
    return any(re.search(hooks, d.text()) and SPEAKS_OF_ACCESS.search(d.text()) for d in source.all("decorated_definition"))


def _decorated_endpoints(source: Source, framework: str, *, guarded: bool) -> Iterator[Endpoint]:
    for node in source.all("decorated_definition"):
        function, marks = node.field("definition"), [c for c in node.children() if c.kind() == "decorator"]
        if function is None or function.kind() != "function_definition":
            continue
        for mark in marks:
            route = _route_of(mark)
            if route is None:
                continue
            owner, path, verbs = route
            name = _text(function.field("name"))
            head = _text(function.field("parameters"))
            other = [m.text() for m in marks if m != mark]
            injected = [name for name in _INJECTED.findall(head) if not _PLUMBING.search(name)]
            says_so = any(map(SPEAKS_OF_ACCESS.search, (*injected, *other))) or "dependencies" in mark.text()
            check: Check = "yes" if says_so else if_any(guarded or injected or other or IN_BODY.search(function.text()))
            yield Endpoint(
                framework=framework, name=f"{' '.join(sorted(verbs)).upper()} {path or name}", owner=owner, line=line_of(function),
                evidence=source.evidence(mark), changes=bool(verbs & MUTATING), check=check,
                is_open=bool(OPEN_BY_NATURE.search(f"{path} {name}")), calls=(name,),
            )  # fmt: skip
            break


def _route_of(mark: SgNode) -> tuple[str, str, set[str]] | None:
    """Router, path and verbs of `@router.post("/x")` and `@app.route("/x", methods=["POST"])`."""
    call = next((c for c in mark.named_children() if c.kind() == "call"), None)
    if call is None:
        return None
    callee = callee_of(call)
    verb, owner, given = method_of(callee), receiver_of(callee), positional(call)
    path = literal_text(given[0]) if given else None
    if path is None or not _ROUTER.match(owner):
        return None
    if verb in ("route", "api_route"):
        methods = keyword_argument(call, "methods")
        found = {m.lower() for m in re.findall(r"[A-Z]{3,7}", methods.text())} if methods is not None else {"get"}
        return owner, path, found
    return (owner, path, {verb}) if verb in {"get", *MUTATING} else None


def _rest_endpoints(source: Source) -> Iterator[Endpoint]:
    for cls in source.all("class_definition"):
        bases = [b.text() for b in (cls.field("superclasses").named_children() if cls.field("superclasses") else ())]  # type: ignore[union-attr]
        text, name = cls.text(), _text(cls.field("name"))
        if not any(_REST_BASE.search(base) for base in bases):
            continue
        writes = any(_REST_WRITER.search(base) for base in bases) or re.search(
            r"\bdef (?:post|put|patch|delete|create|update|destroy)\(", text
        )
        unknown = [b for b in bases if not _REST_BASE.search(b) and not re.search(r"mixins\.|Mixin$", b)]
        says_so = re.search(r"permission_classes|get_permissions|authentication_classes", text) or any(map(SPEAKS_OF_ACCESS.search, bases))
        check: Check = "yes" if says_so else if_any(unknown or IN_BODY.search(text))
        yield Endpoint(
            framework="django", name=name, owner=name, line=line_of(cls), evidence=source.evidence(cls).split("\n")[0],
            changes=bool(writes), check=check, is_open=bool(OPEN_BY_NATURE.search(name)),
        )  # fmt: skip


def _frappe_endpoints(source: Source) -> Iterator[Endpoint]:
    for node in source.all("decorated_definition"):
        function = node.field("definition")
        marks = [c.text() for c in node.children() if c.kind() == "decorator"]
        mark = next((m for m in marks if "frappe.whitelist" in m and re.search(r"allow_guest\s*=\s*(?:True|1)", m)), None)
        if mark is None or function is None:
            continue
        text, name = function.text(), _text(function.field("name"))
        yield Endpoint(
            framework="frappe", name=name, owner=name, line=line_of(function), evidence=mark, changes=bool(_WRITES.search(text)),
            check=if_any(IN_BODY.search(text) or [m for m in marks if "whitelist" not in m and "rate_limit" not in m]),
            is_open=bool(OPEN_BY_NATURE.search(name)),
        )  # fmt: skip


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""
