"""Where a system starts: what manifests name, what frameworks load by convention, and what starts a server as it loads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prohori.codebase.graph.frameworks import LARAVEL_OWN, NEXT_FILE, SERVED
from prohori.codebase.graph.names import Names
from prohori.codebase.languages import is_test

_MAINS = re.compile(r"(^|/)(src/)?(main|index|server|app|worker|cli|bootstrap|www)\.[mc]?[jt]sx?$")
_TOOLING = re.compile(
    r"(^|/)(webpack|vite|vitest|jest|rollup|babel|eslint|prettier|tailwind|postcss|commitlint|next|nuxt|cypress|playwright|karma|metro|svgr"
    r"|tsup|esbuild|lint-staged|stylelint|gulpfile|Gruntfile|ormconfig|knexfile|data-source|quasar|astro|svelte|capacitor)"
    r"([\w.-]*)\.[mc]?[jt]s$|(^|/)[\w.-]+\.config\.[mc]?[jt]s$|(^|/)\.[\w.-]+rc\.[mc]?js$"
)
_SCRIPTS = re.compile(r"^(?!.*(?:^|/)(?:src|resources|app)/)(?:.*/)?(scripts?|bin|tools?)/[^/]+\.([mc]?[jt]s|py)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """`symbol`: one symbol; otherwise the file, and with `whole` all that it offers. `why` as in \"… starts it\"."""

    path: str
    why: str
    sure: bool = True
    whole: bool = False
    symbol: int | None = None


def entries(names: Names) -> Iterator[Entry]:
    yield from _manifests(names)
    yield from _starters(names)
    yield from _pages(names)
    yield from _python(names)
    yield from _frappe(names)
    yield from _laravel(names)


def _manifests(names: Names) -> Iterator[Entry]:
    resolver = names.resolver
    applications = [p for p, f in names.facts.items() if f.says.get("kind") == "package"]
    for path, facts in names.facts.items():
        says, folder = facts.says, posixpath.dirname(path)
        kind = says.get("kind")
        if kind == "package":
            for text in [*says["bins"], *says["scripts"]]:
                found = resolver.source_of(folder, text)
                if found is not None and not is_test(found) and not _TOOLING.search(found):
                    yield Entry(found, f"`{path}` runs it")
            main = resolver.main_of(folder)
            if main is not None and len(applications) == 1:
                yield Entry(
                    main, f"`{path}` names it as the package", not says["private"] and not _is_application(names, folder), whole=True
                )
        elif kind in ("build", "commands"):
            for text in says.get("entries", ()):
                found = resolver.source_of(folder, text)
                if found is not None and not is_test(found) and not _TOOLING.search(found) and found in names.first:
                    yield Entry(found, f"`{path}` names it")
            for text in says.get("objects", ()):
                module, _, name = text.partition(":")
                if (place := resolver.object_path(module)) is not None and place[0] in names.first:
                    yield Entry(place[0], f"`{path}` runs it", symbol=names.named(place[0]).get(name))
        elif kind == "python":
            for text in says["entries"]:
                module, _, name = text.partition(":")
                if (place := resolver.object_path(module)) is not None and place[0] in names.first:
                    yield Entry(place[0], f"`{path}` makes it a command", symbol=names.named(place[0]).get(name))
        elif facts.language == "markup":
            for text in says.get("scripts", ()):
                found = resolver.file(posixpath.join(folder, text.lstrip("/"))) or resolver.source_of(folder, text)
                if found is not None and found in names.first:
                    yield Entry(found, f"`{path}` loads it")


def _is_application(names: Names, folder: str) -> bool:
    return any(s.lists and dict(s.lists).get("bootstrap") for p in names.paths if p.startswith(folder) for s in names.facts[p].symbols)


