"""SQL text put together with values: `+`, templates, f-strings, `%` and `.format`.

Each interpolated expression is judged by where it stands in the statement. In the place of a value it must be fixed by
the program; in the place of a name or clause it is reported only when it plainly comes from a caller.
"""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_pieces import Piece, constant_text, pieces_of
from prohori.codebase.review_source import (
    Hit,
    Source,
    arguments_of,
    callee_of,
    enclosing_calls,
    end_of,
    is_tagged_template,
    key_text,
    listed,
    method_of,
    operator_of,
    start_of,
    unwrap,
)
from prohori.codebase.review_values import branches_of, is_fixed, resolve
from prohori.model import Confidence

RULE = "sql-concatenation"
_MARK = "\ue000"
_LEAD = r"^\s*(?:(?:--[^\n]*\n|/\*.*?\*/)\s*)*\(?\s*"
_STATEMENT = re.compile(
    _LEAD + r"(?:SELECT\s.+?\bFROM\b|SELECT\s+(?:COUNT|SUM|MAX|MIN|EXISTS)\s*\(|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s"
    r"|UPDATE\s+[^\s]+(?:\s+(?:AS\s+)?\w+)?\s+SET\s"
    r"|DELETE\s+FROM\s|WITH\s+(?:RECURSIVE\s+)?[\w\"]+\s*(?:\([^)]*\)\s*)?AS\s*\(|REPLACE\s+INTO\s|MERGE\s+INTO\s|TRUNCATE\s+TABLE\s"
    r"|(?:ALTER|DROP|CREATE)\s+(?:TABLE|VIEW|INDEX|USER|DATABASE|ROLE|SCHEMA)\s|GRANT\s.+\sTO\s|CALL\s+\w+\s*\(|EXEC(?:UTE)?\s+\w+\s)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_PREFILTER = re.compile(
    r"select\s|insert\s|update\s|delete\s+from|where|having|merge\s|replace\s+into|truncate\s|alter\s|drop\s|grant\s|call\s|exec|with\s|raw\(|sql|query|condition|filter|clause"
)
_KEYWORD = re.compile(_LEAD + r"([A-Za-z]+)", re.DOTALL)
_LOWER_EVIDENCE = re.compile(r"[=*(]|\bwhere\b|\bvalues\b|\bset\b")
_VALUE_PLACE = re.compile(
    r"(?:[^=<>!]=|<|>|<>|!=|\bLIKE|\bILIKE|\bBETWEEN|\bLIMIT|\bOFFSET|\bIN\s*\(|\bANY\s*\(|\bVALUES\s*\((?:[^()]|\([^()]*\))*[,(]|\bVALUES\s*\(|\bTHEN|\bELSE|\bRETURN"
    r"|\bIN\s*\((?:[^()]|\([^()]*\))*,|\bINTERVAL|\bCALL\s+\w+\s*\([^)]*|\bEXEC(?:UTE)?\s+\w+\s+)\s*['\"%(]*\s*$",
    re.IGNORECASE,
)  # fmt: skip
_BETWEEN_AND = re.compile(r"\bBETWEEN\b[^()]{0,80}\bAND\s*$", re.IGNORECASE)
_ORDER_PLACE = re.compile(r"\b(?:ORDER|GROUP)\s+BY\b[^()'=]*$", re.IGNORECASE)
_WHERE_PLACE = re.compile(r"\b(?:WHERE|HAVING)\s*\(?\s*$", re.IGNORECASE)
_PARAMETER = re.compile(r"[$:@]\w*$")
_FRAGMENT = re.compile(
    r"(?:^|[\s(,])(?:WHERE|AND|OR|SET|HAVING|ON)\s[^']*?(?:[^=<>!]=|<|>|\bLIKE|\bILIKE|\bIN\s*\()\s*['\"%(]*$"
    r"|^\s*(?:[\"`]?[\w\ue000]+[\"`]?(?:\.[\"`]?[\w\ue000]+[\"`]?)?|\w+\([\w.\ue000\"` ,]*\))\s*(?:=|<>|!=|>=?|<=?|LIKE|ILIKE|NOT\s+IN\s*\(|IN\s*\()\s*['%]*$",
    re.IGNORECASE,
)
_FRAGMENT_CALLS = listed(
    """
    where andWhere orWhere having andHaving orHaving whereRaw andWhereRaw orWhereRaw havingRaw raw orderByRaw joinRaw groupByRaw
    leftJoin innerJoin leftJoinAndSelect innerJoinAndSelect literal unsafe queryRawUnsafe $queryRawUnsafe $executeRawUnsafe filter
    """
)
_FRAGMENT_MAKERS = frozenset({"Raw", "RawSQL", "text", "literal_column", "literal", "raw", "SQL", "DB.raw"})
_QUERY_WORDS = listed(
    """
    sql query where wheres clause clauses cond conds condition conditions filter filters statement stmt predicate predicates criteria
    restriction restrictions
    """
)
_CONDITIONS = frozenset({"where", "having", "condition", "conditions", "clause", "predicate"})
_SORTED_BY = frozenset({"column", "columns", "col", "cols", "field", "fields"})
_CALLER = re.compile(
    r"^(?:this\.|self\.)?(?:req|request|body|params|ctx\.(?:request|params|query)|event|payload|input|dto|args|kwargs)(?:[.\[]|$)|^query\.|^request\.",
    re.IGNORECASE,
)
_SIZES = frozenset({"batchsize", "chunksize"})  # numbers of the program, not of its callers
_STRUCTURE = listed(
    """
    table tables column columns schema alias index constraint prefix suffix database db join joins where clause clauses condition
    conditions placeholder placeholders sql query subquery cte select fragment cols fields entity relation view partition sequence
    set returning tablename
    """
)
_SPEECH = re.compile(
    r"(?:^|\.)(?:log|logger|logging|console|winston|print|warn|debug)(?:\.|$)|Error$|Exception$|(?:^|\.)(?:t|translate|describe|it)$"
)
_SAFE_TAGS = re.compile(r"(?:^|\.)(?:raw|dedent|outdent|oneLine|stripIndent)$")


