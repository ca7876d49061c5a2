"""Candidates judged against the rulebook of the day: one finding for a place that departs from it, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from prohori.codebase.candidates import Candidate
from prohori.codebase.conditions import accepted, distinguishes, has_pattern
from prohori.codebase.regexes import Unjudgeable
from prohori.model import Confidence, Finding, Severity, Skipped, finding
from prohori.rulebook.book import Ruling, Unknown, rulebook
from prohori.rulebook.judgement import RUNS, judge_identifier, worst
from prohori.rulebook.rates import STANDARD
from prohori.rulebook.values import FiscalCalendar
from prohori.snapshot.protocol import Dated, Reads

RULES = {
    "tin": "bd-tin-format", "bin": "bd-bin-format", "nid": "bd-nid-format", "mobile": "bd-mobile-format",
    "rate": "bd-vat-rate", "base": "bd-vat-base", "fiscal": "bd-fiscal-year", "due": "bd-due-date",
}  # fmt: skip

_IN_USE = "vat.rates-in-use"
_ABROAD = ("+14155550100", "+919812345678")

OVERRIDES = "rules"
"""The setting that holds the team's overrides: asked for before anything is judged, so that a change of them is a miss."""


class NoRuling(Exception):
    """The rulebook has no answer for the day the rules are applied for; the text says why."""


class Judge:
    """Judges the candidates of files; every dated fact it uses goes through `reads.dated`."""

    def __init__(self, reads: Reads, *, at_home: bool = False) -> None:
        """`at_home`: whether the repository shows that it is run in Bangladesh: then a `mobile` may be refused by no check."""
        self._reads, self._at_home = reads, at_home
        self._book = rulebook(reads.setting(OVERRIDES))
        self.unanswered = 0
        """Candidates for which the rulebook had no answer."""
        self.overrides: dict[str, str] = {}
        """The facts that the team's overrides answered, to the reason."""

    def judge(self, path: str, candidate: Candidate) -> Finding | Skipped | None:
        """A finding, nothing, or what could not be judged and why."""
        try:
            return _FAMILIES[candidate.family](self, path, candidate)
        except (NoRuling, Unjudgeable) as why:
            self.unanswered += isinstance(why, NoRuling)
            return Skipped(subject=f"{path}:{candidate.line} {rule_of(candidate)} `{candidate.name}`", reason=str(why))

    def ruling(self, name: str) -> Ruling[Any]:
        answer = self._reads.dated(self._book.on(name))
        if isinstance(answer, Unknown):
            raise NoRuling(answer.why)
        if answer.override:
            self.overrides[name] = answer.override
        return answer

    def in_force(self, candidate: Candidate) -> bool:
        """Whether the entry says that it holds today; an entry with a condition that was not understood is left alone."""
        says = candidate.says
        if not says["sure"]:
            return False
        since, until = (date.fromisoformat(d) if d else None for d in (says["since"], says["until"]))
        return self._reads.dated(_between(since, until))

    def identifier(self, path: str, candidate: Candidate) -> Finding | None:
        guards = candidate.says["guards"]
        home = candidate.says["home"]
        if not home and not (self._at_home and needs_home(candidate)):
            return None
        ruling = self.ruling(f"identifier.{candidate.about}")
        wrongs = judge_identifier(
            ruling.value,
            lambda text: accepted(guards, text),
            lengths_only=not has_pattern(guards),
            tells_lengths=distinguishes(guards, RUNS),
        )
        passes = any(accepted(guards, text)[0] is not False for example in ruling.value.accept for text in example.texts)
        if not home and passes and any(accepted(guards, number)[0] is not False for number in _ABROAD):
            return None  # numbers of other countries are meant too
        if not wrongs:
            return None
        severity = worst(wrongs)
        line = next(w.line for w in wrongs if w.severity is severity)
        severity = severity if home or not passes else Severity.minor
        says = "; ".join(dict.fromkeys(w.says for w in wrongs))
        return _finding(
            path,
            candidate,
            ruling,
            severity,
            f"The {ruling.value.name} check `{candidate.name}` {says}.",
            line=line,
            confidence=None if home else Confidence.medium,
        )

    def rate(self, path: str, candidate: Candidate) -> Finding | None:
        if not self.in_force(candidate):
            return None
        says, percent = candidate.says, Decimal(candidate.says["percent"])
        service = self._book.service_of(says["tax"], frozenset(says["words"]))
        if service is not None:
            return self._service_rate(path, candidate, service, percent)
        if says["tax"] == "vds":
            return None
        standard = self.ruling(STANDARD)
        if percent == standard.value.percent:
            return None
        in_use = percent in self.ruling(_IN_USE).value.percents
        if says["unknown"] and not says["standard"]:
            return None if in_use else self._odd_rate(path, candidate, percent)
        certain = says["standard"] or not in_use
        hint = "" if certain else " If this is a reduced rate, let its name say of what."
        message = f"`{candidate.name}` sets VAT at {percent} %; the standard rate is {standard}{_since(standard)}.{hint}"
        full = Severity.critical if certain else Severity.major
        return _finding(path, candidate, standard, full, message, confidence=None if certain else Confidence.medium)

    def _service_rate(self, path: str, candidate: Candidate, service: str, percent: Decimal) -> Finding | None:
        ruling = self.ruling(service)
        if percent == ruling.value.percent:
            return None
        what = service.rsplit(".", 1)[-1].replace("-", " ")
        tax = candidate.says["tax"].upper()
        message = f"`{candidate.name}` sets {tax} for {what} at {percent} %; it is {ruling}{_since(ruling)}."
        return _finding(path, candidate, ruling, Severity.critical, message)

    def _odd_rate(self, path: str, candidate: Candidate, percent: Decimal) -> Finding:
        ruling = self.ruling(_IN_USE)
        message = f"`{candidate.name}` sets VAT at {percent} %, which is none of the rates in use."
        return _finding(path, candidate, ruling, Severity.minor, message)

    def base(self, path: str, candidate: Candidate) -> Finding:
        ruling = self.ruling("vat.base")
        return _finding(path, candidate, ruling, Severity.critical, f"`{candidate.name}` {candidate.says['wrong']}.")

    def fiscal_year(self, path: str, candidate: Candidate) -> Finding | None:
        ruling = self.ruling("calendar.fiscal-year")
        wrong = _fiscal_wrong(candidate.says, ruling.value)
        if wrong is None:
            return None
        message = f"`{candidate.name}` {wrong}; the fiscal year runs from 1 July to 30 June in Asia/Dhaka."
        clock = candidate.says["what"] == "clock"
        doubtful = len(candidate.says.get("months", ())) > 1 and ruling.value.start_month in candidate.says["months"]
        severity = Severity.minor if doubtful or (clock and not candidate.says["utc"]) else Severity.major
        confidence = Confidence.medium if clock or doubtful or candidate.says["what"] == "calendar" else None
        return _finding(path, candidate, ruling, severity, message, confidence=confidence)

    def due(self, path: str, candidate: Candidate) -> Finding | None:
        if not self.in_force(candidate):
            return None
        ruling = self.ruling(candidate.about)
        due, days, special = ruling.value, candidate.says["days"], candidate.says["special"]
        if days in due.day_numbers or (special and (days in due.special_numbers or not due.special_numbers)):
            return None
        if candidate.says["reminder"] and days < max(due.day_numbers):
            return None
        return _finding(path, candidate, ruling, Severity.major, f"`{candidate.name}` says day {days}; {due.what}{_since(ruling)}.")


