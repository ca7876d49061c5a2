"""An expression at its place in a statement: how sure it is that a caller can change the statement with it."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.review_names import name_of, words
from prohori.codebase.review_pieces import pieces_of
from prohori.codebase.review_source import FUNCTIONS, Source, arguments_of, callee_of, enclosing, listed, method_of, operator_of, unwrap
from prohori.codebase.review_values import branches_of, is_fixed, resolve
from prohori.model import Confidence

MARK = "\ue000"
_VALUE_PLACE = re.compile(
    r"(?:[^=<>!]=|<|>|<>|!=|\bLIKE|\bILIKE|\bBETWEEN|\bLIMIT|\bOFFSET|\bIN\s*\(|\bANY\s*\(|\bVALUES\s*\((?:[^()]|\([^()]*\))*[,(]|\bVALUES\s*\(?|\bSET\s+(?:LOCAL\s+|SESSION\s+)?\w+\s+TO|\bTHEN|\bELSE|\bRETURN"
    r"|\bIN\s*\((?:[^()]|\([^()]*\))*,|\bINTERVAL|\bCALL\s+\w+\s*\([^)]*|\bEXEC(?:UTE)?\s+\w+\s+)\s*['\"%(]*\s*$",
    re.IGNORECASE,
)  # fmt: skip
_BETWEEN_AND = re.compile(r"\bBETWEEN\b[^()]{0,80}\bAND\s*$", re.IGNORECASE)
_ORDER_PLACE = re.compile(r"\b(?:ORDER|GROUP)\s+BY\b[^()'=]*$", re.IGNORECASE)
_WHERE_PLACE = re.compile(r"\b(?:WHERE|HAVING)\s*\(?\s*$", re.IGNORECASE)
_OPEN_PLACE = re.compile(r"\b(?:FROM|INTO|UPDATE|JOIN|TABLE|WHERE|HAVING|AND|SELECT|SET|BY)\s+[\"`\[]?$", re.IGNORECASE)
_PARAMETER = re.compile(r"[$:@]\w*$")
_COMPARED = r"\s*(?:=|<>|!=|>=?|<=?|LIKE|ILIKE|NOT\s+IN\s*\(|IN\s*\()\s*['%]*$"
_FRAGMENT = re.compile(
    r"(?:^|[\s(,])(?:WHERE|AND|OR|SET|HAVING|ON)\s[^']*?(?:[^=<>!]=|<|>|\bLIKE|\bILIKE|\bIN\s*\()\s*['\"%(]*$"
    r"|^\s*(?:[\"`]?[\w\ue000]+[\"`]?(?:\.[\"`]?[\w\ue000]+[\"`]?)?|\w+\([\w.\ue000\"` ,]*\))" + _COMPARED,
    re.IGNORECASE,
)
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


def risk_at(source: Source, piece: SgNode, before: str, after: str, statement: bool) -> Confidence | None:
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
    if statement and _holds_quoted_value(source, piece):
        return Confidence.high
    if not statement:
        quoted = tail.count("'") % 2 == 1
        return Confidence.medium if _FRAGMENT.search(tail) and (quoted or not is_structure(piece)) else None
    if _is_value_place(tail):
        return Confidence.high if not is_structure(piece) else _caller_risk(piece)
    if _from_caller(source, piece):
        return Confidence.high
    if re.match(r"[\"`\]]?\s*\.", after):
        return None
    if _ORDER_PLACE.search(tail) and _is_sort_of_a_caller(source, piece):
        return Confidence.medium
    if _OPEN_PLACE.search(tail) and _is_public_parameter(source, piece):
        return Confidence.medium
    if is_structure(piece):
        return None
    return Confidence.medium if _WHERE_PLACE.search(tail) and _is_parameter(source, piece) else None


def _holds_quoted_value(source: Source, piece: SgNode) -> bool:
    """``rows.map((r) => `('${r.name}')`).join(',')``: the value is put between quotes on the way."""
    if piece.kind() not in ("call_expression", "call"):
        return False
    kinds = ("string", "binary_operator") if source.python else ("template_string", "binary_expression")
    texts = piece.find_all(any=[{"kind": kind} for kind in kinds])
    for text in texts[:20]:
        before = ""
        for part in pieces_of(source, text) or []:
            if isinstance(part, str):
                before += part
            elif before.count("'") % 2 == 1 and not is_fixed(source, part) and len(before) < 200:
                return True
            else:
                before += MARK
    return False


def _branch_risk(source: Source, branch: SgNode, before: str, after: str, statement: bool) -> Confidence | None:
    inner = pieces_of(source, branch)
    if inner is None:
        return risk_at(source, branch, before, after, statement)
    text = before
    for part in inner:
        if isinstance(part, str):
            text += part
        elif (risk := risk_at(source, part, text, after, statement)) is not None:
            return risk
        else:
            text += MARK
    return None


def _caller_risk(piece: SgNode) -> Confidence | None:
    return Confidence.medium if _CALLER.match(piece.text()) else None


def _is_value_place(tail: str) -> bool:
    if tail.count("'") % 2 == 1:
        return True
    return _VALUE_PLACE.search(tail) is not None or _BETWEEN_AND.search(tail) is not None


def is_structure(piece: SgNode) -> bool:
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
    if is_structure(piece):
        return bool(_SORTED_BY & set(words(name_of(piece)))) and _is_parameter(source, piece)
    if piece.kind() in ("member_expression", "attribute", "subscript_expression", "subscript"):
        return True
    return piece.kind() == "identifier" and any(b.parameter or b.value is None for b in resolve(source, piece))


def _is_parameter(source: Source, piece: SgNode) -> bool:
    return piece.kind() == "identifier" and any(b.parameter for b in resolve(source, piece))


def _is_public_parameter(source: Source, piece: SgNode) -> bool:
    """A parameter of a function that other files can call: neither `private` nor called `_so`."""
    if not _is_parameter(source, piece):
        return False
    function = enclosing(piece, FUNCTIONS)
    if function is None or function.kind() in ("arrow_function", "function_expression", "lambda"):
        return False
    name = function.field("name")
    return name is not None and not name.text().startswith(("_", "#")) and not re.match(r"private|protected", function.text())


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
