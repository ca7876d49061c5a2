"""Which paths a pattern matches."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori.snapshot.globs import matcher
from prohori.snapshot.names import spelled, unspelled


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("*.ts", ["a.ts", ".ts", ".hidden.ts"], ["b/a.ts", "a.tsx", "a_ts"]),
        ("**/*.ts", ["a.ts", "b/a.ts", "b/c/a.ts"], ["a.ts/b", "a.tsx"]),
        ("src/**/*.ts", ["src/a.ts", "src/b/c/a.ts"], ["a.ts", "other/src/a.ts", "srcs/a.ts"]),
        ("src/**", ["src/a", "src/b/c"], ["src", "srcs/a"]),
        ("**", ["a", "b/c"], []),
        ("**/finance/**/tax.*", ["finance/tax.ts", "a/finance/b/tax.py"], ["finances/tax.ts", "finance/tax"]),
        ("a?c", ["abc", "a.c"], ["ac", "a/c", "abbc"]),
        ("*.{ts,tsx}", ["a.ts", "a.tsx"], ["a.t", "a.{ts,tsx}"]),
        ("{a,b/{c,d}}/*.py", ["a/x.py", "b/c/x.py", "b/d/x.py"], ["b/x.py", "c/x.py"]),
        ("[id].ts", ["[id].ts"], ["i.ts"]),
        ("a**b", ["ab", "axxb"], ["a/b"]),
        ("a+(b).ts", ["a+(b).ts"], ["aab.ts"]),
        ("**/*test*.ts", ["a/mytests.ts", "test.ts"], ["test/a.ts"]),
        ("line\n*", ["line\nx"], ["line"]),
    ],
)
def test_patterns(pattern: str, matched: list[str], not_matched: list[str]) -> None:
    fits = matcher((pattern,))
    assert [path for path in [*matched, *not_matched] if fits(path)] == matched


def test_several_patterns_match_what_any_does() -> None:
    fits = matcher(("**/*.ts", "docs/*.md", "**/*.{py,js}"))
    assert [path for path in ("a/b.ts", "docs/x.md", "x.md", "y.py", "z.jsx") if fits(path)] == ["a/b.ts", "docs/x.md", "y.py"]


def test_no_pattern_matches_nothing() -> None:
    assert not matcher(())("a")


def _naive(pattern: list[str], path: list[str]) -> bool:
    """The definition, component by component."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        if len(pattern) == 1:
            return bool(path)
        return any(_naive(pattern[1:], path[at:]) for at in range(len(path) + 1))
    return bool(path) and _naive_name(pattern[0], path[0]) and _naive(pattern[1:], path[1:])


def _naive_name(pattern: str, name: str) -> bool:
    if not pattern:
        return not name
    if pattern[0] == "*":
        return any(_naive_name(pattern[1:], name[at:]) for at in range(len(name) + 1))
    return bool(name) and pattern[0] in ("?", name[0]) and _naive_name(pattern[1:], name[1:])


components = st.lists(
    st.text("ab*?", min_size=1, max_size=4).filter(lambda c: set(c) != {"*"} or c == "*") | st.just("**"), min_size=1, max_size=5
)


@given(components, st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=5))
def test_it_agrees_with_the_definition(pattern: list[str], path: list[str]) -> None:
    assert bool(matcher(("/".join(pattern),))("/".join(path))) == _naive(pattern, path)


def test_a_hostile_pattern_takes_no_time() -> None:
    started = time.perf_counter()
    matcher(("**/*a*a*a*a*a*a*a*a*b/" * 6 + "x",))("/".join(["a" * 60] * 40))
    matcher(("/".join(["**", "a*"] * 20) + "/b",))("/".join(["aaa"] * 200))
    assert time.perf_counter() - started < 1


def test_too_many_alternatives_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 512 alternatives"):
        matcher(("{a,b}" * 12,))


@given(
    st.text(st.characters(exclude_categories=()), max_size=20) | st.binary(max_size=20).map(lambda b: b.decode("utf-8", "surrogateescape"))
)
def test_a_spelled_name_is_text_and_leads_back(name: str) -> None:
    if all(not 0xD800 <= ord(letter) <= 0xDFFF or 0xDC80 <= ord(letter) <= 0xDCFF for letter in name):
        spelled(name).encode("utf-8")
        assert unspelled(spelled(name)) == name