def needs_home(candidate: Candidate) -> bool:
    """Whether it is judged only in a repository that shows elsewhere that it is run in Bangladesh."""
    return bool(candidate.family == "identifier" and not candidate.says["home"] and candidate.says["mobile"])


def rule_of(candidate: Candidate) -> str:
    return RULES[candidate.about if candidate.family == "identifier" else candidate.family]


def _between(since: date | None, until: date | None) -> Callable[[date], Dated[bool]]:
    def on(day: date) -> Dated[bool]:
        if since is not None and day < since:
            return Dated(False, None, since, "entry of a dated table")
        if until is not None and day >= until:
            return Dated(False, until, None, "entry of a dated table")
        return Dated(True, since, until, "entry of a dated table")

    return on


def _since(ruling: Ruling[Any]) -> str:
    return f" since {ruling.since}" if ruling.since else ""


def _finding(
    path: str,
    candidate: Candidate,
    ruling: Ruling[Any],
    full: Severity,
    message: str,
    *,
    line: int | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    return finding(
        rule_of(candidate),
        ruling.severity(full),
        message,
        path=path,
        line=line or candidate.line,
        end_line=max(line or 0, candidate.end_line),
        evidence=candidate.evidence,
        source=ruling.cited,
        confidence=confidence or ruling.confidence,
    )


def _fiscal_wrong(says: dict[str, Any], year: FiscalCalendar) -> str | None:
    match says["what"]:
        case "boundary":
            allowed = year.quarter_starts if says["quarter"] else {year.start_month}
            return None if says["month"] in allowed else f"starts it with month {says['month']}"
        case "date":
            return (
                None
                if _is_bound(says["month"], says["day"], says["quarter"], year)
                else f"starts or ends it on {says['day']}.{says['month']}."
            )
        case "constant":
            month = year.end_month if says["ends"] else year.start_month
            if says["months"][0] == month or (len(says["months"]) == 1 and month in says["months"]):
                return None
            doubt = " (right only where months count from 0)" if month in says["months"] else ""
            return f"{'ends' if says['ends'] else 'starts'} it in month {says['months'][0]}{doubt}"
        case "month-day":
            bound = [year.end_month, year.end_day] if says["ends"] else [year.start_month, year.start_day]
            return None if not says["days"] or bound in says["days"] else f"{'ends' if says['ends'] else 'starts'} it on another day"
        case "clock":
            clock = "UTC" if says["utc"] else "the server's local time"
            return f"takes the month from {clock}: on 30 June and 1 July it can be a year off for up to six hours"
        case "calendar-quarter":
            return "counts the quarters from January"
        case "calendar":
            return "returns the calendar year"
    return None


def _is_bound(month: int, day: int, quarter: bool, year: FiscalCalendar) -> bool:
    starts = year.quarter_starts if quarter else {year.start_month}
    ends = {(start - 2) % 12 + 1 for start in starts}
    return (day == 1 and month in starts) or (day >= 30 and month in ends) or 1 < day < 28


_FAMILIES: dict[str, Callable[[Judge, str, Candidate], Finding | Skipped | None]] = {
    "identifier": Judge.identifier, "rate": Judge.rate, "base": Judge.base, "fiscal": Judge.fiscal_year, "due": Judge.due,
}  # fmt: skip
