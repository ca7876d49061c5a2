"""I/O awaited (or a query made) once per element of a loop, where it could be one batch or run side by side.

Loops that have to wait are left alone: retries, polling, pages, chunks, chains that stop at the first answer, calls that
need the previous call's answer, migrations and seeds.
"""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.review_names import words
from prohori.codebase.review_source import (
    FUNCTIONS,
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    line_of,
    listed,
    method_of,
    positional,
    receiver_of,
    start_of,
    unwrap,
)  # fmt: skip
from prohori.model import Confidence

RULE = "performance.await-in-loop"
_LOOPS = {
    True: ("for_statement", "while_statement", "list_comprehension", "set_comprehension", "dictionary_comprehension"),
    False: ("for_statement", "for_in_statement", "while_statement", "do_statement"),
}
_IO_RECEIVER = listed(
    """
    repository repo repositories prisma http axios client service api db database conn connection manager em knex model runner
    source gateway mailer redis s3 dao pool cursor session collection bus producer requests httpx aiohttp provider adapter rpc orm
    tx trx transaction objects storage
    """
)
_NOT_IO = frozenset(
    {"hash", "hasher", "crypto", "bcrypt", "argon2", "logger", "translate", "i18n", "mapper", "parser", "formatter", "reflector", "console"}
)
_IO_METHOD = re.compile(
    r"^(find\w*|get\w*|fetch\w*|save\w*|insert\w*|update\w*|upsert\w*|delete\w*|remove\w*|create\w*|query\w*|execute\w*|count\w*|load\w*|post|put|patch"
    r"|request|send\w*|publish\w*|emit\w*|exec|list\w*|search\w*|read\w*|write\w*|store\w*|add\w*|set\w*|call\w*|sync\w*|submit\w*|upload\w*|download\w*"
    r"|lookup\w*|check\w*|validate\w*|verify\w*|process\w*|first\w*|one|all|scalar\w*|aggregate\w*|exists\w*|soft\w*|restore\w*|preload|merge|flush|commit)$"
)
_SURE_METHOD = re.compile(
    r"^(findOne\w*|findBy\w*|findMany|findUnique\w*|findFirst\w*|findAll\w*|findAndCount|getRawMany|getRawOne|getMany|getOne|getManyAndCount|getCount|executeTakeFirst\w*|query|executeQuery|fetchOne|fetchAll|fetchrow|fetchval|save|upsert)$"
)
_UNWRAPS = frozenset({"firstValueFrom", "lastValueFrom", "wait_for", "to_thread"})
_BARE = frozenset({"fetch", "axios", "request", "got", "ky", "superagent"})
_WAITS = re.compile(r"sleep|delay|wait|timeout|backoff|timer|throttle|\btick\b|nextTick|setImmediate", re.IGNORECASE)
_ONE_AT_A_TIME = listed(
    """
    attempt attempts retry retries tries try page pages offset chunk chunks batch batches poll cursor slice statement statements
    stmts migration migrations pragma pragmas backoff candidate candidates fallback fallbacks step steps middleware middlewares
    hook hooks
    """
)
_ONE_OFF_PATH = re.compile(
    r"(^|/)(migrations?|seeds?|seeders?|scripts|tools)/|\.(seed|seeder|migration)\.[jt]s$|(^|/)\d{10,}[-_][^/]*$|(^|/)seed[\w-]*\.[jt]s$",
    re.IGNORECASE,
)
_STRIDED_RANGE = re.compile(r"\brange\((?:[^(),]|\([^()]*\))*,(?:[^(),]|\([^()]*\))*,")
_COUNTED = re.compile(r"<=?\s*(?:[\w.]+\.(?:length|size)|len\()|\.(?:length|size)\s*[>)]|\.shift\(|\.pop(?:left)?\(|\blen\([\w.]+\)\s*>")
_REMOTE = listed(
    """
    api client service gateway http axios repository repo repositories db database store dao provider adapter rpc prisma redis s3
    requests httpx aiohttp backend server remote registry mailer bucket
    """
)
_HOUSEKEEPING = re.compile(
    r"^(close|release|connect|disconnect|end|destroy|dispose|start|stop|open|begin|commit|rollback|init\w*|ready|next"
    r"|shutdown|flush|quit|reset|clear|ping|terminate|abort|cancel)$"
)
_SYNC_RECEIVER = frozenset(
    {"cursor", "cur", "session", "conn", "connection", "db", "repo", "repository", "objects", "engine", "requests", "query", "database"}
)
_SYNC_METHOD = frozenset(
    {
        "execute",
        "query",
        "get",
        "filter",
        "filter_by",
        "find",
        "find_one",
        "fetch_one",
        "fetchone",
        "scalar",
        "scalars",
        "find_by_id",
        "get_by_id",
        "post",
        "first",
        "all",
        "exec_driver_sql",
    }
)
_NOT_DATABASE = frozenset({"get", "find", "first", "all"})
_SCRIPT_SYNC = re.compile(
    r"^(?:this\.)?(?:db|database|sqlite|stmt|statement|\w+(?:Stmt|Statement))$|^(?:this\.)?(?:db|database|sqlite)\.prepare\("
)
_ADVICE = "collect the keys and do it in one batch (`IN (…)`, bulk save) or side by side with a limit"


