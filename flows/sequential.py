"""Sequential: steps one after another, each may consume earlier reports; a failed critical step stops the rest.

python flows/sequential.py finance-feature --repo PATH
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect, which reads its settings while it is imported

from prefect import State, flow

from prohori.engine.request import RunRequest
from tasks.threads import StepThreads
from tasks.workflow import perform, run_name

__all__ = ["prefect_environment", "sequential"]


THREADS = 256
"""Made when needed. The workflow's window says how many shards of a step run; see `flows/parallel.py`."""


@flow(name="sequential", flow_run_name=run_name, task_runner=StepThreads(max_workers=THREADS), validate_parameters=True)
def sequential(request: RunRequest) -> State[None]:
    """Runs a sequential workflow over an ERP repository: its agents one after another, each answered from the cache
    as long as nothing that it read has changed."""
    return perform(request, pattern="sequential")


if __name__ == "__main__":
    from prohori.cli.main import main

    main(["run"])
