"""What the lists stand for with which frameworks are told what there is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from prohori.codebase.graph.names import Module, Names

_DEEPEST = 6


class Expansion:
    def __init__(self, names: Names) -> None:
        self._names = names
        self.excluded: set[int] = set()
        """Classes that are filtered out of the list they stand in."""
        self._expanding: set[int] = set()

    def classes(self, number: int, path: str, refs: Iterable[str], depth: int = 0) -> list[tuple[int, bool]]:
        """The classes that references stand for, through constants, spreads and functions, without those that are filtered out.
        True for one that is certain."""
        refs = list(refs)
        dropped = (
            {cls for ref in refs if ref[0] == "-" for cls, _ in self.classes(number, path, [ref[1:]], depth + 1)}
            if any(r[0] == "-" for r in refs)
            else set()
        )
        self.excluded |= dropped
        found: dict[int, bool] = {}
        for ref in refs:
            certain = ref[0] != "?"
            plain = ref.lstrip("?")
            if not plain or plain[0] in "-'.":
                continue
            head, *rest = plain.split(".")
            meaning = self._names.meaning(path, head) if head not in ("this", "self") else None
            if isinstance(meaning, Module) and rest:
                meaning = self._names.exported(meaning.path, rest[0])
            if isinstance(meaning, Module) and meaning.path in self._names.first:
                for child in self._names.children[self._names.first[meaning.path]]:
                    if self._names.symbols[child].kind == "class":
                        found.setdefault(child, certain)
                continue
            if not isinstance(meaning, int):
                continue
            symbol = self._names.symbols[meaning]
            if symbol.kind == "class":
                found[meaning] = found.get(meaning, False) or certain
            elif symbol.kind in ("constant", "function", "entry") and depth < _DEEPEST and meaning not in self._expanding:
                self._expanding.add(meaning)
                there = self._names.path_of(meaning)
                inner = [r for at in (meaning, *self._names.children[meaning]) for r in self._handed_on(at)]
                for cls, sure in self.classes(meaning, there, inner, depth + 1):
                    found[cls] = found.get(cls, False) or (sure and certain)
                self._expanding.discard(meaning)
        return [(cls, sure) for cls, sure in found.items() if cls not in dropped]

    def _handed_on(self, number: int) -> list[str]:
        symbol = self._names.symbols[number]
        excluding = dict(symbol.lists).get("excluding", ())
        return [r for r in symbol.uses if r[0] != "'" and not r.startswith(excluding)] + [f"-{name}" for name in excluding]


def glob_patterns(folder: str, glob: str) -> Iterator[str]:
    """What a glob written in a file of this folder can mean: from there, or from the root, of sources instead of what is built."""
    text = re.sub(r"\{\.ts,\s*\.js\}|\{\.js,\s*\.ts\}", ".ts", glob).replace("{ts,js}", "ts").replace("{js,ts}", "ts")
    text = re.sub(r"\.js$", ".ts", text)
    text = re.sub(r"^(\./|/)+", "", text)
    if "/" not in text:
        text = f"**/{text}"
    yield posixpath.normpath(posixpath.join(folder, text)).lstrip("./")
    root = folder.partition("/src")[0] if "/src" in folder else ("" if folder.startswith("src") else folder)
    plain = re.sub(r"^(\.\./)+", "", text)
    for place in dict.fromkeys((plain, re.sub(r"^(dist|build|out)/", "src/", plain), re.sub(r"^(dist|build|out)/", "", plain))):
        yield posixpath.join(root, place)
        yield place