def loop_hits(source: Source) -> list[Hit]:
    """Each awaited or synchronous query that runs once a turn; one a line."""
    if _ONE_OFF_PATH.search(source.path) or "from alembic import" in source.text:
        return []
    hits: dict[int, Hit] = {}
    for loop in source.all(*_LOOPS[source.python]):
        if _is_async_iteration(loop) or _must_be_in_turn(source, loop):
            continue
        for call, confidence, what in _calls_per_turn(source, loop):
            hits.setdefault(line_of(call), source.hit(RULE, call, f"{what} runs once per turn of the loop; {_ADVICE}", confidence))
    return [hits[place] for place in sorted(hits)]


def _is_async_iteration(loop: SgNode) -> bool:
    if not loop.kind().endswith("comprehension"):
        return any(c.kind() in ("await", "async") for c in loop.children())
    clause = next((c for c in loop.named_children() if c.kind() == "for_in_clause"), None)
    return clause is not None and any(c.kind() == "async" for c in clause.children())


def _must_be_in_turn(source: Source, loop: SgNode) -> bool:
    head = _header(source, loop)
    if _ONE_AT_A_TIME & set(words(head)) or _stride(head):
        return True
    body = _body(loop)
    if body is None:
        return True
    if loop.kind() in ("while_statement", "do_statement") and not (_COUNTED.search(head) or _empties(loop, body)):
        return True
    return _waits(source, body) or _leaves_early(loop, body)


def _empties(loop: SgNode, body: SgNode) -> bool:
    """`while ids: … ids.pop()` with nothing put back: the list is known before the loop begins."""
    condition = loop.field("condition")
    known = re.search(r"(?<![\w.])([A-Za-z_$][\w.$]*?)(?:\.(?:length|size))?\s*(?:\)|$|[>!])", condition.text()) if condition else None
    if known is None:
        return False
    name, text = re.escape(known[1]), body.text()
    takes = re.search(rf"(?<![\w.]){name}\.(?:pop|popleft|popitem|shift|splice)\(|\bdel {name}\[", text)
    return takes is not None and not re.search(rf"(?<![\w.]){name}\.(?:push|append|extend|unshift|appendleft|add|insert)\(", text)


def _header(source: Source, loop: SgNode) -> str:
    body = _body(loop)
    if loop.kind().endswith("comprehension"):
        return " ".join(c.text() for c in loop.named_children() if c.kind() == "for_in_clause")[:400]
    if loop.kind() == "do_statement":
        return (loop.field("condition") or loop).text()[:400]
    return source.text[start_of(loop) : start_of(body) if body is not None else start_of(loop) + 200][:400]


def _body(loop: SgNode) -> SgNode | None:
    return loop if loop.kind().endswith("comprehension") else loop.field("body")


def _stride(head: str) -> bool:
    """`i += CHUNK`, `range(0, n, SIZE)`: a loop over chunks."""
    return re.search(r"\w\s*\+=\s*(?!1\b)\w", head) is not None or _STRIDED_RANGE.search(head) is not None


def _own(node: SgNode, *kinds: str) -> list[SgNode]:
    """Nodes of these kinds that run in the node's own function, not in a function or loop-body callback inside it."""
    found = node.find_all(any=[{"kind": k} for k in kinds]) if len(kinds) > 1 else node.find_all(kind=kinds[0])
    return [n for n in found if _runs_in(n, node)]


