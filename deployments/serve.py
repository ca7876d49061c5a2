"""Serves every deployment of `deployments.yaml` from this one process, without a work pool: `python deployments/serve.py`.

Schedules stay active when it ends (Ctrl-C): what was due meanwhile runs when it is started again. For more machines than one:
docs/how-to/deploy.md.
"""

from __future__ import annotations

import importlib
import os
import sys

from prohori import prefect_environment, server  # isort: skip  # before Prefect, which reads its settings while it is imported

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from blocks.worker import prepare
from prohori import deployments, serving
from prohori.engine.deployed import in_a_pool
from prohori.errors import ProhoriError, UsageError
from prohori.settings import load

__all__ = ["prefect_environment", "served"]


def served(deployment: deployments.Deployment) -> RunnerDeployment:
    flow = getattr(importlib.import_module(f"flows.{deployment.pattern}"), deployment.pattern)
    return flow.to_deployment(
        name=deployment.name,
        description=deployment.description,
        parameters=deployment.request,
        schedules=[Cron(deployment.cron, timezone=deployments.TIMEZONE)],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy(deployments.COLLISION)),
        tags=deployment.all_tags,
    )


def main() -> None:
    settings = load()
    with serving.alone(settings):
        with server.available(settings):
            pass  # until it answers
        if pooled := in_a_pool():
            raise UsageError(
                "A work pool has these deployments already", where=", ".join(pooled), why="its worker would take runs too",
                next=f"start a worker instead, or `prefect deployment delete {pooled[0]}` (each of them), and serve again",
            )  # fmt: skip
        os.chdir(prepare()["directory"])
        serve(*map(served, deployments.load()), pause_on_shutdown=False)


if __name__ == "__main__":
    try:
        main()
    except ProhoriError as error:
        print(f"serve.py: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
