"""Where a called name comes from: `run` after `const run = promisify(exec)` is `child_process.exec`.

Follows imports, `require`, plain assignments, fields of `this` and `self`, `bind`, `partial`, `promisify`, `getattr` and
names looked up by a literal. A name that the file defines itself, or that a caller gives, has no origin.
"""

from __future__ import annotations

from ast_grep_py import SgNode

from prohori.codebase.review_source import Source, arguments_of, callee_of, key_text, literal_text, unwrap
from prohori.codebase.review_values import bindings_of, resolve

_DEPTH = 8
_GLOBALS = frozenset({"window", "globalThis", "global", "self", "top", "builtins", "__builtins__", "frames"})
_TRANSPARENT = {True: frozenset({"__call__", "__dict__"}), False: frozenset({"bind", "call", "apply", "default"})}
_WRAPPING = frozenset({"promisify", "util.promisify", "partial", "functools.partial", "denodeify", "pify", "Object", "vars"})
_LOADERS = frozenset({"require", "import", "__import__", "importlib.import_module", "import_module"})


def origin_of(source: Source, node: SgNode | None, depth: int = 0) -> str:
    """Dotted name of what an expression refers to: modules without `node:`, instances as `VM()`; empty if it is not known."""
    if node is None or depth > _DEPTH:
        return ""
    node = unwrap(node)
    kind = node.kind()
    if kind in ("identifier", "this", "import"):
        return _of_name(source, node, depth)
    if kind in ("member_expression", "attribute"):
        name = key_text(node.field("property") or node.field("attribute"))
        return _of_part(source, node, node.field("object"), name, depth)
    if kind in ("subscript_expression", "subscript"):
        name = literal_text(node.field("index") or node.field("subscript")) or ""
        return _of_part(source, node, node.field("object") or node.field("value"), name, depth) if name else ""
    if kind == "sequence_expression":
        return origin_of(source, node.named_children()[-1], depth + 1)
    if kind == "new_expression":
        made = origin_of(source, node.field("constructor"), depth + 1)
        return f"{made}()" if made else ""
    return _of_call(source, node, depth) if kind in ("call_expression", "call") else ""


def called(source: Source, call: SgNode) -> str:
    return origin_of(source, call.field("function") or call.field("constructor"))


def _of_name(source: Source, node: SgNode, depth: int) -> str:
    name = node.text()
    imported = _imports(source).get(name)
    if imported is not None:
        return imported.removeprefix("builtins.")
    if name in _defined(source):
        return ""
    bound = resolve(source, node)
    if not bound:
        return name
    origins = {origin_of(source, b.value, depth + 1) if b.value is not None else "" for b in bound[:4]}
    return origins.pop() if len(origins) == 1 else ""


def _of_part(source: Source, node: SgNode, owner: SgNode | None, name: str, depth: int) -> str:
    if owner is not None and owner.text() in ("this", "self", "cls"):
        bound = bindings_of(source).get(f"{owner.text()}.{name}", [])
        if len(bound) == 1 and bound[0].value is not None:
            return origin_of(source, bound[0].value, depth + 1)
    before = origin_of(source, owner, depth + 1)
    if name in _TRANSPARENT[source.python]:
        return before
    if before in _GLOBALS:
        return name
    return f"{before}.{name}" if before else ""


def _of_call(source: Source, call: SgNode, depth: int) -> str:
    callee, given = callee_of(call), arguments_of(call)
    if callee in _LOADERS:
        return _module(literal_text(given[0]) or "") if given else ""
    if callee in _WRAPPING:
        return origin_of(source, given[0], depth + 1) if given else ""
    if callee == "getattr" and len(given) > 1 and (name := literal_text(given[1])):
        return _of_part(source, call, given[0], name, depth)
    function = call.field("function")
    if callee.endswith(".bind"):
        return origin_of(source, function, depth + 1)
    made = origin_of(source, function, depth + 1)
    return f"{made}()" if made.rpartition(".")[2][:1].isupper() else ""


def _module(name: str) -> str:
    return name.removeprefix("node:")


def _imports(source: Source) -> dict[str, str]:
    """Local name → module, or module and the name in it."""
    kept: dict[str, str] | None = source.kept.get("imports")
    if kept is None:
        kept = source.kept["imports"] = {}
        for node in source.all("import_statement", "import_from_statement") if source.python else source.all("import_statement"):
            kept.update(_python_import(node) if source.python else _script_import(node))
        if not source.python:
            kept.update(_required_parts(source))
    return kept


def _script_import(node: SgNode) -> dict[str, str]:
    module = _module(literal_text(node.field("source")) or "")
    if not module:
        return {n.text(): _module(m) for n in node.find_all(kind="identifier")[:1] if (m := _required(node))}
    names = {}
    for clause in (c for c in node.named_children() if c.kind() == "import_clause"):
        for part in clause.named_children():
            if part.kind() == "identifier":
                names[part.text()] = module
            elif part.kind() == "namespace_import":
                names[part.named_children()[0].text()] = module
        for part in clause.find_all(kind="import_specifier"):
            name, local = key_text(part.field("name")), part.field("alias")
            names[key_text(local) or name] = module if name == "default" else f"{module}.{name}"
    return names


def _required(node: SgNode) -> str:
    """The module of `import cp = require('child_process')`."""
    return next((literal_text(s) or "" for s in node.find_all(kind="string")), "")


def _required_parts(source: Source) -> dict[str, str]:
    """`const { exec: run } = require('child_process')`, and the same from a module that was imported."""
    names = {}
    if not ("require" in source.text or "import" in source.text):
        return {}
    for node in source.all("variable_declarator"):
        target, value = node.field("name"), node.field("value")
        if target is None or value is None or target.kind() != "object_pattern":
            continue
        value = unwrap(value)
        module = _of_call(source, value, 0) if value.kind() == "call_expression" and callee_of(value) in _LOADERS else ""
        module = module or (source.kept["imports"].get(value.text(), "") if value.kind() == "identifier" else "")
        for part in target.named_children() if module else ():
            local = part.field("value") if part.kind() == "pair_pattern" else part
            name = key_text(part.field("key")) if part.kind() == "pair_pattern" else part.text()
            if local is not None:
                names[local.text()] = f"{module}.{name}"
    return names


def _python_import(node: SgNode) -> dict[str, str]:
    module = node.field("module_name")
    names = {}
    for part in node.named_children():
        if module is not None and part.range().start.index == module.range().start.index:
            continue
        if part.kind() == "aliased_import":
            name, local = key_text(part.field("name")), key_text(part.field("alias"))
            names[local] = f"{module.text()}.{name}" if module is not None else name
        elif part.kind() == "dotted_name":
            name = part.text()
            names[name if module is not None else name.partition(".")[0]] = (
                f"{module.text()}.{name}" if module is not None else name.partition(".")[0]
            )
    return names


def _defined(source: Source) -> frozenset[str]:
    """Functions and classes of the file, but for methods, which are never called by a bare name."""
    kept: frozenset[str] | None = source.kept.get("defined")
    if kept is None:
        kinds = ("function_definition", "class_definition") if source.python else ("function_declaration", "class_declaration")
        found = (n.text() for f in source.all(*kinds) if not _is_method(f) and (n := f.field("name")) is not None)
        kept = source.kept["defined"] = frozenset(found)
    return kept


def _is_method(function: SgNode) -> bool:
    return any(a.kind() == "class_definition" for a in function.ancestors()[:3])
