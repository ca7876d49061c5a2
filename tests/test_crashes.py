"""`kill -9` anywhere in a run of a real server: it goes on, repeats no finished step, and ends as if nothing had happened."""

import json
import random
import signal
import time

import pytest

from tests.crashing import IN_FLIGHT, POINTS, Home, crashed, outcome_of, repository, workflows

SEED = 20261122
PATTERNS = ("sequential", "parallel", "iterative")


@pytest.fixture(scope="module")
def erp(tmp_path_factory):
    return repository(tmp_path_factory.mktemp("crashes"))


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    return workflows(tmp_path_factory.mktemp("definitions"))


@pytest.fixture(scope="module")
def calm(launcher, erp, definitions, tmp_path_factory):
    """By pattern: what a run does that nobody disturbs, and how long it takes from its folder to its report."""
    done = {}
    for pattern, definition in definitions.items():
        home = Home(launcher, tmp_path_factory.mktemp("calm") / pattern)
        ran = home.start("run", definition, "--repo", erp, "--json")
        wait_for_run(home)
        began = time.monotonic()
        while not home.reported:
            time.sleep(0.002)
        seconds = time.monotonic() - began
        assert ran.wait() == 0, ran.said
        assert set(home.begun().values()) == {1}
        done[pattern] = (outcome_of(ran.result), seconds)
    return done


def wait_for_run(home):
    deadline = time.monotonic() + 150  # a server whose database a killed client has left locked is waited for
    while not home.run_id:
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.mark.parametrize(
    ("point", "pattern"),
    [*((point, PATTERNS[number % 2]) for number, point in enumerate(POINTS)), *((point, "iterative") for point in POINTS)],
)
def test_killed_at_a_point_it_goes_on(launcher, erp, definitions, calm, tmp_path, point, pattern):
    home = Home(launcher, tmp_path / "state")
    crash = crashed(home, home.start("run", definitions[pattern], "--repo", erp, at=point))
    assert crash.code == -signal.SIGKILL
    assert crash.faults(calm[pattern][0], IN_FLIGHT[pattern]) == []


@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("pattern", PATTERNS)
def test_killed_at_any_instant_it_goes_on(launcher, erp, definitions, calm, tmp_path, pattern, nth):
    delay = random.Random(f"{SEED} {pattern} {nth}").uniform(0, calm[pattern][1])
    print(f"seed {SEED}: killed after {delay:.3f} s")
    home = Home(launcher, tmp_path / "state")
    ran = home.start("run", definitions[pattern], "--repo", erp)
    wait_for_run(home)
    time.sleep(delay)
    ran.kill()
    assert crashed(home, ran).faults(calm[pattern][0], IN_FLIGHT[pattern]) == []


TARGETS = json.dumps({"invoices": {"kind": "command", "command": ["true"], "threshold_ms": 1}})


def test_a_loop_that_goes_on_in_another_tree_measures_all_of_it_anew(launcher, definitions, tmp_path):
    erp, home = repository(tmp_path), Home(launcher, tmp_path / "state")
    assert home.run("run", definitions["iterative"], "--repo", erp, at="before the record's transaction")[0] == -signal.SIGKILL
    assert home.finished() == {"m #1"}
    (erp / "tax.ts").write_text("// 90\n")
    code, again = home.run("resume", home.run_id, "--json")
    assert code == 0, again.said
    assert again.result["continued"]["kept"] == []
    assert any("measurements of two states of it are not compared" in note for note in again.result["continued"]["notes"])
    assert [one["value"] for one in again.result["decisions"] if one["what"] == "invoices.p95"] == [90, 70, 50]


def test_a_loop_that_goes_on_on_another_machine_measures_all_of_it_anew(launcher, definitions, erp, tmp_path):
    home = Home(launcher, tmp_path / "state")
    begun = home.start(
        "run", definitions["iterative"], "--repo", erp, at="before the record's transaction",
        MACHINE="first", PROHORI_PROFILE_TARGETS=TARGETS,
    )  # fmt: skip
    assert begun.wait() == -signal.SIGKILL
    assert home.finished() == {"m #1"}
    code, again = home.run("resume", home.run_id, "--json", MACHINE="second", PROHORI_PROFILE_TARGETS=TARGETS)
    assert code == 0, again.said
    assert again.result["continued"]["kept"] == []
    seen = {step["report"]["artifacts"].get("seen.txt", "second") for step in again.result["steps"]}
    assert seen == {"second"}
