"""Holds a rule scan against a labelled corpus: precision, recall and resistance to look-alikes, each with its interval.

The contract is in `blind/README.md`. What a label's `value` says is compared apart: it changes neither precision nor recall.
"""

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

LANGUAGES = {
    ".ts": "typescript",
    ".tsx": "typescript",
    ".js": "javascript",
    ".jsx": "javascript",
    ".mjs": "javascript",
    ".vue": "javascript",
    ".py": "python",
    ".php": "php",
    ".java": "java",
    ".cs": "csharp",
}
Z = 1.959964  # two-sided 95 %
LEAST_TEXT = 4  # characters of an answer that may stand for a longer text


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Fact):
    """A statement of the corpus; `line` is where the value stands, 1-based as all lines here."""

    path: str
    line: int
    start_line: int | None = None
    end_line: int | None = None
    kind: str

    @property
    def first(self) -> int:
        return self.start_line or self.line

    @property
    def last(self) -> int:
        return self.end_line or self.line

    def holds(self, line: int) -> bool:
        return self.first <= line <= self.last


class Label(Place):
    value: str
    text: str | None = None
    reach: str | None = None
    unsure_allowed: bool = False


class LookAlike(Place):
    why: str


class Corpus(_Fact):
    rules: tuple[Label, ...]
    look_alikes: tuple[LookAlike, ...] = ()
    also_true: tuple[LookAlike, ...] = ()


class Report(BaseModel):
    """One rule of the scan's JSON; what it says besides is not scored."""

    model_config = ConfigDict(frozen=True)

    kind: str
    path: str
    line: int
    value: Any = None
    reach: str | None = None


class Share(_Fact):
    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's; the whole of [0, 1] when nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        p, n = self.hits / self.of, self.of
        middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.hits / self.of:.3f} [{low:.3f}, {high:.3f}] {self.hits}/{self.of}"


class Row(_Fact):
    precision: Share
    recall: Share
    resisted: Share
    values: Share


class Score(_Fact):
    total: Row
    by_kind: Mapping[str, Row]
    by_language: Mapping[str, Row]
    missed: tuple[Label, ...]
    false: tuple[Report, ...]
    fooled: tuple[LookAlike, ...]
    wrong_values: tuple[tuple[Label, tuple[str, ...]], ...]
    unscored: int
    reach: Mapping[str, Mapping[str, int]]
    """Labelled reach to what the scan said of the found rules, to how often; `unsure` where the scan said nothing."""


def language(path: str) -> str:
    return LANGUAGES.get(PurePosixPath(path).suffix, "data")


def load(labels: Path) -> Corpus:
    return Corpus.model_validate(yaml.safe_load(labels.read_text(encoding="utf-8")))


def score(scan: Mapping[str, Any], corpus: Corpus) -> Score:
    scored = {label.kind for label in corpus.rules}
    every = [Report.model_validate(rule) for rule in scan["rules"]]
    reports = [report for report in every if report.kind in scored]
    found, unmatched = _assigned(reports, corpus.rules)
    false = [report for report in unmatched if not any(_at(report, place) for place in corpus.also_true)]
    fooled = {place for place in corpus.look_alikes if any(_at(report, place) for report in false)}
    wrong = {
        label: tuple(str(report.value) for report in of)
        for label, of in found.items()
        if not any(same_value(label, report.value) for report in of)
    }

    def row(belongs: Callable[[Place | Report], bool]) -> Row:
        labels = [label for label in corpus.rules if belongs(label)]
        alike = [place for place in corpus.look_alikes if belongs(place)]
        hits = [label for label in labels if label in found]
        return Row(
            precision=Share(hits=len(hits), of=len(hits) + sum(map(belongs, false))),
            recall=Share(hits=len(hits), of=len(labels)),
            resisted=Share(hits=sum(place not in fooled for place in alike), of=len(alike)),
            values=Share(hits=sum(label not in wrong for label in hits), of=len(hits)),
        )

    kinds = sorted(scored)
    languages = sorted({language(place.path) for place in (*corpus.rules, *corpus.look_alikes)})
    return Score(
        total=row(lambda _: True),
        by_kind={kind: row(lambda place, kind=kind: place.kind == kind) for kind in kinds},  # type: ignore[misc]
        by_language={name: row(lambda place, name=name: language(place.path) == name) for name in languages},  # type: ignore[misc]
        missed=tuple(label for label in corpus.rules if label not in found),
        false=tuple(false),
        fooled=tuple(place for place in corpus.look_alikes if place in fooled),
        wrong_values=tuple(wrong.items()),
        unscored=len(every) - len(reports),
        reach=_reach(found),
    )


