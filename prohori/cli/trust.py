"""`prohori trust`: what a repository defines below `.prohori/`, shown, and used from then on as long as it stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from prohori.agents.definition import AgentDefinition
    from prohori.gateways.kinds import AnyProbe
    from prohori.settings import Settings
    from prohori.snapshot.tree import Snapshot
    from prohori.trust.definitions import RepositoryDefinitions
    from prohori.trust.standing import Standing
    from prohori.workflows.definition import WorkflowDefinition

Flag = Annotated[bool, Parameter(negative="")]
COMPARED_LINES = 2000
"""A longer file is not compared line by line: the time for that grows with the square."""


def trust(repo: Path | None = None, /, *, yes: Flag = False, list: Flag = False, revoke: Flag = False) -> int:
    """Show the workflows, agents and probes in a repository's `.prohori/`, and trust exactly this content of them.

    Parameters
    ----------
    repo
        The ERP. Default: `PROHORI_REPO`, else the current folder.
    yes
        Do not ask.
    list
        Show which repositories are trusted.
    revoke
        Trust the repository's definitions no longer.
    """
    from prohori.agents.registry import load_all
    from prohori.settings import expanded, load
    from prohori.snapshot.tree import Snapshot
    from prohori.trust import records
    from prohori.trust.definitions import parsed
    from prohori.trust.standing import repository_of, standing

    settings = load()
    if list:
        return _list(settings)
    target = expanded(repo or settings.repo or "")
    if revoke:
        return _revoke(target, settings)
    snapshot = Snapshot.take(target)
    found = standing(snapshot, settings)
    definitions = parsed(found.files, load_all(), settings.repository_limits)
    _say(_shown(snapshot, found, definitions))
    if found.state == "trusted" or not found.files.contents:
        return 0
    if not _agreed(repository_of(snapshot), yes=yes):
        return 1
    records.save(settings, repository_of(snapshot), found.files)
    _say([f"Trusted: exactly this content, at this path. `prohori trust --revoke {repository_of(snapshot)}` ends it."])
    return 0


def _agreed(repository: str, *, yes: bool) -> bool:
    import sys

    from prohori.errors import UsageError

    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("Trusting a repository's definitions needs a yes", next=f"`prohori trust --yes {repository}`")
    if input("Trust these definitions? [y/N] ").strip().lower() in ("y", "yes"):
        return True
    _say(["Nothing is trusted that was not before."])
    return False


def _list(settings: Settings) -> int:
    from prohori.errors import SettingsError
    from prohori.trust import records

    found = [*records.every(settings)]
    for one in found:
        if isinstance(one, SettingsError):
            _say([f"not usable: {one.where}: {one.why}"])
        else:
            _say([f"{one.repository}  {len(one.files)} definitions, since {one.trusted_at:%Y-%m-%d %H:%M} UTC"])
    if not found:
        _say(["No repository's definitions are trusted."])
    return 0


def _revoke(target: Path, settings: Settings) -> int:
    from prohori.errors import UsageError
    from prohori.snapshot.names import spelled
    from prohori.trust import records

    repository = spelled(str(target.resolve()))
    if not records.remove(settings, repository):
        raise UsageError("The repository's definitions are not trusted", where=repository, next="`prohori trust --list` shows which are")
    _say([f"No longer trusted: {repository}"])
    return 0


def _shown(snapshot: Snapshot, found: Standing, definitions: RepositoryDefinitions) -> Iterator[str]:
    from prohori.snapshot.names import spelled
    from prohori.trust.files import AGENTS, FOLDER, PROBES, WORKFLOWS, unused
    from prohori.trust.standing import repository_of

    where = f"{repository_of(snapshot)}/{FOLDER}"
    if not found.files.contents:
        yield f"{where}: no definitions. Workflows lie in `{WORKFLOWS}/`, agents in `{AGENTS}/`, and git must not ignore them."
    else:
        yield f"{where}: {found.state}, {found.why}"
    stems = {path.rpartition("/")[2].rpartition(".")[0]: spelled(path) for path in found.files.below(WORKFLOWS)}
    for name, workflow in definitions.workflows.items():
        yield f"\n{stems[name]}\n{workflow_line(workflow)}"
    for agent in definitions.agents:
        yield f"\n{AGENTS}/{agent.name}.md\n{agent_line(agent)}"
    for name, probe in definitions.probes.items():
        said = probe.model_dump(mode="json", exclude_unset=True)
        yield f"\n{PROBES}/{name}.yaml\n  probe {name}: asks {probe_target(probe)}{_pairs(said)}"
    if others := unused(snapshot):
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        yield f"\nnot used: {', '.join(_one_line(spelled(path)) for path in others[:5])}{more}"
    if found.state == "changed":
        yield from _difference(found)


def workflow_line(workflow: WorkflowDefinition) -> str:
    """What a workflow adds, in words."""
    together = workflow.pattern.value == "parallel" or any(step.shard for step in workflow.steps)
    at_once = f", {workflow.max_parallel} at once" if together else ""
    lines = [f"  workflow {workflow.name} ({workflow.pattern.value}{at_once}): {_one_line(workflow.description)}"]
    outcome = workflow.model_dump(mode="json", exclude_defaults=True, exclude={"name", "description", "pattern", "max_parallel", "steps"})
    lines += [f"  {name}: {value}" for name, value in outcome.items()]
    for step in workflow.steps:
        said = step.model_dump(mode="json", exclude_defaults=True, exclude={"agent", "name", "description"})
        lines.append(f"  - {step.name}: agent {step.agent}{_pairs(said)}")
    return "\n".join(lines)


def probe_target(probe: AnyProbe) -> str:
    """Where a repository's probe leads."""
    from prohori.gateways.kinds import PortalProbe, TcpProbe
    from prohori.gateways.portals import PORTALS
    from prohori.gateways.probes import Probe

    if isinstance(probe, TcpProbe):
        return f"{probe.host}:{probe.port}"
    if isinstance(probe, PortalProbe):
        return str(probe.at.shown if probe.at else PORTALS[probe.portal].url or "nothing")
    return probe.shown if isinstance(probe, Probe) else "nothing"


