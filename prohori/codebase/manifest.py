"""The manifest of a module: entries gathered file by file, checked against the files, and written out.

Nothing is shown that was not found again at its place: path, line, and the name on that line.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from prohori.codebase.languages import language_of
from prohori.codebase.manifest_entry import SECTIONS, Entry
from prohori.codebase.manifest_python import python_entries
from prohori.codebase.manifest_script import script_entries
from prohori.codebase.manifest_text import dependency_entries, text_entries
from prohori.codebase.readable import readable
from prohori.codebase.review import syntax_trouble
from prohori.codebase.review_source import Source
from prohori.model import Fact, Skipped
from prohori.observe.redaction import mask
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

LIMIT = 150  # entries shown in one section
_MODULES_SHOWN = 40


class FileFacts(Fact):
    entries: tuple[Entry, ...] = ()
    unread: str = ""


class FileCataloguer:
    """Pure function of path and bytes: what one file contributes."""

    name = "manifest"

    def run(self, path: str, content: bytes) -> FileFacts:
        path = spelled(path)
        text, why = readable(content)
        if text is None:
            return FileFacts(unread=why)
        if language_of(path) is None:
            return FileFacts(entries=tuple(dependency_entries(path, text)))
        source = Source(path, text)
        try:
            found = [*(python_entries(source) if source.python else script_entries(source)), *text_entries(source)]
            return FileFacts(entries=tuple(_masked(found)), unread=syntax_trouble(source))
        except RecursionError:
            return FileFacts(unread="nested too deeply to be analysed")

    def dump(self, result: FileFacts) -> bytes:
        return result.model_dump_json().encode()

    def load(self, stored: bytes) -> FileFacts:
        return FileFacts.model_validate_json(stored)


def _masked(entries: Iterable[Entry]) -> Iterable[Entry]:
    return (e.model_copy(update={"detail": mask(e.detail), "name": mask(e.name)}) for e in entries)


@dataclass(frozen=True)
class Manifest:
    module: str
    files: int
    totals: dict[str, int]
    """Section to how many entries there are, shown or not."""
    shown: dict[str, tuple[Entry, ...]]
    modules: tuple[tuple[str, int], ...]
    refused: tuple[Skipped, ...]
    """Entries that were not found again at their place, and are not shown."""

    @property
    def references(self) -> int:
        return self.verified + len(self.refused)

    @property
    def verified(self) -> int:
        return sum(map(len, self.shown.values()))


def compose(reads: Reads, module: str, files: Sequence[str], entries: Sequence[Entry], limit: int = LIMIT) -> Manifest:
    """Chooses at most `limit` entries a section, in turn from every module, and verifies each against its file."""
    by_section: dict[str, list[Entry]] = {section: [] for section in SECTIONS}
    for found in sorted(set(entries), key=lambda e: (e.path, e.line, e.name, e.detail)):
        by_section[found.section].append(found)
    lines = _Lines(reads, files)
    shown, refused = {}, []
    for section, found_in_section in by_section.items():
        chosen = _spread(found_in_section, limit)
        troubles = {e: t for e in chosen if (t := lines.trouble_with(e))}
        shown[section] = tuple(e for e in chosen if e not in troubles)
        refused += [Skipped(subject=f"{e.path}:{e.line} {e.name}", reason=why) for e, why in troubles.items()]
    counted = Counter(folders_of(path) for path in files)
    modules = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    totals = {section: len(found) for section, found in by_section.items()}
    return Manifest(module, len(files), totals, shown, modules, tuple(refused))


def folders_of(path: str) -> str:
    """The first two folders of a path."""
    return "/".join(path.split("/")[:-1][:2]) or "."


def _spread(entries: Sequence[Entry], limit: int) -> tuple[Entry, ...]:
    if len(entries) <= limit:
        return tuple(entries)
    by_module: dict[str, list[Entry]] = defaultdict(list)
    for found in entries:
        by_module[folders_of(found.path)].append(found)
    in_turn = [e for row in zip_longest(*by_module.values()) for e in row if e is not None][:limit]
    return tuple(sorted(in_turn, key=lambda e: (e.path, e.line, e.name, e.detail)))


class _Lines:
    """The lines of the snapshot's files, read again for the check and kept while it lasts."""

    def __init__(self, reads: Reads, files: Iterable[str]) -> None:
        self._reads = reads
        self._real = {spelled(path): path for path in files}
        self._kept: dict[str, list[str] | None] = {}

    def of(self, path: str) -> list[str] | None:
        if path not in self._kept:
            try:
                text, _ = readable(self._reads.content(self._real[path]))
            except (FileNotFoundError, KeyError):
                text = None
            self._kept[path] = text.split("\n") if text is not None else None
        return self._kept[path]

    def trouble_with(self, entry: Entry) -> str:
        """Why a reference does not hold, or an empty string."""
        lines = self.of(entry.path)
        if lines is None:
            return "the file is not in the snapshot"
        if not 1 <= entry.line <= len(lines):
            return f"the file has {len(lines)} lines"
        return "" if entry.anchor in lines[entry.line - 1] else f"line {entry.line} does not contain `{entry.anchor}`"


def as_markdown(manifest: Manifest) -> str:
    where = f"`{manifest.module}`" if manifest.module else "the whole repository"
    parts = [
        f"# Manifest of {where}",
        "",
        f"Files: {manifest.files}. References: {manifest.references}, verified: {manifest.verified}.",
        "",
    ]
    parts += ["## Modules", "", "| module | files |", "|---|---|"]
    parts += [f"| {name} | {count} |" for name, count in manifest.modules[:_MODULES_SHOWN]]
    if len(manifest.modules) > _MODULES_SHOWN:
        parts.append(f"\nand {len(manifest.modules) - _MODULES_SHOWN} more")
    for section, title in SECTIONS.items():
        parts += ["", f"## {title} ({manifest.totals[section]})", ""]
        parts += [_row(e) for e in manifest.shown[section]] or ["none found"]
        more = manifest.totals[section] - len(manifest.shown[section])
        if manifest.shown[section] and more > 0:
            parts.append(f"\nand {more} more")
    return "\n".join(parts) + "\n"


def _row(e: Entry) -> str:
    detail = f": {e.detail}" if e.detail and e.detail != e.name else ""
    return f"- **{_plain(e.name)}** `{e.path}:{e.line}`{_plain(detail)}"


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*") if text else ""


def as_json(manifest: Manifest) -> str:
    return json.dumps(
        {
            "module": manifest.module,
            "files": manifest.files,
            "references": manifest.references,
            "verified": manifest.verified,
            "modules": dict(manifest.modules),
            "sections": {
                section: {
                    "total": manifest.totals[section],
                    "entries": [{"name": e.name, "detail": e.detail, "path": e.path, "line": e.line} for e in manifest.shown[section]],
                }
                for section in SECTIONS
            },
        },
        indent=1, ensure_ascii=False,
    ) + "\n"  # fmt: skip
