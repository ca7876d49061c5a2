"""Reads `<rule>.txt`: what can go wrong with one rule, as templates of code, and what only looks wrong.

A file begins with words and values, each a block of indented lines, one a line:

    include NAME                everything of NAME.txt as well
    terms KEY [look-alike]      names as words (`buyer tin`); look-alikes are names the rule is not about
    pool KEY [wrong | right | look-alike]    values; without a word: for every kind

A template begins with `== KINDS: what it is`; the kinds are `wrong` (must be found), `right` and `look-alike` (must not);
`any` is all three. Then `at PLACE [of FILE, FILE]` with the code to insert, or `in FILE` with `- ` old text and `+ ` new text.
`use IMPORT` adds an import where it is missing. `◆` marks a wrong line. In the code `«key.style»` is a term
(camel, snake, UPPER, Pascal, words), `«@key»` a value of a pool (`.escaped`: backslashes doubled), `«%kind»` made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = ("wrong", "right", "look-alike")
EVERY = "every kind"


@dataclass(frozen=True)
class Template:
    rule: str
    name: str
    kinds: tuple[str, ...]
    place: str
    """`ts field`, …; empty where old text is replaced."""
    files: tuple[str, ...]
    """Ends of paths; empty: any file that has such a place."""
    imports: tuple[str, ...]
    old: str
    code: str


@dataclass
class Grammar:
    """The templates of one rule, and the names and values that fill them."""

    rule: str
    held_out: bool = False
    templates: list[Template] = field(default_factory=list)
    terms: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    pools: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def kinds(self, template: Template) -> Iterator[str]:
        """The kinds for which every placeholder of the template has something to say."""
        for kind in template.kinds:
            named = [key for key in self.pools if f"«@{key}" in template.code]
            if kind == "right" and any("wrong" in self.pools[key] and "right" not in self.pools[key] for key in named):
                continue
            if (
                kind == "look-alike"
                and len(template.kinds) > 1
                and not any(f"«{key}." in template.code and "look-alike" in kinds for key, kinds in self.terms.items())
            ):
                continue
            yield kind

    def names(self, key: str, kind: str) -> list[str]:
        choices = self.terms[key]
        return choices.get(kind) or choices[EVERY]

    def values(self, key: str, kind: str) -> list[str]:
        choices = self.pools[key]
        return choices.get(kind) or choices.get(EVERY) or choices["wrong"]


def rules() -> list[str]:
    """Every rule that has a file here."""
    return sorted(path.stem for path in FOLDER.glob("*.txt") if "«shared»" not in path.read_text(encoding="utf-8"))


def grammar(rule: str, *, held_out: bool = False) -> Grammar:
    """The names and values of a rule with its templates, or with those held out instead."""
    made = Grammar(rule, held_out)
    _read(made, "shared")
    _read(made, rule)
    if held_out:
        made.templates.clear()
        _read(made, f"held_out/{rule}")
    return made


def _read(into: Grammar, name: str) -> None:
    head, *templates = f"\n{(FOLDER / f'{name}.txt').read_text(encoding='utf-8')}".split("\n== ")
    block: list[str] = []
    for line in head.splitlines():
        if line.startswith("  "):
            block.append(line.strip())
        elif line.startswith(("terms ", "pool ")):
            what, key, *kind = line.split()
            block = (into.terms if what == "terms" else into.pools).setdefault(key, {}).setdefault(kind[0] if kind else EVERY, [])
        elif line.startswith("include "):
            _read(into, line.split()[1])
        elif line and not line.startswith("#"):
            raise ValueError(f"{name}.txt: `{line}` is no declaration")
    into.templates.extend(_template(into.rule, f"{name}.txt", text) for text in templates)


def _template(rule: str, where: str, text: str) -> Template:
    title, *lines = text.rstrip("\n").split("\n")
    kinds, colon, name = title.partition(": ")
    asked = KINDS if kinds == "any" else tuple(kinds.split(", "))
    place, files, imports = "", (), []
    while lines and lines[0].startswith(("at ", "in ", "use ")):
        word, rest = lines.pop(0).split(" ", 1)
        if word == "use":
            imports.append(rest)
            continue
        place, _, of = rest.partition(" of ") if word == "at" else ("", "", rest)
        files = tuple(of.split(", ")) if of else ()
    old = [line[2:] for line in lines if not place and line.startswith("- ")]
    new = [line[2:] for line in lines if line.startswith("+ ")] if not place else lines
    if not colon or not set(asked) <= set(KINDS) or not (place or (old and files)) or not new:
        raise ValueError(f"{where}: `{title}` is no template")
    if ("wrong" in asked) != ("◆" in text):
        raise ValueError(f"{where}: `{title}` needs a ◆ exactly if it can be wrong")
    return Template(rule, name, asked, place, files, tuple(imports), "\n".join(old), "\n".join(new))
