"""What the cache holds and what it saved, per agent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from prohori.cache.memo import PREFIX as MEMO
from prohori.cache.store import Store
from prohori.cache.summary import summaries
from prohori.model import Fact


class AgentUse(Fact):
    """Of the records that one agent has in the store."""

    agent: str
    entries: int = 0
    bytes: int = 0
    oldest: str = ""
    newest: str = ""
    """ISO 8601."""
    seconds_to_make: float = 0
    uses: int = 0
    """Steps that were answered by a record that is still stored, since it was stored."""
    seconds_saved: float = 0
    """Each use times what its record took to make."""


class StoreReport(Fact):
    agents: tuple[AgentUse, ...]
    memos: int
    memo_bytes: int
    counted_since: str | None
    """The oldest line of the journal: uses before it are not known."""


def report(store: Store, uses: Mapping[str, int], *, counted_since: str | None, shown: int) -> StoreReport:
    """Reads every record once. `uses` is by the first `shown` characters of a record's key."""
    agents: dict[str, AgentUse] = {}
    for key, record, size in summaries(store):
        so_far = agents.get(record.agent) or AgentUse(agent=record.agent, oldest=record.created, newest=record.created)
        used = uses.get(key[:shown], 0)
        agents[record.agent] = AgentUse(
            agent=record.agent, entries=so_far.entries + 1, bytes=so_far.bytes + size,
            oldest=min(so_far.oldest, record.created, key=datetime.fromisoformat),
            newest=max(so_far.newest, record.created, key=datetime.fromisoformat),
            seconds_to_make=so_far.seconds_to_make + record.seconds,
            uses=so_far.uses + used, seconds_saved=so_far.seconds_saved + used * record.seconds,
        )  # fmt: skip
    return StoreReport(
        agents=tuple(agents[name] for name in sorted(agents)),
        memos=store.count(MEMO), memo_bytes=store.volume(MEMO), counted_since=counted_since,
    )  # fmt: skip
