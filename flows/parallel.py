"""Parallel: independent steps, `max_parallel` of them at once; a step that failed never stops the others.

python flows/parallel.py health-check --repo PATH
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect, which reads its settings while it is imported

from prefect import State, flow

from prohori.engine.request import RunRequest
from tasks.threads import StepThreads
from tasks.workflow import perform, run_name

__all__ = ["parallel", "prefect_environment"]

THREADS = 256
"""Made when needed. The workflow's window says how many steps run; a step that waits for its next attempt has left the
window, but not its thread."""


@flow(name="parallel", flow_run_name=run_name, task_runner=StepThreads(max_workers=THREADS), validate_parameters=True)
def parallel(request: RunRequest) -> State[None]:
    """Runs a parallel workflow: its agents at the same time, all results kept, each answered from the cache as long as
    nothing that it read has changed."""
    return perform(request, pattern="parallel")


if __name__ == "__main__":
    from prohori.cli.main import main

    main(["run"])
