"""What a repository's endpoints and queries say together: endpoints without a check, queries without their tenant, lists without an end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from prohori.codebase.review_facts import Check, Endpoint, FileFacts, Query
from prohori.codebase.review_queries import TENANT
from prohori.codebase.review_source import Hit
from prohori.codebase.route_words import strongest
from prohori.model import Confidence

UNCHECKED, UNCHECKED_ANYWHERE = "authorisation.missing", "authorisation.none"
TENANCY, UNBOUNDED = "tenancy.unfiltered", "performance.unbounded-query"
_FEWEST_FILTERED = 3
"""Queries of an entity that filter by tenant before one that does not stands out."""
_BY_THE_WAY = re.compile(
    r"(^|/)(migrations?|seeds?|seeders?|scripts|tools|cli|jobs?|cron|tasks?|schedulers?|subscribers?|listeners?|workers?|bin)(/|$)|seed|migration"
    r"|\.(subscriber|listener|job|cron|scheduler|worker|processor|consumer|command)\.[jt]s$",
    re.IGNORECASE,
)
_SHARED_ENTITY = re.compile(
    r"^(?:tenant|organi[sz]ation|company|user|role|permission|country|currency|language|feature|plan|subscription|setting|token)\w*$"
)
_UNIQUE_KEY = re.compile(r"token|code|slug|hash|key|email|username|phone|external|uuid|reference|name", re.IGNORECASE)
_ID = re.compile(r"^_?id$|(?:Id|_id)$|^pk$")
_SHORT_LIST = re.compile(
    r"countr|currenc|language|role|permission|setting|status|type|unit|categor|tax|rate|feature|plan|tag|level|skill|color|icon|region|district|division"
    r"|zone|config|menu|template|integration|provider|gateway|bank|branch|warehouse|department|designation|holiday|account_?head|tenant|organi[sz]ation"
)


def access_hits(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Hit]]:
    """Each hit with its path. `facts` are those of every file of the repository, by path."""
    yield from _unchecked(facts)
    yield from _unfiltered(facts)
    yield from _unbounded(facts)


def _unchecked(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Hit]]:
    classes = {name: found for one in facts.values() for name, found in one.classes.items()}
    guarded = {framework for one in facts.values() for framework in one.guarded}
    checks = Counter(e.framework for one in facts.values() for e in one.endpoints if _check(e, classes) == "yes")
    for path, one in facts.items():
        checked_here = {e.owner for e in one.endpoints if e.check == "yes"}
        told: set[str] = set()
        for e in one.endpoints:
            if not e.changes or e.is_open or _check(e, classes) != "no":
                continue
            others_do = e.owner in checked_here if e.framework == "express" else bool(checks[e.framework])
            if e.framework == "frappe":
                message = f"`{e.name}` changes data for guests, and nothing in it checks who calls"
                yield path, _hit(UNCHECKED, e, message, Confidence.medium)
            elif e.framework in guarded:
                continue
            elif others_do:
                message = f"`{e.name}` changes data, and nothing on it, its owner or the application checks who calls; other endpoints do"
                yield path, _hit(UNCHECKED, e, message, Confidence.medium)
            elif not checks[e.framework] and e.owner not in told:
                told.add(e.owner)
                message = f"`{e.name}` changes data, and no endpoint here checks who calls: unless a gateway does, guard the application"
                yield path, _hit(UNCHECKED_ANYWHERE, e, message, Confidence.low)


def _check(e: Endpoint, classes: Mapping[str, tuple[Check, tuple[str, ...]]]) -> Check:
    """Guards are inherited; a base that is not in the repository may bring some."""
    waiting, seen, found = list(e.bases), set[str](), [e.check]
    while waiting:
        base = waiting.pop()
        if base in seen:
            continue
        seen.add(base)
        check, bases = classes.get(base, ("perhaps", ()))
        found.append(check)
        waiting += bases
    return strongest(*found)


def _unfiltered(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Hit]]:
    filtered, others = Counter[str](), Counter[str]()
    for path, one in facts.items():
        if not _BY_THE_WAY.search(path):
            for q in one.queries:
                (filtered if q.tenant else others)[q.entity] += 1
    asked = _asked(facts, lists=False)
    for path, one in facts.items():
        if _BY_THE_WAY.search(path):
            continue
        for q in one.queries:
            if q.tenant or _SHARED_ENTITY.match(q.entity) or filtered[q.entity] < max(_FEWEST_FILTERED, 2 * others[q.entity]):
                continue
            if any(_UNIQUE_KEY.search(key) for key in q.keys):
                continue
            by_id = any(_ID.search(key) for key in q.keys)
            if by_id and _place(path, q) not in asked:
                continue
            message = (
                f"this query of `{q.entity}` does not filter by tenant; {filtered[q.entity]} others in the repository do"
                + ("; an id from a request would reach another tenant's row" if by_id else "; it reaches the rows of all tenants")
            )  # fmt: skip
            yield path, _hit(TENANCY, q, message, Confidence.low if by_id else Confidence.medium)


def _unbounded(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Hit]]:
    """A list endpoint, or a function that one calls directly, that reads all rows."""
    asked = _asked(facts, lists=True)
    for path, one in facts.items():
        for q in one.queries:
            place = _place(path, q)
            if q.bounded or place not in asked or _SHORT_LIST.search(q.entity) or any(_narrows(key) for key in q.keys):
                continue
            message = f"`{asked[place]}` reads every `{q.entity}` there is; give it a page or a limit"
            yield path, _hit(UNBOUNDED, q, message, Confidence.medium)


def _asked(facts: Mapping[str, FileFacts], *, lists: bool) -> dict[str, str]:
    """What endpoints (`lists`: only those that change nothing) are or call directly, each with the endpoint's name."""
    asked: dict[str, str] = {}
    for path, one in facts.items():
        for e in one.endpoints:
            for called in (e.name.rpartition(" ")[2], *e.calls) if not (lists and e.changes) else ():
                asked.setdefault(called if "." in called else f"{path} {called}", e.name)
    return asked


def _place(path: str, q: Query) -> str:
    return q.inside if "." in q.inside else f"{path} {q.inside}"


def _narrows(key: str) -> bool:
    """`invoiceId`, `customer`: the rows of one parent; a tenant's rows are still without end."""
    return not TENANT.search(key) and not re.search(r"^(?:is|has)[A-Z_]|active|deleted|archived|enabled|status|type|locale|language", key)


def _hit(rule: str, at: Endpoint | Query, message: str, sure: Confidence) -> Hit:
    return Hit(rule, at.line, message, at.evidence, sure)
