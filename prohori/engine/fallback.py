"""A step's ladder: its agent, the agent's degraded mode, the agent that stands in for it, that one's degraded mode, and so on.

An alternative is given those of the step's parameters that it declares, and never one that it does not know; what it goes without is
said with its answer. It has its own retries and its own timeout. The step's `ttl` holds for every rung: it says how old the step's
answer may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prohori.agents.definition import AgentDefinition, Criticality, Ttl
from prohori.agents.registry import OFF, Registry
from prohori.engine.shards import NO_SHARD, Shard, shard_of
from prohori.model import Json
from prohori.workflows.definition import Step

STANDS_IN = "You stand in for `{agent}`, which could not answer. Report what you would defend, and say what of its task you left undone."


@dataclass(frozen=True)
class Rung:
    """One way to answer a step: who is asked, and what."""

    step: Step
    agent: AgentDefinition
    part: str
    """What its ladder answers: the step, or the shard of it."""
    place: str
    """Unique in the run, and the same in every process: `review`, `review (degraded)`, `review [services/billing] (code-reviewer)`."""
    parameters: Mapping[str, Json]
    prompt: str
    ttl: Ttl
    timeout: float
    criticality: Criticality
    """The step's, else that of its own agent, whoever answers."""
    degraded: bool = False
    without: tuple[str, ...] = ()
    """Parameters of the step that its agent does not know."""
    shard: Shard = NO_SHARD

    @property
    def name(self) -> str:
        """The step's."""
        return self.step.name


Ladders = tuple[tuple[Rung, ...], ...]
"""Of one step: one, or one a shard."""


def ladder(step: Step, registry: Registry, given: Mapping[str, Json], shard: Shard = NO_SHARD) -> tuple[Rung, ...]:
    """From the first rung to the last; `given` are the run's parameters, above the step's, and the shard's are above all.

    Raises `UsageError` for a prompt whose placeholder has no value.
    """
    asked = {**step.parameters, **given}
    return tuple(rung for agent, degraded in _agents(step, registry) for rung in _rungs(step, registry, agent, asked, degraded, shard))


def _agents(step: Step, registry: Registry) -> Iterator[tuple[AgentDefinition, Mapping[str, Json]]]:
    """Each agent with the parameters of its degraded mode. That there is an end is checked where definitions are loaded."""
    agent = registry.get(step.agent)
    yield agent, agent.degraded if step.degraded is None else step.degraded
    following = step.fallback or agent.fallback
    while following and following != OFF:
        agent = registry.get(following)
        yield agent, agent.degraded
        following = agent.fallback


def _rungs(
    step: Step, registry: Registry, agent: AgentDefinition, asked: Mapping[str, Json], degraded: Mapping[str, Json], shard: Shard
) -> Iterator[Rung]:
    first = registry.get(step.agent)
    own = agent is first
    asked = shard.given(asked)
    known = asked if own else {name: value for name, value in asked.items() if name in agent.parameters}
    part = shard_of(step.name, shard.name)
    for mode in ({}, degraded) if degraded else ({},):
        parameters = shard.given({**known, **mode})
        if mode and parameters == known:
            continue  # the degraded mode is what was asked for anyway
        words = [*([] if own else [agent.name]), *(["degraded"] if mode else [])]
        prompt = (agent.prompt, step.rendered_prompt({**asked, **mode}), "" if own else STANDS_IN.format(agent=first.name))
        yield Rung(
            step=step, agent=agent, part=part, place=f"{part} ({', '.join(words)})" if words else part, parameters=parameters,
            prompt="\n\n".join(filter(None, prompt)), ttl=agent.ttl if step.ttl is None else step.ttl,
            timeout=(step.timeout if own else None) or agent.timeout, criticality=step.criticality or first.criticality,
            degraded=bool(mode), without=tuple(sorted(asked.keys() - parameters.keys() - step.placeholders())), shard=shard,
        )  # fmt: skip
