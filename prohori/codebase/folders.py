"""Which folders hold code that the team did not write. By their place alone it is a guess, so whoever leaves one out names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_NEVER_OURS = frozenset({"node_modules", ".next", ".nuxt", "__generated__", "third_party", "bower_components", "site-packages"})
_BY_PLACE = {"vendor": ("src", "app"), "dist": ("src",), "build": ("src",), "coverage": ("src",)}
"""Names of folders that hold what others wrote or a tool made, unless they are in a folder of source code: there they are modules."""
_CONTAINERS = frozenset({"apps", "services", "packages", "modules", "libs", "domains", "features"})
_SERVED = frozenset({"public", "static", "assets", "resources", "www", "wwwroot"})


def not_ours(path: str) -> str | None:
    """The folder of third-party or built code that a path is in: `node_modules`, `vendor`, `public/vendor`; not `apps/vendor`."""
    folders = path.split("/")[:-1]
    for at, folder in enumerate(folders):
        if folder in _NEVER_OURS or (folder in _BY_PLACE and not _is_module(folders[:at], _BY_PLACE[folder])):
            return "/".join(folders[: at + 1])
    return None


def _is_module(above: list[str], sources: tuple[str, ...]) -> bool:
    """Whether a folder below these is one of the team's modules."""
    source = max((at for at, folder in enumerate(above) if folder in sources), default=None)
    if source is not None:
        return _SERVED.isdisjoint(above[source:])
    return bool(above) and above[-1] in _CONTAINERS


def left_out(paths: Iterable[str]) -> dict[str, str]:
    """The folders of third-party and built code among the paths, sorted, with the reason for a report."""
    folders = Counter(folder for folder in map(not_ours, paths) if folder is not None)
    return {folder: f"third-party or built code by its place: {files} file{'s' * (files > 1)}" for folder, files in sorted(folders.items())}
