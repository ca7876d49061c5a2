"""What a run needs, checked: tools, settings, state, cache, definitions, API, deployments."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator

from prohori.engine.check import Check
from prohori.errors import ProhoriError
from prohori.settings import Settings, load

LOW_DISK_BYTES = 1_000_000_000
PROBE_BYTES = 64_000


def checkup() -> list[Check]:
    """Every check, in the order in which a run needs them. One that cannot be made is `wrong`, never left out."""
    try:
        settings = load()
        folder = settings.state
    except ProhoriError as error:
        return [Check(what="settings", state="wrong", found=f"{error.what}: {error.where} ({error.why})", next=error.next)]
    checks = [Check(what="state", state="ok", found=str(folder))]
    for what, check in (
        ("git", _git),
        ("disk", _disk),
        ("journal", _journal),
        ("cache", _cache),
        ("definitions", _definitions),
        ("repository's definitions", _repository_definitions),
        ("rulebook", _rulebook),
        ("API", _api),
    ):
        checks.extend(_safely(what, check, settings))
    return checks


def _safely(what: str, check: Callable[[Settings], Iterator[Check]], settings: Settings) -> list[Check]:
    try:
        return list(check(settings))
    except ProhoriError as error:
        return [Check(what=what, state="wrong", found=" ".join(filter(None, (error.what, error.where, error.why))), next=error.next)]
    except OSError as error:
        return [Check(what=what, state="wrong", found=str(error))]


def _git(settings: Settings) -> Iterator[Check]:
    path = shutil.which("git")
    if path:
        yield Check(what="git", state="ok", found=path)
    else:
        yield Check(what="git", state="wrong", found="not found on PATH", next="install git 2.25 or newer")


def _disk(settings: Settings) -> Iterator[Check]:
    """By writing: a full disk, a quota and a file system that became read-only look alike to no other question."""
    room = "free some space, or move `PROHORI_HOME`"
    try:
        with tempfile.TemporaryFile(dir=settings.state) as probe:
            probe.write(b"\0" * PROBE_BYTES)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        yield Check(what="disk", state="wrong", found=f"{settings.state} cannot be written: {error.strerror}", next=room)
        return
    free = shutil.disk_usage(settings.state).free
    low = free < LOW_DISK_BYTES
    yield Check(what="disk", state="warning" if low else "ok", found=f"{free / 1e9:.1f} GB free", next=room if low else "")


def _journal(settings: Settings) -> Iterator[Check]:
    yield Check(what="journal", state="ok", found=str(settings.folder("journal") / "journal.jsonl"))


def _cache(settings: Settings) -> Iterator[Check]:
    from prohori.cache.inspection import status
    from prohori.cache.store import Store

    state = status(Store.open(settings.folder("cache")))
    faults = ", ".join(f"{count} {kind}" for kind, count in sorted(state.faults.items()))
    found = f"{state.records} results, {state.bytes / 1e6:.1f} MB"
    if faults:
        yield Check(what="cache", state="warning", found=f"{found}; counted as misses: {faults}", next="`prohori cache clear` begins anew")
    else:
        yield Check(what="cache", state="ok", found=found)


def _definitions(settings: Settings) -> Iterator[Check]:
    from prohori.agents import registry
    from prohori.gateways import kinds
    from prohori.performance.targets import parse
    from prohori.workflows import loader

    agents, workflows = registry.load_all().names, loader.all()
    yield Check(what="definitions", state="ok", found=f"{len(agents)} agents, {len(workflows)} workflows")
    parse(settings.profile_targets)
    if not settings.profile_targets:
        next = "set `PROHORI_PROFILE_TARGETS` (docs/how-to/measure.md) to have something measured"
        yield Check(what="profile targets", state="warning", found="none, so performance-profiler evaluates nothing", next=next)
    if found := kinds.parse(settings.all_probes()):
        yield Check(what="probes", state="ok", found=", ".join(found))
    elif not settings.gateways:
        next = "set `PROHORI_PROBES` (docs/how-to/probe.md) to have your gateways probed"
        yield Check(what="probes", state="warning", found="none, so health-check asks simulators, and says simulated", next=next)


def _repository_definitions(settings: Settings) -> Iterator[Check]:
    from prohori.snapshot.tree import Snapshot
    from prohori.trust import files, records
    from prohori.trust.standing import note

    what = "repository's definitions"
    for record in records.every(settings):
        if isinstance(record, ProhoriError):
            yield Check(what=what, state="wrong", found=f"{record.what}: {record.where} ({record.why})", next=record.next)
    if not settings.repo:
        return
    snapshot = Snapshot.take(settings.repo)
    left_out = note(snapshot, settings)
    if left_out:
        yield Check(what=what, state="warning", found=left_out, next=f"`prohori trust {settings.repo}`")
    elif count := len(files.names(snapshot)):
        yield Check(what=what, state="ok", found=f"{count}, trusted")


def _rulebook(settings: Settings) -> Iterator[Check]:
    from prohori.rulebook.book import rulebook, today

    book, day = rulebook(settings.rules), today()
    lapsed = sum(fact.lapsed(day) for fact in book.facts.values())
    overridden = sum(bool(fact.overrides) for fact in book.facts.values())
    found = f"{len(book.facts)} facts" + (f", {overridden} of them with overrides of {settings.rules}" if overridden else "")
    if lapsed:
        next_ = "`prohori rules due` lists them; what rests on them is not evaluated"
        yield Check(what="rulebook", state="warning", found=f"{found}; {lapsed} not reviewed for {day}", next=next_)
    else:
        yield Check(what="rulebook", state="ok", found=found)


def _api(settings: Settings) -> Iterator[Check]:
    from prohori import prefect_environment, server
    from prohori.engine import deployed

    prefect_environment.set_environment(settings)
    api, own = os.environ["PREFECT_API_URL"], prefect_environment.OWN_SERVER in os.environ
    if not server.healthy(api):
        if own:
            yield Check(what="Prefect API", state="warning", found=f"{api} does not answer; a run starts it", next="`prohori up`")
        else:
            next_ = "start that server, or unset `PREFECT_API_URL`"
            yield Check(what="Prefect API", state="wrong", found=f"{api} does not answer", next=next_)
    elif not server.trusted(settings):
        next_ = "set `PROHORI_SERVER_PORT` to a free port, or `PREFECT_API_URL` to a server of yours"
        yield Check(what="Prefect API", state="wrong", found=f"{api} is not the server of this state folder", next=next_)
    else:
        yield Check(what="Prefect API", state="ok", found=api)
        yield from deployed.checks(settings, own_server=own)
