"""A rule of the review, as its Markdown file in `review_rules/` says it: what it is, and examples that the tests run through it.

    ---
    id: money.float            the file's name
    severity: major
    standards: [CWE-682]
    ---
    What is wrong, what to do, what the rule does not see.

    ## Fails
    ### one behaviour
    ```ts src/a.ts             one or more files, which are one repository
    const total = parseFloat(row.amount); ◆
    ```
    ## Passes
    …

`◆` ends each line that has to be reported; the example holds no others. A rule without an example of both kinds does not load.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from prohori.definition_errors import Definition, validate
from prohori.errors import DefinitionError
from prohori.located_yaml import parse, read_text
from prohori.model import Severity

FOLDER = Path(__file__).parent / "review_rules"
MARK = "◆"
_FENCE = re.compile(r"```\w+ (\S+)")
_KINDS = {"## Fails": True, "## Passes": False}


class _Front(Definition):
    id: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z]+(-[a-z]+)*$", description="`family.what`: the file's name without `.md`.")]
    severity: Severity
    standards: Annotated[tuple[str, ...], Field(min_length=1, description="CWE, OWASP, law.")]
    across_files: bool = Field(False, description="Whether only the whole repository can tell.")


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    fails: bool
    files: tuple[tuple[str, str], ...]
    """Path and text, without the marks."""
    lines: frozenset[tuple[str, int]]
    """Path and line (1-based) of all that is to be reported."""
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    severity: Severity
    source: str
    across_files: bool
    says: str
    """Markdown: what it is, in a sentence or two."""
    examples: tuple[Example, ...]


def load(folder: Path = FOLDER) -> dict[str, Rule]:
    """Every rule by its id, sorted. Raises `DefinitionError` with file and line."""
    return {rule.id: rule for rule in (read(path) for path in sorted(folder.glob("*.md")))}


def read(path: Path) -> Rule:
    lines = read_text(path).split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0]:
        raise _wrong("A rule begins with its keys", path, 1, next="add `---`, `id`, `severity`, `standards`, `---`")
    located = parse("\n".join(lines[1 : ends[1]]), str(path), lines_before=1)
    front = validate(_Front, located, "rule")
    if front.id != path.stem:
        raise located.error(("id",), "A rule's id is its file's name", why=f"the file is `{path.name}`", next=f"write `{path.stem}`")
    examples = _examples(path, lines, ends[1] + 1)
    for heading, fails in _KINDS.items():
        if not any(example.fails is fails for example in examples):
            place = next((number for number, line in enumerate(lines, 1) if line.rstrip() == heading), len(lines))
            raise _wrong(f"Rule `{front.id}` has no example that {heading[3:].lower()}", path, place, next=f"write one below `{heading}`")
    says = "\n".join(lines[ends[1] + 1 : next(n for n, line in enumerate(lines) if line.rstrip() in _KINDS)]).strip()
    return Rule(front.id, front.severity, "; ".join(front.standards), front.across_files, says, examples)


def _examples(path: Path, lines: list[str], start: int) -> tuple[Example, ...]:
    found: list[Example] = []
    fails: bool | None = None
    name, begun, files = "", 0, dict[str, list[str]]()
    inside = ""

    def end() -> None:
        if name and fails is not None:
            found.append(_example(path, name, begun, files, fails=fails))

    for number, line in enumerate(lines[start:], start + 1):
        if inside:
            if line.rstrip() == "```":
                inside = ""
            else:
                files[inside].append(line)
        elif line.rstrip() in _KINDS or line.startswith("### "):
            end()
            name, begun, files = line.removeprefix("### ").strip() if line.startswith("###") else "", number, {}
            fails = _KINDS.get(line.rstrip(), fails)
        elif line.startswith("```") and fails is not None:
            fence = _FENCE.fullmatch(line.rstrip())
            if fence is None or not name:
                raise _wrong(
                    "An example needs a name and a path", path, number, next="write `### what it shows`, then ```` ```ts src/a.ts ````"
                )
            inside = fence[1]
            files[inside] = []
    if inside:
        raise _wrong("An example does not end", path, len(lines), next="close it with ```` ``` ````")
    end()
    return tuple(found)


def _example(path: Path, name: str, begun: int, files: dict[str, list[str]], *, fails: bool) -> Example:
    if not files:
        raise _wrong(f"The example `{name}` has no code", path, begun, next="add ```` ```ts src/a.ts ````")
    marked = frozenset((file, n) for file, lines in files.items() for n, line in enumerate(lines, 1) if line.endswith(MARK))
    if bool(marked) is not fails:
        what = f"no line ends with `{MARK}`" if fails else f"a line ends with `{MARK}`"
        raise _wrong(
            f"The example `{name}` is in the wrong place", path, begun, why=what, next="mark the lines to be reported in `## Fails`"
        )
    texts = tuple((file, "\n".join(line.removesuffix(MARK).rstrip() for line in lines) + "\n") for file, lines in files.items())
    return Example(name, fails, texts, marked, f"{path}:{begun}")


def _wrong(what: str, path: Path, line: int, *, why: str = "", next: str) -> DefinitionError:
    return DefinitionError(what, where=f"{path}:{line}", why=why, next=next)
