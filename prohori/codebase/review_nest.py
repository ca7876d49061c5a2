"""Controllers of NestJS: guards on methods, on classes, on the classes they extend, and for a whole application."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_facts import Check, Endpoint, FileFacts
from prohori.codebase.review_source import Source, callee_of, line_of, method_of, receiver_of
from prohori.codebase.route_words import IN_BODY, OPEN_BY_NATURE, SPEAKS_OF_ACCESS, if_any, strongest

_VERBS = ("Get", "Post", "Put", "Patch", "Delete")
_PASSIVE = re.compile(
    r"@(?:Controller|Get|Post|Put|Patch|Delete|All|Head|Options|Sse|HttpCode|Header|Redirect|Render|Version|Use(?:Pipes|Interceptors|Filters)"
    r"|UseValidationPipe|Api\w*|Injectable|Throttle|SkipThrottle|Cache\w*|Serialize\w*|Timeout|Bind|Optional|ZodSerializer\w*)\b"
)
_APPLICATION_GUARD = re.compile(
    r"APP_GUARD\b[^}]{0,300}?use(?:Class|Existing|Factory)\s*:\s*(\w+)|useGlobalGuards\(\s*(?:new\s+)?([\w.]+)", re.DOTALL
)
_NO_GUARD = re.compile(r"thrott|rate|limit|maintenance|feature|flag", re.IGNORECASE)
_MIDDLEWARE = re.compile(r"\.apply\(([^)]{1,300})\)")


def nest_facts(source: Source) -> FileFacts:
    classes: dict[str, tuple[Check, tuple[str, ...]]] = {}
    endpoints: list[Endpoint] = []
    if "@Controller" in source.text or "@UseGuards" in source.text or re.search(r"class \w*Controller\b", source.text):
        for cls in source.all("class_declaration", "abstract_class_declaration"):
            name = _text(cls.field("name"))
            marks, bases = marks_of(cls), bases_of(cls)
            check = _of_marks(marks)
            if check != "no" or bases or any(m.startswith("@Controller") for m in marks):
                classes[name] = (check, bases)
            if any(m.startswith("@Controller") for m in marks):
                endpoints += _endpoints(source, cls, name, marks, bases, check)
    return FileFacts(endpoints=tuple(endpoints), classes=classes, guarded=("nest",) if _guards_application(source.text) else ())


def _guards_application(text: str) -> bool:
    found = (m[1] or m[2] for m in _APPLICATION_GUARD.finditer(text)) if "APP_GUARD" in text or "useGlobalGuards" in text else ()
    if any(not _NO_GUARD.search(name) for name in found):
        return True
    return ".forRoutes(" in text and any(SPEAKS_OF_ACCESS.search(m[1]) for m in _MIDDLEWARE.finditer(text))


def _endpoints(source: Source, cls: SgNode, name: str, marks: list[str], bases: tuple[str, ...], owner: Check) -> Iterator[Endpoint]:
    route = next(m for m in marks if m.startswith("@Controller"))
    types = types_of_fields(source, cls)
    for method in methods_of(cls):
        own = marks_of(method)
        verb = next((v for v in _VERBS for m in own if re.match(rf"@{v}\b", m)), None)
        if verb is None:
            continue
        called, head = _text(method.field("name")), _text(method.field("parameters"))
        path = next(m for m in own if re.match(rf"@{verb}\b", m))
        yield Endpoint(
            framework="nest", name=f"{verb.upper()} {name}.{called}", owner=name, line=line_of(method), evidence=source.evidence(method),
            changes=verb != "Get", bases=bases, calls=calls_in(method, types),
            check=strongest(
                owner, _of_marks(own), if_any(re.search(r"@(?!Body|Param|Query|Headers|UploadedFiles?|Res|Ip|HostParam|Req)\w+\(", head)),
                if_any(IN_BODY.search(_text(method.field("body")))),
            ),
            is_open=bool(OPEN_BY_NATURE.search(f"{name} {called} {path} {route}")),
        )  # fmt: skip


def _of_marks(marks: list[str]) -> Check:
    active = [mark for mark in marks if not _PASSIVE.match(mark)]
    return "yes" if any(map(SPEAKS_OF_ACCESS.search, active)) else if_any(active)


def marks_of(node: SgNode) -> list[str]:
    """The decorators of a class or of one of its members, as they are written."""
    marks = [c.text() for c in node.children() if c.kind() == "decorator"]
    before = node.prev()
    while before is not None and before.kind() in ("decorator", "comment", "export", "default", "abstract"):
        if before.kind() == "decorator":
            marks.append(before.text())
        before = before.prev()
    return marks


def bases_of(cls: SgNode) -> tuple[str, ...]:
    heritage = next((c for c in cls.named_children() if c.kind() == "class_heritage"), None)
    extends = next((c for c in heritage.named_children() if c.kind() == "extends_clause"), None) if heritage is not None else None
    value = extends.field("value") if extends is not None else None
    return (value.text(),) if value is not None else ()


def methods_of(cls: SgNode) -> list[SgNode]:
    body = cls.field("body")
    return [n for n in body.named_children() if n.kind() == "method_definition"] if body is not None else []


def types_of_fields(source: Source, cls: SgNode) -> dict[str, str]:
    """Name to written type of fields and constructor properties: `invoices` to `Repository<Invoice>`."""
    found: dict[str, str] = {}
    body = cls.field("body")
    for member in body.named_children() if body is not None else ():
        if member.kind() == "public_field_definition":
            _note(found, member.field("name"), member.field("type"))
        elif member.kind() == "method_definition" and _text(member.field("name")) == "constructor":
            for parameter in (member.field("parameters") or member).named_children():
                _note(found, parameter.field("pattern"), parameter.field("type"))
    return found


def _note(found: dict[str, str], name: SgNode | None, kind: SgNode | None) -> None:
    if name is not None and kind is not None:
        found[name.text()] = kind.text().lstrip(": ").strip()


def calls_in(method: SgNode, types: dict[str, str]) -> tuple[str, ...]:
    calls = set()
    for call in method.find_all(kind="call_expression"):
        callee = callee_of(call)
        owner = receiver_of(callee).removeprefix("this.")
        if owner in types:
            calls.add(f"{types[owner]}.{method_of(callee)}")
        elif callee.startswith("this.") and "." not in callee.removeprefix("this."):
            calls.add(callee)
    return tuple(sorted(calls))


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""
