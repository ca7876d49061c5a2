"""What is asked of a workflow, and of one step."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from prohori.model import CacheUse, Fact, Job, Json

if TYPE_CHECKING:
    from prohori.agents.definition import AgentDefinition
    from prohori.cache.trace import Decision
    from prohori.engine.workspace import Workspace


PATH_LENGTH = {"maxLength": 4096}
"""In the form and in the API's own check; what a command is given is refused in the words of its reader."""


class RunRequest(Fact):
    """What is asked of a workflow: the parameters of every deployment, and the form in the Prefect UI."""

    workflow: Annotated[
        str,
        Field(
            description="Name of a workflow: a built-in one, or one in the `.prohori/` of a trusted repository. Or a file's path.",
            json_schema_extra={"minLength": 1, **PATH_LENGTH},
        ),
    ]
    repository: Annotated[
        str,
        Field(description="Folder of the ERP, a git repository or inside one. Empty: `PROHORI_REPO`.", json_schema_extra={**PATH_LENGTH}),
    ] = ""
    on: Annotated[date | None, Field(description="Apply the rules of this date. Empty: today in Asia/Dhaka.")] = None
    refresh: Annotated[bool, Field(description="Run every step again and replace what the cache holds.")] = False
    parameters: Annotated[
        dict[str, dict[str, Json]], Field(description="Step name to parameters that replace those of the definition.")
    ] = {}
    goal: Annotated[float | None, Field(description="Limit of an iterative workflow's goal. Empty: that of the definition.")] = None
    baseline: Annotated[str, Field(description="Baseline file: its findings do not count for exit 5. Empty: `PROHORI_BASELINE`.")] = ""
    suppressions: Annotated[str, Field(description="YAML file of accepted findings. Empty: `PROHORI_SUPPRESSIONS`.")] = ""
    lang: Annotated[Literal["en", "bn"] | None, Field(description="Language of the report. Empty: `PROHORI_LANG`.")] = None


class StepRequest:
    """One step, ready to run: its job, and the record key that was decided before it is submitted.

    `key` is the key of a stored record (a hit), a fresh one (a miss), or None where nothing may be cached. A plain
    class on purpose: Prefect walks through models and containers among a task's arguments in search of futures.
    """

    __slots__ = (
        "attempts", "cache", "criticality", "decision", "definition", "job", "key", "name", "part", "place", "slot", "timeout", "workspace",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        job: Job,
        workspace: Workspace,
        definition: AgentDefinition,
        decision: Decision | None,
        cache: CacheUse,
        *,
        part: str,
        place: str,
        criticality: str,
        timeout: float,
    ) -> None:
        self.slot: AbstractContextManager[None] = nullcontext()
        """Entered for each attempt: where many steps run at once, it holds one back until it may."""
        self.attempts = 0  # how often the body was started; a hit starts none
        self.name, self.job, self.workspace, self.definition = name, job, workspace, definition
        self.part = part
        """The step, or the shard of it, whose answer it would be."""
        self.place = place
        """Where in the run it stands, unique there and the same in every process: its task run's name, and what a checkpoint calls it."""
        self.decision, self.cache = decision, cache
        self.key = decision.key if decision else None
        self.criticality, self.timeout = criticality, timeout

    def __repr__(self) -> str:
        return f"StepRequest({self.place!r}, {self.cache.state})"
