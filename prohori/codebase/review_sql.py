"""SQL text put together with values: `+`, templates, f-strings, `%` and `.format`.

Each interpolated expression is judged by where it stands in the statement. In the place of a value it must be fixed by
the program; in the place of a name or clause it is reported only when it plainly comes from a caller.
"""

from __future__ import annotations

import re

from ast_grep_py import Config, SgNode

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
)
from prohori.codebase.review_sql_places import MARK, is_structure, risk_at
from prohori.codebase.review_values import is_fixed
from prohori.model import Confidence

RULE = "injection.sql"
_LEAD = r"^\s*(?:(?:--[^\n]*\n|/\*.*?\*/)\s*)*\(?\s*"
_STATEMENT = re.compile(
    _LEAD + r"(?:SELECT\s.+?\bFROM\b|SELECT\s+\w+\s*\(|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s"
    r"|UPDATE\s+[^\s]+(?:\s+(?:AS\s+)?\w+)?\s+SET\s"
    r"|DELETE\s+FROM\s|WITH\s+(?:RECURSIVE\s+)?[\w\"]+\s*(?:\([^)]*\)\s*)?AS\s*\(|REPLACE\s+INTO\s|MERGE\s+INTO\s|TRUNCATE\s+TABLE\s"
    r"|(?:ALTER|DROP|CREATE)\s+(?:TABLE|VIEW|INDEX|USER|DATABASE|ROLE|SCHEMA)\s|GRANT\s.+\sTO\s|CALL\s+\w+\s*\(|EXEC(?:UTE)?\s+\w+\s"
    r"|SET\s+(?:LOCAL\s+|SESSION\s+)?\w+\s*(?:=|TO\s)|COPY\s+\w+[\s(]|EXPLAIN\s+(?:ANALYZE\s+)?(?:SELECT|INSERT|UPDATE|DELETE)\s)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_PREFILTER = re.compile(
    r"select\s|insert\s|update\s|delete\s+from|where|having|merge\s|replace\s+into|truncate\s|alter\s|drop\s|grant\s|call\s|exec|with\s|raw\(|sql|query|condition|filter|clause"
)
_KEYWORD = re.compile(_LEAD + r"([A-Za-z]+)", re.DOTALL)
_HAS_STATEMENT = re.compile(r"\bselect\s.{1,200}?\sfrom\s|\bdelete\s+from\s|\bupdate\s+\w+\s+set\s", re.DOTALL)
_FETCHES = re.compile(r"\baxios\b|\bfetch\(|XMLHttpRequest|HttpClient|\brequests\.|\bhttpx\.")
_LOWER_EVIDENCE = re.compile(r"[=*(]|\bwhere\b|\bvalues\b|\bset\b")
_CONDITION = re.compile(r"^\s*(?:WHERE|AND|OR|HAVING)\s|\s(?:=|LIKE|ILIKE|IN)\s", re.IGNORECASE)
_RUNNERS = listed("query execute raw executemany executescript queryRawUnsafe $queryRawUnsafe $executeRawUnsafe unsafe text")
_QUOTED_HOLE = re.compile(r"'%?" + MARK)
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
_SPEECH = re.compile(
    r"(?:^|\.)(?:log|logger|logging|console|winston|print|warn|debug)(?:\.|$)|Error$|Exception$|(?:^|\.)(?:t|translate|describe|it)$"
)
_RAW_PART = re.compile(r"(?:\w+\.)*(?:raw|unsafe|literal)\(")
_HOLDS_RAW_PART = re.compile(r"\$\{\s*[\w.]{0,60}(?:raw|unsafe|literal)\(")
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
    return hits if source.python else hits + _raw_parts(source)


def _built_texts(source: Source) -> list[SgNode]:
    """Candidates, outermost first where one holds another."""
    if source.python:
        found = source.all("string", "concatenated_string", "binary_operator", "call")
        return [n for n in found if _is_python_candidate(n)]
    return [n for n in source.root.find_all(_SCRIPT_CANDIDATES) if _is_script_candidate(n)]


