"""The agents, by name. Their code is imported only when one of them runs."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from prohori.agents.definition import AgentDefinition, read
from prohori.definition_errors import listed, nearest
from prohori.errors import AgentError, UsageError
from prohori.located_yaml import Located
from prohori.model import Job, Report
from prohori.snapshot.protocol import Reads

FOLDER = Path(__file__).parent
OFF = "off"
"""A step's `fallback` that is none."""
RESERVED = (OFF, "degraded")
LocalAgent = Callable[[Job, Reads], Report]


@dataclass(frozen=True)
class Registry:
    definitions: dict[str, AgentDefinition]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.definitions)

    def get(self, name: str) -> AgentDefinition:
        """By name or alias; `UsageError` lists the known ones."""
        found = self.find(name)
        if found is None:
            raise UsageError(f"unknown agent `{name}`", why=f"the agents are {listed(self.names)}", next=self.hint(name))
        return found

    def find(self, name: str) -> AgentDefinition | None:
        if name in self.definitions:
            return self.definitions[name]
        return next((agent for agent in self.definitions.values() if name in agent.aliases), None)

    def hint(self, name: str) -> str:
        """What to do about a name that is not known."""
        aliases = [alias for agent in self.definitions.values() for alias in agent.aliases]
        return nearest(name, [*self.names, *aliases]) or "use one of them"

    def local(self, name: str) -> LocalAgent:
        """The `run` of the agent's module, imported now. `AgentError` if the agent has no local code."""
        definition = self.get(name)
        if definition.origin == "repository" and not definition.uses:
            raise AgentError(
                f"`{definition.name}` needs a model runner, which is not there yet", where=f".prohori/agents/{definition.name}.md",
                why="a repository brings no code of its own", next="add `uses: ` with a built-in agent, or use another agent",
            )  # fmt: skip
        module = f"prohori.agents.{(definition.uses or definition.name).replace('-', '_')}"
        try:
            run = getattr(importlib.import_module(module), "run", None)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            run = None
        if run is not None:
            return cast(LocalAgent, run)
        why = f"`{module}` has no function `run`"
        raise AgentError(f"`{definition.name}` has no local code", where=module, why=why, next="write it, or use another agent")


def load_all(folder: Path = FOLDER) -> Registry:
    """Every `*.md` of the folder; names, aliases and fallbacks checked against each other."""
    files = [read(path) for path in sorted(folder.glob("*.md"))]
    registry = Registry({definition.name: definition for definition, _ in files})
    _check_aliases(files)
    for definition, located in files:
        _check_name(definition, located)
        _check_fallback(definition, located, registry)
        _check_degraded(definition, located)
    return registry


def chain(registry: Registry, *begin: str) -> tuple[str, ...]:
    """Who stands in for whom: the given agents, then the fallbacks of the last one. It ends where a name comes again, or is none."""
    names = list(begin)
    while (agent := registry.find(names[-1])) and agent.fallback and agent.name not in names[:-1]:
        names.append(agent.fallback)
    return tuple(names)


def _check_name(definition: AgentDefinition, located: Located) -> None:
    if definition.name in RESERVED:
        why = f"it would be mistaken for the word in `fallback: {OFF}` and in `step (degraded)`"
        raise located.error(("name",), f"an agent cannot be named `{definition.name}`", why=why, next="choose another")


def _check_aliases(files: Iterable[tuple[AgentDefinition, Located]]) -> None:
    taken = {definition.name: definition.name for definition, _ in files}
    for definition, located in files:
        for number, alias in enumerate(definition.aliases):
            if alias in taken:
                why = f"`{taken[alias]}` has that name already"
                raise located.error(("aliases", number), f"the alias `{alias}` is taken", why=why, next="choose another")
            taken[alias] = definition.name


def _check_fallback(definition: AgentDefinition, located: Located, registry: Registry) -> None:
    names = chain(registry, definition.name)
    if definition.fallback and definition.fallback not in registry.definitions:
        why = f"the agents are {listed(registry.names)}"
        what = f"the fallback `{definition.fallback}` is no agent"
        raise located.error(("fallback",), what, why=why, next=registry.hint(definition.fallback))
    if names[-1] in names[:-1]:
        raise located.error(("fallback",), "the fallbacks go in a circle", why=" → ".join(names), next="remove one of them")


def _check_degraded(definition: AgentDefinition, located: Located) -> None:
    for name in definition.degraded.keys() - definition.parameters.keys():
        next_ = nearest(name, definition.parameters) or "declare it in `parameters`"
        why = f"the parameters of `{definition.name}` are {listed(definition.parameters) or 'none'}"
        raise located.error(("degraded", name), f"unknown parameter `{name}`", why=why, next=next_)
