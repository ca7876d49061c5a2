"""A disk that is full, or writes that the kernel refuses, in the middle of a run: the answer is not lost."""

import json
import resource
import subprocess

import pytest

from prohori.observe import journal
from tests.conftest import PROHORI, command, free_port


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """So many findings that a report is larger than what opening the cache needs."""
    folder = tmp_path_factory.mktemp("erp")
    (folder / "many.py").write_text("".join(f"value_{number} = eval(text_{number})\n" for number in range(400)))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


@pytest.fixture
def unmeasured(served, tmp_path):
    """With a state folder of its own: what it stores is nobody's nearest trace."""
    return command(tmp_path / "state", free_port(), PREFECT_API_URL=served.api_url)


def limited(prohori, size, *arguments):
    """The command in a process whose files may not grow beyond `size` bytes: a write beyond it fails as on a full disk."""
    return subprocess.run(
        [PROHORI, *map(str, arguments)], env=dict(prohori.environment), capture_output=True, text=True, timeout=120, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip


@pytest.mark.parametrize("how", [(), ("--refresh",)], ids=["from the cache", "through Prefect"])
def test_a_report_that_the_disk_does_not_take_is_printed_whole_and_said(unmeasured, repository, how):
    first = unmeasured.json("run", "finance-feature", "--repo", repository, "--fail-on", "never")
    stored = unmeasured.home / "runs" / first["run_id"] / "report.json"
    ran = limited(unmeasured, stored.stat().st_size - 1, "run", "finance-feature", "--repo", repository, "--fail-on", "never", *how)
    assert ran.returncode == 1
    assert "The report could not be stored" in ran.stderr and "File too large" in ran.stderr and "prohori doctor" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "# finance-feature: succeeded" in ran.stdout
    assert all(f"many.py:{line}" in ran.stdout for line in range(1, 401))


def test_a_resumed_run_s_report_that_the_disk_does_not_take_is_said_too(unmeasured, repository, tmp_path):
    definition = tmp_path / "strict.yaml"
    definition.write_text(
        "name: strict\ndescription: d\npattern: sequential\non_verdict_fail: degraded\nsteps:\n  - agent: code-reviewer\n"
    )
    first = unmeasured.json("run", definition, "--repo", repository, "--fail-on", "never")
    stored = unmeasured.home / "runs" / first["run_id"] / "report.json"
    ran = limited(unmeasured, stored.stat().st_size - 1, "resume", first["run_id"], "--fail-on", "never")
    assert ran.returncode == 1
    assert "The report could not be stored" in ran.stderr
    assert all(f"many.py:{line}" in ran.stdout for line in range(1, 401))


def test_a_result_as_json_is_printed_too(unmeasured, repository):
    first = unmeasured.json("run", "finance-feature", "--repo", repository, "--fail-on", "never")
    size = (unmeasured.home / "runs" / first["run_id"] / "report.json").stat().st_size
    ran = limited(unmeasured, size - 1, "run", "finance-feature", "--repo", repository, "--fail-on", "never", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["outcome"] == "succeeded"


def test_the_doctor_finds_a_disk_that_takes_no_file(prohori):
    prohori("doctor")
    checks = {check["what"]: check for check in json.loads(limited(prohori, 1000, "doctor", "--json").stdout)}
    assert checks["disk"]["state"] == "wrong"
    assert "cannot be written: File too large" in checks["disk"]["found"]
    assert "free some space" in checks["disk"]["next"]


def test_a_journal_that_cannot_be_written_is_said_once_and_stops_nothing(tmp_path, capsys):
    (tmp_path / "journal.jsonl").mkdir()
    journal.open_journal(tmp_path)
    journal.record("one", component="run")
    journal.record("two", component="run")
    assert capsys.readouterr().err == f"prohori: the journal cannot be written: {tmp_path / 'journal.jsonl'}: Is a directory\n"