def sql_hits(source: Source) -> list[Hit]:
    """Every statement that is built with a value a caller can decide; one a statement."""
    if not _PREFILTER.search(source.lower):
        return []
    hits: list[Hit] = []
    end = -1  # of the last hit: what stands inside it was judged with it
    for node in _built_texts(source):
        if start_of(node) < end:
            continue
        pieces = pieces_of(source, node)
        if pieces is None or all(isinstance(p, str) for p in pieces):
            continue
        hit = _judge(source, node, pieces)
        if hit is not None:
            end = end_of(node)
            hits.append(hit)
    return hits


def _built_texts(source: Source) -> list[SgNode]:
    """Candidates, outermost first where one holds another."""
    if source.python:
        found = source.all("string", "concatenated_string", "binary_operator", "call")
        return [n for n in found if _is_python_candidate(n)]
    found = source.all("template_string", "binary_expression", "call_expression")
    return [n for n in found if _is_script_candidate(n)]


def _is_python_candidate(node: SgNode) -> bool:
    kind = node.kind()
    if _is_operand(node):
        return False
    if kind == "string":
        parent = node.parent()
        return parent is not None and parent.kind() != "concatenated_string" and any(c.kind() == "interpolation" for c in node.children())
    if kind == "call":
        function = node.field("function")
        return function is not None and function.kind() == "attribute" and method_of(function.text()) in _BUILDERS[True]
    return kind == "concatenated_string" or operator_of(node) in ("+", "%")


def _is_script_candidate(node: SgNode) -> bool:
    if _is_operand(node):
        return False
    kind = node.kind()
    if kind == "binary_expression":
        return operator_of(node) == "+"
    if kind == "call_expression":
        method = method_of(callee_of(node))
        return method in _BUILDERS[False] or (method == "join" and (f := node.field("function")) is not None and _owner_is_array(f))
    parent = node.parent()
    if parent is not None and parent.kind() == "call_expression" and is_tagged_template(parent):
        return bool(_SAFE_TAGS.search(callee_of(parent)))
    return any(c.kind() == "template_substitution" for c in node.children())


