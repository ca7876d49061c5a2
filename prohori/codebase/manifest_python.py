"""What a Python file contributes to a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.manifest_entry import Entry, entry
from prohori.codebase.review_source import (
    Source,
    arguments_of,
    callee_of,
    is_call,
    line_of,
    literal_text,
    method_of,
    positional,
    receiver_of,
)

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "route", "websocket", "api_route"})
_ROUTERS = re.compile(r"^(\w*app|\w*router|\w*blueprint|bp|api|\w+_bp|\w+_api)$")
_COMMANDS = frozenset({"command", "group", "callback"})
_STRUCTURE_BASES = re.compile(
    r"(BaseModel|TypedDict|NamedTuple|BaseSettings|SQLModel|DeclarativeBase|Base|Enum|Model|Schema|Struct|Serializer)$"
)
_STRUCTURE_DECORATORS = re.compile(r"(dataclass|attr\.s|attrs\.define|define|frozen|dataclasses\.dataclass)$")


def python_entries(source: Source) -> list[Entry]:
    return [*_starts(source), *_decorated(source), *_definitions(source), *_configuration(source)]


def _starts(source: Source) -> Iterator[Entry]:
    for node in source.all("if_statement") if "__main__" in source.text else []:
        condition = node.field("condition")
        if condition is not None and "__name__" in condition.text() and "__main__" in condition.text():
            yield entry("entry-points", "__main__", source.path, line_of(node), detail="run as a program")
    if source.path.endswith("__main__.py"):
        yield entry("entry-points", "__main__.py", source.path, 1, detail="run with `python -m`", anchor="")


def _decorated(source: Source) -> Iterator[Entry]:
    for decorator in source.all("decorator"):
        expression = next(iter(decorator.named_children()), None)
        if expression is None:
            continue
        callee = callee_of(expression) if is_call(expression) else expression.text()
        method, receiver = method_of(callee), receiver_of(callee)
        function = _decorated_name(decorator)
        path = literal_text(given[0]) if is_call(expression) and (given := arguments_of(expression)) else None
        if method in _VERBS and path is not None and _ROUTERS.match(method_of(receiver)):
            yield entry("routes", f"{method.upper()} {path}", source.path, line_of(decorator), detail=function, anchor=method)
        elif method in _COMMANDS and receiver:
            yield entry(
                "routes", f"command {path or function}", source.path, line_of(decorator), detail=f"{callee} {function}", anchor=method
            )
        elif method in ("field_validator", "validator", "model_validator", "root_validator", "validates"):
            yield entry("business-rules", function, source.path, line_of(decorator), detail=decorator.text(), anchor=method)


def _decorated_name(decorator: SgNode) -> str:
    parent = decorator.parent()
    definition = parent.field("definition") if parent is not None else None
    name = definition.field("name") if definition is not None else None
    return name.text() if name is not None else ""


def _definitions(source: Source) -> Iterator[Entry]:
    for node in source.all("function_definition", "class_definition"):
        name = node.field("name")
        if name is None or not _is_top_level(node) or name.text().startswith("_"):
            continue
        if node.kind() == "function_definition":
            parameters, returns = node.field("parameters"), node.field("return_type")
            arrow = f" -> {returns.text()}" if returns is not None else ""
            yield entry(
                "signatures",
                name.text(),
                source.path,
                line_of(name),
                detail=f"{name.text()}{parameters.text() if parameters else '()'}{arrow}",
            )
            continue
        yield entry("signatures", name.text(), source.path, line_of(name), detail=_class_signature(node))
        fields = _fields(node)
        if fields and _is_structure(node):
            yield entry("structures", name.text(), source.path, line_of(name), detail=", ".join(fields))


def _is_top_level(node: SgNode) -> bool:
    parent = node.parent()
    if parent is not None and parent.kind() == "decorated_definition":
        parent = parent.parent()
    return parent is not None and parent.kind() == "module"


def _class_signature(node: SgNode) -> str:
    body, bases = node.field("body"), node.field("superclasses")
    names = []
    for member in body.children() if body is not None else []:
        definition = member.field("definition") if member.kind() == "decorated_definition" else member
        if definition is not None and definition.kind() == "function_definition" and (name := definition.field("name")) is not None:
            names += [] if name.text().startswith("_") else [f"{name.text()}()"]
    return f"class{bases.text() if bases is not None else ''}{': ' if names else ''}{', '.join(names)}"


def _is_structure(node: SgNode) -> bool:
    bases = node.field("superclasses")
    if bases is not None and any(_STRUCTURE_BASES.search(b.text()) for b in bases.named_children()):
        return True
    parent = node.parent()
    decorators = (
        [c for c in parent.children() if c.kind() == "decorator"] if parent is not None and parent.kind() == "decorated_definition" else []
    )
    return any(_STRUCTURE_DECORATORS.search(d.text()[1:].split("(")[0].strip()) for d in decorators)


def _fields(node: SgNode) -> list[str]:
    body = node.field("body")
    found = []
    for member in body.children() if body is not None else []:
        assignment = next(iter(member.named_children()), None) if member.kind() == "expression_statement" else None
        if assignment is None or assignment.kind() != "assignment":
            continue
        name, kind = assignment.field("left"), assignment.field("type")
        if name is not None and name.kind() == "identifier" and not name.text().startswith("_"):
            found.append(f"{name.text()}{': ' + kind.text() if kind is not None else ''}")
    return found


def _configuration(source: Source) -> Iterator[Entry]:
    if "environ" not in source.text and "getenv" not in source.text:
        return
    seen: set[str] = set()
    names: list[tuple[str, int]] = []
    for call in source.calls:
        given = positional(call)
        if given and re.search(r"(^|\.)(environ\.get|getenv|environ\.pop|environ\.setdefault)$", callee_of(call)):
            names.append((literal_text(given[0]) or "", line_of(given[0])))
    for node in source.all("subscript"):
        owner, key = node.field("value"), node.field("subscript")
        if owner is not None and owner.text().endswith("environ"):
            names.append((literal_text(key) or "", line_of(node)))
    for name, line in sorted(names, key=lambda pair: pair[1]):
        if name and name not in seen:
            seen.add(name)
            yield entry("configuration", name, source.path, line, detail="environment variable")
