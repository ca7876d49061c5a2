"""What files that are no code say about the graph: packages, compilers, builds, configuration, templates."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from prohori.codebase.graph.facts import FileFacts, Symbol

_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')
_CODE_PATH = re.compile(r"[\w@./{}$-]*[\w-]\.[mc]?(?:js|ts|tsx|jsx|py|php)\b")
_OBJECT = re.compile(r"(?<![\w/.-])([A-Za-z_][\w.]*):([A-Za-z_]\w*)(?:\(\))?(?=$|[\s\"'])")
_WORD = re.compile(r"[A-Za-z_$][\w$]{2,}")
_SCRIPT_TAG = re.compile(r"<script\b[^>]*\bsrc\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_ENTRY_KEYS = frozenset(
    {"main", "browser", "server", "entryFile", "index", "browserEntry", "serverEntry", "entry", "tsEntry", "handler", "ssr"}
)
_YAML_KEY = re.compile(r"^( *)(?:- )?[\"']?([A-Za-z_][\w.-]*)[\"']?\s*:(?:\s|$)", re.MULTILINE)
_JSON_KEY = re.compile(r"^([ \t]*)\"([A-Za-z_][\w.-]*)\"\s*:", re.MULTILINE)
_ENV_KEY = re.compile(r"^(?:export\s+)?()([A-Za-z_]\w*)\s*=", re.MULTILINE)
_PROPERTY = re.compile(r"^()([A-Za-z_][\w.-]*)\s*[=:]", re.MULTILINE)
_BUILD = re.compile(
    r"(^|/)(project|angular|workspace|nest-cli|\.angular-cli|serverless|now|vercel|ecosystem\.config|electron-builder)\.json$"
)
_COMMANDS = re.compile(
    r"(^|/)(Dockerfile[\w.-]*|[\w.-]*\.Dockerfile|Procfile|[\w.-]+\.sh|(?:docker-)?compose[\w.-]*\.ya?ml|serverless\.ya?ml|app\.ya?ml|supervisord?\.conf)$"
)
_MOST_KEYS = 400


def manifest_facts(path: str, text: str) -> FileFacts | None:
    """None for a file of no interest to the graph."""
    name = path.rpartition("/")[2]
    if name == "package.json":
        return _manifest("package", _package(_json(text)))
    if re.fullmatch(r"[tj]sconfig[\w.-]*\.json", name):
        return _manifest("tsconfig", _tsconfig(_json(text)))
    if name == "composer.json":
        return _manifest("composer", _composer(_json(text)))
    if name == "pyproject.toml":
        return _manifest("python", {"entries": _pyproject(text)})
    if _BUILD.search(path):
        return _manifest("build", {"entries": sorted(set(_build_entries(_json(text))))})
    if name == "patches.txt":
        found = [m[1] for m in re.finditer(r"^\s*(?:execute:.*?)?([a-z_]\w*(?:\.\w+)+)", text, re.MULTILINE)]
        return _manifest("patches", {"objects": found})
    if _COMMANDS.search(path):
        return _manifest("commands", {"entries": sorted(set(_CODE_PATH.findall(text))), "objects": _objects(text)})
    if (suffix := name[name.rfind(".") :].lower()) in (".html", ".htm", ".twig", ".jinja", ".j2", ".ejs", ".hbs", ".mjml"):
        return _markup(text)
    if name.startswith(".env"):
        return _keys(text, _ENV_KEY)
    if suffix == ".json":
        raw = _json(text) if '"doctype"' in text else None
        if isinstance(raw, dict) and raw.get("doctype") in ("DocType", "Report", "Page", "Web Form", "Notification", "Print Format"):
            return _doctype(raw, text)
        return _keys(text, _JSON_KEY) if _is_configuration(path) else None
    if suffix in (".yml", ".yaml"):
        return _keys(text, _YAML_KEY) if _is_configuration(path) else None
    if suffix == ".properties":
        return _keys(text, _PROPERTY)
    return None


def _is_configuration(path: str) -> bool:
    folders, _, name = path.rpartition("/")
    return (
        re.search(r"config|settings|application|rules|rates|tax|params", name, re.IGNORECASE) is not None
        or re.search(r"(^|/)(config|settings)(/|$)", folders) is not None
    )


def _manifest(kind: str, says: dict[str, Any]) -> FileFacts:
    return FileFacts(language="manifest", says={"kind": kind, **says})


def _json(text: str) -> Any:
    """JSON with comments and trailing commas; None if it is neither."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return json.loads(_TRAILING.sub(lambda m: m[1] or "", _COMMENT.sub(lambda m: m[1] or "", text)))
    except (ValueError, RecursionError):
        return None


def _package(raw: Any) -> dict[str, Any]:
    raw = raw if isinstance(raw, dict) else {}
    scripts = raw.get("scripts") if isinstance(raw.get("scripts"), dict) else {}
    mains = [raw.get(k) for k in ("main", "module", "browser", "types", "typings", "source")]
    bins = raw.get("bin")
    exported: list[str] = []
    _strings(raw.get("exports"), exported)
    exports = raw.get("exports") if isinstance(raw.get("exports"), dict) else {}
    needs = [n for k in ("dependencies", "devDependencies", "peerDependencies") for n in (raw.get(k) or {}) if isinstance(raw.get(k), dict)]
    commands = " ".join(str(s) for s in scripts.values())
    return {
        "name": str(raw.get("name") or ""),
        "private": raw.get("private") is True,
        "mains": [m for m in mains if isinstance(m, str)] + exported,
        "exports": {k: found for k, v in exports.items() if (found := _first(v))},
        "bins": [bins] if isinstance(bins, str) else [b for b in bins.values() if isinstance(b, str)] if isinstance(bins, dict) else [],
        "scripts": sorted({*_CODE_PATH.findall(commands), *re.findall(r"(?:^|\s)node\s+(?:-\S+\s+)*([\w./-]+)", commands)}),
        "needs": sorted(set(needs)),
    }


