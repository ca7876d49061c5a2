"""Stand-ins for what surrounds a step: agents that are functions of a test, and a `submit` that runs steps in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from prohori.agents.definition import AgentDefinition
from prohori.agents.registry import Registry
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import remember
from prohori.engine import steps
from prohori.engine.request import RunRequest, StepRequest
from prohori.engine.workspace import Workspace
from prohori.model import Job, Report
from prohori.settings import Settings
from prohori.snapshot.protocol import Reads
from prohori.snapshot.tree import Snapshot
from prohori.workflows.definition import WorkflowDefinition

Agent = Callable[[Job, Reads], Report]


class Agents(Registry):
    """A registry whose local agents are the functions it was made with."""

    def __init__(self, agents: Mapping[str, tuple[AgentDefinition, Agent]]) -> None:
        super().__init__({name: definition for name, (definition, _) in agents.items()})
        object.__setattr__(self, "_functions", {name: function for name, (_, function) in agents.items()})

    def local(self, name: str) -> Agent:
        return self._functions[name]


def agent(name: str, function: Agent, **keys: object) -> dict[str, tuple[AgentDefinition, Agent]]:
    given = {"ttl": 72, "criticality": "medium", **keys}
    return {name: (AgentDefinition(name=name, description=name, **given), function)}


def workspace(folder: Path, state: Path, agents: Registry, steps_: list[dict[str, object]], **request: object) -> Workspace:
    """A workspace over `folder` with its state below `state`; opened anew for each run, as a process would."""
    settings = Settings(home=state)
    workflow = WorkflowDefinition(name="tested", description="A workflow of a test.", pattern="sequential", steps=steps_)
    asked = RunRequest(workflow="tested", repository=str(folder), **request)
    store = Store.open(settings.folder("cache"))
    return Workspace(asked, settings, workflow=workflow, registry=agents, snapshot=Snapshot.take(folder), store=store)


class Inline:
    """Runs a step at once, and keeps its record as Prefect's result storage would."""

    def __init__(self, request: StepRequest) -> None:
        self.request, self.seconds = request, 0.0
        self.cached = request.cache.state == "hit"

    def wait(self) -> StepRecord:
        request = self.request
        if self.cached:
            return request.decision.record
        request.attempts += 1
        record = steps.execute(request)
        if request.key:
            assert remember(request.workspace.store, record)
        return record
