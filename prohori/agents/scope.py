"""What of a repository a job is about: the whole, or the modules that its parameters name, without those that it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prohori.errors import UsageError
from prohori.model import Json

MODULE, WITHOUT = "module", "without"
"""The parameters of an agent that can look at a part of the repository."""
_GLOB_CHARACTERS = "*?[]{}!"


@dataclass(frozen=True)
class Scope:
    """POSIX paths without a trailing slash. No modules: the whole target."""

    modules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def globs(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        wanted = tuple(f"{module}/{pattern}" for module in self.modules for pattern in patterns) if self.modules else patterns
        return (*wanted, *(f"!{folder}/**" for folder in self.without))

    @property
    def shown(self) -> str:
        """`services/billing`, or `packages/a and 2 more`; empty for the whole target."""
        if not self.modules:
            return ""
        return self.modules[0] + (f" and {len(self.modules) - 1} more" if len(self.modules) > 1 else "")


def scope_of(parameters: Mapping[str, Json], agent: str) -> Scope:
    """Of the parameters `module` and `without`: a folder each (`module` may be a file), or a list of them. Raises `UsageError`."""
    return Scope(_folders(parameters, MODULE, agent), _folders(parameters, WITHOUT, agent))


def _folders(parameters: Mapping[str, Json], parameter: str, agent: str) -> tuple[str, ...]:
    given: Json = parameters.get(parameter) or []
    paths = [given] if isinstance(given, str) else given
    for path in paths if isinstance(paths, list) else [paths]:
        if not isinstance(path, str) or path.startswith("/") or ".." in path.split("/") or not can_be_named(path):
            raise UsageError(
                f"`{parameter}` is not a folder of the repository: `{path}`", where=f"parameters of `{agent}`",
                why="it has to be a path relative to the repository, without `..` and wildcards",
                next=f"give a folder, for example `{parameter}: services/billing`, or a list of them",
            )  # fmt: skip
    clean = tuple(dict.fromkeys("/".join(part for part in path.split("/") if part not in ("", ".")) for path in paths))
    return () if "" in clean else clean


def can_be_named(path: str) -> bool:
    """Whether a folder's name says in a glob what it says in a path."""
    return not any(character in path for character in _GLOB_CHARACTERS)