def agent_line(agent: AgentDefinition) -> str:
    """What an agent adds, in words."""
    runs = f"runs the code of {agent.uses}" if agent.uses else "needs a model runner, which is not there yet"
    of_a_model = {"reads", "tools", "model", "max_turns", "max_usd"} if not agent.uses else set()
    kept = {"preset", "aliases", "ttl", "criticality", "timeout", "retries", "fallback", "degraded", "effects"} | of_a_model
    said = {name: value for name, value in agent.model_dump(mode="json", include=kept).items() if value}
    prompt = f"; prompt of {len(agent.prompt.splitlines())} lines, which nothing reads yet" if agent.prompt else ""
    return f"  agent {agent.name}: {_one_line(agent.description)}\n  {runs}{_pairs(said)}{prompt}"


def _one_line(text: str) -> str:
    """So that a text cannot pass for lines of ours."""
    return " ".join(text.split())


def _pairs(said: dict[str, object]) -> str:
    import json

    return "".join(f"; {name} {json.dumps(value, ensure_ascii=False)}" for name, value in said.items())


def _difference(found: Standing) -> Iterator[str]:
    """Line by line, from what was trusted to what is there."""
    import difflib

    before = found.record.contents().contents if found.record else {}
    now = found.files.contents
    yield "\nWhat changed since it was trusted:"
    for path in sorted({*before, *now}):
        old, new = (texts.get(path, b"").decode("utf-8", "replace").split("\n") for texts in (before, now))
        if old == new:
            continue
        if max(len(old), len(new)) > COMPARED_LINES:
            yield f"{path}: {len(old)} lines became {len(new)}, too many to compare here"
            continue
        yield from difflib.unified_diff(old, new, f"{path} (trusted)" if path in before else "/dev/null", path, lineterm="", n=2)


def _say(lines: Iterator[str] | list[str]) -> None:
    from prohori.observe.printable import printable

    for line in lines:
        print(printable(line))  # noqa: T201