def _raw_parts(source: Source) -> list[Hit]:
    """``sql`… ORDER BY ${sql.raw(column)}` ``: what the tag would have bound is put in as it is."""
    hits = []
    for call in source.calls if _HOLDS_RAW_PART.search(source.text) else ():
        given = arguments_of(call)
        holder = call.parent()
        template = holder.parent() if holder is not None and holder.kind() == "template_substitution" else None
        tag = template.parent() if template is not None else None
        if tag is None or not given or not is_tagged_template(tag) or not _RAW_PART.fullmatch(callee_of(call) + "("):
            continue
        if not is_fixed(source, given[0]) and not is_structure(given[0]):
            hits.append(source.hit(RULE, call, _message(given[0]), Confidence.medium))
    return hits


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


_SCRIPT_CANDIDATES: Config = {
    "rule": {
        "any": [
            {"kind": "template_string", "has": {"kind": "template_substitution"}},
            {"kind": "binary_expression", "has": {"field": "operator", "regex": r"^\+$"}},
            {"kind": "call_expression", "has": {"field": "function", "regex": "(concat|format|replace|replaceAll|join)$"}},
        ]
    }
}
"""What the grammar can tell, so that not every call of a file is looked at here."""
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
    flat = "".join(p if isinstance(p, str) else MARK for p in pieces)
    statement = _is_statement(flat, node)
    if not statement and _is_url_query(source, flat):
        return None
    if not statement and not _is_fragment_use(source, node) and not _is_condition_of_statement(source, node, flat):
        return None
    if any(_SPEECH.search(callee) for callee in enclosing_calls(node)) or _is_thrown(node):
        return None
    before = ""
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            before += piece
            continue
        after = next((p for p in pieces[number + 1 :] if isinstance(p, str) and p), "")
        found = risk_at(source, piece, before, after, statement)
        if found is not None:
            return source.hit(RULE, node, _message(piece), found)
        before += MARK
    return None


def _is_url_query(source: Source, flat: str) -> bool:
    """`key=value&` without spaces and quotes: the query of a URL, not a part of a statement."""
    if "=" not in flat or re.search(r"[\s'\"]", flat):
        return False
    return "&" in flat or "?" in flat or (_FETCHES.search(source.text) is not None and not _HAS_STATEMENT.search(source.lower))


def _known(source: Source, piece: Piece) -> Piece:
    """The text of a part that is a name of one literal: the statement may begin in it."""
    text = constant_text(source, piece) if not isinstance(piece, str) else None
    return piece if text is None else text


def _message(piece: SgNode) -> str:
    shown = " ".join(piece.text().split())[:60]
    return f"`{shown}` is put into the SQL text; pass it as a bound parameter (a name or a direction: choose it from a fixed list)"


def _is_condition_of_statement(source: Source, node: SgNode, flat: str) -> bool:
    """`AND name = '…'` that is kept, appended or returned in a file with statements, whatever it is called."""
    holder = node.parent()
    if holder is not None and holder.kind() in ("arguments", "argument_list"):
        holder = holder.parent()
        if holder is None or method_of(callee_of(holder)) not in ("push", "append", "unshift", "insert"):
            return False
    elif holder is None or holder.kind() not in ("augmented_assignment_expression", "augmented_assignment", "return_statement"):
        return False
    return _CONDITION.search(flat) is not None and _QUOTED_HOLE.search(flat) is not None and _HAS_STATEMENT.search(source.lower) is not None


def _is_statement(flat: str, node: SgNode) -> bool:
    if not _STATEMENT.match(flat[:4000]):
        return False
    keyword = _KEYWORD.match(flat)
    first = keyword[1] if keyword else ""
    if first.isupper() or any(method_of(callee) in _RUNNERS for callee in enclosing_calls(node)):
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