def _starters(names: Names) -> Iterator[Entry]:
    """Files that start a server or a page as they are loaded. Of unusual names it is not sure that anyone loads them."""
    for path in names.paths:
        facts = names.facts[path]
        if facts.language != "typescript" or _TOOLING.search(path):
            continue
        whole = facts.symbols[0]
        started = dict(whole.lists).get("bootstrap") or any(
            u in ("createRoot", "ReactDOM.render", "ReactDOM.createRoot", "createApp", "createSSRApp", ".listen", "app.listen",
                  "server.listen",
                  "root.render", "hydrateRoot") for u in whole.uses
        )  # fmt: skip
        inside = any(
            dict(s.lists).get("bootstrap") or any(u.endswith(".listen") for u in s.uses)
            for s in facts.symbols
            if s.kind == "function" and s.owner == 0 and s.name in whole.uses
        )
        usual = _MAINS.search(path) is not None
        if started or inside:
            yield Entry(path, "it starts the application", usual)
        elif _SCRIPTS.search(path) and "node_modules" not in path:
            yield Entry(path, "a script to be run by hand", False)


def _pages(names: Names) -> Iterator[Entry]:
    for path, facts in names.facts.items():
        if facts.says.get("kind") != "package":
            continue
        folder = posixpath.dirname(path)
        needs = set(facts.says["needs"])
        inside = [p for p in names.paths if p.startswith(f"{folder}/" if folder else "")]
        if "next" in needs:
            for page in inside:
                rest = page[len(folder) + 1 if folder else 0 :].removeprefix("src/")
                if (
                    rest.startswith("pages/")
                    or (rest.startswith("app/") and NEXT_FILE.search(rest))
                    or re.fullmatch(r"(middleware|instrumentation)\.[jt]s", rest)
                ):
                    yield Entry(page, "a page of Next.js", whole=True)
        if "nuxt" in needs:
            for page in inside:
                rest = page[len(folder) + 1 if folder else 0 :].removeprefix("src/")
                if re.match(r"(pages|layouts|middleware|plugins|server/(api|routes|middleware|plugins))/|app\.vue$", rest):
                    yield Entry(page, "Nuxt loads it", whole=True)
        if "vite" in needs or "laravel-vite-plugin" in needs:
            for page in inside:
                if re.search(r"(^|/)resources/(scripts|js)/(main|app)\.[jt]s$", page):
                    yield Entry(page, "the entry of the build", True)


def _python(names: Names) -> Iterator[Entry]:
    django = any(p.endswith("manage.py") for p in names.paths)
    for path in names.paths:
        facts = names.facts[path]
        if facts.language != "python":
            continue
        name = path.rpartition("/")[2]
        if name in ("manage.py", "wsgi.py", "asgi.py", "__main__.py"):
            yield Entry(path, "Python's servers and commands start there")
        elif any(SERVED.search(s.type) for s in facts.symbols if s.kind == "constant" and s.owner == 0):
            yield Entry(path, "it holds the application", name in ("main.py", "app.py", "application.py", "server.py", "api.py"))
        elif "'__main__" in facts.symbols[0].uses:
            yield Entry(path, "it can be run as a script", False)
        elif _SCRIPTS.search(path) and "/management/" not in path:
            yield Entry(path, "a script to be run by hand", False)
        if django and re.search(r"/management/commands/\w+\.py$", path):
            yield Entry(path, "a command of Django", whole=True)
        elif (django and name in ("models.py", "admin.py", "apps.py", "signals.py")) or (
            django and re.search(r"/(templatetags|migrations)/\w+\.py$", path)
        ):
            yield Entry(path, "Django loads it for an installed app", False, whole=name in ("admin.py", "apps.py"))


