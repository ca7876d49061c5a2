"""The per-file half of the graph: a pure analyser, kept by the memo."""

from __future__ import annotations

import re

from prohori.codebase.graph.facts import FileFacts, dumped, loaded
from prohori.codebase.graph.manifests import manifest_facts, markup_words
from prohori.codebase.graph.marked import marked_facts
from prohori.codebase.graph.php_code import PhpReader
from prohori.codebase.graph.python_code import PythonReader
from prohori.codebase.graph.script import ScriptReader
from prohori.codebase.languages import language_of
from prohori.codebase.readable import readable
from prohori.snapshot.names import spelled

GRAPH_GLOBS = (
    "**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,vue,py,php,java,cs,html,htm,twig,jinja,j2,ejs,hbs}",
    "**/{package,composer,project,angular,workspace,nest-cli,serverless}.json",
    "**/{tsconfig,jsconfig}*.json",
    "**/doctype/*/*.json",
    "**/{report,page,web_form,notification,print_format}/*/*.json",
    "**/{pyproject.toml,patches.txt,Procfile,Dockerfile*,*.Dockerfile,*.sh,.env*,*.properties}",
    "**/*{config,settings,application,rules,rates,tax,params,compose,serverless}*.{json,yml,yaml}",
    "**/{config,settings}/**/*.{json,yml,yaml}",
)
"""The files that the graph is made of: everything that can load, register or read something."""

_VUE_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SKIPPED = frozenset({"node_modules", ".git", "dist", ".next", ".nuxt", "third_party", "bower_components"})
_VENDORED = re.compile(r"^vendor/|^(?!apps/|packages/|services/|libs/|modules/|.*/?src/|.*/?app/).*/vendor/")


def in_graph(path: str) -> bool:
    """Not vendored and not built: such files are not looked into, and nothing is said about what they do."""
    *folders, name = path.split("/")
    if any(f.startswith(".") for f in folders) and not name.endswith((".js", ".ts", ".py")) and "Dockerfile" not in name:
        return False
    if _VENDORED.search(path):  # a service may be called `vendor`
        return False
    return _SKIPPED.isdisjoint(folders) and not path.endswith((".d.ts", ".d.mts", ".min.js")) and not name.startswith("_ide_helper")


class GraphFacts:
    """Pure function of path and bytes."""

    name = "graph"

    def run(self, path: str, content: bytes) -> FileFacts:
        path = spelled(path)
        text, why = readable(content)
        if text is None:
            return FileFacts(unread=why)
        try:
            return _facts(path, text)
        except RecursionError:
            return FileFacts(unread="nested too deeply to be analysed")

    def dump(self, result: FileFacts) -> bytes:
        return dumped(result)

    def load(self, stored: bytes) -> FileFacts:
        return loaded(stored)


def _facts(path: str, text: str) -> FileFacts:
    language = language_of(path)
    if language == "python":
        return PythonReader(path, text).facts()
    if language is not None:
        return ScriptReader(path, text, language).facts()
    if path.endswith(".blade.php"):
        return manifest_facts("blade.html", text) or FileFacts()
    if path.endswith(".php"):
        return PhpReader(path, text).facts()
    if path.endswith(".vue"):
        return _vue(path, text)
    if path.endswith((".java", ".cs")):
        return marked_facts(text, "java" if path.endswith(".java") else "csharp")
    return manifest_facts(path, text) or FileFacts()


def _vue(path: str, text: str) -> FileFacts:
    """The scripts of a component, each line in its place; the template's words count as used by it."""
    script, at, language = [], 0, "typescript"
    for match in _VUE_SCRIPT.finditer(text):
        script.append(_lines_only(text[at : match.start(2)]) + match[2])
        at = match.end(2)
        language = "tsx" if "tsx" in match[1] or "jsx" in match[1] else language
    script.append(_lines_only(text[at:]))
    rest = _VUE_SCRIPT.sub(" ", text)
    facts = ScriptReader(path, "".join(script), language).facts()
    whole = facts.symbols[0]
    words = (*whole.uses, *(w for w in markup_words(rest) if w not in whole.uses), *(w[1:] for w in markup_words(rest)))
    first = whole._replace(uses=tuple(dict.fromkeys(words)))
    return FileFacts(facts.language, "", facts.imports, (first, *facts.symbols[1:]), {"component": True}, facts.unread)


def _lines_only(text: str) -> str:
    return "\n" * text.count("\n")
