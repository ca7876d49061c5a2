"""The registry of a repository's rules as Markdown, for people who decide about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from prohori.codebase.registry.model import Conflict, Found, Registry
from prohori.model import RepositoryState
from prohori.observe.printable import printable

REACHES = ("wired", "db", "unsure", "uncalled", "inert", "dead")
_LONGEST = 80
"""Characters of a value in a table."""


def as_markdown(found: Registry, state: RepositoryState, on: date) -> str:
    return "\n".join(_lines(found, state, on)) + "\n"


def _lines(found: Registry, state: RepositoryState, on: date) -> Iterator[str]:
    yield f"# Rules of {_cell(state.shown)}"
    yield ""
    live = sum(one.is_live for one in found.rules)
    dirty = f", {state.dirty} uncommitted files" if state.dirty else ""
    unread = f"{len(found.coverage.unread)} files not or only partly read"
    yield f"By the rulebook of {on}{dirty}: {len(found.rules)} rules in {found.coverage.files:,} files, {live} of them alive;"
    yield f"{len(found.conflicts)} conflicts, {len(found.missing)} missing rules, {unread}."
    yield from _counts(found.rules)
    yield from _conflicts(found.conflicts)
    yield from _section("Missing rules", [f"- {_cell(one.title)}: {_place(one.path, one.line)}" for one in found.missing])
    yield from _departures(found.rules)
    yield from _rules(found.rules)
    yield from _section("Not or only partly read", [f"- {_code(one.path)}: {_cell(one.reason)}" for one in found.coverage.unread])


def _counts(rules: Sequence[Found]) -> Iterator[str]:
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    by_service: dict[str, Counter[str]] = defaultdict(Counter)
    for one in rules:
        by_kind[one.kind][one.reach] += 1
        by_service[one.scope.service or "(the repository itself)"][one.reach] += 1
    yield from _table("By kind", "kind", by_kind)
    yield from _table("By service", "service", by_service)


def _table(title: str, head: str, counts: dict[str, Counter[str]]) -> Iterator[str]:
    if not counts:
        return
    yield from ("", f"## {title}", "", f"| {head} | all | {' | '.join(REACHES)} |", f"|---|{'--:|' * (len(REACHES) + 1)}")
    for name, reaches in sorted(counts.items()):
        yield f"| {_cell(name)} | {reaches.total()} | {' | '.join(str(reaches[reach] or '') for reach in REACHES)} |"


def _conflicts(conflicts: Iterable[Conflict]) -> Iterator[str]:
    lines = []
    for one in conflicts:
        lines += [f"### {_cell(one.title)}", "", f"{one.severity.value} · {one.what}", ""]
        lines += ["| side | value | reach |", "|---|---|---|"]
        lines += [f"| {_place(side.path, side.line)} | {_code(side.value)} | {side.reach} |" for side in one.sides]
        lines.append("")
    yield from _section("Conflicts", lines[:-1])


def _departures(rules: Iterable[Found]) -> Iterator[str]:
    wrong = [one for one in rules if one.judgement is not None and not one.judgement.right]
    lines = []
    for one in wrong:
        assert one.judgement  # noqa: S101
        said = [f"accepts {why}" for why in one.judgement.accepts] + [f"refuses {why}" for why in one.judgement.refuses]
        lines.append(f"- {_place(one.path, one.line)} ({one.kind}, {one.reach}): {_cell('; '.join(said))}")
    yield from _section("Patterns that depart from the rulebook", lines)


def _rules(rules: Iterable[Found]) -> Iterator[str]:
    by_kind: dict[str, list[Found]] = defaultdict(list)
    for one in rules:
        by_kind[one.kind].append(one)
    for kind, ones in sorted(by_kind.items()):
        yield from ("", f"## Rules: {kind}", "", "| service | place | value | for | how | reach |", "|---|---|---|---|---|---|")
        for one in sorted(ones, key=lambda r: (r.scope.service, r.path, r.line)):
            yield (
                f"| {_cell(one.scope.service)} | {_place(one.path, one.line)} | {_code(one.value)} | {_cell(one.about)} "
                f"| {one.role} | {one.reach} |"
            )


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _place(path: str, line: int) -> str:
    return _code(f"{path}:{line}")


def _code(text: str) -> str:
    """As code that ends neither early nor the cell: what stands in the repository is shown and never rendered."""
    shown = " ".join(printable(text).split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return f"`{shown.replace('`', 'ˋ').replace('|', chr(0x2223))}`" if shown else ""


def _cell(text: str) -> str:
    return " ".join(printable(text).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
