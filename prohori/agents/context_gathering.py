"""Writes the manifest of a module (or of the whole repository), whose every reference was found again in the files.

It lists what stands in the code; it does not judge it and does not follow calls across files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from prohori.agents.module_scope import code_files
from prohori.agents.scope import Scope, scope_of
from prohori.codebase.folders import not_ours
from prohori.codebase.languages import is_test
from prohori.codebase.manifest import LIMIT, FileCataloguer, Manifest, as_json, as_markdown, compose, folders_of
from prohori.codebase.manifest_entry import SECTIONS, Entry, entry
from prohori.errors import UsageError
from prohori.model import Coverage, Job, Metric, Report, Skipped, count, report
from prohori.snapshot.names import spelled
from prohori.snapshot.protocol import Reads

AGENT = "context-gathering"
DEPENDENCY_GLOBS = ("**/package.json", "**/pyproject.toml", "**/requirements*.txt")
TEST_GLOBS = ("**/*.{spec,test,e2e-spec}.{ts,tsx,js,jsx,mjs}", "**/test_*.py", "**/*_test.py")
COMMON_TEST_FOLDERS = ("test", "tests", "e2e")
_MOST = 2000


def run(job: Job, reads: Reads) -> Report:
    """Parameters: `module` and `without`, folders or files (default: everything); `limit`, entries shown a section (default 150)."""
    scope, limit = scope_of(job.parameters, AGENT), _limit(job)
    files = code_files(reads, scope)
    declared = _dependency_files(reads, scope)
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    cataloguer = FileCataloguer()
    read = 0
    for path, facts in reads.analyse_all((*files, *declared), cataloguer):
        entries += facts.entries
        if facts.unread:
            skipped.append(Skipped(subject=spelled(path), reason=facts.unread))
        read += not facts.unread or facts.unread.startswith("read in part")
    entries += _untested(entries, _tested_stems(reads, scope))
    manifest = compose(reads, scope.shown, (*files, *declared), entries, limit)
    found = manifest.verified > 0
    coverage = Coverage(files=read if found else 0, not_evaluated=(*skipped, *manifest.refused))
    artifacts = {"manifest.md": as_markdown(manifest), "manifest.json": as_json(manifest)} if found else {}
    return report(AGENT, _summary(manifest), metrics=_metrics(manifest), artifacts=artifacts, coverage=coverage)


def _limit(job: Job) -> int:
    limit = job.parameters.get("limit", LIMIT)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= _MOST:
        raise UsageError(
            f"`limit` is not a number from 1 to {_MOST}: `{limit}`", where=f"parameters of `{AGENT}`",
            why="it is how many entries each section of the manifest shows", next="leave it out, or give a whole number",
        )  # fmt: skip
    return limit


def _dependency_files(reads: Reads, scope: Scope) -> tuple[str, ...]:
    found = reads.glob(*scope.globs(DEPENDENCY_GLOBS))
    return tuple(p for p in found if not_ours(p) is None and not is_test(p))


def _tested_stems(reads: Reads, scope: Scope) -> frozenset[str]:
    """`invoice.service` of `invoice.service.spec.ts`, `tax` of `test_tax.py`: what the tests in scope, and those in the folders
    for tests that belong to no module, are named after. A test of another module says nothing about this one."""
    common = tuple(f"{folder}/{glob}" for folder in COMMON_TEST_FOLDERS for glob in TEST_GLOBS if scope.modules)
    return frozenset(_stem(path) for globs in (scope.globs(TEST_GLOBS), common) for path in reads.glob(*globs))


def _stem(path: str) -> str:
    name = path.rpartition("/")[2].rpartition(".")[0]
    return re.sub(r"^test_|_test$|\.(?:e2e-)?(?:spec|test)$", "", name).lower()


def _untested(entries: Sequence[Entry], tested: frozenset[str]) -> list[Entry]:
    """For each module, how many files that export something have no test file of their name; the place is the first."""
    offering: dict[str, set[str]] = defaultdict(set)
    for found in entries:
        if found.section == "signatures":
            offering[folders_of(found.path)].add(found.path)
    risks = []
    for _, paths in sorted(offering.items()):
        bare = sorted(p for p in paths if not {_stem(p), _stem(p).split(".")[0]} & tested)
        if bare:
            names = ", ".join(p.rpartition("/")[2] for p in bare[:5]) + (f" and {len(bare) - 5} more" if len(bare) > 5 else "")
            risks.append(
                entry("risks", f"{len(bare)} of {len(paths)} files without a test of their name", bare[0], 1, detail=names, anchor="")
            )
    return risks


def _summary(manifest: Manifest) -> str:
    where = f"`{manifest.module}`" if manifest.module else "the repository"
    if not manifest.verified:
        return f"Nothing was found in {where} that a manifest could list."
    counts = ", ".join(f"{title.lower()} {manifest.totals[s]}" for s, title in SECTIONS.items() if manifest.totals[s])
    return f"Manifest of {where}: {manifest.files} files; {counts}. references: {manifest.references}, verified: {manifest.verified}."


def _metrics(manifest: Manifest) -> dict[str, Metric]:
    numbers = {"files": manifest.files, "references": manifest.references, "verified": manifest.verified}
    return {
        **{name: count(value, "files" if name == "files" else "references") for name, value in numbers.items()},
        **{section: count(total, "entries") for section, total in manifest.totals.items()},
    }
