"""A function that checks a text, read as the guards the text has to pass.

Understood: `if … throw/raise/return`, boolean returns, ternaries, assertions, error lists, switches on the
length, one level of local names, and patterns named in the same file. What is not understood is kept as
unknown, so that it can neither accuse nor excuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ast_grep_py import SgNode

from prohori.codebase.conditions import TRUE, UNKNOWN, UNRELATED, Condition, Guard, all_of, any_of, decisive, negated
from prohori.codebase.names import Name
from prohori.codebase.source import PatternSource, Source, pattern_of
from prohori.codebase.subjects import NEUTRAL, Identifier, identifier_in, identifier_of, other_bins
from prohori.codebase.syntax import (
    CALLS,
    NUMBERS,
    STRINGS,
    Call,
    call,
    identifiers_in,
    line_of,
    named,
    number_value,
    operator,
    place,
    unwrapped,
)
from prohori.codebase.words import listed, words

_COMPARISONS = {"==": "==", "===": "==", "!=": "!=", "!==": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FLIPPED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DIGITS_ONLY: Condition = ["re", "^[0-9]+$", "", "javascript", "search"]
_PRESENT: Condition = ["len", ">", 0]
_NOT_A_TEXT = re.compile(r"\.split\(|\.match\(|\.length\b|\blen\(|\.filter\(|\.find\w*\(|\.map\(|\.test\(|\.exec\(|=>")
_LIST_WORDS = listed("list lists array rows records map count ids numbers entries errors set parts error")
_PUTS_ERROR = re.compile(
    r"\b\w*([eE]rror|[iI]ssue|[pP]roblem|[vV]iolation|[iI]nvalid)s?\w*(\.\w+|\[[^\]]*\])*\s*(\.(push|append|add|set)\b|\(|=[^=])|\b(reject|fail)\w*\(|setErrors?\("
)
_UNSETS = re.compile(r"\b\w*(valid|ok|pass|passed|isValid)\s*=\s*(false|False)\b", re.IGNORECASE)
_DEPTH = 3


@dataclass(slots=True)
class Check:
    """The guards of one function for one identifier. `used` are the named patterns it applied."""

    guards: list[Guard]
    used: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    """The patterns as written, for deciding whose phone numbers they are."""


class FunctionReader:
    """Reads one function's guards for one identifier."""

    def __init__(self, source: Source, function: SgNode, kind: Identifier, names: list[Name]) -> None:
        self.source, self.function, self.kind = source, function, kind
        around = identifier_of(names)
        self.speaks_of = around[0] if around else None
        self.other_bins = other_bins(names)
        self.locals = dict(self._locals())
        self.aliases = self._aliases()
        self.check = Check([])
        self.line = 0
        self.strings = self._strings_mean()
        self.objects_are_errors = (
            re.search(r"return\s*\(?\s*\{|\?\s*null\s*:\s*\{|:\s*null\b", function.text()) is not None
            and re.search(r"return null|[?:]\s*null", function.text()) is not None
        )

    def read(self) -> Check:
        body = self.function.field("body")
        if body is None:
            return self.check
        if body.kind() in ("statement_block", "block"):
            self._walk(named(body), [])
        else:
            self._return(body, [])
        return self.check

    # --- what the names stand for -------------------------------------------------------------------

    def _locals(self) -> list[tuple[str, SgNode]]:
        kinds = ("assignment",) if self.source.syntax == "python" else ("variable_declarator", "assignment_expression")
        found = []
        for node in self.function.find_all({"rule": {"any": [{"kind": k} for k in kinds]}}):
            name = node.field("name") or node.field("left")
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

    # --- statements ---------------------------------------------------------------------------------

    def _walk(self, statements: list[SgNode], path: list[Condition]) -> None:
        for statement in statements:
            match statement.kind():
                case "if_statement":
                    self._if(statement, path)
                case "return_statement":
                    inside = named(statement)
                    self._return(inside[0] if inside else None, path, line_of(statement))
                case "throw_statement" | "raise_statement":
                    self._add("reject", path, TRUE, line_of(statement))
                case "assert_statement":
                    self._decide("reject", path, negated(self._condition(named(statement)[0])), statement)
                case "switch_statement":
                    self._switch(statement, path)
                case "expression_statement" | "with_statement" | "try_statement" | "for_statement" | "for_in_statement" | "while_statement":
                    self._walk([c for b in statement.children() if b.kind() in ("statement_block", "block") for c in named(b)], path)
                case "statement_block" | "block":
                    self._walk(named(statement), path)

    def _if(self, statement: SgNode, path: list[Condition]) -> None:
        tested, then = statement.field("condition"), statement.field("consequence") or statement.field("body")
        if tested is None or then is None:
            return
        self.line = 0
        condition = self._condition(tested)
        line = self.line or line_of(statement)
        effect = self._effect(then)
        if effect in ("accept", "reject"):
            self._add(effect, path, condition, line)
        else:
            self._walk(named(then) if then.kind() in ("statement_block", "block") else [then], [*path, condition])
        for other in statement.children():
            if other.kind() == "else_clause":
                self._walk(named(other), [*path, negated(condition)])
            elif other.kind() == "elif_clause":
                self._if(other, [*path, negated(condition)])

    def _switch(self, statement: SgNode, path: list[Condition]) -> None:
        subject = statement.field("value")
        body = statement.field("body")
        if subject is None or body is None or not self._length_of(unwrapped(subject)):
            return
        waiting: list[int] = []
        for case in named(body):
            inside = [c for c in named(case) if c.kind() not in ("number",)]
            value = number_value(case.field("value")) if case.kind() == "switch_case" else None
            if value is not None:
                waiting.append(int(value))
            effect = next((e for e in map(self._effect, inside) if e), None)
            if effect in ("accept", "reject"):
                self._add(effect, path, ["lens", waiting] if case.kind() == "switch_case" else TRUE, line_of(case))
                waiting = []

    def _return(self, value: SgNode | None, path: list[Condition], line: int = 0) -> None:
        if value is None:
            return
        value = unwrapped(value)
        self.line = 0
        condition = self._boolean(value)
        if condition is not None and decisive(condition):
            line = self.line or line_of(value)
            if path:
                self._add("accept", path, condition, line)
                self._add("reject", path, negated(condition), line)
            else:
                self.check.guards.append(["return", condition, line])
            return
        effect = self._value_effect(value)
        if effect in ("accept", "reject"):
            self._add(effect, path, TRUE, line or line_of(value))

    def _boolean(self, value: SgNode) -> Condition | None:
        """The condition a returned value is: itself, or the one a ternary tests to choose accept or reject."""
        if value.kind() not in ("ternary_expression", "conditional_expression"):
            condition = self._condition(value)
            return None if condition == _PRESENT else condition
        if value.kind() == "ternary_expression":
            tested, yes, no = value.field("condition"), value.field("consequence"), value.field("alternative")
        else:
            parts = named(value)
            if len(parts) != 3:
                return None
            yes, tested, no = parts
        if tested is None or yes is None or no is None:
            return None
        effects = self._value_effect(unwrapped(yes)), self._value_effect(unwrapped(no))
        if effects == ("accept", "reject"):
            return self._condition(tested)
        return negated(self._condition(tested)) if effects == ("reject", "accept") else None

    def _decide(self, effect: str, path: list[Condition], condition: Condition, at: SgNode) -> None:
        self._add(effect, path, condition, self.line or line_of(at))

    def _add(self, effect: str, path: list[Condition], condition: Condition, line: int) -> None:
        self.check.guards.append([effect, all_of([*path, condition]) if path else condition, line])

    # --- effects ------------------------------------------------------------------------------------

    def _strings_mean(self) -> str | None:
        text = self.function.text()
        if re.search(r"\b(throw|raise)\b", text):
            return "accept"
        return "reject" if re.search(r"return\s+(null|undefined|None|true|True|''|\"\")|return\s*;", text) else None

    def _effect(self, consequence: SgNode) -> str | None:
        statements = named(consequence) if consequence.kind() in ("statement_block", "block") else [consequence]
        for statement in statements:
            kind, text = statement.kind(), statement.text()
            if kind in ("throw_statement", "raise_statement"):
                return "reject"
            if kind == "return_statement":
                inside = named(statement)
                if not inside:
                    return None
                value = unwrapped(inside[0])
                condition = self._boolean(value)
                return None if condition is not None and decisive(condition) else self._value_effect(value)
            if kind == "expression_statement" and (_PUTS_ERROR.search(text) or _UNSETS.search(text)):
                return "reject"
        return None

    def _value_effect(self, value: SgNode) -> str | None:
        kind, text = value.kind(), value.text()
        if kind in ("false", "none", "null", "undefined") or text in ("undefined", "false", "False", "None", "null"):
            if text in ("null", "None", "undefined") and self.objects_are_errors:
                return "accept"
            return "reject"
        if kind == "true":
            return "accept"
        if kind in STRINGS:
            return self.strings if not (kind == "template_string" and "${" in text and self.strings != "reject") else "accept"
        if kind in ("object", "dictionary"):
            if re.search(r"\b(valid|ok|success|isValid|is_valid)['\"]?\s*:\s*(true|True)", text):
                return "accept"
            if self.objects_are_errors or re.search(r":\s*(false|False)\b|error|message", text, re.IGNORECASE):
                return "reject"
        if kind in CALLS and re.search(r"\b[A-Z]?\w*([eE]rr|[fF]ail|[iI]nvalid)\w*\(", text[:60]):
            return "reject"
        return "accept"

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
                return _PRESENT if self._about(node) and not self._length_of(node) else self._unknown(node)
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
        return _PRESENT if self._about(node) else self._unknown(node)

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
        if made.name in ("isdigit", "isdecimal", "isnumeric") and made.receiver is not None and self._about(made.receiver):
            return _DIGITS_ONLY
        if made.name in ("includes", "has") and made.receiver is not None and len(made.args) == 1:
            held = made.receiver
            inner = call(held)
            if inner is not None and inner.name == "Set" and inner.args:
                held = inner.args[0]
            return self._membership(unwrapped(made.args[0]), unwrapped(held), True)
        return self._pattern_call(made) or self._unknown(made.node)

    def _pattern_call(self, made: Call) -> Condition | None:
        python = self.source.syntax == "python"
        if python and made.name in ("match", "fullmatch", "search") and made.receiver is not None:
            if made.receiver.text() in ("re", "regex", "re2") and len(made.args) > 1:
                return self._applied(pattern_of(made.node, "python") or self._constant(made.args[0]), made.args[1], made.name)
            if made.args:
                return self._applied(self._constant(made.receiver), made.args[0], made.name)
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
        found = pattern_of(unwrapped(local), self.source.syntax) if local is not None else None
        if found is None and name in self.source.patterns:
            found = self.source.patterns[name]
            if self._kind_of_constant(name):
                self.check.used.add(name)
        return found

    def _kind_of_constant(self, name: str) -> bool:
        return identifier_in(words(name)) in (None, self.kind)

    def _applied(self, pattern: PatternSource | None, subject: SgNode, mode: str) -> Condition:
        if pattern is None or not self._subject_is(pattern, subject):
            return self._unknown(subject)
        self._mark(pattern.node, pattern.line)
        self.check.texts.append(pattern.text)
        return ["re", pattern.text, pattern.flags, self.source.syntax, mode]

    def _subject_is(self, pattern: PatternSource, subject: SgNode) -> bool:
        found = self._kind_of_text(subject.text(), self.aliases)
        if found is None:
            called = identifier_of([n for n in self.source.names(pattern.node) if n.level == "binding"])
            return called is not None and called[0] == self.kind and call(subject) is None
        return found == self.kind
