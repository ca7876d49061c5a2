"""Baseline, suppressions and report files as the command's users meet them, with a real server for the first run."""

import json
import shutil
from xml.etree import ElementTree

import pytest

from prohori.engine.run import run_workflow
from prohori.model import Accepted, Coverage
from prohori.model import report as agent_report
from tests.conftest import repository_of_demo
from tests.findings import found
from tests.inline import Agents, Inline, agent, workspace


@pytest.fixture(scope="module")
def erp(served, tmp_path_factory):
    """The demo ERP, with every step in the cache."""
    folder = repository_of_demo(tmp_path_factory.mktemp("ci"))
    ran = served("run", "finance-feature", "--repo", folder, "--write-baseline", folder.parent / "all.json")
    assert ran.returncode == 5, ran.stderr
    return folder


def run(served, erp, *arguments, **environment):
    return served("run", "finance-feature", "--repo", erp, "--no-record", *arguments, **environment)


def test_with_its_own_baseline_a_run_is_green_and_still_shows_everything(served, erp):
    ran = run(served, erp, "--baseline", erp.parent / "all.json", "--json")
    made = json.loads(ran.stdout)
    findings = [f for one in made["steps"] if one["report"] for f in one["report"]["findings"]]
    assert ran.returncode == 0
    assert made["from_cache"]
    assert findings
    assert {f["accepted"]["by"] for f in findings} == {"baseline"}


def test_the_setting_names_the_baseline_too(served, erp):
    ran = run(served, erp, PROHORI_BASELINE=str(erp.parent / "all.json"))
    assert ran.returncode == 0
    assert "accepted findings are in the report and not counted" in ran.stdout


def test_a_finding_that_is_not_in_the_baseline_is_exit_5(served, erp, tmp_path):
    known = json.loads((erp.parent / "all.json").read_text())
    new = next(f for f in known["findings"] if f["severity"] == "critical")
    known["findings"].remove(new)
    (tmp_path / "b.json").write_text(json.dumps(known))
    ran = run(served, erp, "--baseline", tmp_path / "b.json")
    assert ran.returncode == 5
    assert f"critical {new['path']}" in ran.stdout


def test_a_finding_that_is_gone_is_reported_as_fixed(served, erp, tmp_path):
    known = json.loads((erp.parent / "all.json").read_text())
    known["findings"].append({**known["findings"][0], "fingerprint": "f" * 16})
    (tmp_path / "b.json").write_text(json.dumps(known))
    ran = run(served, erp, "--baseline", tmp_path / "b.json")
    assert ran.returncode == 0
    assert f"fixed: {known['findings'][0]['path']}" in ran.stdout
    assert "1 of the baseline fixed" in served("report").stdout


def test_a_baseline_written_twice_is_the_same_file(served, erp, tmp_path):
    run(served, erp, "--write-baseline", tmp_path / "again.json", "--fail-on", "never")
    assert (tmp_path / "again.json").read_text() == (erp.parent / "all.json").read_text()


def test_suppressions_are_applied_and_what_is_idle_is_said(served, erp, tmp_path):
    file = tmp_path / "s.yaml"
    file.write_text(
        "suppressions:\n  - {rule: secret.hardcoded, path: '**', reason: rotated}\n"
        "  - {rule: injection.eval, path: '**', reason: r, expires: 2020-01-31}\n"
    )
    ran = run(served, erp, "--suppressions", file)
    assert ran.returncode == 5
    assert f"suppression {file}:3:5 (injection.eval in **): expired, its last day was 2020-01-31" in ran.stdout
    assert " secret\n" not in ran.stdout


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--suppressions", "suppressions:\n  - {rule: injection.eval, path: x}\n", ":2:5"),
        ("--baseline", "{\n", ":2:1"),
        ("--baseline", None, "--write-baseline"),
    ],
)
def test_a_wrong_file_is_a_wrong_call(served, erp, tmp_path, option, text, said):
    file = tmp_path / "wrong"
    if text is not None:
        file.write_text(text)
    ran = run(served, erp, option, file)
    assert ran.returncode == 2, ran.stdout
    assert f"{file}" in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_wrong_file_ends_a_run_that_goes_through_prefect_too(served, erp, tmp_path):
    (tmp_path / "wrong").write_text("{\n")
    ran = run(served, erp, "--through-prefect", "--baseline", tmp_path / "wrong")
    assert ran.returncode == 2, ran.stdout
    assert f"{tmp_path / 'wrong'}:2:1" in ran.stderr


