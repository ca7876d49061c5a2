"""The command as its users meet it, without a server: wrong input, broken state, and what must stay fast."""

import contextlib
import socket
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import free_port

WORKFLOW = "name: tested\ndescription: A workflow of a test.\npattern: sequential\nsteps:\n  - agent: code-reviewer\n"


def says(ran, code, *texts):
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    for text in texts:
        assert text in ran.stderr
    assert "next:" in ran.stderr


def test_a_missing_repository(prohori, tmp_path):
    says(prohori("run", "finance-feature", "--repo", tmp_path / "gone"), 2, "cannot be opened", str(tmp_path / "gone"), "no such folder")


def test_a_folder_that_is_no_repository(prohori, tmp_path):
    (tmp_path / "plain").mkdir()
    says(prohori("run", "finance-feature", "--repo", tmp_path / "plain"), 2, str(tmp_path / "plain"), "git")


def test_an_unknown_workflow(prohori, demo):
    says(prohori("run", "finance-featur", "--repo", demo), 2, "`finance-featur`", "finance-feature")


def test_an_unknown_step_in_set(prohori, demo):
    says(prohori("run", "finance-feature", "--repo", demo, "--set", "reviewer.depth=1"), 2, "no step `reviewer`", "code-reviewer")


def test_set_without_a_step(prohori, demo):
    says(prohori("run", "finance-feature", "--repo", demo, "--set", "depth=1"), 2, "STEP.PARAMETER=VALUE")


def test_an_unknown_parameter_in_set(prohori, demo):
    ran = prohori("run", "finance-feature", "--repo", demo, "--set", "code-reviewer.modul=x")
    says(ran, 2, "no parameter `modul`", "did you mean `module`?")


def test_a_path_with_an_unknown_user(prohori):
    says(prohori("run", "finance-feature", "--repo", "~nosuchuser/erp"), 2, "~nosuchuser/erp")


def test_an_empty_home_is_no_home(prohori, tmp_path):
    """Compose files give empty variables: the state must not end up in the current folder."""
    ran = prohori("doctor", "--json", PROHORI_HOME="", HOME=str(tmp_path / "home"))
    assert str(tmp_path / "home" / ".prohori") in ran.stdout


def test_wrong_profile_targets_are_found_by_the_doctor(prohori):
    ran = prohori("doctor", PROHORI_PROFILE_TARGETS='{"x": {"kind": "bogus"}}')
    assert ran.returncode == 1
    assert "wrong   definitions" in ran.stdout


def test_wrong_probes_are_found_by_the_doctor_without_their_credentials(prohori):
    ran = prohori("doctor", PROHORI_PROBES='{"pay": {"url": "https://user:hunter2@pay.example/"}}')
    assert ran.returncode == 1
    assert "`probes.pay.url`" in ran.stdout
    assert "hunter2" not in ran.stdout + ran.stderr


def test_what_a_repository_calls_itself_cannot_drive_the_terminal(prohori, tmp_path):
    (tmp_path / "erp").mkdir()
    (tmp_path / "erp" / ".git").write_text("gitdir: \x1b]0;pwned\x07")
    ran = prohori("run", "finance-feature", "--repo", tmp_path / "erp")
    says(ran, 2, "pwned")
    assert "\x1b" not in ran.stderr


def test_bad_yaml_is_named_with_file_and_line(prohori, demo, tmp_path):
    file = tmp_path / "tested.yaml"
    file.write_text(WORKFLOW + "  - agent: [code-reviewer\n")
    says(prohori("run", file, "--repo", demo), 2, f"{file}:")


def test_an_unknown_agent_is_named_with_file_and_line(prohori, demo, tmp_path):
    file = tmp_path / "tested.yaml"
    file.write_text(WORKFLOW.replace("code-reviewer", "code-reviewr"))
    says(prohori("run", file, "--repo", demo), 2, f"{file}:5", "`code-reviewr`", "code-reviewer")


def test_a_home_that_cannot_be_made(prohori, demo, tmp_path):
    (tmp_path / "file").write_text("")
    says(prohori("run", "finance-feature", "--repo", demo, PROHORI_HOME=str(tmp_path / "file" / "home")), 2, "state folder cannot be made")


def test_a_wrong_setting(prohori):
    says(prohori("status", PROHORI_SERVER_PORT="http"), 2, "`PROHORI_SERVER_PORT`")


def test_a_corrupt_cache_is_moved_aside_and_the_command_goes_on(prohori):
    assert prohori("cache", "status").returncode == 0
    database = prohori.home / "cache" / "cache.db"
    database.write_bytes(b"this is no database at all" * 1000)
    ran = prohori("cache", "status")
    assert ran.returncode == 0
    assert ran.stdout.startswith("0 results of steps")
    assert "corrupt database" in ran.stdout
    assert (prohori.home / "cache" / "cache.db.corrupt-1").exists()


def test_no_server_where_the_user_named_one(prohori, demo):
    api = f"http://127.0.0.1:{free_port()}/api"
    says(prohori("run", "finance-feature", "--repo", demo, PREFECT_API_URL=api), 1, "does not answer", api, "unset `PREFECT_API_URL`")


def test_a_taken_port(prohori, demo):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(prohori.environment["PROHORI_SERVER_PORT"])))
        taken.listen()
        says(prohori("run", "finance-feature", "--repo", demo), 2, "is taken", "PROHORI_SERVER_PORT")


def test_an_unknown_run(prohori):
    says(prohori("report", "abcdef"), 2, "`abcdef` is not known", "prohori status")
    says(prohori("report", "../../etc"), 2, "is not a run id")


def test_an_unknown_key(prohori):
    says(prohori("cache", "inspect", "abc"), 2, "`abc` names no single record")


def test_clearing_the_cache_needs_a_yes(prohori):
    says(prohori("cache", "clear"), 2, "--yes")
    assert prohori("cache", "clear", "--yes").stdout == "0 entries removed.\n"


def test_an_unknown_command_is_a_wrong_call(prohori):
    ran = prohori("rnu")
    assert ran.returncode == 2
    assert 'Did you mean "run"' in ran.stderr


def test_the_doctor_says_the_next_command(prohori):
    ran = prohori("doctor")
    assert ran.returncode == 0
    assert "prohori up" in ran.stdout
    assert "PROHORI_PROFILE_TARGETS" in ran.stdout


@pytest.mark.parametrize(
    "arguments", [["--help"], ["list"], ["status"], ["cache", "status"], ["cache", "explain", "--repo", "."], ["doctor"]]
)
def test_a_command_that_runs_nothing_does_not_import_prefect(prohori, demo, arguments):
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "prohori.cli.main", *arguments],
        env=dict(prohori.environment), cwd=demo, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}
    assert "prohori.cli.main" in imported or "cyclopts" in imported
    assert not [name for name in imported if name == "prefect" or name.startswith("prefect.")]


def test_the_state_is_sqlite_and_private(prohori):
    prohori("cache", "status")
    with contextlib.closing(sqlite3.connect(prohori.home / "cache" / "cache.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert prohori.home.stat().st_mode & 0o077 == 0
