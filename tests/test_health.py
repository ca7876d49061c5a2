"""Where a gateway stands by its checks, its incidents and its uptime; many processes that write; the command; what Prefect is told."""

from __future__ import annotations

import json
import multiprocessing
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori.engine import health as overview
from prohori.gateways.health import Check, Subject, daily, incidents, standing, uptime
from prohori.gateways.health_book import HealthBook
from prohori.model import Condition, ProbeResult, Verdict
from prohori.settings import Settings
from tests.conftest import Command, repository_of_demo
from tests.deployed import until
from tests.gateways import gateway, says

MINUTE, HOLDS = 60.0, 1800.0
BKASH = Subject(gateway="bkash")
DAY = 86_400.0


def checks(*stated: tuple[float, str]) -> tuple[Check, ...]:
    """Minutes and states."""
    return tuple(Check(state=state, at=minute * MINUTE, why="" if state == "up" else f"{state} at {minute}") for minute, state in stated)


@pytest.mark.parametrize(
    ("made", "now", "state", "since", "last_good"),
    [
        ((), 0, "unknown", None, None),
        (((0, "up"),), 30, "up", 0, 0),
        (((0, "up"),), 31, "unknown", 30, 0),
        (((0, "up"), (10, "down")), 10, "down", 10, 0),
        (((0, "up"), (10, "down"), (20, "down")), 25, "down", 10, 0),
        (((0, "down"), (10, "degraded"), (20, "degraded")), 25, "degraded", 10, None),
        (((0, "up"), (10, "up"), (100, "up")), 101, "up", 100, 100),  # between, nothing is known
        (((0, "up"), (10, "down")), 1000, "unknown", 40, 0),
    ],
)
def test_a_gateway_stands_where_its_last_check_found_it_and_is_unknown_when_that_is_old(made, now, state, since, last_good):
    found = standing(checks(*made), now * MINUTE, HOLDS)
    minutes = [at if at is None else at / MINUTE for at in (found.since, found.last_good)]
    assert (found.state, *minutes) == (state, since, last_good)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ((), []),
        (((0, "up"), (10, "up")), []),
        (((0, "up"), (10, "down"), (20, "up")), [("down", 10, 10, 20, 0, 600)]),
        (((0, "up"), (10, "degraded"), (20, "down"), (30, "degraded"), (40, "up")), [("down", 10, 30, 40, 0, 1800)]),
        (((0, "down"), (10, "down")), [("down", 0, 10, None, None, 600)]),
        (((0, "up"), (10, "down"), (100, "up")), [("down", 10, 10, None, 0, 0)]),  # nobody saw when it ended
        (((0, "down"), (100, "down"), (110, "up")), [("down", 0, 0, None, None, 0), ("down", 100, 100, 110, None, 600)]),
    ],
)
def test_an_incident_lasts_from_its_first_bad_check_to_the_next_good_one(made, told):
    found = incidents(checks(*made), HOLDS)
    minutes = lambda at: at if at is None else at / MINUTE  # noqa: E731
    assert [(i.worst, *map(minutes, (i.first_seen, i.last_seen, i.ended, i.last_good)), i.seconds) for i in found] == told


def test_the_words_of_an_incident_are_those_of_its_worst_check():
    [found] = incidents(checks((0, "degraded"), (10, "down"), (20, "down")), HOLDS)
    assert (found.why, found.checks) == ("down at 10", 3)


def test_time_that_nothing_is_known_of_is_neither_up_nor_down():
    found = uptime(checks((0, "up"), (10, "down"), (20, "up"), (120, "up")), 0, 240 * MINUTE, HOLDS)
    assert [one / MINUTE for one in (found.up, found.down, found.degraded, found.unknown)] == [70, 10, 0, 160]
    assert (found.share, found.known) == (70 / 80, pytest.approx(80 / 240))
    assert uptime((), 0, 60, HOLDS).share is None


def test_a_check_before_the_span_speaks_for_its_beginning_and_none_speaks_for_what_comes_after_it():
    made = checks((0, "up"))
    assert uptime(made, 10 * MINUTE, 20 * MINUTE, HOLDS).up == 10 * MINUTE
    assert uptime(made, -10 * MINUTE, 0, HOLDS).known == 0


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["up", "degraded", "down"])), max_size=60, unique_by=lambda one: one[0]),
    st.integers(0, 4000), st.integers(1, 3000), st.integers(1, 600),
)  # fmt: skip
def test_every_second_of_a_span_counts_once_and_days_add_up_to_it(made, start, length, holds):
    known, begin, end = checks(*sorted(made)), start * MINUTE, (start + length) * MINUTE
    whole = uptime(known, begin, end, holds * MINUTE)
    assert whole.up + whole.degraded + whole.down + whole.unknown == pytest.approx(end - begin)
    days = daily(known, begin, end, holds * MINUTE)
    for name in ("up", "degraded", "down", "unknown"):
        assert sum(getattr(day, name) for _, day in days) == pytest.approx(getattr(whole, name))


