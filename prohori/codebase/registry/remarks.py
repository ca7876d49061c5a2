"""Comments that stand beside code: on the line of a number, above its function, in its docstring. They state no rule; they name one."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.registry.context import Tree, function_of_any

_TRAILING = re.compile(r"(?://|(?<![\w'\"])#|--|/\*)\s*(?P<said>.+?)(?:\*/)?\s*$")
_COMMENT = re.compile(r"\s*(?://|/?\*|#|\"\"\"|''')(?P<said>.*)")


def remarks(node: SgNode, tree: Tree) -> str:
    """The comment on the line and those of the function, in that order."""
    return f"{remark(node, tree)} {_of_function(node, tree)}"


def remark(node: SgNode, tree: Tree) -> str:
    row = node.range().end.line
    line = tree.lines[row] if row < len(tree.lines) else ""
    match = _TRAILING.search(line[node.range().end.column :])
    return match["said"] if match else ""


def _of_function(node: SgNode, tree: Tree) -> str:
    function = function_of_any(node)
    if function is None:
        return ""
    first = function.range().start.line
    above = []
    for line in reversed(tree.lines[max(0, first - 5) : first]):
        match = _COMMENT.match(line)
        if match is None:
            break
        above.append(match["said"])
    within = [m["said"] for line in tree.lines[first + 1 : first + 2] if (m := _COMMENT.match(line))]
    return " ".join([*reversed(above), *within])
