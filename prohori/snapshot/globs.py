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
_BELOW = re.compile(r"([^*?]+/)(\*\*(?:/.+)?)", re.DOTALL)
_SUFFIX = re.compile(r"\*\*/\*([^*?/]+)", re.DOTALL)
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
    """What is below a folder is asked as it is asked of the whole, so that the parts of a repository share their expressions."""
    anywhere: list[str] = []
    below: dict[str, list[str]] = {}
    for one in dict.fromkeys(one for pattern in patterns for one in _expanded(pattern)):
        if shape := _BELOW.fullmatch(one):
            below.setdefault(shape[1], []).append(shape[2])
        else:
            anywhere.append(one)
    whole = tuple(folder for folder, inner in below.items() if "**" in inner)
    fits = [_inside(folder, _expressed(tuple(inner))) for folder, inner in below.items() if folder not in whole]
    fits += [methodcaller("startswith", whole)] if whole else []
    fits += [_expressed(tuple(anywhere))] if anywhere or not fits else []
    return fits[0] if len(fits) == 1 else lambda path: any(fit(path) for fit in fits)


def _inside(folder: str, fits: Fits) -> Fits:
    return lambda path: path.startswith(folder) and fits(path[len(folder) :])


@cache
def _expressed(patterns: tuple[str, ...]) -> Fits:
    """`**/*.ts` is by far the most frequent shape, and only asks how the path ends."""
    suffixes = tuple(one.removeprefix("**/*") for one in patterns if _SUFFIX.fullmatch(one))
    others = [f"(?:{_expression(one)})" for one in patterns if not _SUFFIX.fullmatch(one)]
    if not others:
        return methodcaller("endswith", suffixes)
    fits = re.compile("|".join(others), re.DOTALL).fullmatch
    return (lambda path: path.endswith(suffixes) or fits(path)) if suffixes else fits


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