def result(minute: float, state: str = "up", *, name: str = "bkash", simulated: bool = False, why: str = "status is 500") -> ProbeResult:
    at = datetime.fromtimestamp(minute * MINUTE, UTC).isoformat()
    verdict = Verdict.passed if state == "up" else Verdict.failed
    condition = Condition(condition="status == 200", question="conforming", verdict=verdict, rule="gateway-status", why=why)
    answered = {"down": False, "not checked": None}.get(state, True)
    made = ProbeResult(name=name, kind="http", at=at, answered=answered, conditions=(condition,), simulated=simulated)
    assert made.state == state
    return made


def test_a_change_names_what_was_and_when_it_was_last_good(tmp_path):
    book = HealthBook(tmp_path)
    add = lambda minute, state: [(c.before, c.after, c.last_good) for c in book.add(f"run-{minute}", [result(NOW + minute, state)])]  # noqa: E731
    assert add(0, "up") == []  # first seen, and as it should be
    assert add(10, "up") == []
    assert add(20, "down") == [("up", "down", (NOW + 10) * MINUTE)]
    assert add(30, "down") == []
    assert add(40, "degraded") == [("down", "degraded", (NOW + 10) * MINUTE)]
    assert add(50, "up") == [("degraded", "up", (NOW + 10) * MINUTE)]


NOW = round(datetime.now(UTC).timestamp() / MINUTE) - 120.0
"""Two hours ago, in minutes: a check older than 400 days would be forgotten."""


def test_a_gateway_that_is_bad_at_first_sight_is_a_change_and_the_same_result_told_again_is_none(tmp_path):
    book = HealthBook(tmp_path)
    [change] = book.add("run-1", [result(NOW, "down")])
    assert (change.before, change.after, change.last_good) == (None, "down", None)
    assert book.add("run-1", [result(NOW, "down")]) == ()
    assert len(book.checks()[BKASH]) == 1


def test_a_check_that_comes_late_is_kept_in_its_place_and_changes_nothing(tmp_path):
    book = HealthBook(tmp_path)
    book.add("run-2", [result(NOW + 10)])
    assert book.add("run-1", [result(NOW, "down")]) == ()
    assert [check.state for check in book.checks()[BKASH]] == ["down", "up"]


def test_a_simulator_is_another_than_the_gateway_and_what_was_not_asked_is_no_check(tmp_path):
    book = HealthBook(tmp_path)
    book.add("run-1", [result(NOW, "down", simulated=True), result(NOW, "not checked", name="nbr-portal")])
    assert list(book.checks()) == [Subject(gateway="bkash", simulated=True)]
    assert [change.before for change in book.add("run-2", [result(NOW + 1, "down")])] == [None]


def test_checks_older_than_four_hundred_days_are_forgotten(tmp_path):
    book = HealthBook(tmp_path)
    book.add("old", [result(NOW - 401 * 24 * 60)])
    book.add("new", [result(NOW)])
    assert [check.at for check in book.checks()[BKASH]] == [NOW * MINUTE]


def write(folder: Path, writer: int, times: int) -> None:
    book = HealthBook(folder)
    found = [change for n in range(times) for change in book.add(f"{writer}-{n}", [result(NOW + n, "down" if n % 2 else "up")])]
    (folder / f"changes-{writer}").write_text(json.dumps([f"{change.at}" for change in found]))


def test_no_check_is_lost_among_processes_and_a_change_is_told_by_one_of_them(tmp_path):
    started = [multiprocessing.get_context("spawn").Process(target=write, args=(tmp_path, n, 40)) for n in range(4)]
    for process in started:
        process.start()
    for process in started:
        process.join(120)
    assert [process.exitcode for process in started] == [0] * 4
    assert len(HealthBook(tmp_path).checks()[BKASH]) == 160
    told = [at for file in tmp_path.glob("changes-*") for at in json.loads(file.read_text())]
    assert len(told) == len(set(told)) > 0
    assert oct((tmp_path / "health.sqlite").stat().st_mode & 0o777) == "0o600"


def test_what_is_personal_in_the_words_of_a_gateway_is_masked(tmp_path):
    HealthBook(tmp_path).add("run-1", [result(NOW, "degraded", why="no wallet 01712345678")])
    assert b"01712345678" not in (tmp_path / "health.sqlite").read_bytes()


def kept(home: Path, *results: ProbeResult) -> None:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    HealthBook(home).add(f"run-{len(results)}-{results[0].at}-{results[0].simulated}", results)


RECENT = datetime.now(UTC).timestamp() / MINUTE - 5


