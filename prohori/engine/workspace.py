"""What one run works with: one snapshot, one date, the store, and the operator's answers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property

from prohori.agents.registry import Registry, load_all
from prohori.agents.scope import scope_of
from prohori.cache.key import code_version
from prohori.cache.memo import StoreMemo
from prohori.cache.store import Store
from prohori.cancellation import Cancellation
from prohori.engine.answers import DHAKA, Answers, target_of
from prohori.engine.fallback import Ladders, ladder
from prohori.engine.request import RunRequest
from prohori.engine.shards import NO_SHARD, Shard, shards_of
from prohori.errors import SnapshotChanged, UsageError
from prohori.isolation.pool import Pool
from prohori.isolation.process import Limits
from prohori.model import Json, RepositoryState
from prohori.patterns.goal import Goal
from prohori.settings import Settings
from prohori.snapshot.tree import Snapshot
from prohori.trust.standing import Chosen, chosen, note, refuse_others
from prohori.workflows import loader
from prohori.workflows.definition import Step, WorkflowDefinition

OPEN_TRIES = 3


class Workspace:
    """Opened once a run; `renewed` after a file changed under it."""

    def __init__(
        self,
        request: RunRequest,
        settings: Settings,
        *,
        workflow: WorkflowDefinition,
        registry: Registry,
        snapshot: Snapshot,
        store: Store,
        cancellation: Cancellation | None = None,
        trusted: str = "",
        pool: Pool | None = None,
        probes: Mapping[str, Json] | None = None,
    ) -> None:
        """`trusted` is the digest of the repository's own definitions, if the workflow is one of them, and `probes` are theirs."""
        self.request, self.settings, self.workflow, self.registry = request, settings, workflow, registry
        self.snapshot, self.store, self.memo = snapshot, store, StoreMemo(store)
        self.cancellation = cancellation or Cancellation()
        self.trusted = trusted
        self.pool = pool or Pool(settings.analysis_processes, Limits(settings.analysis_seconds, settings.analysis_memory_mb))
        self.today = request.on or datetime.now(DHAKA).date()
        self._probes = probes or {}
        self.answers = Answers(settings, self._probes)
        self.code_version = code_version()

    @classmethod
    def open(cls, request: RunRequest, settings: Settings, cancellation: Cancellation | None = None) -> Workspace:
        """Raises a `UsageError` for a wrong name, definition, repository or parameter before anything is read at length."""
        registry, trusted = load_all(), ""
        probes: Mapping[str, Json] = {}
        if request.workflow in loader.files_by_name():
            workflow = loader.find(request.workflow, registry=registry)
            _check_parameters(request, workflow, registry)
            snapshot = Snapshot.take(target_of(request.repository, settings))
        else:
            snapshot, found = _chosen(request, settings, registry)
            workflow, registry, trusted, probes = found.workflow, found.registry, found.digest, found.probes
            _check_parameters(request, workflow, registry)
        store = Store.open(settings.folder("cache"))
        return cls(
            request, settings, workflow=workflow, registry=registry, snapshot=snapshot, store=store, cancellation=cancellation,
            trusted=trusted, probes=probes,
        )  # fmt: skip

    def renewed(self) -> Workspace:
        """The same run on a new snapshot. What did not change is answered from the cache again."""
        snapshot = Snapshot.take(self.snapshot.root)
        if self.trusted:
            refuse_others(snapshot, self.trusted)
        return type(self)(
            self.request, self.settings, workflow=self.workflow, registry=self.registry,
            snapshot=snapshot, store=self.store, cancellation=self.cancellation, trusted=self.trusted, pool=self.pool, probes=self._probes,
        )  # fmt: skip

    @cached_property
    def repository(self) -> RepositoryState:
        state = self.snapshot.state()
        left_out = "" if self.trusted else note(self.snapshot, self.settings)
        return state.model_copy(update={"notes": (*state.notes, left_out)}) if left_out else state

    def ladders(self, step: Step) -> Ladders:
        """One, or one a shard. Raises `UsageError` for a parameter that cannot be right."""
        given = self.request.parameters.get(step.name, {})
        shards: tuple[Shard, ...] = (NO_SHARD,)
        if step.shard:
            shards = shards_of(self.snapshot, scope_of({**step.parameters, **given}, step.agent))
        return tuple(ladder(step, self.registry, given, shard) for shard in shards)

    @cached_property
    def goal(self) -> Goal | None:
        """Of an iterative workflow, with the limit that the run was asked for."""
        goal = Goal.parse(self.workflow.goal) if self.workflow.goal else None
        return goal and goal.limited(self.request.goal)

    @property
    def uses_network(self) -> bool:
        """Whether an agent that may answer a step does: only those need credentials."""
        rungs = (rung for step in self.workflow.steps for ladder in self.ladders(step) for rung in ladder)
        return any("network" in rung.agent.effects for rung in rungs)

    @property
    def critical(self) -> frozenset[str]:
        """Names of the steps without which the workflow has failed."""
        definitions = ((step, self.registry.get(step.agent)) for step in self.workflow.steps)
        return frozenset(step.name for step, agent in definitions if (step.criticality or agent.criticality) == "critical")


def _chosen(request: RunRequest, settings: Settings, builtin: Registry) -> tuple[Snapshot, Chosen]:
    """A workflow that is no built-in one, on the snapshot in which it stands."""
    for _ in range(OPEN_TRIES - 1):
        with suppress(SnapshotChanged):
            snapshot = Snapshot.take(target_of(request.repository, settings))
            return snapshot, chosen(request.workflow, snapshot, settings, builtin)
    snapshot = Snapshot.take(target_of(request.repository, settings))
    return snapshot, chosen(request.workflow, snapshot, settings, builtin)


def _check_parameters(request: RunRequest, workflow: WorkflowDefinition, registry: Registry) -> None:
    names = [step.name for step in workflow.steps]
    for unknown in sorted(request.parameters.keys() - set(names)):
        raise UsageError(f"Workflow `{workflow.name}` has no step `{unknown}`", next=f"steps: {', '.join(names)}")
    if request.goal is not None and workflow.goal is None:
        raise UsageError(f"Workflow `{workflow.name}` has no goal", why=f"its pattern is {workflow.pattern.value}", next="leave `goal` out")
    first = workflow.steps[0]
    if workflow.goal is not None and request.parameters.get(first.name, {}).get("measure", "now") != "now":
        raise UsageError(
            f"Step `{first.name}` has to measure now", why="each iteration measures anew", next=f"leave `{first.name}.measure` out"
        )
    for step in workflow.steps:
        given = request.parameters.get(step.name, {})
        for name, next_ in step.unknown_parameters(given, registry.get(step.agent)).items():
            raise UsageError(f"Step `{step.name}` has no parameter `{name}`", next=next_)


def now() -> datetime:
    return datetime.now(UTC)
