"""Workflow files: found by name or path, read, and checked against each other and the agents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TypeVar

import prohori
from prohori.agents.definition import AgentDefinition
from prohori.agents.registry import OFF, Registry, chain, load_all
from prohori.agents.scope import MODULE, WITHOUT
from prohori.definition_errors import listed, nearest, validate
from prohori.errors import DefinitionError, UsageError
from prohori.located_yaml import Loc, Located, parse, read_text
from prohori.model import Json
from prohori.patterns.goal import Goal
from prohori.workflows.definition import BUILT_PATTERNS, Pattern, Step, WorkflowDefinition, odd_placeholders

FOLDER = Path(prohori.__file__).parent.parent / "deployments" / "workflows"
SUFFIXES = (".yaml", ".yml", ".json")


def find(name_or_path: str, folder: Path = FOLDER, registry: Registry | None = None) -> WorkflowDefinition:
    """By name from `folder`, or by path: what has a `/` or a suffix is a path."""
    path = Path(name_or_path)
    if is_path(name_or_path):
        if not is_file(path):
            raise UsageError(
                f"there is no workflow file `{name_or_path}`", where=str(path.absolute()), next="check the path, or give a workflow's name"
            )
        return load(path, registry)
    files = files_by_name(folder)
    if name_or_path not in files:
        next_ = nearest(name_or_path, files) or f"use one of them, or add `{name_or_path}.yaml`"
        raise UsageError(
            f"unknown workflow `{name_or_path}`", where=str(folder), why=f"the workflows are {listed(files) or 'none'}", next=next_
        )
    return load(files[name_or_path], registry)


def is_file(path: Path) -> bool:
    """False also for what no file system can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_path(name_or_path: str) -> bool:
    return "/" in name_or_path or Path(name_or_path).suffix in SUFFIXES


def all(folder: Path = FOLDER, registry: Registry | None = None) -> tuple[WorkflowDefinition, ...]:
    """Every workflow of the folder, by name."""
    agents = registry or load_all()
    return tuple(load(path, agents) for path in files_by_name(folder).values())


def load(path: Path, registry: Registry | None = None) -> WorkflowDefinition:
    """One file. An agent named by its alias comes back under its name."""
    return parsed(read_text(path), path, registry or load_all())[0]


def parsed(text: str, path: PurePath, agents: Registry) -> tuple[WorkflowDefinition, Located]:
    """The text of one file, and where its keys stand. What an agent presets is among the parameters of its steps."""
    located = parse(text, str(path))
    definition = validate(WorkflowDefinition, located, "workflow")
    for problem in _problems(definition, path, located, agents):
        raise problem
    steps = tuple(step.model_copy(update=_resolved(step, agents)) for step in definition.steps)
    return definition.model_copy(update={"steps": steps}), located


def _resolved(step: Step, registry: Registry) -> dict[str, Json]:
    agent, fallback = registry.get(step.agent), step.fallback
    if fallback not in (None, OFF):
        fallback = registry.get(str(fallback)).name
    return {"agent": agent.name, "fallback": fallback, "parameters": {**agent.preset, **step.parameters}}


def files_by_name(folder: Path = FOLDER) -> dict[str, Path]:
    return by_name(sorted(folder.glob("*")) if folder.is_dir() else ())


P = TypeVar("P", bound=PurePath)


def by_name(paths: Iterable[P]) -> dict[str, P]:
    """Those that are workflow files. `DefinitionError` for two of one name."""
    found: dict[str, P] = {}
    for path in paths:
        if path.suffix not in SUFFIXES:
            continue
        if path.stem in found:
            why = f"`{found[path.stem].name}` is the same workflow"
            raise DefinitionError(f"two files for the workflow `{path.stem}`", where=f"{path}:1", why=why, next="keep one of them")
        found[path.stem] = path
    return found


def _problems(definition: WorkflowDefinition, path: PurePath, located: Located, registry: Registry) -> Iterator[DefinitionError]:
    if definition.name != path.stem:
        why = f"the file is `{path.name}`, the name `{definition.name}`"
        yield located.error(("name",), "a workflow's name is its file's name", why=why, next="rename one of them")
    if definition.pattern.value not in BUILT_PATTERNS:
        why = f"available: {listed(BUILT_PATTERNS)}"
        yield located.error(("pattern",), f"the pattern `{definition.pattern.value}` is not available", why=why, next="use one that is")
    at_once = definition.pattern is Pattern.parallel or any(step.shard for step in definition.steps)
    if ("max_parallel",) in located.values and not at_once:
        why = f"the steps of a {definition.pattern.value} workflow run one at a time, and none of them has shards"
        yield located.error(("max_parallel",), "`max_parallel` belongs to parallel workflows", why=why, next="remove it")
    yield from _dependent(definition, located)
    yield from _goal_problems(definition, located, registry)
    iterative = definition.pattern is Pattern.iterative
    earlier: list[str] = []
    for number, step in enumerate(definition.steps):
        names = [s.name for s in definition.steps]
        yield from _step_problems(step, ("steps", number), earlier, names, located, registry, of_the_one_before=iterative)
        earlier.append(step.name)


