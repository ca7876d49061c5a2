"""What a workflow file may say. Reading one, and what only shows beside the agents, is `loader.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from prohori.agents.definition import AgentDefinition, Criticality, Name, Seconds, Ttl
from prohori.definition_errors import Definition, listed, nearest
from prohori.errors import UsageError
from prohori.model import Json

BUILT_PATTERNS = ("sequential", "parallel", "iterative")
_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*")


class Pattern(StrEnum):
    """How the steps are arranged."""

    sequential = "sequential"
    parallel = "parallel"
    conditional = "conditional"
    iterative = "iterative"
    pipeline = "pipeline"


class Step(Definition):
    """One use of an agent."""

    agent: Name = Field(description="Who does it: an agent's name or alias.")
    name: Name = Field(default_factory=lambda step: str(step["agent"]), description="Unique in the workflow; the agent's name if left out.")
    description: str = Field(default="", description="What this step is for.")
    prompt: str = Field(
        default="", description="What the agent is asked beyond its definition; `{{ parameter }}` is replaced by that parameter's value."
    )
    parameters: dict[str, Json] = Field(default={}, description="What the agent is given; part of the cache key.")
    consumes: tuple[Name, ...] = Field(
        default=(), description="Earlier steps whose reports the agent is given: it runs again when one of them changes."
    )
    criticality: Criticality | None = Field(default=None, description="Instead of the agent's own.")
    ttl: Ttl | None = Field(default=None, description="Hours, or `off`; instead of the agent's own.")
    timeout: Seconds | None = Field(default=None, description="Seconds; instead of the agent's own.")
    shard: Literal["service"] | None = Field(
        default=None, description="`service`: a task of its own for each service of the repository, and one for the files in none."
    )
    fallback: Name | None = Field(default=None, description="Who answers if the agent fails, or `off`; instead of the agent's own.")
    degraded: dict[str, Json] | None = Field(
        default=None, description="Parameters of the agent's degraded mode; instead of the agent's own. `{}`: it has none here."
    )

    def unknown_parameters(self, given: Mapping[str, Json], agent: AgentDefinition) -> dict[str, str]:
        """Those that neither the agent knows nor the prompt uses, each with what to do about it."""
        known = agent.parameters.keys() | self.placeholders()
        return {name: nearest(name, known) or f"parameters: {listed(known) or 'none'}" for name in given if name not in known}

    def placeholders(self) -> frozenset[str]:
        return frozenset(inner.strip() for inner in _BRACES.findall(self.prompt))

    def rendered_prompt(self, parameters: Mapping[str, Json] | None = None) -> str:
        """The prompt with its placeholders replaced from the step's parameters and, above them, the run's."""
        known = {**self.parameters, **(parameters or {})}

        def replaced(match: re.Match[str]) -> str:
            name = match[1].strip()
            if name not in known:
                next_ = nearest(name, known) or f"pass `{name}`, or remove it from the prompt"
                raise UsageError(
                    f"`{{{{ {name} }}}}` has no value",
                    where=f"step `{self.name}`",
                    why=f"the parameters are {listed(known) or 'none'}",
                    next=next_,
                )
            value = known[name]
            return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)

        return _BRACES.sub(replaced, self.prompt)


def odd_placeholders(prompt: str) -> list[str]:
    """What stands between double braces and is not the name of a parameter: prompts have no expressions."""
    return [inner.strip() for inner in _BRACES.findall(prompt) if not _PLACEHOLDER.fullmatch(inner)]


class WorkflowDefinition(Definition):
    """A named list of steps with a pattern."""

    name: Name = Field(description="The file's name without its suffix.")
    description: str = Field(min_length=1, description="What the workflow is for.")
    pattern: Annotated[Pattern, Field(description="How the steps are arranged.")]
    on_verdict_fail: Literal["unchanged", "degraded", "failed"] = Field(
        default="unchanged", description="What the outcome becomes when a check ran and its verdict is `fail`."
    )
    on_degraded: Literal["fail", "warn"] = Field(
        default="fail",
        description="How Prefect shows a degraded run: `fail` is a failed state, `warn` a completed one; both are named `Degraded`.",
    )
    max_parallel: Annotated[int, Field(ge=1, le=64, description="How many steps, or shards of a step, run at once.")] = 4
    goal: str | None = Field(
        default=None,
        description="Iterative: `METRIC <= NUMBER` or `METRIC >= NUMBER`, a metric of the first step in its unit.",
        examples=["invoice-generation.p95 <= 300"],
    )
    max_iterations: Annotated[int, Field(ge=1, le=50, description="Iterative: how often the steps after the first may run.")] = 5
    budget: Seconds | None = Field(default=None, description="Iterative: seconds after which no iteration begins.")
    steps: Annotated[
        tuple[Step, ...],
        Field(
            min_length=1,
            description="At least one; sequential: in this order; parallel: none consumes; iterative: the first measures, and all may "
            "consume what another, or they themselves, reported in the iteration before.",
        ),
    ]

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)