def _runs_in(node: SgNode, outer: SgNode) -> bool:
    limit = (start_of(outer), int(outer.range().end.index))
    for ancestor in node.ancestors():
        place = (start_of(ancestor), int(ancestor.range().end.index))
        if place == limit and ancestor.kind() == outer.kind():
            return True
        if ancestor.kind() in FUNCTIONS:
            return False
    return False


def _waits(source: Source, body: SgNode) -> bool:
    return any(_WAITS.search(method_of(callee_of(c))) for c in _own(body, source.call_kind))


def _leaves_early(loop: SgNode, body: SgNode) -> bool:
    """A `break` or a returned value: the loop looks for the first answer, so its turns depend on each other."""
    if loop.kind().endswith("comprehension"):
        return False
    return any(_of_this_loop(n, loop) for n in _own(body, "break_statement", "return_statement"))


def _of_this_loop(leave: SgNode, loop: SgNode) -> bool:
    if leave.kind() == "return_statement":
        return True
    for ancestor in leave.ancestors():
        if ancestor.kind() in ("switch_statement", "switch_case", *_LOOPS[True], *_LOOPS[False]):
            return start_of(ancestor) == start_of(loop)
    return False


def _calls_per_turn(source: Source, loop: SgNode) -> list[tuple[SgNode, Confidence, str]]:
    body = _body(loop)
    if body is None:
        return []
    found = []
    for node in _own(body, "await" if source.python else "await_expression"):
        call = unwrap(node)
        if not node.is_named() or not is_call(call) or not _is_innermost(node, loop) or _feeds_itself(source, loop, node, call):
            continue
        confidence = None if _picks_one(loop, node) else _io_confidence(source, call)
        if confidence is not None:
            found.append((call, confidence, f"Awaited `{_short(call)}`"))
    if found or (loop.kind() in ("while_statement", "do_statement")):
        return found
    return _sync_queries(source, loop, body)


def _is_innermost(node: SgNode, loop: SgNode) -> bool:
    for ancestor in node.ancestors():
        if ancestor.kind() in _LOOPS[True] or ancestor.kind() in _LOOPS[False]:
            return start_of(ancestor) == start_of(loop) and not _in_header(node, ancestor)
    return False


def _in_header(node: SgNode, loop: SgNode) -> bool:
    """`for (const x of await repo.find())` is evaluated once."""
    if loop.kind().endswith("comprehension"):
        clause = next((a for a in node.ancestors() if a.kind() == "for_in_clause"), None)
        return clause is not None
    body = loop.field("body")
    return body is None or start_of(node) < start_of(body)


def _short(call: SgNode) -> str:
    return callee_of(call)[-60:]


def _io_confidence(source: Source, call: SgNode, depth: int = 0) -> Confidence | None:
    """High where the receiver names a store or a service, medium where only the method does; None if it is no I/O."""
    callee = callee_of(call)
    method, receiver = method_of(callee), receiver_of(callee)
    if callee in _BARE:
        return Confidence.high
    inner = next(iter(arguments_of(call)), None)
    if (method in _UNWRAPS or not receiver) and inner is not None and is_call(inner):
        found = _io_confidence(source, inner, depth)
        if found is not None or method in _UNWRAPS:
            return found
    if receiver in ("", "this", "self", "super") and depth == 0 and _reaches_io(source, method):
        return Confidence.medium
    if not receiver or receiver.startswith("Promise") or _WAITS.search(method) or method in ("all", "allSettled", "race", "gather"):
        return None
    owner = set(words(re.sub(r"\([^()]*\)", "", receiver))) | _type_words(source, method_of(receiver))
    if _NOT_IO & owner:
        return None
    if _IO_RECEIVER & owner and _IO_METHOD.match(method) is not None:
        return Confidence.high
    if _SURE_METHOD.match(method) or (owner & {"service", "repository", "repo"} and receiver not in ("this", "self")):
        return Confidence.medium
    if _REMOTE & owner and receiver not in ("this", "self") and (arguments_of(call) or not _HOUSEKEEPING.match(method)):
        return Confidence.medium
    return None


