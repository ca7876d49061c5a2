"""Money stored in floating-point columns and fields: TypeORM and its kin, Sequelize, SQLAlchemy, Django, dataclasses."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.money_names import is_money, is_money_column
from prohori.codebase.review_names import name_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    is_call,
    key_text,
    literal_text,
    method_of,
    positional,
    property_of,
)

RULE = "money.float"
_FLOAT_COLUMN = re.compile(r"^(float\d?|double|double precision|real)$", re.IGNORECASE)
_COLUMN_DECORATOR = re.compile(r"(Column|Property|Prop|Attribute)$")
_SQL_FLOAT = re.compile(r"(^|\.)(Float|REAL|FLOAT|DOUBLE|Double|FloatField|DOUBLE_PRECISION)(\(|$|\.)")


def column_hits(source: Source) -> list[Hit]:
    if source.python:
        return [*_python_columns(source), *_annotated_fields(source)]
    return [*_decorated_columns(source), *_mapped_columns(source)]


def _decorated_columns(source: Source) -> list[Hit]:
    """`@Column({ type: 'float' }) amount: number` and its kin of other mappers."""
    hits = []
    for decorator in source.all("decorator"):
        call = decorator.named_children()[0] if decorator.named_children() else None
        if call is None or not is_call(call) or not _COLUMN_DECORATOR.search(callee_of(call)):
            continue
        name = _decorated_name(decorator)
        if is_money_column(name) and (node := _float_type(call)) is not None:
            hits.append(source.hit(RULE, node, f"`{name}` is stored as `{literal_text(node)}`; use a decimal column (`numeric(14, 2)`)"))
    return hits


def _decorated_name(decorator: SgNode) -> str:
    parent = decorator.parent()
    if parent is not None and parent.kind() == "public_field_definition":
        return key_text(parent.field("name"))
    for following in decorator.next_all():
        if following.kind() == "public_field_definition":
            return key_text(following.field("name"))
        if following.kind() not in ("decorator", "comment"):
            break
    return ""


def _float_type(call: SgNode) -> SgNode | None:
    for argument in arguments_of(call):
        node = argument
        if argument.kind() == "object":
            node = property_of(argument, "type") or property_of(argument, "columnType") or argument
        if (text := literal_text(node)) is not None and _FLOAT_COLUMN.match(text):
            return node
    return None


def _mapped_columns(source: Source) -> list[Hit]:
    """Sequelize's `amount: DataTypes.FLOAT` and `amount: { type: 'float' }` in schemas."""
    hits: list[Hit] = []
    if not any(word in source.lower for word in ("datatype", "sequelize", "float", "double", "real")):
        return hits
    for pair in source.all("pair"):
        name, value = key_text(pair.field("key")), pair.field("value")
        if value is None or not is_money(name):
            continue
        kind = property_of(value, "type") if value.kind() == "object" else value
        text = (literal_text(kind) or kind.text())[:80] if kind is not None else ""
        is_type = re.match(r"(DataTypes|DataType|Sequelize)\.(FLOAT|DOUBLE|REAL)", text) or (
            value.kind() == "object" and _FLOAT_COLUMN.match(text)
        )
        if is_type and kind is not None:
            hits.append(source.hit(RULE, kind, f"`{name}` is stored as `{text}`; use a decimal column"))
    return hits


def _python_columns(source: Source) -> list[Hit]:
    hits = []
    for node in source.all("assignment"):
        name, value = name_of(node.field("left")), node.field("right")
        if value is not None and is_call(value) and is_money_column(name) and _is_float_column(value):
            hits.append(
                source.hit(
                    RULE, node, f"`{name}` is stored in a floating-point column; use a decimal one (`Numeric(14, 2)`, `DecimalField`)"
                )
            )
    for call in source.calls:
        given = positional(call)
        if method_of(callee_of(call)) == "Column" and given and is_money_column(literal_text(given[0]) or "") and _is_float_column(call):
            hits.append(source.hit(RULE, call, f"`{literal_text(given[0])}` is stored in a floating-point column; use `Numeric(14, 2)`"))
    return hits


def _is_float_column(call: SgNode) -> bool:
    callee = callee_of(call)
    if method_of(callee) == "FloatField":
        return True
    types = [a.text() for a in positional(call)]
    return method_of(callee) in ("Column", "mapped_column", "db.Column") and any(_SQL_FLOAT.search(t) for t in types if len(t) < 80)


def _annotated_fields(source: Source) -> list[Hit]:
    """`amount: float` in a class body: a dataclass, model or mapped attribute that holds money as a float."""
    hits = []
    for node in source.all("assignment"):
        kind, name = node.field("type"), name_of(node.field("left"))
        if kind is None or not re.search(r"(?<!\w)float(?!\w)", kind.text()) or not is_money(name) or _is_container(kind.text()):
            continue
        statement = node.parent()
        block = statement.parent() if statement is not None else None
        owner = block.parent() if block is not None else None
        if owner is not None and owner.kind() == "class_definition":
            hits.append(source.hit(RULE, node, f"`{name}` is held as `float`; use `Decimal` or whole paisa"))
    return hits


def _is_container(annotation: str) -> bool:
    return re.search(r"dict|Callable|Mapping", annotation) is not None
