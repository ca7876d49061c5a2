"""What a TypeScript or JavaScript file contributes to a manifest."""

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
    key_text,
    line_of,
    listed,
    literal_text,
    method_of,
    property_of,
    receiver_of,
)

_VERBS = frozenset({"Get", "Post", "Put", "Patch", "Delete", "All", "Head", "Options", "Sse"})
_HANDLERS = listed(
    """
    Query Mutation Subscription ResolveField Cron Interval MessagePattern EventPattern SubscribeMessage Process OnQueueActive
    Command CommandHandler EventsHandler
    """
)
_STARTERS = re.compile(
    r"^(NestFactory\.create\w*|bootstrapApplication|platformBrowser\w*\(\)\.bootstrapModule|createRoot\(.*\)\.render|ReactDOM\.render)$"
)
_ROUTERS = re.compile(r"^(app|router|server|api|fastify|\w+Router)$")
_STRUCTURE_DECORATORS = frozenset(
    {"Entity", "ObjectType", "InputType", "ArgsType", "Schema", "Table", "MultiORMEntity", "ViewEntity", "ChildEntity", "Embeddable"}
)
_STRUCTURE_NAME = re.compile(r"(Dto|DTO|Entity|Input|Payload|Request|Response|Model|Schema|Event|Command)$")
_CONFIG_CALL = re.compile(r"(^|\.)_?[cC]onfig(Service)?\.(get|getOrThrow|has)$")


def script_entries(source: Source) -> list[Entry]:
    return [
        *_starts(source), *_routes(source), *_exports(source), *_structures(source), *_configuration(source), *_validators(source),
    ]  # fmt: skip


def _starts(source: Source) -> Iterator[Entry]:
    if source.text.startswith("#!"):
        yield entry("entry-points", source.lines[0].strip()[2:].strip(), source.path, 1, detail="executable script")
    for call in source.calls if re.search(r"NestFactory|bootstrap|createRoot|ReactDOM|\.listen\(", source.text) else []:
        callee = callee_of(call)
        if _STARTERS.match(callee) or (method_of(callee) == "listen" and _ROUTERS.match(method_of(receiver_of(callee)))):
            name = callee.split("(")[0]
            yield entry("entry-points", name, source.path, line_of(call), detail="starts the application", anchor=method_of(name))


def _routes(source: Source) -> Iterator[Entry]:
    for decorator in source.all("decorator") if "@" in source.text else []:
        call = next(iter(decorator.named_children()), None)
        if call is None or not is_call(call):
            continue
        name = callee_of(call)
        if name == "Controller" or name == "Resolver" or name == "WebSocketGateway":
            owner = _class_name(decorator)
            yield entry("entry-points", owner or name, source.path, line_of(decorator), detail=f"@{name}({_path_of(call)})", anchor=name)
        elif (parent := decorator.parent()) is None or parent.kind() != "class_body":
            continue  # `@Query('name')` of a parameter is no GraphQL query
        elif name in _VERBS:
            route = "/".join(p for p in ("", _prefix(decorator), _path_of(call)) if p) or "/"
            yield entry(
                "routes",
                f"{name.upper()} /{route.lstrip('/')}",
                source.path,
                line_of(decorator),
                detail=_next_method(decorator),
                anchor=name,
            )
        elif name in _HANDLERS:
            yield entry(
                "routes", f"{name} {_path_of(call)}".strip(), source.path, line_of(decorator), detail=_next_method(decorator), anchor=name
            )
    yield from _router_calls(source)


def _router_calls(source: Source) -> Iterator[Entry]:
    if not re.search(r"express|fastify|koa|hono|Router\(", source.text):
        return
    for call in source.calls:
        callee = callee_of(call)
        method, given = method_of(callee), arguments_of(call)
        path = literal_text(given[0]) if len(given) >= 2 else None
        if (
            method in ("get", "post", "put", "patch", "delete", "all")
            and _ROUTERS.match(receiver_of(callee))
            and path is not None
            and path.startswith("/")
        ):
            yield entry("routes", f"{method.upper()} {path}", source.path, line_of(call), detail=callee, anchor=method)


def _path_of(call: SgNode) -> str:
    given = arguments_of(call)
    if not given:
        return ""
    text = literal_text(given[0])
    if text is None and given[0].kind() == "object":
        text = literal_text(property_of(given[0], "path")) or literal_text(property_of(given[0], "cmd"))
    return (text if text is not None else " ".join(given[0].text().split())[:60]).strip("/")


def _prefix(decorator: SgNode) -> str:
    for ancestor in decorator.ancestors():
        if ancestor.kind() in ("class_declaration", "abstract_class_declaration"):
            for found in [*ancestor.children(), *(ancestor.parent() or ancestor).children()]:
                if found.kind() == "decorator" and found.text().startswith("@Controller("):
                    call = next(iter(found.named_children()), None)
                    return _path_of(call) if call is not None else ""
    return ""


def _class_name(decorator: SgNode) -> str:
    parent = decorator.parent()
    if parent is None:
        return ""
    holder = (
        parent
        if parent.kind().endswith("class_declaration")
        else next((c for c in parent.children() if c.kind().endswith("class_declaration")), None)
    )
    name = holder.field("name") if holder is not None else None
    return name.text() if name is not None else ""


