"""What keeps a probe from doing anything: only listed operations of one host are sent, whatever the client asks for.

A client of a gateway is given a `ReadOnly` in the place of the network. It refuses a method and path that are not on its list, and
another host, before a connection is made. A private address is refused below (`connection`) unless the operator says `local`; then
what answers there must be a simulator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prohori.allowance import Allowance
from prohori.errors import PermanentError
from prohori.gateways.calls import SIMULATED, Endpoint
from prohori.gateways.exchange import Answer, Call, ask
from prohori.gateways.probes import Probe

Operations = Mapping[tuple[str, str], str]
"""Method and path below the origin, which may end in `*` for one more part, to the operation's name."""


class NotReadOnly(PermanentError):
    """It was not sent."""


class NotASimulator(PermanentError):
    """What answers at a private address does not say that it is simulated."""


class ReadOnly:
    """A `Send`. `heard` is told of each answer, by the operation's name."""

    def __init__(self, endpoint: Endpoint, operations: Operations, heard: Callable[[str, Answer], None]) -> None:
        self._origin, self._local, self._operations, self._heard = endpoint.origin, endpoint.local, operations, heard
        self.simulated = False

    def __call__(self, probe: Probe, allowance: Allowance, call: Call) -> Answer:
        operation = self._operation(probe, call)
        if operation is None:
            allowed = ", ".join(dict.fromkeys(self._operations.values()))
            raise NotReadOnly(
                f"A probe does not send {call.method} there",
                where=probe.shown,
                why=f"it only asks: {allowed}",
                next="use the client for it",
            )
        answer = ask(probe, allowance, call)
        simulated = answer.headers.get(SIMULATED) == "true"
        if self._local and not simulated:
            raise NotASimulator(
                "A gateway at a private address is no simulator", where=self._origin, why=f"its answers have no `{SIMULATED}`",
                next="correct `origin`, or remove `local`",
            )  # fmt: skip
        self.simulated = self.simulated or simulated
        self._heard(operation, answer)
        return answer

    def _operation(self, probe: Probe, call: Call) -> str | None:
        if not probe.shown.startswith(self._origin + "/"):
            return None
        path = probe.shown.removeprefix(self._origin)
        for (method, allowed), operation in self._operations.items():
            rest = path.removeprefix(allowed.removesuffix("*"))
            fits = path == allowed or (allowed.endswith("*") and path.startswith(allowed[:-1]) and rest != "" and "/" not in rest)
            if call.method == method and fits:
                return operation
        return None
