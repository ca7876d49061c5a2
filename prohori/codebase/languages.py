"""Which language a file is in, and whether it is code, a test, or something generated."""

from __future__ import annotations

import re
import threading

from ast_grep_py import SgNode, SgRoot

from prohori.codebase.folders import not_ours

LANGUAGES = {
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "tsx",
    ".py": "python",
}  # fmt: skip
CODE_GLOBS = tuple(f"**/*{suffix}" for suffix in LANGUAGES)

_TEST = re.compile(
    r"(^|/)(tests?|__tests__|__mocks__|spec|specs|e2e|[\w.-]+-e2e|cypress|fixtures|testing|conftest\.py)(/|$)"
    r"|(^|/)test_[^/]*\.py$|_test\.py$|\.(spec|test|e2e-spec|stories|cy|mock|fixture)\.[mc]?[jt]sx?$",
    re.IGNORECASE,
)
_PACKAGES = re.compile(r"((?:^|/)src/main/(?:java|kotlin|groovy|scala|resources)/)(?:[^/]+/)+")
"""Maven's convention: below it are the product's packages, and one of them may be called `test`."""
_GENERATED = re.compile(r"\.(min|generated|bundle)\.[mc]?[jt]sx?$|\.d\.[mc]?ts$|_pb2\.py$")


def language_of(path: str) -> str | None:
    """`typescript`, `tsx`, `javascript`, `python`, or None for what is not read as code."""
    dot = path.rfind(".")
    return LANGUAGES.get(path[dot:].lower()) if dot >= 0 else None


def is_test(path: str) -> bool:
    """Tests, mocks, fixtures and stories: what they contain is an example, not a rule of the system."""
    return _TEST.search(without_packages(path)) is not None


def without_packages(path: str) -> str:
    """The path without the packages that Maven's `src/main` holds: what they are called says nothing of the file."""
    return _PACKAGES.sub(r"\1", path)


def is_product_code(path: str) -> bool:
    """Code that a person wrote for the running system: not tests, not generated, not vendored."""
    if language_of(path) is None or is_test(path) or _GENERATED.search(path):
        return False
    return not_ours(path) is None


def parse(text: str, language: str) -> SgNode:
    """The root node of the syntax tree. Never raises on bad syntax: the tree then holds `ERROR` nodes.

    The last tree is kept: analysers are asked about a file one after the other.
    """
    known: tuple[str, str, SgNode] | None = getattr(_last, "tree", None)
    if known is None or known[0] != text or known[1] != language:
        known = _last.tree = (text, language, SgRoot(text, language).root())
    return known[2]


_last = threading.local()
"""A tree belongs to the thread that made it."""
