"""Trends, baselines and alerts, on measurements that are made up; and `prohori perf` on real ones."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest

from prohori.errors import SettingsError
from prohori.performance.alerts import alerts_of
from prohori.performance.baselines import Baselines
from prohori.performance.history import History, Measurement
from prohori.performance.machine import this_machine
from prohori.performance.page import page
from prohori.performance.targets import parse
from prohori.performance.trend import slope_of, trend_of
from tests.repositories import Repository

BEGAN = datetime(2026, 7, 1, 4, tzinfo=UTC)
OTHER = this_machine().model_copy(update={"cpu": "another"})
LINES = {"lines": {"kind": "sql", "database": "/srv/erp.sqlite", "statement": "SELECT 1"}}


def measured(*samples: float, day: float = 0, target: str = "lines", **more: object) -> Measurement:
    at = (BEGAN + timedelta(days=day)).isoformat()
    given = {"target": target, "key": "k", "measured_at": at, "samples_ms": samples, "machine": this_machine(), **more}
    return Measurement.model_validate(given)


def around(middle: float, count: int = 20, *, day: float = 0, spread: float = 0.05, **more: object) -> Measurement:
    drawn = random.Random(f"{middle} {day}")
    return measured(*(middle * drawn.uniform(1 - spread, 1 + spread) for _ in range(count)), day=day, **more)


def test_the_slope_is_the_median_of_the_slopes_of_all_pairs() -> None:
    drawn = random.Random(4)
    times, values = [drawn.uniform(0, 90) for _ in range(30)], [drawn.uniform(10, 20) for _ in range(30)]
    pairs = itertools.combinations(zip(times, values, strict=True), 2)
    assert slope_of(times, values)[0] == pytest.approx(median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs))


def test_the_interval_of_five_points_is_that_of_all_ten_slopes() -> None:
    """By hand: the ten slopes are -0.15, -0.13, -0.08, -0.07, -0.0575, -0.055, -0.045, -0.0333, 0.01, 0.04; Kendall's score is at
    least 10 in size with a probability of 2/120, and at least 8 with 10/120: 95 % needs all of them."""
    assert slope_of([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03]) == pytest.approx((-0.05625, -0.15, 0.04))


def test_a_line_with_bad_days_keeps_its_slope_and_noise_has_none() -> None:
    slow = [around(100 + 2 * day, day=day) if day % 7 else around(900, day=day) for day in range(1, 40)]
    trend = trend_of(slow)
    assert trend.direction == "slower"
    assert trend.ms_per_day == pytest.approx(2, abs=0.3)
    assert trend_of([around(300 - 2 * day, day=day) for day in range(30)]).direction == "faster"


def test_how_often_noise_is_called_a_trend() -> None:
    """The stated error rate is 5 %."""
    drawn = random.Random(11)
    called = 0
    for _ in range(400):
        _, low, high = slope_of(list(range(25)), [drawn.gauss(100, 10) for _ in range(25)])
        assert low is not None and high is not None
        called += low > 0 or high < 0
    assert called / 400 < 0.08


@pytest.mark.parametrize("days", [[0, 1, 2], [0, 0.01, 0.02, 0.03, 0.04, 0.05], [3] * 9])
def test_too_little_is_no_trend(days: list[float]) -> None:
    assert trend_of([around(100 + 9 * day, day=day) for day in days]).direction == "unknown"


def told(newest: Measurement | None, base: Measurement | None = None, **keys: object) -> tuple[list[tuple[str, str]], list[str]]:
    targets = parse({"lines": {**LINES["lines"], **keys}})
    alerts, unknown = alerts_of(targets, {"lines": newest} if newest else {}, {"lines": base} if base else {})
    return [(alert.kind, alert.severity.value) for alert in alerts], [one.why for one in unknown]


def test_what_is_slower_than_its_baseline_beyond_noise_is_an_alert_and_what_is_not_is_none() -> None:
    assert told(around(60, day=1), around(40)) == ([("regression", "major")], [])
    assert told(around(41, day=1), around(40)) == ([], [])
    assert told(around(20, day=1), around(40)) == ([], [])
    assert told(around(50, 7, day=1, spread=0.9), around(40, 7, spread=0.9)) == ([], [])


def test_thresholds_weigh_and_what_cannot_be_told_is_said() -> None:
    assert told(around(600)) == ([("threshold", "critical")], ["it has no baseline on this machine: `prohori perf baseline --set`"])
    assert told(None)[1] == ["it was never measured on this machine: `prohori perf measure`"]
    assert told(around(40), around(40))[1] == ["its newest measurement is the baseline itself"]
    assert told(measured(90, 91, 92, day=1), around(40))[1] == ["3 samples are too few to tell a regression from noise"]
    assert told(around(600, day=1), around(600, day=0), threshold_ms=1000) == ([], [])


def test_requests_that_failed_are_an_alert() -> None:
    shop = {"shop": {"kind": "http", "url": "http://127.0.0.1/", "most_failed": 0.1}}
    failed = around(5, target="shop", failed=3)
    alerts, _ = alerts_of(parse(shop), {"shop": failed}, {})
    assert [(alert.kind, alert.message) for alert in alerts] == [("failed-requests", "3 of 20 requests were not answered with 200")]


def test_baselines_are_kept_a_machine_each_by_many_at_once(tmp_path: Path) -> None:
    baselines = Baselines(tmp_path / "performance")
    names = [f"t{number}" for number in range(12)]
    threads = [threading.Thread(target=baselines.keep, args=([around(5, target=name)],)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    baselines.keep([around(9, target="t0", machine=OTHER)])
    assert sorted(baselines.all()) == sorted(names)
    assert baselines.of("t0", str(OTHER)) == around(9, target="t0", machine=OTHER)
    baselines.forget(["t0"], str(OTHER))
    assert baselines.of("t0", str(OTHER)) is None
    assert baselines.of("t0", str(this_machine())) == around(5, target="t0")


def test_a_damaged_baseline_is_an_error_and_not_none(tmp_path: Path) -> None:
    (tmp_path / "baselines.json").write_text('{"lines": {"a machine": {}}}')
    with pytest.raises(SettingsError, match="baselines cannot be read"):
        Baselines(tmp_path).of("lines", "a machine")


def test_the_page_keeps_machines_apart_and_escapes_what_it_shows(tmp_path: Path) -> None:
    history = History(tmp_path)
    for day in range(6):
        history.append(around(40 + 9 * day, day=day, commit="<b>badc0de"))
    history.append(around(4, machine=OTHER))
    Baselines(tmp_path).keep([around(40)])
    html = page(parse(LINES), tmp_path)
    assert html.count("<svg") == 2
    assert "on another machine: another" in html
    for said in ("Trend: slower", "regression: median +", "threshold 100 ms", "baseline "):
        assert said in html
    assert "<b>bad" not in html
    assert "<script" not in html and "http" not in html.replace("http://www.w3.org", "")


@pytest.fixture
def shop(tmp_path: Path) -> dict[str, str]:
    """A repository, and settings with one target on a database."""
    repository = Repository.create(tmp_path / "erp", {"lines.sql": "SELECT * FROM line WHERE invoice = 3"})
    with sqlite3.connect(tmp_path / "erp.sqlite") as connection:
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, invoice INTEGER)")
        connection.executemany("INSERT INTO line (invoice) VALUES (?)", ((n % 100,) for n in range(2000)))
    connection.close()
    target = {"kind": "sql", "database": str(tmp_path / "erp.sqlite"), "statement": "lines.sql", "threshold_ms": 0.0001}
    return {"PROHORI_REPO": str(repository.path), "PROHORI_PROFILE_TARGETS": json.dumps({"lines": target})}


def test_the_command_from_the_first_measurement_to_the_page(prohori, shop, tmp_path: Path) -> None:
    def perf(*arguments: object) -> tuple[int, str]:
        ran = prohori("perf", *arguments, **shop)
        return ran.returncode, ran.stdout + ran.stderr

    assert perf("alerts") == (0, "unknown  lines: it was never measured on this machine: `prohori perf measure`\n0 alerts in 1 target\n")
    code, said = perf("baseline", "--set")
    assert (code, "never measured on this machine" in said) == (2, True)
    [first] = prohori.json("perf", "measure", "--samples", 8, **shop)
    assert len(first["samples_ms"]) <= 8
    assert first["commit"] and first["tree"]
    code, said = perf("baseline", "--set")
    assert (code, said.startswith("lines  p50 ")) == (0, True)
    assert perf("measure", "lines")[0] == 0
    assert perf("alerts", "--fail-on", "major")[0] == 5
    assert perf("alerts", "--fail-on", "critical")[0] == 0
    assert perf("alerts", "--fail-on", "never")[0] == 0
    assert "lines  unknown: a slope needs 5 measurements, over a day at least, n = 2" in perf("trends")[1]
    assert perf("report", "--output", tmp_path / "page.html") == (0, f"{tmp_path / 'page.html'}\n")
    assert (tmp_path / "page.html").read_text().count("<circle") == 2
    assert perf("baseline", "--clear") == (0, "There are no baselines on this machine: `prohori perf baseline --set`.\n")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("measure", "nope"), "There is no target `nope`"),
        (("measure", "--samples", "2"), "at least 3 samples"),
        (("baseline", "--set", "--clear"), "exclude each other"),
        (("report", "--output", "/nowhere/page.html"), "there is no folder"),
    ],
)
def test_a_wrong_call_is_said(prohori, shop, arguments, why) -> None:
    ran = prohori("perf", *arguments, **shop)
    assert (ran.returncode, why in ran.stderr) == (2, True), ran.stderr


def test_without_targets_the_setting_is_named(prohori) -> None:
    ran = prohori("perf", "alerts")
    assert (ran.returncode, "set `profile_targets`" in ran.stderr) == (2, True)
