"""What a TypeScript or JavaScript file imports: by statements, by `require`, and at run time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.graph.facts import Import
from prohori.codebase.graph.sketch import Sketch

NAME = r"[A-Za-z_$#][\w$]*+"
_CALLED = re.compile(r"\b(import|require|require\.resolve)\s*\(\s*$")


def imported(node: SgNode) -> list[Import]:
    """What an import statement imports: values and types apart."""
    source = node.field("source")
    required = next((c for c in node.children() if c.kind() == "import_require_clause"), None)
    if required is not None:
        source = required.field("source") or next((c for c in required.children() if c.kind() == "string"), None)
    if source is None:
        return []
    only_types = any(c.kind() == "type" for c in node.children())
    values: list[tuple[str, str]] = []
    types: list[tuple[str, str]] = []
    for clause in [*(c for c in node.children() if c.kind() == "import_clause"), *([required] if required is not None else [])]:
        for part in clause.children():
            if part.kind() == "identifier":
                values.append(("*" if required is not None else "default", part.text()))
            elif part.kind() == "namespace_import":
                values.append(("*", part.text().split()[-1]))
            elif part.kind() == "named_imports":
                for one in part.children():
                    if one.kind() == "import_specifier":
                        words = one.text().split()
                        chosen = types if words[0] == "type" and len(words) in (2, 4) else values
                        chosen.append((words[1] if chosen is types else words[0], words[-1]))
    target, line = unquoted(source), node.range().start.line + 1
    if only_types:
        return [Import(target, "type", tuple(values + types), 0, line)]
    found = []
    if values or not types:
        found.append(Import(target, "value", tuple(values), 0, line))
    if types:
        found.append(Import(target, "type", tuple(types), 0, line))
    return found


def required(node: SgNode, name: SgNode, value: SgNode) -> Import | None:
    """`const { a } = require('./b')`."""
    match = re.match(r"require\(\s*['\"]([^'\"]+)['\"]\s*\)(?:\.([A-Za-z_$][\w$]*))?\s*$", value.text()[:300])
    if match is None:
        return None
    if name.kind() == "identifier":
        names = [(match[2] or "*", name.text())]
    else:
        pairs = [w.split(":") for w in re.sub(r"[{}\s]", "", name.text()).split(",") if w]
        names = [(p[0], p[-1]) for p in pairs]
    return Import(match[1], "value", tuple(names), 0, node.range().start.line + 1)


def dynamic_imports(sketch: Sketch, bare: str) -> Iterator[Import]:
    """`import('…')` and `require('…')` anywhere; belongs to the piece it is in."""
    if "import(" not in sketch.text and "require" not in sketch.text and "import (" not in sketch.text:
        return
    for at, text in sketch.strings:
        before = bare[max(0, at - 40) : at - 1]
        if (match := _CALLED.search(before)) is not None:
            how = "dynamic" if match[1] == "import" else "value"
            names = _taken(sketch.text, at + len(text), at)
            yield Import(text, how, names, sketch.piece_at(at), sketch.text.count("\n", 0, at) + 1)


def _taken(whole: str, end: int, at: int) -> tuple[tuple[str, str], ...]:
    """What is taken from a dynamic import: `const { A } = await import('./a')`, `.then((m) => m.A)`."""
    after = whole[end : end + 160]
    if match := re.match(r"['\"`]\s*\)\s*\.then\(\s*(?:async\s*)?\(?\s*(?:\{\s*([\w$,\s]+)\}|([\w$]+))\s*\)?\s*=>\s*([\w$.]*)", after):
        if match[1]:
            return tuple((w, w) for w in re.findall(NAME, match[1]))
        return ((match[3].removeprefix(f"{match[2]}.").split(".")[0], ""),) if match[3].startswith(f"{match[2]}.") else (("*", ""),)
    before = whole[max(0, at - 200) : at]
    if re.search(r"\(\s*(?:await\s+)?(?:import|require)\s*\(\s*['\"`]$", before) and (
        match := re.match(r"['\"`]\s*\)\s*\)\s*\.(?!then|catch)([\w$]+)", after)
    ):
        return ((match[1], ""),)
    if match := re.match(r"['\"`]\s*\)\s*\.(?!then|catch)([\w$]+)", after):
        return ((match[1], ""),)
    if match := re.search(r"(?:const|let|var)\s+(?:\{([^{}]*)\}|([\w$]+))\s*=\s*(?:await\s+)?(?:import|require)\s*\(\s*['\"`]$", before):
        if match[1] is not None:
            pairs = [re.sub(r"\s", "", w).split(":") for w in match[1].split(",") if w.strip()]
            return tuple((p[0], p[-1]) for p in pairs)
        return (("*", match[2]),)
    return (("*", ""),)


def unquoted(node: SgNode) -> str:
    return node.text()[1:-1]
