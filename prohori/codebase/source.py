"""One file as the extractors see it: its tree, its lines, and the patterns it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ast_grep_py import SgNode

from prohori.codebase.names import Name, names_around
from prohori.codebase.regexes import Language
from prohori.codebase.syntax import FUNCTIONS, call, line_of, number_value, string_value
from prohori.codebase.words import listed

BINDING_KINDS = {
    "javascript": (
        "variable_declarator",
        "pair",
        "public_field_definition",
        "enum_assignment",
        "assignment_expression",
        "required_parameter",
        "optional_parameter",
    ),
    "python": ("assignment", "pair", "keyword_argument", "default_parameter", "typed_default_parameter"),
}


@dataclass(frozen=True, slots=True)
class PatternSource:
    """A regular expression written down: its text, flags, and the node that holds it."""

    text: str
    flags: str
    node: SgNode

    @property
    def line(self) -> int:
        return line_of(self.node)


LONGEST_FUNCTION = 40_000  # characters; what is longer is generated or packed, and is not read as a check


@dataclass(slots=True)
class Source:
    path: str
    root: SgNode
    syntax: Language
    grammar: str
    lines: list[str]
    patterns: dict[str, PatternSource] = field(default_factory=dict)
    """Patterns held by a constant, by its name (`TIN_RE`; `PATTERNS.tin` as `tin`)."""
    _numbers: dict[str, Decimal] | None = None

    def names(self, node: SgNode) -> list[Name]:
        return list(names_around(node, self.path))

    def all(self, *kinds: str) -> list[SgNode]:
        """Nodes of these kinds in order of appearance. Kinds that the grammar does not have raise."""
        return list(self.root.find_all({"rule": {"any": [{"kind": kind} for kind in kinds]}}))

    def bindings(self) -> list[SgNode]:
        kinds = list(BINDING_KINDS[self.syntax])
        if self.grammar == "javascript":
            kinds = ["variable_declarator", "pair", "field_definition", "assignment_expression", "assignment_pattern"]
        return self.all(*kinds)

    def numbers(self) -> dict[str, Decimal]:
        """The numbers that constants of this file hold, by name."""
        if self._numbers is None:
            self._numbers = {}
            for binding in self.bindings():
                name, value = binding.field("name") or binding.field("left"), binding.field("value") or binding.field("right")
                number = number_value(value) if name is not None and name.text().isupper() else None
                if name is not None and number is not None:
                    self._numbers[name.text()] = number
        return self._numbers

    def functions(self) -> list[SgNode]:
        names = (
            ("function_definition", "lambda")
            if self.syntax == "python"
            else tuple(FUNCTIONS - {"function_definition", "lambda", "function"})
        )
        return self.all(*names)


_PY_FLAGS = {
    "IGNORECASE": "i",
    "I": "i",
    "MULTILINE": "m",
    "M": "m",
    "DOTALL": "s",
    "S": "s",
    "VERBOSE": "x",
    "X": "x",
    "ASCII": "a",
    "A": "a",
}
PY_PATTERN_CALLS = listed("compile match fullmatch search sub subn findall finditer split")


def pattern_of(node: SgNode, syntax: Language) -> PatternSource | None:
    """The pattern that a node writes down: a regex literal, `new RegExp("…")`, `re.compile("…")`."""
    if node.kind() == "regex":
        body = next((c for c in node.children() if c.kind() == "regex_pattern"), None)
        flags = next((c.text() for c in node.children() if c.kind() == "regex_flags"), "")
        return PatternSource(body.text(), flags, node) if body else None
    made = call(node)
    if made is None or not made.args:
        return None
    text = string_value(made.args[0])
    if text is None:
        return None
    if syntax == "javascript" and made.name == "RegExp" and made.receiver is None:
        spelled_flags = string_value(made.args[1]) if len(made.args) > 1 else None
        return PatternSource(text, spelled_flags or "", node)
    if (
        syntax == "python"
        and made.name in PY_PATTERN_CALLS
        and made.receiver is not None
        and made.receiver.text() in ("re", "regex", "re2")
    ):
        spelled = " ".join(a.text() for a in (*made.args[1:], *made.keywords.values()))
        return PatternSource(
            text, "".join(letter for name, letter in _PY_FLAGS.items() if f"re.{name}" in spelled.replace("|", " ").split()), node
        )
    return None