_BUILDERS = {True: frozenset({"format", "format_map", "replace", "join"}), False: frozenset({"concat", "format", "replace", "replaceAll"})}


def _owner_is_array(function: SgNode) -> bool:
    owner = function.field("object")
    return owner is not None and owner.kind() == "array"


def _is_operand(node: SgNode) -> bool:
    """Part of a longer `+` chain (or of the text before `%`), which is judged as a whole."""
    parent = node.parent()
    while parent is not None and parent.kind() == "parenthesized_expression":
        parent = parent.parent()
    return parent is not None and parent.kind() in ("binary_expression", "binary_operator") and operator_of(parent) in ("+", "%")


def _judge(source: Source, node: SgNode, pieces: list[Piece]) -> Hit | None:
    pieces = [_known(source, p) for p in pieces]
    flat = "".join(p if isinstance(p, str) else _MARK for p in pieces)
    statement = _is_statement(flat)
    if not statement and not _is_fragment_use(source, node):
        return None
    if any(_SPEECH.search(callee) for callee in enclosing_calls(node)) or _is_thrown(node):
        return None
    before = ""
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            before += piece
            continue
        after = next((p for p in pieces[number + 1 :] if isinstance(p, str) and p), "")
        found = _risk(source, piece, before, after, statement)
        if found is not None:
            return source.hit(RULE, node, _message(piece), found)
        before += _MARK
    return None


def _known(source: Source, piece: Piece) -> Piece:
    """The text of a part that is a name of one literal: the statement may begin in it."""
    text = constant_text(source, piece) if not isinstance(piece, str) else None
    return piece if text is None else text


def _message(piece: SgNode) -> str:
    shown = " ".join(piece.text().split())[:60]
    return f"`{shown}` is put into the SQL text; pass it as a bound parameter (a name or a direction: choose it from a fixed list)"


def _is_statement(flat: str) -> bool:
    if not _STATEMENT.match(flat[:4000]):
        return False
    keyword = _KEYWORD.match(flat)
    first = keyword[1] if keyword else ""
    if first.isupper():
        return True
    return first.islower() and _LOWER_EVIDENCE.search(flat) is not None and not flat.rstrip().endswith((".", "!", "?"))


def _is_fragment_use(source: Source, node: SgNode) -> bool:
    """Pieces of a statement: appended to a query variable, pushed to its conditions, or given to `.where(…)`."""
    holder = node.parent()
    for _ in range(4):
        if holder is None:
            return False
        kind = holder.kind()
        if kind in (
            "augmented_assignment_expression",
            "augmented_assignment",
            "variable_declarator",
            "assignment",
            "assignment_expression",
        ):
            return bool(_QUERY_WORDS & set(words(name_of(holder.field("left") or holder.field("name")))))
        if kind in ("call_expression", "call"):
            callee = callee_of(holder)
            method = method_of(callee)
            if method in ("push", "append", "extend"):
                return bool(_QUERY_WORDS & set(words(callee)))
            return (method in _FRAGMENT_CALLS and "." in callee) or (method in _FRAGMENT_MAKERS and (source.python or method != "text"))
        if kind in ("pair", "keyword_argument"):
            return bool(_CONDITIONS & set(words(key_text(holder.field("key") or holder.field("name")))))
        if kind not in (
            "arguments",
            "argument_list",
            "parenthesized_expression",
            "ternary_expression",
            "conditional_expression",
            "binary_expression",
            "arrow_function",
            "array",
            "list",
        ):
            return False
        holder = holder.parent()
    return False


def _is_thrown(node: SgNode) -> bool:
    return any(a.kind() in ("throw_statement", "raise_statement") for a in node.ancestors()[:6])


