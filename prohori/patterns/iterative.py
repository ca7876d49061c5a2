"""Steps again and again, until what the first of them measures meets the goal.

An iteration is all steps in their order. A step may consume a report of its own iteration, or of the one before: what is
remembered from one iteration to the next is in reports, and nowhere else. After the last iteration the first step measures once
more, so that what the others did last counts too. A step without an answer ends the loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prohori.model import Cause, Decision, Report, StepOutcome, StepResult, WorkflowOutcome
from prohori.patterns.attempt import Merge, Prepare, Submit
from prohori.patterns.descent import Descent
from prohori.patterns.flight import fly
from prohori.patterns.goal import Goal
from prohori.patterns.outcome import End

if TYPE_CHECKING:
    from prohori.engine.breaker import Breaker
    from prohori.engine.fallback import Ladders

LEFT = "remedies_left"
"""The metric by which a step says how much more it could try; 0 makes the next measurement the last."""


class Loop:
    """One pursuit of a goal. `budget` is in seconds, of this process; no iteration begins after it."""

    def __init__(self, goal: Goal, *, max_iterations: int, budget: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._goal, self._last, self._budget, self._clock = goal, max_iterations + 1, budget, clock
        self._values: dict[str, float] = {}
        """What was measured, by step."""
        self._unit = ""
        self._obstacle = f"{max_iterations} iteration{'s' if max_iterations != 1 else ''} are over"
        self._decisions: list[Decision] = []

    def run(
        self, steps: Sequence[Ladders], prepare: Prepare, submit: Submit, breaker: Breaker, merge: Merge, *, max_parallel: int
    ) -> Iterator[StepResult]:
        """Yields each step's result as it ends, named `measure #2` in the second iteration. Raises what `fly` raises."""
        reports: dict[str, Report] = {}
        began, number = self._clock(), 0
        while number < self._last:
            number += 1
            for place, ladders in enumerate(steps):
                first = ladders[0][0]
                upstream = {name: reports[name] for name in first.step.consumes if name in reports}
                descents = [Descent(ladder, breaker, upstream) for ladder in numbered(ladders, number)]
                for _ in fly(descents, prepare, submit, slots=max_parallel):
                    pass
                result = merge(descents)
                yield result
                if result.report is None or result.outcome is StepOutcome.failed:
                    self._obstacle = f"{result.name} {result.outcome.value}: {(result.reason or 'no reason given').splitlines()[0]}"
                    return
                reports[first.name] = result.report
                if place == 0 and (self._measured(result.name, result.report) or number == self._last):
                    return
                if place == 0 and self._budget is not None and self._clock() - began >= self._budget:
                    self._obstacle = f"the budget of {self._budget:g} s is over"
                    return
                if place > 0:
                    self._heard(result.name, result.report, number)

    def _measured(self, name: str, report: Report) -> bool:
        """Whether there is nothing more to do."""
        found = report.metrics.get(self._goal.metric)
        if found is None:
            self._obstacle = f"{name} reported no `{self._goal.metric}`"
            return True
        self._values[name], self._unit = found.value, found.unit
        self._decisions.append(Decision(step=name, what=self._goal.metric, value=found.value))
        return self._goal.met(found.value)

    def _heard(self, name: str, report: Report, number: int) -> None:
        self._decisions.append(Decision(step=name, what=report.summary))
        left = report.metrics.get(LEFT)
        if left is not None and left.value == 0:
            self._last, self._obstacle = number + 1, f"{name} has nothing left to try"

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(self._decisions)

    def concluded(self, end: End) -> End:
        """The end of the workflow, from that of its steps: a goal that is not met outranks `degraded`."""
        outcome, cause, reason = end
        if outcome in (WorkflowOutcome.cancelled, WorkflowOutcome.failed):
            return end
        if not self._values:
            return WorkflowOutcome.failed, Cause.execution, "; ".join(filter(None, (self._obstacle, reason)))
        *_, last = self._values.values()
        if self._goal.met(last):
            return end
        best = self._goal.best(list(self._values.values()))
        shown = f"{best:.4g} {self._unit}".strip()
        where = next(name for name, value in self._values.items() if value == best)
        why = f"the goal `{self._goal}` is not met: the best found is {shown} ({where}); {self._obstacle}"
        cause = Cause.verdict if cause is Cause.none else cause
        return WorkflowOutcome.goal_not_met, cause, "; ".join(filter(None, (why, reason)))


def numbered(ladders: Ladders, number: int) -> Ladders:
    """Of one iteration: its places, and so its task runs and what a checkpoint calls them, are its own."""
    step = ladders[0][0].step
    named = step.model_copy(update={"name": f"{step.name} #{number}"})

    def of_iteration(name: str) -> str:
        return named.name + name.removeprefix(step.name)

    return tuple(
        tuple(replace(rung, step=named, part=of_iteration(rung.part), place=of_iteration(rung.place)) for rung in ladder)
        for ladder in ladders
    )


def in_definition(name: str) -> str:
    """The step's name there."""
    return name.rpartition(" #")[0] or name
