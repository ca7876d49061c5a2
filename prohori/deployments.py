"""The deployments, one list: `deployments/deployments.yaml`. `prefect.yaml` is made of it, `serve.py` serves it, the doctor compares.

python -m prohori.deployments > prefect.yaml
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

import prohori
from prohori.agents.definition import Name
from prohori.definition_errors import Definition, validate
from prohori.engine.request import RunRequest
from prohori.errors import ProhoriError
from prohori.located_yaml import Located, parse, read_text
from prohori.workflows import loader

LIST = Path(prohori.__file__).parent.parent / "deployments" / "deployments.yaml"
TIMEZONE = "Asia/Dhaka"
WORK_POOL = "prohori"
TAG = "prohori"
COLLISION = "CANCEL_NEW"
"""At most one run at once: one that is due while another still goes is cancelled, so that they never pile up."""
PREPARE = "blocks.worker.prepare"

Cron = Annotated[str, Field(pattern=r"^[0-9*/,\-]+( [0-9A-Za-z*/,\-]+){4}$", description="Five fields, in Asia/Dhaka.")]


class Deployment(Definition):
    """A workflow with its schedule and its parameters."""

    name: Name = Field(description="Unique: the name in the Prefect UI.")
    workflow: Name = Field(description="A workflow of `deployments/workflows/`.")
    cron: Cron
    description: str = Field(min_length=1, description="What the Prefect UI shows beside it.")
    tags: tuple[Name, ...] = Field(default=(), description="Beside `prohori`.")
    parameters: dict[str, Any] = Field(default={}, description="Of the run request, beside the workflow.")

    @property
    def pattern(self) -> str:
        return loader.find(self.workflow).pattern.value

    @property
    def entrypoint(self) -> str:
        return f"flows/{self.pattern}.py:{self.pattern}"

    @property
    def all_tags(self) -> list[str]:
        return [TAG, *self.tags]

    @property
    def request(self) -> dict[str, Any]:
        return {"request": {"workflow": self.workflow, **self.parameters}}


class _List(Definition):
    deployments: tuple[Deployment, ...]


def load(file: Path = LIST) -> tuple[Deployment, ...]:
    """Raises `DefinitionError` with the line of what is wrong: a key, a workflow that is not there, a name used twice."""
    located = parse(read_text(file), str(file))
    found = validate(_List, located, "list of deployments").deployments
    for number, deployment in enumerate(found):
        _check(deployment, number, [one.name for one in found[:number]], located)
    return found


def _check(deployment: Deployment, number: int, earlier: list[str], located: Located) -> None:
    at = ("deployments", number)
    if deployment.name in earlier:
        raise located.error((*at, "name"), f"two deployments are named `{deployment.name}`", next="give this one another name")
    try:
        loader.find(deployment.workflow)
    except ProhoriError as error:
        raise located.error((*at, "workflow"), error.what, why=error.why, next=error.next) from None
    try:
        RunRequest(workflow=deployment.workflow, **deployment.parameters)
    except (ValidationError, TypeError) as error:
        why = str(error).splitlines()[-1]
        raise located.error((*at, "parameters"), "these are not parameters of a run", why=why, next="see docs/reference/cli.md") from None


def as_prefect_yaml(deployments: tuple[Deployment, ...]) -> str:
    """What `prefect deploy --all` reads."""
    listed = {
        "name": "prohori",
        "pull": [{PREPARE: {}}],
        "deployments": [
            {
                "name": one.name,
                "description": one.description,
                "entrypoint": one.entrypoint,
                "parameters": one.request,
                "schedules": [{"cron": one.cron, "timezone": TIMEZONE}],
                "concurrency_limit": {"limit": 1, "collision_strategy": COLLISION},
                "work_pool": {"name": WORK_POOL},
                "tags": one.all_tags,
            }
            for one in deployments
        ],
    }
    body: str = yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=120)
    return f"# Made from deployments/deployments.yaml by `python -m prohori.deployments`; docs/how-to/deploy.md says how to use it.\n{body}"


if __name__ == "__main__":
    print(as_prefect_yaml(load()), end="")  # noqa: T201