def _first(value: Any) -> str:
    found: list[str] = []
    _strings(value, found)
    return found[0] if found else ""


def _strings(value: Any, into: list[str]) -> None:
    if isinstance(value, str):
        into.append(value)
    elif isinstance(value, dict):
        for one in value.values():
            _strings(one, into)


def _tsconfig(raw: Any) -> dict[str, Any]:
    raw = raw if isinstance(raw, dict) else {}
    options = raw.get("compilerOptions") if isinstance(raw.get("compilerOptions"), dict) else {}
    extends = raw.get("extends")
    paths = options.get("paths") if isinstance(options.get("paths"), dict) else None
    says: dict[str, Any] = {"extends": [extends] if isinstance(extends, str) else [e for e in extends or [] if isinstance(e, str)]}
    if isinstance(options.get("baseUrl"), str):
        says["base"] = options["baseUrl"]
    if paths is not None:
        says["paths"] = {k: [t for t in v if isinstance(t, str)] for k, v in paths.items() if isinstance(v, list)}
    return says


def _composer(raw: Any) -> dict[str, Any]:
    raw = raw if isinstance(raw, dict) else {}
    roots: dict[str, list[str]] = {}
    files: list[str] = []
    loads = raw.get("autoload") if isinstance(raw.get("autoload"), dict) else {}
    for prefix, folder in (loads.get("psr-4") or {}).items():
        roots[prefix] = [folder] if isinstance(folder, str) else [f for f in folder if isinstance(f, str)]
    files += [f for f in loads.get("files") or [] if isinstance(f, str)]
    needs = raw.get("require")
    return {"roots": roots, "files": files, "needs": sorted(needs) if isinstance(needs, dict) else []}


def _pyproject(text: str) -> list[str]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return []
    project = raw.get("project", {})
    tables = [project.get("scripts"), project.get("gui-scripts"), raw.get("tool", {}).get("poetry", {}).get("scripts")]
    return [v for t in tables if isinstance(t, dict) for v in t.values() if isinstance(v, str)]


def _build_entries(raw: Any, depth: int = 0) -> Iterator[str]:
    if depth > 12:
        return
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key in _ENTRY_KEYS and isinstance(value, str):
                yield value
            elif key == "sourceRoot" and isinstance(value, str):
                yield f"{value}/main.ts"
            elif key == "scripts" and isinstance(value, list):
                yield from (s for s in value if isinstance(s, str))
            elif key == "fileReplacements" and isinstance(value, list):
                yield from (
                    v for one in value if isinstance(one, dict) for k in ("with", "replaceWith") if isinstance(v := one.get(k), str)
                )
            elif key in ("command",) and isinstance(value, str):
                yield from _CODE_PATH.findall(value)
            else:
                yield from _build_entries(value, depth + 1)
    elif isinstance(raw, list):
        for one in raw:
            yield from _build_entries(one, depth + 1)


def _objects(text: str) -> list[str]:
    """`package.module:app`, as servers are told what to run."""
    return sorted({f"{m[1]}:{m[2]}" for m in _OBJECT.finditer(text)})


def _markup(text: str) -> FileFacts:
    words = tuple(f".{w}" for w in dict.fromkeys(_WORD.findall(text)))
    scripts = [s for s in _SCRIPT_TAG.findall(text) if not s.startswith(("http:", "https:", "//"))]
    return FileFacts("markup", symbols=(Symbol("", "file", 1, text.count("\n") + 1, uses=words),), says={"scripts": scripts})


def markup_words(text: str) -> tuple[str, ...]:
    """The words of a template: whatever a script offers it may be used by any of them."""
    return tuple(f".{w}" for w in dict.fromkeys(_WORD.findall(text)))


def _keys(text: str, key: re.Pattern[str]) -> FileFacts:
    """One symbol a key, named by the keys around it as the indentation tells."""
    lines = text.count("\n") + 1
    symbols = [Symbol("", "file", 1, lines)]
    around: list[tuple[int, str]] = []
    for match in key.finditer(text):
        if len(symbols) > _MOST_KEYS:
            break
        depth = len(match[1])
        while around and around[-1][0] >= depth:
            around.pop()
        around.append((depth, match[2]))
        line = text.count("\n", 0, match.start()) + 1
        symbols.append(Symbol(".".join(n for _, n in around), "entry", line, line, 0))
    return FileFacts("configuration", symbols=tuple(symbols))


def _doctype(raw: dict[str, Any], text: str) -> FileFacts:
    """A Frappe document: the whole file is its definition, each field a column."""
    symbols = [Symbol("", "file", 1, text.count("\n") + 1)]
    strings = tuple(f"'{v}" for k in ("method", "report_name", "module") if isinstance(v := raw.get(k), str))
    options = [
        f.get("options") for f in raw.get("fields") or [] if isinstance(f, dict) and f.get("fieldtype") in ("Table", "Table MultiSelect")
    ]
    says = {"kind": "doctype", "doctype": raw["doctype"], "name": str(raw.get("name") or ""), "table": bool(raw.get("istable")),
            "virtual": bool(raw.get("is_virtual")), "tables": [o for o in options if isinstance(o, str)]}  # fmt: skip
    return FileFacts("manifest", symbols=(Symbol("", "file", 1, symbols[0].end, uses=strings),), says=says)