def _risk(source: Source, piece: SgNode, before: str, after: str, statement: bool) -> Confidence | None:
    """How sure it is that the expression at this place lets a caller change the statement; None if it does not."""
    if _PARAMETER.search(before[-40:]) and not before.endswith("::"):
        return None
    piece = unwrap(piece)
    if piece.kind() in ("ternary_expression", "conditional_expression"):
        risks = [_branch_risk(source, branch, before, after, statement) for branch in branches_of(piece)]
        return next((r for r in risks if r is not None), None)
    if is_fixed(source, piece) or _SIZES & {"".join(words(name_of(piece)))}:
        return None
    tail = before[-600:]
    if not statement:
        quoted = tail.count("'") % 2 == 1
        return Confidence.medium if _FRAGMENT.search(tail) and (quoted or not _is_structure(piece)) else None
    if _is_value_place(tail):
        return Confidence.high if not _is_structure(piece) else _caller_risk(piece)
    if _from_caller(source, piece):
        return Confidence.high
    if re.match(r"[\"`\]]?\s*\.", after):
        return None
    if _ORDER_PLACE.search(tail) and _is_sort_of_a_caller(source, piece):
        return Confidence.medium
    if _is_structure(piece):
        return None
    return Confidence.medium if _WHERE_PLACE.search(tail) and _is_parameter(source, piece) else None


def _branch_risk(source: Source, branch: SgNode, before: str, after: str, statement: bool) -> Confidence | None:
    inner = pieces_of(source, branch)
    if inner is None:
        return _risk(source, branch, before, after, statement)
    text = before
    for part in inner:
        if isinstance(part, str):
            text += part
        elif (risk := _risk(source, part, text, after, statement)) is not None:
            return risk
        else:
            text += _MARK
    return None


def _caller_risk(piece: SgNode) -> Confidence | None:
    return Confidence.medium if _CALLER.match(piece.text()) else None


def _is_value_place(tail: str) -> bool:
    if tail.count("'") % 2 == 1:
        return True
    return _VALUE_PLACE.search(tail) is not None or _BETWEEN_AND.search(tail) is not None


def _is_structure(piece: SgNode) -> bool:
    """Named as a part of the statement (`tableName`, `whereClause`), not as a value."""
    piece = _joined(piece)
    found = set(words(name_of(piece)))
    if piece.kind() in ("call_expression", "call"):
        found |= set(words(callee_of(piece)))
    return bool(_STRUCTURE & found)


def _joined(piece: SgNode) -> SgNode:
    """What is joined in `names.join(",")` and `",".join(f"'{n}'" for n in names)`: its name says what the text is."""
    if piece.kind() in ("call_expression", "call") and method_of(callee_of(piece)) == "join":
        function, given = piece.field("function"), arguments_of(piece)
        piece = (given[0] if given and piece.kind() == "call" else function.field("object") if function is not None else None) or piece
    clause = next((c for c in piece.named_children() if c.kind() == "for_in_clause"), None)
    return (clause.field("right") if clause is not None else None) or piece


def _is_sort_of_a_caller(source: Source, piece: SgNode) -> bool:
    """A parameter (even one called `column`), or something read from an object whose content is not known here."""
    if _is_structure(piece):
        return bool(_SORTED_BY & set(words(name_of(piece)))) and _is_parameter(source, piece)
    if piece.kind() in ("member_expression", "attribute", "subscript_expression", "subscript"):
        return True
    return piece.kind() == "identifier" and any(b.parameter or b.value is None for b in resolve(source, piece))


def _is_parameter(source: Source, piece: SgNode) -> bool:
    return piece.kind() == "identifier" and any(b.parameter for b in resolve(source, piece))


def _from_caller(source: Source, piece: SgNode, depth: int = 0) -> bool:
    """Plainly taken from a request, here or where the name gets its value."""
    piece = unwrap(piece)
    if _CALLER.match(piece.text()[:200]):
        return True
    if depth > 3:
        return False
    if operator_of(piece) in ("||", "??", "or"):
        left = piece.field("left")
        return left is not None and _from_caller(source, left, depth + 1)
    if piece.kind() != "identifier":
        return False
    return any(b.value is not None and _from_caller(source, b.value, depth + 1) for b in resolve(source, piece))
