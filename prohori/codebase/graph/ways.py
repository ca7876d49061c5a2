"""How something was reached, in words: `src/main.ts → AppModule → InvoiceModule → InvoiceController.create`."""

from __future__ import annotations

from functools import cached_property

from prohori.codebase.graph.names import Names
from prohori.codebase.graph.reached import Why
from prohori.codebase.graph.sweep import Sweep

_LONGEST_WAY = 7  # steps


class Ways:
    def __init__(self, names: Names, sweep: Sweep) -> None:
        self._names = names
        self._sweep = sweep

    def label(self, number: int) -> str:
        symbol = self._names.symbols[number]
        if symbol.kind == "part":
            owner = self._names.owner(number)
            return self.label(owner) if owner is not None else ""
        return symbol.name or self._names.path_of(number)

    def way(self, number: int) -> str:
        """`src/main.ts → AppModule → InvoiceController.create`, from the entry point."""
        steps: list[str] = []
        at: int | None = number
        seen: set[int] = set()
        note = ""
        while at is not None and at not in seen:
            seen.add(at)
            label = self.label(at)
            if not steps or not (steps[-1] == label or steps[-1].startswith(f"{label}.")):
                steps.append(label)
            why = self._why(at)
            if why is None:
                break
            if why.note and (why.parent is None or not note):
                note = why.note if why.parent is None or not why.sure else note
            if why.parent is None:
                path = self._names.path_of(at)
                if steps[-1] != path:
                    steps.append(path)
            at = why.parent
        steps.reverse()
        if len(steps) > _LONGEST_WAY:
            steps = [*steps[:3], "…", *steps[-3:]]
        return " → ".join(steps) + (f" ({note})" if note else "")

    def _why(self, number: int) -> Why | None:
        registered = self._sweep.registered.get(number)
        if registered:
            best = min(registered.values(), key=lambda w: not w.sure)
            if best.parent is not None and self._order.get(best.parent, 0) < self._order.get(number, 0):
                return best
        return self._sweep.alive.get(number)

    @cached_property
    def _order(self) -> dict[int, int]:
        """When each symbol was reached: a way goes back in that order only, so it ends."""
        return {number: order for order, number in enumerate(self._sweep.alive)}

    def ending(self, why: Why, last: str) -> str:
        return f"{self.way(why.parent)} → {last}" if why.parent is not None else last