@pytest.mark.parametrize(
    ("made", "code", "states"),
    [
        ([], 3, {}),
        ([result(RECENT)], 0, {("bkash", False): "up"}),
        ([result(RECENT), result(RECENT, "degraded", name="nagad")], 3, {("bkash", False): "up", ("nagad", False): "degraded"}),
        ([result(RECENT, "down"), result(RECENT, "degraded", name="nagad")], 1, {("bkash", False): "down", ("nagad", False): "degraded"}),
        ([result(RECENT - 60)], 3, {("bkash", False): "unknown"}),
        ([result(RECENT, simulated=True)], 3, {("bkash", True): "up"}),
        ([result(RECENT), result(RECENT, "down", simulated=True)], 0, {("bkash", False): "up", ("bkash", True): "down"}),
    ],
)
def test_the_exit_code_is_that_of_the_gateways_and_never_of_simulators(prohori: Command, made, code, states):
    if made:
        kept(prohori.home, *made)
    ran = prohori("health", "--json")
    assert ran.returncode == code, ran.stderr
    assert {(one["gateway"], one["simulated"]): one["state"] for one in json.loads(ran.stdout)} == states


def test_a_gateway_that_is_configured_and_was_never_checked_is_unknown(prohori: Command):
    ran = prohori("health", PROHORI_PROBES=json.dumps({"bkash": {"url": "https://gateway.example/"}}))
    assert ran.returncode == 3
    assert "unknown" in ran.stdout
    assert "No gateway has been checked" in ran.stderr


def test_the_table_says_what_is_simulated_and_lists_incidents(prohori: Command):
    kept(prohori.home, result(RECENT - 20), result(RECENT, simulated=True))
    kept(prohori.home, result(RECENT - 10, "down", why="connection refused"))
    kept(prohori.home, result(RECENT))
    ran = prohori("health", "--days", "2")
    assert ran.returncode == 0
    assert "bkash (simulated)" in ran.stdout
    [told] = [line for line in ran.stdout.splitlines() if "connection refused" in line]
    assert told.startswith("bkash down from ")
    assert "(10 min)" in told
    assert "last good" in told
    assert "unknown" in ran.stdout  # the first of the two days


@pytest.mark.parametrize("days", ["0", "401", "many"])
def test_days_outside_of_what_is_kept_are_a_wrong_call(prohori: Command, days):
    assert prohori("health", "--days", days).returncode == 2


def test_a_history_that_cannot_be_read_is_said_by_the_command_and_costs_a_run_nothing(prohori: Command, tmp_path, caplog):
    prohori.home.mkdir(mode=0o700)
    (prohori.home / "health.sqlite").write_text("not a database, and long enough to be looked at " * 20)
    ran = prohori("health")
    assert ran.returncode == 2
    assert "cannot be read" in ran.stderr
    assert "next: move the file away" in ran.stderr
    assert overview.remember(Settings(home=prohori.home), Asked("run-1", (result(NOW, "down"),))) == ()


class Asked:
    """What `remember` looks at of a workflow's result."""

    def __init__(self, run_id: str, probes: tuple[ProbeResult, ...]) -> None:
        self.run_id, self.probes = run_id, probes


def test_a_place_that_cannot_be_written_costs_a_run_nothing(tmp_path):
    (tmp_path / "health.sqlite").mkdir()
    assert overview.remember(Settings(home=tmp_path), Asked("run-1", (result(NOW),))) == ()


def test_a_run_tells_prefect_what_changed_and_shows_where_all_stand(served: Command, tmp_path):
    repository = repository_of_demo(tmp_path)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = {"bkash": {"url": f"http://127.0.0.1:{closed.getsockname()[1]}/", "local": True}}
        assert served("run", "health-check", "--repo", repository, PROHORI_PROBES=json.dumps(dead)).returncode == 3
    with gateway(says()) as url:
        mended = {"bkash": {"url": url, "local": True}}
        served("run", "health-check", "--repo", repository, PROHORI_PROBES=json.dumps(mended))
    asked = {"filter": {"event": {"name": ["prohori.gateway.up", "prohori.gateway.down"]}, "order": "ASC"}}

    def heard():  # Prefect stores events after the run has ended
        return [one for one in served.api("/events/filter", asked)["events"] if one["resource"]["prefect.resource.name"] == "bkash"]

    until(lambda: len(heard()) >= 2, "both events", 60)
    events = heard()
    assert [(one["payload"]["before"], one["payload"]["after"]) for one in events] == [(None, "down"), ("down", "up")]
    assert events[0]["resource"]["prefect.resource.id"] == "prohori.gateway.bkash"
    assert "connection refused" in events[0]["payload"]["why"]
    [shown] = served.api("/artifacts/latest/filter", {"artifacts": {"key": {"any_": ["gateways"]}}})
    rows = {row["gateway"]: row for row in json.loads(shown["data"])}
    assert rows["bkash"]["state"] == "up"
    assert served.json("health", PROHORI_PROBES=json.dumps(mended))[0]["incidents"][0]["worst"] == "down"
