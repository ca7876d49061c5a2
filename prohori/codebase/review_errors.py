"""Errors that are caught and lost: an empty handler, without a word of why.

A comment in the handler is a reason. Left alone: closing and cleaning up, reading what may be absent (a parse, the browser's storage,
an optional import), handlers of one narrow exception in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from prohori.codebase.review_source import Hit, Source, callee_of, line_of, method_of
from prohori.model import Confidence

RULE = "reliability.swallowed-error"
_BENIGN = re.compile(
    r"localStorage|sessionStorage|JSON\.parse|json\.loads|new URL\(|new RegExp|require\(|\bimport\b|unlink|rmSync|\brm\(|rmdir|mkdir"
    r"|\.close\(|\.destroy\(|\.kill\(|\.abort\(|\.terminate\(|disconnect|removeListener|unsubscribe|cleanup|clean_up|\.end\(|shutdown"
    r"|\.quit\(|release|rollback|statSync|\.stat\(|access\(|accessSync|exists|\.focus\(|scrollTo|\.log\(|logger|console\.|captureException"
    r"|\.play\(|clipboard|vibrate|decodeURI|atob|\.remove\(|os\.remove|setattr|getattr|locale|Intl\.|\.flush\(|chmod|\.blur\(|telemetry"
    r"|analytics|posthog|gtag|Sentry|warn\("
)
_WRITES = re.compile(
    r"\.(?:save|insert|insertMany|commit|submit|charge|capture|refund|pay|transfer|update|updateMany|upsert|db_set|create|delete"
    r"|execute|send\w*|publish)\("
)
_BROAD = re.compile(r"except\s*(?:\(?\s*(?:Base)?Exception\s*\)?(?:\s+as\s+\w+)?)?\s*:")
_ONE_OFF_PATH = re.compile(r"(^|/)(migrations?|patches|seeds?|seeders?|scripts|tools|bin)/")


def error_hits(source: Source) -> list[Hit]:
    if _ONE_OFF_PATH.search(source.path):
        return []
    return list(_python(source) if source.python else _script(source))


def _script(source: Source) -> Iterator[Hit]:
    if "catch" not in source.text:
        return
    for clause in source.all("catch_clause"):
        body, attempt = clause.field("body"), clause.parent()
        tried = attempt.field("body") if attempt is not None else None
        if body is not None and not body.children()[1:-1] and tried is not None:
            yield from _lost(source, clause, tried)
    for call in source.calls:
        if method_of(callee_of(call)) != "catch" or (handler := _only_argument(call)) is None or handler.kind() != "arrow_function":
            continue
        body = handler.field("body")
        function = call.field("function")
        tried = function.field("object") if function is not None else None
        if body is not None and tried is not None and body.kind() == "statement_block" and not body.children()[1:-1]:
            yield from _lost(source, handler, tried)


def _only_argument(call: SgNode) -> SgNode | None:
    given = call.field("arguments")
    found = [n for n in given.named_children() if n.kind() != "comment"] if given is not None else []
    return found[0] if len(found) == 1 else None


def _python(source: Source) -> Iterator[Hit]:
    if "except" not in source.text:
        return
    for clause in source.all("except_clause"):
        text, attempt = clause.text(), clause.parent()
        body = next((c for c in clause.named_children() if c.kind() == "block"), None)
        tried = attempt.field("body") if attempt is not None else None
        if body is None or tried is None or "#" in source.whole_lines(clause) or not _BROAD.match(text):
            continue
        if all(c.kind() in ("pass_statement", "continue_statement") or c.text() == "..." for c in body.named_children()):
            yield from _lost(source, clause, tried)


def _lost(source: Source, handler: SgNode, tried: SgNode) -> Iterator[Hit]:
    text = tried.text()
    if _BENIGN.search(text) or _is_explained(source, handler):
        return
    sure = Confidence.medium if _WRITES.search(text) else Confidence.low
    what = "an error of a write is lost here" if sure is Confidence.medium else "every error is lost here"
    yield Hit(
        RULE,
        line_of(handler),
        f"{what}: log it, or let it through; if it may be lost, say why in a comment",
        source.evidence(handler),
        sure,
    )


def _is_explained(source: Source, handler: SgNode) -> bool:
    """A comment on the line, or on the one above it."""
    first = handler.range().start.line
    return any(re.search(r"//|/\*|\*/|#", line) for line in (source.lines[first], source.lines[first - 1].strip() if first else ""))
