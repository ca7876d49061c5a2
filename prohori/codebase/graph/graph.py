"""Whether a place in the code does anything, and how that is known.

Build a `Graph` from the facts of all files, then ask `reach` for a line or a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from prohori.codebase.graph.analyser import GraphFacts, in_graph
from prohori.codebase.graph.class_reach import ClassReach
from prohori.codebase.graph.code_reach import CodeReach
from prohori.codebase.graph.entries import entries
from prohori.codebase.graph.facts import FileFacts
from prohori.codebase.graph.frameworks import CSHARP_ENTRY
from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reach import Reach, ReachKind, perhaps, surely
from prohori.codebase.graph.sweep import Sweep
from prohori.codebase.graph.value_reach import ValueReach
from prohori.codebase.graph.ways import Ways
from prohori.codebase.languages import is_test
from prohori.snapshot.protocol import Reads

_MIGRATION = re.compile(r"(^|/)(migrations?|patches)/")


class Graph:
    """`facts`: of every file of `GRAPH_GLOBS`, by path, as `GraphFacts` gives them."""

    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self._facts = facts
        self._names = Names(facts)
        self._sweep = Sweep(self._names, entries(self._names))
        self._sweep.run()
        ways = Ways(self._names, self._sweep)
        self._code = CodeReach(facts, self._names, self._sweep, ways)
        self._classes = ClassReach(facts, self._names, self._sweep, ways, self._code)
        self._values = ValueReach(facts, self._names, self._sweep, ways, self._code)

    def reach(self, path: str, *, line: int | None = None, symbol: str | None = None) -> Reach:
        """Of the innermost symbol around a line (1-based), of a symbol by its qualified name, or of the file."""
        if is_test(path):
            return surely(ReachKind.dead, "it is a test: the running system does not load it")
        facts = self._facts.get(path)
        if facts is None or not facts.language:
            why = facts.unread if facts is not None and facts.unread else "it is not among the files that are followed"
            return perhaps(ReachKind.unsure, why)
        if facts.language in ("java", "csharp"):
            return self._marked(facts, line, symbol)
        if facts.language == "configuration":
            return self._values.of_key(path, facts, line, symbol)
        if facts.says.get("kind") == "doctype":
            return self._document(path, facts)
        if path not in self._names.first:
            return perhaps(ReachKind.unsure, f"of a file of this kind ({facts.language}) only what it names is followed")
        number = self._at(path, facts, line, symbol)
        if number is None:
            return perhaps(ReachKind.unsure, f"`{symbol}` is not found in the file")
        return self._answer(number, path, line)

    def _at(self, path: str, facts: FileFacts, line: int | None, symbol: str | None) -> int | None:
        base = self._names.first[path]
        if symbol is not None:
            named = self._names.named(path)
            found = named.get(symbol)
            return found if found is not None else next((n for full, n in named.items() if full.endswith(f".{symbol}")), None)
        if line is None:
            return base
        inside = [(s.end - s.line, -i) for i, s in enumerate(facts.symbols) if s.line <= line <= s.end]
        return base - min(inside)[1] if inside else base

    def _answer(self, number: int, path: str, line: int | None) -> Reach:
        symbol = self._names.symbols[number]
        if _MIGRATION.search(path) and (found := self._classes.of_migration(number, path)) is not None:
            return found
        if symbol.kind in ("interface", "type") or (symbol.kind in ("field", "method") and self._in_type(number)):
            return self._code.type_(number, path)
        if path not in self._sweep.loaded:
            return self._code.unloaded(number, path, symbol)
        if symbol.kind == "field":
            return self._classes.of_field(number, path, line)
        if symbol.kind in ("entry", "part"):
            return self._values.of_entry(number, path)
        if symbol.kind == "class":
            return self._classes.of_class(number, path, line)
        return self._code.plain(number, path)

    def _in_type(self, number: int) -> bool:
        owner = self._names.owner(number)
        return owner is not None and self._names.symbols[owner].kind in ("interface", "type")

    def _document(self, path: str, facts: FileFacts) -> Reach:
        if facts.says["doctype"] != "DocType":
            return perhaps(ReachKind.unsure, f"a {facts.says['doctype']} of Frappe")
        if facts.says["virtual"]:
            return surely(ReachKind.inert, f"`{facts.says['name']}` is a virtual document: it has no table")
        return surely(ReachKind.db, f"the table of the document `{facts.says['name']}`")

    def _marked(self, facts: FileFacts, line: int | None, symbol: str | None) -> Reach:
        """Java and C#: what an annotation says, and no more."""
        around = [s for s in facts.symbols[1:] if (s.name == symbol if symbol else line is not None and s.line <= line <= s.end)]
        marks = [d.name for s in around for d in s.decorators]
        if any(m in ("Column", "Entity", "Table", "Id", "Key", "JoinColumn") for m in marks):
            return perhaps(
                ReachKind.db, f"`{next(m for m in marks if m in ('Column', 'Entity', 'Table', 'Id', 'Key', 'JoinColumn'))}` marks it"
            )
        web = re.compile(
            r"(Rest)?Controller|\w+Mapping|Service|Component|Configuration|Bean|Repository|Scheduled|ApiController|Http\w+|Route"
        )
        found = next((m for m in marks if web.fullmatch(m) or m in CSHARP_ENTRY), "")
        if found:
            return perhaps(ReachKind.wired, f"`{found}` marks it; whether it is registered is not followed in this language")
        return perhaps(ReachKind.unsure, "calls are not followed in this language")


def build(reads: Reads, paths: Iterable[str]) -> Graph:
    """The graph of the files at these paths (`reads.glob(*GRAPH_GLOBS)`); vendored and built files are left out."""
    chosen = [path for path in paths if in_graph(path)]
    facts = {path: FileFacts(unread="it was too much to analyse") for path in chosen}
    return Graph(facts | dict(reads.analyse_all(chosen, GraphFacts())))
