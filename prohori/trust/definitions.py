"""What a repository's definition files say, held to what they may: no built-in name, no code, nothing above the operator's limits.

An error's place is in the repository: `.prohori/agents/x.md:4:1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from prohori.agents.definition import AgentDefinition, FrontMatter, RepositoryFrontMatter
from prohori.agents.definition import parsed as parsed_agent
from prohori.agents.registry import OFF, RESERVED, Registry
from prohori.definition_errors import listed, nearest
from prohori.gateways.kinds import AnyProbe, GatewayProbe, PortalProbe, SqlProbe, of_file
from prohori.located_yaml import Loc, Located, parse, text_of
from prohori.settings import RepositoryLimits
from prohori.snapshot.names import spelled
from prohori.trust.files import AGENTS, PROBES, WORKFLOWS, DefinitionFiles
from prohori.workflows import loader
from prohori.workflows.definition import Pattern, WorkflowDefinition

BESIDE_USES = frozenset(
    {"name", "description", "aliases", "uses", "preset", "ttl", "criticality", "timeout", "retries", "fallback", "degraded"}
)
"""The keys that can differ from those of the built-in agent; the others describe its code."""
MOST_SAMPLES = 20
"""Of one probe that a repository brings."""
Asked = Iterable[tuple[Loc, str, float | None, float]]
"""Where a limited value stands, its key, the value, and the limit."""


@dataclass(frozen=True)
class RepositoryDefinitions:
    """`registry` holds the built-in agents and the repository's; the others are the repository's alone."""

    registry: Registry
    agents: tuple[AgentDefinition, ...]
    workflows: Mapping[str, WorkflowDefinition]
    probes: Mapping[str, AnyProbe]


def parsed(files: DefinitionFiles, builtin: Registry, limits: RepositoryLimits) -> RepositoryDefinitions:
    """Raises a `DefinitionError` for the first thing that is wrong."""
    agents: dict[str, AgentDefinition] = {}
    taken = _taken(builtin)
    for path, content in files.below(AGENTS).items():
        definition = _agent(path, content, builtin, limits, taken)
        agents[definition.name] = definition
    registry = Registry({**builtin.definitions, **agents})
    named = loader.by_name(PurePosixPath(spelled(path)) for path in files.below(WORKFLOWS))
    contents = {spelled(path): content for path, content in files.contents.items()}
    workflows = {name: _workflow(path, contents[str(path)], registry, limits) for name, path in named.items()}
    probes = {PurePosixPath(spelled(path)).stem: _probe(path, content) for path, content in files.below(PROBES).items()}
    return RepositoryDefinitions(registry, tuple(agents.values()), workflows, probes)


def _probe(path: str, content: bytes) -> AnyProbe:
    """It names a host of the open internet, and nothing of the operator's machine or account."""
    file = PurePosixPath(spelled(path))
    located = parse(text_of(content, str(file)), str(file))
    probe = of_file(file.stem, located)
    if isinstance(probe, SqlProbe | GatewayProbe):
        why = "it would read a database or use credentials of the operator's"
        raise located.error(("kind",), f"a repository brings no probe of kind `{probe.kind}`", why=why, next="put it into `PROHORI_PROBES`")
    requests = (probe.at,) if isinstance(probe, PortalProbe) else (probe,)
    for one in requests:
        for key in ("local", "ca_file"):
            if getattr(one, key, None):
                raise located.error((key,), f"a repository's probe cannot set `{key}`", why="that is the operator's word", next="remove it")
    if probe.samples > MOST_SAMPLES:
        why = f"{probe.samples}, the limit is {MOST_SAMPLES}"
        raise located.error(("samples",), "a repository's probe asks too often", why=why, next="lower it")
    return probe


def _taken(builtin: Registry) -> dict[str, str]:
    """Each name and alias of a built-in agent, to what it is."""
    aliases = {
        alias: f"it is another name of the built-in `{agent.name}`" for agent in builtin.definitions.values() for alias in agent.aliases
    }
    reserved = dict.fromkeys(RESERVED, "it is a word of its own where an agent may be named")
    return {**aliases, **reserved, **dict.fromkeys(builtin.names, "it is a built-in agent")}


