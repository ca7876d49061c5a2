"""Iterative: steps again and again until a measured goal is met; each iteration measures anew.

python flows/iterative.py performance-optimization --repo PATH
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect, which reads its settings while it is imported

from prefect import State, flow

from prohori.engine.request import RunRequest
from tasks.threads import StepThreads
from tasks.workflow import perform, run_name

__all__ = ["iterative", "prefect_environment"]


THREADS = 256
"""Made when needed. The workflow's window says how many shards of a step run; see `flows/parallel.py`."""


@flow(name="iterative", flow_run_name=run_name, task_runner=StepThreads(max_workers=THREADS), validate_parameters=True)
def iterative(request: RunRequest) -> State[None]:
    """Measures, changes something in isolation and measures anew, until the workflow's goal is met, its iterations are over or
    nothing is left to try."""
    return perform(request, pattern="iterative")


if __name__ == "__main__":
    from prohori.cli.main import main

    main(["run"])