def same_value(label: Label, reported: Any) -> bool:
    """As numbers where the label is numbers (a fraction may stand for its percent, a sum for its parts), else as text."""
    stated, told = _numbers(label.value), _numbers(str(reported))
    if re.fullmatch(r"[\d.|\s-]+", label.value) and told:
        whole = {sum(map(Decimal, label.value.split("-")))} if label.kind in {"tin", "bin"} and "-" in label.value else stated
        return told in (stated, whole) or {number * 100 for number in told} == stated
    answer = _squeezed(str(reported))
    return any(
        text in answer or (len(answer) >= LEAST_TEXT and answer in text) for text in map(_squeezed, filter(None, (label.value, label.text)))
    )


def _assigned(reports: Iterable[Report], labels: Iterable[Label]) -> tuple[dict[Label, list[Report]], list[Report]]:
    """Each label to its reports, and the reports of no label; first those on a label's own line, then those elsewhere in a statement."""
    at: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        at[label.kind, label.path].append(label)
    found: dict[Label, list[Report]] = {}
    unmatched: dict[tuple[str, str, int], Report] = {}
    for report in sorted(reports, key=lambda one: not any(one.line == label.line for label in at[one.kind, one.path])):
        holding = [label for label in at[report.kind, report.path] if label.holds(report.line)]
        if holding:
            best = min(holding, key=lambda label: (label.line != report.line, label in found, label.last - label.first))
            found.setdefault(best, []).append(report)
        else:
            unmatched.setdefault((report.kind, report.path, report.line), report)
    return found, list(unmatched.values())


def _at(report: Report, place: Place) -> bool:
    return report.kind == place.kind and report.path == place.path and place.holds(report.line)


def _reach(found: Mapping[Label, list[Report]]) -> dict[str, dict[str, int]]:
    """A tool that says nothing, or `unsure` where the label allows that, is not wrong."""
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label, reports in found.items():
        if label.reach:
            told = {report.reach or "unsure" for report in reports}
            answer = label.reach if label.reach in told else min(told)
            said[label.reach]["unsure, as allowed" if answer == "unsure" and label.unsure_allowed else answer] += 1
    return {reach: dict(counts) for reach, counts in said.items()}


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_]", "", text).casefold()


def table(result: Score) -> str:
    heads = ("", "precision", "recall", "look-alikes resisted", "value agrees")
    rows = [("all", result.total), *result.by_kind.items(), *result.by_language.items()]
    cells = [heads, *((name, *map(str, (row.precision, row.recall, row.resisted, row.values))) for name, row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    lines += [f"reach {reach}: {', '.join(f'{said} {n}' for said, n in sorted(counts.items()))}" for reach, counts in result.reach.items()]
    return "\n".join([*lines, f"reports of kinds that have no label: {result.unscored}"])


def main(scan: str, labels: str, *options: str) -> None:
    result = score(json.loads(Path(scan).read_text(encoding="utf-8")), load(Path(labels)))
    print(table(result))
    if "--details" in options:
        for label in result.missed:
            print(f"missed  {label.path}:{label.line} {label.kind} {label.value}")
        for report in result.false:
            print(f"false   {report.path}:{report.line} {report.kind} {report.value}")
        for label, told in result.wrong_values:
            print(f"value   {label.path}:{label.line} {label.kind} {label.value} told as {', '.join(told)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
