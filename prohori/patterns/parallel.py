"""Independent steps, `max_parallel` of them, or of their shards, running at once. All results are kept: a step that failed never
stops the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prohori.model import StepResult
from prohori.patterns.attempt import Merge, Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.flight import fly

if TYPE_CHECKING:
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Ladders


def run(
    steps: Sequence[Ladders], prepare: Prepare, submit: Submit, breaker: Breaker, merge: Merge, *, max_parallel: int
) -> Iterator[StepResult]:
    """Yields each step's result as it ends, which is not the order of their definition. Raises what `fly` raises."""
    descents = {ladders[0][0].name: [Descent(ladder, breaker) for ladder in ladders] for ladders in steps}
    left = {name: len(shards) for name, shards in descents.items()}
    for ended in fly((one for shards in descents.values() for one in shards), prepare, submit, slots=max_parallel):
        left[ended.first.name] -= 1
        if not left[ended.first.name]:
            yield merge(descents[ended.first.name])
