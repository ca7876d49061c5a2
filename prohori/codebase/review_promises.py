"""Work whose end nobody waits for: promises without `await` or `catch`, coroutines that are never started, tasks that nobody holds.

Only what is surely asynchronous counts: functions of the same file that say `async`, stores and clients by their type. Not looked at:
code of browsers (a page reports to its console), the last call of a script, and functions that catch everything themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.prefilter import prefilter
from prohori.codebase.review_source import (
    FUNCTIONS,
    Hit,
    Source,
    callee_of,
    enclosing,
    is_call,
    method_of,
    receiver_of,
    start_of,
)  # fmt: skip
from prohori.model import Confidence

RULE = "reliability.unhandled-promise"
_IS_BROWSER = prefilter(
    r"from ['\"](?:@angular/|react|react-dom|vue|svelte|@ionic/|@ngrx/|rxjs/webSocket|next/)|\.(?:tsx|jsx|vue)$"
    r"|\bdocument\.|\bwindow\.|\bfrappe\.(?:ui|call)\b"
)
_BROWSER_PATH = re.compile(
    r"(^|/)(?:frontend|client|web|www|public|ui|desktop[\w-]*|mobile|[\w-]*-ui|roster|assets)/|\.(?:tsx|jsx)$|\.component\.ts$",
    re.IGNORECASE,
)
_SAVES = re.compile(r"^(?:save|insert|upsert|update|delete|remove|softDelete|create|createMany|updateMany|deleteMany)$")
_ADVICE = "await it, or catch its error"


def promise_hits(source: Source) -> list[Hit]:
    if source.python:
        return list(_coroutines(source)) if "async " in source.text or "create_task" in source.text else []
    if "async " not in source.text or _BROWSER_PATH.search(source.path) or _IS_BROWSER(source.text):
        return []
    return list(_promises(source))


def _promises(source: Source) -> Iterator[Hit]:
    called = [(s, c) for s in source.all("expression_statement") for c in s.named_children()[:1] if c.kind() == "call_expression"]
    waits = _asynchronous(source) if called else {}
    names = {name for _, name in waits}
    for statement, call in called:
        callee = callee_of(call)
        if method_of(callee) not in names and not _SAVES.match(method_of(callee)):
            continue
        function = _named(source, call, callee, waits)
        if function is None and not _is_store(source, callee):
            continue
        if (function is not None and _catches_all(source, function)) or _is_caught(callee) or _is_top(statement):
            continue
        yield source.hit(
            RULE,
            call,
            f"nobody waits for `{callee[-60:]}`: if it fails, the process ends or nobody learns of it; {_ADVICE}",
            Confidence.medium,
        )


def _asynchronous(source: Source) -> dict[tuple[str, str], SgNode]:
    """(class or nothing, name) of functions that say `async`."""
    found: dict[tuple[str, str], SgNode] = {}
    for node in source.all("method_definition", "function_declaration"):
        name = node.field("name")
        if name is not None and any(c.kind() == "async" for c in node.children()):
            cls = (
                enclosing(node, frozenset({"class_declaration", "abstract_class_declaration", "class"}))
                if node.kind() == "method_definition"
                else None
            )
            owner = cls.field("name") if cls is not None else None
            found[(owner.text() if owner is not None else "", name.text())] = node
    return found


def _named(source: Source, call: SgNode, callee: str, known: dict[tuple[str, str], SgNode]) -> SgNode | None:
    if callee.startswith("this.") and callee.count(".") == 1:
        cls = enclosing(call, frozenset({"class_declaration", "abstract_class_declaration"}))
        owner = cls.field("name") if cls is not None else None
        return known.get((owner.text(), method_of(callee))) if owner is not None else None
    return known.get(("", callee)) if "." not in callee else None


def _is_store(source: Source, callee: str) -> bool:
    """`this.orders.save()` where the file says `orders: Repository<Order>`; `prisma.order.create()`."""
    owner, method = receiver_of(callee), method_of(callee)
    if not _SAVES.match(method):
        return False
    if re.fullmatch(r"(?:this\.)?prisma\.\w+", owner):
        return method not in ("save", "insert", "remove", "softDelete")
    field = owner.removeprefix("this.")
    return (
        owner.startswith("this.")
        and method != "create"
        and re.search(rf"(?<![\w.]){re.escape(field)}\s*[?!]?:\s*(?:Repository<|\w+Repository\b)", source.text) is not None
    )


def _is_top(statement: SgNode) -> bool:
    """Of a module: a script's `main()`, whose failure is meant to end the process."""
    return enclosing(statement, FUNCTIONS) is None


def _catches_all(source: Source, function: SgNode) -> bool:
    """Each function is looked at once, however often it is called."""
    known: dict[int, bool] = source.kept.setdefault("catches-all", {})
    if start_of(function) not in known:
        known[start_of(function)] = _catches(function)
    return known[start_of(function)]


def _catches(function: SgNode) -> bool:
    body = function.field("body")
    statements = [c for c in body.named_children() if c.kind() != "comment"] if body is not None else []
    tries = [s for s in statements if s.kind() == "try_statement" and s.field("handler") is not None]
    rest = [s for s in statements if s.kind() not in ("try_statement", "return_statement") and ("await" in s.text() or "throw" in s.text())]
    handlers = [handler for attempt in tries if (handler := attempt.field("handler")) is not None]
    rethrows = any(re.search(r"\bthrow\b", handler.text()) for handler in handlers)
    return bool(not statements or (tries and not rest and not rethrows))


def _is_caught(callee: str) -> bool:
    return method_of(callee) in ("catch", "finally", "then") or callee.startswith(("Promise.", "void"))


def _coroutines(source: Source) -> Iterator[Hit]:
    known: dict[tuple[str, str], SgNode] = {}
    synchronous: set[str] = set()
    for node in source.all("function_definition"):
        name = node.field("name")
        if name is None:
            continue
        if not node.text().startswith("async"):
            synchronous.add(name.text())
            continue
        cls = enclosing(node, frozenset({"class_definition"}))
        owner = cls.field("name") if cls is not None else None
        known[(owner.text() if owner is not None else "", name.text())] = node
    for statement in source.all("expression_statement"):
        call = next(iter(statement.named_children()), None)
        if call is None or not is_call(call):
            continue
        callee = callee_of(call)
        if re.fullmatch(r"asyncio\.(?:create_task|ensure_future)", callee):
            yield source.hit(
                RULE,
                call,
                "nobody holds this task: it may be collected before it ends, and its error is lost; keep it until it is done",
                Confidence.medium,
            )
            continue
        cls = enclosing(call, frozenset({"class_definition"})) if callee.startswith("self.") else None
        owner = cls.field("name") if cls is not None else None
        key = (owner.text(), callee[5:]) if owner is not None else ("", callee)
        if key in known and method_of(callee) not in synchronous and not known[key].find(kind="decorator"):
            yield source.hit(RULE, call, f"`{callee}` is a coroutine function: called without `await` it never runs", Confidence.high)