def test_a_run_through_prefect_is_judged_too(served, erp):
    ran = run(served, erp, "--through-prefect", "--baseline", erp.parent / "all.json")
    assert ran.returncode == 0, ran.stderr
    assert "by the baseline" in ran.stdout


@pytest.mark.parametrize("option", ["--sarif", "--junit", "--write-baseline"])
def test_a_path_that_cannot_be_written_is_said_before_the_run(prohori, demo, tmp_path, option):
    ran = prohori("run", "finance-feature", "--repo", demo, option, tmp_path / "gone" / "file")
    assert ran.returncode == 2
    assert f"`{option}` names a file that cannot be written" in ran.stderr
    assert not (prohori.home / "runs").exists()


def test_a_disk_that_does_not_take_a_file_is_said_after_the_result(served, erp, tmp_path):
    ran = run(served, erp, "--sarif", tmp_path / ("a" * 250), "--fail-on", "never")
    assert ran.returncode == 1
    assert "up to date" in ran.stdout
    assert "could not be written" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_files_that_were_asked_for_are_written_and_no_others(served, erp, tmp_path):
    ran = run(served, erp, "--sarif", tmp_path / "a.sarif", "--junit", tmp_path / "a.xml", "--fail-on", "never")
    assert ran.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sarif", "a.xml"]
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert ElementTree.parse(tmp_path / "a.xml").getroot().get("failures") != "0"


def test_every_format_of_a_stored_run_can_be_printed(served, erp):
    run(served, erp, "--lang", "bn")
    folder = max((served.home / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert {path.name for path in folder.iterdir()} == {"report.json", "report.md", "report.sarif"}
    assert "ধাপসমূহ" in (folder / "report.md").read_text(encoding="utf-8")
    assert "## Steps" in served("report").stdout
    assert "ধাপসমূহ" in served("report", "--lang", "bn").stdout
    assert served("report", "--format", "sarif").stdout.strip() == (folder / "report.sarif").read_text(encoding="utf-8").strip()
    assert ElementTree.fromstring(served("report", "--format", "junit").stdout.encode()).tag == "testsuites"
    assert json.loads(served("report", "--format", "json").stdout)["run_id"] == folder.name


def test_nothing_in_the_erp_is_read_as_a_baseline_or_suppressions_by_itself(served, erp, tmp_path):
    copy = tmp_path / "demo_erp"
    shutil.copytree(erp, copy)
    for name in ("baseline.json", "prohori-baseline.json", ".prohori/baseline.json", ".prohori/suppressions.yaml", "suppressions.yaml"):
        (copy / name).parent.mkdir(exist_ok=True)
        shutil.copy(erp.parent / "all.json", copy / name)
    assert served("run", "finance-feature", "--repo", copy, "--no-record").returncode == 5


def test_an_agent_cannot_accept_its_own_findings(tmp_path, demo):
    mark = Accepted(by="baseline", reason="trust me")

    def reviewed(job, reads):
        reads.list("")
        return agent_report(job.agent, "s", findings=[found().model_copy(update={"accepted": mark})], coverage=Coverage(files=1))

    made = workspace(demo, tmp_path / "state", Agents(agent("reviewer", reviewed)), [{"agent": "reviewer"}])
    assert run_workflow(made, Inline, "r", on_step=lambda _: None).findings[0].accepted is None
