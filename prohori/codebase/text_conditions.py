"""What a function's expressions ask of a text: conditions over its length, its patterns, and what stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ast_grep_py import SgNode

from prohori.codebase.conditions import UNKNOWN, UNRELATED, Condition, Guard, all_of, any_of, negated
from prohori.codebase.names import Name
from prohori.codebase.source import PatternSource, Source, pattern_of
from prohori.codebase.subjects import NEUTRAL, Identifier, identifier_in, identifier_of, other_bins
from prohori.codebase.syntax import (
    CALLS,
    NUMBERS,
    Call,
    call,
    identifiers_in,
    line_of,
    named,
    number_value,
    operator,
    place,
    string_value,
    unwrapped,
)
from prohori.codebase.words import listed, words

_COMPARISONS = {"==": "==", "===": "==", "!=": "!=", "!==": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FLIPPED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DIGITS_ONLY: Condition = ["re", "^[0-9]+$", "", "javascript", "search"]
PRESENT: Condition = ["len", ">", 0]
_NOT_A_TEXT = re.compile(r"\.split\(|\.match\(|\.length\b|\blen\(|\.filter\(|\.find\w*\(|\.map\(|\.test\(|\.exec\(|=>")
_CUTS = re.compile(r"\.slice\(|\.substr|\[-?\d*:-?\d*\]|removeprefix|lstrip|\.replace\(/\^|re\.sub\(r?.\^")
_LIST_WORDS = listed("list lists array rows records map count ids numbers entries errors set parts error")
_DEPTH = 3


@dataclass(slots=True)
class Check:
    """The guards of one function for one identifier. `used` are the named patterns it applied."""

    guards: list[Guard]
    used: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    """The patterns as written, for deciding whose phone numbers they are."""


class ConditionReader:
    """Reads the conditions of one function about one identifier; remembers the patterns and names it went through."""

    def __init__(self, source: Source, function: SgNode, kind: Identifier, names: list[Name]) -> None:
        self.source, self.function, self.kind = source, function, kind
        around = identifier_of(names)
        self.speaks_of = around[0] if around else None
        self.other_bins = other_bins(names)
        self.locals = dict(self._locals())
        self.aliases = self._aliases()
        self.check = Check([])
        self.line = 0

    # --- what the names stand for -------------------------------------------------------------------

    def _locals(self) -> list[tuple[str, SgNode]]:
        kinds = ("assignment", "typed_default_parameter", "default_parameter")
        if self.source.syntax != "python":
            kinds = (
                "variable_declarator",
                "assignment_expression",
                *(() if self.source.grammar == "javascript" else ("required_parameter",)),
            )
        found = []
        for node in self.function.find_all({"rule": {"any": [{"kind": k} for k in kinds]}}):
            name = node.field("name") or node.field("left") or node.field("pattern")
            value = node.field("value") or node.field("right")
            if name is not None and value is not None and name.kind() == "identifier":
                found.append((name.text(), value))
        return found

    def _aliases(self) -> frozenset[str]:
        known: set[str] = set()
        for name, value in self.locals.items():
            text = value.text()
            if name not in known and not _NOT_A_TEXT.search(text) and self._kind_of_text(text, frozenset(known)) == self.kind:
                known.add(name)
        return frozenset(known)

    def _kind_of_text(self, text: str, aliases: frozenset[str]) -> Identifier | None:
        """The identifier an expression's value is, by the names in it."""
        neutral = False
        for name in identifiers_in(text):
            if name in aliases:
                return self.kind
            split = words(name)
            found = identifier_in(split)
            if found == "bin" and self.other_bins:
                return None
            if found is not None and not _LIST_WORDS.intersection(split):
                return found
            neutral |= NEUTRAL.issuperset(split)
        return self.speaks_of if neutral else None

    def _about(self, node: SgNode) -> bool:
        return self._kind_of_text(node.text(), self.aliases) == self.kind

    # --- conditions ---------------------------------------------------------------------------------

    def _condition(self, node: SgNode, depth: int = 0) -> Condition:
        node = unwrapped(node)
        match node.kind():
            case "true" | "false":
                return ["is", node.kind() == "true"]
            case "unary_expression" | "not_operator":
                argument = node.field("argument")
                if argument is not None and (node.kind() == "not_operator" or operator(node) == "!"):
                    return negated(self._condition(argument, depth))
            case "boolean_operator":
                return self._joined(node, depth)
            case "binary_expression":
                if operator(node) in ("&&", "||"):
                    return self._joined(node, depth)
                if operator(node) in _COMPARISONS:
                    left, right = node.field("left"), node.field("right")
                    if left is not None and right is not None:
                        return self._comparison(unwrapped(left), _COMPARISONS[operator(node)], unwrapped(right), depth)
            case "comparison_operator":
                return self._chain(node, depth)
            case "identifier":
                return self._named(node, depth)
            case "member_expression" | "attribute":
                return PRESENT if self._about(node) and not self._length_of(node) else self._unknown(node)
            case kind if kind in CALLS:
                made = call(node)
                if made is not None:
                    return self._call(made, depth)
        return self._unknown(node)

    def _joined(self, node: SgNode, depth: int) -> Condition:
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            return UNKNOWN
        parts = [self._condition(left, depth), self._condition(right, depth)]
        return all_of(parts) if operator(node) in ("&&", "and") else any_of(parts)

    def _unknown(self, node: SgNode) -> Condition:
        return UNKNOWN if self._about(node) else UNRELATED

    def _named(self, node: SgNode, depth: int) -> Condition:
        value = self.locals.get(node.text())
        if value is not None and depth < _DEPTH and place(value) != place(node) and node.text() not in self.aliases:
            return self._condition(value, depth + 1)
        return PRESENT if self._about(node) else self._unknown(node)

    def _chain(self, node: SgNode, depth: int) -> Condition:
        """Python's `10 <= len(x) <= 12`, `len(x) not in (10, 12)`, `x is None`."""
        operands = named(node)
        operators = [" ".join(c.text().split()) for c in node.children() if not c.is_named() or c.kind() in ("not in", "is not")]
        operators = [o for o in operators if o in _COMPARISONS or o in ("in", "not in", "is", "is not")]
        operands = [o for o in operands if o.kind() not in ("not in", "is not")]
        if len(operands) != len(operators) + 1:
            return self._unknown(node)
        parts = [self._python_pair(a, o, b, depth) for a, o, b in zip(operands, operators, operands[1:], strict=False)]
        return all_of(parts)

    def _python_pair(self, left: SgNode, op: str, right: SgNode, depth: int) -> Condition:
        left, right = unwrapped(left), unwrapped(right)
        if op in ("in", "not in"):
            return self._membership(left, right, op == "in")
        if op in ("is", "is not"):
            return self._comparison(left, "==" if op == "is" else "!=", right, depth)
        return self._comparison(left, _COMPARISONS[op], right, depth)

    def _comparison(self, left: SgNode, op: str, right: SgNode, depth: int) -> Condition:
        if left.kind() in NUMBERS:
            left, right, op = right, left, _FLIPPED[op]
        if self._length_of(left):
            value = number_value(right)
            if value is None or value != int(value):
                return UNKNOWN if self._about(left) else UNRELATED
            if not self._about(left):
                return UNRELATED
            self._mark(left)
            return ["len", op, int(value)]
        text = right.text()
        made = call(left)
        if made is not None and made.name == "search" and len(made.args) == 1 and made.receiver is not None and text in ("-1", "0"):
            found = self._applied(self._pattern(made.args[0]), made.receiver, "search")
            return found if (op, text) in (("!=", "-1"), (">", "-1"), (">=", "0"), ("==", "0")) else negated(found)
        if op in ("==", "!=") and text in ("null", "undefined", "None", "''", '""', "false", "False", "true", "True"):
            inner = ["is", True] if left.text().startswith("typeof") else self._condition(left, depth)
            return inner if (op == "!=") != (text in ("true", "True")) else negated(inner)
        if left.text().startswith("typeof") and op in ("==", "!="):
            return ["is", (op == "==") == ("string" in text)] if self._about(left) else UNRELATED
        return UNKNOWN if self._about(left) or self._about(right) else UNRELATED

    def _length_of(self, node: SgNode) -> bool:
        if node.kind() == "member_expression":
            member = node.field("property")
            return member is not None and member.text() == "length"
        made = call(node)
        return made is not None and made.receiver is None and made.name == "len" and len(made.args) == 1

    def _membership(self, item: SgNode, collection: SgNode, inside: bool) -> Condition:
        made = call(collection)
        if made is not None and made.name == "range" and 1 <= len(made.args) <= 2:
            bounds = [number_value(a) for a in made.args]
            if self._length_of(item) and self._about(item) and None not in bounds:
                first, last = (int(b or 0) for b in (bounds if len(bounds) == 2 else [0, *bounds]))
                self._mark(item)
                within: Condition = ["lens", list(range(first, min(last, 60)))]
                return within if inside else negated(within)
        if made is not None and made.name in ("Set", "set", "frozenset", "freeze") and len(made.args) == 1:
            collection = unwrapped(made.args[0])
        elif collection.kind() == "identifier" and (local := self.locals.get(collection.text())) is not None:
            return self._membership(item, unwrapped(local), inside)
        numbers = [number_value(n) for n in named(collection)] if collection.kind() in ("tuple", "list", "set", "array") else []
        known = [int(n) for n in numbers if n is not None]
        if not self._length_of(item) or not self._about(item) or not known or len(known) != len(numbers):
            return self._unknown(item)
        self._mark(item)
        condition: Condition = ["lens", sorted(known)]
        return condition if inside else negated(condition)

    def _mark(self, node: SgNode, line: int = 0) -> None:
        self.line = self.line or line or line_of(node)

    # --- calls --------------------------------------------------------------------------------------

    def _call(self, made: Call, depth: int) -> Condition:
        if made.name in ("bool", "Boolean") and len(made.args) == 1:
            return self._condition(made.args[0], depth)
        if made.name == "isinstance" and made.args and self._about(made.args[0]):
            return ["is", True]
        if made.name in ("startsWith", "startswith") and made.receiver is not None and len(made.args) == 1 and self._about(made.receiver):
            start = string_value(made.args[0])
            if start is not None:
                self.check.texts.append(start)
                return ["re", "^" + re.escape(start), "", "javascript", "search"]
        if made.name in ("isascii", "isalnum") and made.receiver is not None and self._about(made.receiver):
            return ["is", True]
        if (
            made.name == "all"
            and made.args
            and re.search(r"isdigit|isdecimal|digits|[\"']0123456789", made.node.text())
            and self._about(made.node)
        ):
            return _DIGITS_ONLY
        if (
            made.name == "every"
            and made.receiver is not None
            and re.search(r"\\d|0-9|[<>]=\s*['\"][09]|isNaN", made.node.text())
            and self._about(made.receiver)
        ):
            return _DIGITS_ONLY
        if made.name == "isNaN" and made.args and self._about(made.args[0]):
            return negated(_DIGITS_ONLY)
        if made.name in ("isdigit", "isdecimal", "isnumeric") and made.receiver is not None and self._about(made.receiver):
            return _DIGITS_ONLY
        if made.name in ("includes", "has") and made.receiver is not None and len(made.args) == 1:
            held = made.receiver
            return self._membership(unwrapped(made.args[0]), unwrapped(held), True)
        return self._pattern_call(made) or self._unknown(made.node)

    def _pattern_call(self, made: Call) -> Condition | None:
        python = self.source.syntax == "python"
        if python and made.name in ("match", "fullmatch", "search") and made.receiver is not None:
            if made.receiver.text() in ("re", "regex", "re2") and len(made.args) > 1:
                return self._applied(pattern_of(made.node, "python") or self._constant(made.args[0]), made.args[1], made.name)
            if made.args:
                return self._applied(self._pattern(made.receiver), made.args[0], made.name)
        if not python and made.receiver is not None and len(made.args) == 1:
            if made.name in ("test", "exec"):
                return self._applied(self._pattern(made.receiver), made.args[0], "search")
            if made.name == "match":
                return self._applied(self._pattern(made.args[0]), made.receiver, "search")
        return None

    def _pattern(self, node: SgNode) -> PatternSource | None:
        return pattern_of(unwrapped(node), self.source.syntax) or self._constant(node)

    def _constant(self, node: SgNode) -> PatternSource | None:
        name = unwrapped(node).text().rsplit(".", 1)[-1]
        local = self.locals.get(name)
        found = self._local_pattern(unwrapped(local)) if local is not None else None
        if found is not None:
            self.check.used.add(name)
        if found is None and name in self.source.patterns:
            found = self.source.patterns[name]
            if self._kind_of_constant(name):
                self.check.used.add(name)
        return found

    def _local_pattern(self, local: SgNode) -> PatternSource | None:
        text = string_value(local)
        return PatternSource(text, "", local) if text is not None else pattern_of(local, self.source.syntax)

    def _kind_of_constant(self, name: str) -> bool:
        return identifier_in(words(name)) in (None, self.kind)

    def _applied(self, pattern: PatternSource | None, subject: SgNode, mode: str) -> Condition:
        if pattern is None or not self._subject_is(pattern, subject) or self._cut(subject):
            return self._unknown(subject)
        self._mark(pattern.node, pattern.line)
        self.check.texts.append(pattern.text)
        return ["re", pattern.text, pattern.flags, self.source.syntax, mode]

    def _cut(self, subject: SgNode) -> bool:
        """Whether a part of the text was taken off before: then what is tested is not the whole number."""
        text = subject.text() + " ".join(self.locals[n].text() for n in identifiers_in(subject.text()) if n in self.aliases)
        return _CUTS.search(text) is not None

    def _subject_is(self, pattern: PatternSource, subject: SgNode) -> bool:
        found = self._kind_of_text(subject.text(), self.aliases)
        if found is None:
            called = identifier_of([n for n in self.source.names(pattern.node) if n.level == "binding"])
            return called is not None and called[0] == self.kind and call(subject) is None
        return found == self.kind