def _agent(path: str, content: bytes, builtin: Registry, limits: RepositoryLimits, taken: dict[str, str]) -> AgentDefinition:
    """`taken` learns its names."""
    file = PurePosixPath(spelled(path))
    front, body, located = parsed_agent(text_of(content, str(file)), file, RepositoryFrontMatter)
    own: tuple[tuple[Loc, str], ...] = ((("name",), front.name), *((("aliases", n), alias) for n, alias in enumerate(front.aliases)))
    for loc, name in own:
        if name in taken:
            raise located.error(loc, f"the name `{name}` is taken", why=taken[name], next="choose another")
        taken[name] = f"it is in `{file}`"
    _check_fallback(front, located, builtin)
    _check_limits(located, _asked(front, located, limits))
    definition = AgentDefinition(**{**_completed(front, located, builtin), "prompt": body, "origin": "repository"})
    for key in ("preset", "degraded"):
        for name in getattr(front, key):
            if name not in definition.parameters:
                next_ = nearest(name, definition.parameters) or f"parameters: {listed(definition.parameters) or 'none'}"
                why = f"`{definition.uses or definition.name}` does not know it"
                raise located.error((key, name), f"unknown parameter `{name}`", why=why, next=next_)
    return definition


def _completed(front: RepositoryFrontMatter, located: Located, builtin: Registry) -> dict[str, object]:
    """Its keys, with those of the built-in agent that it uses where it says nothing."""
    if front.uses is None:
        for key in ("preset", "effects"):
            if getattr(front, key):
                raise located.error(
                    (key,), f"`{key}` needs code", why="a repository brings none", next="add `uses: ` with a built-in agent"
                )
        return dict(front)
    used = builtin.find(front.uses)
    if used is None:
        why = f"the built-in agents are {listed(builtin.names)}"
        raise located.error(("uses",), f"`{front.uses}` is no built-in agent", why=why, next=builtin.hint(front.uses))
    written = {key for key in FrontMatter.model_fields if (key,) in located.values}
    for key in sorted(written - BESIDE_USES):
        why = f"it describes the code of `{used.name}`"
        raise located.error((key,), f"`{key}` cannot be set beside `uses`", why=why, next="remove it")
    return {**dict(used), "aliases": (), **{key: getattr(front, key) for key in written}, "uses": used.name, "preset": front.preset}


def _check_fallback(front: RepositoryFrontMatter, located: Located, builtin: Registry) -> None:
    if front.fallback and front.fallback not in builtin.definitions:
        why = f"a fallback is a built-in agent: {listed(builtin.names)}"
        raise located.error(("fallback",), f"the fallback `{front.fallback}` is none", why=why, next=builtin.hint(front.fallback))


def _asked(front: RepositoryFrontMatter, located: Located, limits: RepositoryLimits) -> Iterator[tuple[Loc, str, float | None, float]]:
    if front.uses is None or ("timeout",) in located.values:
        yield ("timeout",), "timeout", front.timeout, limits.timeout
    yield ("retries", "attempts"), "attempts", front.retries.attempts, limits.attempts
    for number, delay in enumerate(front.retries.delay_seconds):
        yield ("retries", "delay_seconds", number), "delay_seconds", delay, limits.delay_seconds
    yield ("max_turns",), "max_turns", front.max_turns, limits.max_turns
    yield ("max_usd",), "max_usd", front.max_usd, limits.max_usd


def _workflow(path: PurePosixPath, content: bytes, registry: Registry, limits: RepositoryLimits) -> WorkflowDefinition:
    definition, located = loader.parsed(text_of(content, str(path)), path, registry)
    if definition.name in loader.files_by_name():
        why = "a workflow of that name is built in"
        raise located.error(("name",), f"the name `{definition.name}` is taken", why=why, next="choose another")
    for number, step in enumerate(definition.steps):
        if step.fallback not in (None, OFF) and registry.get(str(step.fallback)).origin == "repository":
            what, why = f"the fallback `{step.fallback}` comes with the repository", "a fallback is a built-in agent"
            raise located.error(("steps", number, "fallback"), what, why=why, next="name a built-in one")
    _check_limits(located, _asked_by_workflow(definition, limits))
    return definition


def _asked_by_workflow(definition: WorkflowDefinition, limits: RepositoryLimits) -> Iterator[tuple[Loc, str, float | None, float]]:
    iterations = definition.max_iterations if definition.pattern is Pattern.iterative else 1
    yield ("steps",), "steps", iterations * len(definition.steps), limits.steps
    if definition.pattern is Pattern.parallel or any(step.shard for step in definition.steps):
        yield ("max_parallel",), "max_parallel", definition.max_parallel, limits.max_parallel
    for number, step in enumerate(definition.steps):
        yield ("steps", number, "timeout"), "timeout", step.timeout, limits.timeout


def _check_limits(located: Located, asked: Asked) -> None:
    for loc, key, value, limit in asked:
        if value is not None and value > limit:
            next_ = f"lower it; only the operator can raise `{key}` in `repository_limits`"
            raise located.error(loc, f"`{key}` is above the operator's limit", why=f"{value:g}, the limit is {limit:g}", next=next_)
