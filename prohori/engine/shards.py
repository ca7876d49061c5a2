"""What `shard: service` makes of a step: one shard a service of the repository, and one for the files that are in none.

A service is an outermost folder below the root that has a package manifest; where there is none, a folder directly below
`services/`, `apps/`, `packages/` or `modules/`. The shards are read off the snapshot at every run, and each names its folders in its
parameters: a new service is a new shard, and what is left for the rest has another key. So no file is left out, and none is
looked at twice.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prohori.agents.scope import MODULE, WITHOUT, Scope, can_be_named
from prohori.model import Json
from prohori.snapshot.names import spelled
from prohori.snapshot.tree import Snapshot

MANIFESTS = (
    "package.json", "pyproject.toml", "composer.json", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod", "Cargo.toml", "Gemfile",
    "mix.exs", ".csproj",
)  # fmt: skip
"""File names, or their ends."""
CONTAINERS = ("services", "apps", "packages", "modules")
MOST_SHARDS = 64
"""A shard is a task run, and a task run costs Prefect's server about 50 ms of CPU."""
SMALL = 64
"""Files: services with fewer share shards where there would be too many."""
REST = "rest"


WHOLE = Scope()


@dataclass(frozen=True)
class Shard:
    """A part of the repository. Without a name: all of what the step is about."""

    name: str = ""
    scope: Scope = WHOLE

    def given(self, parameters: Mapping[str, Json]) -> dict[str, Json]:
        """The parameters with its own `module` and `without` in the place of the step's."""
        if not self.name:
            return dict(parameters)
        modules, without = list(self.scope.modules), list(self.scope.without)
        others = {name: value for name, value in parameters.items() if name not in (MODULE, WITHOUT)}
        module: Json = modules if len(modules) > 1 else "".join(modules)  # also empty, for prompts that speak of it
        return others | {MODULE: module} | ({WITHOUT: without} if without else {})


NO_SHARD = Shard()


def shard_of(step: str, shard: str) -> str:
    """`review [services/billing]`, or the step alone."""
    return f"{step} [{shard}]" if shard else step


def shards_of(snapshot: Snapshot, scope: Scope) -> tuple[Shard, ...]:
    """Of the part of the repository that a step is about; a single nameless one where no service is in it."""
    found = [folder for folder in services(snapshot) if _within(folder, scope.modules) and not _below(folder, scope.without)]
    if not found:
        return (NO_SHARD,)
    groups = grouped({folder: _size(snapshot, folder) for folder in found})
    shards = [Shard(_name(group), Scope(group, tuple(one for one in scope.without if _below(one, group)))) for group in groups]
    whole = tuple(module for module in scope.modules if module not in found)
    if whole or not scope.modules:
        shards.append(Shard(REST, Scope(whole, tuple(sorted({*found, *scope.without})))))
    return tuple(shards)


def services(snapshot: Snapshot) -> tuple[str, ...]:
    """Their folders, sorted. One whose name a glob would read as a pattern is left to the rest."""
    from prohori.codebase.folders import not_ours
    from prohori.codebase.languages import is_test  # only steps with shards pay for it

    ends = tuple(name if name.startswith(".") else f"/{name}" for name in MANIFESTS)
    manifests = [path for path in snapshot.glob([f"**/*{name}" for name in MANIFESTS]) if path.endswith(ends)]
    folders = {path.rpartition("/")[0] for path in manifests} - {""}
    own = [one for one in folders if not_ours(f"{one}/package.json") is None and not is_test(f"{one}/package.json")]
    found = _outermost(own) or [f"{container}/{name[:-1]}" for container in CONTAINERS for name in _folders(snapshot, container)]
    return tuple(sorted(one for one in found if can_be_named(one) and spelled(one) == one and one != REST))


def grouped(sizes: Mapping[str, int], most: int = MOST_SHARDS - 1) -> list[tuple[str, ...]]:
    """Each service alone, unless there are more than `most`: then the small ones share shards.

    Which one a small service shares depends on its name, and not on the others': one that is added or grows changes its own.
    """
    if len(sizes) <= most:
        return [(folder,) for folder in sorted(sizes)]
    large = [folder for folder, files in sizes.items() if files >= SMALL]
    if len(large) > most // 2:
        large = []
    buckets: dict[int, list[str]] = defaultdict(list)
    for folder in sizes.keys() - set(large):
        buckets[_bucket(folder, most - len(large))].append(folder)
    return sorted([*((folder,) for folder in large), *(tuple(sorted(folders)) for folders in buckets.values())])


def _bucket(folder: str, most: int) -> int:
    """One of the largest power of two that `most` allows, so that it seldom depends on it."""
    return int(hashlib.sha256(folder.encode()).hexdigest()[:8], 16) % (1 << most.bit_length() - 1)


def _name(group: Sequence[str]) -> str:
    return group[0] + (f" +{len(group) - 1}" if len(group) > 1 else "")


def _outermost(folders: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for folder in sorted(folders, key=lambda one: one.split("/")):
        if not kept or not folder.startswith(f"{kept[-1]}/"):
            kept.append(folder)
    return kept


def _folders(snapshot: Snapshot, container: str) -> Iterable[str]:
    return (name for name in snapshot.children(container) if name.endswith("/") and f"{container}/{name[:-1]}" not in snapshot.submodules)


def _within(folder: str, modules: Sequence[str]) -> bool:
    return not modules or _below(folder, modules)


def _below(path: str, folders: Sequence[str]) -> bool:
    """Whether it is one of the folders or inside one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _size(snapshot: Snapshot, folder: str) -> int:
    # `0` follows `/`: the first path that is not inside the folder
    return bisect_left(snapshot.paths, f"{folder}0") - bisect_left(snapshot.paths, f"{folder}/")
