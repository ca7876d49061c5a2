"""The words of the report in a language: `templates/words.yaml`. Paths, rule ids, code and the messages of rules are not among them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import prohori
from prohori.located_yaml import parse, read_text
from prohori.model import Json
from prohori.settings import Language

FILE = Path(prohori.__file__).parent / "templates" / "words.yaml"
_BENGALI = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


class Words:
    """`words("line.findings", n=3, …)`: the text with its values filled in."""

    def __init__(self, language: Language) -> None:
        self.language, self._texts = language, {key: texts[language] for key, texts in table().items()}

    def __call__(self, key: str, **values: object) -> str:
        shown = {name: self.number(value) if isinstance(value, int | float) else value for name, value in values.items()}
        return self._texts[key].format_map(shown)

    def number(self, number: object) -> str:
        """In the digits of the language; for prose, not for what is copied or compared."""
        return str(number).translate(_BENGALI) if self.language == "bn" else str(number)

    def date(self, iso: str) -> str:
        year, month, day = iso.split("-")
        name = self._texts["months"].split()[int(month) - 1]
        return self("date", iso=iso, year=self.number(year), month=name, day=self.number(int(day)))


@cache
def words(language: Language) -> Words:
    return Words(language)


@cache
def table() -> dict[str, dict[str, str]]:
    """`group.key` to the text in each language."""
    return dict(_flat("", parse(read_text(FILE), str(FILE)).value))


def _flat(prefix: str, entry: Json) -> list[tuple[str, dict[str, str]]]:
    if all(isinstance(text, str) for text in entry.values()):
        return [(prefix, entry)]
    return [one for key, inner in entry.items() for one in _flat(f"{prefix}.{key}".lstrip("."), inner)]
