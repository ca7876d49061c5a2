"""Every error Prohori raises on purpose.

ProhoriError                    exit 1
├── UsageError                  exit 2: the call or a definition is wrong; the user mends it
│   ├── DefinitionError         a workflow or agent file is wrong (carries file and line)
│   ├── RepositoryError         the ERP repository cannot be read as asked
│   └── SettingsError           settings, state directory or environment
├── TransientError              may mend by itself: retried
│   └── SnapshotChanged         a file changed while it was being read: retried on a new snapshot
├── PermanentError              will not mend by itself: never retried
│   ├── AgentError              the agent failed on this input
│   ├── NotAnalysed             one file was too much for its analyser; the others go on
│   ├── MalformedReport         what the agent returned is not a report
│   ├── SnapshotViolation       an agent left the snapshot (path, process, socket, environment)
│   └── TimeLimit               the agent's time is over
├── TerminalError               nothing more of this runner should start (credentials, quota, budget)
└── Cancelled                   exit 130

Whether an error is retried or terminal is its class, never a match on its text.
A message has four parts: what, where, why, what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prohori.observe.printable import printable

if TYPE_CHECKING:
    from prohori.model import Report


class ProhoriError(Exception):
    """What happened, where, why, and what to do next; each part is shown on a line of its own."""

    exit_code = 1
    report: Report | None = None
    """What an agent had found before it failed; shown with its step, if nobody else answers that."""

    def __init__(self, what: str, *, where: str = "", why: str = "", next: str = "") -> None:
        self.what, self.where, self.why, self.next = what, where, why, next
        super().__init__(what, where, why, next)

    def __str__(self) -> str:
        parts = [self.what]
        parts += [f"  {label}: {text}" for label, text in (("where", self.where), ("why", self.why), ("next", self.next)) if text]
        return printable("\n".join(parts))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.why, self.next)


def _rebuild(kind: type[ProhoriError], what: str, where: str, why: str, next: str) -> ProhoriError:
    return kind(what, where=where, why=why, next=next)


class UsageError(ProhoriError):
    exit_code = 2


class DefinitionError(UsageError):
    """`where` is `file:line`."""


class RepositoryError(UsageError):
    pass


class SettingsError(UsageError):
    pass


class TransientError(ProhoriError):
    pass


class SnapshotChanged(TransientError):
    pass


class PermanentError(ProhoriError):
    pass


class AgentError(PermanentError):
    pass


class NotAnalysed(PermanentError):
    """`what` is the reason, as a report lists it; `why` is the traceback, where the analyser itself failed."""


class MalformedReport(PermanentError):
    pass


class SnapshotViolation(PermanentError):
    pass


class TimeLimit(PermanentError):
    pass


class TerminalError(ProhoriError):
    pass


class Cancelled(ProhoriError):
    exit_code = 130
