"""What the calls of one probe gave, and the result that follows from it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from prohori.gateways.conditions import Judgement
from prohori.gateways.connection import NotReachable
from prohori.gateways.exchange import Answer
from prohori.gateways.expressions import Expression, judged, parsed
from prohori.gateways.portals import Access
from prohori.gateways.probes import Sampled
from prohori.gateways.results import conditions_of, latency_of, now
from prohori.gateways.values import at
from prohori.model import Json, ProbeKind, ProbeResult

TOKENS = ("grant", "refresh")
"""Operations that only some of the calls need, so they are no samples."""


@dataclass
class Observation:
    """Filled in by the calls. Nothing of a body is kept but what a condition asks for."""

    name: str
    probe: Sampled
    kind: ProbeKind
    target: str
    simulated: bool = False
    answered: bool | None = None
    """None until something was asked."""
    judgement: Judgement = field(default_factory=Judgement)
    stated: dict[str, str] = field(default_factory=dict)
    """How a rule reads as a condition."""
    samples_ms: list[float] = field(default_factory=list)
    facts: defaultdict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    operations: dict[str, None] = field(default_factory=dict)
    lost: list[NotReachable] = field(default_factory=list)
    last: Answer | None = None
    access: Access | Literal[""] = ""

    def __post_init__(self) -> None:
        self.expressions: list[Expression] = [parsed(text) for text in self.probe.conditions]

    def expect(self, *conditions: str) -> None:
        """Conditions that hold where the operator states none on the same name."""
        stated = {one.name for one in self.expressions}
        self.expressions += [one for one in map(parsed, conditions) if one.name not in stated]

    def hear(self, operation: str, answer: Answer) -> None:
        self.operations[operation] = None
        if operation in TOKENS:
            return
        self.answered, self.last = True, answer
        self.samples_ms.append(answer.milliseconds["latency"])
        self.facts["status"].append(answer.status)
        self.facts["content_type"].append(answer.headers.get("content-type", "").partition(";")[0].strip().lower())
        self.facts["body_bytes"].append(len(answer.body))
        if answer.certificate_days is not None:
            self.facts["certificate_days"].append(round(answer.certificate_days, 2))
        pointers = [one.name for one in self.expressions if one.name.startswith("/")]
        if pointers:
            body = body_of(answer)
            for pointer in pointers:
                self.facts[pointer].append(at(body, pointer))

    def add(self, found: Judgement) -> None:
        """Of one more sample."""
        self.judgement.faults += found.faults
        self.judgement.judged |= found.judged
        self.judgement.unjudged |= found.unjudged
        self.judgement.clock_skew_seconds = found.clock_skew_seconds

    def lose(self, error: NotReachable) -> None:
        """A call that nobody answered."""
        self.answered = bool(self.answered)
        self.lost.append(error)

    def result(self) -> ProbeResult:
        if self.lost:
            self.judgement.ask("gateway-reachable", "reachable", self._unheard())
        latency = latency_of(self.samples_ms)
        if latency is not None:
            self.facts["latency_p50"], self.facts["latency_p95"] = [latency.p50], [latency.p95]
        skew, days = self.judgement.clock_skew_seconds, self.facts.get("certificate_days")
        if skew is not None:
            self.facts["clock_skew_seconds"] = [abs(round(skew, 1))]
        conditions = conditions_of(self.judgement, self.stated)
        if self.answered is not None:
            conditions += tuple(judged(one, self.facts, answered=self.answered) for one in self.expressions)
        return ProbeResult(
            name=self.name, kind=self.kind, at=now(), answered=self.answered, conditions=conditions, latency=latency, target=self.target,
            operations=tuple(self.operations), certificate_days=days[-1] if days else None,
            clock_skew_seconds=None if skew is None else round(skew, 1), simulated=self.simulated,
            access=self.access,
        )  # fmt: skip

    def _unheard(self) -> str:
        error = self.lost[0]
        said = f"{error.what[0].lower()}{error.what[1:]}{f' ({error.why})' if error.why else ''}"
        return said if not self.answered else f"{len(self.lost)} of {len(self.lost) + len(self.samples_ms)} calls had no answer: {said}"


def body_of(answer: Answer) -> Json:
    """None for one that is not JSON, or not whole."""
    try:
        return json.loads(answer.body) if not answer.cut else None
    except (ValueError, RecursionError):
        return None