def _dependent(definition: WorkflowDefinition, located: Located) -> Iterator[DefinitionError]:
    for number, step in enumerate(definition.steps):
        if definition.pattern is Pattern.parallel and step.consumes:
            what = f"`{step.name}` cannot consume a report in a parallel workflow"
            why = "its steps run at the same time"
            yield located.error(("steps", number, "consumes"), what, why=why, next="remove it, or make the workflow sequential")


def _goal_problems(definition: WorkflowDefinition, located: Located, registry: Registry) -> Iterator[DefinitionError]:
    if definition.pattern is not Pattern.iterative:
        for key in ("goal", "max_iterations", "budget"):
            if (key,) in located.values:
                why = f"this one is {definition.pattern.value}"
                yield located.error((key,), f"`{key}` belongs to iterative workflows", why=why, next="remove it")
        return
    example = "write it as `goal: invoice-generation.p95 <= 300`"
    if definition.goal is None:
        yield located.error(("pattern",), "an iterative workflow needs a `goal`", why="it would not know when to end", next=example)
    elif Goal.parse(definition.goal) is None:
        why = "a goal is a metric, `<=` or `>=`, and a number"
        yield located.error(("goal",), f"`{definition.goal}` is no goal", why=why, next=example)
    first = definition.steps[0]
    agent = registry.find(first.agent)
    given = {**agent.preset, **first.parameters} if agent else {}
    asked = [given, {**given, **(first.degraded or {})}]
    if agent and "measure" in agent.parameters and any(mode.get("measure") != "now" for mode in asked):
        loc = ("steps", 0, "parameters", "measure")
        why = "each iteration measures anew, and history would answer"
        yield located.error(loc, f"`{first.name}` has to measure now", why=why, next="give it `parameters: {measure: now}`")


def _step_problems(
    step: Step, loc: Loc, earlier: list[str], names: list[str], located: Located, registry: Registry, *, of_the_one_before: bool
) -> Iterator[DefinitionError]:
    if step.name in earlier:
        first = located.position(("steps", names.index(step.name)))[0]
        key = "name" if (*loc, "name") in located.values else "agent"
        yield located.error(
            (*loc, key), f"two steps are named `{step.name}`", why=f"the first is in line {first}", next="give this one another `name`"
        )
    agent = registry.find(step.agent)
    if agent is None:
        why = f"the agents are {listed(registry.names)}"
        yield located.error((*loc, "agent"), f"unknown agent `{step.agent}`", why=why, next=registry.hint(step.agent))
    for name, next_ in step.unknown_parameters(step.parameters, agent).items() if agent else ():
        why = f"`{step.agent}` does not know it, and the prompt does not use it"
        yield located.error((*loc, "parameters", name), f"unknown parameter `{name}`", why=why, next=next_)
    yield from _ladder_problems(step, agent, loc, located, registry) if agent else ()
    yield from _shard_problems(step, agent, loc, located, registry) if agent and step.shard else ()
    for number, consumed in enumerate(step.consumes):
        if consumed in earlier or (of_the_one_before and consumed in names):
            continue
        why = "it comes later, or is this step" if consumed in names else "there is no such step"
        known = names if of_the_one_before else earlier
        next_ = nearest(consumed, known) or f"the {'' if of_the_one_before else 'earlier '}steps are {listed(known) or 'none'}"
        yield located.error((*loc, "consumes", number), f"`{step.name}` cannot consume `{consumed}`", why=why, next=next_)
    for inner in odd_placeholders(step.prompt):
        why = f"`{{{{ {inner} }}}}` is not the name of a parameter"
        yield located.error((*loc, "prompt"), "a prompt has placeholders, not expressions", why=why, next="write `{{ name }}`")


def _ladder_problems(step: Step, agent: AgentDefinition, loc: Loc, located: Located, registry: Registry) -> Iterator[DefinitionError]:
    for name, next_ in step.unknown_parameters(step.degraded or {}, agent).items():
        why = f"`{step.agent}` does not know it, and the prompt does not use it"
        yield located.error((*loc, "degraded", name), f"unknown parameter `{name}`", why=why, next=next_)
    if step.fallback in (None, OFF):
        return
    if (following := registry.find(str(step.fallback))) is None:
        why = f"the agents are {listed(registry.names)}"
        what = f"the fallback `{step.fallback}` is no agent"
        yield located.error((*loc, "fallback"), what, why=why, next=registry.hint(str(step.fallback)))
    elif agent.name in (names := chain(registry, agent.name, following.name))[1:]:
        yield located.error((*loc, "fallback"), "the fallbacks go in a circle", why=" → ".join(names), next=f"choose another, or `{OFF}`")


def _shard_problems(step: Step, agent: AgentDefinition, loc: Loc, located: Located, registry: Registry) -> Iterator[DefinitionError]:
    """Whoever may answer has to know what part of the repository is meant: it would look at all of it, once a shard."""
    own = () if step.fallback == OFF else chain(registry, step.fallback or agent.fallback or "")
    for one in (agent, *filter(None, map(registry.find, own))):
        if lacking := {MODULE, WITHOUT} - one.parameters.keys():
            role = "" if one is agent else f"; `fallback: {OFF}`, or another one, would do"
            why = f"it has no parameter {listed(sorted(lacking))} that names a part of the repository"
            yield located.error((*loc, "shard"), f"`{one.name}` cannot be sharded", why=why, next=f"remove `shard`{role}")
