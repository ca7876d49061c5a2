"""A function that checks a text, read as the guards the text has to pass.

Understood: `if … throw/raise/return`, boolean returns, ternaries, assertions, error lists, switches on the
length, one level of local names, and patterns named in the same file. What is not understood is kept as
unknown, so that it can neither accuse nor excuse.
"""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from prohori.codebase.conditions import TRUE, Condition, all_of, decisive, negated
from prohori.codebase.names import Name
from prohori.codebase.source import Source
from prohori.codebase.subjects import Identifier
from prohori.codebase.syntax import (
    CALLS,
    STRINGS,
    call,
    line_of,
    named,
    number_value,
    unwrapped,
)
from prohori.codebase.text_conditions import PRESENT, Check, ConditionReader

_PUTS_ERROR = re.compile(
    r"\b\w{0,40}([eE]rror|[iI]ssue|[pP]roblem|[vV]iolation|[iI]nvalid|[wW]arning|[mM]essage|[rR]eason)s?\w{0,40}(\.\w+|\[[^\]]*\])*\s*"
    r"(\.(push|append|add|set|update|extend|insert|unshift)\b|\(|=[^=])|\b(reject|fail|abort|bail|exit)\w*\(|setErrors?\("
)
_LONGEST = 2_000  # characters of a statement that are searched
_UNSETS = re.compile(r"\b\w*(valid|ok|pass|passed|isValid)\s*=\s*(false|False)\b", re.IGNORECASE)


class FunctionReader(ConditionReader):
    """Reads one function's guards for one identifier."""

    def __init__(self, source: Source, function: SgNode, kind: Identifier, names: list[Name]) -> None:
        super().__init__(source, function, kind, names)
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
                case "expression_statement" if (held := self._asserted(statement)) is not None:
                    self._decide("reject", path, negated(held), statement)
                case "expression_statement" | "with_statement" | "try_statement" | "for_statement" | "for_in_statement" | "while_statement":
                    self._walk([c for b in statement.children() if b.kind() in ("statement_block", "block") for c in named(b)], path)
                case "statement_block" | "block":
                    self._walk(named(statement), path)

    def _asserted(self, statement: SgNode) -> Condition | None:
        """`assert(tin.length === 12, '…')`, `invariant(…)`."""
        made = call(unwrapped(statement))
        if made is None or not made.args or made.name not in ("assert", "ok", "invariant", "check", "require_that", "equal"):
            return None
        self.line = 0
        return self._condition(made.args[0])

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
            return None if condition == PRESENT else condition
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
            if kind == "expression_statement" and (_PUTS_ERROR.search(text[:_LONGEST]) or _UNSETS.search(text[:_LONGEST])):
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
        if kind in ("tuple", "array", "list") and re.match(r"[(\[]\s*(False|false)\b", text):
            return "reject"
        if kind in CALLS and re.search(r"\b[A-Z]?\w*([eE]rr|[fF]ail|[iI]nvalid)\w*\(", text[:60]):
            return "reject"
        return "accept"
