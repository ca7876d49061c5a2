"""The statements of a recorded run of a command: what `recorder/sitecustomize.py` wrote down, counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from prohori.model import Fact, Json

RECORDER = Path(__file__).with_name("recorder")
VARIABLE = "PROHORI_STATEMENTS"


class Statement(Fact):
    sql: str
    count: int
    """How often it was executed in one run."""
    parameters: Json
    """Of the first time. They are the database's content: never to be shown."""
    path: str
    """In the repository; empty where it comes from elsewhere."""
    line: int


def recording(file: Path) -> Mapping[str, str]:
    """The variables of a command whose statements go to `file`."""
    return {VARIABLE: str(file), "PYTHONPATH": str(RECORDER)}


def recorded(file: Path, tree: Path) -> tuple[Statement, ...]:
    """The most often executed first. Empty where the command is no Python, or uses no `sqlite3`."""
    counts: Counter[tuple[str, str, int]] = Counter()
    parameters: dict[tuple[str, str, int], Json] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        sql, given, path, number = json.loads(line)
        inside = Path(path).is_relative_to(tree)
        key = (sql, Path(path).relative_to(tree).as_posix() if inside else "", number if inside else 0)
        counts[key] += 1
        parameters.setdefault(key, given)
    return tuple(
        Statement(sql=sql, count=count, parameters=parameters[sql, path, number], path=path, line=number)
        for (sql, path, number), count in counts.most_common()
    )
