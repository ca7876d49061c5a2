"""Stand-ins for what surrounds a step: agents that are functions of a test, and a `submit` that runs steps in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from prohori.agents.definition import AgentDefinition
from prohori.agents.registry import Registry
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import keep_for_run, load, remember
from prohori.engine import steps
from prohori.engine.request import RunRequest, StepRequest
from prohori.engine.workspace import Workspace
from prohori.errors import SnapshotChanged, TransientError
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


def workspace(
    folder: Path,
    state: Path,
    agents: Registry,
    steps_: list[dict[str, object]],
    *,
    keys: Mapping[str, object] | None = None,
    settings_: Mapping[str, object] | None = None,
    **request: object,
) -> Workspace:
    """A workspace over `folder` with its state below `state`; opened anew for each run, as a process would. `keys` are the
    workflow's own, `settings_` the operator's."""
    settings = Settings(home=state, **(settings_ or {}))
    of_the_workflow = {"pattern": "sequential", **(keys or {})}
    workflow = WorkflowDefinition(name="tested", description="A workflow of a test.", steps=steps_, **of_the_workflow)
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
            return request.decision.record if request.decision else load(request.workspace.store, request.key)
        request.attempts += 1
        record = steps.execute(request)
        if record.key:
            assert remember(request.workspace.store, record)
        elif request.key:
            assert keep_for_run(request.workspace.store, request.key, record)
        return record

    def on_end(self, call: Callable[[], None]) -> None:
        call()


class Threads:
    """Runs each step in a thread, with the retries and delays of its agent, which sleep there as Prefect's do."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=64)

    def __call__(self, request: StepRequest) -> Threaded:
        return Threaded(request, self._pool)


class Threaded(Inline):
    def __init__(self, request: StepRequest, pool: ThreadPoolExecutor) -> None:
        super().__init__(request)
        self._future: Future[StepRecord] = pool.submit(self._tries)

    def _tries(self) -> StepRecord:
        started, retries = time.perf_counter(), self.request.definition.retries
        waits = [*retries.delay_seconds, *[0.0] * retries.attempts]
        try:
            for nth in range(retries.attempts - 1):
                try:
                    return super().wait()
                except SnapshotChanged:
                    raise
                except TransientError:
                    time.sleep(waits[nth])
            return super().wait()
        finally:
            self.seconds = time.perf_counter() - started

    def wait(self) -> StepRecord:
        return self._future.result()

    def on_end(self, call: Callable[[], None]) -> None:
        self._future.add_done_callback(lambda _: call())
