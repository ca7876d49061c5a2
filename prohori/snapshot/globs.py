"""Glob patterns over POSIX paths, as one regular expression that cannot backtrack far.

`*` and `?` stop at `/`; `**` as a whole component matches any folders, at the end any files below; `{a,b}` are
alternatives and nest. A pattern that begins with `!` takes out what it matches, wherever it stands. Everything else is
itself: `[id].ts` is a file name. Hidden files are like others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import methodcaller

MAX_ALTERNATIVES = 512
_SUFFIX = re.compile(r"((?:[^*?]+/)?)\*\*/\*([^*?/]+)", re.DOTALL)
_BELOW = re.compile(r"([^*?]+/)\*\*", re.DOTALL)
_BRACES = re.compile(r"\{([^{}]*)\}")

Fits = Callable[[str], object]


@cache
def matcher(patterns: tuple[str, ...]) -> Fits:
    """A predicate: truthy for a path that any of the patterns matches, and none with `!`. `ValueError` for too many alternatives."""
    fits = _any_of([pattern for pattern in patterns if not pattern.startswith("!")])
    refused = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    if not refused:
        return fits
    unfit = _any_of(refused)
    return lambda path: fits(path) and not unfit(path)


def folders(patterns: Sequence[str]) -> tuple[str, ...]:
    """Folders, each with its slash, below which everything stands that the patterns match; empty where that may be anywhere."""
    wanted = [one for pattern in patterns if not pattern.startswith("!") for one in _expanded(pattern)]
    found = {re.split(r"[*?]", one, maxsplit=1)[0].rpartition("/")[0] for one in wanted}
    return () if "" in found else tuple(sorted(f"{folder}/" for folder in found))


def _any_of(patterns: Sequence[str]) -> Fits:
    """`**/*.ts`, also below a folder, and `folder/**` are nearly all there is, and only ask how a path begins and ends."""
    suffixes: dict[str, list[str]] = {}
    below: list[str] = []
    others: list[str] = []
    for one in dict.fromkeys(one for pattern in patterns for one in _expanded(pattern)):
        if shape := _SUFFIX.fullmatch(one):
            suffixes.setdefault(shape[1], []).append(shape[2])
        elif shape := _BELOW.fullmatch(one):
            below.append(shape[1])
        else:
            others.append(f"(?:{_expression(one)})")
    fits: list[Fits] = [_with_suffix(folder, tuple(ends)) for folder, ends in suffixes.items()]
    fits += [methodcaller("startswith", tuple(below))] if below else []
    fits += [re.compile("|".join(others), re.DOTALL).fullmatch] if others else []
    if len(fits) == 1:
        return fits[0]
    return lambda path: any(fit(path) for fit in fits)


def _with_suffix(folder: str, suffixes: tuple[str, ...]) -> Fits:
    if not folder:
        return methodcaller("endswith", suffixes)
    return lambda path: path.endswith(suffixes) and path.startswith(folder)


def _expanded(pattern: str) -> list[str]:
    waiting, done = [pattern], list[str]()
    while waiting:
        one = waiting.pop()
        if len(waiting) + len(done) > MAX_ALTERNATIVES:
            raise ValueError(f"the glob `{pattern}` has more than {MAX_ALTERNATIVES} alternatives")
        if braces := _BRACES.search(one):
            waiting += [one[: braces.start()] + choice + one[braces.end() :] for choice in braces[1].split(",")]
        else:
            done.append(one)
    return done


def _expression(pattern: str) -> str:
    """Blocks between `**` match at the first place they can: when the last one fits somewhere, this finds it."""
    first, *rest = _blocks(pattern.split("/"))
    if not rest:
        return "/".join(map(_component, first))
    anyfolders = "(?:[^/]*/)*"
    *middle, last = rest
    expression = "".join(f"{_component(c)}/" for c in first)
    for block in middle:
        if block:
            expression += f"(?>{anyfolders}?" + "".join(f"{_component(c)}/" for c in block) + ")"
    return expression + (f"{anyfolders}?" + "/".join(map(_component, last)) if last else f"{anyfolders}[^/]+")


def _blocks(components: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for component in components:
        if component == "**":
            blocks.append([])
        else:
            blocks[-1].append(component)
    return blocks


def _component(component: str) -> str:
    """One name. What stands between two `*` matches at its first place; only the last `*` may give back."""
    first, *rest = re.split(r"\*+", component)
    if not rest:
        return _literal(first)
    *middle, last = rest
    return _literal(first) + "".join(f"(?>[^/]*?{_literal(part)})" for part in middle) + f"[^/]*{_literal(last)}"


def _literal(text: str) -> str:
    return "".join(_letters(text))


def _letters(text: str) -> Iterator[str]:
    for letter in text:
        yield "[^/]" if letter == "?" else re.escape(letter)
