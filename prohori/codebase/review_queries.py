"""Queries whose conditions stand in the call: TypeORM repositories, Prisma, Mongoose and Sequelize models, Django, SQLAlchemy.

Query builders, conditions put together elsewhere and text in SQL are not read: nothing is said about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_facts import Query
from prohori.codebase.review_nest import types_of_fields
from prohori.codebase.review_source import (
    FUNCTIONS,
    Source,
    arguments_of,
    callee_of,
    enclosing,
    key_text,
    line_of,
    method_of,
    receiver_of,
    start_of,
    unwrap,
)  # fmt: skip

LISTS = frozenset({"find", "findBy", "findAll", "findMany", "findAndCount", "findAndCountBy"})
_ONE = frozenset(
    {"findOne", "findOneBy", "findOneOrFail", "findOneByOrFail", "findFirst", "findUnique", "findFirstOrThrow", "findUniqueOrThrow"}
)
_CHANGES = frozenset(
    {"update", "updateMany", "delete", "deleteMany", "destroy", "softDelete", "deleteOne", "updateOne", "findOneAndUpdate"}
)
_COUNTS = frozenset({"count", "countBy", "countDocuments"})
_METHODS = LISTS | _ONE | _CHANGES | _COUNTS
_BARE_WHERE = re.compile(r"^(?:findBy|findOneBy|findOneByOrFail|findAndCountBy|countBy|softDelete|countDocuments)$")
TENANT = re.compile(
    r"(?i)(?<![a-z])(?:tenant|organi[sz]ation|org|company|workspace)(?:_?id)?(?![a-z])|tenant_?id|TenantId|OrganizationId|CompanyId"
)
_STORE_FIELD = re.compile(r"(?:[rR]epository|[rR]epo|[mM]odel)$")
_STORE_TYPE = re.compile(
    r"^(?:Repository|Model|EntityRepository|MongoRepository|TreeRepository)<\s*(\w+)|^(?:TypeOrm|MikroOrm)?(\w+?)Repository$"
)
_MODEL_FILE = re.compile(r"mongoose|sequelize", re.IGNORECASE)
_OPTIONS = frozenset(
    {"relations", "select", "order", "cache", "withDeleted", "loadEagerRelations", "lock", "include", "orderBy", "join", "raw", "comment"}
)
"""Of a query without conditions; any other key is a condition itself."""
_LIMIT = re.compile(r"\b(?:take|limit|first|last|perPage|per_page|pageSize|skip|offset|paginate\w*|cursor)\b")
_PYTHON_LIMIT = re.compile(
    r"\.(?:limit|first|one|one_or_none|scalar|get|count|exists|paginate|slice|latest|earliest|aggregate|iterator|update|delete)\(|\[[^\]:]{0,40}:[^\]]{0,40}\]"
)
_DJANGO = re.compile(r"^(?:\w+\.)*([A-Z]\w+)\.objects$")


def queries(source: Source) -> tuple[Query, ...]:
    text = source.text
    if source.python:
        likely = ".objects." in text or ".query(" in text or "select(" in text
    else:
        likely = ".find" in text or ".update" in text or ".delete" in text or ".count" in text
    if not likely:
        return ()
    return tuple(_python_queries(source) if source.python else _script_queries(source))


def _script_queries(source: Source) -> Iterator[Query]:
    types: dict[str, str] = {}
    for cls in source.all("class_declaration"):
        types |= types_of_fields(source, cls)
    models = _MODEL_FILE.search(source.text) is not None
    for call in source.calls:
        callee = callee_of(call)
        method, owner = method_of(callee), receiver_of(callee)
        entity = _entity(owner, method, types, models=models) if method in _METHODS else ""
        conditions = _conditions(call, method, owner) if entity else None
        if conditions is None:
            continue
        keys, written = conditions
        function = enclosing(call, FUNCTIONS)
        yield Query(
            entity=entity, inside=inside(call), line=line_of(call), evidence=source.evidence(call), method=method, keys=keys,
            tenant=bool(TENANT.search(written)) or _speaks_of_tenant(source, function),
            bounded=method not in LISTS or bool(_LIMIT.search(_chain(call).text())),
        )  # fmt: skip


def _entity(owner: str, method: str, types: dict[str, str], *, models: bool) -> str:
    """What the receiver stores, in lower case, or an empty string for what is no store."""
    field = owner.removeprefix("this.")
    if (found := re.match(r"^(?:this\.)?(?:prisma|prismaService|_?db|tx)\.(\w+)$", owner)) and re.match(
        r"find(?:Many|First|Unique)|\w+Many$|count$|update$|delete$", method
    ):
        return found[1].lower() if "prisma" in owner.lower() or method.endswith(("Many", "Unique", "First")) else ""
    if field in types and (typed := _STORE_TYPE.match(types[field])):
        return (typed[1] or typed[2] or "").lower()
    if owner.startswith("this.") and "." not in field and _STORE_FIELD.search(field):
        return _STORE_FIELD.sub("", re.sub(r"^_?(?:typeOrm|mikroOrm)?", "", field)).lower()
    return owner.lower() if models and re.fullmatch(r"[A-Z]\w+", owner) else ""


def _conditions(call: SgNode, method: str, owner: str) -> tuple[tuple[str, ...], str] | None:
    """The keys that the query filters by and their text; None where they are not written here."""
    given = arguments_of(call)
    if not given:
        return ((), "") if method in LISTS | _COUNTS else None
    first = unwrap(given[0])
    if first.kind() != "object":
        return None
    where = first
    is_mongo = re.search(r"(?:^[A-Z]\w*|[mM]odel)$", owner.rpartition(".")[2]) is not None and _key(first, "where") is None
    if not _BARE_WHERE.match(method) and not (is_mongo or (method in ("update", "delete", "softDelete") and "prisma" not in owner)):
        if _has_open_parts(first):
            return None
        inner = _key(first, "where")
        if inner is not None:
            where = unwrap(inner)
        else:
            named = {key for member in first.named_children() if (key := _name(member))}
            if "where" in named or named <= _OPTIONS:
                return None if "where" in named else ((), "")
    if where.kind() != "object" or _has_open_parts(where):
        return None
    return tuple(sorted(filter(None, map(_name, where.named_children())))), where.text()


def _name(member: SgNode) -> str:
    return "" if member.kind() == "comment" else key_text(member.field("key")) if member.kind() == "pair" else member.text()


def _key(obj: SgNode, name: str) -> SgNode | None:
    for member in obj.named_children():
        if member.kind() == "pair" and key_text(member.field("key")) == name:
            return member.field("value")
    return None


def _has_open_parts(obj: SgNode) -> bool:
    return any(m.kind() == "spread_element" for m in obj.named_children())


def _python_queries(source: Source) -> Iterator[Query]:
    for call in source.calls:
        callee = callee_of(call)
        method, owner = method_of(callee), receiver_of(callee)
        django = _DJANGO.match(owner)
        if django is not None and method in ("all", "filter", "get", "exclude"):
            entity = django[1]
        elif (
            method == "query"
            and re.search(r"(?:^|\.)(?:session|db)$", owner)
            and (given := arguments_of(call))
            and given[0].kind() == "identifier"
        ):
            entity = given[0].text()
        else:
            continue
        chain = _chain(call)
        text = chain.text()
        function = enclosing(call, FUNCTIONS)
        if "**" in text or re.search(r"\bQ\(|\*\w", text):
            continue
        keys = sorted(set(re.findall(r"[(,]\s*(\w+?)(?:__\w+)?\s*=(?!=)|\b[A-Z]\w+\.(\w+)\s*(?:==|\.in_)", text)))
        yield Query(
            entity=entity.lower(), inside=inside(call), line=line_of(call), evidence=source.evidence(call), method=method,
            keys=tuple(a or b for a, b in keys), tenant=bool(TENANT.search(text)) or _speaks_of_tenant(source, function),
            bounded=method == "get" or bool(_PYTHON_LIMIT.search(text)),
        )  # fmt: skip


def _chain(call: SgNode) -> SgNode:
    """The whole expression of which the call is the beginning: `A.find({}).sort().limit(5)`."""
    at = call
    for ancestor in call.ancestors():
        if ancestor.kind() in ("member_expression", "attribute", "subscript", "subscript_expression") or (
            ancestor.kind() in ("call_expression", "call") and start_of(ancestor) == start_of(at)
        ):
            at = ancestor
        else:
            break
    return at


def _speaks_of_tenant(source: Source, function: SgNode | None) -> bool:
    """The function, or the method around it if it is a callback: what that checks holds for both. Each is searched once."""
    if function is None:
        return False
    outer = next((a for a in reversed(function.ancestors()) if a.kind() in FUNCTIONS), function)
    known: dict[int, bool] = source.kept.setdefault("speaks-of-tenant", {})
    if start_of(outer) not in known:
        known[start_of(outer)] = TENANT.search(outer.text()) is not None
    return known[start_of(outer)]


def inside(node: SgNode) -> str:
    """`Type.method` that the node is in, or the function's name."""
    function = enclosing(node, frozenset({"method_definition", "function_declaration", "function_definition"}))
    if function is None:
        return ""
    name = function.field("name")
    cls = enclosing(function, frozenset({"class_declaration", "abstract_class_declaration", "class_definition"}))
    owner = cls.field("name") if cls is not None else None
    called = name.text() if name is not None else ""
    return f"{owner.text()}.{called}" if owner is not None else called
