"""The business-rule registry of a repository: every rule its code and data state, with reach, scope, judgement and conflicts.

The JSON of a `Registry` is a contract (`docs/reference/rules.md`): `version` changes with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prohori.codebase.folders import left_out
from prohori.codebase.graph.analyser import GRAPH_GLOBS
from prohori.codebase.graph.graph import Graph, build
from prohori.codebase.registry.analyser import RULE_GLOBS, FileRules, FileRulesAnalyser, states_rules
from prohori.codebase.registry.conflicts import conflicts_of, missing_of
from prohori.codebase.registry.judged import judged
from prohori.codebase.registry.model import Coverage, Found, Registry, Scope, Unread
from prohori.codebase.registry.rules import Rule
from prohori.model import Confidence
from prohori.observe.redaction import excerpt
from prohori.rulebook.book import Rulebook, Unknown, rulebook
from prohori.rulebook.identifiers import KINDS as IDENTIFIERS
from prohori.rulebook.values import IdentifierFormat
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

MANIFESTS = (
    "**/{package.json,pyproject.toml,setup.py,requirements.txt,composer.json,pom.xml,build.gradle,build.gradle.kts}",
    "**/{*.csproj,Dockerfile,hooks.py}",
)
_LONGEST_EVIDENCE = 160  # characters


@dataclass(frozen=True, slots=True)
class Stated:
    """What files state, before it is known what of it is reached."""

    asked: tuple[str, ...]
    read: Mapping[str, FileRules]
    left_out: Mapping[str, str]
    """Folders of third-party and built code, by their place, with the reason."""

    @property
    def unread(self) -> Iterator[Unread]:
        """What was not looked into, and what analysers did not read; without the files whose analysis was cut off."""
        yield from (Unread(path=f"{spelled(folder)}/", reason=reason) for folder, reason in self.left_out.items())
        for path, file in self.read.items():
            yield from (Unread(path=spelled(path), reason=reason) for reason in file.unread)


def stated(reads: Reads, globs: tuple[str, ...] = RULE_GLOBS) -> Stated:
    """Of every file that can state a rule."""
    paths = reads.glob(*globs)
    asked = tuple(filter(states_rules, paths))
    return Stated(asked, dict(reads.analyse_all(asked, FileRulesAnalyser())), left_out(paths))


def registry(reads: Reads, given: Stated | None = None) -> Registry:
    """Asks for the import graph only where there is a rule."""
    said = given or stated(reads)
    stating = {path: file for path, file in said.read.items() if file.rules}
    graph = build(reads, reads.glob(*GRAPH_GLOBS)) if stating else Graph({})
    services = _services(reads.glob(*MANIFESTS))
    formats = _formats(reads, rulebook(reads.setting("rules"))) if stating else {}
    stated_at = [(path, one) for path, file in stating.items() for one in file.rules]
    found = tuple(_found(path, one, graph, services, formats) for path, one in stated_at)
    unsafe = [
        Unread(path=spelled(path), reason=f"line {one.line}: its pattern cannot be run safely, so it is not judged")
        for (path, one), made in zip(stated_at, found, strict=True)
        if one.pattern is not None and one.kind in formats and made.judgement is None
    ]
    return Registry(rules=found, conflicts=conflicts_of(found), missing=missing_of(found), coverage=_coverage(said, found, unsafe))


def _formats(reads: Reads, book: Rulebook) -> dict[str, IdentifierFormat]:
    """The formats in force; one that the rulebook does not know for the day is left out, and nothing is judged by it."""
    answers = {kind: reads.dated(book.on(f"identifier.{kind}")) for kind in IDENTIFIERS}
    return {kind: answer.value for kind, answer in answers.items() if not isinstance(answer, Unknown)}


def _found(path: str, one: Rule, graph: Graph, services: Mapping[str, str], formats: Mapping[str, IdentifierFormat]) -> Found:
    name = spelled(path)
    reach = graph.reach(path, line=one.line)
    return Found(
        kind=one.kind, path=name, line=one.line, end_line=max(one.line, one.end_line), value=one.value, role=one.role,
        about=one.about, reach=reach.kind.value if reach.sure or reach.kind.value != "dead" else "unsure", because=reach.because,
        scope=_scope(name, services), confidence=Confidence(one.confidence), evidence=excerpt(one.text, _LONGEST_EVIDENCE, ending="…"),
        judgement=judged(one, formats.get(one.kind)),
    )  # fmt: skip


def _services(manifests: Iterable[str]) -> dict[str, str]:
    """Folder of a service to its name."""
    folders = {spelled(path).rpartition("/")[0] for path in manifests}
    return {folder: folder.rpartition("/")[2] for folder in folders}


def _scope(path: str, services: Mapping[str, str]) -> Scope:
    folders = path.split("/")[:-1]
    for depth in range(len(folders), 0, -1):
        folder = "/".join(folders[:depth])
        if folder in services:
            return Scope(service=folder, module="/".join(folders[depth:]))
    in_workspace = len(folders) > 1 and folders[0] in ("apps", "services", "packages", "libs", "modules")
    known = 2 if in_workspace else 0 if "" in services else 1
    return Scope(service="/".join(folders[:known]), module="/".join(folders[known:]))


def _coverage(said: Stated, found: tuple[Found, ...], unsafe: list[Unread]) -> Coverage:
    cut_off = [Unread(path=spelled(path), reason="it was too much to analyse") for path in said.asked if path not in said.read]
    return Coverage(
        files=len(said.read), unread=(*cut_off, *said.unread, *unsafe), rules=dict(sorted(Counter(one.kind for one in found).items()))
    )