def _next_method(decorator: SgNode) -> str:
    for following in decorator.next_all():
        if following.kind() in ("method_definition", "public_field_definition"):
            return key_text(following.field("name"))
    return ""


def _exports(source: Source) -> Iterator[Entry]:
    for statement in source.all("export_statement") if "export" in source.text else []:
        declared = statement.field("declaration")
        if declared is None:
            continue
        kind = declared.kind()
        name = declared.field("name")
        if kind in ("function_declaration", "generator_function_declaration") and name is not None:
            yield entry("signatures", name.text(), source.path, line_of(name), detail=_signature(declared))
        elif kind in ("class_declaration", "abstract_class_declaration") and name is not None:
            yield entry("signatures", name.text(), source.path, line_of(name), detail=_class_signature(declared))
        elif kind == "lexical_declaration":
            for declarator in declared.find_all(kind="variable_declarator"):
                value, name = declarator.field("value"), declarator.field("name")
                if (
                    value is not None
                    and name is not None
                    and value.kind() in ("arrow_function", "function_expression")
                    and _is_own(declarator, declared)
                ):
                    yield entry("signatures", name.text(), source.path, line_of(name), detail=_signature(value, name.text()))


def _is_own(declarator: SgNode, declared: SgNode) -> bool:
    parent = declarator.parent()
    return parent is not None and parent.range().start.index == declared.range().start.index


def _signature(function: SgNode, name: str = "") -> str:
    own = function.field("name")
    parameters, returns = function.field("parameters") or function.field("parameter"), function.field("return_type")
    shown = parameters.text() if parameters is not None else "()"
    shown = shown if shown.startswith("(") else f"({shown})"
    return f"{name or (own.text() if own is not None else '')}{shown}{returns.text() if returns is not None else ''}"


def _class_signature(declared: SgNode) -> str:
    body = declared.field("body")
    names = []
    for member in body.children() if body is not None else []:
        if member.kind() != "method_definition" or any(c.text() in ("private", "protected") for c in member.children()[:2]):
            continue
        name = key_text(member.field("name"))
        if name and name != "constructor" and not name.startswith("#"):
            names.append(f"{name}()")
    return f"class: {', '.join(names)}" if names else "class"


def _structures(source: Source) -> Iterator[Entry]:
    for declared in source.all("class_declaration", "interface_declaration"):
        name, body = declared.field("name"), declared.field("body")
        if name is None or body is None:
            continue
        fields = _fields(body)
        is_structure = (
            declared.kind() == "interface_declaration" or _STRUCTURE_NAME.search(name.text()) or _is_decorated_structure(declared)
        )
        if fields and is_structure:
            yield entry("structures", name.text(), source.path, line_of(name), detail=", ".join(fields))


def _is_decorated_structure(declared: SgNode) -> bool:
    around = [*declared.children(), *(p.children() if (p := declared.parent()) is not None and p.kind() == "export_statement" else [])]
    return any(
        c.kind() == "decorator" and re.match(r"@(\w+)", c.text()) is not None and c.text()[1:].split("(")[0] in _STRUCTURE_DECORATORS
        for c in around
    )


def _fields(body: SgNode) -> list[str]:
    found = []
    for member in body.children():
        if member.kind() in ("public_field_definition", "property_signature"):
            kind = member.field("type")
            found.append(f"{key_text(member.field('name'))}{' '.join(kind.text().split()) if kind is not None else ''}")
    return found


def _configuration(source: Source) -> Iterator[Entry]:
    seen: set[str] = set()
    if "process.env" in source.text or "import.meta.env" in source.text:
        for node in source.all("member_expression", "subscript_expression"):
            found = (
                re.fullmatch(r"(?:process\.env|import\.meta\.env)(?:\.(\w+)|\[['\"](\w+)['\"]\])", node.text())
                if len(node.text()) < 120
                else None
            )
            name = (found[1] or found[2]) if found else ""
            if name and name not in seen:
                seen.add(name)
                yield entry("configuration", name, source.path, line_of(node), detail="environment variable")
    for call in source.calls if "onfig" in source.text else []:
        given = arguments_of(call)
        name = literal_text(given[0]) if given else None
        if name and name not in seen and _CONFIG_CALL.search(callee_of(call)):
            seen.add(name)
            yield entry("configuration", name, source.path, line_of(given[0]), detail="configuration setting")


def _validators(source: Source) -> Iterator[Entry]:
    if "@Matches" in source.text or "@Validate" in source.text:
        for decorator in source.all("decorator"):
            call = next(iter(decorator.named_children()), None)
            if call is not None and is_call(call) and callee_of(call) in ("Matches", "Validate"):
                field = decorator.parent()
                name = key_text(field.field("name")) if field is not None and field.kind() == "public_field_definition" else ""
                yield entry(
                    "business-rules",
                    f"{name} @{callee_of(call)}".strip(),
                    source.path,
                    line_of(decorator),
                    detail=call.text(),
                    anchor=callee_of(call),
                )