def _frappe(names: Names) -> Iterator[Entry]:
    apps = sorted({posixpath.dirname(p) for p in names.paths if p.endswith("/hooks.py") or p == "hooks.py"})
    if not apps:
        return
    listed = {o for f in names.facts.values() if f.says.get("kind") == "patches" for o in f.says["objects"]}
    for path in names.paths:
        app = next((a for a in apps if path.startswith(f"{a}/")), None)
        if app is None:
            continue
        rest, facts = path[len(app) + 1 :], names.facts[path]
        folder, _, name = path.rpartition("/")
        stem = posixpath.basename(folder)
        base = names.first[path]
        if rest == "hooks.py":
            yield Entry(path, "Frappe reads the hooks", whole=True)
        elif f"{folder}/{stem}.json" in names.facts and names.facts[f"{folder}/{stem}.json"].says.get("kind") == "doctype":
            kind = names.facts[f"{folder}/{stem}.json"].says["doctype"]
            if name == f"{stem}.py":
                yield Entry(path, f"the controller of the {kind} `{stem}`")
                for child in names.children[base]:
                    symbol = names.symbols[child]
                    if (symbol.kind == "class" and symbol.short.lower() == stem.replace("_", "")) or symbol.short in (
                        "execute", "get_context", "get_list_context", "on_doctype_update", "has_permission",
                        "get_permission_query_conditions",
                        "get_timeline_data"):  # fmt: skip
                        yield Entry(path, f"the controller of the {kind} `{stem}`", symbol=child)
            elif name.endswith((f"{stem}.js", f"{stem}_list.js", f"{stem}_calendar.js", f"{stem}_tree.js")):
                yield Entry(path, f"the form of `{stem}`", whole=True)
            elif name == f"{stem}_dashboard.py":
                yield Entry(path, f"the dashboard of `{stem}`", whole=True)
        elif rest.startswith(("www/", "templates/pages/", "config/")) or name.endswith(".bundle.js"):
            yield Entry(path, "Frappe serves it", whole=True)
        elif re.match(r"(patches|[\w/]*/patches)/", rest):
            dotted = path[:-3].replace("/", ".")
            known = any(dotted.endswith(one) or one.endswith(f"{posixpath.basename(app)}.{rest[:-3].replace('/', '.')}") for one in listed)
            if known:
                yield Entry(path, "`patches.txt` lists it", whole=True)
        elif re.search(r"(^|/)(page|report|web_form|dashboard_chart_source|notification|print_format)/", rest):
            yield Entry(path, f"Frappe loads it for `{stem}`", False, whole=True)
        if facts.language == "python":
            for index, symbol in enumerate(facts.symbols):
                if any(d.name in ("frappe.whitelist", "whitelist") for d in symbol.decorators):
                    yield Entry(path, "whitelisted: it can be called by name", symbol=base + index)
                elif any(d.name.startswith("frappe.validate_and_sanitize") for d in symbol.decorators):
                    yield Entry(path, "decorated for Frappe", False, symbol=base + index)


def _laravel(names: Names) -> Iterator[Entry]:
    roots = [posixpath.dirname(p) for p, f in names.facts.items() if f.says.get("kind") == "composer"]
    for root in roots:
        prefix = f"{root}/" if root else ""
        if not any(f"{prefix}{known}" in names.facts for known in ("bootstrap/app.php", "config/app.php", "routes/web.php")):
            continue
        for file in names.facts[f"{prefix}composer.json"].says["files"]:
            if prefix + file in names.first:
                yield Entry(prefix + file, "Composer loads it")
        for path in names.paths:
            if not path.startswith(prefix) or not path.endswith(".php"):
                continue
            rest = path[len(prefix) :]
            if rest in ("public/index.php", "bootstrap/app.php", "bootstrap/providers.php", "server.php"):
                yield Entry(path, "Laravel starts there")
            elif re.fullmatch(r"routes/(web|api|console|channels)\.php", rest):
                yield Entry(path, "the routes of the application")
            elif re.fullmatch(r"config/[\w/-]+\.php", rest):
                yield Entry(path, "Laravel reads every file of `config`")
            elif rest.startswith("database/migrations/"):
                yield Entry(path, "a migration", whole=True)
            elif rest.startswith("app/Console/") or re.fullmatch(r"app/Http/Kernel\.php|app/Exceptions/Handler\.php", rest):
                yield Entry(path, "Laravel finds it by its place", whole=True)
            elif rest.startswith(("app/Listeners/", "app/Policies/", "app/Observers/")):
                yield Entry(path, "Laravel may find it by its place", False, whole=True)
            elif rest.startswith(("lang/", "resources/lang/")):
                yield Entry(path, "Laravel reads the translations", False, whole=True)
            elif rest.startswith(("database/seeders/", "database/seeds/")):
                yield Entry(path, "`db:seed` runs it", rest.endswith("/DatabaseSeeder.php"), whole=rest.endswith("/DatabaseSeeder.php"))


LARAVEL_CONFIG = LARAVEL_OWN
"""Configuration files whose keys Laravel itself reads."""
