"""From what an import says to the file it means: relative paths, path aliases, packages of the same repository, modules, namespaces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from prohori.codebase.graph.facts import FileFacts

_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".vue", ".json")
_BUILT = re.compile(r"(^|/)(dist|build|out|lib|output)(/|$)")
_ALIASES = ("src", "resources/scripts", "resources/js", "app", "")


class Resolver:
    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self._facts = facts
        self._known: dict[tuple[str, str], str | None] = {}
        self._aliases: dict[str, list[tuple[str, list[str]]]] = {}
        self._paths: dict[str, list[tuple[str, list[str]]]] = {}

    def script(self, path: str, target: str) -> str | None:
        """The file that a TypeScript or JavaScript import means; None if it is not in this repository."""
        folder = posixpath.dirname(path)
        key = (folder, target)
        if key not in self._known:
            self._known[key] = self._script(folder, target)
        return self._known[key]

    def _script(self, folder: str, target: str) -> str | None:
        target = target.split("?")[0].removeprefix("webpack:")
        if target.startswith("."):
            return self.file(posixpath.join(folder, target))
        if target.startswith("/"):
            return self.file(target.lstrip("/"))
        for pattern, places in self._aliases_at(folder):
            if pattern[0] != target[0] and pattern[0] != "*":
                continue
            if (rest := _rest(pattern, target)) is not None:
                for place in places:
                    if (found := self.file(place.replace("*", rest))) is not None:
                        return found
        if (found := self._package(target)) is not None:
            return found
        if target.startswith(("@/", "~/", "src/", "~~/")):
            return self._conventional(folder, target)
        return None

    def _conventional(self, folder: str, target: str) -> str | None:
        rest = target.split("/", 1)[1]
        for place in self._upwards(folder):
            if place == "" or f"{place}/package.json" in self._facts:
                for root in _ALIASES:
                    if (found := self.file(posixpath.join(place, root, rest))) is not None:
                        return found
        return None

    def file(self, path: str) -> str | None:
        """The file a path means: itself, with a suffix, `.js` for `.ts`, or the index of a folder."""
        if "." in path:
            path = posixpath.normpath(path).removeprefix("./")
        if path in self._facts:
            return path
        for suffix in _SUFFIXES:
            if path + suffix in self._facts:
                return path + suffix
        if (match := re.search(r"\.([mc]?)jsx?$", path)) is not None:
            stem = path[: match.start()]
            for suffix in (f".{match[1]}ts", ".tsx", ".ts"):
                if stem + suffix in self._facts:
                    return stem + suffix
        for suffix in _SUFFIXES[:-1]:
            index = f"{path}/index{suffix}" if path not in (".", "") else f"index{suffix}"
            if index in self._facts:
                return index
        if path + "/package.json" in self._facts:
            return self.main_of(path)
        return None

    def source_of(self, folder: str, text: str) -> str | None:
        """The source of what a manifest names, which is often the built file: `dist/main.js` is `src/main.ts`."""
        text = text.strip().lstrip("/").removeprefix("./")
        for base in dict.fromkeys((folder, "")):
            for candidate in _unbuilt(posixpath.normpath(posixpath.join(base, text)), base):
                found = self.file(candidate)
                if found is not None and not found.endswith(".json"):
                    return found
        return None

    @cached_property
    def packages(self) -> dict[str, str]:
        """Name of a package of this repository to its folder."""
        return {
            str(f.says["name"]): posixpath.dirname(p)
            for p, f in self._facts.items()
            if f.says.get("kind") == "package" and f.says.get("name")
        }

    def main_of(self, folder: str) -> str | None:
        """The file that stands for a package."""
        facts = self._facts.get(posixpath.join(folder, "package.json"))
        mains = [*facts.says["mains"]] if facts is not None else []
        for main in [*mains, "src/index", "index", "src/main", "src/public-api", "src/public_api", "src/lib/index"]:
            if not main.endswith(".d.ts") and (found := self.source_of(folder, main)) is not None:
                return found
        return None

    def _package(self, target: str) -> str | None:
        parts = target.split("/")
        name = "/".join(parts[: 2 if target.startswith("@") else 1])
        folder = self.packages.get(name)
        if folder is None:
            return None
        rest = target[len(name) + 1 :]
        if not rest:
            return self.main_of(folder)
        exports = self._facts[posixpath.join(folder, "package.json")].says.get("exports", {})
        for pattern, place in exports.items():
            if (inner := _rest(pattern.removeprefix("./"), rest)) is not None:
                found = self.source_of(folder, place.replace("*", inner))
                if found is not None:
                    return found
        return self.source_of(folder, rest) or self.file(posixpath.join(folder, "src", rest))

    def _aliases_at(self, folder: str) -> list[tuple[str, list[str]]]:
        if folder not in self._aliases:
            around = self._aliases_at(posixpath.dirname(folder)) if folder else []
            own = [pair for config in self._compilers.get(folder, ()) for pair in self._paths_of(config)]
            self._aliases[folder] = list({(p, tuple(t)): (p, t) for p, t in [*own, *around]}.values()) if own else around
        return self._aliases[folder]

    @cached_property
    def _compilers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, facts in self._facts.items():
            if facts.says.get("kind") == "tsconfig":
                found.setdefault(posixpath.dirname(path), []).append(path)
        for paths in found.values():
            paths.sort(key=lambda p: (not p.endswith(("/tsconfig.json", "jsconfig.json")) and p != "tsconfig.json", p))
        return found

    def _paths_of(self, config: str, depth: int = 0) -> list[tuple[str, list[str]]]:
        if config not in self._paths:
            self._paths[config] = self._read_paths(config, depth)
        return self._paths[config]

    def _read_paths(self, config: str, depth: int) -> list[tuple[str, list[str]]]:
        facts = self._facts.get(config)
        if facts is None or depth > 8 or facts.says.get("kind") != "tsconfig":
            return []
        folder, says = posixpath.dirname(config), facts.says
        base = posixpath.join(folder, says["base"]) if "base" in says else None
        found = []
        for pattern, places in says.get("paths", {}).items():
            found.append((pattern, [posixpath.normpath(posixpath.join(base if base is not None else folder, p)) for p in places]))
        found.sort(key=lambda pair: ("*" in pair[0], -len(pair[0])))
        if base is not None:
            found.append(("*", [posixpath.normpath(posixpath.join(base, "*"))]))
        if "paths" in says:
            return found
        for parent in says.get("extends", ()):
            at = posixpath.normpath(posixpath.join(folder, parent)) if parent.startswith(".") else ""
            if not at:
                continue
            found += self._paths_of(at if at in self._facts else f"{at}.json", depth + 1)
        return found

    @staticmethod
    def _upwards(folder: str) -> Iterator[str]:
        while folder:
            yield folder
            folder = posixpath.dirname(folder)
        yield ""

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Dotted names of Python modules, from every folder that can be on the path."""
        found: dict[str, str] = {}
        for path in self._facts:
            if path.endswith(".py"):
                parts = path[:-3].removesuffix("/__init__").split("/")
                top = len(parts) - 1
                while top > 0 and "/".join([*parts[:top], "__init__.py"]) in self._facts:
                    top -= 1
                found[".".join(parts[top:])] = path
        for path in self._facts:
            if path.endswith(".py"):
                parts = path[:-3].removesuffix("/__init__").split("/")
                found.setdefault(".".join(parts), path)
                for root in ("src", "app", "backend", "server", "api"):
                    if root in parts[:-1]:
                        found.setdefault(".".join(parts[parts.index(root) + 1 :]), path)
        return found

    def python(self, path: str, module: str) -> str | None:
        """The file of a Python module, as imported in the file `path`."""
        if module.startswith("."):
            level = len(module) - len(module.lstrip("."))
            folder = posixpath.dirname(path)
            for _ in range(level - 1):
                folder = posixpath.dirname(folder)
            stem = posixpath.join(folder, *module.lstrip(".").split(".")) if module.strip(".") else folder
            return next((c for c in (f"{stem}.py", f"{stem}/__init__.py") if c in self._facts), None)
        found = self._modules.get(module)
        if found is not None:
            return found
        beside = posixpath.join(posixpath.dirname(path), *module.split("."))
        return next((c for c in (f"{beside}.py", f"{beside}/__init__.py") if c in self._facts), None)

    def object_path(self, dotted: str) -> tuple[str, str] | None:
        """`package.module.name` as the file of the module and the name in it; the name is empty for a module."""
        if dotted in self._modules:
            return self._modules[dotted], ""
        module, _, name = dotted.rpartition(".")
        if module in self._modules:
            return self._modules[module], name
        outer, _, cls = module.rpartition(".")
        return (self._modules[outer], f"{cls}.{name}") if outer in self._modules else None


def _rest(pattern: str, target: str) -> str | None:
    """What `*` stands for in the target; an empty string for a pattern without `*` that is the target; else None."""
    if "*" not in pattern:
        return "" if pattern == target else None
    before, _, after = pattern.partition("*")
    fits = target.startswith(before) and target.endswith(after) and len(target) >= len(before) + len(after)
    return target[len(before) : len(target) - len(after) or None] if fits else None


def _unbuilt(path: str, base: str) -> Iterable[str]:
    yield path
    inner = path[len(base) :].lstrip("/") if base else path
    if (match := _BUILT.search(inner)) is not None:
        rest = inner[match.end() :]
        for root in ("src", "", "lib"):
            yield posixpath.join(base, root, rest)
        if match[3] and rest.startswith("src/"):
            yield posixpath.join(base, rest)
        for name in ("apps/", "packages/", "services/", "libs/"):
            if rest.startswith(name):
                yield rest
                folder, _, file = rest.partition("/src/")
                yield f"{folder}/src/{file or rest.rpartition('/')[2]}"
                yield f"{posixpath.dirname(rest)}/src/{posixpath.basename(rest)}"
    else:
        yield posixpath.join(base, "src", inner)
