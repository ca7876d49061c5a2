"""`prohori cache` for its upkeep: what it saved, and removing what shall not or cannot answer any more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from prohori.cache.statistics import StoreReport
    from prohori.cache.store import Store
    from prohori.cache.upkeep import Selection

Flag = Annotated[bool, Parameter(negative="")]
PAGE = 500
"""Records removed in one transaction."""


def report(*, json: Flag = False) -> int:
    """Show per agent what is stored, how often it was used since, and the time that saved.

    Reads every stored result. Uses are counted from the journal, as far back as it reaches.

    Parameters
    ----------
    json
        Print JSON.
    """
    from prohori.cache import statistics
    from prohori.observe.journal import KEY_SHOWN
    from prohori.observe.uses import uses
    from prohori.settings import load

    settings = load()
    used = uses(settings.folder("journal"))
    found = statistics.report(_store(), used.by_record, counted_since=used.since, shown=KEY_SHOWN)
    if json:
        print(found.model_dump_json(indent=1))  # noqa: T201
    else:
        _print(found)
    return 0


def _print(found: StoreReport) -> None:
    from rich.table import Table
    from rich.text import Text

    from prohori.cli.console import out
    from prohori.observe.printable import printable

    table = Table(box=None, pad_edge=False)
    for name in ("agent", "entries", "MB", "oldest", "newest", "made in", "uses", "saved"):
        table.add_column(
            name, justify="left" if name in ("agent", "oldest", "newest") else "right", no_wrap=name != "agent", overflow="fold"
        )
    for one in found.agents:
        table.add_row(
            Text(printable(one.agent)), str(one.entries), f"{one.bytes / 1e6:.1f}", one.oldest[:10], one.newest[:10],
            f"{one.seconds_to_make:.1f} s", str(one.uses), f"{one.seconds_saved:.1f} s",
        )  # fmt: skip
    if found.agents:
        out.print(table)
    out.print(f"{found.memos} results of single files, {found.memo_bytes / 1e6:.1f} MB")
    since = found.counted_since
    out.print(f"uses since {since[:16].replace('T', ' ')} UTC" if since else "no uses are known: the journal is empty", soft_wrap=True)


def invalidate(
    *,
    agent: str | None = None,
    file: str | None = None,
    commit: str | None = None,
    every: Annotated[bool, Parameter(name="--all", negative="")] = False,
    dry_run: Flag = False,
) -> int:
    """Remove stored results of steps, so that these run again. With several conditions, those that meet all.

    Results of single files stay: they hold by content and code. `prohori cache clear` removes these too.

    Parameters
    ----------
    agent
        Made by this agent.
    file
        Of steps that asked for this file by name (path in the repository; of whatever repository).
    commit
        Made when this commit was checked out; its beginning is enough.
    every
        All of them.
    dry_run
        Only print what would go.
    """
    from prohori.cache.upkeep import selected
    from prohori.observe.printable import printable

    selection, store = _selection(agent, file, commit, every), _store()
    going: list[str] = []
    gone = 0
    for key, record in selected(store, selection):
        print(printable(f"{key[:16]}  {record.created[:16]}  {record.agent}  {record.step}  {(record.commit or 'no commit')[:9]}"))  # noqa: T201
        going.append(key)
        if len(going) == PAGE:
            gone += _gone(store, going, dry_run)
            going = []
    gone += _gone(store, going, dry_run)
    print(f"{gone} results of steps {'would be' if dry_run else 'were'} removed.")  # noqa: T201
    return 0


def _gone(store: Store, keys: list[str], dry_run: bool) -> int:
    from prohori.cache.upkeep import remove

    return len(keys) if dry_run or not keys else remove(store, keys)


def _selection(agent: str | None, file: str | None, commit: str | None, every: bool) -> Selection:
    from prohori.cache.upkeep import Selection
    from prohori.errors import UsageError

    given = {name: value for name, value in (("agent", agent), ("file", file), ("commit", commit)) if value is not None}
    if every == bool(given):
        why = "`--all` and a condition exclude each other" if every else "nothing says which results"
        raise UsageError("What shall be removed is not clear", why=why, next="give `--agent`, `--file` or `--commit`, or `--all` alone")
    if empty := [name for name, value in given.items() if not value.strip()]:
        raise UsageError(f"`--{empty[0]}` is empty", next="leave it out, or name one")
    return Selection(agent=agent, file=os.path.normpath(file) if file else None, commit=commit.lower() if commit else None)


def prune(*, dry_run: Flag = False) -> int:
    """Remove what cannot answer any more: results older than their ttl or that no key leads to, files analysed by other code.

    Parameters
    ----------
    dry_run
        Only print what would go. Keys whose results would all go are not foreseen.
    """
    _prune(_store(), dry_run=dry_run)
    return 0


def _prune(store: Store, *, dry_run: bool) -> None:
    from prohori.cache import upkeep
    from prohori.cache.key import code_version
    from prohori.engine.workspace import now

    swept = 0 if dry_run else store.sweep()
    gone = upkeep.prune(store, now=now(), code_version=code_version(), dry_run=dry_run)
    for count, what in (
        (gone.expired, "results of steps older than their ttl"),
        (gone.unreferenced, "results of steps that no key leads to"),
        (gone.traces, "keys without a result"),
        (gone.memos, "results of single files by another version of the code"),
        (swept, "rows that are not of this program"),
    ):
        if count:
            print(f"{count} {what}")  # noqa: T201
    total = gone.expired + gone.unreferenced + gone.traces + gone.memos + swept
    print(f"{total} entries {'would be' if dry_run else 'were'} removed.")  # noqa: T201


def optimize(*, max_size: int | None = None) -> int:
    """Prune, then remove the entries stored longest ago until the files are small enough.

    Parameters
    ----------
    max_size
        In MB. Default: `PROHORI_CACHE_MAX_MB`.
    """
    from prohori.cache import upkeep
    from prohori.errors import UsageError
    from prohori.settings import load

    limit = load().cache_max_mb if max_size is None else max_size
    if limit < 1:
        raise UsageError(f"`--max-size {limit}` is no size", next="give a whole number of MB, at least 1")
    store = _store()
    before = store.size()
    _prune(store, dry_run=False)
    gone = upkeep.optimize(store, limit * 1_000_000)
    print(f"{gone} entries stored longest ago were removed; {before / 1e6:.1f} MB before, {store.size() / 1e6:.1f} MB now.")  # noqa: T201
    return 0


def _store() -> Store:
    from prohori.cache.store import Store
    from prohori.settings import load

    return Store.open(load().folder("cache"))