def _type_words(source: Source, name: str) -> set[str]:
    """Words of the type that a parameter or field of this name is declared with: `orders: Repository<Order>`."""
    if not re.fullmatch(r"\w+", name):
        return set()
    declared = re.search(rf"(?<![\w.]){name}[?!]?\s*:\s*([A-Za-z_][\w.]*)", source.text)
    return set(words(declared[1])) if declared and declared[1][:1].isupper() else set()


def _reaches_io(source: Source, name: str) -> bool:
    """Whether a function or method of this file awaits I/O itself (one step, not further)."""
    known: dict[str, bool] = source.kept.setdefault("reaches-io", {})
    if name not in known:
        known[name] = False
        kinds = ("function_definition",) if source.python else ("method_definition", "function_declaration")
        bodies = [f for f in source.all(*kinds) if (n := f.field("name")) is not None and n.text() == name]
        awaited = [unwrap(a) for f in bodies[:3] for a in _own(f, "await" if source.python else "await_expression") if a.is_named()]
        known[name] = any(is_call(c) and _io_confidence(source, c, depth=1) is not None for c in awaited)
    return known[name]


def _feeds_itself(source: Source, loop: SgNode, node: SgNode, call: SgNode) -> bool:
    """`cursor = await client.next(cursor)`: each turn needs the answer of the one before."""
    holder = node.parent()
    if holder is None or holder.kind() not in (
        "assignment_expression",
        "assignment",
        "augmented_assignment_expression",
        "augmented_assignment",
    ):
        return False
    target = holder.field("left")
    name = target.text() if target is not None else ""
    earlier = source.text[start_of(loop) : start_of(holder)]
    if not name or re.search(rf"(?:\b(?:let|var|const)\s+|^\s*){re.escape(name)}\b[^=\n]*=[^=]", earlier, re.MULTILINE):
        return False  # set anew in every turn
    return any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", a.text()) for a in arguments_of(call))


def _sync_queries(source: Source, loop: SgNode, body: SgNode) -> list[tuple[SgNode, Confidence, str]]:
    found = []
    variables = _loop_names(loop)
    for call in _own(body, source.call_kind):
        parent = call.parent()
        if parent is not None and parent.kind() in ("await", "await_expression"):
            continue
        if _is_innermost(call, loop) and _is_sync_query(source, call, variables):
            found.append((call, Confidence.high, f"The query `{_short(call)}`"))
    return found


def _picks_one(loop: SgNode, node: SgNode) -> bool:
    """Inside `if (node.id === wanted)`: the loop looks up one element, so the call runs once."""
    names = "|".join(re.escape(n) for n in _loop_names(loop) if n not in ("const", "let", "var", "of", "in"))
    for ancestor in node.ancestors():
        if start_of(ancestor) == start_of(loop):
            return False
        condition = ancestor.field("condition") if ancestor.kind() == "if_statement" else None
        if (
            names
            and condition is not None
            and re.fullmatch(rf"\(?\s*(?:{names})\.(?:\w*[iI]d|key|code)\s*={{2,3}}\s*[\w.$]+\s*\)?", condition.text())
        ):
            return True
    return False


def _loop_names(loop: SgNode) -> set[str]:
    target = loop.field("left")
    if target is None:
        clause = next((c for c in loop.named_children() if c.kind() == "for_in_clause"), None)
        target = clause.field("left") if clause is not None else None
    return set(re.findall(r"\w+", target.text())) if target is not None else set()


def _is_sync_query(source: Source, call: SgNode, variables: set[str]) -> bool:
    callee = callee_of(call)
    method, receiver = method_of(callee), receiver_of(callee)
    if not source.python:
        return method in ("get", "all") and _SCRIPT_SYNC.match(receiver) is not None
    owner = words(re.sub(r"\(.*\)", "", receiver))
    if not owner or owner[-1] not in _SYNC_RECEIVER or method not in _SYNC_METHOD:
        return False
    given = positional(call)
    if given and given[0].text() in variables and method == "execute":
        return False
    if owner[-1] in ("db", "database", "session", "query", "cursor", "conn", "connection") and method in _NOT_DATABASE and not given:
        return False
    return not (owner[-1] == "session" and method == "get" and given and given[0].kind() == "string")
