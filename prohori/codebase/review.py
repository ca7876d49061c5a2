"""The review of a file, as a pure analyser that the memo can keep, and of what files say together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from prohori.codebase.languages import language_of
from prohori.codebase.review_access import access_hits
from prohori.codebase.review_dates import date_hits
from prohori.codebase.review_errors import error_hits
from prohori.codebase.review_eval import eval_hits
from prohori.codebase.review_facts import FileFacts, Ignore
from prohori.codebase.review_ignores import ignores_in, ignores_in_lines
from prohori.codebase.review_loops import loop_hits
from prohori.codebase.review_money import money_hits
from prohori.codebase.review_promises import promise_hits
from prohori.codebase.review_queries import queries
from prohori.codebase.review_routes import route_facts
from prohori.codebase.review_rule import load
from prohori.codebase.review_secrets import environment_file_hits, secret_hits
from prohori.codebase.review_shell import shell_hits
from prohori.codebase.review_source import Hit, Source
from prohori.codebase.review_sql import sql_hits
from prohori.model import Confidence, Fact, Finding, Severity, finding
from prohori.snapshot.names import spelled

LARGEST_FILE = 1_000_000  # bytes
LONGEST_LINE = 20_000  # characters; a longer one is a bundle or embedded content
_MEAN_LINE = 400
MINIFIED = "minified or generated: its lines are too long to have been written by hand"
ENVIRONMENT_FILE = re.compile(r"(^|/)(\.env(\.[\w.-]+)?|[\w-]+\.env)$")
_TEMPLATE_FILE = re.compile(r"(example|sample|template|dist|defaults?|schema)", re.IGNORECASE)


_OPERATED = re.compile(r"(^|/)(\.?scripts?|tools|bin|migrations?)/")
"""What the team itself starts by hand: its input is not a stranger's."""
RULES = load()
_CHECKS: tuple[Callable[[Source], list[Hit]], ...] = (
    secret_hits, sql_hits, eval_hits, shell_hits, money_hits, loop_hits, promise_hits, error_hits, date_hits,
)  # fmt: skip


class FileReview(Fact):
    """What one file gave: findings, what only the whole repository can judge, or why it was not read (in whole or in part)."""

    findings: tuple[Finding, ...] = ()
    facts: FileFacts = FileFacts()
    ignores: tuple[Ignore, ...] = ()
    unread: str = ""


class FileReviewer:
    """Pure function of path and bytes."""

    name = "code-review"

    def run(self, path: str, content: bytes) -> FileReview:
        path = spelled(path)
        text, why = readable(content)
        if text is None:
            return FileReview(unread=why)
        if is_environment_file(path):
            return FileReview(findings=_findings(path, environment_file_hits(path, text)), ignores=ignores_in_lines(text))
        source = Source(path, text)
        try:
            hits = [hit for check in _CHECKS for hit in check(source)]
            facts = route_facts(source).model_copy(update={"queries": queries(source)})
            return FileReview(findings=_findings(path, hits), facts=facts, ignores=ignores_in(source), unread=syntax_trouble(source))
        except RecursionError:
            return FileReview(unread="nested too deeply to be analysed")

    def dump(self, result: FileReview) -> bytes:
        return result.model_dump_json(exclude_defaults=True).encode()

    def load(self, stored: bytes) -> FileReview:
        return FileReview.model_validate_json(stored)


def findings_between(facts: Mapping[str, FileFacts]) -> tuple[Finding, ...]:
    """What the files of a repository, by path, say together."""
    return tuple(one for path, hit in access_hits(facts) for one in _findings(path, [hit]))


def is_environment_file(path: str) -> bool:
    """A committed `.env` that is used, not the sample of one."""
    name = path.rpartition("/")[2]
    return language_of(path) is None and ENVIRONMENT_FILE.search(path) is not None and not _TEMPLATE_FILE.search(name)


def readable(content: bytes) -> tuple[str | None, str]:
    """The text of a file, or None and the reason why it is not analysed."""
    if len(content) > LARGEST_FILE:
        return None, f"larger than {LARGEST_FILE // 1000} kB ({len(content) // 1000} kB)"
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None, "not text in UTF-8 or UTF-16"
    if is_minified(text):
        return None, MINIFIED
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


def is_minified(text: str) -> bool:
    lines = text.count("\n") + 1
    return len(text) > LONGEST_LINE and (len(text) / lines > _MEAN_LINE or max(map(len, text.split("\n"))) > LONGEST_LINE)


def syntax_trouble(source: Source) -> str:
    """Names the first place that the grammar could not read, if that is more than a slip."""
    broken = source.root.find_all(kind="ERROR")
    if not broken:
        return ""
    line = broken[0].range().start.line + 1
    return f"read in part: the syntax could not be understood at line {line}"


def _findings(path: str, hits: list[Hit]) -> tuple[Finding, ...]:
    return tuple(_finding(path, hit) for hit in sorted(set(hits), key=lambda h: (h.line, h.rule)))


def _finding(path: str, hit: Hit) -> Finding:
    """What is not sure weighs no more than `minor`."""
    rule = RULES[hit.rule]
    sure = Confidence.low if hit.rule.startswith("injection.") and _OPERATED.search(path) else hit.confidence
    severity = max(rule.severity, Severity.minor, key=lambda s: s.rank) if sure is Confidence.low else rule.severity
    return finding(
        hit.rule, severity, hit.message, path=path, line=hit.line, evidence=hit.evidence, source=rule.source, confidence=sure
    )  # fmt: skip
